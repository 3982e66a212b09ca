//! What a step does to one unit's part of a report.

use crate::incident::{
    Acknowledgement, AskedFor, EntryKind, Extended, Incident, LastStep, ReturnedFor,
};
use crate::operation::Operation;
use crate::workflow::{On, Step};

/// Changes the part at `at`. Gives the line of the history; `None` for a step that is none of a part.
pub(super) fn take(
    incident: &mut Incident,
    at: usize,
    step: &Step,
    by: Option<LastStep>,
    op: &Operation,
) -> Option<EntryKind> {
    let On::Part { to, .. } = step.kind().guard().on else { return None };
    let by = by?;
    let part = incident.handling.get_mut(at)?;
    part.state = to;
    part.last_step = Some(by.clone());
    Some(match step.clone() {
        Step::Acknowledge => {
            let LastStep { by, at } = by;
            part.last_step = None;
            part.acknowledged = Some(Acknowledgement { by, at, operation: op.envelope.op_id });
            EntryKind::Acknowledged
        }
        Step::Return { suggested, reason } => {
            let why = ReturnedFor { suggested, reason };
            part.acknowledged = None;
            part.returned = Some(why.clone());
            EntryKind::Returned(why)
        }
        Step::AskExtension { until, reason } => {
            let asked = AskedFor { until, reason };
            part.extension = Some(asked.clone());
            EntryKind::ExtensionAsked(asked)
        }
        Step::GrantExtension => {
            let AskedFor { until, .. } = part.extension.take()?;
            // The report has one deadline: an extension never brings it forward.
            let until = incident.extended.map_or(until, |before| before.until.max(until));
            incident.extended = Some(Extended { until, decided: by.at });
            EntryKind::ExtensionGranted { until }
        }
        Step::DenyExtension { reason } => {
            part.extension = None;
            EntryKind::ExtensionDenied { reason }
        }
        Step::GiveResult { text } => {
            part.extension = None;
            part.result = Some(text.clone());
            EntryKind::Resulted { text }
        }
        Step::SendBack { reason } => {
            part.result = None;
            EntryKind::SentBack { reason }
        }
        _ => return None,
    })
}
