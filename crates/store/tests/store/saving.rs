//! Saving: an act is on disk before anything else, once, in order, for good.

use rusqlite::Connection;
use trucban_domain::{
    EntryKind, IncidentState, OpResult, OperationBody, QueueDay, Refusal, Timestamp,
};
use trucban_store::{Access, ActState, Saved, Store, StoreError};

use crate::central::{Central, ward_open};
use crate::people::{accept, act, actor, at, create, incident_id, note, op_id, open, try_open};

/// A store that knows one report of central's, still to be accepted.
fn with_a_report(folder: &std::path::Path) -> (Store, Central) {
    let store = open(folder);
    let mut central = Central::default();
    central.apply(&create(900, incident_id(1), "Hố ga hỏng", false)).unwrap();
    central.greet(&store, &[ward_open()]);
    (store, central)
}

fn refuse(store: &Store, client_seq: u64) {
    let refusal = Refusal::NotPermitted;
    store.record_results(&[(client_seq, OpResult::Rejected { refusal }, at(60))]).unwrap();
}

#[test]
fn an_acknowledgement_made_offline_survives_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let (store, _) = with_a_report(folder.path());
    let op = accept(1, incident_id(1));
    let saved = store.write(&op, at(1)).unwrap();
    assert_eq!((saved.op_id, saved.client_seq), (op_id(1), 1));
    drop(store);

    let store = open(folder.path());
    let incident = store.incident(incident_id(1)).unwrap().unwrap();
    assert_eq!(incident.state, IncidentState::Acknowledged);
    assert_eq!(incident.lead().acknowledged.clone().unwrap().by, actor("Trần Thị B"));
    let pending = store.pending(10, 1 << 20).unwrap();
    assert_eq!(pending.len(), 1);
    assert_eq!(pending[0].bytes, op.encode(), "the bytes are sent as they were saved");
    assert!(store.openings().is_empty());
}

#[test]
fn a_report_made_offline_shows_with_its_history_and_sender() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path());
    let provisional = store.provisional_number().unwrap();
    let mut op = create(1, incident_id(5), "Cây đổ", true);
    if let OperationBody::Create(new) = &mut op.body {
        new.provisional = Some(provisional.clone());
    }
    store.write(&op, at(1)).unwrap();
    let incident = store.incident(incident_id(5)).unwrap().unwrap();
    assert_eq!(incident.provisional.as_deref(), Some(provisional.as_str()));
    assert_eq!(store.reporter(incident_id(5)).unwrap().unwrap().phone, "0900000001");
    let history = store.history(incident_id(5)).unwrap();
    assert!(matches!(history[0].0.kind, EntryKind::Received { .. }));
    assert_eq!(history[0].1.unwrap().state, ActState::Saved);
    assert_ne!(store.provisional_number().unwrap(), provisional, "numbers are not given twice");
    assert_eq!(store.audit().unwrap(), []);
}

#[test]
fn an_act_that_the_workflow_forbids_is_not_saved() {
    let folder = tempfile::tempdir().unwrap();
    let (store, _) = with_a_report(folder.path());
    store.write(&accept(1, incident_id(1)), at(1)).unwrap();
    let second = store.write(&accept(2, incident_id(1)), at(2)).unwrap_err();
    assert!(matches!(second, StoreError::Refused(Refusal::AlreadyAcknowledged { .. })));
    let unknown = store.write(&note(3, incident_id(77)), at(3)).unwrap_err();
    assert!(matches!(unknown, StoreError::Refused(Refusal::NotFound)));
    assert_eq!(store.pending(10, 1 << 20).unwrap().len(), 1);
}

#[test]
fn an_act_is_told_to_be_safe_when_it_is_in_the_outbox_and_never_when_it_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let (store, _) = with_a_report(folder.path());
    let op = accept(1, incident_id(1));
    for _ in ["the first time", "again"] {
        let mut told = None;
        let safe = |saved: Saved| {
            let pending = store.pending(10, 1 << 20).unwrap();
            told = Some((saved.client_seq, pending.len(), pending[0].bytes.clone()));
        };
        store.write_telling(&op, at(1), safe).unwrap();
        assert_eq!(told, Some((1, 1, op.encode())));
    }
    let incident = store.incident(incident_id(1)).unwrap().unwrap();
    assert_eq!(incident.state, IncidentState::Acknowledged, "it shows when the call returns");
    let forbidden = |_| panic!("a refused act is not safe");
    assert!(store.write_telling(&accept(2, incident_id(1)), at(2), forbidden).is_err());
}

