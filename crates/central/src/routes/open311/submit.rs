//! `POST requests`: a citizen's report.

use axum::extract::{Request, State};
use axum::http::header;
use axum::response::Response;
use serde::Serialize;
use trucban_text::central as text;

use super::BODY_MAX_KB;
use super::answer::{Refusal, Style};
use crate::central::Central;
use crate::error::CentralError;
use crate::intake::form::Form;
use crate::intake::open311::{Posted, notice};
use crate::routes::body::{self, Unread};

const FORM: &str = "application/x-www-form-urlencoded";
const KEY_MAX_BYTES: usize = 200;

#[derive(Serialize)]
struct Accepted {
    service_request_id: Option<String>,
    service_notice: String,
    account_id: Option<String>,
}

pub(super) async fn submit(
    State(central): State<Central>,
    style: Style,
    request: Request,
) -> Result<Response, Refusal> {
    let lang = style.lang;
    let headers = request.headers().clone();
    let body = body::read(request, BODY_MAX_KB << 10).await.map_err(|unread| match unread {
        Unread::TooLong => {
            style.refuse(413, text::TOO_LARGE.fill(lang, [&BODY_MAX_KB.to_string()]))
        }
        Unread::Cut => style.refuse(400, text::BAD_FORM.say(lang).to_owned()),
    })?;
    let told = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let kind = told(header::CONTENT_TYPE.as_str()).unwrap_or_default();
    if !kind.split(';').next().unwrap_or_default().trim().eq_ignore_ascii_case(FORM) {
        return Err(style.refuse(400, text::BAD_FORM.say(lang).to_owned()));
    }
    let key = told("idempotency-key").map(str::to_owned);
    if key.as_ref().is_some_and(|key| key.len() > KEY_MAX_BYTES) {
        let values = ["Idempotency-Key", &KEY_MAX_BYTES.to_string()];
        return Err(style.refuse(400, text::TOO_LONG.fill(lang, values)));
    }
    let posted = central
        .off_the_loop(move |central| {
            let form = Form::read(&body, lang);
            central.post_open311(form, key.as_deref())
        })
        .await
        .map_err(|cause: CentralError| style.broken(&cause))?;
    match posted {
        Posted::Taken(incident) => {
            let service_notice = notice(lang, &incident);
            let accepted =
                Accepted { service_request_id: incident.number, service_notice, account_id: None };
            Ok(style.list("service_requests", "request", &[accepted]))
        }
        Posted::Refused(complaints) => Err(style.refuse_all(complaints)),
    }
}
