//! Reading the list of alerts: each lane is one range of an index, read in its order.

use std::collections::BTreeMap;

use rusqlite::{Connection, ToSql};
use trucban_domain::{Alert, AlertKindCode, Camera, WardCode, encoding};

use super::alert::{LANE_JUDGED, LANE_OPEN, LANE_URGENT};
use super::camera;
use super::tally::{AlertSlot, alert_counts};
use crate::alerts::{AlertAsk, AlertFilter, AlertTally, AlertView};
use crate::connection::count;
use crate::error::StoreError;

/// The size of a view under a filter, and the rows of a stretch.
#[derive(Debug, Default)]
pub(crate) struct Stretch {
    /// Rows in the urgent lane.
    pub(crate) urgent: u32,
    /// Rows in all.
    pub(crate) total: u32,
    /// The rows asked for.
    pub(crate) rows: Vec<(Alert, Option<Camera>)>,
}

const BY_LANE: &str = "SELECT data FROM alert INDEXED BY alert_by_lane
     WHERE lane = ?3 ORDER BY order_at, n LIMIT ?1 OFFSET ?2";
const BY_KIND: &str = "SELECT data FROM alert INDEXED BY alert_by_kind
     WHERE lane = ?3 AND kind = ?4 ORDER BY order_at, n LIMIT ?1 OFFSET ?2";
const BY_WARD: &str = "SELECT data FROM alert INDEXED BY alert_by_ward
     WHERE lane = ?3 AND ward = ?4 ORDER BY order_at, n LIMIT ?1 OFFSET ?2";
const BY_KIND_AND_WARD: &str = "SELECT data FROM alert INDEXED BY alert_by_kind_and_ward
     WHERE lane = ?3 AND kind = ?4 AND ward = ?5 ORDER BY order_at, n LIMIT ?1 OFFSET ?2";
const BY_CAMERA: &str = "SELECT data FROM alert INDEXED BY alert_by_camera_in_lane
     WHERE lane = ?3 AND camera = ?4 ORDER BY order_at, n LIMIT ?1 OFFSET ?2";
const COUNT_BY_CAMERA: &str = "SELECT count(*) FROM alert INDEXED BY alert_by_camera_in_lane
     WHERE lane = ?1 AND camera = ?2";

/// The lanes of a view, in the order of the list.
const fn lanes(view: AlertView) -> &'static [i64] {
    match view {
        AlertView::ToSee => &[LANE_URGENT, LANE_OPEN],
        AlertView::Judged => &[LANE_JUDGED],
    }
}

/// Reads a stretch of the list.
pub(crate) fn read(conn: &Connection, ask: &AlertAsk) -> Result<Stretch, StoreError> {
    let counts = alert_counts(conn)?;
    let mut stretch = Stretch::default();
    let (mut skip, mut wanted) = (ask.offset, ask.limit);
    let mut alerts: Vec<Alert> = Vec::new();
    for lane in lanes(ask.view) {
        let size = size(conn, &counts, *lane, &ask.filter)?;
        stretch.total += size;
        if *lane == LANE_URGENT {
            stretch.urgent = size;
        }
        if wanted > 0 && skip < size {
            let before = alerts.len();
            rows(conn, *lane, &ask.filter, (skip, wanted), &mut alerts)?;
            let read = u32::try_from(alerts.len() - before).unwrap_or(wanted);
            wanted = wanted.saturating_sub(read);
        }
        skip = skip.saturating_sub(size);
    }
    let mut cameras = BTreeMap::new();
    for alert in alerts {
        let camera = match cameras.get(&alert.camera) {
            Some(known) => Option::clone(known),
            None => cameras
                .entry(alert.camera)
                .insert_entry(camera::read(conn, alert.camera)?)
                .get()
                .clone(),
        };
        stretch.rows.push((alert, camera));
    }
    Ok(stretch)
}

