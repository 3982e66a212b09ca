//! A central of one's own: the real program's parts, on this machine, in a folder that goes with it.
//!
//! It can be stopped and started again at the same address with the same data, or killed in the
//! middle of what it does. Its clock stands in the test's hand.

mod door;
mod grants;
mod life;
mod months;
mod running;
mod tls;

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context as _, Result};
use tempfile::TempDir;
use trucban_central::{Central, EnrollAsk, OpenCentral};
use trucban_contract::wire::Enrolment;
use trucban_domain::{ClientId, Role, UnitCode, WardCode};

use crate::chance::{HandClock, MORNING, SeededEntropy};
use running::Running;

pub use door::{Posted, numbered, post, stored};
pub use tls::Identity;

/// Phường Vỹ Dạ.
pub const VY_DA: WardCode = WardCode(19_777);
/// Phường Thuận Hóa.
pub const THUAN_HOA: WardCode = WardCode(19_789);

/// A central with its folder.
pub struct World {
    folder: PathBuf,
    /// The folder that goes with central, where central is new.
    keeps: Option<TempDir>,
    /// Central's clock.
    pub clock: Arc<HandClock>,
    entropy: Arc<SeededEntropy>,
    identity: Option<Identity>,
    address: Option<SocketAddr>,
    running: Option<Running>,
    key: Option<String>,
}

impl World {
    /// A central that is not started yet; everything random in it comes from `seed`.
    pub fn new(seed: u64) -> Result<Self> {
        let folder = crate::folder()?;
        let mut world = Self::at(folder.path(), seed);
        world.keeps = Some(folder);
        Ok(world)
    }

    /// The central whose things lie in `folder`, not started.
    pub fn at(folder: &Path, seed: u64) -> Self {
        Self {
            folder: folder.to_owned(),
            keeps: None,
            clock: Arc::new(HandClock::new(MORNING)),
            entropy: Arc::new(SeededEntropy::new(seed ^ 0x00ce_0000)),
            identity: None,
            address: None,
            running: None,
            key: None,
        }
    }

    /// Tells where this central answers, or will answer.
    pub fn set_address(&mut self, address: SocketAddr) {
        self.address = Some(address);
    }

    /// A central that is started, on plain HTTP.
    pub async fn started(seed: u64) -> Result<Self> {
        let mut world = Self::new(seed)?;
        world.start().await?;
        Ok(world)
    }

    /// A central that is started and shows `identity`.
    pub async fn started_as(seed: u64, identity: Identity) -> Result<Self> {
        let mut world = Self::new(seed)?;
        world.identity = Some(identity);
        world.start().await?;
        Ok(world)
    }

    /// Starts it, where it was before if it was started before.
    pub async fn start(&mut self) -> Result<()> {
        let tls = match &self.identity {
            Some(identity) => Some(identity.write(&self.folder)?),
            None => None,
        };
        let address = self.address.unwrap_or(SocketAddr::from(([127, 0, 0, 1], 0)));
        let running = Running::start(self.open()?, address, tls).await?;
        self.address = Some(running.address());
        self.running = Some(running);
        Ok(())
    }

    /// Stops it; what is under way comes to its end.
    pub async fn stop(&mut self) -> Result<()> {
        match self.running.take() {
            Some(running) => running.stop().await,
            None => Ok(()),
        }
    }

    /// Ends it at once: connections break off, and nothing that is under way is answered.
    pub async fn kill(&mut self) -> Result<()> {
        match self.running.take() {
            Some(running) => running.kill().await,
            None => Ok(()),
        }
    }

    /// Another handle on its data, for what its command line does.
    pub fn open(&self) -> Result<Central> {
        let open = OpenCentral {
            folder: self.data(),
            clock: Arc::clone(&self.clock) as _,
            entropy: Arc::clone(&self.entropy) as _,
        };
        Ok(Central::open(open)?)
    }

    /// Where its data lie.
    pub fn data(&self) -> PathBuf {
        self.folder.join("central")
    }

    /// The folder of its things.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Where it answers.
    pub fn address(&self) -> Result<SocketAddr> {
        self.address.context("central was never started")
    }

    /// The address that laptops are given.
    pub fn url(&self) -> Result<String> {
        let address = self.address()?;
        Ok(match &self.identity {
            Some(_) => format!("https://localhost:{}", address.port()),
            None => format!("http://{address}"),
        })
    }

    /// Enrols a device of `role` for `wards`; its operator is called `name`.
    pub fn enrol(&self, name: &str, role: Role, wards: &[WardCode]) -> Result<Enrolment> {
        let units = match role {
            Role::HandlingUnit => vec![UnitCode("hepco".to_owned())],
            _ => Vec::new(),
        };
        let ask = EnrollAsk {
            url: self.url()?,
            ca_pem: self.identity.as_ref().map(|identity| identity.authority().to_owned()),
            operator_name: name.to_owned(),
            role,
            wards: wards.to_vec(),
            units,
        };
        Ok(self.open()?.enroll(ask)?)
    }

    /// Enrols an official of Vỹ Dạ.
    pub fn enrol_official(&self, name: &str) -> Result<Enrolment> {
        self.enrol(name, Role::WardOfficial, &[VY_DA])
    }

    /// Takes a device's token back.
    pub fn revoke(&self, client: ClientId) -> Result<()> {
        Ok(self.open()?.revoke(client)?)
    }
}
