//! A report as citizens' applications read it. Holds neither who sent it nor internal notes.

use rusqlite::Connection;
use serde::Serialize;
use trucban_domain::masking::mask;
use trucban_domain::{EntryKind, Incident, IncidentState, Outcome, Publication, Timestamp};
use trucban_text::{Lang, central as text, names};

use crate::error::CentralError;
use crate::store::record;

/// One service request.
#[derive(Debug, Serialize)]
#[expect(clippy::struct_field_names, reason = "the names of the specification")]
pub(super) struct ServiceRequest {
    service_request_id: Option<String>,
    status: &'static str,
    status_notes: String,
    service_name: String,
    service_code: String,
    description: String,
    agency_responsible: String,
    service_notice: Option<String>,
    requested_datetime: String,
    updated_datetime: String,
    expected_datetime: Option<String>,
    address: String,
    address_id: Option<String>,
    zipcode: Option<String>,
    lat: Option<f64>,
    long: Option<f64>,
    media_url: Option<String>,
}

impl ServiceRequest {
    /// `incident` in words of `lang`. What a citizen wrote is shown without what would tell the public
    /// whom to call; of a report that is not published, only that it is closed.
    pub(super) fn of(
        db: &Connection,
        lang: Lang,
        incident: Incident,
    ) -> Result<Self, CentralError> {
        let told = Told::of(db, lang, &incident)?;
        let description = if incident.body.is_empty() { &incident.title } else { &incident.body };
        let shown = |text: &str| if told.withheld { String::new() } else { mask(text) };
        let position = incident.position.filter(|_| !told.withheld);
        Ok(Self {
            description: shown(description),
            address: shown(&incident.address),
            service_request_id: incident.number,
            status: if told.closed_at.is_some() { "closed" } else { "open" },
            status_notes: told.notes,
            service_name: names::category(lang, &incident.category),
            service_code: incident.category.0,
            agency_responsible: told.agency,
            service_notice: None,
            requested_datetime: incident.received_at.iso(),
            updated_datetime: told.updated_at.max(incident.received_at).iso(),
            expected_datetime: told.due_at.map(Timestamp::iso),
            address_id: None,
            zipcode: None,
            lat: position.map(|at| at.lat),
            long: position.map(|at| at.lon),
            media_url: None,
        })
    }
}

/// What citizens are told of how a report fares.
struct Told {
    notes: String,
    agency: String,
    closed_at: Option<Timestamp>,
    updated_at: Timestamp,
    due_at: Option<Timestamp>,
    withheld: bool,
}

impl Told {
    /// Of a report that tells again of another: what is told of that one. Each is older than the one
    /// that names it, so that the way ends.
    fn of(db: &Connection, lang: Lang, incident: &Incident) -> Result<Self, CentralError> {
        let Some(original) = incident.duplicate_of() else {
            return Self::of_itself(db, lang, incident);
        };
        let Some(original) = record::incident(db, original)? else {
            return Self::of_itself(db, lang, incident);
        };
        let told = Self::of(db, lang, &original)?;
        let number = original.number.as_deref().unwrap_or_default();
        let notes = text::SAME_AS.fill(lang, [number, &told.notes]);
        Ok(Self { notes, ..told })
    }

    fn of_itself(db: &Connection, lang: Lang, incident: &Incident) -> Result<Self, CentralError> {
        let withheld = incident.outcome == Some(Outcome::Handled(Publication::Withheld));
        let closed_at = incident.closed_at;
        let state = || names::state(lang, public(incident.state)).to_owned();
        let notes = match &incident.question {
            _ if withheld => text::WITHHELD.say(lang).to_owned(),
            Some(question) => question.text.clone(),
            None if closed_at.is_some() => answer(db, incident)?.unwrap_or_else(state),
            None => state(),
        };
        let accepted = incident.handling.iter().filter_map(|part| part.acknowledged.as_ref());
        let accepted_at = accepted.map(|accepted| accepted.at).max();
        let asked_at = incident.question.as_ref().map(|question| question.since);
        let updated_at = closed_at.max(accepted_at).max(asked_at).unwrap_or(incident.received_at);
        Ok(Self {
            notes,
            agency: names::unit(lang, &incident.lead().unit.0),
            closed_at,
            updated_at,
            due_at: incident.due_at,
            withheld,
        })
    }
}

/// The state that citizens are told of: what passes between units and the city desk is theirs, and
/// a result is told once it is approved.
const fn public(state: IncidentState) -> IncidentState {
    match state {
        IncidentState::New | IncidentState::Returned => IncidentState::New,
        IncidentState::Acknowledged | IncidentState::ExtensionAsked | IncidentState::Resulted => {
            IncidentState::Acknowledged
        }
        IncidentState::SenderAsked => IncidentState::SenderAsked,
        IncidentState::Contested | IncidentState::Closed => IncidentState::Closed,
    }
}

/// What citizens were told when the report was closed, refused, or let stand as it was closed.
fn answer(db: &Connection, incident: &Incident) -> Result<Option<String>, CentralError> {
    let history = record::history(db, incident.id)?;
    let mut told = None;
    for entry in history {
        match entry.kind {
            EntryKind::Closed { result, .. } => told = Some(result),
            EntryKind::Refused { reason } => told = Some(reason),
            EntryKind::Upheld { reason } => {
                told = told.map(|result| format!("{result}\n\n{reason}"));
            }
            _ => {}
        }
    }
    Ok(told)
}
