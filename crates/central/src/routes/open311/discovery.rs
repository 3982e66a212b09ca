//! `GET discovery`: where the service is and what it speaks.

use axum::Extension;
use axum::extract::State;
use axum::http::{HeaderMap, header, uri::Authority};
use axum::response::Response;
use serde::Serialize;
use trucban_text::central as text;

use super::answer::{Refusal, Style};
use crate::central::Central;
use crate::error::CentralError;
use crate::routes::Scheme;
use crate::store::sample;

/// Moment of the last change of this interface.
const CHANGED: &str = "2026-11-20T00:00:00+07:00";

#[derive(Serialize)]
struct Discovery {
    changeset: &'static str,
    contact: &'static str,
    key_service: &'static str,
    endpoints: [Endpoint; 1],
}

#[derive(Serialize)]
struct Endpoint {
    specification: &'static str,
    url: String,
    changeset: &'static str,
    r#type: &'static str,
    formats: [&'static str; 2],
}

pub(super) async fn discovery(
    State(central): State<Central>,
    scheme: Option<Extension<Scheme>>,
    headers: HeaderMap,
    style: Style,
) -> Result<Response, Refusal> {
    let sample = central
        .off_the_loop(|central| central.store().read(|tx| sample::is_there(tx)))
        .await
        .map_err(|cause: CentralError| style.broken(&cause))?;
    let scheme = match scheme {
        Some(Extension(Scheme::Https)) => "https",
        Some(Extension(Scheme::Http)) | None => "http",
    };
    // Only a well-formed authority is said back; without one the address is relative.
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok());
    let base = host
        .and_then(|host| host.parse::<Authority>().ok())
        .map_or_else(String::new, |host| format!("{scheme}://{host}"));
    let discovery = Discovery {
        changeset: CHANGED,
        contact: text::OPEN311_CONTACT.say(style.lang),
        key_service: text::OPEN311_KEY_SERVICE.say(style.lang),
        endpoints: [Endpoint {
            specification: "http://wiki.open311.org/GeoReport_v2",
            url: format!("{base}/open311/v2"),
            changeset: CHANGED,
            r#type: if sample { "test" } else { "production" },
            formats: ["text/xml", "application/json"],
        }],
    };
    Ok(style.object("discovery", &discovery))
}
