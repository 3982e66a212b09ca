//! What an operation does to a report, an alert or a hand-over: the one rule that central and every laptop run.
//!
//! Central runs it in its apply path and keeps the outcome; a laptop runs it on its copy, so that a
//! person sees an act at once, and runs it again over newer rows until central has answered. It
//! refuses an act that the workflow forbids and says who did what meanwhile; nothing is overwritten.

mod alert;
mod handover;
mod photos;
mod rating;
mod report;
mod sound;
mod step;
mod visit;

use serde::{Deserialize, Serialize};

use crate::alert::Finding;
use crate::case::Case;
use crate::deadline::WorkCalendar;
use crate::id::OperationId;
use crate::incident::{Actor, EntryKind, HistoryEntry, IncidentState, NOTE_MAX_CHARS, Reporter};
use crate::operation::{Operation, OperationBody};
use crate::scope::UnitCode;
use crate::time::Timestamp;

/// What an accepted operation leaves behind.
#[derive(Debug, Clone, PartialEq)]
pub struct Applied {
    /// The case after the act; `None` where the act leaves it as it was.
    pub case: Option<Case>,
    /// The line it adds to the history.
    pub entry: HistoryEntry,
    /// Who sent the report, where the act tells it.
    pub reporter: Option<Reporter>,
}

/// Why an operation was not accepted. The act itself is kept, whole, on both sides.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Refusal {
    /// The report or alert is unknown, or not in the caller's scopes.
    NotFound,
    /// Somebody else accepted it first.
    AlreadyAcknowledged {
        /// Who.
        by: Actor,
        /// When.
        at: Timestamp,
    },
    /// Somebody else took a step meanwhile, after which this one is none of the workflow's.
    MovedOn(Box<MovedOn>),
    /// It was closed meanwhile.
    Closed {
        /// When.
        at: Timestamp,
    },
    /// Somebody else judged the alert first.
    AlreadyJudged {
        /// Who.
        by: Actor,
        /// When.
        at: Timestamp,
        /// What they concluded.
        finding: Box<Finding>,
    },
    /// Somebody else took the hand-over first.
    AlreadyTakenOver {
        /// Who.
        by: Actor,
        /// When.
        at: Timestamp,
    },
    /// This act is not for such a thing: a verdict on a report, an acceptance of an alert.
    WrongKind,
    /// The workflow has no such step.
    NoSuchStep {
        /// Where the report stands.
        state: IncidentState,
    },
    /// A report with this key exists already.
    Exists,
    /// The caller's role may not do this, here.
    NotPermitted,
    /// The content breaks a rule that the console checks too.
    Invalid {
        /// Which part: `title`, `body`, `address`, `category`, `provisional`, `reporter.name`,
        /// `reporter.phone`, `reporter.email`, `ward`, `position`, `photos`, `note`, `plate`, `reason`,
        /// `unit`, `result`, `until`, `question`, `answer`, `original`, `public`, `findings`,
        /// `conclusion` (what it needs is not there), `items`.
        field: String,
    },
    /// This build of central does not know this kind of act yet; it is kept and can be sent again.
    UnknownKind,
    /// The bytes could not be read; they are kept.
    Unreadable,
    /// A reason of a newer central.
    #[serde(untagged)]
    Other(cbor2::Value),
}

/// What happened to a report while somebody took a step that came too late.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MovedOn {
    /// Who took another step.
    pub by: Actor,
    /// When.
    pub at: Timestamp,
    /// Where the report stands.
    pub state: IncidentState,
    /// The unit in charge.
    pub unit: UnitCode,
}

/// What became of an operation. Every operation gets one, once, and keeps it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OpResult {
    /// It stands.
    Applied {
        /// Sequence number of its effect.
        seq: u64,
    },
    /// It waits for another that is not applied. Central keeps it.
    Held {
        /// The other.
        waiting_for: OperationId,
    },
    /// It was refused. Central keeps it, whole.
    Rejected {
        /// Why.
        refusal: Refusal,
    },
    /// A result of a newer central.
    #[serde(untagged)]
    Other(cbor2::Value),
}

