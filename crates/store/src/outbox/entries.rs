//! Reading the outbox: receipts, counts, what waits to be sent, what is replayed.

use std::collections::BTreeSet;

use rusqlite::{Connection, OptionalExtension as _, Row, params};
use trucban_domain::{OpResult, Operation, OperationId, QueueDay, SubjectId, Timestamp, encoding};
use uuid::Uuid;

use crate::act::{ActState, LocalAct, OutboxCounts, OutboxEntry, PendingOp};
use crate::connection::{count, int, nat};
use crate::error::StoreError;

/// Settled acts that the outbox shows beside the unsettled ones.
const SETTLED_SHOWN: i64 = 200;

const COLUMNS: &str = "client_seq, op_id, bytes, saved_at, first_sent_at, last_sent_at, result,
     answered_at, discard_reason, discarded_at, resent_as";
const REPLAYED: &str = "SELECT bytes FROM operation INDEXED BY operation_of_subject
     WHERE subject = ?1 AND client_seq > ?2 AND client_seq <> ?3
       AND discarded_at IS NULL AND resent_as IS NULL
     ORDER BY client_seq";
const SUBJECTS: &str = "SELECT DISTINCT subject FROM operation
     WHERE client_seq > ?1 AND discarded_at IS NULL AND resent_as IS NULL";
const SUBJECTS_BETWEEN: &str = "SELECT DISTINCT subject FROM operation
     WHERE client_seq > ?1 AND client_seq <= ?2";
const PENDING: &str = "SELECT client_seq, op_id, iif(discarded_at IS NULL, bytes, x'')
     FROM operation
     INDEXED BY operation_unsettled
     WHERE settled = 0 AND result IS NULL ORDER BY client_seq LIMIT ?1";
const ABOVE: &str = "SELECT client_seq, op_id, bytes, saved_at, result IS NOT NULL,
       discarded_at IS NOT NULL OR resent_as IS NOT NULL
     FROM operation WHERE client_seq > ?1 ORDER BY client_seq";
const LOCAL_OF_SUBJECT: &str = "SELECT client_seq, first_sent_at, result FROM operation
     INDEXED BY operation_of_subject
     WHERE subject = ?1 AND settled = 0 AND discarded_at IS NULL
     ORDER BY client_seq DESC LIMIT 1";
const ANY_UNSETTLED: &str = "SELECT EXISTS (
       SELECT 1 FROM operation INDEXED BY operation_unsettled WHERE settled = 0)";
const LOCAL_OF_ACT: &str = "SELECT client_seq, first_sent_at, result FROM operation
     WHERE op_id = ?1 AND settled = 0 AND discarded_at IS NULL";
const COUNTS: &str = "SELECT
       coalesce(sum(result IS NULL AND first_sent_at IS NULL), 0),
       coalesce(sum(result IS NULL AND first_sent_at IS NOT NULL), 0),
       coalesce(sum(result IS NOT NULL), 0),
       min(iif(result IS NULL, saved_at, NULL))
     FROM operation INDEXED BY operation_unsettled WHERE settled = 0 AND discarded_at IS NULL";
const ACCEPTED: &str = "SELECT count(*) FROM operation INDEXED BY operation_answered
     WHERE accepted = 1 AND answered_at BETWEEN ?1 AND ?2";

/// Every act that is not settled and the newest settled ones, newest first.
pub(crate) fn shown(conn: &Connection) -> Result<Vec<OutboxEntry>, StoreError> {
    let unsettled = format!("SELECT {COLUMNS} FROM operation WHERE settled = 0");
    let settled = format!(
        "SELECT * FROM (SELECT {COLUMNS} FROM operation WHERE settled = 1
         ORDER BY client_seq DESC LIMIT {SETTLED_SHOWN})"
    );
    let sql = format!("{unsettled} UNION ALL {settled} ORDER BY client_seq DESC");
    let mut statement = conn.prepare_cached(&sql)?;
    let mut rows = statement.query([])?;
    let mut entries = Vec::new();
    while let Some(row) = rows.next()? {
        entries.push(entry(row)?);
    }
    Ok(entries)
}

/// One act.
pub(crate) fn one(
    conn: &Connection,
    op_id: OperationId,
) -> Result<Option<OutboxEntry>, StoreError> {
    let mut statement =
        conn.prepare_cached(&format!("SELECT {COLUMNS} FROM operation WHERE op_id = ?1"))?;
    let mut rows = statement.query([op_id.as_bytes()])?;
    rows.next()?.map(entry).transpose()
}

