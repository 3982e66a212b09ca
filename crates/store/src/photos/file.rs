//! The tables of `photos.db`.

use rusqlite::{Connection, OptionalExtension as _, params};
use trucban_domain::{OperationId, Timestamp, encoding};
use uuid::Uuid;

use super::{About, OwnPicture};
use crate::connection::{int, nat};
use crate::error::StoreError;
use crate::pictures::PictureHash;

/// The length of a piece; the last one of a blob is shorter.
pub(super) const PIECE_BYTES: u64 = 256 << 10;

const WAITING: &str = "SELECT blob.hash, blob.small, blob.byte_count, blob.sent_bytes, named.op_id
     FROM blob INDEXED BY blob_waiting CROSS JOIN named ON named.hash = blob.hash
     WHERE blob.acked_at IS NULL ORDER BY blob.small DESC, blob.n, named.op_id";
const OLDEST_SENT: &str = "SELECT n FROM blob INDEXED BY blob_sent
     WHERE acked_at IS NOT NULL AND here = 1 ORDER BY acked_at LIMIT 1";
const SENT_ROOM: &str = "SELECT coalesce(sum(byte_count), 0) FROM blob INDEXED BY blob_sent
     WHERE acked_at IS NOT NULL AND here = 1";

/// Keeps bytes under their hash, unless they are here.
pub(super) fn put(
    conn: &Connection,
    hash: PictureHash,
    small: bool,
    bytes: &[u8],
    now: Timestamp,
) -> Result<(), StoreError> {
    let n: Option<i64> = conn
        .prepare_cached(
            "INSERT INTO blob (hash, small, byte_count, saved_at) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT (hash) DO NOTHING RETURNING n",
        )?
        .query_row(params![hash.as_bytes(), small, int(bytes.len() as u64), now.as_ms()], |row| {
            row.get(0)
        })
        .optional()?;
    let Some(n) = n else { return Ok(()) };
    let mut piece = conn.prepare_cached("INSERT INTO piece VALUES (?1, ?2, ?3)")?;
    let length = usize::try_from(PIECE_BYTES).unwrap_or(usize::MAX);
    for (place, bytes) in (0_i64..).zip(bytes.chunks(length)) {
        piece.execute(params![n, place, bytes])?;
    }
    Ok(())
}

/// Keeps what is known of a photo.
pub(super) fn describe(
    conn: &Connection,
    hash: PictureHash,
    about: &About,
) -> Result<(), StoreError> {
    conn.prepare_cached("INSERT OR REPLACE INTO photo VALUES (?1, ?2)")?
        .execute(params![hash.as_bytes(), encoding::encode(about)])?;
    Ok(())
}

/// What is known of a photo.
pub(super) fn about(conn: &Connection, hash: PictureHash) -> Result<Option<About>, StoreError> {
    let found: Option<Vec<u8>> = conn
        .prepare_cached("SELECT about FROM photo WHERE hash = ?1")?
        .query_row([hash.as_bytes()], |row| row.get(0))
        .optional()?;
    Ok(found.map(|bytes| encoding::decode(&bytes)).transpose()?)
}

/// How a blob stands; `None` for one that was never kept.
pub(super) fn standing(
    conn: &Connection,
    hash: PictureHash,
) -> Result<Option<OwnPicture>, StoreError> {
    let found = conn
        .prepare_cached(
            "SELECT byte_count, sent_bytes, acked_at IS NOT NULL, here FROM blob WHERE hash = ?1",
        )?
        .query_row([hash.as_bytes()], |row| {
            Ok(OwnPicture {
                byte_count: nat(row.get(0)?),
                sent_bytes: nat(row.get(1)?),
                at_central: row.get(2)?,
                here: row.get(3)?,
            })
        })
        .optional()?;
    Ok(found)
}

/// The bytes of a blob from `offset` on, at most `length` of them; `None` where they are not here.
pub(super) fn read(
    conn: &Connection,
    hash: PictureHash,
    offset: u64,
    length: u64,
) -> Result<Option<Vec<u8>>, StoreError> {
    let (first, end) = (offset / PIECE_BYTES, offset.saturating_add(length));
    let mut statement = conn.prepare_cached(
        "SELECT piece.bytes FROM blob JOIN piece ON piece.blob = blob.n
         WHERE blob.hash = ?1 AND piece.place >= ?2 AND piece.place < ?3 ORDER BY piece.place",
    )?;
    let last = end.div_ceil(PIECE_BYTES);
    let mut rows = statement.query(params![hash.as_bytes(), int(first), int(last)])?;
    let mut bytes = Vec::new();
    let mut any = false;
    while let Some(row) = rows.next()? {
        any = true;
        bytes.extend_from_slice(row.get_ref(0)?.as_blob().unwrap_or_default());
    }
    let skip = usize::try_from(offset - first * PIECE_BYTES).unwrap_or(usize::MAX);
    bytes.drain(..skip.min(bytes.len()));
    bytes.truncate(usize::try_from(length).unwrap_or(usize::MAX));
    Ok(any.then_some(bytes))
}