impl Refusal {
    /// The code that a person can read out to the help desk.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotFound => "E-PA-10",
            Self::AlreadyAcknowledged { .. } => "E-PA-11",
            Self::MovedOn(_) => "E-PA-16",
            Self::Closed { .. } => "E-PA-12",
            Self::NoSuchStep { .. } => "E-PA-13",
            Self::AlreadyJudged { .. } => "E-CA-11",
            Self::AlreadyTakenOver { .. } => "E-GC-11",
            Self::WrongKind => "E-PA-15",
            Self::Exists => "E-PA-14",
            Self::NotPermitted => "E-PA-20",
            Self::Invalid { .. } => "E-PA-21",
            Self::UnknownKind => "E-PA-30",
            Self::Unreadable => "E-PA-31",
            Self::Other(_) => "E-PA-99",
        }
    }
}

/// Applies `op` to `current`, the case it names (`None` where there is none).
///
/// Every value of the outcome comes from the operation, the case and `calendar`, so that central
/// and a laptop that apply the same act to the same case get the same rows. Central adds the
/// number afterwards.
///
/// # Errors
/// A [`Refusal`] that says why, with nothing changed.
pub fn apply(
    op: &Operation,
    current: Option<&Case>,
    calendar: &WorkCalendar,
) -> Result<Applied, Refusal> {
    match (&sound::cleaned(&op.body), current) {
        (OperationBody::Unknown(_), _) => Err(Refusal::UnknownKind),
        (OperationBody::Create(_) | OperationBody::HandOver(_), Some(_)) => Err(Refusal::Exists),
        (OperationBody::Create(new), None) => report::create(op, new, calendar),
        (OperationBody::HandOver(new), None) => handover::give(op, new),
        (_, None) => Err(Refusal::NotFound),
        (OperationBody::TakeOver, Some(Case::Handover(handover))) => handover::take(op, handover),
        (OperationBody::Append { note }, Some(Case::Incident(_) | Case::Alert(_))) => {
            append(op, note)
        }
        (OperationBody::Attach { photos }, Some(Case::Incident(incident))) => {
            photos::attach(op, photos, incident)
        }
        (OperationBody::Visit(visit), Some(Case::Incident(incident))) => {
            visit::visit(op, visit, incident)
        }
        (OperationBody::Transition(step), Some(Case::Incident(incident))) => {
            step::take(op, step, incident, calendar)
        }
        (OperationBody::Rate { rating, words }, Some(Case::Incident(incident))) => {
            rating::rate(op, *rating, words, incident)
        }
        (OperationBody::Verdict(finding), Some(Case::Alert(alert))) => {
            alert::judge(op, finding, alert)
        }
        (
            OperationBody::TakeOver
            | OperationBody::Append { .. }
            | OperationBody::Transition(_)
            | OperationBody::Rate { .. }
            | OperationBody::Verdict(_)
            | OperationBody::Attach { .. }
            | OperationBody::Visit(_),
            Some(_),
        ) => Err(Refusal::WrongKind),
    }
}

fn append(op: &Operation, note: &str) -> Result<Applied, Refusal> {
    bounded("note", note, 1, NOTE_MAX_CHARS)?;
    let kind = EntryKind::Note { text: note.to_owned() };
    Ok(Applied { case: None, entry: entry(op, kind), reporter: None })
}

fn entry(op: &Operation, kind: EntryKind) -> HistoryEntry {
    HistoryEntry {
        id: OperationId::into(op.envelope.op_id),
        subject: op.envelope.subject,
        at: op.envelope.made_at,
        actor: op.envelope.actor.clone(),
        kind,
    }
}

fn bounded(field: &str, text: &str, least: usize, most: usize) -> Result<(), Refusal> {
    let length = text.trim().chars().count();
    if (least..=most).contains(&length) {
        Ok(())
    } else {
        Err(Refusal::Invalid { field: field.to_owned() })
    }
}

#[cfg(test)]
mod step_tests;
#[cfg(test)]
pub(crate) mod tests;
