//! Hand-overs: each committee's shift of the day before, which was taken over, and the last one, which
//! waits for somebody. What the last one tells of are reports of the sample.

use std::collections::HashMap;

use trucban_domain::operation::OPERATION_SCHEMA;
use trucban_domain::{
    Envelope, HandoverId, HandoverItem, HandoverKind, NewHandover, Operation, OperationBody,
    OperationId, Role, Timestamp, UnitCode, WardCode,
};

use super::City;
use super::draw::Draw;
use super::person;
use crate::apply::ledger::Door;
use crate::error::CentralError;

const MINUTE_MS: i64 = 60_000;
const DAY_MS: i64 = 24 * 60 * MINUTE_MS;
/// How long before the moment of the city the last shift ended.
const ENDED_MS: i64 = 90 * MINUTE_MS;
/// How long the shift of the day before waited.
const WAITED_MS: i64 = 12 * MINUTE_MS;
/// Reports that an official of the sample names.
const NAMED: usize = 6;

/// What committees could tell of when the last shift ended.
#[derive(Default)]
pub(super) struct Left(HashMap<WardCode, Vec<HandoverItem>>);

impl Left {
    /// When the last shift of `city` ended.
    pub(super) fn at(city: &City<'_>) -> Timestamp {
        city.as_of.plus_ms(-ENDED_MS)
    }

    /// A report that the committee of `ward` should name.
    pub(super) fn behind(&mut self, ward: WardCode, item: HandoverItem) {
        self.0.entry(ward).or_default().push(item);
    }
}

/// Tells `door` about every hand-over.
pub(super) fn tell(city: &City<'_>, left: Left, door: &mut dyn Door) -> Result<(), CentralError> {
    let Left(mut left) = left;
    let ended = Left::at(city);
    for (nth, place) in (0..).zip(&city.words.places.wards) {
        let draw = city.draw("handover", nth);
        let mut shift = Shift { city, draw: &draw, ward: place.code, door: &mut *door };
        let yesterday = ended.plus_ms(-DAY_MS);
        let id = shift.end(yesterday, Vec::new())?;
        shift.is_taken(id, yesterday.plus_ms(WAITED_MS))?;
        let mut items = left.remove(&place.code).unwrap_or_default();
        items.sort_by_key(|item| (item.due_at, item.report));
        if !items.is_empty() {
            shift.end(ended, items)?;
            shift.door.settle()?;
        }
    }
    Ok(())
}

/// A shift of a committee.
struct Shift<'a, 'c> {
    city: &'a City<'c>,
    draw: &'a Draw,
    ward: WardCode,
    door: &'a mut dyn Door,
}

impl Shift<'_, '_> {
    /// Somebody ends it, and tells of `items` what they know.
    fn end(
        &mut self,
        at: Timestamp,
        mut items: Vec<HandoverItem>,
    ) -> Result<HandoverId, CentralError> {
        let words = &self.city.words.work.handovers;
        let more = u32::try_from(items.len().saturating_sub(NAMED)).unwrap_or(u32::MAX);
        items.truncate(NAMED);
        if let (Some(item), Some(note)) = (items.first_mut(), self.draw.pick(&words.promises)) {
            item.kind = HandoverKind::Promised;
            item.note.clone_from(note);
        }
        let id = HandoverId::mint(at, self.draw);
        let told = NewHandover {
            unit: UnitCode::committee_of(self.ward),
            items,
            more,
            notes: self.draw.pick(&words.notes).cloned().unwrap_or_default(),
            outbox_left: 0,
            sample: true,
        };
        self.perform(id, at, OperationBody::HandOver(Box::new(told)))?;
        Ok(id)
    }

    /// Somebody takes it over.
    fn is_taken(&mut self, id: HandoverId, at: Timestamp) -> Result<(), CentralError> {
        self.perform(id, at, OperationBody::TakeOver)?;
        self.door.settle()
    }

    fn perform(
        &mut self,
        id: HandoverId,
        made_at: Timestamp,
        body: OperationBody,
    ) -> Result<(), CentralError> {
        let unit = UnitCode::committee_of(self.ward);
        let (role, wards) = (Role::WardOfficial, vec![self.ward]);
        let actor = person::draw(self.city.words, self.draw, role, &unit.0, wards, Vec::new());
        let envelope = Envelope {
            op_id: OperationId::mint(made_at, self.draw),
            subject: id.into(),
            actor: Some(actor),
            device: self.door.gateway(),
            made_at,
            part: None,
            depends_on: Vec::new(),
            schema: OPERATION_SCHEMA,
        };
        self.door.perform(&Operation { envelope, body })
    }
}
