//! The pictures that sample alerts name, kept beside the database under the hashes of their bytes.

use std::fs;
use std::path::Path;

use trucban_scenes::Scenes;

use crate::error::{CentralError, file_error};

/// The folder of pictures in central's folder.
const FOLDER: &str = "blobs";

/// Writes the pictures that are not there yet. One that was cut short has another name than its
/// own, so nobody reads it.
pub(super) fn keep(folder: &Path, scenes: &Scenes) -> Result<(), CentralError> {
    let folder = folder.join(FOLDER);
    fs::create_dir_all(&folder).map_err(file_error(&folder))?;
    for blob in scenes.blobs() {
        let path = folder.join(blob.hash);
        if path.exists() {
            continue;
        }
        let half = folder.join(format!("{}.half", blob.hash));
        fs::write(&half, blob.bytes).map_err(file_error(&half))?;
        fs::rename(&half, &path).map_err(file_error(&path))?;
    }
    Ok(())
}
