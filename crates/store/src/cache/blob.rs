//! The bytes of the pictures that are here, and the room that they take.
//!
//! A picture that no case names any more goes with the last one that did.

use rusqlite::{Connection, OptionalExtension as _, params};

use crate::connection::{int, nat};
use crate::error::StoreError;
use crate::pictures::PictureHash;

/// Removes a picture that no case names any more.
pub(crate) fn sweep(conn: &Connection, hash: PictureHash) -> Result<(), StoreError> {
    let gone: Option<i64> = conn
        .prepare_cached(
            "DELETE FROM blob WHERE hash = ?1
               AND NOT EXISTS (SELECT 1 FROM picture WHERE hash = ?1)
             RETURNING byte_count",
        )?
        .query_row([hash.as_bytes()], |row| row.get(0))
        .optional()?;
    grow(conn, -gone.unwrap_or(0))
}

/// Whether a picture is here.
pub(crate) fn is_here(conn: &Connection, hash: PictureHash) -> Result<bool, StoreError> {
    let here = conn
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM blob WHERE hash = ?1)")?
        .query_row([hash.as_bytes()], |row| row.get(0))?;
    Ok(here)
}

/// Reads a picture.
pub(crate) fn read(conn: &Connection, hash: PictureHash) -> Result<Option<Vec<u8>>, StoreError> {
    let bytes = conn
        .prepare_cached("SELECT bytes FROM blob WHERE hash = ?1")?
        .query_row([hash.as_bytes()], |row| row.get(0))
        .optional()?;
    Ok(bytes)
}

/// Keeps a picture, unless no case names it (any more). Tells whether it was kept.
pub(crate) fn keep(
    conn: &Connection,
    hash: PictureHash,
    bytes: &[u8],
    room_bytes: u64,
) -> Result<bool, StoreError> {
    let named: bool = conn
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM picture WHERE hash = ?1)")?
        .query_row([hash.as_bytes()], |row| row.get(0))?;
    if !named || is_here(conn, hash)? {
        return Ok(false);
    }
    let size = bytes.len() as u64;
    make_room(conn, room_bytes.saturating_sub(size))?;
    if taken(conn)?.saturating_add(size) > room_bytes {
        return Ok(false);
    }
    conn.prepare_cached("INSERT INTO blob (hash, byte_count, bytes) VALUES (?1, ?2, ?3)")?
        .execute(params![hash.as_bytes(), int(size), bytes])?;
    grow(conn, int(size))?;
    Ok(true)
}

/// What all pictures take together, in bytes.
pub(crate) fn taken(conn: &Connection) -> Result<u64, StoreError> {
    let bytes =
        conn.prepare_cached("SELECT byte_count FROM blob_room")?.query_row([], |row| row.get(0))?;
    Ok(nat(bytes))
}

/// Gives the oldest pictures that only judged alerts and closed reports name up until no more than
/// `keep_bytes` are taken.
fn make_room(conn: &Connection, keep_bytes: u64) -> Result<(), StoreError> {
    while taken(conn)? > keep_bytes {
        let gone: Option<i64> = conn
            .prepare_cached(
                "DELETE FROM blob WHERE n = (
                     SELECT n FROM blob WHERE NOT EXISTS (
                         SELECT 1 FROM picture JOIN alert ON alert.n = picture.n
                         WHERE picture.hash = blob.hash AND picture.kind = 0 AND alert.lane < 2)
                     AND NOT EXISTS (
                         SELECT 1 FROM picture JOIN incident ON incident.n = picture.n
                         WHERE picture.hash = blob.hash AND picture.kind = 1 AND incident.lane < 2)
                     ORDER BY n LIMIT 1)
                 RETURNING byte_count",
            )?
            .query_row([], |row| row.get(0))
            .optional()?;
        let Some(bytes) = gone else { break };
        grow(conn, -bytes)?;
    }
    Ok(())
}

fn grow(conn: &Connection, bytes: i64) -> Result<(), StoreError> {
    if bytes != 0 {
        conn.prepare_cached("UPDATE blob_room SET byte_count = byte_count + ?1")?
            .execute([bytes])?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cache::picture::{self, Kind};
    use crate::migrate::CACHE;

    /// A cache in which case `n` of a kind stands in `lane` and names the picture `n`.
    fn with_cases(cases: &[(Kind, u8, i64)]) -> Connection {
        let mut conn = Connection::open_in_memory().unwrap();
        CACHE.migrate(&mut conn).unwrap();
        for (kind, n, lane) in cases {
            let id = [*n; 16];
            let sql = match kind {
                Kind::Alert => {
                    "INSERT INTO alert VALUES (?1, ?2, ?3, 0, '', 0, zeroblob(16), '', '', x'')"
                }
                Kind::Report => "INSERT INTO incident VALUES (?1, ?2, 0, ?3, 0, '', 0, x'', 0)",
            };
            conn.execute(sql, params![n, id, lane]).unwrap();
            let name = PictureHash::of(&[*n]).to_string();
            picture::name(&conn, *kind, (*n).into(), &[&name], 1).unwrap();
        }
        conn
    }

    fn keep_one(conn: &Connection, n: u8) -> bool {
        keep(conn, PictureHash::of(&[n]), &[n], 3).unwrap()
    }

    #[test]
    fn judged_alerts_and_closed_reports_give_way_and_work_that_waits_does_not() {
        let conn = with_cases(&[
            (Kind::Alert, 1, 1),
            (Kind::Report, 2, 2),
            (Kind::Alert, 3, 2),
            (Kind::Report, 4, 1),
            (Kind::Report, 5, 0),
            (Kind::Report, 6, 2),
        ]);
        for n in 1..=6 {
            assert_eq!(keep_one(&conn, n), n < 6, "{n}");
        }
        let left: Vec<u8> =
            (1..=6).filter(|n| is_here(&conn, PictureHash::of(&[*n])).unwrap()).collect();
        assert_eq!(left, [1, 4, 5], "the closed and the judged one gave way, the oldest first");
        assert_eq!(taken(&conn).unwrap(), 3);
    }

    #[test]
    fn a_picture_that_an_open_case_names_too_stays() {
        let conn = with_cases(&[(Kind::Report, 1, 2), (Kind::Alert, 2, 1), (Kind::Alert, 3, 1)]);
        let shared = PictureHash::of(&[1]).to_string();
        picture::name(&conn, Kind::Alert, 2, &[&shared], 1).unwrap();
        assert!(keep(&conn, PictureHash::of(&[1]), &[1], 1).unwrap());
        assert!(!keep(&conn, PictureHash::of(&[3]), &[3], 1).unwrap(), "there is no room");
        assert!(is_here(&conn, PictureHash::of(&[1])).unwrap());
    }
}
