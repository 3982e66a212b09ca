//! Who works here, and how they like to see it: language, theme, size.

use serde::{Deserialize, Serialize};
use trucban_domain::{Role, UnitCode, WardCode};

use super::{Command, Topic};

/// Opens the window: who is enrolled, in which language and theme.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct OpenSession {}

impl Command for OpenSession {
    const NAME: &'static str = "open_session";
    const FIRST: &'static [Topic] = &[Topic::Session];
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

/// Shows everything in this size from now on, and keeps it with language and theme for the next start.
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
    /// Language, theme and size.
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

/// Language, theme and size.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Preferences {
    /// Language.
    #[serde(default)]
    pub language: Language,
    /// Theme.
    #[serde(default)]
    pub theme: Theme,
    /// Zoom.
    #[serde(default)]
    pub size: Zoom,
}

/// How large everything is shown: a step between 80 and 150 percent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(from = "u16", into = "u16")]
pub struct Zoom(u16);

impl Zoom {
    /// Percent, the smallest first.
    const STEPS: [u16; 7] = [80, 90, 100, 110, 125, 140, 150];

    /// Percent of the usual size.
    pub const fn percent(self) -> u16 {
        self.0
    }

    /// The next larger step; the largest stays.
    #[must_use]
    pub fn larger(self) -> Self {
        Self::STEPS.into_iter().find(|step| *step > self.0).map_or(self, Self)
    }

    /// The next smaller step; the smallest stays.
    #[must_use]
    pub fn smaller(self) -> Self {
        Self::STEPS.into_iter().rev().find(|step| *step < self.0).map_or(self, Self)
    }
}

impl Default for Zoom {
    fn default() -> Self {
        Self(100)
    }
}

impl From<u16> for Zoom {
    /// The step nearest to a percentage, whatever was kept.
    fn from(percent: u16) -> Self {
        let nearest = Self::STEPS.into_iter().min_by_key(|step| step.abs_diff(percent));
        nearest.map_or_else(Self::default, Self)
    }
}

impl From<Zoom> for u16 {
    fn from(size: Zoom) -> Self {
        size.0
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn preferences_of_an_older_build_have_the_usual_size_and_an_absurd_one_the_nearest_step() {
        let read = |text| serde_json::from_str::<Preferences>(text).unwrap().size.percent();
        assert_eq!(read(r#"{"language":"en"}"#), 100);
        assert_eq!(read(r#"{"size":65535}"#), 150);
        assert_eq!(read(r#"{"size":0}"#), 80);
    }

    #[test]
    fn steps_end_at_80_and_150_percent() {
        let mut size = Zoom::default();
        for percent in [110, 125, 140, 150, 150] {
            size = size.larger();
            assert_eq!(size.percent(), percent);
        }
        for percent in [140, 125, 110, 100, 90, 80, 80] {
            size = size.smaller();
            assert_eq!(size.percent(), percent);
        }
    }
}
