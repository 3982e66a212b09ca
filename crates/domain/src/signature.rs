//! Chữ ký: what somebody drew with a pen or a finger, and who that was.
//!
//! It is kept as strokes on a pad, some hundred points, so that it travels in the act that it belongs to and no
//! picture of it has a name of its own. It proves nothing by itself; it says who was there.

use serde::{Deserialize, Serialize};

/// Width and height of the pad, in its own units.
pub const PAD: (u16, u16) = (600, 200);
/// Strokes at most.
pub const STROKES_MAX: usize = 200;
/// Points of all strokes at most: more than a pen makes in a minute.
pub const POINTS_MAX: usize = 4_000;
/// Characters of a name.
pub const SIGNER_MAX_CHARS: usize = 120;

/// A point of the pad: right and down from its upper left corner.
pub type PadPoint = (u16, u16);

/// A drawn signature.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub struct Signature {
    /// Who signed, NFC: a name, and whose: `Nguyễn Văn A, tổ trưởng tổ 5`.
    pub by: String,
    /// What was drawn.
    pub strokes: Vec<Vec<PadPoint>>,
}

impl Signature {
    /// Whether nothing was drawn.
    pub fn is_empty(&self) -> bool {
        self.strokes.iter().all(Vec::is_empty)
    }

    /// Whether something was drawn, inside the pad and within the limits.
    pub fn is_sound(&self) -> bool {
        let inside = |(right, down): &PadPoint| *right <= PAD.0 && *down <= PAD.1;
        !self.is_empty()
            && self.strokes.len() <= STROKES_MAX
            && self.points() <= POINTS_MAX
            && self.strokes.iter().flatten().all(inside)
    }

    /// How many points one more stroke may have.
    pub fn room(&self) -> usize {
        if self.strokes.len() >= STROKES_MAX { 0 } else { POINTS_MAX.saturating_sub(self.points()) }
    }

    fn points(&self) -> usize {
        self.strokes.iter().map(Vec::len).sum()
    }

    /// The strokes as the data of a path of SVG, in units of the pad.
    pub fn path(&self) -> String {
        self.strokes.iter().map(|points| stroke_path(points)).collect()
    }
}

/// A stroke as the data of a path of SVG, in units of the pad. A dot is a stroke of no length.
pub fn stroke_path(points: &[PadPoint]) -> String {
    let Some((first, rest)) = points.split_first() else { return String::new() };
    let lines = rest.iter().map(|(right, down)| format!("L{right} {down}"));
    let lines = if rest.is_empty() { "h0".to_owned() } else { lines.collect() };
    format!("M{} {}{lines}", first.0, first.1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(strokes: Vec<Vec<PadPoint>>) -> Signature {
        Signature { by: "Lê Văn C".to_owned(), strokes }
    }

    #[test]
    fn a_signature_is_something_drawn_inside_the_pad_and_within_the_limits() {
        assert!(drawn(vec![vec![(0, 0), (600, 200)]]).is_sound());
        for strokes in [
            Vec::new(),
            vec![Vec::new()],
            vec![vec![(601, 0)]],
            vec![vec![(0, 201)]],
            vec![vec![(1, 1); POINTS_MAX + 1]],
            vec![vec![(1, 1)]; STROKES_MAX + 1],
        ] {
            assert!(!drawn(strokes).is_sound());
        }
    }

    #[test]
    fn there_is_room_until_a_limit_is_reached() {
        assert_eq!(drawn(Vec::new()).room(), POINTS_MAX);
        assert_eq!(drawn(vec![vec![(1, 1); POINTS_MAX - 1]]).room(), 1);
        assert_eq!(drawn(vec![vec![(1, 1)]; STROKES_MAX]).room(), 0);
    }

    #[test]
    fn strokes_become_a_path_and_a_dot_is_drawn() {
        let path = drawn(vec![vec![(1, 2), (3, 4)], Vec::new(), vec![(5, 6)]]).path();
        assert_eq!(path, "M1 2L3 4M5 6h0");
    }
}
