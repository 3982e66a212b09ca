//! Replay: this laptop's unanswered acts over central's rows.
//!
//! A case is taken back to what central has ([`undo`]), central's changes are written, and the acts
//! are applied again ([`redo`]); so a row never depends on the order in which things happened. Before
//! an act changes a row, central's version of it goes to `base_row`; rows that no act changed cost
//! nothing. An act that the workflow refuses here changes nothing here: central answers it.

use rusqlite::{Connection, params};
use trucban_domain::{
    Case, Entity, HistoryEntry, IncidentId, Operation, Record, Reporter, SubjectId, WorkCalendar,
    apply,
};
use uuid::Uuid;

use super::tally::Tally;
use super::{case, history, record, reporter};
use crate::error::StoreError;

/// What acts make of a case.
#[derive(Debug, Default)]
pub(crate) struct Replayed {
    /// The report or alert.
    pub(crate) case: Option<Case>,
    /// The history lines that the acts add.
    pub(crate) entries: Vec<HistoryEntry>,
    /// Who sent the report, where an act tells.
    pub(crate) reporter: Option<Reporter>,
}

/// Applies `ops`, in order, to central's version of a case.
pub(crate) fn replay(base: Option<Case>, ops: &[Operation]) -> Replayed {
    let mut replayed = Replayed { case: base, ..Replayed::default() };
    for op in ops {
        let Ok(applied) = apply(op, replayed.case.as_ref(), WorkCalendar::shipped()) else {
            continue;
        };
        if applied.case.is_some() {
            replayed.case = applied.case;
        }
        if applied.reporter.is_some() {
            replayed.reporter = applied.reporter;
        }
        replayed.entries.push(applied.entry);
    }
    replayed
}

/// Central's version of a case.
pub(crate) fn base(conn: &Connection, id: SubjectId) -> Result<Option<Case>, StoreError> {
    for base in bases(conn, id)? {
        if matches!(base.entity, Entity::Incident | Entity::Alert | Entity::Handover) {
            return base.data.map(|data| decode_case(base.entity, &data)).transpose();
        }
    }
    case::read(conn, id)
}

fn decode_case(entity: Entity, data: &[u8]) -> Result<Case, StoreError> {
    Ok(match entity {
        Entity::Alert => Case::Alert(trucban_domain::encoding::decode(data)?),
        Entity::Handover => Case::Handover(trucban_domain::encoding::decode(data)?),
        _ => Case::Incident(trucban_domain::encoding::decode(data)?),
    })
}

/// Central's version of a row that an act changed.
#[derive(Debug)]
pub(crate) struct Base {
    /// The row's table.
    pub(crate) entity: Entity,
    /// Its key.
    pub(crate) id: Uuid,
    /// What central has; `None` for nothing.
    pub(crate) data: Option<Vec<u8>>,
}

/// Central's versions of the rows of a report that acts changed.
pub(crate) fn bases(conn: &Connection, subject: SubjectId) -> Result<Vec<Base>, StoreError> {
    let mut statement =
        conn.prepare_cached("SELECT entity, id, data FROM base_row WHERE subject = ?1")?;
    let mut rows = statement.query([subject.as_bytes()])?;
    let mut bases = Vec::new();
    while let Some(row) = rows.next()? {
        let word: String = row.get(0)?;
        // Only rows of tables that this build knows are ever changed by an act.
        if let Some(entity) = Entity::parse(&word) {
            bases.push(Base { entity, id: Uuid::from_bytes(row.get(1)?), data: row.get(2)? });
        }
    }
    Ok(bases)
}

/// The reports that acts changed.
pub(crate) fn changed_subjects(conn: &Connection) -> Result<Vec<SubjectId>, StoreError> {
    let mut statement = conn.prepare_cached("SELECT DISTINCT subject FROM base_row")?;
    let subjects = statement
        .query_map([], |row| Ok(SubjectId::from_uuid(Uuid::from_bytes(row.get(0)?))))?
        .collect::<Result<_, _>>()?;
    Ok(subjects)
}

/// Takes the rows of a report back to what central has.
pub(crate) fn undo(
    conn: &Connection,
    tally: &mut Tally,
    subject: SubjectId,
) -> Result<(), StoreError> {
    for Base { entity, id, data } in bases(conn, subject)? {
        match data {
            Some(data) => {
                let base = Record::decode(entity, &data)?;
                record::put(conn, tally, &base, &data)?;
            }
            None => record::remove(conn, tally, entity, id)?,
        }
    }
    conn.prepare_cached("DELETE FROM base_row WHERE subject = ?1")?
        .execute([subject.as_bytes()])?;
    Ok(())
}

/// Applies `ops` to the rows of a report, which are what central has.
pub(crate) fn redo(
    conn: &Connection,
    tally: &mut Tally,
    subject: SubjectId,
    ops: &[Operation],
) -> Result<(), StoreError> {
    if ops.is_empty() {
        return Ok(());
    }
    let central = case::read(conn, subject)?;
    let replayed = replay(central.clone(), ops);
    if let Some(case) = replayed.case
        && central.as_ref() != Some(&case)
    {
        overlay(conn, tally, subject, &case.into_record())?;
    }
    overlay_beside(conn, tally, subject, replayed.entries, replayed.reporter)
}

/// Applies one more act to the rows of a report, to which every earlier one is applied.
pub(crate) fn add(conn: &Connection, tally: &mut Tally, op: &Operation) -> Result<(), StoreError> {
    let subject = op.envelope.subject;
    let current = case::read(conn, subject)?;
    let Ok(applied) = apply(op, current.as_ref(), WorkCalendar::shipped()) else { return Ok(()) };
    if let Some(case) = applied.case {
        overlay(conn, tally, subject, &case.into_record())?;
    }
    overlay_beside(conn, tally, subject, vec![applied.entry], applied.reporter)
}

/// Writes the history lines and the sender that acts add, where central has none.
fn overlay_beside(
    conn: &Connection,
    tally: &mut Tally,
    subject: SubjectId,
    entries: Vec<HistoryEntry>,
    sender: Option<Reporter>,
) -> Result<(), StoreError> {
    for entry in entries {
        if history::data(conn, entry.id)?.is_none() {
            overlay(conn, tally, subject, &Record::History(Box::new(entry)))?;
        }
    }
    if let Some(sender) = sender
        && reporter::data(conn, IncidentId::from_uuid(subject.uuid()))?.is_none()
    {
        overlay(conn, tally, subject, &Record::Reporter(Box::new(sender)))?;
    }
    Ok(())
}

/// Writes an act's version of a row and keeps central's, unless an earlier act's version lies there.
fn overlay(
    conn: &Connection,
    tally: &mut Tally,
    subject: SubjectId,
    changed: &Record,
) -> Result<(), StoreError> {
    let (entity, id) = (changed.entity(), changed.key());
    let before = record::data(conn, entity, id)?;
    conn.prepare_cached(
        "INSERT INTO base_row (subject, entity, id, data) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT DO NOTHING",
    )?
    .execute(params![subject.as_bytes(), entity.as_str(), id.as_bytes(), before])?;
    record::put(conn, tally, changed, &changed.encode())?;
    Ok(())
}
