//! Working days and the deadlines counted in them.
//!
//! The default rule is seven working days, counted from the working day after the report came in;
//! a report of a day off counts as received on the next working day (read from published tickets:
//! received 20/08/2024, due 29/08/2024; received Sunday 21/02/2021, due 03/03/2021). A deadline is
//! a date and runs out at its end. Days off are dated, versioned data.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use jiff::civil::{Date, Weekday};
use serde::Deserialize;

use crate::time::Timestamp;

/// Working days until a report is due where its category has no rule of its own.
pub const DEFAULT_WORKING_DAYS: u32 = 7;

/// Which days are worked.
#[derive(Debug, Clone)]
pub struct WorkCalendar {
    version: String,
    exceptions: BTreeMap<Date, bool>,
}

#[derive(Deserialize)]
struct Table {
    version: u32,
    days_off: Vec<DayOff>,
    #[serde(default)]
    made_up_workdays: Vec<MadeUp>,
}

#[derive(Deserialize)]
struct DayOff {
    date: Date,
}

#[derive(Deserialize)]
struct MadeUp {
    date: Date,
}

#[expect(clippy::expect_used, reason = "the table is part of the build and a test reads it")]
static SHIPPED: LazyLock<WorkCalendar> = LazyLock::new(|| {
    let table: Table =
        serde_json::from_str(include_str!("../../../assets/reference/calendar.json"))
            .expect("assets/reference/calendar.json is valid");
    let off = table.days_off.iter().map(|day| (day.date, false));
    let made_up = table.made_up_workdays.iter().map(|day| (day.date, true));
    WorkCalendar { version: table.version.to_string(), exceptions: off.chain(made_up).collect() }
});

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
            Self::Today | Self::Left { days: ..=1 } => "soon",
            Self::Left { .. } | Self::Unknown => "open",
        }
    }
}

impl WorkCalendar {
    /// The calendar that this build carries.
    pub fn shipped() -> &'static Self {
        &SHIPPED
    }

    /// The version named beside every count.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// Whether `date` is worked.
    pub fn is_worked(&self, date: Date) -> bool {
        self.exceptions
            .get(&date)
            .copied()
            .unwrap_or(!matches!(date.weekday(), Weekday::Saturday | Weekday::Sunday))
    }

    /// When a report that came in at `received` is due under the default rule.
    pub fn due(&self, received: Timestamp) -> Timestamp {
        self.counted_days(received).last().map_or(received, |last| Timestamp::end_of(*last))
    }

    /// The working days that are counted for a report that came in at `received`, the last one the
    /// day on which it is due.
    pub fn counted_days(&self, received: Timestamp) -> Vec<Date> {
        let mut day = received.local().date();
        while !self.is_worked(day) {
            let Ok(next) = day.tomorrow() else { return Vec::new() };
            day = next;
        }
        let mut counted = Vec::new();
        while counted.len() < DEFAULT_WORKING_DAYS as usize {
            let Ok(next) = day.tomorrow() else { return counted };
            day = next;
            if self.is_worked(day) {
                counted.push(day);
            }
        }
        counted
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
            std::cmp::Ordering::Less => Deadline::Left { days: self.worked_between(today, last) },
            std::cmp::Ordering::Greater => {
                Deadline::Overdue { days: self.worked_between(last, today) }
            }
        }
    }

    /// Working days after `from`, up to and with `to`; stops at ten years.
    fn worked_between(&self, from: Date, to: Date) -> u32 {
        let mut days = 0;
        let mut day = from;
        for _ in 0..3_660 {
            let Ok(next) = day.tomorrow() else { break };
            day = next;
            if day > to {
                break;
            }
            days += u32::from(self.is_worked(day));
        }
        days
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        Timestamp::parse_iso(text).expect("a valid time")
    }

    /// A calendar without days off but weekends: what the published pairs need.
    fn plain() -> WorkCalendar {
        WorkCalendar { version: "test".to_owned(), exceptions: BTreeMap::new() }
    }

    #[test]
    fn seven_working_days_as_on_published_tickets() {
        for (received, due) in [
            ("2024-08-20T09:00:00+07:00", "29/08/2024"),
            ("2021-02-21T19:37:00+07:00", "03/03/2021"),
        ] {
            assert_eq!(plain().due(at(received)).day_month_year(), due, "{received}");
        }
    }

    #[test]
    fn a_deadline_runs_out_at_the_end_of_its_day() {
        let due = plain().due(at("2024-08-20T09:00:00+07:00"));
        assert_eq!(due.plus_ms(1).day_month_year(), "30/08/2024");
    }

    #[test]
    fn days_off_are_passed_over() {
        let calendar = WorkCalendar::shipped();
        let counted = calendar.counted_days(at("2026-04-27T09:00:00+07:00"));
        assert_eq!(counted.len(), 7);
        assert!(counted.iter().all(|day| calendar.is_worked(*day)));
        let holidays = [jiff::civil::date(2026, 4, 30), jiff::civil::date(2026, 5, 1)];
        assert!(holidays.iter().all(|day| !counted.contains(day)), "30/4 and 1/5 are off");
    }

    #[test]
    fn time_left_is_counted_without_today() {
        let received = at("2026-11-12T08:14:00+07:00");
        let due = plain().due(received);
        let left = |now| plain().deadline(false, received, Some(due), at(now));
        assert_eq!(due.day_month_year(), "23/11/2026");
        assert_eq!(left("2026-11-19T15:58:00+07:00"), Deadline::Left { days: 2 });
        assert_eq!(left("2026-11-23T23:59:00+07:00"), Deadline::Today);
        assert_eq!(left("2026-11-25T00:01:00+07:00"), Deadline::Overdue { days: 2 });
        let urgent = plain().deadline(true, received, Some(due), received.plus_ms(56 * 60_000));
        assert_eq!(urgent, Deadline::Immediate { minutes: 56 });
        assert_eq!(plain().deadline(false, received, None, due), Deadline::Unknown);
    }
}
