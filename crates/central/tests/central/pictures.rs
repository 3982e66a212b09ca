//! Pictures of alerts and reports: who gets them, and who is told that there are none.

use axum::http::StatusCode;
use trucban_contract::wire::SnapshotManifest;
use trucban_domain::{
    Alert, AlertId, AlertKindCode, CameraId, Finding, Frame, IncidentId, OpResult, OperationBody,
    Photo, PhotoShows, Refusal, Role, Timestamp, UnitCode, WardCode,
};
use uuid::Uuid;

use crate::harness::{Laptop, TestCentral, VY_DA, body};

const PICTURE: &[u8] = b"not really a picture, but bytes are bytes";

fn alert(hash: &str) -> Alert {
    Alert {
        id: AlertId::from_uuid(Uuid::from_u128(7)),
        number: "CA-261120-0117".to_owned(),
        camera: CameraId::from_uuid(Uuid::from_u128(8)),
        ward: VY_DA,
        kind: AlertKindCode("red_light".to_owned()),
        at: Timestamp::parse_iso("2026-11-20T14:18:07+07:00").unwrap(),
        confidence: 0.93,
        plate: None,
        frames: vec![Frame { hash: hash.to_owned(), offset_ms: 0 }],
        boxes: Vec::new(),
        verdict: None,
        sample: true,
    }
}

fn seen(test: &TestCentral) -> (Alert, String) {
    let hash = test.central.keep_blob(PICTURE).unwrap();
    let alert = alert(&hash);
    assert!(test.central.take_in_alert(alert.clone()).unwrap());
    (alert, format!("/sync/blobs/{hash}"))
}

async fn status(laptop: &Laptop, path: &str) -> StatusCode {
    laptop.send(path, None, &[]).await.status()
}

#[tokio::test]
async fn a_picture_goes_to_those_who_may_judge_and_does_not_exist_for_others() {
    let test = TestCentral::new();
    let (_, path) = seen(&test);
    let desk = test.enroll("Nguyễn Văn A", Role::CityDesk, &[]);
    let answer = desk.send(&path, None, &[]).await;
    assert_eq!(answer.status(), StatusCode::OK);
    assert_eq!(body(answer).await.as_ref(), PICTURE);
    let official = test.official();
    assert_eq!(status(&official, &path).await, StatusCode::NOT_FOUND);
    let unnamed = test.central.keep_blob(b"nobody names it").unwrap();
    let unknown = blake3::hash(b"never came").to_hex();
    for name in [unnamed.as_str(), unknown.as_str(), "zz"] {
        let path = format!("/sync/blobs/{name}");
        assert_eq!(status(&desk, &path).await, StatusCode::NOT_FOUND, "{name}");
    }
}

#[tokio::test]
async fn a_picture_that_was_cut_goes_on_where_it_ended() {
    let test = TestCentral::new();
    let (_, path) = seen(&test);
    let desk = test.enroll("Nguyễn Văn A", Role::CityDesk, &[]);
    let answer = desk.send(&path, None, &[(axum::http::header::RANGE, "bytes=10-")]).await;
    assert_eq!(answer.status(), StatusCode::PARTIAL_CONTENT);
    assert_eq!(body(answer).await.as_ref(), &PICTURE[10..]);
}

#[tokio::test]
async fn a_picture_is_whole_under_its_name_and_kept_once() {
    let test = TestCentral::new();
    let hash = test.central.keep_blob(PICTURE).unwrap();
    assert_eq!(test.central.keep_blob(PICTURE).unwrap(), hash);
    let folder = test.folder.path().join("blobs");
    let files: Vec<_> = std::fs::read_dir(&folder).unwrap().map(|file| file.unwrap()).collect();
    assert_eq!(files.len(), 1, "no half-written file stays");
    assert_eq!(std::fs::read(files[0].path()).unwrap(), PICTURE);
}

#[tokio::test]
async fn an_alert_that_a_gateway_tells_of_again_keeps_its_verdict() {
    let test = TestCentral::new();
    let (alert, _) = seen(&test);
    let desk = test.enroll("Nguyễn Văn A", Role::CityDesk, &[]);
    let other = test.enroll("Trần Thị B", Role::CityDesk, &[]);
    let confirm = || OperationBody::Verdict(Finding::Confirmed { plate: None });
    let first = desk.push(1, &[desk.operation(alert.id, confirm())]).await.unwrap();
    assert!(matches!(first.results[0].result, OpResult::Applied { .. }), "{first:?}");
    assert!(!test.central.take_in_alert(alert.clone()).unwrap());
    let second = other.push(1, &[other.operation(alert.id, confirm())]).await.unwrap();
    let OpResult::Rejected { refusal: Refusal::AlreadyJudged { by, .. } } =
        &second.results[0].result
    else {
        panic!("{second:?}")
    };
    assert_eq!(by.name, "Nguyễn Văn A");
    let official = test.official();
    let third = official.push(1, &[official.operation(alert.id, confirm())]).await.unwrap();
    let hidden = OpResult::Rejected { refusal: Refusal::NotFound };
    assert_eq!(third.results[0].result, hidden, "an alert that one may not see is none");
}

