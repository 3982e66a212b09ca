//! Figures: after any history the kept counts are those of the reports, whatever is asked of them.

use std::collections::BTreeMap;
use std::fmt::Debug;

use jiff::civil::{Date, date};
use proptest::prelude::*;
use trucban_domain::figures::{Counts, Fact, Figures, Line, Outcome, Overdue, Period, PeriodKind};
use trucban_domain::incident::{Extended, Outcome as End, Reopened};
use trucban_domain::{
    CategoryCode, Handling, HandlingState, Incident, IncidentState, LastStep, OperationBody,
    Publication, Scope, Timestamp, UnitCode, WardCode,
};
use trucban_store::{FiguresAsk, Store, StoreError};

use crate::central::{Central, scope};
use crate::people::{VY_DA, accept, act, actor, at, incident_id, open, report};

const PHU_XUAN: WardCode = WardCode(19_753);
const TODAY: Date = date(2026, 11, 20);

fn scopes() -> Vec<Scope> {
    let of = |ward| {
        let months =
            (8..=12).map(move |month| scope(&format!("w{ward}.incidents.2026-{month:02}")));
        months.chain([scope(&format!("w{ward}.incidents.open"))])
    };
    [VY_DA, PHU_XUAN].into_iter().flat_map(of).collect()
}

