//! What officials did with a sample report: accepted, noted, closed, at the hours at which offices
//! work.

use jiff::civil::Date;
use trucban_domain::{Timestamp, Unit, UnitCode, WorkCalendar};

use super::super::draw::Draw;
use super::super::words::{Line, Words};
use super::arrivals::Part;
use super::draft::Draft;
use super::text::About;

const MINUTE_MS: i64 = 60_000;
const HOUR_MS: i64 = 60 * MINUTE_MS;
const DAY_MS: i64 = 24 * HOUR_MS;
/// An immediate report that is older than this was dealt with.
const URGENT_OPEN_FOR_MS: i64 = 3 * HOUR_MS;
/// A report that is younger than this was seen by nobody yet.
const UNSEEN_FOR_MS: i64 = HOUR_MS;

/// What happened to a report after it came in.
#[derive(Debug, Clone, Default)]
pub(super) struct Story {
    /// When the city desk gave it to a unit other than the ward's committee.
    pub(super) handed_over: Option<(Timestamp, UnitCode)>,
    /// When it was accepted.
    pub(super) acknowledged_at: Option<Timestamp>,
    /// Notes.
    pub(super) notes: Vec<(Timestamp, String)>,
    /// When its unit returned it, and which unit it proposed.
    pub(super) returned: Option<(Timestamp, UnitCode)>,
    /// When its unit asked for more time, until which day, and why.
    pub(super) extension: Option<(Timestamp, Date, String)>,
    /// When its unit gave the result that waits for review, and which.
    pub(super) resulted: Option<(Timestamp, String)>,
    /// When it was closed, and with which result.
    pub(super) closed: Option<(Timestamp, String)>,
}

/// Tells the story of `draft` up to `as_of`.
pub(super) fn tell(words: &Words, draw: &Draw, draft: &Draft, as_of: Timestamp) -> Story {
    let calendar = WorkCalendar::shipped();
    let age = as_of.since_ms(draft.received_at);
    let open = if draft.about.urgent { age < URGENT_OPEN_FOR_MS } else { draft.open };
    let handed_over = handed_over(draw, draft, as_of);
    let unseen = match draft.part {
        Part::JustIn => true,
        Part::BeingDealtWith => false,
        Part::Any => age < UNSEEN_FOR_MS || !draw.falls(words.recipe.states_percent.acknowledged),
    };
    if open && unseen {
        return Story { handed_over, ..Story::default() };
    }
    let since = handed_over.as_ref().map_or(draft.received_at, |(at, _)| *at);
    let count = calendar.of_category(Some(&draft.about.category), draft.received_at);
    let due = count.and_then(|count| count.due).unwrap_or(draft.received_at);
    let end = if open { as_of } else { closing(words, draw, draft, (since, due), as_of) };
    let delay = if draft.about.urgent {
        draw.between(2 * MINUTE_MS, 12 * MINUTE_MS)
    } else {
        draw.between(20 * MINUTE_MS, 20 * HOUR_MS)
    };
    let wanted = since.plus_ms(delay);
    let wanted = if draft.about.urgent { wanted } else { in_office(draw, calendar, wanted) };
    let acknowledged_at = before(draw, since, wanted, end);
    let mut last = acknowledged_at;
    let category = &draft.about.category;
    let mut left = Line::fitting(&words.work.notes, category);
    let mut notes = Vec::new();
    for _ in 0..draw.pick(&words.recipe.notes_per_report).copied().unwrap_or(0) {
        let wanted = last.plus_ms(draw.between(HOUR_MS, 30 * HOUR_MS));
        last = before(draw, last, in_office(draw, calendar, wanted), end);
        let Some(note) = draw.pick(&left).copied() else { break };
        left.retain(|other| *other != note);
        notes.push((last, note.to_owned()));
    }
    let results = Line::best(&words.work.results, category);
    let result = draw.pick(&results).copied().unwrap_or_default();
    let mut story =
        Story { handed_over, acknowledged_at: Some(acknowledged_at), ..Story::default() };
    story.notes = notes;
    if !open {
        story.closed = Some((end, result.to_owned()));
        return story;
    }
    let at = before(draw, last, last.plus_ms(draw.between(HOUR_MS, 9 * HOUR_MS)), as_of);
    let elsewhere = proposed(draw, &draft.about).filter(|_| story.handed_over.is_none());
    if draw.falls(words.recipe.states_percent.resulted) {
        story.resulted = Some((at, result.to_owned()));
    } else if !draft.about.urgent && draw.falls(words.recipe.states_percent.returned) {
        story.returned = elsewhere.map(|unit| (at, unit));
    } else if !draft.about.urgent && draw.falls(words.recipe.states_percent.extension_asked) {
        let days = calendar.worked_after(due.local().date());
        let later = usize::try_from(draw.between(1, 6)).unwrap_or(1);
        let until = days.into_iter().nth(later);
        let reason = draw.pick(&words.work.extension_reasons).cloned().unwrap_or_default();
        story.extension = until.map(|until| (at, until, reason));
    }
    story
}

