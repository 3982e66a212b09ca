//! The one search box. It searches as one types, a moment after the last key, and never while an
//! input method is composing a syllable; a keycap says then that Enter ends it. What is searched
//! for is in NFC, whatever was pasted.

use std::time::Duration;

use leptos::ev::{Event, KeyboardEvent};
use leptos::html;
use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use trucban_domain::fold::clean;
use trucban_text::{frame, map};

use crate::frame::settle::{Settle, Then, Typed};
use crate::keys::{Key, Keys, is_composing};
use crate::kit::icon::Icon;
use crate::kit::keycap::Keycap;
use crate::language::Language;
use crate::place::{Place, Screen};

const PAUSE: Duration = Duration::from_millis(120);

/// The box and what was typed into it. It is written to only when it is emptied or stands anew:
/// writing while a letter is composed would break the composition.
#[derive(Clone, Copy)]
struct Field {
    input: NodeRef<html::Input>,
    typed: RwSignal<bool>,
    settle: RwSignal<Settle>,
    pending: StoredValue<Option<TimeoutHandle>>,
    place: Place,
}

impl Field {
    fn new(place: Place) -> Self {
        let field = Self {
            input: NodeRef::new(),
            typed: RwSignal::new(false),
            settle: RwSignal::new(Settle::default()),
            pending: StoredValue::new(None),
            place,
        };
        // The queue may clear the search too, and a box that stands anew shows what is searched for.
        Effect::new(move |_| {
            let text = place.typed().get();
            let shown = field.input.get().map(|input| clean(&input.value()));
            let composing = untrack(|| field.settle.get().is_composing());
            if !composing && shown.is_some_and(|shown| shown != text) {
                field.write(&text);
            }
        });
        on_cleanup(move || field.stop_waiting());
        field
    }

    fn write(self, text: &str) {
        if let Some(input) = self.input.get_untracked() {
            input.set_value(text);
        }
        self.typed.set(!text.is_empty());
    }

    fn hear(self, typed: Typed) {
        // A box that is being taken away may lose the focus last.
        let Some(before) = self.settle.try_get_untracked() else { return };
        let mut settle = before;
        let then = settle.hear(typed);
        if settle != before {
            self.settle.set(settle);
        }
        if then != Then::Stay {
            self.stop_waiting();
        }
        match then {
            Then::Stay | Then::Hold => {}
            Then::SearchSoon => {
                let search = set_timeout_with_handle(move || self.search(), PAUSE);
                self.pending.set_value(search.ok());
            }
            Then::Search => self.search(),
        }
    }

    fn search(self) {
        let text = self.input.get_untracked().map(|input| clean(&input.value()));
        let text = text.unwrap_or_default();
        // Queue and map each have a search of their own; elsewhere it is the queue's.
        let typed = untrack(|| self.place.typed());
        if typed.with_untracked(|searched| *searched != text) {
            typed.set(text);
        }
        if self.place.screen.get_untracked() != Screen::Map {
            self.place.go(Screen::Incidents);
        }
    }

    fn stop_waiting(self) {
        self.pending.try_update_value(|waits| {
            if let Some(waits) = waits.take() {
                waits.clear();
            }
        });
    }

    fn changed(self, event: &Event) {
        self.typed.set(!event_target_value(event).is_empty());
        self.hear(Typed::Changed);
    }

    fn struck(self, event: &KeyboardEvent) {
        if event.key() == "Enter" && !is_composing(event) {
            self.hear(Typed::Entered);
            self.leave();
        }
    }

    fn clear(self) {
        self.stop_waiting();
        self.write("");
        untrack(|| self.place.typed()).set(String::new());
    }

    fn enter(self) {
        if let Some(input) = self.input.get_untracked() {
            // A page that does not give the focus leaves the box as it was.
            let _ = input.focus();
            input.select();
        }
    }

    fn leave(self) {
        if let Some(input) = self.input.get_untracked() {
            let _ = input.blur();
        }
    }
}

/// The search box.
#[component]
pub fn SearchBox() -> impl IntoView {
    let lang = Language::here();
    let place = Place::here();
    let field = Field::new(place);
    let of_map = move |on_map, elsewhere| {
        lang.say(if place.screen.get() == Screen::Map { on_map } else { elsewhere })
    };
    let focused = RwSignal::new(false);
    Keys::here().on(move |key| match key {
        Key::Search => {
            field.enter();
            true
        }
        Key::Back if focused.get_untracked() => {
            field.clear();
            field.leave();
            true
        }
        _ => false,
    });
    view! {
        <div class="search" role="search">
            {Icon::Search.view()}
            <input
                class="field search-field"
                type="text"
                data-testid="search"
                autocomplete="off"
                spellcheck="false"
                aria-label=move || of_map(map::SEARCH_LABEL, frame::SEARCH_LABEL)
                placeholder=move || of_map(map::SEARCH_HINT, frame::SEARCH_HINT)
                node_ref=field.input
                on:input=move |event| field.changed(&event)
                on:keydown=move |event| field.struck(&event)
                on:focus=move |_| focused.set(true)
                on:blur=move |_| {
                    focused.set(false);
                    field.hear(Typed::Left);
                }
                on:compositionstart=move |_| field.hear(Typed::ComposingBegan)
                on:compositionend=move |_| field.hear(Typed::ComposingEnded)
            />
            <Show
                when=move || field.typed.get() && !field.settle.get().is_composing()
                fallback=move || {
                    let composing = field.settle.get().is_composing();
                    view! { <Keycap key=if composing { "↵" } else { "/" }/> }
                }
            >
                <button
                    type="button"
                    class="search-clear"
                    data-testid="search-clear"
                    aria-label=move || lang.say(frame::SEARCH_CLEAR)
                    on:click=move |_| field.clear()
                >
                    {Icon::Close.view()}
                </button>
            </Show>
        </div>
    }
}
