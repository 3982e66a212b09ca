//! What of a ring or a line lies in a frame: a tile with the strip around it.
//!
//! Rings are cut side by side (Sutherland and Hodgman): a ring that leaves the tile comes back along
//! its edge, out of sight in the strip. Lines fall into the pieces that are inside. Numbers that are
//! not finite never come here.

use super::projection::{BUFFER, EXTENT};

/// Eastward and southward in units of a tile; before projecting, eastward and northward in mm.
pub(super) type Units = [f64; 2];

/// An upright frame.
#[derive(Debug, Clone, Copy)]
pub(super) struct Frame {
    pub(super) low: Units,
    pub(super) high: Units,
}

/// The tile and the strip around it.
pub(super) const DRAWN: Frame =
    Frame { low: [-(BUFFER as f64); 2], high: [(EXTENT + BUFFER) as f64; 2] };

impl Frame {
    /// Whether a point lies in the frame or on its edge.
    pub(super) fn holds(&self, at: Units) -> bool {
        [0, 1].into_iter().all(|axis| (self.low[axis]..=self.high[axis]).contains(&at[axis]))
    }

    /// Cuts a ring (its first point not repeated) in place.
    pub(super) fn cut_ring(&self, points: &mut Vec<Units>, scratch: &mut Vec<Units>) {
        if points.iter().all(|&at| self.holds(at)) {
            return;
        }
        let sides =
            [(0, self.low, 1.0), (0, self.high, -1.0), (1, self.low, 1.0), (1, self.high, -1.0)];
        for (axis, limit, sign) in sides {
            let limit = limit[axis];
            scratch.clear();
            let Some(mut from) = points.last().copied() else {
                return;
            };
            for &to in points.iter() {
                let [was_in, is_in] = [from, to].map(|at| sign * (at[axis] - limit) >= 0.0);
                if was_in != is_in {
                    scratch.push(at_limit(from, to, axis, limit));
                }
                if is_in {
                    scratch.push(to);
                }
                from = to;
            }
            std::mem::swap(points, scratch);
        }
    }

    /// Hands over each piece of a line that lies inside.
    pub(super) fn cut_line(&self, points: &[Units], mut piece: impl FnMut(&mut Vec<Units>)) {
        let mut current: Vec<Units> = Vec::new();
        for pair in points.windows(2) {
            let Some((from, to)) = self.segment(pair[0], pair[1]) else {
                continue;
            };
            if current.last() != Some(&from) {
                if current.len() > 1 {
                    piece(&mut current);
                }
                current.clear();
                current.push(from);
            }
            current.push(to);
        }
        if current.len() > 1 {
            piece(&mut current);
        }
    }

    /// The part of a segment inside (Liang and Barsky).
    fn segment(&self, from: Units, to: Units) -> Option<(Units, Units)> {
        let along = [to[0] - from[0], to[1] - from[1]];
        let (mut enters, mut leaves) = (0.0_f64, 1.0_f64);
        for axis in [0, 1] {
            let (to_low, to_high) = (self.low[axis] - from[axis], self.high[axis] - from[axis]);
            if along[axis] == 0.0 {
                if to_low > 0.0 || to_high < 0.0 {
                    return None;
                }
                continue;
            }
            let (one, two) = (to_low / along[axis], to_high / along[axis]);
            enters = enters.max(one.min(two));
            leaves = leaves.min(one.max(two));
        }
        let at = |part: f64| {
            [0, 1].map(|axis| {
                let value: f64 = from[axis] + part * along[axis];
                value.clamp(self.low[axis], self.high[axis])
            })
        };
        let start = if enters > 0.0 { at(enters) } else { from };
        let end = if leaves < 1.0 { at(leaves) } else { to };
        (enters <= leaves).then_some((start, end))
    }
}

fn at_limit(from: Units, to: Units, axis: usize, limit: f64) -> Units {
    let part = (limit - from[axis]) / (to[axis] - from[axis]);
    let other = 1 - axis;
    let mut at = [limit; 2];
    at[other] = from[other] + part * (to[other] - from[other]);
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    const HIGH: f64 = 4_160.0;

    fn size(ring: &[Units]) -> f64 {
        let next = ring.iter().cycle().skip(1);
        ring.iter().zip(next).map(|(a, b)| a[0] * b[1] - b[0] * a[1]).sum::<f64>().abs() / 2.0
    }

    #[test]
    fn a_ring_around_the_tile_becomes_the_tile_and_one_beside_it_nothing() {
        let mut scratch = Vec::new();
        let mut around = vec![[-1e9, -1e9], [1e9, -1e9], [1e9, 1e9], [-1e9, 1e9]];
        DRAWN.cut_ring(&mut around, &mut scratch);
        assert!(around.iter().all(|&at| DRAWN.holds(at)));
        assert!((size(&around) - (HIGH + 64.0).powi(2)).abs() < 1e-3);
        let mut beside = vec![[5_000.0, 0.0], [6_000.0, 0.0], [6_000.0, 100.0]];
        DRAWN.cut_ring(&mut beside, &mut scratch);
        assert!(beside.is_empty());
    }

    #[test]
    fn a_ring_across_an_edge_keeps_the_part_inside() {
        let mut scratch = Vec::new();
        let mut across =
            vec![[4_000.0, 100.0], [5_000.0, 100.0], [5_000.0, 200.0], [4_000.0, 200.0]];
        DRAWN.cut_ring(&mut across, &mut scratch);
        assert!((size(&across) - 160.0 * 100.0).abs() < 1e-9);
    }

    #[test]
    fn a_line_that_leaves_and_comes_back_is_two_lines() {
        let mut pieces = Vec::new();
        let points =
            [[100.0, 100.0], [100.0, 9_000.0], [300.0, 9_000.0], [300.0, 200.0], [400.0, 200.0]];
        DRAWN.cut_line(&points, |piece| pieces.push(piece.clone()));
        assert_eq!(pieces[0], [[100.0, 100.0], [100.0, HIGH]]);
        assert_eq!(pieces[1], [[300.0, HIGH], [300.0, 200.0], [400.0, 200.0]]);
        assert_eq!(pieces.len(), 2);
        DRAWN.cut_line(&[[-900.0, -900.0], [-900.0, 9_000.0]], |piece| panic!("{piece:?}"));
    }
}
