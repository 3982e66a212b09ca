//! The citadel: moat, wall and palace, cut out of the land around them.

use trucban_domain::{Point, Polygon, Shape};
use trucban_geo::{Degrees, Grid};

use super::convex::{At, Convex, Cut, metres_from, minus, unit};
use super::quarter::Used;
use super::recipe;

/// The pieces that it consists of.
#[derive(Debug)]
pub(super) struct Citadel {
    /// With moat and wall.
    pub(super) whole: Convex,
    /// Within the wall.
    pub(super) inside: Convex,
    /// With its moat.
    pub(super) palace: Convex,
    /// The land around that is kept free.
    pub(super) buffer: Convex,
    /// Moats, walls and the palace.
    pub(super) grounds: Vec<Used>,
    /// What is left for houses within the wall.
    pub(super) town: Vec<Convex>,
    /// The streets around the palace.
    pub(super) roads: Vec<Convex>,
    /// What is left outside.
    pub(super) outside: Vec<Convex>,
}

const MOAT: &str = "MNC";
const MONUMENT: &str = "DDD";

impl Citadel {
    /// Builds it into `land`; `None` where it does not lie there.
    pub(super) fn build(recipe: &recipe::Citadel, origin: Point, land: &Convex) -> Option<Self> {
        let at = |[lat, lon]: [f64; 2]| {
            let point = Grid::Hue.point_at(Degrees { lat, lon })?;
            Some(metres_from(origin, point))
        };
        let axis = unit(recipe.axis);
        let square =
            |centre: At, length: f64, width: f64| Convex::rectangle(centre, axis, length, width);
        let (centre, side) = (at(recipe.centre)?, recipe.side_m);
        let palace_at = at(recipe.palace.centre)?;
        let ring = 2.0 * (recipe.moat_m + recipe.wall_m);
        let whole = square(centre, side, side)?;
        let wall = square(centre, side - 2.0 * recipe.moat_m, side - 2.0 * recipe.moat_m)?;
        let inside = square(centre, side - ring, side - ring)?;
        let palace = square(palace_at, recipe.palace.length_m, recipe.palace.width_m)?;
        let moat_m = 2.0 * recipe.palace.moat_m;
        let court =
            square(palace_at, recipe.palace.length_m - moat_m, recipe.palace.width_m - moat_m)?;
        let wide = side + 2.0 * recipe.buffer_m;
        let used = |code: &'static str| move |piece: Convex| Used { piece, code: code.to_owned() };
        let mut grounds = Vec::new();
        let outside = around(land, &whole);
        grounds.extend(around(&whole, &wall).into_iter().map(used(MOAT)));
        grounds.extend(around(&wall, &inside).into_iter().map(used(MONUMENT)));
        let (mut town, mut roads) = (Vec::new(), Vec::new());
        let mut rest = Some(inside.clone());
        for (from, to) in palace.edges() {
            let Some(piece) = rest.take() else { break };
            let street = Cut::through(from, unit(minus(to, from))).moved(-recipe.street_m / 2.0);
            let [outside, strip, inner] = piece.strip(street, recipe.street_m);
            town.extend(outside);
            roads.extend(strip);
            rest = inner;
        }
        grounds.extend(around(&palace, &court).into_iter().map(used(MOAT)));
        grounds.push(used(MONUMENT)(court));
        let buffer = square(centre, wide, wide)?;
        Some(Self { whole, inside, palace, buffer, grounds, town, roads, outside })
    }
}

/// What of `outer` lies around `inner`, in pieces.
fn around(outer: &Convex, inner: &Convex) -> Vec<Convex> {
    let mut rest = Some(outer.clone());
    let mut pieces = Vec::new();
    for (from, to) in inner.edges() {
        let Some(piece) = rest.take() else { break };
        let [outside, inside] = piece.cut(Cut::through(from, unit(minus(to, from))));
        pieces.extend(outside);
        rest = inside;
    }
    pieces
}

/// `outer` with `inner` cut out of it.
pub(super) fn ring(outer: &Convex, inner: &Convex, origin: Point) -> Shape {
    let polygon = Polygon { outer: outer.ring(origin), holes: vec![inner.ring(origin)] };
    Shape { polygons: vec![polygon] }
}
