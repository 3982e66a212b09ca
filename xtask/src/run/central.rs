//! The central API as a process beside the console: started, waited for, stopped.

use std::fs::{self, File};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

use anyhow::{Context as _, Result, bail};

use super::sample::Sample;

const ASK_EVERY: Duration = Duration::from_millis(50);
const STARTS_WITHIN: u32 = 600;
const STOPS_WITHIN: u32 = 200;
const LOG_LINES_SHOWN: usize = 12;

/// A running central; it does not outlive this value.
pub struct Central {
    process: Child,
    log: PathBuf,
}

impl Central {
    /// Starts central on the sample's data and waits until it answers.
    pub fn start(programs: &Path, sample: &Sample, log: &Path) -> Result<Self> {
        if TcpStream::connect(sample.address).is_ok() {
            bail!(
                "something already answers at {}: is another `cargo xtask run` open on this data?",
                sample.address
            );
        }
        let file = File::create(log).with_context(|| format!("create {}", log.display()))?;
        let process = Command::new(programs.join("trucban-central"))
            .args(["serve", "--data"])
            .arg(&sample.central)
            .args(["--listen", &sample.address.to_string()])
            .env("NO_COLOR", "1")
            .stdin(Stdio::null())
            .stdout(file.try_clone()?)
            .stderr(file)
            .spawn()
            .context("start trucban-central")?;
        let mut central = Self { process, log: log.to_owned() };
        for _ in 0..STARTS_WITHIN {
            if let Some(status) = central.process.try_wait()? {
                bail!("central ended with {status}:\n{}", central.last_words());
            }
            if TcpStream::connect(sample.address).is_ok() {
                return Ok(central);
            }
            sleep(ASK_EVERY);
        }
        bail!("central does not answer at {}:\n{}", sample.address, central.last_words());
    }

    /// Asks central to end and waits until it has; an end of its own before that is an error.
    pub fn stop(mut self) -> Result<()> {
        if let Some(status) = self.process.try_wait()? {
            bail!("central ended by itself with {status}:\n{}", self.last_words());
        }
        ask_to_end(&self.process)?;
        for _ in 0..STOPS_WITHIN {
            if self.process.try_wait()?.is_some() {
                return Ok(());
            }
            sleep(ASK_EVERY);
        }
        bail!("central did not end when asked and was killed");
    }

    fn last_words(&self) -> String {
        let log = fs::read_to_string(&self.log).unwrap_or_default();
        let lines: Vec<&str> = log.lines().collect();
        lines[lines.len().saturating_sub(LOG_LINES_SHOWN)..].join("\n")
    }
}

impl Drop for Central {
    fn drop(&mut self) {
        // Both fail only when it has already ended, which is what is wanted.
        drop(self.process.kill());
        drop(self.process.wait());
    }
}

#[cfg(unix)]
fn ask_to_end(process: &Child) -> Result<()> {
    crate::command::run(Command::new("kill").args(["-TERM", &process.id().to_string()]))
}

/// Windows knows no polite request; central's files survive a sudden end.
#[cfg(windows)]
fn ask_to_end(process: &Child) -> Result<()> {
    crate::command::run(Command::new("taskkill").args(["/F", "/PID", &process.id().to_string()]))
}
