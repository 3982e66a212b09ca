//! The queue and one report.

use serde::{Deserialize, Serialize};
use trucban_domain::{
    Acknowledgement, Actor, CategoryCode, EntryKind, IncidentId, IncidentState, OperationId,
    PhotoFormat, PhotoShows, Position, QueueGroup, Reporter, ReturnedFor, Source, Step, StepKind,
    Timestamp, UnitCode, WardCode,
};

use super::outbox::ReceiptState;
use super::{Command, LIST_ROWS, PhotoStanding, Picture, Topic};

/// Reads a stretch of the queue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListQueue {
    /// Which reports.
    pub view: QueueView,
    /// What was typed into the search box; empty for all. Marks and case do not matter.
    pub search: String,
    /// Rows to pass over.
    pub offset: u32,
    /// Rows to read, at most 200.
    pub limit: u32,
}

impl ListQueue {
    /// The queue as the window opens.
    pub const fn opening() -> Self {
        Self { view: QueueView::OPENING, search: String::new(), offset: 0, limit: LIST_ROWS }
    }
}

impl Command for ListQueue {
    const NAME: &'static str = "list_queue";
    const FIRST: &'static [Topic] = &[Topic::Incidents];
    type Reply = QueuePage;
}

/// Which reports the queue shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum QueueView {
    /// Cần làm: all open ones.
    Open,
    /// Chờ tiếp nhận.
    New,
    /// Đã tiếp nhận.
    Acknowledged,
    /// Trả lại.
    Returned,
    /// Xin gia hạn.
    ExtensionAsked,
    /// Chờ thẩm định.
    Resulted,
    /// Đã đóng.
    Closed,
}

impl QueueView {
    /// Every view, in the order of the screen.
    pub const ALL: [Self; 7] = [
        Self::Open,
        Self::New,
        Self::Acknowledged,
        Self::Returned,
        Self::ExtensionAsked,
        Self::Resulted,
        Self::Closed,
    ];
    /// With which the window opens.
    pub const OPENING: Self = Self::Open;
}

/// A stretch of the queue. Groups come in screen order and their counts cover the whole view, so
/// that the window can lay out every row without having it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct QueuePage {
    /// Rows of the view in each group; groups without rows are left out.
    pub groups: Vec<GroupCount>,
    /// Rows of the view in all groups.
    pub total: u32,
    /// Rows of every view, for the counters of the filter, whatever is searched for.
    pub counts: Vec<(QueueView, u32)>,
    /// The rows from `offset` on.
    pub rows: Vec<IncidentRow>,
    /// Estimated time at central; deadlines are counted against it.
    pub now: Timestamp,
    /// Until when central's changes are in; `None` before the first sync.
    pub as_of: Option<Timestamp>,
}

/// Rows of a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct GroupCount {
    /// Group.
    pub group: QueueGroup,
    /// Rows.
    pub rows: u32,
}

/// A line of the queue.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct IncidentRow {
    /// Key.
    pub id: IncidentId,
    /// Group under which it stands.
    pub group: QueueGroup,
    /// `a246533`, or the provisional number.
    pub number: String,
    /// Title.
    pub title: String,
    /// Address.
    pub address: String,
    /// Ward.
    pub ward: WardCode,
    /// Field.
    pub category: CategoryCode,
    /// Immediate process.
    pub urgent: bool,
    /// Where it stands, this laptop's unsent acts included.
    pub state: IncidentState,
    /// When it came in.
    pub received_at: Timestamp,
    /// When it is due.
    pub due_at: Option<Timestamp>,
    /// Whether it was extended to that.
    pub extended: bool,
    /// The newest act of this laptop on it that central has not settled.
    pub receipt: Option<LocalReceipt>,
    /// Whether the operator may accept it now.
    pub may_acknowledge: bool,
}

/// The state of this laptop's own act on a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct LocalReceipt {
    /// Number of the act in the outbox.
    pub client_seq: u64,
    /// Where it stands.
    pub state: ReceiptState,
}

