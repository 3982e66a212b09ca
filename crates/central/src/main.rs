//! `trucban-central`: runs the central API and keeps its folder.
//!
//! Owns the process: arguments, the log, the clock and randomness that everything else is given, and
//! the signals that stop it. What it says at the command line comes from `trucban-text`; causes for
//! people who maintain it go to the log.

mod cli;

use std::process::ExitCode;

use clap::Parser;
use trucban_domain::{Clock, Entropy, Timestamp};

/// This machine's clock.
struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "the one place where central reads the clock")]
    fn now(&self) -> Timestamp {
        let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
        let ms = since.map_or(0, |since| since.as_millis());
        Timestamp::from_ms(i64::try_from(ms).unwrap_or(i64::MAX))
    }
}

/// The operating system's randomness.
struct SystemEntropy;

impl Entropy for SystemEntropy {
    #[expect(clippy::expect_used, reason = "without randomness there are no keys and no tokens")]
    fn fill(&self, bytes: &mut [u8]) {
        getrandom::fill(bytes).expect("the operating system gives random bytes");
    }
}

fn main() -> ExitCode {
    let log = tracing_subscriber::EnvFilter::try_from_default_env()
        .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("info"));
    #[cfg(feature = "failpoints")]
    let _points = fail::FailScenario::setup();
    tracing_subscriber::fmt().with_env_filter(log).with_writer(std::io::stderr).init();
    cli::Arguments::parse().run(SystemClock, SystemEntropy)
}
