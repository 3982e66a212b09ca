//! From millimetres of the city's grid to the units of one tile of Web Mercator.
//!
//! The exact way undoes the grid and the datum shift for every point. From zoom 10 on there is a
//! short way instead: six coefficients an axis, fitted to nine exact points of the tile. The two
//! ways differ by less than a twentieth of a unit on the tile and by less than half a unit in the
//! tile's width around it, which tests hold. What reaches farther is cut there first.

use std::f64::consts::PI;

use trucban_domain::{Bounds, Point};

use super::clip::{Frame, Units};
use super::coord::TileCoord;
use trucban_domain::grid::{Degrees, Grid};

/// Units along the side of a tile.
pub(super) const EXTENT: u32 = 4_096;
/// Units around the tile that are drawn as well, so that no line ends at a tile's edge.
pub(super) const BUFFER: u32 = 64;

/// From here on a tile is small enough for the short way.
const SHORT_FROM_ZOOM: u8 = 10;
/// The short way is good to this many millimetres around any tile.
const NEAR_MM: i64 = 10_000_000;
/// The nine points stand at least this far apart, so that rounding does not bend the fit.
const LEAST_STEP_MM: i64 = 1_000_000;

/// Points farther away are drawn at this distance: a map of the city does not show them.
const REACH: Bounds = Bounds {
    min: Point::new(-1_500_000_000, -2_000_000_000),
    max: Point::new(2_500_000_000, 6_000_000_000),
};
/// What the grid shows of the Earth, in degrees: low and high latitude, low and high longitude.
const SHOWN: [[f64; 2]; 2] = [[-18.0, 50.0], [90.0, 124.0]];

/// Where a tile lies in Web Mercator.
#[derive(Debug, Clone, Copy)]
pub(super) struct TileSquare {
    tiles: f64,
    column: f64,
    row: f64,
}

impl TileSquare {
    pub(super) fn of(coord: TileCoord) -> Self {
        Self {
            tiles: f64::from(1_u32 << coord.z()),
            column: f64::from(coord.x()),
            row: f64::from(coord.y()),
        }
    }

    /// The tile's units at a point, eastward and southward; `None` beyond the reach of the grid.
    pub(super) fn exact(&self, point: Point) -> Option<Units> {
        let at = Grid::Hue.degrees_at(point)?;
        let east = (at.lon + 180.0) / 360.0;
        let south = 0.5 - at.lat.to_radians().tan().asinh() / (2.0 * PI);
        Some([
            (east * self.tiles - self.column) * f64::from(EXTENT),
            (south * self.tiles - self.row) * f64::from(EXTENT),
        ])
    }

    /// The points of the grid at some units, each moved onto what the grid shows; `None` if all of
    /// them lie beyond one side of it.
    pub(super) fn grid_points(&self, units: impl Iterator<Item = Units>) -> Option<Vec<Point>> {
        let degrees: Vec<Degrees> = units.map(|at| self.degrees(at)).collect();
        let beyond = |value: fn(&Degrees) -> f64, [low, high]: [f64; 2]| {
            degrees.iter().all(|at| value(at) < low) || degrees.iter().all(|at| value(at) > high)
        };
        let [lats, lons] = SHOWN;
        if beyond(|at| at.lat, lats) || beyond(|at| at.lon, lons) {
            return None;
        }
        let shown = |at: Degrees| Degrees {
            lat: at.lat.clamp(lats[0], lats[1]),
            lon: at.lon.clamp(lons[0], lons[1]),
        };
        degrees.into_iter().map(|at| Grid::Hue.point_at(shown(at))).collect()
    }

    fn degrees(&self, [east, south]: Units) -> Degrees {
        let east = (east / f64::from(EXTENT) + self.column) / self.tiles;
        let south = (south / f64::from(EXTENT) + self.row) / self.tiles;
        Degrees {
            lat: (PI * (1.0 - 2.0 * south)).sinh().atan().to_degrees(),
            lon: east * 360.0 - 180.0,
        }
    }
}

/// Takes points onto one tile.
#[derive(Debug, Clone)]
pub(super) struct Projection {
    square: TileSquare,
    bounds: Bounds,
    short: Option<ShortWay>,
}

