//! The queue, and what is done to reports.

mod detail;
mod duplicates;

use tokio::sync::oneshot::Sender;
use trucban_contract::ipc::{
    AddNote, Candidate, CommandError, ErrorCode, GroupCount, HistoryItem, IncidentDetail,
    IncidentRow, ListDuplicates, ListQueue, ListWards, LocalReceipt, MapArea, QueuePage, QueueView,
    ReadIncident, Saved, TakeStep, WardLine, WithdrawActs,
};
use trucban_domain::fold::clean;
use trucban_domain::incident::NOTE_MAX_CHARS;
use trucban_domain::{
    Action, Bounds, Degrees, Grant, Grid, HistoryEntry, Incident, OperationBody, OperationId,
    Point, QueueDay, QueueGroup, StepKind, SubjectId, UnitCode, Ward,
};
use trucban_store::{LocalAct, QueueAsk, View};

use super::Shared;
use super::outbox::receipt_state;
pub(super) use detail::detail;

use crate::console::Open;
use crate::failure::{failure, from_store};

/// Rows that the window may ask for at once.
pub(super) const ROWS_MAX: u32 = 200;

/// The grid's origin, hundreds of kilometres from the city.
const NOWHERE: Bounds = {
    let origin = Point { east_mm: 0, north_mm: 0 };
    Bounds { min: origin, max: origin }
};

/// Handles [`ListQueue`].
#[tauri::command]
pub async fn list_queue(shared: Shared<'_>, args: ListQueue) -> Result<QueuePage, CommandError> {
    shared.run::<ListQueue>(move |open| queue(open, args)).await
}

/// Handles [`ListWards`].
#[tauri::command]
pub async fn list_wards(
    shared: Shared<'_>,
    args: ListWards,
) -> Result<Vec<WardLine>, CommandError> {
    let ListWards {} = args;
    shared.run::<ListWards>(wards).await
}

/// Handles [`ReadIncident`].
#[tauri::command]
pub async fn read_incident(
    shared: Shared<'_>,
    args: ReadIncident,
) -> Result<IncidentDetail, CommandError> {
    shared.run::<ReadIncident>(move |open| detail(open, args)).await
}

/// Handles [`ListDuplicates`].
#[tauri::command]
pub async fn list_duplicates(
    shared: Shared<'_>,
    args: ListDuplicates,
) -> Result<Vec<Candidate>, CommandError> {
    shared.run::<ListDuplicates>(move |open| duplicates::candidates(open, args)).await
}

/// Handles [`TakeStep`].
#[tauri::command]
pub async fn take_step(shared: Shared<'_>, args: TakeStep) -> Result<Saved, CommandError> {
    let action = args.step.kind().guard().action;
    let body = OperationBody::Transition(args.step.with_words(clean));
    let subject = Subject { id: args.id.into(), part: args.part };
    shared.run_act::<TakeStep>(move |open, safe| act(open, subject, action, body, safe)).await
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
    let subject = Subject::from(args.id);
    shared.run_act::<AddNote>(move |open, safe| act(open, subject, Action::Note, body, safe)).await
}

/// Handles [`WithdrawActs`].
#[tauri::command]
pub async fn withdraw_acts(shared: Shared<'_>, args: WithdrawActs) -> Result<u32, CommandError> {
    shared.run::<WithdrawActs>(move |open| withdraw(open, &args.operations)).await
}

fn withdraw(open: &Open, operations: &[OperationId]) -> Result<u32, CommandError> {
    let mut withdrawn = 0;
    for operation in operations.iter().rev() {
        let done = open.store.withdraw(*operation, open.clock.now());
        withdrawn += u32::from(done.map_err(|error| from_store(&error))?);
    }
    Ok(withdrawn)
}

/// What an act concerns: a report or an alert, or a unit's part of a report.
#[derive(Debug, Clone)]
pub(super) struct Subject {
    id: SubjectId,
    part: Option<UnitCode>,
}

impl<T: Into<SubjectId>> From<T> for Subject {
    fn from(id: T) -> Self {
        Self { id: id.into(), part: None }
    }
}

