//! The 64 squares of a tile, in which the points of the map are counted together.
//!
//! Squares of a zoom level cover the level without overlap, so every point lies in one square of one
//! tile, and counts over tiles add up. Two clusters never stand closer than half a square: a cluster is
//! drawn in the inner half of its own.

use trucban_domain::Point;

use super::clip::Units;
use super::coord::TileCoord;
use super::projection::EXTENT;

/// A tile is this many zoom levels away from its squares: eight to a side.
const LEVELS: u8 = 3;
const SIDE: u32 = 1 << LEVELS;
/// Units along the side of a square.
const UNITS: u32 = EXTENT / SIDE;

/// A square of a tile: 64 pixels wide where the tile is 512.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Cell {
    tile: TileCoord,
    place: u8,
}

impl Cell {
    /// The square of a zoom level that shows a point; `None` for a point that no map shows, and where a
    /// tile is too small to be divided.
    pub fn showing(point: Point, z: u8) -> Option<Self> {
        let square = TileCoord::showing(point, z.checked_add(LEVELS)?)?;
        let tile = TileCoord::new(z, square.x() >> LEVELS, square.y() >> LEVELS).ok()?;
        let place = (square.y() % SIDE) * SIDE + square.x() % SIDE;
        Some(Self { tile, place: u8::try_from(place).ok()? })
    }

    /// The tile.
    pub const fn tile(self) -> TileCoord {
        self.tile
    }

    /// Which of the tile's squares: 0 to 63, row by row from the north-west.
    pub const fn place(self) -> u8 {
        self.place
    }

    /// A number that no other square of the zoom level has.
    pub fn number(self) -> u64 {
        let place = u32::from(self.place);
        let along = |tile: u32, step: u32| (u64::from(tile) << LEVELS) + u64::from(step);
        let (column, row) =
            (along(self.tile.x(), place % SIDE), along(self.tile.y(), place / SIDE));
        column << (self.tile.z() + LEVELS) | row
    }

    /// The square of this place on a tile; `None` for a place that a tile does not have.
    pub fn of(tile: TileCoord, place: u8) -> Option<Self> {
        (u32::from(place) < SIDE * SIDE).then_some(Self { tile, place })
    }

    /// The nearest place within the square that is drawn on this tile and on no other.
    pub(super) fn within(self, at: Units) -> Units {
        self.moved(at, 0.0, f64::from(UNITS - 1))
    }

    /// The nearest place in the inner half of the square.
    pub(super) fn inner(self, at: Units) -> Units {
        self.moved(at, f64::from(UNITS / 4), f64::from(UNITS - UNITS / 4))
    }

    fn moved(self, at: Units, low: f64, high: f64) -> Units {
        let place = u32::from(self.place);
        let corner = [place % SIDE, place / SIDE].map(|step| f64::from(step * UNITS));
        [0, 1].map(|axis| at[axis].clamp(corner[axis] + low, corner[axis] + high))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Anywhere in the city, in millimetres of its grid.
    fn points() -> impl Strategy<Value = Point> {
        (520_000_000_i64..620_000_000, 1_760_000_000_i64..1_860_000_000)
            .prop_map(|(east, north)| Point::new(east, north))
    }

    proptest! {
        #[test]
        fn every_point_lies_in_one_square_of_the_tile_that_shows_it(
            point in points(),
            z in 0_u8..=19,
        ) {
            let cell = Cell::showing(point, z).unwrap();
            prop_assert_eq!(Some(cell.tile()), TileCoord::showing(point, z));
            prop_assert_eq!(Cell::of(cell.tile(), cell.place()), Some(cell));
        }

        #[test]
        fn clusters_of_different_squares_stand_at_least_half_a_square_apart(
            at in prop::array::uniform2(prop::array::uniform2(-100.0_f64..4_200.0)),
            places in (0_u8..64, 0_u8..64),
        ) {
            prop_assume!(places.0 != places.1);
            let tile = TileCoord::new(12, 3_272, 1_857).unwrap();
            let one = Cell::of(tile, places.0).unwrap().inner(at[0]);
            let other = Cell::of(tile, places.1).unwrap().inner(at[1]);
            let apart = (one[0] - other[0]).abs().max((one[1] - other[1]).abs());
            prop_assert!(apart >= f64::from(UNITS / 2), "{one:?} {other:?}");
        }
    }

    #[test]
    fn a_tile_has_sixty_four_squares_and_the_deepest_tiles_none() {
        let tile = TileCoord::new(12, 3_272, 1_857).unwrap();
        assert!(Cell::of(tile, 63).is_some() && Cell::of(tile, 64).is_none());
        let bridge = Point::new(562_682_654, 1_821_553_725);
        assert!(Cell::showing(bridge, 19).is_some());
        assert_eq!(Cell::showing(bridge, 20), None);
        assert_eq!(Cell::showing(bridge, 255), None);
    }

    #[test]
    fn what_lies_on_the_far_edge_of_a_square_is_drawn_on_its_own_tile() {
        let tile = TileCoord::new(12, 3_272, 1_857).unwrap();
        let last = Cell::of(tile, 63).unwrap();
        let drawn = |at| crate::tile::simplify::rounded(last.within(at));
        assert_eq!(drawn([4_096.2, 4_095.9]), [4_095, 4_095]);
        assert_eq!(drawn([3_583.9, 4_000.0]), [3_584, 4_000]);
    }
}
