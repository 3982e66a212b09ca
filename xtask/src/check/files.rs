//! Every source file: how long it may be, and that it says what it is for.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};

use super::Fault;

const LONGEST: usize = 500;
const FOLDERS: [&str; 7] = [".ci", "crates", "docs", "src-tauri", "tests", "ui", "xtask"];
const WRITTEN_BY_HAND: [&str; 8] = ["rs", "css", "js", "html", "sql", "sh", "md", "py"];
/// A module's header stands within its first lines, below attributes at the most.
const HEADER_WITHIN: usize = 12;

/// One file of the repository.
pub struct Source {
    /// Its path from the root of the workspace.
    pub path: PathBuf,
    /// Its text.
    pub text: String,
}

impl Source {
    /// Whether it is Rust.
    pub fn is_rust(&self) -> bool {
        self.path.extension().is_some_and(|kind| kind == "rs")
    }
}

/// Every file that people write.
pub fn sources(root: &Path) -> Result<Vec<Source>> {
    let mut sources = Vec::new();
    let mut left: Vec<PathBuf> = FOLDERS.iter().map(|folder| root.join(folder)).collect();
    while let Some(folder) = left.pop() {
        if !folder.is_dir() {
            continue;
        }
        for entry in fs::read_dir(&folder).with_context(|| format!("read {}", folder.display()))? {
            let path = entry?.path();
            if path.is_dir() {
                left.push(path);
            } else if path
                .extension()
                .is_some_and(|kind| WRITTEN_BY_HAND.iter().any(|known| kind == *known))
            {
                sources.push(Source {
                    text: fs::read_to_string(&path)
                        .with_context(|| format!("read {}", path.display()))?,
                    path: path.strip_prefix(root)?.to_owned(),
                });
            }
        }
    }
    sources.sort_by(|one, other| one.path.cmp(&other.path));
    Ok(sources)
}

/// The files that are too long or say nothing about themselves.
pub fn faults(sources: &[Source]) -> Vec<Fault> {
    let mut faults = Vec::new();
    for source in sources {
        let lines = source.text.lines().count();
        let mut fault = |rule: String| {
            faults.push(Fault { file: source.path.clone(), line: None, rule });
        };
        if lines > LONGEST {
            fault(format!("{lines} lines; a file has one purpose and at most {LONGEST} lines"));
        }
        if source.is_rust()
            && !source.text.lines().take(HEADER_WITHIN).any(|line| line.starts_with("//!"))
        {
            fault("a module begins with `//!`: what it owns, refuses, and how it fails".to_owned());
        }
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::*;

    fn planted(name: &str, text: &str) -> Vec<Fault> {
        let root = tempfile::tempdir().unwrap();
        let path = root.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
        faults(&sources(root.path()).unwrap())
    }

    #[test]
    fn a_short_file_with_a_header_is_fine() {
        assert_eq!(planted("crates/a/src/lib.rs", "//! The rule.\n"), []);
    }

    #[test]
    fn a_file_of_501_lines_is_caught() {
        let text = "//! Long.\n".to_owned() + &"\n".repeat(500);
        let found = planted("ui/src/long.rs", &text);
        assert_eq!(found.len(), 1);
        assert!(found[0].rule.contains("501 lines"), "{}", found[0]);
    }

    #[test]
    fn a_module_without_a_header_is_caught() {
        let found = planted("crates/a/src/lib.rs", "fn nothing() {}\n");
        assert_eq!(found.len(), 1);
        assert!(found[0].rule.contains("//!"), "{}", found[0]);
    }

    #[test]
    fn build_output_is_not_ours() {
        assert_eq!(planted("target/debug/made.rs", "fn nothing() {}\n"), []);
    }
}
