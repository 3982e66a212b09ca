//! The published pairs, and cases counted by hand on the calendars of 2021 to 2027.

use jiff::civil::{Date, Time};

use super::*;

fn at(text: &str) -> Timestamp {
    Timestamp::parse_iso(&format!("{text}:00+07:00")).unwrap_or_else(|| panic!("{text}"))
}

fn day(text: &str) -> Date {
    text.parse().unwrap_or_else(|_| panic!("{text}"))
}

/// What a case asks.
#[derive(Default)]
struct Asked {
    cut_off: Option<&'static str>,
    pauses: &'static [(&'static str, &'static str)],
    /// The day granted, and when.
    extension: Option<(&'static str, &'static str)>,
}

fn count(received: &str, length: Length, asked: &Asked) -> Count {
    let cut_off = asked.cut_off.map(|time| time.parse::<Time>().unwrap());
    let pauses: Vec<Pause> = asked
        .pauses
        .iter()
        .map(|(from, to)| Pause { from: at(from), to: (!to.is_empty()).then(|| at(to)) })
        .collect();
    let extension = asked
        .extension
        .map(|(until, decided)| Extension { until: day(until), decided: at(decided) });
    let rule = Rule::asked(length, cut_off);
    let term = Term { rule: &rule, received: at(received), pauses: &pauses, extension };
    WorkCalendar::shipped().count(&term)
}

/// The day and the minute at which it runs out; a deadline that is a day runs out at 23:59.
fn due(received: &str, length: Length, asked: &Asked) -> String {
    let due = count(received, length, asked).due;
    due.map_or("-".to_owned(), |due| format!("{} {}", due.day_month_year(), due.hour_minute()))
}

fn agree(cases: &[(&str, Length, &str, &str)], asked: &Asked) {
    for (received, length, expected, why) in cases {
        let expected =
            if expected.len() == 10 { format!("{expected} 23:59") } else { (*expected).to_owned() };
        assert_eq!(due(received, *length, asked), expected, "{received} {length:?}: {why}");
    }
}

use Length::{Days, Hours, WorkingDays, WorkingHours};

#[test]
fn seven_working_days_as_on_published_tickets() {
    agree(
        &[
            ("2024-08-20T09:00", WorkingDays(7), "29/08/2024", "published"),
            ("2021-02-21T19:37", WorkingDays(7), "03/03/2021", "published, received on a Sunday"),
        ],
        &Asked::default(),
    );
}

#[test]
fn an_ordinary_week_is_counted_from_the_day_after_receipt() {
    agree(
        &[
            ("2026-11-09T00:00", WorkingDays(1), "10/11/2026", "Monday's first minute is Monday"),
            ("2026-11-09T23:59", WorkingDays(1), "10/11/2026", "and so is its last"),
            ("2026-11-13T10:00", WorkingDays(1), "16/11/2026", "Friday, so Monday"),
            ("2026-11-14T10:00", WorkingDays(1), "17/11/2026", "Saturday is received on Monday"),
            ("2026-11-15T10:00", WorkingDays(1), "17/11/2026", "and Sunday too"),
            ("2026-11-12T08:14", WorkingDays(7), "23/11/2026", "13, 16 to 20, 23"),
            ("2026-11-02T08:00", WorkingDays(15), "23/11/2026", "three weeks"),
            ("2026-11-09T08:00", WorkingDays(0), "-", "no day at all is no deadline"),
        ],
        &Asked::default(),
    );
}

#[test]
fn tet_is_passed_over_with_the_weekends_around_it() {
    agree(
        &[
            // 2026: off from Saturday 14/2 to Sunday 22/2.
            ("2026-02-13T16:00", WorkingDays(1), "23/02/2026", "the first day after Tết"),
            ("2026-02-10T09:00", WorkingDays(7), "26/02/2026", "11 to 13, 23 to 26"),
            ("2026-02-17T09:00", WorkingDays(7), "04/03/2026", "first of Tết: received 23/2"),
            ("2026-02-22T23:00", WorkingDays(1), "24/02/2026", "its last day: received 23/2"),
            // 2025: off from Saturday 25/1 to Sunday 2/2.
            ("2025-01-24T15:00", WorkingDays(2), "04/02/2025", "3 and 4/2"),
            ("2025-01-22T15:00", WorkingDays(7), "07/02/2025", "23, 24, 3 to 7"),
            // 2024: off from Thursday 8/2 to Wednesday 14/2.
            ("2024-02-07T10:00", WorkingDays(3), "19/02/2024", "15, 16, 19"),
            // 2023: off from Friday 20/1 to Thursday 26/1.
            ("2023-01-19T10:00", WorkingDays(2), "30/01/2023", "Friday 27, Monday 30"),
            // 2021: off from Wednesday 10/2 to Tuesday 16/2.
            ("2021-02-09T10:00", WorkingDays(4), "22/02/2021", "17 to 19, 22"),
            // 2027, estimated: off from Thursday 4/2 to Wednesday 10/2.
            ("2027-02-03T10:00", WorkingDays(2), "12/02/2027", "11 and 12"),
        ],
        &Asked::default(),
    );
}

