//! Packages from npm: exactly those that a lock file names, checked by its sums.
//!
//! The packages' own scripts never run. With the same lock file npm is not started again, so a
//! build needs the network once.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result};

use crate::command;
use crate::setup::NPM;

const LOCK: &str = "package-lock.json";

/// Brings the packages of the lock file in `from` into `into`, unless they are there. `package` is
/// the one that they are brought for; its folder is returned.
pub fn bring(from: &Path, into: &Path, package: &str) -> Result<PathBuf> {
    let brought = folder(into, package);
    let lock = read(&from.join(LOCK))?;
    let seen = into.join("brought-by.json");
    if fs::read(&seen).is_ok_and(|last| last == lock) && brought.is_dir() {
        return Ok(brought);
    }
    fs::create_dir_all(into).with_context(|| format!("make {}", into.display()))?;
    // Emptied first: a failure half-way must not look finished at the next start.
    fs::write(&seen, []).with_context(|| format!("write {}", seen.display()))?;
    fs::write(into.join(LOCK), &lock)?;
    fs::write(into.join("package.json"), read(&from.join("package.json"))?)?;
    command::run(
        Command::new(NPM)
            .args(["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel", "error"])
            .current_dir(into),
    )
    .with_context(|| format!("npm brings {package}; it needs a network once"))?;
    fs::write(&seen, lock).with_context(|| format!("write {}", seen.display()))?;
    Ok(brought)
}

/// Where a package lies that was brought into a folder.
pub fn folder(into: &Path, package: &str) -> PathBuf {
    into.join("node_modules").join(package)
}

fn read(path: &Path) -> Result<Vec<u8>> {
    fs::read(path).with_context(|| format!("read {}", path.display()))
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;

    #[test]
    fn the_lock_files_hold_a_sum_for_every_package_and_no_address() {
        for (wanted, locked) in [
            ("node_modules/maplibre-gl", include_str!("../../ui/package-lock.json")),
            ("node_modules/axe-core", include_str!("../../tests/npm/package-lock.json")),
        ] {
            let lock: Value = serde_json::from_str(locked).unwrap();
            let packages = lock["packages"].as_object().unwrap();
            assert!(packages.contains_key(wanted));
            for (name, package) in packages.iter().filter(|(name, _)| !name.is_empty()) {
                assert!(package["integrity"].is_string(), "{name}");
                assert!(package["resolved"].is_null(), "{name}");
            }
        }
    }

    #[test]
    fn with_the_same_lock_file_npm_is_not_started_again() {
        let root = tempfile::tempdir().unwrap();
        let (from, into) = (root.path().join("from"), root.path().join("into"));
        fs::create_dir_all(&from).unwrap();
        fs::write(from.join(LOCK), "{}").unwrap();
        fs::create_dir_all(folder(&into, "a-library")).unwrap();
        fs::write(into.join("brought-by.json"), "{}").unwrap();
        // There is no package.json here, so npm could only fail.
        bring(&from, &into, "a-library").unwrap();
        fs::write(from.join(LOCK), "{ }").unwrap();
        assert!(bring(&from, &into, "a-library").is_err(), "another lock file is brought anew");
    }
}
