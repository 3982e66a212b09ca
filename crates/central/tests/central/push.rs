//! What happens to operations that laptops send.

use axum::http::StatusCode;
use trucban_contract::wire::{FaultCode, PushReply};
use trucban_domain::{
    Action, OpResult, Operation, OperationBody, Record, Refusal, Role, UnitCode, encoding,
};
use uuid::Uuid;

use crate::harness::{ACCEPT, PHU_XUAN, TestCentral, VY_DA};

fn results(reply: &PushReply) -> Vec<&OpResult> {
    reply.results.iter().map(|answered| &answered.result).collect()
}

fn refused(reply: &PushReply) -> Vec<Option<&Refusal>> {
    let refusals = results(reply).into_iter();
    refusals
        .map(|result| match result {
            OpResult::Rejected { refusal } => Some(refusal),
            _ => None,
        })
        .collect()
}

#[tokio::test]
async fn an_operation_that_is_sent_twice_has_one_effect_and_one_answer() {
    let test = TestCentral::new();
    let laptop = test.official();
    let create = laptop.create(VY_DA);
    let ops = [create.clone(), laptop.operation(create.envelope.subject, ACCEPT)];
    let first = laptop.push(1, &ops).await.unwrap();
    let head = laptop.hello().await.unwrap().head_seq;
    test.clock.advance(60_000);
    let again = laptop.push(1, &ops).await.unwrap();
    assert_eq!(again, first, "the answer is the stored one, its time included");
    assert_eq!(laptop.hello().await.unwrap().head_seq, head, "nothing was written");
    assert_eq!(first.last_client_seq, 2);
    assert!(matches!(
        results(&first)[..],
        [OpResult::Applied { seq: 1 }, OpResult::Applied { seq: 2 }]
    ));
}

#[tokio::test]
async fn a_push_may_overlap_what_was_answered_before() {
    let test = TestCentral::new();
    let laptop = test.official();
    let create = laptop.create(VY_DA);
    let note = laptop.note(create.envelope.subject, "Đã gọi HEPCO");
    laptop.push(1, std::slice::from_ref(&create)).await.unwrap();
    let reply = laptop.push(1, &[create, note]).await.unwrap();
    assert_eq!(reply.last_client_seq, 2);
    assert_eq!(reply.results[1].client_seq, 2);
}

#[tokio::test]
async fn a_gap_refuses_the_push_and_writes_nothing() {
    let test = TestCentral::new();
    let laptop = test.official();
    let op = laptop.create(VY_DA);
    let fault = laptop.push(2, std::slice::from_ref(&op)).await.unwrap_err();
    assert_eq!(fault, (StatusCode::CONFLICT, FaultCode::Gap));
    assert_eq!(laptop.push(0, &[op]).await.unwrap_err().1, FaultCode::Unreadable);
    let hello = laptop.hello().await.unwrap();
    assert_eq!((hello.last_client_seq, hello.head_seq), (0, 0));
}

#[tokio::test]
async fn another_operation_under_an_answered_number_is_a_fork() {
    let test = TestCentral::new();
    let laptop = test.official();
    laptop.push(1, &[laptop.create(VY_DA)]).await.unwrap();
    let fault = laptop.push(1, &[laptop.create(VY_DA)]).await.unwrap_err();
    assert_eq!(fault, (StatusCode::CONFLICT, FaultCode::Forked));
}

#[tokio::test]
async fn another_incarnation_of_a_device_is_a_fork() {
    let test = TestCentral::new();
    let mut laptop = test.official();
    laptop.hello().await.unwrap();
    laptop.incarnation = Uuid::from_u128(0xDEF);
    assert_eq!(laptop.hello().await.unwrap_err(), (StatusCode::CONFLICT, FaultCode::Forked));
    let op = laptop.create(VY_DA);
    assert_eq!(laptop.push(1, &[op]).await.unwrap_err().1, FaultCode::Forked);
}

