//! Which days are worked, and which hours of them: dated, versioned data.
//!
//! A day is worked unless it is of the weekend or a day off; a day that makes up for one given away is
//! worked although it is of the weekend. A half day is a working day of which only a part is worked.
//! A day off that is announced and not yet law is `pending`, and the table says whether it counts.
//! Refuses a table that says two things of one day. Beyond its validity only the weekend is known.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use jiff::civil::{Date, Time, Weekday};
use serde::Deserialize;

use crate::time::Timestamp;

/// Which days and hours are worked.
#[derive(Debug, Clone)]
pub struct WorkCalendar {
    version: String,
    valid_to: Date,
    days: BTreeMap<Date, Day>,
    hours: Vec<Hours>,
}

/// What a table says of a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Day {
    Off,
    MadeUp,
    /// Worked up to this time.
    Until(Time),
}

/// Why a table is no calendar.
#[derive(Debug, thiserror::Error)]
pub enum CalendarError {
    /// Not JSON of the expected shape.
    #[error("the calendar cannot be read: {0}")]
    Unreadable(#[from] serde_json::Error),
    /// Two entries for one date.
    #[error("the calendar says two things of {0}")]
    Twice(Date),
    /// Hours that end before they begin, overlap, or stand in no order.
    #[error("the working hours valid from {0} are not in order")]
    Hours(Date),
    /// No working hours at all.
    #[error("the calendar has no working hours")]
    NoHours,
}

#[derive(Deserialize)]
struct Table {
    version: u32,
    valid_to: Date,
    pending_counts: bool,
    days_off: Vec<DayOff>,
    made_up_workdays: Vec<MadeUp>,
    half_days: Vec<HalfDay>,
    hours: Vec<Hours>,
}

#[derive(Deserialize)]
struct DayOff {
    date: Date,
    status: Status,
}

#[derive(Deserialize, Clone, Copy, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
enum Status {
    /// By law or by an official notice.
    Fixed,
    /// Announced, the law not yet amended.
    Pending,
    /// No notice known: the likeliest days.
    Estimated,
}

#[derive(Deserialize)]
struct MadeUp {
    date: Date,
}

#[derive(Deserialize)]
struct HalfDay {
    date: Date,
    until: Time,
}

/// Working hours of a whole day, from a date on.
#[derive(Debug, Clone, Deserialize)]
struct Hours {
    valid_from: Date,
    periods: Vec<(Time, Time)>,
}

#[expect(clippy::expect_used, reason = "the table is part of the build and a test reads it")]
static SHIPPED: LazyLock<WorkCalendar> = LazyLock::new(|| {
    WorkCalendar::parse(include_str!("../../../../assets/reference/calendar.json"))
        .expect("assets/reference/calendar.json is valid")
});

impl WorkCalendar {
    /// The calendar that this build carries.
    pub fn shipped() -> &'static Self {
        &SHIPPED
    }

    /// Reads a table of the form of `assets/reference/calendar.json`.
    ///
    /// # Errors
    /// [`CalendarError`] with the date that is wrong.
    pub fn parse(json: &str) -> Result<Self, CalendarError> {
        let table: Table = serde_json::from_str(json)?;
        let off = table
            .days_off
            .iter()
            .filter(|day| table.pending_counts || day.status != Status::Pending)
            .map(|day| (day.date, Day::Off));
        let made_up = table.made_up_workdays.iter().map(|day| (day.date, Day::MadeUp));
        let half = table.half_days.iter().map(|day| (day.date, Day::Until(day.until)));
        let mut days = BTreeMap::new();
        for (date, day) in off.chain(made_up).chain(half) {
            if days.insert(date, day).is_some() {
                return Err(CalendarError::Twice(date));
            }
        }
        let mut hours = table.hours;
        hours.sort_by_key(|hours| hours.valid_from);
        for of in &hours {
            let times: Vec<Time> = of.periods.iter().flat_map(|(from, to)| [*from, *to]).collect();
            if times.is_empty() || !times.is_sorted_by(|one, next| one < next) {
                return Err(CalendarError::Hours(of.valid_from));
            }
        }
        if hours.is_empty() {
            return Err(CalendarError::NoHours);
        }
        Ok(Self { version: table.version.to_string(), valid_to: table.valid_to, days, hours })
    }

    /// The version named beside every count.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// The last day of which days off are known.
    pub const fn valid_to(&self) -> Date {
        self.valid_to
    }

    /// Whether `date` is a working day.
    pub fn is_worked(&self, date: Date) -> bool {
        match self.days.get(&date) {
            Some(day) => *day != Day::Off,
            None => !matches!(date.weekday(), Weekday::Saturday | Weekday::Sunday),
        }
    }

    /// The hours of `date` that are worked, in order; none on a day off. Before the first hours that
    /// the table knows, those hold.
    pub fn worked(&self, date: Date) -> Vec<(Timestamp, Timestamp)> {
        if !self.is_worked(date) {
            return Vec::new();
        }
        let until = match self.days.get(&date) {
            Some(Day::Until(time)) => *time,
            _ => Time::MAX,
        };
        let known = self.hours.iter().rev().find(|hours| hours.valid_from <= date);
        let periods = known.or(self.hours.first()).map_or(&[][..], |hours| &hours.periods);
        periods
            .iter()
            .filter(|(from, _)| *from < until)
            .map(|(from, to)| (Timestamp::at(date, *from), Timestamp::at(date, (*to).min(until))))
            .collect()
    }

