//! What citizens' applications can ask.

use axum::http::StatusCode;
use serde_json::Value;
use trucban_domain::{OperationBody, Publication, Role, Step};

use crate::harness::{ACCEPT, Laptop, TestCentral, VY_DA};
use crate::sample::import;

async fn json(test: &TestCentral, path: &str) -> (StatusCode, Value) {
    let (status, body) = test.open311(path, None).await;
    (status, serde_json::from_str(&body).unwrap())
}

#[tokio::test]
async fn discovery_tells_where_and_in_which_forms() {
    let test = TestCentral::new();
    let (status, discovery) = json(&test, "discovery.json").await;
    assert_eq!(status, StatusCode::OK);
    assert_eq!(discovery["endpoints"][0]["type"], "production");
    assert_eq!(discovery["endpoints"][0]["formats"][1], "application/json");
    import(&test, 1);
    assert_eq!(json(&test, "discovery.json").await.1["endpoints"][0]["type"], "test");
    let (_, xml) = test.open311("discovery.xml", None).await;
    assert!(xml.contains("<endpoints><endpoint>") && xml.contains("<format>text/xml</format>"));
}

#[tokio::test]
async fn every_category_is_a_service_and_its_questions_are_told() {
    let test = TestCentral::new();
    let (_, services) = json(&test, "services.json").await;
    let services = services.as_array().unwrap();
    assert_eq!(services.len(), trucban_domain::Category::all().len());
    let fields = ["service_code", "service_name", "description", "type", "keywords", "group"];
    for service in services {
        assert!(fields.iter().all(|field| service[field].is_string()), "{service}");
        assert_eq!(service["metadata"], true);
    }
    let (_, definition) = json(&test, "services/HTDT.json").await;
    assert_eq!(definition["service_code"], "HTDT");
    assert_eq!(definition["attributes"][0]["code"], "ward");
    assert_eq!(definition["attributes"][0]["values"].as_array().unwrap().len(), 40);
    let (_, xml) = test.open311("services/HTDT.xml", None).await;
    assert!(xml.contains("<value><key>19777</key><name>Phường Vỹ Dạ</name></value>"), "{xml}");
    let (status, errors) = json(&test, "services/NO.json").await;
    assert_eq!((status, &errors[0]["code"]), (StatusCode::NOT_FOUND, &Value::from(404)));
}

fn close() -> Step {
    Step::Close { publication: Publication::Public, text: "Đã thay nắp hố ga.".to_owned() }
}

#[tokio::test]
async fn a_citizen_is_not_told_what_passes_between_units_nor_a_result_before_it_is_approved() {
    let test = TestCentral::new();
    let (ward, desk) = (test.official(), test.enroll("Hoàng Thị D", Role::CityDesk, &[]));
    let create = ward.create(VY_DA);
    let subject = create.envelope.subject;
    let step = |by: &Laptop, step| by.operation(subject, OperationBody::Transition(step));
    let more_time = Step::AskExtension {
        until: jiff::civil::date(2027, 1, 15),
        reason: "Chờ vật tư riêng".to_owned(),
    };
    let acts = [create, step(&ward, Step::Acknowledge), step(&ward, more_time)];
    ward.push(1, &acts).await.unwrap();
    let told = async || {
        let (_, found) = json(&test, "requests/a240000.json").await;
        (found[0]["status_notes"].as_str().unwrap().to_owned(), found.to_string())
    };
    let (notes, all) = told().await;
    assert_eq!(notes, "Đã tiếp nhận");
    assert!(!all.contains("vật tư riêng"), "{all}");
    let result = Step::GiveResult { text: "Đã thay nắp hố ga.".to_owned() };
    ward.push(4, &[step(&ward, result)]).await.unwrap();
    let (notes, all) = told().await;
    assert_eq!(notes, "Đã tiếp nhận");
    assert!(!all.contains("Đã thay"), "{all}");
    desk.push(1, &[step(&desk, close())]).await.unwrap();
    assert_eq!(told().await.0, "Đã thay nắp hố ga.");
}

