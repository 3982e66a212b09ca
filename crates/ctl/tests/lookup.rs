//! `trucbanctl lookup` as a person runs it, beside a console that has the folder open.
#![expect(clippy::unwrap_used, reason = "tests fail by panicking")]

use std::path::Path;
use std::process::{Command, Output};
use std::sync::Arc;

use serde_json::Value;
use trucban_contract::wire::{Enrolment, Operator};
use trucban_domain::record::Versioned;
use trucban_domain::{
    BuildingLimits, ClientId, Epoch, Grant, GrantId, LandUseCode, Lot, LotId, Plan, PlanId,
    PlanStatus, Point, Record, Role, Scope, Shape, Timestamp, UserId, WardCode, Zone, ZoneId,
    ZoneKind,
};
use trucban_host::SystemEntropy;
use trucban_store::{Access, KeyPreference, OpenStore, Store};

const PHU_XUAN: WardCode = WardCode(19_753);
const DAY: Timestamp = Timestamp::from_ms(1_760_000_000_000);

fn square(side_m: i64) -> Shape {
    let at = |east_m: i64, north_m: i64| {
        Point::new(562_010_000 + 1_000 * east_m, 1_821_805_000 + 1_000 * north_m)
    };
    Shape::of_ring(vec![at(0, 0), at(side_m, 0), at(side_m, side_m), at(0, side_m)])
}

fn records() -> Vec<Record> {
    let plan = Plan {
        id: PlanId::mint(DAY, &SystemEntropy),
        name: "Quy hoạch phân khu Kinh thành".to_owned(),
        decision: "108/QĐ-TTg".to_owned(),
        decided_on: None,
        status: PlanStatus::InForce,
        scale: 2_000,
        error_mm: 5_000,
        wards: vec![PHU_XUAN],
        data_on: DAY,
        sample: true,
    };
    let zone = Zone {
        id: ZoneId::mint(DAY, &SystemEntropy),
        plan: plan.id,
        wards: vec![PHU_XUAN],
        kind: ZoneKind::LandUse(LandUseCode("ODT".to_owned())),
        name: "Ô phố 22".to_owned(),
        limits: BuildingLimits { storeys_max: Some(2), ..BuildingLimits::default() },
        shape: square(90),
        sample: true,
    };
    let lot = Lot {
        id: LotId::mint(DAY, &SystemEntropy),
        ward: PHU_XUAN,
        sheet: 22,
        number: 80,
        land_use: LandUseCode("ODT".to_owned()),
        address: String::new(),
        formerly: None,
        shape: square(20),
        data_on: DAY,
        sample: true,
    };
    vec![Record::Plan(Box::new(plan)), Record::Zone(Box::new(zone)), Record::Lot(Box::new(lot))]
}

/// A ward's laptop with one lot in one zone, its console open.
fn console(folder: &Path) -> Store {
    let store = Store::open(OpenStore {
        folder,
        key: KeyPreference::FileOnly,
        build: "0.1.0",
        entropy: Arc::new(SystemEntropy),
        access: Access::Owner,
    })
    .unwrap();
    let grant = Grant {
        id: GrantId::mint(DAY, &SystemEntropy),
        role: Role::WardOfficial,
        wards: vec![PHU_XUAN],
        units: Vec::new(),
    };
    let enrolment = Enrolment {
        url: "http://127.0.0.1:1".to_owned(),
        ca_pem: None,
        token: "token".to_owned(),
        client: ClientId::mint(DAY, &SystemEntropy),
        operator: Operator {
            user: UserId::mint(DAY, &SystemEntropy),
            name: "Trần Thị B".to_owned(),
            grant,
        },
    };
    store.set_setting("enrolment", &serde_json::to_string(&enrolment).unwrap()).unwrap();
    store.begin_epoch(Epoch::mint(DAY, &SystemEntropy)).unwrap();
    let scope: Scope = "w19753.land.standing".parse().unwrap();
    store.subscribe(std::slice::from_ref(&scope)).unwrap();
    let mut digest = 0_u128;
    for (at, record) in records().iter().enumerate() {
        let (entity, id, data) = (record.entity().as_str(), record.key(), record.encode());
        let version = Versioned { entity: entity.to_owned(), id, row_version: 1 };
        digest = digest.wrapping_add(version.digest());
        let row = std::iter::once((id, 1, data.as_slice()));
        store.load_pack(&scope, entity, row, at == 0).unwrap();
    }
    store.finish_snapshot(&scope, 3, digest).unwrap();
    store
}

fn look_up(folder: &Path, arguments: &[&str]) -> (Option<i32>, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_trucbanctl"));
    command.arg("lookup").arg("--data").arg(folder).args(arguments);
    let Output { status, stdout, stderr } = command.output().unwrap();
    let said = String::from_utf8(stdout).unwrap();
    assert!(stderr.is_empty(), "{}", String::from_utf8_lossy(&stderr));
    (status.code(), said)
}

#[test]
fn a_lot_is_told_with_its_zones_beside_a_running_console() {
    let folder = tempfile::tempdir().unwrap();
    let running = console(folder.path());
    let (code, said) = look_up(folder.path(), &["22/80 phú xuân"]);
    assert_eq!(code, Some(0), "{said}");
    assert!(said.contains("Thửa 80, tờ bản đồ 22, Phường Phú Xuân"), "{said}");
    assert!(said.contains("ODT") && said.contains("400.0 m² 100.0 %"), "{said}");
    let (_, json) = look_up(folder.path(), &["22/80", "--json"]);
    let json: Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["found"][0]["kind"], "lot");
    assert_eq!(json["zoning"]["parts"][0]["plan"], "Quy hoạch phân khu Kinh thành");
    assert_eq!(json["zoning"]["parts"][0]["percent"], 100.0);
    assert_eq!(json["zoning"]["limits"][0]["limit"]["storeys_max"], 2);
    assert_eq!(running.audit().unwrap(), []);
}

#[test]
fn coordinates_are_told_as_the_point_that_they_are_or_what_is_wrong_with_them() {
    let folder = tempfile::tempdir().unwrap();
    let _running = console(folder.path());
    let (code, said) = look_up(folder.path(), &["1821850 562050"]);
    assert_eq!(code, Some(0));
    assert!(said.contains("1821850.000") && said.contains("Ô phố 22"), "{said}");
    let (code, said) = look_up(folder.path(), &["562050 1821850", "--lang", "en"]);
    assert_eq!(code, Some(4));
    assert!(said.contains("changed round") && said.contains("1821850.000"), "{said}");
    let (code, json) = look_up(folder.path(), &["21.0285, 105.8542", "--json"]);
    assert_eq!(code, Some(4));
    assert_eq!(serde_json::from_str::<Value>(&json).unwrap()["finding"]["kind"], "outside_city");
}

#[test]
fn what_nothing_is_called_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let _running = console(folder.path());
    let (code, said) = look_up(folder.path(), &["22/9999"]);
    assert_eq!(code, Some(4));
    assert!(said.contains("Không tìm thấy"), "{said}");
}
