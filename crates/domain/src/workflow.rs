//! The workflow of field reports (quy trình xử lý phản ánh hiện trường): one table of guarded steps.
//!
//! The city desk gives a report to one or more units. Each unit has its part: it accepts it, or returns
//! it and proposes another unit, asks for more time, and gives its result. Once every unit has given
//! one, the city desk reviews them and closes the report, and decides what of it is public. Central
//! refuses what the table refuses, the window does not offer it, and the diagrams in
//! `docs/WORKFLOW.md` are printed from it.

use std::fmt::Write as _;

use crate::grant::{Action, Grant};
use crate::incident::{Handling, HandlingState, Incident, IncidentState};
use crate::scope::UnitCode;
pub use step::{Step, StepKind};

mod step;

/// What a step changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum On {
    /// One unit's part of the report, while the report is open.
    Part {
        /// In which states it may be taken.
        from: &'static [HandlingState],
        /// The state that it leads to.
        to: HandlingState,
    },
    /// The whole report.
    Whole {
        /// In which states it may be taken.
        from: &'static [IncidentState],
        /// The state that it leads to; `None` for what the parts of its units make of it.
        to: Option<IncidentState>,
    },
}

/// A row of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Guard {
    /// Which step.
    pub kind: StepKind,
    /// What it changes.
    pub on: On,
    /// The permission that it needs.
    pub action: Action,
    /// Whether only the unit in charge may take it, or the city desk where it has the permission.
    pub in_charge: bool,
}

use HandlingState::{Accepted, ExtensionAsked, Resulted, Returned, Waiting};
use IncidentState as Report;
use StepKind as Kind;

/// The states in which there is still something to do for a unit.
const NOT_DONE: &[Report] = &[
    Report::New,
    Report::Acknowledged,
    Report::ExtensionAsked,
    Report::Returned,
    Report::SenderAsked,
];
/// Those of them in which the term runs.
const RUNNING: &[Report] =
    &[Report::New, Report::Acknowledged, Report::ExtensionAsked, Report::Returned];
/// The states in which a report has come to an end.
const ENDED: &[Report] = &[Report::Contested, Report::Closed];

const fn part(from: &'static [HandlingState], to: HandlingState) -> On {
    On::Part { from, to }
}

const fn whole(from: &'static [Report], to: Option<Report>) -> On {
    On::Whole { from, to }
}

/// The table.
#[rustfmt::skip]
pub const TABLE: [Guard; 15] = [
    Guard { kind: Kind::Acknowledge,    on: part(&[Waiting], Accepted),                              action: Action::Acknowledge, in_charge: true },
    Guard { kind: Kind::Return,         on: part(&[Waiting, Accepted], Returned),                    action: Action::Return,      in_charge: true },
    Guard { kind: Kind::AskExtension,   on: part(&[Accepted], ExtensionAsked),                       action: Action::GiveResult,  in_charge: true },
    Guard { kind: Kind::GrantExtension, on: part(&[ExtensionAsked], Accepted),                       action: Action::Review,      in_charge: false },
    Guard { kind: Kind::DenyExtension,  on: part(&[ExtensionAsked], Accepted),                       action: Action::Review,      in_charge: false },
    Guard { kind: Kind::GiveResult,     on: part(&[Accepted, ExtensionAsked], Resulted),             action: Action::GiveResult,  in_charge: true },
    Guard { kind: Kind::SendBack,       on: part(&[Resulted], Accepted),                             action: Action::Review,      in_charge: false },
    Guard { kind: Kind::Assign,         on: whole(RUNNING, None),                                    action: Action::Route,       in_charge: false },
    Guard { kind: Kind::AskSender,      on: whole(RUNNING, Some(Report::SenderAsked)),               action: Action::Route,       in_charge: false },
    Guard { kind: Kind::TakeAnswer,     on: whole(&[Report::SenderAsked], None),                     action: Action::Route,       in_charge: false },
    Guard { kind: Kind::Refuse,         on: whole(NOT_DONE, Some(Report::Closed)),                   action: Action::Route,       in_charge: false },
    Guard { kind: Kind::MarkDuplicate,  on: whole(NOT_DONE, Some(Report::Closed)),                   action: Action::Route,       in_charge: false },
    Guard { kind: Kind::Close,          on: whole(&[Report::Resulted], Some(Report::Closed)),        action: Action::Review,      in_charge: false },
    Guard { kind: Kind::Reopen,         on: whole(ENDED, None),                                      action: Action::Review,      in_charge: false },
    Guard { kind: Kind::Uphold,         on: whole(&[Report::Contested], Some(Report::Closed)),       action: Action::Review,      in_charge: false },
];