#[tokio::test]
async fn a_report_is_read_by_its_number_without_notes() {
    let test = TestCentral::new();
    let laptop = test.official();
    let create = laptop.create(VY_DA);
    let subject = create.envelope.subject;
    let note = laptop.note(subject, "Chủ hộ vắng nhà");
    laptop.push(1, &[create, laptop.operation(subject, ACCEPT), note]).await.unwrap();
    let (status, found) = json(&test, "requests/a240000.json").await;
    assert_eq!(status, StatusCode::OK);
    let request = &found[0];
    assert_eq!(
        (&request["status"], &request["status_notes"]),
        (&"open".into(), &"Đã tiếp nhận".into())
    );
    assert_eq!(request["agency_responsible"], "UBND phường Vỹ Dạ");
    assert_eq!(request["requested_datetime"], "2026-11-20T14:31:00+07:00");
    assert!(request["expected_datetime"].is_string() && request["lat"].is_null());
    assert!(!found.to_string().contains("Chủ hộ vắng nhà"), "{found}");
    let (_, token) = json(&test, "tokens/a240000.json").await;
    assert_eq!(token[0]["service_request_id"], "a240000");
    for missing in ["requests/a1.json", "tokens/a1.json", "elsewhere.json"] {
        let (status, errors) = json(&test, missing).await;
        assert_eq!(status, StatusCode::NOT_FOUND, "{missing}");
        assert!(errors[0]["description"].is_string());
    }
}

#[tokio::test]
async fn reports_are_found_by_number_category_state_and_time() {
    let test = TestCentral::new();
    import(&test, 400);
    let ids = |found: &Value| -> Vec<String> {
        let requests = found.as_array().unwrap().iter();
        requests.map(|r| r["service_request_id"].as_str().unwrap().to_owned()).collect()
    };
    let (_, all) = json(&test, "requests.json").await;
    let times: Vec<&str> =
        all.as_array().unwrap().iter().map(|r| r["requested_datetime"].as_str().unwrap()).collect();
    assert!((200..400).contains(&times.len()), "the last 90 days, got {}", times.len());
    assert!(times.is_sorted_by(|a, b| a >= b), "newest first");
    let (_, two) =
        json(&test, "requests.json?service_request_id=a246205,a246201&status=closed").await;
    assert_eq!(ids(&two), ["a246205", "a246201"], "numbers override everything else");
    let (_, open) = json(&test, "requests.json?status=open").await;
    let (_, closed) = json(&test, "requests.json?status=closed").await;
    assert_eq!(ids(&open).len() + ids(&closed).len(), ids(&all).len());
    assert!(closed.as_array().unwrap().iter().all(|r| r["status"] == "closed"));
    assert!(closed[0]["status_notes"].as_str().unwrap().starts_with("Kính gửi"));
    let (_, some) = json(&test, "requests.json?service_code=HTDT,VSMT&service_code=CSCC").await;
    let codes = ["HTDT", "VSMT", "CSCC"];
    let some = some.as_array().unwrap();
    assert!(!some.is_empty());
    assert!(some.iter().all(|r| codes.contains(&r["service_code"].as_str().unwrap())));
    let span =
        "requests.json?start_date=2026-10-01T00:00:00%2B07:00&end_date=2026-10-02T00:00:00+07:00";
    let (_, day) = json(&test, span).await;
    let day = day.as_array().unwrap();
    assert!(!day.is_empty());
    assert!(
        day.iter().all(|r| r["requested_datetime"].as_str().unwrap().starts_with("2026-10-01"))
    );
}

#[tokio::test]
async fn questions_that_make_no_sense_are_refused_by_field() {
    let test = TestCentral::new();
    let many = vec!["a1"; 101].join(",");
    for (query, part) in [
        ("start_date=yesterday".to_owned(), "start_date:"),
        ("end_date=2026-13-01T00:00:00Z".to_owned(), "end_date:"),
        ("start_date=2026-01-01T00:00:00Z&end_date=2026-06-01T00:00:00Z".to_owned(), "90"),
        ("start_date=2026-06-01T00:00:00Z&end_date=2026-01-01T00:00:00Z".to_owned(), "90"),
        ("status=done".to_owned(), "status:"),
        (format!("service_request_id={many}"), "service_request_id:"),
    ] {
        let (status, errors) = json(&test, &format!("requests.json?{query}")).await;
        assert_eq!(status, StatusCode::BAD_REQUEST, "{query}");
        assert!(errors[0]["description"].as_str().unwrap().contains(part), "{errors}");
    }
    let (status, found) = json(&test, "requests.json?service_code='%20OR%201=1").await;
    assert_eq!((status, found), (StatusCode::OK, Value::Array(Vec::new())));
}
