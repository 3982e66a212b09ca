//! The texts of a sample report: one case with the sentences that belong to it, at one address.

use trucban_domain::CategoryCode;

use super::super::draw::Draw;
use super::super::words::{Case, Category, Place, Words};
use super::arrivals::Arrival;
use super::voice;

/// What people add at length is no longer than this, so that all of it stays readable.
const LONG_CHARS: usize = 480;

/// Where a report happens, in words. House and lane numbers are drawn.
#[derive(Debug, Clone)]
pub(super) struct Spot {
    pub(super) address: String,
    in_hamlet: bool,
    street: String,
    commune: String,
    house: String,
    lane: String,
    hamlet: String,
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

impl About {
    /// The scene that shows what the report says.
    pub(super) fn scene<'w>(&self, words: &'w Words) -> Option<&'w str> {
        let category = words.reports.categories.get(self.case.0)?;
        category.cases.get(self.case.1)?.scene.as_deref()
    }
}

impl Spot {
    /// A street of the place, or a hamlet where the place has no streets left to draw.
    pub(super) fn draw(words: &Words, draw: &Draw, place: &Place) -> Self {
        let named = place.streets.len() + place.hamlets.len();
        let in_hamlet = draw.below(named as u64) >= place.streets.len() as u64;
        let one_of = |names: &[String]| draw.pick(names).cloned().unwrap_or_default();
        let (patterns, street, commune) = if in_hamlet {
            (&words.places.hamlet_patterns, "liên thôn".to_owned(), one_of(&place.hamlets))
        } else {
            (&words.places.street_patterns, one_of(&place.streets), String::new())
        };
        let spot = Self {
            address: String::new(),
            in_hamlet,
            street,
            commune,
            house: draw.between(1, 320).to_string(),
            lane: draw.between(2, 150).to_string(),
            hamlet: draw.between(1, 8).to_string(),
        };
        let pattern = draw.pick(patterns).map_or("", String::as_str);
        Self { address: spot.fill(pattern), ..spot }
    }

    fn fill(&self, text: &str) -> String {
        if !text.contains('{') {
            return text.to_owned();
        }
        text.replace("{duong}", &self.street)
            .replace("{so}", &self.house)
            .replace("{kiet}", &self.lane)
            .replace("{thon}", &self.hamlet)
            .replace("{xa}", &self.commune)
    }

    /// The spot as somebody says it who stands there, or lives there.
    fn said(&self, words: &Words, draw: &Draw, at_home: bool) -> String {
        let voices = &words.voices;
        let spots = match (at_home, self.in_hamlet) {
            (false, false) => &voices.spots_street,
            (false, true) => &voices.spots_hamlet,
            (true, false) => &voices.homes_street,
            (true, true) => &voices.homes_hamlet,
        };
        let spot = draw.pick(spots).map_or("", String::as_str);
        let landmark = draw.pick(&voices.landmarks).map_or("", String::as_str);
        let metres = (draw.between(2, 40) * 5).to_string();
        self.fill(&spot.replace("{moc}", landmark).replace("{met}", &metres))
    }
}

/// Draws what a report at `spot` says.
pub(super) fn about(words: &Words, draw: &Draw, spot: &Spot, arrival: &Arrival) -> Option<About> {
    let recipe = &words.recipe;
    let weights =
        if arrival.flood { &recipe.flood_category_weights } else { &recipe.category_weights };
    let urgent = arrival.urgent;
    let weigh = |category: &Category| {
        let weight = weights.get(&category.code.0).copied().unwrap_or(0);
        let suiting = category.cases.iter().filter(|case| case.urgent == urgent).count();
        if urgent { weight * u32::try_from(suiting).unwrap_or(0) } else { weight }
    };
    let category = draw.weigh(&words.reports.categories, weigh)?;
    let cases: Vec<&Case> = category.cases.iter().filter(|case| case.urgent == urgent).collect();
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
    let category = words.reports.categories.get(at.0)?;
    let case = category.cases.get(at.1)?;
    let hour = draw.pick(&["22 giờ", "23 giờ", "0 giờ"]).copied().unwrap_or_default();
    let fill = |text: &str| spot.fill(&text.replace("{gio}", hour));
    let title = fill(&case.title);
    let body = Body { words, draw, spot, category, case };
    let said = body.say(&title, &fill);
    let hands = &words.recipe.hands;
    let hand = draw.weigh(hands, |share| share.weight)?.hand;
    let body = voice::write(&words.voices, draw, hand, &said);
    Some(About { category: category.code.clone(), title, body, urgent: case.urgent, case: at })
}

