//! `trucban-central`: runs the central API and keeps its folder.
//!
//! Owns the process: arguments, the log, the clock and randomness that everything else is given, and
//! the signals that stop it. What it says at the command line comes from `trucban-text`; causes for
//! people who maintain it go to the log.

mod cli;

use std::process::ExitCode;

use clap::Parser;
use trucban_host::{SystemClock, SystemEntropy};

fn main() -> ExitCode {
    let log = tracing_subscriber::EnvFilter::try_from_default_env()
        .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("info"));
    #[cfg(feature = "failpoints")]
    let _points = fail::FailScenario::setup();
    tracing_subscriber::fmt().with_env_filter(log).with_writer(std::io::stderr).init();
    cli::Arguments::parse().run(SystemClock, SystemEntropy)
}
