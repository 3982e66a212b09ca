//! What counts as what, on reports and days that are counted by hand.

use jiff::civil::date;
use uuid::Uuid;

use super::*;
use crate::id::{GrantId, IncidentId, UserId};
use crate::incident::{Actor, Extended, LastStep, Publication, Reopened, Source};

fn at(iso: &str) -> Timestamp {
    Timestamp::parse_iso(iso).unwrap()
}

/// A part whose newest step was taken then.
fn part(unit: &str, state: HandlingState, step: Option<&str>) -> Handling {
    let by = Actor {
        user: UserId::from_uuid(Uuid::from_u128(1)),
        name: "Trần Thị B".to_owned(),
        unit: UnitCode(unit.to_owned()),
        grant: GrantId::from_uuid(Uuid::from_u128(2)),
    };
    let last_step = step.map(|iso| LastStep { by, at: at(iso) });
    Handling { state, last_step, ..Handling::waiting(UnitCode(unit.to_owned())) }
}

/// Came in on Friday 20/11/2026 at 8:15, due on 01/12.
fn report(state: IncidentState) -> Incident {
    Incident {
        id: IncidentId::from_uuid(Uuid::from_u128(7)),
        number: None,
        provisional: None,
        ward: WardCode(19_777),
        handling: vec![part("hepco", HandlingState::Waiting, None)],
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
        closed_at: None,
        sample: true,
        photos: Vec::new(),
        last_step: None,
        extended: None,
        question: None,
        pauses: Vec::new(),
        outcome: None,
        rating: None,
        reopened: None,
        visited: None,
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
        extended: Some(Extended {
            until: date(2026, 12, 8),
            decided: at("2026-11-30T08:00:00+07:00"),
        }),
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
    let unit = UnitCode("hepco".to_owned());
    assert_eq!(fact.units, [PartFact { unit, outcome: Outcome::Waiting, runs: true }]);
    assert_eq!(Fact::of(&report(IncidentState::Resulted)).due_on, None);
}

#[test]
fn what_was_refused_or_is_a_duplicate_is_not_accepted() {
    let other = IncidentId::from_uuid(Uuid::from_u128(8));
    for (outcome, counts_as) in [
        (Some(End::Refused), Outcome::NotTaken),
        (Some(End::Duplicate(other)), Outcome::NotTaken),
        (Some(End::Handled(Publication::Withheld)), Outcome::InTime),
        (None, Outcome::InTime),
    ] {
        let report = Incident { outcome, ..closed("2026-11-21T08:00:00+07:00") };
        let fact = Fact::of(&report);
        assert_eq!((fact.outcome, fact.units[0].outcome), (counts_as, counts_as), "{report:?}");
    }
}

#[test]
fn while_its_sender_is_asked_a_report_is_open_and_never_late() {
    let asked = |state| Incident {
        handling: vec![part("hepco", state, None)],
        due_at: Some(at("2026-11-20T09:00:00+07:00")),
        ..report(IncidentState::SenderAsked)
    };
    let fact = Fact::of(&asked(HandlingState::Accepted));
    assert_eq!((fact.outcome, fact.due_on), (Outcome::InWork, None));
    assert_eq!(Outcome::of(&asked(HandlingState::Waiting)), Outcome::Waiting);
}

#[test]
fn a_contested_report_stays_handled_until_it_is_opened_again_and_then_is_in_work() {
    let contested =
        Incident { state: IncidentState::Contested, ..closed("2026-11-21T08:00:00+07:00") };
    assert_eq!(Outcome::of(&contested), Outcome::InTime);
    let reopened = Some(Reopened { times: 1, at: at("2026-11-25T08:00:00+07:00") });
    let again = Incident { reopened, ..report(IncidentState::New) };
    let fact = Fact::of(&again);
    assert_eq!((fact.outcome, fact.units[0].outcome), (Outcome::InWork, Outcome::InWork));
}

#[test]
fn each_unit_has_its_own_outcome_and_a_report_that_of_its_last_unit() {
    let early = Some("2026-11-25T08:00:00+07:00");
    let late = Some("2026-12-02T08:00:00+07:00");
    let outcomes = |report: &Incident| {
        let fact = Fact::of(report);
        let parts = fact.units.iter().map(|it| (it.outcome, it.runs));
        (fact.outcome, parts.collect::<Vec<_>>())
    };
    let mut report = Incident {
        handling: vec![
            part("hepco", HandlingState::Resulted, early),
            part("dien-luc", HandlingState::Waiting, None),
        ],
        ..report(IncidentState::New)
    };
    assert_eq!(
        outcomes(&report),
        (Outcome::Waiting, vec![(Outcome::InWork, false), (Outcome::Waiting, true)]),
        "the deadline runs for the unit that has not given its result"
    );
    report.handling[1] = part("dien-luc", HandlingState::Resulted, late);
    report.state = IncidentState::Closed;
    report.closed_at = Some(at("2026-12-03T08:00:00+07:00"));
    assert_eq!(
        outcomes(&report),
        (Outcome::Late, vec![(Outcome::InTime, false), (Outcome::Late, false)])
    );
}

#[test]
fn a_review_that_takes_long_makes_no_result_late() {
    let given = part("hepco", HandlingState::Resulted, Some("2026-12-01T16:00:00+07:00"));
    let report = Incident { handling: vec![given], ..closed("2026-12-04T08:00:00+07:00") };
    assert_eq!(Outcome::of(&report), Outcome::InTime);
}

#[test]
fn rates_are_shares_of_accepted_reports_and_there_is_none_of_nothing() {
    // 13 sent: 2 wait, 1 in work, 4 in time, 1 extended, 1 late, 1 without a term, 3 not taken.
    let counts = Counts([2, 1, 4, 1, 1, 1, 3]);
    assert_eq!((counts.received(), counts.accepted(), counts.handled()), (13, 8, 7));
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
    let counts = Counts([54_654, 1_346, 121_000, 0, 0, 0, 0]);
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
