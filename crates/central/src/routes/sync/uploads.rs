//! `/sync/uploads`: photos that people attached come in pieces, by tus 1.0 (core, creation, expiration).
//!
//! A device may send what an act of its own named, and nothing else: to everybody else, and under every
//! other name, an upload does not exist. Begun twice, it is one. Each piece counts as it comes, so a
//! connection may break at any byte; the device asks how far it is and goes on there. The last piece is
//! answered once the whole is checked against its hash, on disk, and shown with its report.

use axum::Extension;
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use futures_util::StreamExt as _;
use jiff::fmt::rfc2822::DateTimePrinter;
use trucban_contract::wire::tus;
use trucban_domain::Timestamp;
use trucban_domain::photo::PHOTO_MAX_BYTES;

use super::named::Named;
use crate::central::Central;
use crate::identity::Caller;
use crate::uploads::{NotTaken, Sending, Standing};

/// Why a request gets no answer of its kind.
#[derive(Debug, thiserror::Error)]
pub(super) enum Refusal {
    /// The caller speaks another version.
    #[error("another version of the protocol")]
    Version,
    /// A header is missing or says nothing that can be understood.
    #[error("a header cannot be read")]
    Header,
    /// The content is of another type.
    #[error("another type of content")]
    Type,
    /// The connection broke in the middle of a piece. What came of it counts.
    #[error("the piece broke off")]
    BrokeOff,
    /// Nothing was taken.
    #[error(transparent)]
    NotTaken(#[from] NotTaken),
}

impl From<crate::error::CentralError> for Refusal {
    fn from(cause: crate::error::CentralError) -> Self {
        Self::NotTaken(cause.into())
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let status = match self {
            Self::Version => StatusCode::PRECONDITION_FAILED,
            Self::Header | Self::BrokeOff => StatusCode::BAD_REQUEST,
            Self::Type => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::NotTaken(NotTaken::Unexpected) => StatusCode::NOT_FOUND,
            Self::NotTaken(NotTaken::Length) => StatusCode::PAYLOAD_TOO_LARGE,
            Self::NotTaken(NotTaken::Elsewhere) => StatusCode::CONFLICT,
            Self::NotTaken(NotTaken::Other) => {
                StatusCode::from_u16(tus::CHECKSUM_MISMATCH).unwrap_or(StatusCode::CONFLICT)
            }
            Self::NotTaken(NotTaken::Failed(cause)) => {
                tracing::error!(error = &cause as &dyn std::error::Error, "central failed");
                StatusCode::INTERNAL_SERVER_ERROR
            }
        };
        (status, told(&[(tus::VERSIONS, tus::VERSION.to_owned())])).into_response()
    }
}

/// `OPTIONS`: what is spoken here.
pub(super) async fn options() -> Response {
    let told = told(&[
        (tus::VERSIONS, tus::VERSION.to_owned()),
        (tus::EXTENSIONS, "creation,expiration".to_owned()),
        (tus::MAX_SIZE, PHOTO_MAX_BYTES.to_string()),
    ]);
    (StatusCode::NO_CONTENT, told).into_response()
}

/// `POST`: begins a photo, or goes on with it.
pub(super) async fn begin(
    State(central): State<Central>,
    Extension(caller): Extension<Caller>,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    check_version(&headers)?;
    let byte_count = number(&headers, tus::LENGTH)?;
    let hash = named(&headers).ok_or(Refusal::Header)?;
    let sending = Sending { client: caller.client, hash };
    let standing =
        central.off_the_loop(move |central| central.begin_upload(sending, byte_count)).await?;
    let mut told = told(&standing_told(standing));
    let at = format!("{}/{}", tus::PATH, hash.to_hex());
    told.extend(HeaderValue::from_str(&at).ok().map(|at| (header::LOCATION, at)));
    Ok((StatusCode::CREATED, told).into_response())
}

/// `HEAD`: how far a photo is.
pub(super) async fn standing(
    State(central): State<Central>,
    Extension(caller): Extension<Caller>,
    Named(hash): Named,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    check_version(&headers)?;
    let sending = sending(&caller, &hash)?;
    let standing = central.off_the_loop(move |central| central.upload_standing(sending)).await?;
    let mut told = told(&standing_told(standing));
    told.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok((StatusCode::OK, told).into_response())
}

/// `PATCH`: a piece of a photo.
pub(super) async fn piece(
    State(central): State<Central>,
    Extension(caller): Extension<Caller>,
    Named(hash): Named,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Refusal> {
    check_version(&headers)?;
    if headers.get(header::CONTENT_TYPE).is_none_or(|kind| kind != tus::CONTENT_TYPE) {
        return Err(Refusal::Type);
    }
    let sending = sending(&caller, &hash)?;
    let mut offset = number(&headers, tus::OFFSET)?;
    let mut pieces = body.into_data_stream();
    while let Some(piece) = pieces.next().await {
        let piece = piece.map_err(|_broken| Refusal::BrokeOff)?;
        let at = offset;
        offset =
            central.off_the_loop(move |central| central.append_upload(sending, at, &piece)).await?;
    }
    let standing = central.off_the_loop(move |central| central.upload_standing(sending)).await?;
    Ok((StatusCode::NO_CONTENT, told(&standing_told(standing))).into_response())
}

fn sending(caller: &Caller, hash: &str) -> Result<Sending, Refusal> {
    let hash = blake3::Hash::from_hex(hash).map_err(|_no_name| NotTaken::Unexpected)?;
    Ok(Sending { client: caller.client, hash })
}

fn check_version(headers: &HeaderMap) -> Result<(), Refusal> {
    let spoken = headers.get(tus::RESUMABLE).is_some_and(|version| version == tus::VERSION);
    if spoken { Ok(()) } else { Err(Refusal::Version) }
}

fn number(headers: &HeaderMap, name: &str) -> Result<u64, Refusal> {
    let value = headers.get(name).and_then(|value| value.to_str().ok());
    value.and_then(|value| value.parse().ok()).ok_or(Refusal::Header)
}

/// The hash in the metadata of a new upload.
fn named(headers: &HeaderMap) -> Option<blake3::Hash> {
    let metadata = headers.get(tus::METADATA)?.to_str().ok()?;
    let mut pairs = metadata.split(',').filter_map(|pair| pair.trim().split_once(' '));
    let (_, value) = pairs.find(|(key, _)| *key == tus::METADATA_HASH)?;
    let hash: [u8; 32] = STANDARD.decode(value).ok()?.try_into().ok()?;
    Some(blake3::Hash::from_bytes(hash))
}

fn standing_told(standing: Standing) -> Vec<(&'static str, String)> {
    let Standing { offset, byte_count, expires_at } = standing;
    let mut told = vec![(tus::OFFSET, offset.to_string()), (tus::LENGTH, byte_count.to_string())];
    told.extend(expires_at.and_then(http_date).map(|at| (tus::EXPIRES, at)));
    told
}

/// A time as HTTP writes it.
fn http_date(at: Timestamp) -> Option<String> {
    let at = jiff::Timestamp::from_millisecond(at.as_ms()).ok()?;
    DateTimePrinter::new().timestamp_to_rfc9110_string(&at).ok()
}

fn told(told: &[(&'static str, String)]) -> HeaderMap {
    let version = (HeaderName::from_static(tus::RESUMABLE), tus::VERSION.to_owned());
    let told = told.iter().map(|(name, value)| (HeaderName::from_static(name), value.clone()));
    let told = [version].into_iter().chain(told);
    told.filter_map(|(name, value)| Some((name, HeaderValue::from_str(&value).ok()?))).collect()
}
