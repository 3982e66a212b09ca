//! A picture of evidence with what the model marked in it.

use leptos::prelude::*;
use trucban_contract::ipc::Picture as Held;
use trucban_domain::DetectedBox;
use trucban_text::{cameras, names};

use crate::kit::picture::Picture;
use crate::language::Language;

/// The picture.
#[component]
pub fn Evidence(
    /// Which; `None` where none was taken.
    #[prop(into)]
    picture: Signal<Option<Held>>,
    /// What to mark.
    #[prop(into)]
    boxes: Signal<Vec<DetectedBox>>,
    /// What screen readers hear.
    #[prop(into)]
    label: Signal<String>,
    /// Whether the marks carry their names.
    #[prop(optional)]
    named: bool,
) -> impl IntoView {
    let lang = Language::here();
    let address = Signal::derive(move || {
        let here = |it: &Held| it.here.then(|| it.address());
        picture.with(|picture| picture.as_ref().and_then(here))
    });
    let instead = Signal::derive(move || {
        let taken = picture.with(Option::is_some);
        lang.say(if taken { cameras::NO_PICTURE } else { cameras::NONE_TAKEN }).to_owned()
    });
    view! { <Picture address label instead over=move || view! { <Marks boxes named/> }/> }
}

/// Marks in parts of the picture, so that they fit whatever its size.
#[component]
fn Marks(boxes: Signal<Vec<DetectedBox>>, named: bool) -> impl IntoView {
    let lang = Language::here();
    let part = |length: f32| format!("{:.3}%", length.clamp(0.0, 1.0) * 100.0);
    let rects = move || {
        let mark = |it: DetectedBox| {
            view! {
                <rect
                    x=part(it.x)
                    y=part(it.y)
                    width=part(it.width)
                    height=part(it.height)
                ></rect>
            }
        };
        boxes.get().into_iter().map(mark).collect_view()
    };
    let names = move || {
        let name = |it: DetectedBox| {
            let sure = format!("{:.2}", it.confidence);
            view! {
                <span
                    class="evidence-name num"
                    style:left=part(it.x)
                    style:top=part(it.y)
                >
                    {lang.fill(cameras::BOX, [names::seen(lang.get(), &it.label), &decimal(lang, &sure)])}
                </span>
            }
        };
        named.then(|| boxes.get().into_iter().map(name).collect_view())
    };
    view! {
        <svg class="evidence-marks" aria-hidden="true">{rects}</svg>
        {names}
    }
}

/// A number with the decimal sign of the language.
pub fn decimal(lang: Language, number: &str) -> String {
    match lang.get() {
        trucban_text::Lang::Vi => number.replace('.', ","),
        trucban_text::Lang::En => number.to_owned(),
    }
}

/// `0,71`: how sure a model is.
pub fn sure(lang: Language, confidence: f32) -> String {
    decimal(lang, &format!("{confidence:.2}"))
}
