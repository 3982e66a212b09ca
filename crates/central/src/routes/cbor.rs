//! CBOR in, CBOR out, and refusals in the words of the protocol.

use axum::extract::{FromRequest, Request};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use serde::de::DeserializeOwned;
use trucban_contract::wire::{CONTENT_TYPE, Fault, FaultCode};
use trucban_domain::encoding;

use super::body::{self, Unread};
use crate::error::Refused;

/// The longest body: a full push and what lies around its operations.
const BODY_MAX_BYTES: usize = (4 << 20) + (64 << 10);

/// A body of the protocol.
pub(super) struct Cbor<T>(pub(super) T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Cbor<T> {
    type Rejection = Refused;

    async fn from_request(request: Request, _: &S) -> Result<Self, Refused> {
        let body = body::read(request, BODY_MAX_BYTES).await.map_err(|unread| match unread {
            Unread::TooLong => FaultCode::TooLarge,
            Unread::Cut => FaultCode::Unreadable,
        })?;
        match encoding::decode(&body) {
            Ok(value) => Ok(Self(value)),
            Err(cause) => {
                tracing::debug!(%cause, "a request cannot be read");
                Err(FaultCode::Unreadable.into())
            }
        }
    }
}

impl<T: Serialize> IntoResponse for Cbor<T> {
    fn into_response(self) -> Response {
        ([(header::CONTENT_TYPE, CONTENT_TYPE)], encoding::encode(&self.0)).into_response()
    }
}

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        let code = match self {
            Self::Fault(code) => code,
            Self::Failed(cause) => {
                tracing::error!(error = &cause as &dyn std::error::Error, "central failed");
                FaultCode::Internal
            }
        };
        (status_of(code), Cbor(Fault { code })).into_response()
    }
}

const fn status_of(code: FaultCode) -> StatusCode {
    match code {
        FaultCode::UnknownToken | FaultCode::RevokedToken => StatusCode::UNAUTHORIZED,
        FaultCode::OutOfScope => StatusCode::FORBIDDEN,
        FaultCode::Forked | FaultCode::Gap | FaultCode::OtherEpoch | FaultCode::OtherScopes => {
            StatusCode::CONFLICT
        }
        FaultCode::NotFound => StatusCode::NOT_FOUND,
        FaultCode::Unreadable => StatusCode::BAD_REQUEST,
        FaultCode::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
        FaultCode::Protocol => StatusCode::UPGRADE_REQUIRED,
        FaultCode::Internal | FaultCode::Other => StatusCode::INTERNAL_SERVER_ERROR,
    }
}
