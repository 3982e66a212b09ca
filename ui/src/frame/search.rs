//! The one search box. It searches as one types, a moment after the last key, and never while an
//! input method is composing a letter.

use std::time::Duration;

use leptos::ev::{Event, KeyboardEvent};
use leptos::html;
use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use trucban_text::frame;

use crate::keys::{Key, Keys};
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
    composing: StoredValue<bool>,
    pending: StoredValue<Option<TimeoutHandle>>,
    place: Place,
}

impl Field {
    fn new(place: Place) -> Self {
        let field = Self {
            input: NodeRef::new(),
            typed: RwSignal::new(false),
            composing: StoredValue::new(false),
            pending: StoredValue::new(None),
            place,
        };
        // The queue may clear the search too, and a box that stands anew shows what is searched for.
        Effect::new(move |_| {
            let text = place.search.get();
            let shown = field.input.get().map(|input| input.value());
            if !field.composing.get_value() && shown.is_some_and(|shown| shown != text) {
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

    fn search(self) {
        let text = self.input.get_untracked().map(|input| input.value()).unwrap_or_default();
        self.place.search.set(text);
        self.place.go(Screen::Incidents);
    }

    fn search_soon(self) {
        self.stop_waiting();
        self.pending.set_value(set_timeout_with_handle(move || self.search(), PAUSE).ok());
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
        if !self.composing.get_value() {
            self.search_soon();
        }
    }

    fn composed(self) {
        self.composing.set_value(false);
        self.search_soon();
    }

    fn struck(self, event: &KeyboardEvent) {
        if event.key() == "Enter" && !event.is_composing() {
            self.stop_waiting();
            self.search();
            self.leave();
        }
    }

    fn clear(self) {
        self.stop_waiting();
        self.write("");
        self.place.search.set(String::new());
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
    let field = Field::new(Place::here());
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
                aria-label=move || lang.say(frame::SEARCH_LABEL)
                placeholder=move || lang.say(frame::SEARCH_HINT)
                node_ref=field.input
                on:input=move |event| field.changed(&event)
                on:keydown=move |event| field.struck(&event)
                on:focus=move |_| focused.set(true)
                on:blur=move |_| focused.set(false)
                on:compositionstart=move |_| field.composing.set_value(true)
                on:compositionend=move |_| field.composed()
            />
            <Show when=move || field.typed.get() fallback=|| view! { <Keycap key="/"/> }>
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
