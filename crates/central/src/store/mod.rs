//! Central's SQLite: connections, the form of the database, and one module a table.
//!
//! One writer (behind a lock, `BEGIN IMMEDIATE`, so that a second process such as `enroll` waits its
//! turn), readers beside it that see one moment for as long as they read. A commit is on disk when
//! it returns (`synchronous=FULL`).
//!
//! Rows that laptops see are written by [`crate::apply`] alone; the modules here give it the means.

pub(crate) mod api_key;
pub(crate) mod audit;
pub(crate) mod bulk;
pub(crate) mod column;
pub(crate) mod device;
pub(crate) mod feed;
pub(crate) mod head;
pub(crate) mod incident;
pub(crate) mod op_result;
pub(crate) mod pack;
pub(crate) mod picture;
pub(crate) mod record;
pub(crate) mod sample;
pub(crate) mod scope;
pub(crate) mod upload;

use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use rusqlite::{Connection, OpenFlags, Transaction, TransactionBehavior};

use crate::error::{CentralError, file_error};

/// The forms of the database, oldest first; a shipped one never changes.
const MIGRATIONS: [&str; 5] = [
    include_str!("../../migrations/0001_feed.sql"),
    include_str!("../../migrations/0002_cases.sql"),
    include_str!("../../migrations/0003_evidence.sql"),
    include_str!("../../migrations/0004_pictures.sql"),
    include_str!("../../migrations/0005_uploads.sql"),
];
const WAIT_FOR_OTHERS: Duration = Duration::from_secs(15);
/// Readers kept open between requests.
const IDLE_READERS: usize = 8;

/// The database file and its connections.
#[derive(Debug)]
pub(crate) struct Store {
    path: PathBuf,
    writer: Mutex<Connection>,
    idle: Mutex<Vec<Connection>>,
}

impl Store {
    /// Opens or makes the database in `folder`.
    pub(crate) fn open(folder: &Path) -> Result<Self, CentralError> {
        make_private_folder(folder)?;
        let path = folder.join("central.db");
        make_private_file(&path)?;
        let mut writer = connect(&path)?;
        writer.pragma_update(None, "journal_mode", "wal")?;
        migrate(&mut writer)?;
        Ok(Self { path, writer: Mutex::new(writer), idle: Mutex::default() })
    }

    /// Runs `work` in a transaction that sees one moment and changes nothing.
    pub(crate) fn read<T, E: From<CentralError>>(
        &self,
        work: impl FnOnce(&Transaction<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let kept = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let mut reader = match kept {
            Some(reader) => reader,
            None => connect(&self.path)?,
        };
        let tx = reader.transaction().map_err(CentralError::from)?;
        let answer = work(&tx);
        tx.finish().map_err(CentralError::from)?;
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        if idle.len() < IDLE_READERS {
            idle.push(reader);
        }
        answer
    }

    /// Runs `work` in a transaction that holds the write lock from its first moment, and commits
    /// unless `work` fails.
    pub(crate) fn write<T, E: From<CentralError>>(
        &self,
        work: impl FnOnce(&Transaction<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let mut writer = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
        let tx = writer
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(CentralError::from)?;
        let answer = work(&tx)?;
        tx.commit().map_err(CentralError::from)?;
        Ok(answer)
    }

    /// Like [`Store::write`], for a great many rows, see [`bulk`].
    pub(crate) fn fill<T>(
        &self,
        work: impl FnOnce(&Transaction<'_>) -> Result<T, CentralError>,
    ) -> Result<T, CentralError> {
        let mut writer = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).clear();
        bulk::begin(&writer)?;
        let filled = writer
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(CentralError::from)
            .and_then(|tx| {
                let answer = work(&tx)?;
                tx.commit()?;
                Ok(answer)
            });
        let ended = bulk::end(&writer);
        filled.and_then(|answer| ended.map(|()| answer))
    }
}

fn connect(path: &Path) -> Result<Connection, CentralError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
        | OpenFlags::SQLITE_OPEN_CREATE
        | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    connection.busy_timeout(WAIT_FOR_OTHERS)?;
    connection.pragma_update(None, "synchronous", "full")?;
    connection.pragma_update(None, "foreign_keys", true)?;
    connection.set_prepared_statement_cache_capacity(64);
    Ok(connection)
}

fn migrate(connection: &mut Connection) -> Result<(), CentralError> {
    let known = u32::try_from(MIGRATIONS.len()).unwrap_or(u32::MAX);
    let tx = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let found: u32 = tx.pragma_query_value(None, "user_version", |row| row.get(0))?;
    if found > known {
        return Err(CentralError::TooNew { found, known });
    }
    for form in &MIGRATIONS[found as usize..] {
        tx.execute_batch(form)?;
    }
    tx.pragma_update(None, "user_version", known)?;
    tx.commit()?;
    Ok(())
}

/// Makes `folder` so that only the account that runs central can look into it.
pub(crate) fn make_private_folder(folder: &Path) -> Result<(), CentralError> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder).map_err(file_error(folder))
}

/// Makes the database file so that nobody else can read it, wherever the folder stands. The files
/// that SQLite puts beside it take its mode over.
fn make_private_file(path: &Path) -> Result<(), CentralError> {
    let mut options = std::fs::OpenOptions::new();
    options.append(true).create(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map(drop).map_err(file_error(path))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shipped_form_of_the_database_never_changes() {
        let hashes: Vec<String> = MIGRATIONS
            .iter()
            .map(|form| blake3::hash(form.as_bytes()).to_hex()[..16].to_owned())
            .collect();
        assert_eq!(
            hashes,
            [
                "723a30802e590a3a",
                "c1c148958ab45dd5",
                "b5907643b9bb8914",
                "621472e612b99148",
                "2c25d29bb446ab1b"
            ]
        );
    }

    #[cfg(unix)]
    #[test]
    fn nobody_else_can_read_the_database() {
        let folder = tempfile::tempdir().expect("a folder");
        let _store = Store::open(folder.path()).expect("a new database");
        for file in std::fs::read_dir(folder.path()).expect("its files") {
            let about = file.and_then(|file| file.metadata()).expect("a file");
            assert_eq!(std::os::unix::fs::MetadataExt::mode(&about) & 0o077, 0);
        }
    }

    #[test]
    fn a_database_of_a_newer_build_is_refused() {
        let folder = tempfile::tempdir().expect("a folder");
        drop(Store::open(folder.path()).expect("a new database"));
        let connection = connect(&folder.path().join("central.db")).expect("the same file");
        connection.pragma_update(None, "user_version", 99).expect("a number");
        assert!(matches!(
            Store::open(folder.path()),
            Err(CentralError::TooNew { found: 99, known: 5 })
        ));
    }
}
