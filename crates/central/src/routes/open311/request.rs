//! A report as citizens' applications read it. Holds neither who sent it nor internal notes.

use rusqlite::Connection;
use serde::Serialize;
use trucban_domain::{EntryKind, Incident, IncidentState};
use trucban_text::{Lang, names};

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
    /// `incident` in words of `lang`.
    pub(super) fn of(
        db: &Connection,
        lang: Lang,
        incident: Incident,
    ) -> Result<Self, CentralError> {
        let closed = incident.state == IncidentState::Closed;
        let result = if closed { result_of(db, &incident)? } else { None };
        let accepted_at = incident.acknowledged.as_ref().map(|accepted| accepted.at);
        let updated_at = incident.closed_at.or(accepted_at).unwrap_or(incident.received_at);
        let description = if incident.body.is_empty() { incident.title } else { incident.body };
        Ok(Self {
            service_request_id: incident.number,
            status: if closed { "closed" } else { "open" },
            status_notes: result
                .unwrap_or_else(|| names::state(lang, public(incident.state)).to_owned()),
            service_name: names::category(lang, &incident.category),
            service_code: incident.category.0,
            description,
            agency_responsible: names::unit(lang, &incident.unit.0),
            service_notice: None,
            requested_datetime: incident.received_at.iso(),
            updated_datetime: updated_at.iso(),
            expected_datetime: incident.due_at.map(trucban_domain::Timestamp::iso),
            address: incident.address,
            address_id: None,
            zipcode: None,
            lat: incident.position.map(|at| at.lat),
            long: incident.position.map(|at| at.lon),
            media_url: None,
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
        IncidentState::Closed => IncidentState::Closed,
    }
}

/// What citizens were told when the report was closed.
fn result_of(db: &Connection, incident: &Incident) -> Result<Option<String>, CentralError> {
    let history = record::history(db, incident.id)?;
    Ok(history.into_iter().rev().find_map(|entry| match entry.kind {
        EntryKind::Closed { result } => Some(result),
        _ => None,
    }))
}
