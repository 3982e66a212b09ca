//! Pictures of alerts and reports: what the window knows of one, and where it finds it.

use serde::{Deserialize, Serialize};

use super::Command;

/// A picture. It comes after the row that names it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Picture {
    /// BLAKE3 of its bytes, in hexadecimal; the window shows it from [`Picture::address`].
    pub hash: String,
    /// Whether it is on this laptop.
    pub here: bool,
}

/// Asks for a picture before all others, because somebody looks at it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LookAtPicture {
    /// [`Picture::hash`].
    pub hash: String,
}

impl Command for LookAtPicture {
    const NAME: &'static str = "look_at_picture";
    type Reply = ();
}

/// The scheme under which the shell serves pictures to the window.
pub const PICTURE_SCHEME: &str = "picture";

impl Picture {
    /// Where the window finds it.
    pub fn address(&self) -> String {
        format!("{PICTURE_SCHEME}://localhost/{}", self.hash)
    }
}
