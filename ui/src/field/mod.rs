//! The field screen: what lies near, and the visit to one of it. Works with no network.

mod entering;
mod list;
mod model;
mod new_report;
mod stand;
mod visit;
mod words;

use leptos::prelude::*;
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
    let chosen = Memo::new(move |_| it.row().map(|row| row.id));
    let entering = it.entering.open;
    view! {
        <div class="field-screen">
            <List may_enter/>
            <section class="field-visit scrolls" tabindex="-1" data-testid="field-visit">
                {move || match (entering.get(), chosen.get()) {
                    (Some(id), _) => view! { <NewReport id/> }.into_any(),
                    (None, Some(id)) => view! { <VisitForm id/> }.into_any(),
                    (None, None) => {
                        view! { <Message icon=Icon::Pin title=lang.text(field::CHOOSE)/> }
                            .into_any()
                    }
                }}
            </section>
        </div>
    }
}
