//! The border of a ward, and which pieces of land lie within it.
//!
//! A piece keeps only the edges of the border that cross it, so what lies deep inside asks nothing.

use trucban_domain::{Bounds, Point, Polygon, Ring, Shape};
use trucban_geo::{Area, common_shape};

use super::convex::{At, Convex, metres_from, point};

/// The border is looked at so far around a piece.
const NEAR_MM: i64 = 1_000;

/// How a piece lies to the border of its ward.
#[derive(Debug, Clone)]
pub(super) enum Lying {
    /// No part of it is in another ward.
    Within,
    /// These edges of the border run through it.
    Across(Vec<(At, At)>),
}

/// The border of a ward.
#[derive(Debug)]
pub(super) struct Border {
    /// The point from which metres are counted.
    pub(super) origin: Point,
    /// How all land lies before it is cut.
    pub(super) all: Lying,
    area: Area,
}

impl Border {
    /// The border of a ward of this shape; `None` for a shape that encloses nothing.
    pub(super) fn of(shape: Shape) -> Option<Self> {
        let area = Area::new(shape).ok()?;
        let origin = area.bounds().min;
        let rings = area.polygons().iter().flat_map(Polygon::rings);
        let all = Lying::Across(rings.flat_map(|ring| edges(origin, ring)).collect());
        Some(Self { origin, all, area })
    }

    /// The middle of its bounds, and how far its farthest corner is from there.
    pub(super) fn extent(&self) -> (At, f64) {
        let [east, north] = metres_from(self.origin, self.area.bounds().max);
        ([east / 2.0, north / 2.0], east.hypot(north) / 2.0)
    }

    /// Whether a place is in the ward.
    pub(super) fn holds(&self, at: At) -> bool {
        self.area.holds(point(self.origin, at))
    }

    /// How `piece`, a part of one that lies like `parent`, lies; `None` outside of the ward.
    pub(super) fn lying(&self, piece: &Convex, parent: &Lying) -> Option<Lying> {
        let Lying::Across(edges) = parent else { return Some(Lying::Within) };
        let crossed = crossing(piece, edges);
        if crossed.is_empty() {
            return self.holds(piece.middle()).then_some(Lying::Within);
        }
        Some(Lying::Across(crossed))
    }

    /// Whether all of `piece`, a part of one that lies like `parent`, is in the ward.
    pub(super) fn holds_all(&self, piece: &Convex, parent: &Lying) -> bool {
        matches!(self.lying(piece, parent), Some(Lying::Within))
    }

    /// What of `piece` is in the ward; `None` for nothing.
    pub(super) fn shape(&self, piece: &Convex, parent: &Lying) -> Option<Shape> {
        let whole = Shape::of_ring(piece.ring(self.origin).points);
        match self.lying(piece, parent)? {
            Lying::Within => Some(whole),
            Lying::Across(_) => self.of_shape(whole),
        }
    }

    /// What of a shape is in the ward; `None` for nothing.
    pub(super) fn of_shape(&self, shape: Shape) -> Option<Shape> {
        let area = Area::new(shape).ok()?;
        let near = near(self.area.polygons(), area.bounds().grown_by_mm(NEAR_MM));
        let common = common_shape(&area, &Area::new(near).ok()?);
        (!common.polygons.is_empty()).then_some(common)
    }

    /// The parts of the way from `from` to `to` that are in the ward.
    pub(super) fn ways(&self, from: At, to: At) -> Vec<[At; 2]> {
        let Lying::Across(edges) = &self.all else { return vec![[from, to]] };
        let at =
            |part: f64| [from[0] + part * (to[0] - from[0]), from[1] + part * (to[1] - from[1])];
        let around = bounds_of(from, to);
        let near = edges.iter().filter(|edge| may_meet(around, bounds_of(edge.0, edge.1)));
        let crossings = near.filter_map(|edge| meeting((from, to), *edge));
        let mut parts: Vec<f64> = crossings.chain([0.0, 1.0]).collect();
        parts.sort_by(f64::total_cmp);
        let within = parts.windows(2).filter(|part| {
            part[1] - part[0] > 1e-9 && self.holds(at(f64::midpoint(part[0], part[1])))
        });
        within.map(|part| [at(part[0]), at(part[1])]).collect()
    }
}

/// The polygons as far as a box reaches. Along the box they may run to and fro, which encloses
/// nothing.
fn near(polygons: &[Polygon], bounds: Bounds) -> Shape {
    let cut = |ring: &Ring| {
        let Bounds { min, max } = bounds;
        let mut points = ring.points.clone();
        for (level, north, beyond) in [
            (min.east_mm, false, false),
            (max.east_mm, false, true),
            (min.north_mm, true, false),
            (max.north_mm, true, true),
        ] {
            points = up_to(&points, level, north, beyond);
        }
        (points.len() > 2).then_some(Ring { points })
    };
    let pieces = polygons.iter().filter_map(|polygon| {
        let holes = polygon.holes.iter().filter_map(cut).collect();
        Some(Polygon { outer: cut(&polygon.outer)?, holes })
    });
    Shape { polygons: pieces.collect() }
}

