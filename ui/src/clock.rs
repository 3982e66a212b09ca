//! The window's clock: the page's own, corrected to central's time by the shell's estimate.
//!
//! The only module that asks the page for the time. Everything counted in minutes or days follows
//! [`Clock::minute`], which wakes the machine once a minute. Only a countdown that is on the screen
//! ([`Clock::left_ms`]) ticks each second.

use std::time::Duration;

use leptos::prelude::*;
use trucban_domain::Timestamp;

const SECOND: Duration = Duration::from_secs(1);
const MINUTE_MS: i64 = 60_000;

/// Central's time as this machine estimates it.
#[derive(Debug, Clone, Copy)]
pub struct Clock {
    ahead_ms: StoredValue<i64>,
    minute: RwSignal<Timestamp>,
}

impl Clock {
    /// Starts to tick.
    pub fn start() -> Self {
        let clock =
            Self { ahead_ms: StoredValue::new(0), minute: RwSignal::new(minute_of(page_time())) };
        clock.tick();
        // A machine that slept may be late by a minute: whoever comes back to the window sees the time.
        let _heard_for_ever = window_event_listener(leptos::ev::focus, move |_| clock.look());
        clock
    }

    /// Looks at the time now and at the start of every minute.
    fn tick(self) {
        self.look();
        let left_ms = MINUTE_MS - self.now().as_ms().rem_euclid(MINUTE_MS);
        set_timeout(move || self.tick(), Duration::from_millis(left_ms.unsigned_abs()));
    }

    fn look(self) {
        let minute = minute_of(self.now());
        if self.minute.get_untracked() != minute {
            self.minute.set(minute);
        }
    }

    /// The clock of this window.
    pub fn here() -> Self {
        expect_context()
    }

    /// Takes the shell's estimate of central's time.
    pub fn correct(self, now: Timestamp) {
        self.ahead_ms.set_value(now.since_ms(page_time()));
        self.look();
    }

    /// The time now, not followed.
    pub fn now(self) -> Timestamp {
        page_time().plus_ms(self.ahead_ms.get_value())
    }

    /// How many milliseconds are left until a moment, followed each second for as long as there is
    /// such a moment and the caller's owner.
    pub fn left_ms(
        self,
        until: impl Fn() -> Option<Timestamp> + Send + Sync + 'static,
    ) -> Signal<Option<i64>> {
        let left = RwSignal::new(None);
        Effect::new(move |_| {
            let Some(until) = until() else { return left.set(None) };
            let look = move || left.set(Some(until.since_ms(self.now())));
            look();
            // A page without timers shows what was left at first.
            if let Ok(ticking) = set_interval_with_handle(look, SECOND) {
                on_cleanup(move || ticking.clear());
            }
        });
        left.into()
    }

    /// The start of this minute, followed.
    pub fn minute(self) -> Timestamp {
        self.minute.get()
    }
}

/// Milliseconds of the page's own clock, for measuring spans.
pub fn page_ms() -> f64 {
    js_sys::Date::now()
}

fn minute_of(time: Timestamp) -> Timestamp {
    Timestamp::from_ms(time.as_ms() - time.as_ms().rem_euclid(MINUTE_MS))
}

fn page_time() -> Timestamp {
    #[expect(clippy::cast_possible_truncation, reason = "milliseconds of a date fit 53 bits")]
    Timestamp::from_ms(page_ms() as i64)
}
