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
        let folder = self.blobs_folder();
        let hash = blake3::hash(content);
        let path = self.blob_path(&hash);
        if path.exists() {
            return Ok(hash.to_hex().to_string());
        }
        make_private_folder(&folder)?;
        let mut random = [0_u8; 8];
        self.entropy().fill(&mut random);
        let half = folder.join(format!("{}.{}", hash.to_hex(), hex::encode(random)));
        let mut file = File::create(&half).map_err(file_error(&half))?;
        file.write_all(content).map_err(file_error(&half))?;
        file.sync_all().map_err(file_error(&half))?;
        drop(file);
        std::fs::rename(&half, &path).map_err(file_error(&path))?;
        sync_folder(&folder).map_err(file_error(&folder))?;
        Ok(hash.to_hex().to_string())
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
