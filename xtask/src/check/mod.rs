//! The rules that every change must keep.
//!
//! Lints are cargo's; who may import whom, how long a file may be and which versions must agree
//! are this tool's own rules. All of our own rules are checked before anything slow, and every
//! broken one is named, not only the first.

pub mod crates;
mod deny;
mod files;
mod paths;
mod versions;

use std::fmt;
use std::path::PathBuf;

use anyhow::{Result, bail};

use crate::command;
use crate::page;
use crate::setup;
use crate::steps::{Steps, say};
use crate::workspace::{WASM_TARGET, Workspace};

/// The crates that must also compile for the page's target.
const WASM_SAFE: [&str; 3] = ["trucban-domain", "trucban-text", "trucban-contract"];

/// The documentation is for those who work on the crates: what is private is in it.
const DOCUMENTATION: &str = "-D warnings -A rustdoc::private_intra_doc_links";

/// One broken rule and where.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fault {
    /// The file, from the root of the workspace.
    pub file: PathBuf,
    /// The line, where one can be named.
    pub line: Option<usize>,
    /// What rule is broken, as a sentence.
    pub rule: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.file.display())?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
        }
        write!(f, ": {}", self.rule)
    }
}

/// Checks everything.
pub fn run(workspace: &Workspace, steps: &mut Steps) -> Result<()> {
    setup::run(steps)?;
    steps
        .step("formatting", || command::run(workspace.cargo().args(["fmt", "--all", "--check"])))?;
    steps.step("our own rules", || own_rules(workspace))?;
    deny::run(workspace, steps)?;
    // The console embeds the page, so even linting it needs one.
    page::build(workspace, steps)?;
    steps.step("clippy", || {
        command::run(workspace.cargo().args(["clippy", "--all-targets", "--", "-D", "warnings"]))
    })?;
    steps.step("clippy: ui", || {
        command::run(
            workspace
                .cargo_for_page()
                .args(["clippy", "--package", "trucban-ui", "--profile", "wasm"])
                .args(["--target", WASM_TARGET, "--all-targets", "--", "-D", "warnings"]),
        )
    })?;
    steps.step("wasm32: domain, text, contract", || {
        let mut cargo = workspace.cargo_for_page();
        cargo.args(["check", "--profile", "wasm", "--target", WASM_TARGET]);
        for package in WASM_SAFE {
            cargo.args(["--package", package]);
        }
        command::run(&mut cargo)
    })?;
    steps.step("documentation", || {
        command::run(
            workspace
                .cargo()
                .args(["doc", "--no-deps", "--document-private-items"])
                .env("RUSTDOCFLAGS", DOCUMENTATION),
        )
    })?;
    steps.step("documentation: ui", || {
        command::run(
            workspace
                .cargo_for_page()
                .args(["doc", "--no-deps", "--document-private-items", "--package", "trucban-ui"])
                .args(["--profile", "wasm", "--target", WASM_TARGET])
                .env("RUSTDOCFLAGS", DOCUMENTATION),
        )
    })
}

fn own_rules(workspace: &Workspace) -> Result<()> {
    let metadata = crates::metadata(workspace)?;
    let mut faults = crates::faults(&metadata, &workspace.root)?;
    let sources = files::sources(&workspace.root)?;
    faults.extend(files::faults(&sources));
    faults.extend(paths::faults(&sources));
    faults.extend(versions::faults(&workspace.root)?);
    if faults.is_empty() {
        return Ok(());
    }
    faults.sort();
    for fault in &faults {
        say(&format!("    {fault}"));
    }
    bail!("{} of our own rules are broken", faults.len());
}
