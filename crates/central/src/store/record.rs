//! The rows that travel, as they travel.

use rusqlite::{Connection, OptionalExtension};
use trucban_domain::record::Versioned;
use trucban_domain::{Case, Entity, HistoryEntry, Incident, IncidentId, Record, SubjectId};
use uuid::Uuid;

use super::column;
use crate::error::CentralError;

/// Writes `record` at `seq`, one version above what was there.
pub(crate) fn put(db: &Connection, record: &Record, seq: u64) -> Result<Versioned, CentralError> {
    let entity = record.entity().as_str();
    let id = record.key();
    let subject = record.subject().map_or(id, SubjectId::uuid);
    let row_version = db
        .prepare_cached(
            "INSERT INTO record (entity, id, subject, seq, row_version, data)
             VALUES (?1, ?2, ?3, ?4, 1, ?5)
             ON CONFLICT DO UPDATE SET
                seq = excluded.seq, row_version = row_version + 1, data = excluded.data
             RETURNING row_version",
        )?
        .query_row(
            (entity, id.as_bytes(), subject.as_bytes(), seq.cast_signed(), record.encode()),
            |row| column::count(row, 0),
        )?;
    Ok(Versioned { entity: entity.to_owned(), id, row_version })
}

/// Adds a row that is not there yet, as it stands after its change `seq`, at `row_version`.
pub(crate) fn add(
    db: &Connection,
    entity: Entity,
    id: Uuid,
    subject: SubjectId,
    (seq, row_version): (u64, u64),
    data: &[u8],
) -> Result<(), CentralError> {
    db.prepare_cached(
        "INSERT INTO record (entity, id, subject, seq, row_version, data)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?
    .execute((
        entity.as_str(),
        id.as_bytes(),
        subject.as_bytes(),
        seq.cast_signed(),
        row_version.cast_signed(),
        data,
    ))?;
    Ok(())
}

/// The report with this key.
pub(crate) fn incident(db: &Connection, id: IncidentId) -> Result<Option<Incident>, CentralError> {
    db.prepare_cached("SELECT data FROM record WHERE entity = ?1 AND id = ?2")?
        .query_row((Entity::Incident.as_str(), id.as_bytes()), |row| row.get::<_, Vec<u8>>(0))
        .optional()?
        .map(|data| column::stored(&data, "report"))
        .transpose()
}

/// The report, alert or hand-over with this key.
pub(crate) fn case(db: &Connection, id: SubjectId) -> Result<Option<Case>, CentralError> {
    let found: Option<(String, Vec<u8>)> = db
        .prepare_cached("SELECT entity, data FROM record WHERE entity IN (?1, ?2, ?3) AND id = ?4")?
        .query_row(
            (
                Entity::Incident.as_str(),
                Entity::Alert.as_str(),
                Entity::Handover.as_str(),
                id.as_bytes(),
            ),
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
        .optional()?;
    let Some((entity, data)) = found else { return Ok(None) };
    Ok(Some(if entity == Entity::Alert.as_str() {
        Case::Alert(Box::new(column::stored(&data, "alert")?))
    } else if entity == Entity::Handover.as_str() {
        Case::Handover(Box::new(column::stored(&data, "hand-over")?))
    } else {
        Case::Incident(Box::new(column::stored(&data, "report")?))
    }))
}

/// Everything of a report or alert, with the versions it stands at.
pub(crate) fn of_case(
    db: &Connection,
    id: SubjectId,
) -> Result<Vec<(Record, Versioned)>, CentralError> {
    let rows = db
        .prepare_cached("SELECT entity, id, row_version, data FROM record WHERE subject = ?1")?
        .query_map([id.as_bytes()], |row| {
            let (id, row_version) = (column::uuid(row, 1)?, column::count(row, 2)?);
            Ok((Versioned { entity: row.get(0)?, id, row_version }, row.get::<_, Vec<u8>>(3)?))
        })?
        .collect::<Result<Vec<_>, _>>()?;
    rows.into_iter()
        .map(|(versioned, data)| {
            let record = Entity::parse(&versioned.entity)
                .ok_or(CentralError::Stored { what: "table word", cause: None })
                .and_then(|entity| {
                    Record::decode(entity, &data).map_err(|cause| CentralError::Stored {
                        what: "record",
                        cause: Some(cause),
                    })
                })?;
            Ok((record, versioned))
        })
        .collect()
}

/// The history of a report, oldest first.
pub(crate) fn history(db: &Connection, id: IncidentId) -> Result<Vec<HistoryEntry>, CentralError> {
    let rows = db
        .prepare_cached("SELECT data FROM record WHERE subject = ?1 AND entity = ?2")?
        .query_map((id.as_bytes(), Entity::History.as_str()), |row| row.get::<_, Vec<u8>>(0))?
        .collect::<Result<Vec<_>, _>>()?;
    let mut history: Vec<HistoryEntry> =
        rows.iter().map(|data| column::stored(data, "history entry")).collect::<Result<_, _>>()?;
    history.sort_by_key(|entry| (entry.at, entry.id));
    Ok(history)
}