#[test]
fn national_day_and_the_other_holidays_are_passed_over() {
    agree(
        &[
            ("2026-08-28T10:00", WorkingDays(1), "03/09/2026", "off from Saturday 29/8 to 2/9"),
            ("2026-08-31T10:00", WorkingDays(1), "04/09/2026", "received on 3/9"),
            ("2025-08-29T10:00", WorkingDays(2), "04/09/2025", "1 and 2/9 off: 3, 4"),
            ("2024-08-30T10:00", WorkingDays(2), "05/09/2024", "2 and 3/9 off: 4, 5"),
            ("2023-08-31T10:00", WorkingDays(1), "05/09/2023", "1/9 to 4/9 off"),
            ("2022-08-31T10:00", WorkingDays(1), "05/09/2022", "1 and 2/9, weekend"),
            ("2021-09-01T10:00", WorkingDays(1), "06/09/2021", "2 and 3/9, weekend"),
            (
                "2026-04-24T10:00",
                WorkingDays(3),
                "04/05/2026",
                "26/4 made good on 27/4: 28, 29, 4/5",
            ),
            ("2026-04-27T09:00", WorkingDays(7), "11/05/2026", "received 28/4: 29, 4 to 8, 11"),
            ("2023-04-28T10:00", WorkingDays(1), "04/05/2023", "29/4 to 3/5 off"),
            ("2026-11-23T10:00", WorkingDays(1), "25/11/2026", "24/11 off, announced"),
            ("2025-12-31T10:00", WorkingDays(1), "05/01/2026", "1 and 2/1 off, weekend"),
        ],
        &Asked::default(),
    );
}

#[test]
fn a_saturday_that_makes_up_for_a_day_is_worked() {
    agree(
        &[
            ("2026-08-21T10:00", WorkingDays(1), "22/08/2026", "Saturday worked for 31/8"),
            ("2026-08-22T10:00", WorkingDays(1), "24/08/2026", "and one received on it"),
            ("2026-01-09T10:00", WorkingDays(1), "10/01/2026", "Saturday worked for 2/1"),
            ("2025-04-25T10:00", WorkingDays(2), "28/04/2025", "Saturday 26, Monday 28"),
            ("2024-05-03T10:00", WorkingDays(1), "04/05/2024", "Saturday worked for 29/4"),
            ("2024-04-26T10:00", WorkingDays(2), "03/05/2024", "29/4 to 1/5 off: 2, 3"),
        ],
        &Asked::default(),
    );
}

#[test]
fn after_the_cut_off_it_counts_as_of_the_next_working_day() {
    agree(
        &[
            ("2026-11-09T15:59", WorkingDays(1), "10/11/2026", "before"),
            ("2026-11-09T16:00", WorkingDays(1), "11/11/2026", "at the cut-off"),
            ("2026-11-13T16:30", WorkingDays(1), "17/11/2026", "Friday late is Monday"),
            ("2026-11-14T08:00", WorkingDays(1), "17/11/2026", "Saturday early is Monday"),
            ("2026-11-14T16:30", WorkingDays(1), "17/11/2026", "and Saturday late too"),
            ("2026-02-13T17:00", WorkingDays(1), "24/02/2026", "the last day before Tết, late"),
            ("2026-11-09T16:30", WorkingHours(2), "10/11/2026 09:30", "from 7:30 of the next day"),
        ],
        &Asked { cut_off: Some("16:00"), ..Asked::default() },
    );
}

#[test]
fn hours_are_counted_as_their_rule_says() {
    agree(
        &[
            ("2026-11-09T08:00", WorkingHours(2), "09/11/2026 10:00", "within the morning"),
            ("2026-11-09T10:30", WorkingHours(2), "09/11/2026 14:30", "over noon"),
            ("2026-11-09T16:30", WorkingHours(4), "10/11/2026 10:30", "over night"),
            (
                "2026-11-13T16:30",
                WorkingHours(8),
                "16/11/2026 16:30",
                "a working day over a weekend",
            ),
            ("2026-11-14T09:00", WorkingHours(1), "16/11/2026 08:30", "from Monday 7:30"),
            ("2026-11-13T22:00", Hours(4), "14/11/2026 02:00", "day and night alike"),
            ("2026-02-13T22:00", Hours(24), "14/02/2026 22:00", "over Tết too"),
            ("2026-11-09T08:00", Days(10), "19/11/2026", "days of the week alike"),
            ("2026-11-09T08:00", Days(5), "16/11/2026", "ends on Saturday 14: Monday"),
            ("2026-08-19T08:00", Days(10), "03/09/2026", "ends on Saturday 29/8: after 2/9"),
        ],
        &Asked::default(),
    );
}

