//! A key of the keyboard, as it is printed beside what it does.

use leptos::prelude::*;

/// A key.
#[component]
pub fn Keycap(
    /// What is printed on it.
    #[prop(into)]
    key: String,
) -> impl IntoView {
    view! { <kbd class="keycap">{key}</kbd> }
}
