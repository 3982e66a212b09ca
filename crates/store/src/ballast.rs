//! The ballast: a file that keeps room on the disk for what people do.
//!
//! When the disk is full, the ballast goes and the act is saved in its place, so that saving is the
//! last thing to fail. It comes back as soon as there is room.

use std::io::Write as _;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};

use trucban_domain::Entropy;

use crate::folder::{Folder, private};

const NAME: &str = "ballast";
const BYTES: u64 = 1 << 20;

/// The reserve of one folder.
#[derive(Debug)]
pub(crate) struct Ballast {
    folder: Folder,
    seed: [u8; 32],
    held: AtomicBool,
}

impl Ballast {
    /// Takes up the reserve, if there is room for it.
    pub(crate) fn take_up(folder: &Folder, entropy: &dyn Entropy) -> Self {
        let mut seed = [0; 32];
        entropy.fill(&mut seed);
        let ballast = Self { folder: folder.clone(), seed, held: AtomicBool::new(false) };
        let whole = std::fs::metadata(ballast.path()).is_ok_and(|file| file.len() == BYTES);
        ballast.held.store(whole, Ordering::Relaxed);
        ballast.restore();
        ballast
    }

    /// Gives the room away; whether there was any to give.
    pub(crate) fn release(&self) -> bool {
        self.held.swap(false, Ordering::Relaxed)
            && std::fs::remove_file(self.path()).is_ok()
            && self.folder.sync().is_ok()
    }

    /// Takes the room again, if it was given away and the disk has it.
    pub(crate) fn restore(&self) {
        if self.held.load(Ordering::Relaxed) {
            return;
        }
        match self.fill() {
            Ok(()) => self.held.store(true, Ordering::Relaxed),
            Err(error) => {
                tracing::warn!(%error, "no room for the ballast");
                if let Err(error) = self.folder.remove(NAME) {
                    tracing::warn!(%error, "a cut ballast stays");
                }
            }
        }
    }

    /// Bytes that are free beside the reserve; `None` where the system does not tell.
    pub(crate) fn room(&self) -> Option<u64> {
        self.folder.free_bytes()
    }

    fn path(&self) -> PathBuf {
        self.folder.file(NAME)
    }

    /// Incompressible bytes, so that a file system that compresses still sets the room aside.
    fn fill(&self) -> std::io::Result<()> {
        let mut file = private(&self.path())?;
        let mut stream = blake3::Hasher::new_keyed(&self.seed).finalize_xof();
        let mut block = [0; 16_384];
        for _ in 0..BYTES / 16_384 {
            stream.fill(&mut block);
            file.write_all(&block)?;
        }
        file.sync_all()
    }
}
