//! A laptop that holds the sample city, on a real disk.

use std::path::Path;
use std::process::Stdio;

use anyhow::{Context as _, Result, ensure};
use tempfile::TempDir;
use tokio::process::Command;
use trucban_tests::desktop::{Program, program};

/// Reports of the sample city.
const REPORTS: &str = "2000";

/// A folder on the disk that the build lies on, not in memory.
pub fn folder() -> Result<TempDir> {
    tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).context("a folder beside the build")
}

/// Brings the sample city into central's folder.
pub async fn import(central: &Path) -> Result<()> {
    let done = Command::new(program(Program::Central)?)
        .args(["import-sample", "--reports", REPORTS, "--data"])
        .arg(central)
        .stdout(Stdio::null())
        .status()
        .await?;
    ensure!(done.success(), "the sample city could not be brought in");
    Ok(())
}
