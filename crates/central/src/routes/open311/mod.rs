//! Open311 `GeoReport` v2: the door for citizens' applications. Anybody may read reports (never who
//! sent them, never internal notes); posting needs an API key.
//!
//! Answers are XML, or JSON where the address ends in `.json` or `Accept` says so.

mod answer;
mod discovery;
mod feedback;
mod named;
mod read_request;
mod read_token;
mod request;
mod search_requests;
mod services;
mod submit;

use axum::Router;
use axum::routing::{get, post};

use crate::central::Central;
use answer::{Refusal, Style};
use trucban_text::central as text;

/// The longest form: eight times the longest description in four-byte letters.
const BODY_MAX_KB: usize = 256;

pub(super) fn router(central: &Central) -> Router {
    let mut router = Router::new();
    for ending in ["", ".xml", ".json"] {
        router = router
            .route(&format!("/discovery{ending}"), get(discovery::discovery))
            .route(&format!("/services{ending}"), get(services::list))
            .route(&format!("/requests{ending}"), get(search_requests::search).post(submit::submit))
            .route(&format!("/requests/{{id}}/answer{ending}"), post(feedback::answer))
            .route(&format!("/requests/{{id}}/rating{ending}"), post(feedback::rating));
    }
    router
        .route("/services/{code}", get(services::describe))
        .route("/requests/{id}", get(read_request::read))
        .route("/tokens/{id}", get(read_token::read))
        .fallback(no_such_page)
        .method_not_allowed_fallback(wrong_method)
        .with_state(central.clone())
}

async fn no_such_page(style: Style) -> Refusal {
    style.refuse(404, text::NO_SUCH_PAGE.say(style.lang).to_owned())
}

async fn wrong_method(style: Style) -> Refusal {
    style.refuse(405, text::WRONG_METHOD.say(style.lang).to_owned())
}
