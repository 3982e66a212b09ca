//! Alerts as the camera screen reads them, and their pictures.

use trucban_domain::{Alert, AlertKindCode, Camera, CameraId, Frame, Position, Record, WardCode};
use trucban_store::{AlertAsk, AlertFilter, AlertView, PictureHash, Store, StoreError};
use uuid::Uuid;

use crate::central::{Central, scope};
use crate::people::{VY_DA, alert, alert_id, at, judge, open};

fn scopes() -> [trucban_domain::Scope; 3] {
    ["w19777.alerts.open", "w19777.alerts.2026-11", "w19777.cameras.standing"].map(scope)
}

fn ask(view: AlertView, filter: AlertFilter) -> AlertAsk {
    AlertAsk { view, filter, offset: 0, limit: 200 }
}

fn numbers(store: &Store, ask: &AlertAsk) -> Vec<String> {
    store.alerts(ask).unwrap().rows.into_iter().map(|line| line.alert.number).collect()
}

fn all_in(store: &Store, central: &mut Central) {
    let pull = central.pull(store);
    store.stage(&pull.rows, &pull.gone).unwrap();
    assert_eq!(store.flip(&pull.end).unwrap().mismatched, []);
}

fn with_picture(n: u64, bytes: &[u8]) -> Alert {
    let hash = PictureHash::of(bytes).to_string();
    Alert { frames: vec![Frame { hash, offset_ms: 0 }], ..alert(n) }
}

#[test]
fn urgent_alerts_come_first_then_the_newest_and_every_filter_counts_its_own() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path());
    let mut central = Central::default();
    for n in 1..=7 {
        central.see(alert(n));
    }
    central.apply(&judge(2, "Nguyễn Văn A", alert_id(5))).unwrap();
    central.greet(&store, &scopes());
    let number = |n: u64| format!("CA-261120-{n:04}");
    let to_see = ask(AlertView::ToSee, AlertFilter::ALL);
    assert_eq!(numbers(&store, &to_see), [6, 3, 7, 4, 2, 1].map(number));
    assert_eq!(numbers(&store, &ask(AlertView::Judged, AlertFilter::ALL)), [number(5)]);
    let slice = store.alerts(&AlertAsk { offset: 1, limit: 2, ..to_see.clone() }).unwrap();
    assert_eq!((slice.urgent, slice.total, slice.rows.len()), (2, 6, 2));
    let of = |kind: Option<&str>, ward| {
        let kind = kind.map(|kind| AlertKindCode(kind.to_owned()));
        numbers(&store, &ask(AlertView::ToSee, AlertFilter::Of { kind, ward }))
    };
    assert_eq!(of(Some("smoke"), None), [6, 3].map(number));
    assert_eq!(of(Some("red_light"), Some(VY_DA)), [7, 4, 2, 1].map(number));
    assert_eq!(of(None, Some(WardCode(1))), Vec::<String>::new());
    let camera = AlertFilter::Camera(alert(1).camera);
    assert_eq!(numbers(&store, &ask(AlertView::ToSee, camera)), [3, 7, 1].map(number));
    let tally = store.alert_tally(AlertView::ToSee).unwrap();
    assert_eq!((tally.to_see, tally.judged), (6, 1));
    assert_eq!(tally.wards, [(VY_DA, 6)]);
}

#[test]
fn a_verdict_moves_the_alert_at_once_and_shows_its_receipt() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path());
    let mut central = Central::default();
    central.see(alert(1));
    central.greet(&store, &scopes());
    let saved = store.write(&judge(8, "Trần Thị B", alert_id(1)), at(1)).unwrap();
    assert_eq!(store.alert_tally(AlertView::ToSee).unwrap().to_see, 0);
    let line = store.alerts(&ask(AlertView::Judged, AlertFilter::ALL)).unwrap().rows.remove(0);
    assert_eq!(line.alert.verdict.unwrap().by.name, "Trần Thị B");
    assert_eq!(line.act.unwrap().client_seq, saved.client_seq);
    drop(store);
    let store = open(folder.path());
    assert!(store.alert(alert_id(1)).unwrap().unwrap().alert.verdict.is_some());
    let second = store.write(&judge(9, "Trần Thị B", alert_id(1)), at(2));
    assert!(matches!(second, Err(StoreError::Refused(_))), "{second:?}");
}

#[test]
fn cameras_that_are_silent_are_told_the_longest_first() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path());
    let mut central = Central::default();
    let camera = |n: u64, silent_since| Camera {
        id: CameraId::from_uuid(Uuid::from_u128(n.into())),
        number: format!("CAM-{n}"),
        name: "Bà Triệu".to_owned(),
        ward: VY_DA,
        position: Position { lat: 16.46, lon: 107.59, accuracy_m: None },
        bearing_deg: Some(312),
        model: "traffic-v4.2".to_owned(),
        calibrated_until: None,
        heard_at: None,
        silent_since,
        sample: true,
    };
    for (n, since) in [(1, Some(at(9))), (2, None), (3, Some(at(4)))] {
        central.stand(Record::Camera(Box::new(camera(n, since))));
    }
    central.greet(&store, &scopes());
    let silent = store.silent_cameras().unwrap();
    let numbers: Vec<_> = silent.iter().map(|camera| camera.number.as_str()).collect();
    assert_eq!(
        (numbers.as_slice(), store.camera_count().unwrap()),
        (["CAM-3", "CAM-1"].as_slice(), 3)
    );
    central.stand(Record::Camera(Box::new(camera(3, None))));
    let pull = central.pull(&store);
    store.stage(&pull.rows, &pull.gone).unwrap();
    assert!(store.flip(&pull.end).unwrap().alerts_changed, "the screen reads again");
    assert_eq!(store.silent_cameras().unwrap().len(), 1);
}

#[test]
fn a_picture_is_kept_under_the_hash_of_its_bytes_and_no_others() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path());
    let mut central = Central::default();
    central.see(with_picture(1, b"one"));
    central.see(with_picture(3, b"urgent"));
    central.greet(&store, &scopes());
    let (one, urgent) = (PictureHash::of(b"one"), PictureHash::of(b"urgent"));
    assert_eq!(store.pictures_wanted().unwrap(), [urgent, one], "urgent ones first");
    let wrong = store.keep_picture(one, b"another");
    assert!(matches!(wrong, Err(StoreError::WrongPicture)), "{wrong:?}");
    assert!(store.keep_picture(one, b"one").unwrap());
    assert!(!store.keep_picture(PictureHash::of(b"x"), b"x").unwrap(), "nobody names it");
    assert_eq!(store.picture(one).unwrap().as_deref(), Some(b"one".as_slice()));
    assert_eq!(
        store.pictures_here(&[Some(one), Some(urgent), None]).unwrap(),
        [true, false, false]
    );
    assert_eq!(store.pictures_wanted().unwrap(), [urgent]);
}

#[test]
fn a_picture_stays_when_its_alert_is_judged_and_goes_when_the_alert_may_no_longer_be_seen() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path());
    let mut central = Central::default();
    central.see(with_picture(1, b"one"));
    central.greet(&store, &scopes());
    let one = PictureHash::of(b"one");
    store.keep_picture(one, b"one").unwrap();
    central.apply(&judge(2, "Nguyễn Văn A", alert_id(1))).unwrap();
    all_in(&store, &mut central);
    assert!(store.picture(one).unwrap().is_some(), "it only moved to another scope");
    store.subscribe(&scopes()[2..]).unwrap();
    assert_eq!(store.picture(one).unwrap(), None);
    assert_eq!(store.audit().unwrap(), []);
}
