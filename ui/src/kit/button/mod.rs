//! Buttons: a word, an icon if it helps, and the key that does the same.

use leptos::prelude::*;

use crate::kit::icon::Icon;
use crate::kit::keycap::Keycap;

/// How much a button asks for attention.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Weight {
    /// The one act that the screen is for.
    Primary,
    /// Any other act.
    #[default]
    Plain,
    /// On the brown banner.
    Banner,
}

impl Weight {
    /// The classes of the style sheet.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Primary => "button primary",
            Self::Plain => "button",
            Self::Banner => "button banner-button",
        }
    }
}

/// A button.
#[component]
pub fn Button(
    /// What it does, in a verb.
    #[prop(into)]
    label: Signal<String>,
    /// Does it.
    #[prop(into)]
    on_press: Callback<()>,
    /// How much it asks for attention.
    #[prop(optional)]
    weight: Weight,
    /// An icon before the word.
    #[prop(optional)]
    icon: Option<Icon>,
    /// The key that does the same.
    #[prop(optional)]
    keycap: &'static str,
    /// Whether it is being done.
    #[prop(optional, into)]
    busy: Signal<bool>,
) -> impl IntoView {
    let cap = (!keycap.is_empty()).then(|| view! { <Keycap key=keycap/> });
    view! {
        <button
            type="button"
            class=weight.as_str()
            disabled=busy
            on:click=move |event| {
                event.stop_propagation();
                on_press.run(());
            }
        >
            {icon.map(Icon::view)}
            <span>{label}</span>
            {cap}
        </button>
    }
}