/// Notes that an act names a blob.
pub(super) fn name(
    conn: &Connection,
    hash: PictureHash,
    op_id: OperationId,
) -> Result<(), StoreError> {
    conn.prepare_cached("INSERT OR IGNORE INTO named VALUES (?1, ?2)")?
        .execute(params![hash.as_bytes(), op_id.as_bytes()])?;
    Ok(())
}

/// Forgets what an act names: it was not saved.
pub(super) fn unname(conn: &Connection, op_id: OperationId) -> Result<(), StoreError> {
    conn.prepare_cached("DELETE FROM named WHERE op_id = ?1")?.execute([op_id.as_bytes()])?;
    Ok(())
}

/// A blob that central does not hold, with one act that names it.
pub(super) struct Waiting {
    pub(super) hash: PictureHash,
    pub(super) small: bool,
    pub(super) byte_count: u64,
    pub(super) sent_bytes: u64,
    pub(super) op_id: OperationId,
}

/// What central does not hold, small pictures first; a blob that several acts name comes with each.
pub(super) fn waiting(conn: &Connection) -> Result<Vec<Waiting>, StoreError> {
    let mut statement = conn.prepare_cached(WAITING)?;
    let rows = statement.query_map([], |row| {
        Ok(Waiting {
            hash: PictureHash::from_bytes(row.get(0)?),
            small: row.get(1)?,
            byte_count: nat(row.get(2)?),
            sent_bytes: nat(row.get(3)?),
            op_id: OperationId::from_uuid(Uuid::from_bytes(row.get(4)?)),
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Notes how much of a blob central has.
pub(super) fn note_sent(
    conn: &Connection,
    hash: PictureHash,
    bytes: u64,
) -> Result<(), StoreError> {
    conn.prepare_cached("UPDATE blob SET sent_bytes = ?2 WHERE hash = ?1")?
        .execute(params![hash.as_bytes(), int(bytes)])?;
    Ok(())
}

/// Notes that central holds a blob durably.
pub(super) fn note_acked(
    conn: &Connection,
    hash: PictureHash,
    now: Timestamp,
) -> Result<(), StoreError> {
    conn.prepare_cached(
        "UPDATE blob SET acked_at = ?2, sent_bytes = byte_count
         WHERE hash = ?1 AND acked_at IS NULL",
    )?
    .execute(params![hash.as_bytes(), now.as_ms()])?;
    Ok(())
}

/// Takes the bytes of a blob away that central holds; of any other, nothing.
pub(super) fn let_go(conn: &Connection, hash: PictureHash) -> Result<(), StoreError> {
    let n: Option<i64> = conn
        .prepare_cached("SELECT n FROM blob WHERE hash = ?1 AND acked_at IS NOT NULL AND here = 1")?
        .query_row([hash.as_bytes()], |row| row.get(0))
        .optional()?;
    n.map_or(Ok(()), |n| take_away(conn, n))
}

/// Takes the bytes of the oldest blobs that central holds away until the rest fits into `room_bytes`.
pub(super) fn make_room(conn: &Connection, room_bytes: u64) -> Result<(), StoreError> {
    loop {
        let taken: i64 = conn.prepare_cached(SENT_ROOM)?.query_row([], |row| row.get(0))?;
        if nat(taken) <= room_bytes {
            return Ok(());
        }
        let n: Option<i64> =
            conn.prepare_cached(OLDEST_SENT)?.query_row([], |row| row.get(0)).optional()?;
        let Some(n) = n else { return Ok(()) };
        take_away(conn, n)?;
    }
}

fn take_away(conn: &Connection, n: i64) -> Result<(), StoreError> {
    conn.prepare_cached("DELETE FROM piece WHERE blob = ?1")?.execute([n])?;
    conn.prepare_cached("UPDATE blob SET here = 0 WHERE n = ?1")?.execute([n])?;
    Ok(())
}

/// Forgets what was kept before `limit` and that no act names.
pub(super) fn sweep(conn: &Connection, limit: Timestamp) -> Result<(), StoreError> {
    conn.prepare_cached(
        "DELETE FROM blob WHERE acked_at IS NULL AND saved_at < ?1
           AND NOT EXISTS (SELECT 1 FROM named WHERE named.hash = blob.hash)",
    )?
    .execute([limit.as_ms()])?;
    if conn.changes() > 0 {
        conn.execute(
            "DELETE FROM photo WHERE NOT EXISTS (SELECT 1 FROM blob WHERE blob.hash = photo.hash)",
            [],
        )?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cache::plan::steps_of;
    use crate::migrate::PHOTOS;

    fn empty() -> Connection {
        let mut conn = Connection::open_in_memory().unwrap();
        conn.pragma_update(None, "foreign_keys", true).unwrap();
        PHOTOS.migrate(&mut conn).unwrap();
        conn
    }

    fn bytes(length: usize, seed: u8) -> Vec<u8> {
        (0..length).map(|n| n.to_le_bytes()[0].wrapping_mul(7).wrapping_add(seed)).collect()
    }

    fn op(n: u128) -> OperationId {
        OperationId::from_uuid(Uuid::from_u128(n))
    }

    #[test]
    fn any_part_of_a_blob_is_read_as_it_was_kept() {
        let conn = empty();
        let whole = bytes(700_000, 3);
        let hash = PictureHash::of(&whole);
        put(&conn, hash, false, &whole, Timestamp::from_ms(1)).unwrap();
        let piece = usize::try_from(PIECE_BYTES).unwrap();
        for (from, length) in
            [(0, 1), (0, 700_000), (piece - 1, 2), (piece, piece), (699_999, 50), (3, piece * 2)]
        {
            let read = read(&conn, hash, from as u64, length as u64).unwrap().unwrap();
            assert!(read == whole[from..(from + length).min(whole.len())], "{from}, {length}");
        }
        assert_eq!(read(&conn, PictureHash::of(b"other"), 0, 9).unwrap(), None);
    }

    #[test]
    fn bytes_that_central_does_not_hold_cannot_be_taken_away_by_anything() {
        let conn = empty();
        let whole = bytes(300_000, 4);
        let hash = PictureHash::of(&whole);
        put(&conn, hash, false, &whole, Timestamp::from_ms(1)).unwrap();
        name(&conn, hash, op(1)).unwrap();
        let_go(&conn, hash).unwrap();
        make_room(&conn, 0).unwrap();
        sweep(&conn, Timestamp::from_ms(9)).unwrap();
        for sql in ["DELETE FROM piece", "DELETE FROM blob", "UPDATE piece SET bytes = x''"] {
            assert!(conn.execute(sql, []).is_err(), "{sql}");
        }
        assert!(read(&conn, hash, 0, 300_000).unwrap() == Some(whole));
        note_acked(&conn, hash, Timestamp::from_ms(5)).unwrap();
        make_room(&conn, 300_000).unwrap();
        assert!(standing(&conn, hash).unwrap().unwrap().here, "there is room");
        make_room(&conn, 0).unwrap();
        let standing = standing(&conn, hash).unwrap().unwrap();
        assert!(standing.at_central && !standing.here, "it can be named again");
        assert_eq!(read(&conn, hash, 0, 9).unwrap(), None);
    }

    #[test]
    fn small_pictures_wait_in_front_and_what_no_act_names_goes_in_time() {
        let conn = empty();
        for (n, small) in [(1, false), (2, true), (3, false), (4, true), (5, false)] {
            let hash = PictureHash::of(&[n]);
            put(&conn, hash, small, &[n], Timestamp::from_ms(n.into())).unwrap();
            if n != 5 {
                name(&conn, hash, op(n.into())).unwrap();
            }
        }
        let order: Vec<_> = waiting(&conn).unwrap().into_iter().map(|it| it.hash).collect();
        assert_eq!(order, [2, 4, 1, 3].map(|n| PictureHash::of(&[n])));
        sweep(&conn, Timestamp::from_ms(9)).unwrap();
        assert_eq!(standing(&conn, PictureHash::of(&[5])).unwrap(), None);
        assert_eq!(waiting(&conn).unwrap().len(), 4);
    }

    #[test]
    fn what_waits_and_what_goes_is_found_along_indexes() {
        let conn = empty();
        for sql in [WAITING, OLDEST_SENT, SENT_ROOM] {
            for step in steps_of(&conn, sql, 0) {
                assert!(!step.contains("TEMP B-TREE"), "{sql}: {step}");
                let walks = step.contains("SCAN") && !step.contains("USING");
                assert!(!walks, "{sql}: {step}");
            }
        }
    }
}
