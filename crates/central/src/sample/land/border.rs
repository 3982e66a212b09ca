//! The border of a ward, and which pieces of land lie within it.
//!
//! A piece keeps only the edges of the border that cross it, so what lies deep inside asks nothing.

use trucban_domain::{Point, Ring, Shape};
use trucban_geo::{Area, common_shape};

use super::convex::{At, Convex, metres_from, point};

/// How a piece lies to the border of its ward.
#[derive(Debug, Clone)]
pub(super) enum Lying {
    /// No part of it is in another ward.
    Within,
    /// The border runs through it.
    Across(Crossed),
}

/// What of a piece is in the ward.
#[derive(Debug, Clone)]
pub(super) struct Crossed {
    edges: Vec<(At, At)>,
    area: Area,
}

/// Begins with everything that may be in the ward.
#[derive(Debug)]
pub(super) struct Border {
    /// The point from which metres are counted.
    pub(super) origin: Point,
    /// The whole ward.
    pub(super) whole: Crossed,
}

impl Border {
    /// The border of a ward of this shape; `None` for a shape that encloses nothing.
    pub(super) fn of(shape: Shape) -> Option<Self> {
        let area = Area::new(shape).ok()?;
        let origin = area.bounds().min;
        let rings = area.polygons().iter().flat_map(trucban_domain::Polygon::rings);
        let edges = rings.flat_map(|ring| edges(origin, ring)).collect();
        Some(Self { origin, whole: Crossed { edges, area } })
    }

    /// The middle of its bounds, and how far its farthest corner is from there.
    pub(super) fn extent(&self) -> (At, f64) {
        let [east, north] = metres_from(self.origin, self.whole.area.bounds().max);
        ([east / 2.0, north / 2.0], east.hypot(north) / 2.0)
    }

    /// How `piece`, a part of one that lies like `parent`, lies; `None` outside of the ward.
    pub(super) fn lying(&self, piece: &Convex, parent: &Lying) -> Option<Lying> {
        let Lying::Across(crossed) = parent else { return Some(Lying::Within) };
        let edges = crossing(piece, crossed);
        if edges.is_empty() {
            let inside = crossed.area.holds(point(self.origin, piece.middle()));
            return inside.then_some(Lying::Within);
        }
        let area = Area::new(self.shape(piece, parent)?).ok()?;
        Some(Lying::Across(Crossed { edges, area }))
    }

    /// Whether all of `piece`, a part of one that lies like `parent`, is in the ward.
    pub(super) fn holds_all(&self, piece: &Convex, parent: &Lying) -> bool {
        match parent {
            Lying::Within => true,
            Lying::Across(crossed) => {
                crossing(piece, crossed).is_empty()
                    && crossed.area.holds(point(self.origin, piece.middle()))
            }
        }
    }

    /// Whether a place in a piece that lies like `parent` is in the ward.
    pub(super) fn holds(&self, at: At, parent: &Lying) -> bool {
        match parent {
            Lying::Within => true,
            Lying::Across(crossed) => crossed.area.holds(point(self.origin, at)),
        }
    }

    /// What of `piece` is in the ward; `None` for nothing.
    pub(super) fn shape(&self, piece: &Convex, parent: &Lying) -> Option<Shape> {
        let whole = Shape::of_ring(piece.ring(self.origin).points);
        match parent {
            Lying::Within => Some(whole),
            Lying::Across(_) if self.holds_all(piece, parent) => Some(whole),
            Lying::Across(crossed) => {
                let common = common_shape(&Area::new(whole).ok()?, &crossed.area);
                (!common.polygons.is_empty()).then_some(common)
            }
        }
    }

    /// What of a shape is in the ward.
    pub(super) fn of_shape(&self, shape: Shape) -> Option<Shape> {
        let common = common_shape(&Area::new(shape).ok()?, &self.whole.area);
        (!common.polygons.is_empty()).then_some(common)
    }

    /// The parts of the way from `from` to `to` that are in the ward.
    pub(super) fn ways(&self, from: At, to: At) -> Vec<[At; 2]> {
        let at = |part: f64| [from[0] + part * (to[0] - from[0]), from[1] + part * (to[1] - from[1])];
        let crossings = self.whole.edges.iter().filter_map(|edge| meeting((from, to), *edge));
        let mut parts: Vec<f64> = crossings.chain([0.0, 1.0]).collect();
        parts.sort_by(f64::total_cmp);
        let holds = |part: f64| self.whole.area.holds(point(self.origin, at(part)));
        let within = parts
            .windows(2)
            .filter(|part| part[1] - part[0] > 1e-9 && holds(f64::midpoint(part[0], part[1])));
        within.map(|part| [at(part[0]), at(part[1])]).collect()
    }
}

fn edges(origin: Point, ring: &Ring) -> Vec<(At, At)> {
    let next = ring.points.iter().cycle().skip(1);
    let at = |point: &Point| metres_from(origin, *point);
    ring.points.iter().zip(next).map(|(from, to)| (at(from), at(to))).collect()
}

fn crossing(piece: &Convex, crossed: &Crossed) -> Vec<(At, At)> {
    let passes = |edge: &&(At, At)| piece.passage(edge.0, edge.1).is_some();
    crossed.edges.iter().filter(passes).copied().collect()
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
        let all = Lying::Across(border.whole.clone());
        let square = |at: At| Convex::rectangle(at, [1.0, 0.0], 10.0, 10.0).unwrap();
        assert!(matches!(border.lying(&square([20.0, 20.0]), &all), Some(Lying::Within)));
        assert!(border.lying(&square([80.0, 80.0]), &all).is_none());
        let Some(Lying::Across(half)) = border.lying(&square([50.0, 50.0]), &all) else {
            panic!("the border runs through it")
        };
        assert!((half.area.square_metres() - 50.0).abs() < 1e-6);
        assert!(!border.holds_all(&square([50.0, 50.0]), &all));
    }

    #[test]
    fn a_way_ends_at_the_border() {
        let ways = triangle().ways([-50.0, 50.0], [150.0, 50.0]);
        assert_eq!(ways, [[[0.0, 50.0], [50.0, 50.0]]]);
    }
}
