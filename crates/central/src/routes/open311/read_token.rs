//! `GET tokens/{id}`: the number of a report by its token. Numbers are issued at once, so a report's
//! token is its number.

use axum::extract::State;
use axum::response::Response;
use serde::Serialize;
use trucban_text::central as text;

use super::answer::{Refusal, Style};
use super::named::Named;
use crate::central::Central;
use crate::error::CentralError;
use crate::store::incident;

#[derive(Serialize)]
struct Token {
    service_request_id: Option<String>,
    token: String,
}

pub(super) async fn read(
    State(central): State<Central>,
    Named(token): Named,
    style: Style,
) -> Result<Response, Refusal> {
    let asked = token.clone();
    let found = central
        .off_the_loop(move |central| central.store().read(|tx| incident::numbered(tx, &asked)))
        .await
        .map_err(|cause: CentralError| style.broken(&cause))?;
    let Some(incident) = found else {
        return Err(style.refuse(404, text::NO_SUCH_REQUEST.fill(style.lang, [&token])));
    };
    let token = Token { service_request_id: incident.number, token };
    Ok(style.list("service_requests", "request", &[token]))
}
