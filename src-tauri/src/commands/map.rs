//! The zoning map: where it begins, what holds at a point or for a lot, what a typed text names.

mod card;
mod hits;

use trucban_contract::ipc::{
    CommandError, ErrorCode, FindPlaces, Found, GridPoint, LegendUse, LookUpPoint, MapFacts,
    OpenMap, ReadLot, ZoneCard,
};
use trucban_domain::grid::metres;
use trucban_domain::{Action, Bounds, LandUse, LandUseCode, Point};
use trucban_geo::{Area, Degrees, Grid};

use super::Shared;
use crate::console::Open;
use crate::failure::{failure, from_store};

/// Handles [`OpenMap`].
#[tauri::command]
pub async fn open_map(shared: Shared<'_>, args: OpenMap) -> Result<MapFacts, CommandError> {
    let OpenMap {} = args;
    shared.run::<OpenMap>(facts).await
}

/// Handles [`LookUpPoint`].
#[tauri::command]
pub async fn look_up_point(
    shared: Shared<'_>,
    args: LookUpPoint,
) -> Result<ZoneCard, CommandError> {
    shared.run::<LookUpPoint>(move |open| at_point(open, args)).await
}

/// Handles [`ReadLot`].
#[tauri::command]
pub async fn read_lot(shared: Shared<'_>, args: ReadLot) -> Result<ZoneCard, CommandError> {
    shared.run::<ReadLot>(move |open| of_lot(open, args)).await
}

/// Handles [`FindPlaces`].
#[tauri::command]
pub async fn find_places(shared: Shared<'_>, args: FindPlaces) -> Result<Found, CommandError> {
    shared.run::<FindPlaces>(move |open| find(open, &args.text)).await
}

fn facts(open: &Open) -> Result<MapFacts, CommandError> {
    let (enrolment, state) = open.enrolled()?;
    let grant = &enrolment.operator.grant;
    let outlines = &open.ground()?.outlines;
    let carried = outlines.bounds(|ward| grant.allows(Action::ReadMap, ward, None));
    let bounds = carried.or_else(|| outlines.bounds(|_| true)).map(degrees).unwrap_or_default();
    let held = open.store.map_holdings().map_err(|error| from_store(&error))?;
    let legend = |code: LandUseCode| LegendUse { colour: colour(&code), code };
    Ok(MapFacts {
        bounds,
        land_version: held.land_version,
        uses: held.uses.into_iter().map(legend).collect(),
        lots: held.lots,
        data_on: held.data_on,
        reports: held.open_reports,
        cameras: (held.cameras, held.silent_cameras),
        now: open.now(),
        sample: held.sample || state.sample,
    })
}

fn at_point(open: &Open, args: LookUpPoint) -> Result<ZoneCard, CommandError> {
    open.enrolled()?;
    let LookUpPoint { lat, lon } = args;
    let point = Grid::Hue.point_at(Degrees { lat, lon }).ok_or_else(|| CommandError {
        args: vec!["lat, lon".to_owned()],
        ..failure(ErrorCode::Validation, "error.invalid")
    })?;
    let land = open.store.land_at(point).map_err(|error| from_store(&error))?;
    card::card(open, &land, point)
}

fn of_lot(open: &Open, args: ReadLot) -> Result<ZoneCard, CommandError> {
    let (enrolment, _) = open.enrolled()?;
    let land = open.store.land_of(args.id).map_err(|error| from_store(&error))?;
    let land = land.ok_or_else(|| failure(ErrorCode::NotFound, "error.not_found"))?;
    let ward = land.lot.as_ref().map(|lot| lot.ward);
    let grant = &enrolment.operator.grant;
    if !ward.is_some_and(|ward| grant.allows(Action::ReadMap, ward, None)) {
        return Err(failure(ErrorCode::Precondition, "error.not_permitted"));
    }
    let area = land.lot.as_ref().and_then(|lot| Area::new(lot.shape.clone()).ok());
    let at = area.map_or(Point::new(0, 0), |area| area.point_inside());
    card::card(open, &land, at)
}

fn find(open: &Open, text: &str) -> Result<Found, CommandError> {
    let (enrolment, _) = open.enrolled()?;
    let index = &open.ground()?.index;
    let places = open.store.find_places(text, &enrolment.operator.grant, index);
    Ok(hits::found(places.map_err(|error| from_store(&error))?, index))
}

/// The colour of a use of land on maps.
fn colour(code: &LandUseCode) -> String {
    let known = LandUse::find(&code.0);
    known.map_or(LandUse::UNKNOWN_COLOUR, |known| known.colour.as_str()).to_owned()
}

/// A point as the window shows it. One beyond the grid has no degrees, and is nowhere on a map.
fn grid_point(point: Point) -> GridPoint {
    let at = Grid::Hue.degrees_at(point).unwrap_or(Degrees { lat: 0.0, lon: 0.0 });
    GridPoint {
        north_m: metres(point.north_mm),
        east_m: metres(point.east_mm),
        lat: at.lat,
        lon: at.lon,
    }
}

/// West, south, east, north of a box, degrees.
fn degrees(bounds: Bounds) -> [f64; 4] {
    let Bounds { min, max } = bounds;
    let corners =
        [min, max, Point::new(min.east_mm, max.north_mm), Point::new(max.east_mm, min.north_mm)];
    corners.into_iter().filter_map(|corner| Grid::Hue.degrees_at(corner)).fold(
        [f64::INFINITY, f64::INFINITY, f64::NEG_INFINITY, f64::NEG_INFINITY],
        |[west, south, east, north], at| {
            [west.min(at.lon), south.min(at.lat), east.max(at.lon), north.max(at.lat)]
        },
    )
}

#[cfg(test)]
mod tests {
    use trucban_domain::WardCode;
    use trucban_geo::{Outlines, WardIndex};

    use super::*;

    #[test]
    fn a_point_is_shown_in_metres_of_the_grid_and_in_degrees() {
        let shown = grid_point(Point::new(562_010_200, 1_821_805_400));
        assert!((shown.north_m - 1_821_805.4).abs() < 1e-9, "{shown:?}");
        assert!((shown.east_m - 562_010.2).abs() < 1e-9, "{shown:?}");
        assert!((shown.lat - 16.47).abs() < 0.01 && (shown.lon - 107.58).abs() < 0.01);
    }

    #[test]
    fn the_map_begins_where_the_wards_carried_lie() {
        let outlines = Outlines::of(&WardIndex::shipped().unwrap());
        let [west, south, east, north] =
            degrees(outlines.bounds(|ward| ward == WardCode(19_777)).unwrap());
        assert!(west < 107.611 && 107.611 < east && south < 16.4779 && 16.4779 < north);
        assert!(east - west < 0.1 && north - south < 0.1);
    }
}
