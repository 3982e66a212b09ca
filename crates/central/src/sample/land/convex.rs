//! Convex pieces of land: what every cell, block and lot is until it is written.
//!
//! Cutting a convex piece along a straight line gives two convex pieces and loses nothing between
//! them, so everything that is made by cutting is a valid ring, and neighbours share their border.
//! Metres from an origin of the ward's own; directions are unit vectors made without angles, as the
//! sine of one machine need not be that of another.

use trucban_domain::{Point, Ring};

/// A place or a direction, in metres east and north.
pub(super) type At = [f64; 2];

/// Corners closer than this are one.
const NEAREST_M: f64 = 0.02;
/// Less is no piece of land.
const LEAST_M2: f64 = 1.0;
/// No border is closer to north or east than this (the sine of about two degrees).
const OFF_AXIS: f64 = 0.035;

pub(super) fn dot(a: At, b: At) -> f64 {
    a[0] * b[0] + a[1] * b[1]
}

pub(super) fn minus(a: At, b: At) -> At {
    [a[0] - b[0], a[1] - b[1]]
}

/// `a` moved `metres` along `direction`.
pub(super) fn along(a: At, direction: At, metres: f64) -> At {
    [a[0] + direction[0] * metres, a[1] + direction[1] * metres]
}

/// A quarter turn to the left.
pub(super) fn left_of(direction: At) -> At {
    [-direction[1], direction[0]]
}

pub(super) fn distance(a: At, b: At) -> f64 {
    let apart = minus(a, b);
    dot(apart, apart).sqrt()
}

pub(super) fn unit(direction: At) -> At {
    let length = dot(direction, direction).sqrt();
    if length > 0.0 { [direction[0] / length, direction[1] / length] } else { [1.0, 0.0] }
}

/// `direction` turned to the left by the angle with this tangent, and away from north and east.
pub(super) fn turned(direction: At, tangent: f64) -> At {
    let direction = unit(along(direction, left_of(direction), tangent));
    if direction[0].abs().min(direction[1].abs()) < OFF_AXIS {
        return unit(along(direction, left_of(direction), 3.0 * OFF_AXIS));
    }
    direction
}

/// A straight line: all places whose product with `normal` is `offset`.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cut {
    pub(super) normal: At,
    pub(super) offset: f64,
}

impl Cut {
    /// The line through `place` in `direction`.
    pub(super) fn through(place: At, direction: At) -> Self {
        let normal = left_of(direction);
        Self { normal, offset: dot(normal, place) }
    }

    /// The line so many metres to the left.
    pub(super) fn moved(self, metres: f64) -> Self {
        Self { offset: self.offset + metres, ..self }
    }

    fn turned_round(self) -> Self {
        Self { normal: [-self.normal[0], -self.normal[1]], offset: -self.offset }
    }

    /// Metres to the left of the line.
    pub(super) fn height(self, place: At) -> f64 {
        dot(self.normal, place) - self.offset
    }
}

/// A convex piece, its corners anticlockwise.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Convex {
    corners: Vec<At>,
}

impl Convex {
    /// The piece with these corners; `None` where they enclose next to nothing.
    pub(super) fn new(corners: Vec<At>) -> Option<Self> {
        let mut kept: Vec<At> = Vec::with_capacity(corners.len());
        for corner in corners {
            if kept.last().is_none_or(|last| distance(*last, corner) >= NEAREST_M) {
                kept.push(corner);
            }
        }
        while kept.len() > 2 && distance(kept[0], kept[kept.len() - 1]) < NEAREST_M {
            kept.pop();
        }
        let piece = Self { corners: kept };
        (piece.corners.len() > 2 && piece.area() >= LEAST_M2).then_some(piece)
    }

    /// The rectangle around `centre`, `length` along `direction` and `width` across.
    pub(super) fn rectangle(centre: At, direction: At, length: f64, width: f64) -> Option<Self> {
        let across = left_of(direction);
        let corner = |way: f64, side: f64| {
            along(along(centre, direction, way * length / 2.0), across, side * width / 2.0)
        };
        Self::new(vec![corner(-1.0, -1.0), corner(1.0, -1.0), corner(1.0, 1.0), corner(-1.0, 1.0)])
    }

