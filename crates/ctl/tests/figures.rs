//! `trucbanctl figures` and `trucbanctl export` as a person runs them, beside a console that has the
//! folder open.
#![expect(clippy::unwrap_used, reason = "tests fail by panicking")]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};
use std::sync::Arc;

use calamine::{Reader as _, Xlsx, open_workbook};
use serde_json::Value;
use trucban_contract::wire::{Enrolment, Operator};
use trucban_domain::record::Versioned;
use trucban_domain::{
    CategoryCode, ClientId, Epoch, Grant, GrantId, Handling, Incident, IncidentId, IncidentState,
    Record, Role, Scope, Source, Timestamp, UnitCode, UserId, WardCode,
};
use trucban_host::SystemEntropy;
use trucban_store::{Access, KeyPreference, OpenStore, Store};

const VY_DA: WardCode = WardCode(19_777);
const DAY_MS: i64 = 86_400_000;

fn received() -> Timestamp {
    Timestamp::parse_iso("2026-11-02T09:00:00+07:00").unwrap()
}

/// Closed after so many days; due after nine.
fn report(n: i64, closed_after: i64) -> Record {
    Record::Incident(Box::new(Incident {
        id: IncidentId::mint(received().plus_ms(n), &SystemEntropy),
        number: Some(format!("a{n}")),
        provisional: None,
        ward: VY_DA,
        handling: vec![Handling::waiting(UnitCode::committee_of(VY_DA))],
        category: CategoryCode("HTDT".to_owned()),
        source: Source::HueS,
        title: "Nắp hố ga vỡ".to_owned(),
        body: "Gọi 0912345678".to_owned(),
        address: "Kiệt 12 Nguyễn Sinh Cung".to_owned(),
        position: None,
        urgent: false,
        state: IncidentState::Closed,
        received_at: received(),
        due_at: Some(received().plus_ms(9 * DAY_MS)),
        closed_at: Some(received().plus_ms(closed_after * DAY_MS)),
        sample: true,
        photos: Vec::new(),
        last_step: None,
        extended: None,
        question: None,
        pauses: Vec::new(),
        outcome: None,
        rating: None,
        reopened: None,
        visited: None,
    }))
}

/// A ward's laptop with four reports, three of them in time, its console open.
fn console(folder: &Path) -> Store {
    let store = Store::open(OpenStore {
        folder,
        key: KeyPreference::FileOnly,
        build: "0.1.0",
        entropy: Arc::new(SystemEntropy),
        access: Access::Owner,
    })
    .unwrap();
    let at = received();
    let enrolment = Enrolment {
        url: "http://127.0.0.1:1".to_owned(),
        ca_pem: None,
        token: "token".to_owned(),
        client: ClientId::mint(at, &SystemEntropy),
        operator: Operator {
            user: UserId::mint(at, &SystemEntropy),
            name: "Trần Thị B".to_owned(),
            grant: Grant {
                id: GrantId::mint(at, &SystemEntropy),
                role: Role::WardOfficial,
                wards: vec![VY_DA],
                units: Vec::new(),
            },
        },
    };
    store.set_setting("enrolment", &serde_json::to_string(&enrolment).unwrap()).unwrap();
    store.begin_epoch(Epoch::mint(at, &SystemEntropy)).unwrap();
    let scope: Scope = "w19777.incidents.2026-11".parse().unwrap();
    store.subscribe(std::slice::from_ref(&scope)).unwrap();
    let mut digest = 0_u128;
    for (n, after) in (1..).zip([1, 2, 3, 20]) {
        let record = report(n, after);
        let (entity, id, data) = (record.entity().as_str(), record.key(), record.encode());
        let version = Versioned { entity: entity.to_owned(), id, row_version: 1 };
        digest = digest.wrapping_add(version.digest());
        store.load_pack(&scope, entity, std::iter::once((id, 1, data.as_slice())), n == 1).unwrap();
    }
    store.finish_snapshot(&scope, 3, digest).unwrap();
    store
}

