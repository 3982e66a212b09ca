//! Commands and topics between the window and the shell. Both come from one build, so these types
//! change freely.
//!
//! A command is a struct of its arguments that implements [`Command`]; the shell registers a handler
//! of the same name. Events carry *what became stale* ([`Topic`]), never data: the window reads
//! again.

mod cameras;
mod drafts;
mod failure;
mod field;
mod figures;
mod first;
mod handovers;
mod incidents;
mod map;
mod new_report;
mod outbox;
mod phone;
mod photos;
mod pictures;
mod session;
mod status;

pub use cameras::{
    AlertDetail, AlertFrame, AlertPage, AlertRow, AlertView, ConfirmAlert, DismissAlert,
    ListAlerts, ReadAlert, SilentCamera,
};
pub use drafts::{Draft, DraftName, DraftPhoto, KeepDraft, ListDrafts};
pub use failure::{CommandError, ErrorCode};
pub use field::{FinishVisit, ListNearby, Locate, Located, Nearby, NearbyRow};
pub use figures::{
    ExportFormat, ExportPeriod, ExportWhat, Exported, FiguresOf, PeriodFigures, ReadFigures,
    ReadWardShapes, WardShape, WardShapes,
};
pub use first::{FirstPicture, ReadFirstPicture};
pub use handovers::{
    GiveHandover, HandoverDraft, HandoverLine, HandoverPage, HandoverRow, HandoverSuggestion,
    ListHandovers, SuggestHandover, TakeHandover,
};
pub use incidents::{
    AddNote, Candidate, GroupCount, HistoryItem, IncidentDetail, IncidentRow, ListDuplicates,
    ListQueue, ListWards, LocalReceipt, MapArea, QueuePage, QueueView, ReadIncident, Related,
    ReportPhoto, Saved, TakeStep, UnitPart, WardLine, WithdrawActs,
};
pub use map::{
    CoordinateFinding, FindPlaces, Found, GridPoint, HeritageNotice, Hit, HitFacts, HitTarget,
    LOTS_FROM_ZOOM, LegendUse, LimitFrom, LookUpPoint, LotFacts, MAP_FROM_ZOOM, MapFacts,
    NearBoundary, OpenMap, PlanLine, ReadLot, TILE_SETS, ZoneCard, ZonePart,
};
pub use new_report::{BeginReport, BegunReport, EnterReport, EnteredReport};
pub use outbox::{
    DiscardOperation, ListOutbox, OutboxItem, OutboxView, ReceiptState, ResendOperation,
    SubjectKey, SubjectLine,
};
pub use phone::{ClosePhoneLink, DrawnCode, OpenPhoneLink, PhoneLink, PhonePhotos, ReadPhoneLink};
pub use photos::{
    AttachPhotos, ChosenPhoto, KeepPhoto, KeptPhoto, ListPhotos, PhotoStanding, WaitingPhoto,
    WaitingPhotos,
};
pub use pictures::{LookAtPicture, PICTURE_SCHEME, Picture};
pub use session::{
    Enrol, Language, OpenSession, Preferences, SavePreferences, Session, SignedIn, Theme, Zoom,
};
pub use status::{
    ClockState, Connection, DataSize, FirstSync, GroupProgress, KeyPlace, Notice, ReadStatus,
    Status, SyncNow, Trouble,
};

use serde::Serialize;
use serde::de::DeserializeOwned;

/// A question or an order from the window. The struct itself is the argument, under the one
/// parameter name `args`.
pub trait Command: Serialize + DeserializeOwned {
    /// Name of the handler in the shell.
    const NAME: &'static str;
    /// What it makes stale when it succeeds.
    const STALE: &'static [Topic] = &[];
    /// What makes old the answer that [`FirstPicture`] may hold to it; nothing where that holds none.
    const FIRST: &'static [Topic] = &[];
    /// What it answers.
    type Reply: Serialize + DeserializeOwned;
}

/// What became stale. Sent as the payload of the event [`TOPIC_EVENT`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Topic {
    /// Reports, their history, the counts of the queue.
    Incidents,
    /// Alerts, the cameras.
    Alerts,
    /// Hand-overs of shifts.
    Handovers,
    /// Which pictures are on this laptop.
    Pictures,
    /// The outbox.
    Outbox,
    /// Connection, progress, notices.
    Status,
    /// Who is enrolled.
    Session,
    /// The zoning data, or the cameras.
    Map,
    /// What comes from a phone.
    Phone,
}

/// Rows that a list of the window reads at once: several screens of them.
pub const LIST_ROWS: u32 = 160;

/// The one event that the shell sends.
pub const TOPIC_EVENT: &str = "topic";

/// Names of all commands, in the order of their modules. A test compares them with the handlers
/// that the shell registers.
pub const COMMAND_NAMES: &[&str] = &[
    ReadFirstPicture::NAME,
    OpenSession::NAME,
    Enrol::NAME,
    SavePreferences::NAME,
    KeepDraft::NAME,
    ListDrafts::NAME,
    ListQueue::NAME,
    ListWards::NAME,
    ListDuplicates::NAME,
    ReadIncident::NAME,
    TakeStep::NAME,
    AddNote::NAME,
    WithdrawActs::NAME,
    ListNearby::NAME,
    FinishVisit::NAME,
    Locate::NAME,
    BeginReport::NAME,
    EnterReport::NAME,
    KeepPhoto::NAME,
    AttachPhotos::NAME,
    ListPhotos::NAME,
    LookAtPicture::NAME,
    OpenPhoneLink::NAME,
    ReadPhoneLink::NAME,
    ClosePhoneLink::NAME,
    ListAlerts::NAME,
    ReadAlert::NAME,
    ConfirmAlert::NAME,
    DismissAlert::NAME,
    ListHandovers::NAME,
    SuggestHandover::NAME,
    GiveHandover::NAME,
    TakeHandover::NAME,
    ListOutbox::NAME,
    ResendOperation::NAME,
    DiscardOperation::NAME,
    ReadStatus::NAME,
    SyncNow::NAME,
    OpenMap::NAME,
    LookUpPoint::NAME,
    ReadLot::NAME,
    FindPlaces::NAME,
    ReadFigures::NAME,
    ReadWardShapes::NAME,
    ExportPeriod::NAME,
];
