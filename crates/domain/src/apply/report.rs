//! A report comes in.

use super::{Applied, Refusal, bounded, entry, sound};
use crate::deadline::WorkCalendar;
use crate::id::IncidentId;
use crate::incident::{
    BODY_MAX_CHARS, CODE_MAX_CHARS, EMAIL_MAX_CHARS, EntryKind, Handling, Incident, IncidentState,
    LINE_MAX_CHARS, PHOTOS_MAX, Reporter,
};
use crate::operation::{NewIncident, Operation};
use crate::photo::Photo;
use crate::scope::UnitCode;
use crate::ward::Ward;

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
    sound::category(&category)?;
    sound::position(position)?;
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
    let due_at = calendar.of_category(Some(&category), received_at).and_then(|count| count.due);
    let id = IncidentId::from_uuid(op.envelope.subject.uuid());
    let incident = Incident {
        id,
        number: None,
        provisional,
        ward,
        handling: vec![Handling::waiting(UnitCode::committee_of(ward))],
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
        closed_at: None,
        sample,
        photos,
        last_step: None,
        extended: None,
        question: None,
        pauses: Vec::new(),
        outcome: None,
        rating: None,
        reopened: None,
        visited: None,
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
