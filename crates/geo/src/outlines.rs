//! The outlines of the wards in the city's grid, computed once and kept for drawing.

use trucban_domain::{Bounds, Point, Shape, Ward, WardCode};

use crate::vn2000::{Degrees, Grid};
use crate::ward_index::WardIndex;

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

/// Every ward that can be drawn.
#[derive(Debug, Clone)]
pub struct Outlines {
    wards: Vec<WardOutline>,
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
        Self { wards: index.codes().filter_map(outline).collect() }
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
}
