//! The land: streets, blocks and lots inside the real outlines of the wards, and the plans for them.
//!
//! Wards are cut on all cores, each from a stream of its own, and told in the order of their codes,
//! so the same seed gives the same land however many cores there are.

mod border;
mod cadastre;
mod cells;
mod citadel;
mod convex;
mod ground;
mod naming;
mod planning;
mod quarter;
mod recipe;

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use trucban_domain::ward::WardKind;
use trucban_domain::{
    Line, Lot, LotId, Plan, Point, Record, Street, StreetId, Timestamp, Ward, WardCode, Zone,
};

use super::City;
use super::draw::Draw;
use crate::apply::ledger::Door;
use crate::error::CentralError;
use convex::{minus, point, unit};
use ground::{Ground, Sort};
use naming::Named;
use planning::Planning;
pub(in crate::sample) use recipe::Recipe;

/// A ward that would have fewer has no land at all: nothing of it could be seen.
const LEAST_LOTS: usize = 5;

/// Where two named streets cross.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::sample) struct Crossing {
    /// The place.
    pub(in crate::sample) at: Point,
    /// Which way the first street runs, east and north.
    pub(in crate::sample) along: [f64; 2],
    /// Its name and that of the other.
    pub(in crate::sample) streets: [String; 2],
}

/// The land of one ward.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::sample) struct WardLand {
    pub(in crate::sample) ward: WardCode,
    pub(in crate::sample) plans: Vec<Plan>,
    pub(in crate::sample) zones: Vec<Zone>,
    pub(in crate::sample) streets: Vec<Street>,
    pub(in crate::sample) lots: Vec<Lot>,
    pub(in crate::sample) crossings: Vec<Crossing>,
}

/// Cuts the land of every ward, in the order of their codes. `share` says which part of its lots a
/// ward gets.
pub(in crate::sample) fn make(
    city: &City<'_>,
    share: impl Fn(WardCode) -> f64 + Sync,
) -> Vec<WardLand> {
    let wards = Ward::all();
    let next = AtomicUsize::new(0);
    let made: Mutex<Vec<(usize, WardLand)>> = Mutex::new(Vec::with_capacity(wards.len()));
    let work = || {
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            let Some(ward) = wards.get(at) else { return };
            if let Some(land) = make_ward(city, ward, share(ward.code)) {
                made.lock().unwrap_or_else(std::sync::PoisonError::into_inner).push((at, land));
            }
        }
    };
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().map_or(1, std::num::NonZero::get) {
            scope.spawn(work);
        }
    });
    let mut made = made.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
    made.sort_by_key(|(at, _)| *at);
    made.into_iter().map(|(_, land)| land).collect()
}

/// Tells `door` about the land: of each ward its plans, zones, streets and lots.
pub(in crate::sample) fn tell(land: &[WardLand], door: &mut dyn Door) -> Result<(), CentralError> {
    for WardLand { plans, zones, streets, lots, .. } in land {
        let plans = plans.iter().cloned().map(|plan| Record::Plan(Box::new(plan)));
        let zones = zones.iter().cloned().map(|zone| Record::Zone(Box::new(zone)));
        let streets = streets.iter().cloned().map(|street| Record::Street(Box::new(street)));
        let lots = lots.iter().cloned().map(|lot| Record::Lot(Box::new(lot)));
        for record in plans.chain(zones).chain(streets).chain(lots) {
            door.stand(record)?;
        }
    }
    Ok(())
}

fn make_ward(city: &City<'_>, ward: &Ward, share: f64) -> Option<WardLand> {
    let recipe = &city.words.land;
    let draw = city.draw("land", u64::from(ward.code.0));
    let lots = recipe.wards.iter().find(|own| own.code == ward.code)?.lots_at(share);
    if lots < LEAST_LOTS {
        return None;
    }
    let ground = ground::cut(recipe, ward, city.outlines, lots, &draw)?;
    let named = naming::name(&ground, &recipe.names, city.words, &draw);
    let data_on = Timestamp::start_of(recipe.data_on);
    let mut planning = Planning {
        ground: &ground,
        recipe,
        draw: &draw,
        ward_name: &name_with_kind(ward),
        data_on,
        plans: Vec::new(),
        zones: Vec::new(),
    };
    planning.draw_all(&named);
    let Planning { plans, zones, .. } = planning;
    Some(WardLand {
        ward: ward.code,
        plans,
        zones,
        streets: streets(&ground, &named, data_on, &draw),
        lots: lots_of(&ground, recipe, &named, data_on, &draw),
        crossings: crossings(&ground, &named),
    })
}

fn name_with_kind(ward: &Ward) -> String {
    let kind = match ward.kind {
        WardKind::Phuong => "phường",
        WardKind::Xa => "xã",
    };
    format!("{kind} {}", ward.name)
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the width of a street is a few metres"
)]
fn streets(ground: &Ground, named: &Named<'_>, data_on: Timestamp, draw: &Draw) -> Vec<Street> {
    let ways = named.ways.iter().zip(&named.names);
    ways.flat_map(|(way, name)| {
        let parts = ground.border.ways(way.line[0], way.line[1]);
        parts.into_iter().map(move |line| Street {
            id: StreetId::mint(data_on, draw),
            wards: vec![ground.ward],
            name: name.clone(),
            width_mm: (way.width_m * 10.0).round() as u32 * 100,
            line: Line { points: line.map(|at| point(ground.border.origin, at)).to_vec() },
            sample: true,
        })
    })
    .collect()
}

fn lots_of(
    ground: &Ground,
    recipe: &Recipe,
    named: &Named<'_>,
    data_on: Timestamp,
    draw: &Draw,
) -> Vec<Lot> {
    let numbered = cadastre::number(ground, recipe, draw);
    let lots = numbered.into_iter().map(|numbered| {
        let at = numbered.lot.piece.middle();
        let field = ground.settled[numbered.quarter].sort == Sort::Field;
        let address = || named.address(&recipe.names, numbered.quarter, at);
        Lot {
            id: LotId::mint(data_on, draw),
            ward: ground.ward,
            sheet: numbered.sheet,
            number: numbered.number,
            land_use: numbered.lot.land_use(),
            address: if field { String::new() } else { address() },
            formerly: numbered.former,
            shape: trucban_domain::Shape::of_ring(
                numbered.lot.piece.ring(ground.border.origin).points,
            ),
            data_on,
            sample: true,
        }
    });
    lots.collect()
}

fn crossings(ground: &Ground, named: &Named<'_>) -> Vec<Crossing> {
    let quarters = ground.settled.iter().zip(&named.starts);
    let found = quarters.filter(|(settled, _)| settled.sort != Sort::Field);
    found
        .flat_map(|(settled, start)| {
            settled
                .quarter
                .crossings
                .iter()
                .map(move |(at, ways)| (*at, ways.map(|way| start + way)))
        })
        .filter(|(at, _)| ground.border.holds(*at))
        .map(|(at, ways)| {
            let [from, to] = named.ways[ways[0]].line;
            Crossing {
                at: point(ground.border.origin, at),
                along: unit(minus(to, from)),
                streets: ways.map(|way| named.names[way].clone()),
            }
        })
        .collect()
}

#[cfg(test)]
mod tests;
