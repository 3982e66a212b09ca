//! How many open reports and cameras lie in each square of a tile, and how many of them are late or
//! silent: changed with every row, in the same transaction, so that a tile of the whole city costs what
//! one of a street costs.
//!
//! What is late changes by the day without a row changing, so reports are counted by the day on which
//! they are due and summed when they are read. From the zoom of the lots on nothing is counted: a tile
//! is small enough for its rows.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use rusqlite::{Connection, params};
use trucban_domain::land::{LOTS_FROM_ZOOM, MAP_FROM_ZOOM};
use trucban_domain::{Camera, Incident, IncidentState, Point, Timestamp};
use trucban_geo::{Cell, TileCoord};

use super::place;
use crate::connection::count;
use crate::error::StoreError;

/// The zoom levels at which points are counted together.
const COUNTED: RangeInclusive<u8> = MAP_FROM_ZOOM..=LOTS_FROM_ZOOM - 1;

/// What is counted together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    /// Open reports that are not immediate.
    Report = 0,
    /// Cameras.
    Camera = 1,
}

const SILENT: i64 = 0;
const SENDS: i64 = 1;

/// A point that is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Stand {
    kind: Kind,
    at: Point,
    mark: i64,
}

impl Stand {
    /// Of a report; `None` for one that is drawn alone or not at all.
    pub(crate) fn of_report(report: &Incident) -> Option<Self> {
        let counted = report.state != IncidentState::Closed && !report.urgent;
        let at = place::around(report.position.filter(|_| counted)?)?.min;
        Some(Self {
            kind: Kind::Report,
            at,
            mark: report.running_deadline().map_or(i64::MAX, day_of),
        })
    }

    /// Of a camera.
    pub(crate) fn of_camera(camera: &Camera) -> Option<Self> {
        let at = place::around(camera.position)?.min;
        let mark = if camera.silent_since.is_some() { SILENT } else { SENDS };
        Some(Self { kind: Kind::Camera, at, mark })
    }
}

fn day_of(time: Timestamp) -> i64 {
    Timestamp::start_of(time.local().date()).as_ms()
}

/// One line of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Slot {
    kind: Kind,
    cell: Cell,
    mark: i64,
}

/// What a line holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Sum {
    rows: i64,
    n: i64,
    east_mm: i64,
    north_mm: i64,
}

/// Changes of the counts that are not written yet.
#[derive(Debug, Default)]
pub(crate) struct Changes(BTreeMap<Slot, Sum>);

impl Changes {
    /// Counts row `n` that came to stand there, or with `-1` went.
    pub(crate) fn count(&mut self, n: i64, stand: Option<Stand>, change: i64) {
        let Some(Stand { kind, at, mark }) = stand else { return };
        for cell in COUNTED.filter_map(|z| Cell::showing(at, z)) {
            let sum = self.0.entry(Slot { kind, cell, mark }).or_default();
            sum.rows += change;
            sum.n += change * n;
            sum.east_mm += change * at.east_mm;
            sum.north_mm += change * at.north_mm;
        }
    }

    /// Writes the changes; a square that lost its last point is forgotten.
    pub(crate) fn write(self, conn: &Connection) -> Result<(), StoreError> {
        for (Slot { kind, cell, mark }, sum) in self.0 {
            if sum == Sum::default() {
                continue;
            }
            let (tile, place) = (cell.tile(), cell.place());
            let key = (kind as i64, tile.z(), tile.x(), tile.y(), place, mark);
            conn.prepare_cached(
                "INSERT INTO cluster (kind, z, x, y, place, mark, row_count, n_sum, east_sum, north_sum)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
                 ON CONFLICT DO UPDATE SET row_count = row_count + excluded.row_count,
                     n_sum = n_sum + excluded.n_sum, east_sum = east_sum + excluded.east_sum,
                     north_sum = north_sum + excluded.north_sum",
            )?
            .execute(params![
                key.0, key.1, key.2, key.3, key.4, key.5, sum.rows, sum.n, sum.east_mm, sum.north_mm
            ])?;
            if sum.rows < 0 {
                conn.prepare_cached(
                    "DELETE FROM cluster WHERE kind = ?1 AND z = ?2 AND x = ?3 AND y = ?4
                         AND place = ?5 AND mark = ?6 AND row_count = 0",
                )?
                .execute(key)?;
            }
        }
        Ok(())
    }

