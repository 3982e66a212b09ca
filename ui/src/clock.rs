//! The window's clock: the page's own, corrected to central's time by the shell's estimate.
//!
//! The only module that asks the page for the time. Countdowns follow [`Clock::second`]; everything
//! counted in minutes or days follows [`Clock::minute`], so that rows are not redrawn each second.

use std::time::Duration;

use leptos::prelude::*;
use trucban_domain::Timestamp;

const SECOND: Duration = Duration::from_secs(1);
const MINUTE_MS: i64 = 60_000;

/// Central's time as this machine estimates it.
#[derive(Debug, Clone, Copy)]
pub struct Clock {
    ahead_ms: StoredValue<i64>,
    second: RwSignal<Timestamp>,
    minute: Memo<Timestamp>,
}

impl Clock {
    /// Starts to tick.
    pub fn start() -> Self {
        let second = RwSignal::new(page_time());
        let minute = Memo::new(move |_| {
            let ms = second.get().as_ms();
            Timestamp::from_ms(ms - ms.rem_euclid(MINUTE_MS))
        });
        let clock = Self { ahead_ms: StoredValue::new(0), second, minute };
        set_interval(move || clock.second.set(clock.now()), SECOND);
        clock
    }

    /// The clock of this window.
    pub fn here() -> Self {
        expect_context()
    }

    /// Takes the shell's estimate of central's time.
    pub fn correct(self, now: Timestamp) {
        self.ahead_ms.set_value(now.since_ms(page_time()));
        self.second.set(now);
    }

    /// The time now, not followed.
    pub fn now(self) -> Timestamp {
        page_time().plus_ms(self.ahead_ms.get_value())
    }

    /// The time, followed each second.
    pub fn second(self) -> Timestamp {
        self.second.get()
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

fn page_time() -> Timestamp {
    #[expect(clippy::cast_possible_truncation, reason = "milliseconds of a date fit 53 bits")]
    Timestamp::from_ms(page_ms() as i64)
}
