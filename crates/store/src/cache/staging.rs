//! Staging: pages of a pull and packs of a snapshot, on disk and not in use until they are whole.

use rusqlite::{Connection, params};
use uuid::Uuid;

use super::landing::{Arriving, Landing};
use super::scope::Sum;
use crate::connection::{int, nat};
use crate::error::StoreError;

/// Stages a row of a pull; `data` is `None` for one that left the scope. A newer page wins.
pub(crate) fn stage(
    conn: &Connection,
    n: i64,
    entity: &str,
    id: Uuid,
    seq: u64,
    row: Option<(u64, &[u8])>,
) -> Result<(), StoreError> {
    let (row_version, data) = row.map_or((0, None), |(version, data)| (version, Some(data)));
    conn.prepare_cached(
        "INSERT INTO staged (scope, entity, id, seq, row_version, data)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)
         ON CONFLICT DO UPDATE SET seq = excluded.seq, row_version = excluded.row_version,
             data = excluded.data
         WHERE excluded.seq >= staged.seq",
    )?
    .execute(params![n, entity, id.as_bytes(), int(seq), int(row_version), data])?;
    Ok(())
}

/// Brings the staged rows of scope `n` down. Rows at or under `cursor` are in already.
pub(crate) fn land(
    conn: &Connection,
    landing: &mut Landing<'_>,
    n: i64,
    sum: Sum,
) -> Result<(), StoreError> {
    let mut statement =
        conn.prepare_cached("SELECT entity, id, row_version, data FROM staged WHERE scope = ?1")?;
    let mut rows = statement.query([n])?;
    while let Some(row) = rows.next()? {
        let entity = text(row, 0)?;
        let id = Uuid::from_bytes(row.get(1)?);
        match row.get_ref(3)?.as_blob_or_null().map_err(rusqlite::Error::from)? {
            Some(data) => {
                let row_version = nat(row.get(2)?);
                landing.arrive(n, sum, Arriving { entity, id, row_version, data })?;
            }
            None => landing.depart(n, sum, entity, id)?,
        }
    }
    Ok(())
}

/// Forgets every staged row.
pub(crate) fn drop_all(conn: &Connection) -> Result<(), StoreError> {
    conn.prepare_cached("DELETE FROM staged")?.execute([])?;
    Ok(())
}

/// Forgets the staged rows and the packs of scope `n`.
pub(crate) fn drop_scope(conn: &Connection, n: i64) -> Result<(), StoreError> {
    conn.prepare_cached("DELETE FROM staged WHERE scope = ?1")?.execute([n])?;
    drop_packs(conn, n)
}

/// Stages a row of a snapshot of scope `n`.
pub(crate) fn pack(conn: &Connection, n: i64, row: Arriving<'_>) -> Result<(), StoreError> {
    conn.prepare_cached(
        "INSERT INTO packed (scope, entity, id, row_version, data) VALUES (?1, ?2, ?3, ?4, ?5)",
    )?
    .execute(params![n, row.entity, row.id.as_bytes(), int(row.row_version), row.data])?;
    Ok(())
}

/// Brings the packs of scope `n` down.
pub(crate) fn land_packs(
    conn: &Connection,
    landing: &mut Landing<'_>,
    n: i64,
) -> Result<(), StoreError> {
    let mut statement = conn.prepare_cached(
        "SELECT entity, id, row_version, data FROM packed WHERE scope = ?1 ORDER BY n",
    )?;
    let mut rows = statement.query([n])?;
    while let Some(row) = rows.next()? {
        let arriving = Arriving {
            entity: text(row, 0)?,
            id: Uuid::from_bytes(row.get(1)?),
            row_version: nat(row.get(2)?),
            data: row.get_ref(3)?.as_blob().map_err(rusqlite::Error::from)?,
        };
        landing.load(n, arriving)?;
    }
    Ok(())
}

/// Forgets the packs of scope `n`.
pub(crate) fn drop_packs(conn: &Connection, n: i64) -> Result<(), StoreError> {
    conn.prepare_cached("DELETE FROM packed WHERE scope = ?1")?.execute([n])?;
    Ok(())
}

fn text<'r>(row: &'r rusqlite::Row<'_>, column: usize) -> Result<&'r str, StoreError> {
    Ok(row.get_ref(column)?.as_str().map_err(rusqlite::Error::from)?)
}
