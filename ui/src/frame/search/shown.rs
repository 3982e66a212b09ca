//! What the list shows for what is typed, and the row that Enter means.

use leptos::prelude::*;

use super::command::picked;
use super::finds::Finds;
use super::rows::Rows;
use crate::keys::Keys;
use crate::language::Language;
use crate::place::{Place, Screen};
use crate::preferences::Preferences;

/// What a typed text is for.
#[derive(Debug, Clone, Copy)]
pub struct Purpose {
    /// Whether the box was entered as the palette.
    pub palette: RwSignal<bool>,
    /// The command that is being typed, without its sign.
    pub command: RwSignal<Option<String>>,
    /// Where the operator is, and what is searched for there.
    pub place: Place,
}

impl Purpose {
    /// To search the screen.
    pub fn new(place: Place) -> Self {
        Self { palette: RwSignal::new(false), command: RwSignal::new(None), place }
    }

    /// Whether what is typed narrows the queue as one types, followed.
    pub fn narrows(self) -> bool {
        self.place.screen.get() == Screen::Incidents && !self.palette.get()
    }

    /// The settled text; which one it is is followed.
    pub fn text(self) -> RwSignal<String> {
        if self.narrows() { self.place.search } else { self.place.find }
    }

    /// Whether a command is meant, followed.
    pub fn is_command(self) -> bool {
        self.command.with(Option::is_some)
    }
}

/// The rows below the box, while it has the focus.
pub fn rows(purpose: Purpose, finds: Finds, focused: RwSignal<bool>) -> Memo<Rows> {
    let (keys, lang, preferences) = (Keys::here(), Language::here(), Preferences::here());
    Memo::new(move |_| {
        if !focused.get() {
            return Rows::default();
        }
        if let Some(typed) = purpose.command.get() {
            let mut commands = picked(&typed, lang.get(), preferences.theme());
            commands.retain(|command| keys.is_offered(command.key));
            return Rows::of_commands(commands);
        }
        let text = purpose.text().get();
        if text.is_empty() {
            return Rows::default();
        }
        // The last answer stays until the next one is there.
        let found = finds.with(|answer| answer.and_then(|it| it.rows.as_ref().ok().cloned()));
        match found {
            None => Rows::default(),
            Some(found) if purpose.narrows() => found,
            Some(found) => found.and_narrow(text),
        }
    })
}

/// The row that Enter means: the one that is pointed at, or else the likeliest, where it answers what
/// is typed and Enter has no other meaning.
pub fn current(
    purpose: Purpose,
    finds: Finds,
    rows: Memo<Rows>,
    pointed: RwSignal<Option<usize>>,
) -> Memo<Option<usize>> {
    Memo::new(move |_| {
        let first = || {
            // Enter alone runs nothing.
            let typed = purpose.command.get().map(|typed| !typed.is_empty());
            let answered = typed.unwrap_or_else(|| {
                let text = purpose.text().get();
                let answers = finds.with(|answer| answer.is_some_and(|it| it.text == text));
                answers && !purpose.narrows()
            });
            (answered && rows.with(Rows::answers) > 0).then_some(0)
        };
        pointed.get().filter(|at| *at < rows.with(Rows::len)).or_else(first)
    })
}
