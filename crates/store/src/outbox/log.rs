//! The room of the outbox's write-ahead log, set aside before anybody saves.
//!
//! A log that grows with each act makes a disk keep two promises at each sync: the act, and the file's
//! new length and place. Measured on ext4, the second takes as long as the first. In a log that has its
//! length an act overwrites zeros, in which SQLite finds no frames. It is also room on a full disk.
//! Closing the outbox gives it back, so each start writes these 4 MB, while the window is being made.

use std::ffi::OsString;
use std::fs::{File, OpenOptions};
use std::io::{Read as _, Seek as _, SeekFrom};
use std::path::PathBuf;

use crate::connection::Durability;
use crate::folder::Folder;

/// The commit that reaches the checkpoint may go beyond it.
const PAGES: u64 = Durability::Full.checkpoint_pages() as u64 + 64;
/// A page and its frame's head.
const FRAME_BYTES: u64 = 4_096 + 24;

/// Sets the room aside, where the outbox is open and the log does not have it. Without it acts are as
/// safe and take longer, so a failure stays in the log of the program.
pub(super) fn reserve(folder: &Folder) {
    let mut path = OsString::from(folder.outbox());
    path.push("-wal");
    if let Err(error) = lengthen(PathBuf::from(path)) {
        tracing::debug!(%error, "the outbox's log grows as it is needed");
    }
}

fn lengthen(path: PathBuf) -> std::io::Result<()> {
    let mut log = OpenOptions::new().write(true).open(path)?;
    let before = log.seek(SeekFrom::End(0))?;
    let filled = fill(&mut log, (PAGES * FRAME_BYTES).saturating_sub(before));
    if filled.is_err() {
        // What a full disk has left is for acts.
        log.set_len(before)?;
    }
    filled
}

fn fill(log: &mut File, missing: u64) -> std::io::Result<()> {
    std::io::copy(&mut std::io::repeat(0).take(missing), log)?;
    log.sync_data()
}
