//! A feature that stands on the map, as the drawing told of it.
//!
//! Reads what the layers of the contract carry; a feature that carries something else is not seen.

use serde::de::DeserializeOwned;
use serde_json::Value;
use trucban_domain::{CameraId, Deadline, IncidentId};

/// A feature.
#[derive(Debug, Clone, PartialEq)]
pub struct Seen {
    /// What it is.
    pub what: What,
    /// Latitude of it, or of a place in it.
    pub lat: f64,
    /// Longitude.
    pub lon: f64,
}

/// What a feature is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum What {
    /// A report.
    Report {
        /// Which.
        id: IncidentId,
        /// Its number.
        number: String,
        /// Its title.
        title: String,
        /// How its deadline looks.
        look: ReportLook,
    },
    /// Reports that stand close together.
    Reports(Crowd),
    /// A camera.
    Camera {
        /// Which.
        id: CameraId,
        /// Its number.
        number: String,
        /// Its name.
        name: String,
        /// Whether it gives no sign.
        silent: bool,
    },
    /// Cameras that stand close together.
    Cameras(Crowd),
    /// A lot.
    Lot {
        /// `22/80`
        label: String,
        /// The code of its use.
        land_use: String,
    },
    /// A zone of a land use: `ODT`.
    Zone(String),
}

/// How many stand close together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Crowd {
    /// All of them.
    pub count: u64,
    /// Those that are overdue, or silent.
    pub marked: u64,
}

/// How the deadline of a report looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ReportLook {
    /// Counts by the minute.
    Immediate,
    /// Over.
    Overdue,
    /// Within a working day.
    Soon,
    /// Later.
    Open,
}

impl ReportLook {
    /// All, the most pressing first.
    pub const ALL: [Self; 4] = [Self::Immediate, Self::Overdue, Self::Soon, Self::Open];

    /// How a report of this deadline looks.
    pub fn of(deadline: Deadline) -> Self {
        let word = deadline.on_map();
        Self::ALL.into_iter().find(|look| look.as_str() == word).unwrap_or(Self::Open)
    }

    /// The word of the tiles.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Immediate => "immediate",
            Self::Overdue => "overdue",
            Self::Soon => "soon",
            Self::Open => "open",
        }
    }
}

impl Seen {
    /// Reads a feature of a tile's layer.
    pub fn read(layer: &str, properties: &Value, geometry: &Value) -> Option<Self> {
        let text = |name: &str| properties[name].as_str().map(str::to_owned);
        let crowd = |mark: &str| {
            let (count, marked) = (properties["count"].as_u64()?, properties[mark].as_u64()?);
            Some(Crowd { count, marked })
        };
        let what = match layer {
            "report" => What::Report {
                id: parse(&properties["id"])?,
                number: text("number")?,
                title: text("title")?,
                look: ReportLook::ALL
                    .into_iter()
                    .find(|look| properties["look"] == look.as_str())?,
            },
            "camera" => What::Camera {
                id: parse(&properties["id"])?,
                number: text("number")?,
                name: text("name")?,
                silent: truth(&properties["silent"]),
            },
            "report_cluster" => What::Reports(crowd("overdue")?),
            "camera_cluster" => What::Cameras(crowd("silent")?),
            "lot" => What::Lot { label: text("label")?, land_use: text("use")? },
            "zone" => What::Zone(text("code")?),
            _ => return None,
        };
        let [lon, lat] = match what {
            // It is drawn beside the middle of what it stands for.
            What::Reports(_) | What::Cameras(_) => {
                [properties["lon"].as_f64()?, properties["lat"].as_f64()?]
            }
            _ => place_in(&geometry["coordinates"])?,
        };
        Some(Self { what, lat, lon })
    }
}

fn parse<T: DeserializeOwned>(value: &Value) -> Option<T> {
    serde_json::from_value(value.clone()).ok()
}

fn truth(value: &Value) -> bool {
    value.as_bool().unwrap_or_else(|| value.as_f64().is_some_and(|number| number != 0.0))
}

