//! What can be wrong with a file of ward polygons, a shape or the address of a tile.
//!
//! The messages are for logs and developers; nothing here is shown to an operator.

use thiserror::Error;
use trucban_domain::WardCode;

/// What this crate could not take.
#[derive(Debug, Error)]
pub enum GeoError {
    /// The text is not GeoJSON with the members that a ward index needs.
    #[error("the ward polygons cannot be read as GeoJSON")]
    Unreadable(#[source] serde_json::Error),
    /// The collection holds no ward at all.
    #[error("the collection of ward polygons is empty")]
    NoWards,
    /// Two features claim the same ward.
    #[error("ward {0} appears more than once")]
    RepeatedWard(WardCode),
    /// A feature without a single polygon.
    #[error("ward {0} has no polygon")]
    NoPolygon(WardCode),
    /// A ring that encloses nothing or leaves the Earth.
    #[error("ward {ward} has a bad ring: {fault}")]
    BadRing {
        /// The ward whose ring it is.
        ward: WardCode,
        /// What is wrong with it.
        fault: RingFault,
    },
    /// A shape that cannot be computed with.
    #[error("the shape cannot be computed with: {0}")]
    BadShape(#[from] ShapeFault),
    /// A text that is no address of a tile.
    #[error("{0:?} is no address of a tile")]
    NotATile(String),
    /// A tile that no zoom level has.
    #[error("there is no tile {z}/{x}/{y}")]
    NoSuchTile {
        /// Zoom level.
        z: u8,
        /// Column from the west.
        x: u32,
        /// Row from the north.
        y: u32,
    },
}

/// What is wrong with a shape in the grid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum ShapeFault {
    /// It has no point at all.
    #[error("it has no point")]
    Empty,
    /// Fewer than three points in a ring.
    #[error("a ring has fewer than three points")]
    TooShort,
    /// A point more than a million kilometres from the grid's origin.
    #[error("a point lies far outside of any grid")]
    TooFar,
}

/// What is wrong with one ring of a polygon.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum RingFault {
    /// Fewer than four positions cannot enclose an area.
    #[error("fewer than four positions")]
    TooShort,
    /// The last position is not the first.
    #[error("the last position differs from the first")]
    Open,
    /// A position outside ±180° of longitude or ±90° of latitude.
    #[error("a position lies outside the range of degrees")]
    OutOfRange,
}
