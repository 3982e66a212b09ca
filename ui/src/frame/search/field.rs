//! The field: what is typed, what that means for the screen, and what Enter, the arrows and Esc do.
//!
//! It is written to only when it is emptied or stands anew: writing while a letter is composed would
//! break the composition. Nothing is taken from a text before it is settled, so a half-typed syllable
//! narrows nothing, is asked of nobody and picks no command.

use std::time::Duration;

use leptos::ev::{Event, KeyboardEvent};
use leptos::html;
use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use trucban_contract::ipc::{HitTarget, SubjectKey};
use trucban_domain::fold::clean;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::command::SIGN;
use super::finds::Finds;
use super::rows::{Row, Rows, step};
use super::settle::{Settle, Then, Typed};
use super::shown::{self, Purpose};
use crate::ipc::Shell;
use crate::keys::{Keys, is_composing};
use crate::place::{Place, Screen, Sought};

const PAUSE: Duration = Duration::from_millis(120);

/// What the field keeps to itself.
struct Own {
    /// The keyboard, for the commands that it runs.
    keys: Keys,
    /// Whether anything stands in it.
    typed: RwSignal<bool>,
    /// The row that was pointed at with the arrows.
    pointed: RwSignal<Option<usize>>,
    /// Whether Enter was struck before the answer was there.
    enter: bool,
    /// The search after the last key.
    search: Option<TimeoutHandle>,
}

/// The box and what hangs below it.
#[derive(Clone, Copy)]
pub struct Field {
    /// The element.
    pub input: NodeRef<html::Input>,
    /// How far what is typed is settled.
    pub settle: RwSignal<Settle>,
    /// Whether it has the focus.
    pub focused: RwSignal<bool>,
    /// What it is for.
    pub purpose: Purpose,
    /// What was found.
    pub finds: Finds,
    /// The rows below it.
    pub rows: Memo<Rows>,
    /// The row that Enter means.
    pub current: Memo<Option<usize>>,
    before: StoredValue<Option<HtmlElement>, LocalStorage>,
    own: StoredValue<Own>,
}

impl Field {
    /// An empty field.
    pub fn new() -> Self {
        let (purpose, finds) = (Purpose::new(Place::here()), Finds::new(Shell::here()));
        let (focused, pointed) = (RwSignal::new(false), RwSignal::new(None));
        let rows = shown::rows(purpose, finds, focused);
        let field = Self {
            input: NodeRef::new(),
            settle: RwSignal::new(Settle::default()),
            focused,
            purpose,
            finds,
            rows,
            current: shown::current(purpose, finds, rows, pointed),
            before: StoredValue::new_local(None),
            own: StoredValue::new(Own {
                keys: Keys::here(),
                typed: RwSignal::new(false),
                pointed,
                enter: false,
                search: None,
            }),
        };
        // The queue may clear its search too, and a box that stands anew shows what is searched for.
        Effect::new(move |_| {
            let text = purpose.text().get();
            let shown = field.input.get().map(|input| clean(&input.value()));
            let composing = untrack(|| field.settle.get().is_composing());
            let stays = composing || purpose.is_command();
            if !stays && shown.is_some_and(|shown| shown != text) {
                field.write(&text);
            }
        });
        on_cleanup(move || field.stop_waiting());
        field
    }

    /// Whether anything stands in it.
    pub fn typed(self) -> RwSignal<bool> {
        self.own.with_value(|own| own.typed)
    }

    fn pointed(self) -> RwSignal<Option<usize>> {
        self.own.with_value(|own| own.pointed)
    }

    /// Whether the list below it is shown, followed.
    pub fn is_open(self) -> bool {
        let asks = self.purpose.is_command() || self.purpose.palette.get();
        self.focused.get() && (asks || (self.typed().get() && self.finds.with(|it| it.is_some())))
    }

