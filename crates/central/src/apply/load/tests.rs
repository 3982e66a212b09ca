//! A load against the apply path: the same city, told once to a ledger and once to a turn.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use rusqlite::types::Value;
use trucban_domain::{Clock, Entropy, Operation, Record};

use super::super::Turn;
use super::super::ledger::Door;
use super::*;
use crate::central::{Central, OpenCentral};
use crate::sample::{City, LOGGED_DAYS, SampleAsk, SampleDone, SampleSize, words::Words};

const DAY_MS: i64 = 24 * 60 * 60 * 1000;

/// The apply path as it was before there were loads: everything one by one.
impl Door for Turn<'_> {
    fn gateway(&self) -> ClientId {
        Turn::gateway(self)
    }

    fn perform(&mut self, op: &Operation) -> Result<(), CentralError> {
        self.perform_own(op)
    }

    fn case(&self, id: SubjectId) -> Result<Option<Case>, CentralError> {
        Turn::case(self, id)
    }

    fn take_in(
        &mut self,
        _at: Timestamp,
        case: &Case,
        records: Vec<Record>,
    ) -> Result<(), CentralError> {
        Turn::take_in(self, case, &records)
    }

    fn stand(&mut self, record: Record) -> Result<(), CentralError> {
        self.take_in_standing(&record)
    }

    fn settle(&mut self) -> Result<(), CentralError> {
        Ok(())
    }
}

struct Standing(Timestamp);

impl Clock for Standing {
    fn now(&self) -> Timestamp {
        self.0
    }
}

#[derive(Default)]
struct Counting(AtomicU64);

impl Entropy for Counting {
    fn fill(&self, bytes: &mut [u8]) {
        let turn = self.0.fetch_add(1, Ordering::SeqCst);
        blake3::Hasher::new().update(&turn.to_le_bytes()).finalize_xof().fill(bytes);
    }
}

fn as_of() -> Timestamp {
    crate::sample::as_of("2026-11-20").unwrap()
}

fn ask(reports: u32) -> SampleAsk {
    SampleAsk { size: SampleSize::Quick { reports }, seed: 46, as_of: as_of() }
}

/// Two centrals that differ in nothing: same moment, same keys.
fn central(folder: &std::path::Path) -> Central {
    let clock = Arc::new(Standing(as_of()));
    let entropy = Arc::new(Counting::default());
    Central::open(OpenCentral { folder: folder.to_owned(), clock, entropy }).unwrap()
}

fn tell_one_by_one(central: &Central, ask: SampleAsk, first_number: u64) {
    let words = Words::shipped().unwrap();
    let city = City::plan(ask, &words, central.wards());
    let told = central.take_turn(|turn| {
        turn.head.next_number = first_number;
        city.tell(turn)
    });
    told.unwrap();
}

fn load_at_once(central: &Central, ask: SampleAsk) {
    let done = central.import_sample(ask, &mut |_| {}).unwrap();
    assert!(matches!(done, SampleDone::Imported(_)));
}

fn dump(central: &Central, query: &str) -> Vec<Vec<Value>> {
    let dumped = central.store().read(|tx| {
        let mut statement = tx.prepare(query)?;
        let columns = statement.column_count();
        let rows = statement
            .query_map([], |row| (0..columns).map(|at| row.get(at)).collect())?
            .collect::<Result<Vec<_>, _>>()?;
        Ok::<_, CentralError>(rows)
    });
    dumped.unwrap()
}

fn assert_same(one: &Central, other: &Central, query: &str) {
    let (one, other) = (dump(one, query), dump(other, query));
    assert_eq!(one.len(), other.len(), "{query}");
    for (one, other) in one.iter().zip(&other) {
        assert_eq!(one, other, "{query}");
    }
}

