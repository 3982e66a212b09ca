//! The page and the uploads, for as long as the link is open.

use std::collections::BTreeMap;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::extract::{ConnectInfo, DefaultBodyLimit, Path, Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post};
use axum::{Router, serve};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Serialize;
use tokio::net::TcpListener;
use tokio::sync::{Mutex, oneshot};
use trucban_domain::Entropy;

use crate::network::Network;
use crate::seal::{KEY_BYTES, SEAL_BYTES, Seal};

/// Bytes of the part of the address that nobody can guess.
const TOKEN_BYTES: usize = 16;
/// Wrong addresses after which the link ends: somebody is guessing.
const GUESSES: u32 = 30;
/// What the page may do: its own scripts, style and uploads, nothing of anybody else.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; \
                      base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const HTML: &str = include_str!("page/phone.html");
const STYLE: &str = include_str!("page/phone.css");
const SCRIPT: &str = include_str!("page/phone.js");

/// Takes the bytes of a photo. Whether it was taken. It may block.
pub type Keep = Arc<dyn Fn(Vec<u8>) -> bool + Send + Sync>;

/// The words of the page, and the scripts that seal.
#[derive(Clone)]
pub struct Page {
    /// The language of the words: `vi`, `en`.
    pub language: String,
    /// The words by name: `title`, `choose`, `sending`, `sent`, `not_taken`, `not_sent`, `no_key`.
    pub words: BTreeMap<String, String>,
    /// The library's modules by file name; `chacha.js` is the one that is begun with.
    pub modules: BTreeMap<String, Vec<u8>>,
}

/// A link that is to be opened.
pub struct Offer {
    /// In which network.
    pub network: Network,
    /// What the phone shows.
    pub page: Page,
    /// How long it stays open.
    pub lasts: Duration,
    /// The longest photo, bytes.
    pub photo_max: usize,
    /// Takes the photos.
    pub keep: Keep,
}

/// Why a link was not opened.
#[derive(Debug, thiserror::Error)]
pub enum NotOpened {
    /// The network's address cannot be listened on.
    #[error("no port of {network:?} can be listened on")]
    NoPort {
        /// The network.
        network: Network,
        /// What the system said.
        source: io::Error,
    },
}

/// A link that is open until it ends, is closed, or this value goes.
#[derive(Debug)]
pub struct Link {
    address: String,
    open: Arc<AtomicBool>,
    turn: Turn,
    _stop: oneshot::Sender<()>,
}

/// One photo at a time is opened and kept; whoever has the turn knows that none is being kept.
type Turn = Arc<Mutex<()>>;

struct Serving {
    network: Network,
    token: String,
    seal: Seal,
    page: Page,
    keep: Keep,
    guesses: AtomicU32,
    open: Arc<AtomicBool>,
    turn: Turn,
}

impl Link {
    /// Opens a link: the page is there when this is answered. Runs on the Tokio runtime of the caller.
    ///
    /// # Errors
    /// [`NotOpened`].
    pub async fn open(offer: Offer, entropy: &dyn Entropy) -> Result<Self, NotOpened> {
        let Offer { network, page, lasts, photo_max, keep } = offer;
        let failed = |source| NotOpened::NoPort { network, source };
        let listener = TcpListener::bind((network.address, 0)).await.map_err(failed)?;
        let at = listener.local_addr().map_err(failed)?;
        let (mut token, mut key) = ([0_u8; TOKEN_BYTES], [0_u8; KEY_BYTES]);
        entropy.fill(&mut token);
        entropy.fill(&mut key);
        let token = URL_SAFE_NO_PAD.encode(token);
        let address = format!("http://{at}/{token}/#{}", URL_SAFE_NO_PAD.encode(key));
        let (open, turn) = (Arc::new(AtomicBool::new(true)), Turn::default());
        let (stop, stopped) = oneshot::channel::<()>();
        let serving = Arc::new(Serving {
            network,
            token,
            seal: Seal::of(key),
            page,
            keep,
            guesses: AtomicU32::new(0),
            open: Arc::clone(&open),
            turn: Arc::clone(&turn),
        });
        let app = router(serving, photo_max).into_make_service_with_connect_info::<SocketAddr>();
        let is_open = Arc::clone(&open);
        tokio::spawn(async move {
            // Dropped where it stands when its time is over: a photo that is half here is sent again.
            tokio::select! {
                ended = serve(listener, app) => {
                    if let Err(error) = ended {
                        tracing::info!(%error, "the link to a phone ended");
                    }
                }
                () = tokio::time::sleep(lasts) => {}
                _gone = stopped => {}
            }
            is_open.store(false, Ordering::Release);
        });
        Ok(Self { address, open, turn, _stop: stop })
    }

