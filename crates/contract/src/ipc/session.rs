//! Who works here, and how they like to see it.

use serde::{Deserialize, Serialize};
use trucban_domain::{Role, UnitCode, WardCode};

use super::{Command, Topic};

/// Opens the window: who is enrolled, in which language and theme.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct OpenSession {}

impl Command for OpenSession {
    const NAME: &'static str = "open_session";
    type Reply = Session;
}

/// Takes an enrolment document in (the text of the file that `trucban-central enroll` wrote).
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Enrol {
    /// The document, JSON.
    pub document: String,
}

impl Command for Enrol {
    const NAME: &'static str = "enrol";
    const STALE: &'static [Topic] =
        &[Topic::Session, Topic::Status, Topic::Incidents, Topic::Outbox];
    type Reply = Session;
}

/// Keeps language and theme for the next start.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SavePreferences {
    /// The new choice.
    pub preferences: Preferences,
}

impl Command for SavePreferences {
    const NAME: &'static str = "save_preferences";
    type Reply = ();
}

/// What the window starts from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Session {
    /// Who is enrolled; `None` on a new laptop.
    pub operator: Option<SignedIn>,
    /// Language and theme.
    pub preferences: Preferences,
    /// Version of the console.
    pub build: String,
}

/// Who is enrolled.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignedIn {
    /// `Trần Thị B`
    pub name: String,
    /// As what.
    pub role: Role,
    /// Wards of the grant; empty for the city desk.
    pub wards: Vec<WardCode>,
    /// The unit for which the operator acts; the window words it: `UBND phường Vỹ Dạ`.
    pub unit: UnitCode,
    /// Whether central holds sample data.
    pub sample: bool,
}

/// Language and theme.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Preferences {
    /// Language.
    #[serde(default)]
    pub language: Language,
    /// Theme.
    #[serde(default)]
    pub theme: Theme,
}

/// Language of the window.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Language {
    /// Tiếng Việt.
    #[default]
    Vi,
    /// English.
    En,
}

/// Theme of the window.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Theme {
    /// Light.
    #[default]
    Light,
    /// Dark.
    Dark,
}
