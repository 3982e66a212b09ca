//! What the queue asks and gets.

use trucban_domain::{Bounds, Incident, QueueDay, QueueGroup, WardCode};

use crate::act::LocalAct;

/// Which reports the queue shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum View {
    /// All open ones.
    Open,
    /// Those of which the operator accepted a part.
    Mine,
    /// Those about which the operator's unit has still to do something.
    Unit,
    /// Those that nobody accepted or gave to a unit.
    Unassigned,
    /// Those that were due before the day.
    Overdue,
    /// Those that are due on the day.
    Today,
    /// Those that were opened again.
    Reopened,
    /// Open ones that lie in a box.
    Within(Bounds),
    /// Those that wait for acceptance.
    New,
    /// Accepted ones.
    Acknowledged,
    /// Returned by their units: the city desk gives them to others.
    Returned,
    /// Whose units ask for more time: the city desk decides.
    ExtensionAsked,
    /// Whose senders were asked for what is missing.
    SenderAsked,
    /// With a result that waits for review.
    Resulted,
    /// Closed, and their senders are not satisfied.
    Contested,
    /// Closed ones.
    Closed,
}

/// A stretch of the queue, asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueueAsk {
    /// Which reports.
    pub view: View,
    /// The wards whose reports are shown; empty for all.
    pub wards: Vec<WardCode>,
    /// What was typed; every word must begin a word of the report. Empty for all.
    pub search: String,
    /// Rows to pass over.
    pub offset: u32,
    /// Rows to read.
    pub limit: u32,
    /// The day by which the groups are cut.
    pub day: QueueDay,
}

/// A stretch of the queue.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct QueueSlice {
    /// Rows of the whole view in each group, in screen order; empty groups are left out.
    pub groups: Vec<(QueueGroup, u32)>,
    /// Rows of the whole view.
    pub total: u32,
    /// The rows asked for.
    pub rows: Vec<QueueRow>,
}

/// A line of the queue.
#[derive(Debug, Clone, PartialEq)]
pub struct QueueRow {
    /// The report, this laptop's acts included.
    pub incident: Incident,
    /// The heading under which it stands.
    pub group: QueueGroup,
    /// The newest act of this laptop on it that is not settled.
    pub act: Option<LocalAct>,
}

/// What is open in a ward.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WardLine {
    /// The ward.
    pub ward: WardCode,
    /// Open reports.
    pub open: u32,
    /// Of them, those in the immediate process.
    pub immediate: u32,
    /// Due before the day.
    pub overdue: u32,
    /// Due on the day.
    pub today: u32,
    /// That nobody accepted or gave to a unit.
    pub unassigned: u32,
}

/// Reports of each view, whatever is searched for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ViewCounts {
    /// Of which the operator accepted a part.
    pub mine: u32,
    /// About which the operator's unit has still to do something.
    pub unit: u32,
    /// That nobody accepted or gave to a unit.
    pub unassigned: u32,
    /// Due before the day.
    pub overdue: u32,
    /// Due on the day.
    pub today: u32,
    /// Opened again.
    pub reopened: u32,
    /// In the box that was asked for.
    pub within: u32,
    /// Waiting for acceptance.
    pub new: u32,
    /// Accepted.
    pub acknowledged: u32,
    /// Returned.
    pub returned: u32,
    /// With more time asked for.
    pub extension_asked: u32,
    /// Whose senders were asked.
    pub sender_asked: u32,
    /// With a result.
    pub resulted: u32,
    /// Whose results are contested.
    pub contested: u32,
    /// Closed.
    pub closed: u32,
}

impl ViewCounts {
    /// Reports of `view`.
    pub const fn of(self, view: View) -> u32 {
        match view {
            View::Open => {
                self.new
                    + self.acknowledged
                    + self.returned
                    + self.extension_asked
                    + self.sender_asked
                    + self.resulted
                    + self.contested
            }
            View::Mine => self.mine,
            View::Unit => self.unit,
            View::Unassigned => self.unassigned,
            View::Overdue => self.overdue,
            View::Today => self.today,
            View::Reopened => self.reopened,
            View::Within(_) => self.within,
            View::SenderAsked => self.sender_asked,
            View::Contested => self.contested,
            View::ExtensionAsked => self.extension_asked,
            View::Returned => self.returned,
            View::Resulted => self.resulted,
            View::New => self.new,
            View::Acknowledged => self.acknowledged,
            View::Closed => self.closed,
        }
    }
}
