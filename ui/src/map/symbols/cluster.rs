//! What stands for many: a white disc with an arc for the share that is overdue, and a dark square for
//! cameras. The count is written over it by the style.

use std::f64::consts::{FRAC_PI_2, TAU};

use super::{EIGHTHS, Mark, NIGHT, Rgba, WHITE, circle, ring, rounded, silence};

const EDGE: Rgba = [0x83, 0x8c, 0x97, 0xff];
const RADIUS: f64 = 14.5;

/// Reports of which so many eighths are overdue.
pub(super) fn reports(eighths: u8, alarm: Rgba) -> Vec<Mark> {
    let mut marks = vec![
        Mark(Box::new(|x, y| circle(x, y, RADIUS + 2.6)), WHITE),
        Mark(Box::new(|x, y| ring(x, y, RADIUS, 0.7)), EDGE),
    ];
    if eighths > 0 {
        let end = TAU * f64::from(eighths) / f64::from(EIGHTHS);
        marks.push(Mark(
            Box::new(move |x, y| ring(x, y, RADIUS, 1.9).max(beyond(x, y, end))),
            alarm,
        ));
    }
    marks
}

/// How far a place of the ring is from an arc that goes clockwise from the top to this angle.
fn beyond(x: f64, y: f64, end: f64) -> f64 {
    if end >= TAU {
        return f64::NEG_INFINITY;
    }
    let angle = (y.atan2(x) + FRAC_PI_2).rem_euclid(TAU);
    let off = if angle <= end { -angle.min(end - angle) } else { (angle - end).min(TAU - angle) };
    off * RADIUS
}

/// Cameras, one of them silent or none.
pub(super) fn cameras(silent: bool) -> Vec<Mark> {
    let mut marks = vec![
        Mark(Box::new(|x, y| rounded(x, y, 14.4, 14.4, 5.4)), WHITE),
        Mark(Box::new(|x, y| rounded(x, y, 13.0, 13.0, 4.2)), NIGHT),
    ];
    if silent {
        marks.extend(silence(12.0));
    }
    marks
}

#[cfg(test)]
mod tests {
    use super::super::{ALARM, draw};
    use super::*;

    #[test]
    fn the_arc_grows_with_the_share_that_is_overdue() {
        let red = |eighths: u8| {
            let picture = draw(&format!("reports-{eighths}-light")).unwrap();
            picture.rgba.chunks(4).filter(|pixel| **pixel == ALARM).count()
        };
        assert_eq!(red(0), 0);
        for eighths in 1..=EIGHTHS {
            assert!(red(eighths) > red(eighths - 1) + 30, "{eighths}");
        }
    }
}
