//! How large the map is: metres for a pixel, the ratio, the scale bar, and the city's grid.

use trucban_domain::grid::metres;
use trucban_domain::{Degrees, Grid};

use super::bridge::View;

const EQUATOR_M: f64 = 40_075_016.686;
/// Pixels of the world at zoom 0.
const WORLD_PX: f64 = 512.0;
/// A pixel of the page as style sheets understand it: a 96th of an inch.
const PIXEL_M: f64 = 0.0254 / 96.0;
/// The scale bar is no longer.
const BAR_PX: f64 = 96.0;

/// Metres for each pixel of the page in the middle of the map.
pub fn metres_per_px(view: View) -> f64 {
    EQUATOR_M * view.lat.to_radians().cos() / (WORLD_PX * view.zoom.exp2())
}

/// One to this, rounded to two digits.
pub fn ratio(metres_per_px: f64) -> f64 {
    let exact = metres_per_px / PIXEL_M;
    let digit = 10.0_f64.powf(exact.log10().floor() - 1.0);
    (exact / digit).round() * digit
}

/// The scale bar: its length in pixels and in metres, which is 1, 2 or 5 of a power of ten.
pub fn bar(metres_per_px: f64) -> (f64, f64) {
    let longest = metres_per_px * BAR_PX;
    let power = 10.0_f64.powf(longest.log10().floor());
    let length = [5.0, 2.0].into_iter().map(|step| step * power).find(|it| *it <= longest);
    let length = length.unwrap_or(power);
    (length / metres_per_px, length)
}

/// X (Bắc) and Y (Đông) of a position in the city's grid, metres; `None` far from the city.
pub fn in_grid(lat: f64, lon: f64) -> Option<(f64, f64)> {
    let point = Grid::Hue.point_at(Degrees { lat, lon })?;
    Some((metres(point.north_mm), metres(point.east_mm)))
}

/// What "raw numbers" are: X, then Y, two decimals, without separators.
pub fn raw(north_m: f64, east_m: f64) -> String {
    format!("{north_m:.2} {east_m:.2}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at_zoom(zoom: f64) -> f64 {
        metres_per_px(View { lat: 16.47, lon: 107.59, zoom })
    }

    #[test]
    fn lots_begin_at_about_one_to_five_thousand() {
        let ratio = ratio(at_zoom(trucban_contract::ipc::LOTS_FROM_ZOOM.into()));
        assert!((4_000.0..5_000.0).contains(&ratio), "{ratio}");
    }

    #[test]
    fn the_scale_bar_is_a_round_length_that_fits() {
        for step in 80..=200 {
            let (px, metres) = bar(at_zoom(f64::from(step) / 10.0));
            assert!((38.0..=96.01).contains(&px), "{px}");
            let digit = metres / 10.0_f64.powf((metres * 1.000_1).log10().floor());
            assert!([1.0, 2.0, 5.0].iter().any(|round| (digit - round).abs() < 1e-6), "{metres}");
        }
    }

    #[test]
    fn the_ratio_reads_with_two_digits() {
        assert!((ratio(0.661_5) - 2_500.0).abs() < 1e-6);
        assert!((ratio(26.61) - 100_000.0).abs() < 2_000.0);
    }

    #[test]
    fn the_grid_reads_as_on_paper_north_before_east() {
        let (north, east) = in_grid(16.476_8, 107.596_2).unwrap();
        assert!((1_821_000.0..1_823_500.0).contains(&north), "{north}");
        assert!((563_000.0..564_500.0).contains(&east), "{east}");
        assert_eq!(in_grid(16.0, -107.0), None);
    }

    #[test]
    fn raw_numbers_have_no_separators() {
        assert_eq!(raw(1_821_805.4, 562_010.2), "1821805.40 562010.20");
    }
}