/// A description that is being put together.
struct Body<'a> {
    words: &'a Words,
    draw: &'a Draw,
    spot: &'a Spot,
    category: &'a Category,
    case: &'a Case,
}

impl Body<'_> {
    fn say(&self, title: &str, fill: &impl Fn(&str) -> String) -> String {
        let (draw, shares) = (self.draw, &self.words.recipe.sentences_percent);
        if draw.falls(shares.short) {
            return format!("{title}, {}.", self.spot.said(self.words, draw, false));
        }
        let urgent = self.case.urgent;
        let long = draw.falls(shares.long) && !urgent;
        let wants = |percent: u32| long || draw.falls(percent);
        let (since, effects, asks) = self.lists();
        let mut behind: Vec<String> = Vec::new();
        let mut add = |sentences: &[String]| behind.extend(draw.pick(sentences).cloned());
        let says_since = wants(shares.since);
        if says_since {
            add(since);
        }
        if wants(shares.effect) {
            add(effects);
        }
        if !urgent && wants(shares.detail) {
            add(&[self.detail(says_since)]);
        }
        if long {
            behind.extend(self.at_length());
        }
        if wants(shares.ask) {
            behind.extend(draw.pick(asks).cloned());
        }
        // In need, or where it is all that is said, people tell the place.
        let placed = urgent || behind.is_empty() || wants(shares.place);
        let main = draw.pick(&self.case.body).map_or("", String::as_str);
        let mut said = if placed { self.placed(main) } else { main.to_owned() };
        if draw.falls(shares.greeting) {
            let greeting = draw.pick(&self.words.voices.greetings).map_or("", String::as_str);
            said = format!("{greeting} {said}");
        }
        for sentence in behind {
            said.push(' ');
            said.push_str(&sentence);
        }
        fill(&said)
    }

    /// The sentences of the case's kind: since when, what comes of it, what is asked for.
    fn lists(&self) -> (&[String], &[String], &[String]) {
        let (shared, category) = (&self.words.reports, self.category);
        if self.case.urgent {
            let effects = category.urgent_effects.as_ref().unwrap_or(&shared.urgent.effects);
            return (&shared.urgent.since, effects, &shared.urgent.asks);
        }
        let since = category.since.as_ref().unwrap_or(&shared.since);
        let asks = category.asks.as_ref().unwrap_or(&shared.asks);
        (since, &category.effects, asks)
    }

    fn at_home(&self) -> bool {
        self.words.voices.at_home_categories.contains(&self.category.code)
    }

    fn placed(&self, main: &str) -> String {
        let (voices, at_home) = (&self.words.voices, self.at_home());
        let frames = if at_home { &voices.at_home } else { &voices.there };
        let frame = self.draw.pick(frames).map_or("{noi_dung}", String::as_str);
        let spot = self.spot.said(self.words, self.draw, at_home);
        frame
            .replace("{noi_dung}", main)
            .replace("{Cho}", &capital_first(&spot))
            .replace("{cho}", &spot)
    }

    /// A detail; one that says since when only where nothing else does.
    fn detail(&self, says_since: bool) -> String {
        let (draw, voices) = (self.draw, &self.words.voices);
        let tells = !says_since && draw.falls(50);
        let details = if tells { &voices.details_since } else { &voices.details };
        let detail = draw.pick(details).map_or("", String::as_str);
        let clock = format!("{}h{:02}", draw.between(5, 21), draw.between(0, 59));
        let day = draw.pick(&voices.days).map_or("", String::as_str);
        detail
            .replace("{luc}", &clock)
            .replace("{hom}", day)
            .replace("{ngay}", &draw.between(2, 30).to_string())
            .replace("{ho}", &draw.between(3, 40).to_string())
    }

    /// Some people write at length.
    fn at_length(&self) -> Vec<String> {
        let voices = &self.words.voices;
        let all = if self.at_home() { &voices.more_at_home } else { &voices.more };
        let mut left: Vec<&String> = all.iter().collect();
        let mut said: Vec<String> = Vec::new();
        let (mut chars, wanted) = (0, self.draw.between(3, 8));
        while said.len() < usize::try_from(wanted).unwrap_or(0) {
            let Some(next) = self.draw.pick(&left).copied() else { break };
            chars += next.chars().count();
            if chars > LONG_CHARS {
                break;
            }
            left.retain(|other| *other != next);
            said.push(next.clone());
        }
        said
    }
}

fn capital_first(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
