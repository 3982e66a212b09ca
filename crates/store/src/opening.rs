//! Opening a data folder: lock, key, files, and what a crash or a damaged disk left to do.
//!
//! The cache is opened first, since it remembers what a damaged outbox could lose. Damage that is found
//! only while the rows are derived sends the opening back to its start, with the damaged file marked.

use std::sync::Mutex;

use rusqlite::Connection;
use trucban_domain::Entropy;
use uuid::Uuid;

use crate::ballast::Ballast;
use crate::cache::landing::Landing;
use crate::cache::{replay, second_copy, standing};
use crate::connection;
use crate::database::{Database, note_damage, transact};
use crate::error::StoreError;
use crate::folder::Folder;
use crate::key::{self, StoreKey};
use crate::outbox::mark::Mark;
use crate::outbox::{self, acts, entries, rescue};
use crate::photos::opening as photos;
use crate::store::{KeyPreference, Open, Opening, Owned};
use crate::{cache, migrate};

/// Either file can be found damaged once on the way.
const ATTEMPTS: u32 = 3;

/// Opens the folder to look at it.
pub(crate) fn to_look(folder: &Folder) -> Result<Open, StoreError> {
    let not_ready = || StoreError::NotReady(folder.path().to_owned());
    let (key, key_place) = key::find(folder, None)?;
    if ![folder.outbox(), folder.cache(), folder.photos()].iter().all(|file| file.exists()) {
        return Err(not_ready());
    }
    let outbox = connection::reader(&folder.outbox(), &key)?;
    let cache = connection::reader(&folder.cache(), &key)?;
    let photos = connection::reader(&folder.photos(), &key)?;
    for (schema, conn) in
        [(&migrate::OUTBOX, &outbox), (&migrate::CACHE, &cache), (&migrate::PHOTOS, &photos)]
    {
        if schema.check(conn)? < schema.known() {
            return Err(not_ready());
        }
    }
    let incarnation = outbox::kept_incarnation(&outbox)?.ok_or_else(not_ready)?;
    let replayed = connection::reader(&folder.outbox(), &key)?;
    Ok(Open {
        replayed: Mutex::new(replayed),
        outbox: Database::new(folder, outbox::DAMAGED, None, outbox),
        cache: Database::new(folder, cache::DAMAGED, None, cache),
        photos: Database::new(folder, photos::DAMAGED, None, photos),
        overdue: Mutex::default(),
        incarnation,
        key_place,
        openings: Vec::new(),
        owned: None,
    })
}

/// Opens the folder as its owner.
pub(crate) fn as_owner(
    folder: &Folder,
    preference: KeyPreference,
    entropy: &dyn Entropy,
) -> Result<Open, StoreError> {
    folder.make()?;
    let lock = folder.lock()?;
    let (key, key_place) = key::find(folder, Some((preference, entropy)))?;
    refuse_newer(folder, &key)?;
    let mut openings = Vec::new();
    let mut attempt = 1;
    let files = loop {
        match open_files(folder, &key, entropy, &mut openings) {
            Err(error) if error.is_damage() && attempt < ATTEMPTS => attempt += 1,
            opened => break opened?,
        }
    };
    let Files { outbox, cache, mark, incarnation } = files;
    let (photos, saved) = photos::open(folder, &key)?;
    openings.extend(saved.map(|photos::Saved { read, lost, file }| Opening::PhotosRescued {
        read,
        lost,
        file,
    }));
    let photos_reader = connection::reader(&folder.photos(), &key)?;
    let reader = connection::reader(&folder.outbox(), &key)?;
    let replayed = connection::reader(&folder.outbox(), &key)?;
    let cache_reader = connection::reader(&folder.cache(), &key)?;
    Ok(Open {
        replayed: Mutex::new(replayed),
        outbox: Database::new(folder, outbox::DAMAGED, Some(outbox), reader),
        cache: Database::new(folder, cache::DAMAGED, Some(cache), cache_reader),
        photos: Database::new(folder, photos::DAMAGED, Some(photos), photos_reader),
        overdue: Mutex::default(),
        incarnation,
        key_place,
        openings,
        owned: Some(Owned { mark, ballast: Ballast::take_up(folder, entropy), _lock: lock }),
    })
}

