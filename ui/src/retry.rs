//! Trying to reach the centre without waiting for the next try, and how long that wait is.

use leptos::prelude::*;
use leptos::task::spawn_local;
use trucban_contract::ipc::{Connection, SyncNow};
use trucban_text::{format, sync};

use crate::clock::Clock;
use crate::ipc::Shell;
use crate::language::Language;

/// A way to try at once.
#[derive(Clone, Copy)]
pub struct Retry {
    shell: Shell,
    trying: RwSignal<bool>,
}

impl Retry {
    /// A way that nobody has taken yet.
    pub fn here() -> Self {
        Self { shell: Shell::here(), trying: RwSignal::new(false) }
    }

    /// Tries now. Whether it helped is what the connection tells.
    pub fn now(self) {
        let Self { shell, trying } = self;
        trying.set(true);
        spawn_local(async move {
            let _ = shell.call(SyncNow {}).await;
            trying.set(false);
        });
    }

    /// Whether it is being tried, followed.
    pub const fn trying(self) -> RwSignal<bool> {
        self.trying
    }
}

/// In how many milliseconds the centre is tried anyway, followed; `None` where that is not awaited.
pub fn left_ms(connection: Memo<Connection>) -> Signal<Option<i64>> {
    Clock::here().left_ms(move || match connection.get() {
        Connection::Offline { retry_at, .. } => Some(retry_at),
        Connection::Online { .. } | Connection::Connecting => None,
    })
}

/// In how long the centre is tried anyway, in words and followed; `None` where that is not awaited.
pub fn next_try(connection: Memo<Connection>) -> impl Fn() -> Option<String> + Copy {
    let (lang, left) = (Language::here(), left_ms(connection));
    move || left.get().map(|left| lang.fill(sync::NEXT_TRY, [&format::countdown(left)]))
}
