//! The open reports nearest to a point. Squares around it are doubled until one holds enough, so that
//! what is read does not grow with how many reports there are; then the distance decides.

use rusqlite::{Connection, params};
use trucban_domain::{Bounds, Incident, Point, encoding};

use super::place;
use crate::error::StoreError;

/// Half the side of the first square, in decimetres.
const FIRST_DM: i64 = 1_250;
/// Half the side beyond which there is nothing more of the city, in decimetres.
const LAST_DM: i64 = 1_280_000;
/// Rows that are read at most, where very many reports stand at one place.
const READ_MAX: i64 = 2_000;

const COUNT: &str = "SELECT count(*) FROM (SELECT n FROM open_report_place
     WHERE east_max >= ?1 AND east_min <= ?2 AND north_max >= ?3 AND north_min <= ?4 LIMIT ?5)";
const READ: &str = "SELECT stored.data FROM open_report_place AS place
     CROSS JOIN incident AS stored ON stored.n = place.n
     WHERE place.east_max >= ?1 AND place.east_min <= ?2
       AND place.north_max >= ?3 AND place.north_min <= ?4 LIMIT ?5";

/// An open report as seen from a point.
#[derive(Debug, Clone, PartialEq)]
pub struct Near {
    /// The report.
    pub report: Incident,
    /// How far away it lies in a straight line, metres.
    pub metres: f64,
    /// In which direction, degrees clockwise from the grid's north, 0 to 360.
    pub bearing: f64,
}

/// The at most `most` open reports nearest to `here`, the nearest first.
pub(crate) fn nearest(conn: &Connection, here: Point, most: u32) -> Result<Vec<Near>, StoreError> {
    let (east, north) = (here.east_mm / 100, here.north_mm / 100);
    let mut count = conn.prepare_cached(COUNT)?;
    let mut half = FIRST_DM;
    loop {
        let bounds = params![east - half, east + half, north - half, north + half, most];
        let held: u32 = count.query_row(bounds, |row| row.get(0))?;
        if held >= most || half >= LAST_DM {
            break;
        }
        half *= 2;
    }
    // The corners of the square are farther away than its sides: the circle through them holds all that
    // may be nearer than what lies in a corner.
    let reach = half + half / 2;
    let mut read = conn.prepare_cached(READ)?;
    let mut rows =
        read.query(params![east - reach, east + reach, north - reach, north + reach, READ_MAX])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let data = row.get_ref(0)?.as_blob().map_err(rusqlite::Error::from)?;
        let report: Incident = encoding::decode(data)?;
        if let Some(Bounds { min: there, .. }) = report.position.and_then(place::around) {
            found.push(seen(here, there, report));
        }
    }
    found.sort_by(|one, other| one.metres.total_cmp(&other.metres));
    found.truncate(most as usize);
    Ok(found)
}

#[expect(clippy::cast_precision_loss, reason = "a grid's millimetres fit an f64 exactly")]
fn seen(here: Point, there: Point, report: Incident) -> Near {
    let east = (there.east_mm - here.east_mm) as f64;
    let north = (there.north_mm - here.north_mm) as f64;
    let bearing = east.atan2(north).to_degrees().rem_euclid(360.0);
    Near { report, metres: east.hypot(north) / 1_000.0, bearing }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cache::place::Placed;
    use crate::cache::plan::steps;

    #[test]
    fn what_is_near_is_found_through_the_tree_and_nothing_is_sorted_there() {
        assert_eq!(Placed::OpenReport.places(), "open_report_place");
        for sql in [COUNT, READ] {
            let steps = steps(sql, 5);
            let tree = |step: &String| step.contains("VIRTUAL TABLE INDEX 2:");
            assert_eq!(steps.iter().filter(|step| tree(step)).count(), 1, "{steps:?}");
            assert!(!steps.iter().any(|step| step.contains("TEMP B-TREE")), "{steps:?}");
        }
        let stored = "SEARCH stored USING INTEGER PRIMARY KEY";
        assert!(steps(READ, 5).iter().any(|step| step.starts_with(stored)));
    }
}
