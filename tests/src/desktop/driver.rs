//! One `WebKitWebDriver` with the one console that it started.
//!
//! Tauri's own `tauri-driver` is not used: on Linux it only renames a capability and sets one
//! variable, both of which are done here. A driver serves a single console for its whole life,
//! because after a killed console it still counts that session and refuses the next.

use std::fs::File;
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::PathBuf;
use std::process::{Command, Stdio};

use anyhow::{Context as _, Result, bail};
use fantoccini::wd::Capabilities;
use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::json;

use super::deadline::{Deadline, until};
use super::display::Display;
use super::process::{Owned, descendants_running, environment, kill_now};
use super::window::Launch;

const ATTEMPTS: usize = 5;

/// A running driver; dropping it ends the console that it started and then itself.
pub struct Driver {
    process: Owned,
    port: u16,
    program: PathBuf,
}

impl Driver {
    /// Starts a driver on a free port, with the environment that its console shall have.
    pub async fn start(display: &Display, launch: &Launch) -> Result<Self> {
        for _ in 0..ATTEMPTS {
            let port = free_port()?;
            let log = File::create(&launch.log)
                .with_context(|| format!("create {}", launch.log.display()))?;
            let mut process = Owned::new(
                Command::new("WebKitWebDriver")
                    .arg(format!("--port={port}"))
                    .env("DISPLAY", display.name())
                    // The web view only lets itself be driven when this is set.
                    .env("TAURI_WEBVIEW_AUTOMATION", "true")
                    .env("GDK_BACKEND", "x11")
                    // There is no desktop: look for no accessibility bus, and start no session bus
                    // that nobody would end.
                    .env("NO_AT_BRIDGE", "1")
                    .env("DBUS_SESSION_BUS_ADDRESS", "disabled:")
                    // The log is read in a file.
                    .env("NO_COLOR", "1")
                    .env_remove("WAYLAND_DISPLAY")
                    .envs(launch.env.iter().map(|(name, value)| (name, value)))
                    .stdin(Stdio::null())
                    .stdout(log.try_clone()?)
                    .stderr(log)
                    .spawn()
                    .context("start WebKitWebDriver: `cargo xtask setup` installs it")?,
            );
            let answers = until(Deadline::default(), "WebKitWebDriver to answer", || {
                let ended = process.has_ended();
                async move {
                    if ended? {
                        return Ok(Some(false));
                    }
                    let open = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_ok();
                    Ok(open.then_some(true))
                }
            })
            .await?;
            // It ended: another program took the port in between. The next one may be free.
            if answers {
                return Ok(Self { process, port, program: launch.program.clone() });
            }
        }
        bail!("WebKitWebDriver found no port in {ATTEMPTS} attempts");
    }

    /// Starts the console and connects to its window.
    pub async fn open(&self, launch: &Launch) -> Result<Client> {
        let (binary, args) = launch.command_line();
        let mut capabilities = Capabilities::new();
        capabilities.insert(
            "webkitgtk:browserOptions".to_owned(),
            json!({ "binary": binary, "args": args }),
        );
        ClientBuilder::new(HttpConnector::new())
            .capabilities(capabilities)
            .connect(&format!("http://{}:{}", Ipv4Addr::LOCALHOST, self.port))
            .await
            .with_context(|| {
                format!("open {}; its log is {}", launch.program.display(), launch.log.display())
            })
    }

    /// The process of the console.
    pub fn console(&self) -> Result<u32> {
        let running = descendants_running(self.process.id(), &self.program)?;
        match running.as_slice() {
            [one] => Ok(*one),
            other => bail!("one console was started, {} run", other.len()),
        }
    }

    /// The address at which the driver speaks with the console's web view, whose processes reach
    /// each other through it too.
    pub fn web_view(&self) -> Result<SocketAddr> {
        let environment = environment(self.console()?)?;
        let address = environment.get("WEBKIT_INSPECTOR_SERVER");
        address
            .context("the driver did not tell the console where to listen")?
            .parse()
            .context("the driver told the console to listen at something that is no address")
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        let running = descendants_running(self.process.id(), &self.program);
        for console in running.unwrap_or_default() {
            // It fails only when the console has ended meanwhile, which is what is wanted.
            drop(kill_now(console));
        }
    }
}

fn free_port() -> Result<u16> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port())
}