impl Projection {
    /// `None` for a tile that shows nothing of what the grid shows.
    pub(super) fn onto(coord: TileCoord) -> Option<Self> {
        let square = TileSquare::of(coord);
        let bounds = coord.bounds()?;
        let short = if coord.z() < SHORT_FROM_ZOOM { None } else { ShortWay::fit(&square, bounds) };
        Some(Self { square, bounds, short })
    }

    /// A box that holds everything which may be drawn.
    pub(super) const fn bounds(&self) -> &Bounds {
        &self.bounds
    }

    /// How many millimetres a unit is.
    pub(super) fn unit_mm(&self) -> i64 {
        (self.bounds.max.east_mm - self.bounds.min.east_mm) / i64::from(EXTENT + 2 * BUFFER)
    }

    /// The units at the points of a ring that lies in `around`.
    pub(super) fn project_ring(
        &self,
        points: &[Point],
        around: &Bounds,
        units: &mut Vec<Units>,
        scratch: &mut Vec<Units>,
    ) {
        units.clear();
        let Some(short) = &self.short else {
            units.extend(points.iter().filter_map(|&point| self.exact(point)));
            return;
        };
        units.extend(points.iter().map(|&point| in_mm(point)));
        if !short.reaches(around) {
            short.near().cut_ring(units, scratch);
        }
        short.project(units);
    }

    /// Hands over the units at the points of a line that lies in `around`, in pieces if only parts
    /// of it are near.
    pub(super) fn project_line(
        &self,
        points: &[Point],
        around: &Bounds,
        units: &mut Vec<Units>,
        mut piece: impl FnMut(&[Units]),
    ) {
        units.clear();
        let Some(short) = &self.short else {
            units.extend(points.iter().filter_map(|&point| self.exact(point)));
            piece(units);
            return;
        };
        units.extend(points.iter().map(|&point| in_mm(point)));
        let mut project = |part: &mut Vec<Units>| {
            short.project(part);
            piece(part);
        };
        if short.reaches(around) {
            project(units);
        } else {
            short.near().cut_line(units, project);
        }
    }

    fn exact(&self, point: Point) -> Option<Units> {
        self.square.exact(Point::new(
            point.east_mm.clamp(REACH.min.east_mm, REACH.max.east_mm),
            point.north_mm.clamp(REACH.min.north_mm, REACH.max.north_mm),
        ))
    }
}

/// A second-degree polynomial for each axis around the middle of a tile.
#[derive(Debug, Clone)]
struct ShortWay {
    near: Bounds,
    middle_mm: Units,
    per_mm: [f64; 2],
    /// Of 1, u, v, u², uv, v² for both axes.
    coefficients: [[f64; 2]; 6],
}

impl ShortWay {
    fn fit(square: &TileSquare, bounds: Bounds) -> Option<Self> {
        let (low, high) = (bounds.min, bounds.max);
        let [width, height] = [high.east_mm - low.east_mm, high.north_mm - low.north_mm];
        let middle = Point::new(low.east_mm + width / 2, low.north_mm + height / 2);
        let [step_east, step_north] = [width, height].map(|side| (side / 2).max(LEAST_STEP_MM));
        let at = |east: i64, north: i64| {
            square.exact(Point::new(
                middle.east_mm + east * step_east,
                middle.north_mm + north * step_north,
            ))
        };
        let [centre, west, east] = [at(0, 0)?, at(-1, 0)?, at(1, 0)?];
        let [south, north] = [at(0, -1)?, at(0, 1)?];
        let corners = [at(1, 1)?, at(-1, 1)?, at(1, -1)?, at(-1, -1)?];
        let each = |term: &dyn Fn(usize) -> f64| [term(0), term(1)];
        let slope = |back: Units, ahead: Units| each(&|axis| 0.5 * (ahead[axis] - back[axis]));
        let bend = |back: Units, ahead: Units| {
            each(&|axis| 0.5 * (ahead[axis] + back[axis]) - centre[axis])
        };
        let twist = each(&|axis| {
            let [both, north_west, south_east, neither] = corners.map(|corner| corner[axis]);
            0.25 * (both - north_west - south_east + neither)
        });
        let coefficients = [
            centre,
            slope(west, east),
            slope(south, north),
            bend(west, east),
            twist,
            bend(south, north),
        ];
        Some(Self {
            near: bounds.grown_by_mm(width.max(NEAR_MM)),
            middle_mm: in_mm(middle),
            per_mm: [step_east, step_north].map(|step| 1.0 / as_f64(step)),
            coefficients,
        })
    }