/// Counts the alerts, and names the kinds and wards of `view`.
pub(crate) fn tally(conn: &Connection, view: AlertView) -> Result<AlertTally, StoreError> {
    let mut tally = AlertTally::default();
    let (mut kinds, mut wards) = (BTreeMap::new(), BTreeMap::new());
    for (AlertSlot { lane, kind, ward }, rows) in alert_counts(conn)? {
        let sum = if lane == LANE_JUDGED { &mut tally.judged } else { &mut tally.to_see };
        *sum += rows;
        if rows > 0 && lanes(view).contains(&lane) {
            *kinds.entry(AlertKindCode(kind)).or_insert(0) += rows;
            *wards.entry(WardCode(u32::try_from(ward).unwrap_or_default())).or_insert(0) += rows;
        }
    }
    tally.kinds = kinds.into_iter().collect();
    tally.wards = wards.into_iter().collect();
    Ok(tally)
}

/// Kinds and wards are counted already; one camera's alerts are counted along its index.
fn size(
    conn: &Connection,
    counts: &BTreeMap<AlertSlot, u32>,
    lane: i64,
    filter: &AlertFilter,
) -> Result<u32, StoreError> {
    match filter {
        AlertFilter::Of { kind, ward } => {
            let mine = counts.iter().filter(|(slot, _)| {
                slot.lane == lane
                    && kind.as_ref().is_none_or(|kind| kind.0 == slot.kind)
                    && ward.is_none_or(|ward| i64::from(ward.0) == slot.ward)
            });
            Ok(mine.map(|(_, rows)| rows).sum())
        }
        AlertFilter::Camera(camera) => {
            let rows = conn
                .prepare_cached(COUNT_BY_CAMERA)?
                .query_row((lane, camera.as_bytes()), |row| row.get(0))?;
            Ok(count(rows))
        }
    }
}

fn rows(
    conn: &Connection,
    lane: i64,
    filter: &AlertFilter,
    (skip, wanted): (u32, u32),
    into: &mut Vec<Alert>,
) -> Result<(), StoreError> {
    let mut values: Vec<&dyn ToSql> = vec![&wanted, &skip, &lane];
    let (key, ward_code);
    let sql = match filter {
        AlertFilter::Of { kind: None, ward: None } => BY_LANE,
        AlertFilter::Of { kind: Some(kind), ward: None } => {
            values.push(&kind.0);
            BY_KIND
        }
        AlertFilter::Of { kind: None, ward: Some(ward) } => {
            ward_code = i64::from(ward.0);
            values.push(&ward_code);
            BY_WARD
        }
        AlertFilter::Of { kind: Some(kind), ward: Some(ward) } => {
            ward_code = i64::from(ward.0);
            values.extend([&kind.0 as &dyn ToSql, &ward_code]);
            BY_KIND_AND_WARD
        }
        AlertFilter::Camera(camera) => {
            key = *camera.as_bytes();
            values.push(&key);
            BY_CAMERA
        }
    };
    let mut statement = conn.prepare_cached(sql)?;
    let mut rows = statement.query(values.as_slice())?;
    while let Some(row) = rows.next()? {
        into.push(encoding::decode(row.get_ref(0)?.as_blob().map_err(rusqlite::Error::from)?)?);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::migrate::CACHE;

    #[test]
    fn the_list_reads_ranges_of_an_index_and_sorts_nothing() {
        let mut conn = Connection::open_in_memory().unwrap();
        CACHE.migrate(&mut conn).unwrap();
        for (sql, params) in [
            (BY_LANE, 3),
            (BY_KIND, 4),
            (BY_WARD, 4),
            (BY_KIND_AND_WARD, 5),
            (BY_CAMERA, 4),
            (COUNT_BY_CAMERA, 2),
        ] {
            let mut plan = conn.prepare(&format!("EXPLAIN QUERY PLAN {sql}")).unwrap();
            let zeros = rusqlite::params_from_iter(vec![0_i64; params]);
            let steps: Vec<String> = plan
                .query_map(zeros, |row| row.get("detail"))
                .unwrap()
                .map(Result::unwrap)
                .collect();
            assert_eq!(steps.len(), 1, "one step and no sort: {steps:?}");
            assert!(steps[0].starts_with("SEARCH alert USING"), "{steps:?}");
            if sql.contains("count") {
                assert!(steps[0].contains("COVERING"), "{steps:?}");
            }
        }
    }
}
