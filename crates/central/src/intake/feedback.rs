//! What a sender says about a report after it came in: the answer to a question of the city desk, and
//! a rating of the result. It comes through the application that posted the report, under its key.

use trucban_domain::incident::{BODY_MAX_CHARS, NOTE_MAX_CHARS};
use trucban_domain::operation::OPERATION_SCHEMA;
use trucban_domain::{
    Envelope, Incident, IncidentState, OpResult, Operation, OperationBody, OperationId, Rating,
    Step, encoding,
};
use trucban_text::central as text;
use uuid::Uuid;

use super::form::{Complaint, Form};
use super::open311::{Posted, found, no_key};
use crate::apply::{By, Sent};
use crate::central::Central;
use crate::error::CentralError;
use crate::store::{incident, op_result};

/// What a sender says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Feedback {
    /// Gives what the city desk asked for: the field `answer`.
    Answer,
    /// Rates the result: the fields `rating` and `comment`.
    Rating,
}

impl Central {
    /// Takes in what the sender of the report with this number says. Saying the same again is harmless.
    pub(crate) fn take_feedback(
        &self,
        number: &str,
        feedback: Feedback,
        mut form: Form,
    ) -> Result<Posted, CentralError> {
        let lang = form.lang();
        if self.key_of(&mut form)?.is_none() {
            return Ok(no_key(lang));
        }
        let Some(body) = body_of(feedback, &mut form).filter(|_| form.is_sound()) else {
            return Ok(Posted::Refused(form.complaints()));
        };
        self.take_turn(|turn| {
            let Some(report) = incident::numbered(turn.db(), number)? else {
                form.complain_not_found(text::NO_SUCH_REQUEST.fill(lang, [number]));
                return Ok(Posted::Refused(form.complaints()));
            };
            let op_id = key_of_saying(&report, &body);
            let said_before = op_result::of_operation(turn.db(), op_id)?
                .is_some_and(|given| matches!(given.result, OpResult::Applied { .. }));
            if said_before {
                return found(Some(report));
            }
            let envelope = Envelope {
                op_id,
                subject: report.id.into(),
                actor: None,
                device: turn.gateway(),
                made_at: turn.now(),
                part: None,
                depends_on: Vec::new(),
                schema: OPERATION_SCHEMA,
            };
            let fits = match feedback {
                Feedback::Answer => report.state == IncidentState::SenderAsked,
                Feedback::Rating => report.closed_at.is_some() && report.duplicate_of().is_none(),
            };
            let bytes = encoding::encode(&Operation { envelope, body });
            let sent = Sent { client: turn.gateway(), client_seq: None, bytes: &bytes };
            // What the workflow has no place for is told and leaves no trace.
            let stands =
                fits && matches!(turn.perform(By::Gateway, sent)?.result, OpResult::Applied { .. });
            if stands {
                return found(turn.incident(report.id)?);
            }
            let sentence = match feedback {
                Feedback::Answer => text::NOTHING_ASKED,
                Feedback::Rating => text::NOTHING_TO_RATE,
            };
            let sentence = sentence.say(lang).to_owned();
            Ok(Posted::Refused(vec![Complaint { status: 409, sentence }]))
        })
    }
}

fn body_of(feedback: Feedback, form: &mut Form) -> Option<OperationBody> {
    let lang = form.lang();
    match feedback {
        Feedback::Answer => {
            if form.one("answer").is_none() {
                form.complain(text::MISSING.fill(lang, ["answer"]));
                return None;
            }
            let answer = form.text("answer", BODY_MAX_CHARS)?;
            Some(OperationBody::Transition(Step::TakeAnswer { answer }))
        }
        Feedback::Rating => {
            let words = form.text("comment", NOTE_MAX_CHARS).unwrap_or_default();
            let rating = match form.line("rating", NOTE_MAX_CHARS).as_deref() {
                Some("satisfied") => Rating::Satisfied,
                Some("acceptable") => Rating::Acceptable,
                Some("dissatisfied") => Rating::Dissatisfied,
                _ => {
                    form.complain(text::BAD_RATING.say(lang).to_owned());
                    return None;
                }
            };
            Some(OperationBody::Rate { rating, words })
        }
    }
}

/// The key of the act: the same for the same words about the same question or the same result.
fn key_of_saying(report: &Incident, body: &OperationBody) -> OperationId {
    let mut hasher = blake3::Hasher::new_derive_key("trucban 2026 feedback of a sender");
    // The pause outlives the question for which it was made.
    let since = report.pauses.last().map(|pause| pause.from);
    hasher.update(&encoding::encode(&(report.id, since, report.closed_at, body)));
    let mut bytes = [0_u8; 16];
    bytes.copy_from_slice(&hasher.finalize().as_bytes()[..16]);
    OperationId::from_uuid(Uuid::from_bytes(bytes))
}
