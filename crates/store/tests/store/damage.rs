//! Damage: a cache is built anew, an outbox is rescued, a newer store is left alone.

use std::fs;
use std::path::Path;

use trucban_domain::{IncidentState, OpResult, Operation};
use trucban_store::{Access, ActState, Opening, Store, StoreError};

use crate::central::{Central, ward_open};
use crate::people::{accept, at, create, incident_id, note, op_id, open, try_open};
use crate::saving::raw;

const PAGE: usize = 4096;

/// A store with one report and thirty acts, closed.
fn thirty_acts(folder: &Path) -> Central {
    let store = open(folder);
    let mut central = Central::default();
    central.apply(&create(900, incident_id(1), "Hố ga hỏng", false)).unwrap();
    central.greet(&store, &[ward_open()]);
    store.set_setting("enrolment", "{}").unwrap();
    store.write(&accept(1, incident_id(1)), at(1)).unwrap();
    for n in 2..=30 {
        store.write(&note(n, incident_id(1)), at(2)).unwrap();
    }
    store.mark_sent(1, 2, at(3)).unwrap();
    store.record_results(&[(1, OpResult::Applied { seq: 3 }, at(4))]).unwrap();
    central
}

fn spoil(file: &Path, page: usize) {
    let mut bytes = fs::read(file).unwrap();
    for byte in &mut bytes[page * PAGE + 100..page * PAGE + 200] {
        *byte ^= 0x5a;
    }
    fs::write(file, bytes).unwrap();
}

fn pages(file: &Path) -> usize {
    usize::try_from(fs::metadata(file).unwrap().len()).unwrap() / PAGE
}

/// Whatever happened, no number is missing, none is given twice, and what was saved is byte for byte
/// what was saved. Gives the acts read and lost.
fn assert_rescued(store: &Store, highest: u64) -> (u32, u32) {
    let openings = store.openings();
    let Some(Opening::OutboxRescued { read, lost, file }) = openings.last() else {
        panic!("{openings:?}");
    };
    assert_eq!(u64::from(read + lost), highest);
    let lines = fs::read_to_string(file).unwrap();
    assert_eq!(lines.lines().count() as u64, highest);
    let mut seen = 0;
    for entry in store.outbox().unwrap().iter().rev() {
        seen += 1;
        assert_eq!(entry.client_seq, seen, "numbers follow without a gap");
        if entry.bytes.is_empty() {
            continue;
        }
        let op = Operation::decode(&entry.bytes).unwrap();
        assert_eq!((op.envelope.op_id, entry.op_id), (op_id(seen), op_id(seen)));
    }
    assert_eq!(seen, highest);
    let next = store.write(&create(500, incident_id(2), "Ổ gà", false), at(9)).unwrap();
    assert_eq!(next.client_seq, highest + 1, "a number is never given out twice");
    assert_eq!(store.audit().unwrap(), []);
    (*read, *lost)
}

/// A folder as it is, to try something on.
pub(crate) fn copy(from: &Path) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for file in fs::read_dir(from).unwrap() {
        let file = file.unwrap();
        fs::copy(file.path(), folder.path().join(file.file_name())).unwrap();
    }
    folder
}

#[test]
fn a_damaged_page_of_the_outbox_costs_no_act_that_central_does_not_have() {
    let whole = tempfile::tempdir().unwrap();
    thirty_acts(whole.path());
    let store = open(whole.path());
    let incarnation = store.incarnation();
    let before = store.incident(incident_id(1)).unwrap();
    drop(store);
    for page in 0..pages(&whole.path().join("outbox.db")) {
        let folder = copy(whole.path());
        spoil(&folder.path().join("outbox.db"), page);
        let store = open(folder.path());
        assert_eq!(assert_rescued(&store, 30), (30, 0), "page {page}");
        assert_eq!(store.incarnation(), incarnation, "page {page}: central must not see a clone");
        assert_eq!(store.setting("enrolment").unwrap().as_deref(), Some("{}"), "page {page}");
        assert_eq!(store.incident(incident_id(1)).unwrap(), before, "page {page}");
        assert!(folder.path().join("outbox-damaged-1.db").exists());
        drop(store);
        let store = open(folder.path());
        assert_eq!(store.openings(), [], "page {page}: once");
        assert_eq!(store.outbox().unwrap().len(), 31);
    }
}

#[test]
fn without_the_second_copies_a_damaged_page_costs_only_what_lies_on_it() {
    let whole = tempfile::tempdir().unwrap();
    thirty_acts(whole.path());
    fs::remove_file(whole.path().join("cache.db")).unwrap();
    let mut some = 0;
    for page in 0..pages(&whole.path().join("outbox.db")) {
        let folder = copy(whole.path());
        spoil(&folder.path().join("outbox.db"), page);
        let store = open(folder.path());
        assert_eq!(store.openings()[0], Opening::CacheRebuilt);
        let (_, lost) = assert_rescued(&store, 30);
        some += u32::from((1..30).contains(&lost));
    }
    assert!(some > 1, "several pages hold some acts and not others: {some}");
}

