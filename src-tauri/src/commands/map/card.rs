//! The zone card: what the zoning map says, as the window asks for it. The rules are those of
//! [`Zoning`].

use trucban_contract::ipc::{
    CommandError, HeritageNotice, LimitFrom, LotFacts, NearBoundary, PlanLine, ZoneCard, ZonePart,
};
use trucban_domain::{Lot, Plan, PlanStatus, Point, Ring, Shape, Timestamp, WardCode, ZoneKind};
use trucban_geo::{Area, Grid, Zoning, error_m, rulings};
use trucban_store::LandAt;

use super::{colour, grid_point};
use crate::console::Open;

/// What holds for a lot, or at the point `at` where there is none.
pub fn card(open: &Open, land: &LandAt, at: Point) -> Result<ZoneCard, CommandError> {
    let index = &open.ground()?.index;
    let here = Grid::Hue.degrees_at(at);
    let ward = here.and_then(|here| index.ward_at(here.lat, here.lon));
    let mut card = of(land, at, ward, open.now());
    card.sample |= open.working().is_some_and(|(_, state)| state.sample);
    Ok(card)
}

fn of(land: &LandAt, at: Point, ward: Option<WardCode>, now: Timestamp) -> ZoneCard {
    let rulings = rulings(&land.zones, &land.plans);
    let area = land.lot.as_ref().and_then(|lot| Area::new(lot.shape.clone()).ok());
    let zoning = match &area {
        Some(area) => Zoning::of_lot(area, &rulings),
        None => Zoning::at_point(at, &rulings),
    };
    let mut plans: Vec<&Plan> = Vec::new();
    for plan in zoning.parts.iter().map(|part| part.plan) {
        if plans.iter().all(|named| named.id != plan.id) {
            plans.push(plan);
        }
    }
    // A limit is that of a part, so that its plan is among them.
    let place_of =
        |plan: &Plan| plans.iter().position(|named| named.id == plan.id).unwrap_or_default();
    let shares: Vec<ZonePart> = zoning
        .parts
        .iter()
        .map(|part| ZonePart {
            kind: part.zone.kind.clone(),
            name: part.zone.name.clone(),
            plan: place_of(part.plan),
            area_m2: part.common.map(|common| common.square_metres),
            percent: part.common.map(|common| common.share * 100.0),
        })
        .collect();
    let limits: Vec<LimitFrom> = zoning
        .limits
        .iter()
        .map(|(limit, plan)| LimitFrom { limit: *limit, plan: place_of(plan) })
        .collect();
    let sample = land.lot.as_ref().is_some_and(|lot| lot.sample)
        || zoning.parts.iter().any(|part| part.zone.sample || part.plan.sample);
    ZoneCard {
        ward: land.lot.as_ref().map(|lot| lot.ward).or(ward),
        lot: land.lot.as_ref().zip(area.as_ref()).map(|(lot, area)| LotFacts {
            block: block_of(area, &zoning).map(degrees_of).unwrap_or_default(),
            ..lot_facts(lot, area)
        }),
        at: grid_point(at),
        notices: zoning
            .notices
            .iter()
            .map(|(protection, name)| HeritageNotice {
                protection: *protection,
                name: (*name).to_owned(),
            })
            .collect(),
        shares,
        boundary: zoning.boundary.map(|near| NearBoundary {
            kind: near.zone.kind.clone(),
            metres: near.metres,
            error_m: error_m(near.plan),
        }),
        limits,
        plans: plans.into_iter().map(plan_line).collect(),
        now,
        sample,
    }
}

fn lot_facts(lot: &Lot, area: &Area) -> LotFacts {
    LotFacts {
        id: lot.id,
        ward: lot.ward,
        sheet: lot.sheet,
        number: lot.number,
        formerly: lot.formerly.clone(),
        address: lot.address.clone(),
        land_use: lot.land_use.clone(),
        colour: colour(&lot.land_use),
        area_m2: area.square_metres(),
        ring: lot.shape.rings().next().map(degrees_of).unwrap_or_default(),
        edges_m: area.edge_lengths_m().into_iter().next().unwrap_or_default(),
        block: Vec::new(),
        data_on: lot.data_on,
    }
}

/// The ring around the block that a lot lies in. A zone may be several blocks: it is the one that holds
/// the lot's middle.
fn block_of<'a>(lot: &Area, zoning: &Zoning<'a>) -> Option<&'a Ring> {
    let middle = lot.point_inside();
    zoning
        .parts
        .iter()
        .filter(|part| part.plan.status == PlanStatus::InForce)
        .filter(|part| matches!(part.zone.kind, ZoneKind::LandUse(_)))
        .flat_map(|part| &part.zone.shape.polygons)
        .find(|polygon| {
            let alone = Shape { polygons: vec![(*polygon).clone()] };
            Area::new(alone).is_ok_and(|area| area.holds(middle))
        })
        .map(|polygon| &polygon.outer)
}

