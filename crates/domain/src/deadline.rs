//! Deadlines: when the time for a thing runs out, and how much of it is left.
//!
//! [`calendar`] knows what is worked, [`rule`] how long a thing may take, [`term`] counts the one in
//! the other. All three are data with validity and source; nothing here knows a clock. The same
//! engine serves reports and dossiers.

pub mod calendar;
pub mod rule;
pub mod term;

pub use calendar::{CalendarError, WorkCalendar};
pub use rule::{EarlyWarning, Length, Rule, Rules};
pub use term::{Count, Extension, Pause, Term};

use crate::category::CategoryCode;
use crate::incident::Incident;
use crate::time::Timestamp;

/// How much time a report has left, counted as people count it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deadline {
    /// Immediate process: minutes since it came in.
    Immediate {
        /// Minutes.
        minutes: i64,
    },
    /// Working days by which it is late; 0 where it ran out on a day off that is not over yet.
    Overdue {
        /// Working days.
        days: u32,
    },
    /// Runs out at the end of today.
    Today,
    /// Working days left, today not counted.
    Left {
        /// Working days.
        days: u32,
        /// Whether they are so few that it must be told, see [`EarlyWarning`].
        soon: bool,
    },
    /// No rule is known.
    Unknown,
}

impl Deadline {
    /// The word for how a report of this deadline looks on the map.
    pub const fn on_map(self) -> &'static str {
        match self {
            Self::Immediate { .. } => "immediate",
            Self::Overdue { .. } => "overdue",
            Self::Today | Self::Left { days: ..=1, .. } => "soon",
            Self::Left { .. } | Self::Unknown => "open",
        }
    }
}

impl WorkCalendar {
    /// How a report of `category` that comes in at `received` is counted; `None` where no rule is known.
    pub fn of_category(
        &self,
        category: Option<&CategoryCode>,
        received: Timestamp,
    ) -> Option<Count> {
        let rule = Rules::shipped().of(category, received)?;
        Some(self.count(&Term { rule, received, pauses: &[], extension: None }))
    }

    /// How `report` is counted, with what it stood still for and was extended to; `None` where no rule
    /// is known. One that was opened again is counted from then.
    pub fn of_report(&self, report: &Incident) -> Option<Count> {
        let received = report.term_begins();
        let rule = Rules::shipped().of(Some(&report.category), received)?;
        let extension =
            report.extended.map(|it| Extension { until: it.until, decided: it.decided });
        Some(self.count(&Term { rule, received, pauses: &report.pauses, extension }))
    }

    /// How much time is left at `now`.
    pub fn deadline(
        &self,
        urgent: bool,
        received: Timestamp,
        due: Option<Timestamp>,
        now: Timestamp,
    ) -> Deadline {
        if urgent {
            return Deadline::Immediate { minutes: now.since_ms(received).max(0) / 60_000 };
        }
        let Some(due) = due else { return Deadline::Unknown };
        let (today, last) = (now.local().date(), due.local().date());
        match today.cmp(&last) {
            std::cmp::Ordering::Equal => Deadline::Today,
            std::cmp::Ordering::Less => {
                let days = self.worked_between(today, last);
                let all = self.worked_between(self.first_worked(received.local().date()), last);
                let soon = Rules::shipped().early_warning().is_due(days, all);
                Deadline::Left { days, soon }
            }
            std::cmp::Ordering::Greater => {
                Deadline::Overdue { days: self.worked_between(last, today) }
            }
        }
    }
}

#[cfg(test)]
mod tests;
