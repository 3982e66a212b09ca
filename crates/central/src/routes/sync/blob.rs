//! `GET /sync/blobs/{hash}`: one picture of an alert or a report, whole or from a byte on.
//!
//! It is given to a device whose grant reaches a case that names it. To anybody else it does not
//! exist: the answer to a hash that nobody named and to one that the caller may not see is the same.

use axum::Extension;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use trucban_contract::wire::FaultCode;
use trucban_domain::Action;

use super::named::Named;
use super::pack::named_by_content;
use crate::central::Central;
use crate::error::Refused;
use crate::identity::Caller;
use crate::store::picture;

pub(super) async fn blob(
    State(central): State<Central>,
    Extension(caller): Extension<Caller>,
    Named(hash): Named,
    headers: HeaderMap,
) -> Result<Response, Refused> {
    let content = central.off_the_loop(move |central| read(central, &caller, &hash)).await?;
    Ok(named_by_content(&headers, "application/octet-stream", content))
}

fn read(central: &Central, caller: &Caller, hash: &str) -> Result<Vec<u8>, Refused> {
    let hash = blake3::Hash::from_hex(hash).ok().ok_or(FaultCode::NotFound)?;
    let grant = &caller.operator.grant;
    let may_see = central
        .store()
        .read(|tx| picture::any_case(tx, &hash, |case| grant.allows_on_case(Action::Read, case)))?;
    if !may_see {
        return Err(FaultCode::NotFound.into());
    }
    central.read_blob(&hash)?.ok_or(Refused::Fault(FaultCode::NotFound))
}
