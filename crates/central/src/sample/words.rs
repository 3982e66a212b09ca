//! The words and shares from which the sample city is made. Versioned data beside the code.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Deserialize;
use trucban_domain::{CategoryCode, WardCode};

use crate::error::CentralError;

/// Everything the sample city is made from.
#[derive(Debug)]
pub(crate) struct Words {
    pub(in crate::sample) recipe: Recipe,
    pub(in crate::sample) reports: Reports,
    pub(in crate::sample) voices: Voices,
    pub(in crate::sample) places: Places,
    pub(in crate::sample) people: People,
    pub(in crate::sample) work: Work,
    pub(in crate::sample) land: super::land::Recipe,
    pub(in crate::sample) cameras: super::cameras::Recipe,
}

#[derive(Debug, Deserialize)]
pub(in crate::sample) struct Recipe {
    pub(in crate::sample) city_reports: u32,
    pub(in crate::sample) city_days: u32,
    pub(in crate::sample) quick_days: u32,
    pub(in crate::sample) next_number: u64,
    pub(in crate::sample) arrivals: Arrivals,
    pub(in crate::sample) urgent: UrgentShares,
    pub(in crate::sample) sources: Sources,
    pub(in crate::sample) position: Positions,
    pub(in crate::sample) states_percent: StatesPercent,
    pub(in crate::sample) open: Open,
    pub(in crate::sample) notes_per_report: Vec<u32>,
    pub(in crate::sample) duplicates: Duplicates,
    pub(in crate::sample) photos: PhotoShares,
    pub(in crate::sample) anonymous_percent: u32,
    pub(in crate::sample) sentences_percent: Sentences,
    pub(in crate::sample) hands: Vec<HandShare>,
    pub(in crate::sample) category_weights: BTreeMap<String, u32>,
    pub(in crate::sample) flood_category_weights: BTreeMap<String, u32>,
    pub(in crate::sample) handed_over_percent: BTreeMap<String, u32>,
}

/// When reports come in. Percentages change the weight of a day.
#[derive(Debug, Deserialize)]
pub(in crate::sample) struct Arrivals {
    /// Weight of the first and of the last day of the six years.
    pub(in crate::sample) growth: [u64; 2],
    pub(in crate::sample) weekday_percent: [u64; 7],
    pub(in crate::sample) month_percent: [u64; 12],
    pub(in crate::sample) holiday_percent: u64,
    /// A day differs from its like by at most so much.
    pub(in crate::sample) noise_percent: u32,
    pub(in crate::sample) per_hour: Vec<u32>,
    pub(in crate::sample) floods: Vec<Flood>,
}

/// Days of a flood, both included.
#[derive(Debug, Deserialize)]
pub(in crate::sample) struct Flood {
    pub(in crate::sample) from: Date,
    pub(in crate::sample) to: Date,
    pub(in crate::sample) percent: u64,
}

/// How many in a hundred are in the immediate process.
#[derive(Debug, Deserialize)]
pub(in crate::sample) struct UrgentShares {
    pub(in crate::sample) percent: u32,
    /// Between midnight and half past seven, when the desk asks for immediate matters only.
    pub(in crate::sample) night_percent: u32,
    pub(in crate::sample) flood_percent: u32,
}

/// Which reports are still open.
#[derive(Debug, Deserialize)]
pub(in crate::sample) struct Open {
    /// A ward has at most so many, and one more for every so much of its weight.
    pub(in crate::sample) most_in_a_ward: u32,
    pub(in crate::sample) one_more_per_weight: u32,
    /// Of the late ones, so many in a hundred count towards what a ward has open.
    pub(in crate::sample) late_percent: usize,
    /// Of the open ones, so many in a hundred are not late.
    pub(in crate::sample) in_time_percent: usize,
}

/// How many reports in a hundred have a sentence of a kind.
#[derive(Debug, Deserialize)]
pub(in crate::sample) struct Sentences {
    pub(in crate::sample) short: u32,
    pub(in crate::sample) long: u32,
    pub(in crate::sample) greeting: u32,
    pub(in crate::sample) place: u32,
    pub(in crate::sample) since: u32,
    pub(in crate::sample) effect: u32,
    pub(in crate::sample) detail: u32,
    pub(in crate::sample) ask: u32,
}

