//! A thing in one line: an icon for its kind, its name, and what tells it from others of its kind.

use leptos::prelude::*;

use crate::kit::icon::Icon;

/// The line; stands in a button, an option or a strip.
#[component]
pub fn ThingLine(
    /// Its kind.
    icon: Icon,
    /// Its name.
    #[prop(into)]
    title: Signal<String>,
    /// What tells it from others, or nothing.
    #[prop(into)]
    detail: Signal<String>,
) -> impl IntoView {
    view! {
        <span class="thing">
            {icon.view()}
            <span class="thing-title num">{title}</span>
            <span class="thing-detail cut num">{detail}</span>
        </span>
    }
}