#[test]
fn an_act_saved_twice_is_one_act() {
    let folder = tempfile::tempdir().unwrap();
    let (store, _) = with_a_report(folder.path());
    let op = accept(1, incident_id(1));
    let first = store.write(&op, at(1)).unwrap();
    assert_eq!(store.write(&op, at(2)).unwrap(), first);
    assert_eq!(store.outbox().unwrap().len(), 1);
}

#[test]
fn numbers_follow_without_a_gap_whatever_is_refused_between() {
    let folder = tempfile::tempdir().unwrap();
    let (store, _) = with_a_report(folder.path());
    let mut numbers = Vec::new();
    for n in 1..=5 {
        numbers.push(store.write(&note(n, incident_id(1)), at(1)).unwrap().client_seq);
        assert!(store.write(&note(100 + n, incident_id(77)), at(1)).is_err());
    }
    assert_eq!(numbers, [1, 2, 3, 4, 5]);
}

#[test]
fn what_was_saved_cannot_be_changed_or_deleted() {
    let folder = tempfile::tempdir().unwrap();
    let (store, _) = with_a_report(folder.path());
    store.write(&note(1, incident_id(1)), at(1)).unwrap();
    refuse(&store, 1);
    drop(store);
    let conn = raw(folder.path(), "outbox.db");
    for sql in [
        "UPDATE operation SET bytes = x'00'",
        "UPDATE operation SET op_id = randomblob(16)",
        "UPDATE operation SET client_seq = 9",
        "UPDATE operation SET saved_at = 0",
        "UPDATE operation SET result = x'00'",
        "DELETE FROM operation",
    ] {
        assert!(conn.execute(sql, []).is_err(), "{sql}");
    }
}

/// Opens a file with its key, as only a test does.
pub(crate) fn raw(folder: &std::path::Path, file: &str) -> Connection {
    let key = std::fs::read_to_string(folder.join("store.key")).unwrap();
    let conn = Connection::open(folder.join(file)).unwrap();
    conn.pragma_update(None, "key", format!("x'{key}'")).unwrap();
    conn
}

#[test]
fn the_files_are_not_readable_without_the_key() {
    let folder = tempfile::tempdir().unwrap();
    let (store, _) = with_a_report(folder.path());
    store.write(&note(1, incident_id(1)), at(1)).unwrap();
    for file in ["outbox.db", "outbox.db-wal", "cache.db", "cache.db-wal"] {
        let bytes = std::fs::read(folder.path().join(file)).unwrap();
        let text = String::from_utf8_lossy(&bytes).into_owned();
        for plain in ["SQLite format", "HEPCO", "operation", "0900000001", "kiet"] {
            assert!(!text.contains(plain), "{plain} in {file}");
        }
    }
}

#[test]
fn an_answer_is_kept_once_and_never_replaced() {
    let folder = tempfile::tempdir().unwrap();
    let (store, _) = with_a_report(folder.path());
    store.write(&note(1, incident_id(1)), at(1)).unwrap();
    store.mark_sent(1, 1, at(2)).unwrap();
    store.mark_sent(1, 1, at(3)).unwrap();
    for seq in [4, 5] {
        store.record_results(&[(1, OpResult::Applied { seq }, at(4))]).unwrap();
    }
    let entry = store.operation(op_id(1)).unwrap().unwrap();
    assert_eq!(entry.result, Some((OpResult::Applied { seq: 4 }, at(4))));
    assert_eq!((entry.first_sent_at, entry.last_sent_at), (Some(at(2)), Some(at(3))));
    assert_eq!(entry.state(), ActState::Accepted);
    assert_eq!(store.pending(10, 1 << 20).unwrap(), []);
}

#[test]
fn a_refused_act_is_made_again_in_its_place_and_kept() {
    let folder = tempfile::tempdir().unwrap();
    let (store, _) = with_a_report(folder.path());
    store.write(&accept(1, incident_id(1)), at(1)).unwrap();
    let early = store.resend(op_id(1), &accept(2, incident_id(1)), at(2)).unwrap_err();
    assert!(matches!(early, StoreError::NotRefused(_)), "nothing to settle before an answer");
    refuse(&store, 1);
    assert_eq!(store.local_act(incident_id(1)).unwrap().unwrap().state, ActState::Refused);

    let again = store.resend(op_id(1), &accept(2, incident_id(1)), at(2)).unwrap();
    assert_eq!(again.client_seq, 2);
    let old = store.operation(op_id(1)).unwrap().unwrap();
    assert_eq!((old.resent_as, old.state()), (Some(2), ActState::Resent));
    let incident = store.incident(incident_id(1)).unwrap().unwrap();
    assert_eq!(incident.lead().acknowledged.clone().unwrap().operation, op_id(2));
    assert_eq!(store.pending(10, 1 << 20).unwrap().len(), 1);
    assert_eq!(store.audit().unwrap(), []);
    let twice = store.resend(op_id(1), &note(3, incident_id(1)), at(3)).unwrap_err();
    assert!(matches!(twice, StoreError::NotRefused(_)));
}

