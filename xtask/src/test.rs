//! Every test of the workspace, the driven window included.
//!
//! The programs are built first and their folder is handed to the tests in `TRUCBAN_BIN_DIR`, that
//! of others' programs in `TRUCBAN_TEST_TOOLS`. With cargo-nextest installed the tests run side by
//! side across binaries; without it cargo's own runner does. Either way the last line counts what
//! passed and failed, as cargo does.

use std::io::{BufRead as _, BufReader, Read, Write as _};
use std::process::{Command, Stdio};
use std::thread;

use anyhow::{Context as _, Result, bail};
use serde_json::Value;

use crate::binaries::{self, Profile};
use crate::check::crates;
use crate::command;
use crate::page;
use crate::setup;
use crate::steps::{Steps, say};
use crate::test_tools;
use crate::workspace::Workspace;

/// What `test` may be told.
#[derive(clap::Args)]
pub struct Args {
    /// Run only the tests whose name contains one of these.
    filters: Vec<String>,
}

/// Builds all that the tests need and runs them.
pub fn run(workspace: &Workspace, steps: &mut Steps, args: &Args) -> Result<()> {
    setup::run(steps)?;
    page::build(workspace, steps)?;
    binaries::build(workspace, steps, Profile::Debug)?;
    steps.step("programs that tests bring", || test_tools::bring(workspace))?;
    let runner = Runner::of_this_machine(workspace)?;
    let mut tally = Tally::default();
    let outcome = run_all(workspace, steps, runner, args, &mut tally);
    say(&tally.line());
    outcome
}

/// Runs every part even when one before it failed; the first failure is the outcome.
fn run_all(
    workspace: &Workspace,
    steps: &mut Steps,
    runner: Runner,
    args: &Args,
    tally: &mut Tally,
) -> Result<()> {
    let with = fail_point_features(workspace)?;
    let page = ["--package", "trucban-ui", "--lib"].map(str::to_owned);
    let parts = [("tests", with.as_slice()), ("tests of the page", page.as_slice())];
    let mut outcome = Ok(());
    for (name, selection) in parts {
        steps.step(&format!("{name}: build"), || {
            command::run(runner.command(workspace).args(selection).arg("--no-run"))
        })?;
        let ran = steps.step(name, || {
            let mut tests = runner.command(workspace);
            tests.args(selection);
            match runner {
                Runner::Nextest => tests.args(["--no-tests", "pass"]).args(&args.filters),
                Runner::Cargo => tests.args(["--no-fail-fast", "--"]).args(&args.filters),
            };
            watch(workspace, &mut tests, tally)
        });
        outcome = outcome.and(ran);
    }
    if runner == Runner::Nextest && args.filters.is_empty() {
        let ran = steps.step("tests in the documentation", || {
            watch(workspace, workspace.cargo().args(["test", "--doc", "--quiet"]), tally)
        });
        outcome = outcome.and(ran);
    }
    outcome
}

/// The words that turn on every fail point.
pub fn fail_point_features(workspace: &Workspace) -> Result<Vec<String>> {
    let names = fail_points(&crates::metadata(workspace)?).into_iter();
    Ok(names.flat_map(|name| ["--features".to_owned(), name]).collect())
}

