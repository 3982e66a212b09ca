//! The programs of the product: the console, the central API and the command-line tool.

use anyhow::Result;

use crate::command;
use crate::steps::Steps;
use crate::workspace::Workspace;

/// How the programs are compiled.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Profile {
    /// For work on the product and for the tests.
    Debug,
    /// For measuring and for people.
    Release,
}

impl Profile {
    /// The name of the folder that cargo puts the programs into.
    pub fn folder(self) -> &'static str {
        match self {
            Self::Debug => "debug",
            Self::Release => "release",
        }
    }
}

/// Builds the three programs; the page must be in `dist/` before, as the console embeds it.
///
/// All default members are named to cargo, as the tests do it: with a smaller choice the shared
/// libraries would get other features, and be compiled once more.
pub fn build(workspace: &Workspace, steps: &mut Steps, profile: Profile) -> Result<()> {
    steps.step("programs", || {
        let mut cargo = workspace.cargo();
        cargo.args(["build", "--bins"]);
        if profile == Profile::Release {
            cargo.arg("--release");
        }
        command::run(&mut cargo)
    })
}