#[test]
fn a_discarded_act_is_kept_with_its_reason_and_leaves_the_rows() {
    let folder = tempfile::tempdir().unwrap();
    let (store, mut central) = with_a_report(folder.path());
    store.write(&accept(1, incident_id(1)), at(1)).unwrap();
    let unknown = store.discard(op_id(9), "nhầm", at(2)).unwrap_err();
    assert!(matches!(unknown, StoreError::UnknownOperation(_)));
    refuse(&store, 1);
    store.discard(op_id(1), "Phường khác đã nhận", at(2)).unwrap();
    let state = |store: &Store| store.incident(incident_id(1)).unwrap().unwrap().state;
    assert_eq!(state(&store), IncidentState::New);
    drop(store);
    let store = open(folder.path());
    assert_eq!(state(&store), IncidentState::New, "and stays out after a restart");
    let entry = store.operation(op_id(1)).unwrap().unwrap();
    assert_eq!(entry.discarded, Some(("Phường khác đã nhận".to_owned(), at(2))));
    central.close(incident_id(1), at(3));
    assert_eq!(store.audit().unwrap(), []);
}

#[test]
fn the_outbox_is_counted_by_what_a_person_must_know() {
    let folder = tempfile::tempdir().unwrap();
    let (store, _) = with_a_report(folder.path());
    for n in 1..=5 {
        store.write(&note(n, incident_id(1)), at(i64::try_from(n).unwrap())).unwrap();
    }
    store.mark_sent(1, 3, at(10)).unwrap();
    store.record_results(&[(1, OpResult::Applied { seq: 9 }, at(11))]).unwrap();
    refuse(&store, 2);
    let counts = store.outbox_counts(QueueDay::of(at(0))).unwrap();
    assert_eq!((counts.waiting, counts.unanswered, counts.refused), (2, 1, 1));
    assert_eq!((counts.accepted_today, counts.oldest_waiting), (1, Some(at(3))));
    let yesterday = QueueDay::of(Timestamp::from_ms(at(0).as_ms() - 86_400_000));
    assert_eq!(store.outbox_counts(yesterday).unwrap().accepted_today, 0);
    let facts = store.sync_facts().unwrap();
    assert_eq!((facts.waiting, facts.last_seq, facts.as_of), (2, 5, None));
    let numbers: Vec<u64> = store.outbox().unwrap().iter().map(|entry| entry.client_seq).collect();
    assert_eq!(numbers, [5, 4, 3, 2, 1]);
}

#[test]
fn a_push_takes_as_many_acts_as_fit_and_one_at_least() {
    let folder = tempfile::tempdir().unwrap();
    let (store, _) = with_a_report(folder.path());
    for n in 1..=4 {
        store.write(&note(n, incident_id(1)), at(1)).unwrap();
    }
    let numbers = |ops, bytes| -> Vec<u64> {
        store.pending(ops, bytes).unwrap().iter().map(|op| op.client_seq).collect()
    };
    assert_eq!(numbers(3, 1 << 20), [1, 2, 3]);
    assert_eq!(numbers(3, 1), [1]);
    store.record_results(&[(2, OpResult::Applied { seq: 1 }, at(2))]).unwrap();
    assert_eq!(numbers(9, 1 << 20), [1], "a push has no gap");
}

#[test]
fn a_folder_has_one_owner_and_any_who_look() {
    let folder = tempfile::tempdir().unwrap();
    assert!(matches!(try_open(folder.path(), Access::ReadOnly), Err(StoreError::NotReady(_))));
    let (store, _) = with_a_report(folder.path());
    assert!(matches!(try_open(folder.path(), Access::Owner), Err(StoreError::Locked(_))));
    store.write(&accept(1, incident_id(1)), at(1)).unwrap();

    let look = try_open(folder.path(), Access::ReadOnly).unwrap();
    assert_eq!(look.outbox().unwrap(), store.outbox().unwrap());
    assert_eq!(look.incident(incident_id(1)).unwrap(), store.incident(incident_id(1)).unwrap());
    assert_eq!(look.incarnation(), store.incarnation());
    let act = act(2, Some("B"), incident_id(1), OperationBody::Append { note: "x".to_owned() });
    assert!(matches!(look.write(&act, at(2)), Err(StoreError::ReadOnly)));
    drop(store);
    assert_eq!(look.outbox().unwrap().len(), 1, "and go on when the owner leaves");
    drop(open(folder.path()));
}

