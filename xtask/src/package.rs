//! The installable package of the console, through Tauri's own bundler.
//!
//! The bundler comes prebuilt from the npm registry in one pinned version, so this command alone
//! needs node. It stops with npm's own message when that registry cannot be reached.

use anyhow::{Result, bail};
use std::process::Command;

use crate::binaries::{self, Profile};
use crate::command;
use crate::page;
use crate::setup;
use crate::steps::{Steps, say};
use crate::workspace::Workspace;

const BUNDLER: &str = "@tauri-apps/cli@2.12.5";

/// Builds the release programs and bundles the console.
pub fn run(workspace: &Workspace, steps: &mut Steps) -> Result<()> {
    setup::run(steps)?;
    if !command::succeeds(Command::new("npm").arg("--version"))? {
        bail!("packaging needs npm (node 20 or newer), which brings Tauri's bundler");
    }
    page::build(workspace, steps)?;
    binaries::build(workspace, steps, Profile::Release)?;
    steps.step("package", || {
        command::run(Command::new("npm").current_dir(&workspace.root).args([
            "exec",
            "--yes",
            BUNDLER,
            "--",
            "bundle",
            "--bundles",
            "deb",
        ]))
    })?;
    let release = workspace.programs(Profile::Release.folder());
    say(&format!(
        "console: {}\ncentral API and command-line tool: {}",
        release.join("bundle/deb").display(),
        release.display()
    ));
    Ok(())
}
