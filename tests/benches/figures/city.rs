//! The whole city at central, and a laptop of the city desk that holds it, on a real disk.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::sync::Arc;

use anyhow::{Context as _, Result, ensure};
use tempfile::TempDir;
use tokio::process::Command;
use tokio::time::Instant;
use trucban_contract::wire::Enrolment;
use trucban_domain::Role;
use trucban_host::SystemEntropy;
use trucban_store::{Access, KeyPreference, OpenStore, Store};
use trucban_tests::desktop::{Program, program};
use trucban_tests::office::Office;

use crate::ms;

/// Central with the whole city, and laptops that hold it.
pub struct City {
    folder: TempDir,
    /// Central; it runs for as long as the city is there.
    _office: Office,
    /// The laptop that holds the whole city.
    pub laptop: PathBuf,
    /// What the laptop's operator is enrolled by.
    pub enrolment: Enrolment,
    /// What making the city took, milliseconds.
    pub made_ms: f64,
    /// What the laptop's first sync took, milliseconds.
    pub first_sync_ms: f64,
}

impl City {
    /// Makes the city, starts central, and lets a laptop fetch everything.
    pub async fn make() -> Result<Self> {
        let folder = folder()?;
        let mut office = Office::in_folder(folder.path());
        let began = Instant::now();
        ctl(&office.data(), ["sample-city", "--scale", "1"]).await?;
        let made_ms = ms(began.elapsed());
        office.start().await?;
        let enrolment = office.enrol_as("Nguyễn Văn D", Role::CityDesk, &[]).await?;
        let laptop = folder.path().join("laptop");
        let first_sync_ms = fetch(&laptop, &enrolment).await?;
        let enrolment = serde_json::from_slice(&std::fs::read(enrolment)?)?;
        Ok(Self { folder, _office: office, laptop, enrolment, made_ms, first_sync_ms })
    }

    /// Another folder beside the laptop's.
    pub fn beside(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The laptop's store.
    pub fn store(&self) -> Result<Store> {
        open(&self.laptop)
    }
}

/// A folder on the disk that the build lies on, not in memory.
pub fn folder() -> Result<TempDir> {
    tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).context("a folder beside the build")
}

/// Opens the store in a laptop's folder.
pub fn open(laptop: &Path) -> Result<Store> {
    Ok(Store::open(OpenStore {
        folder: laptop,
        key: KeyPreference::FileOnly,
        build: "bench",
        entropy: Arc::new(SystemEntropy),
        access: Access::Owner,
    })?)
}

/// Enrols a new laptop and lets it fetch everything; tells how long the fetching took.
pub async fn fetch(laptop: &Path, enrolment: &Path) -> Result<f64> {
    ctl(laptop, [OsStr::new("enrol"), enrolment.as_os_str()]).await?;
    let began = Instant::now();
    ctl(laptop, ["sync"]).await?;
    Ok(ms(began.elapsed()))
}

/// Runs `trucbanctl` on a folder.
pub async fn ctl<A: AsRef<OsStr>>(data: &Path, words: impl IntoIterator<Item = A>) -> Result<()> {
    let done = Command::new(program(Program::Ctl)?)
        .arg("--data")
        .arg(data)
        .args(words)
        .env("DBUS_SESSION_BUS_ADDRESS", "disabled:")
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .output()
        .await?;
    let said = String::from_utf8_lossy(&done.stderr).into_owned();
    ensure!(done.status.success(), "trucbanctl: {said}");
    Ok(())
}
