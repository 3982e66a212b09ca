//! Camera alerts: what a camera's model claims to have seen, and what a person concludes from it.
//!
//! An alert is no violation: only the police can fine. A camera that sends nothing is silent, and
//! nobody concludes from silence that nothing happened.

use std::fmt;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use crate::id::{AlertId, CameraId, OperationId};
use crate::incident::{Actor, Position};
use crate::time::Timestamp;
use crate::ward::WardCode;

/// What kind of event a camera reports: `red_light`. Codes that this build does not know are kept.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct AlertKindCode(pub String);

impl fmt::Display for AlertKindCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// Why an alert was dismissed: `misread`. Codes that this build does not know are kept.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct DismissalCode(pub String);

/// A group of the city's AI solutions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AlertGroup {
    /// Giao thông.
    Traffic,
    /// Trật tự đô thị.
    UrbanOrder,
    /// Môi trường.
    Environment,
    /// An ninh.
    Security,
}

/// A kind of event.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct AlertKind {
    /// Code.
    pub code: AlertKindCode,
    /// Vietnamese name.
    pub vi: String,
    /// English name.
    pub en: String,
    /// Its group.
    pub group: AlertGroup,
    /// Whether somebody must go there at once: shown first, and sounded.
    pub urgent: bool,
}

/// A reason to dismiss an alert.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Dismissal {
    /// Code.
    pub code: DismissalCode,
    /// Vietnamese words.
    pub vi: String,
    /// English words.
    pub en: String,
}

/// The reason that says nothing by itself: a note must.
pub const OTHER_REASON: &str = "other";

#[derive(Deserialize)]
struct Table {
    kinds: Vec<AlertKind>,
    dismissals: Vec<Dismissal>,
}

#[expect(clippy::expect_used, reason = "the table is part of the build and a test reads it")]
static TABLE: LazyLock<Table> = LazyLock::new(|| {
    serde_json::from_str(include_str!("../../../assets/reference/alerts.json"))
        .expect("assets/reference/alerts.json is valid")
});

impl AlertKind {
    /// All, in the order people see them.
    pub fn all() -> &'static [AlertKind] {
        &TABLE.kinds
    }

    /// The kind with this code.
    pub fn find(code: &AlertKindCode) -> Option<&'static AlertKind> {
        TABLE.kinds.iter().find(|kind| kind.code == *code)
    }
}

impl Dismissal {
    /// All, in the order people see them.
    pub fn all() -> &'static [Dismissal] {
        &TABLE.dismissals
    }

    /// The reason with this code.
    pub fn find(code: &DismissalCode) -> Option<&'static Dismissal> {
        TABLE.dismissals.iter().find(|dismissal| dismissal.code == *code)
    }
}

/// A camera.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Camera {
    /// Key.
    pub id: CameraId,
    /// The number people read: `CAM-117`.
    pub number: String,
    /// `Lê Lợi – Hùng Vương`
    pub name: String,
    /// Ward.
    pub ward: WardCode,
    /// Where it stands.
    pub position: Position,
    /// Where it looks, degrees clockwise from north; `None` for one that turns.
    pub bearing_deg: Option<u16>,
    /// The model that reads its pictures: `traffic-v4.2`.
    pub model: String,
    /// Until when its calibration holds (evidence without one is worth nothing).
    pub calibrated_until: Option<Timestamp>,
    /// When central last heard of it; `None` if never.
    pub heard_at: Option<Timestamp>,
    /// Since when it is silent; `None` while it sends.
    pub silent_since: Option<Timestamp>,
    /// Whether it is sample data.
    pub sample: bool,
}

/// A picture of an event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Frame {
    /// BLAKE3 of its bytes, in hexadecimal.
    pub hash: String,
    /// When it was taken, milliseconds after the event (before it: negative).
    pub offset_ms: i32,
}

/// What the model marked in the frame of the event. Corner and size in parts of the frame, 0 to 1.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DetectedBox {
    /// What it takes it for: `motorcycle`.
    pub label: String,
    /// How sure it is, 0 to 1.
    pub confidence: f32,
    /// Left edge.
    pub x: f32,
    /// Upper edge.
    pub y: f32,
    /// Width.
    pub width: f32,
    /// Height.
    pub height: f32,
}

