//! A console without its window: a data folder, the store in it, the engine that turns it, and the
//! hand that acts.
//!
//! [`Laptop::sync`] goes to rest or fails, once; [`Laptop::start`] lets the engine run on as it does
//! behind the window. A laptop can be closed and opened again, as often as a test likes.

mod act;
mod heard;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context as _, Result, bail};
use tempfile::TempDir;
use tokio::sync::watch;
use trucban_contract::wire::Enrolment;
use trucban_domain::{IncidentId, OperationId};
use trucban_store::{
    Access, KeyPreference, OpenStore, OutboxEntry, PictureHash, Store, StoreError,
};
use trucban_sync::{Engine, EngineParts, EngineState};

use crate::chance::{HandClock, MORNING, SeededEntropy};
use heard::Heard;

pub use act::{ACCEPT, misread, note};

/// The build that the tests' laptops name.
pub const BUILD: &str = "0.1.0-test";
/// How long anything may take before a test gives up.
const PATIENCE: Duration = Duration::from_secs(20);

/// A laptop.
pub struct Laptop {
    data: PathBuf,
    /// The folder that goes with the laptop, where the laptop is new.
    keeps: Option<TempDir>,
    /// Who is enrolled on it, and where it finds central.
    pub enrolment: Enrolment,
    /// Its clock.
    pub clock: Arc<HandClock>,
    entropy: Arc<SeededEntropy>,
    heard: Arc<Heard>,
    store: Option<Store>,
    engine: Option<Engine>,
}

impl Laptop {
    /// A new laptop with an open store. Its randomness comes from `seed`.
    pub fn new(enrolment: Enrolment, seed: u64) -> Result<Self> {
        let folder = crate::folder()?;
        let mut laptop = Self::at(&folder.path().join("data"), enrolment, seed)?;
        laptop.keeps = Some(folder);
        Ok(laptop)
    }

    /// The laptop whose store lies in `data`.
    pub fn at(data: &Path, enrolment: Enrolment, seed: u64) -> Result<Self> {
        let mut laptop = Self {
            data: data.to_owned(),
            keeps: None,
            enrolment,
            clock: Arc::new(HandClock::new(MORNING)),
            entropy: Arc::new(SeededEntropy::new(seed ^ 0x001a_0000)),
            heard: Arc::default(),
            store: None,
            engine: None,
        };
        laptop.open()?;
        Ok(laptop)
    }

    /// A laptop with a copy of the data folder of `other`, which is closed.
    pub fn copied(other: &Self, seed: u64) -> Result<Self> {
        let folder = crate::folder()?;
        let data = folder.path().join("data");
        std::fs::create_dir(&data)?;
        for file in std::fs::read_dir(other.data())? {
            let file = file?;
            std::fs::copy(file.path(), data.join(file.file_name()))?;
        }
        let mut laptop = Self::at(&data, other.enrolment.clone(), seed)?;
        laptop.keeps = Some(folder);
        Ok(laptop)
    }

    /// Where the store lies.
    pub fn data(&self) -> &Path {
        &self.data
    }

    /// The open store.
    ///
    /// # Panics
    /// If the laptop is closed.
    #[expect(clippy::expect_used, reason = "a test that asks a closed laptop is wrong")]
    pub fn store(&self) -> &Store {
        self.store.as_ref().expect("the laptop is open")
    }

    /// Opens the store.
    pub fn open(&mut self) -> Result<(), StoreError> {
        self.store = Some(Store::open(OpenStore {
            folder: &self.data,
            key: KeyPreference::FileOnly,
            build: BUILD,
            entropy: Arc::clone(&self.entropy) as _,
            access: Access::Owner,
        })?);
        Ok(())
    }

    /// Ends the engine and closes the store.
    pub async fn close(&mut self) {
        self.stop().await;
        self.store = None;
    }

    /// Closes it and opens it again.
    pub async fn reopen(&mut self) -> Result<()> {
        self.close().await;
        Ok(self.open()?)
    }

    /// Lets the engine run until [`stop`](Self::stop).
    pub async fn start(&mut self) -> Result<()> {
        self.start_after(Duration::ZERO).await
    }

