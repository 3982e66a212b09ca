//! Reports from citizens' applications.

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use serde_json::Value;
use trucban_domain::{Entity, Incident, Record, Source};

use crate::harness::{TestCentral, VY_DA};

const AT: &str = "lat=16.4767&long=107.6063";

/// Every report as central has it, in the order of their newest changes.
pub(crate) fn reports(test: &TestCentral) -> Vec<Incident> {
    let db = test.database();
    let mut statement =
        db.prepare("SELECT data FROM record WHERE entity = 'incident' ORDER BY seq").unwrap();
    let rows = statement.query_map([], |row| row.get::<_, Vec<u8>>(0)).unwrap();
    rows.map(|data| match Record::decode(Entity::Incident, &data.unwrap()).unwrap() {
        Record::Incident(incident) => *incident,
        other => panic!("{other:?}"),
    })
    .collect()
}

/// A form with a sound report; `more` is added, and replaces a field of its name.
fn form(key: &str, more: &[(&str, &str)]) -> String {
    let mut fields = vec![
        ("api_key", key),
        ("service_code", "HTDT"),
        ("lat", "16.4767"),
        ("long", "107.6063"),
        ("description", "Nắp hố ga vỡ. Ban đêm rất tối."),
    ];
    for (name, value) in more {
        fields.retain(|(known, _)| known != name);
        fields.push((name, value));
    }
    serde_urlencoded::to_string(fields).unwrap()
}

struct Door {
    test: TestCentral,
    key: String,
}

impl Door {
    fn new() -> Self {
        let test = TestCentral::new();
        let key = test.central.make_api_key("Hue-S").unwrap();
        Self { test, key }
    }

    async fn post(&self, more: &[(&str, &str)]) -> (StatusCode, Value) {
        let form = form(&self.key, more);
        let (status, body) = self.test.open311("requests.json", Some(&form)).await;
        (status, serde_json::from_str(&body).unwrap())
    }

    /// Posts something bad and answers the sentences, which must be 400 and write nothing.
    async fn complaints(&self, more: &[(&str, &str)]) -> Vec<String> {
        let before = self.reports().len();
        let (status, body) = self.post(more).await;
        assert_eq!(status, StatusCode::BAD_REQUEST, "{body}");
        assert_eq!(self.reports().len(), before);
        let errors = body.as_array().unwrap().iter();
        errors.map(|error| error["description"].as_str().unwrap().to_owned()).collect()
    }

    fn reports(&self) -> Vec<Incident> {
        reports(&self.test)
    }
}

#[tokio::test]
async fn a_report_gets_its_number_and_stands_in_the_queue_of_its_ward() {
    let door = Door::new();
    let laptop = door.test.official();
    let (status, body) = door.post(&[("address_string", "Kiệt 12\nNguyễn Sinh Cung")]).await;
    assert_eq!(status, StatusCode::OK);
    assert_eq!(body[0]["service_request_id"], "a240000");
    assert!(body[0]["service_notice"].as_str().unwrap().contains("UBND phường Vỹ Dạ"), "{body}");
    let [report] = &door.reports()[..] else { panic!("one report") };
    assert_eq!((report.ward, report.source), (VY_DA, Source::Open311));
    assert_eq!(report.title, "Nắp hố ga vỡ");
    assert_eq!(report.address, "Kiệt 12 Nguyễn Sinh Cung");
    assert!(!report.urgent && !report.sample && report.due_at.is_some());
    let pulled = laptop.pull(&[("w19777.incidents.open", 0)]).await.unwrap();
    assert_eq!(pulled.rows.len(), 2);
}

#[tokio::test]
async fn xml_is_spoken_by_default_and_json_where_it_is_asked_for() {
    let door = Door::new();
    let form = form(&door.key, &[]);
    let (status, xml) = door.test.open311("requests.xml", Some(&form)).await;
    assert_eq!(status, StatusCode::OK);
    assert!(
        xml.starts_with("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<service_requests><request>")
    );
    assert!(xml.contains("<service_request_id>a240000</service_request_id>"), "{xml}");
    assert!(xml.contains("<account_id></account_id>"), "{xml}");
    for (accept, json) in [("application/json", true), ("*/*", false), ("text/xml", false)] {
        let request = Request::get("/open311/v2/services")
            .header(header::ACCEPT, accept)
            .body(Body::empty())
            .unwrap();
        let (_, body) = door.test.call(request).await;
        assert_eq!(body.starts_with('['), json, "{accept}");
    }
}

#[tokio::test]
async fn without_a_key_nothing_is_taken_and_the_reason_is_told_in_both_forms() {
    let door = Door::new();
    for key in ["", "o311_wrong"] {
        let form = form(key, &[]);
        let (status, body) = door.test.open311("requests.json", Some(&form)).await;
        assert_eq!(status, StatusCode::FORBIDDEN);
        let body: Value = serde_json::from_str(&body).unwrap();
        assert_eq!(body[0]["code"], 403);
        assert!(body[0]["description"].as_str().unwrap().starts_with("api_key:"));
        let (_, xml) = door.test.open311("requests.xml", Some(&form)).await;
        assert!(xml.contains("<errors><error><code>403</code><description>api_key:"), "{xml}");
    }
    assert!(door.reports().is_empty());
}

