//! The rules of [`apply`](super::apply), one a test.

use super::*;
use crate::category::CategoryCode;
use crate::id::{ClientId, GrantId, IncidentId, UserId};
use crate::incident::{Incident, LINE_MAX_CHARS, PHOTOS_MAX, Source};
use crate::operation::{Envelope, NewIncident, OPERATION_SCHEMA, ReporterGiven};
use crate::photo::{Photo, PhotoShows};
use crate::scope::UnitCode;
use crate::ward::WardCode;
use crate::workflow::Step;
use uuid::Uuid;

pub(super) fn id(n: u128) -> Uuid {
    Uuid::from_u128(n)
}

fn actor(name: &str) -> Actor {
    Actor {
        user: UserId::from_uuid(id(1)),
        name: name.to_owned(),
        unit: UnitCode::committee_of(WardCode(19777)),
        grant: GrantId::from_uuid(id(2)),
    }
}

pub(super) fn op(n: u32, by: Option<&str>, body: OperationBody) -> Operation {
    Operation {
        envelope: Envelope {
            op_id: OperationId::from_uuid(id(100 + u128::from(n))),
            subject: IncidentId::from_uuid(id(7)).into(),
            actor: by.map(actor),
            device: ClientId::from_uuid(id(3)),
            made_at: Timestamp::parse_iso("2026-11-20T08:14:00+07:00")
                .unwrap()
                .plus_ms(i64::from(n)),
            part: None,
            depends_on: Vec::new(),
            schema: OPERATION_SCHEMA,
        },
        body,
    }
}

pub(super) fn new_incident() -> NewIncident {
    NewIncident {
        provisional: None,
        ward: WardCode(19777),
        category: CategoryCode("HTDT".to_owned()),
        source: Source::HueS,
        title: "Hố ga hỏng".to_owned(),
        body: "Nắp hố ga trước đầu kiệt vỡ mất nửa.".to_owned(),
        address: "Kiệt 12 Nguyễn Sinh Cung".to_owned(),
        position: None,
        urgent: false,
        reporter: Some(ReporterGiven {
            name: "Lê Văn C".to_owned(),
            phone: "0900000001".to_owned(),
            email: String::new(),
        }),
        sample: false,
        photos: Vec::new(),
    }
}

const ACCEPT: OperationBody = OperationBody::Transition(Step::Acknowledge);

pub(super) fn run(op: &Operation, current: Option<&Incident>) -> Result<Applied, Refusal> {
    let current = current.cloned().map(Case::from);
    apply(op, current.as_ref(), WorkCalendar::shipped())
}

pub(super) fn report_after(applied: &Applied) -> Incident {
    applied.case.as_ref().and_then(Case::incident).unwrap().clone()
}

/// A report of that key.
pub(crate) fn created_as(n: u128) -> Incident {
    let mut create = op(0, None, OperationBody::Create(Box::new(new_incident())));
    create.envelope.subject = IncidentId::from_uuid(id(n)).into();
    report_after(&run(&create, None).unwrap())
}

pub(super) fn created() -> Incident {
    created_as(7)
}

#[test]
fn a_new_report_waits_for_the_committee_of_its_ward_and_has_a_deadline() {
    let incident = created();
    assert_eq!(incident.state, IncidentState::New);
    assert_eq!(incident.lead().unit, UnitCode("ubnd-19777".to_owned()));
    assert!(incident.due_at > Some(incident.received_at));
}

#[test]
fn the_sender_is_kept_apart_from_the_report() {
    let create = op(0, None, OperationBody::Create(Box::new(new_incident())));
    let applied = run(&create, None).unwrap();
    assert_eq!(applied.reporter.as_ref().unwrap().phone, "0900000001");
    let bytes = crate::encoding::encode(&report_after(&applied));
    let text = String::from_utf8_lossy(&bytes).into_owned();
    assert!(!text.contains("0900000001") && !text.contains("Lê Văn C"));
}

#[test]
fn the_second_to_accept_is_told_who_was_first() {
    let first = run(&op(1, Some("Trần Thị B"), ACCEPT), Some(&created())).unwrap();
    let incident = report_after(&first);
    let refusal = run(&op(2, Some("Nguyễn Văn A"), ACCEPT), Some(&incident)).unwrap_err();
    let Refusal::AlreadyAcknowledged { by, at } = refusal else { panic!("{refusal:?}") };
    assert_eq!(
        (by.name.as_str(), Some(at)),
        ("Trần Thị B", incident.lead().acknowledged.as_ref().map(|a| a.at))
    );
}

