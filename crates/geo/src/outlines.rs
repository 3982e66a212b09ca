//! The outlines of the wards in the city's grid, computed once and kept for drawing.

use std::collections::HashSet;

use trucban_domain::{Bounds, Line, Point, Ring, Shape, Ward, WardCode};

use crate::ward_index::WardIndex;
use trucban_domain::grid::{Degrees, Grid};

/// A ward as it is drawn.
#[derive(Debug, Clone)]
pub struct WardOutline {
    /// Its code.
    pub code: WardCode,
    /// Its name.
    pub name: &'static str,
    /// Where it lies.
    pub shape: Shape,
    /// The smallest box around it.
    pub bounds: Bounds,
    /// A point inside, for its name.
    pub label: Point,
}

/// A stretch of border, drawn once where two wards share it.
#[derive(Debug, Clone)]
pub struct WardBorder {
    /// The ward on one side.
    pub code: WardCode,
    /// Where it runs.
    pub line: Line,
}

/// Every ward that can be drawn.
#[derive(Debug, Clone)]
pub struct Outlines {
    wards: Vec<WardOutline>,
    borders: Vec<WardBorder>,
}

impl Outlines {
    /// Projects the outlines of an index. A ward that is not of the city is left out.
    pub fn of(index: &WardIndex) -> Self {
        let outline = |code| {
            let Ward { name, lat, lon, .. } = Ward::find(code)?;
            let shape = index.shape(code)?;
            let bounds = shape.bounds()?;
            let label = Grid::Hue.point_at(Degrees { lat: *lat, lon: *lon })?;
            Some(WardOutline { code, name, shape, bounds, label })
        };
        let wards: Vec<WardOutline> = index.codes().filter_map(outline).collect();
        let borders = borders(&wards);
        Self { wards, borders }
    }

    /// The borders of all wards, each stretch once: drawn twice, dashes would fill each other's gaps.
    pub fn borders(&self) -> &[WardBorder] {
        &self.borders
    }

    /// The wards, by code.
    pub fn wards(&self) -> &[WardOutline] {
        &self.wards
    }

    /// The smallest box around all wards that `carried` accepts; `None` around none.
    pub fn bounds(&self, carried: impl Fn(WardCode) -> bool) -> Option<Bounds> {
        let wards = self.wards.iter().filter(|ward| carried(ward.code));
        Bounds::around(wards.flat_map(|ward| [ward.bounds.min, ward.bounds.max]))
    }
}

fn borders(wards: &[WardOutline]) -> Vec<WardBorder> {
    let mut drawn: HashSet<[Point; 2]> = HashSet::new();
    let mut borders = Vec::new();
    for WardOutline { code, shape, .. } in wards {
        for Ring { points } in shape.rings() {
            let mut stretch: Vec<Point> = Vec::new();
            for (from, to) in points.iter().zip(points.iter().cycle().skip(1)) {
                if drawn.insert([*from.min(to), *from.max(to)]) {
                    if stretch.is_empty() {
                        stretch.push(*from);
                    }
                    stretch.push(*to);
                } else if !stretch.is_empty() {
                    let line = Line { points: std::mem::take(&mut stretch) };
                    borders.push(WardBorder { code: *code, line });
                }
            }
            if !stretch.is_empty() {
                borders.push(WardBorder { code: *code, line: Line { points: stretch } });
            }
        }
    }
    borders
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_ward_is_drawn_around_its_name() {
        let outlines = Outlines::of(&WardIndex::shipped().expect("the shipped outlines"));
        assert_eq!(outlines.wards().len(), Ward::all().len());
        assert!(outlines.wards().iter().all(|ward| ward.bounds.holds(ward.label)));
        let one = outlines.bounds(|code| code == WardCode(19777)).expect("Vỹ Dạ");
        let all = outlines.bounds(|_| true).expect("the city");
        assert!(all.holds(one.min) && all.holds(one.max) && all != one);
        assert_eq!(outlines.bounds(|_| false), None);
    }

    #[test]
    fn a_border_of_two_wards_is_drawn_once_and_none_is_left_out() {
        let outlines = Outlines::of(&WardIndex::shipped().expect("the shipped outlines"));
        let edge = |from: &Point, to: &Point| [*from.min(to), *from.max(to)];
        let mut drawn: Vec<[Point; 2]> = outlines
            .borders()
            .iter()
            .flat_map(|border| border.line.points.windows(2).map(|it| edge(&it[0], &it[1])))
            .collect();
        let count = drawn.len();
        drawn.sort();
        drawn.dedup();
        assert_eq!(drawn.len(), count, "each edge once");
        let rings = outlines.wards().iter().flat_map(|ward| ward.shape.rings());
        let edges: HashSet<[Point; 2]> = rings
            .flat_map(|ring| {
                let points = &ring.points;
                points.iter().zip(points.iter().cycle().skip(1)).map(|(from, to)| edge(from, to))
            })
            .collect();
        assert_eq!(drawn.len(), edges.len(), "all of them");
        assert!(outlines.borders().len() < 1_000, "{} stretches", outlines.borders().len());
    }
}
