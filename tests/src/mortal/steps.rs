//! The steps at which a process may die, as the sources name them and as the tests know them.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};

/// A named step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step {
    /// Its name: `store::flip::begin`.
    pub name: &'static str,
    /// Which process passes it, and during what.
    pub within: within::Within,
}

/// During what a step is passed.
pub mod within {
    /// During what a step is passed.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    pub enum Within {
        /// The laptop saves an act.
        Save,
        /// The laptop exchanges with central.
        Sync,
        /// Central takes an act in.
        Central,
        /// The laptop keeps a photo and attaches it.
        Attach,
        /// The laptop sends a photo.
        Send,
        /// Central takes a photo in.
        Receive,
    }
}

/// Every step, once.
pub const STEPS: &[Step] = &{
    use within::Within::{Attach, Central, Receive, Save, Send, Sync};
    [
        Step { name: "store::save::begin", within: Save },
        Step { name: "store::save::inserted", within: Save },
        Step { name: "store::save::committed", within: Save },
        Step { name: "store::save::overlaid", within: Save },
        Step { name: "sync::hello::done", within: Sync },
        Step { name: "sync::push::batch_built", within: Sync },
        Step { name: "store::sent::marked", within: Sync },
        Step { name: "sync::push::sent", within: Sync },
        Step { name: "store::results::before_commit", within: Sync },
        Step { name: "store::results::committed", within: Sync },
        Step { name: "store::stage::page", within: Sync },
        Step { name: "sync::pull::page", within: Sync },
        Step { name: "store::flip::begin", within: Sync },
        Step { name: "store::flip::before_commit", within: Sync },
        Step { name: "store::flip::committed", within: Sync },
        Step { name: "central::apply::before_commit", within: Central },
        Step { name: "central::apply::committed", within: Central },
        Step { name: "store::photo::before_commit", within: Attach },
        Step { name: "store::photo::kept", within: Attach },
        Step { name: "store::photo::named", within: Attach },
        Step { name: "sync::photo::piece_sent", within: Send },
        Step { name: "store::photo::acked", within: Send },
        Step { name: "central::upload::appended", within: Receive },
        Step { name: "central::upload::whole", within: Receive },
        Step { name: "central::upload::kept", within: Receive },
    ]
};

/// The names of all steps in the sources of store, sync and central.
pub fn named_in_sources() -> Result<BTreeSet<String>> {
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates");
    let mut names = BTreeSet::new();
    for room in ["store", "sync", "central"] {
        for file in sources(&crates.join(room).join("src"))? {
            let text = std::fs::read_to_string(&file)?;
            for call in ["step!(\"", "fail_point!(\""] {
                let calls = text.split(call).skip(1);
                names.extend(calls.filter_map(|rest| Some(rest.split_once('"')?.0.to_owned())));
            }
        }
    }
    Ok(names)
}

fn sources(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let entries = std::fs::read_dir(folder);
    for entry in entries.with_context(|| format!("read {}", folder.display()))? {
        let path = entry?.path();
        if path.is_dir() {
            found.extend(sources(&path)?);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
    Ok(found)
}
