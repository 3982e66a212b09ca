//! The pictures: one large, with what the model marked, and all of them as a strip.

use leptos::prelude::*;
use trucban_contract::ipc::AlertFrame;
use trucban_text::{cameras, format};

use super::Shown;
use crate::cameras::card::time_of;
use crate::cameras::picture::{Evidence, decimal};
use crate::clock::Clock;
use crate::language::Language;

/// The pictures.
#[component]
pub fn Frames(
    /// The alert.
    detail: Shown,
) -> impl IntoView {
    let (lang, clock) = (Language::here(), Clock::here());
    let nearest = Memo::new(move |_| {
        detail.with(|it| {
            let offset = |(_, frame): &(usize, &AlertFrame)| frame.offset_ms.unsigned_abs();
            it.frames.iter().enumerate().min_by_key(offset).map_or(0, |(at, _)| at)
        })
    });
    // `None`: the frame of the event.
    let picked = RwSignal::new(None::<usize>);
    let shown = Memo::new(move |_| picked.get().unwrap_or_else(|| nearest.get()));
    let frame = Signal::derive(move || detail.with(|it| it.frames.get(shown.get()).cloned()));
    let picture = Signal::derive(move || frame.get().map(|it| it.picture));
    // The model marked the frame of the event; the same box on another one would be a lie.
    let boxes = Signal::derive(move || {
        let marked = shown.get() == nearest.get();
        if marked { detail.with(|it| it.row.boxes.clone()) } else { Vec::new() }
    });
    let taken = move |offset_ms: i32| {
        let at = detail.with(|it| it.row.at).plus_ms(offset_ms.into());
        time_of(lang, at, clock.minute())
    };
    let label = Signal::derive(move || {
        let offset = frame.with(|it| it.as_ref().map_or(0, |it| it.offset_ms));
        lang.fill(cameras::FRAME_ALT, [&taken(offset)])
    });
    let time = move || frame.with(|it| it.as_ref().map(|it| taken(it.offset_ms)));
    let count = Memo::new(move |_| detail.with(|it| it.frames.len()));
    let strip = move || {
        (0..count.get())
            .map(|at| {
                let small = Signal::derive(move || detail.with(|it| it.frames.get(at).cloned()));
                let picture = Signal::derive(move || small.get().map(|it| it.picture));
                let when =
                    move || small.with(|it| it.as_ref().map(|it| offset(lang, it.offset_ms)));
                let label = Signal::derive(move || {
                    let offset = small.with(|it| it.as_ref().map_or(0, |it| it.offset_ms));
                    lang.fill(cameras::FRAME_ALT, [&taken(offset)])
                });
                view! {
                    <button
                        type="button"
                        class="frame-small"
                        data-testid=format!("frame-{at}")
                        aria-pressed=move || if shown.get() == at { "true" } else { "false" }
                        on:click=move |_| picked.set(Some(at))
                    >
                        <Evidence picture boxes=Signal::stored(Vec::new()) label/>
                        <span class="frame-time num">{when}</span>
                    </button>
                }
            })
            .collect_view()
    };
    view! {
        <div class="frames">
            <div class="frame-large" data-testid="frame-large">
                <Evidence picture boxes label named=true/>
                <span class="frame-time num">{time}</span>
            </div>
            <div class="frame-strip" role="group" aria-label=move || lang.say(cameras::FRAMES)>
                {strip}
            </div>
        </div>
    }
}

/// `−2,0 giây`
fn offset(lang: Language, offset_ms: i32) -> String {
    let sign = match offset_ms {
        ..0 => "−",
        0 => "",
        1.. => "+",
    };
    let tenths = offset_ms.unsigned_abs() / 100;
    let number =
        format!("{sign}{}.{}", format::count(lang.get(), (tenths / 10).into()), tenths % 10);
    lang.fill(cameras::FRAME_AT, [&decimal(lang, &number)])
}
