//! How far central's changes are in.

use rusqlite::{Connection, params};
use trucban_domain::{Epoch, Timestamp};

use crate::connection::{int, nat};
use crate::error::StoreError;

/// The one row of the table.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Standing {
    /// The life of central that the cursors belong to.
    pub(crate) epoch: Option<Epoch>,
    /// The effects of acts up to this number are in central's rows.
    pub(crate) acked_client_seq: u64,
    /// Until when central's changes are in.
    pub(crate) as_of: Option<Timestamp>,
    /// The highest number of an act that the cache has seen.
    pub(crate) last_client_seq: u64,
}

/// Reads the row.
pub(crate) fn read(conn: &Connection) -> Result<Standing, StoreError> {
    let standing = conn
        .prepare_cached("SELECT epoch, acked_client_seq, as_of, last_client_seq FROM standing")?
        .query_row([], |row| {
            let epoch: Option<Vec<u8>> = row.get(0)?;
            Ok(Standing {
                epoch: epoch.and_then(|bytes| Epoch::from_slice(&bytes)),
                acked_client_seq: nat(row.get(1)?),
                as_of: row.get::<_, Option<i64>>(2)?.map(Timestamp::from_ms),
                last_client_seq: nat(row.get(3)?),
            })
        })?;
    Ok(standing)
}

/// Begins a life of central: nothing of ours is known to be in its rows.
pub(crate) fn begin_epoch(conn: &Connection, epoch: Epoch) -> Result<(), StoreError> {
    conn.execute(
        "UPDATE standing SET epoch = ?1, acked_client_seq = 0, head_seq = 0",
        [epoch.as_bytes()],
    )?;
    Ok(())
}

/// Moves the row to the end of a pull.
pub(crate) fn advance(
    conn: &Connection,
    acked: u64,
    head_seq: u64,
    as_of: Timestamp,
) -> Result<(), StoreError> {
    conn.prepare_cached("UPDATE standing SET acked_client_seq = ?1, head_seq = ?2, as_of = ?3")?
        .execute(params![int(acked), int(head_seq), as_of.as_ms()])?;
    Ok(())
}

/// Notes the highest number of an act that the cache has seen.
pub(crate) fn raise_last(conn: &Connection, number: u64) -> Result<(), StoreError> {
    conn.prepare_cached("UPDATE standing SET last_client_seq = max(last_client_seq, ?1)")?
        .execute([int(number)])?;
    Ok(())
}
