//! The machine as set-up sees it, behind a trait so that other systems can be played in tests.

use std::collections::BTreeSet;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::Result;

use crate::command;
use crate::steps::say;
use crate::workspace::WASM_TARGET;

/// What set-up asks of a machine and does to it.
pub trait Host {
    /// The operating system in Rust's words: `linux`, `macos`, `windows`.
    fn os(&self) -> &'static str;
    /// The text of `/etc/os-release`, empty where there is none.
    fn os_release(&self) -> String;
    /// Whether a program is on the path.
    fn has_program(&self, name: &str) -> bool;
    /// Whether a program is there and ends well with these arguments.
    fn succeeds(&self, program: &str, args: &[&str]) -> bool;
    /// Whether a file lies below one of the folders of libraries, or below that of shared data.
    fn has_file(&self, below: &str) -> bool;
    /// Which of these Debian packages are installed.
    fn debian_packages(&self, names: &[&str]) -> Result<BTreeSet<String>>;
    /// Runs apt-get as the administrator; false when it failed or may not.
    fn apt(&mut self, args: &[&str]) -> bool;
    /// Whether the toolchain can compile the page.
    fn has_wasm_target(&self) -> Result<bool>;
}

/// The machine that this program runs on.
pub struct Machine;

impl Host for Machine {
    fn os(&self) -> &'static str {
        env::consts::OS
    }

    fn os_release(&self) -> String {
        fs::read_to_string("/etc/os-release").unwrap_or_default()
    }

    fn has_program(&self, name: &str) -> bool {
        env::var_os("PATH")
            .is_some_and(|path| env::split_paths(&path).any(|folder| folder.join(name).is_file()))
    }

    fn succeeds(&self, program: &str, args: &[&str]) -> bool {
        command::succeeds(Command::new(program).args(args)).unwrap_or(false)
    }

    fn has_file(&self, below: &str) -> bool {
        let folders = [
            "/usr/lib64",
            "/usr/lib",
            "/usr/lib/x86_64-linux-gnu",
            "/usr/lib/aarch64-linux-gnu",
            "/usr/share",
        ];
        folders.iter().any(|folder| Path::new(folder).join(below).is_file())
    }

    fn debian_packages(&self, names: &[&str]) -> Result<BTreeSet<String>> {
        // dpkg-query ends with an error when it does not know one of the names; what it knows of
        // the others it prints all the same.
        let output = Command::new("dpkg-query")
            .args(["--show", "--showformat", "${Package} ${db:Status-Status}\n"])
            .args(names)
            .output()?;
        Ok(String::from_utf8_lossy(&output.stdout)
            .lines()
            .filter_map(|line| line.strip_suffix(" installed"))
            .map(str::to_owned)
            .collect())
    }

    fn apt(&mut self, args: &[&str]) -> bool {
        let mut apt = if is_root() {
            Command::new("apt-get")
        } else {
            say("    this needs the administrator's password once, for apt-get");
            let mut sudo = Command::new("sudo");
            sudo.args(["--preserve-env=DEBIAN_FRONTEND", "apt-get"]);
            sudo
        };
        apt.env("DEBIAN_FRONTEND", "noninteractive").args(args);
        if env::var_os("CI").is_some() {
            apt.stdin(Stdio::null());
        }
        command::run(&mut apt).inspect_err(|error| say(&format!("    {error:#}"))).is_ok()
    }

    fn has_wasm_target(&self) -> Result<bool> {
        let rustc = env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
        let folder = command::read(Command::new(rustc).args([
            "--print",
            "target-libdir",
            "--target",
            WASM_TARGET,
        ]))?;
        let Ok(entries) = fs::read_dir(PathBuf::from(folder.trim())) else {
            return Ok(false);
        };
        Ok(entries
            .flatten()
            .any(|entry| entry.file_name().to_string_lossy().starts_with("libstd-")))
    }
}

fn is_root() -> bool {
    command::read(Command::new("id").arg("-u")).is_ok_and(|id| id.trim() == "0")
}
