//! Where rows lie: one R*Tree a table, in decimetres of the city's grid.
//!
//! A row without a place, or with one that the grid cannot show, is in none of them.

use rusqlite::{Connection, OptionalExtension as _, params};
use trucban_domain::{Bounds, Position};
use trucban_geo::{Degrees, Grid};

use crate::error::StoreError;

const MM_PER_DM: i64 = 100;

/// A table whose rows have a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Placed {
    /// Zones.
    Zone,
    /// Streets.
    Street,
    /// Lots.
    Lot,
    /// Cameras.
    Camera,
    /// Reports that are not closed.
    OpenReport,
}

impl Placed {
    /// The table of its rows.
    pub(crate) const fn rows(self) -> &'static str {
        match self {
            Self::Zone => "zone",
            Self::Street => "street",
            Self::Lot => "lot",
            Self::Camera => "camera",
            Self::OpenReport => "incident",
        }
    }

    /// The table of its places.
    pub(crate) const fn places(self) -> &'static str {
        match self {
            Self::Zone => "zone_place",
            Self::Street => "street_place",
            Self::Lot => "lot_place",
            Self::Camera => "camera_place",
            Self::OpenReport => "open_report_place",
        }
    }

    /// Reads the rows whose box meets a box.
    fn meeting_sql(self) -> String {
        let (rows, places) = (self.rows(), self.places());
        format!(
            "SELECT stored.n, stored.data FROM {places} AS place
             CROSS JOIN {rows} AS stored ON stored.n = place.n
             WHERE place.east_max >= ?1 AND place.east_min <= ?2
               AND place.north_max >= ?3 AND place.north_min <= ?4"
        )
    }
}

/// Where a position stands.
pub(crate) fn around(position: Position) -> Option<Bounds> {
    let at = Grid::Hue.point_at(Degrees { lat: position.lat, lon: position.lon })?;
    Some(Bounds { min: at, max: at })
}

/// Notes where row `n` lies.
pub(crate) fn put(
    conn: &Connection,
    table: Placed,
    n: i64,
    bounds: Option<Bounds>,
) -> Result<(), StoreError> {
    let Some(bounds) = bounds else { return remove(conn, table, n) };
    let [east_min, east_max, north_min, north_max] = decimetres(bounds);
    let places = table.places();
    conn.prepare_cached(&format!("INSERT OR REPLACE INTO {places} VALUES (?1, ?2, ?3, ?4, ?5)"))?
        .execute(params![n, east_min, east_max, north_min, north_max])?;
    Ok(())
}

/// Forgets where row `n` lies.
pub(crate) fn remove(conn: &Connection, table: Placed, n: i64) -> Result<(), StoreError> {
    let places = table.places();
    conn.prepare_cached(&format!("DELETE FROM {places} WHERE n = ?1"))?.execute([n])?;
    Ok(())
}

/// Numbers and bytes of rows.
pub(crate) type Rows = Vec<(i64, Vec<u8>)>;

/// Reads the rows whose boxes meet `bounds`, by number.
pub(crate) fn meeting(
    conn: &Connection,
    table: Placed,
    bounds: Bounds,
) -> Result<Rows, StoreError> {
    in_box(conn, &table.meeting_sql(), bounds)
}

const IMMEDIATE: &str = "SELECT stored.n, stored.data FROM incident AS stored
         INDEXED BY incident_by_lane
     CROSS JOIN open_report_place AS place ON place.n = stored.n
     WHERE stored.lane = 0 AND place.east_max >= ?1 AND place.east_min <= ?2
       AND place.north_max >= ?3 AND place.north_min <= ?4";

/// Reads the immediate reports in `bounds`, by number, from the immediate ones alone: they are few,
/// however many reports lie there.
pub(crate) fn immediate(conn: &Connection, bounds: Bounds) -> Result<Rows, StoreError> {
    in_box(conn, IMMEDIATE, bounds)
}

fn in_box(conn: &Connection, sql: &str, bounds: Bounds) -> Result<Rows, StoreError> {
    let [east_min, east_max, north_min, north_max] = decimetres(bounds);
    let mut found = conn
        .prepare_cached(sql)?
        .query_map([east_min, east_max, north_min, north_max], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })?
        .collect::<Result<Rows, _>>()?;
    found.sort_unstable_by_key(|(n, _)| *n);
    Ok(found)
}

/// Reads the bytes of row `n`.
pub(crate) fn row(conn: &Connection, table: Placed, n: i64) -> Result<Option<Vec<u8>>, StoreError> {
    let rows = table.rows();
    let data = conn
        .prepare_cached(&format!("SELECT data FROM {rows} WHERE n = ?1"))?
        .query_row([n], |row| row.get(0))
        .optional()?;
    Ok(data)
}

/// How many rows have a place.
pub(crate) fn count(conn: &Connection, table: Placed) -> Result<u32, StoreError> {
    let places = table.places();
    let rows = conn
        .prepare_cached(&format!("SELECT count(*) FROM {places}"))?
        .query_row([], |row| row.get(0))?;
    Ok(crate::connection::count(rows))
}

/// Whether row `n` is noted to lie in `bounds`, or nowhere.
pub(crate) fn agrees(
    conn: &Connection,
    table: Placed,
    n: i64,
    bounds: Option<Bounds>,
) -> Result<bool, StoreError> {
    let places = table.places();
    let noted: Option<[i64; 4]> = conn
        .prepare_cached(&format!(
            "SELECT east_min, east_max, north_min, north_max FROM {places} WHERE n = ?1"
        ))?
        .query_row([n], |row| Ok([row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?]))
        .optional()?;
    Ok(noted == bounds.map(decimetres))
}

/// Bounds in decimetres, rounded outwards: least and most easting, least and most northing.
pub(crate) const fn decimetres(bounds: Bounds) -> [i64; 4] {
    let Bounds { min, max } = bounds;
    [
        min.east_mm.div_euclid(MM_PER_DM),
        -(-max.east_mm).div_euclid(MM_PER_DM),
        min.north_mm.div_euclid(MM_PER_DM),
        -(-max.north_mm).div_euclid(MM_PER_DM),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cache::plan::steps;

    #[test]
    fn what_lies_in_a_box_is_read_through_the_tree_and_nothing_is_sorted() {
        let all = [Placed::Zone, Placed::Street, Placed::Lot, Placed::Camera, Placed::OpenReport];
        for table in all {
            let steps = steps(&table.meeting_sql(), 4);
            assert_eq!(steps.len(), 2, "{steps:?}");
            assert!(steps[0].starts_with("SCAN place VIRTUAL TABLE INDEX 2:"), "{steps:?}");
            assert!(steps[1].starts_with("SEARCH stored USING INTEGER PRIMARY KEY"), "{steps:?}");
        }
    }

    #[test]
    fn immediate_reports_are_read_from_their_lane() {
        let steps = steps(IMMEDIATE, 4);
        assert_eq!(steps.len(), 2, "{steps:?}");
        let lane = "SEARCH stored USING INDEX incident_by_lane (lane=?)";
        assert_eq!(steps[0], lane);
        assert!(steps[1].starts_with("SCAN place VIRTUAL TABLE INDEX 1:"), "{steps:?}");
    }

    #[test]
    fn boxes_are_rounded_outwards() {
        use trucban_domain::Point;
        let bounds = Bounds { min: Point::new(1, -1), max: Point::new(101, 100) };
        assert_eq!(decimetres(bounds), [0, 2, -1, 1]);
    }
}
