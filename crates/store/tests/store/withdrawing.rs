//! Taking an act back that nobody has sent.

use tempfile::tempdir;
use trucban_domain::{IncidentState, OpResult, Refusal};
use trucban_store::{ActState, Store};

use crate::people::{accept, at, create, incident_id, note, op_id, open};

fn state(store: &Store) -> IncidentState {
    store.incident(incident_id(1)).unwrap().unwrap().state
}

fn with_two_acts(folder: &std::path::Path) -> Store {
    let store = open(folder);
    store.write(&create(1, incident_id(1), "Hố ga hỏng", false), at(1)).unwrap();
    store.write(&accept(2, incident_id(1)), at(2)).unwrap();
    store
}

#[test]
fn an_act_that_nobody_has_sent_is_taken_back_as_if_it_had_not_been_done() {
    let folder = tempdir().unwrap();
    let store = with_two_acts(folder.path());
    assert_eq!(state(&store), IncidentState::Acknowledged);
    assert!(store.withdraw(op_id(2), at(3)).unwrap());
    assert!(!store.withdraw(op_id(2), at(4)).unwrap(), "once");
    drop(store);
    let store = open(folder.path());
    assert_eq!(state(&store), IncidentState::New);
    assert_eq!(store.history(incident_id(1)).unwrap().len(), 1, "its line is gone too");
    assert_eq!(store.outbox_counts(trucban_domain::QueueDay::of(at(0))).unwrap().waiting, 1);
    let kept = store.operation(op_id(2)).unwrap().unwrap();
    assert_eq!(kept.state(), ActState::Discarded);
    assert!(!kept.bytes.is_empty(), "what was done is kept here");
    assert_eq!(store.audit().unwrap(), []);
}

#[test]
fn its_number_is_sent_without_its_content_and_is_settled_by_the_answer() {
    let folder = tempdir().unwrap();
    let store = with_two_acts(folder.path());
    store.withdraw(op_id(2), at(3)).unwrap();
    store.write(&note(3, incident_id(1)), at(4)).unwrap();
    let sent = store.pending(9, usize::MAX).unwrap();
    let sent: Vec<_> = sent.iter().map(|op| (op.client_seq, op.bytes.is_empty())).collect();
    assert_eq!(sent, [(1, false), (2, true), (3, false)]);
    let unreadable = OpResult::Rejected { refusal: Refusal::Unreadable };
    store.record_results(&[(2, unreadable, at(5))]).unwrap();
    let counts = store.outbox_counts(trucban_domain::QueueDay::of(at(0))).unwrap();
    assert_eq!((counts.refused, counts.waiting), (0, 2), "nobody is asked about it");
}

#[test]
fn an_act_on_its_way_and_one_that_others_followed_stay() {
    let folder = tempdir().unwrap();
    let store = with_two_acts(folder.path());
    assert!(!store.withdraw(op_id(1), at(3)).unwrap(), "it was accepted after it came in");
    store.mark_sent(1, 2, at(3)).unwrap();
    assert!(!store.withdraw(op_id(2), at(4)).unwrap(), "it is on its way");
    assert_eq!(state(&store), IncidentState::Acknowledged);
}
