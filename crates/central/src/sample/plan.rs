//! Which reports the sample city has, from the newest to the oldest: when, where, about what.
//!
//! Ages are spread evenly by rank rather than drawn one by one, so that a small ward's queue always
//! has new, due and late work whatever the seed. The ward that is shown first gets every tenth
//! report, and the two newest of those are in the immediate process.

use std::collections::HashMap;

use trucban_domain::{Position, Source, Timestamp, WardCode};
use trucban_geo::WardIndex;

use super::draw::Draw;
use super::text::{self, Spot};
use super::words::{Place, Words};

/// Phường Vỹ Dạ: the ward of the demonstration.
pub(super) const SHOWN_WARD: WardCode = WardCode(19777);
/// Every so many reports lie in the shown ward.
pub(super) const SHOWN_EVERY: usize = 10;
/// Minutes since the immediate reports of the shown ward came in, from and to: one that nobody has
/// seen, and one that is being dealt with.
const SHOWN_URGENT: [[i64; 2]; 2] = [[6, 20], [45, 90]];
/// Above 1, more of the reports are recent.
const RECENCY: f64 = 1.1;
const MINUTE_MS: i64 = 60_000;
const HOUR_MS: i64 = 60 * MINUTE_MS;
const DAY_MS: i64 = 24 * HOUR_MS;
const METRES_PER_DEGREE: f64 = 111_195.0;

/// A report before anything happened to it.
#[derive(Debug, Clone)]
pub(super) struct Draft {
    pub(super) rank: usize,
    pub(super) received_at: Timestamp,
    pub(super) ward: WardCode,
    pub(super) source: Source,
    pub(super) about: text::About,
    pub(super) spot: Spot,
    pub(super) position: Option<Position>,
    pub(super) sender: usize,
}

/// Draws `count` reports up to `as_of`, oldest first.
pub(super) fn draft(
    words: &Words,
    draw: &Draw,
    index: &WardIndex,
    count: usize,
    as_of: Timestamp,
) -> Vec<Draft> {
    let mut newer: HashMap<WardCode, Draft> = HashMap::new();
    let mut drafts: Vec<Draft> = (0..count)
        .filter_map(|rank| {
            let shown = rank.is_multiple_of(SHOWN_EVERY).then_some(rank / SHOWN_EVERY);
            let fresh_for = shown.and_then(|nth| SHOWN_URGENT.get(nth));
            let urgent = fresh_for.is_some();
            let received_at = match fresh_for {
                Some([least, most]) => {
                    as_of.plus_ms(-draw.between(least * MINUTE_MS, most * MINUTE_MS))
                }
                None => arrival(words, draw, rank, count, as_of),
            };
            let place = place(words, draw, rank)?;
            let again = newer.get(&place.code).filter(|other| {
                !urgent && !other.about.urgent && is_again(words, draw, other, received_at)
            });
            let draft = match again {
                Some(other) => Draft {
                    rank,
                    received_at,
                    position: other
                        .position
                        .map(|at| nearby(draw, at, words.recipe.duplicates.within_m)),
                    about: text::retell(words, draw, &other.spot, &other.about)?,
                    sender: sender(words, draw),
                    ..other.clone()
                },
                None => fresh(words, draw, index, place, rank, received_at, urgent)?,
            };
            newer.insert(place.code, draft.clone());
            Some(draft)
        })
        .collect();
    drafts.sort_by_key(|draft| (draft.received_at, std::cmp::Reverse(draft.rank)));
    drafts
}

fn arrival(words: &Words, draw: &Draw, rank: usize, count: usize, as_of: Timestamp) -> Timestamp {
    #[expect(clippy::cast_precision_loss, reason = "ranks are far below 2^52")]
    let part = (rank as f64 + draw.part()) / count as f64;
    let span = f64::from(words.recipe.span_days);
    #[expect(clippy::cast_possible_truncation, reason = "a span of days fits")]
    let age_ms = (part.powf(RECENCY) * span * 86_400_000.0) as i64;
    let exact = as_of.plus_ms(-age_ms.max(4 * MINUTE_MS));
    // Today's reports keep their age; older ones come at the hours at which people report.
    if age_ms < DAY_MS {
        return exact;
    }
    let hours: Vec<(i64, u32)> =
        (0..24).zip(words.recipe.reports_per_hour.iter().copied()).collect();
    let hour = draw.weigh(&hours, |(_, weight)| *weight).map_or(9, |(hour, _)| *hour);
    let at = Timestamp::start_of(exact.local().date())
        .plus_ms(hour * HOUR_MS + draw.between(0, HOUR_MS - 1));
    if at < as_of { at } else { exact }
}

