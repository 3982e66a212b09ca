//! A file that is there whole or not at all, and never takes another one's place.

use std::fs::File;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use crate::error::ExportError;

/// Names that are tried before one gives up.
const NAMES: u32 = 10_000;

/// A file that is being written beside its place, readable by its owner only.
pub struct NewFile {
    file: NamedTempFile,
    path: PathBuf,
}

impl NewFile {
    /// Begins a file that is to stand at `path`.
    ///
    /// # Errors
    /// [`ExportError::Exists`] if one stands there; [`ExportError::Io`] if the folder takes none.
    pub fn begin(path: &Path) -> Result<Self, ExportError> {
        if path.symlink_metadata().is_ok() {
            return Err(ExportError::Exists(path.to_owned()));
        }
        let folder = folder_of(path);
        let file = tempfile::Builder::new().prefix(".").suffix(".part").tempfile_in(folder)?;
        Ok(Self { file, path: path.to_owned() })
    }

    /// What is written into.
    pub(crate) fn handle(&self) -> Result<File, ExportError> {
        Ok(self.file.reopen()?)
    }

    /// Where what is not written yet may lie meanwhile.
    pub(crate) fn folder(&self) -> &Path {
        folder_of(&self.path)
    }

    /// Puts the whole file in its place, on the disk; tells where.
    ///
    /// # Errors
    /// [`ExportError::Exists`] if another one came there meanwhile.
    pub(crate) fn finish(self) -> Result<PathBuf, ExportError> {
        self.file.as_file().sync_all()?;
        let path = self.path;
        match self.file.persist_noclobber(&path) {
            Ok(_) => Ok(path),
            Err(taken) if taken.error.kind() == ErrorKind::AlreadyExists => {
                Err(ExportError::Exists(path))
            }
            Err(failed) => Err(failed.error.into()),
        }
    }
}

fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// The first of `name.csv`, `name (2).csv`, … that is free in `folder`.
pub fn free_path(folder: &Path, name: &str) -> PathBuf {
    let (stem, extension) = name.rsplit_once('.').unwrap_or((name, ""));
    let numbered = |number: u32| match number {
        1 => folder.join(name),
        number => folder.join(format!("{stem} ({number}).{extension}")),
    };
    let free = |path: &PathBuf| path.symlink_metadata().is_err();
    (1..NAMES).map(numbered).find(free).unwrap_or_else(|| numbered(NAMES))
}
