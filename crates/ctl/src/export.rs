//! `trucbanctl export`: the reports or the figures of a period in a file that was not there before.
//!
//! Looks only; it may run beside the console.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Result, anyhow};
use clap::{Args, ValueEnum};
use trucban_domain::{Clock as _, Incident};
use trucban_export::{About, ExportError, Format, NewFile, ReportList, write_figures};
use trucban_host::SystemClock;
use trucban_store::Access;
use trucban_text::{ctl, format};

use crate::figures::Days;
use crate::folder::Folder;
use crate::say;

/// What is written, and where.
#[derive(Debug, Args)]
pub struct Ask {
    #[command(flatten)]
    days: Days,
    /// What is written.
    #[arg(long, default_value = "reports")]
    what: What,
    /// In which form.
    #[arg(long)]
    format: Form,
    /// The file; there may be none of this name yet.
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum What {
    Reports,
    Figures,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Form {
    Csv,
    Xlsx,
}

/// Writes the file.
pub fn write(folder: &Folder, ask: &Ask) -> Result<ExitCode> {
    let lang = folder.lang;
    let of = ask.days.ask(lang)?;
    let store = folder.open(Access::ReadOnly)?;
    let operator = folder.enrolment(&store)?.operator;
    let explain = |error| folder.explain(error);
    let about = About {
        period: of.period,
        ward: of.ward,
        made_at: SystemClock.now(),
        as_of: store.sync_facts().map_err(explain)?.as_of,
        unit: operator.grant.actor(operator.user, &operator.name).unit,
        by: operator.name,
        sample: store.holds_sample().map_err(explain)?,
        lang,
    };
    let form = match ask.format {
        Form::Csv => Format::Csv,
        Form::Xlsx => Format::Xlsx,
    };
    let file = NewFile::begin(&ask.out).map_err(|error| told(folder, error))?;
    let written = match ask.what {
        What::Figures => write_figures(&about, &store.figures(&of).map_err(explain)?, form, file),
        What::Reports => {
            let mut list = ReportList::begin(about, form, file).map_err(|it| told(folder, it))?;
            store
                .reports_of::<Failed>(&of, |incident: Incident| Ok(list.push(&incident)?))
                .map_err(|failed| match failed {
                    Failed::Store(error) => explain(error),
                    Failed::Export(error) => told(folder, error),
                })?;
            list.finish()
        }
    };
    let (path, lines) = written.map_err(|error| told(folder, error))?;
    let (path, lines) = (path.display().to_string(), format::count(lang, lines.into()));
    say(&ctl::EXPORT_DONE.fill(lang, [&lines, &path]));
    Ok(ExitCode::SUCCESS)
}

enum Failed {
    Store(trucban_store::StoreError),
    Export(ExportError),
}

impl From<trucban_store::StoreError> for Failed {
    fn from(error: trucban_store::StoreError) -> Self {
        Self::Store(error)
    }
}

impl From<ExportError> for Failed {
    fn from(error: ExportError) -> Self {
        Self::Export(error)
    }
}

fn told(folder: &Folder, error: ExportError) -> anyhow::Error {
    if let ExportError::Exists(path) = &error {
        return anyhow!(ctl::EXPORT_THERE.fill(folder.lang, [&path.display().to_string()]));
    }
    let said = trucban_text::sentence(folder.lang, "error.export_unwritable", &[]);
    anyhow::Error::new(error).context(said)
}
