//! Cases: a report, an alert or a hand-over, whichever has the key.

use rusqlite::Connection;
use trucban_domain::{AlertId, Case, HandoverId, IncidentId, Record, SubjectId};

use super::{alert, handover, incident};
use crate::error::StoreError;

/// How loudly a case calls.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Urgency {
    /// Somebody must act at once.
    pub(crate) urgent: bool,
    /// Nobody has taken it yet.
    pub(crate) waits: bool,
}

/// Reads a case.
pub(crate) fn read(conn: &Connection, id: SubjectId) -> Result<Option<Case>, StoreError> {
    if let Some(incident) = incident::read(conn, IncidentId::from_uuid(id.uuid()))? {
        return Ok(Some(incident.into()));
    }
    if let Some(alert) = alert::read(conn, AlertId::from_uuid(id.uuid()))? {
        return Ok(Some(alert.into()));
    }
    Ok(handover::read(conn, HandoverId::from_uuid(id.uuid()))?.map(Case::from))
}

/// How loudly a case calls; not at all if it is not here.
pub(crate) fn urgency(conn: &Connection, id: SubjectId) -> Result<Urgency, StoreError> {
    if let Some(slot) = incident::slot_of(conn, IncidentId::from_uuid(id.uuid()))? {
        return Ok(incident::urgency(slot));
    }
    let lane = alert::lane_of(conn, AlertId::from_uuid(id.uuid()))?;
    Ok(lane.map(alert::urgency).unwrap_or_default())
}

/// How loudly the case of this record calls; `None` for a record that is no case.
pub(crate) fn urgency_of(record: &Record) -> Option<Urgency> {
    match record {
        Record::Incident(incident) => Some(incident::urgency(incident::slot(incident))),
        Record::Alert(alert) => Some(alert::urgency(alert::lane(alert))),
        _ => None,
    }
}
