//! The tables of pictures: which alerts name them, and the bytes of those that are here.
//!
//! A picture that no alert names any more goes with the last one that did.

use rusqlite::{Connection, OptionalExtension as _, params};
use trucban_domain::{Alert, AlertId, Frame};

use super::alert::{LANE_OPEN, LANE_URGENT};
use crate::connection::{int, nat};
use crate::error::StoreError;
use crate::pictures::PictureHash;

/// Alerts of a lane whose pictures are fetched before anybody asks, newest first.
const ALERTS_AHEAD: u32 = 1_000;

const WANTED: &str = "SELECT picture.hash
     FROM (SELECT n, order_at FROM alert INDEXED BY alert_by_lane
           WHERE lane = ?1 ORDER BY order_at, n LIMIT ?2) AS ahead
     CROSS JOIN picture ON picture.alert = ahead.n
     WHERE (picture.place = 0) = ?3
       AND NOT EXISTS (SELECT 1 FROM blob WHERE blob.hash = picture.hash)";

/// Notes which pictures an alert names. It must be among the rows already.
pub(crate) fn name(conn: &Connection, alert: &Alert) -> Result<(), StoreError> {
    let n: i64 = conn
        .prepare_cached("SELECT n FROM alert WHERE id = ?1")?
        .query_row([alert.id.as_bytes()], |row| row.get(0))?;
    let frames = by_nearness(&alert.frames);
    let hashes: Vec<_> =
        frames.iter().filter_map(|frame| PictureHash::parse(&frame.hash)).collect();
    let mut statement = conn.prepare_cached(
        "INSERT OR REPLACE INTO picture (alert, place, hash) VALUES (?1, ?2, ?3)",
    )?;
    for (place, hash) in (0_i64..).zip(&hashes) {
        statement.execute(params![n, place, hash.as_bytes()])?;
    }
    conn.prepare_cached("DELETE FROM picture WHERE alert = ?1 AND place >= ?2")?
        .execute(params![n, int(hashes.len() as u64)])?;
    Ok(())
}

/// The frame nearest to the event first, then the others in order of time.
fn by_nearness(frames: &[Frame]) -> Vec<&Frame> {
    let mut frames: Vec<&Frame> = frames.iter().collect();
    frames.sort_by_key(|frame| frame.offset_ms);
    let nearest = frames.iter().enumerate().min_by_key(|(_, frame)| frame.offset_ms.unsigned_abs());
    if let Some((at, _)) = nearest {
        frames[..=at].rotate_right(1);
    }
    frames
}

/// Forgets which pictures an alert names; answers which those were.
pub(crate) fn release(conn: &Connection, id: AlertId) -> Result<Vec<PictureHash>, StoreError> {
    let hashes = conn
        .prepare_cached(
            "DELETE FROM picture WHERE alert = (SELECT n FROM alert WHERE id = ?1) RETURNING hash",
        )?
        .query_map([id.as_bytes()], |row| row.get(0).map(PictureHash::from_bytes))?
        .collect::<Result<_, _>>()?;
    Ok(hashes)
}

/// Removes a picture that no alert names any more.
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

/// Keeps a picture, unless no alert names it (any more). Tells whether it was kept.
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

/// Gives the oldest pictures of judged alerts up until no more than `keep_bytes` are taken.
fn make_room(conn: &Connection, keep_bytes: u64) -> Result<(), StoreError> {
    while taken(conn)? > keep_bytes {
        let gone: Option<i64> = conn
            .prepare_cached(
                "DELETE FROM blob WHERE n = (
                     SELECT n FROM blob WHERE NOT EXISTS (
                         SELECT 1 FROM picture JOIN alert ON alert.n = picture.alert
                         WHERE picture.hash = blob.hash AND alert.lane < 2)
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

/// Pictures of alerts without a verdict that are not here: first the frame of the event of each, in
/// the order of the list, then the others.
pub(crate) fn wanted(conn: &Connection) -> Result<Vec<PictureHash>, StoreError> {
    let mut wanted = Vec::new();
    let mut statement = conn.prepare_cached(WANTED)?;
    for (first, lane) in
        [(true, LANE_URGENT), (true, LANE_OPEN), (false, LANE_URGENT), (false, LANE_OPEN)]
    {
        let mut rows = statement.query(params![lane, ALERTS_AHEAD, first])?;
        while let Some(row) = rows.next()? {
            wanted.push(PictureHash::from_bytes(row.get(0)?));
        }
    }
    Ok(wanted)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::migrate::CACHE;

    #[test]
    fn what_is_wanted_is_found_along_indexes() {
        let mut conn = Connection::open_in_memory().unwrap();
        CACHE.migrate(&mut conn).unwrap();
        let mut plan = conn.prepare(&format!("EXPLAIN QUERY PLAN {WANTED}")).unwrap();
        let steps: Vec<String> = plan
            .query_map([0, 0, 0], |row| row.get("detail"))
            .unwrap()
            .map(Result::unwrap)
            .collect();
        let tables = ["alert", "picture", "blob"];
        for table in tables {
            assert!(
                steps.iter().any(|step| step.contains(&format!("SEARCH {table}"))),
                "{steps:?}"
            );
        }
        assert!(steps.iter().all(|step| !step.contains("TEMP B-TREE")), "{steps:?}");
    }

    #[test]
    fn the_frame_nearest_to_the_event_comes_first() {
        let frame = |offset_ms: i32| Frame { hash: offset_ms.to_string(), offset_ms };
        let frames = [frame(1_200), frame(-2_000), frame(40)];
        let order: Vec<_> = by_nearness(&frames).iter().map(|frame| frame.offset_ms).collect();
        assert_eq!(order, [40, -2_000, 1_200]);
        assert!(by_nearness(&[]).is_empty());
    }
}
