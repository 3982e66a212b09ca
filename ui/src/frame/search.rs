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

/// The search box.
#[component]
pub fn SearchBox() -> impl IntoView {
    let (lang, place) = (Language::here(), Place::here());
    let input = NodeRef::<html::Input>::new();
    let typed = RwSignal::new(false);
    let composing = StoredValue::new(false);
    let pending = StoredValue::<Option<TimeoutHandle>>::new(None);

    // The box is written to only when it is emptied: writing while a letter is composed would
    // break the composition.
    let write = move |text: &str| {
        if let Some(input) = input.get_untracked() {
            input.set_value(text);
        }
        typed.set(!text.is_empty());
    };
    let search = move || {
        let text = input.get_untracked().map(|input| input.value()).unwrap_or_default();
        place.search.set(text);
        place.go(Screen::Incidents);
    };
    let stop_waiting = move || {
        pending.update_value(|waits| {
            if let Some(waits) = waits.take() {
                waits.clear();
            }
        });
    };
    let search_soon = move || {
        stop_waiting();
        pending.set_value(set_timeout_with_handle(search, PAUSE).ok());
    };
    let on_input = move |event: Event| {
        typed.set(!event_target_value(&event).is_empty());
        if !composing.get_value() {
            search_soon();
        }
    };
    let leave = move || {
        if let Some(input) = input.get_untracked() {
            // A page that keeps the focus in the box is no harm.
            let _ = input.blur();
        }
    };
    let clear = move || {
        stop_waiting();
        write("");
        place.search.set(String::new());
    };
    // The queue may clear the search too, and a box that stands again shows what is searched for.
    Effect::new(move |_| {
        let text = place.search.get();
        let shown = input.get().map(|input| input.value());
        if !composing.get_value() && shown.is_some_and(|shown| shown != text) {
            write(&text);
        }
    });
    let on_keydown = move |event: KeyboardEvent| {
        if event.key() == "Enter" && !event.is_composing() {
            stop_waiting();
            search();
            leave();
        }
    };
    let focused = RwSignal::new(false);
    Keys::here().on(move |key| match key {
        Key::Search => {
            if let Some(input) = input.get_untracked() {
                let _ = input.focus();
                input.select();
            }
            true
        }
        Key::Back if focused.get_untracked() => {
            clear();
            leave();
            true
        }
        _ => false,
    });
    on_cleanup(stop_waiting);
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
                node_ref=input
                on:input=on_input
                on:keydown=on_keydown
                on:focus=move |_| focused.set(true)
                on:blur=move |_| focused.set(false)
                on:compositionstart=move |_| composing.set_value(true)
                on:compositionend=move |_| {
                    composing.set_value(false);
                    search_soon();
                }
            />
            <Show
                when=move || typed.get()
                fallback=|| view! { <Keycap key="/"/> }
            >
                <button
                    type="button"
                    class="search-clear"
                    data-testid="search-clear"
                    aria-label=move || lang.say(frame::SEARCH_CLEAR)
                    on:click=move |_| clear()
                >
                    {Icon::Close.view()}
                </button>
            </Show>
        </div>
    }
}
