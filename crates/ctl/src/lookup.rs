//! `trucbanctl lookup`: what a text names, and what the zoning map says of the lot or the point that
//! it names first.
//!
//! Looks only, as the person who is enrolled may; it may run beside the console.

use std::process::ExitCode;

use anyhow::Result;
use serde_json::{Value, json};
use trucban_domain::{PlanStatus, Protection, ZoneKind};
use trucban_geo::{Area, Finding, Grid, WardIndex, Zoning, error_m, rulings};
use trucban_store::{Access, LandAt, Place, Places};
use trucban_text::{Lang, ctl, names};

use crate::folder::Folder;
use crate::say;

/// Exit code when nothing is called so.
const NOTHING: u8 = 4;

/// Says what `text` names.
pub fn look_up(folder: &Folder, text: &str, json: bool) -> Result<ExitCode> {
    let store = folder.open(Access::ReadOnly)?;
    let grant = folder.enrolment(&store)?.operator.grant;
    let wards = WardIndex::shipped()?;
    let explain = |error| folder.explain(error);
    let places = store.find_places(text, &grant, &wards).map_err(explain)?;
    let land = match places.found.first() {
        Some(Place::Lot(lot)) => store.land_of(lot.id).map_err(explain)?,
        Some(Place::Point(point)) => Some(store.land_at(*point).map_err(explain)?),
        _ => None,
    };
    if json {
        say(&serde_json::to_string_pretty(&machine_readable(&places, land.as_ref())?)?);
    } else {
        spoken(folder.lang, &places, land.as_ref());
    }
    Ok(if places.found.is_empty() { ExitCode::from(NOTHING) } else { ExitCode::SUCCESS })
}

