//! New reports: what an official or an inspector writes down, at a counter or on the spot.
//!
//! A report is entered once for its key, however often it is asked for: what an interrupted entering left out
//! is done at the next.

use trucban_contract::ipc::{
    BeginReport, BegunReport, ChosenPhoto, CommandError, EnterReport, EnteredReport, ErrorCode,
};
use trucban_domain::fold::clean;
use trucban_domain::incident::{BODY_MAX_CHARS, title_of};
use trucban_domain::{
    Action, Fix, Grant, IncidentId, NewIncident, OperationBody, Source, Ward, WardCode,
};

use super::Shared;
use super::photos::kept;
use crate::console::Open;
use crate::failure::{failure, from_store};

/// Handles [`BeginReport`].
#[tauri::command]
pub async fn begin_report(
    shared: Shared<'_>,
    args: BeginReport,
) -> Result<BegunReport, CommandError> {
    shared.run::<BeginReport>(move |open| begin(open, args.fix)).await
}

/// Handles [`EnterReport`].
#[tauri::command]
pub async fn enter_report(
    shared: Shared<'_>,
    args: EnterReport,
) -> Result<EnteredReport, CommandError> {
    shared.run::<EnterReport>(move |open| enter(open, args)).await
}

fn begin(open: &Open, fix: Option<Fix>) -> Result<BegunReport, CommandError> {
    let (enrolment, _) = open.enrolled()?;
    let grant = &enrolment.operator.grant;
    let at = fix.map(Fix::position);
    let stood = match at {
        Some(at) => open.ground()?.index.ward_at(at.lat, at.lon),
        None => None,
    };
    Ok(BegunReport {
        id: open.new_report(),
        ward: stood.filter(|ward| may_enter(grant, *ward)).or_else(|| only_ward(grant)),
    })
}

fn may_enter(grant: &Grant, ward: WardCode) -> bool {
    grant.allows(Action::Create, ward, None)
}

fn only_ward(grant: &Grant) -> Option<WardCode> {
    let mut own = Ward::all().iter().map(|ward| ward.code).filter(|ward| may_enter(grant, *ward));
    own.next().filter(|_| own.next().is_none())
}

fn enter(open: &Open, args: EnterReport) -> Result<EnteredReport, CommandError> {
    let EnterReport { id, ward, category, body, address, fix, urgent, photos } = args;
    let (enrolment, _) = open.enrolled()?;
    if !may_enter(&enrolment.operator.grant, ward) {
        return Err(failure(ErrorCode::Precondition, "error.not_permitted"));
    }
    let body = clean(&body);
    if body.is_empty() {
        return Err(failure(ErrorCode::Validation, "error.report_empty"));
    }
    if body.chars().count() > BODY_MAX_CHARS {
        return Err(failure(ErrorCode::Validation, "error.report_too_long"));
    }
    let known = |open: &Open| open.store.incident(id).map_err(|error| from_store(&error));
    let before = known(open)?;
    if before.is_none() {
        let provisional = open.store.provisional_number().map_err(|error| from_store(&error))?;
        let new = NewIncident {
            provisional: Some(provisional),
            ward,
            category,
            source: Source::Console,
            title: title_of(&body),
            body,
            address: clean(&address),
            position: fix.map(Fix::position),
            urgent,
            reporter: None,
            sample: false,
            photos: Vec::new(),
        };
        save(open, id, OperationBody::Create(Box::new(new)))?;
    }
    attach(open, id, &photos)?;
    let number = known(open)?.and_then(|it| it.number.or(it.provisional)).unwrap_or_default();
    Ok(EnteredReport { number })
}

/// Adds the photos that the report does not name yet.
fn attach(open: &Open, id: IncidentId, chosen: &[ChosenPhoto]) -> Result<(), CommandError> {
    let report = open.store.incident(id).map_err(|error| from_store(&error))?;
    let named = report.map(|it| it.photos).unwrap_or_default();
    let new = |it: &&ChosenPhoto| named.iter().all(|photo| photo.hash != it.hash);
    let left: Vec<ChosenPhoto> = chosen.iter().filter(new).cloned().collect();
    if left.is_empty() {
        return Ok(());
    }
    save(open, id, OperationBody::Attach { photos: kept(open, &left)? })
}

fn save(open: &Open, id: IncidentId, body: OperationBody) -> Result<(), CommandError> {
    let operation = open.operation(id, None, body)?;
    let saved = open.store.write(&operation, open.clock.now());
    saved.map_err(|error| from_store(&error))?;
    open.saved();
    Ok(())
}
