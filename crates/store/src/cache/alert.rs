//! The table of alerts: the record's bytes, and the columns by which the list is ordered.

use rusqlite::{Connection, OptionalExtension as _, params};
use trucban_domain::{Alert, AlertId, encoding};

use super::case::Urgency;
use super::picture::{self, Kind};
use super::tally::{AlertSlot, Tally};
use crate::error::StoreError;

/// Somebody must go there at once.
pub(crate) const LANE_URGENT: i64 = 0;
/// Waits for a verdict.
pub(crate) const LANE_OPEN: i64 = 1;
/// Has one.
pub(crate) const LANE_JUDGED: i64 = 2;

/// The lane of an alert.
pub(crate) fn lane(alert: &Alert) -> i64 {
    match (&alert.verdict, alert.is_urgent()) {
        (Some(_), _) => LANE_JUDGED,
        (None, true) => LANE_URGENT,
        (None, false) => LANE_OPEN,
    }
}

/// How loudly an alert of this lane calls.
pub(crate) const fn urgency(lane: i64) -> Urgency {
    Urgency { urgent: lane == LANE_URGENT, waits: lane != LANE_JUDGED }
}

fn slot(alert: &Alert) -> AlertSlot {
    AlertSlot { lane: lane(alert), kind: alert.kind.0.clone(), ward: i64::from(alert.ward.0) }
}

/// The newest first, in every lane.
fn order_at(alert: &Alert) -> i64 {
    alert.verdict.as_ref().map_or(alert.at, |verdict| verdict.at).as_ms().saturating_neg()
}

/// The letters and digits of a plate: what a person types finds it however it is divided.
pub(crate) fn plate_key(plate: &str) -> String {
    plate.chars().filter(char::is_ascii_alphanumeric).flat_map(char::to_uppercase).collect()
}

/// Reads the bytes of an alert.
pub(crate) fn data(conn: &Connection, id: AlertId) -> Result<Option<Vec<u8>>, StoreError> {
    let data = conn
        .prepare_cached("SELECT data FROM alert WHERE id = ?1")?
        .query_row([id.as_bytes()], |row| row.get(0))
        .optional()?;
    Ok(data)
}

/// Reads an alert.
pub(crate) fn read(conn: &Connection, id: AlertId) -> Result<Option<Alert>, StoreError> {
    Ok(data(conn, id)?.map(|bytes| encoding::decode(&bytes)).transpose()?)
}

/// The lane in which an alert stands, if it is here.
pub(crate) fn lane_of(conn: &Connection, id: AlertId) -> Result<Option<i64>, StoreError> {
    Ok(found(conn, id)?.map(|slot| slot.lane))
}

fn found(conn: &Connection, id: AlertId) -> Result<Option<AlertSlot>, StoreError> {
    let found = conn
        .prepare_cached("SELECT lane, kind, ward FROM alert WHERE id = ?1")?
        .query_row([id.as_bytes()], |row| {
            Ok(AlertSlot { lane: row.get(0)?, kind: row.get(1)?, ward: row.get(2)? })
        })
        .optional()?;
    Ok(found)
}

/// Writes an alert. Tells in which lane it stood before.
pub(crate) fn put(
    conn: &Connection,
    tally: &mut Tally,
    alert: &Alert,
    data: &[u8],
) -> Result<Option<i64>, StoreError> {
    let before = found(conn, alert.id)?;
    let slot = slot(alert);
    let plate = alert.plate.as_ref().map(|plate| plate_key(&plate.text)).unwrap_or_default();
    let n = conn
        .prepare_cached(
            "INSERT INTO alert (id, lane, order_at, kind, ward, camera, number, plate, data)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
             ON CONFLICT (id) DO UPDATE SET lane = excluded.lane, order_at = excluded.order_at,
                 kind = excluded.kind, ward = excluded.ward, camera = excluded.camera,
                 number = excluded.number, plate = excluded.plate, data = excluded.data
             RETURNING n",
        )?
        .query_row(
            params![
                alert.id.as_bytes(),
                slot.lane,
                order_at(alert),
                slot.kind,
                slot.ward,
                alert.camera.as_bytes(),
                alert.number,
                plate,
                data
            ],
            |row| row.get(0),
        )?;
    tally.loosen(picture::name(conn, Kind::Alert, n, &alert.pictures(), usize::MAX)?);
    let lane_before = before.as_ref().map(|slot| slot.lane);
    if let Some(before) = before {
        tally.subtract_alert(before);
    }
    tally.add_alert(slot);
    Ok(lane_before)
}

/// Removes an alert, if it is there.
pub(crate) fn remove(conn: &Connection, tally: &mut Tally, id: AlertId) -> Result<(), StoreError> {
    if let Some(slot) = found(conn, id)? {
        let n = conn
            .prepare_cached("DELETE FROM alert WHERE id = ?1 RETURNING n")?
            .query_row([id.as_bytes()], |row| row.get(0))?;
        tally.loosen(picture::release(conn, Kind::Alert, n)?);
        tally.subtract_alert(slot);
    }
    Ok(())
}
