//! The outbox file: what people did on this laptop.
//!
//! An act is on disk, synced, before anything else happens with it, and never leaves. Owns opening the
//! file and telling that it is damaged; [`rescue`] then carries over what can be read.

pub(crate) mod acts;
pub(crate) mod draft;
pub(crate) mod entries;
mod export;
mod log;
pub(crate) mod mark;
pub(crate) mod rescue;

use rusqlite::{Connection, OptionalExtension as _, params};
use trucban_domain::Entropy;
use uuid::Uuid;

use crate::connection::{self, Durability};
use crate::database::transact;
use crate::error::StoreError;
use crate::folder::Folder;
use crate::key::StoreKey;
use crate::migrate;

/// The note that the file is damaged.
pub(crate) const DAMAGED: &str = "outbox.damaged";
/// Up to this size the whole file is checked whenever it is opened; damage in a larger one shows when
/// the damaged page is read.
const CHECKED_BYTES: u64 = 4 << 20;

/// Opens the file for writing and checks it.
///
/// # Errors
/// One that [tells of damage](StoreError::is_damage) if the file must be rescued.
pub(crate) fn open(folder: &Folder, key: &StoreKey) -> Result<Connection, StoreError> {
    let path = folder.outbox();
    let small = std::fs::metadata(&path).map_or(0, |file| file.len()) <= CHECKED_BYTES;
    let mut conn = connection::writer(&path, key, Durability::Full)?;
    migrate::OUTBOX.migrate(&mut conn)?;
    if small {
        let verdict: String = conn.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
        if verdict != "ok" {
            return Err(StoreError::Damaged(verdict));
        }
    }
    log::reserve(folder);
    Ok(conn)
}

/// The incarnation, drawn when the file is new.
pub(crate) fn incarnation(
    conn: &mut Connection,
    entropy: &dyn Entropy,
) -> Result<Uuid, StoreError> {
    if let Some(kept) = kept_incarnation(conn)? {
        return Ok(kept);
    }
    let mut bytes = [0; 16];
    entropy.fill(&mut bytes);
    let incarnation = uuid::Builder::from_random_bytes(bytes).into_uuid();
    transact(conn, |tx| keep_incarnation(tx, incarnation))?;
    Ok(incarnation)
}

/// Reads the incarnation.
pub(crate) fn kept_incarnation(conn: &Connection) -> Result<Option<Uuid>, StoreError> {
    let found: Option<[u8; 16]> =
        conn.query_row("SELECT incarnation FROM device", [], |row| row.get(0)).optional()?;
    Ok(found.map(Uuid::from_bytes))
}

/// Keeps the incarnation.
pub(crate) fn keep_incarnation(conn: &Connection, incarnation: Uuid) -> Result<(), StoreError> {
    conn.execute("INSERT INTO device VALUES (1, ?1)", [incarnation.as_bytes()])?;
    Ok(())
}

/// Reads a setting.
pub(crate) fn setting(conn: &Connection, name: &str) -> Result<Option<String>, StoreError> {
    let value = conn
        .prepare_cached("SELECT value FROM setting WHERE name = ?1")?
        .query_row([name], |row| row.get(0))
        .optional()?;
    Ok(value)
}

/// Reads every setting.
pub(crate) fn settings(conn: &Connection) -> Result<Vec<(String, String)>, StoreError> {
    let mut statement = conn.prepare("SELECT name, value FROM setting ORDER BY name")?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Keeps a setting.
pub(crate) fn set_setting(conn: &Connection, name: &str, value: &str) -> Result<(), StoreError> {
    conn.prepare_cached("INSERT OR REPLACE INTO setting VALUES (?1, ?2)")?
        .execute(params![name, value])?;
    Ok(())
}
