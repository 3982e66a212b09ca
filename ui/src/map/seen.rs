//! A feature that stands on the map, as the drawing told of it.
//!
//! Reads what the layers of the contract carry; a feature that carries something else is not seen.

use serde::de::DeserializeOwned;
use serde_json::Value;
use trucban_domain::{CameraId, IncidentId};

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
        /// How its deadline looks.
        look: ReportLook,
    },
    /// A camera.
    Camera {
        /// Which.
        id: CameraId,
        /// Its number.
        number: String,
        /// Whether it gives no sign.
        silent: bool,
    },
    /// A lot: `22/80`.
    Lot(String),
    /// A zone of a land use: `ODT`.
    Zone(String),
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
        let what = match layer {
            "report" => What::Report {
                id: parse(&properties["id"])?,
                number: text("number")?,
                look: ReportLook::ALL
                    .into_iter()
                    .find(|look| properties["look"] == look.as_str())?,
            },
            "camera" => What::Camera {
                id: parse(&properties["id"])?,
                number: text("number")?,
                silent: truth(&properties["silent"]),
            },
            "lot" => What::Lot(text("label")?),
            "zone" => What::Zone(text("code")?),
            _ => return None,
        };
        let [lon, lat] = place_in(&geometry["coordinates"])?;
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
        let seen = Seen::read("lot", &json!({ "label": "22/80" }), &geometry).unwrap();
        assert_eq!(seen.what, What::Lot("22/80".to_owned()));
        assert!((seen.lon - 107.1).abs() < 1e-9 && (seen.lat - 16.2).abs() < 1e-9, "{seen:?}");
    }

    #[test]
    fn a_report_is_known_by_its_key_and_its_look() {
        let id = IncidentId::from_slice(&[7; 16]).unwrap();
        let geometry = json!({ "type": "Point", "coordinates": [107.5, 16.5] });
        let properties = json!({ "id": id, "number": "PA-1", "look": "overdue" });
        let seen = Seen::read("report", &properties, &geometry).unwrap();
        let look = ReportLook::Overdue;
        assert_eq!(seen.what, What::Report { id, number: "PA-1".to_owned(), look });
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
