//! The table of reports: the record's bytes, and the columns by which the queue is ordered.

use rusqlite::{Connection, OptionalExtension as _, params};
use trucban_domain::figures::Fact;
use trucban_domain::{Bounds, Incident, IncidentId, IncidentState, encoding};

use super::case::Urgency;
use super::cluster::Stand;
use super::duplicate;
use super::picture::{self, Kind};
use super::place::{self, Placed};
use super::search;
use super::tag::{self, Seated};
use super::tally::{Slot, Tally};
use crate::error::StoreError;

/// Immediate reports.
pub(crate) const LANE_IMMEDIATE: i64 = 0;
/// Other open reports.
pub(crate) const LANE_OPEN: i64 = 1;
/// Closed reports.
pub(crate) const LANE_CLOSED: i64 = 2;

/// The code of a state in the table.
pub(crate) const fn state_code(state: IncidentState) -> i64 {
    match state {
        IncidentState::New => 0,
        IncidentState::Acknowledged => 1,
        IncidentState::Closed => 2,
        IncidentState::Returned => 3,
        IncidentState::Resulted => 4,
        IncidentState::ExtensionAsked => 5,
        IncidentState::SenderAsked => 6,
        IncidentState::Contested => 7,
    }
}

/// Where a report is counted.
pub(crate) fn slot(incident: &Incident) -> Slot {
    let lane = match (incident.state, incident.urgent) {
        (IncidentState::Closed, _) => LANE_CLOSED,
        (_, true) => LANE_IMMEDIATE,
        (_, false) => LANE_OPEN,
    };
    Slot { state: state_code(incident.state), lane }
}

/// How loudly a report counted there calls.
pub(crate) const fn urgency(slot: Slot) -> Urgency {
    Urgency {
        urgent: slot.lane == LANE_IMMEDIATE,
        waits: slot.state == state_code(IncidentState::New),
    }
}

/// By what the rows of a lane are ordered: due time, the ones without at the end; closed ones by
/// closing time, newest first.
fn order_at(incident: &Incident) -> i64 {
    match incident.state {
        IncidentState::Closed => {
            incident.closed_at.unwrap_or(incident.received_at).as_ms().saturating_neg()
        }
        _ => incident.running_deadline().map_or(i64::MAX, trucban_domain::Timestamp::as_ms),
    }
}

/// The number so that shorter ones come before longer ones, provisional ones at the end.
fn number_order(incident: &Incident) -> String {
    match (&incident.number, &incident.provisional) {
        (Some(number), _) => format!("{number:0>16}"),
        (None, provisional) => format!("~{}", provisional.as_deref().unwrap_or_default()),
    }
}

/// Where a report that is not closed lies, if that is known.
pub(crate) fn open_place(incident: &Incident) -> Option<Bounds> {
    incident.position.filter(|_| incident.state != IncidentState::Closed).and_then(place::around)
}

/// Reads the bytes of a report.
pub(crate) fn data(conn: &Connection, id: IncidentId) -> Result<Option<Vec<u8>>, StoreError> {
    let data = conn
        .prepare_cached("SELECT data FROM incident WHERE id = ?1")?
        .query_row([id.as_bytes()], |row| row.get(0))
        .optional()?;
    Ok(data)
}

/// Reads a report.
pub(crate) fn read(conn: &Connection, id: IncidentId) -> Result<Option<Incident>, StoreError> {
    Ok(data(conn, id)?.map(|bytes| encoding::decode(&bytes)).transpose()?)
}

/// Where a report was counted before, if it is there.
pub(crate) fn slot_of(conn: &Connection, id: IncidentId) -> Result<Option<Slot>, StoreError> {
    Ok(found(conn, id)?.map(|found| found.slot))
}

struct Found {
    n: i64,
    slot: Slot,
    order_at: i64,
    words_hash: i64,
}

fn found(conn: &Connection, id: IncidentId) -> Result<Option<Found>, StoreError> {
    let found = conn
        .prepare_cached("SELECT n, state, lane, order_at, words_hash FROM incident WHERE id = ?1")?
        .query_row([id.as_bytes()], |row| {
            let slot = Slot { state: row.get(1)?, lane: row.get(2)? };
            Ok(Found { n: row.get(0)?, slot, order_at: row.get(3)?, words_hash: row.get(4)? })
        })
        .optional()?;
    Ok(found)
}

/// The report that is stored.
fn stored(conn: &Connection, n: i64) -> Result<Incident, StoreError> {
    let data: Vec<u8> = conn
        .prepare_cached("SELECT data FROM incident WHERE n = ?1")?
        .query_row([n], |stored| stored.get(0))?;
    Ok(encoding::decode(&data)?)
}

