//! Versions that must agree across files that cargo does not compare.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};

use super::Fault;

/// wasm-bindgen reads what its macro wrote into the wasm; only the same version understands it.
pub fn faults(root: &Path) -> Result<Vec<Fault>> {
    let lock = fs::read_to_string(root.join("Cargo.lock")).context("read Cargo.lock")?;
    let of = |package: &str| locked(&lock, package);
    let (page, tool) = (of("wasm-bindgen"), of("wasm-bindgen-cli-support"));
    if page.len() == 1 && page == tool {
        return Ok(Vec::new());
    }
    Ok(vec![Fault {
        file: PathBuf::from("Cargo.lock"),
        line: None,
        rule: format!(
            "wasm-bindgen {page:?} and wasm-bindgen-cli-support {tool:?} must be one and the same \
             version: `cargo update -p wasm-bindgen-cli-support --precise VERSION`"
        ),
    }])
}

fn locked<'a>(lock: &'a str, package: &str) -> Vec<&'a str> {
    let name = format!("name = \"{package}\"");
    lock.split("[[package]]")
        .filter(|entry| entry.lines().any(|line| line == name))
        .filter_map(|entry| entry.lines().find_map(|line| line.strip_prefix("version = ")))
        .map(|version| version.trim_matches('"'))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lock(page: &str, tool: &str) -> tempfile::TempDir {
        let root = tempfile::tempdir().unwrap();
        fs::write(
            root.path().join("Cargo.lock"),
            format!(
                "[[package]]\nname = \"wasm-bindgen\"\nversion = \"{page}\"\n\n\
                 [[package]]\nname = \"wasm-bindgen-cli-support\"\nversion = \"{tool}\"\n"
            ),
        )
        .unwrap();
        root
    }

    #[test]
    fn the_same_version_is_fine() {
        assert_eq!(faults(lock("0.2.1", "0.2.1").path()).unwrap(), []);
    }

    #[test]
    fn versions_that_differ_are_caught() {
        let found = faults(lock("0.2.2", "0.2.1").path()).unwrap();
        assert_eq!(found.len(), 1);
        assert!(found[0].rule.contains("0.2.2"), "{}", found[0]);
    }
}
