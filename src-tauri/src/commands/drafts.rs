//! Drafts of acts on reports: kept in the outbox's file, encrypted and synced like the acts themselves.

use trucban_contract::ipc::{CommandError, Draft, DraftName, KeepDraft, ListDrafts};
use trucban_domain::encoding;

use super::Shared;
use crate::console::Open;
use crate::failure::from_store;

/// Handles [`KeepDraft`].
#[tauri::command]
pub async fn keep_draft(shared: Shared<'_>, args: KeepDraft) -> Result<(), CommandError> {
    shared.run::<KeepDraft>(move |open| keep(open, &args)).await
}

/// Handles [`ListDrafts`].
#[tauri::command]
pub async fn list_drafts(
    shared: Shared<'_>,
    args: ListDrafts,
) -> Result<Vec<(DraftName, Draft)>, CommandError> {
    let ListDrafts {} = args;
    shared.run::<ListDrafts>(list).await
}

fn keep(open: &Open, args: &KeepDraft) -> Result<(), CommandError> {
    let KeepDraft { name, draft } = args;
    let stored = format!("{}/{}", name.incident, name.act);
    let body = draft.as_ref().map(encoding::encode);
    open.store
        .keep_draft(&stored, body.as_deref(), open.clock.now())
        .map_err(|error| from_store(&error))
}

fn list(open: &Open) -> Result<Vec<(DraftName, Draft)>, CommandError> {
    let drafts = open.store.drafts().map_err(|error| from_store(&error))?;
    let read = drafts.into_iter().filter_map(|(name, body)| {
        let (incident, act) = name.split_once('/')?;
        let name = DraftName { incident: incident.parse().ok()?, act: act.to_owned() };
        // One of a newer build stays where it is, for that build.
        Some((name, encoding::decode(&body).ok()?))
    });
    Ok(read.collect())
}
