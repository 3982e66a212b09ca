//! What somebody is writing and has not committed.

use rusqlite::{Connection, params};
use trucban_domain::Timestamp;

use crate::error::StoreError;

/// Keeps a draft in the place of the one of the same name; `None` forgets it.
pub(crate) fn keep(
    conn: &Connection,
    name: &str,
    body: Option<&[u8]>,
    now: Timestamp,
) -> Result<(), StoreError> {
    match body {
        Some(body) => conn
            .prepare_cached(
                "INSERT OR REPLACE INTO draft (name, kept_at, body) VALUES (?1, ?2, ?3)",
            )?
            .execute(params![name, now.as_ms(), body])?,
        None => conn.prepare_cached("DELETE FROM draft WHERE name = ?1")?.execute([name])?,
    };
    Ok(())
}

/// Every draft with its name, in the order of the names.
pub(crate) fn all(conn: &Connection) -> Result<Vec<(String, Vec<u8>)>, StoreError> {
    let mut statement = conn.prepare_cached("SELECT name, body FROM draft ORDER BY name")?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}
