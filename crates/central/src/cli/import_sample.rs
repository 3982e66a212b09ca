//! `import-sample`: brings the sample city in.

use jiff::civil::Date;
use trucban_central::{SampleAsk, SampleDone};
use trucban_domain::Timestamp;
use trucban_text::{Lang, central as text, format};

use super::failure::Failure;
use super::{Data, Desk, say};

/// The hour of the day that a bare date stands for: a full day's work lies behind it.
const HOUR_OF_A_DATE_MS: i64 = 16 * 60 * 60 * 1000;

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
        Some(given) => moment(given)?,
        None => desk.clock.now(),
    };
    let central = desk.open(&ask.data.data)?;
    let done = central.import_sample(SampleAsk { reports: ask.reports, seed: ask.seed, as_of })?;
    match done {
        SampleDone::Imported { reports } => {
            let count = format::count(desk.lang, u64::from(reports));
            let as_of = format!("{} {}", as_of.hour_minute(), format::date(desk.lang, as_of));
            say(&text::SAMPLE_DONE.fill(desk.lang, [&count, &as_of]));
        }
        SampleDone::AlreadyThere => say(text::SAMPLE_THERE.say(desk.lang)),
    }
    Ok(())
}

fn moment(given: &str) -> Result<Timestamp, Failure> {
    let of_date = |date| Timestamp::start_of(date).plus_ms(HOUR_OF_A_DATE_MS);
    let date = given.parse::<Date>().ok().filter(|_| !given.contains('T')).map(of_date);
    date.or_else(|| Timestamp::parse_iso(given))
        .ok_or_else(|| Failure::Value(text::BAD_AS_OF, given.to_owned()))
}