    /// The first working day at or after `date`; `date` itself where ten years have none.
    pub fn first_worked(&self, date: Date) -> Date {
        let worked = self.worked_after(date.yesterday().unwrap_or(date));
        worked.take(1).next().unwrap_or(date)
    }

    /// The working days after `date`, in order, for ten years.
    pub fn worked_after(&self, date: Date) -> impl Iterator<Item = Date> {
        const TEN_YEARS: usize = 3_660;
        let days = std::iter::successors(date.tomorrow().ok(), |day| day.tomorrow().ok());
        days.take(TEN_YEARS).filter(|day| self.is_worked(*day))
    }

    /// When the next working day after that of `now` ends: what is due until then concerns the next shift.
    pub fn end_of_next_working_day(&self, now: Timestamp) -> Timestamp {
        let next = self.worked_after(now.local().date()).next();
        next.and_then(|day| self.worked(day).last().map(|(_, end)| *end)).unwrap_or(now)
    }

    /// Working days after `from`, up to and with `to`.
    pub fn worked_between(&self, from: Date, to: Date) -> u32 {
        let days = self.worked_after(from).take_while(|day| *day <= to).count();
        u32::try_from(days).unwrap_or(u32::MAX)
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::{date, time};

    use super::*;

    fn table(parts: &str) -> Result<WorkCalendar, CalendarError> {
        WorkCalendar::parse(&format!(r#"{{"version": 9, "valid_to": "2026-12-31", {parts}}}"#))
    }

    const NOTHING: &str = r#""pending_counts": true, "days_off": [], "made_up_workdays": [],
        "half_days": [], "hours": [{"valid_from": "2021-01-01", "periods": [["07:30", "11:30"]]}]"#;

    #[test]
    fn the_shipped_calendar_reads() {
        let calendar = WorkCalendar::shipped();
        assert!(!calendar.is_worked(date(2026, 9, 2)));
        assert!(calendar.is_worked(date(2026, 8, 22)), "a Saturday made up for 31/8");
        let eight_hours: i64 =
            calendar.worked(date(2026, 9, 3)).iter().map(|(from, to)| to.since_ms(*from)).sum();
        assert_eq!(eight_hours, 8 * 3_600_000, "8 hours are a working day");
    }

    #[test]
    fn a_day_off_that_is_not_yet_law_counts_only_where_the_table_says_so() {
        let of = |counts: bool| {
            let parts = NOTHING.replace("true", &counts.to_string()).replace(
                r#""days_off": []"#,
                r#""days_off": [{"date": "2026-11-24", "status": "pending"},
                    {"date": "2026-11-25", "status": "estimated"}]"#,
            );
            let calendar = table(&parts).unwrap();
            [24, 25].map(|day| calendar.is_worked(date(2026, 11, day)))
        };
        assert_eq!(of(true), [false, false]);
        assert_eq!(of(false), [true, false], "an estimate is not a pending rule");
    }

    #[test]
    fn a_table_that_says_two_things_of_one_day_is_refused_with_that_day() {
        let parts = NOTHING
            .replace(
                r#""days_off": []"#,
                r#""days_off": [{"date": "2026-05-09", "status": "fixed"}]"#,
            )
            .replace(
                r#""made_up_workdays": []"#,
                r#""made_up_workdays": [{"date": "2026-05-09"}]"#,
            );
        let refused = table(&parts).unwrap_err();
        assert!(
            matches!(refused, CalendarError::Twice(day) if day == date(2026, 5, 9)),
            "{refused}"
        );
    }

    #[test]
    fn hours_that_overlap_or_are_missing_are_refused() {
        for periods in
            [r#"[["11:30", "07:30"]]"#, r#"[["07:30", "11:30"], ["11:00", "17:00"]]"#, "[]"]
        {
            let parts = NOTHING.replace(r#"[["07:30", "11:30"]]"#, periods);
            assert!(matches!(table(&parts), Err(CalendarError::Hours(_))), "{periods}");
        }
        let none = NOTHING.split(r#""hours""#).next().unwrap().to_owned() + r#""hours": []"#;
        assert!(matches!(table(&none), Err(CalendarError::NoHours)));
    }

    #[test]
    fn of_a_half_day_only_the_hours_before_its_end_are_worked() {
        let parts = NOTHING.replace(
            r#""half_days": []"#,
            r#""half_days": [{"date": "2026-12-31", "until": "10:00"}]"#,
        );
        let calendar = table(&parts).unwrap();
        let day = date(2026, 12, 31);
        let until_ten =
            (Timestamp::at(day, time(7, 30, 0, 0)), Timestamp::at(day, time(10, 0, 0, 0)));
        assert!(calendar.is_worked(day));
        assert_eq!(calendar.worked(day), [until_ten]);
    }
}