    const fn reaches(&self, around: &Bounds) -> bool {
        self.near.holds(around.min) && self.near.holds(around.max)
    }

    fn near(&self) -> Frame {
        Frame { low: in_mm(self.near.min), high: in_mm(self.near.max) }
    }

    fn project(&self, points: &mut [Units]) {
        for at in points {
            *at = self.units(*at);
        }
    }

    fn units(&self, [east_mm, north_mm]: Units) -> Units {
        let u = (east_mm - self.middle_mm[0]) * self.per_mm[0];
        let v = (north_mm - self.middle_mm[1]) * self.per_mm[1];
        let of = &self.coefficients;
        let axis = |at: usize| {
            of[0][at]
                + u * (of[1][at] + u * of[3][at] + v * of[4][at])
                + v * (of[2][at] + v * of[5][at])
        };
        [axis(0), axis(1)]
    }
}

fn in_mm(point: Point) -> Units {
    [as_f64(point.east_mm), as_f64(point.north_mm)]
}

#[expect(clippy::cast_precision_loss, reason = "millimetres near a tile fit an f64 exactly")]
fn as_f64(mm: i64) -> f64 {
    mm as f64
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Somewhere in the city or near it.
    fn places() -> impl Strategy<Value = Point> {
        (490_000_000_i64..640_000_000, 1_760_000_000_i64..1_860_000_000)
            .prop_map(|(east, north)| Point::new(east, north))
    }

    /// How far the short way is off at a part of the way through the tile's box.
    fn off_by(place: Point, z: u8, [east, north]: [i64; 2]) -> f64 {
        let coord = TileCoord::showing(place, z).unwrap();
        let projection = Projection::onto(coord).unwrap();
        let (low, high) = (projection.bounds.min, projection.bounds.max);
        let point = Point::new(
            low.east_mm + (high.east_mm - low.east_mm) * east / 1_000,
            low.north_mm + (high.north_mm - low.north_mm) * north / 1_000,
        );
        let around = Bounds { min: point, max: point };
        assert!(projection.short.as_ref().unwrap().reaches(&around));
        let (mut units, mut scratch) = (Vec::new(), Vec::new());
        projection.project_ring(&[point], &around, &mut units, &mut scratch);
        let exact = projection.square.exact(point).unwrap();
        (units[0][0] - exact[0]).hypot(units[0][1] - exact[1])
    }

    proptest! {
        #[test]
        fn the_short_way_stays_within_a_twentieth_of_a_unit_on_the_tile(
            place in places(),
            z in SHORT_FROM_ZOOM..=22,
            part in [0_i64..=1_000, 0_i64..=1_000],
        ) {
            let off = off_by(place, z, part);
            prop_assert!(off < 0.05, "z{z}: {off} units");
        }

        #[test]
        fn the_short_way_stays_within_half_a_unit_around_the_tile(
            place in places(),
            z in SHORT_FROM_ZOOM..=22,
            part in [-999_i64..=1_999, -999_i64..=1_999],
        ) {
            let off = off_by(place, z, part);
            prop_assert!(off < 0.5, "z{z}: {off} units");
        }

        #[test]
        fn the_box_of_a_tile_holds_every_point_that_is_drawn_on_it(
            place in places(),
            z in 0_u8..=22,
            offset in [-1.0_f64..=1.0, -1.0_f64..=1.0],
        ) {
            let coord = TileCoord::showing(place, z).unwrap();
            let half = f64::from(EXTENT) / 2.0;
            let drawn = offset.map(|part| half + part * (half + f64::from(BUFFER)));
            let points = TileSquare::of(coord).grid_points(std::iter::once(drawn));
            for point in points.unwrap_or_default() {
                prop_assert!(coord.bounds().unwrap().holds(point), "{coord:?} {drawn:?}");
            }
        }
    }
}
