//! `trucbanctl`: the console without a window, for support staff and scripts.
//!
//! Works on a console's data folder: while the console runs it may only look. `sample-city` alone
//! works on central's. Says what it did in
//! the operator's language; `--json` prints one JSON value for other programs. Exit codes: 0 done,
//! 1 failed (the sentence on standard error says what is safe), 2 the doctor found something that does
//! not agree, 3 central could not be reached, 4 nothing is called so.

mod doctor;
mod due;
mod enrol;
mod export;
mod figures;
mod folder;
mod lookup;
mod queue;
mod sample_city;
mod sync;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand, ValueEnum};
use trucban_text::Lang;

use folder::Folder;

#[derive(Debug, Parser)]
#[command(name = "trucbanctl", version, about = "Trực Ban without a window")]
struct Arguments {
    /// Data folder of the console, or of central for `sample-city`. Where it is left out the console's
    /// is `TRUCBAN_DATA`, or the current folder.
    #[arg(long, value_name = "DIR", global = true)]
    data: Option<PathBuf>,
    /// Language of what is said.
    #[arg(long, global = true, default_value = "vi")]
    lang: LangArgument,
    #[command(subcommand)]
    order: Order,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum LangArgument {
    Vi,
    En,
}

#[derive(Debug, Subcommand)]
enum Order {
    /// Take an enrolment document in.
    Enrol {
        /// The document that the administrator gave.
        file: PathBuf,
    },
    /// List open reports as the queue shows them.
    Queue {
        /// Print one JSON array.
        #[arg(long)]
        json: bool,
        /// Reports to list at most.
        #[arg(long, default_value_t = 50)]
        limit: u32,
    },
    /// Exchange everything with central, once.
    Sync {
        /// Print one JSON object.
        #[arg(long)]
        json: bool,
    },
    /// Say what a text names, and what the zoning map holds for a lot or for coordinates.
    Lookup {
        /// 22/80 phú xuân, coordinates, a street, a ward, a number.
        text: String,
        /// Print one JSON object.
        #[arg(long)]
        json: bool,
    },
    /// Say how the data folder fares.
    Doctor {
        /// Print one JSON object.
        #[arg(long)]
        json: bool,
    },
    /// Say how many reports of a period were handled, and how many in time.
    Figures(figures::Ask),
    /// Write the figures of a period, or its reports with what names somebody hidden, into a file.
    Export(export::Ask),
    /// Say when the time for a thing runs out. Needs no data folder.
    Due(due::Ask),
    /// Make the sample city in central's data folder; without one, only say what it would hold.
    SampleCity(sample_city::Ask),
}

fn main() -> ExitCode {
    let Arguments { data, lang, order } = Arguments::parse();
    let lang = match lang {
        LangArgument::Vi => Lang::Vi,
        LangArgument::En => Lang::En,
    };
    let console = || {
        let path = data.clone().or_else(|| std::env::var_os("TRUCBAN_DATA").map(PathBuf::from));
        Folder { path: path.unwrap_or_else(|| PathBuf::from(".")), lang }
    };
    let done = match order {
        Order::Enrol { file } => enrol::enrol(&console(), &file),
        Order::Queue { json, limit } => queue::list(&console(), limit, json),
        Order::Sync { json } => sync::sync(&console(), json),
        Order::Lookup { text, json } => lookup::look_up(&console(), &text, json),
        Order::Doctor { json } => doctor::examine(&console(), json),
        Order::Figures(ask) => figures::tell(&console(), &ask),
        Order::Export(ask) => export::write(&console(), &ask),
        Order::Due(ask) => due::due(lang, &ask),
        Order::SampleCity(ask) => sample_city::make(data.as_deref(), lang, &ask),
    };
    match done {
        Ok(code) => code,
        Err(error) => {
            say_aside(&format!("{error:#}"));
            ExitCode::FAILURE
        }
    }
}

/// Prints what was asked for.
#[expect(clippy::print_stdout, reason = "a command line tool speaks on standard output")]
fn say(text: &str) {
    println!("{text}");
}

/// Says how it goes, and what went wrong.
#[expect(clippy::print_stderr, reason = "a command line tool complains on standard error")]
fn say_aside(text: &str) {
    eprintln!("{text}");
}
