//! `POST requests/{id}/answer` and `requests/{id}/rating`: what a sender says about a report after it
//! came in. Extensions of this city; the specification has neither.

use axum::extract::{Request, State};
use axum::response::Response;

use super::answer::{Refusal, Style};
use super::named::Named;
use super::submit;
use crate::central::Central;
use crate::intake::feedback::Feedback;
use crate::intake::form::Form;

pub(super) async fn answer(
    State(central): State<Central>,
    style: Style,
    number: Named,
    request: Request,
) -> Result<Response, Refusal> {
    take(central, style, number, Feedback::Answer, request).await
}

pub(super) async fn rating(
    State(central): State<Central>,
    style: Style,
    number: Named,
    request: Request,
) -> Result<Response, Refusal> {
    take(central, style, number, Feedback::Rating, request).await
}

async fn take(
    central: Central,
    style: Style,
    Named(number): Named,
    feedback: Feedback,
    request: Request,
) -> Result<Response, Refusal> {
    let body = submit::form(style, request).await?;
    let taken = central
        .off_the_loop(move |central| {
            central.take_feedback(&number, feedback, Form::read(&body, style.lang))
        })
        .await
        .map_err(|cause| style.broken(&cause))?;
    submit::posted(style, taken)
}
