//! Where each record stands in each scope: what a pull reads.

use rusqlite::Connection;
use trucban_contract::wire::{Departure, Row, Tombstone};
use trucban_domain::record::Versioned;
use trucban_domain::{Entity, Scope};
use uuid::Uuid;

use super::column;
use super::scope::{self, Delta};
use crate::error::CentralError;

/// What a pull finds.
#[derive(Debug)]
pub(crate) enum Change {
    /// A row in the scope.
    Row(Row),
    /// A row that left it.
    Gone(Tombstone),
}

/// The place of a row in a scope.
#[derive(Debug)]
pub(crate) struct Standing {
    /// Key of the scope.
    pub(crate) scope: i64,
    /// The row's table.
    pub(crate) entity: Entity,
    /// The row's key.
    pub(crate) id: [u8; 16],
    /// Its newest change there.
    pub(crate) seq: u64,
    /// Its version there.
    pub(crate) row_version: u64,
    /// Whether it left the scope.
    pub(crate) departed: bool,
}

/// Adds a place that is not there yet; the scope's tally is the caller's affair.
pub(crate) fn add(db: &Connection, standing: &Standing) -> Result<(), CentralError> {
    db.prepare_cached(
        "INSERT INTO feed (scope, entity, id, seq, row_version, departed)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?
    .execute((
        standing.scope,
        standing.entity.as_str(),
        standing.id,
        standing.seq.cast_signed(),
        standing.row_version.cast_signed(),
        standing.departed.then_some("left_scope"),
    ))?;
    Ok(())
}

/// Puts a record into exactly `scopes`, at `seq`: it is written anew in those, and marked as having
/// left any other in which it stood.
pub(crate) fn place(
    db: &Connection,
    versioned: &Versioned,
    scopes: &[Scope],
    seq: u64,
) -> Result<(), CentralError> {
    let stood = standing_in(db, versioned)?;
    let share = versioned.digest();
    let mut kept = Vec::with_capacity(scopes.len());
    for scope in scopes {
        let id = scope::key(db, scope)?;
        kept.push(id);
        db.prepare_cached(
            "INSERT INTO feed (scope, entity, id, seq, row_version) VALUES (?1, ?2, ?3, ?4, ?5)
             ON CONFLICT DO UPDATE SET
                seq = excluded.seq, row_version = excluded.row_version, departed = NULL",
        )?
        .execute((
            id,
            &versioned.entity,
            versioned.id.as_bytes(),
            seq.cast_signed(),
            versioned.row_version.cast_signed(),
        ))?;
        let delta = match stood.iter().find(|(stood_in, _)| *stood_in == id) {
            Some((_, before)) => Delta { gained: share, lost: before.digest(), rows: 0 },
            None => Delta { gained: share, lost: 0, rows: 1 },
        };
        scope::change(db, id, seq, delta)?;
    }
    for (id, before) in stood.iter().filter(|(id, _)| !kept.contains(id)) {
        db.prepare_cached(
            "UPDATE feed SET seq = ?4, departed = 'left_scope'
             WHERE scope = ?1 AND entity = ?2 AND id = ?3",
        )?
        .execute((id, &versioned.entity, versioned.id.as_bytes(), seq.cast_signed()))?;
        scope::change(db, *id, seq, Delta { gained: 0, lost: before.digest(), rows: -1 })?;
    }
    Ok(())
}

fn standing_in(
    db: &Connection,
    versioned: &Versioned,
) -> Result<Vec<(i64, Versioned)>, CentralError> {
    let stood = db
        .prepare_cached(
            "SELECT scope, row_version FROM feed
             WHERE entity = ?1 AND id = ?2 AND departed IS NULL",
        )?
        .query_map((&versioned.entity, versioned.id.as_bytes()), |row| {
            let row_version = column::count(row, 1)?;
            Ok((row.get(0)?, Versioned { row_version, ..versioned.clone() }))
        })?
        .collect::<Result<_, _>>()?;
    Ok(stood)
}

/// Gives every change of `scope`, whose key is `key`, after `after` to `take`, oldest first. A laptop that
/// holds nothing yet (`after` 0) gets no word of rows that left.
pub(crate) fn since<E: From<CentralError>>(
    db: &Connection,
    scope: &Scope,
    key: i64,
    after: u64,
    mut take: impl FnMut(Change) -> Result<(), E>,
) -> Result<(), E> {
    let mut statement = db
        .prepare_cached(
            "SELECT f.entity, f.id, f.seq, f.row_version, f.departed, r.data
             FROM feed f LEFT JOIN record r ON r.entity = f.entity AND r.id = f.id
             WHERE f.scope = ?1 AND f.seq > ?2 AND (f.departed IS NULL OR ?2 > 0)
             ORDER BY f.seq",
        )
        .map_err(CentralError::from)?;
    let mut rows = statement.query((key, after.cast_signed())).map_err(CentralError::from)?;
    while let Some(row) = rows.next().map_err(CentralError::from)? {
        take(change(scope, row)?)?;
    }
    Ok(())
}

fn change(scope: &Scope, row: &rusqlite::Row<'_>) -> Result<Change, CentralError> {
    let (scope, entity) = (scope.clone(), row.get(0)?);
    let (id, seq) = (column::uuid(row, 1)?, column::count(row, 2)?);
    let departed: Option<String> = row.get(4)?;
    let kind = match departed.as_deref() {
        None => {
            let row_version = column::count(row, 3)?;
            return Ok(Change::Row(Row { scope, entity, id, seq, row_version, data: row.get(5)? }));
        }
        Some("deleted") => Departure::Deleted,
        Some(_) => Departure::LeftScope,
    };
    Ok(Change::Gone(Tombstone { scope, entity, id, seq, kind }))
}

/// Gives the rows of one table that stand in a scope to `take`, by key: what a snapshot holds.
pub(crate) fn standing(
    db: &Connection,
    scope: i64,
    entity: &str,
    mut take: impl FnMut(Uuid, u64, &[u8]) -> Result<(), CentralError>,
) -> Result<(), CentralError> {
    let mut statement = db.prepare_cached(
        "SELECT f.id, f.row_version, r.data
         FROM feed f JOIN record r ON r.entity = f.entity AND r.id = f.id
         WHERE f.scope = ?1 AND f.entity = ?2 AND f.departed IS NULL
         ORDER BY f.id",
    )?;
    let mut rows = statement.query((scope, entity))?;
    while let Some(row) = rows.next()? {
        let data = row.get_ref(2)?.as_blob().map_err(rusqlite::Error::from)?;
        take(column::uuid(row, 0)?, column::count(row, 1)?, data)?;
    }
    Ok(())
}
