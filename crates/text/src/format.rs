//! Numbers, dates and spans of time as people in Huế write them, and their English forms.
//!
//! Only for the eye: what is copied, stored or sent keeps raw numbers and ISO dates.

use trucban_domain::Timestamp;

use crate::Lang;
use crate::template::{Text, texts};

texts! {
    MONDAY: "thứ Hai", "Monday";
    TUESDAY: "thứ Ba", "Tuesday";
    WEDNESDAY: "thứ Tư", "Wednesday";
    THURSDAY: "thứ Năm", "Thursday";
    FRIDAY: "thứ Sáu", "Friday";
    SATURDAY: "thứ Bảy", "Saturday";
    SUNDAY: "Chủ nhật", "Sunday";
    MONDAY_SHORT: "T2", "Mon";
    TUESDAY_SHORT: "T3", "Tue";
    WEDNESDAY_SHORT: "T4", "Wed";
    THURSDAY_SHORT: "T5", "Thu";
    FRIDAY_SHORT: "T6", "Fri";
    SATURDAY_SHORT: "T7", "Sat";
    SUNDAY_SHORT: "CN", "Sun";
    SECONDS: "{0} giây", "{0} s";
    UNDER_A_MINUTE: "dưới 1 phút", "under 1 min";
    MINUTES: "{0} phút", "{0} min";
    HOURS: "{0} giờ", "{0} h";
    HOURS_MINUTES: "{0} giờ {1} phút", "{0} h {1} min";
    DAYS: "{0} ngày", "{0} {0:day|days}";
    CLOCK: "{0} · {1} {2}", "{0} · {1} {2}";
}

const WEEKDAYS: [Text<0>; 7] = [MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY];
const WEEKDAYS_SHORT: [Text<0>; 7] = [
    MONDAY_SHORT,
    TUESDAY_SHORT,
    WEDNESDAY_SHORT,
    THURSDAY_SHORT,
    FRIDAY_SHORT,
    SATURDAY_SHORT,
    SUNDAY_SHORT,
];
const MONTHS_EN: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// `1.284` · `1,284`
pub fn count(lang: Lang, number: u64) -> String {
    grouped(&number.to_string(), if lang == Lang::Vi { '.' } else { ',' })
}

fn grouped(digits: &str, between: char) -> String {
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(between);
        }
        grouped.push(digit);
    }
    grouped
}

/// `352,9` · `352.9`, `1.821.805,4` · `1,821,805.4`: rounded to `places` decimals.
pub fn decimal(lang: Lang, number: f64, places: usize) -> String {
    let plain = format!("{:.places$}", number.abs());
    let (whole, fraction) = plain.split_once('.').unwrap_or((&plain, ""));
    let zero = plain.bytes().all(|byte| matches!(byte, b'0' | b'.'));
    let sign = if number < 0.0 && !zero { "-" } else { "" };
    let (group, point) = if lang == Lang::Vi { ('.', ",") } else { (',', ".") };
    let point = if fraction.is_empty() { "" } else { point };
    format!("{sign}{}{point}{fraction}", grouped(whole, group))
}

/// `298,4 MB` · `298.4 MB`: a tenth of the unit, counted in thousands.
pub fn bytes(lang: Lang, bytes: u64) -> String {
    format!("{} {}", bytes_in_unit_of(lang, bytes, bytes), unit_of(bytes).0)
}

/// `0,9` of `1,6 MB`: in the unit in which [`bytes`] writes the whole.
pub fn bytes_in_unit_of(lang: Lang, bytes: u64, whole: u64) -> String {
    let tenths = bytes.saturating_mul(10) / unit_of(whole).1;
    let point = if lang == Lang::Vi { ',' } else { '.' };
    format!("{}{point}{}", count(lang, tenths / 10), tenths % 10)
}

const fn unit_of(bytes: u64) -> (&'static str, u64) {
    match bytes {
        0..1_000_000 => ("KB", 1_000),
        1_000_000..1_000_000_000 => ("MB", 1_000_000),
        _ => ("GB", 1_000_000_000),
    }
}

/// `16.47680`: geographic degrees keep the point in both languages.
pub fn degrees(value: f64) -> String {
    format!("{value:.5}")
}

/// `20/11/2026` · `20 Nov 2026`
pub fn date(lang: Lang, at: Timestamp) -> String {
    match lang {
        Lang::Vi => at.day_month_year(),
        Lang::En => format!("{} {}", day_month(lang, at), at.local().year()),
    }
}

/// `20/11` · `20 Nov`
pub fn day_month(lang: Lang, at: Timestamp) -> String {
    match lang {
        Lang::Vi => at.day_month(),
        Lang::En => {
            let day = at.local();
            let month = usize::from(day.month().unsigned_abs()).saturating_sub(1);
            format!("{} {}", day.day(), MONTHS_EN[month % MONTHS_EN.len()])
        }
    }
}

/// `14:31` if it lies in the day of `now`, `08:14 12/11` otherwise, with the year if that differs.
pub fn stamp(lang: Lang, at: Timestamp, now: Timestamp) -> String {
    let (day, today) = (at.local(), now.local());
    if day.date() == today.date() {
        at.hour_minute()
    } else if day.year() == today.year() {
        format!("{} {}", at.hour_minute(), day_month(lang, at))
    } else {
        format!("{} {}", at.hour_minute(), date(lang, at))
    }
}

