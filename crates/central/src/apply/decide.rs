//! What becomes of one operation: who may, in which order, and what it does.

use rusqlite::Connection;
use trucban_contract::wire::Operator;
use trucban_domain::{
    Action, Case, ClientId, OpResult, Operation, OperationBody, Record, Refusal, Step, UnitCode,
    UserId, WorkCalendar, apply,
};
use trucban_geo::WardIndex;

use super::{attach, rows};
use crate::error::CentralError;
use crate::intake::location;
use crate::store::op_result::{self, Given};
use crate::store::record;

/// On whose behalf an operation comes in.
#[derive(Debug, Clone, Copy)]
pub(crate) enum By<'a> {
    /// A device, which may do what its grant allows.
    Device(ClientId, &'a Operator),
    /// Central itself, for a citizen or for the sample city.
    Gateway,
}

impl By<'_> {
    /// The person behind the device.
    pub(crate) const fn user(&self) -> Option<UserId> {
        match self {
            Self::Device(_, operator) => Some(operator.user),
            Self::Gateway => None,
        }
    }
}

/// What became of an operation.
#[derive(Debug)]
pub(super) struct Decision {
    /// The result.
    pub(super) result: OpResult,
    /// The case before, where there was one.
    pub(super) before: Option<Case>,
    /// The case after, where the operation was applied.
    pub(super) after: Option<Case>,
}

impl Decision {
    fn refused(refusal: Refusal, before: Option<Case>) -> Self {
        Self { result: OpResult::Rejected { refusal }, before, after: None }
    }

    fn without_effect(result: OpResult) -> Self {
        Self { result, before: None, after: None }
    }

    /// Bytes that are no operation.
    pub(super) fn unreadable() -> Self {
        Self::refused(Refusal::Unreadable, None)
    }
}

/// An operation that has a result already gets it again; other bytes under its key get nothing.
pub(super) fn again(earlier: &Given, op_hash: &[u8; 32]) -> Decision {
    if earlier.op_hash == *op_hash {
        Decision::without_effect(earlier.result.clone())
    } else {
        Decision::refused(Refusal::Exists, None)
    }
}

/// Decides on `op` and, if it stands, writes its effect as the change `seq`.
pub(super) fn decide(
    db: &Connection,
    wards: &WardIndex,
    next_number: &mut u64,
    by: By<'_>,
    op: &Operation,
    seq: u64,
) -> Result<Decision, CentralError> {
    if !speaks_for_itself(by, op) {
        return Ok(Decision::refused(Refusal::NotPermitted, None));
    }
    if matches!(op.body, OperationBody::Unknown(_)) {
        return Ok(Decision::refused(Refusal::UnknownKind, None));
    }
    for needed in &op.envelope.depends_on {
        let stands = op_result::of_operation(db, *needed)?
            .is_some_and(|given| matches!(given.result, OpResult::Applied { .. }));
        if !stands {
            let held = OpResult::Held { waiting_for: *needed };
            return Ok(Decision::without_effect(held));
        }
    }
    let before = record::case(db, op.envelope.subject)?;
    if before.is_none()
        && !matches!(op.body, OperationBody::Create(_) | OperationBody::HandOver(_))
        && let Some(waiting_for) =
            op_result::failed_creation(db, op.envelope.device, op.envelope.subject)?
    {
        return Ok(Decision::without_effect(OpResult::Held { waiting_for }));
    }
    if let Err(refusal) = permitted(by, op, before.as_ref()) {
        return Ok(Decision::refused(refusal, before));
    }
    if let Err(refusal) = original_is_known(db, by, op)? {
        return Ok(Decision::refused(refusal, before));
    }
    if lies_elsewhere(wards, &op.body) {
        let refusal = Refusal::Invalid { field: "position".to_owned() };
        return Ok(Decision::refused(refusal, before));
    }
    let mut effect = match effect(op, before.as_ref(), next_number) {
        Ok(effect) => effect,
        Err(refusal) => return Ok(Decision::refused(refusal, before)),
    };
    if let By::Device(client, _) = by {
        attach::expect(db, client, op.body.photos(), &mut effect)?;
    }
    rows::write(db, before.as_ref(), &effect.after, &effect.records, seq)?;
    Ok(Decision { result: OpResult::Applied { seq }, before, after: Some(effect.after) })
}

