//! The command line: what can be asked, and how the answer reads.

mod enroll;
mod failure;
mod import_sample;
mod keys;
mod serve;

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use clap::{Parser, Subcommand, ValueEnum};
use trucban_central::{Central, OpenCentral};
use trucban_domain::{Clock, Entropy};
use trucban_text::{Lang, central as text};

use failure::Failure;

/// What was asked.
#[derive(Debug, Parser)]
#[command(name = "trucban-central", version, about = text::HELP.say(Lang::Vi))]
pub struct Arguments {
    #[arg(long, global = true, value_enum, default_value = "vi", env = "TRUCBAN_LANG",
        help = text::HELP_LANG.say(Lang::Vi))]
    lang: Language,
    #[command(subcommand)]
    task: Task,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Language {
    Vi,
    En,
}

#[derive(Debug, Subcommand)]
enum Task {
    #[command(about = text::HELP_SERVE.say(Lang::Vi))]
    Serve(serve::Ask),
    #[command(about = text::HELP_ENROLL.say(Lang::Vi))]
    Enroll(enroll::Ask),
    #[command(about = text::HELP_REVOKE.say(Lang::Vi))]
    Revoke(keys::RevokeAsk),
    #[command(about = text::HELP_API_KEY.say(Lang::Vi))]
    ApiKey(keys::ApiKeyAsk),
    #[command(about = text::HELP_SAMPLE.say(Lang::Vi))]
    ImportSample(import_sample::Ask),
    #[command(about = text::HELP_SAMPLE_STATE.say(Lang::Vi))]
    Sample(import_sample::StateAsk),
}

/// The data folder, asked for by every task.
#[derive(Debug, clap::Args)]
struct Data {
    #[arg(long, value_name = "DIR", env = "TRUCBAN_CENTRAL_DATA",
        help = text::HELP_DATA.say(Lang::Vi))]
    data: PathBuf,
}

/// What every task works with.
struct Desk {
    lang: Lang,
    clock: Arc<dyn Clock>,
    entropy: Arc<dyn Entropy>,
}

impl Desk {
    fn open(&self, folder: &Path) -> Result<Central, Failure> {
        let open = OpenCentral {
            folder: folder.to_owned(),
            clock: Arc::clone(&self.clock),
            entropy: Arc::clone(&self.entropy),
        };
        Ok(Central::open(open)?)
    }
}

impl Arguments {
    /// Does what was asked, and says how it went.
    pub fn run(self, clock: impl Clock + 'static, entropy: impl Entropy + 'static) -> ExitCode {
        let lang = match self.lang {
            Language::Vi => Lang::Vi,
            Language::En => Lang::En,
        };
        let desk = Desk { lang, clock: Arc::new(clock), entropy: Arc::new(entropy) };
        let done = match self.task {
            Task::Serve(ask) => serve::run(&desk, ask),
            Task::Enroll(ask) => enroll::run(&desk, ask),
            Task::Revoke(ask) => keys::revoke(&desk, &ask),
            Task::ApiKey(ask) => keys::make_api_key(&desk, &ask),
            Task::ImportSample(ask) => import_sample::run(&desk, &ask),
            Task::Sample(ask) => import_sample::state(&desk, &ask),
        };
        match done {
            Ok(()) => ExitCode::SUCCESS,
            Err(failure) => {
                failure.log();
                write_line(&mut std::io::stderr(), &failure.sentence(lang));
                ExitCode::FAILURE
            }
        }
    }
}

/// Says one line on standard output.
fn say(line: &str) {
    write_line(&mut std::io::stdout(), line);
}

fn write_line(to: &mut dyn Write, line: &str) {
    // Nobody may be reading; the work is done all the same.
    let _ = writeln!(to, "{line}").and_then(|()| to.flush());
}
