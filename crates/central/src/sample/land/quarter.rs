//! A quarter: one cell of a ward, cut by streets into blocks, by lanes into rows and by lots.
//!
//! Streets run along the cell's longest side and across it, so that a town has as many bearings as
//! it has quarters. Whatever the border of the ward cuts is no lot.

use trucban_domain::LandUseCode;

use super::super::draw::Draw;
use super::border::{Border, Lying};
use super::convex::{At, Convex, Cut, along, distance, dot, left_of, minus, turned};
use super::recipe::{Grain, Weights, weighed, within};

/// How a way ranks among ways.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Rank {
    /// It parts quarters.
    Main,
    /// It parts blocks.
    Street,
    /// It runs through a block.
    Lane,
}

/// A street or lane without a name.
#[derive(Debug, Clone)]
pub(super) struct Way {
    pub(super) line: [At; 2],
    pub(super) width_m: f64,
    pub(super) rank: Rank,
}

impl Way {
    /// The way along the middle of its ground.
    pub(super) fn through(ground: &Convex, rank: Rank) -> Self {
        let lie = ground.lie();
        let middle = ground.middle();
        let ([from, to], [right, left]) = (ground.reach(lie), ground.reach(left_of(lie)));
        let at = dot(lie, middle);
        let ends = [along(middle, lie, from - at), along(middle, lie, to - at)];
        Self { line: ends, width_m: left - right, rank }
    }

    pub(super) fn length(&self) -> f64 {
        distance(self.line[0], self.line[1])
    }

    /// The nearest place on it, as metres from its beginning, and how far away that is.
    pub(super) fn nearest(&self, at: At) -> (f64, f64) {
        let (length, [from, to]) = (self.length(), self.line);
        let way = minus(to, from);
        let metres = (dot(minus(at, from), way) / length.max(1e-9)).clamp(0.0, length);
        let place = along(from, [way[0] / length.max(1e-9), way[1] / length.max(1e-9)], metres);
        (metres, distance(place, at))
    }
}

/// A piece with one use.
#[derive(Debug, Clone)]
pub(super) struct Used {
    pub(super) piece: Convex,
    pub(super) code: String,
}

impl Used {
    /// Its use, as records have it.
    pub(super) fn land_use(&self) -> LandUseCode {
        LandUseCode(self.code.clone())
    }
}

/// A block with its lots.
#[derive(Debug)]
pub(super) struct Block {
    pub(super) land: Used,
    pub(super) lots: Vec<Used>,
}

/// A quarter.
#[derive(Debug, Default)]
pub(super) struct Quarter {
    pub(super) blocks: Vec<Block>,
    /// The ground of its streets.
    pub(super) roads: Vec<Convex>,
    /// Its streets and lanes.
    pub(super) ways: Vec<Way>,
    /// Where streets cross: a place, and the two among its ways.
    pub(super) crossings: Vec<(At, [usize; 2])>,
}

impl Quarter {
    pub(super) fn lots(&self) -> usize {
        self.blocks.iter().map(|block| block.lots.len()).sum()
    }
}

/// What a quarter is cut by.
pub(super) struct Cutting<'a> {
    pub(super) draw: &'a Draw,
    pub(super) border: &'a Border,
    pub(super) grain: &'a Grain,
    /// Blocks of single users, and how large they may be; none on fields.
    pub(super) institutions: Option<(&'a Weights, [f64; 2])>,
}

