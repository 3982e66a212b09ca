//! The product, started: a central API on a sample city and a console enrolled against it.
//!
//! Owns one data folder: central's, the console's, the enrolment between them, and both logs. What
//! is there already is kept, so that a second start goes on where the first ended. Without a
//! display it refuses, and offers pictures instead. Central is stopped when the console closes.

mod central;
mod renew;
mod sample;

use std::env;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context as _, Result, bail};
use clap::ValueEnum;

use crate::binaries::{self, Profile};
use crate::command;
use crate::page;
use crate::setup;
use crate::steps::{Steps, say};
use crate::workspace::Workspace;
use central::Central;
use sample::Sample;

/// What `run` may be told.
#[derive(clap::Args)]
pub struct Args {
    /// Folder of all data; `trucban-sample` among the user's data when not named, `trucban-city` for
    /// the whole city.
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
    /// Make the whole city, 183,000 reports in six years, instead of a quick sample.
    #[arg(long)]
    city: bool,
    /// Make the sample city anew; the old folder is moved aside, with everything that was done in it.
    #[arg(long)]
    fresh: bool,
    /// Open the window off the screen and write a picture of each screen, and the console's log.
    #[arg(long, value_name = "DIR")]
    screenshots: Option<PathBuf>,
    /// Size of the window.
    #[arg(long, value_name = "WxH")]
    size: Option<String>,
    /// Theme of the window.
    #[arg(long)]
    theme: Option<Theme>,
    /// Language of the window.
    #[arg(long)]
    lang: Option<Language>,
}

#[derive(Clone, Copy, ValueEnum)]
enum Theme {
    Light,
    Dark,
}

#[derive(Clone, Copy, ValueEnum)]
enum Language {
    Vi,
    En,
}

/// Starts everything and returns when the console has closed or the pictures are written.
pub fn run(workspace: &Workspace, steps: &mut Steps, args: &Args) -> Result<()> {
    if args.screenshots.is_none() && !has_display() {
        bail!(
            "there is no display to open a window on; for pictures of the same window run\n  \
             cargo xtask run --screenshots DIR [--size WxH] [--theme light|dark] [--lang vi|en]"
        );
    }
    setup::run(steps)?;
    page::build(workspace, steps)?;
    binaries::build(workspace, steps, Profile::Debug)?;
    let programs = workspace.programs(Profile::Debug.folder());
    let generator = args.city.then(|| city_generator(workspace, steps)).transpose()?;
    let folder = args.data.clone().map_or_else(|| default_folder(args.city), Ok)?;
    make_private(&folder).with_context(|| format!("make {}", folder.display()))?;
    let folder = folder.canonicalize()?;
    if renew::is_due(&programs, &folder, args.city, args.fresh)? {
        let aside = renew::set_aside(&programs, &folder)?;
        say(&format!("    the old sample city lies, whole, in {}", aside.display()));
        make_private(&folder).with_context(|| format!("make {}", folder.display()))?;
    }
    let sample =
        steps.step("sample city", || Sample::prepare(&programs, &folder, generator.as_deref()))?;
    let central = steps
        .step("central", || Central::start(&programs, &sample, &folder.join("central.log")))?;
    introduce(&sample, &folder);
    match &args.screenshots {
        None => open_console(&programs, &folder, args)?,
        Some(pictures) => {
            steps.step("pictures", || take_pictures(&programs, &folder, pictures, args))?;
        }
    }
    central.stop()
}

/// Builds the program that makes the whole city. It is built for speed: a debug build takes minutes
/// to make what it makes in seconds.
fn city_generator(workspace: &Workspace, steps: &mut Steps) -> Result<PathBuf> {
    steps.step("city generator", || {
        let mut cargo = workspace.cargo();
        command::run(cargo.args(["build", "--release", "--package", "trucban-ctl"]))
    })?;
    Ok(workspace.programs(Profile::Release.folder()).join("trucbanctl"))
}

fn introduce(sample: &Sample, folder: &Path) {
    let Sample { address, open311_key, reports, .. } = sample;
    say(&format!(
        "\nCentral answers at http://{address} with the sample city: 40 wards, {reports} reports.\n\
         The console is enrolled as {}, {}; all data and both logs lie in {}.\n\
         Citizens' reports come in at http://{address}/open311/v2/requests.json \
         with api_key={open311_key}; closing the window stops everything.\n",
        sample::OPERATOR,
        sample::OFFICE,
        folder.display(),
    ));
}

fn open_console(programs: &Path, folder: &Path, args: &Args) -> Result<()> {
    let log = folder.join("console.log");
    let file = File::create(&log).with_context(|| format!("create {}", log.display()))?;
    command::run(
        Command::new(programs.join("trucban"))
            .args(console_args(folder, args))
            .env("NO_COLOR", "1")
            .stdin(Stdio::null())
            .stdout(file.try_clone()?)
            .stderr(file),
    )
    .with_context(|| format!("the console failed; its log is {}", log.display()))
}

fn take_pictures(programs: &Path, folder: &Path, pictures: &Path, args: &Args) -> Result<()> {
    command::run(
        Command::new(programs.join("trucban-screens"))
            .arg("--out")
            .arg(pictures)
            .args(args.size.iter().flat_map(|size| ["--size", size]))
            .arg("--")
            .args(console_args(folder, args))
            .env("TRUCBAN_BIN_DIR", programs),
    )?;
    say(&format!("    pictures and the console's log: {}", pictures.display()));
    Ok(())
}

fn console_args(folder: &Path, args: &Args) -> Vec<String> {
    let path = |name: &str| folder.join(name).display().to_string();
    let mut line = vec!["--data".to_owned(), path("console")];
    let mut add = |option: &str, value: Option<String>| {
        line.extend(value.into_iter().flat_map(|value| [option.to_owned(), value]));
    };
    add("--enrolment", Some(path(sample::ENROLMENT)));
    add("--size", args.size.clone());
    add("--theme", args.theme.as_ref().map(word));
    add("--lang", args.lang.as_ref().map(word));
    line
}

fn word(value: &impl ValueEnum) -> String {
    value.to_possible_value().map(|word| word.get_name().to_owned()).unwrap_or_default()
}

/// Makes the folder for nobody but its owner: the enrolment and a key lie in it.
fn make_private(folder: &Path) -> std::io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.recursive(true).create(folder)
}

fn has_display() -> bool {
    !cfg!(target_os = "linux")
        || ["DISPLAY", "WAYLAND_DISPLAY"]
            .iter()
            .any(|name| env::var_os(name).is_some_and(|value| !value.is_empty()))
}

fn default_folder(city: bool) -> Result<PathBuf> {
    let name = if city { "trucban-city" } else { "trucban-sample" };
    let variable = |name| env::var_os(name).map(PathBuf::from);
    variable("XDG_DATA_HOME")
        .or_else(|| variable("LOCALAPPDATA"))
        .or_else(|| variable("HOME").map(|home| home.join(".local/share")))
        .map(|folder| folder.join(name))
        .context("no folder for user data is known here; name one with --data DIR")
}
