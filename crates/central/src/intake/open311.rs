//! The Open311 door: a posted form becomes a report.

use trucban_domain::incident::{BODY_MAX_CHARS, EMAIL_MAX_CHARS, title_of};
use trucban_domain::operation::{OPERATION_SCHEMA, ReporterGiven};
use trucban_domain::{
    Category, Envelope, Incident, IncidentId, NewIncident, Operation, OperationBody, OperationId,
    Source,
};
use trucban_text::{Lang, central as text, names};

use super::form::{Complaint, Form};
use super::location::{self, Location};
use super::repeat::{Known, Post};
use crate::central::Central;
use crate::error::CentralError;
use crate::identity;
use crate::store::api_key;

/// Two of them and a space fit into a line.
const NAME_CHARS: usize = 99;
const PHONE_CHARS: usize = 40;
const LINK_CHARS: usize = 1_000;
const ID_CHARS: usize = 200;

/// What a post became.
#[derive(Debug)]
pub(crate) enum Posted {
    /// A report, new or the one that an earlier post of the same became.
    Taken(Box<Incident>),
    /// Nothing; the caller must put this right.
    Refused(Vec<Complaint>),
}

impl Central {
    /// Takes a posted form in.
    pub(crate) fn post_open311(
        &self,
        mut form: Form,
        idempotency_key: Option<&str>,
    ) -> Result<Posted, CentralError> {
        let lang = form.lang();
        let Some(key) = self.key_of(&mut form)? else { return Ok(no_key(lang)) };
        let content = form.content_hash();
        let new = self.report_of(&mut form);
        let Some(new) = new.filter(|_| form.is_sound()) else {
            return Ok(Posted::Refused(form.complaints()));
        };
        let post = Post::new(key, idempotency_key, content);
        self.take_turn(|turn| {
            match post.known(turn)? {
                Known::OtherContent => {
                    form.complain(text::OTHER_REPORT.say(lang).to_owned());
                    return Ok(Posted::Refused(form.complaints()));
                }
                Known::Taken(incident) => return found(turn.incident(incident)?),
                Known::New => {}
            }
            let now = turn.now();
            let subject = IncidentId::mint(now, self.entropy());
            let envelope = Envelope {
                op_id: OperationId::mint(now, self.entropy()),
                subject: subject.into(),
                actor: None,
                device: turn.gateway(),
                made_at: now,
                part: None,
                depends_on: Vec::new(),
                schema: OPERATION_SCHEMA,
            };
            let body = OperationBody::Create(Box::new(new));
            turn.perform_own(&Operation { envelope, body })?;
            post.keep(turn, subject)?;
            found(turn.incident(subject)?)
        })
    }

    /// The application whose key a form bears.
    pub(super) fn key_of(&self, form: &mut Form) -> Result<Option<i64>, CentralError> {
        match form.one("api_key").map(identity::hash_of) {
            Some(hash) => Ok(self.store().read(|tx| api_key::find(tx, &hash))?),
            None => Ok(None),
        }
    }

    /// The report that a form describes; `None` comes with complaints, and so may a report.
    fn report_of(&self, form: &mut Form) -> Option<NewIncident> {
        let category = category(form);
        let body = description(form);
        let place = location::read(form, self.wards());
        let urgent = urgent(form);
        let reporter = reporter(form);
        for field in ["device_id", "account_id", "jurisdiction_id", "address_id"] {
            form.line(field, ID_CHARS);
        }
        let (category, body, place) = (category?, body?, place?);
        let Location { ward, position, address } = place;
        Some(NewIncident {
            provisional: None,
            ward,
            category: category.code.clone(),
            source: Source::Open311,
            title: title_of(&body),
            body,
            address,
            position,
            urgent: urgent || category.urgent_default,
            reporter,
            sample: false,
            photos: Vec::new(),
        })
    }
}

/// Without a key that is known, nothing is taken in.
pub(super) fn no_key(lang: Lang) -> Posted {
    let sentence = text::BAD_KEY.say(lang).to_owned();
    Posted::Refused(vec![Complaint { status: 403, sentence }])
}

pub(super) fn found(incident: Option<Incident>) -> Result<Posted, CentralError> {
    let missing = CentralError::Stored { what: "report", cause: None };
    incident.map(|incident| Posted::Taken(Box::new(incident))).ok_or(missing)
}

fn category(form: &mut Form) -> Option<&'static Category> {
    let lang = form.lang();
    let Some(code) = form.line("service_code", ID_CHARS) else {
        form.complain(text::MISSING.fill(lang, ["service_code"]));
        return None;
    };
    let category = Category::find(&code);
    if category.is_none() {
        form.complain_not_found(text::NO_SUCH_SERVICE.fill(lang, [&code]));
    }
    category
}

/// The description, with the link that came along at its end.
fn description(form: &mut Form) -> Option<String> {
    let lang = form.lang();
    if form.one("description").is_none() {
        form.complain(text::MISSING.fill(lang, ["description"]));
        return None;
    }
    let description = form.text("description", BODY_MAX_CHARS);
    let link = form.line("media_url", LINK_CHARS);
    let description = description?;
    let Some(link) = link else { return Some(description) };
    if !link.starts_with("https://") && !link.starts_with("http://") {
        form.complain(text::BAD_LINK.say(lang).to_owned());
        return None;
    }
    // What is stored is read by officials: Vietnamese, whatever the sender reads.
    let whole = format!("{description}\n\n{}", text::OPEN311_MEDIA.fill(Lang::Vi, [&link]));
    if whole.chars().count() > BODY_MAX_CHARS {
        let names = "description, media_url";
        form.complain(text::TOO_LONG.fill(lang, [names, &BODY_MAX_CHARS.to_string()]));
        return None;
    }
    Some(whole)
}

fn urgent(form: &mut Form) -> bool {
    match form.line("attribute[urgent]", ID_CHARS).as_deref() {
        Some("true") => true,
        None | Some("false") => false,
        Some(_) => {
            form.complain(text::NOT_YES_OR_NO.say(form.lang()).to_owned());
            false
        }
    }
}

fn reporter(form: &mut Form) -> Option<ReporterGiven> {
    let (last, first) = (form.line("last_name", NAME_CHARS), form.line("first_name", NAME_CHARS));
    let phone = form.line("phone", PHONE_CHARS).unwrap_or_default();
    let email = form.line("email", EMAIL_MAX_CHARS).unwrap_or_default();
    // The family name comes first.
    let name = [last, first].into_iter().flatten().collect::<Vec<_>>().join(" ");
    let given = ReporterGiven { name, phone, email };
    let anonymous = given.name.is_empty() && given.phone.is_empty() && given.email.is_empty();
    (!anonymous).then_some(given)
}

/// What the sender is told about a report that was taken.
pub(crate) fn notice(lang: Lang, incident: &Incident) -> String {
    let unit = names::unit(lang, &incident.lead().unit.0);
    match incident.due_at {
        Some(due) if !incident.urgent => {
            text::OPEN311_TAKEN.fill(lang, [&unit, &trucban_text::format::date(lang, due)])
        }
        _ => text::OPEN311_TAKEN_URGENT.fill(lang, [&unit]),
    }
}
