//! The ground of one ward: its cells, and how the ones where people live are cut.

use trucban_domain::ward::WardKind;
use trucban_domain::{Ward, WardCode};
use trucban_geo::{Degrees, Grid, WardIndex};

use super::super::draw::Draw;
use super::border::Border;
use super::cells::{Cell, Divided, Dividing, Road};
use super::citadel::Citadel;
use super::convex::{At, Convex, distance, metres_from, turned};
use super::quarter::{Cutting, Quarter, Rank, Way};
use super::recipe::{self, Recipe, Terrain, weighed, within};

/// So many lots in a hundred are houses; fields are cut for the rest.
const HOUSES_PERCENT: usize = 86;
/// Places that are tried before the one farthest from other settlements is taken.
const TRIED_PLACES: u32 = 12;

/// A former commune and the middle of its settled land.
#[derive(Debug)]
pub(super) struct Centre {
    pub(super) at: At,
    pub(super) commune: String,
}

/// What a quarter is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
    /// Within the citadel.
    Citadel,
    /// Houses close together.
    Town,
    /// Houses in gardens.
    Garden,
    /// A village.
    Village,
    /// Fields and ponds, which nobody lives on.
    Field,
}

/// A cell that is cut.
#[derive(Debug)]
pub(super) struct Settled {
    pub(super) sort: Sort,
    pub(super) cell: Cell,
    pub(super) quarter: Quarter,
}

/// The ground of a ward.
#[derive(Debug)]
pub(super) struct Ground {
    pub(super) ward: WardCode,
    pub(super) terrain: Terrain,
    pub(super) border: Border,
    pub(super) centres: Vec<Centre>,
    pub(super) citadel: Option<Citadel>,
    pub(super) settled: Vec<Settled>,
    /// Cells that are not cut, with what they are used for.
    pub(super) beyond: Vec<(Cell, String)>,
    pub(super) roads: Vec<Road>,
    pub(super) ways: Vec<Way>,
}

/// Cuts the ground of a ward into as many lots as are wanted, or all that fit.
pub(super) fn cut(
    recipe: &Recipe,
    ward: &Ward,
    outlines: &WardIndex,
    lots: usize,
    draw: &Draw,
) -> Option<Ground> {
    let own = recipe.wards.iter().find(|own| own.code == ward.code)?;
    let border = Border::of(outlines.shape(ward.code)?)?;
    let centres = centres(ward, &border, draw);
    let places: Vec<At> = centres.iter().map(|centre| centre.at).collect();
    let town = own.terrain == Terrain::Town;
    let dividing = Dividing {
        draw,
        border: &border,
        centres: &places,
        settled_m: if town { f64::INFINITY } else { village_m(lots, centres.len()) },
        settled_m2: if town { 150_000.0 } else { 72_000.0 },
        road_m: if town { [10.0, 22.0] } else { [6.0, 12.0] },
    };
    let (middle, reach) = border.extent();
    let slope = turned([1.0, 0.0], within(draw, [-0.9, 0.9]));
    let land = Convex::rectangle(middle, slope, 2.0 * reach, 2.0 * reach)?;
    let citadel = (recipe.citadel.ward == ward.code)
        .then(|| Citadel::build(&recipe.citadel, border.origin, &land))
        .flatten();
    let mut within_walls = Divided::default();
    let mut divided = Divided::default();
    if let Some(citadel) = &citadel {
        for piece in citadel.town.iter().cloned() {
            dividing.divide(piece, &border.all, &mut within_walls);
        }
        for piece in citadel.outside.iter().cloned() {
            dividing.divide(piece, &border.all, &mut divided);
        }
    } else {
        dividing.divide(land, &border.all, &mut divided);
    }
    let mut ground = Ground {
        ward: ward.code,
        terrain: own.terrain,
        border,
        centres,
        citadel,
        settled: Vec::new(),
        beyond: Vec::new(),
        roads: within_walls.roads,
        ways: within_walls.ways,
    };
    for road in ground.citadel.iter().flat_map(|citadel| &citadel.roads) {
        ground.ways.push(Way::through(road, Rank::Main));
    }
    ground.roads.append(&mut divided.roads);
    ground.ways.append(&mut divided.ways);
    let mut cells: Vec<(bool, Cell)> =
        within_walls.cells.into_iter().map(|cell| (true, cell)).collect();
    let near = |cell: &Cell| {
        let middle = cell.piece.middle();
        places.iter().map(|at| distance(*at, middle)).fold(f64::INFINITY, f64::min)
    };
    divided.cells.sort_by(|one, two| near(one).total_cmp(&near(two)));
    cells.extend(divided.cells.into_iter().map(|cell| (false, cell)));
    ground.settle(recipe, ward, lots, cells, draw);
    Some(ground)
}

