//! Geometry of the city as data: lots, zones, streets and where things stand.
//!
//! Coordinates are whole millimetres in the city's own grid (VN-2000 / TM-3 107°00', EPSG:9214), so
//! that every machine computes with the same numbers. Inside records a [`Shape`] and a [`Line`] are
//! one compact byte string each (see [`ShapeError`] for what is refused when it is read).
//!
//! What these types promise is their form and nothing more: whether rings cross, or a hole lies
//! outside its polygon, is found by the code that computes with them.

mod bytes;

use serde::{Deserialize, Serialize};

pub use bytes::ShapeError;

/// A place in the city's grid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Point {
    /// Easting in millimetres: Y on Vietnamese papers.
    pub east_mm: i64,
    /// Northing in millimetres: X on Vietnamese papers.
    pub north_mm: i64,
}

impl Point {
    /// The place at these millimetres, easting first.
    pub const fn new(east_mm: i64, north_mm: i64) -> Self {
        Self { east_mm, north_mm }
    }
}

/// A closed line around an area. The first point is not repeated at the end.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Ring {
    /// Its corners, either way round.
    pub points: Vec<Point>,
}

/// An area in one piece.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Polygon {
    /// What encloses it.
    pub outer: Ring,
    /// What is cut out of it.
    pub holes: Vec<Ring>,
}

impl Polygon {
    /// All rings, the outer one first.
    pub fn rings(&self) -> impl Iterator<Item = &Ring> {
        std::iter::once(&self.outer).chain(&self.holes)
    }
}

/// An area, perhaps of several pieces: a lot, a zone, a ward.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Shape {
    /// The pieces.
    pub polygons: Vec<Polygon>,
}

impl Shape {
    /// An area of one piece without holes.
    pub fn of_ring(points: Vec<Point>) -> Self {
        Self { polygons: vec![Polygon { outer: Ring { points }, holes: Vec::new() }] }
    }

    /// The rings of all pieces, each outer ring before its holes.
    pub fn rings(&self) -> impl Iterator<Item = &Ring> {
        self.polygons.iter().flat_map(Polygon::rings)
    }

    /// The smallest box that holds it; `None` without a point.
    pub fn bounds(&self) -> Option<Bounds> {
        Bounds::around(self.rings().flat_map(|ring| ring.points.iter().copied()))
    }
}

/// A line that encloses nothing: a street, a river.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Line {
    /// Its points from one end to the other.
    pub points: Vec<Point>,
}

impl Line {
    /// The smallest box that holds it; `None` without a point.
    pub fn bounds(&self) -> Option<Bounds> {
        Bounds::around(self.points.iter().copied())
    }
}

/// An upright box in the grid, its edges included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Bounds {
    /// The south-western corner.
    pub min: Point,
    /// The north-eastern corner.
    pub max: Point,
}

impl Bounds {
    /// The smallest box that holds all points; `None` without a point.
    pub fn around(points: impl IntoIterator<Item = Point>) -> Option<Self> {
        points.into_iter().fold(None, |seen, point| {
            let Some(Self { min, max }) = seen else {
                return Some(Self { min: point, max: point });
            };
            Some(Self {
                min: Point::new(min.east_mm.min(point.east_mm), min.north_mm.min(point.north_mm)),
                max: Point::new(max.east_mm.max(point.east_mm), max.north_mm.max(point.north_mm)),
            })
        })
    }

    /// Whether the point lies in the box or on its edge.
    pub const fn holds(&self, point: Point) -> bool {
        self.min.east_mm <= point.east_mm
            && point.east_mm <= self.max.east_mm
            && self.min.north_mm <= point.north_mm
            && point.north_mm <= self.max.north_mm
    }

    /// Whether the two boxes have a point in common.
    pub const fn meets(&self, other: &Self) -> bool {
        self.min.east_mm <= other.max.east_mm
            && other.min.east_mm <= self.max.east_mm
            && self.min.north_mm <= other.max.north_mm
            && other.min.north_mm <= self.max.north_mm
    }

    /// The box with each edge moved outwards.
    #[must_use]
    pub const fn grown_by_mm(&self, mm: i64) -> Self {
        Self {
            min: Point::new(
                self.min.east_mm.saturating_sub(mm),
                self.min.north_mm.saturating_sub(mm),
            ),
            max: Point::new(
                self.max.east_mm.saturating_add(mm),
                self.max.north_mm.saturating_add(mm),
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bounds_hold_every_point_and_touch_the_outermost() {
        let line = Line { points: vec![Point::new(3, -5), Point::new(-2, 9), Point::new(1, 1)] };
        let bounds = line.bounds().expect("three points");
        assert_eq!(bounds, Bounds { min: Point::new(-2, -5), max: Point::new(3, 9) });
        assert!(line.points.iter().all(|&point| bounds.holds(point)));
        assert!(!bounds.holds(Point::new(4, 0)));
        assert_eq!(Shape::default().bounds(), None);
    }

    #[test]
    fn boxes_that_share_a_corner_meet_and_grow_without_overflow() {
        let low = Bounds { min: Point::new(0, 0), max: Point::new(10, 10) };
        let high = Bounds { min: Point::new(10, 10), max: Point::new(i64::MAX, 20) };
        assert!(low.meets(&high) && high.meets(&low));
        let apart = Bounds { min: Point::new(11, 0), max: Point::new(12, 10) };
        assert!(!low.meets(&apart));
        assert!(low.grown_by_mm(1).meets(&apart));
        assert_eq!(high.grown_by_mm(1).max, Point::new(i64::MAX, 21));
    }

    #[test]
    fn a_hole_counts_among_the_rings_of_its_shape() {
        let square = |low, high| Ring {
            points: vec![
                Point::new(low, low),
                Point::new(high, low),
                Point::new(high, high),
                Point::new(low, high),
            ],
        };
        let polygon = Polygon { outer: square(0, 9), holes: vec![square(3, 6)] };
        let shape = Shape { polygons: vec![polygon] };
        assert_eq!(shape.rings().count(), 2);
        assert_eq!(shape.rings().next(), Some(&square(0, 9)));
    }
}