impl Guard {
    /// Whether the step may be taken on `part` of `incident` now; of a step on the whole report the
    /// part does not matter.
    pub fn allows(&self, incident: &Incident, part: &Handling) -> bool {
        match self.on {
            On::Part { from, .. } => !ENDED.contains(&incident.state) && from.contains(&part.state),
            On::Whole { from, .. } => from.contains(&incident.state),
        }
    }
}

impl StepKind {
    /// Its row of the table.
    pub const fn guard(self) -> Guard {
        TABLE[self as usize]
    }

    /// Whether it changes one unit's part.
    pub const fn is_on_part(self) -> bool {
        matches!(self.guard().on, On::Part { .. })
    }

    /// Whether somebody under `grant` may take it on `incident` now.
    pub fn is_open_to(self, grant: &Grant, incident: &Incident) -> bool {
        !self.parts_open_to(grant, incident).is_empty()
    }

    /// The units on whose part of `incident` somebody under `grant` may take it now; the leading unit
    /// for a step on the whole report.
    pub fn parts_open_to(self, grant: &Grant, incident: &Incident) -> Vec<UnitCode> {
        let guard = self.guard();
        let on_part = self.is_on_part();
        if !grant.allows_on(guard.action, incident) {
            return Vec::new();
        }
        let parts = if on_part { incident.handling.as_slice() } else { &incident.handling[..1] };
        let open = parts.iter().filter(|part| {
            guard.allows(incident, part)
                && (!guard.in_charge || grant.unit().answers_for(&part.unit, incident.ward))
        });
        open.map(|part| part.unit.clone()).collect()
    }
}

/// What the table says of reports as a diagram in Mermaid's form, one line a way. What the parts of its
/// units make of a report is the composite state `in_hand`.
pub fn report_diagram() -> String {
    let mut text = String::from("stateDiagram-v2\n    [*] --> in_hand\n    state in_hand {\n");
    for state in [Report::New, Report::Acknowledged, Report::Returned, Report::ExtensionAsked] {
        line(&mut text, format_args!("        {}", state.as_str()));
    }
    text.push_str("    }\n    in_hand --> resulted: every unit gave its result\n");
    for Guard { kind, on, .. } in TABLE {
        let On::Whole { from, to } = on else { continue };
        let to = to.map_or("in_hand", IncidentState::as_str);
        let word = kind.as_str();
        if RUNNING.iter().all(|state| from.contains(state)) {
            line(&mut text, format_args!("    in_hand --> {to}: {word}"));
        }
        for from in from.iter().filter(|state| !RUNNING.contains(state)) {
            line(&mut text, format_args!("    {} --> {to}: {word}", from.as_str()));
        }
    }
    text.push_str("    resulted --> in_hand: send_back\n    closed --> contested: rate\n");
    text.push_str("    closed --> [*]\n");
    text
}

/// What the table says of a unit's part, in the same form.
pub fn part_diagram() -> String {
    let mut text = String::from("stateDiagram-v2\n    [*] --> waiting: assign\n");
    for Guard { kind, on, .. } in TABLE {
        let On::Part { from, to } = on else { continue };
        for from in from {
            line(
                &mut text,
                format_args!("    {} --> {}: {}", from.as_str(), to.as_str(), kind.as_str()),
            );
        }
    }
    text.push_str("    returned --> waiting: assign\n    resulted --> [*]\n");
    text
}

fn line(text: &mut String, words: std::fmt::Arguments<'_>) {
    // Writing into a string never fails.
    let _ = writeln!(text, "{words}");
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
    fn every_state_of_a_part_but_a_result_has_a_way_on_for_its_unit_or_the_city_desk() {
        for state in HandlingState::ALL {
            let of_unit = TABLE.iter().any(|guard| match guard.on {
                On::Part { from, .. } => from.contains(&state) && guard.kind != Kind::SendBack,
                On::Whole { .. } => false,
            });
            // What was returned is the city desk's to give to another unit.
            assert_eq!(of_unit, !matches!(state, Resulted | Returned), "{state:?}");
        }
    }

    #[test]
    fn every_state_of_a_report_has_a_way_on() {
        for state in IncidentState::ALL {
            let leads_on = TABLE.iter().any(|guard| match guard.on {
                On::Whole { from, .. } => from.contains(&state),
                On::Part { .. } => false,
            });
            assert!(leads_on, "{state:?}");
        }
    }

    #[test]
    fn no_part_comes_to_a_result_but_by_giving_one() {
        for guard in TABLE {
            let results = matches!(guard.on, On::Part { to: Resulted, .. });
            assert_eq!(results, guard.kind == Kind::GiveResult, "{guard:?}");
        }
    }

    #[test]
    fn the_diagrams_in_the_docs_are_those_of_the_table() {
        let docs = include_str!("../../../docs/WORKFLOW.md");
        for diagram in [report_diagram(), part_diagram()] {
            assert!(docs.contains(&diagram), "docs/WORKFLOW.md must hold:\n{diagram}");
        }
    }
}
