//! The cache file: central's rows with this laptop's unanswered acts applied on top.
//!
//! Everything in it can be fetched or derived again, so a damaged file is thrown away and started
//! anew. Invariant: a row is what replaying every act of the replay set over central's row gives
//! ([`replay`]); [`audit`] checks it.

pub(crate) mod alert;
pub(crate) mod alerts;
pub(crate) mod audit;
pub(crate) mod blob;
pub(crate) mod camera;
pub(crate) mod case;
pub(crate) mod cluster;
pub(crate) mod duplicate;
pub(crate) mod figures;
pub(crate) mod find;
pub(crate) mod handover;
pub(crate) mod history;
pub(crate) mod incident;
pub(crate) mod land;
pub(crate) mod landing;
pub(crate) mod narrow;
pub(crate) mod near;
pub(crate) mod picture;
pub(crate) mod place;
#[cfg(test)]
pub(crate) mod plan;
pub(crate) mod queue;
mod rank;
pub(crate) mod record;
pub(crate) mod replay;
pub(crate) mod reporter;
pub(crate) mod scope;
pub(crate) mod search;
pub(crate) mod second_copy;
pub(crate) mod staging;
pub(crate) mod standing;
pub(crate) mod suggest;
pub(crate) mod tag;
pub(crate) mod tally;
pub(crate) mod tile;
pub(crate) mod upgrade;

use rusqlite::Connection;

use crate::connection::{self, Durability};
use crate::error::StoreError;
use crate::folder::Folder;
use crate::key::StoreKey;
use crate::migrate;

/// The note that the file is damaged.
pub(crate) const DAMAGED: &str = "cache.damaged";

/// Opens the file for writing; builds it anew if it is damaged. Tells whether a file that was there
/// is lost.
pub(crate) fn open(folder: &Folder, key: &StoreKey) -> Result<(Connection, bool), StoreError> {
    if folder.file(DAMAGED).exists() {
        return Ok((rebuild(folder, key)?, true));
    }
    // An outbox without a cache: somebody removed the cache.
    let missing = !folder.cache().exists() && folder.outbox().exists();
    match open_whole(folder, key) {
        Ok(conn) => Ok((conn, missing)),
        Err(error) if error.is_damage() => {
            tracing::error!(%error, "the cache is damaged and starts empty");
            Ok((rebuild(folder, key)?, true))
        }
        Err(error) => Err(error),
    }
}

/// A check of the whole file would take seconds; damage that these reads miss shows when the damaged
/// page is read, and the next start builds the file anew.
fn open_whole(folder: &Folder, key: &StoreKey) -> Result<Connection, StoreError> {
    let mut conn = connection::writer(&folder.cache(), key, Durability::Normal)?;
    migrate::CACHE.migrate(&mut conn)?;
    standing::read(&conn)?;
    scope::all(&conn)?;
    tally::counts(&conn)?;
    Ok(conn)
}

fn rebuild(folder: &Folder, key: &StoreKey) -> Result<Connection, StoreError> {
    for name in ["cache.db", "cache.db-wal", "cache.db-shm"] {
        folder.remove(name)?;
    }
    let conn = open_whole(folder, key)?;
    folder.remove(DAMAGED)?;
    Ok(conn)
}
