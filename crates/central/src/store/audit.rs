//! The audit log: every operation whole, whatever became of it. Append-only, and in no feed.

use rusqlite::Connection;
use trucban_domain::{Case, ClientId, OpResult, Timestamp, UserId, encoding};

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
    /// The report or alert before.
    pub(crate) before: Option<&'a Case>,
    /// The report or alert after.
    pub(crate) after: Option<&'a Case>,
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
        line.before.map(Case::encode),
        line.after.map(Case::encode),
    ))?;
    Ok(())
}
