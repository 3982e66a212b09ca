//! How the queue is ordered: immediate reports first, then late ones, then today's, then the rest.

use serde::{Deserialize, Serialize};

use crate::incident::{Incident, IncidentState};
use crate::time::Timestamp;

/// A heading of the queue. The order of the variants is the order on the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum QueueGroup {
    /// Xử lý tức thời.
    Immediate,
    /// Quá hạn.
    Overdue,
    /// Hạn hôm nay.
    Today,
    /// Sắp tới.
    Upcoming,
    /// Đã đóng.
    Closed,
}

impl QueueGroup {
    /// All, in screen order.
    pub const ALL: [Self; 5] =
        [Self::Immediate, Self::Overdue, Self::Today, Self::Upcoming, Self::Closed];
}

/// The day in Huế in which a moment lies: what the groups are cut by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct QueueDay {
    /// First moment.
    pub starts: Timestamp,
    /// Last moment.
    pub ends: Timestamp,
}

impl QueueDay {
    /// The day of `now`.
    pub fn of(now: Timestamp) -> Self {
        let date = now.local().date();
        Self { starts: Timestamp::start_of(date), ends: Timestamp::end_of(date) }
    }
}

impl QueueGroup {
    /// The heading under which `incident` stands on `day`. A report without a deadline is upcoming:
    /// nobody guesses that it is late.
    pub fn of(incident: &Incident, day: QueueDay) -> Self {
        match (incident.state, incident.urgent, incident.running_deadline()) {
            (IncidentState::Closed, ..) => Self::Closed,
            (_, true, _) => Self::Immediate,
            (_, false, Some(due)) if due < day.starts => Self::Overdue,
            (_, false, Some(due)) if due <= day.ends => Self::Today,
            _ => Self::Upcoming,
        }
    }
}