/// Whether central accepted an act.
pub(crate) fn is_accepted(conn: &Connection, op_id: OperationId) -> Result<bool, StoreError> {
    let accepted = conn
        .prepare_cached("SELECT accepted FROM operation WHERE op_id = ?1")?
        .query_row([op_id.as_bytes()], |row| row.get(0))
        .optional()?;
    Ok(accepted.unwrap_or(false))
}

/// The act with this number.
pub(crate) fn numbered(conn: &Connection, seq: u64) -> Result<Option<OutboxEntry>, StoreError> {
    let mut statement =
        conn.prepare_cached(&format!("SELECT {COLUMNS} FROM operation WHERE client_seq = ?1"))?;
    let mut rows = statement.query([int(seq)])?;
    rows.next()?.map(entry).transpose()
}

fn entry(row: &Row<'_>) -> Result<OutboxEntry, StoreError> {
    let at = |column| -> rusqlite::Result<Option<Timestamp>> {
        Ok(row.get::<_, Option<i64>>(column)?.map(Timestamp::from_ms))
    };
    let result = match (row.get::<_, Option<Vec<u8>>>(6)?, at(7)?) {
        (Some(bytes), Some(at)) => Some((encoding::decode(&bytes)?, at)),
        _ => None,
    };
    let discarded = match (row.get::<_, Option<String>>(8)?, at(9)?) {
        (Some(reason), Some(at)) => Some((reason, at)),
        _ => None,
    };
    Ok(OutboxEntry {
        client_seq: nat(row.get(0)?),
        op_id: OperationId::from_uuid(Uuid::from_bytes(row.get(1)?)),
        bytes: row.get(2)?,
        saved_at: Timestamp::from_ms(row.get(3)?),
        first_sent_at: at(4)?,
        last_sent_at: at(5)?,
        result,
        discarded,
        resent_as: row.get::<_, Option<i64>>(10)?.map(nat),
    })
}

/// The acts on `subject` above `acked` that are replayed over central's row, in order, without the
/// one numbered `except`. An act that cannot be read changes nothing.
pub(crate) fn replayed(
    conn: &Connection,
    subject: SubjectId,
    acked: u64,
    except: Option<u64>,
) -> Result<Vec<Operation>, StoreError> {
    let mut statement = conn.prepare_cached(REPLAYED)?;
    let mut rows =
        statement.query(params![subject.as_bytes(), int(acked), int(except.unwrap_or(0))])?;
    let mut ops = Vec::new();
    while let Some(row) = rows.next()? {
        ops.extend(Operation::decode(row.get_ref(0)?.as_blob().unwrap_or_default()));
    }
    Ok(ops)
}

/// The reports that acts above `acked` concern.
pub(crate) fn subjects_above(
    conn: &Connection,
    acked: u64,
) -> Result<BTreeSet<SubjectId>, StoreError> {
    subjects(conn, SUBJECTS, &[&int(acked)])
}

/// The reports that acts above `acked` and up to `newly_acked` concern.
pub(crate) fn subjects_between(
    conn: &Connection,
    acked: u64,
    newly_acked: u64,
) -> Result<BTreeSet<SubjectId>, StoreError> {
    subjects(conn, SUBJECTS_BETWEEN, &[&int(acked), &int(newly_acked)])
}

fn subjects(
    conn: &Connection,
    sql: &str,
    args: &[&dyn rusqlite::ToSql],
) -> Result<BTreeSet<SubjectId>, StoreError> {
    let mut statement = conn.prepare_cached(sql)?;
    let mut rows = statement.query(args)?;
    let mut subjects = BTreeSet::new();
    while let Some(row) = rows.next()? {
        subjects.insert(SubjectId::from_uuid(Uuid::from_bytes(row.get(0)?)));
    }
    Ok(subjects)
}

/// Acts without an answer, in order, up to the first gap between their numbers and within the
/// limits; at least one if there is any.
pub(crate) fn pending(
    conn: &Connection,
    max_ops: usize,
    max_bytes: usize,
) -> Result<Vec<PendingOp>, StoreError> {
    let mut statement = conn.prepare_cached(PENDING)?;
    let mut rows = statement.query([i64::try_from(max_ops.max(1)).unwrap_or(i64::MAX)])?;
    let mut pending: Vec<PendingOp> = Vec::new();
    let mut total = 0_usize;
    while let Some(row) = rows.next()? {
        let op = PendingOp {
            client_seq: nat(row.get(0)?),
            op_id: OperationId::from_uuid(Uuid::from_bytes(row.get(1)?)),
            bytes: row.get(2)?,
        };
        total = total.saturating_add(op.bytes.len());
        if let Some(last) = pending.last()
            && (op.client_seq != last.client_seq + 1 || total > max_bytes)
        {
            break;
        }
        pending.push(op);
    }
    Ok(pending)
}

