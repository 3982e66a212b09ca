//! What is known of the camera and the pictures.

use leptos::prelude::*;
use trucban_domain::Camera;
use trucban_text::{cameras, format};

use super::Shown;
use crate::cameras::Cameras;
use crate::cameras::picture::sure;
use crate::clock::Clock;
use crate::kit::icon::Icon;
use crate::language::Language;

/// The facts.
#[component]
pub fn Facts(
    /// The alert.
    detail: Shown,
) -> impl IntoView {
    let (lang, clock) = (Language::here(), Clock::here());
    let list = expect_context::<Cameras>().list;
    let camera = Memo::new(move |_| detail.with(|it| it.camera.clone()));
    let known = move |say: &dyn Fn(Camera) -> Option<String>| {
        camera.get().and_then(say).unwrap_or_else(|| lang.say(cameras::NO_DATA).to_owned())
    };
    let name = move || known(&|it| Some(format!("{} · {}", it.number, it.name)));
    let model = move || {
        let sure = sure(lang, detail.with(|it| it.row.confidence));
        let sure = lang.fill(cameras::CONFIDENCE, [&sure]);
        known(&|it| Some(format!("{} · {sure}", it.model)))
    };
    // Evidence of a camera whose calibration was over when it was taken is worth nothing.
    let over = Memo::new(move |_| {
        let at = detail.with(|it| it.row.at);
        camera.get().and_then(|it| it.calibrated_until).is_some_and(|until| until < at)
    });
    let calibration = move || {
        known(&|it| {
            let until = it.calibrated_until?;
            let text =
                if over.get() { cameras::CALIBRATION_OVER } else { cameras::CALIBRATED_UNTIL };
            Some(lang.fill(text, [&format::date(lang.get(), until)]))
        })
    };
    let position = move || {
        known(&|it| {
            let at = format!(
                "{}, {}",
                format::degrees(it.position.lat),
                format::degrees(it.position.lon)
            );
            Some(match it.bearing_deg {
                Some(bearing) => {
                    format!("{at} · {}", lang.fill(cameras::BEARING, [&bearing.to_string()]))
                }
                None => at,
            })
        })
    };
    let silent = move || {
        camera.get().and_then(|it| it.silent_since).map(|since| {
            let since = format::stamp(lang.get(), since, clock.minute());
            view! {
                <p class="facts-silent num">
                    {Icon::WifiOff.view()}
                    {lang.fill(cameras::SILENT_SINCE, [&since])}
                    " · "
                    {lang.say(cameras::SILENT_MEANS)}
                </p>
            }
        })
    };
    let picture = Memo::new(move |_| {
        detail.with(|it| it.row.picture.as_ref().map(|it| (short(&it.hash), it.here)))
    });
    let hash = move || match picture.get() {
        Some((hash, true)) => format!("{hash} · {}", lang.say(cameras::HASH_HELD)),
        Some((hash, false)) => format!("{hash} · {}", lang.say(cameras::NO_PICTURE)),
        None => lang.say(cameras::NO_DATA).to_owned(),
    };
    let only = move |_| {
        let (camera, number) =
            detail.with_untracked(|it| (it.row.camera, it.row.camera_number.clone()));
        list.source.only_camera(camera, number);
    };
    view! {
        <section class="facts-card card" aria-labelledby="facts-title">
            <h3 id="facts-title">{move || lang.say(cameras::FACTS)}</h3>
            <dl class="facts">
                <dt>{move || lang.say(cameras::CAMERA)}</dt>
                <dd>{name}</dd>
                <dt>{move || lang.say(cameras::MODEL)}</dt>
                <dd class="num">{model}</dd>
                <dt>{move || lang.say(cameras::CALIBRATION)}</dt>
                <dd class="num" class:over=move || over.get()>{calibration}</dd>
                <dt>{move || lang.say(cameras::POSITION)}</dt>
                <dd class="num">{position}</dd>
                <dt>{move || lang.say(cameras::HASH)}</dt>
                <dd class="num" data-testid="alert-hash">{hash}</dd>
            </dl>
            {silent}
            <button type="button" class="silent-open" data-testid="same-camera" on:click=only>
                {move || lang.say(cameras::SAME_CAMERA)}
            </button>
        </section>
    }
}

/// `9f3c1b02…77e1`
fn short(hash: &str) -> String {
    match (hash.get(..8), hash.get(hash.len().saturating_sub(4)..)) {
        (Some(first), Some(last)) if hash.len() > 12 => format!("{first}…{last}"),
        _ => hash.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_is_shown_by_its_ends() {
        assert_eq!(short(&format!("9f3c1b02{}77e1", "0".repeat(52))), "9f3c1b02…77e1");
        assert_eq!(short("9f3c"), "9f3c");
    }
}
