//! A central that listens: TLS, plain HTTP, pokes, and coming to an end.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use futures_util::StreamExt;
use tokio::sync::oneshot;
use trucban_central::{Central, CentralError, Listen, serve};

use crate::harness::{Laptop, TestCentral, VY_DA};

struct Served {
    address: SocketAddr,
    stop: oneshot::Sender<()>,
    ended: tokio::task::JoinHandle<Result<(), CentralError>>,
}

async fn start(central: &Central, tls: Option<(PathBuf, PathBuf)>) -> Served {
    let (stop, stopped) = oneshot::channel::<()>();
    let (tell, told) = oneshot::channel();
    let listen = Listen { addr: "127.0.0.1:0".parse().unwrap(), tls };
    let serving = serve(
        central.clone(),
        listen,
        async {
            let _ = stopped.await;
        },
        |address| tell.send(address).unwrap(),
    );
    let ended = tokio::spawn(serving);
    Served { address: told.await.unwrap(), stop, ended }
}

fn certificate(folder: &Path) -> (PathBuf, PathBuf, String) {
    let made = rcgen::generate_simple_self_signed(vec!["localhost".to_owned()]).unwrap();
    let (cert, key) = (folder.join("cert.pem"), folder.join("key.pem"));
    std::fs::write(&cert, made.cert.pem()).unwrap();
    std::fs::write(&key, made.signing_key.serialize_pem()).unwrap();
    (cert, key, made.cert.pem())
}

fn client(authority: Option<&str>) -> reqwest::Client {
    let mut roots = rustls::RootCertStore::empty();
    if let Some(pem) = authority {
        use rustls::pki_types::pem::PemObject;
        let authority = rustls::pki_types::CertificateDer::from_pem_slice(pem.as_bytes());
        roots.add(authority.unwrap()).unwrap();
    }
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = rustls::ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    reqwest::Client::builder().tls_backend_preconfigured(config).no_proxy().build().unwrap()
}

/// Reads pokes until one tells `wanted`.
async fn wait_for_head(pokes: &mut (impl StreamExt<Item = String> + Unpin), wanted: u64) {
    let mut heard = String::new();
    let line = format!("event: head\ndata: {wanted}\n");
    while !heard.contains(&line) {
        heard.push_str(&pokes.next().await.unwrap_or_else(|| panic!("ended after {heard:?}")));
    }
}

async fn listen(served: &Served, laptop: &Laptop) -> impl StreamExt<Item = String> + Unpin + use<> {
    let url = format!("http://{}/sync/live", served.address);
    let response = client(None).get(url).bearer_auth(&laptop.enrolment.token).send().await.unwrap();
    assert_eq!(response.headers()["content-type"], "text/event-stream");
    let text = |piece: Result<bytes::Bytes, reqwest::Error>| {
        String::from_utf8(piece.unwrap().to_vec()).unwrap()
    };
    Box::pin(response.bytes_stream().map(text))
}

#[tokio::test]
async fn a_change_is_poked_to_everybody_who_listens() {
    let test = TestCentral::new();
    let laptop = test.official();
    let served = start(&test.central, None).await;
    let mut pokes = listen(&served, &laptop).await;
    wait_for_head(&mut pokes, 0).await;
    laptop.push(1, &[laptop.create(VY_DA)]).await.unwrap();
    wait_for_head(&mut pokes, 1).await;
    served.stop.send(()).unwrap();
    while pokes.next().await.is_some() {}
    served.ended.await.unwrap().unwrap();
}

#[tokio::test]
async fn tls_is_spoken_with_the_given_certificate() {
    let test = TestCentral::new();
    let (cert, key, pem) = certificate(test.folder.path());
    let served = start(&test.central, Some((cert, key))).await;
    let url = format!("https://localhost:{}/open311/v2/discovery.json", served.address.port());
    let answer = client(Some(&pem)).get(&url).send().await.unwrap();
    let body = answer.text().await.unwrap();
    let wanted = format!("https://localhost:{}/open311/v2", served.address.port());
    assert!(body.contains(&wanted), "{body}");
    assert!(client(None).get(&url).send().await.is_err(), "nobody trusts it by accident");
    served.stop.send(()).unwrap();
    served.ended.await.unwrap().unwrap();
}

#[tokio::test]
async fn plain_http_is_refused_where_others_can_reach_it() {
    let test = TestCentral::new();
    let listen = Listen { addr: "0.0.0.0:0".parse().unwrap(), tls: None };
    let refused = serve(test.central.clone(), listen, async {}, |_| {}).await;
    assert!(matches!(refused, Err(CentralError::PlainHttp(_))));
}

#[tokio::test]
async fn a_certificate_that_cannot_be_used_is_named_as_such() {
    let test = TestCentral::new();
    let garbled = test.folder.path().join("garbled.pem");
    std::fs::write(&garbled, "no certificate").unwrap();
    let missing = test.folder.path().join("missing.pem");
    for (path, is_file_error) in [(garbled, false), (missing, true)] {
        let tls = Some((path.clone(), path));
        let listen = Listen { addr: "127.0.0.1:0".parse().unwrap(), tls };
        let refused = serve(test.central.clone(), listen, async {}, |_| {}).await.unwrap_err();
        assert_eq!(matches!(refused, CentralError::File { .. }), is_file_error, "{refused}");
        assert_eq!(matches!(refused, CentralError::Certificate(_)), !is_file_error, "{refused}");
    }
}

#[tokio::test]
async fn an_address_that_is_taken_is_named() {
    let test = TestCentral::new();
    let served = start(&test.central, None).await;
    let listen = Listen { addr: served.address, tls: None };
    let refused = serve(test.central.clone(), listen, async {}, |_| {}).await;
    assert!(
        matches!(refused, Err(CentralError::Listen { address, .. }) if address == served.address)
    );
}
