//! Vector tiles of the map: areas, lines and points of the city's grid, drawn onto one tile of Web
//! Mercator and written as the Mapbox Vector Tile specification 2.1 says.
//!
//! Owns everything between a [`Shape`] and the bytes: projecting, cutting to the tile and a strip of
//! 64 units around it, leaving out what a tile of 4,096 units cannot show, the direction of rings.
//! What is too small to be seen is left out; a shape of any numbers is drawn or left out and never
//! makes it fail. The same calls in the same order give the same bytes.
//!
//! Knows nothing of colours, files or compression. Rounding to units may let a ring touch itself, as
//! in every tile; renderers fill such rings.

mod cell;
mod clip;
mod coord;
mod encode;
mod projection;
mod simplify;

use trucban_domain::{Bounds, Line, Point, Ring, Shape};

use clip::{DRAWN, Units};
use encode::{Drawing, Kind, LayerBytes};
use projection::Projection;
use simplify::{Corner, Simplified};

pub use cell::Cell;
pub use coord::TileCoord;
pub use encode::Value;

/// A tile under way.
#[derive(Debug)]
pub struct Tile {
    projection: Option<Projection>,
    layers: Vec<LayerBytes>,
    workbench: Workbench,
}

/// Room that is used again for every feature.
#[derive(Debug, Default)]
struct Workbench {
    units: Vec<Units>,
    cut: Vec<Units>,
    kept: Simplified,
    drawing: Drawing,
}

impl Tile {
    /// An empty tile.
    pub fn new(coord: TileCoord) -> Self {
        Self {
            projection: Projection::onto(coord),
            layers: Vec::new(),
            workbench: Workbench::default(),
        }
    }

    /// The layer of this name, after all others if it is new. Layers without a feature are not
    /// written.
    pub fn layer(&mut self, name: &str) -> Layer<'_> {
        let at = self.layers.iter().position(|layer| layer.name() == name).unwrap_or_else(|| {
            self.layers.push(LayerBytes::new(name));
            self.layers.len() - 1
        });
        Layer {
            projection: self.projection.as_ref(),
            bytes: &mut self.layers[at],
            bench: &mut self.workbench,
        }
    }

    /// The bytes of the tile; none at all if nothing is drawn on it.
    pub fn into_bytes(self) -> Vec<u8> {
        let mut bytes = Vec::new();
        for layer in &self.layers {
            layer.write(&mut bytes);
        }
        bytes
    }
}

/// A layer to draw on. Every feature has a number that the renderer hands back when it is clicked:
/// no more than 2⁵³, since JavaScript reads it.
#[derive(Debug)]
pub struct Layer<'a> {
    projection: Option<&'a Projection>,
    bytes: &'a mut LayerBytes,
    bench: &'a mut Workbench,
}