/// An act as the cache takes it in.
#[derive(Debug)]
pub(crate) struct Taken {
    /// Its number.
    pub(crate) client_seq: u64,
    /// Its key.
    pub(crate) op_id: OperationId,
    /// Its bytes.
    pub(crate) bytes: Vec<u8>,
    /// When it was on disk.
    pub(crate) saved_at: Timestamp,
    /// Whether central answered.
    pub(crate) answered: bool,
    /// Whether a person took it back, by discarding it or making it again.
    pub(crate) withdrawn: bool,
}

/// The acts above number `above`, in order.
pub(crate) fn above(conn: &Connection, above: u64) -> Result<Vec<Taken>, StoreError> {
    let mut statement = conn.prepare_cached(ABOVE)?;
    let rows = statement.query_map([int(above)], |row| {
        Ok(Taken {
            client_seq: nat(row.get(0)?),
            op_id: OperationId::from_uuid(Uuid::from_bytes(row.get(1)?)),
            bytes: row.get(2)?,
            saved_at: Timestamp::from_ms(row.get(3)?),
            answered: row.get(4)?,
            withdrawn: row.get(5)?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The newest unsettled act on a report.
pub(crate) fn local_of_subject(
    conn: &Connection,
    subject: SubjectId,
) -> Result<Option<LocalAct>, StoreError> {
    local(conn, LOCAL_OF_SUBJECT, *subject.as_bytes())
}

/// The newest unsettled act on each of these, in their order. With nothing unsettled, which is how it
/// mostly is, none of them is asked about.
pub(crate) fn local_of_subjects(
    conn: &Connection,
    subjects: impl Iterator<Item = SubjectId>,
) -> Result<Vec<Option<LocalAct>>, StoreError> {
    let any: bool = conn.prepare_cached(ANY_UNSETTLED)?.query_row([], |row| row.get(0))?;
    subjects.map(|subject| if any { local_of_subject(conn, subject) } else { Ok(None) }).collect()
}

/// The act `op_id`, if it is this laptop's and unsettled.
pub(crate) fn local_of_act(conn: &Connection, op_id: Uuid) -> Result<Option<LocalAct>, StoreError> {
    local(conn, LOCAL_OF_ACT, *op_id.as_bytes())
}

fn local(conn: &Connection, sql: &str, key: [u8; 16]) -> Result<Option<LocalAct>, StoreError> {
    type Columns = (i64, Option<i64>, Option<Vec<u8>>);
    let found: Option<Columns> = conn
        .prepare_cached(sql)?
        .query_row([key], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
        .optional()?;
    let Some((number, sent, result)) = found else { return Ok(None) };
    let state = match result {
        None if sent.is_some() => ActState::Sent,
        None => ActState::Saved,
        Some(bytes) => match encoding::decode(&bytes)? {
            OpResult::Held { .. } => ActState::Held,
            OpResult::Applied { .. } => ActState::Accepted,
            OpResult::Rejected { .. } | OpResult::Other(_) => ActState::Refused,
        },
    };
    Ok(Some(LocalAct { client_seq: nat(number), state }))
}

/// The outbox in numbers; accepted ones of `day` where one is given.
pub(crate) fn counts(conn: &Connection, day: Option<QueueDay>) -> Result<OutboxCounts, StoreError> {
    let mut counts = conn.prepare_cached(COUNTS)?.query_row([], |row| {
        Ok(OutboxCounts {
            waiting: count(row.get(0)?),
            unanswered: count(row.get(1)?),
            refused: count(row.get(2)?),
            accepted_today: 0,
            oldest_waiting: row.get::<_, Option<i64>>(3)?.map(Timestamp::from_ms),
        })
    })?;
    if let Some(day) = day {
        counts.accepted_today = conn
            .prepare_cached(ACCEPTED)?
            .query_row(params![day.starts.as_ms(), day.ends.as_ms()], |row| {
                Ok(count(row.get(0)?))
            })?;
    }
    Ok(counts)
}
