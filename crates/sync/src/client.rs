//! The sync protocol over HTTP, as a laptop speaks it.
//!
//! Speaks to the enrolled address only: no proxy of the environment, no redirect, no authority but
//! the enrolled one. Every failure says whether waiting cures it ([`ClientError::trouble`] is
//! `None`) or a person must act.

mod error;
mod live;
mod uploads;

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use futures_util::StreamExt;
use reqwest::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, HeaderMap, HeaderValue, RANGE};
use reqwest::{Method, RequestBuilder, Response, StatusCode};
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use serde::Serialize;
use serde::de::DeserializeOwned;
use trucban_contract::wire::frame::Reader;
use trucban_contract::wire::pack::Pack;
use trucban_contract::wire::{
    self, Enrolment, Fault, HelloAsk, HelloReply, PullAsk, PullFrame, PushAsk, PushReply,
    SnapshotManifest,
};
use trucban_domain::{Scope, encoding};

pub use error::{ClientError, Trouble};
pub use live::Live;
pub(crate) use uploads::Answer;

/// How long to wait for a connection.
const CONNECT: Duration = Duration::from_secs(5);
/// How long a stream may be silent. Central's live stream says something every 15 seconds.
const SILENCE: Duration = Duration::from_secs(40);
/// A pack is cut off beyond this many bytes uncompressed: 16,384 rows of 4 KiB.
const PACK_MAX_BYTES: usize = 64 << 20;

/// A connection to the enrolled central. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Client {
    http: reqwest::Client,
    base: String,
}

impl Client {
    /// Prepares to speak to the central of `enrolment`. Opens no connection.
    ///
    /// # Errors
    /// [`ClientError::Enrolment`] if its address, authority or token cannot be used.
    pub fn new(enrolment: &Enrolment) -> Result<Self, ClientError> {
        let base = checked_base(&enrolment.url).ok_or(ClientError::Enrolment("url"))?;
        let mut headers = HeaderMap::new();
        let mut bearer = HeaderValue::from_str(&format!("Bearer {}", enrolment.token))
            .map_err(|_unprintable| ClientError::Enrolment("token"))?;
        bearer.set_sensitive(true);
        headers.insert(AUTHORIZATION, bearer);
        headers.insert(ACCEPT, HeaderValue::from_static(wire::CONTENT_TYPE));
        let http = reqwest::Client::builder()
            .tls_backend_preconfigured(trust(enrolment.ca_pem.as_deref())?)
            .default_headers(headers)
            .no_proxy()
            .redirect(reqwest::redirect::Policy::none())
            .connect_timeout(CONNECT)
            .read_timeout(SILENCE)
            .build()
            .map_err(ClientError::Http)?;
        Ok(Self { http, base })
    }

    /// Asks where central stands and what this laptop carries.
    pub async fn hello(&self, ask: &HelloAsk) -> Result<HelloReply, ClientError> {
        self.ask("/sync/hello", ask).await
    }

    /// Sends operations.
    pub async fn push(&self, ask: &PushAsk) -> Result<PushReply, ClientError> {
        self.ask("/sync/push", ask).await
    }

    /// Asks what to fetch to hold `scope` whole.
    pub async fn snapshot(&self, scope: &Scope) -> Result<SnapshotManifest, ClientError> {
        let response =
            self.send(self.request(Method::GET, &format!("/sync/snapshot/{scope}"))).await?;
        read(response).await
    }

    /// Fetches a pack and checks it against its name.
    ///
    /// # Errors
    /// [`ClientError::Garbled`] if the bytes are not the ones that the name promises.
    pub async fn pack(&self, hash: &str) -> Result<(Pack, u64), ClientError> {
        let response = self.send(self.request(Method::GET, &format!("/sync/packs/{hash}"))).await?;
        let bytes = response.bytes().await.map_err(ClientError::Http)?;
        if blake3::hash(&bytes).to_hex().as_str() != hash {
            return Err(ClientError::Garbled);
        }
        let plain = zstd::bulk::decompress(&bytes, PACK_MAX_BYTES)
            .map_err(|_cut_or_too_long| ClientError::Garbled)?;
        let pack = Pack::decode(&plain).map_err(|_not_a_pack| ClientError::Garbled)?;
        Ok((pack, bytes.len() as u64))
    }

    /// Fetches a picture, behind `half` of it that came before; what comes is added there, so that a
    /// fetch which is cut goes on where it ended. Its bytes are not checked here.
    ///
    /// # Errors
    /// [`ClientError::Garbled`] if it is longer than `max_bytes`.
    pub async fn blob(
        &self,
        hash: &str,
        half: &mut Vec<u8>,
        max_bytes: usize,
    ) -> Result<(), ClientError> {
        let mut request = self.request(Method::GET, &format!("/sync/blobs/{hash}"));
        if !half.is_empty() {
            request = request.header(RANGE, format!("bytes={}-", half.len()));
        }
        let mut response = self.send(request).await?;
        if response.status() != StatusCode::PARTIAL_CONTENT {
            half.clear();
        }
        while let Some(more) = response.chunk().await.map_err(ClientError::Http)? {
            if half.len() + more.len() > max_bytes {
                half.clear();
                return Err(ClientError::Garbled);
            }
            half.extend_from_slice(&more);
        }
        Ok(())
    }

