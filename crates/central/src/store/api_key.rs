//! Keys of Open311 clients, and which report a repeated post already became.

use rusqlite::{Connection, OptionalExtension};
use trucban_domain::{IncidentId, Timestamp};

use super::column;
use crate::error::CentralError;

/// A post that was taken before.
#[derive(Debug, Clone)]
pub(crate) struct Taken {
    /// Hash of its content.
    pub(crate) content: [u8; 32],
    /// What it became.
    pub(crate) incident: IncidentId,
    /// When.
    pub(crate) at: Timestamp,
}

/// Adds a key.
pub(crate) fn add(
    db: &Connection,
    name: &str,
    hash: &[u8; 32],
    now: Timestamp,
) -> Result<(), CentralError> {
    db.execute(
        "INSERT INTO api_key (name, key_hash, made_at) VALUES (?1, ?2, ?3)",
        (name, hash, now.as_ms()),
    )?;
    Ok(())
}

/// The row of the key with this hash.
pub(crate) fn find(db: &Connection, hash: &[u8; 32]) -> Result<Option<i64>, CentralError> {
    let found = db
        .prepare_cached("SELECT id FROM api_key WHERE key_hash = ?1")?
        .query_row([hash], |row| row.get(0))
        .optional()?;
    Ok(found)
}

/// What the post with `repeat_key` became, if it was taken at or after `since`.
pub(crate) fn taken(
    db: &Connection,
    api_key: i64,
    repeat_key: &[u8; 32],
    since: Timestamp,
) -> Result<Option<Taken>, CentralError> {
    let found = db
        .prepare_cached(
            "SELECT content, incident, at FROM intake_repeat
             WHERE api_key = ?1 AND repeat_key = ?2 AND at >= ?3",
        )?
        .query_row((api_key, repeat_key, since.as_ms()), |row| {
            Ok(Taken {
                content: row.get(0)?,
                incident: IncidentId::from_uuid(column::uuid(row, 1)?),
                at: Timestamp::from_ms(row.get(2)?),
            })
        })
        .optional()?;
    Ok(found)
}

/// Keeps what a post became, and forgets those taken before `forget_before`.
pub(crate) fn keep(
    db: &Connection,
    api_key: i64,
    repeat_key: &[u8; 32],
    taken: &Taken,
    forget_before: Timestamp,
) -> Result<(), CentralError> {
    db.prepare_cached("DELETE FROM intake_repeat WHERE at < ?1")?
        .execute([forget_before.as_ms()])?;
    db.prepare_cached(
        "INSERT OR REPLACE INTO intake_repeat (api_key, repeat_key, content, incident, at)
         VALUES (?1, ?2, ?3, ?4, ?5)",
    )?
    .execute((
        api_key,
        repeat_key,
        taken.content,
        taken.incident.as_bytes(),
        taken.at.as_ms(),
    ))?;
    Ok(())
}