/// Reads one report with its history.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadIncident {
    /// Which.
    pub id: IncidentId,
}

impl Command for ReadIncident {
    const NAME: &'static str = "read_incident";
    const FIRST: &'static [Topic] = &[Topic::Incidents, Topic::Pictures];
    type Reply = IncidentDetail;
}

/// One report, whole.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct IncidentDetail {
    /// Its line in the queue.
    pub row: IncidentRow,
    /// What the citizen wrote.
    pub body: String,
    /// Door.
    pub source: Source,
    /// The unit that must act; the window words it.
    pub unit: UnitCode,
    /// Place.
    pub position: Option<Position>,
    /// Its photos, those that came with it first.
    pub photos: Vec<ReportPhoto>,
    /// Who accepted it, and when.
    pub acknowledged: Option<Acknowledgement>,
    /// When it was closed.
    pub closed_at: Option<Timestamp>,
    /// Days counted towards the deadline, as (epoch milliseconds of midnight in Huế).
    pub counted_days: Vec<Timestamp>,
    /// Version of the holiday calendar used.
    pub calendar: String,
    /// Estimated time at central.
    pub now: Timestamp,
    /// History, newest first.
    pub history: Vec<HistoryItem>,
    /// Who sent it, for those who may see it.
    pub reporter: Option<Reporter>,
    /// Whether the operator's role hides the sender.
    pub reporter_hidden: bool,
    /// Why its unit returned it, while it is returned.
    pub returned: Option<ReturnedFor>,
    /// The extension that its unit asks for, while it does: the end of its last day, and why.
    pub extension: Option<(Timestamp, String)>,
    /// The result that its unit gave, while it waits for review.
    pub result: Option<String>,
    /// The steps that the operator may take now.
    pub may_take: Vec<StepKind>,
    /// Whether the operator may write a note.
    pub may_note: bool,
    /// Sample data.
    pub sample: bool,
}

/// A photo of a report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportPhoto {
    /// The picture.
    pub picture: Picture,
    /// The small picture of it, where there is one.
    pub small: Option<Picture>,
    /// The unit for which somebody attached it; `None` for one that came with the report.
    pub by: Option<UnitCode>,
    /// What its bytes are, where that is known before they are here.
    pub format: Option<PhotoFormat>,
    /// How it stands.
    pub standing: PhotoStanding,
    /// What it shows.
    pub shows: PhotoShows,
    /// When it was taken, where that is known.
    pub taken_at: Option<Timestamp>,
}

/// A line of a report's history.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HistoryItem {
    /// Key, also the operation's.
    pub operation: OperationId,
    /// When.
    pub at: Timestamp,
    /// Who; `None` for a citizen or a gateway.
    pub actor: Option<Actor>,
    /// What.
    pub kind: EntryKind,
    /// Where the act stands if it is this laptop's own and central has not settled it.
    pub receipt: Option<LocalReceipt>,
}

/// Takes a step of the workflow. Works with no network.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TakeStep {
    /// Of which report.
    pub id: IncidentId,
    /// The step.
    pub step: Step,
}

impl Command for TakeStep {
    const NAME: &'static str = "take_step";
    const STALE: &'static [Topic] = &[Topic::Incidents, Topic::Outbox, Topic::Status];
    type Reply = Saved;
}

/// Writes an internal note. Works with no network.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AddNote {
    /// On which report.
    pub id: IncidentId,
    /// The text, at most 4,000 characters.
    pub text: String,
}

impl Command for AddNote {
    const NAME: &'static str = "add_note";
    const STALE: &'static [Topic] = &[Topic::Incidents, Topic::Outbox, Topic::Status];
    type Reply = Saved;
}

/// The act is on disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Saved {
    /// The act.
    pub operation: OperationId,
    /// Its number in the outbox.
    pub client_seq: u64,
}
