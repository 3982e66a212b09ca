//! The queue: its order, its groups, its counts, its search.

use trucban_domain::{
    IncidentId, IncidentState, Operation, OperationBody, QueueDay, QueueGroup, Step, UnitCode,
};
use trucban_store::{ActState, QueueAsk, Store, View, Viewer};

use crate::central::{Central, scope, ward_open};
use crate::people::{VY_DA, accept, act, actor, at, incident_id, open, report};

/// A report that came in some days before or after the sample's day.
fn came_in(n: u64, days: i64, urgent: bool, title: &str) -> Operation {
    let mut op =
        act(n, None, incident_id(n), OperationBody::Create(Box::new(report(title, urgent))));
    op.envelope.made_at = at(days * 24 * 60 + i64::try_from(n).unwrap());
    op
}

fn ask(view: View, search: &str) -> QueueAsk {
    QueueAsk {
        view,
        wards: Vec::new(),
        search: search.to_owned(),
        offset: 0,
        limit: 200,
        day: QueueDay::of(at(0)),
    }
}

fn ids(store: &Store, ask: &QueueAsk) -> Vec<IncidentId> {
    store.queue(ask).unwrap().rows.iter().map(|row| row.incident.id).collect()
}

/// 1, 2: immediate. 3, 4: late. 5: due today. 6, 7: later. 8, 9: closed, 9 last. 7 is accepted.
fn city(folder: &std::path::Path) -> (Store, Central) {
    let store = open(folder);
    let mut central = Central::default();
    for (n, days, urgent) in [
        (7, 0, false),
        (6, -1, false),
        (5, -9, false),
        (4, -20, false),
        (3, -21, false),
        (2, 0, true),
        (1, -1, true),
        (8, -30, false),
        (9, -31, false),
    ] {
        central.apply(&came_in(n, days, urgent, &format!("Phản ánh {n}"))).unwrap();
    }
    central.apply(&accept(700, incident_id(7))).unwrap();
    central.close(incident_id(8), at(-60));
    central.close(incident_id(9), at(-30));
    central.greet(&store, &[ward_open(), scope("w19777.incidents.2026-11")]);
    (store, central)
}

fn numbered(ns: &[u64]) -> Vec<IncidentId> {
    ns.iter().copied().map(incident_id).collect()
}

#[test]
fn immediate_ones_come_first_then_late_ones_then_todays_then_the_rest() {
    let folder = tempfile::tempdir().unwrap();
    let (store, _) = city(folder.path());
    let slice = store.queue(&ask(View::Open, "")).unwrap();
    let rows: Vec<IncidentId> = slice.rows.iter().map(|row| row.incident.id).collect();
    assert_eq!(rows, numbered(&[1, 2, 3, 4, 5, 6, 7]));
    let groups = [
        (QueueGroup::Immediate, 2),
        (QueueGroup::Overdue, 2),
        (QueueGroup::Today, 1),
        (QueueGroup::Upcoming, 2),
    ];
    assert_eq!((slice.groups.as_slice(), slice.total), (groups.as_slice(), 7));
    let told: Vec<QueueGroup> = slice.rows.iter().map(|row| row.group).collect();
    let laid: Vec<QueueGroup> =
        groups.iter().flat_map(|(group, rows)| vec![*group; *rows as usize]).collect();
    assert_eq!(told, laid, "each row stands under its own heading");
}

#[test]
fn closed_ones_are_a_view_of_their_own_newest_first() {
    let folder = tempfile::tempdir().unwrap();
    let (store, _) = city(folder.path());
    let slice = store.queue(&ask(View::Closed, "")).unwrap();
    assert_eq!(slice.groups, [(QueueGroup::Closed, 2)]);
    assert_eq!(ids(&store, &ask(View::Closed, "")), numbered(&[9, 8]));
}

#[test]
fn views_by_state_and_their_counts_follow_the_local_acts() {
    let folder = tempfile::tempdir().unwrap();
    let (store, _) = city(folder.path());
    assert_eq!(ids(&store, &ask(View::Acknowledged, "")), numbered(&[7]));
    store.write(&accept(701, incident_id(1)), at(1)).unwrap();
    assert_eq!(ids(&store, &ask(View::Acknowledged, "")), numbered(&[1, 7]));
    assert_eq!(ids(&store, &ask(View::New, "")), numbered(&[2, 3, 4, 5, 6]));
    let counts = store.view_counts().unwrap();
    assert_eq!((counts.new, counts.acknowledged, counts.closed), (5, 2, 2));
    assert_eq!((counts.of(View::Open), counts.of(View::Closed)), (7, 2));
    let row = store.queue(&ask(View::Open, "")).unwrap().rows.remove(0);
    assert_eq!(row.act.unwrap().state, ActState::Saved);
    assert_eq!(row.incident.state, IncidentState::Acknowledged);
}

#[test]
fn stretches_laid_side_by_side_are_the_whole_queue() {
    let folder = tempfile::tempdir().unwrap();
    let (store, _) = city(folder.path());
    for (view, search) in [(View::Open, ""), (View::Open, "phan anh"), (View::New, "")] {
        let whole = ids(&store, &ask(view, search));
        for limit in 1..=4 {
            let mut laid = Vec::new();
            for offset in (0..u32::try_from(whole.len()).unwrap()).step_by(limit) {
                let limit = u32::try_from(limit).unwrap();
                laid.extend(ids(&store, &QueueAsk { offset, limit, ..ask(view, search) }));
            }
            assert_eq!(laid, whole, "{view:?} {search:?} by {limit}");
        }
        let beyond = QueueAsk { offset: 99, ..ask(view, search) };
        assert_eq!(ids(&store, &beyond), []);
    }
}

