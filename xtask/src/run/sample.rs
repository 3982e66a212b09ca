//! The sample city's data folder: filled at the first start, read at later ones.

use std::fs;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result};
use serde_json::Value;

use crate::command;

/// How many reports the quick sample has.
const QUICK_REPORTS: u32 = 2_000;
/// Who the console is enrolled as.
pub const OPERATOR: &str = "Trần Thị B";
/// What they are there.
pub const OFFICE: &str = "ward official of Phường Vỹ Dạ";
/// The name of the enrolment's file.
pub const ENROLMENT: &str = "enrolment.json";

const ROLE: &str = "ward-official";
const WARD: &str = "19777";
const KEY: &str = "open311.key";
/// Central's own default, taken when it is free.
const USUAL_PORT: u16 = 8480;

/// A filled data folder.
pub struct Sample {
    /// Central's part of it.
    pub central: PathBuf,
    /// Where central must listen, because the enrolment says so.
    pub address: SocketAddr,
    /// The key with which reports are posted.
    pub open311_key: String,
    /// Reports it was made with.
    pub reports: u64,
}

/// A sample city that a folder holds, as central tells it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct There {
    /// Reports it was made with.
    pub reports: u64,
    /// The day up to which it lives, `2026-11-20`.
    pub date: String,
    /// Whole days since then.
    pub age_days: i64,
}

impl There {
    /// Reads what the folder holds; `None` where it holds no sample city yet.
    pub fn read(programs: &Path, folder: &Path) -> Result<Option<Self>> {
        let central = central_in(folder);
        if !central.join("central.db").exists() {
            return Ok(None);
        }
        let said = command::read(&mut asked(programs, &central, "sample"))?;
        Ok(Self::told(&serde_json::from_str(&said).context("central tells its sample city")?))
    }

    fn told(state: &Value) -> Option<Self> {
        Some(Self {
            reports: state["reports"].as_u64()?,
            date: state["as_of"].as_str()?.split('T').next()?.to_owned(),
            age_days: state["age_days"].as_i64()?,
        })
    }
}

impl Sample {
    /// Fills the folder, with the whole city where its generator is named, or reads what is there.
    pub fn prepare(programs: &Path, folder: &Path, generator: Option<&Path>) -> Result<Self> {
        let central = central_in(folder);
        let asked = |task: &str| asked(programs, &central, task);
        if There::read(programs, folder)?.is_none() {
            match generator {
                Some(generator) => command::run(
                    Command::new(generator).args(["sample-city", "--data"]).arg(&central),
                )?,
                None => command::run(
                    asked("import-sample").args(["--reports", &QUICK_REPORTS.to_string()]),
                )?,
            }
        }
        let there = There::read(programs, folder)?.context("no sample city was made")?;
        let enrolment = folder.join(ENROLMENT);
        if !enrolment.exists() {
            let url = format!("http://{}", free_address()?);
            command::run(
                asked("enroll")
                    .args(["--url", &url, "--operator", OPERATOR])
                    .args(["--role", ROLE, "--ward", WARD])
                    .arg("--out")
                    .arg(&enrolment),
            )?;
        }
        let key = folder.join(KEY);
        if !key.exists() {
            let said = command::read(asked("api-key").args(["--name", "cargo xtask run"]))?;
            let made = said.lines().last().context("no key was made")?;
            fs::write(&key, made).with_context(|| format!("write {}", key.display()))?;
        }
        Ok(Self {
            central,
            address: address_in(&enrolment)?,
            open311_key: fs::read_to_string(&key)?.trim().to_owned(),
            reports: there.reports,
        })
    }
}

fn central_in(folder: &Path) -> PathBuf {
    folder.join("central")
}

fn asked(programs: &Path, central: &Path, task: &str) -> Command {
    let mut command = Command::new(programs.join("trucban-central"));
    command.args([task, "--data"]).arg(central).env("RUST_LOG", "warn");
    command
}

fn free_address() -> Result<SocketAddr> {
    let usual = TcpListener::bind((Ipv4Addr::LOCALHOST, USUAL_PORT));
    let listener = usual.or_else(|_taken| TcpListener::bind((Ipv4Addr::LOCALHOST, 0)))?;
    Ok(listener.local_addr()?)
}

/// The address that an enrolment names.
pub fn address_in(enrolment: &Path) -> Result<SocketAddr> {
    let text =
        fs::read_to_string(enrolment).with_context(|| format!("read {}", enrolment.display()))?;
    let document: Value = serde_json::from_str(&text)
        .with_context(|| format!("{} is not an enrolment", enrolment.display()))?;
    document["url"]
        .as_str()
        .and_then(|url| url.trim_end_matches('/').strip_prefix("http://")?.parse().ok())
        .with_context(|| format!("{} names no address of this machine", enrolment.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_state_of_the_sample_is_read_as_central_tells_it() {
        let told = r#"{"age_days":9,"as_of":"2026-11-20T16:00:00+07:00","reports":2000,"seed":46}"#;
        let there = There::told(&serde_json::from_str(told).unwrap()).unwrap();
        assert_eq!((there.reports, there.date.as_str(), there.age_days), (2_000, "2026-11-20", 9));
        assert_eq!(There::told(&Value::Null), None);
    }

    #[test]
    fn the_address_comes_from_the_enrolment() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join(ENROLMENT);
        fs::write(&file, r#"{ "url": "http://127.0.0.1:8481/", "token": "" }"#).unwrap();
        assert_eq!(address_in(&file).unwrap().port(), 8481);
        fs::write(&file, r#"{ "url": "https://central.example" }"#).unwrap();
        assert!(address_in(&file).is_err(), "only this machine's central is started");
    }
}
