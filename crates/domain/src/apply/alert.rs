//! What operations do to an alert.

use super::{Applied, Refusal, bounded, entry};
use crate::alert::{Alert, Dismissal, Finding, OTHER_REASON, Verdict};
use crate::incident::{CODE_MAX_CHARS, EntryKind, NOTE_MAX_CHARS};
use crate::operation::Operation;

/// A person concludes from an alert. The first conclusion stands; a second one is told whose it was.
pub(super) fn judge(op: &Operation, finding: &Finding, alert: &Alert) -> Result<Applied, Refusal> {
    let Some(actor) = &op.envelope.actor else { return Err(Refusal::NotPermitted) };
    check(finding)?;
    if let Some(first) = &alert.verdict {
        return Err(Refusal::AlreadyJudged {
            by: first.by.clone(),
            at: first.at,
            finding: Box::new(first.finding.clone()),
        });
    }
    let verdict = Verdict {
        by: actor.clone(),
        at: op.envelope.made_at,
        operation: op.envelope.op_id,
        finding: finding.clone(),
    };
    let judged = Alert { verdict: Some(verdict), ..alert.clone() };
    Ok(Applied {
        case: Some(judged.into()),
        entry: entry(op, EntryKind::Judged(finding.clone())),
        reporter: None,
    })
}

fn check(finding: &Finding) -> Result<(), Refusal> {
    match finding {
        Finding::Confirmed { plate } => {
            bounded("plate", plate.as_deref().unwrap_or_default(), 0, CODE_MAX_CHARS)
        }
        Finding::Dismissed { reason, note } => {
            if Dismissal::find(reason).is_none() {
                return Err(Refusal::Invalid { field: "reason".to_owned() });
            }
            bounded("note", note, usize::from(reason.0 == OTHER_REASON), NOTE_MAX_CHARS)
        }
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::alert::{AlertKindCode, DismissalCode};
    use crate::apply::apply;
    use crate::case::Case;
    use crate::deadline::WorkCalendar;
    use crate::id::{AlertId, CameraId, ClientId, GrantId, OperationId, SubjectId, UserId};
    use crate::incident::Actor;
    use crate::operation::{Envelope, OPERATION_SCHEMA, OperationBody};
    use crate::scope::UnitCode;
    use crate::time::Timestamp;
    use crate::ward::WardCode;
    use crate::workflow::Step;

    fn alert() -> Alert {
        Alert {
            id: AlertId::from_uuid(Uuid::from_u128(7)),
            number: "CA-261120-0117".to_owned(),
            camera: CameraId::from_uuid(Uuid::from_u128(8)),
            ward: WardCode(19777),
            kind: AlertKindCode("red_light".to_owned()),
            at: Timestamp::from_ms(1_000),
            confidence: 0.93,
            plate: None,
            frames: Vec::new(),
            boxes: Vec::new(),
            verdict: None,
            sample: true,
        }
    }

    fn op(by: Option<&str>, body: OperationBody) -> Operation {
        let actor = |name: &str| Actor {
            user: UserId::from_uuid(Uuid::from_u128(1)),
            name: name.to_owned(),
            unit: UnitCode("ioc".to_owned()),
            grant: GrantId::from_uuid(Uuid::from_u128(2)),
        };
        Operation {
            envelope: Envelope {
                op_id: OperationId::from_uuid(Uuid::from_u128(100)),
                subject: SubjectId::from(alert().id),
                actor: by.map(actor),
                device: ClientId::from_uuid(Uuid::from_u128(3)),
                made_at: Timestamp::from_ms(2_000),
                part: None,
                depends_on: Vec::new(),
                schema: OPERATION_SCHEMA,
            },
            body,
        }
    }

    fn run(op: &Operation, alert: Alert) -> Result<Applied, Refusal> {
        apply(op, Some(&Case::from(alert)), WorkCalendar::shipped())
    }

    fn dismissed(reason: &str, note: &str) -> OperationBody {
        OperationBody::Verdict(Finding::Dismissed {
            reason: DismissalCode(reason.to_owned()),
            note: note.to_owned(),
        })
    }

    #[test]
    fn the_first_verdict_stands_and_the_second_is_told_whose_it_was() {
        let confirm = OperationBody::Verdict(Finding::Confirmed { plate: None });
        let first = run(&op(Some("Nguyễn Văn A"), confirm.clone()), alert()).unwrap();
        let Some(Case::Alert(judged)) = first.case else { panic!("a verdict changes the alert") };
        let refusal = run(&op(Some("Trần Thị B"), dismissed("misread", "")), *judged).unwrap_err();
        let Refusal::AlreadyJudged { by, finding, .. } = refusal else { panic!("{refusal:?}") };
        assert_eq!(by.name, "Nguyễn Văn A");
        assert_eq!(OperationBody::Verdict(*finding), confirm);
    }

    #[test]
    fn an_alert_is_dismissed_with_a_known_reason_and_other_needs_words() {
        let by = Some("Nguyễn Văn A");
        assert!(run(&op(by, dismissed("misread", "")), alert()).is_ok());
        assert!(run(&op(by, dismissed("other", "Xe tập lái của trường")), alert()).is_ok());
        for (reason, note, field) in [("other", " ", "note"), ("tired", "x", "reason")] {
            let refusal = run(&op(by, dismissed(reason, note)), alert());
            assert_eq!(refusal, Err(Refusal::Invalid { field: field.to_owned() }));
        }
    }

    #[test]
    fn nobody_judges_without_a_name() {
        let refusal = run(&op(None, dismissed("misread", "")), alert());
        assert_eq!(refusal, Err(Refusal::NotPermitted));
    }

    #[test]
    fn an_alert_is_not_accepted_like_a_report_and_takes_notes() {
        let by = Some("Nguyễn Văn A");
        let accept = op(by, OperationBody::Transition(Step::Acknowledge));
        assert_eq!(run(&accept, alert()), Err(Refusal::WrongKind));
        let note = op(by, OperationBody::Append { note: "Xem lại khung 2".to_owned() });
        assert_eq!(run(&note, alert()).unwrap().case, None);
    }
}
