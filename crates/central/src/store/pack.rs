//! Which packs stand in the folder, for which scopes, and the newest manifest of each scope.

use rusqlite::{Connection, OptionalExtension};
use trucban_contract::wire::SnapshotManifest;
use trucban_domain::{Scope, Timestamp, encoding};

use super::column;
use crate::error::CentralError;

/// The newest manifest of `scope`, if the scope has not changed since.
pub(crate) fn manifest(
    db: &Connection,
    scope: &Scope,
    changed_seq: u64,
) -> Result<Option<SnapshotManifest>, CentralError> {
    db.prepare_cached("SELECT manifest FROM snapshot WHERE scope = ?1 AND changed_seq = ?2")?
        .query_row((scope.to_string(), changed_seq.cast_signed()), |row| row.get::<_, Vec<u8>>(0))
        .optional()?
        .map(|manifest| column::stored(&manifest, "manifest"))
        .transpose()
}

/// Keeps the newest manifest of its scope and names its packs.
pub(crate) fn keep(
    db: &Connection,
    manifest: &SnapshotManifest,
    changed_seq: u64,
    now: Timestamp,
) -> Result<(), CentralError> {
    let scope = manifest.scope.to_string();
    db.prepare_cached(
        "INSERT OR REPLACE INTO snapshot (scope, changed_seq, manifest) VALUES (?1, ?2, ?3)",
    )?
    .execute((&scope, changed_seq.cast_signed(), encoding::encode(manifest)))?;
    for pack in &manifest.packs {
        db.prepare_cached(
            "INSERT INTO pack (scope, hash, made_at) VALUES (?1, ?2, ?3)
             ON CONFLICT DO UPDATE SET made_at = excluded.made_at",
        )?
        .execute((&scope, &pack.hash, now.as_ms()))?;
    }
    Ok(())
}

/// Forgets the packs of `scope` that were made before `before`, and answers the hashes that no scope
/// names any more.
pub(crate) fn forget(
    db: &Connection,
    scope: &Scope,
    before: Timestamp,
) -> Result<Vec<String>, CentralError> {
    let old = db
        .prepare_cached("DELETE FROM pack WHERE scope = ?1 AND made_at < ?2 RETURNING hash")?
        .query_map((scope.to_string(), before.as_ms()), |row| row.get::<_, String>(0))?
        .collect::<Result<Vec<_>, _>>()?;
    let mut unnamed = Vec::new();
    for hash in old {
        let named: bool = db
            .prepare_cached("SELECT EXISTS (SELECT 1 FROM pack WHERE hash = ?1)")?
            .query_row([&hash], |row| row.get(0))?;
        if !named {
            unnamed.push(hash);
        }
    }
    Ok(unnamed)
}

/// The scopes that name the pack with this hash.
pub(crate) fn scopes(db: &Connection, hash: &str) -> Result<Vec<Scope>, CentralError> {
    let names = db
        .prepare_cached("SELECT scope FROM pack WHERE hash = ?1")?
        .query_map([hash], |row| row.get::<_, String>(0))?
        .collect::<Result<Vec<_>, _>>()?;
    Ok(names.iter().filter_map(|name| name.parse().ok()).collect())
}
