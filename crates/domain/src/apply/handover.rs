//! What operations do to a hand-over: it is given once, and taken over once.

use super::{Applied, Refusal, bounded, entry};
use crate::handover::{Handover, HandoverItem, ITEM_NOTE_MAX_CHARS, ITEMS_MAX, NewHandover, Taken};
use crate::id::HandoverId;
use crate::incident::{CODE_MAX_CHARS, EntryKind, LINE_MAX_CHARS, NOTE_MAX_CHARS};
use crate::operation::Operation;

/// An official ends a shift.
pub(super) fn give(op: &Operation, new: &NewHandover) -> Result<Applied, Refusal> {
    let Some(actor) = &op.envelope.actor else { return Err(Refusal::NotPermitted) };
    check(new)?;
    let handover = Handover {
        id: HandoverId::from_uuid(op.envelope.subject.uuid()),
        given_by: actor.clone(),
        given_at: op.envelope.made_at,
        told: new.clone(),
        taken: None,
    };
    Ok(Applied {
        case: Some(handover.into()),
        entry: entry(op, EntryKind::HandedOver),
        reporter: None,
    })
}

/// An official takes a shift over. The first one stands; a second one is told whose it was.
pub(super) fn take(op: &Operation, handover: &Handover) -> Result<Applied, Refusal> {
    let Some(actor) = &op.envelope.actor else { return Err(Refusal::NotPermitted) };
    if let Some(first) = &handover.taken {
        return Err(Refusal::AlreadyTakenOver { by: first.by.clone(), at: first.at });
    }
    let taken = Taken { by: actor.clone(), at: op.envelope.made_at, operation: op.envelope.op_id };
    let handover = Handover { taken: Some(taken), ..handover.clone() };
    Ok(Applied {
        case: Some(handover.into()),
        entry: entry(op, EntryKind::TakenOver),
        reporter: None,
    })
}

fn check(new: &NewHandover) -> Result<(), Refusal> {
    bounded("unit", &new.unit.0, 1, CODE_MAX_CHARS)?;
    bounded("note", &new.notes, 0, NOTE_MAX_CHARS)?;
    if new.items.len() > ITEMS_MAX {
        return Err(Refusal::Invalid { field: "items".to_owned() });
    }
    for item in &new.items {
        let HandoverItem { number, title, address, note, .. } = item;
        bounded("items", number, 0, CODE_MAX_CHARS)?;
        bounded("items", title, 0, LINE_MAX_CHARS)?;
        bounded("items", address, 0, LINE_MAX_CHARS)?;
        bounded("note", note, 0, ITEM_NOTE_MAX_CHARS)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::apply::apply;
    use crate::case::Case;
    use crate::deadline::WorkCalendar;
    use crate::handover::HandoverKind;
    use crate::id::{ClientId, GrantId, IncidentId, OperationId, SubjectId, UserId};
    use crate::incident::Actor;
    use crate::operation::{Envelope, OPERATION_SCHEMA, OperationBody};
    use crate::scope::UnitCode;
    use crate::time::Timestamp;

    fn op(n: u128, by: Option<&str>, body: OperationBody) -> Operation {
        let actor = |name: &str| Actor {
            user: UserId::from_uuid(Uuid::from_u128(name.len() as u128)),
            name: name.to_owned(),
            unit: UnitCode("ubnd-19777".to_owned()),
            grant: GrantId::from_uuid(Uuid::from_u128(2)),
        };
        Operation {
            envelope: Envelope {
                op_id: OperationId::from_uuid(Uuid::from_u128(n)),
                subject: SubjectId::from_uuid(Uuid::from_u128(7)),
                actor: by.map(actor),
                device: ClientId::from_uuid(Uuid::from_u128(3)),
                made_at: Timestamp::from_ms(1_000 + i64::try_from(n).unwrap()),
                part: None,
                depends_on: Vec::new(),
                schema: OPERATION_SCHEMA,
            },
            body,
        }
    }

    fn told() -> NewHandover {
        let item = HandoverItem {
            report: IncidentId::from_uuid(Uuid::from_u128(9)),
            number: "a246533".to_owned(),
            title: "Đèn đường hỏng".to_owned(),
            address: String::new(),
            due_at: None,
            kind: HandoverKind::Promised,
            note: "Hẹn bà Sáu sáng mai".to_owned(),
        };
        NewHandover {
            unit: UnitCode("ubnd-19777".to_owned()),
            items: vec![item],
            more: 3,
            notes: "Kho chìa khóa ở chỗ cũ".to_owned(),
            outbox_left: 2,
            sample: true,
        }
    }

    fn run(op: &Operation, current: Option<&Case>) -> Result<Case, Refusal> {
        apply(op, current, WorkCalendar::shipped()).map(|applied| applied.case.unwrap())
    }

    fn given() -> Case {
        let body = OperationBody::HandOver(Box::new(told()));
        run(&op(1, Some("Nguyễn Văn A"), body), None).unwrap()
    }

    #[test]
    fn the_first_who_takes_a_hand_over_stands_and_the_second_is_told_whose_it_is() {
        let taken = run(&op(2, Some("Lê B"), OperationBody::TakeOver), Some(&given())).unwrap();
        let Case::Handover(handover) = &taken else { panic!("{taken:?}") };
        assert_eq!(handover.told, told(), "what was given stays as it was given");
        assert!(!handover.is_taken_by_giver());
        let second = run(&op(3, Some("Trần Thị C"), OperationBody::TakeOver), Some(&taken));
        let Err(Refusal::AlreadyTakenOver { by, at }) = second else { panic!("{second:?}") };
        assert_eq!((by.name.as_str(), at), ("Lê B", Timestamp::from_ms(1_002)));
    }

    #[test]
    fn whoever_gave_it_may_take_it_and_that_shows() {
        let take = op(2, Some("Nguyễn Văn A"), OperationBody::TakeOver);
        let Case::Handover(handover) = run(&take, Some(&given())).unwrap() else { panic!() };
        assert!(handover.is_taken_by_giver());
    }

    #[test]
    fn a_hand_over_is_given_once_and_by_somebody() {
        let give = |by| op(4, by, OperationBody::HandOver(Box::new(told())));
        assert_eq!(run(&give(Some("Lê B")), Some(&given())), Err(Refusal::Exists));
        assert_eq!(run(&give(None), None), Err(Refusal::NotPermitted));
        assert_eq!(
            run(&op(5, None, OperationBody::TakeOver), Some(&given())),
            Err(Refusal::NotPermitted)
        );
    }

    #[test]
    fn what_is_longer_than_a_person_reads_is_refused() {
        let refused = |told: NewHandover| {
            let give = op(6, Some("Lê B"), OperationBody::HandOver(Box::new(told)));
            match run(&give, None) {
                Err(Refusal::Invalid { field }) => field,
                other => panic!("{other:?}"),
            }
        };
        let item = told().items.remove(0);
        let many = NewHandover { items: vec![item.clone(); ITEMS_MAX + 1], ..told() };
        assert_eq!(refused(many), "items");
        let long = HandoverItem { note: "a".repeat(ITEM_NOTE_MAX_CHARS + 1), ..item };
        assert_eq!(refused(NewHandover { items: vec![long], ..told() }), "note");
        assert_eq!(
            refused(NewHandover { notes: "a".repeat(NOTE_MAX_CHARS + 1), ..told() }),
            "note"
        );
    }

    #[test]
    fn a_hand_over_takes_no_other_act() {
        let note = OperationBody::Append { note: "Xem lại".to_owned() };
        assert_eq!(run(&op(8, Some("Lê B"), note), Some(&given())), Err(Refusal::WrongKind));
    }
}
