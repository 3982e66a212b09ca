//! A keyboard with a Vietnamese input method: the keys are struck on the display itself, and go
//! through the method to the window that has the focus, as a person's do.
//!
//! The method, its bus and the window manager that gives windows the focus belong to one display
//! and keep their settings in a folder of their own; nothing of the person's set-up is read or
//! changed. All of them end when the keyboard is dropped.

use std::ffi::OsString;
use std::fs;
use std::io::{BufRead as _, BufReader};
use std::os::unix::process::CommandExt as _;
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context as _, Result, ensure};
use tempfile::TempDir;

use super::deadline::{Deadline, until};
use super::display::Display;
use super::process::Owned;

/// Between two keys of a quick typist.
const KEY_MS: &str = "60";

/// What turns Telex into letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InputMethod {
    /// Unikey in `IBus`.
    Ibus,
    /// Unikey in Fcitx 5.
    Fcitx5,
}

/// A keyboard on one display.
pub struct Keyboard {
    method: InputMethod,
    env: Vec<(&'static str, OsString)>,
    _running: [Owned; 3],
    _folder: TempDir,
}

impl Keyboard {
    /// Starts the method on this display, with Telex as its only way of typing.
    pub async fn start(display: &Display, method: InputMethod) -> Result<Self> {
        let folder = crate::folder()?;
        let (bus, address) = start_bus(folder.path())?;
        let mut env = private(folder.path())?;
        let module = match method {
            InputMethod::Ibus => "ibus",
            InputMethod::Fcitx5 => "fcitx",
        };
        env.extend([
            ("DISPLAY", display.name().into()),
            ("DBUS_SESSION_BUS_ADDRESS", address.into()),
            ("GTK_IM_MODULE", module.into()),
        ]);
        let manager = start(&env, "openbox", &["--sm-disable"])?;
        let method_runs = match method {
            InputMethod::Ibus => {
                start(&env, "ibus-daemon", &["--panel=disable", "--emoji-extension=disable"])?
            }
            InputMethod::Fcitx5 => {
                choose_unikey(&folder.path().join("config"))?;
                let only = "--enable=dbus,dbusfrontend,keyboard,unikey";
                start(&env, "fcitx5", &["--disable=all", only])?
            }
        };
        // Dropped in this order: the bus goes last.
        let running = [method_runs, manager, bus];
        let keyboard = Self { method, env, _running: running, _folder: folder };
        until(Deadline::default(), "the input method to start", || async {
            Ok(keyboard.answers().await?.then_some(()))
        })
        .await?;
        Ok(keyboard)
    }

    /// What a program needs in its environment to be typed into.
    pub fn env(&self) -> impl Iterator<Item = (&'static str, &OsString)> {
        self.env.iter().map(|(name, value)| (*name, value))
    }

    /// Waits until the method composes what is typed into the field that has the focus.
    pub async fn wait_until_it_composes(&self) -> Result<()> {
        until(Deadline::default(), "Unikey to take the keys", || async {
            Ok(self.composes().await?.then_some(()))
        })
        .await
    }

    /// Strikes the keys of a text one after the other.
    pub async fn types(&self, keys: &str) -> Result<()> {
        self.strikes(&["type", "--delay", KEY_MS, "--", keys]).await
    }

    /// Strikes one key, by its name in X: `slash`, `Return`, `ctrl+Return`.
    pub async fn presses(&self, key: &str) -> Result<()> {
        self.strikes(&["key", "--", key]).await
    }

    async fn strikes(&self, words: &[&str]) -> Result<()> {
        let (struck, said) = self.run("xdotool", words).await?;
        ensure!(struck, "xdotool: {said}");
        Ok(())
    }

    async fn answers(&self) -> Result<bool> {
        match self.method {
            InputMethod::Ibus => {
                // It says how it went by its name alone: where it cannot change the layout of the
                // keys too, it takes the method all the same.
                self.run("ibus", &["engine", "Unikey"]).await?;
                self.composes().await
            }
            InputMethod::Fcitx5 => Ok(self.run("fcitx5-remote", &["-q"]).await?.1 == "Default"),
        }
    }

