//! Giao ca: the hand-overs of one's units, what a new one should name, giving and taking.

use serde::{Deserialize, Serialize};
use trucban_domain::{
    Handover, HandoverId, HandoverItem, HandoverKind, IncidentId, Timestamp, UnitCode,
};

use super::{Command, LocalReceipt, Saved, Topic};

/// Reads the newest hand-overs: those that nobody took first, the oldest in front.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListHandovers {}

impl Command for ListHandovers {
    const NAME: &'static str = "list_handovers";
    type Reply = HandoverPage;
}

/// The hand-overs of one's units.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandoverPage {
    /// The hand-overs.
    pub rows: Vec<HandoverRow>,
    /// The units whose shift the operator may hand over, the own one first; none for who only reads.
    pub units: Vec<UnitCode>,
    /// Estimated time at central.
    pub now: Timestamp,
}

/// A hand-over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandoverRow {
    /// The hand-over, this laptop's acts included.
    pub handover: Handover,
    /// Where this laptop's own newest act on it stands.
    pub receipt: Option<LocalReceipt>,
    /// Whether the operator gave it.
    pub own: bool,
    /// Whether the operator may take it now.
    pub may_take: bool,
}

/// Reads what a hand-over written now should name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SuggestHandover {
    /// Of which unit's shift.
    pub unit: UnitCode,
}

impl Command for SuggestHandover {
    const NAME: &'static str = "suggest_handover";
    type Reply = HandoverSuggestion;
}

/// What a hand-over should name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandoverSuggestion {
    /// Reports that are late, due by the end of the next working day, or wait for an answer.
    pub items: Vec<HandoverItem>,
    /// How many more there are.
    pub more: u32,
    /// Acts of this laptop that central has not answered.
    pub outbox_left: u32,
}

/// Hands a shift over. Works with no network.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GiveHandover {
    /// Whose shift.
    pub unit: UnitCode,
    /// The reports that it names.
    pub items: Vec<HandoverItem>,
    /// How many more there were.
    pub more: u32,
    /// What is to be known besides.
    pub notes: String,
}

impl Command for GiveHandover {
    const NAME: &'static str = "give_handover";
    const STALE: &'static [Topic] = &[Topic::Handovers, Topic::Outbox, Topic::Status];
    type Reply = Saved;
}

/// Takes a shift over. Works with no network.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct TakeHandover {
    /// Which.
    pub id: HandoverId,
}

impl Command for TakeHandover {
    const NAME: &'static str = "take_handover";
    const STALE: &'static [Topic] = &[Topic::Handovers, Topic::Outbox, Topic::Status];
    type Reply = Saved;
}

/// What was filled in for a hand-over beside its notes.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct HandoverDraft {
    /// Whose shift; the own unit's where none was chosen.
    pub unit: Option<UnitCode>,
    /// What was said about reports; of the others what is suggested stands.
    pub lines: Vec<HandoverLine>,
}

/// What was said about a report in the draft of a hand-over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandoverLine {
    /// The report.
    pub report: IncidentId,
    /// Whether it is left out.
    pub left_out: bool,
    /// Why it is named.
    pub kind: HandoverKind,
    /// What the next official should know about it, NFC.
    pub note: String,
}
