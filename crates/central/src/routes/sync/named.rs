//! The last part of an address: a scope or a hash. One that is no UTF-8 is refused in the words of
//! the protocol.

use axum::extract::{FromRequestParts, Path};
use axum::http::request::Parts;
use trucban_contract::wire::FaultCode;

use crate::error::Refused;

/// What the address names.
pub(super) struct Named(pub(super) String);

impl<S: Send + Sync> FromRequestParts<S> for Named {
    type Rejection = Refused;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Refused> {
        match Path::<String>::from_request_parts(parts, state).await {
            Ok(Path(name)) => Ok(Self(name)),
            Err(_) => Err(FaultCode::Unreadable.into()),
        }
    }
}
