//! Taking central's changes in: scopes, snapshots, flips, and what stays of this laptop's acts.

use std::collections::BTreeMap;

use trucban_domain::{Entity, Epoch, IncidentState, OpResult, Refusal, Scope};
use trucban_store::{FeedRow, FeedTombstone, Flip, Flipped, Flipping, StoreError};
use uuid::Uuid;

use crate::central::{Central, epoch, scope, ward_open};
use crate::people::{accept, act, at, create, incident_id, note, open};

fn unit_open() -> Scope {
    scope("uubnd-19777.incidents.open")
}

fn november() -> Scope {
    scope("w19777.incidents.2026-11")
}

fn central_with(reports: u64) -> Central {
    let mut central = Central::default();
    for n in 1..=reports {
        central.apply(&create(900 + n, incident_id(n), "Hố ga hỏng", false)).unwrap();
    }
    central
}

#[test]
fn an_act_leaves_the_replay_set_together_with_its_effect() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path());
    let mut central = central_with(1);
    central.greet(&store, &[ward_open()]);
    store.write(&accept(1, incident_id(1)), at(1)).unwrap();
    store.write(&note(2, incident_id(1)), at(2)).unwrap();
    let before = store.incident(incident_id(1)).unwrap();
    let lines = store.history(incident_id(1)).unwrap().len();
    let answers = central.push(&store);
    store.record_results(&answers).unwrap();
    let flipped = central.deliver(&store);
    assert_eq!(flipped.changed, [incident_id(1).into()]);
    assert_eq!(store.incident(incident_id(1)).unwrap(), before, "nothing flickers");
    assert_eq!(store.history(incident_id(1)).unwrap().len(), lines);
    assert_eq!(store.position().unwrap().acked_client_seq, 2);
    assert_eq!(store.local_act(incident_id(1)).unwrap(), None);
    assert_eq!(store.sync_facts().unwrap().as_of, Some(at(central.at)));
    assert_eq!(store.audit().unwrap(), []);
}

#[test]
fn a_refused_act_leaves_the_rows_when_central_has_settled_it_and_stays_in_the_outbox() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path());
    let mut central = central_with(1);
    central.greet(&store, &[ward_open()]);
    store.write(&accept(1, incident_id(1)), at(1)).unwrap();
    central.apply(&act(50, Some("Nguyễn Văn A"), incident_id(1), crate::people::ACCEPT)).unwrap();
    central.deliver(&store);
    let by = |store: &trucban_store::Store| {
        store
            .incident(incident_id(1))
            .unwrap()
            .unwrap()
            .lead()
            .acknowledged
            .clone()
            .unwrap()
            .by
            .name
    };
    assert_eq!(by(&store), "Nguyễn Văn A", "who was first shows at once");
    let answers = central.push(&store);
    assert!(matches!(
        answers[0].1,
        OpResult::Rejected { refusal: Refusal::AlreadyAcknowledged { .. } }
    ));
    store.record_results(&answers).unwrap();
    central.deliver(&store);
    assert_eq!(by(&store), "Nguyễn Văn A");
    assert_eq!(store.sync_facts().unwrap().refused, 1);
    assert_eq!(store.outbox().unwrap()[0].bytes, accept(1, incident_id(1)).encode());
    assert_eq!(store.audit().unwrap(), []);
}

#[test]
fn a_row_of_two_scopes_is_stored_once_and_goes_with_the_last() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path());
    let mut central = central_with(2);
    central.greet(&store, &[ward_open(), unit_open()]);
    assert_eq!(store.view_counts().unwrap().new, 2);
    central.apply(&accept(50, incident_id(1))).unwrap();
    central.deliver(&store);
    assert_eq!(store.view_counts().unwrap().acknowledged, 1);

    // The report is given to another unit: it leaves the unit's scope and stays in the ward's.
    central.change(incident_id(1), |incident| {
        incident.handling[0].unit = trucban_domain::UnitCode("hepco".to_owned());
    });
    let flipped = central.deliver(&store);
    assert_eq!(flipped.mismatched, []);
    assert!(store.incident(incident_id(1)).unwrap().is_some());
    central.close(incident_id(1), at(5));
    central.deliver(&store);
    assert_eq!(store.incident(incident_id(1)).unwrap(), None, "no held scope holds it");
    assert!(store.history(incident_id(1)).unwrap().is_empty());
    assert_eq!(store.audit().unwrap(), []);
}

