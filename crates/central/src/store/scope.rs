//! The scopes that have ever held a row, and the digest of each.

use std::collections::BTreeMap;

use rusqlite::{Connection, OptionalExtension, Row};
use trucban_contract::wire::Digest;
use trucban_domain::{Place, Scope};

use super::column;
use crate::error::CentralError;

/// A scope as it stands; by default, one that never held a row.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Standing {
    /// Key of its feed rows; no scope has the key 0.
    pub(crate) id: i64,
    /// Sequence number of its newest change.
    pub(crate) changed_seq: u64,
    /// Rows in it.
    pub(crate) rows: u64,
    /// Sum of their shares.
    pub(crate) digest: Digest,
}

impl Standing {
    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            id: row.get(0)?,
            changed_seq: column::count(row, 1)?,
            rows: column::count(row, 2)?,
            digest: Digest(row.get(3)?),
        })
    }
}

/// What a change does to a scope.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Delta {
    /// Share added to the digest.
    pub(crate) gained: u128,
    /// Share taken off it.
    pub(crate) lost: u128,
    /// Rows added, or taken off where negative.
    pub(crate) rows: i64,
}

/// The scope as it stands; `None` if it never held a row.
pub(crate) fn find(db: &Connection, scope: &Scope) -> Result<Option<Standing>, CentralError> {
    let found = db
        .prepare_cached("SELECT id, changed_seq, rows, digest FROM scope WHERE name = ?1")?
        .query_row([scope.to_string()], Standing::read)
        .optional()?;
    Ok(found)
}

/// Every scope of these places that ever held a row.
pub(crate) fn of_places<'p>(
    db: &Connection,
    places: impl IntoIterator<Item = &'p Place>,
) -> Result<BTreeMap<Scope, Standing>, CentralError> {
    let mut statement = db.prepare_cached(
        "SELECT id, changed_seq, rows, digest, name FROM scope WHERE name > ?1 AND name < ?2",
    )?;
    let mut standing = BTreeMap::new();
    for place in places {
        // The names of a place begin with its own and a dot; a slash is what comes after a dot.
        let mut rows = statement.query([format!("{place}."), format!("{place}/")])?;
        while let Some(row) = rows.next()? {
            let name: String = row.get(4)?;
            let unreadable = || CentralError::Stored { what: "scope name", cause: None };
            let scope = name.parse().ok().ok_or_else(unreadable)?;
            standing.insert(scope, Standing::read(row)?);
        }
    }
    Ok(standing)
}

/// Every scope that ever held a row, with its key, by that.
pub(crate) fn by_key(db: &Connection) -> Result<Vec<(i64, Scope)>, CentralError> {
    let named = db
        .prepare_cached("SELECT id, name FROM scope ORDER BY id")?
        .query_map([], |row| Ok((row.get(0)?, row.get::<_, String>(1)?)))?
        .collect::<Result<Vec<_>, _>>()?;
    let unnamed = || CentralError::Stored { what: "scope name", cause: None };
    named.into_iter().map(|(key, name)| Ok((key, name.parse().ok().ok_or_else(unnamed)?))).collect()
}

/// The key of `scope`, made if it is new.
pub(crate) fn key(db: &Connection, scope: &Scope) -> Result<i64, CentralError> {
    if let Some(standing) = find(db, scope)? {
        return Ok(standing.id);
    }
    db.prepare_cached(
        "INSERT INTO scope (name, changed_seq, rows, digest) VALUES (?1, 0, 0, zeroblob(16))",
    )?
    .execute([scope.to_string()])?;
    Ok(db.last_insert_rowid())
}

/// Adds `delta` to the scope with key `id`, which changed at `seq`.
pub(crate) fn change(db: &Connection, id: i64, seq: u64, delta: Delta) -> Result<(), CentralError> {
    let sum: [u8; 16] = db
        .prepare_cached("SELECT digest FROM scope WHERE id = ?1")?
        .query_row([id], |row| row.get(0))?;
    let sum = u128::from_le_bytes(sum).wrapping_sub(delta.lost).wrapping_add(delta.gained);
    db.prepare_cached(
        "UPDATE scope SET changed_seq = ?2, rows = rows + ?3, digest = ?4 WHERE id = ?1",
    )?
    .execute((id, seq.cast_signed(), delta.rows, sum.to_le_bytes()))?;
    Ok(())
}
