//! The grids against PROJ: points that PROJ 9.5 with the EPSG register 11 computed, and more of them
//! where the data folder is present.

use std::path::PathBuf;

use serde_json::Value;
use trucban_domain::Point;
use trucban_geo::{Degrees, Grid};

const CENTIMETRE_M: f64 = 0.01;
const METRES_PER_DEGREE: f64 = 111_320.0;

/// Latitude, longitude, then easting and northing in one of the grids.
const FROM_PROJ: [(f64, f64, Grid, f64, f64); 12] = [
    (16.4689, 107.5889, Grid::Hue, 562_682.653_7, 1_821_553.725_1),
    (16.235, 108.075, Grid::Hue, 614_725.205_6, 1_795_882.288_5),
    (16.28, 107.23, Grid::Hue, 524_385.575_0, 1_800_573.911_5),
    (16.72, 107.43, Grid::Hue, 545_656.721_0, 1_849_296.728_5),
    (16.4689, 107.5889, Grid::DaNang, 482_604.234_0, 1_821_469.689_7),
    (16.235, 108.075, Grid::DaNang, 534_546.805_6, 1_795_609.099_9),
    (16.28, 107.23, Grid::DaNang, 444_230.253_5, 1_800_631.498_7),
    (16.72, 107.43, Grid::DaNang, 465_682.617_7, 1_849_275.375_4),
    (16.4689, 107.5889, Grid::QuangTri, 642_770.149_4, 1_821_935.031_7),
    (16.235, 108.075, Grid::QuangTri, 694_920.306_0, 1_796_449.155_9),
    (16.28, 107.23, Grid::QuangTri, 604_544.442_3, 1_800_810.502_0),
    (16.72, 107.43, Grid::QuangTri, 625_637.397_1, 1_849_619.331_1),
];

fn metres(mm: i64) -> f64 {
    f64::from(u32::try_from(mm).unwrap()) / 1_000.0
}

#[expect(clippy::cast_possible_truncation, reason = "a grid's millimetres fit")]
fn millimetres(metres: f64) -> i64 {
    (metres * 1_000.0).round() as i64
}

fn agrees(grid: Grid, at: Degrees, east_m: f64, north_m: f64) {
    let point = grid.point_at(at).unwrap();
    let off_m = (metres(point.east_mm) - east_m).hypot(metres(point.north_mm) - north_m);
    assert!(off_m < CENTIMETRE_M, "{grid:?} {at:?}: {off_m} m off");
    let back = grid.degrees_at(Point::new(millimetres(east_m), millimetres(north_m))).unwrap();
    let [north, east] = [back.lat - at.lat, (back.lon - at.lon) * at.lat.to_radians().cos()];
    let off_m = north.hypot(east) * METRES_PER_DEGREE;
    assert!(off_m < CENTIMETRE_M, "{grid:?} {at:?}: {off_m} m off on the way back");
}

#[test]
fn the_grids_agree_with_proj_within_a_centimetre_both_ways() {
    for (lat, lon, grid, east_m, north_m) in FROM_PROJ {
        agrees(grid, Degrees { lat, lon }, east_m, north_m);
    }
}

#[test]
fn leaving_the_datum_shift_out_would_be_noticed() {
    // What PROJ gives for Trường Tiền bridge without the shift.
    let unshifted = Point::new(562_878_096, 1_821_441_690);
    let point = Grid::Hue.point_at(Degrees { lat: 16.4689, lon: 107.5889 }).unwrap();
    let off_m = metres(unshifted.east_mm - point.east_mm)
        .hypot(metres(point.north_mm - unshifted.north_mm));
    assert!((220.0..230.0).contains(&off_m), "{off_m}");
}

#[test]
#[expect(clippy::print_stderr, reason = "a skipped test must say that it was skipped")]
fn every_reference_point_agrees_within_a_centimetre() {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("../../../shared/data/vn2000/vn2000_reference_points.json");
    let Ok(text) = std::fs::read_to_string(&path) else {
        eprintln!("skipped: the reference points are not at {}", path.display());
        return;
    };
    let file: Value = serde_json::from_str(&text).unwrap();
    let mut compared = 0;
    for point in file["points"].as_array().unwrap() {
        let at =
            Degrees { lat: point["lat"].as_f64().unwrap(), lon: point["lon"].as_f64().unwrap() };
        for grid in Grid::ALL {
            let there = &point[format!("EPSG:{}", grid.epsg())];
            if let (Some(east_m), Some(north_m)) = (there["E"].as_f64(), there["N"].as_f64()) {
                agrees(grid, at, east_m, north_m);
                compared += 1;
            }
        }
    }
    assert!(compared >= 10, "only {compared} points were compared");
}
