//! The highest number that the outbox ever gave out, in a small file of its own.
//!
//! Written after each save, without a sync: it costs nothing then, and only a loss of power can leave
//! it behind. When the outbox holds fewer acts than the mark tells, acts were lost, and their numbers
//! must not be given out again.

use std::fs::{File, OpenOptions};
use std::io::{Read as _, Seek as _, SeekFrom, Write as _};
use std::sync::Mutex;

use crate::connection::lock;
use crate::error::StoreError;
use crate::folder::Folder;

const NAME: &str = "outbox.mark";

/// The open file.
#[derive(Debug)]
pub(crate) struct Mark {
    file: Mutex<File>,
}

impl Mark {
    /// Opens the file, making it if it is missing.
    pub(crate) fn open(folder: &Folder) -> Result<Self, StoreError> {
        let path = folder.file(NAME);
        let file = OpenOptions::new()
            .create(true)
            .truncate(false)
            .read(true)
            .write(true)
            .open(&path)
            .map_err(StoreError::io(&path))?;
        Ok(Self { file: Mutex::new(file) })
    }

    /// The highest number given out, as far as this file knows; 0 for none.
    pub(crate) fn highest(&self) -> u64 {
        let mut file = lock(&self.file);
        let mut text = String::new();
        match file.seek(SeekFrom::Start(0)).and_then(|_| file.read_to_string(&mut text)) {
            Ok(_) => text.trim().parse().unwrap_or(0),
            Err(_) => 0,
        }
    }

    /// Notes that `number` was given out. A failure is not the act's failure.
    pub(crate) fn raise(&self, number: u64) {
        let mut file = lock(&self.file);
        // Always as long as before, so that no moment shows half of a number.
        let text = format!("{number:020}\n");
        let written = file.seek(SeekFrom::Start(0)).and_then(|_| file.write_all(text.as_bytes()));
        if let Err(error) = written {
            tracing::warn!(%error, "the outbox's mark stays behind");
        }
    }
}
