//! The store: one data folder, opened.
//!
//! Owns the folder's lock, its key, the two files and the order in which they are opened: the cache
//! first, since it remembers what a damaged outbox could lose. Fails as [`StoreError`] tells.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use rusqlite::Connection;
use trucban_domain::{Entropy, IncidentId};
use uuid::Uuid;

use crate::ballast::Ballast;
use crate::cache::landing::Landing;
use crate::cache::{replay, standing};
use crate::connection::{self, lock};
use crate::database::Database;
use crate::error::StoreError;
use crate::folder::{Folder, FolderLock};
use crate::key::{self, StoreKey};
use crate::outbox::mark::Mark;
use crate::outbox::rescue::{self, Remembered};
use crate::outbox::{self, acts, entries};
use crate::{cache, migrate};

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
}

/// An open data folder. Cheap to clone; all clones are one store.
#[derive(Clone)]
pub struct Store {
    open: Arc<Open>,
}

/// Locks are taken in this order: the outbox's writer, the cache's writer, `replayed`, the cache's
/// reader, the outbox's reader.
struct Open {
    /// The outbox as the cache's writer reads it, so that a long flip keeps no lock that the screen
    /// waits for.
    replayed: Mutex<Connection>,
    outbox: Database,
    cache: Database,
    /// Reports whose acts could not be applied yet.
    overdue: Mutex<BTreeSet<IncidentId>>,
    incarnation: Uuid,
    key_place: KeyPlace,
    openings: Vec<Opening>,
    /// What only the owner has. Goes last: the files are closed before another process owns them.
    owned: Option<Owned>,
}

/// What the owner of a folder has beside the files.
struct Owned {
    mark: Mark,
    ballast: Ballast,
    _lock: FolderLock,
}

const INCARNATION: &str = "incarnation";
const SETTING: &str = "setting/";

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
        match access {
            Access::Owner => open_as_owner(&folder, key, entropy.as_ref()),
            Access::ReadOnly => open_to_look(&folder),
        }
    }

    /// Where the key lies.
    pub fn key_place(&self) -> KeyPlace {
        self.open.key_place
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
        let second = self
            .cache_file()
            .write(|cache| standing::keep(cache, &format!("{SETTING}{name}"), value));
        if let Err(error) = second {
            tracing::warn!(%error, "a setting has no second copy");
        }
        Ok(())
    }

    pub(crate) fn outbox_file(&self) -> &Database {
        &self.open.outbox
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

    pub(crate) fn overdue(&self) -> &Mutex<BTreeSet<IncidentId>> {
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
        match landed {
            Err(StoreError::Outbox(error)) => self.outbox_file().watch(Err(*error)),
            landed => landed,
        }
    }
}

fn open_to_look(folder: &Folder) -> Result<Store, StoreError> {
    let (key, key_place) = key::find(folder, None)?;
    if !folder.outbox().exists() || !folder.cache().exists() {
        return Err(StoreError::NotReady(folder.path().to_owned()));
    }
    let outbox = connection::reader(&folder.outbox(), &key)?;
    let cache = connection::reader(&folder.cache(), &key)?;
    for (schema, conn) in [(&migrate::OUTBOX, &outbox), (&migrate::CACHE, &cache)] {
        if schema.check(conn)? < schema.known() {
            return Err(StoreError::NotReady(folder.path().to_owned()));
        }
    }
    let incarnation = outbox::kept_incarnation(&outbox)?
        .ok_or_else(|| StoreError::NotReady(folder.path().to_owned()))?;
    let replayed = connection::reader(&folder.outbox(), &key)?;
    Ok(Store {
        open: Arc::new(Open {
            outbox: Database::new(folder, outbox::DAMAGED, None, outbox),
            cache: Database::new(folder, cache::DAMAGED, None, cache),
            replayed: Mutex::new(replayed),
            overdue: Mutex::default(),
            incarnation,
            key_place,
            openings: Vec::new(),
            owned: None,
        }),
    })
}

