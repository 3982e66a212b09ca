//! Whether the content of a step keeps the rules that the console checks too.

use crate::apply::{Refusal, bounded};
use crate::incident::{
    BODY_MAX_CHARS, Handling, HandlingState, Incident, NOTE_MAX_CHARS, Publication, UNITS_MAX,
};
use crate::masking;
use crate::scope::UnitCode;
use crate::time::Timestamp;
use crate::unit::Unit;
use crate::workflow::Step;

/// No extension ends later than this after the report came in: a slip of the hand, not a term. How long
/// one may be is not published.
const EXTENSION_MOST_MS: i64 = 2 * 365 * 86_400_000;

/// Refuses a step on `part` of `incident` that lacks what it needs, with the part of it that does.
pub(super) fn content(step: &Step, incident: &Incident, part: &Handling) -> Result<(), Refusal> {
    match step {
        Step::Acknowledge | Step::GrantExtension => Ok(()),
        Step::AskExtension { until, reason } => {
            let ends = Timestamp::end_of(*until);
            let longer = incident.due_at.is_none_or(|due| ends > due);
            let latest = incident.term_begins().plus_ms(EXTENSION_MOST_MS);
            if incident.urgent || !longer || ends > latest {
                return Err(invalid("until"));
            }
            bounded("reason", reason, 1, NOTE_MAX_CHARS)
        }
        Step::Return { suggested, reason } => {
            if *suggested == part.unit || !Unit::is_known(suggested) {
                return Err(invalid("unit"));
            }
            bounded("reason", reason, 1, NOTE_MAX_CHARS)
        }
        Step::Assign { unit, with } => assigned(unit, with, incident),
        Step::GiveResult { text } => bounded("result", text, 1, BODY_MAX_CHARS),
        Step::AskSender { question } => bounded("question", question, 1, NOTE_MAX_CHARS),
        Step::TakeAnswer { answer } => bounded("answer", answer, 1, BODY_MAX_CHARS),
        Step::DenyExtension { reason }
        | Step::SendBack { reason }
        | Step::Refuse { reason }
        | Step::Reopen { reason }
        | Step::Uphold { reason } => bounded("reason", reason, 1, NOTE_MAX_CHARS),
        // Keys grow with time: two reports that are told to be one another's duplicate by two people
        // without a network cannot both be closed.
        Step::MarkDuplicate { of } if *of < incident.id => Ok(()),
        Step::MarkDuplicate { .. } => Err(invalid("original")),
        Step::Close { publication, text } => {
            if *publication != Publication::Withheld && !masking::is_masked(text) {
                return Err(invalid("public"));
            }
            bounded("result", text, 1, BODY_MAX_CHARS)
        }
    }
}

/// Units are given a report once each, are known, and something changes by it. A unit whose result is in
/// stays: its work is not thrown away, it is reviewed.
fn assigned(unit: &UnitCode, with: &[UnitCode], incident: &Incident) -> Result<(), Refusal> {
    let units: Vec<&UnitCode> = std::iter::once(unit).chain(with).collect();
    let known = units.iter().all(|unit| Unit::is_known(unit));
    let once = units.iter().enumerate().all(|(at, unit)| !units[..at].contains(unit));
    let same = incident.handling.iter().map(|part| &part.unit).eq(units.iter().copied());
    let returned = incident.handling.iter().any(|part| part.state == HandlingState::Returned);
    let mut done = incident.handling.iter().filter(|part| part.state == HandlingState::Resulted);
    let kept = done.all(|part| units.contains(&&part.unit));
    let changes = !same || returned;
    if known && once && kept && changes && units.len() <= UNITS_MAX {
        Ok(())
    } else {
        Err(invalid("unit"))
    }
}

fn invalid(field: &str) -> Refusal {
    Refusal::Invalid { field: field.to_owned() }
}