/// What a report becomes.
#[derive(Debug, Clone)]
struct Turn {
    report: u64,
    ward: WardCode,
    units: Vec<(&'static str, HandlingState)>,
    category: &'static str,
    state: IncidentState,
    received_hours_ago: i64,
    due_in_days: Option<i64>,
    extended: bool,
    closed_hours_ago: i64,
    outcome: Option<End>,
    reopened: bool,
    gone: bool,
}

impl Turn {
    fn parts(&self) -> Vec<Handling> {
        let step = LastStep { by: actor("Trần Thị B"), at: at(-60 * self.closed_hours_ago) };
        let part = |(unit, state): &(&str, HandlingState)| Handling {
            state: *state,
            last_step: Some(step.clone()),
            ..Handling::waiting(UnitCode((*unit).to_owned()))
        };
        self.units.iter().map(part).collect()
    }
}

fn units() -> impl Strategy<Value = Vec<(&'static str, HandlingState)>> {
    let codes = prop::sample::subsequence(vec!["ubnd-19777", "hepco", "dien-luc"], 1..=3);
    let states = prop::collection::vec(prop::sample::select(HandlingState::ALL.to_vec()), 3);
    (codes, states).prop_map(|(codes, states)| codes.into_iter().zip(states).collect())
}

fn end() -> impl Strategy<Value = Option<End>> {
    prop::option::of(prop_oneof![
        Just(End::Refused),
        Just(End::Handled(Publication::Public)),
        Just(End::Duplicate(incident_id(99))),
    ])
}

fn turn() -> impl Strategy<Value = Turn> {
    (
        (1..12_u64, prop_oneof![Just(VY_DA), Just(PHU_XUAN)]),
        (units(), prop_oneof![Just("HTDT"), Just("DIEN")]),
        prop::sample::select(IncidentState::ALL.to_vec()),
        0..24 * 90_i64,
        prop::option::weighted(0.9, -20..10_i64),
        (
            any::<bool>(),
            0..24 * 90_i64,
            prop::bool::weighted(0.1),
            end(),
            prop::bool::weighted(0.2),
        ),
    )
        .prop_map(|(who, what, state, received, due, rest)| Turn {
            report: who.0,
            ward: who.1,
            units: what.0,
            category: what.1,
            state,
            received_hours_ago: received,
            due_in_days: due,
            extended: rest.0,
            closed_hours_ago: rest.1,
            gone: rest.2,
            outcome: rest.3,
            reopened: rest.4,
        })
}

fn come(central: &mut Central, n: u64) {
    let id = incident_id(n);
    if !central.knows(id.into()) {
        let body = OperationBody::Create(Box::new(report("Hố ga hỏng", false)));
        central.apply(&act(900 + n, None, id, body)).unwrap();
    }
}

fn take(central: &mut Central, turn: &Turn) {
    let id = incident_id(turn.report);
    if turn.gone {
        return central.delete(id);
    }
    come(central, turn.report);
    central.change(id, |report| {
        report.ward = turn.ward;
        report.handling = turn.parts();
        report.outcome.clone_from(&turn.outcome);
        report.reopened =
            turn.reopened.then(|| Reopened { times: 1, at: at(-60 * turn.received_hours_ago) });
        report.category = CategoryCode(turn.category.to_owned());
        report.state = turn.state;
        report.received_at = at(-60 * turn.received_hours_ago);
        report.due_at = turn.due_in_days.map(|days| at(days * 24 * 60));
        report.extended = turn.extended.then(|| Extended { until: TODAY, decided: at(0) });
        let closed = matches!(turn.state, IncidentState::Closed | IncidentState::Contested);
        report.closed_at = closed.then(|| at(-60 * turn.closed_hours_ago));
    });
}

fn ask(period: Period) -> FiguresAsk {
    FiguresAsk { period, ward: None, today: TODAY }
}

fn held(store: &Store) -> Vec<Incident> {
    let all = Period::between(date(2020, 1, 1), date(2030, 1, 1)).unwrap();
    let mut held = Vec::new();
    store
        .reports_of(&ask(all), |incident| {
            held.push(incident);
            Ok::<(), StoreError>(())
        })
        .unwrap();
    held
}

fn line<K: Ord + Clone + Default>(lines: &mut BTreeMap<K, Line<K>>, of: K) -> &mut Line<K> {
    lines.entry(of.clone()).or_insert(Line { of, ..Line::default() })
}

/// The figures, counted from the reports one by one.
fn recount(reports: &[Incident], ask: &FiguresAsk) -> Figures {
    let (mut wards, mut units, mut categories) =
        (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
    let firsts = ask.period.stretches();
    let mut figures = Figures {
        trend: vec![Counts::default(); firsts.len()],
        arrivals: vec![0; 7 * 24],
        ..Figures::default()
    };
    for incident in reports {
        let fact = Fact::of(incident);
        let day = fact.received.date();
        figures.held_from = figures.held_from.into_iter().chain([day]).min();
        if ask.ward.is_some_and(|ward| ward != incident.ward) {
            continue;
        }
        let late = Overdue {
            rows: u32::from(fact.due_on.is_some_and(|due| due < ask.today)),
            extended: u32::from(fact.due_on.is_some_and(|due| due < ask.today) && fact.extended),
        };
        let inside = ask.period.holds(day);
        if late.rows == 0 && !inside {
            continue;
        }
        let counted = |outcome: Outcome| {
            let mut counts = Counts::default();
            counts.count(outcome, i64::from(inside));
            counts
        };
        let all = counted(fact.outcome);
        figures.total.counts.add(all);
        figures.total.overdue.add(late);
        // A ward's code has no default that is a ward.
        let ward = wards.entry(fact.ward).or_insert(Line {
            of: fact.ward,
            counts: Counts::default(),
            overdue: Overdue::default(),
        });
        ward.counts.add(all);
        ward.overdue.add(late);
        // An old report is told of with the units for which it is late.
        for part in fact.units.iter().filter(|part| inside || part.runs) {
            let unit = line(&mut units, part.unit.0.clone());
            unit.counts.add(counted(part.outcome));
            if part.runs {
                unit.overdue.add(late);
            }
        }
        let category = line(&mut categories, fact.category.0.clone());
        category.counts.add(all);
        category.overdue.add(late);
        if inside {
            figures.trend[Period::stretch_of(&firsts, day).unwrap()].add(all);
            figures.arrivals[usize::from(fact.week_hour())] += 1;
        }
    }
    figures.wards = wards.into_values().collect();
    let renamed = |line: Line<String>| (line.of, line.counts, line.overdue);
    figures.units = units
        .into_values()
        .map(renamed)
        .map(|(of, counts, overdue)| Line { of: UnitCode(of), counts, overdue })
        .collect();
    figures.categories = categories
        .into_values()
        .map(renamed)
        .map(|(of, counts, overdue)| Line { of: CategoryCode(of), counts, overdue })
        .collect();
    figures
}

fn periods() -> Vec<Period> {
    let mut all: Vec<Period> =
        PeriodKind::ALL.into_iter().map(|kind| Period::holding(kind, TODAY)).collect();
    all.push(all[1].earlier());
    for (first, last) in [
        (date(2026, 9, 3), date(2026, 11, 18)),
        (date(2026, 1, 15), date(2026, 11, 10)),
        (date(2026, 11, 19), date(2027, 8, 2)),
        (date(2020, 1, 1), date(2027, 12, 31)),
    ] {
        all.push(Period::between(first, last).unwrap());
    }
    all
}

fn agree<T: PartialEq + Debug>(kept: &T, counted: &T, what: &FiguresAsk) {
    assert_eq!(kept, counted, "{what:?}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, max_shrink_iters: 200, ..ProptestConfig::default() })]

    #[test]
    fn after_any_history_the_figures_of_any_period_are_those_of_the_reports(
        turns in prop::collection::vec(prop::collection::vec(turn(), 1..20), 1..4),
        accepted in 1..12_u64,
    ) {
        let folder = tempfile::tempdir().unwrap();
        let store = open(folder.path());
        let mut central = Central::default();
        central.greet(&store, &scopes());
        for turns in &turns {
            for turn in turns {
                take(&mut central, turn);
            }
            central.deliver(&store);
            assert_eq!(store.audit().unwrap(), []);
        }
        // An act that waits to be sent counts at once.
        let _refused = store.write(&accept(1, incident_id(accepted)), at(1));
        assert_eq!(store.audit().unwrap(), []);
        let reports = held(&store);
        for period in periods() {
            for ward in [None, Some(VY_DA), Some(WardCode(20_182))] {
                let ask = FiguresAsk { period, ward, today: TODAY };
                agree(&store.figures(&ask).unwrap(), &recount(&reports, &ask), &ask);
            }
        }
    }
}

const fn extended(until: Date) -> Extended {
    Extended { until, decided: Timestamp::from_ms(0) }
}

/// Fourteen reports of November, as one counts them on paper.
fn counted_by_hand(folder: &std::path::Path) -> (Store, Central) {
    let store = open(folder);
    let mut central = Central::default();
    central.greet(&store, &scopes());
    let day =
        |day: i8, hour: i8| Timestamp::at(date(2026, 11, day), jiff::civil::time(hour, 0, 0, 0));
    let ends = |day| Some(Timestamp::end_of(date(2026, 11, day)));
    for n in 1..=14 {
        come(&mut central, n);
        central.change(incident_id(n), |report| {
            report.received_at = day(2, 9);
            report.due_at = ends(11);
            report.state = IncidentState::Closed;
            report.closed_at = Some(day(10, 9));
        });
    }
    let mut change = |n, change: fn(&mut Incident)| central.change(incident_id(n), change);
    // 1 to 5 in time; 6 and 7 late.
    for n in [6, 7] {
        change(n, |report| report.closed_at = report.closed_at.map(|it| it.plus_ms(172_800_000)));
    }
    // 8 in an extended time.
    change(8, |report| {
        report.extended = Some(extended(date(2026, 11, 16)));
        report.due_at = Some(Timestamp::end_of(date(2026, 11, 16)));
        report.closed_at = report.closed_at.map(|it| it.plus_ms(345_600_000));
    });
    // 9 is closed, and no rule said by when.
    change(9, |report| report.due_at = None);
    // 10 and 11 are worked on, 11 with more time; both are late by now. 12 waits and is due today.
    for n in [10, 11] {
        change(n, |report| report.state = IncidentState::Acknowledged);
    }
    change(11, |report| report.extended = Some(extended(date(2026, 11, 11))));
    change(12, |report| {
        report.state = IncidentState::New;
        report.due_at = Some(Timestamp::end_of(TODAY));
    });
    // 13 waits and came in October, 14 lies elsewhere and came in on a Sunday night.
    change(13, |report| {
        report.state = IncidentState::New;
        report.received_at = report.received_at.plus_ms(-172_800_000);
    });
    change(14, |report| {
        report.ward = PHU_XUAN;
        report.received_at = Timestamp::at(date(2026, 11, 15), jiff::civil::time(23, 30, 0, 0));
        report.category = CategoryCode("DIEN".to_owned());
        report.closed_at = report.closed_at.map(|it| it.plus_ms(10 * 86_400_000));
        report.due_at = Some(Timestamp::end_of(date(2026, 11, 24)));
    });
    central.deliver(&store);
    (store, central)
}

#[test]
fn the_figures_of_a_month_are_those_that_one_counts_on_paper() {
    let folder = tempfile::tempdir().unwrap();
    let (store, _) = counted_by_hand(folder.path());
    let november = ask(Period::holding(PeriodKind::Month, TODAY));
    let figures = store.figures(&november).unwrap();
    let counts = figures.total.counts;
    // 12 waits; 10, 11 in work; 1 to 5 and 14 in time; 8; 6, 7; 9. 13 came in October.
    assert_eq!(counts, Counts([1, 2, 6, 1, 2, 1, 0]));
    assert_eq!((counts.handled_rate().part, counts.handled_rate().whole), (10, 12));
    assert_eq!((counts.on_time_rate().part, counts.on_time_rate().whole), (6, 9));
    assert_eq!((counts.extended_rate().part, counts.late_rate().part), (1, 2));
    // 10, 11 and, though it came in October, 13 are late; what is due today is not.
    assert_eq!(figures.total.overdue, Overdue { rows: 3, extended: 1 });
    let wards: Vec<_> = figures.wards.iter().map(|it| (it.of, it.counts.received())).collect();
    assert_eq!(wards, [(PHU_XUAN, 1), (VY_DA, 12)]);
    let categories: Vec<_> =
        figures.categories.iter().map(|it| (it.of.0.as_str(), it.counts.received())).collect();
    assert_eq!(categories, [("DIEN", 1), ("HTDT", 12)]);
    assert_eq!(figures.trend.len(), 30);
    assert_eq!((figures.trend[1].received(), figures.trend[14].received()), (12, 1));
    assert_eq!((figures.arrivals[9], figures.arrivals[6 * 24 + 23]), (12, 1), "Monday, Sunday");
    assert_eq!(figures.held_from, Some(date(2026, 10, 31)));
}

#[test]
fn a_ward_alone_and_a_day_that_passes_change_only_what_they_should() {
    let folder = tempfile::tempdir().unwrap();
    let (store, _) = counted_by_hand(folder.path());
    let period = Period::holding(PeriodKind::Year, TODAY);
    let of = |ward, today| store.figures(&FiguresAsk { period, ward, today }).unwrap();
    let alone = of(Some(PHU_XUAN), TODAY);
    assert_eq!((alone.total.counts.received(), alone.total.overdue.rows), (1, 0));
    assert_eq!(alone.wards.len(), 1);
    let tomorrow = of(None, date(2026, 11, 21));
    assert_eq!(tomorrow.total.overdue.rows, 4, "what was due today is late");
    assert_eq!(tomorrow.total.counts, of(None, TODAY).total.counts);
}

#[test]
fn an_empty_store_has_figures_of_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path());
    let figures = store.figures(&ask(Period::holding(PeriodKind::Week, TODAY))).unwrap();
    assert_eq!(figures.total, Line::default());
    assert_eq!((figures.trend.len(), figures.held_from), (7, None));
    assert_eq!(figures.total.counts.handled_rate().percent(), None);
}
