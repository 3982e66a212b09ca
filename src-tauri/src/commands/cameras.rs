//! Camera alerts: the list, one alert with its evidence, the verdict.

use trucban_contract::ipc::{
    AlertDetail, AlertFrame, AlertPage, AlertRow, AlertView, CommandError, ConfirmAlert,
    DismissAlert, ErrorCode, ListAlerts, ReadAlert, Saved, SilentCamera,
};
use trucban_domain::alert::OTHER_REASON;
use trucban_domain::fold::clean;
use trucban_domain::incident::NOTE_MAX_CHARS;
use trucban_domain::{Action, Camera, Finding, Grant, OperationBody};
use trucban_store::{AlertAsk, AlertFilter, AlertLine, AlertView as StoredView};

use super::Shared;
use super::incidents::{ROWS_MAX, act, item, receipt};
use super::pictures::{look_at, pictures};
use crate::console::Open;
use crate::failure::{failure, from_store};

/// Handles [`ListAlerts`].
#[tauri::command]
pub async fn list_alerts(shared: Shared<'_>, args: ListAlerts) -> Result<AlertPage, CommandError> {
    shared.run::<ListAlerts>(move |open| page(open, args)).await
}

/// Handles [`ReadAlert`].
#[tauri::command]
pub async fn read_alert(shared: Shared<'_>, args: ReadAlert) -> Result<AlertDetail, CommandError> {
    shared.run::<ReadAlert>(move |open| detail(open, args)).await
}

/// Handles [`ConfirmAlert`].
#[tauri::command]
pub async fn confirm_alert(shared: Shared<'_>, args: ConfirmAlert) -> Result<Saved, CommandError> {
    let plate = args.plate.map(|plate| clean(&plate)).filter(|plate| !plate.is_empty());
    let body = OperationBody::Verdict(Finding::Confirmed { plate });
    shared
        .run_act::<ConfirmAlert>(move |open, safe| act(open, args.id, Action::Judge, body, safe))
        .await
}

/// Handles [`DismissAlert`].
#[tauri::command]
pub async fn dismiss_alert(shared: Shared<'_>, args: DismissAlert) -> Result<Saved, CommandError> {
    let note = clean(&args.note);
    if note.is_empty() && args.reason.0 == OTHER_REASON {
        return Err(failure(ErrorCode::Validation, "error.dismissal_needs_note"));
    }
    if note.chars().count() > NOTE_MAX_CHARS {
        return Err(failure(ErrorCode::Validation, "error.note_too_long"));
    }
    let body = OperationBody::Verdict(Finding::Dismissed { reason: args.reason, note });
    shared
        .run_act::<DismissAlert>(move |open, safe| act(open, args.id, Action::Judge, body, safe))
        .await
}

fn page(open: &Open, args: ListAlerts) -> Result<AlertPage, CommandError> {
    let (enrolment, _) = open.enrolled()?;
    let ListAlerts { view, kind, ward, camera, offset, limit } = args;
    let view = match view {
        AlertView::ToSee => StoredView::ToSee,
        AlertView::Judged => StoredView::Judged,
    };
    let filter = match camera {
        Some(camera) => AlertFilter::Camera(camera),
        None => AlertFilter::Of { kind, ward },
    };
    let ask = AlertAsk { view, filter, offset, limit: limit.min(ROWS_MAX) };
    let read = || {
        let slice = open.store.alerts(&ask)?;
        let tally = open.store.alert_tally(view)?;
        let silent = open.store.silent_cameras()?;
        let cameras = open.store.camera_count()?;
        Ok((slice, tally, silent, cameras, open.store.sync_facts()?))
    };
    let (slice, tally, silent, cameras, facts) = read().map_err(|error| from_store(&error))?;
    let grant = &enrolment.operator.grant;
    let rows = slice.rows.into_iter().map(|line| row(open, line, grant));
    Ok(AlertPage {
        urgent: slice.urgent,
        total: slice.total,
        to_see: tally.to_see,
        judged: tally.judged,
        rows: rows.collect::<Result<_, _>>()?,
        kinds: tally.kinds,
        wards: tally.wards,
        silent: silent.into_iter().filter_map(silent_camera).collect(),
        cameras,
        as_of: facts.as_of,
        now: open.now(),
    })
}

fn silent_camera(camera: Camera) -> Option<SilentCamera> {
    let Camera { id, number, name, ward, silent_since, .. } = camera;
    silent_since.map(|since| SilentCamera { id, number, name, ward, since })
}

fn detail(open: &Open, args: ReadAlert) -> Result<AlertDetail, CommandError> {
    let (enrolment, _) = open.enrolled()?;
    let line = open.store.alert(args.id).map_err(|error| from_store(&error))?;
    let line = line.ok_or_else(|| failure(ErrorCode::NotFound, "error.alert_not_found"))?;
    let history = open.store.history(args.id).map_err(|error| from_store(&error))?;
    let hashes: Vec<&str> = line.alert.frames.iter().map(|it| it.hash.as_str()).collect();
    let pictures = pictures(open, &hashes)?;
    look_at(open, &pictures);
    let offsets = line.alert.frames.iter().map(|frame| frame.offset_ms);
    let frames = pictures.into_iter().zip(offsets);
    let frames = frames.map(|(picture, offset_ms)| AlertFrame { picture, offset_ms }).collect();
    let (camera, sample) = (line.camera.clone(), line.alert.sample);
    Ok(AlertDetail {
        row: row(open, line, &enrolment.operator.grant)?,
        camera,
        frames,
        history: history.into_iter().map(item).collect(),
        now: open.now(),
        sample,
    })
}

fn row(open: &Open, line: AlertLine, grant: &Grant) -> Result<AlertRow, CommandError> {
    let AlertLine { alert, camera, act } = line;
    let nearest = alert.frames.iter().min_by_key(|frame| frame.offset_ms.unsigned_abs());
    let picture = match nearest {
        Some(frame) => pictures(open, &[&frame.hash])?.pop(),
        None => None,
    };
    let may_judge = alert.verdict.is_none() && grant.allows(Action::Judge, alert.ward, None);
    let urgent = alert.is_urgent();
    let (camera_number, camera_name) =
        camera.map(|camera| (camera.number, camera.name)).unwrap_or_default();
    Ok(AlertRow {
        id: alert.id,
        number: alert.number,
        kind: alert.kind,
        urgent,
        at: alert.at,
        camera_number,
        camera_name,
        ward: alert.ward,
        confidence: alert.confidence,
        plate: alert.plate,
        camera: alert.camera,
        picture,
        boxes: alert.boxes,
        verdict: alert.verdict,
        receipt: act.map(receipt),
        may_judge,
    })
}
