//! Planted violations, each in a tree of its own.

use std::fs;

use super::*;
use crate::check::files;

fn planted(tree: &[(&str, &str)]) -> Vec<String> {
    let root = tempfile::tempdir().unwrap();
    for (name, text) in tree {
        let path = root.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    faults(&files::sources(root.path()).unwrap())
        .into_iter()
        .map(|fault| fault.to_string())
        .collect()
}

const SYNC: (&str, &str) = ("ui/src/sync/mod.rs", "pub struct Receipt;");

#[test]
fn a_feature_may_use_the_kit_and_what_stands_beside_it() {
    let found = planted(&[
        SYNC,
        ("ui/src/kit/mod.rs", "pub struct Chip;"),
        (
            "ui/src/incidents/queue.rs",
            "use crate::{ipc, kit::Chip}; use super::detail; fn f() { crate::ipc::call(); }",
        ),
    ]);
    assert_eq!(found, Vec::<String>::new());
}

#[test]
fn the_wire_in_the_window_is_caught_in_every_spelling() {
    for text in [
        "use trucban_contract::wire::Hello;",
        "use trucban_contract::{ipc, wire};",
        "use trucban_contract::{ipc::Topic, wire::{Hello, Push}};",
        "fn f() { let x = trucban_contract::wire::Hello::default(); }",
        "fn f() { view! { <p>{trucban_contract::wire::NAME}</p> } }",
    ] {
        let found = planted(&[("ui/src/lib.rs", text)]);
        assert!(!found.is_empty(), "not caught: {text}");
        assert!(found[0].contains("never sees the wire"), "{found:?}");
    }
}

#[test]
fn the_wire_is_free_to_central_but_not_the_window_s_commands() {
    let found = planted(&[
        ("crates/central/src/a.rs", "use trucban_contract::wire::Hello;"),
        ("crates/central/src/b.rs", "use trucban_contract::ipc::Topic;"),
        ("crates/sync/src/c.rs", "use trucban_contract::{ipc, wire};"),
    ]);
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(found[0].starts_with("crates/central/src/b.rs:1: "), "{found:?}");
}

#[test]
fn a_feature_that_knows_another_is_caught_in_every_spelling() {
    for text in [
        "use crate::sync::Receipt;",
        "use crate::{kit, sync};",
        "use super::super::sync::Receipt;",
        "fn f() { view! { <crate::sync::Panel/> } }",
    ] {
        let found = planted(&[SYNC, ("ui/src/incidents/queue.rs", text)]);
        assert_eq!(found.len(), 1, "{text}: {found:?}");
        assert!(found[0].contains("incidents and sync"), "{found:?}");
    }
}

#[test]
fn a_kit_that_calls_the_shell_or_knows_a_feature_is_caught() {
    let found = planted(&[
        SYNC,
        ("ui/src/kit/button/mod.rs", "use crate::ipc::call;"),
        ("ui/src/kit/chip.rs", "\n\nuse crate::sync::Receipt;"),
    ]);
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(found[1].starts_with("ui/src/kit/chip.rs:3: "), "{found:?}");
}

#[test]
fn sql_outside_store_and_central_is_caught() {
    let text = "const Q: &str = \"SELECT id FROM incident\"; // SELECT here is only a comment";
    let found = planted(&[
        ("crates/store/src/table.rs", text),
        ("crates/sync/src/engine.rs", text),
        ("src-tauri/src/main.rs", "const Q: &str = r#\"\n  PRAGMA journal_mode\"#;"),
    ]);
    assert_eq!(
        found,
        [
            "crates/sync/src/engine.rs:1: SQL stands only in store and central",
            "src-tauri/src/main.rs:1: SQL stands only in store and central",
        ]
    );
}