    /// The address for the phone, key included. Never written anywhere but on the screen.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// Ends it. When this is answered nothing is taken any more, and whatever a phone was told to be kept
    /// has been given to [`Offer::keep`].
    pub async fn close(&self) {
        self.open.store(false, Ordering::Release);
        drop(self.turn.lock().await);
    }

    /// Whether it is still open.
    pub fn is_open(&self) -> bool {
        self.open.load(Ordering::Acquire)
    }
}

fn router(serving: Arc<Serving>, photo_max: usize) -> Router {
    Router::new()
        .route("/{token}/", get(page))
        .route("/{token}/phone.css", get(|| async { file("text/css", STYLE) }))
        .route("/{token}/phone.js", get(|| async { file("text/javascript", SCRIPT) }))
        .route("/{token}/seal/{module}", get(module))
        .route("/{token}/photos", post(photo))
        .fallback(|| async { StatusCode::NOT_FOUND })
        .layer(DefaultBodyLimit::max(photo_max.saturating_add(SEAL_BYTES)))
        .layer(from_fn_with_state(Arc::clone(&serving), guarded))
        .with_state(serving)
}

/// Answers nobody but those of the network who know the address; everybody else cannot tell that
/// there is anything.
async fn guarded(
    State(serving): State<Arc<Serving>>,
    ConnectInfo(from): ConnectInfo<SocketAddr>,
    request: Request,
    next: Next,
) -> Response {
    let near = match from {
        SocketAddr::V4(from) => serving.network.holds(*from.ip()),
        SocketAddr::V6(_) => false,
    };
    let token = request.uri().path().split('/').nth(1).unwrap_or_default();
    let known = same(token.as_bytes(), serving.token.as_bytes());
    if !known {
        let guessed = serving.guesses.fetch_add(1, Ordering::Relaxed);
        if guessed >= GUESSES {
            serving.open.store(false, Ordering::Release);
        }
    }
    let mut reply = if near && known && serving.open.load(Ordering::Acquire) {
        next.run(request).await
    } else {
        StatusCode::NOT_FOUND.into_response()
    };
    let headers = reply.headers_mut();
    for (name, value) in [
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::CACHE_CONTROL, "no-store"),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    reply
}

/// Whether two texts are the same, without telling by the time it takes how much of them is.
fn same(one: &[u8], other: &[u8]) -> bool {
    one.len() == other.len() && one.iter().zip(other).fold(0, |sum, (a, b)| sum | (a ^ b)) == 0
}

/// What the page reads of its words.
#[derive(Serialize)]
struct Words<'a> {
    language: &'a str,
    words: &'a BTreeMap<String, String>,
}

async fn page(State(serving): State<Arc<Serving>>) -> Response {
    let Page { language, words, .. } = &serving.page;
    let words = serde_json::to_string(&Words { language, words }).unwrap_or_default();
    // A word can end neither the element nor the text that it stands in.
    let words = words.replace('<', "\\u003c");
    file("text/html", HTML.replace("{words}", &words))
}

async fn module(
    State(serving): State<Arc<Serving>>,
    Path((_, name)): Path<(String, String)>,
) -> Response {
    match serving.page.modules.get(&name) {
        Some(script) => file("text/javascript", script.clone()),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

/// Takes one sealed photo. `204`: it is on disk. `422`: it is no photo that can be taken.
async fn photo(State(serving): State<Arc<Serving>>, sealed: Bytes) -> StatusCode {
    let _turn = serving.turn.lock().await;
    // It may have been closed while another photo had its turn.
    if !serving.open.load(Ordering::Acquire) {
        return StatusCode::NOT_FOUND;
    }
    let serving = Arc::clone(&serving);
    let kept = tokio::task::spawn_blocking(move || {
        let Some(photo) = serving.seal.open(&sealed) else { return StatusCode::FORBIDDEN };
        if (serving.keep)(photo) {
            StatusCode::NO_CONTENT
        } else {
            StatusCode::UNPROCESSABLE_ENTITY
        }
    });
    kept.await.unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
}

fn file(kind: &'static str, body: impl Into<Body>) -> Response {
    let kind = format!("{kind}; charset=utf-8");
    ([(header::CONTENT_TYPE, kind)], body.into()).into_response()
}
