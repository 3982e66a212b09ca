//! The transverse Mercator projection of VN-2000: Krüger's series to the fourth power of the third
//! flattening, which is good to a tenth of a millimetre over the whole reach of a grid.

use super::datum::{FLATTENING, SEMI_MAJOR_M};

/// Easting of the central meridian.
pub(super) const FALSE_EASTING_M: f64 = 500_000.0;
/// Scale on the central meridian of a three-degree zone.
const SCALE: f64 = 0.999_9;

/// The third flattening.
const N: f64 = FLATTENING / (2.0 - FLATTENING);
const N2: f64 = N * N;
const N3: f64 = N2 * N;
const N4: f64 = N3 * N;

/// Radius of the circle whose circumference is the meridian's, times the scale.
const RADIUS_M: f64 = SCALE * SEMI_MAJOR_M / (1.0 + N) * (1.0 + N2 / 4.0 + N4 / 64.0);

/// From the conformal sphere to the grid.
const ALPHA: [f64; 4] = [
    N / 2.0 - 2.0 * N2 / 3.0 + 5.0 * N3 / 16.0 + 41.0 * N4 / 180.0,
    13.0 * N2 / 48.0 - 3.0 * N3 / 5.0 + 557.0 * N4 / 1_440.0,
    61.0 * N3 / 240.0 - 103.0 * N4 / 140.0,
    49_561.0 * N4 / 161_280.0,
];

/// From the grid to the conformal sphere.
const BETA: [f64; 4] = [
    N / 2.0 - 2.0 * N2 / 3.0 + 37.0 * N3 / 96.0 - N4 / 360.0,
    N2 / 48.0 + N3 / 15.0 - 437.0 * N4 / 1_440.0,
    17.0 * N3 / 480.0 - 37.0 * N4 / 840.0,
    4_397.0 * N4 / 161_280.0,
];

/// Easting and northing in metres of a latitude and of degrees from the central meridian.
pub(super) fn forward(lat: f64, from_meridian: f64) -> [f64; 2] {
    let (sin_lon, cos_lon) = from_meridian.to_radians().sin_cos();
    let conformal = conformal_tangent(lat.to_radians().tan());
    let north = conformal.atan2(cos_lon);
    let east = (sin_lon / conformal.hypot(cos_lon)).asinh();
    let [north, east] = series(north, east, &ALPHA, 1.0);
    [FALSE_EASTING_M + RADIUS_M * east, RADIUS_M * north]
}

/// Latitude and degrees from the central meridian of an easting and northing in metres.
pub(super) fn inverse(east_m: f64, north_m: f64) -> [f64; 2] {
    let [north, east] =
        series(north_m / RADIUS_M, (east_m - FALSE_EASTING_M) / RADIUS_M, &BETA, -1.0);
    let (sin_north, cos_north) = north.sin_cos();
    let hyperbolic = east.sinh();
    let conformal = sin_north / hyperbolic.hypot(cos_north);
    [geodetic_tangent(conformal).atan().to_degrees(), hyperbolic.atan2(cos_north).to_degrees()]
}

/// Krüger's sum of sines, added (`way` 1) or taken away (`way` -1).
fn series(north: f64, east: f64, coefficients: &[f64; 4], way: f64) -> [f64; 2] {
    let (mut north_sum, mut east_sum) = (north, east);
    for (coefficient, order) in coefficients.iter().zip([2.0, 4.0, 6.0, 8.0]) {
        let (sin, cos) = (order * north).sin_cos();
        north_sum += way * coefficient * sin * (order * east).cosh();
        east_sum += way * coefficient * cos * (order * east).sinh();
    }
    [north_sum, east_sum]
}

/// The tangent of the conformal latitude, from that of the geodetic one.
fn conformal_tangent(tangent: f64) -> f64 {
    let e = eccentricity();
    let sigma = (e * (e * tangent / 1.0_f64.hypot(tangent)).atanh()).sinh();
    tangent * 1.0_f64.hypot(sigma) - sigma * 1.0_f64.hypot(tangent)
}

/// Its inverse by Newton's method, which starts so near that three steps leave nothing.
fn geodetic_tangent(conformal: f64) -> f64 {
    let e2 = FLATTENING * (2.0 - FLATTENING);
    let mut tangent = conformal / (1.0 - e2);
    for _ in 0..3 {
        let at = conformal_tangent(tangent);
        let slope = (1.0 - e2) * 1.0_f64.hypot(at) * 1.0_f64.hypot(tangent)
            / (1.0 + (1.0 - e2) * tangent * tangent);
        tangent += (conformal - at) / slope;
    }
    tangent
}

fn eccentricity() -> f64 {
    (FLATTENING * (2.0 - FLATTENING)).sqrt()
}