fn run(folder: &Path, arguments: &[&str]) -> (Option<i32>, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_trucbanctl"));
    command.args(arguments).arg("--data").arg(folder);
    let Output { status, stdout, stderr } = command.output().unwrap();
    (status.code(), String::from_utf8(stdout).unwrap(), String::from_utf8(stderr).unwrap())
}

const NOVEMBER: [&str; 4] = ["--from", "2026-11-01", "--to", "2026-11-30"];

fn of_november<'a>(order: &[&'a str]) -> Vec<&'a str> {
    [order, &NOVEMBER].concat()
}

#[test]
fn figures_are_told_to_people_and_to_programs() {
    let folder = tempfile::tempdir().unwrap();
    let _running = console(folder.path());
    let (code, said, _) = run(folder.path(), &of_november(&["figures"]));
    assert_eq!(code, Some(0), "{said}");
    for line in [
        "01/11/2026 – 30/11/2026 · Tất cả trên máy này",
        "Tỷ lệ xử lý: 100,0% (4 / 4)",
        "Tỷ lệ đúng hạn: 75,0% (3 / 4)",
    ] {
        assert!(said.contains(line), "{said}");
    }
    let (_, json, _) = run(folder.path(), &of_november(&["figures", "--json"]));
    let json: Value = serde_json::from_str(&json).unwrap();
    assert_eq!((&json["total"]["handled"], &json["total"]["in_time"]), (&4.into(), &3.into()));
    assert_eq!(json["wards"][0]["code"], 19_777);
    assert_eq!(json["total"]["on_time_rate"], 75.0);
    assert_eq!(json["arrivals"][9], 4, "a Monday at nine");
    let elsewhere = of_november(&["figures", "--json", "--ward", "19753"]);
    let (_, json, _) = run(folder.path(), &elsewhere);
    let json: Value = serde_json::from_str(&json).unwrap();
    assert_eq!(
        (&json["total"]["received"], &json["total"]["handled_rate"]),
        (&0.into(), &Value::Null)
    );
}

#[test]
fn a_period_is_written_into_a_new_file_and_never_over_another() {
    let folder = tempfile::tempdir().unwrap();
    let _running = console(folder.path());
    let csv = folder.path().join("list.csv");
    let order = ["export", "--format", "csv", "--out", csv.to_str().unwrap()];
    let (code, said, wrong) = run(folder.path(), &of_november(&order));
    assert_eq!(code, Some(0), "{said}{wrong}");
    assert!(said.contains("4 dòng"), "{said}");
    let text = fs::read_to_string(&csv).unwrap();
    assert_eq!(text.matches("[số điện thoại]").count(), 4, "{text}");
    assert!(!text.contains("0912345678"));
    let (code, _, wrong) = run(folder.path(), &of_november(&order));
    assert_eq!(code, Some(1));
    assert!(wrong.contains("còn nguyên"), "{wrong}");
    assert_eq!(fs::read_to_string(&csv).unwrap(), text);

    let xlsx = folder.path().join("figures.xlsx");
    let order =
        ["export", "--what", "figures", "--format", "xlsx", "--out", xlsx.to_str().unwrap()];
    let (code, said, wrong) = run(folder.path(), &of_november(&order));
    assert_eq!(code, Some(0), "{said}{wrong}");
    let book: Xlsx<_> = open_workbook(&xlsx).unwrap();
    assert_eq!(book.sheet_names(), ["Số liệu", "Giải thích"]);
}

#[test]
fn days_that_are_no_period_and_wards_that_are_none_are_told_so() {
    let folder = tempfile::tempdir().unwrap();
    let _running = console(folder.path());
    for (order, says) in [
        (["figures", "--from", "30/11/2026", "--to", "2026-11-30"], "Không đọc được ngày"),
        (["figures", "--from", "2026-12-01", "--to", "2026-11-30"], "không phải một kỳ"),
    ] {
        let (code, _, wrong) = run(folder.path(), &order);
        assert_eq!(code, Some(1));
        assert!(wrong.contains(says), "{wrong}");
    }
    let (_, _, wrong) = run(folder.path(), &["figures", "--ward", "7"]);
    assert!(wrong.contains("Không có phường, xã nào mang mã 7"), "{wrong}");
}