/// A newer file is recognised before anything is written into the folder.
fn refuse_newer(folder: &Folder, key: &StoreKey) -> Result<(), StoreError> {
    let files = [
        (&migrate::OUTBOX, folder.outbox()),
        (&migrate::CACHE, folder.cache()),
        (&migrate::PHOTOS, folder.photos()),
    ];
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

struct Files {
    outbox: Connection,
    cache: Connection,
    mark: Mark,
    incarnation: Uuid,
}

fn open_files(
    folder: &Folder,
    key: &StoreKey,
    entropy: &dyn Entropy,
    openings: &mut Vec<Opening>,
) -> Result<Files, StoreError> {
    let in_cache = |result| note_damage(folder, cache::DAMAGED, result);
    let (mut cache, rebuilt) = cache::open(folder, key)?;
    if rebuilt {
        openings.push(Opening::CacheRebuilt);
    }
    let mark = Mark::open(folder)?;
    let mut remembered = note_damage(folder, cache::DAMAGED, second_copy::read(&cache))?;
    remembered.highest = remembered.highest.max(mark.highest());
    let mut outbox = open_outbox(folder, key, remembered, entropy, openings)?;
    let incarnation =
        note_damage(folder, outbox::DAMAGED, outbox::incarnation(&mut outbox, entropy))?;
    mark.raise(acts::newest_number(&outbox)?);
    let derived = transact(&mut cache, |tx| derive(tx, &outbox, incarnation));
    match derived {
        Err(StoreError::Outbox(error)) => note_damage(folder, outbox::DAMAGED, Err(*error))?,
        derived => in_cache(derived)?,
    }
    Ok(Files { outbox, cache, mark, incarnation })
}

fn open_outbox(
    folder: &Folder,
    key: &StoreKey,
    remembered: rescue::Remembered,
    entropy: &dyn Entropy,
    openings: &mut Vec<Opening>,
) -> Result<Connection, StoreError> {
    rescue::finish(folder)?;
    if !folder.file(outbox::DAMAGED).exists() {
        match outbox::open(folder, key) {
            // Fewer acts than were once saved: the end of the file is lost.
            Ok(conn) if acts::newest_number(&conn)? >= remembered.highest => return Ok(conn),
            Ok(_) => tracing::error!("acts are missing at the end of the outbox"),
            Err(error) if error.is_damage() => tracing::error!(%error, "the outbox is damaged"),
            Err(error) => return Err(error),
        }
    }
    let rescue::Rescue { read, lost, file } = rescue::run(folder, key, remembered, entropy)?;
    openings.push(Opening::OutboxRescued { read, lost, file });
    outbox::open(folder, key)
}

/// Applies every act of the replay set to the rows and completes the second copies: whatever a crash
/// left undone is done then.
fn derive(cache: &Connection, outbox: &Connection, incarnation: Uuid) -> Result<(), StoreError> {
    second_copy::keep_incarnation(cache, incarnation)?;
    for (name, value) in outbox::settings(outbox).map_err(StoreError::of_outbox)? {
        second_copy::keep_setting(cache, &name, &value)?;
    }
    let acked = standing::read(cache)?.acked_client_seq;
    let mut due = entries::subjects_above(outbox, acked).map_err(StoreError::of_outbox)?;
    due.extend(replay::changed_subjects(cache)?);
    let mut landing = Landing::of_acts(cache, outbox, acked);
    for subject in due {
        landing.reopen(subject)?;
    }
    landing.catch_up()?;
    landing.finish().map(|_| ())
}
