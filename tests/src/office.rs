//! The central program as its operator runs it: a process of its own, with its command line for
//! everything else. Can be stopped and started again at the same address.

use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::sync::Arc;

use anyhow::{Context as _, Result, ensure};
use tempfile::TempDir;
use tokio::io::{AsyncBufReadExt as _, BufReader};
use tokio::process::{Child, Command};
use trucban_central::{Central, OpenCentral};
use trucban_domain::{Incident, IncidentId, Role, WardCode};
use trucban_host::{SystemClock, SystemEntropy};

use crate::desktop::{Program, program};
use crate::world::{numbered, post, stored};

/// Central's folder, and its process while it runs.
pub struct Office {
    folder: PathBuf,
    /// The folder that goes with central, where central is new.
    keeps: Option<TempDir>,
    url: Option<String>,
    key: Option<String>,
    serving: Option<Child>,
}

impl Office {
    /// A central that runs, with nothing in it.
    pub async fn open() -> Result<Self> {
        let folder = crate::folder()?;
        let mut office = Self::in_folder(folder.path());
        office.keeps = Some(folder);
        office.start().await?;
        Ok(office)
    }

    /// The central whose things lie in `folder`, not started.
    pub fn in_folder(folder: &Path) -> Self {
        Self { folder: folder.to_owned(), keeps: None, url: None, key: None, serving: None }
    }

    /// Starts it, where it was before if it ran before.
    pub async fn start(&mut self) -> Result<()> {
        let listen = match &self.url {
            Some(url) => url.trim_start_matches("http://").to_owned(),
            None => "127.0.0.1:0".to_owned(),
        };
        let log = std::fs::File::create(self.folder.join("central.log"))?;
        let mut serving = self
            .asked("serve")?
            .args(["--listen", &listen])
            .stdout(Stdio::piped())
            .stderr(log)
            .kill_on_drop(true)
            .spawn()?;
        let said = serving.stdout.take().context("its standard output")?;
        let said = BufReader::new(said).lines().next_line().await?;
        let said = said.context("central ended before it listened")?;
        let url = said.split_whitespace().find(|word| word.starts_with("http://"));
        self.url = Some(url.with_context(|| format!("no address in: {said}"))?.to_owned());
        self.serving = Some(serving);
        Ok(())
    }

    /// Ends it as a power cut would.
    pub async fn kill(&mut self) -> Result<()> {
        if let Some(mut serving) = self.serving.take() {
            serving.kill().await?;
        }
        Ok(())
    }

    /// Where it answers.
    pub fn url(&self) -> Result<&str> {
        self.url.as_deref().context("central was never started")
    }

    /// Enrols an official of these wards; answers the document's path.
    pub async fn enrol(&self, name: &str, wards: &[WardCode]) -> Result<PathBuf> {
        self.enrol_as(name, Role::WardOfficial, wards).await
    }

    /// Enrols somebody in a role; answers the document's path.
    pub async fn enrol_as(&self, name: &str, role: Role, wards: &[WardCode]) -> Result<PathBuf> {
        let out = self.folder.join(format!("{name}.json"));
        let mut order = self.asked("enroll")?;
        order.args(["--url", self.url()?, "--operator", name, "--role", role.as_str(), "--out"]);
        order.arg(&out);
        for ward in wards {
            order.args(["--ward", &ward.to_string()]);
        }
        read(order).await?;
        Ok(out)
    }

    /// Fills it with a sample city that has so many reports.
    pub async fn fill(&self, reports: u32) -> Result<()> {
        let mut order = self.asked("import-sample")?;
        order.args(["--reports", &reports.to_string()]);
        read(order).await?;
        Ok(())
    }

    /// The key of a citizens' application.
    pub async fn api_key(&mut self) -> Result<String> {
        if let Some(key) = &self.key {
            return Ok(key.clone());
        }
        let mut order = self.asked("api-key")?;
        order.args(["--name", "Hue-S"]);
        let said = read(order).await?;
        let key = said.lines().last().context("a key")?.to_owned();
        Ok(self.key.insert(key).clone())
    }

    /// Posts a report over Open311; answers its number.
    pub async fn post(&mut self, ward: WardCode, description: &str) -> Result<String> {
        let key = self.api_key().await?;
        post(&citizen()?, self.url()?, &key, ward, description, &[]).await
    }

    /// The key of the report with this number.
    pub fn numbered(&self, number: &str) -> Result<IncidentId> {
        numbered(&self.data(), number)
    }

    /// The report with this number, as central has it.
    pub fn report(&self, number: &str) -> Result<Incident> {
        stored(&self.data(), number)
    }

    /// Another handle on its data, for what gateways bring in.
    pub fn gateway(&self) -> Result<Central> {
        Ok(Central::open(OpenCentral {
            folder: self.data(),
            clock: Arc::new(SystemClock),
            entropy: Arc::new(SystemEntropy),
        })?)
    }

    /// Where its data lie.
    pub fn data(&self) -> PathBuf {
        self.folder.join("central")
    }

    fn asked(&self, task: &str) -> Result<Command> {
        let mut command = Command::new(program(Program::Central)?);
        command.arg(task).arg("--data").arg(self.data());
        Ok(command)
    }
}

/// What calls a central on plain HTTP.
pub fn citizen() -> Result<reqwest::Client> {
    crate::ring();
    Ok(reqwest::Client::builder().no_proxy().build()?)
}

async fn read(mut order: Command) -> Result<String> {
    let done = order.output().await?;
    ensure!(done.status.success(), "central refused: {}", String::from_utf8_lossy(&done.stderr));
    Ok(String::from_utf8(done.stdout)?)
}
