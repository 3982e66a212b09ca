//! What a lens and a film add to a drawing: darker corners and grain. Whole numbers only, so that
//! every machine gets the same.

use resvg::tiny_skia::Pixmap;

/// How much light the corners lose, in 256ths.
const CORNERS_LOSE: i32 = 36;
/// Grains are this many pixels wide and high, which an encoder keeps cheaply.
const GRAIN_PX: u32 = 2;

/// The picture's colours without transparency, row by row, as the film keeps them.
pub(crate) fn expose(drawing: &Pixmap, grain: u8) -> Vec<u8> {
    let (width, height) = (drawing.width(), drawing.height());
    let half = (i64::from(width) / 2, i64::from(height) / 2);
    let farthest = (half.0 * half.0 + half.1 * half.1).max(1);
    let mut film = Vec::with_capacity(drawing.pixels().len() * 3);
    let places = (0..height).flat_map(|y| (0..width).map(move |x| (x, y)));
    for (pixel, (x, y)) in drawing.pixels().iter().zip(places) {
        let from_middle = (i64::from(x) - half.0, i64::from(y) - half.1);
        let far = from_middle.0 * from_middle.0 + from_middle.1 * from_middle.1;
        let lost = i64::from(CORNERS_LOSE) * far * far / (farthest * farthest);
        let kept = 256 - i32::try_from(lost).unwrap_or(CORNERS_LOSE);
        let speck = speck(x / GRAIN_PX, y / GRAIN_PX, i32::from(grain));
        for colour in [pixel.red(), pixel.green(), pixel.blue()] {
            let light = (i32::from(colour) * kept / 256 + speck).clamp(0, 255);
            film.push(u8::try_from(light).unwrap_or(u8::MAX));
        }
    }
    film
}

/// The grain at a place, from `-grain` to `grain`, most often small.
fn speck(x: u32, y: u32, grain: i32) -> i32 {
    let mut mixed = x.wrapping_mul(0x9E37_79B1) ^ y.wrapping_mul(0x85EB_CA77);
    mixed = (mixed ^ (mixed >> 15)).wrapping_mul(0x2C1B_3C6D);
    mixed = (mixed ^ (mixed >> 12)).wrapping_mul(0x297A_2D39);
    mixed ^= mixed >> 15;
    let [a, b, _, _] = mixed.to_le_bytes();
    (i32::from(a) + i32::from(b) - 255) * grain / 255
}

#[cfg(test)]
mod tests {
    use super::*;
    use resvg::tiny_skia::Color;

    #[test]
    fn corners_are_darker_than_the_middle() {
        let mut drawing = Pixmap::new(64, 36).unwrap();
        drawing.fill(Color::WHITE);
        let film = expose(&drawing, 0);
        let middle = (18 * 64 + 32) * 3;
        assert!(film[0] < film[middle]);
        assert_eq!(film.len(), 64 * 36 * 3);
    }

    #[test]
    fn grain_stays_within_its_measure() {
        let specks: Vec<_> = (0..2_000).map(|n| speck(n % 50, n / 50, 9)).collect();
        assert!(specks.iter().all(|speck| speck.abs() <= 9));
        assert!(specks.iter().any(|speck| speck.abs() >= 6));
    }
}
