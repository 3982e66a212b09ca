//! The store: one data folder, opened, and how its parts are reached.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use rusqlite::Connection;
use trucban_domain::{Entropy, SubjectId, Timestamp};
use uuid::Uuid;

use crate::ballast::Ballast;
use crate::cache::tag::Viewer;
use crate::cache::{second_copy, tag};
use crate::connection::lock;
use crate::database::Database;
use crate::error::StoreError;
use crate::folder::{Folder, FolderLock};
use crate::opening;
use crate::outbox;
use crate::outbox::mark::Mark;

/// Where to look for the key of a new folder. A folder that has one keeps its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyPreference {
    /// The operating system's keyring; a file where there is none.
    KeyringThenFile,
    /// A file beside the data.
    FileOnly,
}

/// Where the key lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyPlace {
    /// In the operating system's keyring.
    Keyring,
    /// In a file beside the data, readable by the owner only.
    File,
}

/// How to open a folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// As its one owner.
    Owner,
    /// To look, beside an owner.
    ReadOnly,
}

/// What to open, and how.
pub struct OpenStore<'a> {
    /// The data folder; made if it is missing.
    pub folder: &'a Path,
    /// Where to put the key of a new folder.
    pub key: KeyPreference,
    /// Version of the console.
    pub build: &'a str,
    /// Source of keys.
    pub entropy: Arc<dyn Entropy>,
    /// As owner or to look.
    pub access: Access,
}

/// What happened while the folder was opened, and a person should know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Opening {
    /// The copy of central's rows was damaged; it starts empty and is fetched again.
    CacheRebuilt,
    /// The outbox was damaged. What could be read was carried over and exported.
    OutboxRescued {
        /// Acts that were read.
        read: u32,
        /// Acts of which only the number is known.
        lost: u32,
        /// The export, one act a line.
        file: PathBuf,
    },
    /// The photos attached here were damaged. What could be read was carried over.
    PhotosRescued {
        /// Pictures that were read.
        read: u32,
        /// Pictures that were not.
        lost: u32,
        /// The damaged file.
        file: PathBuf,
    },
}

/// An open data folder. Cheap to clone; all clones are one store.
#[derive(Clone)]
pub struct Store {
    open: Arc<Open>,
}

/// Locks are taken in this order: the photos' (alone, before all others), the outbox's writer, the cache's writer, `replayed`, the cache's
/// reader, the outbox's reader.
pub(crate) struct Open {
    /// The outbox as the cache's writer reads it, so that a long flip keeps no lock that the screen
    /// waits for.
    pub(crate) replayed: Mutex<Connection>,
    pub(crate) outbox: Database,
    pub(crate) cache: Database,
    pub(crate) photos: Database,
    /// Reports that could not be derived again after a person took an act back.
    pub(crate) overdue: Mutex<BTreeSet<SubjectId>>,
    pub(crate) incarnation: Uuid,
    pub(crate) key_place: KeyPlace,
    pub(crate) openings: Vec<Opening>,
    /// What only the owner has. Goes last: the files are closed before another process owns them.
    pub(crate) owned: Option<Owned>,
}

/// What the owner of a folder has beside the files.
pub(crate) struct Owned {
    pub(crate) mark: Mark,
    pub(crate) ballast: Ballast,
    pub(crate) _lock: FolderLock,
}

impl Store {
    /// Opens a folder.
    ///
    /// # Errors
    /// [`StoreError::Locked`], [`StoreError::TooNew`], [`StoreError::Key`] and
    /// [`StoreError::NotReady`] leave the files untouched.
    pub fn open(ask: OpenStore<'_>) -> Result<Self, StoreError> {
        let OpenStore { folder, key, build, entropy, access } = ask;
        let folder = Folder::new(folder);
        tracing::debug!(folder = %folder.path().display(), build, ?access, "opening the store");
        let open = match access {
            Access::Owner => opening::as_owner(&folder, key, entropy.as_ref()),
            Access::ReadOnly => opening::to_look(&folder),
        };
        Ok(Self { open: Arc::new(open?) })
    }

    /// Where the key lies.
    pub fn key_place(&self) -> KeyPlace {
        self.open.key_place
    }

