//! Rings of degrees: whether they hold a point, and how far it is from their edges.
//!
//! The inside test is the even-odd rule over all rings of a ward at once, so holes and islands need
//! no special case. Each edge is walked from its southern end whichever way the ring runs: two
//! neighbours then compute the very same crossing for the border they share, and a point on it is
//! in exactly one of them.

use crate::error::RingFault;
use trucban_domain::grid::{Degrees, Grid};

/// Metres in a degree along a meridian (mean over the Earth).
const METRES_PER_DEGREE: f64 = 111_195.0;

/// A position in degrees, `[longitude, latitude]` as GeoJSON writes it.
pub(crate) type LonLat = [f64; 2];

/// A closed ring: at least four positions, the last equal to the first, all on the Earth.
#[derive(Debug, Clone)]
pub(crate) struct Ring(Vec<LonLat>);

impl Ring {
    /// Accepts positions that close and stay within the range of degrees.
    pub(crate) fn new(positions: Vec<LonLat>) -> Result<Self, RingFault> {
        if positions.len() < 4 {
            return Err(RingFault::TooShort);
        }
        if positions.first() != positions.last() {
            return Err(RingFault::Open);
        }
        let on_earth =
            |[lon, lat]: &LonLat| (-180.0..=180.0).contains(lon) && (-90.0..=90.0).contains(lat);
        if !positions.iter().all(on_earth) {
            return Err(RingFault::OutOfRange);
        }
        Ok(Self(positions))
    }

    /// The positions, first and last alike.
    pub(crate) fn positions(&self) -> &[LonLat] {
        &self.0
    }

    /// The ring in the city's grid, where the first point is not repeated; `None` beyond its reach.
    pub(crate) fn in_grid(&self) -> Option<trucban_domain::Ring> {
        let corners = self.0.iter().skip(1);
        let points = corners.map(|&[lon, lat]| Grid::Hue.point_at(Degrees { lat, lon }));
        Some(trucban_domain::Ring { points: points.collect::<Option<_>>()? })
    }

    fn edges(&self) -> impl Iterator<Item = (LonLat, LonLat)> + '_ {
        self.0.windows(2).map(|pair| (pair[0], pair[1]))
    }

    /// Whether a line from the point due east crosses this ring an odd number of times.
    pub(crate) fn crossed_oddly(&self, lon: f64, lat: f64) -> bool {
        self.edges().filter(|&(from, to)| crosses(from, to, lon, lat)).count() % 2 == 1
    }

    /// Metres from the point to the nearest edge, on a plane touching the Earth at the point.
    pub(crate) fn metres_to_edge(&self, lon: f64, lat: f64) -> f64 {
        let plane = Plane::at(lon, lat);
        self.edges()
            .map(|(from, to)| distance_to_segment(plane.project(from), plane.project(to)))
            .fold(f64::INFINITY, f64::min)
    }
}

fn crosses(from: LonLat, to: LonLat, lon: f64, lat: f64) -> bool {
    let (south, north) = if from[1] <= to[1] { (from, to) } else { (to, from) };
    if lat < south[1] || lat >= north[1] {
        return false;
    }
    let part = (lat - south[1]) / (north[1] - south[1]);
    lon < south[0] + part * (north[0] - south[0])
}

/// The box around a ward, for passing over most wards without looking at their edges.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Bounds {
    west: f64,
    south: f64,
    east: f64,
    north: f64,
}

impl Bounds {
    /// The smallest box that holds all rings.
    pub(crate) fn around<'a>(rings: impl IntoIterator<Item = &'a Ring>) -> Self {
        let nothing = Self {
            west: f64::INFINITY,
            south: f64::INFINITY,
            east: f64::NEG_INFINITY,
            north: f64::NEG_INFINITY,
        };
        rings.into_iter().flat_map(Ring::positions).fold(nothing, |seen, &[lon, lat]| Self {
            west: seen.west.min(lon),
            south: seen.south.min(lat),
            east: seen.east.max(lon),
            north: seen.north.max(lat),
        })
    }

    /// Whether the point lies in the box or on its edge.
    pub(crate) fn holds(&self, lon: f64, lat: f64) -> bool {
        (self.west..=self.east).contains(&lon) && (self.south..=self.north).contains(&lat)
    }

    /// Metres from the point to the box, 0 inside: never more than to anything in it.
    pub(crate) fn metres_to(&self, lon: f64, lat: f64) -> f64 {
        let nearest = [lon.clamp(self.west, self.east), lat.clamp(self.south, self.north)];
        let [x, y] = Plane::at(lon, lat).project(nearest);
        x.hypot(y)
    }
}