    /// As [`start`](Self::start), after a while or as soon as there is something to do.
    pub async fn start_after(&mut self, after: Duration) -> Result<()> {
        self.stop().await;
        self.engine = Some(Engine::spawn(self.parts(), after)?);
        Ok(())
    }

    /// Ends the engine; what it was exchanging breaks off.
    pub async fn stop(&mut self) {
        if let Some(engine) = self.engine.take() {
            engine.stop().await;
        }
    }

    /// Exchanges everything, or fails in the attempt; tells where it ended.
    pub async fn sync(&self) -> Result<EngineState> {
        let once = Engine::sync_once(self.parts());
        Ok(tokio::time::timeout(PATIENCE, once).await.context("the sync to end")??)
    }

    /// Exchanges everything.
    ///
    /// # Errors
    /// If it ends anywhere but at rest.
    pub async fn sync_to_rest(&self) -> Result<()> {
        let state = self.sync().await?;
        if !state.at_rest {
            bail!("{} did not come to rest: {:?}", self.enrolment.operator.name, state.link);
        }
        Ok(())
    }

    /// Where the running engine stands.
    pub fn state(&self) -> Result<EngineState> {
        Ok(self.engine.as_ref().context("the engine runs")?.state())
    }

    /// Asks the running engine to try now, as the person does who presses the button.
    pub fn ask(&self) -> Result<()> {
        self.engine.as_ref().context("the engine runs")?.sync_now();
        Ok(())
    }

    /// Fetches pictures that somebody looks at before all others.
    pub fn look_at(&self, pictures: &[PictureHash]) -> Result<()> {
        self.engine.as_ref().context("the engine runs")?.show_pictures(pictures.to_vec());
        Ok(())
    }

    /// Waits until `holds` of store and engine, which is asked again whenever either may have
    /// changed.
    pub async fn until(
        &self,
        what: &str,
        mut holds: impl FnMut(&Store, &EngineState) -> Result<bool>,
    ) -> Result<()> {
        let engine = self.engine.as_ref().context("the engine runs")?;
        let (mut state, mut heard) = (engine.watch(), self.heard.follow());
        let waiting = async {
            loop {
                let now = state.borrow_and_update().clone();
                heard.mark_unchanged();
                if holds(self.store(), &now)? {
                    return Ok(());
                }
                changed(&mut state, &mut heard).await?;
            }
        };
        match tokio::time::timeout(PATIENCE, waiting).await {
            Ok(held) => held,
            Err(_elapsed) => bail!(
                "{} waited for {what}; it stands at {:?}",
                self.enrolment.operator.name,
                engine.state()
            ),
        }
    }

    /// Waits until the running engine has let in the report.
    pub async fn until_it_has(&self, id: IncidentId) -> Result<()> {
        self.until("the report to arrive", |store, _| Ok(store.incident(id)?.is_some())).await
    }

    /// Waits until central has answered the act and its effect is among central's rows here.
    pub async fn until_answered(&self, op: OperationId) -> Result<OutboxEntry> {
        self.until("an answer to the act", |store, _| {
            let entry = store.operation(op)?.context("the act is in the outbox")?;
            let acked = store.position()?.acked_client_seq;
            Ok(entry.result.is_some() && acked >= entry.client_seq)
        })
        .await?;
        self.entry(op)
    }

    /// The outbox's line on an act.
    pub fn entry(&self, op: OperationId) -> Result<OutboxEntry> {
        self.store().operation(op)?.context("the act is in the outbox")
    }

    fn parts(&self) -> EngineParts {
        EngineParts {
            store: self.store().clone(),
            enrolment: self.enrolment.clone(),
            clock: Arc::clone(&self.clock) as _,
            entropy: Arc::clone(&self.entropy) as _,
            build: BUILD.to_owned(),
            observer: Arc::clone(&self.heard) as _,
        }
    }
}

async fn changed(
    state: &mut watch::Receiver<EngineState>,
    heard: &mut watch::Receiver<u64>,
) -> Result<()> {
    tokio::select! {
        changed = state.changed() => changed.context("the engine has ended"),
        changed = heard.changed() => changed.context("nobody tells of changes"),
    }
}
