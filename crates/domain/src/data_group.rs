//! Groups of data as a person sees them arrive: every scope belongs to one, and their order is the
//! order in which a new laptop needs them. And how far they have come, as the sync tells it and the
//! window shows it.

use std::cmp::Ordering;

use serde::{Deserialize, Serialize};

use crate::scope::{Class, Part, Scope};

/// A group of data. The order of the variants is the order of need.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DataGroup {
    /// Phản ánh đang mở, and the hand-overs that nobody took: without them nobody can begin.
    OpenReports,
    /// Alerts of cameras without a verdict.
    OpenAlerts,
    /// Where cameras stand.
    Cameras,
    /// Who sent the open reports.
    OpenSenders,
    /// Lots, plans, zones, streets.
    Land,
    /// Closed reports and hand-overs that were taken, by month.
    ClosedReports,
    /// Judged alerts, by month.
    ClosedAlerts,
    /// Who sent the closed reports, by month.
    ClosedSenders,
}

impl DataGroup {
    /// All, in the order of need.
    pub const ALL: [Self; 8] = [
        Self::OpenReports,
        Self::OpenAlerts,
        Self::Cameras,
        Self::OpenSenders,
        Self::Land,
        Self::ClosedReports,
        Self::ClosedAlerts,
        Self::ClosedSenders,
    ];

    /// The group to which `scope` belongs.
    pub const fn of(scope: &Scope) -> Self {
        match (scope.class, scope.part) {
            (Class::Incidents | Class::Handovers, Part::Open | Part::Standing) => Self::OpenReports,
            (Class::Incidents | Class::Handovers, Part::Month { .. }) => Self::ClosedReports,
            (Class::Alerts, Part::Open | Part::Standing) => Self::OpenAlerts,
            (Class::Alerts, Part::Month { .. }) => Self::ClosedAlerts,
            (Class::Reporters, Part::Open | Part::Standing) => Self::OpenSenders,
            (Class::Reporters, Part::Month { .. }) => Self::ClosedSenders,
            (Class::Cameras, _) => Self::Cameras,
            (Class::Land, _) => Self::Land,
        }
    }

    /// The order in which a new laptop fetches scopes: open work and what stands, group by group, then
    /// closed months, the newest first.
    pub fn by_need(a: &Scope, b: &Scope) -> Ordering {
        let is_month = |scope: &Scope| matches!(scope.part, Part::Month { .. });
        let among_their_kind = || match (is_month(a), is_month(b)) {
            (true, true) => b.part.cmp(&a.part),
            _ => Self::of(a).cmp(&Self::of(b)),
        };
        is_month(a).cmp(&is_month(b)).then_with(among_their_kind).then_with(|| a.cmp(b))
    }

    /// Whether it is closed work, which travels by month behind everything else.
    pub const fn is_closed(self) -> bool {
        matches!(self, Self::ClosedReports | Self::ClosedAlerts | Self::ClosedSenders)
    }
}

/// Progress of the first sync. Rows are known beforehand, so they measure how much is done.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct FirstSync {
    /// The groups that the operator's grant gives, in the order in which they are needed.
    pub groups: Vec<GroupProgress>,
    /// How long the rest will take; `None` while that cannot be told.
    pub left_ms: Option<u64>,
    /// Whether the open work is in, so that work can start.
    pub open_ready: bool,
}

/// Progress of a group of data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct GroupProgress {
    /// Which.
    pub group: DataGroup,
    /// Rows held.
    pub rows: u64,
    /// Rows to hold.
    pub rows_total: u64,
    /// Bytes fetched; `None` where a part came before the console was last started.
    pub bytes: Option<u64>,
    /// Bytes to fetch.
    pub size: DataSize,
    /// Whether all of it is held.
    pub whole: bool,
    /// Whether some of it is being fetched.
    pub running: bool,
    /// How long it takes until it is whole; `None` where it is, or where that cannot be told.
    pub left_ms: Option<u64>,
}

/// How many bytes a group of data has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DataSize {
    /// Nothing of it has come.
    Unknown,
    /// If the rest is like what came.
    About(u64),
    /// For certain.
    Exact(u64),
}

#[cfg(test)]
mod tests {
    use super::*;

    fn group_of(scope: &str) -> DataGroup {
        DataGroup::of(&scope.parse().unwrap())
    }

    #[test]
    fn open_work_is_needed_before_what_stands_and_closed_work_last() {
        let scopes = [
            "w19777.incidents.open",
            "w19777.alerts.open",
            "w19777.cameras.standing",
            "w19777.reporters.open",
            "w19777.land.standing",
            "uhepco.incidents.2026-10",
            "w19777.alerts.2026-10",
            "w19777.reporters.2026-10",
        ];
        assert_eq!(scopes.map(group_of), DataGroup::ALL);
        assert!(DataGroup::ALL.is_sorted());
        let first_closed = DataGroup::ALL.iter().position(|group| group.is_closed());
        assert!(DataGroup::ALL.iter().skip(first_closed.unwrap()).all(|group| group.is_closed()));
    }

    #[test]
    fn what_is_closed_is_another_group_than_what_is_open() {
        assert_ne!(group_of("w19777.incidents.2026-10"), group_of("w19777.incidents.open"));
    }
}