#[test]
fn every_typed_word_must_begin_a_word_of_the_report() {
    let folder = tempfile::tempdir().unwrap();
    let (store, mut central) = city(folder.path());
    central.apply(&came_in(20, 0, false, "Đèn đường hỏng")).unwrap();
    central.apply(&came_in(21, 0, true, "Cây đổ chắn đường Nguyễn Huệ")).unwrap();
    central.deliver(&store);
    let found = |search: &str| ids(&store, &ask(View::Open, search));
    assert_eq!(found("duong"), numbered(&[21, 20]));
    assert_eq!(found("ĐƯỜNG"), numbered(&[21, 20]));
    assert_eq!(found("nguyen hue duong"), numbered(&[21]));
    assert_eq!(found("duo"), numbered(&[21, 20]), "a beginning suffices");
    assert_eq!(found("uong"), []);
    assert_eq!(found("duong \" OR"), []);
    assert_eq!(found("vy da").len(), 9, "the ward's name is a word of its reports");
    let number = store.incident(incident_id(20)).unwrap().unwrap().number.unwrap();
    assert_eq!(found(&number), numbered(&[20]));
    assert_eq!(found(&number[1..]), numbered(&[20]), "with and without its letter");
    assert_eq!(ids(&store, &ask(View::Closed, "duong")), []);
    let slice = store.queue(&ask(View::Open, "duong")).unwrap();
    assert_eq!(slice.groups, [(QueueGroup::Immediate, 1), (QueueGroup::Upcoming, 1)]);
}

#[test]
fn a_provisional_number_is_found_before_and_after_central_numbers_the_report() {
    let folder = tempfile::tempdir().unwrap();
    let (store, mut central) = city(folder.path());
    let provisional = store.provisional_number().unwrap();
    let mut new = report("Ổ gà", false);
    new.provisional = Some(provisional.clone());
    let op = act(30, Some("B"), incident_id(30), OperationBody::Create(Box::new(new)));
    store.write(&op, at(1)).unwrap();
    let found = || ids(&store, &ask(View::Open, &provisional));
    assert_eq!(found(), numbered(&[30]));
    let answers = central.push(&store);
    store.record_results(&answers).unwrap();
    central.deliver(&store);
    assert!(store.incident(incident_id(30)).unwrap().unwrap().number.is_some());
    assert_eq!(found(), numbered(&[30]));
    assert_eq!(store.audit().unwrap(), []);
}

fn viewer(unit: UnitCode) -> Viewer {
    Viewer { user: actor("Trần Thị B").user, unit }
}

#[test]
fn the_views_of_own_work_follow_the_acts_and_whoever_looks() {
    let folder = tempfile::tempdir().unwrap();
    let (store, _) = city(folder.path());
    assert_eq!(ids(&store, &ask(View::Mine, "")), numbered(&[]), "nobody looks yet");
    store.set_viewer(&viewer(UnitCode::committee_of(VY_DA))).unwrap();
    assert_eq!(ids(&store, &ask(View::Mine, "")), numbered(&[7]));
    assert_eq!(store.view_counts().unwrap().unit, 7);
    store.write(&accept(701, incident_id(1)), at(1)).unwrap();
    assert_eq!(ids(&store, &ask(View::Mine, "")), numbered(&[1, 7]));
    assert_eq!(ids(&store, &ask(View::Unassigned, "")), numbered(&[2, 3, 4, 5, 6]));
    assert_eq!(ids(&store, &ask(View::Mine, "phan anh 7")), numbered(&[7]));
    let done = OperationBody::Transition(Step::GiveResult { text: "Đã xong.".to_owned() });
    store.write(&act(702, Some("Trần Thị B"), incident_id(1), done), at(2)).unwrap();
    let counts = store.view_counts().unwrap();
    assert_eq!((counts.mine, counts.unit, counts.unassigned), (2, 6, 5));
    assert_eq!(store.audit().unwrap(), []);
    store.set_viewer(&viewer(UnitCode("hepco".to_owned()))).unwrap();
    assert_eq!(store.view_counts().unwrap().unit, 0, "another unit looks");
    assert_eq!(store.audit().unwrap(), []);
}

#[test]
fn the_views_that_a_day_cuts_are_the_groups_of_the_queue() {
    let folder = tempfile::tempdir().unwrap();
    let (store, _) = city(folder.path());
    let whole = store.queue(&ask(View::Open, "")).unwrap();
    let of = |group| whole.rows.iter().filter(move |row| row.group == group);
    let counts = store.view_counts_on(ask(View::Open, "").day, None, &[]).unwrap();
    for (view, group, count) in [
        (View::Overdue, QueueGroup::Overdue, counts.overdue),
        (View::Today, QueueGroup::Today, counts.today),
    ] {
        let expected: Vec<IncidentId> = of(group).map(|row| row.incident.id).collect();
        assert_eq!(ids(&store, &ask(view, "")), expected, "{view:?}");
        assert_eq!(ids(&store, &ask(view, "phan anh")), expected, "{view:?} searched");
        assert_eq!(count as usize, expected.len());
        let last = u32::try_from(expected.len() - 1).unwrap();
        let page = ids(&store, &QueueAsk { offset: last, limit: 5, ..ask(view, "") });
        assert_eq!(page, expected[last as usize..], "nothing beyond its end");
    }
}
