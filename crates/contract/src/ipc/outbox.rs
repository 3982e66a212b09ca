//! The outbox: every act of this laptop with its receipt.

use serde::{Deserialize, Serialize};
use trucban_domain::{AlertId, Finding, HandoverId, IncidentId, OperationId, Refusal, Timestamp};

use super::{Command, Topic};

/// Reads the outbox: everything not settled, and the newest settled acts.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ListOutbox {}

impl Command for ListOutbox {
    const NAME: &'static str = "list_outbox";
    type Reply = OutboxView;
}

/// The outbox as the sync screen shows it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OutboxView {
    /// Saved and not sent.
    pub waiting: u32,
    /// Sent, no answer yet.
    pub unanswered: u32,
    /// Refused or held, and not settled by a person.
    pub refused: u32,
    /// Accepted today.
    pub accepted_today: u32,
    /// When the oldest act that central does not have was saved.
    pub oldest_waiting: Option<Timestamp>,
    /// Refused ones first, then by number, newest first.
    pub items: Vec<OutboxItem>,
    /// Estimated time at central.
    pub now: Timestamp,
}

/// One act with its receipt.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OutboxItem {
    /// Number.
    pub client_seq: u64,
    /// The act.
    pub operation: OperationId,
    /// `create`, `append`, `verdict`, `hand_over`, `take_over`, `unknown`, or a step of the workflow by its word.
    pub kind: String,
    /// What it concerns; `None` for an act that a damaged disk destroyed.
    pub subject: Option<SubjectLine>,
    /// What the person wrote, for notes and for the steps of the workflow that have words.
    pub note: Option<String>,
    /// What was concluded, for verdicts.
    pub finding: Option<Finding>,
    /// When it was on disk.
    pub saved_at: Timestamp,
    /// When it was first sent.
    pub first_sent_at: Option<Timestamp>,
    /// When it was last sent.
    pub last_sent_at: Option<Timestamp>,
    /// When central answered.
    pub answered_at: Option<Timestamp>,
    /// Where it stands.
    pub state: ReceiptState,
    /// Why it was refused.
    pub refusal: Option<Refusal>,
    /// The act on which it waits.
    pub waiting_for: Option<OperationId>,
    /// Why a person discarded it.
    pub discard_reason: Option<String>,
    /// The number of the act that was made in its place.
    pub resent_as: Option<u64>,
    /// Whether making it again could succeed, as far as this laptop knows.
    pub may_resend: bool,
}

/// What an act concerns, as a line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SubjectLine {
    /// Which one.
    pub key: SubjectKey,
    /// Number, or empty where this laptop no longer holds it.
    pub number: String,
    /// Title, or empty; for an alert the code of its kind, for a hand-over the code of its unit.
    pub title: String,
    /// Address, or empty; for a hand-over who gave it.
    pub address: String,
}

/// A report, an alert or a hand-over, by its key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SubjectKey {
    /// A report.
    Incident(IncidentId),
    /// An alert.
    Alert(AlertId),
    /// A hand-over.
    Handover(HandoverId),
}

/// Where an act stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReceiptState {
    /// On disk, waits to be sent.
    Saved,
    /// Sent, no answer yet.
    Sent,
    /// Central has it.
    Accepted,
    /// Central refused it; a person must settle it.
    Refused,
    /// Central keeps it until another act is settled.
    Held,
    /// A person discarded it, with a reason. It is kept.
    Discarded,
    /// A person made it again. It is kept.
    Resent,
}

/// Makes a refused act again, on the report as it is now. The refused one is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ResendOperation {
    /// The refused act.
    pub operation: OperationId,
}

impl Command for ResendOperation {
    const NAME: &'static str = "resend_operation";
    const STALE: &'static [Topic] =
        &[Topic::Incidents, Topic::Alerts, Topic::Handovers, Topic::Outbox, Topic::Status];
    type Reply = super::Saved;
}

/// Settles a refused act without making it again. It is kept with the reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DiscardOperation {
    /// The refused act.
    pub operation: OperationId,
    /// Why; not empty.
    pub reason: String,
}

impl Command for DiscardOperation {
    const NAME: &'static str = "discard_operation";
    const STALE: &'static [Topic] =
        &[Topic::Incidents, Topic::Alerts, Topic::Handovers, Topic::Outbox, Topic::Status];
    type Reply = ();
}