/// The ring without what lies beyond a level, of eastings or of northings.
fn up_to(points: &[Point], level: i64, north: bool, beyond: bool) -> Vec<Point> {
    let height = |point: &Point| {
        let above = if north { point.north_mm - level } else { point.east_mm - level };
        if beyond { above } else { -above }
    };
    let mut kept = Vec::with_capacity(points.len());
    for (from, to) in points.iter().zip(points.iter().cycle().skip(1)) {
        let (begin, end) = (height(from), height(to));
        if begin <= 0 {
            kept.push(*from);
        }
        if (begin < 0 && end > 0) || (begin > 0 && end < 0) {
            let between = |a: i64, b: i64| a + (b - a) * begin / (begin - end);
            kept.push(Point::new(
                between(from.east_mm, to.east_mm),
                between(from.north_mm, to.north_mm),
            ));
        }
    }
    kept
}

fn edges(origin: Point, ring: &Ring) -> Vec<(At, At)> {
    let next = ring.points.iter().cycle().skip(1);
    let at = |point: &Point| metres_from(origin, *point);
    ring.points.iter().zip(next).map(|(from, to)| (at(from), at(to))).collect()
}

fn crossing(piece: &Convex, edges: &[(At, At)]) -> Vec<(At, At)> {
    let around = piece.bounds();
    let passes = |edge: &&(At, At)| {
        may_meet(around, bounds_of(edge.0, edge.1)) && piece.passage(edge.0, edge.1).is_some()
    };
    edges.iter().filter(passes).copied().collect()
}

/// South-western and north-eastern corner of the box around two places.
fn bounds_of(one: At, two: At) -> [At; 2] {
    [[one[0].min(two[0]), one[1].min(two[1])], [one[0].max(two[0]), one[1].max(two[1])]]
}

fn may_meet([low, high]: [At; 2], [other_low, other_high]: [At; 2]) -> bool {
    low[0] <= other_high[0]
        && other_low[0] <= high[0]
        && low[1] <= other_high[1]
        && other_low[1] <= high[1]
}

/// Where the way crosses the edge, as a part of the way.
fn meeting(way: (At, At), edge: (At, At)) -> Option<f64> {
    let along = [way.1[0] - way.0[0], way.1[1] - way.0[1]];
    let side = [edge.1[0] - edge.0[0], edge.1[1] - edge.0[1]];
    let apart = [edge.0[0] - way.0[0], edge.0[1] - way.0[1]];
    let cross = |a: At, b: At| a[0] * b[1] - a[1] * b[0];
    let slope = cross(along, side);
    let (on_way, on_edge) = (cross(apart, side) / slope, cross(apart, along) / slope);
    let meets = (0.0..=1.0).contains(&on_way) && (0.0..=1.0).contains(&on_edge);
    meets.then_some(on_way)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn triangle() -> Border {
        let corners = [(0, 0), (100_000, 0), (0, 100_000)];
        let points = corners.map(|(east, north)| Point::new(5_000_000 + east, north)).to_vec();
        Border::of(Shape::of_ring(points)).unwrap()
    }

    #[test]
    fn pieces_are_within_or_across_or_outside() {
        let border = triangle();
        let all = &border.all;
        let square = |at: At| Convex::rectangle(at, [1.0, 0.0], 10.0, 10.0).unwrap();
        assert!(matches!(border.lying(&square([20.0, 20.0]), all), Some(Lying::Within)));
        assert!(border.lying(&square([80.0, 80.0]), all).is_none());
        let across = square([50.0, 50.0]);
        assert!(matches!(border.lying(&across, all), Some(Lying::Across(_))));
        assert!(!border.holds_all(&across, all));
        let half = Area::new(border.shape(&across, all).unwrap()).unwrap();
        assert!((half.square_metres() - 50.0).abs() < 1e-6);
    }

    #[test]
    fn what_is_near_of_a_border_gives_what_all_of_it_gives() {
        let comb = [(0, 0), (90, 0), (90, 90), (70, 20), (60, 90), (40, 20), (30, 90), (0, 90)];
        let points = comb.map(|(east, north)| Point::new(east * 1_000, north * 1_000)).to_vec();
        let ward = Area::new(Shape::of_ring(points.clone())).unwrap();
        let border = Border::of(Shape::of_ring(points)).unwrap();
        for at in [[45.0, 45.0], [65.0, 60.0], [20.0, 80.0]] {
            let piece = Convex::rectangle(at, [0.8, 0.6], 50.0, 20.0).unwrap();
            let shape = Shape::of_ring(piece.ring(border.origin).points);
            let whole = common_shape(&Area::new(shape.clone()).unwrap(), &ward);
            let size = |shape: Shape| Area::new(shape).unwrap().square_metres();
            let (whole, near) = (size(whole), size(border.of_shape(shape).unwrap()));
            // A border that is cut at the box may shift by a millimetre.
            assert!((whole - near).abs() < 0.05, "{whole} {near}");
        }
    }

    #[test]
    fn a_way_ends_at_the_border() {
        let ways = triangle().ways([-50.0, 50.0], [150.0, 50.0]);
        assert_eq!(ways, [[[0.0, 50.0], [50.0, 50.0]]]);
    }
}
