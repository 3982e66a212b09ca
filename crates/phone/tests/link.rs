//! The link as a phone meets it: over HTTP, with what its page would send.
#![expect(clippy::unwrap_used, reason = "tests fail by panicking")]

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chacha20poly1305::aead::Aead as _;
use chacha20poly1305::{KeyInit as _, XChaCha20Poly1305};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use trucban_domain::Entropy;
use trucban_phone::{Link, Network, Offer, Page};

const LONG: Duration = Duration::from_mins(10);
const PHOTO_MAX: usize = 1_000;

/// Bytes that are the same in every run.
struct Fixed;

impl Entropy for Fixed {
    fn fill(&self, bytes: &mut [u8]) {
        bytes.fill(7);
    }
}

type Kept = Arc<Mutex<Vec<Vec<u8>>>>;

/// An open link, and the photos that came over it. Those that begin with `x` are not taken.
async fn link(lasts: Duration) -> (Link, Kept) {
    let kept = Kept::default();
    let into = Arc::clone(&kept);
    let offer = Offer {
        network: Network::LOOPBACK,
        page: Page {
            language: "vi".to_owned(),
            words: BTreeMap::from([("title".to_owned(), "Gửi ảnh </script>".to_owned())]),
            modules: BTreeMap::from([("chacha.js".to_owned(), b"export {}".to_vec())]),
        },
        lasts,
        photo_max: PHOTO_MAX,
        keep: Arc::new(move |photo| {
            let taken = !photo.starts_with(b"x");
            if taken {
                into.lock().unwrap().push(photo);
            }
            taken
        }),
    };
    (Link::open(offer, &Fixed).await.unwrap(), kept)
}

/// The parts of an address: host, path, key.
fn parts(link: &Link) -> (String, String, Vec<u8>) {
    let rest = link.address().strip_prefix("http://").unwrap();
    let (place, key) = rest.split_once('#').unwrap();
    let (host, path) = place.split_once('/').unwrap();
    (host.to_owned(), format!("/{path}"), URL_SAFE_NO_PAD.decode(key).unwrap())
}

/// Asks as a browser does; the status and all of the answer.
async fn ask(host: &str, method: &str, path: &str, body: &[u8]) -> (u16, String) {
    let mut stream = TcpStream::connect(host).await.unwrap();
    let head = format!(
        "{method} {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\nContent-Length: {}\r\n\r\n",
        body.len()
    );
    stream.write_all(&[head.as_bytes(), body].concat()).await.unwrap();
    let mut answer = Vec::new();
    // What was refused before it was read whole may end in a reset.
    let _ended = stream.read_to_end(&mut answer).await;
    let answer = String::from_utf8_lossy(&answer).into_owned();
    (answer.split(' ').nth(1).unwrap().parse().unwrap(), answer)
}

fn sealed(key: &[u8], photo: &[u8]) -> Vec<u8> {
    let nonce = [9_u8; 24];
    let key: [u8; 32] = key.try_into().unwrap();
    let seal = XChaCha20Poly1305::new(&key.into());
    [nonce.to_vec(), seal.encrypt(&nonce.into(), photo).unwrap()].concat()
}

#[tokio::test]
async fn a_phone_that_read_the_code_gets_the_page_and_hands_photos_over_sealed() {
    let (link, kept) = link(LONG).await;
    let (host, path, key) = parts(&link);
    let (status, page) = ask(&host, "GET", &path, b"").await;
    assert_eq!(status, 200);
    assert!(page.contains("Gửi ảnh \\u003c/script>"), "no word ends the element it stands in");
    assert!(page.to_lowercase().contains("content-security-policy: default-src 'none'"), "{page}");
    assert_eq!(ask(&host, "GET", &format!("{path}phone.js"), b"").await.0, 200);
    assert_eq!(ask(&host, "GET", &format!("{path}seal/chacha.js"), b"").await.0, 200);
    assert_eq!(ask(&host, "GET", &format!("{path}seal/other.js"), b"").await.0, 404);

    let photos = format!("{path}photos");
    assert_eq!(ask(&host, "POST", &photos, &sealed(&key, b"one")).await.0, 204);
    assert_eq!(ask(&host, "POST", &photos, &sealed(&key, b"x, no photo")).await.0, 422);
    assert_eq!(ask(&host, "POST", &photos, &sealed(&[8; 32], b"two")).await.0, 403);
    assert_eq!(
        ask(&host, "POST", &photos, b"three, in the clear, long enough for a seal").await.0,
        403
    );
    assert_eq!(ask(&host, "POST", &photos, &vec![0; PHOTO_MAX + 100]).await.0, 413);
    assert_eq!(*kept.lock().unwrap(), [b"one".to_vec()]);
}

#[tokio::test]
async fn whoever_guesses_finds_nothing_and_ends_the_link() {
    let (link, kept) = link(LONG).await;
    let (host, path, key) = parts(&link);
    for _ in 0..40 {
        assert_eq!(ask(&host, "GET", "/AAAAAAAAAAAAAAAAAAAAAA/", b"").await.0, 404);
    }
    assert!(!link.is_open());
    assert_eq!(ask(&host, "GET", &path, b"").await.0, 404);
    assert_eq!(ask(&host, "POST", &format!("{path}photos"), &sealed(&key, b"one")).await.0, 404);
    assert!(kept.lock().unwrap().is_empty());
}

#[tokio::test]
async fn a_closed_link_takes_nothing_more() {
    let (link, kept) = link(LONG).await;
    let (host, path, key) = parts(&link);
    link.close().await;
    assert!(!link.is_open());
    let photos = format!("{path}photos");
    assert_eq!(ask(&host, "POST", &photos, &sealed(&key, b"one")).await.0, 404);
    assert!(kept.lock().unwrap().is_empty());
}

#[tokio::test]
async fn a_link_ends_when_its_time_is_over_and_when_its_value_goes() {
    let (ended, _) = link(Duration::ZERO).await;
    let (host, ..) = parts(&ended);
    while TcpStream::connect(&host).await.is_ok() {
        tokio::task::yield_now().await;
    }
    let (gone, _) = link(LONG).await;
    let (host, ..) = parts(&gone);
    drop(gone);
    while TcpStream::connect(&host).await.is_ok() {
        tokio::task::yield_now().await;
    }
    assert!(!ended.is_open());
}
