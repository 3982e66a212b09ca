//! An area that can be asked: whether it holds a point, how large it is, how far its boundary is.
//!
//! Owns the rule of what is inside. A ring encloses what its edges go around, once or more often; a
//! piece (a polygon of the shape) holds what its outer ring encloses and no hole does; an area holds
//! what any of its pieces holds. So rings that cross or touch, pieces that overlap and
//! holes that lie elsewhere, all of which real plans contain, have one meaning. A point exactly on
//! a ring counts as being to its east, or to its north where the ring runs due east: neighbours
//! that share a border share no point, and none is lost between them. All of it is computed in
//! whole numbers.
//!
//! Refuses shapes with nothing to ask about, see [`ShapeFault`]. An [`Area`] that was built answers
//! everything without failing.

use trucban_domain::{Bounds, Point, Polygon, Ring, Shape};

use crate::error::ShapeFault;
use crate::overlay;
use trucban_domain::grid::metres;

/// Coordinates beyond this (a million kilometres) are no place in a grid; within it, products of
/// distances fit the numbers used here.
pub(crate) const FARTHEST_MM: i64 = 1 << 40;

/// A shape that was found fit to compute with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Area {
    polygons: Vec<Polygon>,
    bounds: Bounds,
}

impl Area {
    /// Accepts a shape whose rings all have three points or more, none of them absurdly far away.
    ///
    /// # Errors
    /// [`ShapeFault`] otherwise.
    pub fn new(shape: Shape) -> Result<Self, ShapeFault> {
        let bounds = shape.bounds().ok_or(ShapeFault::Empty)?;
        if shape.rings().any(|ring| ring.points.len() < 3) {
            return Err(ShapeFault::TooShort);
        }
        let [low, high] = [bounds.min, bounds.max];
        let near = |mm: i64| (-FARTHEST_MM..=FARTHEST_MM).contains(&mm);
        if ![low.east_mm, low.north_mm, high.east_mm, high.north_mm].into_iter().all(near) {
            return Err(ShapeFault::TooFar);
        }
        Ok(Self { polygons: shape.polygons, bounds })
    }

    /// Its pieces, as they were given.
    pub fn polygons(&self) -> &[Polygon] {
        &self.polygons
    }

    /// The smallest box that holds it.
    pub const fn bounds(&self) -> Bounds {
        self.bounds
    }

    /// Whether the point lies in the area; of a boundary, what the module says.
    pub fn holds(&self, point: Point) -> bool {
        self.bounds.holds(point) && self.polygons.iter().any(|piece| piece_holds(piece, point))
    }

    /// How large it is, m² in the plane of the grid. Exact for rings that do not cross.
    pub fn square_metres(&self) -> f64 {
        overlay::square_metres(&overlay::pieces(self))
    }

    /// The lengths in metres of the edges of every ring, in the order of the shape's rings.
    pub fn edge_lengths_m(&self) -> Vec<Vec<f64>> {
        self.rings_with_edges()
            .map(|edges| edges.map(|(from, to)| metres_between(from, to)).collect())
            .collect()
    }

    /// A point of the area well away from its boundary, where it has one: the middle of the widest
    /// stretch along the line that halves its box. Otherwise a corner.
    pub fn point_inside(&self) -> Point {
        let Bounds { min, max } = self.bounds;
        let north_mm = i64::midpoint(min.north_mm, max.north_mm);
        let mut crossed: Vec<i64> = self
            .edges()
            .filter(|(from, to)| (from.north_mm <= north_mm) != (to.north_mm <= north_mm))
            .map(|(from, to)| east_at(from, to, north_mm))
            .collect();
        crossed.sort_unstable();
        let stretches = crossed
            .windows(2)
            .map(|ends| (ends[1] - ends[0], Point::new(i64::midpoint(ends[0], ends[1]), north_mm)));
        let widest = stretches.filter(|(_, middle)| self.holds(*middle)).max();
        let corner = self.polygons.iter().flat_map(|piece| &piece.outer.points).next();
        widest.map(|(_, middle)| middle).or(corner.copied()).unwrap_or(min)
    }

    /// Metres from a point to the nearest boundary, from within as from without.
    pub fn metres_to_boundary(&self, point: Point) -> f64 {
        self.edges().map(|(from, to)| metres_to_edge(point, from, to)).fold(f64::INFINITY, f64::min)
    }

    /// The least metres between the boundaries of the two: 0 where they touch or cross.
    pub fn metres_between_boundaries(&self, other: &Self) -> f64 {
        let mut least = f64::INFINITY;
        for (a, b) in self.edges() {
            let around_edge = Bounds::around([a, b]);
            for (c, d) in other.edges() {
                let boxes_meet = Bounds::around([c, d])
                    .zip(around_edge)
                    .is_some_and(|(one, two)| one.meets(&two));
                if boxes_meet && edges_cross(a, b, c, d) {
                    return 0.0;
                }
                least = least
                    .min(metres_to_edge(a, c, d))
                    .min(metres_to_edge(b, c, d))
                    .min(metres_to_edge(c, a, b))
                    .min(metres_to_edge(d, a, b));
            }
        }
        least
    }

