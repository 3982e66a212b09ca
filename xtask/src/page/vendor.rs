//! The one library of the page that is not Rust: `MapLibre` GL JS, which draws the map.
//!
//! npm brings it into the build output; only the built files go into the page.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::Result;

use super::read;
use crate::npm;
use crate::workspace::Workspace;

const PACKAGE: &str = "maplibre-gl";
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

/// Brings the packages of the page's lock file unless they are there.
pub fn bring(workspace: &Workspace) -> Result<()> {
    npm::bring(&workspace.root.join("ui"), &folder(workspace), PACKAGE).map(drop)
}

/// The files of the page by their place in it.
pub fn files(workspace: &Workspace) -> Result<BTreeMap<PathBuf, Vec<u8>>> {
    let package = npm::folder(&folder(workspace), PACKAGE);
    FILES
        .iter()
        .map(|(from, to)| Ok((Path::new(FOLDER).join(to), read(&package.join(from))?)))
        .collect()
}

fn folder(workspace: &Workspace) -> PathBuf {
    workspace.page_target().join("npm")
}
