//! A row of the queue: title and deadline, address and number, and what was done or may be done.

use leptos::prelude::*;
use trucban_domain::{IncidentId, IncidentState};
use trucban_text::{incidents, names, workflow};

use super::super::{Incidents, due};
use crate::clock::Clock;
use crate::kit::keycap::Keycap;
use crate::language::Language;
use crate::operator::Operator;
use crate::place::Place;
use crate::receipts::Receipt;

/// A row that is held. It stays the same element while its report changes.
#[component]
pub fn Row(
    /// Which report.
    id: IncidentId,
) -> impl IntoView {
    let (lang, clock, place) = (Language::here(), Clock::here(), Place::here());
    let operator = Operator::here();
    let incidents: Incidents = expect_context();
    let Incidents { queue, report, selected, .. } = incidents;
    let row = Memo::new(move |_| queue.row(id));
    let at = Memo::new(move |_| {
        queue.held.with(|held| {
            let held = held.as_ref()?;
            let place = held.place_of(id)?;
            Some((place, held.layout.top_of_row(place)))
        })
    });
    let picked = Memo::new(move |_| selected.with(|it| it.contains_key(&id)));
    let chosen = Memo::new(move |_| place.open.get() == Some(id));
    let open = move |_| {
        if let Some((place, _)) = at.get_untracked() {
            queue.open(place);
        }
    };
    let inside = move || {
        row.get().map(|row| {
            let fresh = row.state == IncidentState::New;
            let address = if operator.sees_many_wards() {
                let ward = names::ward_short(row.ward);
                if row.address.is_empty() { ward } else { format!("{}, {ward}", row.address) }
            } else {
                row.address.clone()
            };
            let between = (!address.is_empty()).then_some("· ");
            let accept = {
                let row = row.clone();
                move || incidents.accept(&row)
            };
            let standing = standing(&row, accept, Signal::derive(move || report.is_busy(id)), lang);
            view! {
                <span class="row-title cut" class:fresh=fresh>{row.title.clone()}</span>
                {due::chip(&row, lang, clock)}
                <span class="row-where">
                    <span class="row-address cut">{address}</span>
                    <span class="num">{between} {row.number.clone()}</span>
                    {marks(&row, lang)}
                </span>
                {standing}
            }
        })
    };
    view! {
        <div
            class="queue-row"
            class:chosen=move || chosen.get()
            class:selected=move || picked.get()
            data-selected=move || picked.get().to_string()
            role="row"
            id=format!("row-{id}")
            aria-selected=move || if chosen.get() { "true" } else { "false" }
            aria-rowindex=move || at.get().map(|(place, _)| (u64::from(place) + 1).to_string())
            data-testid=move || row.get().map(|row| format!("row-{}", row.number))
            data-state=move || row.get().map(|row| row.state.as_str())
            style:top=move || format!("{}px", at.get().map_or(0, |(_, top)| top))
            on:click=open
        >
            <div class="row-inside" role="gridcell">{inside}</div>
        </div>
    }
}

/// What sets a report apart from others: several units, opened again.
fn marks(row: &trucban_contract::ipc::IncidentRow, lang: Language) -> Option<String> {
    let units = (row.units > 1).then(|| lang.fill(workflow::ROW_UNITS, [&row.units.to_string()]));
    let again =
        (row.reopened > 0).then(|| lang.fill(workflow::ROW_REOPENED, [&row.reopened.to_string()]));
    let marks: Vec<String> = units.into_iter().chain(again).collect();
    (!marks.is_empty()).then(|| format!("· {}", marks.join(" · ")))
}

/// The lower right corner: the receipt of an own act, the button to accept, or where it stands.
fn standing(
    row: &trucban_contract::ipc::IncidentRow,
    accept: impl Fn() + 'static,
    busy: Signal<bool>,
    lang: Language,
) -> AnyView {
    if let Some(receipt) = row.receipt {
        return view! { <Receipt receipt/> }.into_any();
    }
    let words = match row.state {
        IncidentState::New if row.accept_for.is_some() => {
            return view! {
                <button
                    type="button"
                    class="row-accept"
                    tabindex="-1"
                    data-testid=format!("ack-{}", row.number)
                    disabled=busy
                    on:click=move |event| {
                        event.stop_propagation();
                        accept();
                    }
                >
                    {move || lang.say(incidents::ACCEPT)}
                    <Keycap key="T"/>
                </button>
            }
            .into_any();
        }
        IncidentState::New => incidents::NOT_ACCEPTED,
        IncidentState::Acknowledged => incidents::ACCEPTED,
        IncidentState::Returned => incidents::ROW_RETURNED,
        IncidentState::ExtensionAsked => incidents::ROW_EXTENSION_ASKED,
        IncidentState::SenderAsked => workflow::ROW_SENDER_ASKED,
        IncidentState::Resulted => incidents::ROW_RESULTED,
        IncidentState::Contested => workflow::ROW_CONTESTED,
        IncidentState::Closed => incidents::CLOSED,
    };
    view! { <span class="row-state">{lang.say(words)}</span> }.into_any()
}

/// The place of a row that is still being read.
#[component]
pub fn Blank(
    /// Its place in the view.
    at: u32,
) -> impl IntoView {
    let queue = expect_context::<Incidents>().queue;
    let top = Memo::new(move |_| {
        queue.held.with(|held| held.as_ref().map_or(0, |held| held.layout.top_of_row(at)))
    });
    view! {
        <div class="queue-row blank" aria-hidden="true" style:top=move || format!("{}px", top.get())>
            <span class="skeleton-bar"></span>
            <span class="skeleton-bar"></span>
        </div>
    }
}