#[tokio::test]
async fn bytes_that_cannot_be_read_keep_their_place_in_the_row() {
    let test = TestCentral::new();
    let laptop = test.official();
    let create = laptop.create(VY_DA);
    let ops = vec![Vec::new(), b"\xff\xff garbled".to_vec(), create.encode()];
    let reply = laptop.push_bytes(1, ops).await.unwrap();
    assert_eq!(refused(&reply), [Some(&Refusal::Unreadable), Some(&Refusal::Unreadable), None]);
    assert_eq!(reply.results[0].op_id, None);
    let kept: i64 = test
        .database()
        .query_row("SELECT count(*) FROM audit_log WHERE op = ?1", [b"\xff\xff garbled"], |r| {
            r.get(0)
        })
        .unwrap();
    assert_eq!(kept, 1, "the bytes are kept as they came");
    // The page that held an answered operation broke meanwhile: it still is that operation.
    let again = laptop.push_bytes(3, vec![Vec::new()]).await.unwrap();
    assert_eq!(again.results[0], reply.results[2]);
}

#[tokio::test]
async fn a_kind_of_a_newer_build_is_refused_and_kept_raw() {
    let test = TestCentral::new();
    let laptop = test.official();
    let create = laptop.create(VY_DA);
    let body: OperationBody =
        encoding::decode(&encoding::encode(&std::collections::BTreeMap::from([("set_fields", 7)])))
            .unwrap();
    let newer = laptop.operation(create.envelope.subject, body);
    let reply = laptop.push(1, &[create, newer.clone()]).await.unwrap();
    assert_eq!(refused(&reply)[1], Some(&Refusal::UnknownKind));
    let kept: Vec<u8> = test
        .database()
        .query_row("SELECT op FROM audit_log ORDER BY entry DESC LIMIT 1", [], |r| r.get(0))
        .unwrap();
    assert_eq!(kept, newer.encode());
}

#[tokio::test]
async fn what_depends_on_a_refused_operation_is_held_with_it() {
    let test = TestCentral::new();
    let laptop = test.official();
    let elsewhere = laptop.create(PHU_XUAN);
    let note = laptop.note(elsewhere.envelope.subject, "Đã gọi HEPCO");
    let mut chained = laptop.create(VY_DA);
    chained.envelope.depends_on = vec![note.envelope.op_id];
    let mut free = laptop.create(VY_DA);
    free.envelope.depends_on = Vec::new();
    let reply = laptop.push(1, &[elsewhere.clone(), note.clone(), chained, free]).await.unwrap();
    let results = results(&reply);
    assert_eq!(results[0], &OpResult::Rejected { refusal: Refusal::NotPermitted });
    assert_eq!(results[1], &OpResult::Held { waiting_for: elsewhere.envelope.op_id });
    assert_eq!(results[2], &OpResult::Held { waiting_for: note.envelope.op_id });
    assert!(matches!(results[3], OpResult::Applied { .. }), "an unrelated act goes on");
}

#[tokio::test]
async fn the_second_to_accept_is_told_who_was_first() {
    let test = TestCentral::new();
    let (first, second) = (test.official(), test.enroll("Lê Văn C", Role::WardOfficial, &[VY_DA]));
    let create = first.create(VY_DA);
    let subject = create.envelope.subject;
    first.push(1, &[create, first.operation(subject, ACCEPT)]).await.unwrap();
    let reply = second.push(1, &[second.operation(subject, ACCEPT)]).await.unwrap();
    let Some(Refusal::AlreadyAcknowledged { by, .. }) = refused(&reply)[0] else {
        panic!("{reply:?}")
    };
    assert_eq!(by.name, "Trần Thị B");
}

