//! `cargo xtask`: the one door to set-up, run, test, check, bench and package.
//!
//! Each command does what it needs by itself, prints a line with its time for every step, and
//! takes seconds when nothing is to do. It stops at the first step that fails, names it, and
//! leaves the machine as that step left it.

mod bench;
mod binaries;
mod check;
mod command;
mod day;
mod npm;
mod package;
mod page;
mod run;
mod setup;
mod steps;
mod test;
mod test_tools;
mod workspace;

use std::process::ExitCode;

use anyhow::Result;
use clap::{Parser, Subcommand};

use crate::steps::Steps;
use crate::workspace::Workspace;

/// Sets up, builds, runs, tests and checks Trực Ban.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Cli {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Install what the build and the tests need: system packages and the wasm target.
    Setup,
    /// Build everything, start the central API on a sample city and open the console.
    Run(run::Args),
    /// Build everything and run every test, the driven window included.
    Test(test::Args),
    /// Live a person's day in the real window, and say how it went.
    Day(day::Args),
    /// Formatting, lints, documentation, dependencies, and who may import whom.
    Check,
    /// Measure against the named references: the base set, or the named benchmarks.
    Bench(bench::Args),
    /// Make the installable package of the console and the two server-side binaries.
    Package,
}

fn main() -> ExitCode {
    let task = Cli::parse().task;
    let mut steps = Steps::start();
    let outcome = run_task(task, &mut steps);
    steps.finish();
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            steps::complain(&error);
            ExitCode::FAILURE
        }
    }
}

fn run_task(task: Task, steps: &mut Steps) -> Result<()> {
    let workspace = Workspace::locate()?;
    match task {
        Task::Setup => setup::run(steps),
        Task::Run(args) => run::run(&workspace, steps, &args),
        Task::Test(args) => test::run(&workspace, steps, &args),
        Task::Day(args) => day::run(&workspace, steps, &args),
        Task::Check => check::run(&workspace, steps),
        Task::Bench(args) => bench::run(&workspace, steps, &args),
        Task::Package => package::run(&workspace, steps),
    }
}
