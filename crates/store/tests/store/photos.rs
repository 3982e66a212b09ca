//! Photos of reports beside the pictures of alerts: what is wanted first, what stays, what goes.

use trucban_domain::{Alert, Frame, IncidentId, IncidentState, Photo, PhotoShows};
use trucban_store::{Discrepancy, PictureHash, Store};

use crate::central::{Central, scope};
use crate::people::{accept, alert, at, create, incident_id, open};
use crate::saving::raw;

fn scopes() -> [trucban_domain::Scope; 3] {
    ["w19777.incidents.open", "w19777.alerts.open", "w19777.incidents.2026-11"].map(scope)
}

fn hash(picture: &str) -> PictureHash {
    PictureHash::of(picture.as_bytes())
}

fn photo(picture: &str) -> Photo {
    Photo::received(hash(picture).to_string(), PhotoShows::Reported, None)
}

/// A report with these photos.
fn report(central: &mut Central, n: u64, urgent: bool, pictures: &[&str]) -> IncidentId {
    let id = incident_id(n);
    central.apply(&create(900 + n, id, "Hố ga hỏng", urgent)).unwrap();
    central.change(id, |it| it.photos = pictures.iter().copied().map(photo).collect());
    id
}

fn seen(n: u64, pictures: &[&str]) -> Alert {
    let frame =
        |(offset_ms, picture): (i32, &&str)| Frame { hash: hash(picture).to_string(), offset_ms };
    Alert { frames: (0..).zip(pictures).map(frame).collect(), ..alert(n) }
}

fn keep(store: &Store, picture: &str) -> bool {
    store.keep_picture(hash(picture), picture.as_bytes()).unwrap()
}

fn here(store: &Store, picture: &str) -> bool {
    store.picture(hash(picture)).unwrap().is_some()
}

#[test]
fn alerts_and_reports_take_turns_by_urgency_and_the_first_picture_of_each_comes_before_the_rest() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path());
    let mut central = Central::default();
    report(&mut central, 1, false, &["late", "late 2"]);
    report(&mut central, 2, false, &["later"]);
    report(&mut central, 3, true, &["immediate", "immediate 2"]);
    report(&mut central, 4, true, &[]);
    let closed = report(&mut central, 5, false, &["closed"]);
    central.close(closed, at(9));
    central.see(seen(1, &["red light", "red light 2"]));
    central.see(seen(3, &["smoke"]));
    central.greet(&store, &scopes());
    let wanted = [
        "smoke",
        "immediate",
        "red light",
        "late",
        "later",
        "immediate 2",
        "red light 2",
        "late 2",
    ];
    assert_eq!(store.pictures_wanted().unwrap(), wanted.map(hash));
    assert!(keep(&store, "immediate") && !keep(&store, "nobody names it"));
    assert!(!store.pictures_wanted().unwrap().contains(&hash("immediate")));
    assert!(keep(&store, "closed"), "somebody looked at it");
    assert_eq!(store.audit().unwrap(), []);
}

#[test]
fn the_photos_of_a_report_stay_over_acts_and_its_end_and_go_when_it_may_no_longer_be_seen() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path());
    let mut central = Central::default();
    let id = report(&mut central, 1, false, &["hole"]);
    central.greet(&store, &scopes());
    assert!(keep(&store, "hole"));
    store.write(&accept(1, id), at(1)).unwrap();
    let accepted = store.incident(id).unwrap().unwrap();
    assert_eq!((accepted.state, accepted.photos.len()), (IncidentState::Acknowledged, 1));
    assert!(here(&store, "hole"));
    drop(store);
    let store = open(folder.path());
    central.close(id, at(5));
    central.deliver(&store);
    assert!(here(&store, "hole"), "it only moved to another scope");
    assert_eq!(store.pictures_wanted().unwrap(), []);
    store.subscribe(&scopes()[..2]).unwrap();
    assert!(!here(&store, "hole"));
    assert_eq!(store.audit().unwrap(), []);
}

#[test]
fn a_picture_that_two_cases_name_goes_with_the_second_and_one_that_is_replaced_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path());
    let mut central = Central::default();
    let (one, other) =
        (report(&mut central, 1, false, &["shared"]), report(&mut central, 2, false, &["wrong"]));
    central.see(seen(1, &["shared"]));
    central.greet(&store, &scopes());
    assert!(keep(&store, "shared") && keep(&store, "wrong"));
    central.change(other, |it| it.photos = vec![photo("right")]);
    central.delete(one);
    central.deliver(&store);
    assert!(here(&store, "shared") && !here(&store, "wrong"));
    assert_eq!(store.pictures_wanted().unwrap(), [hash("right")]);
    store.subscribe(&scopes()[..1]).unwrap();
    assert!(!here(&store, "shared"), "the alert went too");
    assert_eq!(store.audit().unwrap(), []);
}

#[test]
fn the_doctor_finds_names_of_pictures_and_room_that_are_not_what_the_rows_say() {
    for harm in [
        "DELETE FROM picture WHERE kind = 1",
        "UPDATE picture SET hash = zeroblob(32) WHERE place = 1",
        "INSERT INTO picture VALUES (1, 99, 0, zeroblob(32))",
        "UPDATE blob_room SET byte_count = byte_count + 1",
    ] {
        let folder = tempfile::tempdir().unwrap();
        let store = open(folder.path());
        let mut central = Central::default();
        report(&mut central, 1, false, &["hole", "hole 2"]);
        central.greet(&store, &scopes());
        assert!(keep(&store, "hole"));
        drop(store);
        assert!(raw(folder.path(), "cache.db").execute(harm, []).unwrap() > 0, "{harm}");
        assert_eq!(open(folder.path()).audit().unwrap(), [Discrepancy::Pictures], "{harm}");
    }
}
