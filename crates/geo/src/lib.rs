//! Where things lie: wards, areas, typed coordinates and the tiles of the map.
//!
//! Owns the shipped ward polygons and the questions asked of them ([`WardIndex`]); what an area of
//! the city's grid holds, how large it is and what it has in common with others ([`Area`],
//! [`zone_shares`]); what the zoning map says of a lot or a point ([`Zoning`]); which place or parcel
//! a person has typed ([`read_place`], [`ParcelReference`]); and vector tiles ([`Tile`]). Degrees come
//! latitude first; everything else stands in millimetres of the grid, and the way between the two is
//! `trucban_domain`'s ([`Grid`]).
//!
//! Refuses SQL, the network and files of its own: text and shapes come in, answers go out. What
//! makes no sense is refused with a [`GeoError`] or [`ShapeFault`] when an index or an area is
//! built; once built, a question cannot fail, and a position that is not a number is simply
//! nowhere. A typed text that is no place of the city is a [`Finding`], not an error.

mod area;
mod error;
mod outlines;
mod overlay;
mod parcel;
mod polygon;
mod reading;
mod tile;
mod ward_index;
mod zoning;

pub use area::Area;
pub use error::{GeoError, RingFault, ShapeFault};
pub use outlines::{Outlines, WardBorder, WardOutline};
pub use overlay::{SLIVER_M2, ZoneShare, common_shape, zone_shares};
pub use parcel::ParcelReference;
pub use reading::{Finding, NEAR_BORDER_M, Notation, TypedPlace, read_place};
pub use tile::{Cell, Layer, Tile, TileCoord, Value};
pub use trucban_domain::grid::{Degrees, Grid};
pub use ward_index::{NearestWard, WardIndex};
pub use zoning::{Common, Near, Part, Ruling, Zoning, error_m, rulings};
