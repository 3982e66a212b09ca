//! The document of central's addresses tells of all of them, and of nothing else.

use std::collections::BTreeSet;

use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use serde_json::Value;
use tower::ServiceExt as _;
use trucban_domain::{Category, Role};

use crate::harness::{TestCentral, VY_DA};

const METHODS: [Method; 5] =
    [Method::GET, Method::POST, Method::PUT, Method::PATCH, Method::DELETE];

async fn document(test: &TestCentral) -> Value {
    let request = Request::get("/openapi.json").body(Body::empty()).unwrap();
    let (status, body) = test.call(request).await;
    assert_eq!(status, StatusCode::OK);
    serde_json::from_str(&body).unwrap()
}

/// Where doors begin; they answer there with what they say to every address that is none.
const ROOTS: [&str; 3] = ["/", "/open311/v2", "/sync"];

/// Every address of the router, as its `Debug` form tells them: `RouteId(3): "/sync/hello"`.
fn routed(test: &TestCentral) -> BTreeSet<String> {
    let told = format!("{:?}", test.central.router());
    let told = told.split("RouteId(").filter_map(|part| part.split_once("): \"/"));
    let paths: BTreeSet<String> = told
        .filter(|(number, _)| number.bytes().all(|digit| digit.is_ascii_digit()))
        .map(|(_, rest)| format!("/{}", rest.split('"').next().unwrap()))
        .filter(|path| !path.contains("{*") && !ROOTS.contains(&path.as_str()))
        .collect();
    assert!(!paths.is_empty(), "the router tells its addresses");
    paths
}

/// A path item, with what it refers to.
fn item<'a>(document: &'a Value, item: &'a Value) -> &'a Value {
    match item["$ref"].as_str() {
        Some(at) => document.pointer(at.trim_start_matches('#')).expect(at),
        None => item,
    }
}

#[tokio::test]
async fn every_address_is_told_and_takes_the_methods_that_are_told_and_no_others() {
    let test = TestCentral::new();
    let laptop = test.enroll("Lê Văn C", Role::CityDesk, &[VY_DA]);
    let document = document(&test).await;
    let paths = document["paths"].as_object().unwrap();
    let told: BTreeSet<String> = paths.keys().cloned().collect();
    assert_eq!(told, routed(&test));
    for root in ROOTS {
        let status = laptop.send(root, None, &[]).await.status();
        assert_eq!(status, StatusCode::NOT_FOUND, "{root}");
    }
    for (path, found) in paths {
        let found = item(&document, found);
        for method in METHODS {
            let word = method.as_str().to_lowercase();
            let request = Request::builder()
                .method(method.clone())
                .uri(path.replace(['{', '}'], "x"))
                .header(header::AUTHORIZATION, format!("Bearer {}", laptop.enrolment.token))
                .body(Body::empty())
                .unwrap();
            // The body is left alone: that of `live` does not end.
            let status = test.central.router().oneshot(request).await.unwrap().status();
            let taken = status != StatusCode::METHOD_NOT_ALLOWED;
            assert_eq!(taken, found[&word].is_object(), "{method} {path}: {status}");
            if taken {
                let answers = found[&word]["responses"].as_object().unwrap();
                assert!(answers.contains_key(status.as_str()), "{method} {path}: {status}");
                assert_eq!(
                    found[&word]["security"].is_array(),
                    path.starts_with("/sync/"),
                    "{method} {path} says whether it needs a token"
                );
            }
        }
    }
}

#[tokio::test]
async fn every_example_of_the_document_exists() {
    let test = TestCentral::new();
    let told = document(&test).await.to_string();
    assert!(told.contains("\"HTDT.json\"") && Category::find("HTDT").is_some());
    assert!(told.contains("\"w19777.incidents.open\""));
}

#[tokio::test]
async fn an_address_that_is_no_utf8_is_refused_in_the_words_of_its_door() {
    let test = TestCentral::new();
    for path in ["services/%FF.json", "requests/%C3%28.json", "tokens/%ED%A0%80.json"] {
        let (status, body) = test.open311(path, None).await;
        assert_eq!(status, StatusCode::BAD_REQUEST, "{path}");
        let body: Value = serde_json::from_str(&body).expect("JSON, as was asked for");
        assert_eq!(body[0]["description"], "Địa chỉ không phải UTF-8.");
    }
    let laptop = test.official();
    for path in ["snapshot", "packs", "blobs"] {
        let refused = laptop.get::<Value>(&format!("/sync/{path}/%FF")).await.unwrap_err();
        let unreadable = trucban_contract::wire::FaultCode::Unreadable;
        assert_eq!(refused, (StatusCode::BAD_REQUEST, unreadable), "{path}");
    }
}