/// A number plate as the machine read it. Never corrected; what a person reads stands in the verdict.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PlateReading {
    /// `75-F1 128.45`
    pub text: String,
    /// How sure it is, 0 to 1.
    pub confidence: f32,
}

/// What a person concluded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Finding {
    /// Xác nhận: it is what the model says.
    Confirmed {
        /// The plate as the official reads it, where there is one.
        plate: Option<String>,
    },
    /// Bác bỏ.
    Dismissed {
        /// Why.
        reason: DismissalCode,
        /// More about it; required where the reason is `other`.
        note: String,
    },
}

/// Who concluded what, when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verdict {
    /// The official.
    pub by: Actor,
    /// When, by the laptop's estimate of central's time.
    pub at: Timestamp,
    /// The act itself.
    pub operation: OperationId,
    /// What.
    pub finding: Finding,
}

/// One alert.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Alert {
    /// Key.
    pub id: AlertId,
    /// The number people read: `CA-261120-0117`.
    pub number: String,
    /// The camera.
    pub camera: CameraId,
    /// The ward in which the camera stands.
    pub ward: WardCode,
    /// What the model claims.
    pub kind: AlertKindCode,
    /// When it happened, by the camera's clock.
    pub at: Timestamp,
    /// How sure the model is, 0 to 1.
    pub confidence: f32,
    /// The plate that it read, if any.
    pub plate: Option<PlateReading>,
    /// Pictures, in order of time.
    pub frames: Vec<Frame>,
    /// What it marked.
    pub boxes: Vec<DetectedBox>,
    /// What a person concluded; `None` while nobody has.
    pub verdict: Option<Verdict>,
    /// Whether it is sample data.
    pub sample: bool,
}

impl Alert {
    /// Whether somebody must go there at once. A kind that this build does not know is urgent: nobody
    /// guesses that it can wait.
    pub fn is_urgent(&self) -> bool {
        AlertKind::find(&self.kind).is_none_or(|kind| kind.urgent)
    }

    /// The pictures that it names: the frame nearest to the event, then the others in order of time.
    pub fn pictures(&self) -> Vec<&str> {
        let mut frames: Vec<&Frame> = self.frames.iter().collect();
        frames.sort_by_key(|frame| frame.offset_ms);
        let nearest =
            frames.iter().enumerate().min_by_key(|(_, frame)| frame.offset_ms.unsigned_abs());
        if let Some((at, _)) = nearest {
            frames[..=at].rotate_right(1);
        }
        frames.into_iter().map(|frame| frame.hash.as_str()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_unique_and_named_in_both_languages() {
        let mut codes: Vec<_> = AlertKind::all().iter().map(|kind| &kind.code).collect();
        codes.sort();
        codes.dedup();
        assert_eq!(codes.len(), AlertKind::all().len());
        assert!(AlertKind::all().iter().all(|kind| !kind.vi.is_empty() && !kind.en.is_empty()));
        assert!(Dismissal::find(&DismissalCode("other".to_owned())).is_some());
    }

    #[test]
    fn the_frame_nearest_to_the_event_comes_first() {
        let frame = |offset_ms: i32| Frame { hash: offset_ms.to_string(), offset_ms };
        let mut alert = Alert {
            id: AlertId::from_uuid(uuid::Uuid::from_u128(1)),
            number: String::new(),
            camera: CameraId::from_uuid(uuid::Uuid::from_u128(2)),
            ward: WardCode(19_777),
            kind: AlertKindCode("red_light".to_owned()),
            at: Timestamp::from_ms(0),
            confidence: 0.9,
            plate: None,
            frames: [1_200, -2_000, 40].map(frame).to_vec(),
            boxes: Vec::new(),
            verdict: None,
            sample: true,
        };
        assert_eq!(alert.pictures(), ["40", "-2000", "1200"]);
        alert.frames.clear();
        assert!(alert.pictures().is_empty());
    }
}
