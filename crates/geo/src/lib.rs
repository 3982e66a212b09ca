//! Where a point lies: the forty wards of the city.
//!
//! Owns the shipped ward polygons and the two questions asked of them: which ward holds this point,
//! and which is nearest to it. Positions are WGS 84 degrees, latitude first, as reports carry them.
//!
//! Refuses SQL, the network and files of its own: text comes in, answers go out. Polygons that do
//! not make sense are refused with a [`GeoError`] when an index is built; once built, a look-up
//! cannot fail, and a position that is not a number is simply nowhere.

mod area;
mod error;
mod overlay;
mod parcel;
mod polygon;
mod reading;
mod tile;
mod vn2000;
mod ward_index;

pub use area::Area;
pub use error::{GeoError, RingFault, ShapeFault};
pub use overlay::{SLIVER_M2, ZoneShare, zone_shares};
pub use parcel::ParcelReference;
pub use reading::{Finding, NEAR_BORDER_M, Notation, TypedPlace, read_place};
pub use tile::{Layer, Tile, TileCoord, Value};
pub use vn2000::{Degrees, Grid};
pub use ward_index::{NearestWard, WardIndex};
