//! The queue, one report, and what is done to it.

use tokio::sync::oneshot::Sender;
use trucban_contract::ipc::{
    AddNote, CommandError, ErrorCode, GroupCount, HistoryItem, IncidentDetail, IncidentRow,
    ListQueue, LocalReceipt, QueuePage, QueueView, ReadIncident, Saved, TakeStep,
};
use trucban_domain::fold::clean;
use trucban_domain::incident::NOTE_MAX_CHARS;
use trucban_domain::{
    Action, Grant, HistoryEntry, Incident, OperationBody, OperationId, QueueDay, QueueGroup, Step,
    StepKind, SubjectId, Timestamp, WorkCalendar,
};
use trucban_store::{LocalAct, QueueAsk, View};

use super::Shared;
use super::outbox::receipt_state;
use crate::console::Open;
use crate::failure::{failure, from_store};

/// Rows that the window may ask for at once.
pub(super) const ROWS_MAX: u32 = 200;

/// Handles [`ListQueue`].
#[tauri::command]
pub async fn list_queue(shared: Shared<'_>, args: ListQueue) -> Result<QueuePage, CommandError> {
    shared.run::<ListQueue>(move |open| queue(open, args)).await
}

/// Handles [`ReadIncident`].
#[tauri::command]
pub async fn read_incident(
    shared: Shared<'_>,
    args: ReadIncident,
) -> Result<IncidentDetail, CommandError> {
    shared.run::<ReadIncident>(move |open| detail(open, args)).await
}

/// Handles [`TakeStep`].
#[tauri::command]
pub async fn take_step(shared: Shared<'_>, args: TakeStep) -> Result<Saved, CommandError> {
    let action = args.step.kind().guard().action;
    let body = OperationBody::Transition(cleaned(args.step));
    shared.run_act::<TakeStep>(move |open, safe| act(open, args.id, action, body, safe)).await
}

/// The step with its words as they are stored.
fn cleaned(step: Step) -> Step {
    match step {
        Step::Return { suggested, reason } => Step::Return { suggested, reason: clean(&reason) },
        Step::AskExtension { until, reason } => {
            Step::AskExtension { until, reason: clean(&reason) }
        }
        Step::DenyExtension { reason } => Step::DenyExtension { reason: clean(&reason) },
        Step::GiveResult { text } => Step::GiveResult { text: clean(&text) },
        Step::SendBack { reason } => Step::SendBack { reason: clean(&reason) },
        step @ (Step::Acknowledge | Step::Assign { .. } | Step::GrantExtension | Step::Approve) => {
            step
        }
    }
}

/// Handles [`AddNote`].
#[tauri::command]
pub async fn add_note(shared: Shared<'_>, args: AddNote) -> Result<Saved, CommandError> {
    let note = clean(&args.text);
    if note.is_empty() {
        return Err(failure(ErrorCode::Validation, "error.note_empty"));
    }
    if note.chars().count() > NOTE_MAX_CHARS {
        return Err(failure(ErrorCode::Validation, "error.note_too_long"));
    }
    let body = OperationBody::Append { note };
    shared.run_act::<AddNote>(move |open, safe| act(open, args.id, Action::Note, body, safe)).await
}

/// Does `body` to a report or an alert, if the operator may. `safe` hears of it once it is on disk.
pub(super) fn act(
    open: &Open,
    id: impl Into<SubjectId>,
    action: Action,
    body: OperationBody,
    safe: Sender<Saved>,
) -> Result<(), CommandError> {
    let id = id.into();
    let (enrolment, _) = open.enrolled()?;
    let case = open.store.case(id).map_err(|error| from_store(&error))?;
    let case = case.ok_or_else(|| failure(ErrorCode::NotFound, "error.not_found"))?;
    if !enrolment.operator.grant.allows_on_case(action, &case) {
        return Err(failure(ErrorCode::Precondition, "error.not_permitted"));
    }
    let operation = open.operation(id, body)?;
    let tell = |saved: trucban_store::Saved| {
        open.saved();
        // A window that is gone hears nothing; the act is as safe.
        let _gone = safe.send(Saved { operation: saved.op_id, client_seq: saved.client_seq });
    };
    let written = open.store.write_telling(&operation, open.clock.now(), tell);
    written.map_err(|error| from_store(&error))
}

