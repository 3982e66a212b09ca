//! GEOS, asked the questions that an [`Area`] answers: another team's code for the same geometry.
//!
//! It computes with the same whole millimetres. Polygons that GEOS calls invalid are repaired by
//! GEOS first: outer rings and holes each for themselves, then put together.

use geos::{CoordSeq, Geom, Geometry, MakeValidMethod, MakeValidParams, PreparedGeometry};
use trucban_domain::{Point, Polygon, Ring};
use trucban_geo::Area;

/// The area as GEOS sees it.
pub struct Peer {
    shape: Geometry,
    broken: bool,
}

impl Peer {
    pub fn of(area: &Area) -> Self {
        let polygons = area.polygons().iter().map(polygon).collect();
        let whole = Geometry::create_multipolygon(polygons).unwrap();
        if whole.is_valid().unwrap() {
            return Self { shape: whole, broken: false };
        }
        let repair = MakeValidParams::builder()
            .method(MakeValidMethod::Structure)
            .keep_collapsed(false)
            .build()
            .unwrap();
        Self { shape: whole.make_valid_with_params(&repair).unwrap(), broken: true }
    }

    /// Whether GEOS had to repair it.
    pub fn was_broken(&self) -> bool {
        self.broken
    }

    /// Ready for many points.
    pub fn prepared(&self) -> PreparedGeometry<'_> {
        self.shape.to_prepared_geom().unwrap()
    }

    pub fn square_metres(&self) -> f64 {
        self.shape.area().unwrap() / 1e6
    }

    pub fn common_square_metres(&self, other: &Self) -> f64 {
        self.shape.intersection(&other.shape).unwrap().area().unwrap() / 1e6
    }

    pub fn metres_between_boundaries(&self, other: &Self) -> f64 {
        self.shape.boundary().unwrap().distance(&other.shape.boundary().unwrap()).unwrap() / 1e3
    }

    pub fn metres_to_boundary(&self, point: Point) -> f64 {
        self.shape.boundary().unwrap().distance(&place(point)).unwrap() / 1e3
    }
}

pub fn place(point: Point) -> Geometry {
    Geometry::create_point(CoordSeq::new_from_vec(&[mm(point)]).unwrap()).unwrap()
}

fn polygon(piece: &Polygon) -> Geometry {
    Geometry::create_polygon(ring(&piece.outer), piece.holes.iter().map(ring).collect()).unwrap()
}

fn ring(ring: &Ring) -> Geometry {
    let closed: Vec<_> = ring.points.iter().chain(ring.points.first()).map(|at| mm(*at)).collect();
    Geometry::create_linear_ring(CoordSeq::new_from_vec(&closed).unwrap()).unwrap()
}

#[expect(clippy::cast_precision_loss, reason = "millimetres of the region fit an f64 exactly")]
fn mm(point: Point) -> [f64; 2] {
    [point.east_mm as f64, point.north_mm as f64]
}
