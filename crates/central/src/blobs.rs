//! Pictures of alerts and reports: files in `blobs/`, each named by the BLAKE3 hash of its bytes.
//!
//! A file that has its name is whole and on disk; one that was being written when the power went
//! carries another name and is never read.

use std::fs::File;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use crate::central::Central;
use crate::error::{CentralError, file_error};
use crate::store::make_private_folder;

impl Central {
    /// Keeps a picture and answers its name, the hash of its bytes in hexadecimal. It is on disk when
    /// this returns. Keeping it again changes nothing.
    ///
    /// # Errors
    /// If the folder cannot be written.
    pub fn keep_blob(&self, content: &[u8]) -> Result<String, CentralError> {
        let hash = blake3::hash(content);
        self.keep_under(&hash, |half| File::create(half)?.write_all(content))?;
        Ok(hash.to_hex().to_string())
    }

    /// Keeps the picture in the file at `from`, whose bytes have this hash. The file stays.
    pub(crate) fn keep_blob_of(
        &self,
        from: &Path,
        hash: &blake3::Hash,
    ) -> Result<(), CentralError> {
        // A second name costs nothing; where the file system has none, the bytes are copied.
        self.keep_under(hash, |half| {
            std::fs::hard_link(from, half).or_else(|_| std::fs::copy(from, half).map(drop))
        })
    }

    /// Has `write` write a picture into a file, and gives that its name once it is on disk.
    fn keep_under(
        &self,
        hash: &blake3::Hash,
        write: impl FnOnce(&Path) -> io::Result<()>,
    ) -> Result<(), CentralError> {
        let (folder, path) = (self.blobs_folder(), self.blob_path(hash));
        if path.exists() {
            return Ok(());
        }
        make_private_folder(&folder)?;
        let mut random = [0_u8; 8];
        self.entropy().fill(&mut random);
        let half = folder.join(format!("{}.{}", hash.to_hex(), hex::encode(random)));
        write(&half).map_err(file_error(&half))?;
        File::open(&half).and_then(|file| file.sync_all()).map_err(file_error(&half))?;
        std::fs::rename(&half, &path).map_err(file_error(&path))?;
        sync_folder(&folder).map_err(file_error(&folder))
    }

    /// The bytes of a picture; `None` where there is none of this name.
    pub(crate) fn read_blob(&self, hash: &blake3::Hash) -> Result<Option<Vec<u8>>, CentralError> {
        let path = self.blob_path(hash);
        match std::fs::read(&path) {
            Ok(content) => Ok(Some(content)),
            Err(cause) if cause.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(cause) => Err(CentralError::File { path, cause }),
        }
    }

    fn blobs_folder(&self) -> PathBuf {
        self.folder().join("blobs")
    }

    fn blob_path(&self, hash: &blake3::Hash) -> PathBuf {
        self.blobs_folder().join(hash.to_hex().as_str())
    }
}

/// Puts a new name in the folder on disk; elsewhere than on Unix a folder cannot be opened for that.
fn sync_folder(folder: &Path) -> io::Result<()> {
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}
