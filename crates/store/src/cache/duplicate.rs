//! Which reports tell of the same: those that were found to, and those that may.

use rusqlite::{Connection, params};
use trucban_domain::duplicate::may_tell_of_the_same;
use trucban_domain::{Bounds, Incident, IncidentId, Point, encoding};

use super::place::{self, Placed};
use crate::error::StoreError;

const OF_ORIGINAL: &str = "SELECT stored.data FROM duplicate
     CROSS JOIN incident AS stored ON stored.n = duplicate.n
     WHERE duplicate.original = ?1";
/// [`NEAR_M`](trucban_domain::duplicate::NEAR_M) in millimetres.
const NEAR_MM: i64 = 50_000;

/// Notes of which report the one with key `n` tells again.
pub(crate) fn put(
    conn: &Connection,
    n: i64,
    original: Option<IncidentId>,
) -> Result<(), StoreError> {
    remove(conn, n)?;
    if let Some(original) = original {
        conn.prepare_cached("INSERT INTO duplicate (original, n) VALUES (?1, ?2)")?
            .execute(params![original.as_bytes(), n])?;
    }
    Ok(())
}

/// Forgets the report with key `n`.
pub(crate) fn remove(conn: &Connection, n: i64) -> Result<(), StoreError> {
    conn.prepare_cached("DELETE FROM duplicate WHERE n = ?1")?.execute([n])?;
    Ok(())
}

/// The report of which the one with key `n` is noted to tell again.
pub(crate) fn noted(conn: &Connection, n: i64) -> Result<Option<IncidentId>, StoreError> {
    let mut statement = conn.prepare_cached("SELECT original FROM duplicate WHERE n = ?1")?;
    let mut rows = statement.query([n])?;
    let Some(row) = rows.next()? else { return Ok(None) };
    let original: [u8; 16] = row.get(0)?;
    Ok(IncidentId::from_slice(&original))
}

/// The reports that were found to tell of `original` again, the oldest first.
pub(crate) fn of(conn: &Connection, original: IncidentId) -> Result<Vec<Incident>, StoreError> {
    let mut statement = conn.prepare_cached(OF_ORIGINAL)?;
    let mut rows = statement.query([original.as_bytes()])?;
    let mut found: Vec<Incident> = Vec::new();
    while let Some(row) = rows.next()? {
        found.push(encoding::decode(row.get_ref(0)?.as_blob().map_err(rusqlite::Error::from)?)?);
    }
    found.sort_by_key(|report| report.id);
    Ok(found)
}

/// The open reports near `report` that may tell of the same, each with how far away it lies, in
/// metres; the nearest first. None for a report whose place is not known.
pub(crate) fn near(
    conn: &Connection,
    report: &Incident,
) -> Result<Vec<(f64, Incident)>, StoreError> {
    let Some(here) = point(report) else { return Ok(Vec::new()) };
    let moved = |by| Point::new(here.east_mm + by, here.north_mm + by);
    let bounds = Bounds { min: moved(-NEAR_MM), max: moved(NEAR_MM) };
    let mut found = Vec::new();
    for (_, data) in place::meeting(conn, Placed::OpenReport, bounds)? {
        let other: Incident = encoding::decode(&data)?;
        let Some(there) = point(&other).filter(|_| may_tell_of_the_same(report, &other)) else {
            continue;
        };
        let metres = metres_between(here, there);
        if metres <= trucban_domain::duplicate::NEAR_M {
            found.push((metres, other));
        }
    }
    found.sort_by(|(one, _), (other, _)| one.total_cmp(other));
    Ok(found)
}

fn point(report: &Incident) -> Option<Point> {
    report.position.and_then(place::around).map(|bounds| bounds.min)
}

#[expect(clippy::cast_precision_loss, reason = "at most some hundred metres")]
fn metres_between(one: Point, other: Point) -> f64 {
    let east = (one.east_mm - other.east_mm) as f64;
    let north = (one.north_mm - other.north_mm) as f64;
    east.hypot(north) / 1_000.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cache::plan::steps;

    #[test]
    fn the_reports_that_tell_of_one_again_are_read_through_its_key() {
        let steps = steps(OF_ORIGINAL, 1);
        assert_eq!(steps.len(), 2, "{steps:?}");
        assert!(
            steps[0].starts_with("SEARCH duplicate USING PRIMARY KEY (original=?"),
            "{steps:?}"
        );
        assert!(steps[1].starts_with("SEARCH stored USING INTEGER PRIMARY KEY"), "{steps:?}");
    }
}