    /// The counts as the table has them.
    pub(crate) fn counts(self) -> BTreeMap<Slot, Sum> {
        self.0.into_iter().filter(|(_, sum)| sum.rows != 0).collect()
    }
}

/// Reads the whole table; a line that no map has is an error of the file.
pub(crate) fn kept(conn: &Connection) -> Result<Option<BTreeMap<Slot, Sum>>, StoreError> {
    let mut statement = conn.prepare(
        "SELECT kind, z, x, y, place, mark, row_count, n_sum, east_sum, north_sum FROM cluster",
    )?;
    let mut rows = statement.query([])?;
    let mut kept = BTreeMap::new();
    while let Some(row) = rows.next()? {
        let kind = if row.get::<_, i64>(0)? == 0 { Kind::Report } else { Kind::Camera };
        let tile = TileCoord::new(row.get(1)?, row.get(2)?, row.get(3)?).ok();
        let place = row.get(4)?;
        let Some(cell) = tile.and_then(|tile| Cell::of(tile, place)) else { return Ok(None) };
        let sum =
            Sum { rows: row.get(6)?, n: row.get(7)?, east_mm: row.get(8)?, north_mm: row.get(9)? };
        kept.insert(Slot { kind, cell, mark: row.get(5)? }, sum);
    }
    Ok(Some(kept))
}

/// The points of a square.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Cluster {
    /// Which square.
    pub(crate) cell: Cell,
    /// How many.
    pub(crate) rows: u32,
    /// How many of them are late, or silent.
    pub(crate) marked: u32,
    /// The row, if it is one.
    pub(crate) only: Option<i64>,
    /// The middle of the points.
    pub(crate) middle: Point,
}

const OF_TILE: &str = "SELECT place, sum(row_count), sum(iif(mark < ?5, row_count, 0)), sum(n_sum),
         sum(east_sum), sum(north_sum)
     FROM cluster WHERE kind = ?1 AND z = ?2 AND x = ?3 AND y = ?4 GROUP BY place";

/// Reads the squares of a tile in which there are points, in their order. `now` says which day it is.
pub(crate) fn of_tile(
    conn: &Connection,
    kind: Kind,
    tile: TileCoord,
    now: Timestamp,
) -> Result<Vec<Cluster>, StoreError> {
    let below = match kind {
        Kind::Report => day_of(now),
        Kind::Camera => SENDS,
    };
    let mut statement = conn.prepare_cached(OF_TILE)?;
    let mut rows = statement.query(params![kind as i64, tile.z(), tile.x(), tile.y(), below])?;
    let mut clusters = Vec::new();
    while let Some(row) = rows.next()? {
        let (size, n): (i64, i64) = (row.get(1)?, row.get(3)?);
        let Some(cell) = Cell::of(tile, row.get(0)?).filter(|_| size > 0) else { continue };
        clusters.push(Cluster {
            cell,
            rows: count(size),
            marked: count(row.get(2)?),
            only: (size == 1).then_some(n),
            middle: Point::new(row.get::<_, i64>(4)? / size, row.get::<_, i64>(5)? / size),
        });
    }
    Ok(clusters)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cache::plan::steps;

    #[test]
    fn the_squares_of_a_tile_are_one_stretch_of_the_key_and_nothing_is_sorted() {
        let steps = steps(OF_TILE, 5);
        assert_eq!(steps, ["SEARCH cluster USING PRIMARY KEY (kind=? AND z=? AND x=? AND y=?)"]);
    }
}