impl Cutting<'_> {
    /// Cuts a cell that lies so to the border.
    pub(super) fn quarter(&self, cell: &Convex, lying: &Lying) -> Quarter {
        let lie = turned(cell.lie(), self.jitter(0.012));
        let mut blocks = vec![cell.clone()];
        let mut quarter = Quarter::default();
        let long: Vec<Way> = self
            .lines(cell, lie, self.grain.across_m)
            .into_iter()
            .flat_map(|cut| self.lay_street(&mut blocks, &mut quarter.roads, cut, 0))
            .collect();
        let cross: Vec<Way> = self
            .lines(cell, left_of(lie), self.grain.along_m)
            .into_iter()
            .flat_map(|cut| {
                self.lay_street(&mut blocks, &mut quarter.roads, cut, self.grain.skip_percent)
            })
            .collect();
        quarter.crossings = crossings(&long, &cross);
        quarter.ways = long;
        quarter.ways.extend(cross);
        for piece in blocks {
            let block = self.block(piece, lying, &mut quarter.ways);
            quarter.blocks.extend(block);
        }
        quarter
    }

    fn jitter(&self, most: f64) -> f64 {
        within(self.draw, [-most, most])
    }

    /// Parallel lines through a piece, so far apart, with their bearings a little off.
    fn lines(&self, piece: &Convex, direction: At, apart_m: [f64; 2]) -> Vec<Cut> {
        let across = left_of(direction);
        let [low, high] = piece.reach(across);
        let middle = piece.middle();
        let mut lines = Vec::new();
        let mut at = low + within(self.draw, apart_m);
        while at < high - apart_m[0] * 0.6 {
            let place = along(middle, across, at - dot(across, middle));
            lines.push(Cut::through(place, turned(direction, self.jitter(0.008))));
            at += within(self.draw, apart_m);
        }
        lines
    }

    /// Cuts a street out of the blocks that a line crosses, but for some of them.
    fn lay_street(
        &self,
        blocks: &mut Vec<Convex>,
        roads: &mut Vec<Convex>,
        cut: Cut,
        skip_percent: u32,
    ) -> Vec<Way> {
        let width_m = within(self.draw, self.grain.street_m);
        let direction = [cut.normal[1], -cut.normal[0]];
        let mut runs: Vec<[f64; 2]> = Vec::new();
        let mut left = Vec::with_capacity(blocks.len() + 8);
        for block in blocks.drain(..) {
            let [one, strip, other] = block.strip(cut, width_m);
            let crosses = one.is_some() && strip.is_some() && other.is_some();
            if !crosses || self.draw.falls(skip_percent) {
                left.push(block);
                continue;
            }
            runs.extend(strip.as_ref().map(|strip| strip.reach(direction)));
            roads.extend(strip);
            left.extend(one.into_iter().chain(other));
        }
        *blocks = left;
        runs.sort_by(|one, two| one[0].total_cmp(&two[0]));
        let mut joined: Vec<[f64; 2]> = Vec::new();
        for run in runs {
            match joined.last_mut() {
                Some(last) if run[0] - last[1] < 14.0 => last[1] = last[1].max(run[1]),
                _ => joined.push(run),
            }
        }
        let foot = [cut.normal[0] * cut.offset, cut.normal[1] * cut.offset];
        let place = |metres: f64| along(foot, direction, metres);
        let way = |[from, to]: [f64; 2]| {
            // To the middle of the street where it ends.
            let line = [place(from - 4.0), place(to + 4.0)];
            Way { line, width_m, rank: Rank::Street }
        };
        joined.into_iter().map(way).collect()
    }

    fn block(&self, piece: Convex, lying: &Lying, ways: &mut Vec<Way>) -> Option<Block> {
        let lying = self.border.lying(&piece, lying)?;
        if let Some((institutions, [least, most])) = self.institutions {
            let area = piece.area();
            let used = weighed(self.draw, institutions).filter(|_| {
                let share: u32 = institutions.values().sum();
                self.draw.falls(share) && (least..=most).contains(&area)
            });
            if let Some(code) = used {
                let land = Used { piece, code: code.to_owned() };
                let whole = self.border.holds_all(&land.piece, &lying);
                let lots = if whole { vec![land.clone()] } else { Vec::new() };
                return Some(Block { land, lots });
            }
        }
        let mut lots = Vec::new();
        for row in self.rows(&piece, ways) {
            self.cut_row(row, &lying, &mut lots);
        }
        Some(Block { land: Used { piece, code: self.grain.code.clone() }, lots })
    }

    /// Cuts a block into bands by lanes, and bands into rows back to back.
    fn rows(&self, block: &Convex, ways: &mut Vec<Way>) -> Vec<Convex> {
        let lie = turned(block.lie(), self.jitter(0.01));
        let [low, high] = block.reach(left_of(lie));
        let row_m = within(self.draw, self.grain.row_m);
        let mut rows = Vec::new();
        let mut rest = Some(block.clone());
        let mut deep = high - low;
        while let Some(piece) = rest.take() {
            let middle = piece.middle();
            let base = Cut::through(middle, turned(lie, self.jitter(0.008)));
            let [low, _] = piece.reach(base.normal);
            let at = |metres: f64| Cut { offset: low + metres, ..base };
            if deep < 3.1 * row_m {
                if deep > 1.55 * row_m {
                    rows.extend(piece.cut(at(deep / 2.0)).into_iter().flatten());
                } else {
                    rows.push(piece);
                }
                break;
            }
            let width_m = within(self.draw, self.grain.lane_m);
            let depth = 2.0 * row_m + self.jitter(0.12 * row_m);
            let lane = at(depth + width_m / 2.0);
            let [band, strip, left] = piece.strip(lane, width_m);
            if let Some(strip) = &strip {
                let direction = [lane.normal[1], -lane.normal[0]];
                let [from, to] = strip.reach(direction);
                let foot = [lane.normal[0] * lane.offset, lane.normal[1] * lane.offset];
                let ends = [along(foot, direction, from - 3.0), along(foot, direction, to + 3.0)];
                ways.push(Way { line: ends, width_m, rank: Rank::Lane });
            }
            if let Some(band) = band {
                let middle_of_band = at(depth / 2.0 + self.jitter(0.06 * row_m));
                rows.extend(band.cut(middle_of_band).into_iter().flatten());
            }
            deep -= depth + width_m;
            rest = left;
        }
        rows
    }

    /// Cuts a row into lots from one end to the other.
    fn cut_row(&self, row: Convex, lying: &Lying, lots: &mut Vec<Used>) {
        let Grain { least_m2, most_m2, .. } = *self.grain;
        let lie = row.lie();
        let mut rest = Some(row);
        while let Some(piece) = rest.take() {
            let area = piece.area();
            let wanted = within(self.draw, self.grain.lot_m2);
            if area < least_m2 {
                return;
            }
            if area <= most_m2 && area < wanted.max(least_m2) + least_m2 * 1.2 {
                self.keep(piece, lying, lots);
                return;
            }
            let wanted = wanted.min(area - least_m2 * 1.05);
            let [lot, left] = part_of(&piece, turned(lie, self.jitter(0.015)), wanted);
            if let Some(lot) = lot {
                self.keep(lot, lying, lots);
            }
            rest = left.filter(|left| left.area() < area);
        }
    }

    fn keep(&self, piece: Convex, lying: &Lying, lots: &mut Vec<Used>) {
        let fits = (self.grain.least_m2..=self.grain.most_m2).contains(&piece.area());
        if fits && self.border.holds_all(&piece, lying) {
            lots.push(Used { piece, code: self.grain.code.clone() });
        }
    }
}

