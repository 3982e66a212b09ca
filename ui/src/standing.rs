//! How this laptop stands with central, shared by the bars, the banner and the screens.
//!
//! One reading of the status serves them all. Parts that change at different times are memos, so
//! that a new count does not redraw the connection.

use leptos::prelude::*;
use leptos::task::spawn_local;
use trucban_contract::ipc::{Connection, FirstSync, ReadStatus, Status, Topic};

use crate::clock::Clock;
use crate::ipc::Shell;

/// Reports older than this are marked as old.
pub const STALE_MS: i64 = 15 * 60_000;

/// How much of the first sync is done, in per cent, by bytes.
pub fn percent(progress: FirstSync) -> u64 {
    let FirstSync { bytes, bytes_total, .. } = progress;
    bytes.saturating_mul(100).checked_div(bytes_total).unwrap_or(0).min(100)
}

/// The newest status; `None` until the first reading.
#[derive(Debug, Clone, Copy)]
pub struct Standing(RwSignal<Option<Status>>);

impl Standing {
    /// Reads the status now and whenever it is stale, and sets the clock by it.
    pub fn follow(shell: Shell, clock: Clock) -> Self {
        let standing = Self(RwSignal::new(None));
        Effect::new(move |_| {
            shell.version(Topic::Status);
            spawn_local(async move {
                if let Ok(status) = shell.call(ReadStatus {}).await {
                    clock.correct(status.now);
                    standing.0.set(Some(status));
                }
            });
        });
        standing
    }

    /// The standing of this window.
    pub fn here() -> Self {
        expect_context()
    }

    /// A part of the status, followed; `None` until the first reading.
    pub fn part<T>(self, read: impl Fn(&Status) -> T + Send + Sync + 'static) -> Memo<Option<T>>
    where
        T: PartialEq + Send + Sync + 'static,
    {
        Memo::new(move |_| self.0.with(|status| status.as_ref().map(&read)))
    }

    /// Whether the centre answers, followed.
    pub fn connection(self) -> Memo<Connection> {
        Memo::new(move |_| {
            self.0.with(|status| {
                status.as_ref().map_or(Connection::Connecting, |status| status.connection.clone())
            })
        })
    }
}
