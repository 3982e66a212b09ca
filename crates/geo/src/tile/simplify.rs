//! Leaves out what a tile cannot show: points within half a unit of the line without them, and
//! points that fall on the same unit as the one before.
//!
//! Long outlines are gone through in stretches, so that no outline takes quadratic time.

use super::clip::Units;

/// How far a line may move by leaving points out, in units.
const TOLERANCE: f64 = 0.5;
/// Points in a stretch; its ends always stay.
const STRETCH: usize = 256;

/// A corner on the tile's grid.
pub(super) type Corner = [i32; 2];

/// What stays of a line, and room that is used again for the next one.
#[derive(Debug, Default)]
pub(super) struct Simplified {
    pub(super) corners: Vec<Corner>,
    open: Vec<(usize, usize)>,
}

impl Simplified {
    /// Keeps the corners that stay of a line.
    pub(super) fn line(&mut self, points: &[Units]) {
        self.corners.clear();
        let Some(&first) = points.first() else {
            return;
        };
        self.push(first);
        let mut start = 0;
        while start + 1 < points.len() {
            let end = (start + STRETCH).min(points.len() - 1);
            self.keep_between(&points[start..=end]);
            self.push(points[end]);
            start = end;
        }
    }

    /// Keeps the corners that stay of a ring, the first not repeated.
    pub(super) fn ring(&mut self, points: &mut Vec<Units>) {
        points.extend(points.first().copied());
        self.line(points);
        if self.corners.len() > 1 && self.corners.first() == self.corners.last() {
            self.corners.pop();
        }
    }

    /// Keeps what must stay between the first and the last point (Douglas and Peucker).
    fn keep_between(&mut self, points: &[Units]) {
        self.open.push((0, points.len() - 1));
        while let Some((from, to)) = self.open.pop() {
            let farthest = (from + 1..to)
                .map(|at| (at, distance(points[at], points[from], points[to])))
                .max_by(|one, two| one.1.total_cmp(&two.1));
            match farthest {
                Some((at, far)) if far > TOLERANCE => {
                    self.open.push((at, to));
                    self.open.push((from, at));
                }
                _ if from > 0 => self.push(points[from]),
                _ => {}
            }
        }
    }

    fn push(&mut self, at: Units) {
        let corner = rounded(at);
        if self.corners.last() != Some(&corner) {
            self.corners.push(corner);
        }
    }
}

fn distance(point: Units, from: Units, to: Units) -> f64 {
    let along = [to[0] - from[0], to[1] - from[1]];
    let off = [point[0] - from[0], point[1] - from[1]];
    let squared = along[0] * along[0] + along[1] * along[1];
    let part = if squared > 0.0 {
        ((off[0] * along[0] + off[1] * along[1]) / squared).clamp(0.0, 1.0)
    } else {
        0.0
    };
    (off[0] - part * along[0]).hypot(off[1] - part * along[1])
}

#[expect(clippy::cast_possible_truncation, reason = "clipped to the tile before")]
pub(super) fn rounded(at: Units) -> Corner {
    at.map(|value| value.round() as i32)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn points_that_a_tile_cannot_show_are_left_out() {
        let mut kept = Simplified::default();
        kept.line(&[[0.0, 0.0], [10.0, 0.3], [20.0, -0.2], [30.0, 0.0]]);
        assert_eq!(kept.corners, [[0, 0], [30, 0]]);
        kept.line(&[[0.0, 0.0], [10.0, 0.9], [20.0, 0.0]]);
        assert_eq!(kept.corners, [[0, 0], [10, 1], [20, 0]]);
        kept.line(&[[1.0, 1.0], [1.2, 0.9]]);
        assert_eq!(kept.corners, [[1, 1]]);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn every_point_stays_within_a_unit_and_a_half_of_what_is_drawn(
            steps in prop::collection::vec((-3.0_f64..3.0, -3.0_f64..3.0), 2..400),
        ) {
            let mut at = [2_000.0, 2_000.0];
            let points: Vec<Units> = steps
                .iter()
                .map(|step| {
                    at = [at[0] + step.0, at[1] + step.1];
                    at
                })
                .collect();
            let mut kept = Simplified::default();
            kept.line(&points);
            let drawn: Vec<Units> = kept.corners.iter().map(|it| it.map(f64::from)).collect();
            for point in points {
                let alone = (drawn[0], drawn[0]);
                let off = drawn
                    .windows(2)
                    .map(|pair| (pair[0], pair[1]))
                    .chain([alone])
                    .map(|(from, to)| distance(point, from, to))
                    .fold(f64::INFINITY, f64::min);
                prop_assert!(off < 1.5, "{off} at {point:?}");
            }
        }
    }
}