    async fn composes(&self) -> Result<bool> {
        let (words, name) = match self.method {
            InputMethod::Ibus => (["ibus", "engine"], "Unikey"),
            InputMethod::Fcitx5 => (["fcitx5-remote", "-n"], "unikey"),
        };
        Ok(self.run(words[0], &words[1..]).await?.1 == name)
    }

    /// Runs a program to its end: whether it ended well, and what it said.
    async fn run(&self, program: &str, words: &[&str]) -> Result<(bool, String)> {
        let mut command = tokio::process::Command::from(command(&self.env, program, words));
        let done = command
            .kill_on_drop(true)
            .output()
            .await
            .with_context(|| format!("run {program}: `cargo xtask setup` installs it"))?;
        Ok((done.status.success(), String::from_utf8_lossy(&done.stdout).trim().to_owned()))
    }
}

/// A home of its own.
pub(super) fn private(folder: &Path) -> Result<Vec<(&'static str, OsString)>> {
    let mut env = vec![("GSETTINGS_BACKEND", "memory".into()), ("NO_AT_BRIDGE", "1".into())];
    for (name, below) in [
        ("HOME", "home"),
        ("XDG_CONFIG_HOME", "config"),
        ("XDG_CACHE_HOME", "cache"),
        ("XDG_DATA_HOME", "data"),
        ("XDG_STATE_HOME", "state"),
        ("XDG_RUNTIME_DIR", "runtime"),
    ] {
        let path = folder.join(below);
        fs::create_dir(&path).with_context(|| format!("make {}", path.display()))?;
        env.push((name, path.into()));
    }
    Ok(env)
}

/// A bus that starts no program by itself, so that none is left behind.
fn start_bus(folder: &Path) -> Result<(Owned, String)> {
    let settings = folder.join("bus.conf");
    let text = format!(
        "<busconfig><type>session</type><listen>unix:dir={}</listen><policy context=\"default\">\
         <allow send_destination=\"*\"/><allow receive_sender=\"*\"/><allow own=\"*\"/>\
         </policy></busconfig>",
        folder.display()
    );
    fs::write(&settings, text)?;
    let mut bus = Owned::new(
        Command::new("dbus-daemon")
            .arg(format!("--config-file={}", settings.display()))
            .args(["--nofork", "--nopidfile", "--print-address=1"])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .context("start dbus-daemon: `cargo xtask setup` installs it")?,
    );
    let mut address = String::new();
    BufReader::new(bus.output()?).read_line(&mut address)?;
    let address = address.trim().to_owned();
    ensure!(!address.is_empty(), "dbus-daemon ended without an address");
    Ok((bus, address))
}

/// Fcitx's settings: Unikey in every field from the first key on.
fn choose_unikey(config: &Path) -> Result<()> {
    let folder = config.join("fcitx5");
    fs::create_dir(&folder)?;
    fs::write(folder.join("config"), "[Behavior]\nActiveByDefault=True\n")?;
    let methods = "[Groups/0]\nName=Default\nDefault Layout=us\nDefaultIM=unikey\n\
                   [Groups/0/Items/0]\nName=keyboard-us\n[Groups/0/Items/1]\nName=unikey\n\
                   [GroupOrder]\n0=Default\n";
    fs::write(folder.join("profile"), methods)?;
    Ok(())
}

pub(super) fn start(
    env: &[(&'static str, OsString)],
    program: &str,
    words: &[&str],
) -> Result<Owned> {
    let child = command(env, program, words)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .process_group(0)
        .spawn()
        .with_context(|| format!("start {program}: `cargo xtask setup` installs it"))?;
    Ok(Owned::with_its_group(child))
}

fn command(env: &[(&'static str, OsString)], program: &str, words: &[&str]) -> Command {
    let mut command = Command::new(program);
    command
        .args(words)
        .env_remove("WAYLAND_DISPLAY")
        .env_remove("XMODIFIERS")
        .envs(env.iter().map(|(name, value)| (*name, value)))
        .stdin(Stdio::null());
    command
}
