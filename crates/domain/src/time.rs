//! Points in time, and how people in Huế read them. Stored as UTC epoch milliseconds; shown in
//! +07:00, which has known no daylight saving since 1975 (IANA `Asia/Ho_Chi_Minh`).

use jiff::civil::{Date, DateTime, Time};
use jiff::tz::{Offset, TimeZone};
use serde::{Deserialize, Serialize};

/// Tells the time. Implemented by each binary's `main` and by tests, nowhere else.
pub trait Clock: Send + Sync {
    /// The current time as this machine believes it.
    fn now(&self) -> Timestamp;
}

/// Gives random bytes. Implemented by each binary's `main` and by tests, nowhere else.
pub trait Entropy: Send + Sync {
    /// Fills `bytes` with unpredictable values.
    fn fill(&self, bytes: &mut [u8]);
}

/// Milliseconds since 1970-01-01T00:00:00Z.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Timestamp(i64);

/// +07:00.
const HUE: Offset = jiff::tz::offset(7);

impl Timestamp {
    /// Wraps epoch milliseconds.
    pub const fn from_ms(ms: i64) -> Self {
        Self(ms)
    }

    /// The epoch milliseconds.
    pub const fn as_ms(self) -> i64 {
        self.0
    }

    /// This point moved by `ms`, later for a positive number; stops at the ends of the range.
    #[must_use]
    pub const fn plus_ms(self, ms: i64) -> Self {
        Self(self.0.saturating_add(ms))
    }

    /// Milliseconds from `earlier` to this point; negative if it lies after.
    pub const fn since_ms(self, earlier: Self) -> i64 {
        self.0.saturating_sub(earlier.0)
    }

    /// Date and time on the wall in Huế.
    pub fn local(self) -> DateTime {
        let clamped = self
            .0
            .clamp(jiff::Timestamp::MIN.as_millisecond(), jiff::Timestamp::MAX.as_millisecond());
        let stamp =
            jiff::Timestamp::from_millisecond(clamped).unwrap_or(jiff::Timestamp::UNIX_EPOCH);
        HUE.to_datetime(stamp)
    }

    /// Midnight in Huế at the start of `date`.
    pub fn start_of(date: Date) -> Self {
        Self::at(date, Time::midnight())
    }

    /// This time of day on `date` in Huế.
    pub fn at(date: Date, time: Time) -> Self {
        HUE.to_timestamp(date.to_datetime(time))
            .map_or(Self(i64::MAX), |stamp| Self(stamp.as_millisecond()))
    }

    /// The last millisecond of `date` in Huế: when a deadline that is a date runs out.
    pub fn end_of(date: Date) -> Self {
        date.tomorrow().map_or(Self(i64::MAX), |next| Self::start_of(next).plus_ms(-1))
    }

    /// `14:31`
    pub fn hour_minute(self) -> String {
        let at = self.local();
        format!("{:02}:{:02}", at.hour(), at.minute())
    }

    /// `14:31:52`
    pub fn hour_minute_second(self) -> String {
        let at = self.local();
        format!("{:02}:{:02}:{:02}", at.hour(), at.minute(), at.second())
    }

    /// `20/11/2026`
    pub fn day_month_year(self) -> String {
        let at = self.local();
        format!("{:02}/{:02}/{:04}", at.day(), at.month(), at.year())
    }

    /// `20/11`
    pub fn day_month(self) -> String {
        let at = self.local();
        format!("{:02}/{:02}", at.day(), at.month())
    }

    /// `2026-11-20T14:31:52+07:00`: what is copied, exported and sent to other systems.
    pub fn iso(self) -> String {
        self.local().to_zoned(TimeZone::fixed(HUE)).map_or_else(
            |_| self.local().to_string(),
            |zoned| zoned.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string(),
        )
    }

    /// Reads an RFC 3339 time with its zone.
    pub fn parse_iso(text: &str) -> Option<Self> {
        text.parse::<jiff::Timestamp>().ok().map(|stamp| Self(stamp.as_millisecond()))
    }
}

/// A day as people type it: `27/11/2026`, `27.11.26`, `27-11-2026`.
pub fn typed_day(text: &str) -> Option<Date> {
    let mut parts = text.trim().split(['/', '.', '-']).map(|part| part.trim().parse::<i16>().ok());
    let (day, month, year) = (parts.next()??, parts.next()??, parts.next()??);
    let year = if (0..100).contains(&year) { 2_000 + year } else { year };
    let whole = parts.next().is_none();
    let date = Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok();
    date.filter(|_| whole)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_shown_in_hue_and_copied_with_their_zone() {
        let at = Timestamp::parse_iso("2026-11-20T07:31:52Z").expect("a valid time");
        assert_eq!(at.day_month_year(), "20/11/2026");
        assert_eq!(at.hour_minute_second(), "14:31:52");
        assert_eq!(at.iso(), "2026-11-20T14:31:52+07:00");
        assert_eq!(Timestamp::parse_iso(&at.iso()), Some(at), "the copied form reads back");
    }

    #[test]
    fn a_day_is_read_as_people_type_it_and_nothing_else_is() {
        let day = jiff::civil::date(2026, 11, 7);
        for text in ["07/11/2026", "7/11/26", " 7.11.2026", "7-11-2026"] {
            assert_eq!(typed_day(text), Some(day), "{text}");
        }
        for text in ["", "31/11/2026", "11/27/2026", "2026-11-07", "7/11", "7/11/2026/1", "mai"] {
            assert_eq!(typed_day(text), None, "{text}");
        }
    }

    #[test]
    fn absurd_times_are_clamped_and_never_panic() {
        for ms in [i64::MIN, i64::MAX] {
            let _ = Timestamp::from_ms(ms).iso();
        }
    }
}