/// `thứ Hai` · `Monday`
pub fn weekday(lang: Lang, at: Timestamp) -> &'static str {
    WEEKDAYS[weekday_number(at)].say(lang)
}

/// `T2` · `Mon`
pub fn weekday_short(lang: Lang, at: Timestamp) -> &'static str {
    WEEKDAYS_SHORT[weekday_number(at)].say(lang)
}

/// `thứ Hai` · `Monday`, of the days of a week from Monday, the first of which is 0.
pub fn weekday_of(lang: Lang, day: usize) -> &'static str {
    WEEKDAYS[day % WEEKDAYS.len()].say(lang)
}

/// `T2` · `Mon`, counted as [`weekday_of`] does.
pub fn weekday_short_of(lang: Lang, day: usize) -> &'static str {
    WEEKDAYS_SHORT[day % WEEKDAYS_SHORT.len()].say(lang)
}

fn weekday_number(at: Timestamp) -> usize {
    usize::from(at.local().weekday().to_monday_zero_offset().unsigned_abs()) % WEEKDAYS.len()
}

/// `15:58 · thứ Năm 19/11/2026`
pub fn clock(lang: Lang, now: Timestamp) -> String {
    CLOCK.fill(lang, [&now.hour_minute(), weekday(lang, now), &date(lang, now)])
}

/// `45 phút`, `3 giờ 10 phút`, `2 ngày`: at most two units, never negative.
pub fn span(lang: Lang, ms: i64) -> String {
    let minutes = u64::try_from(ms / 60_000).unwrap_or(0);
    match minutes {
        0 => UNDER_A_MINUTE.say(lang).to_owned(),
        1..60 => MINUTES.fill(lang, [&minutes.to_string()]),
        60..1_440 if minutes % 60 == 0 => HOURS.fill(lang, [&(minutes / 60).to_string()]),
        60..1_440 => {
            HOURS_MINUTES.fill(lang, [&(minutes / 60).to_string(), &(minutes % 60).to_string()])
        }
        _ => DAYS.fill(lang, [&count(lang, minutes / 1_440)]),
    }
}

/// Like [`span`], in seconds where it is shorter than two minutes.
pub fn short_span(lang: Lang, ms: i64) -> String {
    if ms < 120_000 {
        SECONDS.fill(lang, [&(ms.max(0) / 1_000).to_string()])
    } else {
        span(lang, ms)
    }
}

/// `0:24`: a countdown.
pub fn countdown(ms: i64) -> String {
    let seconds = ms.max(0).saturating_add(999) / 1_000;
    format!("{}:{:02}", seconds / 60, seconds % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(iso: &str) -> Timestamp {
        Timestamp::parse_iso(iso).expect("a valid time")
    }

    #[test]
    fn numbers_are_grouped_as_each_language_does() {
        assert_eq!(count(Lang::Vi, 1_284), "1.284");
        assert_eq!(count(Lang::En, 1_234_567), "1,234,567");
        assert_eq!(count(Lang::Vi, 999), "999");
        assert_eq!(bytes(Lang::Vi, 298_400_000), "298,4 MB");
        assert_eq!(bytes(Lang::En, 1_500), "1.5 KB");
        assert_eq!(bytes_in_unit_of(Lang::Vi, 900_000, 1_600_000), "0,9");
    }

    #[test]
    fn decimals_are_written_as_on_the_papers_of_each_language() {
        assert_eq!(decimal(Lang::Vi, 1_821_805.44, 1), "1.821.805,4");
        assert_eq!(decimal(Lang::En, 562_010.25, 1), "562,010.2");
        assert_eq!(decimal(Lang::Vi, 352.94, 1), "352,9");
        assert_eq!(decimal(Lang::Vi, 60.0, 0), "60");
        assert_eq!(decimal(Lang::Vi, -1_234.5, 1), "-1.234,5");
        assert_eq!(decimal(Lang::Vi, -0.04, 1), "0,0", "there is no negative nothing");
    }

    #[test]
    fn a_stamp_names_the_day_only_where_it_is_another() {
        let now = at("2026-11-20T14:31:00+07:00");
        assert_eq!(stamp(Lang::Vi, at("2026-11-20T08:14:00+07:00"), now), "08:14");
        assert_eq!(stamp(Lang::Vi, at("2026-11-12T08:14:00+07:00"), now), "08:14 12/11");
        assert_eq!(stamp(Lang::En, at("2025-11-12T08:14:00+07:00"), now), "08:14 12 Nov 2025");
    }

    #[test]
    fn the_clock_shows_the_weekday_of_hue() {
        let late = at("2026-11-22T18:30:00Z");
        assert_eq!(clock(Lang::Vi, late), "01:30 · thứ Hai 23/11/2026");
        assert_eq!(weekday_short(Lang::Vi, at("2026-11-22T00:00:00+07:00")), "CN");
    }

    #[test]
    fn spans_are_short_and_never_negative() {
        assert_eq!(span(Lang::Vi, 45 * 60_000), "45 phút");
        assert_eq!(span(Lang::Vi, 190 * 60_000), "3 giờ 10 phút");
        assert_eq!(span(Lang::En, 2 * 86_400_000), "2 days");
        assert_eq!(span(Lang::Vi, -5), "dưới 1 phút");
        assert_eq!(short_span(Lang::Vi, 90_000), "90 giây");
        assert_eq!(countdown(23_400), "0:24");
        assert_eq!(countdown(-1), "0:00");
    }
}