/// Runs `then` on what holds for the lot, or at the point that was found.
fn with_zoning<T>(places: &Places, land: &LandAt, then: impl FnOnce(&Zoning<'_>) -> T) -> T {
    let rulings = rulings(&land.zones, &land.plans);
    let area = land.lot.as_ref().and_then(|lot| Area::new(lot.shape.clone()).ok());
    then(&match (area, places.found.first()) {
        (Some(area), _) => Zoning::of_lot(&area, &rulings),
        (None, Some(Place::Point(point))) => Zoning::at_point(*point, &rulings),
        (None, _) => Zoning::default(),
    })
}

fn machine_readable(places: &Places, land: Option<&LandAt>) -> Result<Value> {
    let finding = places.finding.map(|finding| match finding {
        Finding::Swapped { proposal } => {
            json!({ "kind": "swapped", "east_mm": proposal.point.east_mm, "north_mm": proposal.point.north_mm })
        }
        Finding::OtherGrid { grid, swapped, proposal } => json!({
            "kind": "other_grid", "epsg": grid.epsg(), "swapped": swapped,
            "east_mm": proposal.east_mm, "north_mm": proposal.north_mm,
        }),
        Finding::OutsideCity | Finding::NotCoordinates => json!({ "kind": "outside_city" }),
    });
    let zoning = land.map(|land| with_zoning(places, land, |zoning| zoning_value(land, zoning)));
    Ok(json!({
        "found": places.found.iter().map(place_value).collect::<Vec<_>>(),
        "finding": finding,
        "zoning": zoning.transpose()?,
    }))
}

fn place_value(place: &Place) -> Value {
    match place {
        Place::Incident(report) => json!({
            "kind": "report", "id": report.id, "number": report.number, "title": report.title,
            "address": report.address, "ward": report.ward,
        }),
        Place::Lot(lot) => json!({
            "kind": "lot", "id": lot.id, "sheet": lot.sheet, "number": lot.number,
            "ward": lot.ward, "formerly": lot.formerly, "address": lot.address,
        }),
        Place::Point(point) => {
            let degrees = Grid::Hue.degrees_at(*point);
            json!({
                "kind": "point", "east_mm": point.east_mm, "north_mm": point.north_mm,
                "lat": degrees.map(|at| at.lat), "lon": degrees.map(|at| at.lon),
            })
        }
        Place::Street(street) => json!({
            "kind": "street", "id": street.id, "name": street.name, "wards": street.wards,
        }),
        Place::Ward(named) => json!({
            "kind": "ward", "code": named.ward.code, "name": named.ward.name,
            "formerly": named.formerly,
        }),
        Place::Camera(camera) => json!({
            "kind": "camera", "id": camera.id, "number": camera.number, "name": camera.name,
            "ward": camera.ward, "silent_since": camera.silent_since.map(trucban_domain::Timestamp::iso),
        }),
        Place::Alert(alert, _) => json!({
            "kind": "alert", "id": alert.id, "number": alert.number, "alert": alert.kind,
            "plate": alert.plate.as_ref().map(|plate| &plate.text), "ward": alert.ward,
        }),
    }
}

fn zoning_value(land: &LandAt, zoning: &Zoning<'_>) -> Result<Value> {
    let area = land.lot.as_ref().and_then(|lot| Area::new(lot.shape.clone()).ok());
    let mut parts = Vec::new();
    for part in &zoning.parts {
        parts.push(json!({
            "zone": serde_json::to_value(&part.zone.kind)?, "name": part.zone.name,
            "plan": part.plan.name, "decision": part.plan.decision,
            "status": serde_json::to_value(part.plan.status)?, "scale": part.plan.scale,
            "area_m2": part.common.map(|common| common.square_metres),
            "percent": part.common.map(|common| common.share * 100.0),
        }));
    }
    let mut limits = Vec::new();
    for (limit, plan) in &zoning.limits {
        limits.push(json!({ "limit": serde_json::to_value(limit)?, "plan": plan.name }));
    }
    let mut notices = Vec::new();
    for (protection, name) in &zoning.notices {
        notices.push(json!({ "protection": serde_json::to_value(protection)?, "name": name }));
    }
    Ok(json!({
        "area_m2": area.map(|area| area.square_metres()),
        "notices": notices,
        "parts": parts,
        "limits": limits,
        "boundary": zoning.boundary.map(|near| json!({
            "name": near.zone.name, "metres": near.metres, "error_m": error_m(near.plan),
        })),
    }))
}

fn spoken(lang: Lang, places: &Places, held: Option<&LandAt>) {
    match places.finding {
        Some(Finding::Swapped { proposal }) => {
            say(&ctl::LOOKUP_SWAPPED.fill(lang, metres(proposal.point).each_ref().map(|m| &**m)));
        }
        Some(Finding::OtherGrid { proposal, .. }) => {
            say(&ctl::LOOKUP_OTHER_GRID.fill(lang, metres(proposal).each_ref().map(|m| &**m)));
        }
        Some(Finding::OutsideCity | Finding::NotCoordinates) => {
            say(ctl::LOOKUP_OUTSIDE.say(lang));
        }
        None if places.found.is_empty() => say(ctl::LOOKUP_NOTHING.say(lang)),
        None => {}
    }
    for place in &places.found {
        say(&place_line(lang, place));
    }
    if let Some(held) = held {
        with_zoning(places, held, |zoning| say_zoning(lang, zoning));
    }
}

fn place_line(lang: Lang, place: &Place) -> String {
    match place {
        Place::Incident(report) => {
            let number = report.number.as_deref().or(report.provisional.as_deref());
            format!("{} · {} · {}", number.unwrap_or_default(), report.title, report.address)
        }
        Place::Lot(lot) => {
            let (sheet, number) = (lot.sheet.to_string(), lot.number.to_string());
            ctl::LOOKUP_LOT.fill(lang, [&number, &sheet, &names::ward(lang, lot.ward)])
        }
        Place::Point(point) => {
            ctl::LOOKUP_POINT.fill(lang, metres(*point).each_ref().map(|m| &**m))
        }
        Place::Street(street) => street.name.clone(),
        Place::Ward(named) => {
            let name = names::ward(lang, named.ward.code);
            named
                .formerly
                .map_or_else(|| name.clone(), |old| ctl::LOOKUP_FORMERLY.fill(lang, [&name, old]))
        }
        Place::Camera(camera) => format!("{} · {}", camera.number, camera.name),
        Place::Alert(alert, _) => {
            let read = alert.plate.as_ref().map_or("", |plate| plate.text.as_str());
            format!("{} · {} · {read}", alert.number, names::alert_kind(lang, &alert.kind))
        }
    }
}

fn say_zoning(lang: Lang, zoning: &Zoning<'_>) {
    for (protection, name) in &zoning.notices {
        say(&format!("! {} · {name}", protected(*protection).say(lang)));
    }
    for part in &zoning.parts {
        let zone = match &part.zone.kind {
            ZoneKind::LandUse(code) => format!("{code} {}", names::land_use(lang, &code.0)),
            ZoneKind::Heritage(protection) => protected(*protection).say(lang).to_owned(),
            ZoneKind::RoadReserve => ctl::LOOKUP_RESERVE.say(lang).to_owned(),
        };
        let common = part.common.map_or_else(String::new, |common| {
            format!(" {:.1} m² {:.1} %", common.square_metres, common.share * 100.0)
        });
        let status = match part.plan.status {
            PlanStatus::InForce => ctl::LOOKUP_IN_FORCE,
            PlanStatus::Pending => ctl::LOOKUP_PENDING,
            PlanStatus::Superseded => ctl::LOOKUP_SUPERSEDED,
        };
        let (name, plan) = (&part.zone.name, &part.plan.name);
        say(&format!("- {zone} · {name}{common} · {plan} · {}", status.say(lang)));
    }
    if let Some(near) = zoning.boundary {
        let metres = format!("{:.1}", near.metres);
        let error = format!("{:.0}", error_m(near.plan));
        say(&ctl::LOOKUP_BOUNDARY.fill(lang, [&near.zone.name, &metres, &error]));
    }
}

const fn protected(protection: Protection) -> trucban_text::Text<0> {
    match protection {
        Protection::One => ctl::LOOKUP_HERITAGE_ONE,
        Protection::Two => ctl::LOOKUP_HERITAGE_TWO,
        Protection::Buffer => ctl::LOOKUP_HERITAGE_BUFFER,
    }
}

/// X (northing) and Y (easting) in metres.
fn metres(point: trucban_domain::Point) -> [String; 2] {
    [point.north_mm, point.east_mm]
        .map(|mm| format!("{}.{:03}", mm.div_euclid(1_000), mm.rem_euclid(1_000)))
}
