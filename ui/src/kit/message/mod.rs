//! What stands in the place of content: nothing there, not readable, still loading.

use leptos::prelude::*;

use crate::kit::icon::Icon;

/// What kind of message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Mood {
    /// There is nothing, and that is in order.
    #[default]
    Calm,
    /// Something failed.
    Failed,
}

/// One sentence and what to do next.
#[component]
pub fn Message(
    /// What kind.
    #[prop(optional)]
    mood: Mood,
    /// The icon.
    icon: Icon,
    /// What is the case.
    #[prop(into)]
    title: Signal<String>,
    /// What is safe, what happens next.
    #[prop(optional, into)]
    note: Signal<String>,
    /// What one can do.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let class = if mood == Mood::Failed { "message failed" } else { "message" };
    view! {
        <div class=class>
            {icon.view()}
            <p class="strong">{title}</p>
            <p class="message-note">{note}</p>
            {children.map(|children| view! { <div class="message-acts">{children()}</div> })}
        </div>
    }
}

/// Grey bars in the place of what is being read; they show only when it takes long.
#[component]
pub fn Skeleton(
    /// How many bars.
    lines: usize,
    /// What screen readers hear.
    #[prop(into)]
    label: Signal<String>,
) -> impl IntoView {
    let bars = (0..lines).map(|_| view! { <span class="skeleton-bar"></span> }).collect_view();
    view! {
        <div class="skeleton" role="status">
            <span class="unseen">{label}</span>
            {bars}
        </div>
    }
}
