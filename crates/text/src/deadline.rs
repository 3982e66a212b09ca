//! How much time is left, in the words of the deadline chip and in full.
//!
//! Counts are those of [`Deadline`]; nothing is counted here.

use trucban_domain::Deadline;

use crate::Lang;
use crate::format::count;
use crate::template::texts;

texts! {
    IMMEDIATE_NOW: "Tức thời, vừa tới", "Immediate, now";
    IMMEDIATE_MINUTES: "Tức thời, {0} phút", "Immediate, {0} min";
    IMMEDIATE_HOURS: "Tức thời, {0} giờ", "Immediate, {0} h";
    IMMEDIATE_DAYS: "Tức thời, {0} ngày", "Immediate, {0} {0:day|days}";
    OVERDUE_BARE: "Quá hạn", "Overdue";
    OVERDUE_DAYS: "Quá hạn {0} ngày LV", "{0} work {0:day|days} late";
    TODAY: "Hạn hôm nay", "Due today";
    LEFT: "Còn {0} ngày LV", "{0} work {0:day|days} left";
    UNKNOWN: "Chưa rõ hạn", "No deadline";
    EXTENDED: "Gia hạn tới {0}", "Extended to {0}";
    RESULTED: "Đã có kết quả", "Result given";
    STANDS_STILL: "Hạn đang dừng", "Term stands still";
    CLOSED: "Đã đóng", "Closed";
    IMMEDIATE_NOW_FULL: "Xử lý tức thời, vừa tới", "Immediate process, just arrived";
    IMMEDIATE_FULL: "Xử lý tức thời, đã {0} từ lúc gửi", "Immediate process, {0} since it was sent";
    OVERDUE_BARE_FULL: "Quá hạn, đang là ngày nghỉ", "Overdue, today is a day off";
    OVERDUE_FULL: "Quá hạn {0} ngày làm việc", "{0} working {0:day|days} overdue";
    TODAY_FULL: "Hạn hết hôm nay", "Due at the end of today";
    LEFT_FULL: "Còn {0} ngày làm việc", "{0} working {0:day|days} left";
    UNKNOWN_FULL: "Chưa có quy định hạn", "No deadline rule is known";
}

/// The most letters a chip has room for.
pub const CHIP_ROOM: usize = 22;

/// The words of the chip.
pub fn chip(lang: Lang, deadline: Deadline) -> String {
    let number = |value: u64| count(lang, value);
    match deadline {
        Deadline::Immediate { minutes } => {
            let minutes = u64::try_from(minutes).unwrap_or(0);
            match minutes {
                0 => IMMEDIATE_NOW.say(lang).to_owned(),
                1..120 => IMMEDIATE_MINUTES.fill(lang, [&number(minutes)]),
                120..2_880 => IMMEDIATE_HOURS.fill(lang, [&number(minutes / 60)]),
                _ => IMMEDIATE_DAYS.fill(lang, [&number(minutes / 1_440)]),
            }
        }
        Deadline::Overdue { days: 0 } => OVERDUE_BARE.say(lang).to_owned(),
        Deadline::Overdue { days } => OVERDUE_DAYS.fill(lang, [&number(days.into())]),
        Deadline::Today => TODAY.say(lang).to_owned(),
        Deadline::Left { days, .. } => LEFT.fill(lang, [&number(days.into())]),
        Deadline::Unknown => UNKNOWN.say(lang).to_owned(),
    }
}

/// The same without abbreviations: for headings and for screen readers.
pub fn full(lang: Lang, deadline: Deadline) -> String {
    match deadline {
        Deadline::Immediate { minutes: ..=0 } => IMMEDIATE_NOW_FULL.say(lang).to_owned(),
        Deadline::Immediate { minutes } => {
            IMMEDIATE_FULL.fill(lang, [&crate::format::span(lang, minutes.saturating_mul(60_000))])
        }
        Deadline::Overdue { days: 0 } => OVERDUE_BARE_FULL.say(lang).to_owned(),
        Deadline::Overdue { days } => OVERDUE_FULL.fill(lang, [&count(lang, days.into())]),
        Deadline::Today => TODAY_FULL.say(lang).to_owned(),
        Deadline::Left { days, .. } => LEFT_FULL.fill(lang, [&count(lang, days.into())]),
        Deadline::Unknown => UNKNOWN_FULL.say(lang).to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CASES: [Deadline; 9] = [
        Deadline::Immediate { minutes: 0 },
        Deadline::Immediate { minutes: 119 },
        Deadline::Immediate { minutes: 2_879 },
        Deadline::Immediate { minutes: 1_440 * 365 },
        Deadline::Overdue { days: 0 },
        Deadline::Overdue { days: 365 },
        Deadline::Today,
        Deadline::Left { days: 365, soon: false },
        Deadline::Unknown,
    ];

    #[test]
    fn every_chip_fits_its_room() {
        for lang in Lang::ALL {
            for deadline in CASES {
                let words = chip(lang, deadline);
                assert!(words.chars().count() <= CHIP_ROOM, "{words}");
            }
        }
    }

    #[test]
    fn chips_read_as_people_say_them() {
        let minutes = Deadline::Immediate { minutes: 13 };
        assert_eq!(chip(Lang::Vi, minutes), "Tức thời, 13 phút");
        assert_eq!(chip(Lang::Vi, Deadline::Left { days: 2, soon: true }), "Còn 2 ngày LV");
        assert_eq!(chip(Lang::En, Deadline::Overdue { days: 1 }), "1 work day late");
        assert_eq!(full(Lang::Vi, Deadline::Overdue { days: 2 }), "Quá hạn 2 ngày làm việc");
    }
}
