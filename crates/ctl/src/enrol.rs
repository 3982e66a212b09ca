//! `trucbanctl enrol`: takes an enrolment document in.

use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context as _, Result};
use trucban_store::Access;
use trucban_text::{ctl, sentence};

use crate::folder::Folder;
use crate::say;

/// Keeps the document of `file` in the folder, which is made if it does not exist.
pub fn enrol(folder: &Folder, file: &Path) -> Result<ExitCode> {
    let document = std::fs::read_to_string(file)
        .with_context(|| sentence(folder.lang, "error.enrolment_unreadable", &[]))?;
    let enrolment = folder.read_enrolment(&document)?;
    let store = folder.open(Access::Owner)?;
    folder.keep_enrolment(&store, &document)?;
    say(&ctl::ENROLLED.fill(folder.lang, [&enrolment.operator.name]));
    Ok(ExitCode::SUCCESS)
}
