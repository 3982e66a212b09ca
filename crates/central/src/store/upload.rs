//! Pictures that devices send: which are expected, which are half there, which are done.

use rusqlite::{Connection, OptionalExtension, params};
use trucban_domain::{ClientId, SubjectId, Timestamp};

use super::column;
use crate::error::CentralError;

/// A picture that a device sends or has sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Upload {
    /// How long it is.
    pub(crate) byte_count: u64,
    /// When it was begun.
    pub(crate) begun_at: Timestamp,
    /// Whether it is whole, checked and shown.
    pub(crate) done: bool,
}

/// Notes that `client` named a picture for `subject`.
pub(crate) fn expect(
    db: &Connection,
    client: ClientId,
    hash: &blake3::Hash,
    subject: SubjectId,
) -> Result<(), CentralError> {
    db.prepare_cached("INSERT OR IGNORE INTO expected_picture VALUES (?1, ?2, ?3)")?.execute((
        client.as_bytes(),
        hash.as_bytes(),
        subject.as_bytes(),
    ))?;
    Ok(())
}

/// Whether `client` named a picture that is not shown yet.
pub(crate) fn is_expected(
    db: &Connection,
    client: ClientId,
    hash: &blake3::Hash,
) -> Result<bool, CentralError> {
    let expected = db
        .prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM expected_picture WHERE client = ?1 AND hash = ?2)",
        )?
        .query_row((client.as_bytes(), hash.as_bytes()), |row| row.get(0))?;
    Ok(expected)
}

/// Takes the cases for which `client` named a picture off the list.
pub(crate) fn take_expected(
    db: &Connection,
    client: ClientId,
    hash: &blake3::Hash,
) -> Result<Vec<SubjectId>, CentralError> {
    let subjects = db
        .prepare_cached(
            "DELETE FROM expected_picture WHERE client = ?1 AND hash = ?2 RETURNING subject",
        )?
        .query_map((client.as_bytes(), hash.as_bytes()), |row| column::uuid(row, 0))?
        .collect::<Result<Vec<_>, _>>()?;
    Ok(subjects.into_iter().map(SubjectId::from_uuid).collect())
}

/// What is known of a picture that `client` sends.
pub(crate) fn find(
    db: &Connection,
    client: ClientId,
    hash: &blake3::Hash,
) -> Result<Option<Upload>, CentralError> {
    let found = db
        .prepare_cached(
            "SELECT byte_count, begun_at, done_at IS NOT NULL FROM upload
             WHERE client = ?1 AND hash = ?2",
        )?
        .query_row((client.as_bytes(), hash.as_bytes()), |row| {
            Ok(Upload {
                byte_count: column::count(row, 0)?,
                begun_at: Timestamp::from_ms(row.get(1)?),
                done: row.get(2)?,
            })
        })
        .optional()?;
    Ok(found)
}

/// Notes that `client` begins to send a picture.
pub(crate) fn begin(
    db: &Connection,
    client: ClientId,
    hash: &blake3::Hash,
    byte_count: u64,
    now: Timestamp,
) -> Result<(), CentralError> {
    db.prepare_cached("INSERT INTO upload VALUES (?1, ?2, ?3, ?4, NULL)")?.execute(params![
        client.as_bytes(),
        hash.as_bytes(),
        byte_count.cast_signed(),
        now.as_ms()
    ])?;
    Ok(())
}

/// Notes that a picture is whole and shown.
pub(crate) fn finish(
    db: &Connection,
    client: ClientId,
    hash: &blake3::Hash,
    now: Timestamp,
) -> Result<(), CentralError> {
    db.prepare_cached(
        "UPDATE upload SET done_at = ?3 WHERE client = ?1 AND hash = ?2 AND done_at IS NULL",
    )?
    .execute(params![client.as_bytes(), hash.as_bytes(), now.as_ms()])?;
    Ok(())
}

/// Forgets a half-sent picture: it can be begun anew.
pub(crate) fn forget(
    db: &Connection,
    client: ClientId,
    hash: &blake3::Hash,
) -> Result<(), CentralError> {
    db.prepare_cached("DELETE FROM upload WHERE client = ?1 AND hash = ?2 AND done_at IS NULL")?
        .execute((client.as_bytes(), hash.as_bytes()))?;
    Ok(())
}

/// Forgets what was begun before `limit` and never ended; answers what those were.
pub(crate) fn expire(
    db: &Connection,
    limit: Timestamp,
) -> Result<Vec<(ClientId, blake3::Hash)>, CentralError> {
    let gone = db
        .prepare_cached(
            "DELETE FROM upload WHERE done_at IS NULL AND begun_at < ?1 RETURNING client, hash",
        )?
        .query_map([limit.as_ms()], |row| {
            let hash = blake3::Hash::from_bytes(row.get(1)?);
            Ok((ClientId::from_uuid(column::uuid(row, 0)?), hash))
        })?
        .collect::<Result<_, _>>()?;
    Ok(gone)
}