#[tokio::test]
async fn a_grant_reaches_as_far_as_the_table_says() {
    let test = TestCentral::new();
    let desk = test.enroll("Nguyễn Văn A", Role::CityDesk, &[]);
    let create = desk.create(VY_DA);
    let subject = create.envelope.subject;
    desk.push(1, &[create]).await.unwrap();
    let stranger = test.enroll("Lê Văn C", Role::WardOfficial, &[PHU_XUAN]);
    let supervisor = test.enroll("Phạm Thị D", Role::Supervisor, &[VY_DA]);
    let unit = test.enroll_unit("Võ Văn H", Role::HandlingUnit, &[], &[UnitCode("hepco".into())]);
    let accept = |laptop: &crate::harness::Laptop| [laptop.operation(subject, ACCEPT)];
    for laptop in [&stranger, &unit] {
        let reply = laptop.push(1, &accept(laptop)).await.unwrap();
        assert_eq!(refused(&reply), [Some(&Refusal::NotFound)], "not to be told from none");
    }
    let reply = supervisor.push(1, &accept(&supervisor)).await.unwrap();
    assert_eq!(refused(&reply), [Some(&Refusal::NotPermitted)]);
    assert!(
        !supervisor
            .enrolment
            .operator
            .grant
            .role
            .reach(Action::Acknowledge)
            .eq(&trucban_domain::Reach::City)
    );
    let note = supervisor.push(2, &[supervisor.note(subject, "Đã xem")]).await.unwrap();
    assert!(matches!(results(&note)[..], [OpResult::Applied { .. }]));
}

#[tokio::test]
async fn nobody_acts_in_anothers_name() {
    let test = TestCentral::new();
    let (laptop, other) = (test.official(), test.enroll("Lê Văn C", Role::WardOfficial, &[VY_DA]));
    let mut forged: Vec<Operation> = (0..4).map(|_| laptop.create(VY_DA)).collect();
    forged[0].envelope.actor = other.create(VY_DA).envelope.actor;
    forged[1].envelope.actor = None;
    forged[2].envelope.device = other.enrolment.client;
    forged[3].envelope.actor.as_mut().unwrap().name = "Chủ tịch".to_owned();
    let reply = laptop.push(1, &forged).await.unwrap();
    assert_eq!(refused(&reply), [Some(&Refusal::NotPermitted); 4]);
    let fault = {
        let mut borrowed = test.official();
        borrowed.enrolment.client = other.enrolment.client;
        borrowed.push(1, &[]).await.unwrap_err()
    };
    assert_eq!(fault, (StatusCode::FORBIDDEN, FaultCode::OutOfScope));
}

#[tokio::test]
async fn other_bytes_under_a_used_key_have_no_effect() {
    let test = TestCentral::new();
    let laptop = test.official();
    let create = laptop.create(VY_DA);
    let mut other = laptop.note(create.envelope.subject, "x");
    other.envelope.op_id = create.envelope.op_id;
    let reply = laptop.push(1, &[create.clone(), other, create]).await.unwrap();
    assert_eq!(refused(&reply), [None, Some(&Refusal::Exists), None]);
    assert_eq!(results(&reply)[0], results(&reply)[2]);
}

#[tokio::test]
async fn a_push_that_is_too_large_is_refused_whole() {
    let test = TestCentral::new();
    let laptop = test.official();
    let too_large = (StatusCode::PAYLOAD_TOO_LARGE, FaultCode::TooLarge);
    assert_eq!(laptop.push_bytes(1, vec![Vec::new(); 501]).await.unwrap_err(), too_large);
    assert_eq!(laptop.push_bytes(1, vec![vec![0; 5 << 20]]).await.unwrap_err(), too_large);
    assert_eq!(laptop.hello().await.unwrap().last_client_seq, 0);
}

#[tokio::test]
async fn a_number_is_issued_once_and_in_order() {
    let test = TestCentral::new();
    let laptop = test.official();
    let refused = laptop.create(PHU_XUAN);
    let ops = [laptop.create(VY_DA), refused, laptop.create(VY_DA)];
    laptop.push(1, &ops).await.unwrap();
    let pulled = laptop.pull(&[("w19777.incidents.open", 0)]).await.unwrap();
    let mut numbers: Vec<_> = pulled
        .rows
        .iter()
        .filter_map(|row| {
            match Record::decode(trucban_domain::Entity::parse(&row.entity)?, &row.data).unwrap() {
                Record::Incident(incident) => incident.number,
                _ => None,
            }
        })
        .collect();
    numbers.sort();
    assert_eq!(numbers, ["a240000", "a240001"], "a refused report uses up no number");
}
