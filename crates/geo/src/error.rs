//! What can be wrong with a file of ward polygons.
//!
//! The messages are for logs and developers; nothing here is shown to an operator.

use thiserror::Error;
use trucban_domain::WardCode;

/// Why a ward index could not be built.
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
