//! The list of hand-overs: those that nobody took first.

use leptos::prelude::*;
use trucban_contract::ipc::HandoverRow;
use trucban_text::{format, handover, names};

use super::model::Handovers;
use crate::clock::Clock;
use crate::kit::button::{Button, Weight};
use crate::kit::icon::Icon;
use crate::kit::message::{Message, Skeleton};
use crate::language::Language;
use crate::place::Place;
use crate::receipts::Receipt;

/// The list.
#[component]
pub fn List() -> impl IntoView {
    let lang = Language::here();
    let it: Handovers = expect_context();
    let rows = move || match it.page.get() {
        None => view! { <Skeleton lines=6 label=lang.text(handover::LIST)/> }.into_any(),
        Some(page) if page.rows.is_empty() => {
            view! { <Message icon=Icon::Document title=lang.text(handover::EMPTY)/> }.into_any()
        }
        Some(page) => {
            let lines = page.rows.iter().map(|row| view! { <Line row=row.clone()/> });
            view! { <ul class="handover-rows scrolls">{lines.collect_view()}</ul> }.into_any()
        }
    };
    view! {
        <section
            class="handover-list"
            aria-labelledby="handover-list-title"
            data-testid="handover-list"
        >
            <header>
                <h2 id="handover-list-title">{move || lang.say(handover::LIST)}</h2>
                <Show when=move || !it.units().is_empty()>
                    <Button
                        label=lang.text(handover::WRITE)
                        weight=Weight::Primary
                        keycap="Q"
                        on_press=move |()| it.write()
                        attr:data-testid="handover-write"
                    />
                </Show>
            </header>
            {rows}
        </section>
    }
}

#[component]
fn Line(row: HandoverRow) -> impl IntoView {
    let (lang, place, clock) = (Language::here(), Place::here(), Clock::here());
    let it: Handovers = expect_context();
    let HandoverRow { handover: told, receipt, .. } = row;
    let id = told.id;
    let waits = told.taken.is_none();
    let shown = move || !it.writing.get() && place.handover.get() == Some(id);
    let at = move || format::stamp(lang.get(), told.given_at, clock.minute());
    let unit = told.told.unit.clone();
    let unit = move || names::unit(lang.get(), &unit.0);
    let taken = told.taken.clone();
    let state = move || match &taken {
        None => lang.say(handover::WAITS).to_owned(),
        Some(taken) => {
            let at = format::stamp(lang.get(), taken.at, clock.minute());
            lang.fill(handover::TAKEN_BY, [&taken.by.name, &at])
        }
    };
    view! {
        <li class="handover-row" class:chosen=shown class:waits=waits data-testid="handover-row">
            <button
                type="button"
                aria-current=move || shown().then_some("true")
                on:click=move |_| it.show(id)
            >
                <strong><span class="num">{at}</span>" · "{told.given_by.name.clone()}</strong>
                <span class="meta">{unit}</span>
                <span class="handover-state">{state}</span>
            </button>
            {receipt.map(|receipt| view! { <Receipt receipt/> })}
        </li>
    }
}
