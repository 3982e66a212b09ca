//! Photos that people attach: on disk before the act that names them, kept until central has them.

use std::fs;
use std::path::Path;

use trucban_domain::{
    IncidentId, NewPhoto, OpResult, Operation, OperationBody, PhotoFormat, PhotoShows, Refusal,
    Timestamp,
};
use trucban_store::{Opening, PhotoToKeep, PictureHash, Store, StoreError, WaitingPicture};

use crate::people::{act, at, create, incident_id, open};

fn picture(seed: u8, length: usize) -> Vec<u8> {
    let mut bytes = vec![0xFF, 0xD8, 0xFF, 0xE0];
    bytes.extend((0..length).map(|n| n.to_le_bytes()[0].wrapping_mul(13).wrapping_add(seed)));
    bytes
}

pub(crate) fn keep(store: &Store, seed: u8, length: usize) -> (PictureHash, PictureHash) {
    let (bytes, small) = (picture(seed, length), picture(seed, 20));
    let photo = PhotoToKeep {
        bytes: &bytes,
        format: PhotoFormat::Jpeg,
        small: Some(&small),
        taken_at: Some(Timestamp::from_ms(7)),
    };
    (store.keep_photo(photo, Timestamp::from_ms(8)).unwrap(), PictureHash::of(&small))
}

pub(crate) fn named(store: &Store, hash: PictureHash) -> NewPhoto {
    store.kept_photo(hash, PhotoShows::Result).unwrap().unwrap()
}

pub(crate) fn attach(n: u64, on: IncidentId, photos: Vec<NewPhoto>) -> Operation {
    act(n, Some("Trần Thị B"), on, OperationBody::Attach { photos })
}

/// A store with one report of its own making, which is act 1.
fn with_report(folder: &Path) -> Store {
    let store = open(folder);
    store.write(&create(1, incident_id(1), "Hố ga hỏng", false), at(1)).unwrap();
    store
}

fn accept_acts(store: &Store, acts: &[u64]) {
    let results: Vec<_> = acts.iter().map(|n| (*n, OpResult::Applied { seq: *n }, at(2))).collect();
    store.record_results(&results).unwrap();
}

fn waiting(store: &Store) -> Vec<(PictureHash, bool)> {
    let one = |it: WaitingPicture| (it.hash, it.ready);
    store.waiting_pictures().unwrap().into_iter().map(one).collect()
}

#[test]
fn an_attached_photo_is_here_after_a_restart_and_waits_until_its_act_was_accepted() {
    let folder = tempfile::tempdir().unwrap();
    let store = with_report(folder.path());
    let (hash, small) = keep(&store, 1, 600_000);
    assert_eq!(waiting(&store), [], "no act names it");
    store.write(&attach(2, incident_id(1), vec![named(&store, hash)]), at(1)).unwrap();
    drop(store);
    let store = open(folder.path());
    assert_eq!(waiting(&store), [(small, false), (hash, false)], "text goes first");
    accept_acts(&store, &[1, 2]);
    assert_eq!(waiting(&store), [(small, true), (hash, true)]);
    assert!(store.picture(hash).unwrap() == Some(picture(1, 600_000)));
    assert_eq!(store.pictures_here(&[Some(hash), Some(small), None]).unwrap(), [true, true, false]);
    let shown = store.incident(incident_id(1)).unwrap().unwrap();
    assert_eq!((shown.photos.len(), shown.pictures().len()), (1, 0));
    assert_eq!(shown.photos[0].taken_at, Some(Timestamp::from_ms(7)));
    assert_eq!(store.audit().unwrap(), []);
}

#[test]
fn a_photo_stays_until_central_has_it_and_is_named_again_afterwards() {
    let folder = tempfile::tempdir().unwrap();
    let store = with_report(folder.path());
    let (hash, small) = keep(&store, 1, 600_000);
    store.write(&attach(2, incident_id(1), vec![named(&store, hash)]), at(1)).unwrap();
    accept_acts(&store, &[1, 2]);
    store.note_picture_sent(small, 10).unwrap();
    store.note_picture_at_central(small, at(3)).unwrap();
    assert_eq!(waiting(&store), [(hash, true)]);
    store.note_picture_sent(hash, 300_000).unwrap();
    let own = store.own_pictures(&[Some(hash)]).unwrap()[0].unwrap();
    assert_eq!((own.sent_bytes, own.at_central, own.here), (300_000, false, true));
    store.note_picture_at_central(hash, at(3)).unwrap();
    assert_eq!(waiting(&store), []);
    assert!(store.picture(hash).unwrap().is_some(), "there is room for it here too");
    store.write(&attach(3, incident_id(1), vec![named(&store, hash)]), at(4)).unwrap();
    assert_eq!(waiting(&store), []);
}

