//! Listening: TLS, or plain HTTP on loopback, until told to stop.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use axum::{Extension, Router};
use axum_server::Handle;
use axum_server::tls_rustls::RustlsConfig;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};

use crate::central::Central;
use crate::error::{CentralError, file_error};
use crate::routes::Scheme;

/// How long requests that are under way may take once central was told to stop.
const GRACE: Duration = Duration::from_secs(10);
/// How long a caller may take to send the head of a request.
const HEAD_WITHIN: Duration = Duration::from_secs(30);

/// Where to listen.
#[derive(Debug, Clone)]
pub struct Listen {
    /// Address; port 0 takes a free one.
    pub addr: SocketAddr,
    /// Certificate chain and private key, PEM files; `None` for plain HTTP.
    pub tls: Option<(PathBuf, PathBuf)>,
}

/// Serves `central` until `stop` is over; then lets what is under way come to its end.
///
/// `bound` is told the address as soon as it is listened on.
///
/// # Errors
/// [`CentralError::PlainHttp`] for plain HTTP on an address that others can reach,
/// [`CentralError::Certificate`] and [`CentralError::Listen`] where those cannot be used.
pub async fn serve(
    central: Central,
    listen: Listen,
    stop: impl Future<Output = ()> + Send,
    bound: impl FnOnce(SocketAddr) + Send,
) -> Result<(), CentralError> {
    let Listen { addr, tls } = listen;
    if tls.is_none() && !addr.ip().is_loopback() {
        return Err(CentralError::PlainHttp(addr));
    }
    let failed = |cause| CentralError::Listen { address: addr, cause };
    let tls = tls.as_ref().map(|(chain, key)| certificate(chain, key)).transpose()?;
    let listener = std::net::TcpListener::bind(addr).map_err(failed)?;
    let local = listener.local_addr().map_err(failed)?;
    let handle = Handle::new();
    let scheme = if tls.is_some() { Scheme::Https } else { Scheme::Http };
    let app: Router = central.router().layer(Extension(scheme));
    let service = app.into_make_service();
    let mut server = axum_server::from_tcp(listener).map_err(failed)?.handle(handle.clone());
    server.http_builder().http1().header_read_timeout(HEAD_WITHIN);
    bound(local);
    let stopping = async {
        stop.await;
        central.close_streams();
        handle.graceful_shutdown(Some(GRACE));
    };
    let serving = async {
        match tls {
            Some(config) => {
                let tls = axum_server::tls_rustls::RustlsAcceptor::new(config);
                server.acceptor(tls).serve(service).await
            }
            None => server.serve(service).await,
        }
    };
    tokio::pin!(serving);
    tokio::select! {
        ended = &mut serving => return ended.map_err(failed),
        () = stopping => {}
    }
    serving.await.map_err(failed)
}

fn certificate(chain: &PathBuf, key: &PathBuf) -> Result<RustlsConfig, CentralError> {
    let read = |path: &PathBuf| std::fs::read(path).map_err(file_error(path));
    let unusable = |cause| CentralError::Certificate(cause);
    let chain = CertificateDer::pem_slice_iter(&read(chain)?)
        .collect::<Result<Vec<_>, _>>()
        .map_err(|cause| unusable(Box::new(cause)))?;
    let key =
        PrivateKeyDer::from_pem_slice(&read(key)?).map_err(|cause| unusable(Box::new(cause)))?;
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let mut config = rustls::ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|cause| unusable(Box::new(cause)))?
        .with_no_client_auth()
        .with_single_cert(chain, key)
        .map_err(|cause| unusable(Box::new(cause)))?;
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Ok(RustlsConfig::from_config(Arc::new(config)))
}
