//! Central itself: its folder, its clock, and who is told that something changed.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::watch;
use trucban_domain::{Clock, Entropy, Timestamp};
use trucban_geo::WardIndex;

use crate::error::CentralError;
use crate::store::{Store, head};

/// What central needs to open.
pub struct OpenCentral {
    /// Where the database and the packs lie; made if it is not there.
    pub folder: PathBuf,
    /// Tells the time.
    pub clock: Arc<dyn Clock>,
    /// Gives keys and tokens their random part.
    pub entropy: Arc<dyn Entropy>,
}

/// The central API. Cheap to clone; all clones are one.
#[derive(Clone)]
pub struct Central(Arc<Inner>);

struct Inner {
    store: Store,
    folder: PathBuf,
    clock: Arc<dyn Clock>,
    entropy: Arc<dyn Entropy>,
    wards: WardIndex,
    head: watch::Sender<u64>,
    closing: watch::Sender<bool>,
    appending: Mutex<()>,
}

impl Central {
    /// Opens the database in the folder, or makes a new one with a life of its own.
    ///
    /// # Errors
    /// If the folder cannot be written, the database is damaged, or it is of a newer build.
    pub fn open(open: OpenCentral) -> Result<Self, CentralError> {
        let OpenCentral { folder, clock, entropy } = open;
        let store = Store::open(&folder)?;
        let seq = store.write(|tx| {
            head::begin(tx, clock.now(), entropy.as_ref())?;
            Ok::<_, CentralError>(head::read(tx)?.seq)
        })?;
        Ok(Self(Arc::new(Inner {
            store,
            folder,
            clock,
            entropy,
            wards: WardIndex::shipped()?,
            head: watch::Sender::new(seq),
            closing: watch::Sender::new(false),
            appending: Mutex::default(),
        })))
    }

    pub(crate) fn store(&self) -> &Store {
        &self.0.store
    }

    pub(crate) fn folder(&self) -> &Path {
        &self.0.folder
    }

    pub(crate) fn now(&self) -> Timestamp {
        self.0.clock.now()
    }

    pub(crate) fn entropy(&self) -> &dyn Entropy {
        self.0.entropy.as_ref()
    }

    pub(crate) fn wards(&self) -> &WardIndex {
        &self.0.wards
    }

    /// Tells everybody who listens that the head is `seq`.
    pub(crate) fn announce(&self, seq: u64) {
        self.0.head.send_if_modified(|known| {
            let newer = seq > *known;
            *known = seq.max(*known);
            newer
        });
    }

    pub(crate) fn head_changes(&self) -> watch::Receiver<u64> {
        self.0.head.subscribe()
    }

    /// Ends every stream that would otherwise stay open for as long as central runs.
    pub(crate) fn close_streams(&self) {
        self.0.closing.send_replace(true);
    }

    pub(crate) fn closing(&self) -> watch::Receiver<bool> {
        self.0.closing.subscribe()
    }

    /// Held while bytes of an upload are added, so that two connections never add at one place.
    pub(crate) fn appending(&self) -> MutexGuard<'_, ()> {
        self.0.appending.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Runs `work`, which waits for the disk, where waiting holds nobody up.
    pub(crate) async fn off_the_loop<T, E>(
        &self,
        work: impl FnOnce(&Self) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<CentralError> + Send + 'static,
    {
        let central = self.clone();
        tokio::task::spawn_blocking(move || work(&central))
            .await
            .unwrap_or_else(|cause| Err(CentralError::Worker(cause).into()))
    }
}
