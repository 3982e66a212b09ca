//! A person's day in the real window, against a real central: half of it without a network, with one
//! death in the middle, by keyboard.
//!
//! The days are tests like all others and run with them; here one runs alone and says how it went, as
//! a line of JSON: its name, the keys struck, the seconds, and what went wrong.

use anyhow::Result;

use crate::binaries::{self, Profile};
use crate::command;
use crate::page;
use crate::setup;
use crate::steps::Steps;
use crate::test;
use crate::workspace::Workspace;

/// What `day` may be told.
#[derive(clap::Args)]
pub struct Args {
    /// Whose day.
    #[arg(value_enum)]
    whose: Whose,
}

#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum Whose {
    /// A ward official's.
    Ward,
    /// A field inspector's.
    Inspector,
}

/// Builds all that the day needs and lives it.
pub fn run(workspace: &Workspace, steps: &mut Steps, args: &Args) -> Result<()> {
    setup::run(steps)?;
    page::build(workspace, steps)?;
    binaries::build(workspace, steps, Profile::Debug)?;
    let name = match args.whose {
        Whose::Ward => "day_of_a_ward_official",
        Whose::Inspector => "day_of_an_inspector",
    };
    let features = test::fail_point_features(workspace)?;
    steps.step(name, || {
        command::run(
            workspace
                .cargo()
                .args(["test", "--test", "desktop"])
                .args(features)
                .args(["--", "--nocapture", name])
                .env("TRUCBAN_BIN_DIR", workspace.programs(Profile::Debug.folder())),
        )
    })
}
