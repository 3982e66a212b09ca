//! The last part of an address: a code, a number or a token, with or without the ending that asks
//! for a form. One that is no UTF-8 is refused in the words of this door.

use axum::extract::{FromRequestParts, Path};
use axum::http::request::Parts;
use trucban_text::central as text;

use super::answer::{Refusal, Style};

/// What the address names, without the ending.
pub(super) struct Named(pub(super) String);

impl<S: Send + Sync> FromRequestParts<S> for Named {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Refusal> {
        let Ok(style) = Style::from_request_parts(parts, state).await;
        match Path::<String>::from_request_parts(parts, state).await {
            Ok(Path(name)) => Ok(Self(bare(&name).to_owned())),
            Err(_) => Err(style.refuse(400, text::BAD_ADDRESS.say(style.lang).to_owned())),
        }
    }
}

fn bare(name: &str) -> &str {
    name.strip_suffix(".json").or_else(|| name.strip_suffix(".xml")).unwrap_or(name)
}
