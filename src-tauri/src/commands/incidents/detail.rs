//! One report, whole, as the operator may see it.

use trucban_contract::ipc::{
    CommandError, ErrorCode, IncidentDetail, ReadIncident, Related, UnitPart,
};
use trucban_domain::{
    Action, Grant, Handling, Incident, QueueDay, QueueGroup, StepKind, Timestamp, UnitCode,
    WorkCalendar,
};

use super::super::photos;
use super::{item, row};
use crate::console::Open;
use crate::failure::{failure, from_store};

/// Reads a report with all that its screen shows.
pub(in crate::commands) fn detail(
    open: &Open,
    args: ReadIncident,
) -> Result<IncidentDetail, CommandError> {
    let (enrolment, _) = open.enrolled()?;
    let now = open.now();
    let grant = &enrolment.operator.grant;
    let store = &open.store;
    let incident = store.incident(args.id).map_err(|error| from_store(&error))?;
    let incident = incident.ok_or_else(|| failure(ErrorCode::NotFound, "error.not_found"))?;
    let act = store.local_act(args.id).map_err(|error| from_store(&error))?;
    let history = store.history(args.id).map_err(|error| from_store(&error))?;
    let sees_reporter = grant.allows_on(Action::ReadReporter, &incident);
    let reporter = if sees_reporter {
        store.reporter(args.id).map_err(|error| from_store(&error))?
    } else {
        None
    };
    let original = match incident.duplicate_of() {
        Some(id) => store.incident(id).map_err(|error| from_store(&error))?,
        None => None,
    };
    let duplicates = store.duplicates(args.id).map_err(|error| from_store(&error))?;
    let photos = photos::of_report(open, &incident)?;
    let open_kinds = Steps { grant, incident: &incident };
    let may_take = open_kinds.on_whole();
    let parts = incident.handling.iter().map(|part| open_kinds.part(part)).collect();
    let calendar = WorkCalendar::shipped();
    let group = QueueGroup::of(&incident, QueueDay::of(now));
    let counted = calendar.of_report(&incident).map_or_else(Vec::new, |count| count.days);
    Ok(IncidentDetail {
        row: row(incident.clone(), group, act, grant),
        may_note: grant.allows_on(Action::Note, &incident),
        may_take,
        parts,
        photos,
        outcome: incident.outcome,
        duplicate_of: original.map(related),
        duplicates: duplicates.into_iter().map(related).collect(),
        body: incident.body,
        source: incident.source,
        position: incident.position,
        closed_at: incident.closed_at,
        question: incident.question,
        rating: incident.rating,
        reopened: incident.reopened,
        counted_days: counted.into_iter().map(Timestamp::start_of).collect(),
        calendar: calendar.version().to_owned(),
        now,
        history: history.into_iter().map(item).collect(),
        reporter,
        reporter_hidden: !sees_reporter,
        sample: incident.sample,
    })
}

/// A report in one line.
pub(super) fn related(incident: Incident) -> Related {
    Related {
        id: incident.id,
        number: incident.number.or(incident.provisional).unwrap_or_default(),
        title: incident.title,
        address: incident.address,
        state: incident.state,
        received_at: incident.received_at,
    }
}

/// The steps that are open on a report to somebody under a grant.
struct Steps<'a> {
    grant: &'a Grant,
    incident: &'a Incident,
}

impl Steps<'_> {
    fn on_whole(&self) -> Vec<StepKind> {
        let on_whole = StepKind::ALL.into_iter().filter(|kind| !kind.is_on_part());
        on_whole.filter(|kind| kind.is_open_to(self.grant, self.incident)).collect()
    }

    fn on_part(&self, unit: &UnitCode) -> Vec<StepKind> {
        let on_parts = StepKind::ALL.into_iter().filter(|kind| kind.is_on_part());
        let here = |kind: &StepKind| kind.parts_open_to(self.grant, self.incident).contains(unit);
        on_parts.filter(here).collect()
    }

    fn part(&self, part: &Handling) -> UnitPart {
        let extension = part.extension.clone();
        UnitPart {
            unit: part.unit.clone(),
            state: part.state,
            acknowledged: part.acknowledged.clone(),
            returned: part.returned.clone(),
            extension: extension.map(|asked| (Timestamp::end_of(asked.until), asked.reason)),
            result: part.result.clone(),
            may_take: self.on_part(&part.unit),
        }
    }
}
