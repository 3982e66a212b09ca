//! Scopes: which are subscribed to, how far each is in, which rows each holds.
//!
//! A row of two scopes is stored once and held twice; it goes with the last scope that holds it.

use std::collections::BTreeMap;

use rusqlite::{Connection, OptionalExtension as _, params};
use trucban_domain::Scope;
use uuid::Uuid;

use crate::connection::{int, nat};
use crate::error::StoreError;

/// A subscribed scope.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Held {
    /// Its number in this file.
    pub(crate) n: i64,
    /// The newest change held; `None` until its snapshot is in.
    pub(crate) cursor: Option<u64>,
    /// Sum of the shares of its rows.
    pub(crate) sum: Sum,
}

/// What the rows of a scope add up to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Sum {
    /// Sum of the rows' shares, modulo 2^128.
    pub(crate) digest: u128,
    /// Rows.
    pub(crate) rows: u64,
}

impl Sum {
    /// Adds a row.
    pub(crate) fn add(&mut self, share: u128) {
        self.digest = self.digest.wrapping_add(share);
        self.rows += 1;
    }

    /// Takes a row away.
    pub(crate) fn subtract(&mut self, share: u128) {
        self.digest = self.digest.wrapping_sub(share);
        self.rows = self.rows.saturating_sub(1);
    }
}

/// Every subscribed scope. A name that this build cannot read is left out.
pub(crate) fn all(conn: &Connection) -> Result<BTreeMap<Scope, Held>, StoreError> {
    let mut statement =
        conn.prepare_cached("SELECT n, name, cursor, digest, row_count FROM scope")?;
    let mut rows = statement.query([])?;
    let mut scopes = BTreeMap::new();
    while let Some(row) = rows.next()? {
        let name: String = row.get(1)?;
        let digest = u128::from_le_bytes(row.get(3)?);
        let held = Held {
            n: row.get(0)?,
            cursor: row.get::<_, Option<i64>>(2)?.map(nat),
            sum: Sum { digest, rows: nat(row.get(4)?) },
        };
        if let Ok(scope) = name.parse() {
            scopes.insert(scope, held);
        }
    }
    Ok(scopes)
}

/// One subscribed scope.
pub(crate) fn one(conn: &Connection, scope: &Scope) -> Result<Held, StoreError> {
    conn.prepare_cached("SELECT n, cursor, digest, row_count FROM scope WHERE name = ?1")?
        .query_row([scope.to_string()], |row| {
            Ok(Held {
                n: row.get(0)?,
                cursor: row.get::<_, Option<i64>>(1)?.map(nat),
                sum: Sum { digest: u128::from_le_bytes(row.get(2)?), rows: nat(row.get(3)?) },
            })
        })
        .optional()?
        .ok_or_else(|| StoreError::UnknownScope(scope.clone()))
}

/// Subscribes.
pub(crate) fn add(conn: &Connection, scope: &Scope) -> Result<(), StoreError> {
    conn.prepare_cached("INSERT INTO scope (name, digest) VALUES (?1, zeroblob(16))")?
        .execute([scope.to_string()])?;
    Ok(())
}

/// Unsubscribes; its rows must be gone.
pub(crate) fn remove(conn: &Connection, n: i64) -> Result<(), StoreError> {
    conn.prepare_cached("DELETE FROM scope WHERE n = ?1")?.execute([n])?;
    Ok(())
}

/// Sets how far a scope is in.
pub(crate) fn set_cursor(conn: &Connection, n: i64, cursor: Option<u64>) -> Result<(), StoreError> {
    conn.prepare_cached("UPDATE scope SET cursor = ?2 WHERE n = ?1")?
        .execute(params![n, cursor.map(int)])?;
    Ok(())
}

/// Sets how far every scope is in that is held whole.
pub(crate) fn advance_held(conn: &Connection, cursor: u64) -> Result<(), StoreError> {
    conn.prepare_cached("UPDATE scope SET cursor = ?1 WHERE cursor IS NOT NULL")?
        .execute([int(cursor)])?;
    Ok(())
}

/// Sets what a scope's rows add up to.
pub(crate) fn set_sum(conn: &Connection, n: i64, sum: Sum) -> Result<(), StoreError> {
    conn.prepare_cached("UPDATE scope SET digest = ?2, row_count = ?3 WHERE n = ?1")?
        .execute(params![n, sum.digest.to_le_bytes(), int(sum.rows)])?;
    Ok(())
}

/// Forgets how far every scope is in and which versions it holds; the rows stay to be read.
pub(crate) fn forget_versions(conn: &Connection) -> Result<(), StoreError> {
    conn.execute("UPDATE scope SET cursor = NULL", [])?;
    conn.execute("UPDATE row_scope SET row_version = 0", [])?;
    Ok(())
}

/// The versions of a row that scope `n` and the other scopes hold.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Versions {
    /// In the scope asked for.
    pub(crate) here: Option<u64>,
    /// The newest in any other.
    pub(crate) elsewhere: Option<u64>,
}

/// Reads which versions of a row are held.
pub(crate) fn versions(
    conn: &Connection,
    n: i64,
    entity: &str,
    id: Uuid,
) -> Result<Versions, StoreError> {
    let mut statement = conn
        .prepare_cached("SELECT scope, row_version FROM row_scope WHERE entity = ?1 AND id = ?2")?;
    let mut rows = statement.query(params![entity, id.as_bytes()])?;
    let mut versions = Versions::default();
    while let Some(row) = rows.next()? {
        let version = Some(nat(row.get(1)?));
        if row.get::<_, i64>(0)? == n {
            versions.here = version;
        } else {
            versions.elsewhere = versions.elsewhere.max(version);
        }
    }
    Ok(versions)
}

/// Notes that scope `n` holds a row in this version.
pub(crate) fn hold(
    conn: &Connection,
    n: i64,
    entity: &str,
    id: Uuid,
    row_version: u64,
) -> Result<(), StoreError> {
    conn.prepare_cached(
        "INSERT INTO row_scope (entity, id, scope, row_version) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT DO UPDATE SET row_version = excluded.row_version",
    )?
    .execute(params![entity, id.as_bytes(), n, int(row_version)])?;
    Ok(())
}

/// Notes that scope `n` no longer holds a row.
pub(crate) fn release(conn: &Connection, n: i64, entity: &str, id: Uuid) -> Result<(), StoreError> {
    conn.prepare_cached("DELETE FROM row_scope WHERE entity = ?1 AND id = ?2 AND scope = ?3")?
        .execute(params![entity, id.as_bytes(), n])?;
    Ok(())
}

/// The rows of scope `n` that its loaded packs do not hold.
pub(crate) fn not_packed(conn: &Connection, n: i64) -> Result<Vec<(String, Uuid)>, StoreError> {
    rows(
        conn,
        "SELECT entity, id FROM row_scope WHERE scope = ?1
         EXCEPT SELECT entity, id FROM packed WHERE scope = ?1",
        n,
    )
}

/// Every row of scope `n`.
pub(crate) fn rows_of(conn: &Connection, n: i64) -> Result<Vec<(String, Uuid)>, StoreError> {
    rows(conn, "SELECT entity, id FROM row_scope WHERE scope = ?1", n)
}

fn rows(conn: &Connection, sql: &str, n: i64) -> Result<Vec<(String, Uuid)>, StoreError> {
    let mut statement = conn.prepare_cached(sql)?;
    let rows = statement
        .query_map([n], |row| Ok((row.get(0)?, Uuid::from_bytes(row.get(1)?))))?
        .collect::<Result<_, _>>()?;
    Ok(rows)
}
