//! The table of hand-overs: the record's bytes, and the columns by which the two lists are ordered.

use rusqlite::{Connection, OptionalExtension as _, params};
use trucban_domain::{Handover, HandoverId, UserId, encoding};

use crate::connection::count;
use crate::error::StoreError;

/// Those that nobody took, the oldest first: it has waited longest.
const OPEN: &str = "SELECT data FROM handover WHERE taken = 0 ORDER BY given_at, n LIMIT ?1";
/// Those that were taken, the newest first.
const TAKEN: &str =
    "SELECT data FROM handover WHERE taken = 1 ORDER BY given_at DESC, n DESC LIMIT ?1";
/// How many nobody took that somebody else gave.
const UNREAD: &str = "SELECT count(*) FROM handover WHERE taken = 0 AND given_by <> ?1";

/// Reads the bytes of a hand-over.
pub(crate) fn data(conn: &Connection, id: HandoverId) -> Result<Option<Vec<u8>>, StoreError> {
    let data = conn
        .prepare_cached("SELECT data FROM handover WHERE id = ?1")?
        .query_row([id.as_bytes()], |row| row.get(0))
        .optional()?;
    Ok(data)
}

/// Reads a hand-over.
pub(crate) fn read(conn: &Connection, id: HandoverId) -> Result<Option<Handover>, StoreError> {
    Ok(data(conn, id)?.map(|bytes| encoding::decode(&bytes)).transpose()?)
}

/// Whether a hand-over is here.
pub(crate) fn is_here(conn: &Connection, id: HandoverId) -> Result<bool, StoreError> {
    let here = conn
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM handover WHERE id = ?1)")?
        .query_row([id.as_bytes()], |row| row.get(0))?;
    Ok(here)
}

/// Writes a hand-over.
pub(crate) fn put(conn: &Connection, handover: &Handover, data: &[u8]) -> Result<(), StoreError> {
    conn.prepare_cached(
        "INSERT INTO handover (id, taken, given_at, given_by, data) VALUES (?1, ?2, ?3, ?4, ?5)
         ON CONFLICT (id) DO UPDATE SET taken = excluded.taken, given_at = excluded.given_at,
             given_by = excluded.given_by, data = excluded.data",
    )?
    .execute(params![
        handover.id.as_bytes(),
        handover.taken.is_some(),
        handover.given_at.as_ms(),
        handover.given_by.user.as_bytes(),
        data
    ])?;
    Ok(())
}

/// Removes a hand-over, if it is there.
pub(crate) fn remove(conn: &Connection, id: HandoverId) -> Result<(), StoreError> {
    conn.prepare_cached("DELETE FROM handover WHERE id = ?1")?.execute([id.as_bytes()])?;
    Ok(())
}

/// Every hand-over that nobody took, the oldest first, then those that were, the newest first; at most
/// `limit` of each.
pub(crate) fn list(conn: &Connection, limit: u32) -> Result<Vec<Handover>, StoreError> {
    let mut handovers = Vec::new();
    for sql in [OPEN, TAKEN] {
        let mut statement = conn.prepare_cached(sql)?;
        let mut rows = statement.query([limit])?;
        while let Some(row) = rows.next()? {
            let data = row.get_ref(0)?.as_blob().map_err(rusqlite::Error::from)?;
            handovers.push(encoding::decode(data)?);
        }
    }
    Ok(handovers)
}

/// How many hand-overs nobody took that somebody else than `user` gave.
pub(crate) fn unread(conn: &Connection, user: UserId) -> Result<u32, StoreError> {
    let unread =
        conn.prepare_cached(UNREAD)?.query_row([user.as_bytes()], |row| row.get::<_, i64>(0))?;
    Ok(count(unread))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cache::plan;

    #[test]
    fn the_lists_and_the_badge_read_a_range_of_an_index_and_sort_nothing() {
        for sql in [OPEN, TAKEN, UNREAD] {
            let steps = plan::steps(sql, 1);
            assert_eq!(steps.len(), 1, "one step and no sort: {steps:?}");
            assert!(steps[0].starts_with("SEARCH handover USING"), "{steps:?}");
        }
    }
}
