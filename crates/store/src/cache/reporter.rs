//! The table of those who sent reports. Only laptops whose grant covers them ever hold central's rows
//! of it.

use rusqlite::{Connection, OptionalExtension as _, params};
use trucban_domain::IncidentId;

use crate::error::StoreError;

/// Writes who sent a report.
pub(crate) fn put(conn: &Connection, id: IncidentId, data: &[u8]) -> Result<(), StoreError> {
    conn.prepare_cached("INSERT OR REPLACE INTO reporter (incident, data) VALUES (?1, ?2)")?
        .execute(params![id.as_bytes(), data])?;
    Ok(())
}

/// Forgets who sent a report.
pub(crate) fn remove(conn: &Connection, id: IncidentId) -> Result<(), StoreError> {
    conn.prepare_cached("DELETE FROM reporter WHERE incident = ?1")?.execute([id.as_bytes()])?;
    Ok(())
}

/// Reads the bytes of who sent a report.
pub(crate) fn data(conn: &Connection, id: IncidentId) -> Result<Option<Vec<u8>>, StoreError> {
    let data = conn
        .prepare_cached("SELECT data FROM reporter WHERE incident = ?1")?
        .query_row([id.as_bytes()], |row| row.get(0))
        .optional()?;
    Ok(data)
}