/// Does `body` to a report or an alert, if the operator may. `safe` hears of it once it is on disk.
pub(super) fn act(
    open: &Open,
    subject: impl Into<Subject>,
    action: Action,
    body: OperationBody,
    safe: Sender<Saved>,
) -> Result<(), CommandError> {
    let Subject { id, part } = subject.into();
    let (enrolment, _) = open.enrolled()?;
    let case = open.store.case(id).map_err(|error| from_store(&error))?;
    let case = case.ok_or_else(|| failure(ErrorCode::NotFound, "error.not_found"))?;
    if !enrolment.operator.grant.allows_on_case(action, &case) {
        return Err(failure(ErrorCode::Precondition, "error.not_permitted"));
    }
    let operation = open.operation(id, part, body)?;
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
    let ListQueue { view, area, wards, search, offset, limit } = args;
    let within = area.and_then(bounds);
    let ask = QueueAsk {
        view: stored_view(view, within),
        wards,
        search,
        offset,
        limit: limit.min(ROWS_MAX),
        day: QueueDay::of(now),
    };
    let slice = open.store.queue(&ask).map_err(|error| from_store(&error))?;
    let counts = open.store.view_counts_on(ask.day, within, &ask.wards);
    let counts = counts.map_err(|error| from_store(&error))?;
    let facts = open.store.sync_facts().map_err(|error| from_store(&error))?;
    let grant = &enrolment.operator.grant;
    Ok(QueuePage {
        groups: slice.groups.into_iter().map(|(group, rows)| GroupCount { group, rows }).collect(),
        total: slice.total,
        counts: QueueView::ALL.map(|view| (view, counts.of(stored_view(view, within)))).to_vec(),
        rows: slice
            .rows
            .into_iter()
            .map(|line| row(line.incident, line.group, line.act, grant))
            .collect(),
        now,
        as_of: facts.as_of,
    })
}

/// What is open in each ward of the operator, or of the city for those who see all of it.
fn wards(open: &Open) -> Result<Vec<WardLine>, CommandError> {
    let (enrolment, _) = open.enrolled()?;
    let own = &enrolment.operator.grant.wards;
    let all = Ward::all().iter().map(|ward| ward.code);
    let wards: Vec<_> = all.filter(|ward| own.is_empty() || own.contains(ward)).collect();
    let lines = open.store.ward_lines(QueueDay::of(open.now()), &wards);
    let lines = lines.map_err(|error| from_store(&error))?;
    let line = |line: trucban_store::WardLine| {
        let trucban_store::WardLine { ward, open, immediate, overdue, today, unassigned } = line;
        WardLine { ward, open, immediate, overdue, today, unassigned }
    };
    Ok(lines.into_iter().map(line).collect())
}

fn row(incident: Incident, group: QueueGroup, act: Option<LocalAct>, grant: &Grant) -> IncidentRow {
    let accept_for = StepKind::Acknowledge.parts_open_to(grant, &incident).into_iter().next();
    let units = u32::try_from(incident.handling.len()).unwrap_or(u32::MAX);
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
        extended: incident.extended.is_some(),
        units,
        reopened: incident.reopened.map_or(0, |it| it.times),
        receipt: act.map(receipt),
        accept_for,
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

/// The box around a piece of the map; `None` where the grid does not reach.
fn bounds(area: MapArea) -> Option<Bounds> {
    let corner = |(lat, lon)| Grid::Hue.point_at(Degrees { lat, lon });
    let corners: Option<Vec<Point>> = area.corners().map(corner).into_iter().collect();
    Bounds::around(corners?)
}

/// A view as the store has it. Without a box nothing lies in it.
fn stored_view(view: QueueView, within: Option<Bounds>) -> View {
    match view {
        QueueView::Open => View::Open,
        QueueView::Mine => View::Mine,
        QueueView::Unit => View::Unit,
        QueueView::Unassigned => View::Unassigned,
        QueueView::Overdue => View::Overdue,
        QueueView::Today => View::Today,
        QueueView::Reopened => View::Reopened,
        QueueView::OnMap => View::Within(within.unwrap_or(NOWHERE)),
        QueueView::New => View::New,
        QueueView::Acknowledged => View::Acknowledged,
        QueueView::Returned => View::Returned,
        QueueView::ExtensionAsked => View::ExtensionAsked,
        QueueView::SenderAsked => View::SenderAsked,
        QueueView::Resulted => View::Resulted,
        QueueView::Contested => View::Contested,
        QueueView::Closed => View::Closed,
    }
}