/// The corners of a ring, longitude first.
fn degrees_of(ring: &Ring) -> Vec<[f64; 2]> {
    let corners = ring.points.iter().filter_map(|corner| Grid::Hue.degrees_at(*corner));
    corners.map(|at| [at.lon, at.lat]).collect()
}

fn plan_line(plan: &Plan) -> PlanLine {
    PlanLine {
        id: plan.id,
        name: plan.name.clone(),
        decision: plan.decision.clone(),
        decided_on: plan.decided_on,
        status: plan.status,
        scale: plan.scale,
        data_on: plan.data_on,
    }
}

#[cfg(test)]
mod tests {
    use trucban_domain::{BuildingLimits, LandUseCode, LotId, PlanId, Zone, ZoneId};

    use super::*;

    fn key<K>(wrap: impl Fn(trucban_domain::SubjectId) -> K, n: u8) -> K {
        let text = format!("00000000-0000-7000-8000-0000000000{n:02}");
        wrap(text.parse().unwrap())
    }

    fn plan(n: u8, scale: u32) -> Plan {
        Plan {
            id: key(|id| PlanId::from_uuid(id.uuid()), n),
            name: format!("Đồ án {n}"),
            decision: "108/QĐ-TTg".to_owned(),
            decided_on: None,
            status: PlanStatus::InForce,
            scale,
            error_mm: 5_000,
            wards: Vec::new(),
            data_on: Timestamp::from_ms(0),
            sample: true,
        }
    }

    fn square(side_mm: i64) -> Shape {
        let at = |east: i64, north: i64| Point::new(562_010_000 + east, 1_821_805_000 + north);
        Shape::of_ring(vec![at(0, 0), at(side_mm, 0), at(side_mm, side_mm), at(0, side_mm)])
    }

    fn zone(n: u8, plan: &Plan, limits: BuildingLimits) -> Zone {
        Zone {
            id: key(|id| ZoneId::from_uuid(id.uuid()), n),
            plan: plan.id,
            wards: Vec::new(),
            kind: ZoneKind::LandUse(LandUseCode("ODT".to_owned())),
            name: format!("Ô {n}"),
            limits,
            shape: square(90_000),
            sample: true,
        }
    }

    #[test]
    fn parts_and_limits_name_their_plan_by_its_place_on_the_card() {
        let none = BuildingLimits::default();
        let plans = vec![plan(1, 10_000), plan(2, 500), plan(3, 200)];
        let coverage = BuildingLimits { coverage_max_percent: Some(60.0), ..none };
        let storeys = BuildingLimits { storeys_max: Some(4), ..none };
        let zones = vec![zone(1, &plans[0], storeys), zone(2, &plans[1], coverage)];
        let lot = Lot {
            id: key(|id| LotId::from_uuid(id.uuid()), 9),
            ward: WardCode(19_753),
            sheet: 22,
            number: 80,
            land_use: LandUseCode("ODT".to_owned()),
            address: String::new(),
            formerly: None,
            shape: square(20_000),
            data_on: Timestamp::from_ms(0),
            sample: false,
        };
        let mut land = LandAt { lot: Some(lot), zones, plans };
        let at = Point::new(562_015_000, 1_821_810_000);
        let card = of(&land, at, None, Timestamp::from_ms(7));
        let named: Vec<&str> = card.plans.iter().map(|plan| plan.name.as_str()).collect();
        assert_eq!(named, ["Đồ án 2", "Đồ án 1"], "a plan that says nothing is not named");
        let parts: Vec<_> =
            card.shares.iter().map(|part| (part.name.as_str(), part.plan)).collect();
        assert_eq!(parts, [("Ô 2", 0), ("Ô 1", 1)]);
        assert!(card.shares.iter().all(|part| (part.percent.unwrap() - 100.0).abs() < 1e-9));
        let limits: Vec<_> = card.limits.iter().map(|from| (from.limit, from.plan)).collect();
        assert_eq!(limits, [(coverage, 0), (storeys, 1)]);
        let facts = card.lot.unwrap();
        assert_eq!((facts.ring.len(), facts.edges_m), (4, vec![20.0; 4]));
        assert!((facts.area_m2 - 400.0).abs() < 1e-9 && card.sample);
        let width = |ring: &[[f64; 2]]| ring[1][0] - ring[0][0];
        assert_eq!(facts.block.len(), 4);
        let times = width(&facts.block) / width(&facts.ring);
        assert!((times - 4.5).abs() < 1e-3, "the block is the zone around it: {times}");
        assert_eq!(card.ward, Some(WardCode(19_753)));
        land.lot = None;
        let bare = of(&land, at, Some(WardCode(19_753)), Timestamp::from_ms(7));
        assert!(bare.lot.is_none() && bare.boundary.is_none());
        assert!(bare.shares.iter().all(|part| part.area_m2.is_none()));
    }
}
