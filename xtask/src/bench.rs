//! Measuring: release programs, then the benchmarks of `tests/benches/`.
//!
//! Every figure is one line of JSON; the references stand in `tests/benches/reference/`.

use anyhow::Result;

use crate::binaries::{self, Profile};
use crate::command;
use crate::page;
use crate::setup;
use crate::steps::Steps;
use crate::workspace::Workspace;

/// What `bench` may be told.
#[derive(clap::Args)]
pub struct Args {
    /// The benchmarks to run; the base set when none is named.
    names: Vec<String>,
}

/// Builds what is measured and measures it.
pub fn run(workspace: &Workspace, steps: &mut Steps, args: &Args) -> Result<()> {
    setup::run(steps)?;
    page::build(workspace, steps)?;
    binaries::build(workspace, steps, Profile::Release)?;
    // Named together with the programs: alone it would get other features of the shared libraries.
    steps.step("the empty window beside it", || {
        let wanted = ["build", "--release", "--bins", "--example", "empty_window"];
        command::run(workspace.cargo().args(wanted))
    })?;
    steps.step("figures", || {
        command::run(
            workspace
                .cargo()
                .args(["bench", "--bench", "figures"])
                .arg("--")
                .args(&args.names)
                .env("TRUCBAN_BIN_DIR", workspace.programs(Profile::Release.folder())),
        )
    })
}