#[tokio::test]
async fn a_snapshot_of_alerts_brings_them() {
    let test = TestCentral::new();
    seen(&test);
    let desk = test.enroll("Nguyễn Văn A", Role::CityDesk, &[]);
    let manifest: SnapshotManifest = desk.get("/sync/snapshot/w19777.alerts.open").await.unwrap();
    assert_eq!((manifest.rows, manifest.packs.len()), (1, 1));
}

#[tokio::test]
async fn the_month_into_which_a_verdict_moves_an_alert_is_held_before_it() {
    let test = TestCentral::new();
    let desk = test.enroll("Nguyễn Văn A", Role::CityDesk, &[]);
    let scopes = desk.scopes().await;
    assert!(scopes.contains(&crate::harness::scope("w19777.alerts.2026-11")), "{scopes:?}");
    let official = test.official().scopes().await;
    assert!(official.iter().all(|scope| !scope.to_string().contains("alerts")), "{official:?}");
}

/// A report of `ward` with one photo; gives its key and where the photo is to be had.
async fn photographed(test: &TestCentral, ward: WardCode) -> (IncidentId, String) {
    let desk = test.enroll("Nguyễn Văn A", Role::CityDesk, &[]);
    let create = desk.create(ward);
    let report = IncidentId::from_uuid(create.envelope.subject.uuid());
    desk.push(1, &[create]).await.unwrap();
    let hash = test.central.keep_blob(PICTURE).unwrap();
    assert!(test.central.take_in_photo(report, photo(&hash)).unwrap());
    (report, format!("/sync/blobs/{hash}"))
}

fn photo(hash: &str) -> Photo {
    Photo::received(hash.to_owned(), PhotoShows::Reported, None)
}

#[tokio::test]
async fn a_photo_goes_to_those_who_may_see_its_report_and_does_not_exist_for_others() {
    let test = TestCentral::new();
    let (_, path) = photographed(&test, VY_DA).await;
    let inspector = test.enroll("Lê Văn C", Role::Inspector, &[VY_DA]);
    for laptop in [test.official(), inspector] {
        let answer = laptop.send(&path, None, &[]).await;
        assert_eq!(answer.status(), StatusCode::OK);
        assert_eq!(body(answer).await.as_ref(), PICTURE);
    }
    let elsewhere = test.enroll("Phạm Thị D", Role::WardOfficial, &[WardCode(19_789)]);
    assert_eq!(status(&elsewhere, &path).await, StatusCode::NOT_FOUND);
    let units = [UnitCode("hepco".to_owned())];
    let unit = test.enroll_unit("Hồ Văn E", Role::HandlingUnit, &[VY_DA], &units);
    assert_eq!(status(&unit, &path).await, StatusCode::NOT_FOUND, "it lies with the committee");
}

#[tokio::test]
async fn one_case_that_may_be_seen_is_enough_among_all_that_name_a_picture() {
    let test = TestCentral::new();
    let (_, path) = seen(&test);
    let official = test.official();
    assert_eq!(status(&official, &path).await, StatusCode::NOT_FOUND, "of a camera alone");
    photographed(&test, WardCode(19_789)).await;
    assert_eq!(status(&official, &path).await, StatusCode::NOT_FOUND, "of another ward too");
    let desk = test.enroll("Nguyễn Văn A", Role::CityDesk, &[]);
    let create = desk.create(VY_DA);
    let report = IncidentId::from_uuid(create.envelope.subject.uuid());
    desk.push(1, &[create]).await.unwrap();
    let hash = blake3::hash(PICTURE).to_hex();
    assert!(test.central.take_in_photo(report, photo(&hash)).unwrap());
    assert_eq!(status(&official, &path).await, StatusCode::OK);
}

#[tokio::test]
async fn a_laptop_gets_no_picture_by_naming_it() {
    let test = TestCentral::new();
    let (_, path) = seen(&test);
    let official = test.official();
    let OperationBody::Create(mut new) = official.create(VY_DA).body else { panic!("a report") };
    new.photos = vec![photo(&blake3::hash(PICTURE).to_hex())];
    let subject = IncidentId::from_uuid(Uuid::from_u128(9));
    let create = official.operation(subject, OperationBody::Create(new));
    let pushed = official.push(1, &[create]).await.unwrap();
    let refused = OpResult::Rejected { refusal: Refusal::Invalid { field: "photos".to_owned() } };
    assert_eq!(pushed.results[0].result, refused);
    assert_eq!(status(&official, &path).await, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_photo_that_comes_again_or_of_a_report_that_nobody_knows_changes_nothing() {
    let test = TestCentral::new();
    let (report, _) = photographed(&test, VY_DA).await;
    let hash = blake3::hash(PICTURE).to_hex();
    let head = test.official().hello().await.unwrap().head_seq;
    assert!(!test.central.take_in_photo(report, photo(&hash)).unwrap());
    let unknown = IncidentId::from_uuid(Uuid::from_u128(404));
    assert!(!test.central.take_in_photo(unknown, photo(&hash)).unwrap());
    assert_eq!(test.official().hello().await.unwrap().head_seq, head);
    let result = Photo { shows: PhotoShows::Result, ..photo(&hash) };
    assert!(test.central.take_in_photo(report, result).unwrap(), "the same place, as it is now");
}