    /// Bytes that this user may still write on the folder's disk; `None` where the system does not
    /// tell, and for who only looks.
    pub fn free_bytes(&self) -> Option<u64> {
        self.open.owned.as_ref()?.ballast.room()
    }

    /// What happened while the folder was opened.
    pub fn openings(&self) -> Vec<Opening> {
        self.open.openings.clone()
    }

    /// Drawn when the outbox was made; two incarnations of one device are a copied folder.
    pub fn incarnation(&self) -> Uuid {
        self.open.incarnation
    }

    /// Reads a setting.
    pub fn setting(&self, name: &str) -> Result<Option<String>, StoreError> {
        self.outbox_file().read(|outbox| outbox::setting(outbox, name))
    }

    /// Keeps a setting, durably.
    pub fn set_setting(&self, name: &str, value: &str) -> Result<(), StoreError> {
        self.outbox_file().write(|outbox| outbox::set_setting(outbox, name, value))?;
        let second = self.cache_file().write(|cache| second_copy::keep_setting(cache, name, value));
        if let Err(error) = second {
            tracing::warn!(%error, "a setting has no second copy");
        }
        Ok(())
    }

    /// Notes who looks: the views of an operator's own work depend on it. Reads every open report if it is
    /// another one than before.
    pub fn set_viewer(&self, viewer: &Viewer) -> Result<(), StoreError> {
        // Every start asks this, and hardly any changes it: reading takes no turn at writing.
        if self.cache_file().read(tag::viewer)?.as_ref() == Some(viewer) {
            return Ok(());
        }
        self.cache_file().write(|cache| tag::set_viewer(cache, viewer))
    }

    /// Keeps what somebody is writing under `name`, durably, in the place of what was kept there;
    /// `None` forgets it.
    pub fn keep_draft(
        &self,
        name: &str,
        body: Option<&[u8]>,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        self.outbox_file().write(|outbox| outbox::draft::keep(outbox, name, body, now))
    }

    /// What was being written, each with its name, in the order of the names.
    pub fn drafts(&self) -> Result<Vec<(String, Vec<u8>)>, StoreError> {
        self.outbox_file().read(outbox::draft::all)
    }

    pub(crate) fn outbox_file(&self) -> &Database {
        &self.open.outbox
    }

    pub(crate) fn photos_file(&self) -> &Database {
        &self.open.photos
    }

    pub(crate) fn cache_file(&self) -> &Database {
        &self.open.cache
    }

    /// Notes that a number was given out.
    pub(crate) fn raise_mark(&self, number: u64) {
        if let Some(owned) = &self.open.owned {
            owned.mark.raise(number);
        }
    }

    pub(crate) fn overdue(&self) -> &Mutex<BTreeSet<SubjectId>> {
        &self.open.overdue
    }

    /// Gives the reserve away; whether there was any.
    pub(crate) fn release_ballast(&self) -> bool {
        self.open.owned.as_ref().is_some_and(|owned| owned.ballast.release())
    }

    /// Takes the reserve again, if it was given away.
    pub(crate) fn restore_ballast(&self) {
        if let Some(owned) = &self.open.owned {
            owned.ballast.restore();
        }
    }

    /// Runs `f` in one transaction of the cache, beside the outbox as it is committed.
    pub(crate) fn land<T>(
        &self,
        f: impl FnOnce(&Connection, &Connection) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let landed = self.cache_file().write(|cache| f(cache, &lock(&self.open.replayed)));
        self.blame(landed)
    }

    /// Runs `f` on one moment of the cache and one of the outbox, changing neither.
    pub(crate) fn look<T>(
        &self,
        f: impl FnOnce(&Connection, &Connection) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let outbox = lock(&self.open.replayed);
        let looked = self.cache_file().read(|cache| {
            let moment = outbox.unchecked_transaction()?;
            f(cache, &moment)
        });
        drop(outbox);
        self.blame(looked)
    }

    /// Puts damage down to the file that it is in.
    fn blame<T>(&self, result: Result<T, StoreError>) -> Result<T, StoreError> {
        match result {
            Err(StoreError::Outbox(error)) => self.outbox_file().watch(Err(*error)),
            other => other,
        }
    }
}