    fn rings_with_edges(&self) -> impl Iterator<Item = impl Iterator<Item = (Point, Point)>> {
        self.polygons.iter().flat_map(Polygon::rings).map(|ring| edges(&ring.points))
    }

    fn edges(&self) -> impl Iterator<Item = (Point, Point)> + '_ {
        self.rings_with_edges().flatten()
    }
}

/// The edges of a ring, the closing one last.
fn edges(points: &[Point]) -> impl Iterator<Item = (Point, Point)> + '_ {
    points.iter().zip(points.iter().cycle().skip(1)).map(|(from, to)| (*from, *to))
}

/// Where an edge that crosses this northing does so.
fn east_at(from: Point, to: Point, north_mm: i64) -> i64 {
    let rise = i128::from(to.north_mm) - i128::from(from.north_mm);
    let run = i128::from(to.east_mm) - i128::from(from.east_mm);
    let along = i128::from(north_mm) - i128::from(from.north_mm);
    let step = (run * along).checked_div(rise).and_then(|step| i64::try_from(step).ok());
    from.east_mm + step.unwrap_or_default()
}

fn piece_holds(piece: &Polygon, point: Point) -> bool {
    encloses(&piece.outer, point) && !piece.holes.iter().any(|hole| encloses(hole, point))
}

fn encloses(ring: &Ring, point: Point) -> bool {
    let turns: i64 = edges(&ring.points).map(|(from, to)| crossing(from, to, point)).sum();
    turns != 0
}

/// How a line from the point due east crosses the edge: 1 from its right to its left, -1 from its
/// left to its right, 0 not at all. A point on the edge counts as being east of it.
fn crossing(from: Point, to: Point, point: Point) -> i64 {
    let (south, north, way) =
        if from.north_mm <= to.north_mm { (from, to, 1) } else { (to, from, -1) };
    let level = south.north_mm <= point.north_mm && point.north_mm < north.north_mm;
    if level && turn(south, north, point) > 0 { way } else { 0 }
}

/// Twice the area of the triangle, mm²: positive if the third point lies left of the way from the
/// first to the second.
fn turn(from: Point, to: Point, point: Point) -> i128 {
    let east = |mm: Point| i128::from(mm.east_mm);
    let north = |mm: Point| i128::from(mm.north_mm);
    (east(to) - east(from)) * (north(point) - north(from))
        - (north(to) - north(from)) * (east(point) - east(from))
}

fn edges_cross(a: Point, b: Point, c: Point, d: Point) -> bool {
    let sides = |from, to, one, two| (turn(from, to, one).signum(), turn(from, to, two).signum());
    let (c_side, d_side) = sides(a, b, c, d);
    let (a_side, b_side) = sides(c, d, a, b);
    c_side * d_side <= 0 && a_side * b_side <= 0
}

fn metres_between(from: Point, to: Point) -> f64 {
    let [east, north] = metres_from(from, to);
    east.hypot(north)
}

fn metres_from(origin: Point, to: Point) -> [f64; 2] {
    [metres(to.east_mm) - metres(origin.east_mm), metres(to.north_mm) - metres(origin.north_mm)]
}

