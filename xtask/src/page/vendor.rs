//! The one library of the page that is not Rust: `MapLibre` GL JS, which draws the map.
//!
//! npm brings exactly what `ui/package-lock.json` names, checked by its sums, into the build
//! output; only the built files go into the page. The packages' own scripts never run. With the
//! same lock file npm is not started again, so a build needs the network once.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result};

use super::{read, remove_if_there};
use crate::command;
use crate::setup::NPM;
use crate::workspace::Workspace;

const LOCK: &str = "package-lock.json";
/// Where the files lie in the page.
const FOLDER: &str = "vendor";
/// The build without `eval` and without a worker made from text, which the page's content policy
/// refuses; and the licence.
const FILES: [(&str, &str); 4] = [
    ("dist/maplibre-gl-csp.js", "maplibre-gl-csp.js"),
    ("dist/maplibre-gl-csp-worker.js", "maplibre-gl-csp-worker.js"),
    ("dist/maplibre-gl.css", "maplibre-gl.css"),
    ("LICENSE.txt", "LICENSE-maplibre-gl.txt"),
];

/// Brings the packages of the lock file unless they are there.
pub fn bring(workspace: &Workspace) -> Result<()> {
    let folder = folder(workspace);
    let ui = workspace.root.join("ui");
    let lock = read(&ui.join(LOCK))?;
    let seen = folder.join("brought-by.json");
    if fs::read(&seen).is_ok_and(|last| last == lock) && package(&folder).is_dir() {
        return Ok(());
    }
    fs::create_dir_all(&folder).with_context(|| format!("make {}", folder.display()))?;
    // Removed first: a failure half-way must not look finished at the next start.
    remove_if_there(&seen)?;
    fs::write(folder.join(LOCK), &lock)?;
    fs::write(folder.join("package.json"), read(&ui.join("package.json"))?)?;
    command::run(
        Command::new(NPM)
            .args(["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel", "error"])
            .current_dir(&folder),
    )
    .context("npm brings the library that draws the map; it needs a network once")?;
    fs::write(&seen, lock).with_context(|| format!("write {}", seen.display()))
}

/// The files of the page by their place in it.
pub fn files(workspace: &Workspace) -> Result<BTreeMap<PathBuf, Vec<u8>>> {
    let package = package(&folder(workspace));
    FILES
        .iter()
        .map(|(from, to)| Ok((Path::new(FOLDER).join(to), read(&package.join(from))?)))
        .collect()
}

fn folder(workspace: &Workspace) -> PathBuf {
    workspace.page_target().join("npm")
}

fn package(folder: &Path) -> PathBuf {
    folder.join("node_modules").join("maplibre-gl")
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;

    const LOCKED: &str = include_str!("../../../ui/package-lock.json");

    #[test]
    fn the_lock_file_holds_a_sum_for_every_package_and_no_address() {
        let lock: Value = serde_json::from_str(LOCKED).unwrap();
        let packages = lock["packages"].as_object().unwrap();
        assert!(packages.contains_key("node_modules/maplibre-gl"));
        for (name, package) in packages.iter().filter(|(name, _)| !name.is_empty()) {
            assert!(package["integrity"].is_string(), "{name}");
            assert!(package["resolved"].is_null(), "{name}");
        }
    }

    #[test]
    fn with_the_same_lock_file_npm_is_not_started_again() {
        let root = tempfile::tempdir().unwrap();
        let workspace =
            Workspace { root: root.path().to_owned(), target: root.path().join("target") };
        fs::create_dir_all(root.path().join("ui")).unwrap();
        fs::write(root.path().join("ui").join(LOCK), "{}").unwrap();
        let folder = folder(&workspace);
        fs::create_dir_all(package(&folder)).unwrap();
        fs::write(folder.join("brought-by.json"), "{}").unwrap();
        // There is no package.json here, so npm could only fail.
        bring(&workspace).unwrap();
        fs::write(root.path().join("ui").join(LOCK), "{ }").unwrap();
        assert!(bring(&workspace).is_err(), "another lock file is brought anew");
    }
}
