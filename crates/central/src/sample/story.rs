//! What officials did with a sample report: accepted, noted, closed, at the hours at which offices
//! work.

use trucban_domain::{Deadline, Timestamp, WorkCalendar};

use super::draw::Draw;
use super::plan::{Draft, SHOWN_EVERY};
use super::words::{Line, Words};

const MINUTE_MS: i64 = 60_000;
const HOUR_MS: i64 = 60 * MINUTE_MS;
const DAY_MS: i64 = 24 * HOUR_MS;
/// An immediate report that is older than this was dealt with.
const URGENT_OPEN_FOR_MS: i64 = 3 * HOUR_MS;
/// A report that is younger than this was seen by nobody yet.
const UNSEEN_FOR_MS: i64 = HOUR_MS;
/// A report that is late by more working days than this was closed: officials do not let it come to
/// that.
const LATE_OPEN_DAYS: u32 = 6;
/// Of the reports that are late by less, every so many are still open.
const LATE_OPEN_EVERY: usize = 8;
/// The same for the shown ward, by its own count.
const SHOWN_LATE_OPEN_EVERY: usize = 2;

/// What happened to a report after it came in.
#[derive(Debug, Clone, Default)]
pub(super) struct Story {
    /// When it was accepted.
    pub(super) acknowledged_at: Option<Timestamp>,
    /// Notes.
    pub(super) notes: Vec<(Timestamp, String)>,
    /// When it was closed, and with which result.
    pub(super) closed: Option<(Timestamp, String)>,
}

/// Tells the story of `draft` up to `as_of`.
pub(super) fn tell(words: &Words, draw: &Draw, draft: &Draft, as_of: Timestamp) -> Story {
    let calendar = WorkCalendar::shipped();
    let due = calendar.due(draft.received_at);
    let open = is_open(draft, calendar, due, as_of);
    let age = as_of.since_ms(draft.received_at);
    let unseen =
        open && (age < UNSEEN_FOR_MS || !draw.falls(words.recipe.states.acknowledged_percent));
    let must_be_seen = draft.about.urgent && draft.rank == SHOWN_EVERY;
    if unseen && !must_be_seen {
        return Story::default();
    }
    let end = if open { as_of } else { closing(words, draw, draft, due, as_of) };
    let delay = if draft.about.urgent {
        draw.between(2 * MINUTE_MS, 12 * MINUTE_MS)
    } else {
        draw.between(20 * MINUTE_MS, 20 * HOUR_MS)
    };
    let wanted = draft.received_at.plus_ms(delay);
    let wanted = if draft.about.urgent { wanted } else { in_office(draw, calendar, wanted) };
    let acknowledged_at = before(draw, draft.received_at, wanted, end);
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
    let closed = (!open).then(|| (end, result.to_owned()));
    Story { acknowledged_at: Some(acknowledged_at), notes, closed }
}

fn is_open(draft: &Draft, calendar: &WorkCalendar, due: Timestamp, as_of: Timestamp) -> bool {
    if draft.about.urgent {
        return as_of.since_ms(draft.received_at) < URGENT_OPEN_FOR_MS;
    }
    match calendar.deadline(false, draft.received_at, Some(due), as_of) {
        Deadline::Overdue { days } if days > LATE_OPEN_DAYS => return false,
        Deadline::Overdue { .. } => {}
        _ => return true,
    }
    if draft.rank.is_multiple_of(SHOWN_EVERY) {
        (draft.rank / SHOWN_EVERY).is_multiple_of(SHOWN_LATE_OPEN_EVERY)
    } else {
        draft.rank.is_multiple_of(LATE_OPEN_EVERY)
    }
}

/// When a closed report was closed: mostly in time, some days late now and then.
fn closing(
    words: &Words,
    draw: &Draw,
    draft: &Draft,
    due: Timestamp,
    as_of: Timestamp,
) -> Timestamp {
    let calendar = WorkCalendar::shipped();
    let wanted = if draft.about.urgent {
        draft.received_at.plus_ms(draw.between(30 * MINUTE_MS, 8 * HOUR_MS))
    } else if draw.falls(words.recipe.states.late_percent) {
        in_office(draw, calendar, due.plus_ms(draw.between(HOUR_MS, 6 * DAY_MS)))
    } else {
        let span = due.since_ms(draft.received_at).max(DAY_MS);
        in_office(draw, calendar, draft.received_at.plus_ms(draw.between(span / 8, span * 7 / 8)))
    };
    before(draw, draft.received_at, wanted, as_of)
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
