//! Giao ca: the hand-overs of one's units, what a new one should name, giving and taking.

use tokio::sync::oneshot::Sender;
use trucban_contract::ipc::{
    CommandError, ErrorCode, GiveHandover, HandoverPage, HandoverRow, HandoverSuggestion,
    ListHandovers, Saved, SuggestHandover, TakeHandover,
};
use trucban_domain::fold::clean;
use trucban_domain::handover::ITEMS_MAX;
use trucban_domain::{Action, HandoverItem, NewHandover, OperationBody, UnitCode, WorkCalendar};

use super::Shared;
use super::incidents::{act, receipt};
use crate::console::Open;
use crate::failure::{failure, from_store};

/// Hand-overs of each kind that are listed at most: some months of shifts.
const ROWS_MAX: u32 = 200;

/// Handles [`ListHandovers`].
#[tauri::command]
pub async fn list_handovers(
    shared: Shared<'_>,
    args: ListHandovers,
) -> Result<HandoverPage, CommandError> {
    let ListHandovers {} = args;
    shared.run::<ListHandovers>(page).await
}

/// Handles [`SuggestHandover`].
#[tauri::command]
pub async fn suggest_handover(
    shared: Shared<'_>,
    args: SuggestHandover,
) -> Result<HandoverSuggestion, CommandError> {
    shared.run::<SuggestHandover>(move |open| suggest(open, &args.unit)).await
}

/// Handles [`GiveHandover`].
#[tauri::command]
pub async fn give_handover(shared: Shared<'_>, args: GiveHandover) -> Result<Saved, CommandError> {
    shared.run_act::<GiveHandover>(move |open, safe| give(open, args, safe)).await
}

/// Handles [`TakeHandover`].
#[tauri::command]
pub async fn take_handover(shared: Shared<'_>, args: TakeHandover) -> Result<Saved, CommandError> {
    shared
        .run_act::<TakeHandover>(move |open, safe| {
            act(open, args.id, Action::HandOver, OperationBody::TakeOver, safe)
        })
        .await
}

fn page(open: &Open) -> Result<HandoverPage, CommandError> {
    let (enrolment, _) = open.enrolled()?;
    let operator = &enrolment.operator;
    let gives = |unit: &UnitCode| operator.grant.allows_in_unit(Action::HandOver, unit);
    let handovers = open.store.handovers(ROWS_MAX).map_err(|error| from_store(&error))?;
    let row = |(handover, act): (trucban_domain::Handover, _)| HandoverRow {
        own: handover.given_by.user == operator.user,
        may_take: handover.taken.is_none() && gives(&handover.told.unit),
        receipt: Option::map(act, receipt),
        handover,
    };
    let mut units = operator.grant.own_units();
    units.retain(gives);
    Ok(HandoverPage { rows: handovers.into_iter().map(row).collect(), units, now: open.now() })
}

fn suggest(open: &Open, unit: &UnitCode) -> Result<HandoverSuggestion, CommandError> {
    let until = WorkCalendar::shipped().end_of_next_working_day(open.now());
    let suggested = open.store.suggest_handover(unit, until, ITEMS_MAX);
    let suggested = suggested.map_err(|error| from_store(&error))?;
    Ok(HandoverSuggestion {
        items: suggested.reports.into_iter().map(|(it, kind)| HandoverItem::of(it, kind)).collect(),
        more: suggested.more,
        outbox_left: outbox_left(open)?,
    })
}

fn give(open: &Open, args: GiveHandover, safe: Sender<Saved>) -> Result<(), CommandError> {
    let GiveHandover { unit, items, more, notes } = args;
    let (enrolment, state) = open.enrolled()?;
    if !enrolment.operator.grant.allows_in_unit(Action::HandOver, &unit) {
        return Err(failure(ErrorCode::Precondition, "error.not_permitted"));
    }
    let told = NewHandover {
        unit,
        items,
        more,
        notes: clean(&notes),
        outbox_left: outbox_left(open)?,
        sample: state.sample,
    };
    let operation =
        open.operation(open.handover_id(), None, OperationBody::HandOver(Box::new(told)))?;
    let tell = |saved: trucban_store::Saved| {
        open.saved();
        // A window that is gone hears nothing; the act is as safe.
        let _gone = safe.send(Saved { operation: saved.op_id, client_seq: saved.client_seq });
    };
    let written = open.store.write_telling(&operation, open.clock.now(), tell);
    written.map_err(|error| from_store(&error))
}

/// Acts of this laptop that central has not answered.
fn outbox_left(open: &Open) -> Result<u32, CommandError> {
    let facts = open.store.sync_facts().map_err(|error| from_store(&error))?;
    Ok(facts.waiting.saturating_add(facts.unanswered))
}
