//! The least that reading a laptop's rows takes: plain SQL on the same file, with the same key.

use std::path::Path;

use anyhow::{Context as _, Result};
use rusqlite::{Connection, OpenFlags};
use trucban_domain::Point;

/// Boxes are kept in decimetres, points in millimetres.
pub const BOX_MM: i64 = 100;

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

/// The middles of the boxes of all lots.
pub fn lots(conn: &Connection) -> Result<Vec<Point>> {
    let mut statement = conn.prepare(
        "SELECT (north_min + north_max) / 2, (east_min + east_max) / 2 FROM lot_place ORDER BY n",
    )?;
    let middle = |row: &rusqlite::Row<'_>| {
        Ok(Point {
            north_mm: row.get::<_, i64>(0)? * BOX_MM,
            east_mm: row.get::<_, i64>(1)? * BOX_MM,
        })
    };
    statement.query_map([], middle)?.collect::<Result<_, _>>().context("the lots of the city")
}
