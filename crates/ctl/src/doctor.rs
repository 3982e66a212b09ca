//! `trucbanctl doctor`: how a data folder fares.

use std::process::ExitCode;

use anyhow::Result;
use serde_json::{Value, json};
use trucban_contract::wire::Enrolment;
use trucban_store::{Access, Discrepancy, KeyPlace, Opening, Store, SyncFacts};
use trucban_text::{ctl, names};

use crate::folder::Folder;
use crate::say;

/// Exit code when something derived is not what it is derived from.
const AILING: u8 = 2;

/// Looks at the folder, computes everything that is kept derived again, and says what it finds.
/// Changes nothing, so it may run beside the console.
pub fn examine(folder: &Folder, json: bool) -> Result<ExitCode> {
    let store = folder.open(Access::ReadOnly)?;
    let enrolment = folder.enrolment(&store).ok();
    let facts = store.sync_facts().map_err(|error| folder.explain(error))?;
    let found = Found {
        enrolment: enrolment.as_ref(),
        facts,
        openings: &store.openings(),
        wrong: &store.audit().map_err(|error| folder.explain(error))?,
    };
    if json {
        say(&serde_json::to_string_pretty(&machine_readable(folder, &store, &found))?);
    } else {
        spoken(folder, &store, &found);
    }
    Ok(if found.wrong.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(AILING) })
}

/// What an examination finds.
struct Found<'a> {
    enrolment: Option<&'a Enrolment>,
    facts: SyncFacts,
    openings: &'a [Opening],
    wrong: &'a [Discrepancy],
}

fn machine_readable(folder: &Folder, store: &Store, found: &Found<'_>) -> Value {
    let Found { enrolment, facts, openings, wrong } = found;
    json!({
        "folder": folder.path,
        "key": match store.key_place() { KeyPlace::Keyring => "keyring", KeyPlace::File => "file" },
        "operator": enrolment.map(|enrolment| &enrolment.operator.name),
        "role": enrolment.map(|enrolment| enrolment.operator.grant.role.as_str()),
        "as_of": facts.as_of.map(trucban_domain::Timestamp::iso),
        "acts": facts.last_seq,
        "waiting": facts.waiting,
        "unanswered": facts.unanswered,
        "refused": facts.refused,
        "openings": openings.iter().map(|opening| match opening {
            Opening::CacheRebuilt => json!({ "kind": "cache_rebuilt" }),
            Opening::OutboxRescued { read, lost, file } => {
                json!({ "kind": "outbox_rescued", "read": read, "lost": lost, "file": file })
            }
            Opening::PhotosRescued { read, lost, file } => {
                json!({ "kind": "photos_rescued", "read": read, "lost": lost, "file": file })
            }
        }).collect::<Vec<_>>(),
        "discrepancies": wrong.iter().map(|wrong| format!("{wrong:?}")).collect::<Vec<_>>(),
    })
}

fn spoken(folder: &Folder, store: &Store, found: &Found<'_>) {
    let Found { enrolment, facts, openings, wrong } = found;
    let lang = folder.lang;
    say(&ctl::DOCTOR_FOLDER.fill(lang, [&folder.path.display().to_string()]));
    say(match store.key_place() {
        KeyPlace::Keyring => ctl::DOCTOR_KEY_KEYRING.say(lang),
        KeyPlace::File => ctl::DOCTOR_KEY_FILE.say(lang),
    });
    match enrolment {
        Some(enrolment) => {
            let role = names::role(lang, enrolment.operator.grant.role);
            say(&ctl::DOCTOR_OPERATOR.fill(lang, [&enrolment.operator.name, role]));
        }
        None => say(ctl::NOT_ENROLLED.say(lang)),
    }
    match facts.as_of {
        Some(at) => say(&ctl::DOCTOR_AS_OF.fill(lang, [&at.iso()])),
        None => say(ctl::DOCTOR_NEVER.say(lang)),
    }
    let acts = [
        facts.last_seq.to_string(),
        facts.waiting.to_string(),
        facts.unanswered.to_string(),
        facts.refused.to_string(),
    ];
    say(&ctl::DOCTOR_ACTS.fill(lang, acts.each_ref().map(String::as_str)));
    for opening in *openings {
        say(&match opening {
            Opening::CacheRebuilt => ctl::DOCTOR_REBUILT.say(lang).to_owned(),
            Opening::OutboxRescued { read, lost, file } => {
                let file = file.display().to_string();
                ctl::DOCTOR_RESCUED.fill(lang, [&read.to_string(), &lost.to_string(), &file])
            }
            Opening::PhotosRescued { read, lost, file } => {
                let file = file.display().to_string();
                ctl::DOCTOR_PHOTOS.fill(lang, [&read.to_string(), &lost.to_string(), &file])
            }
        });
    }
    if !wrong.is_empty() {
        say(&ctl::DOCTOR_WRONG.fill(lang, [&wrong.len().to_string()]));
    } else if openings.is_empty() && facts.refused == 0 {
        say(ctl::DOCTOR_WELL.say(lang));
    }
}
