//! The outbox: receipts, and what a person does about a refused act.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::collections::hash_map::Entry;

use trucban_contract::ipc::{
    CommandError, DiscardOperation, ErrorCode, ListOutbox, OutboxItem, OutboxView, ReceiptState,
    ResendOperation, Saved, SubjectKey, SubjectLine,
};
use trucban_domain::fold::clean;
use trucban_domain::incident::NOTE_MAX_CHARS;
use trucban_domain::{
    AlertId, Case, HandoverId, IncidentId, OpResult, Operation, OperationBody, OperationId,
    QueueDay, SubjectId, WorkCalendar,
};
use trucban_store::{ActState, OutboxEntry};

use super::Shared;
use crate::console::Open;
use crate::failure::{failure, from_store};

/// Handles [`ListOutbox`].
#[tauri::command]
pub async fn list_outbox(shared: Shared<'_>, args: ListOutbox) -> Result<OutboxView, CommandError> {
    let ListOutbox {} = args;
    shared.run::<ListOutbox>(view).await
}

/// Handles [`ResendOperation`].
#[tauri::command]
pub async fn resend_operation(
    shared: Shared<'_>,
    args: ResendOperation,
) -> Result<Saved, CommandError> {
    shared.run::<ResendOperation>(move |open| resend(open, args.operation)).await
}

/// Handles [`DiscardOperation`].
#[tauri::command]
pub async fn discard_operation(
    shared: Shared<'_>,
    args: DiscardOperation,
) -> Result<(), CommandError> {
    let reason = clean(&args.reason);
    if reason.is_empty() {
        return Err(failure(ErrorCode::Validation, "error.reason_empty"));
    }
    if reason.chars().count() > NOTE_MAX_CHARS {
        return Err(failure(ErrorCode::Validation, "error.reason_too_long"));
    }
    shared
        .run::<DiscardOperation>(move |open| {
            let now = open.now();
            open.store.discard(args.operation, &reason, now).map_err(|error| from_store(&error))
        })
        .await
}

fn resend(open: &Open, refused: OperationId) -> Result<Saved, CommandError> {
    let entry = open.store.operation(refused).map_err(|error| from_store(&error))?;
    let operation = entry
        .filter(|entry| entry.state() == ActState::Refused)
        .and_then(|entry| Operation::decode(&entry.bytes).ok())
        .ok_or_else(|| failure(ErrorCode::NotFound, "error.not_refused"))?;
    let Operation { envelope, body } = operation;
    let again = open.operation(envelope.subject, envelope.part, body)?;
    let saved =
        open.store.resend(refused, &again, open.now()).map_err(|error| {
            match from_store(&error) {
                error if error.refusal.is_some() => {
                    CommandError { text: "error.cannot_resend".to_owned(), ..error }
                }
                error => error,
            }
        })?;
    open.saved();
    Ok(Saved { operation: saved.op_id, client_seq: saved.client_seq })
}

fn view(open: &Open) -> Result<OutboxView, CommandError> {
    let now = open.now();
    let counts = open.store.outbox_counts(QueueDay::of(now)).map_err(|error| from_store(&error))?;
    let entries = open.store.outbox().map_err(|error| from_store(&error))?;
    let mut cases: HashMap<SubjectId, Option<Case>> = HashMap::new();
    let mut items = Vec::with_capacity(entries.len());
    for entry in entries {
        let operation = Operation::decode(&entry.bytes).ok();
        let case = match &operation {
            Some(operation) => match cases.entry(operation.envelope.subject) {
                Entry::Occupied(known) => known.into_mut().as_ref(),
                Entry::Vacant(unknown) => {
                    let read = open.store.case(*unknown.key());
                    unknown.insert(read.map_err(|error| from_store(&error))?).as_ref()
                }
            },
            None => None,
        };
        items.push(item(entry, operation.as_ref(), case));
    }
    items.sort_by_key(|item| {
        let settled = !matches!(item.state, ReceiptState::Refused | ReceiptState::Held);
        (settled, Reverse(item.client_seq))
    });
    Ok(OutboxView {
        waiting: counts.waiting,
        unanswered: counts.unanswered,
        refused: counts.refused,
        accepted_today: counts.accepted_today,
        oldest_waiting: counts.oldest_waiting,
        items,
        now,
    })
}

