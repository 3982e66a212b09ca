//! Where synchronisation stands, for the status bar.

use trucban_contract::wire::Operator;
use trucban_domain::data_group::FirstSync;
use trucban_domain::{Clock, Timestamp};

use super::EngineParts;
use crate::client::Trouble;

/// Store setting: central's clock less this machine's, milliseconds.
pub(super) const CLOCK_OFFSET: &str = "clock_offset_ms";
/// Store setting: `1` if central holds sample data.
pub(super) const SAMPLE: &str = "sample";
/// Store setting: `1` while the first sync is not over, so that it is told of after a restart too.
pub(super) const FIRST_SYNC: &str = "first_sync";

/// Where synchronisation stands.
#[derive(Debug, Clone, PartialEq)]
pub struct EngineState {
    /// Whether central answers.
    pub link: Link,
    /// The first sync, while it goes on.
    pub first_sync: Option<FirstSync>,
    /// Central's clock less this machine's, milliseconds; `None` before the first contact ever.
    pub clock_offset_ms: Option<i64>,
    /// Counts immediate reports that arrived since the engine started.
    pub urgent_arrivals: u64,
    /// Who central says we are.
    pub operator: Operator,
    /// Whether central holds sample data.
    pub sample: bool,
    /// Whether everything was exchanged when this state was published.
    pub at_rest: bool,
}

/// Whether central answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Link {
    /// Not tried yet.
    Connecting,
    /// It answers.
    Online {
        /// Last whole exchange, central's time; `None` until the first one since it answers.
        synced_at: Option<Timestamp>,
    },
    /// It does not.
    Offline {
        /// Since when, central's time; `None` if it never answered.
        since: Option<Timestamp>,
        /// When it is tried again, central's time.
        retry_at: Timestamp,
        /// What a person can do something about.
        trouble: Option<Trouble>,
    },
}

impl EngineState {
    pub(super) fn at_start(parts: &EngineParts) -> Self {
        let setting = |name| parts.store.setting(name).ok().flatten();
        Self {
            link: Link::Connecting,
            first_sync: None,
            clock_offset_ms: setting(CLOCK_OFFSET).and_then(|text| text.parse().ok()),
            urgent_arrivals: 0,
            operator: parts.enrolment.operator.clone(),
            sample: setting(SAMPLE).as_deref() == Some("1"),
            at_rest: false,
        }
    }

    /// The time at central, as far as this laptop can tell.
    pub fn server_now(&self, clock: &dyn Clock) -> Timestamp {
        clock.now().plus_ms(self.clock_offset_ms.unwrap_or(0))
    }
}
