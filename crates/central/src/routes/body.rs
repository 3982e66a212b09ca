//! Bodies of bounded length.
//!
//! A body that is too long is read on and thrown away, as far as that is reasonable, before the
//! refusal is sent: who is still sending when the connection closes never reads why.

use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::extract::Request;
use axum::http::header;
use futures_util::StreamExt as _;

/// What is thrown away at most: a photo from a camera, sent to the wrong place.
const THROWN_AWAY_MAX_BYTES: usize = 64 << 20;
const THROWN_AWAY_WITHIN: Duration = Duration::from_secs(20);

/// Why a body was not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unread {
    /// It is longer than it may be.
    TooLong,
    /// It broke off.
    Cut,
}

/// The body of `request`, if it has at most `most` bytes.
pub(super) async fn read(request: Request, most: usize) -> Result<Bytes, Unread> {
    let headers = request.headers();
    // Who waits to be told to go on has sent nothing yet.
    let waits = headers.contains_key(header::EXPECT);
    let told = headers.get(header::CONTENT_LENGTH).and_then(|length| length.to_str().ok());
    let told: Option<usize> = told.and_then(|length| length.parse().ok());
    if waits && told.is_some_and(|length| length > most) {
        return Err(Unread::TooLong);
    }
    let mut pieces = request.into_body().into_data_stream();
    let mut body = Vec::with_capacity(told.unwrap_or(0).min(most));
    while let Some(piece) = pieces.next().await {
        let piece = piece.map_err(|_cut| Unread::Cut)?;
        if body.len() + piece.len() > most {
            throw_away(Body::from_stream(pieces)).await;
            return Err(Unread::TooLong);
        }
        body.extend_from_slice(&piece);
    }
    Ok(body.into())
}

async fn throw_away(rest: Body) {
    let mut pieces = rest.into_data_stream();
    let all = async {
        let mut left = THROWN_AWAY_MAX_BYTES;
        while let Some(Ok(piece)) = pieces.next().await {
            left = left.saturating_sub(piece.len());
            if left == 0 {
                return;
            }
        }
    };
    // Whoever takes longer than this does without the reason.
    let _late = tokio::time::timeout(THROWN_AWAY_WITHIN, all).await;
}
