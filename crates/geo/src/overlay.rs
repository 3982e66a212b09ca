//! Areas laid over each other, in whole millimetres.
//!
//! Owns how a shape becomes pieces that neither cross nor overlap, by the rule of [`Area`], and how much of a lot lies in which zone. Where edges cross, the
//! crossing is moved to the nearest millimetre; that is the only rounding. Nothing here fails: an
//! [`Area`] was checked when it was built.

use i_overlay::core::fill_rule::FillRule;
use i_overlay::core::overlay::Overlay;
use i_overlay::core::overlay_rule::OverlayRule;
use i_overlay::i_float::int::point::IntPoint;
use i_overlay::i_shape::int::shape::{IntContour, IntShapes};
use trucban_domain::{Point, Polygon, Ring, Shape};

use crate::area::{Area, metres_to_edge};

/// Less than this in common is a difference between two surveys, not a share of the lot.
pub const SLIVER_M2: f64 = 0.5;
/// An edge this near to a lot's boundary runs along it: crossings are moved by less.
const ROUNDED_M: f64 = 0.002;

/// How much of a lot lies in one zone.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ZoneShare<K> {
    /// What the caller calls the zone.
    pub zone: K,
    /// Common area, m².
    pub square_metres: f64,
    /// The part of the lot that this is, 0 to 1. Plans overlap: shares may add up to more than 1.
    pub share: f64,
}

/// Every zone that a lot has more than [`SLIVER_M2`] in common with, the largest share first; zones
/// with equal shares keep the order in which they came.
pub fn zone_shares<'a, K>(
    lot: &Area,
    zones: impl IntoIterator<Item = (K, &'a Area)>,
) -> Vec<ZoneShare<K>> {
    let lot_pieces = pieces(lot);
    let whole = square_metres(&lot_pieces);
    let mut shares: Vec<_> = zones
        .into_iter()
        .filter(|(_, zone)| zone.bounds().meets(&lot.bounds()))
        .map(|(key, zone)| (key, common(&lot_pieces, &pieces(zone))))
        .filter(|(_, square_metres)| *square_metres >= SLIVER_M2)
        .map(|(zone, square_metres)| ZoneShare {
            zone,
            square_metres,
            share: (square_metres / whole).min(1.0),
        })
        .collect();
    shares.sort_by(|one, two| two.square_metres.total_cmp(&one.square_metres));
    shares
}

/// What two areas have in common, as pieces that neither cross nor overlap; empty where they only
/// touch.
pub fn common_shape(one: &Area, two: &Area) -> Shape {
    if !one.bounds().meets(&two.bounds()) {
        return Shape::default();
    }
    let common = Overlay::from_subj_and_clip(&pieces(one), &pieces(two))
        .overlay(OverlayRule::Intersect, FillRule::NonZero);
    let ring = |contour: &IntContour<i64>| Ring {
        points: contour.iter().map(|at| Point::new(at.x, at.y)).collect(),
    };
    let polygons = common.iter().filter_map(|piece| {
        let (outer, holes) = piece.split_first()?;
        Some(Polygon { outer: ring(outer), holes: holes.iter().map(ring).collect() })
    });
    Shape { polygons: polygons.collect() }
}

/// How deep a zone cuts into a lot, in metres: how far the land that they have in common reaches from
/// the zone's line across the lot. A line that is off by as much may not cut the lot at all. Infinite
/// where no line of the zone runs across the lot; 0 where they have nothing in common. Looks at
/// corners and at the middles of edges.
pub(crate) fn metres_deep(lot: &Area, zone: &Area) -> f64 {
    let common = Overlay::from_subj_and_clip(&pieces(lot), &pieces(zone))
        .overlay(OverlayRule::Intersect, FillRule::NonZero);
    let edges: Vec<[Point; 3]> = common
        .iter()
        .flatten()
        .flat_map(|contour| contour.iter().zip(contour.iter().cycle().skip(1)))
        .map(|(from, to)| {
            let middle = Point::new(i64::midpoint(from.x, to.x), i64::midpoint(from.y, to.y));
            [Point::new(from.x, from.y), middle, Point::new(to.x, to.y)]
        })
        .collect();
    let across = |[_, middle, _]: &&[Point; 3]| lot.metres_to_boundary(*middle) > ROUNDED_M;
    let lines: Vec<[Point; 3]> = edges.iter().filter(across).copied().collect();
    let to_line = |point: Point| {
        let each = lines.iter().map(|[from, _, to]| metres_to_edge(point, *from, *to));
        each.fold(f64::INFINITY, f64::min)
    };
    edges.iter().flatten().map(|&point| to_line(point)).fold(0.0, f64::max)
}

/// The area as pieces that neither cross nor overlap, outer rings anticlockwise, holes clockwise.
pub(crate) fn pieces(area: &Area) -> IntShapes<i64> {
    let all: IntShapes<i64> = area.polygons().iter().flat_map(piece).collect();
    if area.polygons().len() == 1 {
        return all;
    }
    Overlay::from_subj(&all).overlay(OverlayRule::Subject, FillRule::NonZero)
}

/// What the outer ring encloses without what the holes enclose.
fn piece(polygon: &Polygon) -> IntShapes<i64> {
    let outer = enclosed(&polygon.outer);
    if polygon.holes.is_empty() {
        return outer;
    }
    let holes: IntShapes<i64> = polygon.holes.iter().flat_map(enclosed).collect();
    Overlay::from_subj_and_clip(&outer, &holes).overlay(OverlayRule::Difference, FillRule::NonZero)
}

fn enclosed(ring: &Ring) -> IntShapes<i64> {
    Overlay::from_subj(&contour(ring)).overlay(OverlayRule::Subject, FillRule::NonZero)
}