fn place<'a>(words: &'a Words, draw: &Draw, rank: usize) -> Option<&'a Place> {
    let places = &words.places.wards;
    if rank.is_multiple_of(SHOWN_EVERY) {
        return places.iter().find(|place| place.code == SHOWN_WARD);
    }
    draw.weigh(places, |place| if place.code == SHOWN_WARD { 0 } else { place.weight })
}

fn is_again(words: &Words, draw: &Draw, other: &Draft, received_at: Timestamp) -> bool {
    let apart = other.received_at.since_ms(received_at).abs();
    let near = apart < i64::from(words.recipe.duplicates.within_hours) * HOUR_MS;
    draw.falls(words.recipe.duplicates.percent) && near
}

fn fresh(
    words: &Words,
    draw: &Draw,
    index: &WardIndex,
    place: &Place,
    rank: usize,
    received_at: Timestamp,
    urgent: bool,
) -> Option<Draft> {
    let spot = Spot::draw(words, draw, place);
    let sources = &words.recipe.sources;
    let doors = [
        (Source::HueS, sources.hue_s),
        (Source::Hotline, sources.hotline),
        (Source::Open311, sources.open311),
        (Source::Console, sources.console),
    ];
    let positions = &words.recipe.position;
    let position = draw.falls(positions.with_position_percent).then(|| {
        let [least, most] = positions.accuracy_m.map(i64::from);
        let accuracy = u16::try_from(draw.between(least, most)).unwrap_or(u16::MAX);
        point_in(index, draw, place.code, f32::from(accuracy))
    });
    Some(Draft {
        rank,
        received_at,
        ward: place.code,
        source: draw.weigh(&doors, |(_, weight)| *weight)?.0,
        about: text::about(words, draw, &spot, urgent)?,
        spot,
        position: position.flatten(),
        sender: sender(words, draw),
    })
}

fn sender(words: &Words, draw: &Draw) -> usize {
    usize::try_from(draw.below(words.people.reporters.len() as u64)).unwrap_or(0)
}

/// A point of the ward: somewhere around the middle, nearer with every miss.
fn point_in(index: &WardIndex, draw: &Draw, code: WardCode, accuracy_m: f32) -> Option<Position> {
    let ward = trucban_domain::Ward::find(code)?;
    let accuracy_m = Some(accuracy_m);
    let middle = Position { lat: ward.lat, lon: ward.lon, accuracy_m };
    let reaches = [3_000.0, 2_500.0, 2_000.0, 1_500.0, 1_200.0, 1_000.0, 700.0, 500.0, 250.0];
    let found = reaches
        .into_iter()
        .map(|reach| moved(draw, middle, reach))
        .find(|at| index.ward_at(at.lat, at.lon) == Some(code));
    Some(found.unwrap_or(middle))
}

fn nearby(draw: &Draw, at: Position, within_m: u32) -> Position {
    moved(draw, at, f64::from(within_m) / 2.0)
}

/// `at`, moved by at most `reach_m` east or west and north or south, to a hundred-thousandth degree.
fn moved(draw: &Draw, at: Position, reach_m: f64) -> Position {
    let step = || (draw.part() * 2.0 - 1.0) * reach_m / METRES_PER_DEGREE;
    let to_metre = |degrees: f64| (degrees * 100_000.0).round() / 100_000.0;
    let (north, east) = (step(), step() / at.lat.to_radians().cos());
    Position { lat: to_metre(at.lat + north), lon: to_metre(at.lon + east), ..at }
}