/// How people write.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(in crate::sample) enum Hand {
    /// As taught at school.
    Plain,
    /// In small letters, with abbreviations.
    Casual,
    /// Without marks.
    Unmarked,
    /// With slips of the pen.
    Slips,
    /// In capitals.
    Capitals,
}

#[derive(Debug, Deserialize)]
pub(in crate::sample) struct HandShare {
    pub(in crate::sample) hand: Hand,
    pub(in crate::sample) weight: u32,
}

/// How citizens frame what they report.
#[derive(Debug, Deserialize)]
pub(in crate::sample) struct Voices {
    pub(in crate::sample) greetings: Vec<String>,
    pub(in crate::sample) spots_street: Vec<String>,
    pub(in crate::sample) spots_hamlet: Vec<String>,
    pub(in crate::sample) homes_street: Vec<String>,
    pub(in crate::sample) homes_hamlet: Vec<String>,
    pub(in crate::sample) landmarks: Vec<String>,
    pub(in crate::sample) there: Vec<String>,
    pub(in crate::sample) at_home: Vec<String>,
    /// The fields in which the place is where the sender lives.
    pub(in crate::sample) at_home_categories: Vec<CategoryCode>,
    pub(in crate::sample) details: Vec<String>,
    /// Details that say since when.
    pub(in crate::sample) details_since: Vec<String>,
    pub(in crate::sample) days: Vec<String>,
    pub(in crate::sample) more: Vec<String>,
    pub(in crate::sample) more_at_home: Vec<String>,
    pub(in crate::sample) abbreviations: Vec<[String; 2]>,
    pub(in crate::sample) slips: Vec<[String; 2]>,
}

#[derive(Debug, Deserialize)]
pub(in crate::sample) struct Sources {
    pub(in crate::sample) hue_s: u32,
    pub(in crate::sample) hotline: u32,
    pub(in crate::sample) open311: u32,
    pub(in crate::sample) console: u32,
}

#[derive(Debug, Deserialize)]
pub(in crate::sample) struct Positions {
    pub(in crate::sample) with_position_percent: u32,
    pub(in crate::sample) accuracy_m: [u16; 2],
}

#[derive(Debug, Deserialize)]
pub(in crate::sample) struct StatesPercent {
    pub(in crate::sample) acknowledged: u32,
    pub(in crate::sample) resulted: u32,
    pub(in crate::sample) returned: u32,
    pub(in crate::sample) extension_asked: u32,
    pub(in crate::sample) sender_asked: u32,
    /// Of the open ones that another unit than the ward's usually gets too.
    pub(in crate::sample) several_units: u32,
    /// Of those closed lately.
    pub(in crate::sample) contested: u32,
    pub(in crate::sample) late: u32,
}

#[derive(Debug, Deserialize)]
pub(in crate::sample) struct Duplicates {
    pub(in crate::sample) percent: u32,
    pub(in crate::sample) within_m: u32,
    pub(in crate::sample) within_hours: u32,
}

/// How many in a hundred reports have photos, of those that a scene shows.
#[derive(Debug, Deserialize)]
pub(in crate::sample) struct PhotoShares {
    /// One that came with the report.
    pub(in crate::sample) percent: u32,
    /// A second one beside it.
    pub(in crate::sample) second_percent: u32,
    /// One of the result, of those that are closed.
    pub(in crate::sample) result_percent: u32,
    /// Photos that say when they were taken.
    pub(in crate::sample) time_known_percent: u32,
    /// How long before it was sent a photo was taken, from and to.
    pub(in crate::sample) minutes_before: [i64; 2],
}

#[derive(Debug, Deserialize)]
pub(in crate::sample) struct Reports {
    pub(in crate::sample) since: Vec<String>,
    pub(in crate::sample) asks: Vec<String>,
    pub(in crate::sample) urgent: Urgent,
    pub(in crate::sample) categories: Vec<Category>,
}

#[derive(Debug, Deserialize)]
pub(in crate::sample) struct Urgent {
    pub(in crate::sample) since: Vec<String>,
    pub(in crate::sample) effects: Vec<String>,
    pub(in crate::sample) asks: Vec<String>,
}

