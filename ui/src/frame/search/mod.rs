//! The one search box, on every screen, and the list below it.
//!
//! Two ways lead into it, and they differ only on the queue:
//!
//! - `/` or the mouse searches **this screen**. On the queue what is typed narrows the queue as one
//!   types, and Enter leaves the field with the queue narrowed. The list below shows what else the
//!   text names; nothing in it is chosen beforehand, the down arrow leads into it.
//! - `Ctrl+K` is the **palette**: it goes somewhere and leaves the queue alone. The likeliest hit is
//!   chosen beforehand, so that `22/80` and Enter are enough, also where Enter is quicker than the
//!   answer. Screens with nothing to narrow have this way alone. The last row takes the text to the
//!   queue.
//!
//! What begins with `>` is a command, whichever way led in; `Ctrl+K` once more types the sign. A command
//! is run by pressing its key, and only those that do something here and now are listed.
//!
//! It searches a moment after the last key, one question for each text, and never while an input
//! method is composing a syllable; a keycap says then that Enter ends it. What is searched for is in
//! NFC, whatever was pasted. The list is there only while the field has the focus. A search that fails
//! says why in its place.

mod command;
mod field;
mod finding;
mod finds;
mod list;
mod rows;
mod settle;
mod shown;

use leptos::prelude::*;
use trucban_text::search;

use self::field::Field;
use self::list::{LIST, List, row_name};
use self::settle::Typed;
use crate::keys::{Key, Keys};
use crate::kit::icon::Icon;
use crate::kit::keycap::Keycap;
use crate::language::Language;
use crate::operator::Operator;

/// The search box.
#[component]
pub fn SearchBox() -> impl IntoView {
    let (lang, operator) = (Language::here(), Operator::here());
    let field = Field::new();
    Keys::here().on(move |key| match key {
        Key::Search => {
            field.enter(false);
            true
        }
        Key::Palette => {
            field.enter(true);
            true
        }
        _ => false,
    });
    let hint =
        move || lang.say(if operator.may_judge() { search::HINT_CITY } else { search::HINT });
    view! {
        <div class="search" role="search">
            {Icon::Search.view()}
            <input
                class="field search-field"
                type="text"
                data-testid="search"
                autocomplete="off"
                spellcheck="false"
                role="combobox"
                aria-autocomplete="list"
                aria-haspopup="listbox"
                aria-controls=LIST
                aria-expanded=move || if field.is_open() { "true" } else { "false" }
                aria-activedescendant=move || field.current.get().map(row_name)
                aria-label=move || lang.say(search::LABEL)
                placeholder=hint
                node_ref=field.input
                on:input=move |event| field.changed(&event)
                on:keydown=move |event| field.struck(&event)
                on:focus=move |_| field.focused()
                on:blur=move |_| field.left()
                on:compositionstart=move |_| field.composed(Typed::ComposingBegan)
                on:compositionend=move |_| field.composed(Typed::ComposingEnded)
            />
            <Show
                when=move || field.typed().get() && !field.settle.get().is_composing()
                fallback=move || {
                    let composing = field.settle.get().is_composing();
                    view! { <Keycap key=if composing { "↵" } else { "/" }/> }
                }
            >
                <button
                    type="button"
                    class="search-clear"
                    data-testid="search-clear"
                    aria-label=move || lang.say(search::CLEAR)
                    on:mousedown=|event| event.prevent_default()
                    on:click=move |_| field.clear()
                >
                    {Icon::Close.view()}
                </button>
            </Show>
            <List field/>
        </div>
    }
}
