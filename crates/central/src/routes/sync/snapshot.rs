//! `GET /sync/snapshot/{scope}`: which packs amount to a scope.

use axum::Extension;
use axum::extract::State;
use trucban_contract::wire::{FaultCode, SnapshotManifest};
use trucban_domain::Scope;

use super::named::Named;
use crate::central::Central;
use crate::error::Refused;
use crate::identity::Caller;
use crate::routes::cbor::Cbor;

pub(super) async fn snapshot(
    State(central): State<Central>,
    Extension(caller): Extension<Caller>,
    Named(scope): Named,
) -> Result<Cbor<SnapshotManifest>, Refused> {
    let scope: Scope = scope.parse().ok().ok_or(FaultCode::NotFound)?;
    if !caller.operator.grant.may_hold(&scope) {
        return Err(FaultCode::OutOfScope.into());
    }
    central.off_the_loop(move |central| Ok::<_, Refused>(central.snapshot(&scope)?)).await.map(Cbor)
}
