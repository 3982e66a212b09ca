//! Killed at each named step, for each kind of act: after the restart nothing saved is lost, nothing
//! is half there, and saving and taking in go on.

use std::path::{Path, PathBuf};
use std::process::Command;

use trucban_domain::{Operation, Record};
use trucban_store::Store;

use crate::central::{Central, ward_open};
use crate::damage::copy;
use crate::people::{accept, at, create, incident_id, note, open};

const OF_SAVING: [&str; 4] = [
    "store::save::begin",
    "store::save::inserted",
    "store::save::committed",
    "store::save::overlaid",
];
const OF_SENDING: [&str; 3] =
    ["store::sent::marked", "store::results::before_commit", "store::results::committed"];
const OF_TAKING: [&str; 4] = [
    "store::stage::page",
    "store::flip::begin",
    "store::flip::before_commit",
    "store::flip::committed",
];

fn kinds() -> [Operation; 3] {
    [create(1, incident_id(5), "Cây đổ", false), accept(1, incident_id(1)), note(1, incident_id(1))]
}

fn begun() -> Central {
    let mut central = Central::default();
    central.apply(&create(900, incident_id(1), "Hố ga hỏng", false)).unwrap();
    central
}

/// The whole life of an act: saved, sent, answered, taken in.
fn live(store: &Store, central: &mut Central, op: &Operation) {
    store.write(op, at(1)).unwrap();
    let answers = central.push(store);
    store.mark_sent(1, 1, at(2)).unwrap();
    store.record_results(&answers).unwrap();
    let pull = central.pull(store);
    store.stage(&pull.rows, &pull.gone).unwrap();
    store.flip(&pull.end).unwrap();
}

#[test]
#[ignore = "run by a_process_killed_at_any_step_loses_nothing"]
fn until_killed() {
    let folder = PathBuf::from(std::env::var_os("TRUCBAN_TEST_FOLDER").expect("run by a test"));
    let kind: usize = std::env::var("TRUCBAN_TEST_KIND").unwrap().parse().unwrap();
    let store = open(&folder);
    let _armed = fail::FailScenario::setup();
    live(&store, &mut begun(), &kinds()[kind]);
}

fn run_until(step: &str, kind: usize, folder: &Path) {
    let run = Command::new(std::env::current_exe().unwrap())
        .args(["kill::until_killed", "--exact", "--ignored", "--nocapture"])
        .env("TRUCBAN_TEST_FOLDER", folder)
        .env("TRUCBAN_TEST_KIND", kind.to_string())
        .env("FAILPOINTS", format!("{step}=return"))
        .output()
        .unwrap();
    let text = String::from_utf8_lossy(&run.stderr);
    assert!(run.status.code().is_none(), "{step} did not stop the process: {text}");
}

#[test]
fn a_process_killed_at_any_step_loses_nothing() {
    for (kind, op) in kinds().iter().enumerate() {
        for step in OF_SAVING.iter().chain(&OF_SENDING).chain(&OF_TAKING) {
            let folder = tempfile::tempdir().unwrap();
            let store = open(folder.path());
            begun().greet(&store, &[ward_open()]);
            drop(store);
            run_until(step, kind, folder.path());

            let store = open(folder.path());
            assert_eq!((store.openings(), store.audit().unwrap()), (vec![], vec![]), "{step}");
            let saved = !["store::save::begin", "store::save::inserted"].contains(step);
            let outbox = store.outbox().unwrap();
            assert_eq!(outbox.len(), usize::from(saved), "{step}");
            let shown = store.history(op.envelope.subject).unwrap();
            let mine = shown.iter().filter(|(line, _)| line.id == op.envelope.op_id.into());
            assert_eq!(mine.count(), usize::from(saved), "{step}: an act shows once");
            if saved {
                assert_eq!(outbox[0].bytes, op.encode(), "{step}");
            }

            drop(store);

            // Central took the act in before the process died, or it did not; either way all goes on.
            let answered = outbox.first().is_some_and(|entry| entry.result.is_some());
            for heard in [false, true] {
                if (heard && !saved) || (!heard && answered) {
                    continue;
                }
                let again = copy(folder.path());
                go_on(again.path(), op, heard, u64::from(saved));
            }
        }
    }
}

fn go_on(folder: &Path, op: &Operation, heard: bool, saved: u64) {
    let store = open(folder);
    let mut central = begun();
    if heard {
        central.hear(op);
    }
    store.drop_staged().unwrap();
    let next = store.write(&note(2, incident_id(1)), at(5)).unwrap();
    assert_eq!(next.client_seq, 1 + saved, "numbers go on");
    let answers = central.push(&store);
    store.record_results(&answers).unwrap();
    assert_eq!(central.deliver(&store).mismatched, []);
    assert_eq!(store.audit().unwrap(), []);
    let shown = central.shows(&[ward_open()]);
    for n in [1, 5] {
        let mine = store.incident(incident_id(n)).unwrap().map(Box::new).map(Record::Incident);
        assert_eq!(mine.as_ref(), shown.get(&incident_id(n).uuid()), "heard: {heard}");
    }
    let lines = store.history(op.envelope.subject).unwrap();
    let mine = lines.iter().filter(|(line, _)| line.id == op.envelope.op_id.into()).count() as u64;
    assert_eq!(mine, saved, "one act, one effect");
}
