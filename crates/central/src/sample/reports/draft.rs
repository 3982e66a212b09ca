//! What a report is about and where, before anything happened to it.

use trucban_domain::{Position, Source, Timestamp, UnitCode, Ward, WardCode};
use trucban_geo::WardIndex;

use super::super::City;
use super::super::draw::Draw;
use super::super::words::Words;
use super::arrivals::{Arrival, Part};
use super::story::proposed;
use super::text::{self, Spot};

const HOUR_MS: i64 = 60 * 60 * 1000;
/// Degrees are counted in plain steps of the city's latitude, so that every machine gets the same.
const METRES_PER_DEGREE_NORTH: f64 = 110_650.0;
const METRES_PER_DEGREE_EAST: f64 = 106_750.0;

/// A report before anything happened to it.
#[derive(Debug, Clone)]
pub(super) struct Draft {
    pub(super) received_at: Timestamp,
    pub(super) ward: WardCode,
    pub(super) source: Source,
    pub(super) about: text::About,
    pub(super) spot: Spot,
    pub(super) position: Option<Position>,
    /// Who sent it, where the sender is known.
    pub(super) sender: Option<usize>,
    /// The unit that gets it instead of the ward's committee.
    pub(super) handed_to: Option<UnitCode>,
    pub(super) open: bool,
    pub(super) part: Part,
}

/// Draws the report that arrives; now and then it tells again what `latest`, the report before it in
/// the same ward, told.
pub(super) fn draw(
    city: &City<'_>,
    draw: &Draw,
    arrival: &Arrival,
    latest: Option<&Draft>,
) -> Option<Draft> {
    let words = city.words;
    let again = latest.filter(|other| is_again(words, draw, other, arrival));
    let mut draft = match again {
        Some(other) => retold(city, draw, other)?,
        None => fresh(city, draw, arrival)?,
    };
    draft.received_at = arrival.at;
    draft.open = arrival.open;
    draft.part = arrival.part;
    Some(draft)
}

fn is_again(words: &Words, draw: &Draw, other: &Draft, arrival: &Arrival) -> bool {
    let duplicates = &words.recipe.duplicates;
    let apart = arrival.at.since_ms(other.received_at);
    let near = apart < i64::from(duplicates.within_hours) * HOUR_MS;
    draw.falls(duplicates.percent)
        && near
        && arrival.part == Part::Any
        && other.about.urgent == arrival.urgent
}

fn retold(city: &City<'_>, draw: &Draw, other: &Draft) -> Option<Draft> {
    let words = city.words;
    let within_m = f64::from(words.recipe.duplicates.within_m) / 2.0;
    let nearby = other.position.map(|at| moved(draw, at, within_m));
    let inside = nearby.filter(|at| city.outlines.ward_at(at.lat, at.lon) == Some(other.ward));
    Some(Draft {
        position: inside.or(other.position),
        about: text::retell(words, draw, &other.spot, &other.about)?,
        sender: sender(words, draw, other.source),
        ..other.clone()
    })
}

fn fresh(city: &City<'_>, draw: &Draw, arrival: &Arrival) -> Option<Draft> {
    let words = city.words;
    let place = words.places.wards.get(arrival.place)?;
    let spot = Spot::draw(words, draw, place);
    let sources = &words.recipe.sources;
    let doors = [
        (Source::HueS, sources.hue_s),
        (Source::Hotline, sources.hotline),
        (Source::Open311, sources.open311),
        (Source::Console, sources.console),
    ];
    let source = draw.weigh(&doors, |(_, weight)| *weight)?.0;
    let positions = &words.recipe.position;
    let position = draw.falls(positions.with_position_percent).then(|| {
        let [least, most] = positions.accuracy_m.map(i64::from);
        let accuracy = u16::try_from(draw.between(least, most)).unwrap_or(u16::MAX);
        point_in(city.outlines, draw, place.code, f32::from(accuracy))
    });
    let about = text::about(words, draw, &spot, arrival)?;
    Some(Draft {
        received_at: arrival.at,
        ward: place.code,
        source,
        handed_to: handed_to(words, draw, &about),
        about,
        spot,
        position: position.flatten(),
        sender: sender(words, draw, source),
        open: arrival.open,
        part: arrival.part,
    })
}

fn handed_to(words: &Words, draw: &Draw, about: &text::About) -> Option<UnitCode> {
    let percent = words.recipe.handed_over_percent.get(&about.category.0).copied().unwrap_or(0);
    draw.falls(percent).then(|| proposed(draw, about)).flatten()
}

/// Officials enter what they see themselves; of the others, some give no name.
fn sender(words: &Words, draw: &Draw, source: Source) -> Option<usize> {
    let at = usize::try_from(draw.below(words.people.reporters.len() as u64)).unwrap_or(0);
    let named = !draw.falls(words.recipe.anonymous_percent);
    (named && source != Source::Console).then_some(at)
}

/// A point of the ward: somewhere around the middle, nearer with every miss.
fn point_in(index: &WardIndex, draw: &Draw, code: WardCode, accuracy_m: f32) -> Option<Position> {
    let ward = Ward::find(code)?;
    let accuracy_m = Some(accuracy_m);
    let middle = Position { lat: ward.lat, lon: ward.lon, accuracy_m };
    let reaches = [3_000.0, 2_500.0, 2_000.0, 1_500.0, 1_200.0, 1_000.0, 700.0, 500.0, 250.0];
    let found = reaches
        .into_iter()
        .map(|reach| moved(draw, middle, reach))
        .find(|at| index.ward_at(at.lat, at.lon) == Some(code));
    Some(found.unwrap_or(middle))
}

/// `at`, moved by at most `reach_m` east or west and north or south, to a hundred-thousandth degree.
fn moved(draw: &Draw, at: Position, reach_m: f64) -> Position {
    let step = |metres_per_degree: f64| (draw.part() * 2.0 - 1.0) * reach_m / metres_per_degree;
    let to_metre = |degrees: f64| (degrees * 100_000.0).round() / 100_000.0;
    let (north, east) = (step(METRES_PER_DEGREE_NORTH), step(METRES_PER_DEGREE_EAST));
    Position { lat: to_metre(at.lat + north), lon: to_metre(at.lon + east), ..at }
}