#[test]
fn a_gateway_cannot_accept() {
    let refusal = run(&op(1, None, ACCEPT), Some(&created())).unwrap_err();
    assert_eq!(refusal, Refusal::NoSuchStep { state: IncidentState::New });
}

#[test]
fn a_note_changes_nothing_but_the_history_and_is_taken_in_every_state() {
    let note = OperationBody::Append { note: "Đã gọi HEPCO".to_owned() };
    let mut incident = created();
    for state in [IncidentState::New, IncidentState::Acknowledged, IncidentState::Closed] {
        incident.state = state;
        let applied = run(&op(1, Some("Trần Thị B"), note.clone()), Some(&incident)).unwrap();
        assert_eq!(applied.case, None);
        assert_eq!(applied.entry.kind, EntryKind::Note { text: "Đã gọi HEPCO".to_owned() });
    }
}

#[test]
fn texts_over_their_bounds_are_refused_by_field() {
    let long = "ă".repeat(NOTE_MAX_CHARS + 1);
    for note in ["", "  ", long.as_str()] {
        let refusal = run(
            &op(1, Some("Trần Thị B"), OperationBody::Append { note: note.to_owned() }),
            Some(&created()),
        );
        assert_eq!(refusal, Err(Refusal::Invalid { field: "note".to_owned() }));
    }
    let mut verbose = new_incident();
    verbose.reporter = Some(ReporterGiven {
        name: "x".repeat(LINE_MAX_CHARS + 1),
        phone: String::new(),
        email: String::new(),
    });
    let refusal = run(&op(0, None, OperationBody::Create(Box::new(verbose))), None);
    assert_eq!(refusal, Err(Refusal::Invalid { field: "reporter.name".to_owned() }));
    let mut stray = new_incident();
    stray.ward = WardCode(1);
    let refusal = run(&op(0, None, OperationBody::Create(Box::new(stray))), None);
    assert_eq!(refusal, Err(Refusal::Invalid { field: "ward".to_owned() }));
}

#[test]
fn an_operation_reads_back_and_one_of_a_newer_build_is_kept_as_it_came() {
    for body in [
        OperationBody::Create(Box::new(new_incident())),
        ACCEPT,
        OperationBody::Append { note: "x".to_owned() },
        OperationBody::Verdict(Finding::Confirmed { plate: Some("75-F1 123.45".to_owned()) }),
    ] {
        let op = op(1, Some("Trần Thị B"), body);
        assert_eq!(Operation::decode(&op.encode()).unwrap(), op);
    }
    let newer: cbor2::Value =
        cbor2::Value::Map(vec![("merge_streets".into(), cbor2::Value::Bytes(vec![1, 2]))]);
    let op = op(1, None, OperationBody::Unknown(newer));
    let read = Operation::decode(&op.encode()).unwrap();
    assert_eq!(read, op);
    assert_eq!(run(&read, None), Err(Refusal::UnknownKind));
}

fn photo(hash: &str) -> Photo {
    Photo::received(hash.to_owned(), PhotoShows::Reported, None)
}

fn create_with(by: Option<&str>, photos: Vec<Photo>) -> Result<Applied, Refusal> {
    let new = NewIncident { photos, ..new_incident() };
    run(&op(0, by, OperationBody::Create(Box::new(new))), None)
}

#[test]
fn the_photos_that_come_with_a_report_stay_with_it() {
    let hash = blake3::hash(b"a photo").to_hex();
    let created = report_after(&create_with(None, vec![photo(&hash)]).unwrap());
    assert_eq!(created.pictures(), [hash.as_str()]);
    let accepted = run(&op(1, Some("Trần Thị B"), ACCEPT), Some(&created)).unwrap();
    assert_eq!(report_after(&accepted).photos, created.photos);
}

#[test]
fn a_laptop_names_no_photos_and_a_gateway_only_what_can_be_one() {
    let hash = blake3::hash(b"of another ward").to_hex();
    let refused = Err(Refusal::Invalid { field: "photos".to_owned() });
    assert_eq!(create_with(Some("Trần Thị B"), vec![photo(&hash)]), refused);
    assert_eq!(create_with(None, vec![photo("no hash")]), refused);
    assert_eq!(create_with(None, vec![photo(&hash); PHOTOS_MAX + 1]), refused);
    assert!(create_with(None, vec![photo(&hash); PHOTOS_MAX]).is_ok());
}
