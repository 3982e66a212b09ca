//! Which crate may depend on which, read from `cargo metadata`.
//!
//! The table below is the map of the house. A new crate, or a new edge between two, is a decision
//! about the design and is made here first.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use serde_json::Value;

use super::Fault;
use crate::command;
use crate::workspace::Workspace;

/// A crate of ours and the crates of ours that it may use.
const EDGES: [(&str, &[&str]); 18] = [
    ("trucban-domain", &[]),
    ("trucban-text", &["domain"]),
    ("trucban-contract", &["domain"]),
    ("trucban-geo", &["domain"]),
    ("trucban-gnss", &["domain"]),
    ("trucban-host", &["domain"]),
    ("trucban-scenes", &[]),
    ("trucban-export", &["domain", "text"]),
    ("trucban-phone", &["domain"]),
    ("trucban-photos", &["domain"]),
    ("trucban-store", &["domain", "geo"]),
    ("trucban-sync", &["domain", "contract", "store"]),
    ("trucban-central", &["domain", "contract", "geo", "host", "scenes", "text"]),
    (
        "trucban-ctl",
        &["domain", "contract", "text", "geo", "host", "store", "sync", "central", "export"],
    ),
    (
        "trucban",
        &[
            "domain", "contract", "geo", "gnss", "host", "phone", "photos", "store", "sync",
            "export",
        ],
    ),
    ("trucban-ui", &["domain", "contract", "text"]),
    (
        "trucban-tests",
        &["domain", "contract", "text", "geo", "host", "photos", "store", "sync", "central", "ctl"],
    ),
    ("xtask", &[]),
];

/// A library from outside and the only crates that may use it.
const KEPT_IN: [(&str, &[&str]); 14] = [
    ("tauri", &["trucban"]),
    ("webkit2gtk", &["trucban"]),
    ("tauri-build", &["trucban"]),
    ("leptos", &["trucban-ui"]),
    ("web-sys", &["trucban-ui"]),
    ("nmea", &["trucban-gnss"]),
    ("serialport", &["trucban-gnss"]),
    ("resvg", &["trucban-scenes"]),
    ("csv", &["trucban-export", "trucban-tests"]),
    ("rust_xlsxwriter", &["trucban-export"]),
    ("image", &["trucban-photos", "trucban-tests"]),
    ("rusqlite", &["trucban-store", "trucban-central", "trucban-tests"]),
    ("reqwest", &["trucban-sync", "trucban-ctl", "trucban-central", "trucban-tests"]),
    (
        "tokio",
        &[
            "trucban",
            "trucban-gnss",
            "trucban-phone",
            "trucban-sync",
            "trucban-central",
            "trucban-ctl",
            "trucban-tests",
        ],
    ),
];

/// What cargo says about the crates of the workspace.
pub fn metadata(workspace: &Workspace) -> Result<Value> {
    let mut cargo = workspace.cargo();
    cargo.args(["metadata", "--format-version", "1", "--no-deps", "--offline"]);
    serde_json::from_str(&command::read(&mut cargo)?).context("cargo metadata")
}

/// The edges that the table does not allow.
pub fn faults(metadata: &Value, root: &Path) -> Result<Vec<Fault>> {
    let packages = metadata["packages"].as_array().context("cargo metadata has no packages")?;
    let mut faults = Vec::new();
    for package in packages {
        let name = text(package, "name")?;
        let file = Path::new(text(package, "manifest_path")?);
        let file = file.strip_prefix(root).unwrap_or(file);
        let fault = |rule: String| Fault { file: PathBuf::from(file), line: None, rule };
        let Some((_, allowed)) = EDGES.iter().find(|(known, _)| *known == name) else {
            faults
                .push(fault(format!("the crate {name} is not on the map of who may import whom")));
            continue;
        };
        for dependency in package["dependencies"].as_array().into_iter().flatten() {
            let used = text(dependency, "name")?;
            if EDGES.iter().any(|(known, _)| *known == used) {
                let short = used.strip_prefix("trucban-").unwrap_or(used);
                if !allowed.contains(&short) {
                    faults.push(fault(format!("{name} may not depend on {used}")));
                }
            }
            if let Some((_, keepers)) = KEPT_IN.iter().find(|(kept, _)| *kept == used)
                && !keepers.contains(&name)
            {
                faults.push(fault(format!(
                    "{used} is kept in {}, {name} may not use it",
                    keepers.join(", ")
                )));
            }
        }
    }
    Ok(faults)
}

fn text<'a>(value: &'a Value, key: &str) -> Result<&'a str> {
    value[key].as_str().with_context(|| format!("cargo metadata has no {key}"))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    /// A workspace of empty crates with the given dependency lines, as cargo itself sees it.
    fn planted(crates: &[(&str, &str)]) -> Vec<String> {
        let root = tempfile::tempdir().unwrap();
        fs::write(
            root.path().join("Cargo.toml"),
            "[workspace]\nresolver = \"3\"\nmembers = [\"*\"]\nexclude = [\"target\"]\n",
        )
        .unwrap();
        for (name, dependencies) in crates {
            let folder = root.path().join(name);
            fs::create_dir_all(folder.join("src")).unwrap();
            fs::write(folder.join("src/lib.rs"), "").unwrap();
            fs::write(
                folder.join("Cargo.toml"),
                format!("[package]\nname = \"{name}\"\n[dependencies]\n{dependencies}\n"),
            )
            .unwrap();
        }
        let workspace =
            Workspace { root: root.path().to_owned(), target: root.path().join("target") };
        faults(&metadata(&workspace).unwrap(), root.path())
            .unwrap()
            .into_iter()
            .map(|fault| fault.to_string())
            .collect()
    }

    #[test]
    fn an_allowed_edge_is_fine() {
        let found = planted(&[
            ("trucban-domain", ""),
            ("trucban-geo", "trucban-domain = { path = \"../trucban-domain\" }"),
        ]);
        assert_eq!(found, Vec::<String>::new());
    }

    #[test]
    fn a_store_that_knows_the_wire_is_caught() {
        let found = planted(&[
            ("trucban-contract", ""),
            ("trucban-store", "trucban-contract = { path = \"../trucban-contract\" }"),
        ]);
        assert_eq!(
            found,
            ["trucban-store/Cargo.toml: trucban-store may not depend on trucban-contract"]
        );
    }

    #[test]
    fn an_async_domain_is_caught() {
        let found = planted(&[("trucban-domain", "tokio = \"1\"")]);
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].contains("tokio is kept in"), "{found:?}");
    }

    #[test]
    fn sql_in_the_sync_engine_and_a_web_view_outside_the_shell_are_caught() {
        let found = planted(&[
            ("trucban-sync", "rusqlite = \"0.41\""),
            ("trucban-ctl", "tauri = \"2\""),
            ("trucban-text", "leptos = \"0.8\"\nweb-sys = \"0.3\""),
        ]);
        assert_eq!(found.len(), 4, "{found:?}");
    }

    #[test]
    fn a_crate_that_is_not_on_the_map_is_caught() {
        let found = planted(&[("trucban-common", "")]);
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].contains("not on the map"), "{found:?}");
    }
}
