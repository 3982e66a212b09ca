//! Hiện trường: what lies near where the operator stands, and the visits that are written down.

use std::time::Duration;

use trucban_contract::ipc::{
    CommandError, ErrorCode, FinishVisit, ListNearby, Locate, Located, Nearby, NearbyRow, Saved,
};
use trucban_domain::fold::clean;
use trucban_domain::{Action, Grant, OperationBody, Point, Position, Signature, Visit};
use trucban_geo::{Degrees, Grid};
use trucban_gnss::{NotLocated, Receivers};
use trucban_store::{LocalAct, Near};

use super::Shared;
use super::incidents::{act, receipt};
use super::photos::kept;
use crate::console::Open;
use crate::failure::{failure, from_store};

/// Reports that are listed at most: more than a day's work.
const ROWS_MAX: u32 = 50;

/// Handles [`ListNearby`].
#[tauri::command]
pub async fn list_nearby(shared: Shared<'_>, args: ListNearby) -> Result<Nearby, CommandError> {
    shared.run::<ListNearby>(move |open| nearby(open, args)).await
}

/// Handles [`FinishVisit`].
#[tauri::command]
pub async fn finish_visit(shared: Shared<'_>, args: FinishVisit) -> Result<Saved, CommandError> {
    shared
        .run_act::<FinishVisit>(move |open, safe| {
            let FinishVisit { id, conclusion, findings, fix, expected, photos, signature } = args;
            let photos = kept(open, &photos)?;
            let findings = clean(&findings);
            let signature = signature.map(|it| Signature { by: clean(&it.by), ..it });
            let visit = Visit { conclusion, findings, fix, expected, photos, signature };
            if !visit.lacks().is_empty() {
                return Err(failure(ErrorCode::Validation, "error.visit_lacks"));
            }
            act(open, id, Action::Visit, OperationBody::Visit(visit), safe)
        })
        .await
}

/// Handles [`Locate`].
#[tauri::command]
pub async fn locate(
    receivers: tauri::State<'_, Receivers>,
    args: Locate,
) -> Result<Located, CommandError> {
    let Locate {} = args;
    let patience = Duration::from_secs(Locate::PATIENCE_S);
    Ok(match trucban_gnss::locate(&receivers, patience).await {
        Ok(fix) => Located::At(fix),
        Err(NotLocated::NoReceiver) => Located::NoReceiver,
        Err(NotLocated::NoFix) => Located::NoFix,
    })
}

fn nearby(open: &Open, args: ListNearby) -> Result<Nearby, CommandError> {
    let (enrolment, _) = open.enrolled()?;
    let grant = &enrolment.operator.grant;
    let here = args.fix.map(trucban_domain::Fix::position);
    let here = here.and_then(|it| Grid::Hue.point_at(Degrees { lat: it.lat, lon: it.lon }));
    let here = match here {
        Some(here) => here,
        None => middle(open, grant)?,
    };
    let near = open.store.nearest_open_reports(here, ROWS_MAX);
    let near = near.map_err(|error| from_store(&error))?;
    let at = Grid::Hue.degrees_at(here);
    let around = at.map(|at| Position { lat: at.lat, lon: at.lon, accuracy_m: None });
    Ok(Nearby {
        around: around.ok_or_else(|| failure(ErrorCode::Validation, "error.not_found"))?,
        rows: near.into_iter().filter_map(|(near, act)| row(near, act, grant)).collect(),
        now: open.now(),
    })
}

/// The middle of the wards of a grant, or of the city.
fn middle(open: &Open, grant: &Grant) -> Result<Point, CommandError> {
    let outlines = &open.ground()?.outlines;
    let own = outlines.bounds(|ward| grant.wards.contains(&ward));
    let bounds = own.or_else(|| outlines.bounds(|_| true));
    let bounds = bounds.ok_or_else(|| failure(ErrorCode::Internal, "error.internal"))?;
    let between = |one: i64, other: i64| one.midpoint(other);
    Ok(Point::new(
        between(bounds.min.east_mm, bounds.max.east_mm),
        between(bounds.min.north_mm, bounds.max.north_mm),
    ))
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "metres of a city and degrees of a circle, both at least 0"
)]
fn row(near: Near, act: Option<LocalAct>, grant: &Grant) -> Option<NearbyRow> {
    let Near { report, metres, bearing } = near;
    let may_visit = grant.allows_on(Action::Visit, &report);
    Some(NearbyRow {
        id: report.id,
        position: report.position?,
        number: report.number.or(report.provisional).unwrap_or_default(),
        title: report.title,
        address: report.address,
        state: report.state,
        due_at: report.due_at,
        metres: metres.round() as u32,
        bearing: bearing.round() as u16 % 360,
        visited: report.visited,
        receipt: act.map(receipt),
        may_visit,
    })
}
