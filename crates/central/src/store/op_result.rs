//! What became of every operation: the reason why sending one twice has one effect.

use rusqlite::{Connection, OptionalExtension, Row};
use trucban_domain::{ClientId, OpResult, OperationId, SubjectId, Timestamp, encoding};

use super::column;
use crate::error::CentralError;

/// A result that was given.
#[derive(Debug, Clone)]
pub(crate) struct Given {
    /// The operation; `None` where its bytes could not be read.
    pub(crate) op_id: Option<OperationId>,
    /// Hash of its bytes.
    pub(crate) op_hash: [u8; 32],
    /// The result.
    pub(crate) result: OpResult,
    /// When it was given.
    pub(crate) at: Timestamp,
}

/// To which operation a result belongs.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Of<'a> {
    /// Who sent it.
    pub(crate) client: ClientId,
    /// Its number there; `None` for central's own gateways.
    pub(crate) client_seq: Option<u64>,
    /// The report or alert it concerns.
    pub(crate) subject: Option<SubjectId>,
    /// Word of its body.
    pub(crate) kind: &'a str,
}

/// Keeps a result.
pub(crate) fn keep(db: &Connection, of: Of<'_>, given: &Given) -> Result<(), CentralError> {
    db.prepare_cached(
        "INSERT INTO op_result
            (client, client_seq, op_id, op_hash, subject, kind, applied, result, at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
    )?
    .execute((
        of.client.as_bytes(),
        of.client_seq.map(u64::cast_signed),
        given.op_id.as_ref().map(OperationId::as_bytes),
        given.op_hash,
        of.subject.as_ref().map(SubjectId::as_bytes),
        of.kind,
        matches!(given.result, OpResult::Applied { .. }),
        encoding::encode(&given.result),
        given.at.as_ms(),
    ))?;
    Ok(())
}

/// The result of a device's operation number `client_seq`.
pub(crate) fn numbered(
    db: &Connection,
    client: ClientId,
    client_seq: u64,
) -> Result<Option<Given>, CentralError> {
    db.prepare_cached(
        "SELECT op_id, op_hash, result, at FROM op_result WHERE client = ?1 AND client_seq = ?2",
    )?
    .query_row((client.as_bytes(), client_seq.cast_signed()), read)
    .optional()?
    .map(given)
    .transpose()
}

/// The first result that the operation with this key got.
pub(crate) fn of_operation(
    db: &Connection,
    op: OperationId,
) -> Result<Option<Given>, CentralError> {
    db.prepare_cached(
        "SELECT op_id, op_hash, result, at FROM op_result WHERE op_id = ?1
         ORDER BY rowid LIMIT 1",
    )?
    .query_row([op.as_bytes()], read)
    .optional()?
    .map(given)
    .transpose()
}

/// The operation of `client` that would have made the report `subject`, had it been applied.
pub(crate) fn failed_creation(
    db: &Connection,
    client: ClientId,
    subject: SubjectId,
) -> Result<Option<OperationId>, CentralError> {
    let found = db
        .prepare_cached(
            "SELECT op_id FROM op_result
             WHERE subject = ?1 AND applied = 0 AND kind IN ('create', 'hand_over') AND client = ?2
             ORDER BY rowid DESC LIMIT 1",
        )?
        .query_row((subject.as_bytes(), client.as_bytes()), |row| column::uuid(row, 0))
        .optional()?;
    Ok(found.map(OperationId::from_uuid))
}

type Columns = (Option<[u8; 16]>, [u8; 32], Vec<u8>, i64);

fn read(row: &Row<'_>) -> rusqlite::Result<Columns> {
    Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
}

fn given((op_id, op_hash, result, at): Columns) -> Result<Given, CentralError> {
    Ok(Given {
        op_id: op_id.map(uuid::Uuid::from_bytes).map(OperationId::from_uuid),
        op_hash,
        result: column::stored(&result, "result")?,
        at: Timestamp::from_ms(at),
    })
}