pub(crate) fn metres_to_edge(point: Point, from: Point, to: Point) -> f64 {
    let [start, end] = [metres_from(point, from), metres_from(point, to)];
    let along = [end[0] - start[0], end[1] - start[1]];
    let length_squared = along[0] * along[0] + along[1] * along[1];
    let part = if length_squared > 0.0 {
        (-(start[0] * along[0] + start[1] * along[1]) / length_squared).clamp(0.0, 1.0)
    } else {
        0.0
    };
    (start[0] + part * along[0]).hypot(start[1] + part * along[1])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ring(corners: &[(i64, i64)]) -> Ring {
        Ring { points: corners.iter().map(|&(east, north)| Point::new(east, north)).collect() }
    }

    fn rectangle(west: i64, south: i64, east: i64, north: i64) -> Ring {
        ring(&[(west, south), (east, south), (east, north), (west, north)])
    }

    fn area(outer: Ring, holes: Vec<Ring>) -> Area {
        Area::new(Shape { polygons: vec![Polygon { outer, holes }] }).expect("fit to compute with")
    }

    #[test]
    fn a_shape_with_nothing_to_ask_about_is_refused() {
        assert_eq!(Area::new(Shape::default()), Err(ShapeFault::Empty));
        let two = Shape::of_ring(vec![Point::new(0, 0), Point::new(1, 1)]);
        assert_eq!(Area::new(two), Err(ShapeFault::TooShort));
        let far = Shape {
            polygons: vec![Polygon { outer: rectangle(0, 0, i64::MAX, 9), holes: vec![] }],
        };
        assert_eq!(Area::new(far), Err(ShapeFault::TooFar));
    }

    #[test]
    fn a_hole_is_outside_and_its_size_is_taken_away() {
        let lot =
            area(rectangle(0, 0, 10_000, 10_000), vec![rectangle(2_000, 2_000, 4_000, 5_000)]);
        assert!(lot.holds(Point::new(1_000, 1_000)));
        assert!(!lot.holds(Point::new(3_000, 3_000)));
        assert!((lot.square_metres() - 94.0).abs() < 1e-9);
        assert_eq!(lot.edge_lengths_m(), [vec![10.0; 4], vec![2.0, 3.0, 2.0, 3.0]]);
    }

    #[test]
    fn a_point_on_a_shared_border_lies_in_exactly_one_neighbour() {
        let corners = [(0, 0), (7, 3), (12, 0), (12, 12), (5, 9), (0, 12)];
        let west = area(ring(&corners), vec![]);
        let east = area(ring(&[(12, 0), (20, 1), (20, 15), (12, 12)]), vec![]);
        let north = area(ring(&[(0, 12), (5, 9), (12, 12), (20, 15), (0, 20)]), vec![]);
        for point in [(12, 5), (12, 0), (12, 12), (5, 9), (16, 13)] {
            let point = Point::new(point.0, point.1);
            let holders = [&west, &east, &north].into_iter().filter(|area| area.holds(point));
            assert!(holders.count() <= 1, "{point:?}");
        }
        let holders = |point| [&west, &east, &north].iter().filter(|it| it.holds(point)).count();
        assert_eq!(holders(Point::new(12, 5)), 1);
        assert_eq!(holders(Point::new(5, 9)), 1);
    }

    #[test]
    fn rings_that_cross_themselves_are_computed_with_and_not_feared() {
        let bow = area(ring(&[(0, 0), (10_000, 10_000), (10_000, 0), (0, 10_000)]), vec![]);
        assert!((bow.square_metres() - 50.0).abs() < 1e-6, "{}", bow.square_metres());
        assert!(bow.holds(Point::new(9_000, 5_000)) && !bow.holds(Point::new(5_000, 9_000)));
        let twice_around = area(
            ring(&[
                (0, 0),
                (9_000, 0),
                (9_000, 9_000),
                (0, 9_000),
                (0, 0),
                (5_000, 0),
                (5_000, 5_000),
                (0, 5_000),
            ]),
            vec![],
        );
        assert!(twice_around.holds(Point::new(2_000, 2_000)));
        assert!((twice_around.square_metres() - 81.0).abs() < 1e-9);
        let flat = area(ring(&[(0, 0), (10, 10), (20, 20)]), vec![]);
        assert!(flat.square_metres().abs() < f64::EPSILON);
    }

    #[test]
    fn a_hole_that_lies_elsewhere_or_twice_in_the_same_place_adds_nothing() {
        let hole = rectangle(2_000, 2_000, 4_000, 4_000);
        let elsewhere = rectangle(20_000, 0, 30_000, 10_000);
        let lot = area(rectangle(0, 0, 10_000, 10_000), vec![hole.clone(), hole, elsewhere]);
        assert!(!lot.holds(Point::new(25_000, 5_000)) && !lot.holds(Point::new(3_000, 3_000)));
        assert!((lot.square_metres() - 96.0).abs() < 1e-9, "{}", lot.square_metres());
    }

    #[test]
    fn pieces_that_overlap_count_once() {
        let twice = Shape {
            polygons: vec![
                Polygon { outer: rectangle(0, 0, 10_000, 10_000), holes: vec![] },
                Polygon { outer: rectangle(5_000, 0, 15_000, 10_000), holes: vec![] },
            ],
        };
        let area = Area::new(twice).expect("fit to compute with");
        assert!(area.holds(Point::new(7_000, 5_000)));
        assert!((area.square_metres() - 150.0).abs() < 1e-9);
    }

    #[test]
    fn distances_to_a_boundary_are_metres_from_both_sides() {
        let lot = area(rectangle(0, 0, 10_000, 20_000), vec![]);
        assert!((lot.metres_to_boundary(Point::new(3_000, 9_000)) - 3.0).abs() < 1e-9);
        assert!((lot.metres_to_boundary(Point::new(13_000, 24_000)) - 5.0).abs() < 1e-9);
        let near = area(rectangle(12_500, 0, 15_000, 9_000), vec![]);
        assert!((lot.metres_between_boundaries(&near) - 2.5).abs() < 1e-9);
        let across = area(rectangle(-5_000, 5_000, 15_000, 6_000), vec![]);
        assert!(lot.metres_between_boundaries(&across).abs() < f64::EPSILON);
    }

    #[test]
    fn a_point_inside_lies_inside_and_not_in_a_hole() {
        let frame =
            area(rectangle(0, 0, 9_000, 9_000), vec![rectangle(1_000, 1_000, 6_000, 8_000)]);
        assert_eq!(frame.point_inside(), Point::new(7_500, 4_500));
        let corner = area(
            ring(&[(0, 0), (9_000, 0), (9_000, 2_000), (2_000, 2_000), (2_000, 9_000), (0, 9_000)]),
            vec![],
        );
        assert!(corner.holds(corner.point_inside()));
        let flat = area(ring(&[(0, 0), (10, 10), (20, 20)]), vec![]);
        assert_eq!(flat.point_inside(), Point::new(0, 0));
    }
}