pub(super) fn queue(open: &Open, args: ListQueue) -> Result<QueuePage, CommandError> {
    let (enrolment, _) = open.enrolled()?;
    let now = open.now();
    let ListQueue { view, search, offset, limit } = args;
    let ask = QueueAsk {
        view: stored_view(view),
        search,
        offset,
        limit: limit.min(ROWS_MAX),
        day: QueueDay::of(now),
    };
    let slice = open.store.queue(&ask).map_err(|error| from_store(&error))?;
    let counts = open.store.view_counts().map_err(|error| from_store(&error))?;
    let facts = open.store.sync_facts().map_err(|error| from_store(&error))?;
    let grant = &enrolment.operator.grant;
    Ok(QueuePage {
        groups: slice.groups.into_iter().map(|(group, rows)| GroupCount { group, rows }).collect(),
        total: slice.total,
        counts: QueueView::ALL.map(|view| (view, counts.of(stored_view(view)))).to_vec(),
        rows: slice
            .rows
            .into_iter()
            .map(|line| row(line.incident, line.group, line.act, grant))
            .collect(),
        now,
        as_of: facts.as_of,
    })
}

pub(super) fn detail(open: &Open, args: ReadIncident) -> Result<IncidentDetail, CommandError> {
    let (enrolment, _) = open.enrolled()?;
    let now = open.now();
    let grant = &enrolment.operator.grant;
    let incident = open.store.incident(args.id).map_err(|error| from_store(&error))?;
    let incident = incident.ok_or_else(|| failure(ErrorCode::NotFound, "error.not_found"))?;
    let act = open.store.local_act(args.id).map_err(|error| from_store(&error))?;
    let history = open.store.history(args.id).map_err(|error| from_store(&error))?;
    let sees_reporter = grant.allows_on(Action::ReadReporter, &incident);
    let reporter = if sees_reporter {
        open.store.reporter(args.id).map_err(|error| from_store(&error))?
    } else {
        None
    };
    let photos = super::photos::of_report(open, &incident)?;
    let may_note = grant.allows_on(Action::Note, &incident);
    let may_take = StepKind::ALL.into_iter().filter(|kind| kind.is_open_to(grant, &incident));
    let may_take = may_take.collect();
    let calendar = WorkCalendar::shipped();
    let group = QueueGroup::of(&incident, QueueDay::of(now));
    let counted =
        calendar.of_report(Some(&incident.category), incident.received_at, incident.extended_to);
    let counted = counted.map_or_else(Vec::new, |count| count.days);
    Ok(IncidentDetail {
        row: row(incident.clone(), group, act, grant),
        body: incident.body,
        source: incident.source,
        unit: incident.unit,
        position: incident.position,
        photos,
        acknowledged: incident.acknowledged,
        closed_at: incident.closed_at,
        counted_days: counted.into_iter().map(Timestamp::start_of).collect(),
        calendar: calendar.version().to_owned(),
        now,
        history: history.into_iter().map(item).collect(),
        reporter,
        reporter_hidden: !sees_reporter,
        returned: incident.returned,
        extension: incident.extension.map(|asked| (Timestamp::end_of(asked.until), asked.reason)),
        result: incident.result,
        may_take,
        may_note,
        sample: incident.sample,
    })
}

fn row(incident: Incident, group: QueueGroup, act: Option<LocalAct>, grant: &Grant) -> IncidentRow {
    let may_acknowledge = StepKind::Acknowledge.is_open_to(grant, &incident);
    IncidentRow {
        id: incident.id,
        group,
        number: incident.number.or(incident.provisional).unwrap_or_default(),
        title: incident.title,
        address: incident.address,
        ward: incident.ward,
        category: incident.category,
        urgent: incident.urgent,
        state: incident.state,
        received_at: incident.received_at,
        due_at: incident.due_at,
        extended: incident.extended_to.is_some(),
        receipt: act.map(receipt),
        may_acknowledge,
    }
}

/// A line of a history in the window's words.
pub(super) fn item((entry, act): (HistoryEntry, Option<LocalAct>)) -> HistoryItem {
    HistoryItem {
        operation: OperationId::from_uuid(entry.id.uuid()),
        at: entry.at,
        actor: entry.actor,
        kind: entry.kind,
        receipt: act.map(receipt),
    }
}

/// A receipt in the window's words.
pub(super) fn receipt(act: LocalAct) -> LocalReceipt {
    LocalReceipt { client_seq: act.client_seq, state: receipt_state(act.state) }
}

const fn stored_view(view: QueueView) -> View {
    match view {
        QueueView::Open => View::Open,
        QueueView::New => View::New,
        QueueView::Acknowledged => View::Acknowledged,
        QueueView::Returned => View::Returned,
        QueueView::ExtensionAsked => View::ExtensionAsked,
        QueueView::Resulted => View::Resulted,
        QueueView::Closed => View::Closed,
    }
}
