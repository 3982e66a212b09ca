//! Photos that a person attaches: kept, attached, and how far they are on their way.

use serde::{Deserialize, Serialize};
use trucban_domain::{IncidentId, PhotoFormat, PhotoShows, Timestamp};

use super::outbox::SubjectLine;
use super::{Command, Picture, Saved, Topic};

/// Keeps a photo on this laptop, so that it can be attached. Its bytes travel as the raw body of the
/// call in place of arguments. When it is answered, the photo is checked, cleaned and on disk.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub struct KeepPhoto {}

impl Command for KeepPhoto {
    const NAME: &'static str = "keep_photo";
    type Reply = KeptPhoto;
}

/// A photo that is kept and that no act names yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptPhoto {
    /// BLAKE3 of the bytes as they are sent, in hexadecimal.
    pub hash: String,
    /// The small picture of it, where there is one.
    pub small: Option<Picture>,
    /// What its bytes are.
    pub format: PhotoFormat,
    /// How many they are.
    pub byte_count: u64,
    /// When it was taken, where the camera noted it.
    pub taken_at: Option<Timestamp>,
}

/// Attaches photos that were kept to a report. Works with no network.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AttachPhotos {
    /// To which report.
    pub id: IncidentId,
    /// Which photos, at most twelve.
    pub photos: Vec<ChosenPhoto>,
}

/// A kept photo and what it shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChosenPhoto {
    /// [`KeptPhoto::hash`].
    pub hash: String,
    /// What it shows.
    pub shows: PhotoShows,
}

impl Command for AttachPhotos {
    const NAME: &'static str = "attach_photos";
    const STALE: &'static [Topic] =
        &[Topic::Incidents, Topic::Pictures, Topic::Outbox, Topic::Status];
    type Reply = Saved;
}

/// How a photo of a report stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PhotoStanding {
    /// It came with the report.
    Received,
    /// Attached on this laptop, and on it alone.
    Kept,
    /// On its way from this laptop.
    Sending {
        /// How much of it central has, 0 to 99.
        percent: u8,
    },
    /// Attached elsewhere, and not at central yet.
    Elsewhere,
    /// Attached, and central holds it.
    AtCentral,
}

/// Reads which photos of this laptop wait.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub struct ListPhotos {}

impl Command for ListPhotos {
    const NAME: &'static str = "list_photos";
    type Reply = WaitingPhotos;
}

/// The photos that central does not hold.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct WaitingPhotos {
    /// The photos, in the order in which they go.
    pub photos: Vec<WaitingPhoto>,
    /// How many bytes they and their small pictures have.
    pub byte_count: u64,
    /// How many of these central has.
    pub sent_bytes: u64,
}

/// A photo that central does not hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WaitingPhoto {
    /// BLAKE3 of its bytes, in hexadecimal.
    pub hash: String,
    /// The small picture of it, where there is one.
    pub small: Option<Picture>,
    /// How many bytes it has.
    pub byte_count: u64,
    /// How many of these central has.
    pub sent_bytes: u64,
    /// The report to which it is attached.
    pub subject: Option<SubjectLine>,
    /// The number of the act that attached it.
    pub client_seq: u64,
    /// Whether central accepted that act: its text goes first.
    pub ready: bool,
}
