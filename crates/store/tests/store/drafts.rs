//! What somebody is writing: on disk with every key, gone once it is committed.

use tempfile::tempdir;
use trucban_domain::Timestamp;

use crate::people::open;

const NOW: Timestamp = Timestamp::from_ms(1_000);

#[test]
fn a_draft_is_there_after_the_next_start_in_its_newest_form() {
    let folder = tempdir().unwrap();
    let store = open(folder.path());
    store.keep_draft("a/note", Some("Đang kiể".as_bytes()), NOW).unwrap();
    store.keep_draft("a/note", Some("Đang kiểm tra".as_bytes()), NOW).unwrap();
    store.keep_draft("b/return", Some(b"x"), NOW).unwrap();
    drop(store);
    let store = open(folder.path());
    let kept = [("a/note", "Đang kiểm tra"), ("b/return", "x")];
    let kept = kept.map(|(name, body)| (name.to_owned(), body.as_bytes().to_vec()));
    assert_eq!(store.drafts().unwrap(), kept);
}

#[test]
fn a_draft_that_was_committed_is_forgotten() {
    let folder = tempdir().unwrap();
    let store = open(folder.path());
    store.keep_draft("a/note", Some(b"x"), NOW).unwrap();
    store.keep_draft("a/note", None, NOW).unwrap();
    store.keep_draft("never/there", None, NOW).unwrap();
    assert_eq!(store.drafts().unwrap(), []);
}
