//! `GET requests/{id}`: one report by its number.

use axum::extract::State;
use axum::response::Response;
use trucban_text::central as text;

use super::answer::{Refusal, Style};
use super::named::Named;
use super::request::ServiceRequest;
use crate::central::Central;
use crate::error::CentralError;
use crate::store::incident;

pub(super) async fn read(
    State(central): State<Central>,
    Named(number): Named,
    style: Style,
) -> Result<Response, Refusal> {
    let asked = number.clone();
    let found = central
        .off_the_loop(move |central| {
            central.store().read(|tx| {
                let incident = incident::numbered(tx, &asked)?;
                incident.map(|incident| ServiceRequest::of(tx, style.lang, incident)).transpose()
            })
        })
        .await
        .map_err(|cause: CentralError| style.broken(&cause))?;
    match found {
        Some(request) => Ok(style.list("service_requests", "request", &[request])),
        None => Err(style.refuse(404, text::NO_SUCH_REQUEST.fill(style.lang, [&number]))),
    }
}
