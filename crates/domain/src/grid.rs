//! VN-2000: between degrees of WGS 84 and the grids that papers of the city and its neighbours use.
//!
//! Owns the three grids that are met (the city's own and those of the neighbouring provinces) and
//! the way there and back: the official datum shift, then the transverse Mercator projection.
//! Agrees with PROJ within a few millimetres; the shift itself is published as good to one metre.
//!
//! Refuses places that a grid cannot show (far from its meridian, not numbers): the answer is
//! `None`, never a wrong point.

mod datum;
mod transverse;

use crate::shape::Point;

/// A position in degrees of WGS 84, as satellites and web maps give it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Degrees {
    /// Latitude.
    pub lat: f64,
    /// Longitude.
    pub lon: f64,
}

/// A grid of VN-2000: transverse Mercator in a zone of three degrees.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Grid {
    /// The city's own, central meridian 107°00' (EPSG:9214). Every [`Point`] stands in it.
    Hue,
    /// That of Đà Nẵng, central meridian 107°45' (EPSG:5899).
    DaNang,
    /// That of Quảng Trị, central meridian 106°15' (EPSG:9212).
    QuangTri,
}

impl Grid {
    /// All that are known, the city's own first.
    pub const ALL: [Self; 3] = [Self::Hue, Self::DaNang, Self::QuangTri];

    /// Degrees of its central meridian.
    pub const fn central_meridian(self) -> f64 {
        match self {
            Self::Hue => 107.0,
            Self::DaNang => 107.75,
            Self::QuangTri => 106.25,
        }
    }

    /// Its number in the register of the EPSG.
    pub const fn epsg(self) -> u32 {
        match self {
            Self::Hue => 9214,
            Self::DaNang => 5899,
            Self::QuangTri => 9212,
        }
    }

    /// Where this grid shows a position; `None` if it is no position or too far from its meridian.
    pub fn point_at(self, wgs84: Degrees) -> Option<Point> {
        let from_meridian = wgs84.lon - self.central_meridian();
        let shown = wgs84.lat.abs() <= REACH_LAT && from_meridian.abs() <= REACH_LON;
        if !shown {
            return None;
        }
        let vn2000 = datum::from_wgs84(wgs84);
        let [east_m, north_m] =
            transverse::forward(vn2000.lat, vn2000.lon - self.central_meridian());
        Some(Point::new(millimetres(east_m), millimetres(north_m)))
    }

    /// The position of a point of this grid; `None` if the point lies beyond what it can show.
    pub fn degrees_at(self, point: Point) -> Option<Degrees> {
        let east_m = metres(point.east_mm);
        let north_m = metres(point.north_mm);
        if (east_m - transverse::FALSE_EASTING_M).abs() > REACH_EAST_M
            || north_m.abs() > REACH_NORTH_M
        {
            return None;
        }
        let [lat, from_meridian] = transverse::inverse(east_m, north_m);
        let vn2000 = Degrees { lat, lon: from_meridian + self.central_meridian() };
        Some(datum::to_wgs84(vn2000))
    }

    /// The same place in another grid; `None` beyond what either can show.
    pub fn point_in(self, other: Self, point: Point) -> Option<Point> {
        other.point_at(self.degrees_at(point)?)
    }
}

/// Beyond these the series lose their millimetres; Vietnam lies well within.
const REACH_LAT: f64 = 80.0;
const REACH_LON: f64 = 20.0;
const REACH_EAST_M: f64 = 2_500_000.0;
const REACH_NORTH_M: f64 = 8_900_000.0;

/// A length of the grid in metres.
#[expect(clippy::cast_precision_loss, reason = "a grid's millimetres fit an f64 exactly")]
pub fn metres(mm: i64) -> f64 {
    mm as f64 / 1_000.0
}

/// A length in metres as the grid has it.
#[expect(clippy::cast_possible_truncation, reason = "the reach of a grid fits; beyond saturates")]
pub fn millimetres(metres: f64) -> i64 {
    (metres * 1_000.0).round() as i64
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_place_of_the_region_comes_back_from_any_grid(
            lat in 15.0_f64..18.0,
            lon in 105.0_f64..110.0,
        ) {
            for grid in Grid::ALL {
                let point = grid.point_at(Degrees { lat, lon }).unwrap();
                let back = grid.degrees_at(point).unwrap();
                // 2e-8 degrees are two millimetres.
                prop_assert!((back.lat - lat).abs() < 2e-8, "{grid:?} {lat} {}", back.lat);
                prop_assert!((back.lon - lon).abs() < 2e-8, "{grid:?} {lon} {}", back.lon);
            }
        }

        #[test]
        fn no_number_makes_a_grid_fail(
            lat: f64,
            lon: f64,
            east_mm: i64,
            north_mm: i64,
        ) {
            for grid in Grid::ALL {
                let _ = grid.point_at(Degrees { lat, lon });
                if let Some(degrees) = grid.degrees_at(Point::new(east_mm, north_mm)) {
                    prop_assert!(degrees.lat.is_finite() && degrees.lon.is_finite());
                }
            }
        }
    }

    #[test]
    fn what_a_grid_cannot_show_has_no_point() {
        for (lat, lon) in [(f64::NAN, 107.0), (16.0, f64::INFINITY), (90.0, 107.0), (16.0, -107.0)]
        {
            assert_eq!(Grid::Hue.point_at(Degrees { lat, lon }), None, "{lat}, {lon}");
        }
        assert_eq!(Grid::Hue.degrees_at(Point::new(i64::MAX, i64::MIN)), None);
    }

    #[test]
    fn the_central_meridian_of_a_grid_stands_at_its_false_easting_but_for_the_datum_shift() {
        for grid in Grid::ALL {
            let lon = grid.central_meridian();
            let point = grid.point_at(Degrees { lat: 16.5, lon }).unwrap();
            let off_m = metres(point.east_mm) - 500_000.0;
            assert!((-200.0..-190.0).contains(&off_m), "{grid:?}: {off_m}");
        }
    }
}
