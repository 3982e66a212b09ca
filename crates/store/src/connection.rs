//! Connections: how a file is opened, keyed and tuned.
//!
//! Owns every PRAGMA. A file has one writer and one reader, each behind a lock: SQLite's write-ahead
//! log lets the reader go on while the writer works.

use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use rusqlite::{Connection, OpenFlags};

use crate::error::StoreError;
use crate::key::StoreKey;

/// How much a committed transaction survives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Durability {
    /// A loss of power: every commit is synced. For what people did.
    Full,
    /// A crash of the process: for what central can send again.
    Normal,
}

impl Durability {
    /// Pages in the write-ahead log at which a commit also checkpoints, and the log begins anew. The
    /// log of what people did is short, so that its room can be set aside. A checkpoint costs a sync,
    /// so that of the other one is rare.
    pub(crate) const fn checkpoint_pages(self) -> u32 {
        match self {
            Self::Full => 1_000,
            Self::Normal => 8_000,
        }
    }
}

/// How long a connection waits for another one's lock; only a read-only process can hold one.
const BUSY: Duration = Duration::from_secs(5);
/// Statements kept prepared on each connection.
const STATEMENTS: usize = 96;

/// Opens `path` for writing, making it if it is missing.
pub(crate) fn writer(
    path: &Path,
    key: &StoreKey,
    durability: Durability,
) -> Result<Connection, StoreError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE;
    let conn = keyed(path, key, flags)?;
    let synchronous = match durability {
        Durability::Full => "FULL",
        Durability::Normal => "NORMAL",
    };
    conn.pragma_update(None, "journal_mode", "WAL")?;
    conn.pragma_update(None, "synchronous", synchronous)?;
    conn.pragma_update(None, "fullfsync", durability == Durability::Full)?;
    conn.pragma_update(None, "foreign_keys", true)?;
    conn.pragma_update(None, "wal_autocheckpoint", durability.checkpoint_pages())?;
    conn.pragma_update(None, "journal_size_limit", 64 << 20)?;
    conn.pragma_update(None, "cache_size", -32_000)?;
    conn.pragma_update(None, "temp_store", "MEMORY")?;
    Ok(conn)
}

/// Opens `path` for reading; fails if it is missing.
pub(crate) fn reader(path: &Path, key: &StoreKey) -> Result<Connection, StoreError> {
    let conn = keyed(path, key, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    conn.pragma_update(None, "cache_size", -32_000)?;
    conn.pragma_update(None, "temp_store", "MEMORY")?;
    Ok(conn)
}

fn keyed(path: &Path, key: &StoreKey, flags: OpenFlags) -> Result<Connection, StoreError> {
    let conn = Connection::open_with_flags(path, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    conn.busy_timeout(BUSY)?;
    conn.set_prepared_statement_cache_capacity(STATEMENTS);
    conn.pragma_update(None, "cipher_log_level", "NONE")?;
    conn.pragma_update(None, "key", key.pragma())?;
    Ok(conn)
}

/// Takes a lock. A thread that panicked while it held one left no half-done state behind: SQLite
/// rolls its transaction back.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A count or number as SQLite holds it.
pub(crate) fn int(n: u64) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

/// A count or number as SQLite gave it.
pub(crate) fn nat(n: i64) -> u64 {
    u64::try_from(n).unwrap_or(0)
}

/// A count as people see it.
pub(crate) fn count(n: i64) -> u32 {
    u32::try_from(n.max(0)).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_did_is_synced_at_every_commit_and_what_central_has_is_not() {
        let folder = tempfile::tempdir().unwrap();
        for (durability, synchronous) in [(Durability::Full, 2), (Durability::Normal, 1)] {
            let path = folder.path().join(format!("{synchronous}.db"));
            let conn = writer(&path, &StoreKey::for_test(), durability).unwrap();
            let number = |name| conn.pragma_query_value(None, name, |row| row.get::<_, i64>(0));
            let mode: String =
                conn.pragma_query_value(None, "journal_mode", |row| row.get(0)).unwrap();
            assert_eq!((mode.as_str(), number("synchronous").unwrap()), ("wal", synchronous));
            assert_eq!(number("fullfsync").unwrap(), synchronous - 1);
        }
    }
}
