//! What an operation does to a report: the one rule that central and every laptop run.
//!
//! Central runs it in its apply path and keeps the outcome; a laptop runs it on its copy, so that a
//! person sees an act at once, and runs it again over newer rows until central has answered. It
//! refuses an act that the workflow forbids and says who did what meanwhile; nothing is overwritten.

use serde::{Deserialize, Serialize};

use crate::calendar::WorkCalendar;
use crate::id::OperationId;
use crate::incident::{
    Acknowledgement, Actor, BODY_MAX_CHARS, CODE_MAX_CHARS, EMAIL_MAX_CHARS, EntryKind,
    HistoryEntry, Incident, IncidentState, LINE_MAX_CHARS, NOTE_MAX_CHARS, Reporter,
};
use crate::operation::{NewIncident, Operation, OperationBody};
use crate::scope::UnitCode;
use crate::time::Timestamp;
use crate::ward::Ward;

/// What an accepted operation leaves behind.
#[derive(Debug, Clone, PartialEq)]
pub struct Applied {
    /// The report after the act; `None` where the act leaves it as it was.
    pub incident: Option<Incident>,
    /// The line it adds to the history.
    pub entry: HistoryEntry,
    /// Who sent the report, where the act tells it.
    pub reporter: Option<Reporter>,
}

/// Why an operation was not accepted. The act itself is kept, whole, on both sides.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Refusal {
    /// The report is unknown, or not in the caller's scopes.
    NotFound,
    /// Somebody else accepted it first.
    AlreadyAcknowledged {
        /// Who.
        by: Actor,
        /// When.
        at: Timestamp,
    },
    /// It was closed meanwhile.
    Closed {
        /// When.
        at: Timestamp,
    },
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
        /// `reporter.phone`, `reporter.email`, `ward`, `note`.
        field: String,
    },
    /// This build of central does not know this kind of act yet; it is kept and can be sent again.
    UnknownKind,
    /// The bytes could not be read; they are kept.
    Unreadable,
    /// A reason of a newer central.
    #[serde(untagged)]
    Other(ciborium::Value),
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
    Other(ciborium::Value),
}

impl Refusal {
    /// The code that a person can read out to the help desk.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotFound => "E-PA-10",
            Self::AlreadyAcknowledged { .. } => "E-PA-11",
            Self::Closed { .. } => "E-PA-12",
            Self::NoSuchStep { .. } => "E-PA-13",
            Self::Exists => "E-PA-14",
            Self::NotPermitted => "E-PA-20",
            Self::Invalid { .. } => "E-PA-21",
            Self::UnknownKind => "E-PA-30",
            Self::Unreadable => "E-PA-31",
            Self::Other(_) => "E-PA-99",
        }
    }
}

/// Applies `op` to `current`, the report it names (`None` where there is none).
///
/// Every value of the outcome comes from the operation, the report and `calendar`, so that central
/// and a laptop that apply the same act to the same report get the same rows. Central adds the
/// number afterwards.
///
/// # Errors
/// A [`Refusal`] that says why, with nothing changed.
pub fn apply(
    op: &Operation,
    current: Option<&Incident>,
    calendar: &WorkCalendar,
) -> Result<Applied, Refusal> {
    match (&op.body, current) {
        (OperationBody::Unknown(_), _) => Err(Refusal::UnknownKind),
        (OperationBody::Create(_), Some(_)) => Err(Refusal::Exists),
        (OperationBody::Create(new), None) => create(op, new, calendar),
        (_, None) => Err(Refusal::NotFound),
        (OperationBody::Transition { from, to }, Some(incident)) => {
            transition(op, *from, *to, incident)
        }
        (OperationBody::Append { note }, Some(_)) => append(op, note),
    }
}

fn create(op: &Operation, new: &NewIncident, calendar: &WorkCalendar) -> Result<Applied, Refusal> {
    let NewIncident {
        provisional,
        ward,
        category,
        source,
        title,
        body,
        address,
        position,
        urgent,
        reporter,
        sample,
    } = new.clone();
    bounded("title", &title, 1, LINE_MAX_CHARS)?;
    bounded("body", &body, 0, BODY_MAX_CHARS)?;
    bounded("address", &address, 0, LINE_MAX_CHARS)?;
    bounded("category", &category.0, 1, CODE_MAX_CHARS)?;
    bounded("provisional", provisional.as_deref().unwrap_or_default(), 0, CODE_MAX_CHARS)?;
    if let Some(given) = &reporter {
        bounded("reporter.name", &given.name, 0, LINE_MAX_CHARS)?;
        bounded("reporter.phone", &given.phone, 0, CODE_MAX_CHARS)?;
        bounded("reporter.email", &given.email, 0, EMAIL_MAX_CHARS)?;
    }
    if Ward::find(ward).is_none() {
        return Err(Refusal::Invalid { field: "ward".to_owned() });
    }
    let received_at = op.envelope.made_at;
    let id = op.envelope.subject;
    let incident = Incident {
        id,
        number: None,
        provisional,
        ward,
        unit: UnitCode::committee_of(ward),
        category,
        source,
        title,
        body,
        address,
        position,
        urgent,
        state: IncidentState::New,
        received_at,
        due_at: Some(calendar.due(received_at)),
        acknowledged: None,
        closed_at: None,
        sample,
    };
    let reporter = reporter.map(|given| Reporter {
        incident: id,
        name: given.name,
        phone: given.phone,
        email: given.email,
    });
    let entry = entry(op, EntryKind::Received { source });
    Ok(Applied { incident: Some(incident), entry, reporter })
}

fn transition(
    op: &Operation,
    from: IncidentState,
    to: IncidentState,
    incident: &Incident,
) -> Result<Applied, Refusal> {
    let step = (from, to) == (IncidentState::New, IncidentState::Acknowledged);
    let actor = op.envelope.actor.as_ref().filter(|_| step);
    let Some(actor) = actor else {
        return Err(Refusal::NoSuchStep { state: incident.state });
    };
    match (incident.state, &incident.acknowledged) {
        (IncidentState::New, _) => {}
        (IncidentState::Acknowledged, Some(first)) => {
            return Err(Refusal::AlreadyAcknowledged { by: first.by.clone(), at: first.at });
        }
        (IncidentState::Closed, _) => {
            return Err(Refusal::Closed { at: incident.closed_at.unwrap_or_default() });
        }
        (state @ IncidentState::Acknowledged, None) => return Err(Refusal::NoSuchStep { state }),
    }
    let mut incident = incident.clone();
    incident.state = IncidentState::Acknowledged;
    incident.acknowledged = Some(Acknowledgement {
        by: actor.clone(),
        at: op.envelope.made_at,
        operation: op.envelope.op_id,
    });
    Ok(Applied {
        incident: Some(incident),
        entry: entry(op, EntryKind::Acknowledged),
        reporter: None,
    })
}

fn append(op: &Operation, note: &str) -> Result<Applied, Refusal> {
    bounded("note", note, 1, NOTE_MAX_CHARS)?;
    let kind = EntryKind::Note { text: note.to_owned() };
    Ok(Applied { incident: None, entry: entry(op, kind), reporter: None })
}

fn entry(op: &Operation, kind: EntryKind) -> HistoryEntry {
    HistoryEntry {
        id: OperationId::into(op.envelope.op_id),
        incident: op.envelope.subject,
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
mod tests;
