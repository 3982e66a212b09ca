//! Uploads of photos, by tus 1.0 as `trucban_contract::wire::tus` has it.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use reqwest::header::CONTENT_TYPE;
use reqwest::{Method, RequestBuilder, Response, StatusCode};
use trucban_contract::wire::{Fault, tus};
use trucban_domain::encoding;
use trucban_store::PictureHash;

use super::{Client, ClientError};

/// What central answers about an upload.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Answer {
    /// So much of it is there, on disk.
    At(u64),
    /// The piece does not begin where central is.
    Elsewhere,
    /// It is not taken, now and as it is.
    NotTaken,
}

impl Client {
    /// Begins to send a picture, or goes on with it: answers how much of it is there.
    pub(crate) async fn begin_upload(
        &self,
        hash: PictureHash,
        byte_count: u64,
    ) -> Result<Answer, ClientError> {
        let metadata = format!("{} {}", tus::METADATA_HASH, STANDARD.encode(hash.bytes()));
        let request = self
            .request(Method::POST, tus::PATH)
            .header(tus::LENGTH, byte_count)
            .header(tus::METADATA, metadata);
        told(request).await
    }

    /// Sends a piece of a picture that begins at `offset`. The answer that all of it is there comes once
    /// central has checked it and holds it durably.
    pub(crate) async fn send_piece(
        &self,
        hash: PictureHash,
        offset: u64,
        piece: Vec<u8>,
    ) -> Result<Answer, ClientError> {
        let request = self
            .request(Method::PATCH, &format!("{}/{hash}", tus::PATH))
            .header(CONTENT_TYPE, tus::CONTENT_TYPE)
            .header(tus::OFFSET, offset)
            .body(piece);
        told(request).await
    }
}

async fn told(request: RequestBuilder) -> Result<Answer, ClientError> {
    let request = request.header(tus::RESUMABLE, tus::VERSION);
    let response = request.send().await.map_err(ClientError::Http)?;
    let status = response.status();
    // Whatever else answers at that address does not speak this.
    let speaks = response.headers().contains_key(tus::RESUMABLE);
    match status {
        StatusCode::CREATED | StatusCode::NO_CONTENT if speaks => {
            offset(&response).map(Answer::At).ok_or(ClientError::Garbled)
        }
        StatusCode::CONFLICT if speaks => Ok(Answer::Elsewhere),
        status if speaks && status.is_client_error() && status != StatusCode::BAD_REQUEST => {
            Ok(Answer::NotTaken)
        }
        status if speaks && status.is_server_error() => Err(ClientError::Broken),
        status => {
            let body = response.bytes().await.unwrap_or_default();
            Err(match encoding::decode::<Fault>(&body) {
                Ok(fault) => ClientError::Fault(fault.code),
                Err(_not_ours) if status.is_server_error() => ClientError::Broken,
                Err(_not_ours) if speaks => ClientError::Garbled,
                Err(_not_ours) => ClientError::NotCentral,
            })
        }
    }
}

fn offset(response: &Response) -> Option<u64> {
    response.headers().get(tus::OFFSET)?.to_str().ok()?.parse().ok()
}
