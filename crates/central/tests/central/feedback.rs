//! What senders say about their reports after they came in.

use axum::http::StatusCode;
use trucban_domain::{IncidentState, OperationBody, Publication, Role, Step};

use crate::harness::{TestCentral, VY_DA};
use crate::open311_post::reports;

#[tokio::test]
async fn a_sender_answers_what_was_asked_and_rates_the_result_once_there_is_one() {
    let test = TestCentral::new();
    let (ward, desk) = (test.official(), test.enroll("Hoàng Thị D", Role::CityDesk, &[]));
    let create = ward.create(VY_DA);
    let subject = create.envelope.subject;
    ward.push(1, &[create]).await.unwrap();
    let key = test.central.make_api_key("Hue-S").unwrap();
    let say = async |what: &str, fields: &str| {
        let path = format!("requests/a240000/{what}.json");
        test.open311(&path, Some(&format!("api_key={key}&{fields}"))).await
    };
    let state = || reports(&test)[0].state;
    assert_eq!(say("answer", "answer=12").await.0, StatusCode::CONFLICT, "nothing is asked");
    assert_eq!(say("rating", "rating=satisfied").await.0, StatusCode::CONFLICT, "no result yet");
    let ask = Step::AskSender { question: "Số nhà?".to_owned() };
    desk.push(1, &[desk.operation(subject, OperationBody::Transition(ask))]).await.unwrap();
    for _ in 0..2 {
        assert_eq!(
            say("answer", "answer=S%E1%BB%91+12").await.0,
            StatusCode::OK,
            "again is harmless"
        );
    }
    assert_eq!(state(), IncidentState::New);
    let result = Step::GiveResult { text: "Đã xong.".to_owned() };
    let words = "Đã xong.".to_owned();
    let close = Step::Close { publication: Publication::Public, text: words };
    let steps = [(&ward, 2, Step::Acknowledge), (&ward, 3, result), (&desk, 2, close)];
    for (by, n, step) in steps {
        by.push(n, &[by.operation(subject, OperationBody::Transition(step))]).await.unwrap();
    }
    assert_eq!(say("rating", "rating=5").await.0, StatusCode::BAD_REQUEST);
    assert_eq!(say("rating", "rating=dissatisfied&comment=M%E1%BB%9Bi").await.0, StatusCode::OK);
    assert_eq!(state(), IncidentState::Contested);
    assert_eq!(say("rating", "rating=acceptable").await.0, StatusCode::OK);
    assert_eq!(state(), IncidentState::Closed);
    let (status, _) =
        test.open311("requests/a1/rating", Some(&format!("api_key={key}&rating=satisfied"))).await;
    assert_eq!(status, StatusCode::NOT_FOUND);
    let (status, _) = test.open311("requests/a240000/rating", Some("rating=satisfied")).await;
    assert_eq!(status, StatusCode::FORBIDDEN, "without a key");
}
