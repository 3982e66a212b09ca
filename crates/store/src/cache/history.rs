//! The table of history lines.

use rusqlite::{Connection, OptionalExtension as _, params};
use trucban_domain::{EntryId, HistoryEntry, SubjectId, encoding};
use uuid::Uuid;

use crate::error::StoreError;

/// Writes a line.
pub(crate) fn put(conn: &Connection, entry: &HistoryEntry, data: &[u8]) -> Result<(), StoreError> {
    conn.prepare_cached(
        "INSERT INTO history (id, incident, at, data) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (id) DO UPDATE
         SET incident = excluded.incident, at = excluded.at, data = excluded.data",
    )?
    .execute(params![
        entry.id.as_bytes(),
        entry.subject.as_bytes(),
        entry.at.as_ms(),
        data
    ])?;
    Ok(())
}

/// Removes a line, if it is there.
pub(crate) fn remove(conn: &Connection, id: EntryId) -> Result<(), StoreError> {
    conn.prepare_cached("DELETE FROM history WHERE id = ?1")?.execute([id.as_bytes()])?;
    Ok(())
}

/// Reads the bytes of a line.
pub(crate) fn data(conn: &Connection, id: EntryId) -> Result<Option<Vec<u8>>, StoreError> {
    let data = conn
        .prepare_cached("SELECT data FROM history WHERE id = ?1")?
        .query_row([id.as_bytes()], |row| row.get(0))
        .optional()?;
    Ok(data)
}

/// The report or alert that a line belongs to.
pub(crate) fn subject(conn: &Connection, id: EntryId) -> Result<Option<SubjectId>, StoreError> {
    let subject = conn
        .prepare_cached("SELECT incident FROM history WHERE id = ?1")?
        .query_row([id.as_bytes()], |row| row.get(0))
        .optional()?;
    Ok(subject.map(|bytes| SubjectId::from_uuid(Uuid::from_bytes(bytes))))
}

/// The lines of a report or an alert, newest first.
pub(crate) fn of(conn: &Connection, id: SubjectId) -> Result<Vec<HistoryEntry>, StoreError> {
    let mut statement = conn
        .prepare_cached("SELECT data FROM history WHERE incident = ?1 ORDER BY at DESC, n DESC")?;
    let mut rows = statement.query([id.as_bytes()])?;
    let mut lines = Vec::new();
    while let Some(row) = rows.next()? {
        lines.push(encoding::decode(&row.get::<_, Vec<u8>>(0)?)?);
    }
    Ok(lines)
}
