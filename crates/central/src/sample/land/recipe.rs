//! How the land of the sample city is cut: the data of `land.json`.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Deserialize;
use trucban_domain::{PlanStatus, WardCode};

use super::super::draw::Draw;

/// All of it.
#[derive(Debug, Deserialize)]
pub(in crate::sample) struct Recipe {
    /// The day of the data.
    pub(super) data_on: Date,
    /// Of so many sheets, one has a number twice.
    /// The part of its lots that a ward has in a small city.
    pub(super) least_share: f64,
    pub(super) shown_first: Vec<ShownFirst>,
    pub(super) repeat_every_sheets: u64,
    /// Lots of a sheet.
    pub(super) sheet_lots: [i64; 2],
    pub(super) grains: BTreeMap<String, Grain>,
    pub(super) institutions: BTreeMap<String, Weights>,
    /// A block of this size may have a single user.
    pub(super) institution_m2: [f64; 2],
    /// What lies beyond the settled land.
    pub(super) beyond: BTreeMap<Terrain, Weights>,
    pub(super) names: Names,
    pub(super) plans: Plans,
    pub(super) citadel: Citadel,
    pub(super) wards: Vec<WardLand>,
}

impl Recipe {
    /// The part of its lots that a ward has in a city of a part of the real size. What a small city
    /// shows first shrinks only where the city is even smaller (`small` below 1).
    pub(in crate::sample) fn share(&self, ward: WardCode, part: f64, small: f64) -> f64 {
        let first = self.shown_first.iter().find(|first| first.wards.contains(&ward));
        let least = first.map_or(self.least_share, |first| first.share);
        part.max(least * small.min(1.0)).min(1.0)
    }
}

/// Wards of which a small city has more than of others.
#[derive(Debug, Deserialize)]
pub(super) struct ShownFirst {
    pub(super) wards: Vec<WardCode>,
    pub(super) share: f64,
}

/// How things are called; `{..}` stand for names and numbers.
#[derive(Debug, Deserialize)]
pub(super) struct Names {
    pub(super) lane: String,
    pub(super) house: String,
    pub(super) house_in_lane: String,
    pub(super) village_main: String,
    pub(super) village_street: String,
    pub(super) block: String,
    pub(super) block_changed: String,
    pub(super) roads_of_quarter: String,
}

#[derive(Debug, Deserialize)]
pub(super) struct Plans {
    pub(super) land_use: PlanWords,
    pub(super) earlier: PlanWords,
    pub(super) detailed: PlanWords,
    pub(super) citadel: PlanWords,
    pub(super) amendment: PlanWords,
    pub(super) reserve: PlanWords,
    pub(super) heritage: PlanWords,
}

/// What is known of a plan before it is drawn.
#[derive(Debug, Deserialize)]
pub(super) struct PlanWords {
    pub(super) name: String,
    pub(super) decision: String,
    pub(super) decided_on: Option<Date>,
    pub(super) status: PlanStatus,
    pub(super) scale: u32,
    pub(super) error_mm: u32,
}

/// The citadel: a square with a moat and a wall, and the palace in it.
#[derive(Debug, Deserialize)]
pub(super) struct Citadel {
    pub(super) ward: WardCode,
    /// Degrees, latitude first.
    pub(super) centre: [f64; 2],
    /// Where it faces.
    pub(super) axis: [f64; 2],
    pub(super) side_m: f64,
    pub(super) moat_m: f64,
    pub(super) wall_m: f64,
    /// Width of the streets around the palace.
    pub(super) street_m: f64,
    pub(super) palace: Palace,
    pub(super) buffer_m: f64,
    pub(super) names: CitadelNames,
}

#[derive(Debug, Deserialize)]
pub(super) struct Palace {
    pub(super) centre: [f64; 2],
    pub(super) length_m: f64,
    pub(super) width_m: f64,
    pub(super) moat_m: f64,
}

#[derive(Debug, Deserialize)]
pub(super) struct CitadelNames {
    pub(super) palace: String,
    pub(super) wall: String,
    pub(super) inside: String,
    pub(super) buffer: String,
}

/// Weights of land-use codes.
pub(super) type Weights = BTreeMap<String, u32>;

/// What the country is like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Terrain {
    Town,
    Plain,
    Coast,
    Hills,
    Mountains,
}

#[derive(Debug, Deserialize)]
pub(super) struct WardLand {
    pub(super) code: WardCode,
    pub(super) terrain: Terrain,
    /// Lots at the real size.
    pub(super) lots: u32,
}

/// How fine land of a sort is cut.
#[derive(Debug, Deserialize)]
pub(super) struct Grain {
    /// What its lots are used for.
    pub(super) code: String,
    /// From street to street.
    pub(super) across_m: [f64; 2],
    /// From cross street to cross street.
    pub(super) along_m: [f64; 2],
    pub(super) street_m: [f64; 2],
    pub(super) lane_m: [f64; 2],
    /// Depth of a row of lots.
    pub(super) row_m: [f64; 2],
    /// What a lot is meant to have.
    pub(super) lot_m2: [f64; 2],
    pub(super) least_m2: f64,
    pub(super) most_m2: f64,
    /// So many cross streets in a hundred end at a block.
    pub(super) skip_percent: u32,
}

/// One of the codes, as often as it weighs.
pub(super) fn weighed<'a>(draw: &Draw, weights: &'a Weights) -> Option<&'a str> {
    let all: Vec<(&String, &u32)> = weights.iter().collect();
    draw.weigh(&all, |(_, weight)| **weight).map(|(code, _)| code.as_str())
}

/// A number within a pair.
pub(super) fn within(draw: &Draw, [low, high]: [f64; 2]) -> f64 {
    low + (high - low) * draw.part()
}