    /// Takes the focus: for this screen, or as the palette. The palette's key in the palette begins
    /// a command.
    pub fn enter(self, as_palette: bool) {
        let Some(input) = self.input.get_untracked() else { return };
        if as_palette && self.focused.get_untracked() && self.purpose.palette.get_untracked() {
            self.stop_waiting();
            self.write(&SIGN.to_string());
            self.settle_text();
            return;
        }
        let stays = self.focused.get_untracked();
        if !stays {
            let before = document().active_element();
            self.before.set_value(before.and_then(|it| it.dyn_into::<HtmlElement>().ok()));
        }
        set_if_other(self.purpose.palette, as_palette);
        set_if_other(self.purpose.command, None);
        self.write(&untrack(|| self.purpose.text().get()));
        // A page that does not give the focus leaves the box as it was.
        let _ = input.focus();
        input.select();
        if stays {
            self.ask_again();
        }
    }

    /// It has the focus.
    pub fn focused(self) {
        self.focused.set(true);
        self.ask_again();
    }

    /// Asks for what stands in it, whose answer may be of long ago.
    fn ask_again(self) {
        let text = untrack(|| self.purpose.text().get());
        if !text.is_empty() {
            self.ask(text);
        }
    }

    /// The focus is elsewhere.
    pub fn left(self) {
        let narrows = self.narrows();
        let then = self.hear(Typed::Left);
        if !narrows {
            self.stop_waiting();
        } else if then == Then::SearchSoon {
            self.search_soon();
        }
        self.own.update_value(|it| it.enter = false);
        self.before.set_value(None);
        self.focused.set(false);
        set_if_other(self.pointed(), None);
        set_if_other(self.purpose.command, None);
        set_if_other(self.purpose.palette, false);
    }

    /// Its text became another one.
    pub fn changed(self, event: &Event) {
        self.own.update_value(|it| it.enter = false);
        self.typed().set(!event_target_value(event).is_empty());
        if self.hear(Typed::Changed) == Then::SearchSoon {
            self.search_soon();
        }
    }

    /// An input method began, or ended, a syllable.
    pub fn composed(self, typed: Typed) {
        if self.hear(typed) == Then::SearchSoon {
            self.search_soon();
        }
    }

    /// A key was struck in it.
    pub fn struck(self, event: &KeyboardEvent) {
        if is_composing(event) || event.ctrl_key() || event.alt_key() || event.meta_key() {
            return;
        }
        match event.key().as_str() {
            "Enter" => self.entered(),
            "ArrowDown" => self.point(1),
            "ArrowUp" => self.point(-1),
            "Escape" => {
                // Esc closes the list and means nothing to the screen behind it.
                event.stop_propagation();
                self.clear();
                self.go_back();
            }
            _ => return,
        }
        event.prevent_default();
    }

    /// Does what a row says.
    pub fn choose(self, row: &Row) {
        match row {
            Row::Hit(hit) => {
                let case = match hit.target {
                    HitTarget::Incident(id) => Some(SubjectKey::Incident(id)),
                    HitTarget::Alert(id) => Some(SubjectKey::Alert(id)),
                    _ => None,
                };
                self.let_queue_be(matches!(case, Some(SubjectKey::Incident(_))));
                self.leave();
                match case {
                    Some(case) => self.purpose.place.show_case(case),
                    None => self.purpose.place.seek(Sought::Hit(hit.clone())),
                }
            }
            Row::Take(at) => {
                self.let_queue_be(false);
                self.leave();
                self.purpose.place.seek(Sought::Point(*at));
            }
            Row::Narrow(text) => {
                self.purpose.place.search.set(text.clone());
                self.leave();
                self.purpose.place.go(Screen::Incidents);
            }
            Row::Command(command) => {
                // The field that had the focus before has it again: the command is for it.
                self.go_back();
                self.own.with_value(|own| own.keys).press(command.key);
            }
        }
    }

    /// Empties it, and what is searched for.
    pub fn clear(self) {
        self.stop_waiting();
        self.own.update_value(|it| it.enter = false);
        if self.purpose.command.with_untracked(Option::is_none) {
            untrack(|| self.purpose.text()).set(String::new());
            self.finds.forget();
        }
        set_if_other(self.purpose.command, None);
        self.write("");
    }

