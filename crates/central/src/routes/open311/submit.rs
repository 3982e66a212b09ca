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
    let key = request.headers().get("idempotency-key").and_then(|value| value.to_str().ok());
    let key = key.map(str::to_owned);
    let body = form(style, request).await?;
    if key.as_ref().is_some_and(|key| key.len() > KEY_MAX_BYTES) {
        let values = ["Idempotency-Key", &KEY_MAX_BYTES.to_string()];
        return Err(style.refuse(400, text::TOO_LONG.fill(lang, values)));
    }
    let taken = central
        .off_the_loop(move |central| {
            let form = Form::read(&body, lang);
            central.post_open311(form, key.as_deref())
        })
        .await
        .map_err(|cause: CentralError| style.broken(&cause))?;
    posted(style, taken)
}

/// The body of a posted form.
pub(super) async fn form(style: Style, request: Request) -> Result<Vec<u8>, Refusal> {
    let lang = style.lang;
    let headers = request.headers().clone();
    let body = body::read(request, BODY_MAX_KB << 10).await.map_err(|unread| match unread {
        Unread::TooLong => {
            style.refuse(413, text::TOO_LARGE.fill(lang, [&BODY_MAX_KB.to_string()]))
        }
        Unread::Cut => style.refuse(400, text::BAD_FORM.say(lang).to_owned()),
    })?;
    let kind = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let kind = kind.unwrap_or_default().split(';').next().unwrap_or_default();
    if !kind.trim().eq_ignore_ascii_case(FORM) {
        return Err(style.refuse(400, text::BAD_FORM.say(lang).to_owned()));
    }
    Ok(body.into())
}

/// The answer to what was posted.
pub(super) fn posted(style: Style, posted: Posted) -> Result<Response, Refusal> {
    match posted {
        Posted::Taken(incident) => {
            let service_notice = notice(style.lang, &incident);
            let accepted =
                Accepted { service_request_id: incident.number, service_notice, account_id: None };
            Ok(style.list("service_requests", "request", &[accepted]))
        }
        Posted::Refused(complaints) => Err(style.refuse_all(complaints)),
    }
}