/// The unit to which a committee would send such a report on, where there is one.
pub(super) fn proposed(draw: &Draw, about: &About) -> Option<UnitCode> {
    let units: Vec<&UnitCode> = Unit::all()
        .iter()
        .filter(|unit| unit.categories.contains(&about.category))
        .map(|unit| &unit.code)
        .collect();
    draw.pick(&units).map(|code| (*code).clone())
}

/// The city desk works around the clock.
fn handed_over(draw: &Draw, draft: &Draft, as_of: Timestamp) -> Option<(Timestamp, UnitCode)> {
    let unit = draft.handed_to.clone().filter(|_| draft.part == Part::Any)?;
    let minutes = if draft.about.urgent { [1, 3] } else { [4, 75] };
    let [least, most] = minutes.map(|minutes| minutes * MINUTE_MS);
    let at = draft.received_at.plus_ms(draw.between(least, most));
    (at < as_of).then_some((at, unit))
}

/// When a closed report was closed: mostly in time, some days late now and then.
fn closing(
    words: &Words,
    draw: &Draw,
    draft: &Draft,
    (since, due): (Timestamp, Timestamp),
    as_of: Timestamp,
) -> Timestamp {
    let calendar = WorkCalendar::shipped();
    let wanted = if draft.about.urgent {
        since.plus_ms(draw.between(30 * MINUTE_MS, 8 * HOUR_MS))
    } else if draw.falls(words.recipe.states_percent.late) {
        in_office(draw, calendar, due.plus_ms(draw.between(HOUR_MS, 6 * DAY_MS)))
    } else {
        let span = due.since_ms(since).max(DAY_MS);
        in_office(draw, calendar, since.plus_ms(draw.between(span / 8, span * 7 / 8)))
    };
    before(draw, since, wanted, as_of)
}

/// `wanted`, or a moment between `after` and `end` where it lies beyond the end.
fn before(draw: &Draw, after: Timestamp, wanted: Timestamp, end: Timestamp) -> Timestamp {
    if wanted < end {
        return wanted;
    }
    let span = end.since_ms(after).max(0);
    after.plus_ms(draw.between(span / 4, span * 3 / 4))
}

/// `at`, or the beginning of the next office day where it lies outside office hours.
fn in_office(draw: &Draw, calendar: &WorkCalendar, at: Timestamp) -> Timestamp {
    const OPENS_MS: i64 = 7 * HOUR_MS + 30 * MINUTE_MS;
    const CLOSES_MS: i64 = 17 * HOUR_MS;
    let mut date = at.local().date();
    let of_day = at.since_ms(Timestamp::start_of(date));
    if calendar.is_worked(date) && (OPENS_MS..CLOSES_MS).contains(&of_day) {
        return at;
    }
    if of_day >= CLOSES_MS {
        date = date.tomorrow().unwrap_or(date);
    }
    for _ in 0..30 {
        if calendar.is_worked(date) {
            break;
        }
        date = date.tomorrow().unwrap_or(date);
    }
    Timestamp::start_of(date).plus_ms(OPENS_MS + draw.between(0, 2 * HOUR_MS))
}