fn open_as_owner(
    folder: &Folder,
    preference: KeyPreference,
    entropy: &dyn Entropy,
) -> Result<Store, StoreError> {
    folder.make()?;
    let lock = folder.lock()?;
    let (key, key_place) = key::find(folder, Some((preference, entropy)))?;
    refuse_newer(folder, &key)?;
    let mut openings = Vec::new();

    let (cache, rebuilt) = cache::open(folder, &key)?;
    if rebuilt {
        openings.push(Opening::CacheRebuilt);
    }
    let mark = Mark::open(folder)?;
    let remembered = remembered(&cache, &mark)?;
    let (mut outbox, rescued) = open_outbox(folder, &key, &remembered, entropy)?;
    openings.extend(rescued);
    let incarnation = outbox::incarnation(&mut outbox, entropy)?;
    mark.raise(acts::newest_number(&outbox)?);

    let reader = connection::reader(&folder.outbox(), &key)?;
    let replayed = connection::reader(&folder.outbox(), &key)?;
    let cache_reader = connection::reader(&folder.cache(), &key)?;
    let store = Store {
        open: Arc::new(Open {
            outbox: Database::new(folder, outbox::DAMAGED, Some(outbox), reader),
            cache: Database::new(folder, cache::DAMAGED, Some(cache), cache_reader),
            replayed: Mutex::new(replayed),
            overdue: Mutex::default(),
            incarnation,
            key_place,
            openings,
            owned: Some(Owned { mark, ballast: Ballast::take_up(folder, entropy), _lock: lock }),
        }),
    };
    store.derive_again()?;
    Ok(store)
}

/// A newer file is recognised before anything is written into the folder.
fn refuse_newer(folder: &Folder, key: &StoreKey) -> Result<(), StoreError> {
    let files = [(&migrate::OUTBOX, folder.outbox()), (&migrate::CACHE, folder.cache())];
    for (schema, path) in files {
        if !path.exists() {
            continue;
        }
        let checked = connection::reader(&path, key).and_then(|conn| schema.check(&conn));
        // A damaged file is dealt with when it is opened for good.
        if let Err(error @ StoreError::TooNew { .. }) = checked {
            return Err(error);
        }
    }
    Ok(())
}

fn remembered(cache: &Connection, mark: &Mark) -> Result<Remembered, StoreError> {
    let incarnation = standing::kept(cache, INCARNATION)?;
    Ok(Remembered {
        highest: mark.highest().max(standing::read(cache)?.last_client_seq),
        incarnation: incarnation.and_then(|text| text.parse().ok()),
        settings: standing::kept_under(cache, SETTING)?,
    })
}

fn open_outbox(
    folder: &Folder,
    key: &StoreKey,
    remembered: &Remembered,
    entropy: &dyn Entropy,
) -> Result<(Connection, Option<Opening>), StoreError> {
    rescue::finish(folder)?;
    if !folder.file(outbox::DAMAGED).exists() {
        match outbox::open(folder, key) {
            // Fewer acts than were once saved: the end of the file is lost.
            Ok(conn) if acts::newest_number(&conn)? >= remembered.highest => {
                return Ok((conn, None));
            }
            Ok(_) => {}
            Err(error) if error.is_damage() => tracing::error!(%error, "the outbox is damaged"),
            Err(error) => return Err(error),
        }
    }
    let rescue = rescue::run(folder, key, remembered, entropy)?;
    let opening =
        Opening::OutboxRescued { read: rescue.read, lost: rescue.lost, file: rescue.file };
    Ok((outbox::open(folder, key)?, Some(opening)))
}

impl Store {
    /// Applies every act of the replay set to the rows: whatever a crash left undone is done then.
    fn derive_again(&self) -> Result<(), StoreError> {
        let settings = self.outbox_file().read(outbox::settings)?;
        let incarnation = self.incarnation().to_string();
        self.cache_file().write(|cache| {
            if standing::kept(cache, INCARNATION)?.as_ref() != Some(&incarnation) {
                standing::keep(cache, INCARNATION, &incarnation)?;
            }
            for (name, value) in &settings {
                let name = format!("{SETTING}{name}");
                if standing::kept(cache, &name)?.as_ref() != Some(value) {
                    standing::keep(cache, &name, value)?;
                }
            }
            Ok(())
        })?;
        self.land(|cache, outbox| {
            let acked = standing::read(cache)?.acked_client_seq;
            let mut due = entries::subjects_above(outbox, acked).map_err(StoreError::of_outbox)?;
            due.extend(replay::changed_subjects(cache)?);
            let mut landing = Landing::of_acts(cache, outbox, acked);
            for subject in due {
                landing.reopen(subject)?;
            }
            landing.finish()?;
            standing::raise_last(cache, acts::newest_number(outbox).map_err(StoreError::of_outbox)?)
        })
    }
}
