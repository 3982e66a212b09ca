//! Field reports: who reported what, where and when, and what officials did with it.
//!
//! The plan of arrivals is made first, as it is small; then each report is drawn and told from its
//! first line to its last, oldest report first.

mod arrivals;
mod draft;
mod photos;
mod story;
mod text;
mod voice;

use std::collections::HashMap;

use trucban_domain::incident::LINE_MAX_CHARS;
use trucban_domain::operation::{OPERATION_SCHEMA, ReporterGiven};
use trucban_domain::{
    Actor, Case, EntryId, EntryKind, Envelope, HandoverItem, HistoryEntry, Incident, IncidentId,
    IncidentState, NewIncident, Operation, OperationBody, OperationId, Outcome, Publication,
    Rating, Record, Role, Step, Timestamp, UnitCode, WardCode, WorkCalendar, handover,
};
use trucban_text::{Lang, names};

use super::City;
use super::draw::Draw;
use super::handovers::Left;
use super::person;
use super::words::Words;
use crate::apply::ledger::Door;
use crate::error::CentralError;
use draft::Draft;
use photos::Photos;
use story::Story;

/// Tells `door` about every report, and what committees could tell of at the end of the last shift.
pub(super) fn tell(city: &City<'_>, door: &mut dyn Door) -> Result<Left, CentralError> {
    let ended = Left::at(city);
    let until = WorkCalendar::shipped().end_of_next_working_day(ended);
    let mut left = Left::default();
    let mut latest: HashMap<WardCode, Draft> = HashMap::new();
    for (nth, arrival) in (0..).zip(arrivals::plan(city)) {
        let draw = city.draw("report", nth);
        let ward = city.words.places.wards[arrival.place].code;
        let Some(draft) = draft::draw(city, &draw, &arrival, latest.get(&ward)) else { continue };
        let story = story::tell(city.words, &draw, &draft, city.as_of);
        let photos = photos::draw(city, nth, &draft, &story)?;
        let (words, door) = (city.words, &mut *door);
        let subject =
            Telling { words, draw: &draw, draft: &draft, photos: &photos, door }.tell(&story)?;
        if let Some(Case::Incident(report)) = door.case(subject.into())?
            && report.received_at < ended
            && let Some(kind) = handover::suggested(&report, &UnitCode::committee_of(ward), until)
        {
            left.behind(ward, HandoverItem::of(*report, kind));
        }
        door.settle()?;
        latest.insert(ward, draft);
    }
    Ok(left)
}

/// One report being told.
struct Telling<'a> {
    words: &'a Words,
    draw: &'a Draw,
    draft: &'a Draft,
    photos: &'a Photos,
    door: &'a mut dyn Door,
}

