//! How the store fails: one error for the whole crate, causes kept.

use std::path::PathBuf;

use trucban_domain::encoding::DecodeError;
use trucban_domain::{OperationId, Refusal, Scope};

/// Why the store could not do what was asked. Unless a variant says otherwise, nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Another process owns the folder.
    #[error("another process owns {}", .0.display())]
    Locked(PathBuf),
    /// A file belongs to a newer version, and nothing of it was touched.
    #[error("{file} has schema {found}; this build knows {known}")]
    TooNew {
        /// `outbox.db` or `cache.db`.
        file: &'static str,
        /// Its schema.
        found: i64,
        /// The newest schema that this build knows.
        known: i64,
    },
    /// The folder was opened read-only and holds no store, or one that its owner must migrate first.
    #[error("{} holds no store that can be read yet", .0.display())]
    NotReady(PathBuf),
    /// The store was opened read-only.
    #[error("the store was opened read-only")]
    ReadOnly,
    /// The disk is full, the reserve is used up, and the act is not saved.
    #[error("the disk is full")]
    DiskFull,
    /// The workflow forbids the act; it is not saved.
    #[error("the act is refused: {0:?}")]
    Refused(Refusal),
    /// The outbox holds no such act.
    #[error("the outbox holds no operation {0}")]
    UnknownOperation(OperationId),
    /// Only an act that central refused or holds, and that nobody has settled, can be settled.
    #[error("operation {0} is not waiting for a person")]
    NotRefused(OperationId),
    /// The scope is not subscribed to.
    #[error("the store does not hold scope {0}")]
    UnknownScope(Scope),
    /// The loaded rows are not those that central has. They were dropped, and the scope is as before.
    #[error("the rows of {scope} do not add up to central's digest")]
    DigestMismatch {
        /// The scope.
        scope: Scope,
    },
    /// The bytes of a picture are not those that its hash promises.
    #[error("the picture is not the one that was promised")]
    WrongPicture,
    /// The act names a photo that was not kept here; it is not saved.
    #[error("the act names a photo that is not here")]
    UnknownPhoto,
    /// The key of the files cannot be had.
    #[error("the key of the store cannot be had")]
    Key(#[from] KeyError),
    /// Saved bytes cannot be read.
    #[error("saved bytes cannot be read")]
    Decode(#[from] DecodeError),
    /// A file of the folder cannot be read or written.
    #[error("{} failed", .path.display())]
    Io {
        /// Which.
        path: PathBuf,
        /// Why.
        #[source]
        source: std::io::Error,
    },
    /// A file is damaged. The next start rescues the outbox or builds the cache anew.
    #[error("a file is damaged: {0}")]
    Damaged(String),
    /// The outbox failed while the cache was written.
    #[error("the outbox failed")]
    Outbox(#[source] Box<StoreError>),
    /// SQLite failed.
    #[error("the database failed")]
    Sqlite(#[source] rusqlite::Error),
}

/// Why the key cannot be had. The files stay as they are.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    /// The keyring holds the key but does not answer.
    #[error("the keyring cannot be reached")]
    Keyring(#[source] keyring_core::Error),
    /// There are files, and no key where it should lie.
    #[error("the key is not where it was put")]
    Missing,
    /// There is a key, and it is not the one of these files.
    #[error("the key is not the one of these files")]
    Other,
    /// The record of where the key lies, or the key itself, is garbled.
    #[error("the record of the key cannot be read")]
    Garbled,
}

impl StoreError {
    /// Wraps a failure of the file system on `path`.
    pub(crate) fn io(path: &std::path::Path) -> impl FnOnce(std::io::Error) -> Self {
        let path = path.to_owned();
        move |source| match source.kind() {
            std::io::ErrorKind::StorageFull => Self::DiskFull,
            _ => Self::Io { path, source },
        }
    }

    /// Tells a failure of the outbox from one of the cache, where both are at work.
    pub(crate) fn of_outbox(self) -> Self {
        Self::Outbox(Box::new(self))
    }

    /// Whether a file is damaged, so that only building it anew helps.
    pub(crate) fn is_damage(&self) -> bool {
        match self {
            Self::Sqlite(error) => is_damage(error),
            Self::Decode(_) | Self::Damaged(_) => true,
            _ => false,
        }
    }
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        if is_full(&error) { Self::DiskFull } else { Self::Sqlite(error) }
    }
}

fn is_damage(error: &rusqlite::Error) -> bool {
    matches!(
        error.sqlite_error_code(),
        Some(rusqlite::ErrorCode::DatabaseCorrupt | rusqlite::ErrorCode::NotADatabase)
    )
}

fn is_full(error: &rusqlite::Error) -> bool {
    match error {
        rusqlite::Error::SqliteFailure(failure, _) => {
            failure.code == rusqlite::ErrorCode::DiskFull
                || failure.extended_code == rusqlite::ffi::SQLITE_IOERR_SHMSIZE
        }
        _ => false,
    }
}
