//! What operations do to a report.

use super::{Applied, MovedOn, Refusal, bounded, entry};
use crate::deadline::WorkCalendar;
use crate::id::IncidentId;
use crate::incident::{
    Acknowledgement, AskedFor, BODY_MAX_CHARS, CODE_MAX_CHARS, EMAIL_MAX_CHARS, EntryKind,
    Incident, IncidentState, LINE_MAX_CHARS, LastStep, NOTE_MAX_CHARS, PHOTOS_MAX, Reporter,
    ReturnedFor,
};
use crate::operation::{NewIncident, Operation};
use crate::photo::Photo;
use crate::scope::UnitCode;
use crate::time::Timestamp;
use crate::unit::Unit;
use crate::ward::Ward;
use crate::workflow::Step;

/// No extension ends later than this after the report came in: a slip of the hand, not a term. How long
/// one may be is not published.
const EXTENSION_MOST_MS: i64 = 2 * 365 * 86_400_000;

/// A report comes in.
pub(super) fn create(
    op: &Operation,
    new: &NewIncident,
    calendar: &WorkCalendar,
) -> Result<Applied, Refusal> {
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
        photos,
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
    let by_gateway = op.envelope.actor.is_none();
    let named = |photo: &Photo| blake3::Hash::from_hex(&photo.hash).is_ok();
    let fit = photos.len() <= PHOTOS_MAX
        && photos.iter().all(|photo| named(photo) && photo.attached.is_none());
    let taken = photos.is_empty() || (by_gateway && fit);
    if !taken {
        return Err(Refusal::Invalid { field: "photos".to_owned() });
    }
    let received_at = op.envelope.made_at;
    let due_at = calendar.of_report(Some(&category), received_at, None).and_then(|count| count.due);
    let id = IncidentId::from_uuid(op.envelope.subject.uuid());
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
        due_at,
        acknowledged: None,
        closed_at: None,
        sample,
        photos,
        last_step: None,
        returned: None,
        extension: None,
        extended_to: None,
        result: None,
    };
    let reporter = reporter.map(|given| Reporter {
        incident: id,
        name: given.name,
        phone: given.phone,
        email: given.email,
    });
    let entry = entry(op, EntryKind::Received { source });
    Ok(Applied { case: Some(incident.into()), entry, reporter })
}

/// A step of the workflow is taken.
pub(super) fn transition(
    op: &Operation,
    step: &Step,
    incident: &Incident,
) -> Result<Applied, Refusal> {
    let guard = step.kind().guard();
    let state = incident.state;
    let Some(actor) = op.envelope.actor.as_ref() else {
        return Err(Refusal::NoSuchStep { state });
    };
    let stranger = guard.in_charge && !actor.unit.answers_for(&incident.unit, incident.ward);
    if stranger || !guard.from.contains(&state) {
        return Err(too_late(step, incident));
    }
    check(step, incident)?;
    let (by, at) = (actor.clone(), op.envelope.made_at);
    let mut incident = incident.clone();
    incident.state = guard.to;
    incident.last_step = Some(LastStep { by: by.clone(), at });
    let kind = match step.clone() {
        Step::Acknowledge => {
            let operation = op.envelope.op_id;
            incident.last_step = None;
            incident.acknowledged = Some(Acknowledgement { by, at, operation });
            EntryKind::Acknowledged
        }
        Step::Return { suggested, reason } => {
            let why = ReturnedFor { suggested, reason };
            incident.acknowledged = None;
            incident.returned = Some(why.clone());
            EntryKind::Returned(why)
        }
        Step::Assign { unit } => {
            incident.acknowledged = None;
            incident.returned = None;
            incident.extension = None;
            incident.unit = unit.clone();
            EntryKind::Assigned { unit }
        }
        Step::AskExtension { until, reason } => {
            let asked = AskedFor { until, reason };
            incident.extension = Some(asked.clone());
            EntryKind::ExtensionAsked(asked)
        }
        Step::GrantExtension => {
            let asked = incident.extension.take().ok_or(Refusal::NoSuchStep { state })?;
            incident.extended_to = Some(asked.until);
            // An extension never brings the end forward.
            incident.due_at = incident.due_at.max(Some(Timestamp::end_of(asked.until)));
            EntryKind::ExtensionGranted { until: asked.until }
        }
        Step::DenyExtension { reason } => {
            incident.extension = None;
            EntryKind::ExtensionDenied { reason }
        }
        Step::GiveResult { text } => {
            incident.extension = None;
            incident.result = Some(text.clone());
            EntryKind::Resulted { text }
        }
        Step::Approve => {
            incident.last_step = None;
            incident.closed_at = Some(at);
            EntryKind::Closed { result: incident.result.take().unwrap_or_default() }
        }
        Step::SendBack { reason } => {
            incident.result = None;
            EntryKind::SentBack { reason }
        }
    };
    Ok(Applied { case: Some(incident.into()), entry: entry(op, kind), reporter: None })
}

/// Whether the content of a step keeps the rules that the console checks too.
fn check(step: &Step, incident: &Incident) -> Result<(), Refusal> {
    let latest = incident.received_at.plus_ms(EXTENSION_MOST_MS);
    let elsewhere = |unit: &UnitCode| {
        if *unit == incident.unit || !Unit::is_known(unit) {
            return Err(Refusal::Invalid { field: "unit".to_owned() });
        }
        Ok(())
    };
    match step {
        Step::Acknowledge | Step::GrantExtension | Step::Approve => Ok(()),
        Step::AskExtension { until, reason } => {
            let longer = incident.due_at.is_none_or(|due| Timestamp::end_of(*until) > due);
            if incident.urgent || !longer || Timestamp::end_of(*until) > latest {
                return Err(Refusal::Invalid { field: "until".to_owned() });
            }
            bounded("reason", reason, 1, NOTE_MAX_CHARS)
        }
        Step::Return { suggested, reason } => {
            elsewhere(suggested)?;
            bounded("reason", reason, 1, NOTE_MAX_CHARS)
        }
        Step::Assign { unit } if incident.state == IncidentState::Returned => {
            // Whoever returned it can be told to take it after all.
            if Unit::is_known(unit) { Ok(()) } else { elsewhere(unit) }
        }
        Step::Assign { unit } => elsewhere(unit),
        Step::GiveResult { text } => bounded("result", text, 1, BODY_MAX_CHARS),
        Step::SendBack { reason } | Step::DenyExtension { reason } => {
            bounded("reason", reason, 1, NOTE_MAX_CHARS)
        }
    }
}

/// Why a step is none of the workflow's any more: who took another one meanwhile.
fn too_late(step: &Step, incident: &Incident) -> Refusal {
    let state = incident.state;
    let accepted = incident.acknowledged.as_ref().map(|first| (&first.by, first.at));
    if let (IncidentState::Acknowledged, Step::Acknowledge, Some((by, at))) =
        (state, step, accepted)
    {
        return Refusal::AlreadyAcknowledged { by: by.clone(), at };
    }
    if state == IncidentState::Closed {
        return Refusal::Closed { at: incident.closed_at.unwrap_or_default() };
    }
    let last = incident.last_step.as_ref().map(|last| (&last.by, last.at)).or(accepted);
    last.map_or(Refusal::NoSuchStep { state }, |(by, at)| {
        let (by, unit) = (by.clone(), incident.unit.clone());
        Refusal::MovedOn(Box::new(MovedOn { by, at, state, unit }))
    })
}
