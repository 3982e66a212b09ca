//! A picture of evidence with what the model marked in it. One that is not on this laptop yet shows an
//! empty frame, and appears when it has come.

use leptos::prelude::*;
use trucban_contract::ipc::Picture;
use trucban_domain::DetectedBox;
use trucban_text::{cameras, names};

use crate::kit::icon::Icon;
use crate::language::Language;

/// The picture.
#[component]
pub fn Evidence(
    /// Which; `None` where none was taken.
    #[prop(into)]
    picture: Signal<Option<Picture>>,
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
    // Only another picture, or one that has come, is drawn anew.
    let shown = Memo::new(move |_| {
        picture.with(|picture| picture.as_ref().map(|it| it.here.then(|| it.address())))
    });
    let broken = RwSignal::new(false);
    Effect::new(move |_| {
        picture.track();
        broken.set(false);
    });
    move || match shown.get() {
        Some(Some(address)) if !broken.get() => view! {
            <img
                class="evidence-picture"
                src=address
                alt=move || label.get()
                draggable="false"
                on:error=move |_| broken.set(true)
            />
            <Marks boxes named/>
        }
        .into_any(),
        Some(_) => view! { <Placeholder text=lang.text(cameras::NO_PICTURE)/> }.into_any(),
        None => view! { <Placeholder text=lang.text(cameras::NONE_TAKEN)/> }.into_any(),
    }
}

#[component]
fn Placeholder(text: Signal<String>) -> impl IntoView {
    view! {
        <span class="evidence-missing">
            {Icon::Camera.view()}
            <span>{text}</span>
        </span>
    }
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
