//! The window's clock: the page's own, corrected to central's time by the shell's estimate.
//!
//! The only module that asks the page for the time. Everything counted in minutes or days follows
//! [`Clock::minute`], which wakes the machine once a minute. A countdown that is on the screen
//! ([`Clock::left_ms`]) goes in steps: a picture a second costs a laptop that is without power and
//! network a hundred and forty wakings a second.

use std::time::Duration;

use leptos::prelude::*;
use trucban_domain::Timestamp;

const STEP_MS: i64 = 10_000;
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

    /// How many milliseconds are left until a moment, rounded up to whole steps of ten seconds; followed
    /// for as long as there is such a moment and the caller's owner.
    pub fn left_ms(
        self,
        until: impl Fn() -> Option<Timestamp> + Send + Sync + 'static,
    ) -> Signal<Option<i64>> {
        let left = RwSignal::new(None);
        Effect::new(move |_| {
            let step = StoredValue::new(None::<TimeoutHandle>);
            match until() {
                Some(until) => self.count_down(until, left, step),
                None => left.set(None),
            }
            on_cleanup(move || {
                if let Some(waiting) = step.try_get_value().flatten() {
                    waiting.clear();
                }
            });
        });
        left.into()
    }

    fn count_down(
        self,
        until: Timestamp,
        left: RwSignal<Option<i64>>,
        step: StoredValue<Option<TimeoutHandle>>,
    ) {
        let (shown_ms, wait) = stepped(until.since_ms(self.now()));
        left.set(Some(shown_ms));
        let again = move || self.count_down(until, left, step);
        // A page without timers shows what was left at first.
        step.set_value(wait.and_then(|wait| set_timeout_with_handle(again, wait).ok()));
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

/// What a countdown shows, milliseconds, and how long it stays so; `None` when it is over.
fn stepped(left_ms: i64) -> (i64, Option<Duration>) {
    if left_ms <= 0 {
        return (0, None);
    }
    let into_step_ms = (left_ms - 1).rem_euclid(STEP_MS) + 1;
    (left_ms - into_step_ms + STEP_MS, Some(Duration::from_millis(into_step_ms.unsigned_abs())))
}

fn page_time() -> Timestamp {
    #[expect(clippy::cast_possible_truncation, reason = "milliseconds of a date fit 53 bits")]
    Timestamp::from_ms(page_ms() as i64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_countdown_shows_whole_steps_and_is_over_when_nothing_is_left() {
        let after = |ms| Some(Duration::from_millis(ms));
        assert_eq!(stepped(30_000), (30_000, after(10_000)));
        assert_eq!(stepped(29_999), (30_000, after(9_999)));
        assert_eq!(stepped(20_001), (30_000, after(1)));
        assert_eq!(stepped(1), (10_000, after(1)));
        assert_eq!(stepped(0), (0, None));
        assert_eq!(stepped(-5), (0, None));
    }
}