/// How far a village of its share of the lots reaches from its middle.
#[expect(clippy::cast_precision_loss, reason = "a ward has thousands of lots")]
fn village_m(lots: usize, villages: usize) -> f64 {
    (lots as f64 * 300.0 / villages.max(1) as f64).sqrt()
}

/// The middles of the former communes, far from each other.
fn centres(ward: &Ward, border: &Border, draw: &Draw) -> Vec<Centre> {
    let (middle, reach) = border.extent();
    let middle_of_ward = Grid::Hue
        .point_at(Degrees { lat: ward.lat, lon: ward.lon })
        .map(|point| metres_from(border.origin, point))
        .filter(|at| border.holds(*at));
    let mut centres: Vec<Centre> = Vec::new();
    for name in &ward.names_old {
        let commune = bare(name).to_owned();
        if centres.is_empty()
            && let Some(at) = middle_of_ward
        {
            centres.push(Centre { at, commune });
            continue;
        }
        let place = || {
            let off = || within(draw, [-0.9 * reach, 0.9 * reach]);
            [middle[0] + off(), middle[1] + off()]
        };
        let tried = (0..40 * TRIED_PLACES)
            .map(|_| place())
            .filter(|at| border.holds(*at))
            .take(TRIED_PLACES as usize);
        let apart = |at: &At| {
            let others = centres.iter().map(|centre| distance(centre.at, *at));
            others.fold(f64::INFINITY, f64::min)
        };
        let farthest = tried.max_by(|one, two| apart(one).total_cmp(&apart(two)));
        centres.extend(farthest.map(|at| Centre { at, commune }));
    }
    centres
}

/// The name of a commune without its kind.
fn bare(name: &str) -> &str {
    ["Phường ", "Xã ", "Thị trấn "].iter().find_map(|kind| name.strip_prefix(kind)).unwrap_or(name)
}

impl Ground {
    /// The former commune in which a place lies.
    pub(super) fn commune(&self, at: At) -> Option<&Centre> {
        let away = |centre: &&Centre| distance(centre.at, at);
        self.centres.iter().min_by(|one, two| away(one).total_cmp(&away(two)))
    }

    fn settle(
        &mut self,
        recipe: &Recipe,
        ward: &Ward,
        lots: usize,
        cells: Vec<(bool, Cell)>,
        draw: &Draw,
    ) {
        let houses = lots * HOUSES_PERCENT / 100;
        let mut made = 0;
        for (in_citadel, cell) in cells {
            let beyond = || {
                let beyond = recipe.beyond.get(&self.terrain);
                beyond.and_then(|weights| weighed(draw, weights)).unwrap_or("BCS").to_owned()
            };
            let (sort, grain, code) = if made < houses {
                let sort = self.sort(ward, in_citadel, draw);
                (sort, grain_of(sort), String::new())
            } else {
                let code = beyond();
                let grain = if made < lots { field_grain(&code) } else { "" };
                (Sort::Field, grain, code)
            };
            let Some(grain) = recipe.grains.get(grain) else {
                self.beyond.push((cell, code));
                continue;
            };
            let institutions = match sort {
                Sort::Field => None,
                Sort::Village => recipe.institutions.get("village"),
                _ => recipe.institutions.get("town"),
            };
            let cutting = Cutting {
                draw,
                border: &self.border,
                grain,
                institutions: institutions.map(|weights| (weights, recipe.institution_m2)),
            };
            let quarter = cutting.quarter(&cell.piece, &cell.lying);
            made += quarter.lots();
            self.settled.push(Settled { sort, cell, quarter });
        }
    }

    fn sort(&self, ward: &Ward, in_citadel: bool, draw: &Draw) -> Sort {
        match (in_citadel, self.terrain, ward.kind) {
            (true, ..) => Sort::Citadel,
            (_, Terrain::Town, _) if draw.falls(78) => Sort::Town,
            (_, _, WardKind::Phuong) => Sort::Garden,
            _ => Sort::Village,
        }
    }
}

fn grain_of(sort: Sort) -> &'static str {
    match sort {
        Sort::Citadel | Sort::Town => "town",
        Sort::Garden => "garden",
        Sort::Village => "village",
        Sort::Field => "field",
    }
}

fn field_grain(code: &str) -> &'static str {
    match code {
        "LUC" => "field",
        "HNK" => "crop",
        "CLN" => "orchard",
        "NTS" => "pond",
        _ => "",
    }
}

impl recipe::WardLand {
    /// Lots at a part of the real size.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a share of a number of lots"
    )]
    pub(super) fn lots_at(&self, share: f64) -> usize {
        (f64::from(self.lots) * share.clamp(0.0, 1.0)).round() as usize
    }
}
