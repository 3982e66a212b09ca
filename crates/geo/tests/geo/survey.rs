//! The full survey outlines, read without the crate under test.
//!
//! They are too large to ship and stay in the data folder beside the project. The inside test here
//! counts windings, so that it does not share a mistake with the even-odd rule that it checks.

use std::path::PathBuf;

use serde_json::Value;

/// A ward as surveyed: its rings in degrees, `[longitude, latitude]`.
pub struct SurveyedWard {
    pub code: u32,
    low: [f64; 2],
    high: [f64; 2],
    rings: Vec<Vec<[f64; 2]>>,
}

/// All surveyed wards, or `None` (with a line that says so) where the data folder is absent.
#[expect(clippy::print_stderr, reason = "a skipped test must say that it was skipped")]
pub fn surveyed_wards() -> Option<Vec<SurveyedWard>> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("../../../shared/data/vn-admin/hue_40_units.geojson");
    let Ok(text) = std::fs::read_to_string(&path) else {
        eprintln!("skipped: the full ward outlines are not at {}", path.display());
        return None;
    };
    let collection: Value = serde_json::from_str(&text).unwrap();
    Some(collection["features"].as_array().unwrap().iter().map(SurveyedWard::read).collect())
}

impl SurveyedWard {
    fn read(feature: &Value) -> Self {
        let code = feature["properties"]["code"].as_str().unwrap().parse().unwrap();
        let polygons: Vec<Vec<Vec<[f64; 2]>>> =
            serde_json::from_value(feature["geometry"]["coordinates"].clone()).unwrap();
        let rings: Vec<Vec<[f64; 2]>> = polygons.into_iter().flatten().collect();
        let nothing = ([f64::INFINITY; 2], [f64::NEG_INFINITY; 2]);
        let (low, high) = rings.iter().flatten().fold(nothing, |(low, high), &[lon, lat]| {
            ([low[0].min(lon), low[1].min(lat)], [high[0].max(lon), high[1].max(lat)])
        });
        Self { code, low, high, rings }
    }

    /// The south-western and north-eastern corners of the box around the ward.
    pub fn corners(&self) -> [[f64; 2]; 2] {
        [self.low, self.high]
    }

    /// Whether the rings wind around the point.
    pub fn holds(&self, lat: f64, lon: f64) -> bool {
        if lon < self.low[0] || lat < self.low[1] || lon > self.high[0] || lat > self.high[1] {
            return false;
        }
        let winding: i32 = self.edges().map(|(from, to)| turn(from, to, lat, lon)).sum();
        winding != 0
    }

    /// Metres from the point to the nearest border.
    pub fn metres_to_border(&self, lat: f64, lon: f64) -> f64 {
        let east = 111_320.0 * lat.to_radians().cos();
        let place = |[x, y]: [f64; 2]| ((x - lon) * east, (y - lat) * 110_600.0);
        self.edges()
            .map(|(from, to)| {
                let ((x1, y1), (x2, y2)) = (place(from), place(to));
                let (dx, dy) = (x2 - x1, y2 - y1);
                let part = -(x1 * dx + y1 * dy) / (dx * dx + dy * dy).max(f64::MIN_POSITIVE);
                let part = part.clamp(0.0, 1.0);
                (x1 + part * dx).hypot(y1 + part * dy)
            })
            .fold(f64::INFINITY, f64::min)
    }

    fn edges(&self) -> impl Iterator<Item = ([f64; 2], [f64; 2])> + '_ {
        self.rings.iter().flat_map(|ring| ring.windows(2).map(|pair| (pair[0], pair[1])))
    }
}

/// +1 for an upward edge with the point to its left, -1 for a downward one to its right, else 0.
fn turn(from: [f64; 2], to: [f64; 2], lat: f64, lon: f64) -> i32 {
    let side = (to[0] - from[0]) * (lat - from[1]) - (lon - from[0]) * (to[1] - from[1]);
    if from[1] <= lat && to[1] > lat && side > 0.0 {
        1
    } else if from[1] > lat && to[1] <= lat && side < 0.0 {
        -1
    } else {
        0
    }
}
