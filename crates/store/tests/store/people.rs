//! Who acts in the tests, on what, and a data folder to act in.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use trucban_domain::operation::OPERATION_SCHEMA;
use trucban_domain::{
    Actor, Alert, AlertId, AlertKindCode, CameraId, CategoryCode, ClientId, DismissalCode, Entropy,
    Envelope, Finding, GrantId, HandoverId, IncidentId, NewHandover, NewIncident, Operation,
    OperationBody, OperationId, Source, Step, SubjectId, Timestamp, UnitCode, UserId, WardCode,
};
use trucban_store::{Access, KeyPreference, OpenStore, Store, StoreError};
use uuid::Uuid;

/// Bytes that are never the same twice and the same in every run.
pub(crate) struct Counted(AtomicU64);

impl Counted {
    pub(crate) fn from(seed: u64) -> Arc<Self> {
        Arc::new(Self(AtomicU64::new(seed << 32)))
    }
}

impl Entropy for Counted {
    fn fill(&self, bytes: &mut [u8]) {
        let n = self.0.fetch_add(1, Ordering::Relaxed);
        blake3::Hasher::new().update(&n.to_le_bytes()).finalize_xof().fill(bytes);
    }
}

pub(crate) fn try_open(folder: &Path, access: Access) -> Result<Store, StoreError> {
    Store::open(OpenStore {
        folder,
        key: KeyPreference::FileOnly,
        build: "0.1.0",
        entropy: Counted::from(7),
        access,
    })
}

pub(crate) fn open(folder: &Path) -> Store {
    try_open(folder, Access::Owner).unwrap()
}

/// Four days into the sample: 20/11/2026, 08:00 in Huế, and `minutes` more.
pub(crate) fn at(minutes: i64) -> Timestamp {
    Timestamp::parse_iso("2026-11-20T08:00:00+07:00").unwrap().plus_ms(minutes * 60_000)
}

pub(crate) const VY_DA: WardCode = WardCode(19777);

pub(crate) fn incident_id(n: u64) -> IncidentId {
    IncidentId::from_uuid(Uuid::from_u128(0x1000_0000 + u128::from(n)))
}

pub(crate) fn op_id(n: u64) -> OperationId {
    OperationId::from_uuid(Uuid::from_u128(0x2000_0000 + u128::from(n)))
}

pub(crate) fn actor(name: &str) -> Actor {
    Actor {
        user: UserId::from_uuid(Uuid::from_u128(1)),
        name: name.to_owned(),
        unit: UnitCode::committee_of(VY_DA),
        grant: GrantId::from_uuid(Uuid::from_u128(2)),
    }
}

pub(crate) fn act(
    n: u64,
    by: Option<&str>,
    on: impl Into<SubjectId>,
    body: OperationBody,
) -> Operation {
    Operation {
        envelope: Envelope {
            op_id: op_id(n),
            subject: on.into(),
            actor: by.map(actor),
            device: ClientId::from_uuid(Uuid::from_u128(3)),
            made_at: at(i64::try_from(n).unwrap()),
            part: None,
            depends_on: Vec::new(),
            schema: OPERATION_SCHEMA,
        },
        body,
    }
}

pub(crate) const ACCEPT: OperationBody = OperationBody::Transition(Step::Acknowledge);

pub(crate) fn accept(n: u64, on: IncidentId) -> Operation {
    act(n, Some("Trần Thị B"), on, ACCEPT)
}

pub(crate) fn note(n: u64, on: IncidentId) -> Operation {
    let note = format!("Đã gọi HEPCO lần {n}");
    act(n, Some("Trần Thị B"), on, OperationBody::Append { note })
}

pub(crate) fn report(title: &str, urgent: bool) -> NewIncident {
    NewIncident {
        provisional: None,
        ward: VY_DA,
        category: CategoryCode("HTDT".to_owned()),
        source: Source::HueS,
        title: title.to_owned(),
        body: "Nắp hố ga trước đầu kiệt vỡ mất nửa.".to_owned(),
        address: "Kiệt 12 Nguyễn Sinh Cung".to_owned(),
        position: None,
        urgent,
        reporter: Some(trucban_domain::operation::ReporterGiven {
            name: "Lê Văn C".to_owned(),
            phone: "0900000001".to_owned(),
            email: String::new(),
        }),
        sample: true,
        photos: Vec::new(),
    }
}

pub(crate) fn create(n: u64, on: IncidentId, title: &str, urgent: bool) -> Operation {
    let body = OperationBody::Create(Box::new(report(title, urgent)));
    act(n, Some("Trần Thị B"), on, body)
}

pub(crate) fn alert_id(n: u64) -> AlertId {
    AlertId::from_uuid(Uuid::from_u128(0x3000_0000 + u128::from(n)))
}

/// An alert of a camera of Vỹ Dạ; every third is urgent.
pub(crate) fn alert(n: u64) -> Alert {
    let kind = if n.is_multiple_of(3) { "smoke" } else { "red_light" };
    Alert {
        id: alert_id(n),
        number: format!("CA-261120-{n:04}"),
        camera: CameraId::from_uuid(Uuid::from_u128(0x4000_0000 + u128::from(n % 2))),
        ward: VY_DA,
        kind: AlertKindCode(kind.to_owned()),
        at: at(i64::try_from(n).unwrap()),
        confidence: 0.93,
        plate: None,
        frames: Vec::new(),
        boxes: Vec::new(),
        verdict: None,
        sample: true,
    }
}

pub(crate) fn judge(n: u64, by: &str, on: AlertId) -> Operation {
    let finding = if n.is_multiple_of(2) {
        Finding::Confirmed { plate: Some("75-F1 123.45".to_owned()) }
    } else {
        Finding::Dismissed { reason: DismissalCode("misread".to_owned()), note: String::new() }
    };
    act(n, Some(by), on, OperationBody::Verdict(finding))
}

pub(crate) fn handover_id(n: u64) -> HandoverId {
    HandoverId::from_uuid(Uuid::from_u128(0x5000_0000 + u128::from(n)))
}

pub(crate) fn hand_over(n: u64, by: &str, id: HandoverId) -> Operation {
    let told = NewHandover {
        unit: UnitCode::committee_of(VY_DA),
        notes: "Bà Sáu hẹn 8 giờ sáng mai.".to_owned(),
        items: Vec::new(),
        more: 0,
        outbox_left: 0,
        sample: true,
    };
    act(n, Some(by), id, OperationBody::HandOver(Box::new(told)))
}

pub(crate) fn take_over(n: u64, by: &str, id: HandoverId) -> Operation {
    act(n, Some(by), id, OperationBody::TakeOver)
}
