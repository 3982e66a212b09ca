//! What the shell finds for a typed text. One question for each text; of several the newest counts.

use leptos::prelude::*;
use leptos::task::spawn_local;
use trucban_contract::ipc::{CommandError, FindPlaces};

use super::rows::Rows;
use crate::ipc::Shell;

/// An answer and what it answers.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// The text that was asked for.
    pub text: String,
    /// What it names, or why that is not known.
    pub rows: Result<Rows, CommandError>,
}

/// The newest question and the newest answer.
#[derive(Debug, Clone, Copy)]
pub struct Finds {
    asked: StoredValue<String>,
    answer: RwSignal<Option<Answer>>,
    shell: Shell,
}

impl Finds {
    /// Nothing asked yet.
    pub fn new(shell: Shell) -> Self {
        Self { asked: StoredValue::new(String::new()), answer: RwSignal::new(None), shell }
    }

    /// Whether this was asked last.
    pub fn is_asked(self, text: &str) -> bool {
        self.asked.with_value(|asked| asked == text)
    }

    /// A part of the newest answer, followed.
    pub fn with<T>(self, read: impl FnOnce(Option<&Answer>) -> T) -> T {
        self.answer.with(|answer| read(answer.as_ref()))
    }

    /// Forgets everything; what is still being asked is not heard any more.
    pub fn forget(self) {
        self.asked.set_value(String::new());
        self.answer.set(None);
    }

    /// Asks what `text` names, and tells `heard` when that is answered; whether the answer is another
    /// one than before.
    pub fn ask(self, text: String, heard: impl FnOnce(bool) + 'static) {
        self.asked.set_value(text.clone());
        spawn_local(async move {
            let found = self.shell.call(FindPlaces { text: text.clone() }).await;
            // The window, or the question, may be gone meanwhile.
            if !self.asked.try_with_value(|asked| *asked == text).unwrap_or(false) {
                return;
            }
            let answer = Some(Answer { text, rows: found.map(|found| Rows::of_found(&found)) });
            let is_new = self.answer.with_untracked(|before| *before != answer);
            if is_new {
                self.answer.set(answer);
            }
            heard(is_new);
        });
    }
}
