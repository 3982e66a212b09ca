//! How fast the product is, beside the least that anything could take.
//!
//! Each figure is one line of JSON: `{"name","value","unit","reference","ratio"}`, times in
//! milliseconds, sizes in bytes. The references stand in `reference/`; both sides are measured in turn,
//! so that a busy moment of the machine meets both. All figures are of a laptop that holds the whole
//! city. Names on the command line choose figures; without any, all are measured.

#[path = "figures/city.rs"]
mod city;
#[path = "figures/durable_save.rs"]
mod durable_save;
#[path = "figures/first_sync.rs"]
mod first_sync;
#[path = "figures/idle.rs"]
mod idle;
#[path = "figures/incidents.rs"]
mod incidents;
#[path = "figures/key_to_paint.rs"]
mod key_to_paint;
#[path = "figures/period.rs"]
mod period;
#[path = "figures/queue.rs"]
mod queue;
#[path = "figures/scroll.rs"]
mod scroll;
#[path = "figures/search.rs"]
mod search;
#[path = "figures/start.rs"]
mod start;
#[path = "figures/tiles.rs"]
mod tiles;
#[path = "figures/windows.rs"]
mod windows;
#[path = "figures/zone_lookup.rs"]
mod zone_lookup;

#[path = "reference/bare_file.rs"]
mod bare_file;

use std::io::Write as _;
use std::time::Duration;

use anyhow::{Context as _, Result, ensure};
use city::City;
use serde::Serialize;
use tokio::runtime::Runtime;

/// A figure and what it is compared with.
struct Figure {
    name: &'static str,
    unit: &'static str,
    ours: f64,
    reference: f64,
}

impl Figure {
    /// Milliseconds against milliseconds.
    const fn ms(name: &'static str, ours: f64, reference: f64) -> Self {
        Self { name, unit: "ms", ours, reference }
    }

    fn say(&self) -> Result<()> {
        let rounded = |value: f64| (value * 1_000.0).round() / 1_000.0;
        let line = serde_json::to_string(&Line {
            name: self.name,
            value: rounded(self.ours),
            unit: self.unit,
            reference: rounded(self.reference),
            ratio: rounded(self.ours / self.reference),
        })?;
        let mut out = std::io::stdout().lock();
        writeln!(out, "{line}").and_then(|()| out.flush()).context("nobody listens")
    }
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

/// Figures that are measured together.
struct Set {
    names: &'static [&'static str],
    measure: fn(&Runtime, &mut City) -> Result<Vec<Figure>>,
    /// Whether it is measured when nothing is named.
    base: bool,
}

/// In this order: what changes the laptop comes last.
const SETS: [Set; 12] = [
    first_sync::SET,
    queue::SET,
    search::SET,
    period::SET,
    zone_lookup::SET,
    tiles::SET,
    start::SET,
    idle::SET,
    key_to_paint::SET,
    scroll::SET,
    durable_save::SET,
    incidents::SET,
];

fn main() -> Result<()> {
    // `cargo bench` adds words of its own.
    let chosen: Vec<String> =
        std::env::args().skip(1).filter(|word| !word.starts_with('-')).collect();
    let known: Vec<&str> = SETS.iter().flat_map(|set| set.names).copied().collect();
    for name in &chosen {
        ensure!(known.contains(&name.as_str()), "no figure is called {name}: {}", known.join(", "));
    }
    let wanted = |name: &str| chosen.iter().any(|one| one == name);
    let runtime = Runtime::new()?;
    let mut city = runtime.block_on(City::make())?;
    for set in &SETS {
        if (chosen.is_empty() && set.base) || set.names.iter().any(|name| wanted(name)) {
            for figure in (set.measure)(&runtime, &mut city)? {
                figure.say()?;
            }
        }
    }
    Ok(())
}

/// The value that `share` of all samples do not exceed.
fn quantile(samples: &mut [f64], share: f64) -> f64 {
    samples.sort_by(f64::total_cmp);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_precision_loss,
        reason = "an index of some thousand samples"
    )]
    let at = ((samples.len() as f64 * share).ceil() as usize).clamp(1, samples.len());
    samples[at - 1]
}

fn ms(span: Duration) -> f64 {
    span.as_secs_f64() * 1_000.0
}