#[test]
fn a_pause_moves_the_end_by_the_days_it_lasts_over() {
    let paused = |from, to| Asked { pauses: Box::leak(Box::new([(from, to)])), ..Asked::default() };
    let seven = |asked: &Asked| due("2026-11-02T08:00", WorkingDays(7), asked);
    assert_eq!(seven(&Asked::default()), "11/11/2026 23:59");
    assert_eq!(
        seven(&paused("2026-11-04T09:00", "2026-11-04T16:00")),
        "11/11/2026 23:59",
        "one day"
    );
    assert_eq!(
        seven(&paused("2026-11-04T09:00", "2026-11-05T09:00")),
        "12/11/2026 23:59",
        "a night"
    );
    assert_eq!(seven(&paused("2026-11-04T09:00", "2026-11-06T09:00")), "13/11/2026 23:59", "two");
    assert_eq!(
        seven(&paused("2026-11-06T09:00", "2026-11-09T09:00")),
        "12/11/2026 23:59",
        "a weekend"
    );
    assert_eq!(
        seven(&paused("2026-11-07T09:00", "2026-11-08T09:00")),
        "11/11/2026 23:59",
        "days off"
    );
    assert_eq!(
        seven(&paused("2026-11-12T09:00", "2026-11-20T09:00")),
        "11/11/2026 23:59",
        "too late"
    );
    assert_eq!(seven(&paused("2026-11-04T09:00", "")), "- ".trim_end(), "no end in sight");
    let twice = Asked {
        pauses: &[
            ("2026-11-09T09:00", "2026-11-10T09:00"),
            ("2026-11-04T09:00", "2026-11-05T09:00"),
        ],
        ..Asked::default()
    };
    assert_eq!(seven(&twice), "13/11/2026 23:59", "both, in any order");
    let lapped = Asked {
        pauses: &[
            ("2026-11-04T09:00", "2026-11-06T09:00"),
            ("2026-11-05T09:00", "2026-11-06T15:00"),
        ],
        ..Asked::default()
    };
    assert_eq!(seven(&lapped), "13/11/2026 23:59", "what stands still twice stands still once");
    let hours = paused("2026-11-09T09:00", "2026-11-09T14:30");
    assert_eq!(
        due("2026-11-09T08:00", WorkingHours(4), &hours),
        "09/11/2026 17:30",
        "an hour before it and three after it"
    );
    assert_eq!(due("2026-11-09T08:00", Hours(4), &hours), "09/11/2026 17:30");
    assert_eq!(due("2026-11-09T08:00", Hours(1), &hours), "09/11/2026 09:00", "over before it");
}

#[test]
fn an_extension_ends_where_it_was_granted_and_never_earlier() {
    let extended =
        |until| Asked { extension: Some((until, "2026-11-10T10:00")), ..Asked::default() };
    let seven = |asked: &Asked| due("2026-11-02T08:00", WorkingDays(7), asked);
    assert_eq!(seven(&extended("2026-11-18")), "18/11/2026 23:59");
    assert_eq!(seven(&extended("2026-11-21")), "21/11/2026 23:59", "a Saturday that was granted");
    assert_eq!(seven(&extended("2026-11-10")), "11/11/2026 23:59", "never earlier");
    let during =
        Asked { pauses: &[("2026-11-12T09:00", "2026-11-13T09:00")], ..extended("2026-11-18") };
    assert_eq!(seven(&during), "19/11/2026 23:59", "a pause after it moves the new end");
    let before =
        Asked { pauses: &[("2026-11-04T09:00", "2026-11-05T09:00")], ..extended("2026-11-18") };
    assert_eq!(seven(&before), "18/11/2026 23:59", "one before it was known when it was granted");
    let open = Asked { pauses: &[("2026-11-12T09:00", "")], ..extended("2026-11-18") };
    assert_eq!(seven(&open), "-");
    let days = count("2026-11-02T08:00", WorkingDays(7), &extended("2026-11-13")).days;
    assert_eq!(days.len(), 9, "the days of the extension are counted too: {days:?}");
}

#[test]
fn a_deadline_runs_out_at_the_end_of_its_day() {
    let due = count("2024-08-20T09:00", WorkingDays(7), &Asked::default()).due.unwrap();
    assert_eq!(due.plus_ms(1).day_month_year(), "30/08/2024");
}

#[test]
fn time_left_is_counted_without_today_and_told_of_in_time() {
    let calendar = WorkCalendar::shipped();
    let received = at("2026-11-11T08:14");
    let due = calendar.of_category(None, received).and_then(|count| count.due);
    assert_eq!(due.map(Timestamp::day_month_year).as_deref(), Some("20/11/2026"));
    let left = |now| calendar.deadline(false, received, due, at(now));
    assert_eq!(left("2026-11-17T15:58"), Deadline::Left { days: 3, soon: false });
    assert_eq!(left("2026-11-18T15:58"), Deadline::Left { days: 2, soon: true });
    assert_eq!(left("2026-11-20T23:59"), Deadline::Today);
    assert_eq!(left("2026-11-21T10:00"), Deadline::Overdue { days: 0 });
    assert_eq!(left("2026-11-25T00:01"), Deadline::Overdue { days: 2 }, "23 and 25, 24 is off");
    let urgent = calendar.deadline(true, received, due, received.plus_ms(56 * 60_000));
    assert_eq!(urgent, Deadline::Immediate { minutes: 56 });
    assert_eq!(calendar.deadline(false, received, None, received), Deadline::Unknown);
}
