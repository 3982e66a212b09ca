//! What counts as what, on reports and days that are counted by hand.

use jiff::civil::date;
use uuid::Uuid;

use super::*;
use crate::id::IncidentId;
use crate::incident::Source;

fn at(iso: &str) -> Timestamp {
    Timestamp::parse_iso(iso).unwrap()
}

/// Came in on Friday 20/11/2026 at 8:15, due on 01/12.
fn report(state: IncidentState) -> Incident {
    Incident {
        id: IncidentId::from_uuid(Uuid::from_u128(7)),
        number: None,
        provisional: None,
        ward: WardCode(19_777),
        unit: UnitCode("hepco".to_owned()),
        category: CategoryCode("HTDT".to_owned()),
        source: Source::HueS,
        title: String::new(),
        body: String::new(),
        address: String::new(),
        position: None,
        urgent: false,
        state,
        received_at: at("2026-11-20T08:15:00+07:00"),
        due_at: Some(Timestamp::end_of(date(2026, 12, 1))),
        acknowledged: None,
        closed_at: None,
        sample: true,
        photos: Vec::new(),
        last_step: None,
        returned: None,
        extension: None,
        extended_to: None,
        result: None,
    }
}

fn closed(iso: &str) -> Incident {
    Incident { closed_at: Some(at(iso)), ..report(IncidentState::Closed) }
}

#[test]
fn a_report_is_accepted_from_its_units_acceptance_on_and_handled_when_it_is_closed() {
    let of = |state| Outcome::of(&report(state));
    assert_eq!(of(IncidentState::New), Outcome::Waiting);
    assert_eq!(of(IncidentState::Returned), Outcome::Waiting, "nobody has accepted it any more");
    for state in
        [IncidentState::Acknowledged, IncidentState::ExtensionAsked, IncidentState::Resulted]
    {
        assert_eq!(of(state), Outcome::InWork, "{state:?}");
    }
    assert_eq!(Outcome::of(&closed("2026-11-21T08:00:00+07:00")), Outcome::InTime);
}

#[test]
fn the_last_moment_of_the_last_day_is_in_time_and_the_next_is_late() {
    assert_eq!(Outcome::of(&closed("2026-12-01T23:59:59.999+07:00")), Outcome::InTime);
    assert_eq!(Outcome::of(&closed("2026-12-02T00:00:00+07:00")), Outcome::Late);
}

#[test]
fn late_with_a_granted_extension_is_apart_from_late_without() {
    let extended = |iso| Incident {
        extended_to: Some(date(2026, 12, 8)),
        due_at: Some(Timestamp::end_of(date(2026, 12, 8))),
        ..closed(iso)
    };
    assert_eq!(Outcome::of(&extended("2026-12-05T09:00:00+07:00")), Outcome::InExtendedTime);
    assert_eq!(
        Outcome::of(&extended("2026-12-09T09:00:00+07:00")),
        Outcome::Late,
        "the extension ran out too"
    );
    let without = Incident { due_at: None, ..closed("2027-12-05T09:00:00+07:00") };
    assert_eq!(Outcome::of(&without), Outcome::WithoutTerm, "nobody guesses that it is late");
}

#[test]
fn a_deadline_runs_until_the_result_is_given() {
    let fact = Fact::of(&report(IncidentState::New));
    assert_eq!((fact.due_on, fact.extended), (Some(date(2026, 12, 1)), false));
    assert_eq!(fact.week_hour(), 4 * 24 + 8, "a Friday after 8");
    assert_eq!(fact.units, [(UnitCode("hepco".to_owned()), Outcome::Waiting)]);
    assert_eq!(Fact::of(&report(IncidentState::Resulted)).due_on, None);
}

#[test]
fn rates_are_shares_of_accepted_reports_and_there_is_none_of_nothing() {
    // 10 sent: 2 wait, 1 in work, 4 in time, 1 extended, 1 late, 1 without a term.
    let counts = Counts([2, 1, 4, 1, 1, 1]);
    assert_eq!((counts.received(), counts.accepted(), counts.handled()), (10, 8, 7));
    assert_eq!(counts.handled_rate(), Share { part: 7, whole: 8 });
    assert_eq!(counts.handled_rate().percent(), Some(87.5));
    assert_eq!(counts.on_time_rate(), Share { part: 4, whole: 6 });
    assert_eq!(counts.extended_rate(), Share { part: 1, whole: 6 });
    assert_eq!(counts.late_rate(), Share { part: 1, whole: 6 });
    assert_eq!(Counts::default().handled_rate().percent(), None);
}