#[test]
fn a_closed_report_moves_to_its_month_with_its_history() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path());
    let mut central = central_with(2);
    central.greet(&store, &[ward_open(), november()]);
    store.write(&note(1, incident_id(1)), at(1)).unwrap();
    central.close(incident_id(1), at(5));
    assert_eq!(central.deliver(&store).mismatched, []);
    let counts = store.view_counts().unwrap();
    assert_eq!((counts.new, counts.closed), (1, 1));
    assert_eq!(store.history(incident_id(1)).unwrap().len(), 3, "the note made here included");
    assert_eq!(store.audit().unwrap(), []);
}

#[test]
fn what_central_deletes_goes_and_an_act_on_it_stays_in_the_outbox() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path());
    let mut central = central_with(2);
    central.greet(&store, &[ward_open()]);
    store.write(&accept(1, incident_id(1)), at(1)).unwrap();
    central.delete(incident_id(1));
    central.deliver(&store);
    assert_eq!(store.incident(incident_id(1)).unwrap(), None);
    assert_eq!(store.pending(9, 1 << 20).unwrap().len(), 1);
    assert_eq!(store.view_counts().unwrap().new, 1);
    assert_eq!(store.audit().unwrap(), []);
}

#[test]
fn staged_pages_do_not_count_before_the_flip() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path());
    let mut central = central_with(1);
    central.greet(&store, &[ward_open()]);
    central.apply(&accept(50, incident_id(1))).unwrap();
    let pull = central.pull(&store);
    store.stage(&pull.rows, &pull.gone).unwrap();
    let state = |s: &trucban_store::Store| s.incident(incident_id(1)).unwrap().unwrap().state;
    assert_eq!(state(&store), IncidentState::New);
    store.drop_staged().unwrap();
    let nothing = Flipping::Each(BTreeMap::new());
    store.flip(&Flip { scopes: nothing, ..central.pull(&store).end }).unwrap();
    assert_eq!(state(&store), IncidentState::New, "what was dropped never comes");
}

#[test]
fn a_scope_that_does_not_add_up_is_fetched_again_and_its_rows_stay_until_then() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path());
    let mut central = central_with(2);
    central.greet(&store, &[ward_open(), november()]);
    store.write(&note(1, incident_id(2)), at(1)).unwrap();
    central.apply(&accept(50, incident_id(1))).unwrap();
    let pull = central.pull(&store);
    store.stage(&pull.rows[1..], &pull.gone).unwrap();
    let flipped = store.flip(&pull.end).unwrap();
    assert_eq!(flipped.mismatched, [ward_open()]);
    let cursors = store.position().unwrap().cursors;
    assert_eq!(cursors.keys().collect::<Vec<_>>(), [&november()]);
    assert_eq!(store.view_counts().unwrap().new, 2);

    central.greet(&store, &[ward_open(), november()]);
    assert_eq!(store.view_counts().unwrap().acknowledged, 1);
    assert_eq!(central.deliver(&store).mismatched, []);
    assert_eq!(store.pending(9, 1 << 20).unwrap().len(), 1, "the outbox is untouched");
    assert_eq!(store.audit().unwrap(), []);
}

#[test]
fn a_broken_snapshot_is_dropped_and_a_whole_one_replaces_every_row_of_its_scope() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path());
    let mut central = central_with(3);
    central.greet(&store, &[ward_open()]);
    let broken = store.finish_snapshot(&ward_open(), 9, 1).unwrap_err();
    assert!(matches!(broken, StoreError::DigestMismatch { .. }));
    assert_eq!(store.view_counts().unwrap().new, 3, "the scope is as it was");

    central.delete(incident_id(1));
    central.apply(&accept(50, incident_id(2))).unwrap();
    central.snapshot(&store, &ward_open());
    let counts = store.view_counts().unwrap();
    assert_eq!((counts.new, counts.acknowledged), (1, 1));
    assert_eq!(store.audit().unwrap(), []);
    let stranger = scope("w1.incidents.open");
    let unknown = store.finish_snapshot(&stranger, 1, 0).unwrap_err();
    assert!(matches!(unknown, StoreError::UnknownScope(_)));
}

