//! The hand-over screen: the shifts that were handed over, the sheet of one, and the form of a new one.
//! Works with no network.

mod form;
mod list;
mod model;
mod sheet;

use leptos::prelude::*;
use trucban_text::handover;

use crate::failure;
use crate::keys::{Key, Keys};
use crate::kit::icon::Icon;
use crate::kit::message::{Message, Mood};
use crate::language::Language;
use crate::place::{Place, Screen};
use form::Form;
use list::List;
pub use model::Handovers;
use sheet::Sheet;

/// The screen.
#[component]
pub fn HandoverScreen() -> impl IntoView {
    let (lang, place) = (Language::here(), Place::here());
    let it: Handovers = expect_context();
    let keys = Keys::here();
    let may_take =
        Memo::new(move |_| !it.writing.get() && it.row().is_some_and(|row| row.may_take));
    let may_give = Memo::new(move |_| !it.units().is_empty());
    let any = Memo::new(move |_| it.row().is_some());
    keys.offers(move |key| match key {
        Key::Next | Key::Previous | Key::Print => any.get() && !it.writing.get(),
        Key::Open | Key::Accept => may_take.get(),
        Key::HandOver => may_give.get() && !it.writing.get(),
        _ => false,
    });
    keys.on(move |key| {
        let writing = it.writing.get_untracked();
        match key {
            Key::Next if !writing => it.step(1),
            Key::Previous if !writing => it.step(-1),
            Key::Open | Key::Accept if may_take.get_untracked() => it.take(),
            Key::Print if !writing && any.get_untracked() => print(),
            Key::HandOver if may_give.get_untracked() => it.write(),
            Key::Back if writing => it.writing.set(false),
            Key::Commit if writing => it.give(),
            _ => return false,
        }
        true
    });
    Effect::new(move |_| {
        if it.page.with(Option::is_some) {
            place.tell_ready(Screen::Handovers);
        }
    });
    let failed = Memo::new(move |_| it.failure.get());
    let main = move || {
        if it.writing.get() {
            return view! { <Form/> }.into_any();
        }
        if let Some(error) = failed.get() {
            let note = failure::words(lang.get(), &error);
            let title = lang.text(handover::FAILED);
            return view! { <Message mood=Mood::Failed icon=Icon::Octagon title note/> }.into_any();
        }
        // The sheet is drawn in the language of that moment, and anew in another one.
        lang.get();
        match it.row() {
            Some(row) => view! { <Sheet row/> }.into_any(),
            None => view! { <Message icon=Icon::Document title=lang.text(handover::CHOOSE)/> }
                .into_any(),
        }
    };
    view! {
        <div class="handover-screen">
            <List/>
            <section class="handover-main scrolls" tabindex="-1" data-testid="handover-main">
                {main}
            </section>
        </div>
    }
}

/// Opens the system's print dialog; the style sheet leaves the sheet alone on the page.
pub fn print() {
    // A window that cannot print says so itself.
    let _ = window().print();
}
