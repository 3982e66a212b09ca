//! The one row that orders all changes.

use rusqlite::Connection;
use trucban_domain::{ClientId, Epoch, Timestamp};

use super::column;
use crate::error::CentralError;

/// First number of a new city; the numbers people know have passed 200000.
const FIRST_NUMBER: u64 = 240_000;

/// Where central stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Head {
    /// This life of the database.
    pub(crate) epoch: Epoch,
    /// Central's own device, for acts that come in by a gateway.
    pub(crate) gateway: ClientId,
    /// Sequence number of the newest change.
    pub(crate) seq: u64,
    /// The next number to issue.
    pub(crate) next_number: u64,
}

/// Reads the head.
pub(crate) fn read(db: &Connection) -> Result<Head, CentralError> {
    let head = db
        .prepare_cached("SELECT epoch, gateway, head_seq, next_number FROM feed_head")?
        .query_row([], |row| {
            Ok(Head {
                epoch: Epoch::from_uuid(column::uuid(row, 0)?),
                gateway: ClientId::from_uuid(column::uuid(row, 1)?),
                seq: column::count(row, 2)?,
                next_number: column::count(row, 3)?,
            })
        })?;
    Ok(head)
}

/// Writes how far sequence numbers and issued numbers have come.
pub(crate) fn advance(db: &Connection, head: &Head) -> Result<(), CentralError> {
    db.prepare_cached("UPDATE feed_head SET head_seq = ?1, next_number = ?2")?
        .execute([head.seq.cast_signed(), head.next_number.cast_signed()])?;
    Ok(())
}

/// Gives a new database its epoch; leaves an old one as it is.
pub(crate) fn begin(
    db: &Connection,
    now: Timestamp,
    entropy: &dyn trucban_domain::Entropy,
) -> Result<(), CentralError> {
    let epoch = Epoch::mint(now, entropy);
    let gateway = ClientId::mint(now, entropy);
    db.execute(
        "INSERT INTO feed_head (only, epoch, gateway, head_seq, next_number)
         VALUES (1, ?1, ?2, 0, ?3) ON CONFLICT DO NOTHING",
        (epoch.as_bytes(), gateway.as_bytes(), FIRST_NUMBER.cast_signed()),
    )?;
    Ok(())
}