#[test]
fn an_act_of_which_only_the_number_is_known_is_answered_as_unreadable() {
    let folder = tempfile::tempdir().unwrap();
    let mut central = thirty_acts(folder.path());
    fs::remove_file(folder.path().join("outbox.db")).unwrap();
    fs::remove_file(folder.path().join("cache.db")).unwrap();
    let store = open(folder.path());
    assert_eq!(assert_rescued(&store, 30), (0, 30));
    central.greet(&store, &[ward_open()]);
    let answers = central.push(&store);
    assert_eq!(answers.len(), 31);
    store.record_results(&answers).unwrap();
    central.deliver(&store);
    let entries = store.outbox().unwrap();
    assert_eq!(entries[0].state(), ActState::Accepted);
    assert!(entries[1..].iter().all(|entry| entry.state() == ActState::Refused));
    assert_eq!(store.audit().unwrap(), []);
}

#[test]
fn acts_missing_at_the_end_are_noticed() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path());
    store.write(&create(1, incident_id(1), "Hố ga", false), at(1)).unwrap();
    drop(store);
    let early = fs::read(folder.path().join("outbox.db")).unwrap();
    let store = open(folder.path());
    store.write(&note(2, incident_id(1)), at(2)).unwrap();
    store.write(&note(3, incident_id(1)), at(2)).unwrap();
    drop(store);
    fs::write(folder.path().join("outbox.db"), early).unwrap();
    let store = open(folder.path());
    assert_eq!(assert_rescued(&store, 3), (3, 0), "from their second copies");
}

#[test]
fn a_rescue_that_was_cut_short_is_finished() {
    let folder = tempfile::tempdir().unwrap();
    thirty_acts(folder.path());
    let path = |name: &str| folder.path().join(name);
    // The moment between the two renames.
    fs::copy(path("outbox.db"), path("outbox-rescue.db")).unwrap();
    fs::rename(path("outbox.db"), path("outbox-damaged-1.db")).unwrap();
    let store = open(folder.path());
    assert_eq!(store.openings(), []);
    assert_eq!(store.outbox().unwrap().len(), 30);
}

#[test]
fn damage_met_while_at_work_is_dealt_with_at_the_next_start() {
    let folder = tempfile::tempdir().unwrap();
    let mut central = thirty_acts(folder.path());
    let store = open(folder.path());
    for n in 0..200 {
        central.apply(&create(1000 + n, incident_id(100 + n), "Đèn hỏng", false)).unwrap();
    }
    central.deliver(&store);
    drop(store);
    let file = folder.path().join("cache.db");
    for page in pages(&file) / 2..pages(&file) {
        spoil(&file, page);
    }
    let store = open(folder.path());
    // Either the opening itself met the damage, or somebody does who reads every report.
    if store.openings().is_empty() {
        assert!((0..200).any(|n| store.incident(incident_id(100 + n)).is_err()));
        assert!(folder.path().join("cache.damaged").exists());
        drop(store);
        assert_eq!(open(folder.path()).openings(), [Opening::CacheRebuilt]);
    } else {
        assert_eq!(store.openings(), [Opening::CacheRebuilt]);
    }
    assert!(!folder.path().join("cache.damaged").exists());
}

#[test]
fn a_damaged_cache_is_built_anew_and_the_acts_come_back_with_the_rows() {
    let folder = tempfile::tempdir().unwrap();
    let central = thirty_acts(folder.path());
    fs::write(folder.path().join("cache.db"), vec![7; 3 * PAGE]).unwrap();
    let store = open(folder.path());
    assert_eq!(store.openings(), [Opening::CacheRebuilt]);
    assert_eq!(store.outbox().unwrap().len(), 30, "the outbox is untouched");
    assert_eq!(store.incident(incident_id(1)).unwrap(), None);
    assert_eq!(store.setting("enrolment").unwrap().as_deref(), Some("{}"));
    central.greet(&store, &[ward_open()]);
    let incident = store.incident(incident_id(1)).unwrap().unwrap();
    assert_eq!(incident.state, IncidentState::Acknowledged);
    assert_eq!(store.history(incident_id(1)).unwrap().len(), 31);
    assert_eq!(store.audit().unwrap(), []);
}

#[test]
fn a_store_of_a_newer_version_is_left_untouched() {
    for (file, knows) in [("outbox.db", 2), ("cache.db", 12)] {
        let folder = tempfile::tempdir().unwrap();
        thirty_acts(folder.path());
        let conn = raw(folder.path(), file);
        conn.pragma_update(None, "user_version", 99).unwrap();
        conn.execute("UPDATE schema_floor SET floor = 99", []).unwrap();
        drop(conn);
        let read =
            || ["outbox.db", "cache.db"].map(|name| fs::read(folder.path().join(name)).unwrap());
        let before = read();
        let refused = try_open(folder.path(), Access::Owner).err().unwrap();
        let StoreError::TooNew { file: named, found: 99, known } = refused else {
            panic!("{refused:?}");
        };
        assert_eq!((named, known), (file, knows));
        assert!(read() == before, "nothing is touched");
    }
}
