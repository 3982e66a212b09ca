//! The cells of a ward: large pieces between main roads, small near its settlements and large far
//! away from them.

use super::super::draw::Draw;
use super::border::{Border, Lying};
use super::convex::{At, Convex, Cut, along, distance, left_of, turned};
use super::quarter::{Rank, Way};
use super::recipe::within;

/// Size of the largest.
const WILD_M2: f64 = 5_000_000.0;
/// Larger cells have no roads between them.
const ROADLESS_M2: f64 = 200_000.0;

/// A piece between main roads.
#[derive(Debug)]
pub(super) struct Cell {
    pub(super) piece: Convex,
    pub(super) lying: Lying,
}

/// The ground of a main road.
#[derive(Debug)]
pub(super) struct Road {
    pub(super) piece: Convex,
    pub(super) lying: Lying,
}

/// What dividing gives.
#[derive(Debug, Default)]
pub(super) struct Divided {
    pub(super) cells: Vec<Cell>,
    pub(super) roads: Vec<Road>,
    pub(super) ways: Vec<Way>,
}

/// How a ward is divided.
pub(super) struct Dividing<'a> {
    pub(super) draw: &'a Draw,
    pub(super) border: &'a Border,
    /// Where people live.
    pub(super) centres: &'a [At],
    /// How far the settled land reaches from there.
    pub(super) settled_m: f64,
    /// Size of a cell there.
    pub(super) settled_m2: f64,
    /// Least and most width of a main road.
    pub(super) road_m: [f64; 2],
}

impl Dividing<'_> {
    /// Divides a piece that lies so to the border.
    pub(super) fn divide(&self, piece: Convex, lying: &Lying, into: &mut Divided) {
        let Some(lying) = self.border.lying(&piece, lying) else { return };
        let wanted = self.wanted_m2(&piece);
        if piece.area() <= 1.4 * wanted {
            into.cells.push(Cell { piece, lying });
            return;
        }
        let lie = piece.lie();
        let extent = |direction: At| {
            let [low, high] = piece.reach(direction);
            high - low
        };
        let along_it = if extent(lie) >= extent(left_of(lie)) { left_of(lie) } else { lie };
        let direction = turned(along_it, within(self.draw, [-0.16, 0.16]));
        let across = left_of(direction);
        let [low, high] = piece.reach(across);
        let at = low + (high - low) * within(self.draw, [0.4, 0.6]);
        let cut = Cut { normal: across, offset: at };
        if wanted > ROADLESS_M2 {
            for part in piece.cut(cut).into_iter().flatten() {
                self.divide(part, &lying, into);
            }
            return;
        }
        let grown = (piece.area() / wanted).min(16.0) / 16.0;
        let width_m = within(self.draw, [self.road_m[0], self.road_m[1] * (0.6 + 0.4 * grown)]);
        let [one, strip, other] = piece.strip(cut, width_m);
        if let Some(strip) = strip {
            let [from, to] = strip.reach(direction);
            let foot = [across[0] * at, across[1] * at];
            let place = |metres: f64| along(foot, direction, metres);
            let parts = self.border.ways(place(from - width_m / 2.0), place(to + width_m / 2.0));
            into.ways.extend(
                parts
                    .into_iter()
                    .filter(|line| distance(line[0], line[1]) > 30.0)
                    .map(|line| Way { line, width_m, rank: Rank::Main }),
            );
            if let Some(lying) = self.border.lying(&strip, &lying) {
                into.roads.push(Road { piece: strip, lying });
            }
        }
        for part in [one, other].into_iter().flatten() {
            self.divide(part, &lying, into);
        }
    }

    /// The size of cells where the piece is nearest to a settlement.
    fn wanted_m2(&self, piece: &Convex) -> f64 {
        let (middle, radius) = (piece.middle(), piece.radius());
        let away = self
            .centres
            .iter()
            .map(|centre| distance(*centre, middle) - radius - self.settled_m)
            .fold(f64::INFINITY, f64::min);
        let side = 2.0 * away.max(0.0);
        (side * side).clamp(self.settled_m2, WILD_M2)
    }
}
