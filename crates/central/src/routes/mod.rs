//! What central answers to, by address. Each call has its own file: `sync` for laptops, `open311`
//! for citizens' applications; `openapi` tells of them all.

mod body;
mod cbor;
mod open311;
mod openapi;
mod sync;

use std::time::Duration;

use axum::Router;
use axum::http::{Request, StatusCode};
use axum::routing::get;
use tower_http::timeout::TimeoutLayer;
use tower_http::trace::TraceLayer;

use crate::central::Central;

/// How long a request may take until its answer begins. What was asked for may still be done; asking
/// again is harmless.
const ANSWER_BEGINS_WITHIN: Duration = Duration::from_mins(1);

/// Whether this server is reached over TLS; tells links their scheme.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Scheme {
    /// `http`, on loopback.
    Http,
    /// `https`.
    Https,
}

impl Central {
    /// Everything that central answers to.
    pub fn router(&self) -> Router {
        Router::new()
            .route("/openapi.json", get(openapi::document))
            .nest("/sync", sync::router(self))
            .nest("/open311/v2", open311::router(self))
            .layer(TimeoutLayer::with_status_code(
                StatusCode::SERVICE_UNAVAILABLE,
                ANSWER_BEGINS_WITHIN,
            ))
            // The path alone: queries and headers can hold keys and names.
            .layer(TraceLayer::new_for_http().make_span_with(|request: &Request<_>| {
                tracing::info_span!("request", method = %request.method(), path = request.uri().path())
            }))
    }
}
