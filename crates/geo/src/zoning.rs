//! What the zoning map says of a lot or a point.
//!
//! Owns the rules of the zone card. A superseded plan says nothing. A pending one is named among the
//! parts and binds nobody: neither its limits, its protected zones nor its lines count. The more
//! detailed plan comes first, and each limit is that of the most detailed plan in force which sets
//! it. A line of another land use is named where it is nearer than its plan is exact, or cuts in less
//! deep.
//!
//! Refuses nothing: a zone whose plan is not known, since nobody can say whether it binds, and a zone
//! whose shape cannot be computed with are left out.

use trucban_domain::{
    BuildingLimits, LandUseCode, Plan, PlanStatus, Point, Protection, Zone, ZoneKind,
};

use crate::area::Area;
use crate::overlay::{ZoneShare, metres_deep, zone_shares};

/// A zone of a plan that is not superseded, ready to be asked.
#[derive(Debug, Clone)]
pub struct Ruling<'a> {
    /// The zone.
    pub zone: &'a Zone,
    /// Its plan.
    pub plan: &'a Plan,
    area: Area,
}

/// What holds for a lot or at a point. Everything is in the order in which it is read out.
#[derive(Debug, Clone, Default)]
pub struct Zoning<'a> {
    /// Protected zones, the strictest first, each name once.
    pub notices: Vec<(Protection, &'a str)>,
    /// Zones, by plan, the more detailed first.
    pub parts: Vec<Part<'a>>,
    /// The nearest line of another land use, if it is nearer than its plan is exact.
    pub boundary: Option<Near<'a>>,
    /// Limits on building, one each, with the plan that sets it.
    pub limits: Vec<(BuildingLimits, &'a Plan)>,
}

/// A zone that a lot crosses, or that holds a point.
#[derive(Debug, Clone, Copy)]
pub struct Part<'a> {
    /// The zone.
    pub zone: &'a Zone,
    /// Its plan.
    pub plan: &'a Plan,
    /// What the lot has in common with it; `None` for a point.
    pub common: Option<Common>,
}

/// What a lot has in common with a zone.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Common {
    /// m².
    pub square_metres: f64,
    /// The part of the lot, 0 to 1.
    pub share: f64,
}

/// A line that is nearer than the map is exact.
#[derive(Debug, Clone, Copy)]
pub struct Near<'a> {
    /// What lies beyond it.
    pub zone: &'a Zone,
    /// Its plan.
    pub plan: &'a Plan,
    /// How far it is, or how deep it cuts in, metres.
    pub metres: f64,
}

/// How far the lines of a plan may be from where they are meant, metres.
pub fn error_m(plan: &Plan) -> f64 {
    f64::from(plan.error_mm) / 1_000.0
}

/// The zones that say something: those of known plans that are not superseded, the more detailed
/// plan first, and of one scale the plan in force before the pending one.
pub fn rulings<'a>(zones: &'a [Zone], plans: &'a [Plan]) -> Vec<Ruling<'a>> {
    let mut rulings: Vec<Ruling<'a>> = zones
        .iter()
        .filter_map(|zone| {
            let plan = plans.iter().find(|plan| plan.id == zone.plan)?;
            let area = Area::new(zone.shape.clone()).ok()?;
            (plan.status != PlanStatus::Superseded).then_some(Ruling { zone, plan, area })
        })
        .collect();
    rulings.sort_by_key(|ruling| {
        let Ruling { zone, plan, .. } = ruling;
        (plan.scale, plan.status == PlanStatus::Pending, plan.id, zone.id)
    });
    rulings
}

impl<'a> Zoning<'a> {
    /// What holds for a lot. `rulings` are those of the zones around it: wider around it than any of
    /// their plans is exact, so that no near line is missed.
    pub fn of_lot(lot: &Area, rulings: &[Ruling<'a>]) -> Self {
        let named = rulings.iter().enumerate().map(|(at, ruling)| (at, &ruling.area));
        let mut shares = zone_shares(lot, named);
        // Of one plan the larger share first, as they come.
        shares.sort_by_key(|share| {
            let plan = rulings[share.zone].plan;
            (plan.scale, plan.status == PlanStatus::Pending, plan.id)
        });
        let boundary = near(lot, rulings, &shares);
        let parts = shares
            .iter()
            .map(|share| Part {
                zone: rulings[share.zone].zone,
                plan: rulings[share.zone].plan,
                common: Some(Common { square_metres: share.square_metres, share: share.share }),
            })
            .collect();
        Self { boundary, ..Self::of_parts(parts) }
    }

    /// What holds at a point.
    pub fn at_point(point: Point, rulings: &[Ruling<'a>]) -> Self {
        let holding = rulings.iter().filter(|ruling| ruling.area.holds(point));
        let part =
            |ruling: &Ruling<'a>| Part { zone: ruling.zone, plan: ruling.plan, common: None };
        Self::of_parts(holding.map(part).collect())
    }

    fn of_parts(parts: Vec<Part<'a>>) -> Self {
        let binding = || parts.iter().filter(|part| part.plan.status == PlanStatus::InForce);
        let mut notices: Vec<(Protection, &str)> = binding()
            .filter_map(|part| match part.zone.kind {
                ZoneKind::Heritage(protection) => Some((protection, part.zone.name.as_str())),
                ZoneKind::LandUse(_) | ZoneKind::RoadReserve => None,
            })
            .collect();
        notices.sort();
        notices.dedup();
        let mut limits: Vec<(BuildingLimits, &Plan)> = Vec::new();
        for part in binding() {
            for limit in part.zone.limits.singly() {
                if !limits.iter().any(|(set, _)| set.sets_with(&limit)) {
                    limits.push((limit, part.plan));
                }
            }
        }
        Self { notices, parts, boundary: None, limits }
    }
}

fn land_use(zone: &Zone) -> Option<&LandUseCode> {
    match &zone.kind {
        ZoneKind::LandUse(code) => Some(code),
        ZoneKind::Heritage(_) | ZoneKind::RoadReserve => None,
    }
}

fn near<'a>(lot: &Area, rulings: &[Ruling<'a>], shares: &[ZoneShare<usize>]) -> Option<Near<'a>> {
    let uses = || shares.iter().filter(|share| land_use(rulings[share.zone].zone).is_some());
    let own_of = |plan: &Plan| {
        // Shares of one plan come with the largest first.
        let of_plan = uses().find(|share| rulings[share.zone].plan.id == plan.id);
        of_plan.or_else(|| uses().next()).and_then(|share| land_use(rulings[share.zone].zone))
    };
    let mut nearest: Option<Near<'a>> = None;
    for (at, Ruling { zone, plan, area }) in rulings.iter().enumerate() {
        let another = match &zone.kind {
            ZoneKind::LandUse(code) => own_of(plan) != Some(code),
            ZoneKind::RoadReserve => true,
            ZoneKind::Heritage(_) => false,
        };
        let around = lot.bounds().grown_by_mm(plan.error_mm.into());
        if !another || plan.status != PlanStatus::InForce || !around.meets(&area.bounds()) {
            continue;
        }
        let metres = if shares.iter().any(|share| share.zone == at) {
            metres_deep(lot, area)
        } else {
            lot.metres_between_boundaries(area)
        };
        if metres < error_m(plan) && nearest.is_none_or(|found| metres < found.metres) {
            nearest = Some(Near { zone, plan, metres });
        }
    }
    nearest
}
