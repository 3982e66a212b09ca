//! A visit on the spot (kiểm tra hiện trường): what an inspector found at the place of a report.
//!
//! Owns which proof each conclusion needs: one table, asked by the window before it lets a visit be
//! finished, and again where an act is applied. A visit never conflicts: two people may find different
//! things on one day, and both stand in the history. It is no step of the workflow; who is in charge
//! of the report takes those.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::incident::Position;
use crate::photo::{NewPhoto, PhotoShows};
use crate::signature::Signature;
use crate::time::Timestamp;

/// What was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Conclusion {
    /// Không đúng: there is nothing of what was reported.
    NotSo,
    /// Đúng, đã xử lý.
    Handled,
    /// Đúng, chờ kế hoạch: it is so, and waits for works that are planned.
    Planned,
    /// Không tiếp cận được.
    NoAccess,
}

/// What a conclusion may need.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Proof {
    /// At least one photo of the place, before or after.
    Photo,
    /// At least one photo of the place after the work.
    PhotoAfter,
    /// The day by which it is to be done.
    ExpectedDay,
    /// Why, in words.
    Reason,
    /// Where one stood.
    Place,
}

impl Conclusion {
    /// Every conclusion, in the order of their keys.
    pub const ALL: [Self; 4] = [Self::NotSo, Self::Handled, Self::Planned, Self::NoAccess];

    /// The table: what must be there before the visit is finished. Source: the field inspector's offline
    /// answers of the city, each of which names its proof.
    pub const fn needs(self) -> &'static [Proof] {
        match self {
            Self::NotSo => &[Proof::Place, Proof::Photo],
            Self::Handled => &[Proof::Place, Proof::PhotoAfter],
            Self::Planned => &[Proof::Place, Proof::Photo, Proof::ExpectedDay],
            Self::NoAccess => &[Proof::Place, Proof::Reason],
        }
    }

    /// The word of tests and of the page.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NotSo => "not-so",
            Self::Handled => "handled",
            Self::Planned => "planned",
            Self::NoAccess => "no-access",
        }
    }
}

/// Whence a position is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FixSource {
    /// A receiver for satellites.
    Gps,
    /// Đặt bằng tay: typed, or taken from a report.
    ByHand,
}

/// Where somebody stood. Whole numbers, so that two machines never differ in the last digit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Fix {
    /// Latitude, WGS 84, in ten-millionths of a degree.
    pub lat_e7: i32,
    /// Longitude, likewise.
    pub lon_e7: i32,
    /// Radius of uncertainty in metres.
    pub accuracy_m: u32,
    /// Whence it is known.
    pub source: FixSource,
}

const E7: f64 = 1e7;

impl Fix {
    /// A fix at degrees of WGS 84; `None` for what is no position.
    pub fn at(lat: f64, lon: f64, accuracy_m: u32, source: FixSource) -> Option<Self> {
        let fits = lat.abs() <= 90.0 && lon.abs() <= 180.0;
        #[expect(clippy::cast_possible_truncation, reason = "at most 180 times ten million")]
        let e7 = |degrees: f64| (degrees * E7).round() as i32;
        fits.then(|| Self { lat_e7: e7(lat), lon_e7: e7(lon), accuracy_m, source })
    }

    /// As a position.
    pub fn position(self) -> Position {
        #[expect(clippy::cast_precision_loss, reason = "a radius on the ground")]
        let accuracy_m = Some(self.accuracy_m as f32);
        Position { lat: f64::from(self.lat_e7) / E7, lon: f64::from(self.lon_e7) / E7, accuracy_m }
    }

    const fn is_on_earth(self) -> bool {
        self.lat_e7.unsigned_abs() <= 900_000_000 && self.lon_e7.unsigned_abs() <= 1_800_000_000
    }
}