#[derive(Debug, Deserialize)]
pub(in crate::sample) struct Category {
    pub(in crate::sample) code: CategoryCode,
    pub(in crate::sample) effects: Vec<String>,
    pub(in crate::sample) urgent_effects: Option<Vec<String>>,
    pub(in crate::sample) since: Option<Vec<String>>,
    pub(in crate::sample) asks: Option<Vec<String>>,
    pub(in crate::sample) cases: Vec<Case>,
}

#[derive(Debug, Deserialize)]
pub(in crate::sample) struct Case {
    pub(in crate::sample) title: String,
    pub(in crate::sample) urgent: bool,
    /// The scene that shows it; none where nothing was drawn that does.
    pub(in crate::sample) scene: Option<String>,
    pub(in crate::sample) body: Vec<String>,
}

#[derive(Debug, Deserialize)]
pub(in crate::sample) struct Places {
    pub(in crate::sample) street_patterns: Vec<String>,
    pub(in crate::sample) hamlet_patterns: Vec<String>,
    pub(in crate::sample) wards: Vec<Place>,
    /// Names of streets for a town that has more of them than are known.
    pub(in crate::sample) any: Vec<String>,
}

#[derive(Debug, Deserialize)]
pub(in crate::sample) struct Place {
    pub(in crate::sample) code: WardCode,
    pub(in crate::sample) weight: u32,
    pub(in crate::sample) streets: Vec<String>,
    pub(in crate::sample) hamlets: Vec<String>,
}

#[derive(Debug, Deserialize)]
pub(in crate::sample) struct People {
    pub(in crate::sample) reporters: Vec<Sender>,
    pub(in crate::sample) officials: Vec<Official>,
}

#[derive(Debug, Deserialize)]
pub(in crate::sample) struct Sender {
    pub(in crate::sample) name: String,
    pub(in crate::sample) phone: String,
    pub(in crate::sample) email: String,
}

#[derive(Debug, Deserialize)]
pub(in crate::sample) struct Official {
    pub(in crate::sample) name: String,
}

#[derive(Debug, Deserialize)]
pub(in crate::sample) struct Work {
    pub(in crate::sample) reply_frame: String,
    pub(in crate::sample) return_frame: String,
    pub(in crate::sample) extension_reasons: Vec<String>,
    /// What senders are asked.
    pub(in crate::sample) questions: Vec<String>,
    /// What senders say who are not satisfied.
    pub(in crate::sample) objections: Vec<String>,
    pub(in crate::sample) notes: Vec<Line>,
    pub(in crate::sample) results: Vec<Line>,
    pub(in crate::sample) handovers: HandoverWords,
}

/// What officials write when a shift ends.
#[derive(Debug, Deserialize)]
pub(in crate::sample) struct HandoverWords {
    /// About the shift.
    pub(in crate::sample) notes: Vec<String>,
    /// About a report whose sender was promised something.
    pub(in crate::sample) promises: Vec<String>,
}

/// Something an official writes.
#[derive(Debug, Deserialize)]
pub(in crate::sample) struct Line {
    pub(in crate::sample) text: String,
    /// What it is about; anything if empty.
    pub(in crate::sample) categories: Vec<CategoryCode>,
}

impl Line {
    /// The lines that suit a report of `category`.
    pub(in crate::sample) fn fitting<'a>(
        lines: &'a [Line],
        category: &CategoryCode,
    ) -> Vec<&'a str> {
        let fits = |line: &&Line| line.categories.is_empty() || line.categories.contains(category);
        lines.iter().filter(fits).map(|line| line.text.as_str()).collect()
    }

    /// Like [`Line::fitting`], the lines for anything only where no other suits.
    pub(in crate::sample) fn best<'a>(lines: &'a [Line], category: &CategoryCode) -> Vec<&'a str> {
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
    pub(crate) fn shipped() -> Result<Self, CentralError> {
        Ok(Self {
            recipe: asset!("recipe.json")?,
            reports: asset!("reports.json")?,
            voices: asset!("voices.json")?,
            places: asset!("places.json")?,
            people: asset!("people.json")?,
            work: asset!("work.json")?,
            land: asset!("land.json")?,
            cameras: asset!("cameras.json")?,
        })
    }
}
