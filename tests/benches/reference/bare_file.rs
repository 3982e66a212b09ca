//! The least that reading a laptop's rows takes: plain SQL on the same file, with the same key.

use std::path::Path;

use anyhow::{Context as _, Result};
use rusqlite::{Connection, OpenFlags};

/// Opens the copy of central's rows in a laptop's folder, to read.
pub fn open(laptop: &Path) -> Result<Connection> {
    let conn = Connection::open_with_flags(
        laptop.join("cache.db"),
        OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX,
    )?;
    unlock(&conn, laptop)?;
    conn.pragma_update(None, "cache_size", -32_000)?;
    Ok(conn)
}

/// Gives a connection the key of a laptop's files.
pub fn unlock(conn: &Connection, laptop: &Path) -> Result<()> {
    let key = std::fs::read_to_string(laptop.join("store.key")).context("the laptop's key")?;
    conn.pragma_update(None, "key", format!("x'{}'", key.trim()))?;
    Ok(())
}
