//! A step of the workflow is taken: on one unit's part of a report, or on the whole of it.

mod check;
mod part;
mod whole;

use super::{Applied, MovedOn, Refusal, entry};
use crate::deadline::{Pause, WorkCalendar};
use crate::incident::{Handling, Incident, IncidentState, LastStep};
use crate::operation::Operation;
use crate::time::Timestamp;
use crate::workflow::{Step, StepKind};

/// Takes `step`, if the table allows it on the report as it is now.
pub(super) fn take(
    op: &Operation,
    step: &Step,
    incident: &Incident,
    calendar: &WorkCalendar,
) -> Result<Applied, Refusal> {
    let guard = step.kind().guard();
    let at = concerned(op, step, incident)?;
    let part = &incident.handling[at];
    let actor = op.envelope.actor.as_ref();
    // What a sender gives comes in by central's doors too; all else is done by a person.
    if actor.is_none() && step.kind() != StepKind::TakeAnswer {
        return Err(Refusal::NoSuchStep { state: incident.state });
    }
    let stranger = guard.in_charge
        && !actor.is_some_and(|actor| actor.unit.answers_for(&part.unit, incident.ward));
    if stranger || !guard.allows(incident, part) {
        return Err(too_late(step, incident, part));
    }
    check::content(step, incident, part)?;
    let before = incident;
    let mut incident = before.clone();
    let by = actor.map(|actor| LastStep { by: actor.clone(), at: op.envelope.made_at });
    let kind = if step.kind().is_on_part() {
        part::take(&mut incident, at, step, by, op)
    } else {
        whole::take(&mut incident, step, by, op.envelope.made_at)
    }
    .ok_or(Refusal::NoSuchStep { state: incident.state })?;
    settle(&mut incident, op.envelope.made_at);
    let term = |it: &Incident| (it.extended, it.pauses.clone(), it.reopened);
    if term(&incident) != term(before) {
        recount(&mut incident, calendar);
    }
    Ok(Applied { case: Some(incident.into()), entry: entry(op, kind), reporter: None })
}

/// Which part a step concerns: the one that it names; where it names none, as steps of builds that knew
/// one unit do, the only one, or the only one that is the actor's.
fn concerned(op: &Operation, step: &Step, incident: &Incident) -> Result<usize, Refusal> {
    let mut parts = incident.handling.iter();
    if !step.kind().is_on_part() || (op.envelope.part.is_none() && incident.handling.len() == 1) {
        return Ok(0);
    }
    let own = op.envelope.actor.as_ref().map(|actor| &actor.unit);
    let named = op.envelope.part.as_ref().or(own);
    let found = parts.position(|part| Some(&part.unit) == named);
    // The unit was in charge when the step was taken, and is not any more.
    found.ok_or_else(|| too_late(step, incident, incident.lead()))
}

/// Brings what follows from the parts of a report up to date.
fn settle(incident: &mut Incident, at: Timestamp) {
    use IncidentState::{Closed, Contested, Resulted, SenderAsked};
    if matches!(incident.state, Closed | Contested) {
        return answered(incident, at);
    }
    incident.state = incident.in_hand();
    if incident.question.is_some() && incident.state != Resulted {
        incident.state = SenderAsked;
    } else {
        answered(incident, at);
    }
}

/// Counts the deadline again. Where no rule is known, an extension is the only end there is.
fn recount(incident: &mut Incident, calendar: &WorkCalendar) {
    let granted = incident.extended.map(|it| Timestamp::end_of(it.until));
    incident.due_at = calendar.of_report(incident).map_or(granted, |count| count.due);
}

/// Nothing is waited for any more: the term goes on.
fn answered(incident: &mut Incident, at: Timestamp) {
    incident.question = None;
    if let Some(Pause { from, to: to @ None }) = incident.pauses.last_mut() {
        *to = Some(at.max(*from));
    }
}

/// Why a step is none of the workflow's any more: who took another one meanwhile.
fn too_late(step: &Step, incident: &Incident, part: &Handling) -> Refusal {
    let state = incident.state;
    let accepted = part.acknowledged.as_ref().map(|first| (&first.by, first.at));
    if let (Step::Acknowledge, Some((by, at))) = (step, accepted)
        && part.last_step.is_none()
    {
        return Refusal::AlreadyAcknowledged { by: by.clone(), at };
    }
    if state == IncidentState::Closed {
        return Refusal::Closed { at: incident.closed_at.unwrap_or_default() };
    }
    let last = |part: &Handling| part.last_step.clone().map(|last| (last.by, last.at));
    let on_part = last(part).or_else(|| accepted.map(|(by, at)| (by.clone(), at)));
    let of_parts = incident.handling.iter().filter_map(last);
    let on_whole = incident.last_step.clone().map(|last| (last.by, last.at));
    let last = if step.kind().is_on_part() {
        on_part.into_iter().chain(on_whole).max_by_key(|(_, at)| *at)
    } else {
        on_whole.into_iter().chain(of_parts).chain(on_part).max_by_key(|(_, at)| *at)
    };
    last.map_or(Refusal::NoSuchStep { state }, |(by, at)| {
        Refusal::MovedOn(Box::new(MovedOn { by, at, state, unit: incident.lead().unit.clone() }))
    })
}
