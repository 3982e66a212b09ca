//! The plans of a ward and the zones that they draw.

use trucban_domain::{
    BuildingLimits, LandUseCode, Plan, PlanId, Protection, Shape, Timestamp, Zone, ZoneId, ZoneKind,
};

use super::super::draw::Draw;
use super::citadel;
use super::convex::{Convex, along, distance, minus, unit};
use super::ground::{Ground, Settled, Sort};
use super::naming::Named;
use super::quarter::Rank;
use super::recipe::{PlanWords, Recipe, Terrain, within};

/// The block that an amendment is about.
const AMENDED_BLOCK: usize = 22;
const ROAD: &str = "DGT";
const DITCH: &str = "DTL";
const CHANGED_TO: &str = "DVH";

/// Draws the plans of a ward.
pub(super) struct Planning<'a> {
    pub(super) ground: &'a Ground,
    pub(super) recipe: &'a Recipe,
    pub(super) draw: &'a Draw,
    /// `phường Vỹ Dạ`
    pub(super) ward_name: &'a str,
    pub(super) data_on: Timestamp,
    pub(super) plans: Vec<Plan>,
    pub(super) zones: Vec<Zone>,
}

impl Planning<'_> {
    /// All plans that the ward has.
    pub(super) fn draw_all(&mut self, named: &Named<'_>) {
        self.land_use(named);
        self.earlier();
        if self.ground.terrain == Terrain::Town {
            self.detailed();
        }
        self.reserves(named);
        self.heritage();
    }

    fn plan(&mut self, words: &PlanWords) -> PlanId {
        let id = PlanId::mint(self.data_on, self.draw);
        let fill = |text: &str, number: &str| {
            text.replace("{phuong}", self.ward_name).replace("{n}", number)
        };
        let number = self.draw.between(120, 3_900).to_string();
        self.plans.push(Plan {
            id,
            name: fill(&words.name, &number),
            decision: fill(&words.decision, &number),
            decided_on: words.decided_on.map(Timestamp::start_of),
            status: words.status,
            scale: words.scale,
            error_mm: words.error_mm,
            wards: vec![self.ground.ward],
            data_on: self.data_on,
            sample: true,
        });
        id
    }

    fn zone(
        &mut self,
        plan: PlanId,
        kind: ZoneKind,
        name: String,
        limits: BuildingLimits,
        shape: Option<Shape>,
    ) {
        let Some(shape) = shape.filter(|shape| !shape.polygons.is_empty()) else { return };
        self.zones.push(Zone {
            id: ZoneId::mint(self.data_on, self.draw),
            plan,
            wards: vec![self.ground.ward],
            kind,
            name,
            limits,
            shape,
            sample: true,
        });
    }

    fn used(&mut self, plan: PlanId, code: &str, name: String, shape: Option<Shape>) {
        let kind = ZoneKind::LandUse(LandUseCode(code.to_owned()));
        self.zone(plan, kind, name, BuildingLimits::default(), shape);
    }

    /// What all of the ward is meant for: blocks, the roads between them, and what lies beyond.
    fn land_use(&mut self, named: &Named<'_>) {
        let (ground, recipe) = (self.ground, self.recipe);
        let plan = self.plan(&recipe.plans.land_use);
        if let Some(citadel) = &ground.citadel {
            for land in &citadel.grounds {
                let shape = ground.border.shape(&land.piece, &ground.border.all);
                self.used(plan, &land.code, String::new(), shape);
            }
            for road in &citadel.roads {
                self.used(plan, ROAD, String::new(), ground.border.shape(road, &ground.border.all));
            }
        }
        for road in &ground.roads {
            let shape = ground.border.shape(&road.piece, &road.lying);
            let name = named.nearest_main(road.piece.middle());
            self.used(plan, ROAD, name, shape);
        }
        for (nth, settled) in (1..).zip(&ground.settled) {
            let Settled { sort, cell, quarter } = settled;
            for block in &quarter.blocks {
                let shape = ground.border.shape(&block.land.piece, &cell.lying);
                self.used(plan, &block.land.code, String::new(), shape);
            }
            let roads = quarter.roads.iter();
            let shapes = roads.filter_map(|road| ground.border.shape(road, &cell.lying));
            let shape = Shape { polygons: shapes.flat_map(|shape| shape.polygons).collect() };
            let code = if *sort == Sort::Field { DITCH } else { ROAD };
            let number = format!("{nth}");
            let name = recipe.names.roads_of_quarter.replace("{n}", &number);
            self.used(plan, code, name, Some(shape));
        }
        for (cell, code) in &ground.beyond {
            let shape = ground.border.shape(&cell.piece, &cell.lying);
            self.used(plan, code, String::new(), shape);
        }
    }

    /// The plan before: whole cells, most of them for what they are for today.
    fn earlier(&mut self) {
        let (ground, recipe) = (self.ground, self.recipe);
        let plan = self.plan(&recipe.plans.earlier);
        for Settled { sort, cell, .. } in &ground.settled {
            let code = match sort {
                Sort::Field => "LUC",
                _ if self.draw.falls(24) => "HNK",
                Sort::Village => "ONT",
                _ => "ODT",
            };
            let shape = ground.border.shape(&cell.piece, &cell.lying);
            self.used(plan, code, String::new(), shape);
        }
    }

    /// Blocks with limits on building, and a change to one of them that is not in force yet.
    fn detailed(&mut self) {
        let (ground, recipe) = (self.ground, self.recipe);
        for in_citadel in [true, false] {
            let of_plan = |settled: &&Settled| {
                settled.sort != Sort::Field && (settled.sort == Sort::Citadel) == in_citadel
            };
            let parts: Vec<&Settled> = ground.settled.iter().filter(of_plan).collect();
            if parts.is_empty() {
                continue;
            }
            let plans = &recipe.plans;
            let plan = self.plan(if in_citadel { &plans.citadel } else { &plans.detailed });
            let mut amended = None;
            let mut number = 0;
            for Settled { sort, cell, quarter } in parts {
                let of_quarter = self.limits(*sort);
                for block in &quarter.blocks {
                    let Some(shape) = ground.border.shape(&block.land.piece, &cell.lying) else {
                        continue;
                    };
                    number += 1;
                    let code = block.land.code.as_str();
                    let limits = if matches!(code, "ODT" | "TMD") {
                        of_quarter
                    } else {
                        BuildingLimits { storeys_max: Some(3), ..BuildingLimits::default() }
                    };
                    if number == AMENDED_BLOCK {
                        amended = Some((shape.clone(), limits));
                    }
                    let name = recipe.names.block.replace("{n}", &number.to_string());
                    let kind = ZoneKind::LandUse(block.land.land_use());
                    self.zone(plan, kind, name, limits, Some(shape));
                }
            }
            if let Some((shape, limits)) = amended {
                let plan = self.plan(&plans.amendment);
                let number = AMENDED_BLOCK.to_string();
                let name = recipe.names.block_changed.replace("{n}", &number);
                let kind = ZoneKind::LandUse(LandUseCode(CHANGED_TO.to_owned()));
                let limits = BuildingLimits { coverage_max_percent: Some(40.0), ..limits };
                self.zone(plan, kind, name, limits, Some(shape));
            }
        }
    }

    /// What a quarter's blocks may be built up to.
    fn limits(&self, sort: Sort) -> BuildingLimits {
        let storeys = match sort {
            Sort::Citadel => 2,
            Sort::Garden | Sort::Village => 3,
            _ => *self.draw.pick(&[3_u16, 4, 5, 5, 7]).unwrap_or(&4),
        };
        let coverage = match sort {
            Sort::Citadel | Sort::Garden => [45.0_f32, 50.0, 60.0],
            _ => [60.0, 70.0, 80.0],
        };
        let coverage = *self.draw.pick(&coverage).unwrap_or(&60.0);
        let setback = *self.draw.pick(&[0.0_f32, 1.5, 2.0, 3.0]).unwrap_or(&2.0);
        let height = if sort == Sort::Citadel { 11.0 } else { f32::from(storeys) * 3.6 + 1.4 };
        BuildingLimits {
            coverage_max_percent: Some(coverage),
            floor_ratio_max: Some((coverage * f32::from(storeys) / 10.0).round() / 10.0),
            storeys_max: Some(storeys),
            height_max_m: Some((height * 10.0).round() / 10.0),
            setback_m: (setback > 0.0).then_some(setback),
            road_width_m: None,
            ground_level_m: (sort != Sort::Citadel)
                .then(|| *self.draw.pick(&[2.2_f32, 2.5, 2.8]).unwrap_or(&2.5)),
        }
    }

    /// Road boundaries, wider than the road by what is to be given up along it.
    fn reserves(&mut self, named: &Named<'_>) {
        let (ground, recipe) = (self.ground, self.recipe);
        let plan = self.plan(&recipe.plans.reserve);
        let town = ground.terrain == Terrain::Town;
        for (way, name) in named.ways.iter().zip(&named.names) {
            if way.rank == Rank::Lane && !town {
                continue;
            }
            let wider = if way.rank == Rank::Lane { [0.8, 3.0] } else { [1.0, 5.0] };
            let width = ((way.width_m + within(self.draw, wider)) * 2.0).round() / 2.0;
            let [from, to] = way.line;
            let (length, direction) = (distance(from, to), unit(minus(to, from)));
            let middle = along(from, direction, length / 2.0);
            let Some(strip) = Convex::rectangle(middle, direction, length, width) else { continue };
            let limits = BuildingLimits {
                road_width_m: Some(in_half_metres(width)),
                ..BuildingLimits::default()
            };
            let shape = ground.border.shape(&strip, &ground.border.all);
            self.zone(plan, ZoneKind::RoadReserve, name.clone(), limits, shape);
        }
    }

    /// The zones of protection around the citadel.
    fn heritage(&mut self) {
        let (ground, recipe) = (self.ground, self.recipe);
        let Some(citadel) = &ground.citadel else { return };
        let plan = self.plan(&recipe.plans.heritage);
        let (origin, names) = (ground.border.origin, &recipe.citadel.names);
        let palace = Shape::of_ring(citadel.palace.ring(origin).points);
        let zones = [
            (Protection::One, &names.palace, palace),
            (Protection::One, &names.wall, citadel::ring(&citadel.whole, &citadel.inside, origin)),
            (
                Protection::Two,
                &names.inside,
                citadel::ring(&citadel.inside, &citadel.palace, origin),
            ),
            (
                Protection::Buffer,
                &names.buffer,
                citadel::ring(&citadel.buffer, &citadel.whole, origin),
            ),
        ];
        for (protection, name, shape) in zones {
            let limits = BuildingLimits {
                storeys_max: (protection == Protection::Two).then_some(2),
                height_max_m: (protection == Protection::Two).then_some(11.0),
                ..BuildingLimits::default()
            };
            let shape = ground.border.of_shape(shape);
            self.zone(plan, ZoneKind::Heritage(protection), name.clone(), limits, shape);
        }
    }
}

#[expect(clippy::cast_possible_truncation, reason = "a width in half metres")]
fn in_half_metres(width: f64) -> f32 {
    width as f32
}
