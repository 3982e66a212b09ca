//! Where the workspace and its build output lie.
//!
//! Cargo itself is asked, so `CARGO_TARGET_DIR` and a configured target directory are honoured.
//! `dist/` is the exception: it stays at the root, because `tauri.conf.json` names it.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result};
use serde_json::Value;

use crate::command;

/// The target that the page is compiled for.
pub const WASM_TARGET: &str = "wasm32-unknown-unknown";

/// The folders that every command works with.
pub struct Workspace {
    /// The repository's root.
    pub root: PathBuf,
    /// Build output of the native crates.
    pub target: PathBuf,
}

impl Workspace {
    /// Finds the workspace that this tool was started from.
    pub fn locate() -> Result<Self> {
        let manifest = env::var_os("CARGO_MANIFEST_DIR")
            .map(PathBuf::from)
            .context("start this tool as `cargo xtask`: cargo says where the workspace lies")?;
        let root = manifest.parent().context("the tool's own folder has no parent")?.to_owned();
        let answer = command::read(
            cargo_in(&root)
                .args(["metadata", "--format-version", "1", "--no-deps", "--offline"])
                .args(["--manifest-path", "Cargo.toml"]),
        )?;
        let metadata: Value = serde_json::from_str(&answer).context("cargo metadata")?;
        let target = metadata["target_directory"]
            .as_str()
            .context("cargo metadata names no target directory")?;
        Ok(Self { target: PathBuf::from(target), root })
    }

    /// A cargo command in the root of the workspace.
    pub fn cargo(&self) -> Command {
        cargo_in(&self.root)
    }

    /// A cargo command for the page: its own target directory, so that the two builds never
    /// wait for each other or rebuild each other's work.
    pub fn cargo_for_page(&self) -> Command {
        let mut cargo = self.cargo();
        cargo.env("CARGO_TARGET_DIR", self.page_target());
        cargo
    }

    /// Build output of the page.
    pub fn page_target(&self) -> PathBuf {
        self.target.join("ui")
    }

    /// Others' programs that tests put to the product.
    pub fn test_tools(&self) -> PathBuf {
        self.target.join("test-tools")
    }

    /// The finished page, embedded into the console.
    pub fn dist(&self) -> PathBuf {
        self.root.join("dist")
    }

    /// The folder of the built programs of a profile.
    pub fn programs(&self, profile: &str) -> PathBuf {
        self.target.join(profile)
    }
}

fn cargo_in(root: &Path) -> Command {
    let mut cargo = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.current_dir(root);
    // Cargo describes this tool's package to it; the nested cargo describes its own.
    for (name, _) in env::vars_os() {
        let name = name.to_string_lossy();
        if name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST") {
            cargo.env_remove(name.as_ref());
        }
    }
    cargo
}