#[tokio::test]
async fn everything_that_is_wrong_is_told_at_once_and_by_field() {
    let door = Door::new();
    let body = format!("api_key={}&service_code=&lat=16.4", door.key);
    let (status, body) = door.test.open311("requests.json", Some(&body)).await;
    assert_eq!(status, StatusCode::BAD_REQUEST);
    for field in ["service_code", "description", "long"] {
        assert!(body.contains(&format!("\"{field}: còn thiếu.\"")), "{field}: {body}");
    }
    let request = Request::post("/open311/v2/requests.json")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header(header::ACCEPT_LANGUAGE, "fr, en-GB;q=0.8")
        .body(Body::from(format!("api_key={}", door.key)))
        .unwrap();
    let (_, body) = door.test.call(request).await;
    assert!(body.contains("service_code: missing."), "{body}");
}

#[tokio::test]
async fn a_service_that_does_not_exist_is_not_found() {
    let door = Door::new();
    let (status, body) = door.post(&[("service_code", "XYZ")]).await;
    assert_eq!(status, StatusCode::NOT_FOUND);
    assert!(body[0]["description"].as_str().unwrap().contains("“XYZ”"));
}

#[tokio::test]
async fn positions_that_make_no_sense_are_refused_with_what_is_wrong() {
    let door = Door::new();
    for (lat, long, part) in [
        ("NaN", "107.6063", "lat: không phải số độ"),
        ("16.4767", "inf", "long: không phải số độ"),
        ("16,4767", "107.6063", "dấu chấm thập phân"),
        ("91", "107.6063", "lat: ngoài khoảng từ -90 đến 90"),
        ("16.4767", "-181", "long: ngoài khoảng từ -180 đến 180"),
        ("1e308", "1", "lat: ngoài khoảng"),
        ("21.0285", "105.8542", "nằm ngoài thành phố Huế"),
        ("16.47", "", "long: còn thiếu"),
    ] {
        let told = door.complaints(&[("lat", lat), ("long", long)]).await.join(" ");
        assert!(told.contains(part), "{lat} {long}: {told}");
    }
}

#[tokio::test]
async fn swapped_numbers_are_recognised() {
    let door = Door::new();
    // Swapped, the longitude of Huế is no latitude at all; a map that counts from elsewhere gives
    // numbers that are.
    let told = door.complaints(&[("lat", "107.6063"), ("long", "16.4767")]).await.join(" ");
    assert!(told.contains("đổi chỗ"), "{told}");
}

#[tokio::test]
async fn an_address_needs_its_ward_and_a_ward_its_address() {
    let door = Door::new();
    let nowhere = [("lat", ""), ("long", "")];
    let told = door.complaints(&nowhere).await;
    assert_eq!(told.len(), 1);
    assert!(told[0].contains("lat và long"), "{told:?}");
    let address = [nowhere[0], nowhere[1], ("address_string", "Kiệt 12 Nguyễn Sinh Cung")];
    let told = door.complaints(&address).await;
    assert!(
        told[0].starts_with("attribute[ward]:") && told[0].contains("services/HTDT"),
        "{told:?}"
    );
    let ward = |code| [address[0], address[1], address[2], ("attribute[ward]", code)];
    let told = door.complaints(&ward("1")).await;
    assert!(told[0].contains("“1”"), "{told:?}");
    let only_ward = [nowhere[0], nowhere[1], ("attribute[ward]", "19777")];
    assert_eq!(door.complaints(&only_ward).await.len(), 1);
    let (status, _) = door.post(&ward("19777")).await;
    assert_eq!(status, StatusCode::OK);
    assert_eq!(door.reports()[0].position, None);
}

#[tokio::test]
async fn texts_beyond_their_bounds_are_refused_by_field() {
    let door = Door::new();
    for (field, most) in [
        ("description", 4_000),
        ("address_string", 200),
        ("first_name", 99),
        ("last_name", 99),
        ("phone", 40),
        ("email", 254),
        ("device_id", 200),
        ("media_url", 1_000),
    ] {
        let told = door.complaints(&[(field, &"ệ".repeat(most + 1))]).await;
        let wanted = format!("{field}: quá dài, nhiều nhất {most} ký tự.");
        assert!(told.contains(&wanted), "{told:?}");
    }
    let (status, _) = door.post(&[("description", &"ệ".repeat(4_000))]).await;
    assert_eq!(status, StatusCode::OK, "four thousand letters are allowed, whatever their bytes");
    let (status, _) = door.test.open311("requests.json", Some(&"x".repeat(300 << 10))).await;
    assert_eq!(status, StatusCode::PAYLOAD_TOO_LARGE);
}

