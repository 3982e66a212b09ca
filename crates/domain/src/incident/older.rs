//! A report as any build of this product wrote it. Builds that gave a report to one unit alone wrote
//! that unit's part into the report itself; what they wrote is read for good, because a laptop may
//! come to a newer build with no network.

use jiff::civil::Date;
use serde::Deserialize;

use super::{
    Acknowledgement, AskedFor, Extended, Handling, HandlingState, Incident, IncidentState,
    LastStep, Outcome, Photo, Position, Question, Rating, Reopened, ReturnedFor, Source,
};
use crate::category::CategoryCode;
use crate::deadline::Pause;
use crate::id::IncidentId;
use crate::scope::UnitCode;
use crate::time::Timestamp;
use crate::visit::Visited;
use crate::ward::WardCode;

#[derive(Debug, Deserialize)]
pub(super) struct Written {
    id: IncidentId,
    number: Option<String>,
    provisional: Option<String>,
    ward: WardCode,
    category: CategoryCode,
    source: Source,
    title: String,
    body: String,
    address: String,
    position: Option<Position>,
    urgent: bool,
    state: IncidentState,
    received_at: Timestamp,
    due_at: Option<Timestamp>,
    closed_at: Option<Timestamp>,
    sample: bool,
    #[serde(default)]
    photos: Vec<Photo>,
    #[serde(default)]
    last_step: Option<LastStep>,
    #[serde(default)]
    handling: Vec<Handling>,
    #[serde(default)]
    extended: Option<Extended>,
    #[serde(default)]
    question: Option<Question>,
    #[serde(default)]
    pauses: Vec<Pause>,
    #[serde(default)]
    outcome: Option<Outcome>,
    #[serde(default)]
    rating: Option<Rating>,
    #[serde(default)]
    reopened: Option<Reopened>,
    #[serde(default)]
    visited: Option<Visited>,
    #[serde(default)]
    unit: Option<UnitCode>,
    #[serde(default)]
    acknowledged: Option<Acknowledgement>,
    #[serde(default)]
    returned: Option<ReturnedFor>,
    #[serde(default)]
    extension: Option<AskedFor>,
    #[serde(default)]
    extended_to: Option<Date>,
    #[serde(default)]
    result: Option<String>,
}

impl From<Written> for Incident {
    fn from(written: Written) -> Self {
        let mut report = Self {
            id: written.id,
            number: written.number,
            provisional: written.provisional,
            ward: written.ward,
            handling: written.handling,
            category: written.category,
            source: written.source,
            title: written.title,
            body: written.body,
            address: written.address,
            position: written.position,
            urgent: written.urgent,
            state: written.state,
            received_at: written.received_at,
            due_at: written.due_at,
            closed_at: written.closed_at,
            sample: written.sample,
            photos: written.photos,
            last_step: written.last_step,
            extended: written.extended,
            question: written.question,
            pauses: written.pauses,
            outcome: written.outcome,
            rating: written.rating,
            reopened: written.reopened,
            visited: written.visited,
        };
        if report.handling.is_empty() {
            let unit = written.unit.unwrap_or_else(|| UnitCode::committee_of(report.ward));
            report.handling.push(Handling {
                unit,
                state: alone(report.state),
                acknowledged: written.acknowledged,
                last_step: report.last_step.take(),
                returned: written.returned,
                extension: written.extension,
                result: written.result,
            });
            // Its term had never stood still, so that it does not matter when it was extended.
            let decided = report.received_at;
            report.extended = written.extended_to.map(|until| Extended { until, decided });
        }
        report
    }
}

/// The state of the part of a report's only unit.
const fn alone(state: IncidentState) -> HandlingState {
    match state {
        IncidentState::New | IncidentState::SenderAsked => HandlingState::Waiting,
        IncidentState::Acknowledged => HandlingState::Accepted,
        IncidentState::Returned => HandlingState::Returned,
        IncidentState::ExtensionAsked => HandlingState::ExtensionAsked,
        IncidentState::Resulted | IncidentState::Contested | IncidentState::Closed => {
            HandlingState::Resulted
        }
    }
}
