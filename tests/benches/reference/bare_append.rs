//! The least that any durable save takes: the same bytes, appended to a file and synced.

use std::fs::{File, OpenOptions};
use std::io::Write as _;
use std::path::Path;

/// A file that only grows.
pub struct BareAppend(File);

impl BareAppend {
    /// Begins the file in `folder`.
    pub fn begin(folder: &Path) -> std::io::Result<Self> {
        let path = folder.join("bare-append");
        OpenOptions::new().create(true).append(true).open(path).map(Self)
    }

    /// Appends, and returns when the bytes are on the disk.
    pub fn append(&mut self, bytes: &[u8]) -> std::io::Result<()> {
        self.0.write_all(bytes)?;
        self.0.sync_data()
    }
}
