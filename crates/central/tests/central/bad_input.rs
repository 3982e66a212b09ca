//! What people and programs send that nobody should: every text and every act is either stored as
//! it was meant or refused by its field, kept whole, and holds up nothing behind it.

use axum::http::StatusCode;
use jiff::civil::Date;
use trucban_domain::{
    CategoryCode, Entity, EntryKind, Incident, NewIncident, OpResult, Operation, OperationBody,
    Position, Record, Refusal, Role, Step, Timestamp, UnitCode, WardCode,
};

use crate::harness::{ACCEPT, Laptop, TestCentral, VY_DA, new_incident};

const NFD: &str = "Nu\u{31b}o\u{31b}\u{301}c nga\u{323}\u{302}p đu\u{31b}o\u{31b}\u{300}ng";
const NFC: &str = "Nước ngập đường";
const RTL: &str = "شارع هوي ١٢ \u{202e}gnp.exe\u{202c} \u{2066}x\u{2069}";

fn zalgo() -> String {
    "Ng\u{300}\u{316}\u{489}\u{35c}\u{334}ập \u{346}\u{34a}\u{33e}\u{327}".repeat(200)
}

fn records(test: &TestCentral, entity: &str) -> Vec<Record> {
    let db = test.database();
    let mut rows = db.prepare("SELECT data FROM record WHERE entity = ?1 ORDER BY seq").unwrap();
    let rows = rows.query_map([entity], |row| row.get::<_, Vec<u8>>(0)).unwrap();
    let entity = Entity::parse(entity).unwrap();
    rows.map(|data| Record::decode(entity, &data.unwrap()).unwrap()).collect()
}

fn reports(test: &TestCentral) -> Vec<Incident> {
    let reports = records(test, "incident").into_iter();
    reports
        .map(|record| match record {
            Record::Incident(incident) => *incident,
            other => panic!("{other:?}"),
        })
        .collect()
}

async fn post(test: &TestCentral, key: &str, description: &str) -> (StatusCode, String) {
    let form = serde_urlencoded::to_string([
        ("api_key", key),
        ("service_code", "HTDT"),
        ("lat", "16.4767"),
        ("long", "107.6063"),
        ("description", description),
    ]);
    test.open311("requests.json", Some(&form.unwrap())).await
}

#[tokio::test]
async fn a_text_that_is_posted_is_stored_composed_and_else_as_it_was_written() {
    let test = TestCentral::new();
    let key = test.central.make_api_key("Hue-S").unwrap();
    let zalgo = zalgo();
    for (sent, stored) in [
        (NFD, NFC),
        (RTL, RTL),
        (zalgo.as_str(), zalgo.as_str()),
        ("<img src=x onerror=alert(1)>", "<img src=x onerror=alert(1)>"),
        ("a\u{0}b\u{1b}[31mc\u{85}d\r\ne", "ab[31mcd\ne"),
    ] {
        let (status, body) = post(&test, &key, sent).await;
        assert_eq!(status, StatusCode::OK, "{body}");
        let report = reports(&test).pop().unwrap();
        let composed = trucban_domain::fold::clean(stored);
        assert_eq!(report.body, composed, "{sent:?}");
        let number = report.number.unwrap();
        let (_, told) = test.open311(&format!("requests/{number}.json"), None).await;
        let told: serde_json::Value = serde_json::from_str(&told).unwrap();
        assert_eq!(told[0]["description"], composed, "it is told as it is stored");
    }
}

/// A report that the laptop makes, with something about it changed.
fn made(laptop: &Laptop, change: impl FnOnce(&mut NewIncident)) -> Operation {
    let mut operation = laptop.create(VY_DA);
    let mut new = new_incident(VY_DA);
    change(&mut new);
    operation.body = OperationBody::Create(Box::new(new));
    operation
}

fn at(lat: f64, lon: f64, accuracy_m: Option<f32>) -> Position {
    Position { lat, lon, accuracy_m }
}

