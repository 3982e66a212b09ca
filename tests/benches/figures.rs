//! How fast the product is, beside the least that anything could take.
//!
//! Each figure is one line of JSON: `{"name","value","unit","reference","ratio"}`. The references
//! stand in `reference/`; both sides are measured in turn, so that a busy moment of the machine meets
//! both. Names on the command line choose figures; without any, all are measured.

#[path = "figures/durable_save.rs"]
mod durable_save;
#[path = "figures/sample.rs"]
mod sample;
#[path = "figures/start.rs"]
mod start;

use std::io::Write as _;
use std::time::Duration;

use anyhow::{Context as _, Result, ensure};
use serde::Serialize;

/// A figure and what it is compared with, in milliseconds.
struct Figure {
    name: &'static str,
    ours: f64,
    reference: f64,
}

/// A figure as it is told.
#[derive(Serialize)]
struct Line {
    name: &'static str,
    value: f64,
    unit: &'static str,
    reference: f64,
    ratio: f64,
}

const NAMES: [&str; 2] = [durable_save::NAME, start::NAME];

fn main() -> Result<()> {
    // `cargo bench` adds words of its own.
    let chosen: Vec<String> =
        std::env::args().skip(1).filter(|word| !word.starts_with('-')).collect();
    for name in &chosen {
        ensure!(NAMES.contains(&name.as_str()), "no figure is called {name}: {}", NAMES.join(", "));
    }
    let wanted = |name: &str| chosen.is_empty() || chosen.iter().any(|one| one == name);
    let runtime = tokio::runtime::Runtime::new()?;
    if wanted(durable_save::NAME) {
        say(&runtime.block_on(durable_save::measure())?)?;
    }
    if wanted(start::NAME) {
        say(&runtime.block_on(start::measure())?)?;
    }
    Ok(())
}

fn say(figure: &Figure) -> Result<()> {
    let Figure { name, ours, reference } = figure;
    let rounded = |value: f64| (value * 1_000.0).round() / 1_000.0;
    let line = serde_json::to_string(&Line {
        name,
        value: rounded(*ours),
        unit: "ms",
        reference: rounded(*reference),
        ratio: rounded(ours / reference),
    })?;
    let mut out = std::io::stdout().lock();
    writeln!(out, "{line}").and_then(|()| out.flush()).context("nobody listens")
}

/// The value that `share` of all samples do not exceed.
fn quantile(samples: &mut [f64], share: f64) -> f64 {
    samples.sort_by(f64::total_cmp);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_precision_loss,
        reason = "an index of some hundred samples"
    )]
    let at = ((samples.len() as f64 * share).ceil() as usize).clamp(1, samples.len());
    samples[at - 1]
}

fn ms(span: Duration) -> f64 {
    span.as_secs_f64() * 1_000.0
}