#[test]
fn an_act_that_names_what_was_never_kept_is_not_saved() {
    let folder = tempfile::tempdir().unwrap();
    let store = with_report(folder.path());
    let (hash, _) = keep(&store, 1, 100);
    let strange = NewPhoto { hash: PictureHash::of(b"x").to_string(), ..named(&store, hash) };
    let refused = store.write(&attach(2, incident_id(1), vec![strange]), at(1));
    assert!(matches!(refused, Err(StoreError::UnknownPhoto)), "{refused:?}");
    let gone = act(
        3,
        Some("B"),
        incident_id(9),
        OperationBody::Attach { photos: vec![named(&store, hash)] },
    );
    let refused = store.write(&gone, at(1));
    assert!(matches!(refused, Err(StoreError::Refused(Refusal::NotFound))), "{refused:?}");
    assert_eq!((waiting(&store), store.outbox().unwrap().len()), (Vec::new(), 1));
}

#[test]
fn the_same_photo_kept_twice_lies_here_once() {
    let folder = tempfile::tempdir().unwrap();
    let store = with_report(folder.path());
    let (hash, small) = keep(&store, 1, 100);
    assert_eq!(keep(&store, 1, 100), (hash, small));
    store.write(&attach(2, incident_id(1), vec![named(&store, hash)]), at(1)).unwrap();
    let before = NewPhoto { shows: PhotoShows::Reported, ..named(&store, hash) };
    store.write(&attach(3, incident_id(1), vec![before]), at(1)).unwrap();
    accept_acts(&store, &[1]);
    store.record_results(&[(2, OpResult::Rejected { refusal: Refusal::NotFound }, at(2))]).unwrap();
    assert_eq!(waiting(&store), [(small, false), (hash, false)]);
    accept_acts(&store, &[3]);
    assert_eq!(waiting(&store), [(small, true), (hash, true)], "one act that stands is enough");
}

#[test]
fn nothing_of_a_photo_lies_in_the_folder_in_the_clear() {
    let folder = tempfile::tempdir().unwrap();
    let store = with_report(folder.path());
    keep(&store, 5, 50_000);
    let secret = &picture(5, 50_000)[..64];
    for file in fs::read_dir(folder.path()).unwrap() {
        let bytes = fs::read(file.unwrap().path()).unwrap();
        assert!(!bytes.windows(secret.len()).any(|part| part == secret));
    }
}

#[test]
fn a_damaged_file_of_photos_gives_what_it_still_has_and_costs_no_act() {
    let folder = tempfile::tempdir().unwrap();
    let store = with_report(folder.path());
    let mut photos = Vec::new();
    for n in 1..=9 {
        let (hash, _) = keep(&store, n, 300_000);
        store
            .write(&attach(1 + u64::from(n), incident_id(1), vec![named(&store, hash)]), at(1))
            .unwrap();
        photos.push((hash, picture(n, 300_000)));
    }
    drop(store);
    let file = folder.path().join("photos.db");
    let mut bytes = fs::read(&file).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle..middle + 50].fill(0x5a);
    fs::write(&file, bytes).unwrap();
    // It is met when it is read; the next start saves what there is.
    let store = open(folder.path());
    let met = photos.iter().filter(|(hash, _)| store.picture(*hash).is_err()).count();
    assert!(met >= 1, "a connection that met damage reads no more");
    drop(store);
    let store = open(folder.path());
    let [Opening::PhotosRescued { read, lost, file }] = &store.openings()[..] else {
        panic!("{:?}", store.openings())
    };
    assert_eq!((*read, *lost), (17, 1));
    assert!(file.exists(), "the damaged file is kept");
    let whole = |(hash, bytes): &&(PictureHash, Vec<u8>)| {
        store.picture(*hash).unwrap().as_ref() == Some(bytes)
    };
    assert_eq!(photos.iter().filter(whole).count(), 8);
    assert_eq!(store.outbox().unwrap().len(), 10);
    assert_eq!(waiting(&store).len(), 17, "and they are still named");
    drop(store);
    assert_eq!(open(folder.path()).openings(), []);
}
