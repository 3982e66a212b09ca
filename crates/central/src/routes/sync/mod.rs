//! The sync protocol: see `trucban_contract::wire`. Every call needs a device's token; the answer
//! holds nothing that the grant behind it does not reach.

mod blob;
mod carried;
mod hello;
mod live;
mod named;
mod pack;
mod pull;
mod push;
mod snapshot;
mod uploads;

use axum::Router;
use axum::extract::{Request, State};
use axum::http::header;
use axum::middleware::{self, Next};
use axum::response::Response;
use axum::routing::{get, patch, post};
use rusqlite::Connection;
use trucban_contract::wire::{FaultCode, Limits};
use uuid::Uuid;

use crate::central::Central;
use crate::error::{CentralError, Refused};
use crate::identity::Caller;
use crate::store::device::{self, Device};

/// How much a laptop may send at once.
const LIMITS: Limits = Limits { push_max_ops: 500, push_max_bytes: 4 << 20 };
/// Longer than any token that was ever given.
const TOKEN_MAX_BYTES: usize = 200;

pub(super) fn router(central: &Central) -> Router {
    Router::new()
        .route("/hello", post(hello::hello))
        .route("/pull", post(pull::pull))
        .route("/push", post(push::push))
        .route("/snapshot/{scope}", get(snapshot::snapshot))
        .route("/packs/{hash}", get(pack::pack))
        .route("/blobs/{hash}", get(blob::blob))
        .route("/uploads", post(uploads::begin).options(uploads::options))
        .route(
            "/uploads/{hash}",
            patch(uploads::piece).head(uploads::standing).options(uploads::options),
        )
        .route("/live", get(live::live))
        .fallback(|| async { Refused::Fault(FaultCode::NotFound) })
        .layer(middleware::from_fn_with_state(central.clone(), authenticate))
        .with_state(central.clone())
}

/// Finds out who calls; nobody else gets past.
async fn authenticate(
    State(central): State<Central>,
    mut request: Request,
    next: Next,
) -> Result<Response, Refused> {
    let token = request
        .headers()
        .get(header::AUTHORIZATION)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.strip_prefix("Bearer "))
        .filter(|token| token.len() <= TOKEN_MAX_BYTES)
        .ok_or(FaultCode::UnknownToken)?
        .to_owned();
    let caller = central.off_the_loop(move |central| central.caller(&token)).await?;
    request.extensions_mut().insert(caller);
    Ok(next.run(request).await)
}

/// The caller's device as it stands, if the request speaks for it and for the one outbox that was
/// ever bound to it.
fn device_of(
    db: &Connection,
    caller: &Caller,
    client: trucban_domain::ClientId,
    incarnation: Uuid,
) -> Result<Device, Refused> {
    if client != caller.client {
        return Err(FaultCode::OutOfScope.into());
    }
    let device = device::find(db, client)?.ok_or(CentralError::UnknownDevice)?;
    if device.revoked {
        return Err(FaultCode::RevokedToken.into());
    }
    if device.incarnation.is_some_and(|bound| bound != incarnation) {
        tracing::warn!(%client, "a second outbox speaks for this device");
        return Err(FaultCode::Forked.into());
    }
    Ok(device)
}
