//! What cameras there are and what they report: the data of `cameras.json`.

use std::collections::BTreeMap;

use serde::Deserialize;
use trucban_domain::{AlertKindCode, DismissalCode, WardCode};

use super::super::draw::Draw;

/// Weights of codes.
pub(super) type Weights = BTreeMap<String, u32>;

/// One of the codes, as often as it weighs.
pub(super) fn weighed<'a>(draw: &Draw, weights: &'a Weights) -> Option<&'a String> {
    let all: Vec<(&String, &u32)> = weights.iter().collect();
    draw.weigh(&all, |(_, weight)| **weight).map(|(code, _)| *code)
}

#[derive(Debug, Deserialize)]
pub(in crate::sample) struct Recipe {
    pub(super) first_number: u64,
    pub(super) code: String,
    pub(super) silent: Silent,
    pub(super) calibration: Calibration,
    pub(super) alerts: Alerts,
    pub(super) sorts: Vec<Sort>,
    pub(super) kinds: BTreeMap<String, Kind>,
    pub(super) models: Vec<Model>,
    pub(super) plates: Plates,
    pub(super) verdicts: Verdicts,
    pub(super) dismissals: Vec<Reason>,
    pub(super) wards: Vec<WardCameras>,
}

/// How many alerts there are.
#[derive(Debug, Deserialize)]
pub(super) struct Alerts {
    /// At the real size.
    pub(super) city: u32,
    pub(super) city_days: i64,
    /// Nobody has judged so many yet.
    pub(super) open: [i64; 2],
    /// At least so many of them are urgent.
    pub(super) open_urgent: usize,
}

/// Cameras that send nothing.
#[derive(Debug, Deserialize)]
pub(super) struct Silent {
    pub(super) cameras: usize,
    pub(super) minutes: [i64; 2],
    pub(super) late_after_minutes: i64,
}

/// Cameras that measure need a certificate.
#[derive(Debug, Deserialize)]
pub(super) struct Calibration {
    pub(super) sorts: Vec<String>,
    pub(super) valid_months: i64,
    pub(super) expired_percent: u32,
    pub(super) expires_within_30_days_percent: u32,
}

/// A sort of camera.
#[derive(Debug, Deserialize)]
pub(super) struct Sort {
    pub(super) key: String,
    pub(super) names: Vec<String>,
    pub(super) kinds: Weights,
    /// How many alerts it makes beside others.
    pub(super) alerts: u32,
    pub(super) share: Share,
    /// Whether it turns, and so looks nowhere in particular.
    #[serde(default)]
    pub(super) turns: bool,
}

/// How often a sort is drawn in a ward with streets, and in one without.
#[derive(Debug, Deserialize)]
pub(super) struct Share {
    pub(super) streets: u32,
    pub(super) hamlets: u32,
}

/// A kind of alert.
#[derive(Debug, Deserialize)]
pub(super) struct Kind {
    pub(super) model: String,
    pub(super) hours: Vec<u32>,
    /// From January; all alike if empty.
    #[serde(default)]
    pub(super) months: Vec<u64>,
    /// Hundredths.
    pub(super) confidence: [i64; 2],
    pub(super) plate_percent: u32,
    #[serde(default)]
    pub(super) vehicles: Weights,
}

/// A model that reads pictures, the newest version first.
#[derive(Debug, Deserialize)]
pub(super) struct Model {
    pub(super) key: String,
    pub(super) versions: Vec<Version>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Version {
    pub(super) name: String,
    pub(super) used_for_days: Option<i64>,
    pub(super) false_percent: u32,
}

#[derive(Debug, Deserialize)]
pub(super) struct Plates {
    pub(super) letters: String,
    pub(super) formats: Vec<PlateFormat>,
    pub(super) other_provinces: Vec<Province>,
    pub(super) joined_by: String,
    pub(super) misreads: Misreads,
}

#[derive(Debug, Deserialize)]
pub(super) struct PlateFormat {
    pub(super) vehicles: Vec<String>,
    pub(super) weight: u32,
    pub(super) lines: Vec<String>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Province {
    pub(super) number: String,
    pub(super) weight: u32,
}

/// How a machine misreads.
#[derive(Debug, Deserialize)]
pub(super) struct Misreads {
    pub(super) percent: u32,
    /// Hundredths; a misread plate is read with less.
    pub(super) below_confidence: i64,
    pub(super) pairs: Vec<[char; 2]>,
    pub(super) unreadable_percent: u32,
    pub(super) unreadable_mark: char,
}

/// What people conclude.
#[derive(Debug, Deserialize)]
pub(super) struct Verdicts {
    pub(super) unclear_percent: u32,
    /// What is written beside a reason that says nothing by itself.
    pub(super) unclear_notes: Vec<String>,
    pub(super) open_when_younger_than_hours: i64,
    /// By model.
    pub(super) minutes_until_seen: BTreeMap<String, [f64; 2]>,
}

/// Why an alert is dismissed.
#[derive(Debug, Deserialize)]
pub(super) struct Reason {
    pub(super) code: DismissalCode,
    pub(super) weight: u32,
    pub(super) kinds: Vec<AlertKindCode>,
}

#[derive(Debug, Deserialize)]
pub(super) struct WardCameras {
    pub(super) code: WardCode,
    pub(super) cameras: usize,
    pub(super) named: Vec<Named>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Named {
    pub(super) sort: String,
    pub(super) name: String,
}

impl Recipe {
    /// The sort with this key.
    pub(super) fn sort(&self, key: &str) -> Option<&Sort> {
        self.sorts.iter().find(|sort| sort.key == key)
    }

    /// The version of a model that was in use so many days ago.
    pub(super) fn version(&self, model: &str, days_ago: i64) -> Option<&Version> {
        let model = self.models.iter().find(|it| it.key == model)?;
        let mut until = 0;
        model.versions.iter().find(|version| {
            until += version.used_for_days.unwrap_or(i64::MAX / 2);
            days_ago < until
        })
    }
}
