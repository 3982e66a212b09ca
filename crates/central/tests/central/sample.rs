//! The sample city.

use std::collections::BTreeMap;

use trucban_central::{SampleAsk, SampleDone, SampleSize, SampleStep};
use trucban_domain::{Entity, Incident, IncidentState, QueueDay, Record, Role, Timestamp, Ward};

use crate::harness::{TestCentral, VY_DA};

pub fn as_of() -> Timestamp {
    Timestamp::parse_iso("2026-11-20T14:31:00+07:00").unwrap()
}

fn quick(reports: u32) -> SampleAsk {
    SampleAsk { size: SampleSize::Quick { reports }, seed: 46, as_of: as_of() }
}

pub fn import(test: &TestCentral, reports: u32) {
    make(test, quick(reports));
}

pub fn make(test: &TestCentral, ask: SampleAsk) {
    let done = test.central.import_sample(ask, &mut |_| {}).unwrap();
    assert!(matches!(done, SampleDone::Imported(_)), "{done:?}");
}

fn records(test: &TestCentral) -> BTreeMap<(String, Vec<u8>), Vec<u8>> {
    let db = test.database();
    let mut statement = db.prepare("SELECT entity, id, data FROM record").unwrap();
    let rows = statement.query_map([], |row| Ok(((row.get(0)?, row.get(1)?), row.get(2)?)));
    rows.unwrap().map(Result::unwrap).collect()
}

pub fn reports(test: &TestCentral) -> Vec<Incident> {
    let of = |((entity, _), data): ((String, Vec<u8>), Vec<u8>)| match Record::decode(
        Entity::parse(&entity).unwrap(),
        &data,
    )
    .unwrap()
    {
        Record::Incident(incident) => Some(*incident),
        _ => None,
    };
    records(test).into_iter().filter_map(of).collect()
}

#[test]
fn the_same_arguments_make_the_same_city() {
    let (one, two, other) = (TestCentral::new(), TestCentral::new(), TestCentral::new());
    two.clock.advance(86_400_000);
    import(&one, 120);
    import(&two, 120);
    make(&other, SampleAsk { seed: 47, ..quick(120) });
    assert_eq!(records(&one), records(&two));
    assert_ne!(records(&one), records(&other));
}

#[test]
fn a_second_import_changes_nothing_and_says_what_is_there() {
    let test = TestCentral::new();
    assert_eq!(test.central.sample_there().unwrap(), None);
    import(&test, 20);
    let before = records(&test);
    let ask = SampleAsk { seed: 1, ..quick(500) };
    let done = test.central.import_sample(ask, &mut |_| {}).unwrap();
    let SampleDone::AlreadyThere(there) = done else { panic!("{done:?}") };
    assert_eq!((there.seed, there.reports, there.as_of), (46, 20, as_of()));
    assert_eq!(test.central.sample_there().unwrap(), Some(there));
    assert_eq!(records(&test), before);
}

#[test]
fn the_counts_are_those_of_the_rows_and_progress_ends_where_it_should() {
    let test = TestCentral::new();
    let mut steps = Vec::new();
    let done = test.central.import_sample(quick(200), &mut |step| steps.push(step)).unwrap();
    let SampleDone::Imported(made) = done else { panic!("{done:?}") };
    assert_eq!(made.reports, 200);
    let mut counted: BTreeMap<String, u64> = BTreeMap::new();
    for (entity, _) in records(&test).into_keys() {
        *counted.entry(entity).or_default() += 1;
    }
    let told = made.counts.iter().map(|(entity, count)| ((*entity).to_owned(), count.rows));
    assert_eq!(told.collect::<BTreeMap<_, _>>(), counted);
    assert!(steps.contains(&SampleStep::Reports { done: 200, of: 200 }));
    assert_eq!(steps.last(), Some(&SampleStep::Indexes));
}

#[test]
fn the_city_has_work_of_every_kind_in_every_place() {
    let test = TestCentral::new();
    import(&test, 2_000);
    let reports = reports(&test);
    assert_eq!(reports.len(), 2_000);
    assert!(reports.iter().all(|report| report.sample && report.number.is_some()));
    let is_open = |report: &&Incident| report.state != IncidentState::Closed;
    let open = reports.iter().filter(is_open).count();
    assert!((180..420).contains(&open), "about 15 % are open, got {open}");
    for ward in Ward::all() {
        assert!(reports.iter().any(|report| report.ward == ward.code), "{}", ward.name);
    }
    let here = reports.iter().filter(|report| report.ward == VY_DA);
    let queue: Vec<&Incident> = here.clone().filter(is_open).collect();
    assert!((100..220).contains(&here.count()));
    let day = QueueDay::of(as_of());
    let count = |wanted: &dyn Fn(&Incident) -> bool| queue.iter().filter(|r| wanted(r)).count();
    let due = |report: &Incident| report.due_at.unwrap();
    let found = (
        queue.len(),
        count(&|r| r.urgent),
        count(&|r| !r.urgent && due(r) < day.starts),
        count(&|r| !r.urgent && (day.starts..=day.ends).contains(&due(r))),
        count(&|r| r.state == IncidentState::New),
        count(&|r| r.state == IncidentState::Acknowledged),
    );
    let (all, urgent, overdue, today, new, accepted) = found;
    assert!(all >= 18 && urgent >= 2 && overdue >= 4 && today >= 1, "{found:?}");
    assert!(new >= 5 && accepted >= 5, "{found:?}");
    let fresh = as_of().plus_ms(-3 * 3_600_000);
    assert!(
        queue.iter().filter(|r| r.urgent).all(|r| r.received_at > fresh),
        "urgent ones are new"
    );
}

#[test]
fn nothing_happens_after_the_moment_of_the_city_or_out_of_order() {
    let test = TestCentral::new();
    import(&test, 600);
    let wards = trucban_geo::WardIndex::shipped().unwrap();
    for report in reports(&test) {
        let accepted = report.lead().acknowledged.as_ref().map(|accepted| accepted.at);
        let steps: Vec<Timestamp> =
            [Some(report.received_at), accepted, report.closed_at, Some(as_of())]
                .into_iter()
                .flatten()
                .collect();
        assert!(steps.is_sorted(), "{:?}: {steps:?}", report.number);
        let closed = report.state == IncidentState::Closed;
        assert_eq!(closed, report.closed_at.is_some());
        assert!(!closed || accepted.is_some(), "nothing is closed that nobody accepted");
        let position = report.position.map(|at| wards.ward_at(at.lat, at.lon));
        assert!(position.is_none_or(|ward| ward == Some(report.ward)), "{report:?}");
    }
}

#[tokio::test]
async fn work_goes_on_with_new_numbers_after_the_sample() {
    let test = TestCentral::new();
    import(&test, 30);
    let desk = test.enroll("Nguyễn Văn A", Role::CityDesk, &[]);
    desk.push(1, &[desk.create(VY_DA)]).await.unwrap();
    let numbers: Vec<String> = reports(&test).into_iter().filter_map(|r| r.number).collect();
    assert!(numbers.contains(&"a246570".to_owned()) && numbers.contains(&"a246600".to_owned()));
}
