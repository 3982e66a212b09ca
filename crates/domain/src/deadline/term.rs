//! When a term runs out: its rule, counted in a calendar, less the time in which it stood still.
//!
//! The day of receipt is not counted (Bộ luật Dân sự 2015, Điều 147); a thing that comes in on a day off,
//! or after the cut-off of its rule, counts as received on the next working day. A term in days runs out
//! at the end of its last day.
//!
//! A term stands still while something is waited for that only another can give. A day counts unless
//! the term stands still at its end, so that a pause within one day costs nothing and one over
//! a night costs that one day. Of a term in hours the hours of a pause are left out to the minute.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::calendar::WorkCalendar;
use super::rule::{Length, Rule};
use crate::time::Timestamp;

const HOUR_MS: i64 = 3_600_000;
/// Later than everything.
const END: Timestamp = Timestamp::from_ms(i64::MAX);

/// What is counted.
#[derive(Debug, Clone, Copy)]
pub struct Term<'a> {
    /// How long.
    pub rule: &'a Rule,
    /// When the thing came in.
    pub received: Timestamp,
    /// When it stood still, in any order.
    pub pauses: &'a [Pause],
    /// The last extension that was granted.
    pub extension: Option<Extension>,
}

/// A time in which a term stands still.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pause {
    /// Since when.
    pub from: Timestamp,
    /// Until when; `None` while it lasts.
    pub to: Option<Timestamp>,
}

/// A later end that was granted (gia hạn). It never brings the end forward.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Extension {
    /// The last day.
    pub until: Date,
    /// When it was granted: pauses from then on move the new end.
    pub decided: Timestamp,
}

/// How a term is counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Count {
    /// When it runs out; `None` while it stands still with no end in sight.
    pub due: Option<Timestamp>,
    /// The day that counts as that of receipt.
    pub received_on: Date,
    /// The days that are counted, those of an extension too, where it is a term in days.
    pub days: Vec<Date>,
}

impl Pause {
    fn holds_at(self, at: Timestamp) -> bool {
        self.from <= at && self.to.is_none_or(|to| at < to)
    }
}

impl WorkCalendar {
    /// Counts `term`.
    pub fn count(&self, term: &Term<'_>) -> Count {
        let Term { rule, received, pauses, .. } = *term;
        let at = received.local();
        let late = rule.cut_off.is_some_and(|cut_off| at.time() >= cut_off);
        let day = if late { at.date().tomorrow().unwrap_or(at.date()) } else { at.date() };
        let received_on = self.first_worked(day);
        let begins = if received_on == at.date() {
            received
        } else {
            self.worked(received_on).first().map_or(received, |(from, _)| *from)
        };
        let counted = match rule.length {
            Length::WorkingDays(wanted) => in_days(self.worked_after(received_on), wanted, pauses),
            Length::Days(wanted) => {
                let (days, last) = in_days(every_day_after(at.date()), wanted, pauses);
                (days, last.map(|last| Timestamp::end_of(self.first_worked(last.local().date()))))
            }
            Length::WorkingHours(wanted) => {
                (Vec::new(), self.in_worked_hours(begins, wanted, pauses))
            }
            Length::Hours(wanted) => (Vec::new(), in_hours(received, wanted, pauses)),
        };
        let (days, due) = counted;
        let count = Count { due, received_on, days };
        match term.extension {
            Some(extension) => self.extended(count, extension, pauses),
            None => count,
        }
    }

    fn extended(&self, before: Count, extension: Extension, pauses: &[Pause]) -> Count {
        let Extension { until, decided } = extension;
        let after: Vec<Pause> = pauses.iter().copied().filter(|it| it.from >= decided).collect();
        let earlier = before.days.last().copied().unwrap_or(before.received_on);
        // As many days as the extension has lie before its last day, less those that stand still.
        let wanted = self.worked_between(earlier, until);
        let (more, due) = in_days(self.worked_after(earlier), wanted, &after);
        // An extension that ends on a day off ends there: the date is what was granted.
        let due = due.map(|due| due.max(Timestamp::end_of(until)));
        let due = if wanted == 0 { Some(Timestamp::end_of(until)) } else { due };
        let later = match (before.due, due) {
            (Some(old), Some(new)) => Some(old.max(new)),
            // The old end is gone with the pause that the extension came out of.
            (None, new) => new,
            (Some(_), None) => None,
        };
        Count { due: later, days: [before.days, more].concat(), ..before }
    }

    fn in_worked_hours(
        &self,
        begins: Timestamp,
        wanted: u32,
        pauses: &[Pause],
    ) -> Option<Timestamp> {
        let today = begins.local().date();
        let days = std::iter::once(today).chain(self.worked_after(today));
        let periods = days.flat_map(|day| self.worked(day));
        let periods = periods.filter(|(_, to)| *to > begins);
        run_through(periods.map(|(from, to)| (from.max(begins), to)), wanted, pauses)
    }
}

/// The first `wanted` of `days` at whose end nothing stands still, and the end of the last of them.
fn in_days(
    days: impl Iterator<Item = Date>,
    wanted: u32,
    pauses: &[Pause],
) -> (Vec<Date>, Option<Timestamp>) {
    let runs = |day: &Date| !pauses.iter().any(|pause| pause.holds_at(Timestamp::end_of(*day)));
    let days: Vec<Date> = days.filter(runs).take(wanted as usize).collect();
    let whole = days.len() == wanted as usize;
    let last = days.last().filter(|_| whole).map(|last| Timestamp::end_of(*last));
    (days, last)
}

fn every_day_after(date: Date) -> impl Iterator<Item = Date> {
    const TEN_YEARS: usize = 3_660;
    std::iter::successors(date.tomorrow().ok(), |day| day.tomorrow().ok()).take(TEN_YEARS)
}

fn in_hours(received: Timestamp, wanted: u32, pauses: &[Pause]) -> Option<Timestamp> {
    run_through(std::iter::once((received, END)), wanted, pauses)
}

/// When `wanted` hours of `periods` have passed, those of `pauses` left out.
fn run_through(
    periods: impl Iterator<Item = (Timestamp, Timestamp)>,
    wanted: u32,
    pauses: &[Pause],
) -> Option<Timestamp> {
    let mut pauses: Vec<Pause> =
        pauses.iter().copied().filter(|pause| pause.to.is_none_or(|to| pause.from < to)).collect();
    pauses.sort_by_key(|pause| pause.from);
    let mut left = i64::from(wanted) * HOUR_MS;
    for (from, to) in periods.flat_map(|period| running(period, &pauses)) {
        let length = to.since_ms(from);
        if left <= length {
            return Some(from.plus_ms(left));
        }
        left -= length;
    }
    None
}

/// The parts of a time in which nothing stands still; `pauses` by their beginning.
fn running((from, to): (Timestamp, Timestamp), pauses: &[Pause]) -> Vec<(Timestamp, Timestamp)> {
    let (mut parts, mut at) = (Vec::new(), from);
    for pause in pauses {
        let end = pause.from.min(to);
        if at < end {
            parts.push((at, end));
        }
        at = at.max(pause.to.unwrap_or(END));
    }
    if at < to {
        parts.push((at, to));
    }
    parts
}
