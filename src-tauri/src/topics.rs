//! Tells the window what became stale.

use tauri::{AppHandle, Emitter};
use trucban_contract::ipc::{TOPIC_EVENT, Topic};
use trucban_sync::{Observer, Stale};

/// Sends topics to the window.
#[derive(Debug, Clone)]
pub struct Topics {
    app: AppHandle,
}

impl Topics {
    /// Topics for the windows of `app`.
    pub const fn new(app: AppHandle) -> Self {
        Self { app }
    }

    /// `topics` are no longer as the window read them. A window that is gone reads nothing.
    pub fn changed(&self, topics: &[Topic]) {
        for topic in topics {
            if let Err(error) = self.app.emit(TOPIC_EVENT, topic) {
                tracing::debug!(%error, ?topic, "no window hears that something changed");
            }
        }
    }
}

impl Observer for Topics {
    fn stale(&self, what: Stale) {
        self.changed(&[match what {
            Stale::Incidents => Topic::Incidents,
            Stale::Alerts => Topic::Alerts,
            Stale::Handovers => Topic::Handovers,
            Stale::Pictures => Topic::Pictures,
            Stale::Outbox => Topic::Outbox,
            Stale::Status => Topic::Status,
            Stale::Session => Topic::Session,
            Stale::Map => Topic::Map,
        }]);
    }
}
