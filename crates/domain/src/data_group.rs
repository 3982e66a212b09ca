//! Groups of data as a person sees them arrive: every scope belongs to one, and their order is the
//! order in which a new laptop needs them.

use serde::{Deserialize, Serialize};

use crate::scope::{Class, Part, Scope};

/// A group of data. The order of the variants is the order of need.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DataGroup {
    /// Phản ánh đang mở: without them nobody can begin.
    OpenReports,
    /// Alerts of cameras without a verdict.
    OpenAlerts,
    /// Where cameras stand.
    Cameras,
    /// Who sent the open reports.
    OpenSenders,
    /// Lots, plans, zones, streets.
    Land,
    /// Closed reports, by month.
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
            (Class::Incidents, Part::Open | Part::Standing) => Self::OpenReports,
            (Class::Incidents, Part::Month { .. }) => Self::ClosedReports,
            (Class::Alerts, Part::Open | Part::Standing) => Self::OpenAlerts,
            (Class::Alerts, Part::Month { .. }) => Self::ClosedAlerts,
            (Class::Reporters, Part::Open | Part::Standing) => Self::OpenSenders,
            (Class::Reporters, Part::Month { .. }) => Self::ClosedSenders,
            (Class::Cameras, _) => Self::Cameras,
            (Class::Land, _) => Self::Land,
        }
    }

    /// Whether it is closed work, which travels by month behind everything else.
    pub const fn is_closed(self) -> bool {
        matches!(self, Self::ClosedReports | Self::ClosedAlerts | Self::ClosedSenders)
    }
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