impl Telling<'_> {
    /// Makes the report with its history, step by step as it would have come.
    fn tell(&mut self, story: &Story) -> Result<IncidentId, CentralError> {
        let received_at = self.draft.received_at;
        let subject = IncidentId::mint(received_at, self.draw);
        let body = OperationBody::Create(Box::new(self.new_incident()));
        self.perform(subject, None, received_at, body)?;
        let mut unit = UnitCode::committee_of(self.draft.ward);
        if let Some((at, to)) = &story.handed_over {
            self.by_desk(subject, *at, Step::Assign { unit: to.clone(), with: Vec::new() })?;
            unit.clone_from(to);
        }
        if let Some((at, other)) = &story.joined {
            let with = vec![other.clone()];
            self.by_desk(subject, *at, Step::Assign { unit: unit.clone(), with })?;
        }
        let official = self.official(&unit);
        if let Some(at) = story.acknowledged_at {
            let body = OperationBody::Transition(Step::Acknowledge);
            self.perform(subject, Some(official.clone()), at, body)?;
        }
        for (at, note) in &story.notes {
            let body = OperationBody::Append { note: note.clone() };
            self.perform(subject, Some(official.clone()), *at, body)?;
        }
        if let Some((at, suggested)) = &story.returned {
            let to = names::unit(Lang::Vi, &suggested.0);
            let reason = self.words.work.return_frame.replace("{don_vi}", &to);
            let step = Step::Return { suggested: suggested.clone(), reason };
            let body = OperationBody::Transition(step);
            self.perform(subject, Some(official.clone()), *at, body)?;
        }
        if let Some((at, until, reason)) = &story.extension {
            let step = Step::AskExtension { until: *until, reason: reason.clone() };
            let body = OperationBody::Transition(step);
            self.perform(subject, Some(official.clone()), *at, body)?;
        }
        if let Some((at, result)) = &story.resulted {
            let body =
                OperationBody::Transition(Step::GiveResult { text: self.letter(&unit, result) });
            self.perform(subject, Some(official.clone()), *at, body)?;
        }
        if let Some((at, question)) = &story.asked {
            self.by_desk(subject, *at, Step::AskSender { question: question.clone() })?;
        }
        if let Some((at, result)) = &story.closed {
            self.close(subject, *at, official, result)?;
        }
        if let Some((at, words)) = &story.contested {
            let (rating, words) = (Rating::Dissatisfied, words.clone());
            self.perform(subject, None, *at, OperationBody::Rate { rating, words })?;
        }
        Ok(subject)
    }

    fn by_desk(
        &mut self,
        subject: IncidentId,
        at: Timestamp,
        step: Step,
    ) -> Result<(), CentralError> {
        let desk = self.person(Role::CityDesk, "ioc", Vec::new(), Vec::new());
        self.perform(subject, Some(desk), at, OperationBody::Transition(step))
    }

    fn perform(
        &mut self,
        subject: IncidentId,
        actor: Option<Actor>,
        made_at: Timestamp,
        body: OperationBody,
    ) -> Result<(), CentralError> {
        let envelope = Envelope {
            op_id: OperationId::mint(made_at, self.draw),
            subject: subject.into(),
            actor,
            device: self.door.gateway(),
            made_at,
            part: None,
            depends_on: Vec::new(),
            schema: OPERATION_SCHEMA,
        };
        self.door.perform(&Operation { envelope, body })
    }

    /// The unit closes the report; taken in as reports are that were closed before
    /// the city desk reviewed results.
    fn close(
        &mut self,
        subject: IncidentId,
        at: Timestamp,
        official: Actor,
        result: &str,
    ) -> Result<(), CentralError> {
        let Some(Case::Incident(mut incident)) = self.door.case(subject.into())? else {
            return Ok(());
        };
        incident.state = IncidentState::Closed;
        incident.closed_at = Some(at);
        incident.photos.extend(self.photos.result.clone());
        incident.outcome = Some(Outcome::Handled(Publication::Public));
        let result = self.letter(&incident.lead().unit, result);
        let publication = Some(Publication::Public);
        self.take_in(incident, at, official, EntryKind::Closed { result, publication })
    }

    /// The result as the unit writes it to citizens.
    fn letter(&self, unit: &UnitCode, result: &str) -> String {
        let unit = names::unit(Lang::Vi, &unit.0);
        let reply = &self.words.work.reply_frame;
        reply.replace("{don_vi}", &unit).replace("{ket_qua}", result)
    }

    fn take_in(
        &mut self,
        incident: Box<Incident>,
        at: Timestamp,
        actor: Actor,
        kind: EntryKind,
    ) -> Result<(), CentralError> {
        let entry = HistoryEntry {
            id: EntryId::mint(at, self.draw),
            subject: incident.id.into(),
            at,
            actor: Some(actor),
            kind,
        };
        let report = Record::Incident(incident.clone());
        let records = vec![report, Record::History(Box::new(entry))];
        self.door.take_in(at, &Case::Incident(incident), records)
    }

    fn new_incident(&self) -> NewIncident {
        let Draft { ward, source, about, spot, position, sender, .. } = self.draft;
        let sender = sender.and_then(|at| self.words.people.reporters.get(at));
        NewIncident {
            provisional: None,
            ward: *ward,
            category: about.category.clone(),
            source: *source,
            title: about.title.chars().take(LINE_MAX_CHARS).collect(),
            body: about.body.clone(),
            address: spot.address.clone(),
            position: *position,
            urgent: about.urgent,
            reporter: sender.map(|sender| ReporterGiven {
                name: sender.name.clone(),
                phone: sender.phone.clone(),
                email: sender.email.clone(),
            }),
            sample: true,
            photos: self.photos.came.clone(),
        }
    }

    fn person(
        &self,
        role: Role,
        office: &str,
        wards: Vec<WardCode>,
        units: Vec<UnitCode>,
    ) -> Actor {
        person::draw(self.words, self.draw, role, office, wards, units)
    }

    /// An official of the unit that deals with the report.
    fn official(&self, unit: &UnitCode) -> Actor {
        if *unit == UnitCode::committee_of(self.draft.ward) {
            self.person(Role::WardOfficial, &unit.0, vec![self.draft.ward], Vec::new())
        } else {
            self.person(Role::HandlingUnit, &unit.0, Vec::new(), vec![unit.clone()])
        }
    }
}
