//! Photos from a phone over the local network, by a code that it reads from the screen.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use trucban_domain::Timestamp;

use super::{Command, KeptPhoto, Language};

/// Opens a link for a phone: this laptop serves a page to its own network for ten minutes. An earlier link
/// ends.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenPhoneLink {
    /// The language of the words.
    pub language: Language,
    /// What the page says, by name: `title`, `choose`, `sending`, `sent`, `not_taken`, `not_sent`,
    /// `no_key`.
    pub words: BTreeMap<String, String>,
}

impl Command for OpenPhoneLink {
    const NAME: &'static str = "open_phone_link";
    type Reply = PhoneLink;
}

/// An open link.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PhoneLink {
    /// Which.
    pub number: u32,
    /// The address, which carries the key that seals photos. For the screen alone.
    pub address: String,
    /// The address as a QR code.
    pub code: DrawnCode,
    /// When it ends by itself.
    pub ends_at: Timestamp,
}

/// A QR code to draw, quiet zone included.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DrawnCode {
    /// Modules of a side.
    pub side: u32,
    /// The dark modules as the data of a path of SVG; a module is one unit wide.
    pub path: String,
}

/// Reads what came over a link.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub struct ReadPhoneLink {
    /// Which.
    pub number: u32,
}

impl Command for ReadPhoneLink {
    const NAME: &'static str = "read_phone_link";
    type Reply = PhonePhotos;
}

/// What came over a link.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PhonePhotos {
    /// Whether it is still open.
    pub open: bool,
    /// The photos, checked, cleaned and on disk, in the order in which they came.
    pub photos: Vec<KeptPhoto>,
}

/// Ends a link, and tells all that came over it: nothing comes after that.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub struct ClosePhoneLink {
    /// Which.
    pub number: u32,
}

impl Command for ClosePhoneLink {
    const NAME: &'static str = "close_phone_link";
    type Reply = PhonePhotos;
}
