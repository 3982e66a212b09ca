//! Chips: a state as shape, word and colour, in that order.

use leptos::prelude::*;

use crate::kit::icon::Icon;

/// What kind of state a chip tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Tone {
    /// Counts by the minute.
    Urgent,
    /// Overdue, refused.
    Danger,
    /// Soon due, stale.
    Warn,
    /// Accepted, in force.
    Ok,
    /// In progress, waiting to be sent.
    Info,
    /// Far away, paused.
    #[default]
    Neutral,
}

impl Tone {
    /// The class of the style sheet.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Urgent => "urgent",
            Self::Danger => "danger",
            Self::Warn => "warn",
            Self::Ok => "ok",
            Self::Info => "info",
            Self::Neutral => "neutral",
        }
    }
}

/// A state in a word or two.
#[component]
pub fn Chip(
    /// What kind of state.
    tone: Tone,
    /// Its shape.
    icon: Icon,
    /// The words.
    #[prop(into)]
    words: String,
    /// The words without abbreviations, where they differ.
    #[prop(optional, into)]
    full: String,
) -> impl IntoView {
    let spoken = (!full.is_empty()).then(|| view! { <span class="unseen">{full}</span> });
    let silent = spoken.is_some().then_some("true");
    view! {
        <span class=format!("chip {}", tone.as_str())>
            {icon.view()}
            <span class="num" aria-hidden=silent>{words}</span>
            {spoken}
        </span>
    }
}
