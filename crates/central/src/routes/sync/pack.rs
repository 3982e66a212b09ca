//! `GET /sync/packs/{hash}`: one pack, whole or from a byte on, so that a fetch that was cut goes on
//! where it ended.

use axum::Extension;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use trucban_contract::wire::FaultCode;

use super::named::Named;
use crate::central::Central;
use crate::error::Refused;
use crate::identity::Caller;

pub(super) async fn pack(
    State(central): State<Central>,
    Extension(caller): Extension<Caller>,
    Named(hash): Named,
    headers: HeaderMap,
) -> Result<Response, Refused> {
    let content = central
        .off_the_loop(move |central| {
            let scopes = central.scopes_of_pack(&hash)?;
            if scopes.is_empty() {
                return Err(FaultCode::NotFound.into());
            }
            if !scopes.iter().any(|scope| caller.operator.grant.may_hold(scope)) {
                return Err(FaultCode::OutOfScope.into());
            }
            central.read_pack(&hash)?.ok_or(Refused::Fault(FaultCode::NotFound))
        })
        .await?;
    Ok(named_by_content(&headers, "application/zstd", content))
}

/// Answers content that never changes under its name, whole or the part that was asked for.
pub(super) fn named_by_content(
    headers: &HeaderMap,
    kind: &'static str,
    content: Vec<u8>,
) -> Response {
    let told = [
        (header::CONTENT_TYPE, kind),
        (header::ACCEPT_RANGES, "bytes"),
        (header::CACHE_CONTROL, "private, max-age=86400, immutable"),
    ];
    let asked = headers.get(header::RANGE).and_then(|range| range.to_str().ok());
    let Some((first, last)) = asked.and_then(|range| part(range, content.len())) else {
        return (told, content).into_response();
    };
    let span = format!("bytes {first}-{last}/{}", content.len());
    let slice = content[first..=last].to_vec();
    let status = StatusCode::PARTIAL_CONTENT;
    (status, told, [(header::CONTENT_RANGE, span)], slice).into_response()
}

/// First and last byte of a `bytes=a-` or `bytes=a-b` that lies within `length`; anything else is
/// answered whole, as HTTP allows.
fn part(range: &str, length: usize) -> Option<(usize, usize)> {
    let (first, last) = range.strip_prefix("bytes=")?.split_once('-')?;
    let first: usize = first.parse().ok()?;
    let end = length.checked_sub(1)?;
    let last = if last.is_empty() { end } else { last.parse::<usize>().ok()?.min(end) };
    (first <= last).then_some((first, last))
}

#[cfg(test)]
mod tests {
    use super::part;

    #[test]
    fn a_part_is_cut_at_the_end_and_nonsense_is_answered_whole() {
        assert_eq!(part("bytes=2-", 10), Some((2, 9)));
        assert_eq!(part("bytes=2-4", 10), Some((2, 4)));
        assert_eq!(part("bytes=2-400", 10), Some((2, 9)));
        for nonsense in ["bytes=10-", "bytes=4-2", "bytes=-3", "rows=1-2", "bytes=0-1,3-4", ""] {
            assert_eq!(part(nonsense, 10), None, "{nonsense}");
        }
        assert_eq!(part("bytes=0-", 0), None);
    }
}