    /// Asks for changes.
    pub async fn pull(&self, ask: &PullAsk) -> Result<Frames, ClientError> {
        let request = self.request(Method::POST, "/sync/pull").body(encoding::encode(ask));
        let response = self.send(request.header(CONTENT_TYPE, wire::CONTENT_TYPE)).await?;
        Ok(Frames { response, reader: Reader::default(), ended: false, bytes: 0 })
    }

    /// Listens for pokes.
    pub async fn live(&self) -> Result<Live, ClientError> {
        let request = self.request(Method::GET, "/sync/live").header(ACCEPT, "text/event-stream");
        Ok(Live::new(self.send(request).await?.bytes_stream().boxed()))
    }

    async fn ask<Q: Serialize + Sync, A: DeserializeOwned>(
        &self,
        path: &str,
        question: &Q,
    ) -> Result<A, ClientError> {
        let request = self.request(Method::POST, path).body(encoding::encode(question));
        read(self.send(request.header(CONTENT_TYPE, wire::CONTENT_TYPE)).await?).await
    }

    fn request(&self, method: Method, path: &str) -> RequestBuilder {
        self.http.request(method, format!("{}{path}", self.base))
    }

    async fn send(&self, request: RequestBuilder) -> Result<Response, ClientError> {
        let response = request.send().await.map_err(ClientError::Http)?;
        let status = response.status();
        if status.is_success() {
            return Ok(response);
        }
        let body = response.bytes().await.unwrap_or_default();
        Err(match encoding::decode::<Fault>(&body) {
            Ok(fault) => ClientError::Fault(fault.code),
            Err(_not_ours) if status.is_server_error() => ClientError::Broken,
            Err(_not_ours) => ClientError::NotCentral,
        })
    }
}

async fn read<A: DeserializeOwned>(response: Response) -> Result<A, ClientError> {
    let ours = response
        .headers()
        .get(CONTENT_TYPE)
        .is_some_and(|kind| kind.as_bytes() == wire::CONTENT_TYPE.as_bytes());
    let body: Bytes = response.bytes().await.map_err(ClientError::Http)?;
    match encoding::decode(&body) {
        Ok(answer) => Ok(answer),
        Err(_garbled) if ours => Err(ClientError::Garbled),
        Err(_garbled) => Err(ClientError::NotCentral),
    }
}

/// The frames of an answer to a pull, as they arrive.
#[derive(Debug)]
pub struct Frames {
    response: Response,
    reader: Reader,
    ended: bool,
    bytes: u64,
}

impl Frames {
    /// Bytes that have come so far.
    pub const fn bytes(&self) -> u64 {
        self.bytes
    }

    /// The next frame; `None` after the end.
    ///
    /// # Errors
    /// [`ClientError::Garbled`] if the answer stops before its end or cannot be read.
    pub async fn next(&mut self) -> Result<Option<PullFrame>, ClientError> {
        loop {
            let frame =
                self.reader.next_frame::<PullFrame>().map_err(|_not_ours| ClientError::Garbled)?;
            if let Some(frame) = frame {
                self.ended = matches!(frame, PullFrame::End(_));
                return Ok(Some(frame));
            }
            if self.ended {
                return Ok(None);
            }
            match self.response.chunk().await.map_err(ClientError::Http)? {
                Some(bytes) => {
                    self.bytes += bytes.len() as u64;
                    self.reader.feed(&bytes);
                }
                None => return Err(ClientError::Garbled),
            }
        }
    }
}

/// The address without a slash at its end. Plain HTTP is taken on this machine only.
fn checked_base(url: &str) -> Option<String> {
    let parsed = reqwest::Url::parse(url).ok()?;
    let host = parsed.host_str()?;
    let local = matches!(host, "127.0.0.1" | "localhost" | "[::1]");
    let allowed = parsed.scheme() == "https" || (parsed.scheme() == "http" && local);
    allowed.then(|| parsed.as_str().trim_end_matches('/').to_owned())
}

fn trust(ca_pem: Option<&str>) -> Result<rustls::ClientConfig, ClientError> {
    let mut roots = rustls::RootCertStore::empty();
    for certificate in CertificateDer::pem_slice_iter(ca_pem.unwrap_or_default().as_bytes()) {
        let certificate = certificate.map_err(|_not_pem| ClientError::Enrolment("ca_pem"))?;
        roots.add(certificate).map_err(|_not_a_certificate| ClientError::Enrolment("ca_pem"))?;
    }
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let versions = rustls::ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|_no_such_version| ClientError::Enrolment("ca_pem"))?;
    Ok(versions.with_root_certificates(roots).with_no_client_auth())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_http_is_taken_on_this_machine_only() {
        assert_eq!(checked_base("http://127.0.0.1:80/").as_deref(), Some("http://127.0.0.1"));
        assert_eq!(checked_base("https://central.hue/").as_deref(), Some("https://central.hue"));
        for url in ["http://central.hue", "ftp://127.0.0.1", "central.hue", ""] {
            assert_eq!(checked_base(url), None, "{url}");
        }
    }
}
