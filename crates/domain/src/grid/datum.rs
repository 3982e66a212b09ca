//! The shift between VN-2000 and WGS 84: "VN-2000 to WGS 84 (2)" of the EPSG register (6960).
//!
//! A Helmert transformation of earth-centred coordinates by seven parameters in the coordinate-frame
//! convention. Both datums use one ellipsoid. Leaving the shift out errs by 225 m in the city.

use super::Degrees;

/// Of the ellipsoid that both datums use (WGS 84).
pub(super) const SEMI_MAJOR_M: f64 = 6_378_137.0;
/// Of the same ellipsoid.
pub(super) const FLATTENING: f64 = 1.0 / 298.257_223_563;

const MOVE_M: [f64; 3] = [-191.904_414_29, -39.303_182_79, -111.450_328_35];
const ROTATION_ARCSECONDS: [f64; 3] = [-0.009_288_36, 0.019_754_79, -0.004_273_72];
const SCALE_PPM: f64 = 0.252_906_278;

/// The VN-2000 latitude and longitude of a position of WGS 84 on the ellipsoid.
pub(super) fn from_wgs84(wgs84: Degrees) -> Degrees {
    let [x, y, z] = earth_centred(wgs84);
    let scale = 1.0 + SCALE_PPM * 1e-6;
    let moved = [x - MOVE_M[0], y - MOVE_M[1], z - MOVE_M[2]];
    // Rotations this small are undone by turning the other way: what is left is a micrometre.
    let [x, y, z] = turned(moved, -1.0);
    geodetic([x / scale, y / scale, z / scale])
}

/// The WGS 84 latitude and longitude of a position of VN-2000 on the ellipsoid.
pub(super) fn to_wgs84(vn2000: Degrees) -> Degrees {
    let scale = 1.0 + SCALE_PPM * 1e-6;
    let [x, y, z] = turned(earth_centred(vn2000), 1.0);
    geodetic([scale * x + MOVE_M[0], scale * y + MOVE_M[1], scale * z + MOVE_M[2]])
}

/// Turns by the rotation of the coordinate frame, or back with `way` -1.
fn turned([x, y, z]: [f64; 3], way: f64) -> [f64; 3] {
    let [rx, ry, rz] =
        ROTATION_ARCSECONDS.map(|arcseconds| way * (arcseconds / 3_600.0).to_radians());
    [x + rz * y - ry * z, -rz * x + y + rx * z, ry * x - rx * y + z]
}

fn eccentricity_squared() -> f64 {
    FLATTENING * (2.0 - FLATTENING)
}

fn earth_centred(at: Degrees) -> [f64; 3] {
    let (sin_lat, cos_lat) = at.lat.to_radians().sin_cos();
    let (sin_lon, cos_lon) = at.lon.to_radians().sin_cos();
    let normal = SEMI_MAJOR_M / (1.0 - eccentricity_squared() * sin_lat * sin_lat).sqrt();
    [
        normal * cos_lat * cos_lon,
        normal * cos_lat * sin_lon,
        normal * (1.0 - eccentricity_squared()) * sin_lat,
    ]
}

/// Bowring's formula: exact to a micrometre this near to the ellipsoid.
fn geodetic([x, y, z]: [f64; 3]) -> Degrees {
    let e2 = eccentricity_squared();
    let semi_minor = SEMI_MAJOR_M * (1.0 - FLATTENING);
    let second_e2 = e2 / (1.0 - e2);
    let from_axis = x.hypot(y);
    let (sin_u, cos_u) = (z * SEMI_MAJOR_M).atan2(from_axis * semi_minor).sin_cos();
    let north = z + second_e2 * semi_minor * sin_u.powi(3);
    let out = from_axis - e2 * SEMI_MAJOR_M * cos_u.powi(3);
    Degrees { lat: north.atan2(out).to_degrees(), lon: y.atan2(x).to_degrees() }
}
