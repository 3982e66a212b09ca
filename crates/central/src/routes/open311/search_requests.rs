//! `GET requests`: reports by number, or by category, state and time of arrival.

use axum::extract::{RawQuery, State};
use axum::response::Response;
use trucban_domain::Timestamp;
use trucban_text::{Lang, central as text};

use super::answer::{Refusal, Style};
use super::request::ServiceRequest;
use crate::central::Central;
use crate::error::CentralError;
use crate::intake::form::Complaint;
use crate::store::incident::{self, Filter};

/// Reports in one answer, at most.
const MOST: usize = 1_000;
/// Numbers and categories in one question, at most.
const MOST_NAMED: usize = 100;
const SPAN_DAYS: i64 = 90;
const DAY_MS: i64 = 24 * 60 * 60 * 1000;

/// What is asked for.
#[derive(Debug)]
enum Question {
    Numbers(Vec<String>),
    Filter(Filter),
}

pub(super) async fn search(
    State(central): State<Central>,
    RawQuery(query): RawQuery,
    style: Style,
) -> Result<Response, Refusal> {
    let query = query.unwrap_or_default();
    let question = read(&query, central.now(), style.lang)
        .map_err(|complaints| style.refuse_all(complaints))?;
    let requests = central
        .off_the_loop(move |central| answer(central, &question, style.lang))
        .await
        .map_err(|cause| style.broken(&cause))?;
    Ok(style.list("service_requests", "request", &requests))
}

fn answer(
    central: &Central,
    question: &Question,
    lang: Lang,
) -> Result<Vec<ServiceRequest>, CentralError> {
    central.store().read(|tx| {
        let found = match question {
            Question::Filter(filter) => incident::search(tx, filter)?,
            Question::Numbers(numbers) => numbers
                .iter()
                .filter_map(|number| incident::numbered(tx, number).transpose())
                .collect::<Result<_, _>>()?,
        };
        found.into_iter().map(|incident| ServiceRequest::of(tx, lang, incident)).collect()
    })
}

fn read(query: &str, now: Timestamp, lang: Lang) -> Result<Question, Vec<Complaint>> {
    let fields: Vec<(String, String)> =
        serde_urlencoded::from_bytes(query.as_bytes()).unwrap_or_default();
    let mut complaints = Vec::new();
    let mut complain = |sentence| complaints.push(Complaint { status: 400, sentence });
    // Lists may be given with commas, as several fields, or both.
    let listed = |name: &str| -> Vec<String> {
        let given = fields.iter().filter(|(field, _)| field == name);
        let words = given.flat_map(|(_, value)| value.split(','));
        words.map(str::trim).filter(|word| !word.is_empty()).map(str::to_owned).collect()
    };
    let numbers = listed("service_request_id");
    if numbers.len() > MOST_NAMED {
        complain(text::TOO_MANY.fill(lang, [&MOST_NAMED.to_string()]));
    } else if !numbers.is_empty() {
        return Ok(Question::Numbers(numbers));
    }
    let moment = |name: &str| {
        let given = fields.iter().find(|(field, value)| field == name && !value.trim().is_empty());
        // In an address a bare `+` reads as a space.
        given.map(|(_, value)| {
            Timestamp::parse_iso(&value.trim().replace(' ', "+"))
                .ok_or_else(|| text::BAD_TIME.fill(lang, [name]))
        })
    };
    let (start, end) = (moment("start_date").transpose(), moment("end_date").transpose());
    for sentence in [start.as_ref().err(), end.as_ref().err()].into_iter().flatten() {
        complain(sentence.clone());
    }
    let (start, end) = (start.ok().flatten(), end.ok().flatten());
    let span = SPAN_DAYS * DAY_MS;
    let (from, to) = match (start, end) {
        (Some(from), Some(to)) => (from, to),
        (Some(from), None) => (from, from.plus_ms(span)),
        (None, to) => (to.unwrap_or(now).plus_ms(-span), to.unwrap_or(now)),
    };
    if !(0..=span).contains(&to.since_ms(from)) {
        complain(text::SPAN_TOO_LONG.fill(lang, [&SPAN_DAYS.to_string()]));
    }
    let states = listed("status");
    if states.iter().any(|state| state != "open" && state != "closed") {
        complain(text::BAD_STATUS.say(lang).to_owned());
    }
    let closed = match (states.iter().any(|s| s == "open"), states.iter().any(|s| s == "closed")) {
        (true, false) => Some(false),
        (false, true) => Some(true),
        _ => None,
    };
    let mut categories = listed("service_code");
    categories.truncate(MOST_NAMED);
    if complaints.is_empty() {
        Ok(Question::Filter(Filter { from, to, categories, closed, limit: MOST }))
    } else {
        Err(complaints)
    }
}