/// Whether the report of which another is said to tell again is there, and the caller's to see.
fn original_is_known(
    db: &Connection,
    by: By<'_>,
    op: &Operation,
) -> Result<Result<(), Refusal>, CentralError> {
    let OperationBody::Transition(Step::MarkDuplicate { of }) = &op.body else {
        return Ok(Ok(()));
    };
    let original = record::incident(db, *of)?;
    let seen = original.is_some_and(|original| match by {
        By::Device(_, operator) => operator.grant.allows_on(Action::Read, &original),
        By::Gateway => true,
    });
    Ok(if seen { Ok(()) } else { Err(Refusal::Invalid { field: "original".to_owned() }) })
}

/// Whether a report is said to lie outside the city. Only central has the outlines.
fn lies_elsewhere(wards: &WardIndex, body: &OperationBody) -> bool {
    let OperationBody::Create(new) = body else { return false };
    new.position.is_some_and(|at| location::ward_of(wards, at.lat, at.lon).is_none())
}

/// What an accepted operation leaves behind.
#[derive(Debug)]
pub(super) struct Effect {
    /// The case after it.
    pub(super) after: Case,
    /// The records that it makes or changes.
    pub(super) records: Vec<Record>,
}

/// What `op` does to the case `before`, by the one rule, with the number that central adds.
pub(super) fn effect(
    op: &Operation,
    before: Option<&Case>,
    next_number: &mut u64,
) -> Result<Effect, Refusal> {
    let applied = apply(op, before, WorkCalendar::shipped())?;
    let mut records = Vec::with_capacity(3);
    let after = if let Some(mut case) = applied.case {
        if let Case::Incident(incident) = &mut case
            && incident.number.is_none()
        {
            incident.number = Some(format!("a{next_number}"));
            *next_number += 1;
        }
        records.push(case.clone().into_record());
        case
    } else {
        before.cloned().ok_or(Refusal::NotFound)?
    };
    records.push(Record::History(Box::new(applied.entry)));
    records.extend(applied.reporter.map(|reporter| Record::Reporter(Box::new(reporter))));
    Ok(Effect { after, records })
}

/// Whether the envelope names those who really sent it.
fn speaks_for_itself(by: By<'_>, op: &Operation) -> bool {
    match by {
        By::Gateway => true,
        By::Device(client, operator) => {
            let actor = operator.grant.actor(operator.user, &operator.name);
            op.envelope.device == client && op.envelope.actor.as_ref() == Some(&actor)
        }
    }
}

/// Whether the caller's grant reaches this act on this case. A case that the caller may not see is one
/// that the caller cannot tell from none.
fn permitted(by: By<'_>, op: &Operation, case: Option<&Case>) -> Result<(), Refusal> {
    let By::Device(_, operator) = by else { return Ok(()) };
    let grant = &operator.grant;
    let action = match &op.body {
        OperationBody::Create(new) => {
            let unit = UnitCode::committee_of(new.ward);
            let allowed = grant.allows(Action::Create, new.ward, Some(&unit));
            return if allowed { Ok(()) } else { Err(Refusal::NotPermitted) };
        }
        OperationBody::HandOver(new) => {
            let allowed = grant.allows_in_unit(Action::HandOver, &new.unit);
            return if allowed { Ok(()) } else { Err(Refusal::NotPermitted) };
        }
        OperationBody::TakeOver => Action::HandOver,
        OperationBody::Transition(step) => step.kind().guard().action,
        OperationBody::Append { .. } | OperationBody::Attach { .. } => Action::Note,
        OperationBody::Visit(_) => Action::Visit,
        OperationBody::Verdict(_) => Action::Judge,
        // Only who sent a report rates it, at central's own door.
        OperationBody::Rate { .. } => return Err(Refusal::NotPermitted),
        OperationBody::Unknown(_) => return Err(Refusal::UnknownKind),
    };
    match case {
        Some(case) if !grant.allows_on_case(Action::Read, case) => Err(Refusal::NotFound),
        Some(case) if !grant.allows_on_case(action, case) => Err(Refusal::NotPermitted),
        _ => Ok(()),
    }
}
