//! `import-sample`: makes a small sample city. `sample`: says which one is there.

use serde_json::json;
use trucban_central::{SampleAsk, SampleDone, SampleSize, as_of};
use trucban_text::{Lang, central as text, format};

use super::failure::Failure;
use super::{Data, Desk, say};

const DAY_MS: i64 = 24 * 60 * 60 * 1000;

#[derive(Debug, clap::Args)]
pub(super) struct Ask {
    #[command(flatten)]
    data: Data,
    #[arg(long, value_name = "N", default_value_t = 2_000,
        help = text::HELP_REPORTS.say(Lang::Vi))]
    reports: u32,
    #[arg(long, value_name = "N", default_value_t = 46, help = text::HELP_SEED.say(Lang::Vi))]
    seed: u64,
    #[arg(long, value_name = "DATE", help = text::HELP_AS_OF.say(Lang::Vi))]
    as_of: Option<String>,
}

pub(super) fn run(desk: &Desk, ask: &Ask) -> Result<(), Failure> {
    let as_of = match &ask.as_of {
        Some(given) => {
            as_of(given).ok_or_else(|| Failure::Value(text::BAD_AS_OF, given.to_owned()))?
        }
        None => desk.clock.now(),
    };
    let central = desk.open(&ask.data.data)?;
    let size = SampleSize::Quick { reports: ask.reports };
    let done = central.import_sample(SampleAsk { size, seed: ask.seed, as_of }, &mut |_| {})?;
    match done {
        SampleDone::Imported(made) => {
            let count = format::count(desk.lang, u64::from(made.reports));
            let as_of = format!("{} {}", as_of.hour_minute(), format::date(desk.lang, as_of));
            say(&text::SAMPLE_DONE.fill(desk.lang, [&count, &as_of]));
        }
        SampleDone::AlreadyThere(_) => say(text::SAMPLE_THERE.say(desk.lang)),
    }
    Ok(())
}

#[derive(Debug, clap::Args)]
pub(super) struct StateAsk {
    #[command(flatten)]
    data: Data,
}

/// Prints one JSON value for other programs: the sample city that is there, or `null`.
pub(super) fn state(desk: &Desk, ask: &StateAsk) -> Result<(), Failure> {
    let there = desk.open(&ask.data.data)?.sample_there()?;
    let now = desk.clock.now();
    let told = there.map(|there| {
        json!({
            "reports": there.reports,
            "seed": there.seed,
            "as_of": there.as_of.iso(),
            "age_days": now.since_ms(there.as_of) / DAY_MS,
        })
    });
    say(&json!(told).to_string());
    Ok(())
}
