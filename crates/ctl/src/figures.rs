//! `trucbanctl figures`: the figures of a period, as the window shows them.
//!
//! Looks only; it may run beside the console.

use std::process::ExitCode;

use anyhow::{Result, anyhow};
use clap::{Args, ValueEnum};
use jiff::civil::Date;
use serde_json::{Value, json};
use trucban_domain::figures::{Counts, Figures, Line, Outcome, Overdue, Period, PeriodKind, Share};
use trucban_domain::{Clock as _, Ward, WardCode};
use trucban_host::SystemClock;
use trucban_store::{Access, FiguresAsk};
use trucban_text::{Lang, ctl, figures, format, names, period};

use crate::folder::Folder;
use crate::say;

/// Which figures.
#[derive(Debug, Args)]
pub struct Ask {
    #[command(flatten)]
    days: Days,
    /// Print one JSON object.
    #[arg(long)]
    json: bool,
}

/// Of which reports.
#[derive(Debug, Args)]
pub struct Days {
    /// The first day on which they came in: 2026-11-01. Left out, the period holds today.
    #[arg(long, value_name = "DATE", requires = "to")]
    from: Option<String>,
    /// The last day.
    #[arg(long, value_name = "DATE", requires = "from")]
    to: Option<String>,
    /// The kind of period, where no days are named.
    #[arg(long, default_value = "month", conflicts_with = "from")]
    period: Kind,
    /// In this ward only, by its code: 19777.
    #[arg(long, value_name = "CODE")]
    ward: Option<u32>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Kind {
    Week,
    Month,
    Quarter,
    Year,
}

impl Days {
    /// What the store is asked for.
    ///
    /// # Errors
    /// A sentence that says which day or ward there is not.
    pub fn ask(&self, lang: Lang) -> Result<FiguresAsk> {
        let today = SystemClock.now().local().date();
        let day = |text: &String| -> Result<Date> {
            let read = text.parse();
            read.map_err(|_none| anyhow!(ctl::FIGURES_BAD_DAY.fill(lang, [text])))
        };
        let period = match (&self.from, &self.to) {
            (Some(from), Some(to)) => Period::between(day(from)?, day(to)?)
                .ok_or_else(|| anyhow!(ctl::FIGURES_BAD_DAYS.fill(lang, [from, to])))?,
            _ => Period::holding(self.kind(), today),
        };
        let ward = self.ward.map(WardCode);
        if let Some(none) = ward.filter(|code| Ward::find(*code).is_none()) {
            return Err(anyhow!(ctl::FIGURES_BAD_WARD.fill(lang, [&none.to_string()])));
        }
        Ok(FiguresAsk { period, ward, today })
    }

    const fn kind(&self) -> PeriodKind {
        match self.period {
            Kind::Week => PeriodKind::Week,
            Kind::Month => PeriodKind::Month,
            Kind::Quarter => PeriodKind::Quarter,
            Kind::Year => PeriodKind::Year,
        }
    }
}

/// Tells the figures.
pub fn tell(folder: &Folder, ask: &Ask) -> Result<ExitCode> {
    let of = ask.days.ask(folder.lang)?;
    let store = folder.open(Access::ReadOnly)?;
    let figures = store.figures(&of).map_err(|error| folder.explain(error))?;
    if ask.json {
        let as_of = store.sync_facts().map_err(|error| folder.explain(error))?.as_of;
        let mut value = machine_readable(&of, &figures);
        value["as_of"] = json!(as_of.map(trucban_domain::Timestamp::iso));
        say(&serde_json::to_string_pretty(&value)?);
    } else {
        spoken(folder.lang, &of, &figures);
    }
    Ok(ExitCode::SUCCESS)
}

/// Fields are only added. A rate is a percentage, `null` where there is none.
fn machine_readable(of: &FiguresAsk, figures: &Figures) -> Value {
    let firsts = of.period.stretches();
    let trend = firsts.iter().zip(&figures.trend).map(|(first, counts)| {
        let mut value = counted(*counts);
        value["from"] = json!(first);
        value
    });
    json!({
        "period": of.period,
        "ward": of.ward,
        "held_from": figures.held_from,
        "total": line(&figures.total, None),
        "wards": figures.wards.iter()
            .map(|it| line(it, Some(json!(it.of)))).collect::<Vec<_>>(),
        "units": figures.units.iter()
            .map(|it| line(it, Some(json!(it.of)))).collect::<Vec<_>>(),
        "categories": figures.categories.iter()
            .map(|it| line(it, Some(json!(it.of)))).collect::<Vec<_>>(),
        "trend": trend.collect::<Vec<_>>(),
        "arrivals": figures.arrivals,
    })
}

fn line<K>(line: &Line<K>, code: Option<Value>) -> Value {
    let Line { of: _, counts, overdue: Overdue { rows, extended } } = line;
    let mut value = counted(*counts);
    if let Some(code) = code {
        value["code"] = code;
    }
    value["overdue_now"] = json!(rows);
    value["overdue_now_extended"] = json!(extended);
    value
}

fn counted(counts: Counts) -> Value {
    json!({
        "received": counts.received(),
        "waiting": counts.of(Outcome::Waiting),
        "not_taken": counts.of(Outcome::NotTaken),
        "accepted": counts.accepted(),
        "in_work": counts.of(Outcome::InWork),
        "handled": counts.handled(),
        "timed": counts.timed(),
        "in_time": counts.of(Outcome::InTime),
        "in_extended_time": counts.of(Outcome::InExtendedTime),
        "late": counts.of(Outcome::Late),
        "without_term": counts.of(Outcome::WithoutTerm),
        "handled_rate": counts.handled_rate().percent(),
        "on_time_rate": counts.on_time_rate().percent(),
    })
}

fn spoken(lang: Lang, of: &FiguresAsk, figures: &Figures) {
    let place = match of.ward {
        Some(ward) => names::ward(lang, ward),
        None => figures::ALL_HELD.say(lang).to_owned(),
    };
    say(&ctl::FIGURES_OF.fill(lang, [&period::name(lang, of.period), &place]));
    let counts = figures.total.counts;
    let number = |rows: u32| format::count(lang, rows.into());
    for (text, rows) in [
        (figures::RECEIVED, counts.received()),
        (figures::ACCEPTED, counts.accepted()),
        (figures::HANDLED, counts.handled()),
    ] {
        say(&ctl::FIGURES_NUMBER.fill(lang, [text.say(lang), &number(rows)]));
    }
    for (text, share) in [
        (figures::HANDLED_RATE, counts.handled_rate()),
        (figures::ON_TIME_RATE, counts.on_time_rate()),
        (figures::EXTENDED_RATE, counts.extended_rate()),
        (figures::LATE_RATE, counts.late_rate()),
    ] {
        let Share { part, whole } = share;
        let values = [text.say(lang), &percent(lang, share), &number(part), &number(whole)];
        say(&ctl::FIGURES_RATE.fill(lang, values));
    }
    let late = number(figures.total.overdue.rows);
    say(&ctl::FIGURES_NUMBER.fill(lang, [figures::OVERDUE.say(lang), &late]));
}

fn percent(lang: Lang, share: Share) -> String {
    match share.percent() {
        Some(percent) => figures::PERCENT.fill(lang, [&format::decimal(lang, percent, 1)]),
        None => figures::NO_RATE.say(lang).to_owned(),
    }
}
