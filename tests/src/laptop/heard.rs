//! What the engine told: a count of everything that became stale.

use tokio::sync::watch;
use trucban_sync::{Observer, Stale};

pub(super) struct Heard(watch::Sender<u64>);

impl Default for Heard {
    fn default() -> Self {
        Self(watch::Sender::new(0))
    }
}

impl Heard {
    pub(super) fn follow(&self) -> watch::Receiver<u64> {
        self.0.subscribe()
    }
}

impl Observer for Heard {
    fn stale(&self, _what: Stale) {
        self.0.send_modify(|count| *count += 1);
    }
}
