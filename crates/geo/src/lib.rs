//! Where a point lies: the forty wards of the city.
//!
//! Owns the shipped ward polygons and the two questions asked of them: which ward holds this point,
//! and which is nearest to it. Positions are WGS 84 degrees, latitude first, as reports carry them.
//!
//! Refuses SQL, the network and files of its own: text comes in, answers go out. Polygons that do
//! not make sense are refused with a [`GeoError`] when an index is built; once built, a look-up
//! cannot fail, and a position that is not a number is simply nowhere.

mod error;
mod polygon;
mod ward_index;

pub use error::{GeoError, RingFault};
pub use ward_index::{NearestWard, WardIndex};
