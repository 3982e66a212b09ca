//! The sample city: forty real wards with reports that nobody sent, for trying the product out.
//!
//! Every record says that it is sample data. The same seed, number of reports and moment give the
//! same records. All of it is one commit, made once; a second import changes nothing.

mod draw;
mod plan;
mod story;
mod text;
mod words;

use trucban_domain::incident::LINE_MAX_CHARS;
use trucban_domain::operation::{OPERATION_SCHEMA, ReporterGiven};
use trucban_domain::{
    Actor, Case, EntryId, EntryKind, Envelope, Grant, GrantId, HistoryEntry, IncidentId,
    IncidentState, NewIncident, Operation, OperationBody, OperationId, Record, Role, Timestamp,
    UserId,
};
use trucban_text::{Lang, names};
use uuid::Uuid;

use crate::apply::Turn;
use crate::central::Central;
use crate::error::CentralError;
use crate::store::sample;
use draw::Draw;
use plan::Draft;
use story::Story;
use words::Words;

/// Which sample city.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SampleAsk {
    /// How many reports.
    pub reports: u32,
    /// Which lots are drawn.
    pub seed: u64,
    /// The moment up to which it lives.
    pub as_of: Timestamp,
}

/// What an import did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SampleDone {
    /// It brought the reports in.
    Imported {
        /// How many.
        reports: u32,
    },
    /// They were there already; nothing changed.
    AlreadyThere,
}

impl Central {
    /// Brings the sample city in, unless one is there.
    ///
    /// # Errors
    /// If the database refuses; then nothing was brought in.
    pub fn import_sample(&self, ask: SampleAsk) -> Result<SampleDone, CentralError> {
        let SampleAsk { reports, seed, as_of } = ask;
        let words = Words::shipped()?;
        let draw = Draw::of(seed);
        self.take_turn(|turn| {
            if sample::is_there(turn.db())? {
                return Ok(SampleDone::AlreadyThere);
            }
            turn.number_from(words.recipe.first_number);
            let drafts = plan::draft(&words, &draw, self.wards(), reports as usize, as_of);
            for draft in &drafts {
                let story = story::tell(&words, &draw, draft, as_of);
                bring_in(turn, &words, &draw, draft, &story)?;
            }
            sample::keep(turn.db(), seed, u64::from(reports), as_of)?;
            Ok(SampleDone::Imported { reports })
        })
    }
}

/// Makes one report with its history, step by step as it would have come.
fn bring_in(
    turn: &mut Turn<'_>,
    words: &Words,
    draw: &Draw,
    draft: &Draft,
    story: &Story,
) -> Result<(), CentralError> {
    let subject = IncidentId::mint(draft.received_at, draw);
    let device = turn.gateway();
    let envelope = |actor: Option<Actor>, made_at| Envelope {
        op_id: OperationId::mint(made_at, draw),
        subject: subject.into(),
        actor,
        device,
        made_at,
        depends_on: Vec::new(),
        schema: OPERATION_SCHEMA,
    };
    let body = OperationBody::Create(Box::new(new_incident(words, draft)));
    turn.perform_own(&Operation { envelope: envelope(None, draft.received_at), body })?;
    let official = official(words, draw, draft);
    if let Some(at) = story.acknowledged_at {
        let (from, to) = (IncidentState::New, IncidentState::Acknowledged);
        let body = OperationBody::Transition { from, to };
        turn.perform_own(&Operation { envelope: envelope(Some(official.clone()), at), body })?;
    }
    for (at, note) in &story.notes {
        let body = OperationBody::Append { note: note.clone() };
        turn.perform_own(&Operation { envelope: envelope(Some(official.clone()), *at), body })?;
    }
    let Some((at, result)) = &story.closed else { return Ok(()) };
    let Some(Case::Incident(mut incident)) = turn.case(subject.into())? else { return Ok(()) };
    incident.state = IncidentState::Closed;
    incident.closed_at = Some(*at);
    let unit = names::unit(Lang::Vi, &incident.unit.0);
    let reply = words.work.reply_frame.replace("{don_vi}", &unit).replace("{ket_qua}", result);
    let entry = HistoryEntry {
        id: EntryId::mint(*at, draw),
        subject: subject.into(),
        at: *at,
        actor: Some(official),
        kind: EntryKind::Closed { result: reply },
    };
    let records = [Record::Incident(incident.clone()), Record::History(Box::new(entry))];
    // There is no operation for closing yet, so the records are taken in as they are.
    turn.take_in(&Case::Incident(incident), &records)
}

fn new_incident(words: &Words, draft: &Draft) -> NewIncident {
    let reporter = words.people.reporters.get(draft.sender).map(|sender| ReporterGiven {
        name: sender.name.clone(),
        phone: sender.phone.clone(),
        email: sender.email.clone(),
    });
    NewIncident {
        provisional: None,
        ward: draft.ward,
        category: draft.about.category.clone(),
        source: draft.source,
        title: draft.about.title.chars().take(LINE_MAX_CHARS).collect(),
        body: draft.about.body.clone(),
        address: draft.spot.address.clone(),
        position: draft.position,
        urgent: draft.about.urgent,
        reporter,
        sample: true,
    }
}

/// An official of the ward: the same name in the same ward is the same person.
fn official(words: &Words, draw: &Draw, draft: &Draft) -> Actor {
    let name = draw.pick(&words.people.officials).map_or("", |official| official.name.as_str());
    let key = |what: &str| {
        let hash = blake3::hash(format!("{what} {} {name}", draft.ward).as_bytes());
        let mut bytes = [0_u8; 16];
        bytes.copy_from_slice(&hash.as_bytes()[..16]);
        uuid::Builder::from_custom_bytes(bytes).into_uuid()
    };
    let (user, grant): (Uuid, Uuid) = (key("person"), key("grant"));
    let grant = Grant {
        id: GrantId::from_uuid(grant),
        role: Role::WardOfficial,
        wards: vec![draft.ward],
        units: Vec::new(),
    };
    grant.actor(UserId::from_uuid(user), name)
}
