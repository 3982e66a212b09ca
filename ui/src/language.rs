//! The language of the window: every component says its texts through this handle, so that the
//! switch changes all of them at once.

use leptos::prelude::*;
use trucban_contract::ipc;
use trucban_text::{Lang, Text};

/// The chosen language. Reading it inside a view makes that view follow the switch.
#[derive(Debug, Clone, Copy)]
pub struct Language(RwSignal<Lang>);

impl Language {
    /// Starts in Vietnamese.
    pub fn new() -> Self {
        Self(RwSignal::new(Lang::Vi))
    }

    /// The language of this window.
    pub fn here() -> Self {
        expect_context()
    }

    /// The language now, followed.
    pub fn get(self) -> Lang {
        self.0.get()
    }

    /// Switches.
    pub fn set(self, lang: Lang) {
        self.0.set(lang);
    }

    /// `text` in the language now.
    pub fn say(self, text: Text<0>) -> &'static str {
        text.say(self.get())
    }

    /// `text` as a signal, for the properties of widgets.
    pub fn text(self, text: Text<0>) -> Signal<String> {
        Signal::derive(move || self.say(text).to_owned())
    }

    /// `text` with its values in the language now.
    pub fn fill<const N: usize>(self, text: Text<N>, values: [&str; N]) -> String {
        text.fill(self.get(), values)
    }
}

impl Default for Language {
    fn default() -> Self {
        Self::new()
    }
}

/// The catalogue's word for the contract's language.
pub const fn from_contract(language: ipc::Language) -> Lang {
    match language {
        ipc::Language::Vi => Lang::Vi,
        ipc::Language::En => Lang::En,
    }
}

/// The contract's word for the catalogue's language.
pub const fn to_contract(lang: Lang) -> ipc::Language {
    match lang {
        Lang::Vi => ipc::Language::Vi,
        Lang::En => ipc::Language::En,
    }
}