/// A plane in metres whose origin is a given point: exact enough for distances within the city.
struct Plane {
    origin: LonLat,
    metres_per_degree_east: f64,
}

impl Plane {
    fn at(lon: f64, lat: f64) -> Self {
        Self {
            origin: [lon, lat],
            metres_per_degree_east: METRES_PER_DEGREE * lat.to_radians().cos(),
        }
    }

    fn project(&self, [lon, lat]: LonLat) -> [f64; 2] {
        [
            (lon - self.origin[0]) * self.metres_per_degree_east,
            (lat - self.origin[1]) * METRES_PER_DEGREE,
        ]
    }
}

/// Distance from the origin to the segment between two points of the plane.
fn distance_to_segment(from: [f64; 2], to: [f64; 2]) -> f64 {
    let along = [to[0] - from[0], to[1] - from[1]];
    let length_squared = along[0] * along[0] + along[1] * along[1];
    let part = if length_squared > 0.0 {
        (-(from[0] * along[0] + from[1] * along[1]) / length_squared).clamp(0.0, 1.0)
    } else {
        0.0
    };
    (from[0] + part * along[0]).hypot(from[1] + part * along[1])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn square() -> Ring {
        Ring::new(vec![[107.0, 16.0], [107.1, 16.0], [107.1, 16.1], [107.0, 16.1], [107.0, 16.0]])
            .expect("a closed square")
    }

    #[test]
    fn a_ring_that_encloses_nothing_is_refused() {
        let fault = |positions| Ring::new(positions).expect_err("not a ring");
        assert_eq!(fault(vec![[107.0, 16.0], [107.1, 16.0], [107.0, 16.0]]), RingFault::TooShort);
        assert_eq!(
            fault(vec![[107.0, 16.0], [107.1, 16.0], [107.1, 16.1], [107.0, 16.1]]),
            RingFault::Open
        );
        assert_eq!(
            fault(vec![[107.0, 160.0], [107.1, 16.0], [107.1, 16.1], [107.0, 160.0]]),
            RingFault::OutOfRange,
            "latitude and longitude were probably swapped"
        );
        let not_a_number = [f64::NAN, 16.0];
        let ring = vec![[107.0, 16.0], not_a_number, [107.1, 16.1], [107.0, 16.0]];
        assert_eq!(fault(ring), RingFault::OutOfRange);
    }

    #[test]
    fn the_way_a_ring_runs_does_not_change_what_is_inside() {
        let backwards = Ring::new(square().positions().iter().rev().copied().collect())
            .expect("a closed square");
        for (lon, lat) in [(107.05, 16.05), (107.0, 16.05), (107.1, 16.05), (107.05, 16.2)] {
            assert_eq!(square().crossed_oddly(lon, lat), backwards.crossed_oddly(lon, lat));
        }
    }

    #[test]
    fn distances_are_metres_on_the_ground() {
        let north_of_it = square().metres_to_edge(107.05, 16.11);
        assert!((north_of_it - 1_112.0).abs() < 2.0, "0.01° of latitude, got {north_of_it}");
        let east_of_it = square().metres_to_edge(107.11, 16.05);
        assert!((east_of_it - 1_068.6).abs() < 2.0, "0.01° of longitude, got {east_of_it}");
        let bounds = Bounds::around([&square()]);
        assert!((bounds.metres_to(107.05, 16.11) - north_of_it).abs() < 0.01);
        assert!(bounds.metres_to(107.05, 16.05) < f64::EPSILON, "inside");
    }
}
