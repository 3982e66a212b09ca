//! `trucbanctl sync`: exchanges everything with central, once.

use std::process::ExitCode;
use std::sync::Arc;

use anyhow::Result;
use serde_json::json;
use trucban_host::{SystemClock, SystemEntropy};
use trucban_store::Access;
use trucban_sync::{Engine, EngineParts, Link, Observer, Stale, Trouble};
use trucban_text::{ctl, sentence};

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
    let trouble = match &state.link {
        Link::Offline { trouble, .. } => trouble.map(Trouble::as_str),
        _ => None,
    };
    if json {
        say(&serde_json::to_string_pretty(&json!({
            "online": online,
            "trouble": trouble,
            "as_of": facts.as_of.map(trucban_domain::Timestamp::iso),
            "waiting": facts.waiting,
            "unanswered": facts.unanswered,
            "refused": facts.refused,
        }))?);
    } else {
        let said = match (facts.as_of.filter(|_| online), trouble) {
            (Some(at), _) => {
                let at = format!("{} {}", at.hour_minute_second(), at.day_month_year());
                ctl::SYNC_DONE.fill(folder.lang, [&at])
            }
            (None, Some(word)) => {
                let text = |key: String| sentence(folder.lang, &key, &[]);
                let (what, then) = (format!("trouble.{word}"), format!("trouble.{word}_do"));
                format!("{} {}", text(what), text(then))
            }
            (None, None) => ctl::SYNC_OFFLINE.say(folder.lang).to_owned(),
        };
        say(&said);
        let numbers = [facts.waiting, facts.unanswered, facts.refused].map(|n| n.to_string());
        say(&ctl::SYNC_LEFT.fill(folder.lang, numbers.each_ref().map(String::as_str)));
    }
    Ok(if online { ExitCode::SUCCESS } else { ExitCode::from(OFFLINE) })
}

#[cfg(test)]
mod tests {
    use trucban_text::{Lang, error};

    use super::*;

    #[test]
    fn every_trouble_is_told_with_what_is_safe_and_what_to_do() {
        let all = [
            Trouble::NotCentral,
            Trouble::NoSuchHost,
            Trouble::WrongName,
            Trouble::Untrusted,
            Trouble::UnknownToken,
            Trouble::RevokedToken,
            Trouble::Forked,
            Trouble::Protocol,
            Trouble::Garbled,
            Trouble::CentralBroken,
            Trouble::DiskFull,
        ];
        for trouble in all {
            for key in [trouble.as_str().to_owned(), format!("{}_do", trouble.as_str())] {
                let said = sentence(Lang::Vi, &format!("trouble.{key}"), &[]);
                assert_ne!(said, error::INTERNAL.say(Lang::Vi), "{key} has no sentence");
            }
        }
    }
}
