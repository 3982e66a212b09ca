//! Writing a great many rows at once: what is set aside for it, and put back after.

use rusqlite::Connection;

use crate::error::CentralError;

/// Pages held in memory while a load runs, in KiB.
const CACHE_KIB: i64 = 64 * 1024;
/// SQLite's own default.
const USUAL_CACHE_KIB: i64 = 2_000;

/// An index that was taken down: the sentence that builds it.
#[derive(Debug)]
pub(crate) struct Index(String);

/// Takes down the indexes of rows and of the feed that a load would fill at random.
pub(crate) fn take_indexes_down(db: &Connection) -> Result<Vec<Index>, CentralError> {
    let indexes = db
        .prepare(
            "SELECT name, sql FROM sqlite_schema
             WHERE type = 'index' AND tbl_name IN ('feed', 'record') AND sql IS NOT NULL
             ORDER BY rowid",
        )?
        .query_map([], |row| Ok((row.get::<_, String>(0)?, row.get(1)?)))?
        .collect::<Result<Vec<_>, _>>()?;
    for (name, _) in &indexes {
        db.execute_batch(&format!("DROP INDEX {name}"))?;
    }
    Ok(indexes.into_iter().map(|(_, sql)| Index(sql)).collect())
}

/// Builds them again.
pub(crate) fn build_indexes(db: &Connection, indexes: &[Index]) -> Result<(), CentralError> {
    for Index(sql) in indexes {
        db.execute_batch(sql)?;
    }
    Ok(())
}

/// The first number that a load issues: `wanted` where central has numbered nothing yet, so that
/// the numbers end where people expect them; else none below `next`.
pub(crate) fn first_number(db: &Connection, next: u64, wanted: u64) -> Result<u64, CentralError> {
    let numbered: bool =
        db.query_row("SELECT EXISTS (SELECT 1 FROM incident)", [], |row| row.get(0))?;
    Ok(if numbered { next.max(wanted) } else { wanted })
}

/// Makes ready for a load. Where nobody else has the database open it goes without the write-ahead
/// log: new pages are then written once, and the journal keeps only the few old ones. Scopes are
/// written before the places that refer to them, so the check of each reference is left out.
pub(crate) fn begin(connection: &Connection) -> Result<(), CentralError> {
    connection.pragma_update(None, "cache_size", -CACHE_KIB)?;
    connection.pragma_update(None, "foreign_keys", false)?;
    connection.busy_timeout(std::time::Duration::ZERO)?;
    let alone = connection.pragma_update(None, "journal_mode", "truncate");
    connection.busy_timeout(super::WAIT_FOR_OTHERS)?;
    if let Err(cause) = alone {
        tracing::debug!(%cause, "others have the database open; the write-ahead log stays");
    }
    Ok(())
}

/// Puts everything back. Where the write-ahead log cannot come back yet because somebody reads, it
/// does when the database is next opened.
pub(crate) fn end(connection: &Connection) -> Result<(), CentralError> {
    connection.pragma_update(None, "foreign_keys", true)?;
    connection.pragma_update(None, "cache_size", -USUAL_CACHE_KIB)?;
    if let Err(cause) = connection.pragma_update(None, "journal_mode", "wal") {
        tracing::warn!(%cause, "the write-ahead log comes back with the next start");
    }
    Ok(())
}
