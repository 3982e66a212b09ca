//! The field screen: what lies near, and the visit to one of it. Works with no network.

mod entering;
mod list;
mod model;
mod new_report;
mod sign;
mod stand;
mod visit;
mod words;

use leptos::prelude::*;
use trucban_domain::IncidentId;
use trucban_text::field;

use crate::keys::{Key, Keys};
use crate::kit::icon::Icon;
use crate::kit::message::Message;
use crate::language::Language;
use crate::operator::Operator;
use crate::place::{Place, Screen};
use list::List;
pub use model::Field;
use new_report::NewReport;
use visit::VisitForm;

/// What stands beside the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shown {
    NewReport(IncidentId),
    Visit(IncidentId),
    Nothing,
}

/// The screen.
#[component]
pub fn FieldScreen() -> impl IntoView {
    let (lang, place) = (Language::here(), Place::here());
    let it: Field = expect_context();
    let keys = Keys::here();
    let any = Memo::new(move |_| {
        it.nearby.with(|near| near.as_ref().is_some_and(|near| !near.rows.is_empty()))
    });
    let operator = Operator::here();
    let may_enter = Memo::new(move |_| !operator.enters_in().is_empty());
    keys.offers(move |key| match key {
        Key::Next | Key::Previous => any.get(),
        Key::NewReport => may_enter.get(),
        _ => false,
    });
    keys.on(move |key| match key {
        Key::Next => {
            it.step(1);
            true
        }
        Key::Previous => {
            it.step(-1);
            true
        }
        Key::NewReport if may_enter.get_untracked() => {
            it.begin_report();
            true
        }
        _ => false,
    });
    Effect::new(move |_| {
        if it.nearby.with(Option::is_some) {
            place.tell_ready(Screen::Field);
        }
    });
    // Followed as one, so that nothing but another form takes the place of the one that is written in.
    let shown = Memo::new(move |_| match it.entering.open.get() {
        Some(id) => Shown::NewReport(id),
        None => it.row().map_or(Shown::Nothing, |row| Shown::Visit(row.id)),
    });
    view! {
        <div class="field-screen">
            <List may_enter/>
            <section class="field-visit scrolls" tabindex="-1" data-testid="field-visit">
                {move || match shown.get() {
                    Shown::NewReport(id) => view! { <NewReport id/> }.into_any(),
                    Shown::Visit(id) => view! { <VisitForm id/> }.into_any(),
                    Shown::Nothing => {
                        view! { <Message icon=Icon::Pin title=lang.text(field::CHOOSE)/> }
                            .into_any()
                    }
                }}
            </section>
        </div>
    }
}
