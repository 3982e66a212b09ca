//! A central in a folder of its own, and laptops that speak to it.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};

use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, Request, Response, StatusCode, header};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_bytes::ByteBuf;
use tower::ServiceExt;
use trucban_central::{Central, EnrollAsk, OpenCentral};
use trucban_contract::wire::{
    Carried, Enrolment, Fault, FaultCode, HelloAsk, HelloReply, PROTOCOL, PullAsk, PullEnd,
    PullFrame, PullScopes, PushAsk, PushReply, Row, Tombstone, frame,
};
use trucban_domain::operation::{OPERATION_SCHEMA, ReporterGiven};
use trucban_domain::{
    CategoryCode, Clock, Entropy, Envelope, Epoch, IncidentId, NewIncident, Operation,
    OperationBody, OperationId, Role, Scope, ScopeSetName, Source, Step, SubjectId, Timestamp,
    UnitCode, WardCode, encoding,
};
use uuid::Uuid;

pub const VY_DA: WardCode = WardCode(19777);
pub const PHU_XUAN: WardCode = WardCode(19753);
pub const ACCEPT: OperationBody = OperationBody::Transition(Step::Acknowledge);

/// A clock that stands until it is moved.
pub struct StandingClock(AtomicI64);

impl StandingClock {
    pub fn new(iso: &str) -> Arc<Self> {
        Arc::new(Self(AtomicI64::new(Timestamp::parse_iso(iso).unwrap().as_ms())))
    }

    pub fn advance(&self, ms: i64) {
        self.0.fetch_add(ms, Ordering::SeqCst);
    }
}

impl Clock for StandingClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_ms(self.0.load(Ordering::SeqCst))
    }
}

/// Bytes that never repeat and are the same in every run.
#[derive(Default)]
pub struct CountingEntropy(AtomicU64);

impl Entropy for CountingEntropy {
    fn fill(&self, bytes: &mut [u8]) {
        let turn = self.0.fetch_add(1, Ordering::SeqCst);
        blake3::Hasher::new().update(&turn.to_le_bytes()).finalize_xof().fill(bytes);
    }
}

pub struct TestCentral {
    pub central: Central,
    pub clock: Arc<StandingClock>,
    pub entropy: Arc<CountingEntropy>,
    pub folder: tempfile::TempDir,
}

impl TestCentral {
    pub fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let clock = StandingClock::new("2026-11-20T14:31:00+07:00");
        let entropy = Arc::new(CountingEntropy::default());
        let open = OpenCentral {
            folder: folder.path().to_owned(),
            clock: clock.clone(),
            entropy: entropy.clone(),
        };
        Self { central: Central::open(open).unwrap(), clock, entropy, folder }
    }

    pub fn enroll(&self, name: &str, role: Role, wards: &[WardCode]) -> Laptop {
        self.enroll_unit(name, role, wards, &[])
    }

    pub fn enroll_unit(
        &self,
        name: &str,
        role: Role,
        wards: &[WardCode],
        units: &[UnitCode],
    ) -> Laptop {
        let enrolment = self
            .central
            .enroll(EnrollAsk {
                url: "http://127.0.0.1:1".to_owned(),
                ca_pem: None,
                operator_name: name.to_owned(),
                role,
                wards: wards.to_vec(),
                units: units.to_vec(),
            })
            .unwrap();
        Laptop {
            central: self.central.clone(),
            clock: self.clock.clone(),
            entropy: self.entropy.clone(),
            incarnation: Uuid::from_u128(0xABC),
            enrolment,
        }
    }

    pub fn official(&self) -> Laptop {
        self.enroll("Trần Thị B", Role::WardOfficial, &[VY_DA])
    }

    pub fn database(&self) -> rusqlite::Connection {
        rusqlite::Connection::open(self.folder.path().join("central.db")).unwrap()
    }

    /// Calls Open311 with a form or, where `form` is `None`, by GET.
    pub async fn open311(&self, path: &str, form: Option<&str>) -> (StatusCode, String) {
        let request = match form {
            Some(form) => Request::post(format!("/open311/v2/{path}"))
                .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
                .body(Body::from(form.to_owned())),
            None => Request::get(format!("/open311/v2/{path}")).body(Body::empty()),
        };
        self.call(request.unwrap()).await
    }

    pub async fn call(&self, request: Request<Body>) -> (StatusCode, String) {
        let response = self.central.router().oneshot(request).await.unwrap();
        let status = response.status();
        (status, String::from_utf8_lossy(&body(response).await).into_owned())
    }
}

pub struct Laptop {
    pub central: Central,
    pub clock: Arc<StandingClock>,
    pub entropy: Arc<CountingEntropy>,
    pub incarnation: Uuid,
    pub enrolment: Enrolment,
}

/// A whole answer to a pull.
#[derive(Debug)]
pub struct Pulled {
    pub rows: Vec<Row>,
    pub gone: Vec<Tombstone>,
    pub end: PullEnd,
    pub frames: usize,
}

impl Laptop {
    pub fn operation(&self, subject: impl Into<SubjectId>, body: OperationBody) -> Operation {
        let operator = &self.enrolment.operator;
        let now = self.clock.now();
        Operation {
            envelope: Envelope {
                op_id: OperationId::mint(now, self.entropy.as_ref()),
                subject: subject.into(),
                actor: Some(operator.grant.actor(operator.user, &operator.name)),
                device: self.enrolment.client,
                made_at: now,
                part: None,
                depends_on: Vec::new(),
                schema: OPERATION_SCHEMA,
            },
            body,
        }
    }

    pub fn create(&self, ward: WardCode) -> Operation {
        let subject = IncidentId::mint(self.clock.now(), self.entropy.as_ref());
        self.operation(subject, OperationBody::Create(Box::new(new_incident(ward))))
    }

