//! Programs of others that tests put to the product: schemathesis and clients of Open311 from
//! `PyPI`, axe from npm.
//!
//! They lie in the build output, away from the product, and nothing that is given away holds any of
//! them. Exactly what the lock files in `tests/python` and `tests/npm` name is brought, checked by
//! its sums, and only when a lock file changed; so a test run needs the network once.

use std::env;
use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, Result, ensure};

use crate::command;
use crate::npm;
use crate::workspace::Workspace;

const PYTHON: &str = if cfg!(windows) { "python" } else { "python3" };
/// What the locked packages run on.
const OLDEST: (u32, u32) = (3, 11);
const REQUIREMENTS: &str = "requirements.txt";

/// Brings all of them, unless they are there.
pub fn bring(workspace: &Workspace) -> Result<()> {
    let tests = workspace.root.join("tests");
    let tools = workspace.test_tools();
    bring_python(&tests.join("python").join(REQUIREMENTS), &tools.join("python"))?;
    npm::bring(&tests.join("npm"), &tools.join("npm"), "axe-core").map(drop)
}

/// Makes an environment of its own for the packages of a requirements file.
fn bring_python(requirements: &Path, into: &Path) -> Result<()> {
    let locked =
        fs::read(requirements).with_context(|| format!("read {}", requirements.display()))?;
    let seen = into.join("brought-by.txt");
    if fs::read(&seen).is_ok_and(|last| last == locked) {
        return Ok(());
    }
    let version = command::read(
        Command::new(PYTHON)
            .args(["-c", "import sys, venv, ensurepip; print(*sys.version_info[:2])"]),
    )
    .with_context(|| {
        format!(
            "the tests put programs from PyPI to the product: install Python {}.{} or newer as \
             `{PYTHON}`, with its module venv (on Debian: python3-venv)",
            OLDEST.0, OLDEST.1
        )
    })?;
    ensure!(
        is_new_enough(&version),
        "`{PYTHON}` is {}; the tests need {}.{} or newer",
        version.trim().replace(' ', "."),
        OLDEST.0,
        OLDEST.1
    );
    command::run(Command::new(PYTHON).args(["-m", "venv", "--clear"]).arg(into))?;
    let python = into.join(if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" });
    command::run(
        Command::new(python)
            .args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check"])
            .args(["--require-hashes", "--only-binary", ":all:", "--requirement"])
            .arg(requirements)
            // What a person's own set-up prefers is no part of the tests.
            .env_remove("PIP_FIND_LINKS")
            .current_dir(env::temp_dir()),
    )
    .context("pip brings the programs of the tests; it needs a network once")?;
    fs::write(&seen, locked).with_context(|| format!("write {}", seen.display()))
}

/// Whether `3 11` is what the packages run on.
fn is_new_enough(version: &str) -> bool {
    let mut numbers = version.split_whitespace().map(str::parse::<u32>);
    matches!((numbers.next(), numbers.next()),
        (Some(Ok(major)), Some(Ok(minor))) if (major, minor) >= OLDEST)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOCKED: &str = include_str!("../../tests/python/requirements.txt");

    #[test]
    fn every_package_is_pinned_with_sums_and_comes_from_pypi() {
        let whole = LOCKED.replace("\\\n", "");
        let lines = whole.lines().map(str::trim).filter(|line| !line.starts_with('#'));
        let packages: Vec<&str> = lines.filter(|line| !line.is_empty()).collect();
        assert!(packages.iter().any(|line| line.starts_with("schemathesis==")));
        for package in packages {
            assert!(package.contains("==") && package.contains("--hash=sha256:"), "{package}");
            assert!(!package.contains("://") && !package.starts_with('-'), "{package}");
        }
    }

    #[test]
    fn an_environment_of_the_same_lock_file_is_left_alone() {
        let root = tempfile::tempdir().unwrap();
        let requirements = root.path().join(REQUIREMENTS);
        fs::write(&requirements, "locked").unwrap();
        let into = root.path().join("python");
        fs::create_dir_all(&into).unwrap();
        fs::write(into.join("brought-by.txt"), "locked").unwrap();
        bring_python(&requirements, &into).unwrap();
        assert_eq!(fs::read_dir(&into).unwrap().count(), 1, "nothing was made");
    }

    #[test]
    fn versions_are_compared_by_number() {
        assert!(is_new_enough("3 11\n") && is_new_enough("3 100") && is_new_enough("4 0"));
        assert!(!is_new_enough("3 9") && !is_new_enough("2 7") && !is_new_enough(""));
    }
}