    /// Enter: the row that is current; on the queue, where none is pointed at, the field is left.
    fn entered(self) {
        self.hear(Typed::Entered);
        self.stop_waiting();
        self.settle_text();
        let row = untrack(|| self.rows.with(|rows| rows.row(self.current.get()?).cloned()));
        if let Some(row) = row {
            return self.choose(&row);
        }
        if self.purpose.command.with_untracked(Option::is_some) {
            return;
        }
        let text = untrack(|| self.purpose.text().get());
        if self.narrows() || text.is_empty() {
            return self.leave();
        }
        let answered = untrack(|| self.finds.with(|it| it.is_some_and(|it| it.text == text)));
        if !answered {
            self.own.update_value(|it| it.enter = true);
            self.ask_once(text);
        }
    }

    fn point(self, by: isize) {
        let (at, len) = untrack(|| (self.current.get(), self.rows.with(Rows::len)));
        self.pointed().set(step(at, by, len));
    }

    /// Takes in what is typed, and asks what it names while the list may show the answer.
    fn search(self) {
        let Some(text) = self.settle_text().filter(|text| !text.is_empty()) else { return };
        if self.focused.get_untracked() {
            self.ask_once(text);
        }
    }

    /// Takes in what is typed: a command, or else the text, which is returned.
    fn settle_text(self) -> Option<String> {
        let typed = self.input.get_untracked().map(|input| clean(&input.value()));
        let typed = typed.unwrap_or_default();
        let command = typed.strip_prefix(SIGN).map(|rest| rest.trim().to_owned());
        if self.purpose.command.with_untracked(|before| *before != command) {
            self.pointed().set(None);
            self.purpose.command.set(command.clone());
        }
        if command.is_some() {
            return None;
        }
        let text = untrack(|| self.purpose.text());
        if text.with_untracked(|before| *before != typed) {
            self.pointed().set(None);
            text.set(typed.clone());
        }
        if typed.is_empty() {
            self.finds.forget();
        }
        Some(typed)
    }

    fn ask_once(self, text: String) {
        if !self.finds.is_asked(&text) {
            self.ask(text);
        }
    }

    fn ask(self, text: String) {
        self.finds.ask(text, move |is_new| {
            // The box itself may be gone.
            let Some(awaited) = self.own.try_with_value(|it| it.enter) else { return };
            if is_new {
                set_if_other(self.pointed(), None);
            }
            if !awaited {
                return;
            }
            self.own.update_value(|it| it.enter = false);
            let row = untrack(|| self.rows.with(|rows| rows.row(self.current.get()?).cloned()));
            if let Some(row) = row {
                self.choose(&row);
            }
        });
    }

    /// A text that led away from the queue narrows it no longer; it stands in the box where one is.
    fn let_queue_be(self, stays: bool) {
        if self.narrows() && !stays {
            let text = self.purpose.place.search.get_untracked();
            self.purpose.place.find.set(text);
            self.purpose.place.search.set(String::new());
        }
    }

    fn narrows(self) -> bool {
        untrack(|| self.purpose.narrows())
    }

    fn write(self, text: &str) {
        if let Some(input) = self.input.get_untracked() {
            input.set_value(text);
        }
        self.typed().set(!text.is_empty());
    }

    fn hear(self, typed: Typed) -> Then {
        // A box that is being taken away may lose the focus last.
        let Some(before) = self.settle.try_get_untracked() else { return Then::Stay };
        let mut settle = before;
        let then = settle.hear(typed);
        if settle != before {
            self.settle.set(settle);
        }
        if then != Then::Stay {
            self.stop_waiting();
        }
        then
    }

    fn search_soon(self) {
        let search = set_timeout_with_handle(move || self.search(), PAUSE);
        self.own.update_value(|it| it.search = search.ok());
    }

    fn stop_waiting(self) {
        self.own.try_update_value(|own| {
            if let Some(search) = own.search.take() {
                search.clear();
            }
        });
    }

    fn leave(self) {
        if let Some(input) = self.input.get_untracked() {
            let _ = input.blur();
        }
    }

    /// Leaves it to what had the focus before.
    fn go_back(self) {
        let before = self.before.get_value();
        self.leave();
        if let Some(before) = before.filter(|it| it.is_connected()) {
            // Where it does not take the focus, the page has it.
            let _ = before.focus();
        }
    }
}

fn set_if_other<T: PartialEq + Send + Sync + 'static>(signal: RwSignal<T>, value: T) {
    if signal.with_untracked(|before| *before != value) {
        signal.set(value);
    }
}
