//! Alerts of cameras and their pictures: who gets them, and who is told that there are none.

use axum::http::StatusCode;
use trucban_contract::wire::SnapshotManifest;
use trucban_domain::{
    Alert, AlertId, AlertKindCode, CameraId, Finding, Frame, OpResult, OperationBody, Refusal,
    Role, Timestamp,
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
    let scopes = desk.hello().await.unwrap().scopes;
    assert!(scopes.contains(&crate::harness::scope("w19777.alerts.2026-11")), "{scopes:?}");
    let official = test.official().hello().await.unwrap().scopes;
    assert!(official.iter().all(|scope| !scope.to_string().contains("alerts")), "{official:?}");
}
