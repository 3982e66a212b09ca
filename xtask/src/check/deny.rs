//! What comes in from outside: allowed crates, licences, sources, and known holes.
//!
//! The rules stand in `deny.toml` and cargo-deny reads them. Where it is not installed it is
//! compiled once, in two or three minutes, and kept beside the build output. The list of known
//! holes is only to be had with a network that reaches it; without it that one check is skipped,
//! and says so.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result};

use crate::command;
use crate::steps::{Steps, say};
use crate::workspace::Workspace;

const VERSION: &str = "0.20.2";

/// Checks everything that comes in from outside.
pub fn run(workspace: &Workspace, steps: &mut Steps) -> Result<()> {
    let deny = match installed(workspace)? {
        Some(program) => program,
        None => steps.step("cargo-deny: install", || install(workspace))?,
    };
    steps.step("dependencies: bans, licences, sources", || {
        command::run(
            asked(&deny, workspace).args(["--locked", "check", "bans", "licenses", "sources"]),
        )
    })?;
    steps.step("dependencies: known holes", || {
        if !command::succeeds(asked(&deny, workspace).args(["fetch", "db"]))? {
            say("    SKIPPED: the list of known holes cannot be reached from here");
            return Ok(());
        }
        command::run(asked(&deny, workspace).args(["--locked", "check", "advisories"]))
    })
}

fn asked(deny: &Path, workspace: &Workspace) -> Command {
    let mut command = Command::new(deny);
    command.current_dir(&workspace.root).env("GIT_TERMINAL_PROMPT", "0");
    command
}

/// The program, on the path or from an earlier run.
fn installed(workspace: &Workspace) -> Result<Option<PathBuf>> {
    let ours = tools(workspace).join("bin").join("cargo-deny");
    for program in [PathBuf::from("cargo-deny"), ours] {
        if command::succeeds(Command::new(&program).arg("--version"))? {
            return Ok(Some(program));
        }
    }
    Ok(None)
}

fn install(workspace: &Workspace) -> Result<PathBuf> {
    let tools = tools(workspace);
    let build = tools.join("build");
    command::run(
        workspace
            .cargo()
            .args(["install", "--locked", "cargo-deny", "--version", VERSION])
            .arg("--root")
            .arg(&tools)
            .env("CARGO_TARGET_DIR", &build),
    )?;
    fs::remove_dir_all(&build).with_context(|| format!("remove {}", build.display()))?;
    installed(workspace)?.context("cargo-deny was installed but does not start")
}

fn tools(workspace: &Workspace) -> PathBuf {
    workspace.target.join("tools")
}
