//! Who is let in.

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use trucban_central::CentralError;
use trucban_contract::wire::FaultCode;
use trucban_domain::{ClientId, Role};
use uuid::Uuid;

use crate::harness::{TestCentral, VY_DA, body};

#[tokio::test]
async fn without_a_known_token_every_call_is_refused() {
    let test = TestCentral::new();
    let mut laptop = test.official();
    let calls = ["/sync/live", "/sync/packs/00", "/sync/snapshot/w19777.incidents.open"];
    for path in calls {
        let request = Request::get(path).body(Body::empty()).unwrap();
        assert_eq!(test.call(request).await.0, StatusCode::UNAUTHORIZED, "{path}");
    }
    for header in ["Bearer", "Basic x", "Bearer x", "Bearer \u{7f}"] {
        let Ok(value) = header::HeaderValue::from_bytes(header.as_bytes()) else { continue };
        let mut request = Request::get("/sync/live").body(Body::empty()).unwrap();
        request.headers_mut().insert(header::AUTHORIZATION, value);
        assert_eq!(test.call(request).await.0, StatusCode::UNAUTHORIZED, "{header}");
    }
    laptop.enrolment.token.push('0');
    let fault = laptop.hello().await.unwrap_err();
    assert_eq!(fault, (StatusCode::UNAUTHORIZED, FaultCode::UnknownToken));
}

#[tokio::test]
async fn a_token_that_was_taken_back_is_told_apart_from_an_unknown_one() {
    let test = TestCentral::new();
    let laptop = test.official();
    laptop.hello().await.unwrap();
    test.central.revoke(laptop.enrolment.client).unwrap();
    let fault = laptop.hello().await.unwrap_err();
    assert_eq!(fault, (StatusCode::UNAUTHORIZED, FaultCode::RevokedToken));
    let op = laptop.create(VY_DA);
    assert_eq!(laptop.push(1, &[op]).await.unwrap_err().1, FaultCode::RevokedToken);
    let stranger = ClientId::from_uuid(Uuid::from_u128(1));
    assert!(matches!(test.central.revoke(stranger), Err(CentralError::UnknownDevice)));
}

#[tokio::test]
async fn the_database_holds_no_token() {
    let test = TestCentral::new();
    let laptop = test.enroll("Trần Thị B", Role::WardOfficial, &[VY_DA]);
    let key = test.central.make_api_key("Hue-S").unwrap();
    for file in std::fs::read_dir(test.folder.path()).unwrap() {
        let bytes = std::fs::read(file.unwrap().path()).unwrap_or_default();
        for secret in [&laptop.enrolment.token, &key] {
            assert!(!bytes.windows(secret.len()).any(|part| part == secret.as_bytes()));
        }
    }
}

#[tokio::test]
async fn an_older_protocol_is_told_to_update() {
    let test = TestCentral::new();
    let laptop = test.official();
    let ask = trucban_contract::wire::HelloAsk {
        protocol: 99,
        build: "x".to_owned(),
        client: laptop.enrolment.client,
        incarnation: laptop.incarnation,
        epoch: None,
        scopes: None,
    };
    let content = trucban_domain::encoding::encode(&ask);
    let response = laptop.send("/sync/hello", Some(content), &[]).await;
    assert_eq!(response.status(), StatusCode::UPGRADE_REQUIRED);
}

#[tokio::test]
async fn a_failure_of_central_tells_the_caller_nothing_of_its_cause() {
    let test = TestCentral::new();
    let laptop = test.official();
    test.database().execute_batch("ALTER TABLE feed RENAME TO elsewhere").unwrap();
    let response = laptop.send("/sync/snapshot/w19777.incidents.open", None, &[]).await;
    // The scope was never written, so the snapshot is empty and needs no feed.
    assert_eq!(response.status(), StatusCode::OK);
    let op = laptop.create(VY_DA);
    let fault = laptop.push(1, &[op]).await.unwrap_err();
    assert_eq!(fault, (StatusCode::INTERNAL_SERVER_ERROR, FaultCode::Internal));
    let answer = body(laptop.send("/sync/push", Some(Vec::new()), &[]).await).await;
    assert!(!String::from_utf8_lossy(&answer).contains("feed"));
}
