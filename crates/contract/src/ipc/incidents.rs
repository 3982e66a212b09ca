//! The queue and one report.

use serde::{Deserialize, Serialize};
use trucban_domain::{
    Acknowledgement, Actor, CategoryCode, EntryKind, HandlingState, IncidentId, IncidentState,
    OperationId, Outcome, PhotoFormat, PhotoShows, Position, Question, QueueGroup, Rating,
    Reopened, Reporter, ReturnedFor, Source, Step, StepKind, Timestamp, UnitCode, WardCode,
};

use super::outbox::ReceiptState;
use super::{Command, LIST_ROWS, PhotoStanding, Picture, Topic};

/// Reads a stretch of the queue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListQueue {
    /// Which reports.
    pub view: QueueView,
    /// What [`QueueView::OnMap`] shows and counts; that view is empty without it.
    pub area: Option<MapArea>,
    /// The wards whose reports are shown and counted; empty for all of the operator's.
    pub wards: Vec<WardCode>,
    /// What was typed into the search box; empty for all. Marks and case do not matter.
    pub search: String,
    /// Rows to pass over.
    pub offset: u32,
    /// Rows to read, at most 200.
    pub limit: u32,
}

impl ListQueue {
    /// The queue as the window opens.
    pub fn opening() -> Self {
        let search = String::new();
        let wards = Vec::new();
        Self { view: QueueView::OPENING, area: None, wards, search, offset: 0, limit: LIST_ROWS }
    }
}

impl Command for ListQueue {
    const NAME: &'static str = "list_queue";
    const FIRST: &'static [Topic] = &[Topic::Incidents];
    type Reply = QueuePage;
}

/// Reads what is open in each of the operator's wards: for those who have several.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListWards {}

impl Command for ListWards {
    const NAME: &'static str = "list_wards";
    type Reply = Vec<WardLine>;
}

/// What is open in a ward.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct WardLine {
    /// The ward.
    pub ward: WardCode,
    /// Cần làm: open reports.
    pub open: u32,
    /// Of them, those in the immediate process.
    pub immediate: u32,
    /// Quá hạn.
    pub overdue: u32,
    /// Hạn hôm nay.
    pub today: u32,
    /// Chưa phân công.
    pub unassigned: u32,
}

/// A piece of the map with its sides along the compass, in millionths of a degree of WGS 84.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct MapArea {
    /// Least longitude.
    pub west: i32,
    /// Least latitude.
    pub south: i32,
    /// Greatest longitude.
    pub east: i32,
    /// Greatest latitude.
    pub north: i32,
}

impl MapArea {
    const PER_DEGREE: f64 = 1_000_000.0;

    /// The piece between these sides: west, south, east, north, in degrees.
    pub fn between(sides: [f64; 4]) -> Self {
        #[expect(
            clippy::cast_possible_truncation,
            reason = "the cast stops at the ends of the range"
        )]
        let [west, south, east, north] = sides.map(|side| (side * Self::PER_DEGREE).round() as i32);
        Self { west, south, east, north }
    }

    /// Its corners: latitude and longitude in degrees.
    pub fn corners(self) -> [(f64, f64); 4] {
        let Self { west, south, east, north } = self;
        [(south, west), (south, east), (north, west), (north, east)].map(|(lat, lon)| {
            (f64::from(lat) / Self::PER_DEGREE, f64::from(lon) / Self::PER_DEGREE)
        })
    }
}

/// Which reports the queue shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum QueueView {
    /// Cần làm: all open ones.
    Open,
    /// Của tôi: the operator accepted a part.
    Mine,
    /// Của đơn vị: the operator's unit has still to do something.
    Unit,
    /// Chưa phân công: nobody accepted it or gave it to a unit.
    Unassigned,
    /// Quá hạn: due before today.
    Overdue,
    /// Hạn hôm nay.
    Today,
    /// Mở lại.
    Reopened,
    /// Trên bản đồ: open ones in the piece of the map that was asked for.
    OnMap,
    /// Chờ tiếp nhận.
    New,
    /// Đã tiếp nhận.
    Acknowledged,
    /// Trả lại.
    Returned,
    /// Xin gia hạn.
    ExtensionAsked,
    /// Chờ bổ sung.
    SenderAsked,
    /// Chờ thẩm định.
    Resulted,
    /// Chưa hài lòng.
    Contested,
    /// Đã đóng.
    Closed,
}

