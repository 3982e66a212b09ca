//! What people call a period, and what has become of a report.

use trucban_domain::Timestamp;
use trucban_domain::figures::{Outcome, Period, PeriodKind};

use crate::{Lang, Text, figures, format};

/// `Tuần 47/2026 (16/11 – 22/11)`, `Tháng 11/2026`, `Quý 4/2026`, `Năm 2026`, `01/11/2026 – 20/11/2026`
pub fn name(lang: Lang, period: Period) -> String {
    let (first, last) = (Timestamp::start_of(period.first()), Timestamp::start_of(period.last()));
    let year = period.first().year().to_string();
    match period.kind() {
        PeriodKind::Week => {
            let week = period.first().iso_week_date();
            let (number, year) = (week.week().to_string(), week.year().to_string());
            let days = [first, last].map(|day| format::day_month(lang, day));
            figures::WEEK_NAME.fill(lang, [&number, &year, &days[0], &days[1]])
        }
        PeriodKind::Month => {
            let month = match lang {
                Lang::Vi => period.first().month().to_string(),
                Lang::En => format!("{:02}", period.first().month()),
            };
            figures::MONTH_NAME.fill(lang, [&month, &year])
        }
        PeriodKind::Quarter => {
            figures::QUARTER_NAME.fill(lang, [&period.quarter().to_string(), &year])
        }
        PeriodKind::Year => figures::YEAR_NAME.fill(lang, [&year]),
        PeriodKind::Free => {
            let days = [first, last].map(|day| format::date(lang, day));
            figures::FREE_NAME.fill(lang, [&days[0], &days[1]])
        }
    }
}

/// What a kind of period is called.
pub const fn kind(kind: PeriodKind) -> Text<0> {
    match kind {
        PeriodKind::Week => figures::WEEK,
        PeriodKind::Month => figures::MONTH,
        PeriodKind::Quarter => figures::QUARTER,
        PeriodKind::Year => figures::YEAR,
        PeriodKind::Free => figures::FREE,
    }
}

/// What has become of a report.
pub const fn outcome(outcome: Outcome) -> Text<0> {
    match outcome {
        Outcome::Waiting => figures::WAITING,
        Outcome::InWork => figures::IN_WORK,
        Outcome::InTime => figures::IN_TIME,
        Outcome::InExtendedTime => figures::IN_EXTENDED_TIME,
        Outcome::Late => figures::LATE,
        Outcome::WithoutTerm => figures::WITHOUT_TERM,
        Outcome::NotTaken => figures::NOT_TAKEN,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_are_called_as_people_call_them() {
        let day = Timestamp::parse_iso("2026-11-20T12:00:00+07:00").unwrap().local().date();
        let named = |lang, kind| name(lang, Period::holding(kind, day));
        assert_eq!(named(Lang::Vi, PeriodKind::Week), "Tuần 47/2026 (16/11 – 22/11)");
        assert_eq!(named(Lang::Vi, PeriodKind::Month), "Tháng 11/2026");
        assert_eq!(named(Lang::En, PeriodKind::Month), "11/2026");
        assert_eq!(named(Lang::Vi, PeriodKind::Quarter), "Quý 4/2026");
        assert_eq!(named(Lang::En, PeriodKind::Quarter), "Q4 2026");
        assert_eq!(named(Lang::Vi, PeriodKind::Year), "Năm 2026");
        assert_eq!(named(Lang::Vi, PeriodKind::Free), "20/11/2026 – 20/11/2026");
    }
}
