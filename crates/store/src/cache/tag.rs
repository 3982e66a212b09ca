//! Tags: what an operator looks for in open reports besides their state. Each tag is a series of the
//! queue of its own, ordered, counted and paged like a state.

use rusqlite::{Connection, OptionalExtension as _, params};
use trucban_domain::{HandlingState, Incident, IncidentState, UnitCode, UserId, encoding};
use uuid::Uuid;

use super::tally::{Slot, Tally};
use crate::error::StoreError;

/// Codes of tags lie above those of states.
pub(crate) const FIRST_CODE: i64 = 100;

/// What a report is tagged as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Tag {
    /// The operator accepted a part of it.
    Mine = 100,
    /// The operator's unit has still to do something about it.
    Unit = 101,
    /// It lies where it came in, and nobody accepted it or gave it to a unit.
    Unassigned = 102,
    /// It was opened again.
    Reopened = 103,
}

impl Tag {
    /// Its code in the tables.
    pub(crate) const fn code(self) -> i64 {
        self as i64
    }
}

/// Who looks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Viewer {
    /// The operator.
    pub user: UserId,
    /// The unit for which the operator acts.
    pub unit: UnitCode,
}

/// Where a report stands in the queue.
#[derive(Debug, Clone)]
pub(crate) struct Seated<'a> {
    /// Its row.
    pub(crate) n: i64,
    /// Its lane.
    pub(crate) lane: i64,
    /// By what its lane is ordered.
    pub(crate) order_at: i64,
    /// Then by this.
    pub(crate) number_order: &'a str,
}

/// The tags of a report.
pub(crate) fn of(incident: &Incident, viewer: Option<&Viewer>) -> Vec<Tag> {
    let mut tags = Vec::new();
    if incident.state == IncidentState::Closed {
        return tags;
    }
    if let Some(Viewer { user, unit }) = viewer {
        let accepted = incident.handling.iter().filter_map(|part| part.acknowledged.as_ref());
        if accepted.into_iter().any(|it| it.by.user == *user) {
            tags.push(Tag::Mine);
        }
        let own = incident.handling.iter().find(|part| part.unit == *unit);
        let done = |state| matches!(state, HandlingState::Resulted | HandlingState::Returned);
        if own.is_some_and(|part| !done(part.state)) {
            tags.push(Tag::Unit);
        }
    }
    let untouched = incident.last_step.is_none() && incident.reopened.is_none();
    let [alone] = incident.handling.as_slice() else { return reopened(incident, tags) };
    if untouched && alone.state == HandlingState::Waiting && alone.last_step.is_none() {
        tags.push(Tag::Unassigned);
    }
    reopened(incident, tags)
}

fn reopened(incident: &Incident, mut tags: Vec<Tag>) -> Vec<Tag> {
    if incident.reopened.is_some() {
        tags.push(Tag::Reopened);
    }
    tags
}

/// Tags a report anew; `known` where it may have tags.
pub(crate) fn put(
    conn: &Connection,
    tally: &mut Tally,
    seated: &Seated<'_>,
    incident: &Incident,
    known: bool,
) -> Result<(), StoreError> {
    if known {
        remove(conn, tally, seated.n)?;
    }
    if incident.state == IncidentState::Closed {
        return Ok(());
    }
    for tag in of(incident, tally.viewer(conn)?) {
        conn.prepare_cached(
            "INSERT INTO queue_tag (tag, lane, order_at, number_order, n)
             VALUES (?1, ?2, ?3, ?4, ?5)",
        )?
        .execute(params![
            tag.code(),
            seated.lane,
            seated.order_at,
            seated.number_order,
            seated.n
        ])?;
        tally.count_tag(Slot { state: tag.code(), lane: seated.lane }, seated.order_at, 1);
    }
    Ok(())
}

/// Takes the tags of a report away.
pub(crate) fn remove(conn: &Connection, tally: &mut Tally, n: i64) -> Result<(), StoreError> {
    for (slot, order_at) in noted(conn, n)? {
        tally.count_tag(slot, order_at, -1);
    }
    conn.prepare_cached("DELETE FROM queue_tag WHERE n = ?1")?.execute([n])?;
    Ok(())
}

/// The tags that are noted for a report, and where they stand.
pub(crate) fn noted(conn: &Connection, n: i64) -> Result<Vec<(Slot, i64)>, StoreError> {
    let mut statement =
        conn.prepare_cached("SELECT tag, lane, order_at FROM queue_tag WHERE n = ?1 ORDER BY tag")?;
    let rows = statement
        .query_map([n], |row| Ok((Slot { state: row.get(0)?, lane: row.get(1)? }, row.get(2)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Reads who looks.
pub(crate) fn viewer(conn: &Connection) -> Result<Option<Viewer>, StoreError> {
    let found: Option<([u8; 16], String)> = conn
        .prepare_cached("SELECT user, unit FROM viewer")?
        .query_row([], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    Ok(found.map(|(user, unit)| Viewer {
        user: UserId::from_uuid(Uuid::from_bytes(user)),
        unit: UnitCode(unit),
    }))
}

/// Notes who looks. Every open report is tagged anew if that is another one than before.
pub(crate) fn set_viewer(conn: &Connection, new: &Viewer) -> Result<(), StoreError> {
    if viewer(conn)?.as_ref() == Some(new) {
        return Ok(());
    }
    conn.execute(
        "INSERT OR REPLACE INTO viewer (one, user, unit) VALUES (1, ?1, ?2)",
        params![new.user.as_bytes(), new.unit.0],
    )?;
    tag_all(conn)
}

/// Tags every open report anew.
pub(crate) fn tag_all(conn: &Connection) -> Result<(), StoreError> {
    let mut tally = Tally::default();
    let mut statement =
        conn.prepare("SELECT n, lane, order_at, number_order, data FROM incident WHERE lane < 2")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let number_order: String = row.get(3)?;
        let seated = Seated {
            n: row.get(0)?,
            lane: row.get(1)?,
            order_at: row.get(2)?,
            number_order: &number_order,
        };
        let data = row.get_ref(4)?.as_blob().map_err(rusqlite::Error::from)?;
        put(conn, &mut tally, &seated, &encoding::decode(data)?, true)?;
    }
    tally.write(conn)
}