#[test]
fn a_scope_that_is_taken_away_leaves_no_row_and_no_word() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path());
    let central = central_with(3);
    central.greet(&store, &[ward_open(), scope("w19777.reporters.open")]);
    assert!(store.reporter(incident_id(1)).unwrap().is_some());
    store.write(&accept(1, incident_id(1)), at(1)).unwrap();
    let subscribed = store.subscribe(&[ward_open()]).unwrap();
    assert_eq!(subscribed.removed, [scope("w19777.reporters.open")]);
    assert_eq!(store.reporter(incident_id(1)).unwrap(), None);
    assert!(store.incident(incident_id(1)).unwrap().is_some());

    let subscribed = store.subscribe(&[november()]).unwrap();
    assert_eq!((subscribed.added, subscribed.removed), (vec![november()], vec![ward_open()]));
    assert_eq!(store.view_counts().unwrap().new, 0);
    assert_eq!(store.incident(incident_id(1)).unwrap(), None);
    assert_eq!(store.pending(9, 1 << 20).unwrap().len(), 1);
    assert_eq!(store.audit().unwrap(), []);
    drop(store);
    let conn = crate::saving::raw(folder.path(), "cache.db");
    for table in ["incident", "history", "reporter", "row_scope", "base_row", "staged", "packed"] {
        let rows: i64 =
            conn.query_row(&format!("SELECT count(*) FROM {table}"), [], |row| row.get(0)).unwrap();
        assert_eq!(rows, 0, "{table}");
    }
    conn.execute_batch(
        "CREATE VIRTUAL TABLE temp.words USING fts5vocab (main, incident_search, row)",
    )
    .unwrap();
    let words: i64 = conn.query_row("SELECT count(*) FROM words", [], |row| row.get(0)).unwrap();
    assert_eq!(words, 0, "the search table forgot too");
}

#[test]
fn rows_of_tables_that_this_build_does_not_know_are_kept_and_counted_into_the_digest() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path());
    let central = central_with(1);
    central.greet(&store, &[ward_open()]);
    let id = Uuid::from_u128(77);
    let row = |seq, entity: &str, data: &[u8]| FeedRow {
        scope: ward_open(),
        entity: entity.to_owned(),
        id,
        seq,
        row_version: seq,
        data: data.to_vec(),
    };
    let share = |entity: Entity, version| {
        let entity = entity.as_str().to_owned();
        trucban_domain::record::Versioned { entity, id, row_version: version }.digest()
    };
    let foreign = trucban_domain::record::Versioned {
        entity: "camera_alert".to_owned(),
        id,
        row_version: 100,
    };
    let sum = central
        .digest(&ward_open())
        .wrapping_add(foreign.digest())
        .wrapping_add(share(Entity::Incident, 101));
    store.stage(&[row(100, "camera_alert", b"new"), row(101, "incident", b"newer")], &[]).unwrap();
    let mut end = central.pull(&store).end;
    end.scopes = Flipping::Each(BTreeMap::from([(ward_open(), sum)]));
    assert_eq!(store.flip(&end).unwrap().mismatched, []);
    assert_eq!(store.view_counts().unwrap().new, 1, "what cannot be read is not shown");
    assert_eq!(store.audit().unwrap(), []);

    let gone = |entity: &str| FeedTombstone {
        scope: ward_open(),
        entity: entity.to_owned(),
        id,
        seq: 200,
        left_scope: false,
    };
    store.stage(&[], &[gone("camera_alert"), gone("incident")]).unwrap();
    assert_eq!(store.flip(&central.pull(&store).end).unwrap().mismatched, []);
    assert_eq!(store.audit().unwrap(), []);
}

#[test]
fn scopes_compared_together_differ_until_each_was_compared_and_the_wrong_one_fetched_again() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path());
    let mut central = central_with(2);
    central.greet(&store, &[ward_open(), november()]);
    central.apply(&accept(50, incident_id(1))).unwrap();
    let pull = central.pull_together(&store);
    store.stage(&pull.rows[1..], &pull.gone).unwrap();
    let flipped = store.flip(&pull.end).unwrap();
    assert!(flipped.differs && flipped.mismatched.is_empty(), "{flipped:?}");
    let position = store.position().unwrap();
    let head = pull.end.head_seq;
    assert_eq!(position.cursors.into_values().collect::<Vec<_>>(), [head, head]);

    let flipped = central.deliver(&store);
    assert!(!flipped.differs);
    assert_eq!(flipped.mismatched, [ward_open()], "now each was compared");
    assert_eq!(store.position().unwrap().missing, [ward_open()]);
    central.greet(&store, &[ward_open(), november()]);
    let pull = central.pull_together(&store);
    assert!(!store.flip(&pull.end).unwrap().differs);
    assert_eq!(store.view_counts().unwrap().acknowledged, 1);
}

#[test]
fn a_scope_that_is_not_held_yet_is_not_compared_and_stays_missing() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path());
    let mut central = central_with(2);
    central.greet(&store, &[ward_open()]);
    store.subscribe(&[november(), ward_open(), unit_open()]).unwrap();
    assert_eq!(store.position().unwrap().missing, [unit_open(), november()], "months come last");
    central.apply(&accept(50, incident_id(1))).unwrap();
    let pull = central.pull_together(&store);
    store.stage(&pull.rows, &pull.gone).unwrap();
    assert!(!store.flip(&pull.end).unwrap().differs);
    assert_eq!(store.position().unwrap().missing, [unit_open(), november()]);
    assert_eq!(store.view_counts().unwrap().acknowledged, 1);
}

