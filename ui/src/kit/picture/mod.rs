//! A picture, or its place with words in it while it is not here. It appears when it has come; one that
//! cannot be drawn is as good as none.

use leptos::prelude::*;

use crate::kit::icon::Icon;

/// The picture. It fills what it stands in, which must be positioned.
#[component]
pub fn Picture(
    /// Where it is; `None` while it is not here.
    #[prop(into)]
    address: Signal<Option<String>>,
    /// What screen readers hear.
    #[prop(into)]
    label: Signal<String>,
    /// Words in its place.
    #[prop(into)]
    instead: Signal<String>,
    /// What lies over it, once it is here.
    #[prop(optional, into)]
    over: ViewFn,
) -> impl IntoView {
    // Only another picture, or one that has come, is drawn anew.
    let shown = Memo::new(move |_| address.get());
    let broken = RwSignal::new(false);
    Effect::new(move |_| {
        address.track();
        broken.set(false);
    });
    move || match shown.get() {
        Some(address) if !broken.get() => view! {
            <img
                class="picture"
                src=address
                alt=move || label.get()
                draggable="false"
                on:error=move |_| broken.set(true)
            />
            {over.run()}
        }
        .into_any(),
        _ => view! {
            <span class="picture-place">
                {Icon::Camera.view()}
                <span>{instead}</span>
            </span>
        }
        .into_any(),
    }
}
