//! `trucbanctl sync`: exchanges everything with central, once.

use std::process::ExitCode;
use std::sync::Arc;

use anyhow::Result;
use serde_json::json;
use trucban_host::{SystemClock, SystemEntropy};
use trucban_store::Access;
use trucban_sync::{Engine, EngineParts, Link, Observer, Stale};
use trucban_text::ctl;

use crate::folder::Folder;
use crate::say;

/// Exit code when central could not be reached: nothing is lost, and trying again later is right.
const OFFLINE: u8 = 3;

/// Nobody watches a command.
struct NoOne;

impl Observer for NoOne {
    fn stale(&self, _: Stale) {}
}

/// Goes on until everything is exchanged or an attempt fails.
pub fn sync(folder: &Folder, json: bool) -> Result<ExitCode> {
    let store = folder.open(Access::Owner)?;
    let parts = EngineParts {
        enrolment: folder.enrolment(&store)?,
        store: store.clone(),
        clock: Arc::new(SystemClock),
        entropy: Arc::new(SystemEntropy),
        build: env!("CARGO_PKG_VERSION").to_owned(),
        observer: Arc::new(NoOne),
    };
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let state = runtime.block_on(Engine::sync_once(parts))?;
    let facts = store.sync_facts().map_err(|error| folder.explain(error))?;
    let online = matches!(state.link, Link::Online { .. });
    if json {
        let trouble = match &state.link {
            Link::Offline { trouble, .. } => trouble.map(|trouble| format!("{trouble:?}")),
            _ => None,
        };
        say(&serde_json::to_string_pretty(&json!({
            "online": online,
            "trouble": trouble,
            "as_of": facts.as_of.map(trucban_domain::Timestamp::iso),
            "waiting": facts.waiting,
            "unanswered": facts.unanswered,
            "refused": facts.refused,
        }))?);
    } else {
        let said = match facts.as_of.filter(|_| online) {
            Some(at) => {
                let at = format!("{} {}", at.hour_minute_second(), at.day_month_year());
                ctl::SYNC_DONE.fill(folder.lang, [&at])
            }
            None => ctl::SYNC_OFFLINE.say(folder.lang).to_owned(),
        };
        say(&said);
        let numbers = [facts.waiting, facts.unanswered, facts.refused].map(|n| n.to_string());
        say(&ctl::SYNC_LEFT.fill(folder.lang, numbers.each_ref().map(String::as_str)));
    }
    Ok(if online { ExitCode::SUCCESS } else { ExitCode::from(OFFLINE) })
}
