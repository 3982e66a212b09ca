//! The words and shares from which the sample city is made. Versioned data beside the code.

use std::collections::BTreeMap;

use serde::Deserialize;
use trucban_domain::{CategoryCode, WardCode};

use crate::error::CentralError;

/// Everything the sample city is made from.
#[derive(Debug)]
pub(super) struct Words {
    pub(super) recipe: Recipe,
    pub(super) reports: Reports,
    pub(super) places: Places,
    pub(super) people: People,
    pub(super) work: Work,
}

#[derive(Debug, Deserialize)]
pub(super) struct Recipe {
    pub(super) first_number: u64,
    pub(super) span_days: u32,
    pub(super) reports_per_hour: Vec<u32>,
    pub(super) sources: Sources,
    pub(super) position: Positions,
    pub(super) states: States,
    pub(super) notes_per_report: Vec<u32>,
    pub(super) duplicates: Duplicates,
    pub(super) category_weights: BTreeMap<String, u32>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Sources {
    pub(super) hue_s: u32,
    pub(super) hotline: u32,
    pub(super) open311: u32,
    pub(super) console: u32,
}

#[derive(Debug, Deserialize)]
pub(super) struct Positions {
    pub(super) with_position_percent: u32,
    pub(super) accuracy_m: [u16; 2],
}

#[derive(Debug, Deserialize)]
pub(super) struct States {
    pub(super) acknowledged_percent: u32,
    pub(super) late_percent: u32,
}

#[derive(Debug, Deserialize)]
pub(super) struct Duplicates {
    pub(super) percent: u32,
    pub(super) within_m: u32,
    pub(super) within_hours: u32,
}

#[derive(Debug, Deserialize)]
pub(super) struct Reports {
    pub(super) since: Vec<String>,
    pub(super) asks: Vec<String>,
    pub(super) urgent: Urgent,
    pub(super) categories: Vec<Category>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Urgent {
    pub(super) since: Vec<String>,
    pub(super) effects: Vec<String>,
    pub(super) asks: Vec<String>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Category {
    pub(super) code: CategoryCode,
    pub(super) effects: Vec<String>,
    pub(super) urgent_effects: Option<Vec<String>>,
    pub(super) since: Option<Vec<String>>,
    pub(super) asks: Option<Vec<String>>,
    pub(super) cases: Vec<Case>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Case {
    pub(super) title: String,
    pub(super) urgent: bool,
    pub(super) body: Vec<String>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Places {
    pub(super) street_patterns: Vec<String>,
    pub(super) hamlet_patterns: Vec<String>,
    pub(super) wards: Vec<Place>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Place {
    pub(super) code: WardCode,
    pub(super) weight: u32,
    pub(super) streets: Vec<String>,
    pub(super) hamlets: Vec<String>,
}

#[derive(Debug, Deserialize)]
pub(super) struct People {
    pub(super) reporters: Vec<Sender>,
    pub(super) officials: Vec<Official>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Sender {
    pub(super) name: String,
    pub(super) phone: String,
    pub(super) email: String,
}

#[derive(Debug, Deserialize)]
pub(super) struct Official {
    pub(super) name: String,
}

#[derive(Debug, Deserialize)]
pub(super) struct Work {
    pub(super) reply_frame: String,
    pub(super) notes: Vec<Line>,
    pub(super) results: Vec<Line>,
}

/// Something an official writes.
#[derive(Debug, Deserialize)]
pub(super) struct Line {
    pub(super) text: String,
    /// What it is about; anything if empty.
    pub(super) categories: Vec<CategoryCode>,
}

impl Line {
    /// The lines that suit a report of `category`.
    pub(super) fn fitting<'a>(lines: &'a [Line], category: &CategoryCode) -> Vec<&'a str> {
        let fits = |line: &&Line| line.categories.is_empty() || line.categories.contains(category);
        lines.iter().filter(fits).map(|line| line.text.as_str()).collect()
    }

    /// Like [`Line::fitting`], the lines for anything only where no other suits.
    pub(super) fn best<'a>(lines: &'a [Line], category: &CategoryCode) -> Vec<&'a str> {
        let own = lines.iter().filter(|line| line.categories.contains(category));
        let own: Vec<&str> = own.map(|line| line.text.as_str()).collect();
        if own.is_empty() { Self::fitting(lines, category) } else { own }
    }
}

macro_rules! asset {
    ($name:literal) => {
        serde_json::from_str(include_str!(concat!("../../../../assets/sample-city/", $name)))
            .map_err(CentralError::SampleWords)
    };
}

impl Words {
    /// Reads what ships with the build.
    pub(super) fn shipped() -> Result<Self, CentralError> {
        Ok(Self {
            recipe: asset!("recipe.json")?,
            reports: asset!("reports.json")?,
            places: asset!("places.json")?,
            people: asset!("people.json")?,
            work: asset!("work.json")?,
        })
    }
}