/// Cuts so much from one end of a piece that lies in `direction`.
fn part_of(piece: &Convex, direction: At, wanted_m2: f64) -> [Option<Convex>; 2] {
    let [low, high] = piece.reach(direction);
    let mut metres = (high - low) * wanted_m2 / piece.area();
    let cut = |metres: f64| Cut { normal: direction, offset: low + metres };
    for _ in 0..3 {
        let got = piece.right_of(cut(metres)).map_or(wanted_m2 / 2.0, |part| part.area());
        metres *= wanted_m2 / got;
    }
    piece.cut(cut(metres))
}

/// Where the streets of two rows cross; the second row's follow the first's in the list of ways.
fn crossings(long: &[Way], cross: &[Way]) -> Vec<(At, [usize; 2])> {
    let mut found = Vec::new();
    for (one, first) in long.iter().enumerate() {
        for (two, second) in cross.iter().enumerate() {
            let direction = super::convex::unit(minus(first.line[1], first.line[0]));
            let line = Cut::through(first.line[0], direction);
            let (begin, end) = (line.height(second.line[0]), line.height(second.line[1]));
            if (begin < 0.0) == (end < 0.0) {
                continue;
            }
            let way = minus(second.line[1], second.line[0]);
            let at = along(second.line[0], way, begin / (begin - end));
            if first.nearest(at).1 < 1.0 {
                found.push((at, [one, long.len() + two]));
            }
        }
    }
    found
}
