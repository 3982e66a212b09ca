//! How this laptop stands with central, shared by the bars, the banner and the screens.
//!
//! One reading of the status serves them all. Parts that change at different times are memos, so
//! that a new count does not redraw the connection.

use leptos::prelude::*;
use leptos::task::spawn_local;
use trucban_contract::ipc::{ClockState, Connection, ReadStatus, Status, Topic};
use trucban_text::{format, sync};

use crate::clock::Clock;
use crate::ipc::Shell;
use crate::language::Language;
use crate::turns::Turns;

/// Reports older than this are marked as old.
pub const STALE_MS: i64 = 15 * 60_000;

/// How this machine's clock stands against the centre's.
pub fn clock_words(lang: Language, state: ClockState) -> String {
    match state {
        ClockState::Unknown => lang.say(sync::CLOCK_UNKNOWN).to_owned(),
        ClockState::Right => lang.say(sync::CLOCK_RIGHT).to_owned(),
        ClockState::Off(ms) => {
            let text = if ms > 0 { sync::CLOCK_AHEAD } else { sync::CLOCK_BEHIND };
            lang.fill(text, [&format::short_span(lang.get(), ms.saturating_abs())])
        }
    }
}

/// The newest status; `None` until the first reading.
#[derive(Debug, Clone, Copy)]
pub struct Standing(RwSignal<Option<Status>>);

impl Standing {
    /// Reads the status now and whenever it is stale, and sets the clock by it.
    pub fn follow(shell: Shell, clock: Clock) -> Self {
        let standing = Self(RwSignal::new(None));
        let turns = StoredValue::new(Turns::default());
        let turn = move |of: fn(&mut Turns) -> bool| {
            let mut now = turns.get_value();
            let answer = of(&mut now);
            turns.set_value(now);
            answer
        };
        Effect::new(move |_| {
            shell.version(Topic::Status);
            if !turn(Turns::ask) {
                return;
            }
            spawn_local(async move {
                loop {
                    if let Ok(status) = shell.call(ReadStatus {}).await {
                        clock.correct(status.now);
                        standing.0.set(Some(status));
                    }
                    if !turn(Turns::end) {
                        break;
                    }
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