#[test]
fn an_immediate_report_rings_once_and_not_for_who_made_it() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path());
    let mut central = central_with(1);
    central.greet(&store, &[ward_open(), unit_open()]);
    central.apply(&create(60, incident_id(8), "Cây đổ", true)).unwrap();
    assert_eq!(central.deliver(&store).urgent_arrived, 1);
    central.apply(&note(61, incident_id(8))).unwrap();
    assert_eq!(central.deliver(&store).urgent_arrived, 0);
    central.change(incident_id(1), |incident| incident.urgent = true);
    assert_eq!(central.deliver(&store).urgent_arrived, 1, "it became immediate");

    store.write(&create(1, incident_id(9), "Dây điện đứt", true), at(1)).unwrap();
    let answers = central.push(&store);
    store.record_results(&answers).unwrap();
    assert_eq!(central.deliver(&store).urgent_arrived, 0);
    assert_eq!(store.audit().unwrap(), []);
}

/// A laptop whose one act central answered, before the rows came back.
fn with_an_answered_act(folder: &std::path::Path) -> (trucban_store::Store, Central) {
    let store = open(folder);
    let mut central = central_with(2);
    central.greet(&store, &[ward_open()]);
    store.write(&accept(1, incident_id(1)), at(1)).unwrap();
    let answers = central.push(&store);
    store.record_results(&answers).unwrap();
    (store, central)
}

#[test]
fn an_answer_of_a_life_that_is_over_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let (store, central) = with_an_answered_act(folder.path());
    // The answer is on its way while central is restored from a backup.
    let late = central.pull(&store);
    let next = Epoch::from_uuid(Uuid::from_u128(10));
    store.begin_epoch(next).unwrap();
    store.stage(&late.rows, &late.gone).unwrap();
    assert_eq!(store.flip(&late.end).unwrap(), Flipped::default());
    let position = store.position().unwrap();
    assert_eq!((position.epoch, position.acked_client_seq), (Some(next), 0));
    assert_eq!(store.view_counts().unwrap().acknowledged, 1, "the act made here still shows");
    assert_eq!(store.audit().unwrap(), []);
}

#[test]
fn another_life_of_central_is_fetched_from_the_start_and_no_act_is_forgotten() {
    let folder = tempfile::tempdir().unwrap();
    let (store, central) = with_an_answered_act(folder.path());
    central.deliver(&store);

    store.begin_epoch(epoch()).unwrap();
    assert_eq!(store.position().unwrap().acked_client_seq, 1, "the same life changes nothing");
    let next = Epoch::from_uuid(Uuid::from_u128(10));
    store.begin_epoch(next).unwrap();
    let position = store.position().unwrap();
    assert_eq!((position.epoch, position.acked_client_seq), (Some(next), 0));
    assert!(position.cursors.is_empty());
    assert_eq!(store.view_counts().unwrap().acknowledged, 1, "rows stay to be read");

    // The backup is older than the acknowledgement, and its rows have older versions.
    let restored = central_with(1);
    restored.snapshot(&store, &ward_open());
    let counts = store.view_counts().unwrap();
    assert_eq!((counts.new, counts.acknowledged), (0, 1), "the act made here still shows");
    assert_eq!(store.audit().unwrap(), []);
}

#[test]
fn closed_months_come_in_whole_and_together_or_not_at_all() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path());
    let mut central = central_with(3);
    central.close(incident_id(1), at(5));
    central.close(incident_id(2), at(6));
    let months = [november(), scope("w19777.incidents.2026-10")];
    central.greet(&store, &[ward_open()]);
    store.subscribe(&[ward_open(), november(), months[1].clone()]).unwrap();
    let (rows, whole) = central.whole(&months);
    let mut wrong = whole.clone();
    wrong[0].2 ^= 1;
    assert!(matches!(
        store.load_whole(&rows, &wrong),
        Err(StoreError::DigestMismatch { scope }) if scope == november()
    ));
    assert_eq!(store.view_counts().unwrap().closed, 0, "nothing of it is shown");

    store.load_whole(&rows, &whole).unwrap();
    store.load_whole(&rows, &whole).unwrap();
    assert_eq!(store.view_counts().unwrap().closed, 2, "a second time changes nothing");
    assert_eq!(store.position().unwrap().cursors.len(), 3, "an empty month is held too");
    assert!(central.deliver(&store).mismatched.is_empty());
    assert_eq!(store.audit().unwrap(), []);
    let elsewhere = [(unit_open(), 1, 0)];
    assert!(matches!(store.load_whole(&[], &elsewhere), Err(StoreError::UnknownScope(_))));
}
