//! The page: the `ui` crate as wasm, its glue, styles, fonts and map library, put together in `dist/`.
//!
//! `dist/` is embedded into the console's binary, so a file there is only written when its
//! content differs: a build with nothing to do leaves the console alone.

mod program;
mod vendor;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};

use crate::command;
use crate::steps::Steps;
use crate::workspace::{WASM_TARGET, Workspace};

const NAME: &str = "trucban-ui";
/// The styles that define the tokens stand first, because all others use them.
const FIRST_STYLES: [&str; 2] = ["tokens.css", "base.css"];

/// Builds the page into `dist/`.
pub fn build(workspace: &Workspace, steps: &mut Steps) -> Result<()> {
    steps.step("page: wasm", || {
        command::run(workspace.cargo_for_page().args([
            "build",
            "--package",
            NAME,
            "--target",
            WASM_TARGET,
            "--profile",
            "wasm",
        ]))
    })?;
    steps.step("page: map library", || vendor::bring(workspace))?;
    steps.step("page: dist", || assemble(workspace))
}

fn assemble(workspace: &Workspace) -> Result<()> {
    let ui = workspace.root.join("ui");
    let mut files = BTreeMap::new();
    for name in ["index.html", "boot.js"] {
        files.insert(PathBuf::from(name), read(&ui.join(name))?);
    }
    files.insert(PathBuf::from("app.css"), styles(&ui)?.into_bytes());
    for folder in ["fonts", "glyphs", "sounds"] {
        let source = workspace.root.join("assets").join(folder);
        for (path, bytes) in tree(&source)? {
            files.insert(Path::new(folder).join(path), bytes);
        }
    }
    files.extend(vendor::files(workspace)?);
    files.extend(tree(&program::cut(workspace)?)?);
    mirror(&files, &workspace.dist())
}

/// All styles of the page in one file, in an order that does not depend on the machine.
fn styles(ui: &Path) -> Result<String> {
    let mut sheets: Vec<(PathBuf, Vec<u8>)> = tree(ui)?
        .into_iter()
        .filter(|(path, _)| path.extension().is_some_and(|kind| kind == "css"))
        .collect();
    sheets.sort_by_key(|(path, _)| {
        let rank = FIRST_STYLES
            .iter()
            .position(|first| path.file_name().is_some_and(|name| name == *first))
            .unwrap_or(FIRST_STYLES.len());
        (rank, path.clone())
    });
    let mut all = String::new();
    for (path, bytes) in sheets {
        let text =
            String::from_utf8(bytes).with_context(|| format!("{} is not UTF-8", path.display()))?;
        write!(all, "/* {} */\n{}\n\n", path.display(), text.trim_end())?;
    }
    Ok(all)
}

/// Makes `folder` hold exactly `files`, touching only what differs.
fn mirror(files: &BTreeMap<PathBuf, Vec<u8>>, folder: &Path) -> Result<()> {
    for path in tree(folder)?.keys() {
        if !files.contains_key(path) {
            remove_if_there(&folder.join(path))?;
        }
    }
    for (path, bytes) in files {
        let path = folder.join(path);
        if fs::read(&path).is_ok_and(|there| there == *bytes) {
            continue;
        }
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent).with_context(|| format!("make {}", parent.display()))?;
        }
        fs::write(&path, bytes).with_context(|| format!("write {}", path.display()))?;
    }
    Ok(())
}

/// Every file below a folder by its path in it; a folder that is not there has none.
fn tree(folder: &Path) -> Result<BTreeMap<PathBuf, Vec<u8>>> {
    let mut files = BTreeMap::new();
    let mut left = vec![folder.to_owned()];
    while let Some(next) = left.pop() {
        if !next.is_dir() {
            continue;
        }
        for entry in fs::read_dir(&next).with_context(|| format!("read {}", next.display()))? {
            let path = entry?.path();
            if path.is_dir() {
                left.push(path);
            } else {
                let bytes = read(&path)?;
                let inside = path.strip_prefix(folder)?.to_owned();
                files.insert(inside, bytes);
            }
        }
    }
    Ok(files)
}

fn read(path: &Path) -> Result<Vec<u8>> {
    fs::read(path).with_context(|| format!("read {}", path.display()))
}

fn remove_if_there(path: &Path) -> Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(error).with_context(|| format!("remove {}", path.display()))
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(folder: &Path, name: &str, text: &str) {
        let path = folder.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    #[test]
    fn tokens_come_first_and_the_rest_in_a_fixed_order() {
        let ui = tempfile::tempdir().unwrap();
        written(ui.path(), "src/incidents/queue.css", ".queue{}");
        written(ui.path(), "src/kit/button.css", ".button{}");
        written(ui.path(), "styles/tokens.css", ":root{}");
        written(ui.path(), "src/lib.rs", "not a style");
        let all = styles(ui.path()).unwrap();
        let order: Vec<_> = all.lines().filter(|line| line.ends_with("{}")).collect();
        assert_eq!(order, [":root{}", ".queue{}", ".button{}"], "{all}");
    }

    #[test]
    fn a_file_with_the_same_content_is_not_touched_and_a_stale_one_leaves() {
        let dist = tempfile::tempdir().unwrap();
        written(dist.path(), "app.css", "same");
        written(dist.path(), "snippets/old.js", "gone");
        let before = fs::metadata(dist.path().join("app.css")).unwrap().modified().unwrap();
        let files = BTreeMap::from([
            (PathBuf::from("app.css"), b"same".to_vec()),
            (PathBuf::from("fonts/a.woff2"), b"new".to_vec()),
        ]);
        mirror(&files, dist.path()).unwrap();
        let after = fs::metadata(dist.path().join("app.css")).unwrap().modified().unwrap();
        assert_eq!(before, after, "an unchanged file keeps its time");
        assert_eq!(tree(dist.path()).unwrap(), files);
    }
}