    pub fn note(&self, subject: impl Into<SubjectId>, note: &str) -> Operation {
        self.operation(subject, OperationBody::Append { note: note.to_owned() })
    }

    pub async fn hello(&self) -> Result<HelloReply, (StatusCode, FaultCode)> {
        self.hello_again(None, None).await
    }

    /// Says hello as one that carries a set of scopes in a life of central.
    pub async fn hello_again(
        &self,
        epoch: Option<Epoch>,
        scopes: Option<ScopeSetName>,
    ) -> Result<HelloReply, (StatusCode, FaultCode)> {
        let ask = HelloAsk {
            protocol: PROTOCOL,
            build: "test".to_owned(),
            client: self.enrolment.client,
            incarnation: self.incarnation,
            epoch,
            scopes,
        };
        self.ask("/sync/hello", &ask).await
    }

    /// The scopes to carry, all of them.
    pub async fn scopes(&self) -> Vec<Scope> {
        match self.hello().await.unwrap().scopes {
            Carried::Listed { scopes, .. } => scopes,
            Carried::Same => panic!("nobody named any"),
        }
    }

    pub async fn push(
        &self,
        first_seq: u64,
        ops: &[Operation],
    ) -> Result<PushReply, (StatusCode, FaultCode)> {
        self.push_bytes(first_seq, ops.iter().map(Operation::encode).collect()).await
    }

    pub async fn push_bytes(
        &self,
        first_seq: u64,
        ops: Vec<Vec<u8>>,
    ) -> Result<PushReply, (StatusCode, FaultCode)> {
        let ask = PushAsk {
            client: self.enrolment.client,
            incarnation: self.incarnation,
            first_seq,
            ops: ops.into_iter().map(ByteBuf::from).collect(),
        };
        self.ask("/sync/push", &ask).await
    }

    pub async fn pull(&self, scopes: &[(&str, u64)]) -> Result<Pulled, (StatusCode, FaultCode)> {
        let cursors = scopes.iter().map(|(scope, seq)| (self::scope(scope), *seq)).collect();
        self.pull_as(PullScopes::Each(cursors)).await
    }

    /// Pulls whatever way the scopes are named.
    pub async fn pull_as(&self, scopes: PullScopes) -> Result<Pulled, (StatusCode, FaultCode)> {
        let epoch = self.hello().await?.epoch;
        let ask = PullAsk { epoch, scopes };
        let response = self.send("/sync/pull", Some(encoding::encode(&ask)), &[]).await;
        if response.status() != StatusCode::OK {
            return Err(fault(response).await);
        }
        let mut reader = frame::Reader::default();
        reader.feed(&body(response).await);
        let (mut rows, mut gone, mut frames) = (Vec::new(), Vec::new(), 0);
        loop {
            frames += 1;
            match reader.next_frame().unwrap().expect("the answer is whole") {
                PullFrame::Rows(more) => rows.extend(more),
                PullFrame::Gone(more) => gone.extend(more),
                PullFrame::End(end) => return Ok(Pulled { rows, gone, end, frames }),
            }
        }
    }

    pub async fn get<T: DeserializeOwned>(&self, path: &str) -> Result<T, (StatusCode, FaultCode)> {
        read(self.send(path, None, &[]).await).await
    }

    async fn ask<A: Serialize, T: DeserializeOwned>(
        &self,
        path: &str,
        ask: &A,
    ) -> Result<T, (StatusCode, FaultCode)> {
        read(self.send(path, Some(encoding::encode(ask)), &[]).await).await
    }

    /// Sends a request with this laptop's token: a POST where there is a body.
    pub async fn send(
        &self,
        path: &str,
        content: Option<Vec<u8>>,
        headers: &[(header::HeaderName, &str)],
    ) -> Response<Body> {
        let request = if content.is_some() { Request::post(path) } else { Request::get(path) };
        let token = format!("Bearer {}", self.enrolment.token);
        let mut request = request
            .header(header::AUTHORIZATION, token)
            .body(content.map_or_else(Body::empty, Body::from))
            .unwrap();
        let told: HeaderMap =
            headers.iter().map(|(name, value)| (name.clone(), value.parse().unwrap())).collect();
        request.headers_mut().extend(told);
        self.central.router().oneshot(request).await.unwrap()
    }
}

pub fn new_incident(ward: WardCode) -> NewIncident {
    NewIncident {
        provisional: Some("TB-7f3a-1".to_owned()),
        ward,
        category: CategoryCode("HTDT".to_owned()),
        source: Source::Console,
        title: "Hố ga hỏng".to_owned(),
        body: "Nắp hố ga vỡ mất nửa.".to_owned(),
        address: "Kiệt 12 Nguyễn Sinh Cung".to_owned(),
        position: None,
        urgent: false,
        reporter: Some(ReporterGiven {
            name: "Công Tằng Tôn Nữ Thử".to_owned(),
            phone: "0900 123 987".to_owned(),
            email: "thu@example.invalid".to_owned(),
        }),
        sample: false,
        photos: Vec::new(),
    }
}

pub fn scope(text: &str) -> Scope {
    text.parse().unwrap()
}

pub async fn body(response: Response<Body>) -> Bytes {
    axum::body::to_bytes(response.into_body(), usize::MAX).await.unwrap()
}

async fn read<T: DeserializeOwned>(response: Response<Body>) -> Result<T, (StatusCode, FaultCode)> {
    if response.status() != StatusCode::OK {
        return Err(fault(response).await);
    }
    Ok(encoding::decode(&body(response).await).unwrap())
}

async fn fault(response: Response<Body>) -> (StatusCode, FaultCode) {
    let status = response.status();
    let fault: Fault = encoding::decode(&body(response).await).unwrap();
    (status, fault.code)
}
