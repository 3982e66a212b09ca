//! `trucbanctl due`: when the time for a thing runs out, as the console counts it.
//!
//! Needs no data folder. The rule is the city's for a category, or a length that is asked for; the
//! calendar is the one of this build, or a file of the same form.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context as _, Result, bail};
use jiff::civil::{Date, DateTime, Time};
use serde_json::json;
use trucban_domain::deadline::{Count, Extension, Length, Pause, Rule, Rules, Term, WorkCalendar};
use trucban_domain::{CategoryCode, Timestamp};
use trucban_text::{Lang, ctl, format};

use crate::say;

#[derive(Debug, clap::Args)]
pub struct Ask {
    /// When it came in: 2026-11-20T14:31:00+07:00; without a zone the time on the wall in Huế.
    #[arg(long, value_name = "ISO")]
    received: String,
    #[command(flatten)]
    length: AskedLength,
    /// The category whose rule holds where no length is asked for.
    #[arg(long, value_name = "CODE")]
    category: Option<String>,
    /// What comes in from this time of day on counts as of the next working day: 16:00.
    #[arg(long, value_name = "HH:MM")]
    cut_off: Option<Time>,
    /// A time in which it stood still; with nothing after the stroke it still does.
    #[arg(long, value_name = "FROM/TO")]
    pause: Vec<String>,
    /// The last day of an extension that was granted.
    #[arg(long, value_name = "DATE")]
    extended_to: Option<Date>,
    /// When it was granted; with its receipt if left out. Pauses from then on move the new end.
    #[arg(long, value_name = "ISO", requires = "extended_to")]
    extended_at: Option<String>,
    /// A calendar in the form of assets/reference/calendar.json.
    #[arg(long, value_name = "FILE")]
    calendar: Option<PathBuf>,
    /// Print one JSON object.
    #[arg(long)]
    json: bool,
}

#[derive(Debug, clap::Args)]
#[group(multiple = false)]
struct AskedLength {
    /// Working days.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(LENGTHS))]
    days: Option<u32>,
    /// Working hours; 8 are a working day.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(LENGTHS))]
    working_hours: Option<u32>,
    /// Days of the week alike.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(LENGTHS))]
    calendar_days: Option<u32>,
    /// Hours of day and night.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(LENGTHS))]
    hours: Option<u32>,
}

/// From the shortest term to one longer than any in the law, within the ten years that are looked ahead.
const LENGTHS: std::ops::RangeInclusive<i64> = 1..=2_000;

/// Says when it is due.
pub fn due(lang: Lang, ask: &Ask) -> Result<ExitCode> {
    let read;
    let calendar = match &ask.calendar {
        None => WorkCalendar::shipped(),
        Some(file) => {
            let text = std::fs::read_to_string(file)
                .with_context(|| ctl::DUE_BAD_CALENDAR.fill(lang, [&file.display().to_string()]))?;
            read = WorkCalendar::parse(&text)
                .with_context(|| ctl::DUE_BAD_CALENDAR.fill(lang, [&file.display().to_string()]))?;
            &read
        }
    };
    let received = moment(lang, &ask.received)?;
    let rule = rule(lang, ask, received)?;
    let pauses = ask.pause.iter().map(|text| pause(lang, text)).collect::<Result<Vec<_>>>()?;
    let extension = match (ask.extended_to, &ask.extended_at) {
        (Some(until), Some(at)) => Some(Extension { until, decided: moment(lang, at)? }),
        (Some(until), None) => Some(Extension { until, decided: received }),
        (None, _) => None,
    };
    let count = calendar.count(&Term { rule: &rule, received, pauses: &pauses, extension });
    let known = count.due.is_none_or(|due| due.local().date() <= calendar.valid_to());
    if ask.json {
        say(&machine_readable(&count, &rule, calendar, known)?);
    } else {
        spoken(lang, &count, calendar, known);
    }
    Ok(ExitCode::SUCCESS)
}

fn machine_readable(
    count: &Count,
    rule: &Rule,
    calendar: &WorkCalendar,
    known: bool,
) -> Result<String> {
    let counted: Vec<String> = count.days.iter().map(Date::to_string).collect();
    let value = json!({
        "due": count.due.map(Timestamp::iso),
        "received_on": count.received_on.to_string(),
        "counted": counted,
        "calendar": calendar.version(),
        "calendar_known": known,
        "source": rule.source,
    });
    Ok(serde_json::to_string_pretty(&value)?)
}

fn spoken(lang: Lang, count: &Count, calendar: &WorkCalendar, known: bool) {
    match count.due {
        Some(due) => say(&ctl::DUE.fill(
            lang,
            [
                format::weekday(lang, due),
                &format::date(lang, due),
                &due.hour_minute(),
                calendar.version(),
            ],
        )),
        None => say(ctl::DUE_PAUSED.say(lang)),
    }
    if !known {
        let last = format::date(lang, Timestamp::start_of(calendar.valid_to()));
        say(&ctl::DUE_BEYOND.fill(lang, [&last]));
    }
}

fn rule(lang: Lang, ask: &Ask, received: Timestamp) -> Result<Rule> {
    let AskedLength { days, working_hours, calendar_days, hours } = ask.length;
    let asked = days
        .map(Length::WorkingDays)
        .or(working_hours.map(Length::WorkingHours))
        .or(calendar_days.map(Length::Days))
        .or(hours.map(Length::Hours));
    if let Some(length) = asked {
        return Ok(Rule::asked(length, ask.cut_off));
    }
    let category = ask.category.clone().map(CategoryCode);
    let Some(rule) = Rules::shipped().of(category.as_ref(), received) else {
        bail!(ctl::DUE_NO_RULE.say(lang));
    };
    Ok(Rule { cut_off: ask.cut_off.or(rule.cut_off), ..rule.clone() })
}

fn pause(lang: Lang, text: &str) -> Result<Pause> {
    let Some((from, to)) = text.split_once('/') else {
        bail!(ctl::DUE_BAD_PAUSE.fill(lang, [text]));
    };
    let from = moment(lang, from)?;
    let to = if to.is_empty() { None } else { Some(moment(lang, to)?) };
    if to.is_some_and(|to| to <= from) {
        bail!(ctl::DUE_BAD_PAUSE.fill(lang, [text]));
    }
    Ok(Pause { from, to })
}

/// A moment with its zone, or one on the wall in Huế.
fn moment(lang: Lang, text: &str) -> Result<Timestamp> {
    let on_the_wall = || {
        let at: DateTime = text.parse().ok()?;
        Some(Timestamp::at(at.date(), at.time()))
    };
    Timestamp::parse_iso(text)
        .or_else(on_the_wall)
        .with_context(|| ctl::DUE_BAD_MOMENT.fill(lang, [text]))
}