fn item(entry: OutboxEntry, operation: Option<&Operation>, case: Option<&Case>) -> OutboxItem {
    let state = entry.state();
    let (refusal, waiting_for) = match &entry.result {
        Some((OpResult::Rejected { refusal }, _)) => (Some(refusal.clone()), None),
        Some((OpResult::Held { waiting_for }, _)) => (None, Some(*waiting_for)),
        _ => (None, None),
    };
    let may_resend = state == ActState::Refused
        && operation.is_some_and(|operation| could_stand(operation, case));
    let (note, finding) = match operation.map(|operation| &operation.body) {
        Some(OperationBody::Append { note }) => (Some(note.clone()), None),
        Some(OperationBody::HandOver(told)) if !told.notes.is_empty() => {
            (Some(told.notes.clone()), None)
        }
        Some(OperationBody::Transition(step)) => (step.words().map(str::to_owned), None),
        Some(OperationBody::Verdict(finding)) => (None, Some(finding.clone())),
        _ => (None, None),
    };
    OutboxItem {
        client_seq: entry.client_seq,
        operation: entry.op_id,
        kind: operation.map_or("unknown", |operation| operation.body.kind()).to_owned(),
        subject: operation.map(|operation| subject(operation, case)),
        note,
        finding,
        saved_at: entry.saved_at,
        first_sent_at: entry.first_sent_at,
        last_sent_at: entry.last_sent_at,
        answered_at: entry.result.map(|(_, at)| at),
        state: receipt_state(state),
        refusal,
        waiting_for,
        discard_reason: entry.discarded.map(|(reason, _)| reason),
        resent_as: entry.resent_as,
        may_resend,
    }
}

pub(super) fn subject(operation: &Operation, case: Option<&Case>) -> SubjectLine {
    match case {
        Some(Case::Incident(incident)) => SubjectLine {
            key: SubjectKey::Incident(incident.id),
            number: incident.number.clone().or(incident.provisional.clone()).unwrap_or_default(),
            title: incident.title.clone(),
            address: incident.address.clone(),
        },
        Some(Case::Alert(alert)) => SubjectLine {
            key: SubjectKey::Alert(alert.id),
            number: alert.number.clone(),
            title: alert.kind.0.clone(),
            address: String::new(),
        },
        Some(Case::Handover(handover)) => SubjectLine {
            key: SubjectKey::Handover(handover.id),
            number: String::new(),
            title: handover.told.unit.0.clone(),
            address: handover.given_by.name.clone(),
        },
        None => {
            let id = operation.envelope.subject.uuid();
            let key = match operation.body {
                OperationBody::Verdict(_) => SubjectKey::Alert(AlertId::from_uuid(id)),
                OperationBody::HandOver(_) | OperationBody::TakeOver => {
                    SubjectKey::Handover(HandoverId::from_uuid(id))
                }
                _ => SubjectKey::Incident(IncidentId::from_uuid(id)),
            };
            SubjectLine { key, number: String::new(), title: String::new(), address: String::new() }
        }
    }
}

/// Whether the same act, made again now, would pass the rule on this laptop's rows.
fn could_stand(operation: &Operation, case: Option<&Case>) -> bool {
    trucban_domain::apply(operation, case, WorkCalendar::shipped()).is_ok()
}

/// The receipt's state in the window's words.
pub const fn receipt_state(state: ActState) -> ReceiptState {
    match state {
        ActState::Saved => ReceiptState::Saved,
        ActState::Sent => ReceiptState::Sent,
        ActState::Accepted => ReceiptState::Accepted,
        ActState::Refused => ReceiptState::Refused,
        ActState::Held => ReceiptState::Held,
        ActState::Discarded => ReceiptState::Discarded,
        ActState::Resent => ReceiptState::Resent,
    }
}
