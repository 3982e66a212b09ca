//! Which tile of the map: zoom, column, row, counted as web maps count (rows from the north).

use std::str::FromStr;

use trucban_domain::{Bounds, Point};

use super::projection::{BUFFER, EXTENT, TileSquare};
use crate::error::GeoError;

/// The deepest zoom level that is drawn: a unit of such a tile is two millimetres.
const DEEPEST: u8 = 22;

/// A tile that exists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TileCoord {
    z: u8,
    x: u32,
    y: u32,
}

impl TileCoord {
    /// The tile of this zoom level, column and row.
    ///
    /// # Errors
    /// [`GeoError::NoSuchTile`] for a column or row that the level does not have, and for levels
    /// below 22.
    pub const fn new(z: u8, x: u32, y: u32) -> Result<Self, GeoError> {
        if z > DEEPEST || x >> z != 0 || y >> z != 0 {
            return Err(GeoError::NoSuchTile { z, x, y });
        }
        Ok(Self { z, x, y })
    }

    /// The tile of a zoom level that shows a point; `None` for a point that no map shows and for a
    /// level that does not exist.
    pub fn showing(point: Point, z: u8) -> Option<Self> {
        let [x, y] =
            Self::new(0, 0, 0).ok().and_then(|world| TileSquare::of(world).exact(point))?;
        let tiles = f64::from(1_u32.checked_shl(z.into())?) / f64::from(EXTENT);
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a column and a row of the level, checked below"
        )]
        Self::new(z, (x * tiles) as u32, (y * tiles) as u32).ok()
    }

    /// Zoom level.
    pub const fn z(self) -> u8 {
        self.z
    }

    /// Column from the west.
    pub const fn x(self) -> u32 {
        self.x
    }

    /// Row from the north.
    pub const fn y(self) -> u32 {
        self.y
    }

    /// A box in the city's grid that holds everything drawn on the tile, the strip around it
    /// included; `None` on another side of the Earth.
    pub fn bounds(self) -> Option<Bounds> {
        const STEPS: u32 = 8;
        let square = TileSquare::of(self);
        let (low, high) = (-f64::from(BUFFER), f64::from(EXTENT + BUFFER));
        let along = |step: u32| low + (high - low) * f64::from(step) / f64::from(STEPS);
        let border =
            (0..=STEPS).map(along).flat_map(|at| [[at, low], [at, high], [low, at], [high, at]]);
        let bounds = Bounds::around(square.grid_points(border)?)?;
        // Between the points that were computed the border bulges by less than this.
        let width_mm = (bounds.max.east_mm - bounds.min.east_mm)
            .max(bounds.max.north_mm - bounds.min.north_mm);
        Some(bounds.grown_by_mm(width_mm / 200 + 1))
    }
}

/// `16/52352/29724`: zoom, column, row.
impl FromStr for TileCoord {
    type Err = GeoError;

    fn from_str(text: &str) -> Result<Self, GeoError> {
        let mut parts = text.split('/').map(|part| {
            let digits = !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
            part.parse::<u32>().ok().filter(|_| digits)
        });
        let unreadable = || GeoError::NotATile(text.chars().take(40).collect());
        let mut next = || parts.next().flatten().ok_or_else(unreadable);
        let (z, x, y) = (next()?, next()?, next()?);
        let z = u8::try_from(z).map_err(|_too_deep| unreadable())?;
        if parts.next().is_some() { Err(unreadable()) } else { Self::new(z, x, y) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_of_a_tile_is_three_numbers_and_nothing_else() {
        assert_eq!(
            "14/13088/7431".parse::<TileCoord>().ok(),
            TileCoord::new(14, 13_088, 7_431).ok()
        );
        for text in [
            "",
            "14",
            "14/13088",
            "14/13088/7431/",
            "14/13088/7431.pbf",
            "/14/1/1",
            "14//1",
            "+1/0/0",
            "-1/0/0",
            "1/2/0",
            "300/0/0",
            "23/0/0",
            "14/0x1/1",
            "14/99999999999/1",
        ] {
            assert!(text.parse::<TileCoord>().is_err(), "{text}");
        }
    }

    #[test]
    fn only_tiles_that_a_level_has_exist() {
        assert!(TileCoord::new(0, 0, 0).is_ok() && TileCoord::new(22, (1 << 22) - 1, 0).is_ok());
        for (z, x, y) in [(0, 1, 0), (3, 0, 8), (23, 0, 0), (255, u32::MAX, u32::MAX)] {
            let refused = TileCoord::new(z, x, y);
            assert!(matches!(refused, Err(GeoError::NoSuchTile { .. })), "{z}/{x}/{y}");
        }
    }

    #[test]
    fn the_tile_that_shows_the_bridge_of_trang_tien_is_the_one_of_every_web_map() {
        let bridge = Point::new(562_682_654, 1_821_553_725);
        // 16.4689 N, 107.5889 E by the formulas of slippy maps.
        let tile = TileCoord::showing(bridge, 14).expect("on the map");
        assert_eq!((tile.x(), tile.y()), (13_088, 7_431));
        assert_eq!(TileCoord::showing(bridge, 0), TileCoord::new(0, 0, 0).ok());
        assert_eq!(TileCoord::showing(bridge, 40), None);
        assert_eq!(TileCoord::showing(Point::new(i64::MAX, 0), 3), None);
    }

    #[test]
    fn a_tile_of_another_side_of_the_earth_has_no_bounds_in_the_grid() {
        assert_eq!(TileCoord::new(5, 3, 10).expect("exists").bounds(), None);
    }
}