#[tokio::test]
async fn what_cannot_be_stored_is_refused_by_its_field_kept_whole_and_holds_nothing_up() {
    let test = TestCentral::new();
    let desk = test.enroll("Nguyễn Văn A", Role::CityDesk, &[]);
    let long = |chars: usize| "ệ".repeat(chars);
    let ward = test.official();
    let step = |by: &Laptop, subject, step| by.operation(subject, OperationBody::Transition(step));
    let report = ward.create(VY_DA);
    let subject = report.envelope.subject;
    let far = Date::new(9999, 12, 31).unwrap();
    let asks = |until| Step::AskExtension { until, reason: "Mưa lớn".to_owned() };
    let nowhere = UnitCode("khong-co".to_owned());

    let bad: Vec<(&str, Operation)> = vec![
        ("title", made(&desk, |new| new.title = long(201))),
        ("title", made(&desk, |new| new.title = " \u{0}\n ".to_owned())),
        ("body", made(&desk, |new| new.body = long(4_001))),
        ("address", made(&desk, |new| new.address = long(201))),
        ("category", made(&desk, |new| new.category = CategoryCode("KHONG".to_owned()))),
        ("ward", made(&desk, |new| new.ward = WardCode(1))),
        ("position", made(&desk, |new| new.position = Some(at(16.9, 108.6, None)))),
        ("position", made(&desk, |new| new.position = Some(at(21.0285, 105.8542, None)))),
        ("position", made(&desk, |new| new.position = Some(at(107.6063, 16.4767, None)))),
        ("position", made(&desk, |new| new.position = Some(at(f64::NAN, 107.6, None)))),
        ("position", made(&desk, |new| new.position = Some(at(16.4, f64::INFINITY, None)))),
        ("position", made(&desk, |new| new.position = Some(at(16.4767, 107.6063, Some(f32::NAN))))),
        ("note", desk.note(subject, &long(4_001))),
        ("note", desk.note(subject, "\u{7}\u{0}")),
        ("unit", step(&desk, subject, Step::Assign { unit: nowhere, with: Vec::new() })),
    ];
    let of_unit: Vec<(&str, Operation)> = vec![
        ("until", step(&ward, subject, asks(far))),
        ("until", step(&ward, subject, asks(Date::new(-9999, 1, 1).unwrap()))),
        ("result", step(&ward, subject, Step::GiveResult { text: String::new() })),
        ("result", step(&ward, subject, Step::GiveResult { text: long(4_001) })),
    ];
    let accepted = ward.operation(subject, ACCEPT);
    assert!(matches!(
        ward.push(1, &[report, accepted]).await.unwrap().results[1].result,
        OpResult::Applied { .. }
    ));
    refused_by_field(&test, &desk, 1, bad).await;
    refused_by_field(&test, &ward, 3, of_unit).await;
    assert_eq!(reports(&test).len(), 1);
}

/// Pushes acts that are wrong by the field that is named, and one that is not.
async fn refused_by_field(
    test: &TestCentral,
    laptop: &Laptop,
    first_seq: u64,
    bad: Vec<(&str, Operation)>,
) {
    let subject = reports(test)[0].id;
    let mut sent: Vec<Operation> = bad.iter().map(|(_, operation)| operation.clone()).collect();
    sent.push(laptop.note(subject, "Đã gọi HEPCO"));
    let reply = laptop.push(first_seq, &sent).await.unwrap();
    for ((field, operation), answered) in bad.iter().zip(&reply.results) {
        let refusal = Refusal::Invalid { field: (*field).to_owned() };
        assert_eq!(answered.result, OpResult::Rejected { refusal }, "{:?}", operation.body);
        let kept: i64 = test
            .database()
            .query_row("SELECT count(*) FROM audit_log WHERE op = ?1", [operation.encode()], |r| {
                r.get(0)
            })
            .unwrap();
        assert_eq!(kept, 1, "refused, it is kept whole");
    }
    let last = reply.results.last().unwrap();
    assert!(matches!(last.result, OpResult::Applied { .. }), "the next act stands: {last:?}");
}

#[tokio::test]
async fn an_act_of_any_time_and_any_text_has_a_result_and_leaves_central_readable() {
    let test = TestCentral::new();
    let desk = test.enroll("Nguyễn Văn A", Role::CityDesk, &[]);
    let mut sent = Vec::new();
    for ms in [i64::MIN, -1, 0, 4_102_444_800_000, i64::MAX] {
        let mut create = made(&desk, |new| {
            NFD.clone_into(&mut new.title);
            new.body = format!("{RTL}\n{}", zalgo());
            new.address = "12\n\tNguyễn\u{0} Huệ".to_owned();
            new.position = Some(at(16.4767, 107.6063, Some(8.0)));
        });
        create.envelope.made_at = Timestamp::from_ms(ms);
        let mut note = desk.note(create.envelope.subject, NFD);
        note.envelope.made_at = Timestamp::from_ms(ms);
        sent.extend([create, note]);
    }
    let reply = desk.push(1, &sent).await.unwrap();
    for answered in &reply.results {
        assert!(matches!(answered.result, OpResult::Applied { .. }), "{answered:?}");
    }
    for report in reports(&test) {
        assert_eq!(report.title, trucban_domain::fold::clean(NFD), "composed, whoever sent it");
        assert_eq!(report.address, "12 Nguyễn Huệ");
        assert!(report.body.starts_with(RTL));
    }
    let notes = records(&test, "history").into_iter().filter_map(|record| match record {
        Record::History(line) => match line.kind {
            EntryKind::Note { text } => Some(text),
            _ => None,
        },
        _ => None,
    });
    let notes: Vec<String> = notes.collect();
    assert_eq!(notes, vec![trucban_domain::fold::clean(NFD); 5]);
    // The bytes stay as they were sent.
    let kept = test.database().query_row("SELECT op FROM audit_log LIMIT 1", [], |r| r.get(0));
    assert_eq!(kept, Ok(sent[0].encode()));

    let pulled = desk.pull(&[("w19777.incidents.open", 0)]).await.unwrap();
    assert_eq!(pulled.rows.len(), 15, "each report with two lines of history");
    let (status, _) = test.open311("requests.json?start_date=2099-12-01T00:00:00Z", None).await;
    assert_eq!(status, StatusCode::OK, "a date to come is a date");
}