#[test]
fn settings_and_the_incarnation_stay() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path());
    let incarnation = store.incarnation();
    store.set_setting("enrolment", "{}").unwrap();
    store.set_setting("enrolment", "{\"url\":1}").unwrap();
    drop(store);
    let store = open(folder.path());
    assert_eq!(store.incarnation(), incarnation);
    assert_eq!(store.setting("enrolment").unwrap().as_deref(), Some("{\"url\":1}"));
    assert_eq!(store.setting("none").unwrap(), None);
}

/// Transactions in a write-ahead log: frames whose header tells the size of the file after a commit.
fn commits(log: &std::path::Path) -> usize {
    let bytes = std::fs::read(log).unwrap();
    let frames = bytes[32..].chunks_exact(24 + 4096);
    frames.filter(|frame| frame[4..8] != [0; 4]).count()
}

#[test]
fn a_save_is_one_transaction_of_the_outbox() {
    let folder = tempfile::tempdir().unwrap();
    let (store, _) = with_a_report(folder.path());
    let log = folder.path().join("outbox.db-wal");
    let before = commits(&log);
    for n in 1..=10 {
        store.write(&note(n, incident_id(1)), at(1)).unwrap();
    }
    assert_eq!(commits(&log), before + 10, "each costs one sync");
}

#[test]
fn acts_are_saved_into_room_that_the_log_has_from_the_first_start_on() {
    let folder = tempfile::tempdir().unwrap();
    let (store, _) = with_a_report(folder.path());
    let log = folder.path().join("outbox.db-wal");
    let room = std::fs::metadata(&log).unwrap().len();
    // More than the log holds before it begins anew.
    for n in 1..=400 {
        store.write(&note(n, incident_id(1)), at(1)).unwrap();
    }
    assert_eq!(std::fs::metadata(&log).unwrap().len(), room);

    // What a killed process leaves: the files as they are, with frames of two rounds in the log.
    let copy = tempfile::tempdir().unwrap();
    for file in std::fs::read_dir(folder.path()).unwrap().map(Result::unwrap) {
        std::fs::copy(file.path(), copy.path().join(file.file_name())).unwrap();
    }
    let left = open(copy.path());
    assert_eq!(left.pending(1_000, 1 << 20).unwrap().len(), 400);
    assert_eq!(std::fs::metadata(copy.path().join("outbox.db-wal")).unwrap().len(), room);
}

#[test]
fn an_act_is_saved_even_if_the_rows_cannot_be_written_and_shows_as_soon_as_they_can() {
    let folder = tempfile::tempdir().unwrap();
    let (store, _) = with_a_report(folder.path());
    let cache = raw(folder.path(), "cache.db");
    let broken = "CREATE TRIGGER broken BEFORE INSERT ON history
                  BEGIN SELECT RAISE(ABORT, 'broken'); END";
    cache.execute_batch(broken).unwrap();
    store.write(&note(1, incident_id(1)), at(1)).unwrap();
    store.write(&accept(2, incident_id(1)), at(2)).unwrap();
    let again = store.write(&accept(3, incident_id(1)), at(3)).unwrap_err();
    assert!(matches!(again, StoreError::Refused(_)), "what does not show counts all the same");
    assert_eq!(store.history(incident_id(1)).unwrap().len(), 1);

    cache.execute_batch("DROP TRIGGER broken").unwrap();
    store.write(&note(4, incident_id(1)), at(4)).unwrap();
    assert_eq!(store.history(incident_id(1)).unwrap().len(), 4);
    assert_eq!(store.audit().unwrap(), []);
}

#[test]
fn acts_saved_at_the_same_time_while_changes_come_in_are_all_there_in_one_row() {
    let folder = tempfile::tempdir().unwrap();
    let (store, mut central) = with_a_report(folder.path());
    let (writers, acts) = (4, 25);
    std::thread::scope(|threads| {
        for writer in 0..writers {
            let store = store.clone();
            threads.spawn(move || {
                for n in 0..acts {
                    store.write(&note(1 + writer * acts + n, incident_id(1)), at(1)).unwrap();
                }
            });
        }
        for n in 0..20 {
            central.apply(&note(2_000 + n, incident_id(1))).unwrap();
            assert_eq!(central.deliver(&store).mismatched, []);
        }
    });
    let saved = writers * acts;
    let numbers: Vec<u64> = store.outbox().unwrap().iter().map(|entry| entry.client_seq).collect();
    assert_eq!(numbers, (1..=saved).rev().collect::<Vec<_>>());
    assert_eq!(store.history(incident_id(1)).unwrap().len() as u64, 1 + saved + 20);
    assert_eq!(store.audit().unwrap(), []);
}
