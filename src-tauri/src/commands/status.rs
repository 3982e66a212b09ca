//! The truth of the status bar.

use trucban_contract::ipc::{
    ClockState, CommandError, Connection, KeyPlace, Notice, ReadStatus, Status, SyncNow, Trouble,
};
use trucban_domain::{Action, Reach, Timestamp};
use trucban_store::{AlertView, KeyPlace as StoredKey, Opening, View};
use trucban_sync::{EngineState, Link};

use super::Shared;
use crate::console::Open;
use crate::failure::from_store;

/// A clock that is off by less than this is right: an official's watch is no better.
const CLOCK_TOLERANCE_MS: i64 = 60_000;

/// Handles [`ReadStatus`].
#[tauri::command]
pub async fn read_status(shared: Shared<'_>, args: ReadStatus) -> Result<Status, CommandError> {
    let ReadStatus {} = args;
    shared.run::<ReadStatus>(status).await
}

/// Handles [`SyncNow`].
#[tauri::command]
pub async fn sync_now(shared: Shared<'_>, args: SyncNow) -> Result<(), CommandError> {
    let SyncNow {} = args;
    shared
        .run::<SyncNow>(|open| {
            open.sync_now();
            Ok(())
        })
        .await
}

pub(super) fn status(open: &Open) -> Result<Status, CommandError> {
    let facts = open.store.sync_facts().map_err(|error| from_store(&error))?;
    let counts = open.store.view_counts().map_err(|error| from_store(&error))?;
    let alerts = open.store.alert_tally(AlertView::ToSee).map_err(|error| from_store(&error))?;
    let state = open.working().map(|(_, state)| state);
    let notices = open.store.openings().into_iter().map(notice).collect();
    Ok(Status {
        connection: state.as_ref().map_or(Connection::Connecting, |s| connection(s, facts.as_of)),
        now: open.now(),
        as_of: facts.as_of,
        waiting: facts.waiting,
        unanswered: facts.unanswered,
        refused: facts.refused,
        open: counts.of(View::Open),
        alerts: alerts.to_see,
        handovers: unread(open)?,
        first_sync: state.as_ref().and_then(|state| state.first_sync.clone()),
        clock: state.as_ref().map_or(ClockState::Unknown, clock),
        key: match open.store.key_place() {
            StoredKey::Keyring => KeyPlace::Keyring,
            StoredKey::File => KeyPlace::File,
        },
        folder: open.folder.display().to_string(),
        free_bytes: open.store.free_bytes(),
        urgent_arrivals: state.map_or(0, |state| state.urgent_arrivals),
        notices,
    })
}

/// Hand-overs that wait for this operator; none where the role only reads them.
fn unread(open: &Open) -> Result<u32, CommandError> {
    let Some((enrolment, _)) = open.working() else { return Ok(0) };
    let operator = &enrolment.operator;
    if operator.grant.role.reach(Action::HandOver) == Reach::Never {
        return Ok(0);
    }
    open.store.unread_handovers(operator.user).map_err(|error| from_store(&error))
}

fn connection(state: &EngineState, as_of: Option<Timestamp>) -> Connection {
    match &state.link {
        Link::Connecting => Connection::Connecting,
        Link::Online { synced_at } => match synced_at.or(as_of) {
            Some(synced_at) => Connection::Online { synced_at },
            None => Connection::Connecting,
        },
        Link::Offline { since, retry_at, trouble } => {
            Connection::Offline { since: *since, retry_at: *retry_at, trouble: trouble.map(worded) }
        }
    }
}

const fn worded(trouble: trucban_sync::Trouble) -> Trouble {
    use trucban_sync::Trouble as Met;
    match trouble {
        Met::NotCentral => Trouble::NotCentral,
        Met::NoSuchHost => Trouble::NoSuchHost,
        Met::WrongName => Trouble::WrongName,
        Met::Untrusted => Trouble::Untrusted,
        Met::UnknownToken => Trouble::UnknownToken,
        Met::RevokedToken => Trouble::RevokedToken,
        Met::Forked => Trouble::Forked,
        Met::Protocol => Trouble::Protocol,
        Met::Garbled => Trouble::Garbled,
        Met::CentralBroken => Trouble::CentralBroken,
        Met::DiskFull => Trouble::DiskFull,
    }
}

const fn clock(state: &EngineState) -> ClockState {
    match state.clock_offset_ms {
        None => ClockState::Unknown,
        Some(offset) if offset.abs() <= CLOCK_TOLERANCE_MS => ClockState::Right,
        // Central's clock less this machine's: a machine that is ahead has a negative offset.
        Some(offset) => ClockState::Off(-offset),
    }
}

fn notice(opening: Opening) -> Notice {
    match opening {
        Opening::CacheRebuilt => Notice::CacheRebuilt,
        Opening::OutboxRescued { read, lost, file } => {
            Notice::OutboxRescued { read, lost, file: file.display().to_string() }
        }
        Opening::PhotosRescued { read, lost, file } => {
            Notice::PhotosRescued { read, lost, file: file.display().to_string() }
        }
    }
}
