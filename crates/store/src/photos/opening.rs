//! Opening `photos.db`, and what can be saved of a damaged one.
//!
//! A damaged file goes aside and stays there. Whatever of it can still be read and is what its hash
//! promises is carried over into a new one; what cannot is counted, and a person is told.

use std::fs;
use std::path::PathBuf;

use rusqlite::{Connection, OptionalExtension as _, params};

use crate::connection::{self, Durability, nat};
use crate::database::transact;
use crate::error::StoreError;
use crate::folder::Folder;
use crate::key::StoreKey;
use crate::migrate;
use crate::pictures::PictureHash;

/// The note that the file is damaged.
pub(crate) const DAMAGED: &str = "photos.damaged";
const FILE: &str = "photos.db";
const COMPANIONS: [&str; 3] = ["", "-wal", "-shm"];

/// What was saved of a damaged file.
#[derive(Debug)]
pub(crate) struct Saved {
    /// Pictures that were read, whole.
    pub(crate) read: u32,
    /// Pictures that were not.
    pub(crate) lost: u32,
    /// The damaged file.
    pub(crate) file: PathBuf,
}

/// Opens the file for writing; tells what was saved where it is damaged.
pub(crate) fn open(
    folder: &Folder,
    key: &StoreKey,
) -> Result<(Connection, Option<Saved>), StoreError> {
    if !folder.file(DAMAGED).exists() {
        match open_whole(folder, key) {
            Err(error) if error.is_damage() => {
                tracing::error!(%error, "the photos are damaged");
            }
            opened => return opened.map(|conn| (conn, None)),
        }
    }
    let aside = put_aside(folder)?;
    let mut conn = open_whole(folder, key)?;
    let (read, lost) = carry_over(&mut conn, folder, key, &aside);
    folder.remove(DAMAGED)?;
    Ok((conn, Some(Saved { read, lost, file: folder.file(&aside) })))
}

fn open_whole(folder: &Folder, key: &StoreKey) -> Result<Connection, StoreError> {
    let mut conn = connection::writer(&folder.photos(), key, Durability::Full)?;
    migrate::PHOTOS.migrate(&mut conn)?;
    super::file::waiting(&conn)?;
    Ok(conn)
}

fn put_aside(folder: &Folder) -> Result<String, StoreError> {
    let aside = |n: u32| format!("photos-damaged-{n}.db");
    let name = (1..=u32::MAX).map(aside).find(|name| !folder.file(name).exists());
    let name = name.unwrap_or_else(|| aside(1));
    for companion in COMPANIONS {
        let from = folder.file(&format!("{FILE}{companion}"));
        match fs::rename(&from, folder.file(&format!("{name}{companion}"))) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                return Err(StoreError::io(&from)(error));
            }
            _ => {}
        }
    }
    folder.sync().map_err(StoreError::io(folder.path()))?;
    Ok(name)
}

/// Carries over what can be read, one picture after the other: how many could be, and how many not.
fn carry_over(new: &mut Connection, folder: &Folder, key: &StoreKey, aside: &str) -> (u32, u32) {
    let path = folder.file(aside);
    let attempt = |f: &dyn Fn(&Connection) -> Result<i64, StoreError>| {
        connection::reader(&path, key).and_then(|old| f(&old)).ok()
    };
    let highest = attempt(&|old| {
        Ok(old.query_row("SELECT coalesce(max(n), 0) FROM blob", [], |row| row.get(0))?)
    });
    let (mut read, mut lost) = (0, 0);
    for n in 1..=highest.unwrap_or(0) {
        // SQLCipher gives up a connection that met a damaged page: each picture gets one of its own.
        let carried = connection::reader(&path, key)
            .and_then(|old| transact(new, |new| carry_one(&old, new, n)));
        match carried {
            Ok(true) => read += 1,
            // A number that was never given, or that was swept.
            Ok(false) => {}
            Err(error) => {
                tracing::error!(%error, n, "a photo cannot be read");
                lost += 1;
            }
        }
    }
    (read, lost)
}

/// Carries one picture over with what is known of it; whether there is one.
fn carry_one(old: &Connection, new: &Connection, n: i64) -> Result<bool, StoreError> {
    type Row = ([u8; 32], bool, i64, i64, i64, Option<i64>, bool);
    let row: Option<Row> = old
        .prepare(
            "SELECT hash, small, byte_count, saved_at, sent_bytes, acked_at, here FROM blob
                  WHERE n = ?1",
        )?
        .query_row([n], |row| {
            Ok((
                row.get(0)?,
                row.get(1)?,
                row.get(2)?,
                row.get(3)?,
                row.get(4)?,
                row.get(5)?,
                row.get(6)?,
            ))
        })
        .optional()?;
    let Some((hash, small, byte_count, saved_at, sent_bytes, acked_at, here)) = row else {
        return Ok(false);
    };
    let name = PictureHash::from_bytes(hash);
    if here {
        let bytes = super::file::read(old, name, 0, nat(byte_count))?.unwrap_or_default();
        if PictureHash::of(&bytes) != name {
            return Err(StoreError::WrongPicture);
        }
        super::file::put(new, name, small, &bytes, trucban_domain::Timestamp::from_ms(saved_at))?;
    } else {
        new.execute(
            "INSERT INTO blob (hash, small, byte_count, saved_at, here) VALUES (?1, ?2, ?3, ?4, 0)",
            params![hash, small, byte_count, saved_at],
        )?;
    }
    new.execute(
        "UPDATE blob SET sent_bytes = ?2, acked_at = ?3 WHERE hash = ?1",
        params![hash, sent_bytes, acked_at],
    )?;
    let about: Option<Vec<u8>> = old
        .query_row("SELECT about FROM photo WHERE hash = ?1", [hash], |row| row.get(0))
        .optional()?;
    if let Some(about) = about {
        new.execute("INSERT OR REPLACE INTO photo VALUES (?1, ?2)", params![hash, about])?;
    }
    let mut named = old.prepare("SELECT op_id FROM named WHERE hash = ?1")?;
    for op_id in named.query_map([hash], |row| row.get::<_, [u8; 16]>(0))? {
        new.execute("INSERT OR IGNORE INTO named VALUES (?1, ?2)", params![hash, op_id?])?;
    }
    Ok(true)
}
