//! Camera alerts: the list, one alert with its evidence, the verdict.

use serde::{Deserialize, Serialize};
use trucban_domain::{
    AlertId, AlertKindCode, Camera, CameraId, DetectedBox, DismissalCode, PlateReading, Timestamp,
    Verdict, WardCode,
};

use super::{Command, HistoryItem, LocalReceipt, Picture, Saved, Topic};

/// Reads a stretch of the alerts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListAlerts {
    /// Which.
    pub view: AlertView,
    /// Only of this kind.
    pub kind: Option<AlertKindCode>,
    /// Only in this ward.
    pub ward: Option<WardCode>,
    /// Only of this camera, whatever the kind and the ward.
    pub camera: Option<CameraId>,
    /// Rows to pass over.
    pub offset: u32,
    /// Rows to read, 200 at most.
    pub limit: u32,
}

impl Command for ListAlerts {
    const NAME: &'static str = "list_alerts";
    type Reply = AlertPage;
}

/// Which alerts the list shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AlertView {
    /// Those without a verdict, urgent ones first, then the newest.
    #[default]
    ToSee,
    /// Those with one, the newest verdict first.
    Judged,
}

/// A stretch of the alerts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AlertPage {
    /// Rows of the view under the filter that somebody must go to at once: they come first.
    pub urgent: u32,
    /// Rows of the view under the filter, the urgent ones included.
    pub total: u32,
    /// Alerts without a verdict, whatever the filter.
    pub to_see: u32,
    /// Alerts with one, whatever the filter.
    pub judged: u32,
    /// The rows.
    pub rows: Vec<AlertRow>,
    /// Kinds that have alerts in this view, with how many; for the filter.
    pub kinds: Vec<(AlertKindCode, u32)>,
    /// Wards that have alerts in this view, with how many; for the filter.
    pub wards: Vec<(WardCode, u32)>,
    /// Cameras that are silent, the longest first.
    pub silent: Vec<SilentCamera>,
    /// Cameras in all.
    pub cameras: u32,
    /// Until when central's changes are in.
    pub as_of: Option<Timestamp>,
    /// Estimated time at central.
    pub now: Timestamp,
}

/// A camera that sends nothing. Nobody concludes from it that nothing happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SilentCamera {
    /// Key.
    pub id: CameraId,
    /// `CAM-126`
    pub number: String,
    /// Its name.
    pub name: String,
    /// Ward.
    pub ward: WardCode,
    /// Since when.
    pub since: Timestamp,
}

/// A card of the list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AlertRow {
    /// Key.
    pub id: AlertId,
    /// `CA-261120-0117`
    pub number: String,
    /// What the model claims.
    pub kind: AlertKindCode,
    /// Whether somebody must go there at once.
    pub urgent: bool,
    /// When.
    pub at: Timestamp,
    /// `CAM-117`; empty where the camera is not on this laptop.
    pub camera_number: String,
    /// Its name, or empty.
    pub camera_name: String,
    /// Ward.
    pub ward: WardCode,
    /// How sure the model is, 0 to 1.
    pub confidence: f32,
    /// The plate as the machine read it.
    pub plate: Option<PlateReading>,
    /// Its camera.
    pub camera: CameraId,
    /// The frame nearest to the event.
    pub picture: Option<Picture>,
    /// What the model marked in it.
    pub boxes: Vec<DetectedBox>,
    /// What a person concluded.
    pub verdict: Option<Verdict>,
    /// This laptop's newest act on it that is not settled.
    pub receipt: Option<LocalReceipt>,
    /// Whether the operator may judge it.
    pub may_judge: bool,
}

/// A picture of an event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AlertFrame {
    /// The picture.
    pub picture: Picture,
    /// When it was taken, milliseconds after the event (before it: negative).
    pub offset_ms: i32,
}

/// Reads one alert with its evidence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadAlert {
    /// Which.
    pub id: AlertId,
}

impl Command for ReadAlert {
    const NAME: &'static str = "read_alert";
    type Reply = AlertDetail;
}

/// One alert.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AlertDetail {
    /// Its card.
    pub row: AlertRow,
    /// The camera; `None` where it is not on this laptop.
    pub camera: Option<Camera>,
    /// Its pictures, in order of time.
    pub frames: Vec<AlertFrame>,
    /// What happened to it, newest first.
    pub history: Vec<HistoryItem>,
    /// Estimated time at central.
    pub now: Timestamp,
    /// Whether it is sample data.
    pub sample: bool,
}

/// Confirms an alert. Works with no network.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConfirmAlert {
    /// Which.
    pub id: AlertId,
    /// The plate as the official reads it.
    pub plate: Option<String>,
}

impl Command for ConfirmAlert {
    const NAME: &'static str = "confirm_alert";
    const STALE: &'static [Topic] = &[Topic::Alerts, Topic::Outbox, Topic::Status];
    type Reply = Saved;
}

/// Dismisses an alert with a reason. Works with no network.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DismissAlert {
    /// Which.
    pub id: AlertId,
    /// Why.
    pub reason: DismissalCode,
    /// More about it; required where the reason is `other`.
    pub note: String,
}

impl Command for DismissAlert {
    const NAME: &'static str = "dismiss_alert";
    const STALE: &'static [Topic] = &[Topic::Alerts, Topic::Outbox, Topic::Status];
    type Reply = Saved;
}