impl<'a> Layer<'a> {
    /// Draws an area; says whether anything of it can be seen on the tile.
    pub fn polygon(&mut self, id: u64, shape: &Shape, properties: &[(&str, Value<'_>)]) -> bool {
        let Some((projection, around)) = self.seen(shape.bounds()) else {
            return false;
        };
        self.bench.drawing.clear();
        let least_mm = projection.unit_mm() / 2;
        let (width, height) = (
            around.max.east_mm.saturating_sub(around.min.east_mm),
            around.max.north_mm.saturating_sub(around.min.north_mm),
        );
        if width < least_mm && height < least_mm {
            return false;
        }
        for polygon in &shape.polygons {
            if self.bench.ring(projection, &around, &polygon.outer, Way::Outer) {
                for hole in &polygon.holes {
                    self.bench.ring(projection, &around, hole, Way::Hole);
                }
            }
        }
        self.add(id, Kind::Polygon, properties)
    }

    /// Draws a line; says whether anything of it can be seen on the tile.
    pub fn line(&mut self, id: u64, line: &Line, properties: &[(&str, Value<'_>)]) -> bool {
        let Some((projection, around)) = self.seen(line.bounds()) else {
            return false;
        };
        let Workbench { units, kept, drawing, .. } = &mut *self.bench;
        drawing.clear();
        projection.project_line(&line.points, &around, units, |near| {
            DRAWN.cut_line(near, |piece| {
                kept.line(piece);
                if kept.corners.len() > 1 {
                    drawing.line(kept.corners.iter().copied());
                }
            });
        });
        self.add(id, Kind::Line, properties)
    }

    /// Draws a point; says whether it lies on the tile or the strip around it.
    pub fn point(&mut self, id: u64, point: Point, properties: &[(&str, Value<'_>)]) -> bool {
        let Some((projection, around)) = self.seen(Some(Bounds { min: point, max: point })) else {
            return false;
        };
        let Workbench { units, cut, drawing, .. } = &mut *self.bench;
        drawing.clear();
        projection.project_ring(&[point], &around, units, cut);
        if let Some(&at) = units.first().filter(|&&at| DRAWN.holds(at)) {
            drawing.point(simplify::rounded(at));
        }
        self.add(id, Kind::Point, properties)
    }

    /// Draws a point of a square of the tile, and on no other tile; says whether it could be drawn.
    pub fn point_of(
        &mut self,
        id: u64,
        cell: Cell,
        point: Point,
        properties: &[(&str, Value<'_>)],
    ) -> bool {
        self.in_square(id, point, |at| cell.within(at), properties)
    }

    /// Draws what stands for all points of a square, whose middle is `point`, apart from those of the
    /// squares around; says whether it could be drawn.
    pub fn cluster(
        &mut self,
        id: u64,
        cell: Cell,
        point: Point,
        properties: &[(&str, Value<'_>)],
    ) -> bool {
        self.in_square(id, point, |at| cell.inner(at), properties)
    }

    fn in_square(
        &mut self,
        id: u64,
        point: Point,
        place: impl Fn(Units) -> Units,
        properties: &[(&str, Value<'_>)],
    ) -> bool {
        let Some((projection, around)) = self.seen(Some(Bounds { min: point, max: point })) else {
            return false;
        };
        let Workbench { units, cut, drawing, .. } = &mut *self.bench;
        drawing.clear();
        projection.project_ring(&[point], &around, units, cut);
        if let Some(&at) = units.first() {
            drawing.point(simplify::rounded(place(at)));
        }
        self.add(id, Kind::Point, properties)
    }

    fn seen(&self, bounds: Option<Bounds>) -> Option<(&'a Projection, Bounds)> {
        let (projection, bounds) = self.projection.zip(bounds)?;
        projection.bounds().meets(&bounds).then_some((projection, bounds))
    }

    fn add(&mut self, id: u64, kind: Kind, properties: &[(&str, Value<'_>)]) -> bool {
        let drawn = !self.bench.drawing.is_empty();
        if drawn {
            self.bytes.add(id, kind, &self.bench.drawing, properties);
        }
        drawn
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    Outer,
    Hole,
}

impl Workbench {
    /// Draws a ring the way round that its role asks for; says whether anything of it is left.
    fn ring(&mut self, projection: &Projection, around: &Bounds, ring: &Ring, way: Way) -> bool {
        projection.project_ring(&ring.points, around, &mut self.units, &mut self.cut);
        DRAWN.cut_ring(&mut self.units, &mut self.cut);
        self.kept.ring(&mut self.units);
        let corners = &self.kept.corners;
        let size = doubled_size(corners);
        if corners.len() < 3 || size == 0 {
            return false;
        }
        // With rows counted southward a positive size is clockwise, as outer rings have to be.
        if (size > 0) == (way == Way::Outer) {
            self.drawing.ring(corners.iter().copied());
        } else {
            self.drawing.ring(corners.iter().rev().copied());
        }
        true
    }
}

fn doubled_size(corners: &[Corner]) -> i64 {
    let next = corners.iter().cycle().skip(1);
    let each = |corner: &Corner| corner.map(i64::from);
    corners
        .iter()
        .zip(next)
        .map(|(from, to)| (each(from), each(to)))
        .map(|(from, to)| from[0] * to[1] - to[0] * from[1])
        .sum()
}