#[test]
fn a_load_leaves_what_the_apply_path_would_have_left_row_by_row() {
    let folders = [tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap()];
    let [slow, fast] = folders.each_ref().map(|folder| central(folder.path()));
    tell_one_by_one(&slow, ask(250), 246_350);
    load_at_once(&fast, ask(250));
    for query in [
        "SELECT rowid, * FROM record ORDER BY rowid",
        "SELECT * FROM incident ORDER BY id",
        "SELECT * FROM picture ORDER BY hash, subject",
        "SELECT * FROM scope ORDER BY id",
        "SELECT * FROM feed ORDER BY scope, entity, id",
        "SELECT * FROM feed_head",
        "SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name",
    ] {
        assert_same(&slow, &fast, query);
    }
    let named = dump(&fast, "SELECT DISTINCT lower(hex(hash)) FROM picture");
    assert!(!named.is_empty());
    for hash in named {
        let [Value::Text(hash)] = hash.as_slice() else { panic!("{hash:?}") };
        assert!(folders[1].path().join("blobs").join(hash).exists(), "{hash} is not kept");
    }
    assert!(dump(&fast, "SELECT 1 FROM feed WHERE departed = 'left_scope'").len() > 100);
    assert!(dump(&fast, "PRAGMA foreign_key_check").is_empty());
    let sound = dump(&fast, "PRAGMA integrity_check");
    assert_eq!(sound, [[Value::Text("ok".to_owned())]]);
}

#[test]
fn the_audit_log_holds_the_last_days_as_the_apply_path_writes_them() {
    let folders = [tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap()];
    let [slow, fast] = folders.each_ref().map(|folder| central(folder.path()));
    tell_one_by_one(&slow, ask(250), 246_350);
    load_at_once(&fast, ask(250));
    let log = "SELECT seq, at, client, user, op, result, before, after FROM audit_log ORDER BY seq";
    let results = "SELECT * FROM op_result ORDER BY op_id";
    for query in [log, results] {
        let (all, kept) = (dump(&slow, query), dump(&fast, query));
        assert!(!kept.is_empty() && kept.len() < all.len(), "{} of {}", kept.len(), all.len());
        assert!(kept.iter().all(|line| all.contains(line)), "{query}");
    }
    let kept = dump(&fast, log);
    let from = as_of().plus_ms(-LOGGED_DAYS * DAY_MS);
    for line in dump(&slow, log) {
        let Value::Blob(op) = &line[4] else { panic!("an operation") };
        if let Ok(op) = Operation::decode(op) {
            assert_eq!(kept.contains(&line), op.envelope.made_at >= from, "{op:?}");
        }
    }
}

#[test]
fn a_load_goes_on_from_what_central_holds_already() {
    let folders = [tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap()];
    let [slow, fast] = folders.each_ref().map(|folder| central(folder.path()));
    let earlier = SampleAsk { seed: 7, ..ask(20) };
    for central in [&slow, &fast] {
        tell_one_by_one(central, earlier, 250_000);
    }
    tell_one_by_one(&slow, ask(60), 250_020);
    load_at_once(&fast, ask(60));
    for query in [
        "SELECT rowid, * FROM record ORDER BY rowid",
        "SELECT * FROM incident ORDER BY id",
        "SELECT * FROM scope ORDER BY id",
        "SELECT * FROM feed ORDER BY scope, entity, id",
        "SELECT * FROM feed_head",
    ] {
        assert_same(&slow, &fast, query);
    }
}

#[test]
fn a_load_that_fails_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let central = central(folder.path());
    let words = Words::shipped().unwrap();
    let start = Start { now: as_of(), first_number: 1, log_from: as_of() };
    let failed = central.store().fill(|tx| {
        let city = City::plan(ask(300), &words, central.wards());
        let make = |ledger: &mut Ledger<'_>| {
            city.tell(ledger)?;
            Err(CentralError::OwnOperation("the maker stops"))
        };
        load(tx, start, make, &mut |_| {}).map(drop)
    });
    assert!(matches!(failed, Err(CentralError::OwnOperation("the maker stops"))));
    assert!(dump(&central, "SELECT 1 FROM record").is_empty());
    load_at_once(&central, ask(10));
    assert_eq!(dump(&central, "SELECT 1 FROM incident").len(), 10);
}
