//! The data folder: the names of its files, its lock, and small files that are written whole.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::Write as _;
use std::path::{Path, PathBuf};

use crate::error::StoreError;

/// A data folder.
#[derive(Debug, Clone)]
pub(crate) struct Folder {
    path: PathBuf,
}

/// Held by the one process that owns the folder; the system lets it go when the process ends, however
/// it ends.
#[derive(Debug)]
pub(crate) struct FolderLock {
    file: File,
}

impl Drop for FolderLock {
    fn drop(&mut self) {
        // Closing alone would leave the lock with a process that is just being started from this one.
        if let Err(error) = self.file.unlock() {
            tracing::warn!(%error, "the folder's lock goes with the process only");
        }
    }
}

impl Folder {
    /// Names a folder that may not exist yet.
    pub(crate) fn new(path: &Path) -> Self {
        Self { path: path.to_owned() }
    }

    /// Makes the folder, closed to other people.
    pub(crate) fn make(&self) -> Result<(), StoreError> {
        let mut builder = fs::DirBuilder::new();
        builder.recursive(true);
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(&self.path).map_err(StoreError::io(&self.path))
    }

    /// Becomes the folder's owner.
    pub(crate) fn lock(&self) -> Result<FolderLock, StoreError> {
        let path = self.file("lock");
        let file = OpenOptions::new()
            .create(true)
            .truncate(false)
            .write(true)
            .open(&path)
            .map_err(StoreError::io(&path))?;
        match file.try_lock() {
            Ok(()) => Ok(FolderLock { file }),
            Err(TryLockError::WouldBlock) => Err(StoreError::Locked(self.path.clone())),
            Err(TryLockError::Error(source)) => Err(StoreError::Io { path, source }),
        }
    }

    /// The folder itself.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// A file of the folder.
    pub(crate) fn file(&self, name: &str) -> PathBuf {
        self.path.join(name)
    }

    /// What people did.
    pub(crate) fn outbox(&self) -> PathBuf {
        self.file("outbox.db")
    }

    /// The copy of central's rows.
    pub(crate) fn cache(&self) -> PathBuf {
        self.file("cache.db")
    }

    /// The photos that people attached.
    pub(crate) fn photos(&self) -> PathBuf {
        self.file("photos.db")
    }

    /// Writes a small file so that it is there whole or not at all, readable by the owner only.
    pub(crate) fn write_whole(&self, name: &str, content: &[u8]) -> Result<(), StoreError> {
        let (path, draft) = (self.file(name), self.file(&format!("{name}.new")));
        let write = || -> std::io::Result<()> {
            let mut file = private(&draft)?;
            file.write_all(content)?;
            file.sync_all()?;
            fs::rename(&draft, &path)?;
            self.sync()
        };
        write().map_err(StoreError::io(&path))
    }

    /// Makes renames and removals in the folder durable.
    pub(crate) fn sync(&self) -> std::io::Result<()> {
        // Windows offers no handle on a folder to sync; NTFS journals its names by itself.
        if cfg!(unix) { File::open(&self.path)?.sync_all() } else { Ok(()) }
    }

    /// Bytes that this user may still write there; `None` where the system does not tell.
    #[cfg(unix)]
    pub(crate) fn free_bytes(&self) -> Option<u64> {
        let disk = rustix::fs::statvfs(&self.path).ok()?;
        Some(disk.f_bavail.saturating_mul(disk.f_frsize))
    }

    /// Not asked: Windows tells only through calls that are not memory safe.
    #[cfg(not(unix))]
    pub(crate) const fn free_bytes(&self) -> Option<u64> {
        None
    }

    /// Removes a file; one that is not there is removed already.
    pub(crate) fn remove(&self, name: &str) -> Result<(), StoreError> {
        let path = self.file(name);
        match fs::remove_file(&path) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                Err(StoreError::io(&path)(error))
            }
            _ => Ok(()),
        }
    }
}

/// A new, empty file that only the owner can read.
pub(crate) fn private(path: &Path) -> std::io::Result<File> {
    let mut options = OpenOptions::new();
    options.create(true).truncate(true).write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}