#[tokio::test]
async fn hostile_texts_stay_texts() {
    let door = Door::new();
    let hostile = "<script>alert('x')</script> \u{0}\u{7}{0} %s '; DROP TABLE record; --\u{202e}";
    let (status, _) = door.post(&[("description", hostile), ("address_string", "a\u{0}b")]).await;
    assert_eq!(status, StatusCode::OK);
    let [report] = &door.reports()[..] else { panic!("one report") };
    assert!(report.body.starts_with("<script>alert('x')</script> {0} %s"), "{}", report.body);
    assert_eq!(report.address, "ab");
    let (_, xml) = door.test.open311("requests/a240000.xml", None).await;
    assert!(xml.contains("&lt;script&gt;") && !xml.contains("<script>"), "{xml}");

    for (more, part) in [
        (vec![("media_url", "javascript:alert(1)")], "media_url:"),
        (vec![("attribute[urgent]", "1; DROP")], "attribute[urgent]:"),
        (vec![("service_code", "HTDT' OR 1=1")], "service_code:"),
        (vec![("description", "\u{0}\u{1}")], "description: còn thiếu"),
    ] {
        let (status, body) = door.post(&more).await;
        assert!(status.is_client_error(), "{body}");
        assert!(body.to_string().contains(part), "{body}");
    }
    let twice = format!("{}&lat=16.5", form(&door.key, &[]));
    let (_, body) = door.test.open311("requests.json", Some(&twice)).await;
    assert!(body.contains("lat: gửi hai lần"), "{body}");
    let latin = form(&door.key, &[]).replace("description=", "description=Hu%EA%20");
    let (status, body) = door.test.open311("requests.json", Some(&latin)).await;
    assert_eq!(status, StatusCode::BAD_REQUEST);
    assert!(body.contains("description: không phải UTF-8"), "{body}");
    assert_eq!(door.reports().len(), 1);
}

#[tokio::test]
async fn only_forms_are_taken() {
    let door = Door::new();
    for kind in ["application/json", "multipart/form-data; boundary=x", ""] {
        let request = Request::post("/open311/v2/requests.json")
            .header(header::CONTENT_TYPE, kind)
            .body(Body::from(form(&door.key, &[])))
            .unwrap();
        let (status, body) = door.test.call(request).await;
        assert_eq!(status, StatusCode::BAD_REQUEST);
        assert!(body.contains("application/x-www-form-urlencoded"), "{body}");
    }
    let request = Request::delete("/open311/v2/requests.json").body(Body::empty()).unwrap();
    assert_eq!(door.test.call(request).await.0, StatusCode::METHOD_NOT_ALLOWED);
}

#[tokio::test]
async fn urgency_comes_from_the_category_or_from_the_sender() {
    let door = Door::new();
    door.post(&[("service_code", "PCCC")]).await;
    door.post(&[("attribute[urgent]", "true")]).await;
    door.post(&[("attribute[urgent]", "false")]).await;
    let urgent: Vec<_> = door.reports().iter().map(|report| report.urgent).collect();
    assert_eq!(urgent, [true, true, false]);
}

#[tokio::test]
async fn a_link_is_kept_with_the_text() {
    let door = Door::new();
    door.post(&[("media_url", "https://example.invalid/a.jpg?x=1&y=2")]).await;
    let body = &door.reports()[0].body;
    assert!(body.ends_with("Liên kết kèm theo: https://example.invalid/a.jpg?x=1&y=2"), "{body}");
}

#[tokio::test]
async fn the_same_report_posted_again_keeps_its_number() {
    let door = Door::new();
    let (_, first) = door.post(&[]).await;
    let (_, again) = door.post(&[]).await;
    assert_eq!(first, again);
    let (_, other) = door.post(&[("device_id", "tt2")]).await;
    assert_ne!(first, other, "another telephone is another report");
    door.test.clock.advance(10 * 60_000 + 1);
    let (_, later) = door.post(&[]).await;
    assert_ne!(first, later, "after ten minutes the same words are a new report");
    assert_eq!(door.reports().len(), 3);
}

#[tokio::test]
async fn an_idempotency_key_holds_for_a_day() {
    let door = Door::new();
    let post = async |more: &[(&str, &str)]| {
        let request = Request::post("/open311/v2/requests.json")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header("idempotency-key", "7f3a")
            .body(Body::from(form(&door.key, more)))
            .unwrap();
        door.test.call(request).await
    };
    let first = post(&[]).await;
    door.test.clock.advance(23 * 3_600_000);
    assert_eq!(post(&[]).await, first);
    let (status, body) = post(&[("description", "Khác")]).await;
    assert_eq!(status, StatusCode::BAD_REQUEST);
    assert!(body.contains("Idempotency-Key:"), "{body}");
    door.test.clock.advance(2 * 3_600_000);
    assert_ne!(post(&[]).await, first);
    assert_eq!(door.reports().len(), 2);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_report_posted_many_times_at_once_is_one_report() {
    let door = std::sync::Arc::new(Door::new());
    let posts: Vec<_> = (0..8)
        .map(|_| {
            let door = door.clone();
            tokio::spawn(async move { door.post(&[]).await.1 })
        })
        .collect();
    let mut answers = Vec::new();
    for post in posts {
        answers.push(post.await.unwrap());
    }
    assert!(answers.iter().all(|answer| *answer == answers[0]));
    assert_eq!(door.reports().len(), 1);
    assert!(form(&door.key, &[]).contains(AT), "the position is the one of the constant");
}
