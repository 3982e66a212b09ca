//! Language, theme and size: shown at once, kept by the shell for the next start.

use leptos::prelude::*;
use leptos::task::spawn_local;
use trucban_contract::ipc::{self, SavePreferences, Theme, Zoom};
use trucban_text::{Lang, frame};

use crate::failure;
use crate::ipc::Shell;
use crate::kit::toast::{Toasts, Urgency};
use crate::language::{Language, from_contract, to_contract};

/// How the operator likes to see the window.
#[derive(Debug, Clone, Copy)]
pub struct Preferences {
    lang: Language,
    theme: RwSignal<Theme>,
    size: RwSignal<Zoom>,
    shell: Shell,
    toasts: Toasts,
}

impl Preferences {
    /// Follows the switches and marks the document with them.
    pub fn follow(lang: Language, shell: Shell, toasts: Toasts) -> Self {
        let (theme, size) = (RwSignal::new(Theme::default()), RwSignal::new(Zoom::default()));
        let preferences = Self { lang, theme, size, shell, toasts };
        Effect::new(move |_| {
            let Some(root) = document().document_element() else { return };
            let theme = match preferences.theme.get() {
                Theme::Light => "light",
                Theme::Dark => "dark",
            };
            // The document element always takes attributes; a failure has no consequence to tell.
            let _ = root.set_attribute("data-theme", theme);
            let _ = root.set_attribute("lang", lang.get().tag());
        });
        preferences
    }

    /// The preferences of this window.
    pub fn here() -> Self {
        expect_context()
    }

    /// Takes what the shell kept.
    pub fn take(self, kept: ipc::Preferences) {
        let ipc::Preferences { language, theme, size } = kept;
        self.lang.set(from_contract(language));
        self.theme.set(theme);
        self.size.set(size);
    }

    /// The theme, followed.
    pub fn theme(self) -> Theme {
        self.theme.get()
    }

    /// Switches the language and keeps it.
    pub fn speak(self, lang: Lang) {
        self.lang.set(lang);
        self.keep();
    }

    /// Switches the theme and keeps it.
    pub fn switch_theme(self) {
        self.theme.update(|theme| {
            *theme = match theme {
                Theme::Light => Theme::Dark,
                Theme::Dark => Theme::Light,
            };
        });
        self.keep();
    }

    /// Shows everything in the size that follows from the one now, and says which that is.
    pub fn resize(self, next: impl Fn(Zoom) -> Zoom) {
        let size = next(self.size.get_untracked());
        self.size.set(size);
        let percent = size.percent().to_string();
        let said = untrack(|| self.lang.fill(frame::SIZE, [&percent]));
        self.toasts.show(Urgency::Status, said);
        self.keep();
    }

    fn keep(self) {
        let preferences = ipc::Preferences {
            language: to_contract(untrack(|| self.lang.get())),
            theme: self.theme.get_untracked(),
            size: self.size.get_untracked(),
        };
        spawn_local(async move {
            if let Err(failure) = self.shell.call(SavePreferences { preferences }).await {
                let said = failure::words(untrack(|| self.lang.get()), &failure);
                self.toasts.show(Urgency::Alert, said);
            }
        });
    }
}