/// The fail points of every crate that has some: tests stop the process there.
fn fail_points(metadata: &Value) -> Vec<String> {
    metadata["packages"]
        .as_array()
        .into_iter()
        .flatten()
        .filter(|package| package["features"]["failpoints"].is_array())
        .filter_map(|package| Some(format!("{}/failpoints", package["name"].as_str()?)))
        .collect()
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Runner {
    Nextest,
    Cargo,
}

impl Runner {
    fn of_this_machine(workspace: &Workspace) -> Result<Self> {
        let there = command::succeeds(workspace.cargo().args(["nextest", "--version"]))?;
        Ok(if there { Self::Nextest } else { Self::Cargo })
    }

    fn command(self, workspace: &Workspace) -> Command {
        let mut cargo = workspace.cargo();
        match self {
            Self::Nextest => cargo.args(["nextest", "run"]),
            Self::Cargo => cargo.arg("test"),
        };
        cargo
    }
}

/// How many tests passed and failed, read off the runner's summary lines.
#[derive(Default, Debug, PartialEq, Eq)]
struct Tally {
    passed: u32,
    failed: u32,
    ignored: u32,
}

impl Tally {
    /// Adds what a line counts; other lines count nothing.
    fn read(&mut self, line: &str) {
        let cargo = line.strip_prefix("test result: ").and_then(|rest| rest.split_once(". "));
        let nextest =
            line.trim_start().strip_prefix("Summary [").and_then(|rest| rest.split_once(" run: "));
        let Some((_, counts)) = cargo.or(nextest) else {
            return;
        };
        for count in counts.split([',', ';']) {
            let mut words = count.split_whitespace();
            let (Some(Ok(number)), Some(kind)) =
                (words.next().map(str::parse::<u32>), words.next())
            else {
                continue;
            };
            match kind {
                "passed" => self.passed += number,
                "failed" | "timed" => self.failed += number,
                "ignored" | "skipped" => self.ignored += number,
                _ => {}
            }
        }
    }

    fn line(&self) -> String {
        let result = if self.failed == 0 { "ok" } else { "FAILED" };
        format!(
            "test result: {result}. {} passed; {} failed; {} ignored",
            self.passed, self.failed, self.ignored
        )
    }
}

/// Runs tests with their output on the terminal as it comes, and counts along.
fn watch(workspace: &Workspace, tests: &mut Command, tally: &mut Tally) -> Result<()> {
    let mut child = tests
        .env("TRUCBAN_BIN_DIR", workspace.programs(Profile::Debug.folder()))
        .env("TRUCBAN_TEST_TOOLS", workspace.test_tools())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .with_context(|| format!("could not start `{}`", command::line(tests)))?;
    let output = child.stdout.take().context("no standard output")?;
    let errors = child.stderr.take().context("no standard error")?;
    let (from_output, from_errors) = thread::scope(|scope| {
        let output = scope.spawn(|| pass_on(output));
        let errors = scope.spawn(|| pass_on(errors));
        (output.join(), errors.join())
    });
    for lines in [from_output, from_errors] {
        match lines {
            Ok(lines) => lines?.iter().for_each(|line| tally.read(line)),
            Err(_) => bail!("reading the tests' output failed"),
        }
    }
    if !child.wait()?.success() {
        bail!("a test failed");
    }
    Ok(())
}

/// Writes every line to the terminal and returns the summaries among them.
fn pass_on(from: impl Read) -> Result<Vec<String>> {
    let mut summaries = Vec::new();
    let mut from = BufReader::new(from);
    let mut line = Vec::new();
    while from.read_until(b'\n', &mut line)? > 0 {
        std::io::stdout().write_all(&line)?;
        let text = String::from_utf8_lossy(&line);
        if text.contains("test result: ") || text.contains("Summary [") {
            summaries.push(text.trim_end().to_owned());
        }
        line.clear();
    }
    Ok(summaries)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_fail_points_of_every_crate_that_has_some_are_on() {
        let metadata = json!({ "packages": [
            { "name": "trucban-store", "features": { "failpoints": ["fail/failpoints"] } },
            { "name": "trucban-text", "features": {} },
        ] });
        assert_eq!(fail_points(&metadata), ["trucban-store/failpoints"]);
    }

    #[test]
    fn both_runners_are_counted_alike() {
        let mut tally = Tally::default();
        tally.read("test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out");
        tally.read("     Summary [   1.052s] 41 tests run: 38 passed (1 slow), 2 failed, 1 timed out, 4 skipped");
        tally.read("test a_rule ... ok");
        assert_eq!(tally, Tally { passed: 41, failed: 3, ignored: 5 });
        assert_eq!(tally.line(), "test result: FAILED. 41 passed; 3 failed; 5 ignored");
    }
}
