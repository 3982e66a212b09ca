//! Records of any table: which table a row of the feed goes to, and what this build cannot read.
//!
//! A row of an unknown table, or of a shape that this build does not know, is kept as it came.

use rusqlite::{Connection, params};
use trucban_domain::{
    AlertId, CameraId, Entity, EntryId, HandoverId, IncidentId, Record, SubjectId,
};
use uuid::Uuid;

use super::case::Urgency;
use super::tally::Tally;
use super::{alert, camera, handover, history, incident, land, reporter};
use crate::error::StoreError;

/// Reads a row; `None` where this build does not know its table or its shape.
pub(crate) fn decode(entity: &str, id: Uuid, data: &[u8]) -> Option<Record> {
    let record = Record::decode(Entity::parse(entity)?, data).ok()?;
    (record.key() == id).then_some(record)
}

/// The report or alert that a stored row belongs to; `None` where it is not there, not known, or
/// stands alone.
pub(crate) fn stored_subject(
    conn: &Connection,
    entity: &str,
    id: Uuid,
) -> Result<Option<SubjectId>, StoreError> {
    match Entity::parse(entity) {
        Some(Entity::Incident | Entity::Reporter | Entity::Alert | Entity::Handover) => {
            Ok(Some(SubjectId::from_uuid(id)))
        }
        Some(Entity::History) => history::subject(conn, EntryId::from_uuid(id)),
        Some(Entity::Camera | Entity::Plan | Entity::Zone | Entity::Lot | Entity::Street)
        | None => Ok(None),
    }
}

/// Reads the bytes of a row.
pub(crate) fn data(
    conn: &Connection,
    entity: Entity,
    id: Uuid,
) -> Result<Option<Vec<u8>>, StoreError> {
    match entity {
        Entity::Incident => incident::data(conn, IncidentId::from_uuid(id)),
        Entity::History => history::data(conn, EntryId::from_uuid(id)),
        Entity::Reporter => reporter::data(conn, IncidentId::from_uuid(id)),
        Entity::Alert => alert::data(conn, AlertId::from_uuid(id)),
        Entity::Handover => handover::data(conn, HandoverId::from_uuid(id)),
        Entity::Camera => camera::data(conn, CameraId::from_uuid(id)),
        Entity::Plan | Entity::Zone | Entity::Lot | Entity::Street => land::data(conn, entity, id),
    }
}

/// Writes a record. For a report or an alert that was here, tells how loudly it called before.
pub(crate) fn put(
    conn: &Connection,
    tally: &mut Tally,
    record: &Record,
    data: &[u8],
) -> Result<Option<Urgency>, StoreError> {
    match record {
        Record::Incident(incident) => {
            Ok(incident::put(conn, tally, incident, data)?.map(incident::urgency))
        }
        Record::Alert(alert) => Ok(alert::put(conn, tally, alert, data)?.map(alert::urgency)),
        Record::Handover(it) => handover::put(conn, it, data).map(|()| None),
        Record::History(entry) => history::put(conn, entry, data).map(|()| None),
        Record::Reporter(reporter) => reporter::put(conn, reporter.incident, data).map(|()| None),
        Record::Camera(camera) => camera::put(conn, tally, camera, data).map(|()| None),
        Record::Plan(_) | Record::Zone(_) | Record::Lot(_) | Record::Street(_) => {
            land::put(conn, tally, record, data).map(|()| None)
        }
    }
}

/// Removes a row of a known table, if it is there.
pub(crate) fn remove(
    conn: &Connection,
    tally: &mut Tally,
    entity: Entity,
    id: Uuid,
) -> Result<(), StoreError> {
    match entity {
        Entity::Incident => incident::remove(conn, tally, IncidentId::from_uuid(id)),
        Entity::History => history::remove(conn, EntryId::from_uuid(id)),
        Entity::Reporter => reporter::remove(conn, IncidentId::from_uuid(id)),
        Entity::Alert => alert::remove(conn, tally, AlertId::from_uuid(id)),
        Entity::Handover => handover::remove(conn, HandoverId::from_uuid(id)),
        Entity::Camera => camera::remove(conn, tally, CameraId::from_uuid(id)),
        Entity::Plan | Entity::Zone | Entity::Lot | Entity::Street => {
            land::remove(conn, tally, entity, id)
        }
    }
}

/// Keeps a row that this build cannot read.
pub(crate) fn put_foreign(
    conn: &Connection,
    entity: &str,
    id: Uuid,
    data: &[u8],
) -> Result<(), StoreError> {
    conn.prepare_cached(
        "INSERT OR REPLACE INTO foreign_row (entity, id, data) VALUES (?1, ?2, ?3)",
    )?
    .execute(params![entity, id.as_bytes(), data])?;
    Ok(())
}

/// Removes a row that this build cannot read, if it is there.
pub(crate) fn remove_foreign(conn: &Connection, entity: &str, id: Uuid) -> Result<(), StoreError> {
    conn.prepare_cached("DELETE FROM foreign_row WHERE entity = ?1 AND id = ?2")?
        .execute(params![entity, id.as_bytes()])?;
    Ok(())
}
