//! One of the two files, open: its writer, its reader, and the note that it is damaged.
//!
//! Whoever meets damage leaves a marker beside the file, and the next start builds the file anew: a
//! file in use is never swapped under its connections.

use std::sync::{Mutex, MutexGuard, TryLockError};

use rusqlite::{Connection, TransactionBehavior};

use crate::connection::lock;
use crate::error::StoreError;
use crate::folder::Folder;

/// An open file.
pub(crate) struct Database {
    folder: Folder,
    marker: &'static str,
    reader: Mutex<Connection>,
    /// Closed last, since only a writer can empty the log at the end.
    writer: Option<Mutex<Connection>>,
}

impl Database {
    /// Joins the connections of one file; a store that only looks has no writer.
    pub(crate) fn new(
        folder: &Folder,
        marker: &'static str,
        writer: Option<Connection>,
        reader: Connection,
    ) -> Self {
        Self {
            folder: folder.clone(),
            marker,
            writer: writer.map(Mutex::new),
            reader: Mutex::new(reader),
        }
    }

    /// Reads in one transaction, beside a writer at work.
    pub(crate) fn read<T>(
        &self,
        f: impl FnOnce(&Connection) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let mut conn = lock(&self.reader);
        let run = || {
            let tx = conn.transaction()?;
            f(&tx)
        };
        self.watch(run())
    }

    /// Reads in one transaction where the pages are warm: with the writer, whose commits left its own
    /// pages in place, if nobody is writing; otherwise beside it. For what is about to be written.
    pub(crate) fn read_warm<T>(
        &self,
        f: impl FnOnce(&Connection) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let Some(mut conn) = self.free_writer() else { return self.read(f) };
        let run = || {
            let tx = conn.transaction()?;
            f(&tx)
        };
        self.watch(run())
    }

    /// Becomes the writer, unless somebody else is.
    fn free_writer(&self) -> Option<MutexGuard<'_, Connection>> {
        match self.writer.as_ref()?.try_lock() {
            Ok(conn) => Some(conn),
            Err(TryLockError::Poisoned(left)) => Some(left.into_inner()),
            Err(TryLockError::WouldBlock) => None,
        }
    }

    /// Becomes the writer until the guard goes.
    pub(crate) fn writer(&self) -> Result<MutexGuard<'_, Connection>, StoreError> {
        self.writer.as_ref().map(lock).ok_or(StoreError::ReadOnly)
    }

    /// Writes in one transaction; an error leaves nothing of it.
    pub(crate) fn write<T>(
        &self,
        f: impl FnOnce(&Connection) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let mut conn = self.writer()?;
        self.watch(transact(&mut conn, f))
    }

    /// Writes in one transaction if nobody else is writing: for what is worth keeping and not worth
    /// waiting for. Tells whether it did.
    pub(crate) fn write_if_free(
        &self,
        f: impl FnOnce(&Connection) -> Result<(), StoreError>,
    ) -> Result<bool, StoreError> {
        let Some(mut conn) = self.free_writer() else { return Ok(false) };
        self.watch(transact(&mut conn, f))?;
        Ok(true)
    }

    /// Carries over what the write-ahead log holds, so that the log begins anew. What cannot be carried
    /// over now is later: by a commit, or at the end.
    pub(crate) fn empty_log(&self) {
        let emptied = self
            .writer()
            .and_then(|conn| Ok(conn.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |_| Ok(()))?));
        if let Err(error) = self.watch(emptied) {
            tracing::debug!(%error, "a log is not emptied");
        }
    }

    /// Passes a result on, and marks the file if it tells of damage.
    pub(crate) fn watch<T>(&self, result: Result<T, StoreError>) -> Result<T, StoreError> {
        note_damage(&self.folder, self.marker, result)
    }
}

/// Passes a result on, and leaves the marker if it tells of damage.
pub(crate) fn note_damage<T>(
    folder: &Folder,
    marker: &'static str,
    result: Result<T, StoreError>,
) -> Result<T, StoreError> {
    if let Err(error) = &result
        && error.is_damage()
    {
        tracing::error!(%error, marker, "a file of the store is damaged");
        if let Err(error) = folder.write_whole(marker, b"") {
            tracing::error!(%error, "the damage could not be noted");
        }
    }
    result
}

/// Runs `f` in one write transaction.
pub(crate) fn transact<T>(
    conn: &mut Connection,
    f: impl FnOnce(&Connection) -> Result<T, StoreError>,
) -> Result<T, StoreError> {
    let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let value = f(&tx)?;
    tx.commit()?;
    Ok(value)
}