    /// Its edges, each from corner to corner.
    pub(super) fn edges(&self) -> impl Iterator<Item = (At, At)> + '_ {
        let next = self.corners.iter().cycle().skip(1);
        self.corners.iter().zip(next).map(|(from, to)| (*from, *to))
    }

    /// Square metres.
    pub(super) fn area(&self) -> f64 {
        let Some(first) = self.corners.first() else { return 0.0 };
        let doubled: f64 = self
            .edges()
            .map(|(from, to)| (minus(from, *first), minus(to, *first)))
            .map(|(from, to)| from[0] * to[1] - from[1] * to[0])
            .sum();
        doubled / 2.0
    }

    /// The middle of its corners.
    #[expect(clippy::cast_precision_loss, reason = "a piece has a few corners")]
    pub(super) fn middle(&self) -> At {
        let all = self.corners.iter().fold([0.0, 0.0], |sum, at| [sum[0] + at[0], sum[1] + at[1]]);
        let count = self.corners.len().max(1) as f64;
        [all[0] / count, all[1] / count]
    }

    /// From the middle to the farthest corner.
    pub(super) fn radius(&self) -> f64 {
        let middle = self.middle();
        self.corners.iter().map(|corner| distance(middle, *corner)).fold(0.0, f64::max)
    }

    /// The direction of its longest edge.
    pub(super) fn lie(&self) -> At {
        let longest = self
            .edges()
            .max_by(|one, two| distance(one.0, one.1).total_cmp(&distance(two.0, two.1)));
        longest.map_or([1.0, 0.0], |(from, to)| unit(minus(to, from)))
    }

    /// From where to where it reaches along a direction.
    pub(super) fn reach(&self, direction: At) -> [f64; 2] {
        let places = self.corners.iter().map(|corner| dot(direction, *corner));
        places.fold([f64::INFINITY, f64::NEG_INFINITY], |[low, high], place| {
            [low.min(place), high.max(place)]
        })
    }

    /// South-western and north-eastern corner of the box around it.
    pub(super) fn bounds(&self) -> [At; 2] {
        let [west, east] = self.reach([1.0, 0.0]);
        let [south, north] = self.reach([0.0, 1.0]);
        [[west, south], [east, north]]
    }

    /// What of it lies to the right of the line, and what to the left.
    pub(super) fn cut(&self, cut: Cut) -> [Option<Self>; 2] {
        [self.right_of(cut), self.right_of(cut.turned_round())]
    }

    /// What of it lies to the right of the line.
    pub(super) fn right_of(&self, cut: Cut) -> Option<Self> {
        let mut kept = Vec::with_capacity(self.corners.len() + 1);
        for (from, to) in self.edges() {
            let (begin, end) = (cut.height(from), cut.height(to));
            if begin <= 0.0 {
                kept.push(from);
            }
            if (begin < 0.0 && end > 0.0) || (begin > 0.0 && end < 0.0) {
                let part = begin / (begin - end);
                kept.push([from[0] + part * (to[0] - from[0]), from[1] + part * (to[1] - from[1])]);
            }
        }
        Self::new(kept)
    }

    /// Cuts a strip of `width` out along the line: what lies to its right, the strip, what lies to
    /// its left.
    pub(super) fn strip(&self, cut: Cut, width: f64) -> [Option<Self>; 3] {
        let [right, rest] = self.cut(cut.moved(-width / 2.0));
        let [strip, left] = rest.map_or([None, None], |rest| rest.cut(cut.moved(width / 2.0)));
        [right, strip, left]
    }

    /// The part of the way from `from` to `to` that lies in it, as parts of the way.
    pub(super) fn passage(&self, from: At, to: At) -> Option<[f64; 2]> {
        let (mut enter, mut leave) = (0.0_f64, 1.0_f64);
        for (start, end) in self.edges() {
            let edge = Cut::through(start, unit(minus(end, start)));
            let (begin, finish) = (edge.height(from), edge.height(to));
            if begin < 0.0 && finish < 0.0 {
                return None;
            }
            if begin < 0.0 {
                enter = enter.max(begin / (begin - finish));
            } else if finish < 0.0 {
                leave = leave.min(begin / (begin - finish));
            }
        }
        (enter < leave).then_some([enter, leave])
    }

    /// Its border in the grid.
    pub(super) fn ring(&self, origin: Point) -> Ring {
        Ring { points: self.corners.iter().map(|corner| point(origin, *corner)).collect() }
    }
}

/// A place in the grid.
#[expect(clippy::cast_possible_truncation, reason = "a ward is far smaller than the range")]
pub(super) fn point(origin: Point, at: At) -> Point {
    let mm = |metres: f64| (metres * 1_000.0).round() as i64;
    Point::new(origin.east_mm + mm(at[0]), origin.north_mm + mm(at[1]))
}

/// A place of the grid in metres from `origin`.
#[expect(clippy::cast_precision_loss, reason = "a ward is far smaller than the range")]
pub(super) fn metres_from(origin: Point, point: Point) -> At {
    [
        (point.east_mm - origin.east_mm) as f64 / 1_000.0,
        (point.north_mm - origin.north_mm) as f64 / 1_000.0,
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rectangle() -> Convex {
        Convex::rectangle([10.0, 20.0], turned([1.0, 0.0], 0.5), 40.0, 30.0).unwrap()
    }

    #[test]
    fn a_cut_loses_nothing() {
        let whole = rectangle();
        let cut = Cut::through([12.0, 17.0], turned([0.3, 0.9], 0.1));
        let parts: f64 = whole.cut(cut).iter().flatten().map(Convex::area).sum();
        assert!((parts - 1_200.0).abs() < 1e-6, "{parts}");
        let parts: f64 = whole.strip(cut, 5.0).iter().flatten().map(Convex::area).sum();
        assert!((parts - 1_200.0).abs() < 1e-6, "{parts}");
    }

    #[test]
    fn no_direction_lies_along_north_or_east() {
        for tangent in [-0.02, 0.0, 0.01, 1.0] {
            for start in [[1.0, 0.0], [0.0, 1.0], [-1.0, 0.001]] {
                let [east, north] = turned(start, tangent);
                assert!(east.abs().min(north.abs()) > 0.0175, "{start:?} {tangent}");
            }
        }
    }

    #[test]
    fn a_way_is_within_where_it_passes() {
        let square = Convex::rectangle([0.0, 0.0], [1.0, 0.0], 10.0, 10.0).unwrap();
        assert_eq!(square.passage([-10.0, 0.0], [10.0, 0.0]), Some([0.25, 0.75]));
        assert_eq!(square.passage([-10.0, 6.0], [10.0, 6.0]), None);
        assert_eq!(square.passage([0.0, 0.0], [1.0, 1.0]), Some([0.0, 1.0]));
    }

    #[test]
    fn what_encloses_nothing_is_no_piece() {
        assert_eq!(Convex::new(vec![[0.0, 0.0], [5.0, 0.0], [10.0, 0.0]]), None);
        assert_eq!(rectangle().right_of(Cut::through([0.0, -500.0], [1.0, 0.0])), None);
    }
}
