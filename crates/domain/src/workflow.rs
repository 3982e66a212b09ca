//! The workflow of field reports (quy trình xử lý phản ánh hiện trường): one table of guarded steps.
//!
//! A report has one unit in charge at a time. The city desk gives it to a unit; the unit accepts it, or
//! returns it and proposes another, asks for more time, and gives its result; the city desk approves the result, which closes
//! the report, or sends it back. Central refuses what the table refuses, the window does not offer it,
//! and the diagram in `docs/WORKFLOW.md` is printed from it.

use std::fmt::Write as _;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::grant::{Action, Grant};
use crate::incident::{Incident, IncidentState};
use crate::scope::UnitCode;

/// A step, as a person takes it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// Tiếp nhận.
    Acknowledge,
    /// Trả lại: it is not for this unit.
    Return {
        /// The unit that the returning one takes to be the right one.
        suggested: UnitCode,
        /// Why.
        reason: String,
    },
    /// Phân công: the unit that is in charge from now on.
    Assign {
        /// Which.
        unit: UnitCode,
    },
    /// Xin gia hạn: more time is asked for; the deadline stands until that is granted.
    AskExtension {
        /// The last day that is asked for.
        until: Date,
        /// Why.
        reason: String,
    },
    /// Đồng ý gia hạn.
    GrantExtension,
    /// Không đồng ý gia hạn.
    DenyExtension {
        /// Why not.
        reason: String,
    },
    /// Nộp kết quả.
    GiveResult {
        /// What citizens are to be told.
        text: String,
    },
    /// Thẩm định đạt: the result stands, and the report is closed with it.
    Approve,
    /// Thẩm định chưa đạt: the unit goes on.
    SendBack {
        /// What is missing.
        reason: String,
    },
}

/// Which step, without its content.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StepKind {
    /// [`Step::Acknowledge`]
    Acknowledge,
    /// [`Step::Return`]
    Return,
    /// [`Step::Assign`]
    Assign,
    /// [`Step::AskExtension`]
    AskExtension,
    /// [`Step::GrantExtension`]
    GrantExtension,
    /// [`Step::DenyExtension`]
    DenyExtension,
    /// [`Step::GiveResult`]
    GiveResult,
    /// [`Step::Approve`]
    Approve,
    /// [`Step::SendBack`]
    SendBack,
}

/// A row of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Guard {
    /// Which step.
    pub kind: StepKind,
    /// In which states it may be taken.
    pub from: &'static [IncidentState],
    /// The state that it leads to.
    pub to: IncidentState,
    /// The permission that it needs.
    pub action: Action,
    /// Whether only the unit in charge may take it, or the city desk where it has the permission.
    pub in_charge: bool,
}

use IncidentState::{Acknowledged, Closed, ExtensionAsked, New, Resulted, Returned};

/// The states in which a report can be given to another unit.
const NOT_DONE: &[IncidentState] = &[New, Acknowledged, ExtensionAsked, Returned];

/// The table.
#[rustfmt::skip]
pub const TABLE: [Guard; 9] = [
    Guard { kind: StepKind::Acknowledge,    from: &[New],                          to: Acknowledged,   action: Action::Acknowledge, in_charge: true },
    Guard { kind: StepKind::Return,         from: &[New, Acknowledged],            to: Returned,       action: Action::Return,      in_charge: true },
    Guard { kind: StepKind::Assign,         from: NOT_DONE,                        to: New,            action: Action::Assign,      in_charge: false },
    Guard { kind: StepKind::AskExtension,   from: &[Acknowledged],                 to: ExtensionAsked, action: Action::GiveResult,  in_charge: true },
    Guard { kind: StepKind::GrantExtension, from: &[ExtensionAsked],               to: Acknowledged,   action: Action::Review,      in_charge: false },
    Guard { kind: StepKind::DenyExtension,  from: &[ExtensionAsked],               to: Acknowledged,   action: Action::Review,      in_charge: false },
    Guard { kind: StepKind::GiveResult,     from: &[Acknowledged, ExtensionAsked], to: Resulted,       action: Action::GiveResult,  in_charge: true },
    Guard { kind: StepKind::Approve,        from: &[Resulted],                     to: Closed,         action: Action::Review,      in_charge: false },
    Guard { kind: StepKind::SendBack,       from: &[Resulted],                     to: Acknowledged,   action: Action::Review,      in_charge: false },
];

