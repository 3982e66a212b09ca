//! The steps of one command, each printed with the time it took.
//!
//! Owns what the tool says on the terminal and the only clock it has. A step that fails is
//! printed as failed and its error carries the step's name.
#![expect(clippy::print_stdout, reason = "this module is the tool's voice on the terminal")]

use std::time::{Duration, Instant};

use anyhow::{Context as _, Result};

/// A running list of timed steps.
pub struct Steps {
    began: Instant,
    took: Vec<(String, Duration)>,
}

impl Steps {
    /// Starts the clock of the whole command.
    pub fn start() -> Self {
        Self { began: now(), took: Vec::new() }
    }

    /// Runs one step and prints its name before and its time after.
    pub fn step<T>(&mut self, name: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
        println!("==> {name}");
        let began = now();
        let result = work();
        let took = began.elapsed();
        match &result {
            Ok(_) => println!("    {name}: {}", seconds(took)),
            Err(_) => println!("    {name}: FAILED after {}", seconds(took)),
        }
        self.took.push((name.to_owned(), took));
        result.with_context(|| format!("step \"{name}\" failed"))
    }

    /// Prints every step with its time, and the total.
    pub fn finish(self) {
        println!();
        for (name, took) in &self.took {
            println!("{:>10}  {name}", seconds(*took));
        }
        println!("{:>10}  total", seconds(self.began.elapsed()));
    }
}

/// Says one line to the person at the terminal.
pub fn say(line: &str) {
    println!("{line}");
}

/// Says what went wrong, the cause below what it caused.
pub fn complain(error: &anyhow::Error) {
    println!("\nerror: {error}");
    for cause in error.chain().skip(1) {
        println!("  because: {cause}");
    }
}

fn seconds(took: Duration) -> String {
    format!("{:.1} s", took.as_secs_f64())
}

#[expect(
    clippy::disallowed_methods,
    reason = "the stopwatch of the steps is the tool's only clock"
)]
fn now() -> Instant {
    Instant::now()
}
