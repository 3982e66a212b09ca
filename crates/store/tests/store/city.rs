//! Alerts and the map beside the reports: the same rules, other tables.

use trucban_domain::alert::{Alert, AlertKindCode, DismissalCode, Finding};
use trucban_domain::shape::{Line, Point, Shape};
use trucban_domain::{
    AlertId, Camera, CameraId, Case, LandUseCode, Lot, LotId, OpResult, OperationBody, Position,
    Record, Refusal, Scope, Street, StreetId,
};
use trucban_store::{Access, Store};
use uuid::Uuid;

use crate::central::{Central, scope};
use crate::people::{VY_DA, act, at, open, try_open};

fn alerts() -> Scope {
    scope("w19777.alerts.open")
}

fn land() -> Scope {
    scope("w19777.land.standing")
}

fn alert(n: u128, kind: &str) -> Alert {
    Alert {
        id: AlertId::from_uuid(Uuid::from_u128(0x4000_0000 + n)),
        number: format!("CA-261120-{n:04}"),
        camera: CameraId::from_uuid(Uuid::from_u128(0x5000_0000)),
        ward: VY_DA,
        kind: AlertKindCode(kind.to_owned()),
        at: at(0),
        confidence: 0.9,
        plate: None,
        frames: Vec::new(),
        boxes: Vec::new(),
        verdict: None,
        sample: true,
    }
}

fn dismiss() -> OperationBody {
    OperationBody::Verdict(Finding::Dismissed {
        reason: DismissalCode("misread".to_owned()),
        note: String::new(),
    })
}

fn verdict_by(store: &Store, id: AlertId) -> Option<String> {
    match store.case(id.into()).unwrap() {
        Some(Case::Alert(alert)) => alert.verdict.map(|verdict| verdict.by.name),
        other => panic!("{other:?}"),
    }
}

fn lot(number: u32) -> Lot {
    let corner = |east: i64, north: i64| Point::new(562_000_000 + east, 1_821_800_000 + north);
    Lot {
        id: LotId::from_uuid(Uuid::from_u128(0x6000_0000 + u128::from(number))),
        ward: VY_DA,
        sheet: 22,
        number,
        land_use: LandUseCode("ODT".to_owned()),
        address: String::new(),
        formerly: None,
        shape: Shape::of_ring(vec![
            corner(0, 0),
            corner(17_300, 0),
            corner(17_300, 20_400),
            corner(0, 20_400),
        ]),
        data_on: at(0),
        sample: true,
    }
}

#[test]
fn a_verdict_made_offline_survives_a_restart_and_two_verdicts_end_in_one_and_a_refusal() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path());
    let mut central = Central::default();
    let seen = alert(1, "red_light");
    central.see(seen.clone());
    central.greet(&store, &[alerts(), scope("w19777.alerts.2026-11")]);
    store.write(&act(1, Some("Trần Thị B"), seen.id, dismiss()), at(1)).unwrap();
    drop(store);
    let store = open(folder.path());
    assert_eq!(verdict_by(&store, seen.id).as_deref(), Some("Trần Thị B"));

    let confirm = OperationBody::Verdict(Finding::Confirmed { plate: None });
    central.apply(&act(50, Some("Nguyễn Văn A"), seen.id, confirm)).unwrap();
    let answers = central.push(&store);
    assert!(matches!(
        &answers[0].1,
        OpResult::Rejected { refusal: Refusal::AlreadyJudged { by, .. } } if by.name == "Nguyễn Văn A"
    ));
    store.record_results(&answers).unwrap();
    central.deliver(&store);
    assert_eq!(verdict_by(&store, seen.id).as_deref(), Some("Nguyễn Văn A"));
    assert_eq!(store.history(seen.id).unwrap().len(), 1, "the refused one left no line");
    assert_eq!(store.outbox_counts(trucban_domain::QueueDay::of(at(1))).unwrap().refused, 1);
    assert_eq!(store.audit().unwrap(), []);
}

#[test]
fn an_urgent_alert_rings_once_and_a_common_one_does_not() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path());
    let mut central = Central::default();
    central.greet(&store, &[alerts()]);
    central.see(alert(1, "smoke"));
    central.see(alert(2, "red_light"));
    let flipped = central.deliver(&store);
    assert_eq!((flipped.urgent_arrived, flipped.changed.len()), (1, 2));
    central.see(Alert { confidence: 0.95, ..alert(1, "smoke") });
    assert_eq!(central.deliver(&store).urgent_arrived, 0, "it is the same one");
    assert_eq!(store.audit().unwrap(), []);
}

#[test]
fn the_map_and_the_cameras_come_change_and_leave_with_their_scope() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path());
    let mut central = Central::default();
    let street = Street {
        id: StreetId::from_uuid(Uuid::from_u128(0x7000_0000)),
        wards: vec![VY_DA],
        name: "Nguyễn Sinh Cung".to_owned(),
        width_mm: 11_500,
        line: Line {
            points: vec![
                Point::new(562_000_000, 1_821_800_000),
                Point::new(562_100_000, 1_821_850_000),
            ],
        },
        sample: true,
    };
    let camera = Camera {
        id: CameraId::from_uuid(Uuid::from_u128(0x5000_0000)),
        number: "CAM-117".to_owned(),
        name: "Lê Lợi – Hùng Vương".to_owned(),
        ward: VY_DA,
        position: Position { lat: 16.464, lon: 107.593, accuracy_m: None },
        bearing_deg: Some(312),
        model: "traffic-v4.2".to_owned(),
        calibrated_until: None,
        heard_at: None,
        silent_since: None,
        sample: true,
    };
    central.stand(Record::Lot(Box::new(lot(80))));
    central.stand(Record::Street(Box::new(street.clone())));
    central.stand(Record::Camera(Box::new(camera.clone())));
    central.greet(&store, &[land(), scope("w19777.cameras.standing")]);
    assert_eq!(store.audit().unwrap(), []);

    central.stand(Record::Street(Box::new(Street { name: "Nguyễn Huệ".to_owned(), ..street })));
    central.stand(Record::Lot(Box::new(lot(81))));
    central.stand(Record::Camera(Box::new(Camera { silent_since: Some(at(0)), ..camera })));
    let flipped = central.deliver(&store);
    assert!(flipped.changed.is_empty() && flipped.mismatched.is_empty(), "{flipped:?}");
    assert_eq!(store.audit().unwrap(), []);

    store.subscribe(&[]).unwrap();
    assert_eq!(store.audit().unwrap(), [], "no row and no place is left behind");
    drop(store);
    assert!(try_open(folder.path(), Access::Owner).is_ok());
}