impl Step {
    /// Which step it is.
    pub const fn kind(&self) -> StepKind {
        match self {
            Self::Acknowledge => StepKind::Acknowledge,
            Self::Return { .. } => StepKind::Return,
            Self::Assign { .. } => StepKind::Assign,
            Self::AskExtension { .. } => StepKind::AskExtension,
            Self::GrantExtension => StepKind::GrantExtension,
            Self::DenyExtension { .. } => StepKind::DenyExtension,
            Self::GiveResult { .. } => StepKind::GiveResult,
            Self::Approve => StepKind::Approve,
            Self::SendBack { .. } => StepKind::SendBack,
        }
    }

    /// What the person wrote.
    pub fn words(&self) -> Option<&str> {
        match self {
            Self::Return { reason, .. }
            | Self::AskExtension { reason, .. }
            | Self::DenyExtension { reason }
            | Self::SendBack { reason } => Some(reason),
            Self::GiveResult { text } => Some(text),
            Self::Acknowledge | Self::Assign { .. } | Self::GrantExtension | Self::Approve => None,
        }
    }
}

impl StepKind {
    /// Every step, in the order of the table.
    pub const ALL: [Self; 9] = [
        Self::Acknowledge,
        Self::Return,
        Self::Assign,
        Self::AskExtension,
        Self::GrantExtension,
        Self::DenyExtension,
        Self::GiveResult,
        Self::Approve,
        Self::SendBack,
    ];

    /// Its row of the table.
    pub const fn guard(self) -> Guard {
        TABLE[self as usize]
    }

    /// Whether somebody under `grant` may take it on `incident` now.
    pub fn is_open_to(self, grant: &Grant, incident: &Incident) -> bool {
        let Guard { from, action, in_charge, .. } = self.guard();
        from.contains(&incident.state)
            && grant.allows_on(action, incident)
            && (!in_charge || grant.unit().answers_for(&incident.unit, incident.ward))
    }

    /// The word that the command line, the page and the diagram use.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Acknowledge => "acknowledge",
            Self::Return => "return",
            Self::Assign => "assign",
            Self::AskExtension => "ask_extension",
            Self::GrantExtension => "grant_extension",
            Self::DenyExtension => "deny_extension",
            Self::GiveResult => "give_result",
            Self::Approve => "approve",
            Self::SendBack => "send_back",
        }
    }
}

/// The table as a diagram in Mermaid's form, one line a way.
pub fn diagram() -> String {
    let mut text = String::from("stateDiagram-v2\n    [*] --> new\n");
    for Guard { kind, from, to, .. } in TABLE {
        for from in from {
            // Writing into a string never fails.
            let _ = writeln!(text, "    {} --> {}: {}", from.as_str(), to.as_str(), kind.as_str());
        }
    }
    text.push_str("    closed --> [*]\n");
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_row_of_the_table_stands_where_its_step_looks_for_it() {
        for kind in StepKind::ALL {
            assert_eq!(kind.guard().kind, kind);
        }
    }

    #[test]
    fn every_state_but_the_last_has_a_way_on_and_nothing_leads_out_of_the_last() {
        for state in IncidentState::ALL {
            let leads_on = TABLE.iter().any(|guard| guard.from.contains(&state));
            assert_eq!(leads_on, state != Closed, "{state:?}");
        }
    }

    #[test]
    fn no_way_to_the_end_goes_past_a_result() {
        // Without the step that gives one, the end is out of reach.
        let mut reached = vec![New];
        while let Some(next) = TABLE
            .iter()
            .filter(|guard| guard.kind != StepKind::GiveResult)
            .filter(|guard| guard.from.iter().any(|from| reached.contains(from)))
            .map(|guard| guard.to)
            .find(|to| !reached.contains(to))
        {
            reached.push(next);
        }
        assert!(!reached.contains(&Closed), "{reached:?}");
    }

    #[test]
    fn the_diagram_in_the_docs_is_the_one_of_the_table() {
        let docs = include_str!("../../../docs/WORKFLOW.md");
        assert!(docs.contains(&diagram()), "docs/WORKFLOW.md must hold:\n{}", diagram());
    }
}
