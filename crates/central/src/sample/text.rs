//! The texts of a sample report: one case with the sentences that belong to it, at one address.

use trucban_domain::CategoryCode;

use super::draw::Draw;
use super::words::{Case, Category, Place, Words};

/// Where a report happens, in words. House and lane numbers are drawn.
#[derive(Debug, Clone)]
pub(super) struct Spot {
    pub(super) address: String,
    street: String,
    house: String,
    lane: String,
}

/// What a report says.
#[derive(Debug, Clone)]
pub(super) struct About {
    pub(super) category: CategoryCode,
    pub(super) title: String,
    pub(super) body: String,
    pub(super) urgent: bool,
    /// Where its category and its case stand in the lists of words.
    case: (usize, usize),
}

impl Spot {
    /// A street of the place, or a hamlet where the place has no streets left to draw.
    pub(super) fn draw(words: &Words, draw: &Draw, place: &Place) -> Self {
        let named = place.streets.len() + place.hamlets.len();
        let in_hamlet = draw.below(named as u64) >= place.streets.len() as u64;
        let (house, lane) = (draw.between(1, 320).to_string(), draw.between(2, 150).to_string());
        let hamlet = draw.between(1, 8).to_string();
        let (patterns, name, street) = if in_hamlet {
            let commune = draw.pick(&place.hamlets).map_or("", String::as_str);
            (&words.places.hamlet_patterns, commune, "liên thôn")
        } else {
            let street = draw.pick(&place.streets).map_or("", String::as_str);
            (&words.places.street_patterns, "", street)
        };
        let spot = Self { address: String::new(), street: street.to_owned(), house, lane };
        let pattern = draw.pick(patterns).map_or("", String::as_str);
        let address = spot.fill(pattern).replace("{thon}", &hamlet).replace("{xa}", name);
        Self { address, ..spot }
    }

    fn fill(&self, text: &str) -> String {
        text.replace("{duong}", &self.street)
            .replace("{so}", &self.house)
            .replace("{kiet}", &self.lane)
    }
}

/// Draws what a report at `spot` says, an immediate matter where `urgent` asks for one.
pub(super) fn about(words: &Words, draw: &Draw, spot: &Spot, urgent: bool) -> Option<About> {
    let weigh = |category: &Category| {
        let weight = words.recipe.category_weights.get(&category.code.0).copied().unwrap_or(0);
        let immediate = category.cases.iter().filter(|case| case.urgent).count();
        if urgent { weight * u32::try_from(immediate).unwrap_or(0) } else { weight }
    };
    let category = draw.weigh(&words.reports.categories, weigh)?;
    let cases: Vec<&Case> = category.cases.iter().filter(|case| !urgent || case.urgent).collect();
    let case = *draw.pick(&cases)?;
    let at = (
        words.reports.categories.iter().position(|other| std::ptr::eq(other, category))?,
        category.cases.iter().position(|other| std::ptr::eq(other, case))?,
    );
    tell(words, draw, spot, at)
}

/// Draws how somebody else at `spot` says the same.
pub(super) fn retell(words: &Words, draw: &Draw, spot: &Spot, about: &About) -> Option<About> {
    tell(words, draw, spot, about.case)
}

fn tell(words: &Words, draw: &Draw, spot: &Spot, at: (usize, usize)) -> Option<About> {
    let shared = &words.reports;
    let category = shared.categories.get(at.0)?;
    let case = category.cases.get(at.1)?;
    let (since, effects, asks) = if case.urgent {
        let effects = category.urgent_effects.as_ref().unwrap_or(&shared.urgent.effects);
        (&shared.urgent.since, effects, &shared.urgent.asks)
    } else {
        let since = category.since.as_ref().unwrap_or(&shared.since);
        (since, &category.effects, category.asks.as_ref().unwrap_or(&shared.asks))
    };
    let hour = draw.pick(&["22 giờ", "23 giờ", "0 giờ"]).copied().unwrap_or_default();
    let sentences = [&case.body, since, effects, asks];
    let body: Vec<String> = sentences
        .into_iter()
        .filter_map(|sentences| draw.pick(sentences))
        .map(|sentence| spot.fill(sentence).replace("{gio}", hour))
        .collect();
    Some(About {
        category: category.code.clone(),
        title: spot.fill(&case.title).replace("{gio}", hour),
        body: body.join(" "),
        urgent: case.urgent,
        case: at,
    })
}
