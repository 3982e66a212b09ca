//! The libraries of the page that are not Rust: `MapLibre` GL JS, which draws the map, and noble's ciphers,
//! with which the page that a phone opens seals photos.
//!
//! npm brings it into the build output; only the built files go into the page.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::Result;

use super::read;
use crate::npm;
use crate::workspace::Workspace;

/// The package for which all are brought.
const MAP: &str = "maplibre-gl";
const CIPHERS: &str = "@noble/ciphers";
/// Where the files lie in the page.
const FOLDER: &str = "vendor";
/// Of the map, the build without `eval` and without a worker made from text, which the page's content
/// policy refuses; of the ciphers, the modules that the page of a phone seals photos with.
const FILES: [(&str, &str, &str); 9] = [
    (MAP, "dist/maplibre-gl-csp.js", "maplibre-gl-csp.js"),
    (MAP, "dist/maplibre-gl-csp-worker.js", "maplibre-gl-csp-worker.js"),
    (MAP, "dist/maplibre-gl.css", "maplibre-gl.css"),
    (MAP, "LICENSE.txt", "LICENSE-maplibre-gl.txt"),
    (CIPHERS, "chacha.js", "ciphers/chacha.js"),
    (CIPHERS, "_arx.js", "ciphers/_arx.js"),
    (CIPHERS, "_poly1305.js", "ciphers/_poly1305.js"),
    (CIPHERS, "utils.js", "ciphers/utils.js"),
    (CIPHERS, "LICENSE", "ciphers/LICENSE"),
];

/// Brings the packages of the page's lock file unless they are there.
pub fn bring(workspace: &Workspace) -> Result<()> {
    npm::bring(&workspace.root.join("ui"), &folder(workspace), MAP).map(drop)
}

/// The files of the page by their place in it.
pub fn files(workspace: &Workspace) -> Result<BTreeMap<PathBuf, Vec<u8>>> {
    let brought = folder(workspace);
    let file = |(package, from, to): &(&str, &str, &str)| {
        Ok((Path::new(FOLDER).join(to), read(&npm::folder(&brought, package).join(from))?))
    };
    FILES.iter().map(file).collect()
}

fn folder(workspace: &Workspace) -> PathBuf {
    workspace.page_target().join("npm")
}
