//! The audit log: every operation whole, whatever became of it. Append-only, and in no feed.

use rusqlite::Connection;
use trucban_domain::{ClientId, Incident, OpResult, Timestamp, UserId, encoding};

use crate::error::CentralError;

/// One line of the log.
#[derive(Debug)]
pub(crate) struct Line<'a> {
    /// Sequence number of its effect; `None` if it had none.
    pub(crate) seq: Option<u64>,
    /// When central decided.
    pub(crate) at: Timestamp,
    /// Who sent it.
    pub(crate) client: ClientId,
    /// Who acted.
    pub(crate) user: Option<UserId>,
    /// The operation as it came.
    pub(crate) op: &'a [u8],
    /// What became of it.
    pub(crate) result: &'a OpResult,
    /// The report before.
    pub(crate) before: Option<&'a Incident>,
    /// The report after.
    pub(crate) after: Option<&'a Incident>,
}

/// Adds a line.
pub(crate) fn append(db: &Connection, line: &Line<'_>) -> Result<(), CentralError> {
    db.prepare_cached(
        "INSERT INTO audit_log (seq, at, client, user, op, result, before, after)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    )?
    .execute((
        line.seq.map(u64::cast_signed),
        line.at.as_ms(),
        line.client.as_bytes(),
        line.user.as_ref().map(UserId::as_bytes),
        line.op,
        encoding::encode(line.result),
        line.before.map(encoding::encode),
        line.after.map(encoding::encode),
    ))?;
    Ok(())
}
