//! Tiles of the zoning map that were cut: kept until the map changes, the oldest out when they are
//! many.

use rusqlite::{Connection, OptionalExtension as _, params};
use trucban_geo::TileCoord;

use crate::connection::int;
use crate::error::StoreError;

/// What is kept at most.
const MOST: Total = Total { rows: 4_000, bytes: 64 << 20 };

/// How much is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Total {
    rows: i64,
    bytes: i64,
}

const KEPT: &str = "SELECT data FROM tile WHERE land_version = ?1 AND z = ?2 AND x = ?3 AND y = ?4";
/// Only while the map is still the one that was cut.
const KEEP: &str = "INSERT INTO tile (land_version, z, x, y, data)
     SELECT ?1, ?2, ?3, ?4, ?5 FROM land_version WHERE version = ?1
     ON CONFLICT DO NOTHING";
const OLDEST: &str = "DELETE FROM tile WHERE n = (SELECT min(n) FROM tile) RETURNING length(data)";

/// Reads a tile of this version of the map; no bytes for one on which nothing is drawn.
pub(crate) fn kept(
    conn: &Connection,
    version: u64,
    coord: TileCoord,
) -> Result<Option<Vec<u8>>, StoreError> {
    let data = conn
        .prepare_cached(KEPT)?
        .query_row(params![int(version), coord.z(), coord.x(), coord.y()], |row| row.get(0))
        .optional()?;
    Ok(data)
}

/// Keeps a tile, unless the map has changed meanwhile.
pub(crate) fn keep(
    conn: &Connection,
    version: u64,
    coord: TileCoord,
    data: &[u8],
) -> Result<(), StoreError> {
    keep_within(conn, MOST, version, coord, data)
}

fn keep_within(
    conn: &Connection,
    most: Total,
    version: u64,
    coord: TileCoord,
    data: &[u8],
) -> Result<(), StoreError> {
    let new = conn.prepare_cached(KEEP)?.execute(params![
        int(version),
        coord.z(),
        coord.x(),
        coord.y(),
        data
    ])?;
    if new == 0 {
        return Ok(());
    }
    let mut total = total(conn)?;
    total.rows += 1;
    total.bytes += i64::try_from(data.len()).unwrap_or(i64::MAX);
    while total.rows > most.rows || total.bytes > most.bytes {
        let gone: Option<i64> =
            conn.prepare_cached(OLDEST)?.query_row([], |row| row.get(0)).optional()?;
        let Some(gone) = gone else { break };
        total.rows -= 1;
        total.bytes -= gone;
    }
    set_total(conn, total)
}

/// Forgets every tile.
pub(crate) fn drop_all(conn: &Connection) -> Result<(), StoreError> {
    conn.execute("DELETE FROM tile", [])?;
    set_total(conn, Total { rows: 0, bytes: 0 })
}

fn total(conn: &Connection) -> Result<Total, StoreError> {
    let total = conn
        .prepare_cached("SELECT row_count, bytes FROM tile_total")?
        .query_row([], |row| Ok(Total { rows: row.get(0)?, bytes: row.get(1)? }))?;
    Ok(total)
}

fn set_total(conn: &Connection, total: Total) -> Result<(), StoreError> {
    conn.prepare_cached("UPDATE tile_total SET row_count = ?1, bytes = ?2")?
        .execute([total.rows, total.bytes])?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cache::plan::steps;
    use crate::migrate::CACHE;

    #[test]
    fn a_tile_that_was_cut_before_is_one_row_of_an_index() {
        let steps = steps(KEPT, 4);
        assert_eq!(steps.len(), 1, "{steps:?}");
        assert!(steps[0].starts_with("SEARCH tile USING INDEX"), "{steps:?}");
    }

    #[test]
    fn tiles_of_another_version_are_not_kept_and_the_oldest_go_first() {
        let mut conn = Connection::open_in_memory().unwrap();
        CACHE.migrate(&mut conn).unwrap();
        let coord = |x| TileCoord::new(13, x, 0).unwrap();
        keep(&conn, 7, coord(0), b"cut before a change").unwrap();
        assert_eq!(kept(&conn, 7, coord(0)).unwrap(), None);
        let few = Total { rows: 3, bytes: 100 };
        for x in 0..5 {
            keep_within(&conn, few, 0, coord(x), b"tile").unwrap();
            keep_within(&conn, few, 0, coord(x), b"tile").unwrap();
        }
        assert_eq!(kept(&conn, 0, coord(1)).unwrap(), None);
        assert_eq!(kept(&conn, 0, coord(2)).unwrap().as_deref(), Some(&b"tile"[..]));
        assert_eq!(total(&conn).unwrap(), Total { rows: 3, bytes: 12 });
        keep_within(&conn, few, 0, coord(9), &[0; 95]).unwrap();
        assert_eq!(kept(&conn, 0, coord(3)).unwrap(), None);
        assert_eq!(total(&conn).unwrap(), Total { rows: 2, bytes: 99 });
        drop_all(&conn).unwrap();
        assert_eq!(total(&conn).unwrap(), Total { rows: 0, bytes: 0 });
    }
}