/// The size of pieces made by [`pieces`]: whole square millimetres, then m².
pub(crate) fn square_metres(pieces: &IntShapes<i64>) -> f64 {
    let doubled: i128 = pieces
        .iter()
        .flat_map(|piece| {
            let sizes = piece.iter().map(|contour| doubled_square_mm(contour).abs());
            sizes.enumerate().map(|(at, size)| if at == 0 { size } else { -size })
        })
        .sum();
    in_square_metres(doubled)
}

fn common(lot: &IntShapes<i64>, zone: &IntShapes<i64>) -> f64 {
    let common =
        Overlay::from_subj_and_clip(lot, zone).overlay(OverlayRule::Intersect, FillRule::NonZero);
    square_metres(&common)
}

fn contour(ring: &Ring) -> IntContour<i64> {
    ring.points.iter().map(|point| IntPoint::new(point.east_mm, point.north_mm)).collect()
}

fn doubled_square_mm(contour: &IntContour<i64>) -> i128 {
    let next = contour.iter().cycle().skip(1);
    contour
        .iter()
        .zip(next)
        .map(|(a, b)| i128::from(a.x) * i128::from(b.y) - i128::from(b.x) * i128::from(a.y))
        .sum()
}

#[expect(clippy::cast_precision_loss, reason = "an area in m² needs no more than an f64 holds")]
fn in_square_metres(doubled_square_mm: i128) -> f64 {
    doubled_square_mm as f64 / 2e6
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rectangle(west_m: i64, south_m: i64, east_m: i64, north_m: i64) -> Area {
        let at = |east_m: i64, north_m: i64| {
            Point::new(562_000_000 + 1_000 * east_m, 1_821_000_000 + 1_000 * north_m)
        };
        let corners = vec![
            at(west_m, south_m),
            at(east_m, south_m),
            at(east_m, north_m),
            at(west_m, north_m),
        ];
        Area::new(Shape::of_ring(corners)).expect("fit to compute with")
    }

    #[test]
    fn a_lot_across_zones_has_a_share_in_each_and_the_largest_stands_first() {
        let lot = rectangle(0, 0, 10, 10);
        let (street, houses, far) =
            (rectangle(-5, 0, 3, 50), rectangle(3, -20, 60, 60), rectangle(90, 90, 99, 99));
        let shares = zone_shares(&lot, [("street", &street), ("houses", &houses), ("far", &far)]);
        let found: Vec<_> = shares.iter().map(|share| share.zone).collect();
        assert_eq!(found, ["houses", "street"]);
        assert!((shares[0].square_metres - 70.0).abs() < 1e-9);
        assert!((shares[1].share - 0.3).abs() < 1e-12);
    }

    #[test]
    fn slivers_and_neighbours_that_only_touch_are_no_zones_of_a_lot() {
        let lot = rectangle(0, 0, 10, 10);
        let touching = rectangle(10, 0, 20, 10);
        assert_eq!(zone_shares(&lot, [((), &touching)]), []);
        let mut sliver = Shape { polygons: touching.polygons().to_vec() };
        sliver.polygons[0].outer.points[0].east_mm -= 90;
        let sliver = Area::new(sliver).expect("fit to compute with");
        assert_eq!(zone_shares(&lot, [((), &sliver)]), []);
    }

    #[test]
    fn the_depth_of_a_cut_is_how_far_the_land_cut_off_lies_from_the_line() {
        let lot = rectangle(0, 0, 20, 20);
        let near = |found: f64, expected: f64| (found - expected).abs() < 1e-9;
        assert!(near(metres_deep(&lot, &rectangle(-9, -50, 2, 50)), 2.0), "along one side");
        assert!(near(metres_deep(&lot, &rectangle(-50, 8, 50, 12)), 2.0), "right across");
        assert!(near(metres_deep(&lot, &rectangle(-1, -50, 9, 50)), 9.0), "wider than the street");
        assert!(metres_deep(&lot, &rectangle(0, 0, 60, 60)).is_infinite(), "all of it");
        assert!(near(metres_deep(&lot, &rectangle(30, 0, 40, 20)), 0.0), "none of it");
    }

    #[test]
    fn zones_of_overlapping_plans_are_all_named() {
        let lot = rectangle(0, 0, 10, 10);
        let (general, detailed) = (rectangle(-99, -99, 99, 99), rectangle(5, 0, 99, 99));
        let shares = zone_shares(&lot, [(1, &general), (2, &detailed)]);
        assert!((shares[0].share - 1.0).abs() < 1e-12 && shares[0].zone == 1);
        assert!((shares[1].share - 0.5).abs() < 1e-12 && shares[1].zone == 2);
    }

    #[test]
    fn what_two_areas_have_in_common_is_an_area_of_both() {
        let around = rectangle(0, 0, 30, 30);
        let mut ring = Shape { polygons: around.polygons().to_vec() };
        ring.polygons[0].holes.push(rectangle(10, 10, 20, 20).polygons()[0].outer.clone());
        let ring = Area::new(ring).expect("fit to compute with");
        let common = common_shape(&ring, &rectangle(-5, 5, 15, 25));
        let common = Area::new(common).expect("fit to compute with");
        assert!((common.square_metres() - (15.0 * 20.0 - 5.0 * 10.0)).abs() < 1e-9);
        let band = common_shape(&ring, &rectangle(12, -9, 18, 99));
        assert_eq!(band.polygons.len(), 2);
        assert_eq!(common_shape(&ring, &rectangle(30, 0, 40, 30)), Shape::default());
        assert_eq!(common_shape(&ring, &rectangle(12, 12, 18, 18)), Shape::default());
    }
}
