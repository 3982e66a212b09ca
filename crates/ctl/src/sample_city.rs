//! `trucbanctl sample-city`: makes the sample city in central's data folder.
//!
//! Standard output gets the counts and digests alone, so that two runs can be compared byte for
//! byte; everything else goes to standard error.

use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::{Context as _, Result, bail};
use trucban_central::{
    Central, OpenCentral, SampleAsk, SampleDone, SampleMade, SampleSize, SampleStep, as_of,
};
use trucban_domain::{Clock as _, Timestamp};
use trucban_host::{SystemClock, SystemEntropy};
use trucban_text::{Lang, ctl, format};

use crate::{say, say_aside};

/// Progress is said after every so many reports in a hundred.
const SAID_EVERY_PERCENT: u32 = 10;

#[derive(Debug, clap::Args)]
pub struct Ask {
    /// Seed: the same seed gives the same city.
    #[arg(long, value_name = "N", default_value_t = 46)]
    seed: u64,
    /// The day up to which the city lives (2026-11-20, meaning 16:00) or an ISO time; now if left
    /// out.
    #[arg(long, value_name = "DATE")]
    as_of: Option<String>,
    /// Part of the real size: 1 is 183,000 reports in six years.
    #[arg(long, value_name = "F", default_value_t = 1.0)]
    scale: f64,
}

/// Makes the city in `data`, or where none is named in a folder that goes away again.
pub fn make(data: Option<&Path>, lang: Lang, ask: &Ask) -> Result<ExitCode> {
    if !(ask.scale > 0.0 && ask.scale <= 10.0) {
        bail!(ctl::SAMPLE_BAD_SCALE.say(lang));
    }
    let as_of = match &ask.as_of {
        Some(given) => as_of(given).with_context(|| ctl::SAMPLE_BAD_AS_OF.fill(lang, [given]))?,
        None => SystemClock.now(),
    };
    if let Some(folder) = data {
        return make_in(folder, lang, ask, as_of);
    }
    let folder = tempfile::tempdir().context("a temporary folder")?;
    make_in(folder.path(), lang, ask, as_of)
}

fn make_in(folder: &Path, lang: Lang, ask: &Ask, as_of: Timestamp) -> Result<ExitCode> {
    let central = Central::open(OpenCentral {
        folder: folder.to_owned(),
        clock: Arc::new(SystemClock),
        entropy: Arc::new(SystemEntropy),
    })?;
    let size = SampleSize::City { scale: ask.scale };
    let mut said = 0;
    let mut heard = |step| tell(lang, step, &mut said);
    let done = central.import_sample(SampleAsk { size, seed: ask.seed, as_of }, &mut heard)?;
    match done {
        SampleDone::Imported(made) => {
            print(&made);
            Ok(ExitCode::SUCCESS)
        }
        SampleDone::AlreadyThere(there) => {
            let count = format::count(lang, there.reports);
            bail!(ctl::SAMPLE_THERE.fill(lang, [&count, &format::date(lang, there.as_of)]));
        }
    }
}

/// One line a table, whatever tables there are, and one for all.
fn print(made: &SampleMade) {
    let (mut rows, mut digest) = (0, 0_u128);
    for (entity, count) in &made.counts {
        say(&format!("{entity} {} {:032x}", count.rows, count.digest));
        rows += count.rows;
        digest = digest.wrapping_add(count.digest);
    }
    say(&format!("all {rows} {digest:032x}"));
}

fn tell(lang: Lang, step: SampleStep, said: &mut u32) {
    match step {
        SampleStep::Reports { done, of } => {
            let percent = (u64::from(done) * 100).checked_div(of.into()).unwrap_or(100);
            let tenth = u32::try_from(percent).unwrap_or(100) / SAID_EVERY_PERCENT;
            if tenth > *said {
                *said = tenth;
                let [done, of] = [done, of].map(|count| format::count(lang, count.into()));
                say_aside(&ctl::SAMPLE_REPORTS.fill(lang, [&done, &of]));
            }
        }
        SampleStep::Feed => say_aside(ctl::SAMPLE_FEED.say(lang)),
        SampleStep::Indexes => say_aside(ctl::SAMPLE_INDEXES.say(lang)),
    }
}