/// A point of a geometry: itself, or the middle of the corners of its first ring.
fn place_in(coordinates: &Value) -> Option<[f64; 2]> {
    let list = coordinates.as_array()?;
    if list.first()?.is_number() {
        return Some([list.first()?.as_f64()?, list.get(1)?.as_f64()?]);
    }
    if !list.first()?.as_array()?.first()?.is_number() {
        return place_in(list.first()?);
    }
    let mut corners: Vec<[f64; 2]> = list.iter().filter_map(place_in).collect();
    if corners.len() > 1 && corners.first() == corners.last() {
        corners.pop();
    }
    #[expect(clippy::cast_precision_loss, reason = "a ring has few corners")]
    let count = corners.len() as f64;
    let sum = corners.iter().fold([0.0, 0.0], |[x, y], [lon, lat]| [x + lon, y + lat]);
    Some(sum.map(|sum: f64| sum / count))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_lot_is_seen_in_its_middle() {
        let ring =
            json!([[[107.0, 16.0], [107.2, 16.0], [107.2, 16.4], [107.0, 16.4], [107.0, 16.0]]]);
        let geometry = json!({ "type": "Polygon", "coordinates": ring });
        let seen =
            Seen::read("lot", &json!({ "label": "22/80", "use": "ODT" }), &geometry).unwrap();
        let (label, land_use) = ("22/80".to_owned(), "ODT".to_owned());
        assert_eq!(seen.what, What::Lot { label, land_use });
        assert!((seen.lon - 107.1).abs() < 1e-9 && (seen.lat - 16.2).abs() < 1e-9, "{seen:?}");
    }

    #[test]
    fn a_report_is_known_by_its_key_and_its_look() {
        let id = IncidentId::from_slice(&[7; 16]).unwrap();
        let geometry = json!({ "type": "Point", "coordinates": [107.5, 16.5] });
        let properties = json!({ "id": id, "number": "PA-1", "title": "Hố ga", "look": "overdue" });
        let seen = Seen::read("report", &properties, &geometry).unwrap();
        let (number, title) = ("PA-1".to_owned(), "Hố ga".to_owned());
        let look = ReportLook::Overdue;
        assert_eq!(seen.what, What::Report { id, number, title, look });
    }

    #[test]
    fn a_cluster_says_how_many_it_stands_for_and_how_many_of_them_are_late() {
        let geometry = json!({ "type": "Point", "coordinates": [107.5, 16.5] });
        let of = |layer: &str, properties: Value| Seen::read(layer, &properties, &geometry);
        let properties = json!({ "count": 12, "overdue": 3, "lat": 16.4, "lon": 107.6 });
        let seen = of("report_cluster", properties).unwrap();
        assert_eq!(seen.what, What::Reports(Crowd { count: 12, marked: 3 }));
        assert!(seen.lat < 16.45 && seen.lon > 107.55, "it is where its points are: {seen:?}");
        assert_eq!(of("camera_cluster", json!({ "count": 12 })), None);
    }

    #[test]
    fn the_look_of_a_deadline_is_the_one_that_the_tiles_say() {
        for (deadline, look) in [
            (Deadline::Immediate { minutes: 3 }, ReportLook::Immediate),
            (Deadline::Overdue { days: 2 }, ReportLook::Overdue),
            (Deadline::Today, ReportLook::Soon),
            (Deadline::Left { days: 1, soon: true }, ReportLook::Soon),
            (Deadline::Left { days: 2, soon: true }, ReportLook::Open),
            (Deadline::Unknown, ReportLook::Open),
        ] {
            assert_eq!(ReportLook::of(deadline), look, "{deadline:?}");
        }
    }

    #[test]
    fn what_a_layer_should_not_carry_is_not_seen() {
        let geometry = json!({ "type": "Point", "coordinates": [107.5, 16.5] });
        for (layer, properties) in
            [("street", json!({ "name": "Lê Lợi" })), ("report", json!({ "number": "PA-1" }))]
        {
            assert_eq!(Seen::read(layer, &properties, &geometry), None, "{layer}");
        }
    }
}
