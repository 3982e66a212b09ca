//! The table of acts: saving, sending, answering, settling. Rows come and stay; the columns around
//! the bytes are written once each, and triggers refuse anything else.

use rusqlite::{Connection, OptionalExtension as _, params};
use trucban_domain::{OpResult, Operation, OperationId, SubjectId, Timestamp, encoding};

use crate::connection::{int, nat};
use crate::error::StoreError;

const INSERT: &str = "INSERT INTO operation (client_seq, op_id, subject, kind, saved_at, bytes)
     VALUES ((SELECT coalesce(max(client_seq), 0) + 1 FROM operation), ?1, ?2, ?3, ?4, ?5)
     RETURNING client_seq";
const NUMBER: &str = "SELECT client_seq FROM operation WHERE op_id = ?1";
const NEWEST: &str = "SELECT coalesce(max(client_seq), 0) FROM operation";
const REFUSED: &str = "SELECT client_seq, subject, result IS NOT NULL AND settled = 0
     FROM operation WHERE op_id = ?1";
const RESENT: &str = "UPDATE operation SET resent_as = ?2, settled = 1 WHERE client_seq = ?1";
const DISCARDED: &str = "UPDATE operation SET discard_reason = ?2, discarded_at = ?3, settled = 1
     WHERE client_seq = ?1";
/// The newest act on its case that stands, and that nobody has sent.
const WITHDRAWN: &str = "UPDATE operation SET discard_reason = '', discarded_at = ?2
     WHERE op_id = ?1 AND first_sent_at IS NULL AND result IS NULL AND discarded_at IS NULL
       AND resent_as IS NULL AND NOT EXISTS (
         SELECT 1 FROM operation AS later INDEXED BY operation_of_subject
         WHERE later.subject = operation.subject AND later.client_seq > operation.client_seq
           AND later.discarded_at IS NULL AND later.resent_as IS NULL)
     RETURNING subject";
const SENT: &str = "UPDATE operation
     SET first_sent_at = coalesce(first_sent_at, ?3), last_sent_at = ?3
     WHERE client_seq BETWEEN ?1 AND ?2";
const ANSWERED: &str = "UPDATE operation
     SET result = ?2, answered_at = ?3, accepted = ?4,
       settled = max(?4, discarded_at IS NOT NULL)
     WHERE client_seq = ?1 AND result IS NULL";

/// A refused or held act that nobody has settled.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Refused {
    /// Its number.
    pub(crate) client_seq: u64,
    /// The report it concerns.
    pub(crate) subject: SubjectId,
}

/// Adds an act under the next number, in place of `instead_of` if that is given.
pub(crate) fn insert(
    conn: &Connection,
    op: &Operation,
    bytes: &[u8],
    instead_of: Option<Refused>,
    now: Timestamp,
) -> Result<u64, StoreError> {
    let envelope = &op.envelope;
    let number: i64 = conn.prepare_cached(INSERT)?.query_row(
        params![
            envelope.op_id.as_bytes(),
            envelope.subject.as_bytes(),
            op.body.kind(),
            now.as_ms(),
            bytes
        ],
        |row| row.get(0),
    )?;
    if let Some(refused) = instead_of {
        conn.prepare_cached(RESENT)?.execute(params![int(refused.client_seq), number])?;
    }
    Ok(nat(number))
}

/// The number of an act.
pub(crate) fn number_of(conn: &Connection, op_id: OperationId) -> Result<Option<u64>, StoreError> {
    let number =
        conn.prepare_cached(NUMBER)?.query_row([op_id.as_bytes()], |row| row.get(0)).optional()?;
    Ok(number.map(nat))
}

/// The newest number given out; 0 for none.
pub(crate) fn newest_number(conn: &Connection) -> Result<u64, StoreError> {
    Ok(nat(conn.prepare_cached(NEWEST)?.query_row([], |row| row.get(0))?))
}

/// The act `op_id`, if it waits for a person to settle it.
pub(crate) fn refused(conn: &Connection, op_id: OperationId) -> Result<Refused, StoreError> {
    let found = conn
        .prepare_cached(REFUSED)?
        .query_row([op_id.as_bytes()], |row| {
            Ok((row.get::<_, i64>(0)?, row.get::<_, [u8; 16]>(1)?, row.get::<_, bool>(2)?))
        })
        .optional()?;
    let (number, subject, waits) = found.ok_or(StoreError::UnknownOperation(op_id))?;
    if !waits {
        return Err(StoreError::NotRefused(op_id));
    }
    let subject = SubjectId::from_uuid(uuid::Uuid::from_bytes(subject));
    Ok(Refused { client_seq: nat(number), subject })
}

/// Notes why and when a person discarded an act.
pub(crate) fn discard(
    conn: &Connection,
    refused: Refused,
    reason: &str,
    now: Timestamp,
) -> Result<(), StoreError> {
    conn.prepare_cached(DISCARDED)?.execute(params![
        int(refused.client_seq),
        reason,
        now.as_ms()
    ])?;
    Ok(())
}

/// Takes an act back that nobody has sent, and after which nothing was done to its case. Gives the case;
/// `None` where it is too late. Its number is sent without its content: numbers leave no gap.
pub(crate) fn withdraw(
    conn: &Connection,
    op_id: OperationId,
    now: Timestamp,
) -> Result<Option<SubjectId>, StoreError> {
    let subject: Option<[u8; 16]> = conn
        .prepare_cached(WITHDRAWN)?
        .query_row(params![op_id.as_bytes(), now.as_ms()], |row| row.get(0))
        .optional()?;
    Ok(subject.map(|bytes| SubjectId::from_uuid(uuid::Uuid::from_bytes(bytes))))
}

/// Notes that the acts from `first` to `last` were sent.
pub(crate) fn mark_sent(
    conn: &Connection,
    first: u64,
    last: u64,
    now: Timestamp,
) -> Result<(), StoreError> {
    conn.prepare_cached(SENT)?.execute(params![int(first), int(last), now.as_ms()])?;
    Ok(())
}

/// Notes an answer, unless there is one already.
pub(crate) fn answer(
    conn: &Connection,
    client_seq: u64,
    result: &OpResult,
    at: Timestamp,
) -> Result<(), StoreError> {
    let accepted = matches!(result, OpResult::Applied { .. });
    conn.prepare_cached(ANSWERED)?.execute(params![
        int(client_seq),
        encoding::encode(result),
        at.as_ms(),
        accepted
    ])?;
    Ok(())
}
