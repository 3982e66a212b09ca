//! What a step does to a whole report.

use crate::deadline::Pause;
use crate::incident::{
    EntryKind, Handling, HandlingState, Incident, IncidentState, LastStep, Outcome, Question,
    Reopened,
};
use crate::scope::UnitCode;
use crate::time::Timestamp;
use crate::workflow::Step;

/// Changes the report. Gives the line of the history; `None` for a step that is none of a whole report.
pub(super) fn take(
    incident: &mut Incident,
    step: &Step,
    by: Option<LastStep>,
    at: Timestamp,
) -> Option<EntryKind> {
    incident.last_step = by.or_else(|| incident.last_step.take());
    Some(match step.clone() {
        Step::Assign { unit, with } => {
            let units = std::iter::once(&unit).chain(&with);
            incident.handling = units.map(|unit| given(incident, unit)).collect();
            EntryKind::Assigned { unit, with }
        }
        Step::AskSender { question } => {
            incident.question = Some(Question { text: question.clone(), since: at });
            incident.pauses.push(Pause { from: at, to: None });
            EntryKind::SenderAsked { question }
        }
        Step::TakeAnswer { answer } => {
            incident.question = None;
            EntryKind::SenderAnswered { answer }
        }
        Step::Refuse { reason } => {
            close(incident, at, Outcome::Refused);
            EntryKind::Refused { reason }
        }
        Step::MarkDuplicate { of } => {
            close(incident, at, Outcome::Duplicate(of));
            EntryKind::Duplicate { of }
        }
        Step::Close { publication, text } => {
            close(incident, at, Outcome::Handled(publication));
            EntryKind::Closed { result: text, publication: Some(publication) }
        }
        Step::Reopen { reason } => {
            let times = incident.reopened.map_or(0, |it| it.times).saturating_add(1);
            incident.reopened = Some(Reopened { times, at });
            incident.state = IncidentState::New;
            incident.closed_at = None;
            incident.outcome = None;
            incident.rating = None;
            incident.extended = None;
            incident.pauses.clear();
            let units = incident.handling.iter().map(|part| part.unit.clone());
            incident.handling = units.map(Handling::waiting).collect();
            EntryKind::Reopened { reason, times }
        }
        Step::Uphold { reason } => {
            incident.state = IncidentState::Closed;
            EntryKind::Upheld { reason }
        }
        _ => return None,
    })
}

/// The part of `unit` once the report is given to it: as it stands, unless it was returned or is new.
fn given(incident: &Incident, unit: &UnitCode) -> Handling {
    let before = incident.part(unit).filter(|part| part.state != HandlingState::Returned);
    before.cloned().unwrap_or_else(|| Handling::waiting(unit.clone()))
}

fn close(incident: &mut Incident, at: Timestamp, outcome: Outcome) {
    incident.state = IncidentState::Closed;
    incident.closed_at = Some(at);
    incident.outcome = Some(outcome);
    // What was asked for and not answered is in the history.
    for part in &mut incident.handling {
        part.extension = None;
        part.returned = None;
        part.result = None;
    }
}