impl QueueView {
    /// Every view, in the order of the screen.
    pub const ALL: [Self; 16] = [
        Self::Open,
        Self::Mine,
        Self::Unit,
        Self::Unassigned,
        Self::Overdue,
        Self::Today,
        Self::Reopened,
        Self::OnMap,
        Self::New,
        Self::Acknowledged,
        Self::Returned,
        Self::ExtensionAsked,
        Self::SenderAsked,
        Self::Resulted,
        Self::Contested,
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
    /// How many units must act.
    pub units: u32,
    /// How often it was opened again.
    pub reopened: u32,
    /// The newest act of this laptop on it that central has not settled.
    pub receipt: Option<LocalReceipt>,
    /// The unit for which the operator may accept it now.
    pub accept_for: Option<UnitCode>,
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
    /// The units that must act, the leading one first.
    pub parts: Vec<UnitPart>,
    /// Place.
    pub position: Option<Position>,
    /// Its photos, those that came with it first.
    pub photos: Vec<ReportPhoto>,
    /// When it was closed; also while its result is contested.
    pub closed_at: Option<Timestamp>,
    /// How it came to its end.
    pub outcome: Option<Outcome>,
    /// The report that it tells of again.
    pub duplicate_of: Option<Related>,
    /// The reports that were found to tell of this one again, the oldest first.
    pub duplicates: Vec<Related>,
    /// What its sender was asked for, while that is missing.
    pub question: Option<Question>,
    /// What its sender thinks of the result.
    pub rating: Option<Rating>,
    /// How often it was opened again, and when last.
    pub reopened: Option<Reopened>,
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
    /// The steps on the whole report that the operator may take now; those on a unit's part stand there.
    pub may_take: Vec<StepKind>,
    /// Whether the operator may write a note.
    pub may_note: bool,
    /// Sample data.
    pub sample: bool,
}

/// What a unit does with a report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnitPart {
    /// The unit; the window words it.
    pub unit: UnitCode,
    /// Where its part stands.
    pub state: HandlingState,
    /// Who accepted it, and when.
    pub acknowledged: Option<Acknowledgement>,
    /// Why it was returned, while it is.
    pub returned: Option<ReturnedFor>,
    /// The extension that is asked for, while it is: the end of its last day, and why.
    pub extension: Option<(Timestamp, String)>,
    /// The result, while it waits for review.
    pub result: Option<String>,
    /// The steps that the operator may take on it now.
    pub may_take: Vec<StepKind>,
}

impl IncidentDetail {
    /// The parts on which the operator may take this step now.
    pub fn parts_for(&self, kind: StepKind) -> impl Iterator<Item = &UnitPart> {
        self.parts.iter().filter(move |part| part.may_take.contains(&kind))
    }

    /// Whether the operator may take this step now, on the report or on a unit's part of it.
    pub fn may_take(&self, kind: StepKind) -> bool {
        self.may_take.contains(&kind) || self.parts_for(kind).next().is_some()
    }
}

/// Another report, in one line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Related {
    /// Key.
    pub id: IncidentId,
    /// Number.
    pub number: String,
    /// Title.
    pub title: String,
    /// Address.
    pub address: String,
    /// Where it stands.
    pub state: IncidentState,
    /// When it came in.
    pub received_at: Timestamp,
}

/// Lists the reports that may tell of the same as this one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListDuplicates {
    /// Which.
    pub id: IncidentId,
}

impl Command for ListDuplicates {
    const NAME: &'static str = "list_duplicates";
    type Reply = Vec<Candidate>;
}

/// A report that may tell of the same.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Candidate {
    /// The report.
    pub report: Related,
    /// What its citizen wrote.
    pub body: String,
    /// How far away it lies, in metres.
    pub distance_m: f64,
    /// Hours between the two.
    pub hours: u32,
    /// How much of their words they share, from 0 to 1.
    pub likeness: f64,
    /// Its photos.
    pub photos: Vec<ReportPhoto>,
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
    /// On which unit's part; `None` for a step on the whole report.
    pub part: Option<UnitCode>,
    /// The step.
    pub step: Step,
}

impl Command for TakeStep {
    const NAME: &'static str = "take_step";
    const STALE: &'static [Topic] = &[Topic::Incidents, Topic::Outbox, Topic::Status];
    type Reply = Saved;
}

/// Takes acts back that nobody has sent, the newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WithdrawActs {
    /// Which.
    pub operations: Vec<OperationId>,
}

impl Command for WithdrawActs {
    const NAME: &'static str = "withdraw_acts";
    const STALE: &'static [Topic] = &[Topic::Incidents, Topic::Outbox, Topic::Status];
    /// How many were taken back; the others were on their way already.
    type Reply = u32;
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
