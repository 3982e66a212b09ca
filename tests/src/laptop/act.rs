//! What the person at the laptop does.

use anyhow::Result;
use trucban_domain::operation::{NewIncident, OPERATION_SCHEMA, ReporterGiven};
use trucban_domain::{
    AlertId, CategoryCode, Clock as _, DismissalCode, Envelope, Finding, HandoverId, IncidentId,
    NewHandover, NewPhoto, Operation, OperationBody, OperationId, PhotoFormat, PhotoShows, Source,
    Step, SubjectId, Timestamp, UnitCode, WardCode,
};
use trucban_store::{PhotoToKeep, Saved, StoreError};

use super::Laptop;

/// The step by which a unit accepts a report.
pub const ACCEPT: OperationBody = OperationBody::Transition(Step::Acknowledge);

/// The verdict that an alert is misread.
pub fn misread() -> OperationBody {
    let reason = DismissalCode("misread".to_owned());
    OperationBody::Verdict(Finding::Dismissed { reason, note: String::new() })
}

/// An internal note.
pub fn note(text: &str) -> OperationBody {
    OperationBody::Append { note: text.to_owned() }
}

/// What an official of this unit leaves to the next.
pub fn handover(unit: UnitCode, notes: &str) -> OperationBody {
    let (items, notes) = (Vec::new(), notes.to_owned());
    let told = NewHandover { unit, items, more: 0, notes, outbox_left: 0, sample: false };
    OperationBody::HandOver(Box::new(told))
}

impl Laptop {
    /// Hands a shift of this unit over.
    pub fn hand_over(
        &self,
        unit: UnitCode,
        notes: &str,
    ) -> Result<(HandoverId, Saved), StoreError> {
        let id = HandoverId::mint(self.now(), self.entropy.as_ref());
        Ok((id, self.act(id, handover(unit, notes))?))
    }

    /// Central's time, as far as the laptop can tell.
    pub fn now(&self) -> Timestamp {
        let offset = self.store().setting("clock_offset_ms").ok().flatten();
        let offset = offset.and_then(|text| text.parse().ok()).unwrap_or(0);
        self.clock.now().plus_ms(offset)
    }

    /// The operation by which the laptop's operator does `body` to `subject`.
    pub fn operation(&self, subject: impl Into<SubjectId>, body: OperationBody) -> Operation {
        let made_at = self.now();
        let operator = &self.enrolment.operator;
        let envelope = Envelope {
            op_id: OperationId::mint(made_at, self.entropy.as_ref()),
            subject: subject.into(),
            actor: Some(operator.grant.actor(operator.user, &operator.name)),
            device: self.enrolment.client,
            made_at,
            part: None,
            depends_on: Vec::new(),
            schema: OPERATION_SCHEMA,
        };
        Operation { envelope, body }
    }

    /// Does `body` to a report or an alert.
    pub fn act(
        &self,
        subject: impl Into<SubjectId>,
        body: OperationBody,
    ) -> Result<Saved, StoreError> {
        self.save(&self.operation(subject, body))
    }

    /// Takes a step on a unit's part of a report.
    pub fn act_on_part(
        &self,
        report: IncidentId,
        part: &UnitCode,
        step: Step,
    ) -> Result<Saved, StoreError> {
        let mut operation = self.operation(report, OperationBody::Transition(step));
        operation.envelope.part = Some(part.clone());
        self.save(&operation)
    }

    fn save(&self, operation: &Operation) -> Result<Saved, StoreError> {
        let saved = self.store().write(operation, self.clock.now())?;
        if let Some(engine) = &self.engine {
            engine.saved();
        }
        Ok(saved)
    }

    /// Accepts a report.
    pub fn acknowledge(&self, id: IncidentId) -> Result<Saved, StoreError> {
        self.act(id, ACCEPT)
    }

    /// Keeps a photo and its small picture, as the window does before it attaches them.
    pub fn keep_photo(&self, bytes: &[u8], small: &[u8]) -> Result<NewPhoto, StoreError> {
        let photo =
            PhotoToKeep { bytes, format: PhotoFormat::Jpeg, small: Some(small), taken_at: None };
        let hash = self.store().keep_photo(photo, self.clock.now())?;
        let kept = self.store().kept_photo(hash, PhotoShows::Result)?;
        kept.ok_or(StoreError::UnknownPhoto)
    }

    /// Attaches photos that were kept.
    pub fn attach(&self, id: IncidentId, photos: Vec<NewPhoto>) -> Result<Saved, StoreError> {
        self.act(id, OperationBody::Attach { photos })
    }

    /// Writes a note on a report.
    pub fn note(&self, id: IncidentId, text: &str) -> Result<Saved, StoreError> {
        self.act(id, note(text))
    }

    /// Dismisses an alert as misread.
    pub fn dismiss(&self, id: AlertId) -> Result<Saved, StoreError> {
        self.act(id, misread())
    }

    /// Enters a report that somebody brought to the counter.
    pub fn create(&self, ward: WardCode, title: &str) -> Result<(IncidentId, Saved), StoreError> {
        self.create_for(ward, title, None)
    }

    /// Enters a report and who brought it.
    pub fn create_for(
        &self,
        ward: WardCode,
        title: &str,
        reporter: Option<ReporterGiven>,
    ) -> Result<(IncidentId, Saved), StoreError> {
        let id = IncidentId::mint(self.now(), self.entropy.as_ref());
        let new = NewIncident {
            provisional: Some(self.store().provisional_number()?),
            ward,
            category: CategoryCode("VSMT".to_owned()),
            source: Source::Console,
            title: title.to_owned(),
            body: format!("{title}: người dân báo tại quầy."),
            address: "12 Nguyễn Sinh Cung".to_owned(),
            position: None,
            urgent: false,
            reporter,
            sample: false,
            photos: Vec::new(),
        };
        let saved = self.act(id, OperationBody::Create(Box::new(new)))?;
        Ok((id, saved))
    }

    /// Makes a refused act again.
    pub fn resend(&self, refused: OperationId, body: OperationBody) -> Result<Saved, StoreError> {
        let subject = self
            .store()
            .operation(refused)?
            .and_then(|entry| Operation::decode(&entry.bytes).ok())
            .map(|op| op.envelope.subject)
            .ok_or(StoreError::UnknownOperation(refused))?;
        let operation = self.operation(subject, body);
        self.store().resend(refused, &operation, self.clock.now())
    }

    /// Settles a refused act.
    pub fn discard(&self, refused: OperationId, reason: &str) -> Result<(), StoreError> {
        self.store().discard(refused, reason, self.clock.now())
    }
}
