//! Central dies in the middle of a push. Whoever sends again gets one effect and one answer.
#![expect(clippy::unwrap_used, reason = "tests fail by panicking")]

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use serde_bytes::ByteBuf;
use trucban_contract::wire::{Enrolment, HelloAsk, HelloReply, PROTOCOL, PushAsk, PushReply};
use trucban_domain::operation::OPERATION_SCHEMA;
use trucban_domain::{
    CategoryCode, Envelope, IncidentId, NewIncident, OpResult, Operation, OperationBody,
    OperationId, Source, Timestamp, WardCode, encoding,
};
use uuid::Uuid;

struct Serving(Child, String);

impl Serving {
    /// Starts central, to die at `point`.
    fn start(folder: &Path, point: Option<&str>) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_trucban-central"))
            .args(["serve", "--listen", "127.0.0.1:0", "--data"])
            .arg(folder)
            .env("FAILPOINTS", point.map_or(String::new(), |point| format!("{point}=return")))
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let address = line.split_whitespace().last().unwrap().to_owned();
        Self(child, address)
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn enroll(folder: &Path) -> Enrolment {
    let out = folder.join("enrolment.json");
    let status = Command::new(env!("CARGO_BIN_EXE_trucban-central"))
        .args(["enroll", "--url", "http://127.0.0.1:1", "--operator", "Trần Thị B"])
        .args(["--role", "ward-official", "--ward", "19777", "--data"])
        .arg(folder)
        .arg("--out")
        .arg(&out)
        .status()
        .unwrap();
    assert!(status.success());
    serde_json::from_slice(&std::fs::read(out).unwrap()).unwrap()
}

fn operations(enrolment: &Enrolment) -> Vec<Operation> {
    let operator = &enrolment.operator;
    let subject = IncidentId::from_uuid(Uuid::from_u128(7));
    let new = NewIncident {
        provisional: None,
        ward: WardCode(19777),
        category: CategoryCode("HTDT".to_owned()),
        source: Source::Console,
        title: "Hố ga hỏng".to_owned(),
        body: String::new(),
        address: String::new(),
        position: None,
        urgent: false,
        reporter: None,
        sample: false,
        photos: Vec::new(),
    };
    let bodies = [
        OperationBody::Create(Box::new(new)),
        OperationBody::Transition(trucban_domain::Step::Acknowledge),
        OperationBody::Append { note: "Đã gọi HEPCO".to_owned() },
    ];
    (1_u128..)
        .zip(bodies)
        .map(|(n, body)| Operation {
            envelope: Envelope {
                op_id: OperationId::from_uuid(Uuid::from_u128(100 + n)),
                subject: subject.into(),
                actor: Some(operator.grant.actor(operator.user, &operator.name)),
                device: enrolment.client,
                made_at: Timestamp::from_ms(1_795_000_000_000),
                part: None,
                depends_on: Vec::new(),
                schema: OPERATION_SCHEMA,
            },
            body,
        })
        .collect()
}

async fn call(
    serving: &Serving,
    enrolment: &Enrolment,
    path: &str,
    content: Vec<u8>,
) -> Option<Vec<u8>> {
    let config = rustls::ClientConfig::builder_with_provider(
        rustls::crypto::ring::default_provider().into(),
    )
    .with_safe_default_protocol_versions()
    .unwrap()
    .with_root_certificates(rustls::RootCertStore::empty())
    .with_no_client_auth();
    let client =
        reqwest::Client::builder().tls_backend_preconfigured(config).no_proxy().build().unwrap();
    let request = client.post(format!("{}{path}", serving.1)).bearer_auth(&enrolment.token);
    let answer = request.body(content).send().await.ok()?;
    Some(answer.bytes().await.ok()?.to_vec())
}

#[tokio::test]
async fn a_push_that_is_sent_again_after_a_crash_has_one_effect() {
    for (point, survives) in
        [("central::apply::before_commit", false), ("central::apply::committed", true)]
    {
        let folder = tempfile::tempdir().unwrap();
        let enrolment = enroll(folder.path());
        let incarnation = Uuid::from_u128(1);
        let mut ops: Vec<ByteBuf> = Vec::new();
        for (client_seq, op) in (1..).zip(operations(&enrolment)) {
            ops.push(ByteBuf::from(op.encode()));
            let push =
                PushAsk { client: enrolment.client, incarnation, first_seq: 1, ops: ops.clone() };
            let push = encoding::encode(&push);
            let hello = encoding::encode(&HelloAsk {
                protocol: PROTOCOL,
                build: String::new(),
                client: enrolment.client,
                incarnation,
                epoch: None,
                scopes: None,
            });
            let mut dying = Serving::start(folder.path(), Some(point));
            let lost = call(&dying, &enrolment, "/sync/push", push.clone()).await;
            assert!(lost.is_none(), "the answer is lost");
            assert!(!dying.0.wait().unwrap().success());

            let serving = Serving::start(folder.path(), None);
            let told = call(&serving, &enrolment, "/sync/hello", hello.clone()).await.unwrap();
            let told: HelloReply = encoding::decode(&told).unwrap();
            let done = if survives { client_seq } else { client_seq - 1 };
            assert_eq!((told.last_client_seq, told.head_seq), (done, done), "{point}");
            let again = call(&serving, &enrolment, "/sync/push", push).await.unwrap();
            let again: PushReply = encoding::decode(&again).unwrap();
            let expected: Vec<OpResult> =
                (1..=client_seq).map(|seq| OpResult::Applied { seq }).collect();
            let results: Vec<OpResult> =
                again.results.into_iter().map(|answered| answered.result).collect();
            assert_eq!(results, expected, "{point}");
            let told = call(&serving, &enrolment, "/sync/hello", hello).await.unwrap();
            let told: HelloReply = encoding::decode(&told).unwrap();
            assert_eq!(told.head_seq, client_seq, "one effect each");
        }
    }
}
