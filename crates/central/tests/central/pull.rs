//! What laptops fetch.

use std::collections::BTreeMap;

use axum::http::StatusCode;
use trucban_contract::wire::{Departure, FaultCode, PullAsk, PullScopes};
use trucban_domain::{Epoch, Role, Scope, encoding};
use uuid::Uuid;

use crate::harness::{ACCEPT, TestCentral, VY_DA, body};
use crate::sample::{as_of, import};

const OPEN: &str = "w19777.incidents.open";

#[tokio::test]
async fn a_pull_brings_what_changed_after_the_cursor_and_nothing_else() {
    let test = TestCentral::new();
    let laptop = test.official();
    let create = laptop.create(VY_DA);
    let subject = create.envelope.subject;
    laptop.push(1, &[create]).await.unwrap();
    let first = laptop.pull(&[(OPEN, 0)]).await.unwrap();
    let words: Vec<_> = first.rows.iter().map(|row| row.entity.as_str()).collect();
    assert_eq!(words, ["history", "incident"], "two rows, none of the sender");
    assert_eq!((first.end.head_seq, first.end.acked_client_seq), (1, 1));

    laptop.push(2, &[laptop.operation(subject, ACCEPT)]).await.unwrap();
    let second = laptop.pull(&[(OPEN, 1)]).await.unwrap();
    let mut versions: Vec<_> =
        second.rows.iter().map(|row| (row.entity.as_str(), row.row_version, row.seq)).collect();
    versions.sort_unstable();
    assert_eq!(versions, [("history", 1, 2), ("incident", 2, 2)]);
    assert_eq!(second.end.acked_client_seq, 2, "effect and acknowledgement come together");
    let nothing = laptop.pull(&[(OPEN, 2)]).await.unwrap();
    assert!(nothing.rows.is_empty() && nothing.frames == 1);
    assert_eq!(nothing.end.digests, second.end.digests);
}

#[tokio::test]
async fn a_refused_operation_is_acknowledged_by_the_next_pull_too() {
    let test = TestCentral::new();
    let laptop = test.official();
    laptop.push(1, &[laptop.create(crate::harness::PHU_XUAN)]).await.unwrap();
    assert_eq!(laptop.pull(&[(OPEN, 0)]).await.unwrap().end.acked_client_seq, 1);
}

#[tokio::test]
async fn a_pull_out_of_scope_or_of_another_life_is_refused() {
    let test = TestCentral::new();
    let laptop = test.official();
    for other in ["w19753.incidents.open", "w19777.reporters.open", "uhepco.incidents.open"] {
        let fault = laptop.pull(&[(OPEN, 0), (other, 0)]).await.unwrap_err();
        assert_eq!(fault, (StatusCode::FORBIDDEN, FaultCode::OutOfScope), "{other}");
    }
    let scopes = PullScopes::Each(BTreeMap::new());
    let ask = PullAsk { epoch: Epoch::from_uuid(Uuid::nil()), scopes };
    let response = laptop.send("/sync/pull", Some(encoding::encode(&ask)), &[]).await;
    assert_eq!(response.status(), StatusCode::CONFLICT);
    let garbled = laptop.send("/sync/pull", Some(b"garbled".to_vec()), &[]).await;
    assert_eq!(garbled.status(), StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn a_large_answer_comes_in_many_frames_and_is_whole() {
    let test = TestCentral::new();
    import(&test, 400);
    let desk = test.enroll("Nguyễn Văn A", Role::CityDesk, &[]);
    let scopes = desk.scopes().await;
    let names: Vec<(String, u64)> = scopes.iter().map(|scope| (scope.to_string(), 0)).collect();
    let asked: Vec<(&str, u64)> = names.iter().map(|(name, seq)| (name.as_str(), *seq)).collect();
    let pulled = desk.pull(&asked).await.unwrap();
    assert!(pulled.frames > 3, "{} frames", pulled.frames);
    let reports = pulled.rows.iter().filter(|row| row.entity == "incident").count();
    assert_eq!(reports, 400, "every report once, by its ward");
}

#[tokio::test]
async fn a_closed_report_leaves_the_open_scope_for_its_month() {
    let test = TestCentral::new();
    import(&test, 300);
    let laptop = test.official();
    let order: Vec<_> = laptop.scopes().await.iter().map(Scope::to_string).collect();
    let first =
        [OPEN, "uubnd-19777.handovers.open", "w19777.cameras.standing", "w19777.land.standing"];
    assert_eq!(order[..4], first, "open work comes first, then the map");
    let months = order[4..].to_vec();
    let month = |scope: &String| scope.rsplit('.').next().map(str::to_owned);
    let mut sorted = months.clone();
    sorted.sort_by_key(|scope| std::cmp::Reverse(month(scope)));
    assert!(months.len() >= 3 && months == sorted, "months newest first: {months:?}");

    let fresh = laptop.pull(&[(OPEN, 0)]).await.unwrap();
    assert!(fresh.gone.is_empty(), "who holds nothing hears of no departure");
    let behind = laptop.pull(&[(OPEN, 1)]).await.unwrap();
    assert!(!behind.gone.is_empty());
    assert!(behind.gone.iter().all(|gone| gone.kind == Departure::LeftScope));
    let moved = &behind.gone[0];
    let asked: Vec<(&str, u64)> = months.iter().map(|month| (month.as_str(), 0)).collect();
    let closed = laptop.pull(&asked).await.unwrap();
    let now = closed.rows.iter().find(|row| row.entity == moved.entity && row.id == moved.id);
    assert_eq!(now.map(|row| row.seq), Some(moved.seq), "it left and arrived in one change");
}

#[tokio::test]
async fn hello_says_that_the_data_is_sample_data() {
    let test = TestCentral::new();
    let laptop = test.official();
    assert!(!laptop.hello().await.unwrap().sample);
    import(&test, 1);
    let hello = laptop.hello().await.unwrap();
    assert!(hello.sample);
    assert_eq!(hello.server_time, as_of());
    assert_eq!(hello.durable_seq, hello.head_seq);
    let other = laptop.send("/sync/elsewhere", None, &[]).await;
    assert_eq!(other.status(), StatusCode::NOT_FOUND);
    assert!(!body(other).await.is_empty());
}
