//! Giao ca: what one official leaves to the next at the end of a shift, and who took it over.
//!
//! A hand-over is written once and never changed; it is taken over once. Both acts name the person,
//! the grant and the time by the laptop, and those are its two signatures. It tells of reports by what
//! they were when it was written: what became of them meanwhile is told by the reports themselves.
//! Nothing in it tells who sent a report.

use serde::{Deserialize, Serialize};

use crate::id::{HandoverId, IncidentId, OperationId};
use crate::incident::{Actor, HandlingState, Incident, IncidentState};
use crate::scope::UnitCode;
use crate::time::Timestamp;

/// Reports that a hand-over names at most: more than a person reads. How many are left out is told.
pub const ITEMS_MAX: usize = 200;
/// Characters of the words beside one report.
pub const ITEM_NOTE_MAX_CHARS: usize = 500;

/// Why a report is in a hand-over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HandoverKind {
    /// Còn mở: it is late, or due within the next working day.
    Open,
    /// Đã hứa: somebody was promised something.
    Promised,
    /// Đang chờ: others have to answer first.
    Waiting,
}

impl HandoverKind {
    /// Every kind, in the order people see them.
    pub const ALL: [Self; 3] = [Self::Open, Self::Promised, Self::Waiting];

    /// The word for drafts and tests.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Promised => "promised",
            Self::Waiting => "waiting",
        }
    }
}

/// A report in a hand-over, as it stood then.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandoverItem {
    /// The report.
    pub report: IncidentId,
    /// Its number, or the provisional one.
    pub number: String,
    /// Its title.
    pub title: String,
    /// Its address.
    pub address: String,
    /// When its time runs out.
    pub due_at: Option<Timestamp>,
    /// Why it is named.
    pub kind: HandoverKind,
    /// What the next official should know about it, NFC; may be empty.
    #[serde(default)]
    pub note: String,
}

impl HandoverItem {
    /// `report` as it stands, with nothing to say about it.
    pub fn of(report: Incident, kind: HandoverKind) -> Self {
        Self {
            report: report.id,
            due_at: report.running_deadline(),
            number: report.number.or(report.provisional).unwrap_or_default(),
            title: report.title,
            address: report.address,
            kind,
            note: String::new(),
        }
    }
}

/// A hand-over as it is written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewHandover {
    /// The unit whose shift ends.
    pub unit: UnitCode,
    /// The reports that it names, at most [`ITEMS_MAX`].
    pub items: Vec<HandoverItem>,
    /// How many more there were that it had no room for.
    #[serde(default)]
    pub more: u32,
    /// What is to be known besides, NFC.
    pub notes: String,
    /// Acts of the laptop that central had not answered when it was written.
    pub outbox_left: u32,
    /// Whether it tells of sample data.
    #[serde(default)]
    pub sample: bool,
}

/// Who took a hand-over, when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Taken {
    /// Who.
    pub by: Actor,
    /// When, by the laptop's estimate of central's time.
    pub at: Timestamp,
    /// The act itself.
    pub operation: OperationId,
}

/// A hand-over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Handover {
    /// Key.
    pub id: HandoverId,
    /// Who gave it.
    pub given_by: Actor,
    /// When, by the laptop's estimate of central's time.
    pub given_at: Timestamp,
    /// What was given.
    #[serde(flatten)]
    pub told: NewHandover,
    /// Who took it; `None` while nobody has.
    pub taken: Option<Taken>,
}

impl Handover {
    /// Whether the one who gave it took it too: allowed, since nobody else may come, and always shown.
    pub fn is_taken_by_giver(&self) -> bool {
        self.taken.as_ref().is_some_and(|taken| taken.by.user == self.given_by.user)
    }
}

/// Whether `unit` should tell of `report` when its shift ends, and as what: it is late or due at `until`
/// or before, or waits for an answer.
pub fn suggested(report: &Incident, unit: &UnitCode, until: Timestamp) -> Option<HandoverKind> {
    if report.state == IncidentState::Closed {
        return None;
    }
    let asked = if *unit == UnitCode::city_desk() {
        false
    } else {
        let part = report.handling.iter().find(|part| part.unit == *unit)?;
        if matches!(part.state, HandlingState::Resulted | HandlingState::Returned) {
            return None;
        }
        part.state == HandlingState::ExtensionAsked
    };
    if asked || report.state == IncidentState::SenderAsked {
        return Some(HandoverKind::Waiting);
    }
    let due = report.running_deadline().is_some_and(|due| due <= until);
    due.then_some(HandoverKind::Open)
}
