//! Which cases name which pictures, and which pictures should be here and are not.
//!
//! What a case names is kept with every change of it, and forgotten with the case. A name that is no
//! hash is left out: nothing could be fetched under it.

use rusqlite::{Connection, params};

use super::{alert, incident};
use crate::error::StoreError;
use crate::pictures::PictureHash;

/// Cases of a lane whose pictures are fetched before anybody asks.
const CASES_AHEAD: u32 = 1_000;

/// The newest alerts of a lane.
const OF_ALERTS: &str = "SELECT picture.hash
     FROM (SELECT n FROM alert INDEXED BY alert_by_lane
           WHERE lane = ?1 ORDER BY order_at, n LIMIT ?2) AS ahead
     CROSS JOIN picture ON picture.kind = 0 AND picture.n = ahead.n
     WHERE picture.place >= 0 AND (picture.place = 0) = ?3
       AND NOT EXISTS (SELECT 1 FROM blob WHERE blob.hash = picture.hash)";
/// The reports of a lane that are due first.
const OF_REPORTS: &str = "SELECT picture.hash
     FROM (SELECT n FROM incident INDEXED BY incident_by_lane
           WHERE lane = ?1 ORDER BY order_at, number_order LIMIT ?2) AS ahead
     CROSS JOIN picture ON picture.kind = 1 AND picture.n = ahead.n
     WHERE picture.place >= 0 AND (picture.place = 0) = ?3
       AND NOT EXISTS (SELECT 1 FROM blob WHERE blob.hash = picture.hash)";

/// What names a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Alert = 0,
    Report = 1,
}

/// The hashes among `names`.
pub(crate) fn hashes(names: &[&str]) -> Vec<PictureHash> {
    names.iter().filter_map(|name| PictureHash::parse(name)).collect()
}

/// Notes that the case with the key `n` names exactly these pictures, the one that says most first. All
/// but the first `ahead` are fetched only for somebody who looks at them: they get places below 0.
/// Answers those that it named before and does not any more.
pub(crate) fn name(
    conn: &Connection,
    kind: Kind,
    n: i64,
    names: &[&str],
    ahead: usize,
) -> Result<Vec<PictureHash>, StoreError> {
    let (before, after) = (named(conn, kind, n)?, hashes(names));
    let ahead = hashes(names.get(..ahead).unwrap_or(names)).len();
    if before == after {
        return Ok(Vec::new());
    }
    let mut gone = release(conn, kind, n)?;
    let mut statement =
        conn.prepare_cached("INSERT INTO picture (kind, n, place, hash) VALUES (?1, ?2, ?3, ?4)")?;
    let later = i64::try_from(after.len() - ahead).unwrap_or(0);
    let places = (0_i64..).take(ahead).chain(-later..0);
    for (place, hash) in places.zip(&after) {
        statement.execute(params![kind as i64, n, place, hash.as_bytes()])?;
    }
    gone.retain(|hash| !after.contains(hash));
    Ok(gone)
}

/// The pictures that a case names, as it names them: those that are fetched ahead first.
pub(crate) fn named(conn: &Connection, kind: Kind, n: i64) -> Result<Vec<PictureHash>, StoreError> {
    let places: Vec<(i64, PictureHash)> = conn
        .prepare_cached(
            "SELECT place, hash FROM picture WHERE kind = ?1 AND n = ?2 ORDER BY place",
        )?
        .query_map([kind as i64, n], |row| Ok((row.get(0)?, PictureHash::from_bytes(row.get(1)?))))?
        .collect::<Result<_, _>>()?;
    let later = places.iter().filter(|(place, _)| *place < 0).count();
    let mut hashes: Vec<PictureHash> = places.into_iter().map(|(_, hash)| hash).collect();
    hashes.rotate_left(later);
    Ok(hashes)
}

/// Forgets which pictures a case names; answers which those were.
pub(crate) fn release(
    conn: &Connection,
    kind: Kind,
    n: i64,
) -> Result<Vec<PictureHash>, StoreError> {
    let hashes = conn
        .prepare_cached("DELETE FROM picture WHERE kind = ?1 AND n = ?2 RETURNING hash")?
        .query_map([kind as i64, n], |row| row.get(0).map(PictureHash::from_bytes))?
        .collect::<Result<_, _>>()?;
    Ok(hashes)
}

/// Pictures of cases that wait for somebody which are not here: the first one of each urgent case, of
/// each other one, then the others. Alerts and reports take turns, since neither is worth more.
pub(crate) fn wanted(conn: &Connection) -> Result<Vec<PictureHash>, StoreError> {
    let mut wanted = Vec::new();
    let (mut of_alerts, mut of_reports) =
        (conn.prepare_cached(OF_ALERTS)?, conn.prepare_cached(OF_REPORTS)?);
    let lanes =
        [(alert::LANE_URGENT, incident::LANE_IMMEDIATE), (alert::LANE_OPEN, incident::LANE_OPEN)];
    for first in [true, false] {
        for (alerts, reports) in lanes {
            let mut alerts = of_alerts.query(params![alerts, CASES_AHEAD, first])?;
            let mut reports = of_reports.query(params![reports, CASES_AHEAD, first])?;
            loop {
                let one = alerts.next()?.map(|row| row.get(0)).transpose()?;
                let other = reports.next()?.map(|row| row.get(0)).transpose()?;
                if one.is_none() && other.is_none() {
                    break;
                }
                wanted.extend([one, other].into_iter().flatten().map(PictureHash::from_bytes));
            }
        }
    }
    Ok(wanted)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cache::plan::steps;

    #[test]
    fn what_is_wanted_is_found_along_indexes() {
        for (sql, cases) in [(OF_ALERTS, "alert"), (OF_REPORTS, "incident")] {
            let steps = steps(sql, 3);
            for table in [cases, "picture", "blob"] {
                let found = |step: &String| step.contains(&format!("SEARCH {table} "));
                assert!(steps.iter().any(found), "{steps:?}");
            }
            for step in &steps {
                assert!(!step.contains("TEMP B-TREE"), "{steps:?}");
                // What comes ahead is walked as it is found, and no table is.
                assert!(!step.contains("SCAN") || step == "SCAN ahead", "{steps:?}");
            }
        }
    }
}
