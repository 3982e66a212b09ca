//! What the engine waits for: a poke of central, the next question, the next attempt.

use std::time::Duration;

use tokio::task::AbortHandle;

use super::{Command, Run};
use crate::engine::Stale;
use crate::engine::state::Link;
use crate::machine::Event;

/// The longest pause between attempts.
const PAUSE_MAX_MS: u64 = 30_000;

impl Run {
    pub(super) fn listen(&mut self, attempt: u32) {
        let transfer = self.transfer.clone();
        let hear = self.outbox.clone();
        let wait = if attempt == 0 { Duration::ZERO } else { self.pause(attempt) };
        let task = tokio::spawn(async move {
            tokio::time::sleep(wait).await;
            if let Ok(mut live) = transfer.client.live().await {
                while let Ok(Some(head)) = live.next_head().await {
                    drop(hear.send(Command::Happened(Event::Poked(head))));
                }
            }
            drop(hear.send(Command::Happened(Event::LiveLost)));
        });
        if let Some(earlier) = self.live.replace(task.abort_handle()) {
            earlier.abort();
        }
    }

    pub(super) fn retry_after(&mut self, failures: u32) {
        let pause = self.pause(failures);
        let timer = self.later(pause, Event::RetryDue);
        if let Some(earlier) = self.retry.replace(timer) {
            earlier.abort();
        }
        let trouble = self.trouble;
        let now = self.publish.borrow().server_now(self.parts.clock.as_ref());
        let pause_ms = i64::try_from(pause.as_millis()).unwrap_or(i64::MAX);
        let last = self.parts.store.sync_facts().ok().and_then(|facts| facts.as_of);
        self.publish.send_modify(|state| {
            let since = match &state.link {
                Link::Offline { since, .. } => *since,
                Link::Online { synced_at } => synced_at.or(Some(now)),
                Link::Connecting => last,
            };
            state.link = Link::Offline { since, retry_at: now.plus_ms(pause_ms), trouble };
        });
        self.stale(&[Stale::Status]);
    }

    pub(super) fn later(&self, pause: Duration, event: Event) -> AbortHandle {
        let hear = self.outbox.clone();
        let timer = async move {
            tokio::time::sleep(pause).await;
            drop(hear.send(Command::Happened(event)));
        };
        tokio::spawn(timer).abort_handle()
    }

    /// 1, 2, 4, … 30 seconds, a quarter more or less, so that a city's laptops do not come back in
    /// one moment after a power cut.
    fn pause(&self, failures: u32) -> Duration {
        let steady = 1_000_u64.saturating_mul(1 << failures.saturating_sub(1).min(5));
        let mut random = [0_u8; 1];
        self.parts.entropy.fill(&mut random);
        let share = 768 + u64::from(random[0]) * 2;
        Duration::from_millis(steady.min(PAUSE_MAX_MS) * share / 1_024)
    }
}
