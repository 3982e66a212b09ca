//! Replay: this laptop's unanswered acts over central's rows.
//!
//! A report is taken back to what central has ([`undo`]), central's changes are written, and the acts
//! are applied again ([`redo`]); so a row never depends on the order in which things happened. Before
//! an act changes a row, central's version of it goes to `base_row`; rows that no act changed cost
//! nothing. An act that the workflow refuses here changes nothing here: central answers it.

use rusqlite::{Connection, params};
use trucban_domain::{
    Entity, HistoryEntry, Incident, IncidentId, Operation, Record, Reporter, WorkCalendar, apply,
};
use uuid::Uuid;

use super::record;
use super::tally::Tally;
use super::{history, incident, reporter};
use crate::error::StoreError;

/// What acts make of a report.
#[derive(Debug, Default)]
pub(crate) struct Replayed {
    /// The report.
    pub(crate) incident: Option<Incident>,
    /// The history lines that the acts add.
    pub(crate) entries: Vec<HistoryEntry>,
    /// Who sent it, where an act tells.
    pub(crate) reporter: Option<Reporter>,
}

/// Applies `ops`, in order, to central's version of a report.
pub(crate) fn replay(base: Option<Incident>, ops: &[Operation]) -> Replayed {
    let mut replayed = Replayed { incident: base, ..Replayed::default() };
    for op in ops {
        let Ok(applied) = apply(op, replayed.incident.as_ref(), WorkCalendar::shipped()) else {
            continue;
        };
        if applied.incident.is_some() {
            replayed.incident = applied.incident;
        }
        if applied.reporter.is_some() {
            replayed.reporter = applied.reporter;
        }
        replayed.entries.push(applied.entry);
    }
    replayed
}

/// Central's version of a report.
pub(crate) fn base(conn: &Connection, id: IncidentId) -> Result<Option<Incident>, StoreError> {
    let bases = bases(conn, id)?;
    match bases.into_iter().find(|base| base.entity == Entity::Incident) {
        Some(Base { data: Some(data), .. }) => Ok(Some(trucban_domain::encoding::decode(&data)?)),
        Some(Base { data: None, .. }) => Ok(None),
        None => incident::read(conn, id),
    }
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
pub(crate) fn bases(conn: &Connection, subject: IncidentId) -> Result<Vec<Base>, StoreError> {
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
pub(crate) fn changed_subjects(conn: &Connection) -> Result<Vec<IncidentId>, StoreError> {
    let mut statement = conn.prepare_cached("SELECT DISTINCT subject FROM base_row")?;
    let subjects = statement
        .query_map([], |row| Ok(IncidentId::from_uuid(Uuid::from_bytes(row.get(0)?))))?
        .collect::<Result<_, _>>()?;
    Ok(subjects)
}

/// Takes the rows of a report back to what central has.
pub(crate) fn undo(
    conn: &Connection,
    tally: &mut Tally,
    subject: IncidentId,
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
    subject: IncidentId,
    ops: &[Operation],
) -> Result<(), StoreError> {
    if ops.is_empty() {
        return Ok(());
    }
    let central = incident::read(conn, subject)?;
    let replayed = replay(central.clone(), ops);
    if let Some(incident) = replayed.incident
        && central.as_ref() != Some(&incident)
    {
        overlay(conn, tally, subject, &Record::Incident(Box::new(incident)))?;
    }
    overlay_beside(conn, tally, subject, replayed.entries, replayed.reporter)
}

/// Applies one more act to the rows of a report, to which every earlier one is applied.
pub(crate) fn add(conn: &Connection, tally: &mut Tally, op: &Operation) -> Result<(), StoreError> {
    let subject = op.envelope.subject;
    let current = incident::read(conn, subject)?;
    let Ok(applied) = apply(op, current.as_ref(), WorkCalendar::shipped()) else { return Ok(()) };
    if let Some(incident) = applied.incident {
        overlay(conn, tally, subject, &Record::Incident(Box::new(incident)))?;
    }
    overlay_beside(conn, tally, subject, vec![applied.entry], applied.reporter)
}

/// Writes the history lines and the sender that acts add, where central has none.
fn overlay_beside(
    conn: &Connection,
    tally: &mut Tally,
    subject: IncidentId,
    entries: Vec<HistoryEntry>,
    sender: Option<Reporter>,
) -> Result<(), StoreError> {
    for entry in entries {
        if history::data(conn, entry.id)?.is_none() {
            overlay(conn, tally, subject, &Record::History(Box::new(entry)))?;
        }
    }
    if let Some(sender) = sender
        && reporter::data(conn, subject)?.is_none()
    {
        overlay(conn, tally, subject, &Record::Reporter(Box::new(sender)))?;
    }
    Ok(())
}

/// Writes an act's version of a row and keeps central's, unless an earlier act's version lies there.
fn overlay(
    conn: &Connection,
    tally: &mut Tally,
    subject: IncidentId,
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
