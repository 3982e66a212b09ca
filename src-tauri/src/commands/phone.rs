//! Photos from a phone: the link is opened, read and ended here; the photos are kept as any other.

use std::collections::BTreeMap;
use std::net::Ipv4Addr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tauri::{AppHandle, State};
use trucban_contract::ipc::{
    ClosePhoneLink, CommandError, DrawnCode, ErrorCode, KeptPhoto, Language, OpenPhoneLink,
    PhoneLink, PhonePhotos, ReadPhoneLink, Topic,
};
use trucban_domain::photo::PHOTO_MAX_BYTES;
use trucban_host::SystemEntropy;
use trucban_phone::{Code, Link, Network, Offer, Page, networks};

use super::Shared;
use super::photos::keep;
use crate::failure::failure;

/// How long a link stays open.
const LASTS: Duration = Duration::from_mins(10);
/// Where the page's library lies among the window's files, and its modules.
const FOLDER: &str = "vendor/ciphers/";
const MODULES: [&str; 4] = ["chacha.js", "_arx.js", "_poly1305.js", "utils.js"];

/// The links that nobody has closed; at most the newest one is open.
#[derive(Default)]
pub struct Phone {
    /// The address to serve from, where one was named on the command line.
    address: Option<Ipv4Addr>,
    links: Mutex<BTreeMap<u32, Arc<Linked>>>,
}

struct Linked {
    link: Link,
    kept: Arc<Mutex<Vec<KeptPhoto>>>,
}

impl Linked {
    fn photos(&self) -> PhonePhotos {
        let photos = self.kept.lock().unwrap_or_else(PoisonError::into_inner).clone();
        PhonePhotos { open: self.link.is_open(), photos }
    }
}

/// What is told of a link that is not there.
const GONE: PhonePhotos = PhonePhotos { open: false, photos: Vec::new() };

impl Phone {
    /// No link yet; `address` in place of that of a local network.
    pub fn at(address: Option<Ipv4Addr>) -> Self {
        Self { address, ..Self::default() }
    }

    fn network(&self) -> Option<Network> {
        match self.address {
            Some(address) if address.is_loopback() => Some(Network::LOOPBACK),
            Some(address) => networks().into_iter().find(|network| network.address == address),
            None => networks().into_iter().next(),
        }
    }

    fn links(&self) -> MutexGuard<'_, BTreeMap<u32, Arc<Linked>>> {
        self.links.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn newest(&self) -> Option<(u32, Arc<Linked>)> {
        self.links().last_key_value().map(|(number, linked)| (*number, Arc::clone(linked)))
    }
}

/// Handles [`OpenPhoneLink`].
#[tauri::command]
pub async fn open_phone_link(
    app: AppHandle,
    shared: Shared<'_>,
    phone: State<'_, Phone>,
    args: OpenPhoneLink,
) -> Result<PhoneLink, CommandError> {
    let none = || failure(ErrorCode::Precondition, "error.phone_no_network");
    let network = phone.network().ok_or_else(none)?;
    let kept = Arc::new(Mutex::new(Vec::new()));
    let now = shared.console.opened()?.now();
    let (console, topics) = (Arc::clone(&shared.console), shared.topics.clone());
    let into = Arc::clone(&kept);
    let take = move |bytes: Vec<u8>| {
        let taken = console.opened().and_then(|open| keep(open, &bytes));
        match taken {
            Ok(photo) => {
                into.lock().unwrap_or_else(PoisonError::into_inner).push(photo);
                topics.changed(&[Topic::Phone]);
                true
            }
            Err(error) => {
                tracing::info!(text = error.text, "a photo from a phone was not taken");
                false
            }
        }
    };
    let language = match args.language {
        Language::Vi => "vi",
        Language::En => "en",
    };
    let offer = Offer {
        network,
        page: Page { language: language.to_owned(), words: args.words, modules: modules(&app) },
        lasts: LASTS,
        photo_max: usize::try_from(PHOTO_MAX_BYTES).unwrap_or(usize::MAX),
        keep: Arc::new(take),
    };
    // An earlier one ends before another begins; what came over it is told when it is closed.
    let newest = phone.newest();
    if let Some((_, earlier)) = &newest {
        earlier.link.close().await;
    }
    let opened = Link::open(offer, &SystemEntropy).await;
    let link = opened.map_err(|error| {
        tracing::info!(%error, "no link to a phone");
        none()
    })?;
    let address = link.address().to_owned();
    // An address has far fewer letters than a code takes.
    let code = Code::of(&address).ok_or_else(none)?;
    let number = newest.map_or(0, |(number, _)| number + 1);
    phone.links().insert(number, Arc::new(Linked { link, kept }));
    Ok(PhoneLink {
        number,
        address,
        code: DrawnCode { side: code.side, path: code.path },
        ends_at: now.plus_ms(i64::try_from(LASTS.as_millis()).unwrap_or(i64::MAX)),
    })
}

/// Handles [`ReadPhoneLink`].
#[tauri::command]
pub async fn read_phone_link(
    phone: State<'_, Phone>,
    args: ReadPhoneLink,
) -> Result<PhonePhotos, CommandError> {
    Ok(phone.links().get(&args.number).map_or(GONE, |linked| linked.photos()))
}

/// Handles [`ClosePhoneLink`].
#[tauri::command]
pub async fn close_phone_link(
    phone: State<'_, Phone>,
    args: ClosePhoneLink,
) -> Result<PhonePhotos, CommandError> {
    let linked = phone.links().remove(&args.number);
    let Some(linked) = linked else { return Ok(GONE) };
    linked.link.close().await;
    Ok(linked.photos())
}

/// The modules that seal, from the window's own files.
fn modules(app: &AppHandle) -> BTreeMap<String, Vec<u8>> {
    let files = app.asset_resolver();
    let module = |name: &str| Some((name.to_owned(), files.get(format!("{FOLDER}{name}"))?.bytes));
    MODULES.into_iter().filter_map(module).collect()
}
