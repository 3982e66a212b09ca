//! The freshness stamp: how old the values beside it are.

use leptos::prelude::*;

use crate::kit::icon::Icon;

/// A clock and a time; a triangle where the data are old.
#[component]
pub fn Stamp(
    /// The words.
    #[prop(into)]
    words: Signal<String>,
    /// Whether the data are older than they should be.
    #[prop(into)]
    stale: Signal<bool>,
) -> impl IntoView {
    view! {
        <span class="stamp" class:stale=stale>
            {move || if stale.get() { Icon::Triangle.view() } else { Icon::Clock.view() }}
            <span class="num">{words}</span>
        </span>
    }
}
