//! A screen of its own for the windows of a test.

use std::io::{BufRead as _, BufReader};
use std::process::{Command, Stdio};

use anyhow::{Context as _, Result, bail};

use super::process::Owned;

/// An X server without a screen; it ends when this value is dropped.
pub struct Display {
    name: String,
    _server: Owned,
}

impl Display {
    /// Starts an X server with one screen of this size, on a number that nobody uses.
    pub fn start(width: u32, height: u32) -> Result<Self> {
        let mut server = Owned::new(
            Command::new("Xvfb")
                // The server picks the number itself and writes it once it answers.
                .args(["-displayfd", "1", "-nolisten", "tcp", "-screen", "0"])
                .arg(format!("{width}x{height}x24"))
                .stdin(Stdio::null())
                .stdout(Stdio::piped())
                .stderr(Stdio::null())
                .spawn()
                .context("start Xvfb: `cargo xtask setup` installs it")?,
        );
        let mut number = String::new();
        BufReader::new(server.output()?).read_line(&mut number)?;
        let number = number.trim();
        if number.is_empty() {
            bail!("Xvfb ended without a display");
        }
        Ok(Self { name: format!(":{number}"), _server: server })
    }

    /// What goes into `DISPLAY`.
    pub fn name(&self) -> &str {
        &self.name
    }
}