/// What a visit found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Visit {
    /// The conclusion.
    pub conclusion: Conclusion,
    /// What was found, in words, NFC; the reason where the conclusion needs one.
    pub findings: String,
    /// Where one stood.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fix: Option<Fix>,
    /// The day by which it is to be done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expected: Option<Date>,
    /// The photos, at most [`PHOTOS_MAX`](crate::incident::PHOTOS_MAX).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub photos: Vec<NewPhoto>,
    /// The signature of somebody who was there: the head of a block, whoever reported it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signature: Option<Signature>,
}

/// The newest visit to the place of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Visited {
    /// When.
    pub at: Timestamp,
    /// What was found.
    pub conclusion: Conclusion,
}

/// What of the proof is there: the same question for a draft and for a finished visit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Given {
    /// Photos of the place before the work.
    pub before: usize,
    /// Photos of it after the work.
    pub after: usize,
    /// Whether something is written.
    pub words: bool,
    /// Whether a day is named.
    pub day: bool,
    /// Whether it is known where one stood.
    pub place: bool,
}

impl Given {
    /// What `conclusion` needs and is not there, in the order of the table.
    pub fn lacks(self, conclusion: Conclusion) -> Vec<Proof> {
        let there = |proof: Proof| match proof {
            Proof::Photo => self.before + self.after > 0,
            Proof::PhotoAfter => self.after > 0,
            Proof::ExpectedDay => self.day,
            Proof::Reason => self.words,
            Proof::Place => self.place,
        };
        conclusion.needs().iter().copied().filter(|proof| !there(*proof)).collect()
    }
}

impl Visit {
    /// Photos of it that show this.
    pub fn showing(&self, shows: PhotoShows) -> usize {
        self.photos.iter().filter(|photo| photo.shows == shows).count()
    }

    /// What its conclusion needs and is not there.
    pub fn lacks(&self) -> Vec<Proof> {
        let given = Given {
            before: self.showing(PhotoShows::Reported),
            after: self.showing(PhotoShows::Result),
            words: !self.findings.trim().is_empty(),
            day: self.expected.is_some(),
            place: self.fix.is_some_and(Fix::is_on_earth),
        };
        given.lacks(self.conclusion)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_conclusion_names_what_is_missing_and_nothing_else() {
        use Conclusion::{Handled, NoAccess, NotSo, Planned};
        let stood = Given { place: true, ..Given::default() };
        let before = Given { before: 1, ..stood };
        let after = Given { after: 1, ..stood };
        let cases: [(Conclusion, Given, &[Proof]); 10] = [
            (NotSo, stood, &[Proof::Photo]),
            (NotSo, before, &[]),
            (NotSo, after, &[]),
            (Handled, before, &[Proof::PhotoAfter]),
            (Handled, after, &[]),
            (Planned, stood, &[Proof::Photo, Proof::ExpectedDay]),
            (Planned, Given { day: true, ..before }, &[]),
            (NoAccess, before, &[Proof::Reason]),
            (NoAccess, Given { words: true, ..stood }, &[]),
            (NoAccess, Given { words: true, ..Given::default() }, &[Proof::Place]),
        ];
        for (conclusion, given, missing) in cases {
            assert_eq!(given.lacks(conclusion), missing, "{conclusion:?} {given:?}");
        }
    }

    #[test]
    fn a_fix_keeps_a_hand_s_breadth_and_refuses_what_is_no_position() {
        let fix = Fix::at(16.477_123_4, 107.603_219_8, 8, FixSource::Gps).unwrap();
        let back = fix.position();
        assert!((back.lat - 16.477_123_4).abs() < 1e-7 && (back.lon - 107.603_219_8).abs() < 1e-7);
        assert_eq!(back.accuracy_m, Some(8.0));
        for (lat, lon) in [(91.0, 0.0), (0.0, 181.0), (f64::NAN, 0.0), (f64::INFINITY, 1.0)] {
            assert_eq!(Fix::at(lat, lon, 1, FixSource::ByHand), None);
        }
    }
}