#[test]
fn the_published_rate_of_september_2025_is_one_of_accepted_reports() {
    // 121,000 handled and 98.9 %: 122,346 had been accepted, of 177,000 sent.
    let counts = Counts([54_654, 1_346, 121_000, 0, 0, 0]);
    assert_eq!(counts.received(), 177_000);
    let percent = counts.handled_rate().percent().unwrap();
    assert!((percent - 98.9).abs() < 0.05, "{percent}");
}

#[test]
fn periods_begin_and_end_where_people_say() {
    let of = |kind| {
        let period = Period::holding(kind, date(2026, 11, 20));
        (period.first(), period.last(), period.to_string())
    };
    let days = |from, to, name: &str| (from, to, name.to_owned());
    assert_eq!(
        of(PeriodKind::Week),
        days(date(2026, 11, 16), date(2026, 11, 22), "2026-W47"),
        "Monday to Sunday"
    );
    assert_eq!(of(PeriodKind::Month), days(date(2026, 11, 1), date(2026, 11, 30), "2026-11"));
    assert_eq!(of(PeriodKind::Quarter), days(date(2026, 10, 1), date(2026, 12, 31), "2026-Q4"));
    assert_eq!(of(PeriodKind::Year), days(date(2026, 1, 1), date(2026, 12, 31), "2026"));
}

#[test]
fn earlier_and_later_lead_over_the_ends_of_months_and_years_and_back() {
    for kind in PeriodKind::ALL {
        let mut period = Period::holding(kind, date(2024, 2, 29));
        for _ in 0..40 {
            let later = period.later();
            assert_eq!(period.last().tomorrow().unwrap(), later.first(), "{kind:?}: no gap");
            assert_eq!(later.earlier(), period);
            period = later;
        }
    }
    let free = Period::between(date(2026, 11, 3), date(2026, 11, 12)).unwrap();
    assert_eq!(free.later().first(), date(2026, 11, 13));
    assert_eq!(free.later().days(), 10);
}

#[test]
fn turned_round_and_absurd_periods_are_none_and_are_refused_when_they_are_read() {
    assert_eq!(Period::between(date(2026, 11, 2), date(2026, 11, 1)), None);
    assert_eq!(Period::between(date(1926, 11, 2), date(2026, 11, 1)), None);
    let read = |text: &str| serde_json::from_str::<Period>(text).is_ok();
    assert!(read(r#"{"kind":"month","first":"2026-11-01","last":"2026-11-30"}"#));
    assert!(!read(r#"{"kind":"month","first":"2026-11-02","last":"2026-11-30"}"#));
    assert!(!read(r#"{"kind":"free","first":"2026-11-02","last":"2026-11-01"}"#));
}

#[test]
fn a_trend_has_a_stretch_for_each_day_week_or_month_and_every_day_lies_in_one() {
    let month = Period::holding(PeriodKind::Month, date(2026, 11, 20));
    assert_eq!((month.stride(), month.stretches().len()), (Stride::Day, 30));
    let quarter = Period::holding(PeriodKind::Quarter, date(2026, 11, 20));
    assert_eq!(quarter.stride(), Stride::Week);
    let weeks = quarter.stretches();
    assert_eq!((weeks[0], weeks[1]), (date(2026, 10, 1), date(2026, 10, 5)), "the first is cut");
    let year = Period::holding(PeriodKind::Year, date(2026, 11, 20));
    assert_eq!((year.stride(), year.stretches().len()), (Stride::Month, 12));
    assert_eq!(Period::stretch_of(&weeks, date(2026, 10, 4)), Some(0));
    assert_eq!(Period::stretch_of(&weeks, date(2026, 12, 31)), Some(weeks.len() - 1));
    assert_eq!(Period::stretch_of(&weeks, date(2026, 9, 30)), None);
}