/// The reports whose keys come after `after`, at most `limit`, in the order of their keys.
pub(crate) fn stretch(
    conn: &Connection,
    after: i64,
    limit: u32,
) -> Result<Vec<(i64, Incident)>, StoreError> {
    let mut statement = conn.prepare_cached(STRETCH)?;
    let mut rows = statement.query(params![after, limit])?;
    let mut reports = Vec::new();
    while let Some(row) = rows.next()? {
        let data = row.get_ref(1)?.as_blob().map_err(rusqlite::Error::from)?;
        reports.push((row.get(0)?, encoding::decode(data)?));
    }
    Ok(reports)
}

const STRETCH: &str = "SELECT n, data FROM incident WHERE n > ?1 ORDER BY n LIMIT ?2";

/// Writes a report. Tells where it was counted before.
pub(crate) fn put(
    conn: &Connection,
    tally: &mut Tally,
    incident: &Incident,
    data: &[u8],
) -> Result<Option<Slot>, StoreError> {
    let slot = slot(incident);
    let words = search::words(incident);
    let words_hash = search::hash(&words);
    let before = found(conn, incident.id)?;
    let place = open_place(incident);
    let columns = (order_at(incident), number_order(incident));
    let stand = Stand::of_report(incident);
    let ward = i64::from(incident.ward.0);
    let n;
    if let Some(row) = &before {
        let earlier = stored(conn, row.n)?;
        tally.count_stand(row.n, Stand::of_report(&earlier), -1);
        tally.count_stand(row.n, stand, 1);
        tally.count_fact(Some(Fact::of(&earlier)), Some(Fact::of(incident)));
        conn.prepare_cached(
            "UPDATE incident SET state = ?2, lane = ?3, order_at = ?4, number_order = ?5,
                 words_hash = ?6, data = ?7, ward = ?8 WHERE n = ?1",
        )?
        .execute(params![
            row.n, slot.state, slot.lane, columns.0, columns.1, words_hash, data, ward
        ])?;
        duplicate::put(conn, row.n, incident.duplicate_of())?;
        if row.words_hash != words_hash {
            search::put(conn, row.n, &words)?;
        }
        if row.slot.lane != LANE_CLOSED || slot.lane != LANE_CLOSED {
            place::put(conn, Placed::OpenReport, row.n, place)?;
        }
        tally.loosen(picture::name(
            conn,
            Kind::Report,
            row.n,
            &incident.pictures(),
            incident.pictures_ahead(),
        )?);
        tally.subtract(row.slot, row.order_at);
        n = row.n;
    } else {
        conn.prepare_cached(
            "INSERT INTO incident
                 (id, state, lane, order_at, number_order, words_hash, data, ward)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        )?
        .execute(params![
            incident.id.as_bytes(),
            slot.state,
            slot.lane,
            columns.0,
            columns.1,
            words_hash,
            data,
            ward
        ])?;
        n = conn.last_insert_rowid();
        tally.count_stand(n, stand, 1);
        tally.count_fact(None, Some(Fact::of(incident)));
        search::put(conn, n, &words)?;
        if incident.duplicate_of().is_some() {
            duplicate::put(conn, n, incident.duplicate_of())?;
        }
        if place.is_some() {
            place::put(conn, Placed::OpenReport, n, place)?;
        }
        if !incident.photos.is_empty() {
            picture::name(conn, Kind::Report, n, &incident.pictures(), incident.pictures_ahead())?;
        }
    }
    tally.add(slot, columns.0);
    let (order_at, number_order) = &columns;
    let seated = Seated { n, lane: slot.lane, order_at: *order_at, number_order };
    tag::put(conn, tally, &seated, incident, before.is_some())?;
    Ok(before.map(|row| row.slot))
}

/// Removes a report, if it is there.
pub(crate) fn remove(
    conn: &Connection,
    tally: &mut Tally,
    id: IncidentId,
) -> Result<(), StoreError> {
    if let Some(row) = found(conn, id)? {
        let earlier = stored(conn, row.n)?;
        tally.count_stand(row.n, Stand::of_report(&earlier), -1);
        tally.count_fact(Some(Fact::of(&earlier)), None);
        conn.prepare_cached("DELETE FROM incident WHERE n = ?1")?.execute([row.n])?;
        search::remove(conn, row.n)?;
        duplicate::remove(conn, row.n)?;
        tag::remove(conn, tally, row.n)?;
        place::remove(conn, Placed::OpenReport, row.n)?;
        tally.loosen(picture::release(conn, Kind::Report, row.n)?);
        tally.subtract(row.slot, row.order_at);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cache::plan::steps;

    #[test]
    fn a_walk_over_all_reports_goes_on_from_a_key_and_sorts_nothing() {
        let steps = steps(STRETCH, 2);
        assert_eq!(steps, ["SEARCH incident USING INTEGER PRIMARY KEY (rowid>?)"]);
    }
}
