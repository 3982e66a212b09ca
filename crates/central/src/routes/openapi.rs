//! `GET /openapi.json`: every address of central, what it takes and what it answers, as `OpenAPI` 3.1.
//!
//! The document is kept by hand beside this file. Tests hold it to the router, both ways, and put
//! it to schemathesis, which calls a running central by it.

use axum::http::header;
use axum::response::{IntoResponse, Response};

const DOCUMENT: &str = include_str!("openapi.json");

pub(super) async fn document() -> Response {
    ([(header::CONTENT_TYPE, "application/json")], DOCUMENT).into_response()
}
