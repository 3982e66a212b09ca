//! Coordinates as people type them: which place is meant, or what seems to be wrong with them.
//!
//! Papers of the city give two columns in the grid 107°00', X (northing, *Bắc*) first, then Y
//! (easting, *Đông*); phones give latitude and longitude, in decimals or with minutes and seconds.
//! Numbers come as `1.821.805,4`, as `1821805.40`, labelled or bare, parted by spaces, semicolons or
//! commas.
//!
//! What is typed can often be read in several ways (`562.010` is a number with three decimals, or
//! half a million). **The rule:** all ways are tried, and the first of these that any of them gives
//! is the answer:
//!
//! 1. a place in the city, read as written in the city's own grid or in degrees;
//! 2. a place in the city after changing the two columns round: [`Finding::Swapped`];
//! 3. a place in the city if the numbers stand in the grid of Đà Nẵng or of Quảng Trị, columns as
//!    written or changed round: [`Finding::OtherGrid`];
//! 4. a place anywhere else: [`Finding::OutsideCity`];
//! 5. [`Finding::NotCoordinates`].
//!
//! So a point that lies in the city as it is written is never doubted, though read in another grid
//! it might lie there too. The two other grids cannot both fit: they read one easting 160 km apart,
//! and the city is 130 km wide. "In the city" means within its wards or [`NEAR_BORDER_M`] of them,
//! since that is how exact their outlines are. Everything but rule 1 is a proposal that a person
//! has to accept.

mod columns;
mod numbers;
mod sexagesimal;

use trucban_domain::Point;

use crate::ward_index::WardIndex;
use columns::Axis;
use trucban_domain::grid::{Degrees, Grid, millimetres};

/// The shipped outlines leave the surveyed ones by less than this.
pub const NEAR_BORDER_M: f64 = 10.0;

/// How coordinates were written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Notation {
    /// Metres in the city's grid.
    Metres,
    /// Latitude and longitude of WGS 84.
    Degrees,
}

/// A place that was typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TypedPlace {
    /// Where it is.
    pub point: Point,
    /// How it was written.
    pub notation: Notation,
}

/// Why a text is no place in the city, with what was probably meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Finding {
    /// The columns are changed round.
    Swapped {
        /// The place with the columns in their order.
        proposal: TypedPlace,
    },
    /// The numbers stand in the grid of a neighbour.
    OtherGrid {
        /// Whose grid.
        grid: Grid,
        /// Whether the columns are changed round as well.
        swapped: bool,
        /// The same place in the city's grid.
        proposal: Point,
    },
    /// They are coordinates, of no place in the city.
    OutsideCity,
    /// They cannot be read as two coordinates.
    NotCoordinates,
}

/// The place that a text means.
///
/// # Errors
/// A [`Finding`] where it is no place in the city as it is written.
pub fn read_place(text: &str, wards: &WardIndex) -> Result<TypedPlace, Finding> {
    let readings: Vec<Reading> =
        columns::pairs(text).into_iter().filter_map(Reading::of_pair).collect();
    if readings.is_empty() {
        return Err(Finding::NotCoordinates);
    }
    let first = |way: &dyn Fn(&Reading) -> Option<Point>| {
        readings.iter().find_map(|reading| {
            let point = way(reading).filter(|&point| in_city(point, wards))?;
            Some(TypedPlace { point, notation: reading.notation })
        })
    };
    if let Some(place) = first(&|reading| reading.point(Grid::Hue)) {
        return Ok(place);
    }
    if let Some(proposal) = first(&|reading| reading.swapped().point(Grid::Hue)) {
        return Err(Finding::Swapped { proposal });
    }
    for grid in [Grid::DaNang, Grid::QuangTri] {
        for swapped in [false, true] {
            let way = |reading: &Reading| {
                let reading = if swapped { reading.swapped() } else { *reading };
                reading.in_other(grid)
            };
            if let Some(TypedPlace { point: proposal, .. }) = first(&way) {
                return Err(Finding::OtherGrid { grid, swapped, proposal });
            }
        }
    }
    Err(Finding::OutsideCity)
}

fn in_city(point: Point, wards: &WardIndex) -> bool {
    Grid::Hue
        .degrees_at(point)
        .and_then(|at| wards.nearest_ward(at.lat, at.lon))
        .is_some_and(|ward| ward.metres <= NEAR_BORDER_M)
}

/// Two numbers with their axes and their unit decided.
#[derive(Debug, Clone, Copy)]
struct Reading {
    north: f64,
    east: f64,
    notation: Notation,
}

/// Metres of a grid are at least this: no northing of Vietnam and no easting of a zone is less.
const LEAST_METRES: f64 = 10_000.0;

impl Reading {
    fn of_pair([(first_axis, first), (_, second)]: columns::Pair) -> Option<Self> {
        let (north, east) =
            if first_axis == Axis::North { (first, second) } else { (second, first) };
        let degrees = north.abs().max(east.abs()) <= 180.0 && north.abs().min(east.abs()) <= 90.0;
        if degrees {
            return Some(Self { north, east, notation: Notation::Degrees });
        }
        let metres = north.abs().min(east.abs()) >= LEAST_METRES;
        metres.then_some(Self { north, east, notation: Notation::Metres })
    }

    fn swapped(&self) -> Self {
        Self { north: self.east, east: self.north, notation: self.notation }
    }

    fn point(&self, grid: Grid) -> Option<Point> {
        match self.notation {
            Notation::Metres => Some(Point::new(millimetres(self.east), millimetres(self.north))),
            Notation::Degrees => grid.point_at(Degrees { lat: self.north, lon: self.east }),
        }
    }

    /// The place in the city's grid if the metres stand in that of a neighbour.
    fn in_other(&self, grid: Grid) -> Option<Point> {
        match self.notation {
            Notation::Metres => grid.point_in(Grid::Hue, self.point(grid)?),
            Notation::Degrees => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(text: &str) -> Result<TypedPlace, Finding> {
        static WARDS: std::sync::LazyLock<WardIndex> =
            std::sync::LazyLock::new(|| WardIndex::shipped().expect("the shipped outlines"));
        read_place(text, &WARDS)
    }

    const TYPED: Point = Point::new(562_010_200, 1_821_805_400);

    #[test]
    fn metres_are_read_however_they_are_written() {
        for text in [
            "1821805.40 562010.20",
            "1821805,40 562010,20",
            "1.821.805,4 562.010,2",
            "1.821.805,4; 562.010,2",
            "1.821.805,4;562.010,2",
            "1,821,805.4 562,010.2",
            "1821805.4, 562010.2",
            "1821805.4,562010.2",
            "1821805,4,562010,2",
            "X (Bắc) 1.821.805,4 · Y (Đông) 562.010,2",
            "X = 1821805.4 m, Y = 562010.2 m",
            "x:1821805,4 y:562010,2",
            "Y 562010,2 X 1821805,4",
            "Đông 562.010,2 Bắc 1.821.805,4",
            "tọa độ VN-2000: 1\u{a0}821\u{a0}805,4\t562\u{a0}010,2",
            "562010.2E 1821805.4N",
            "(1821805.4, 562010.2)",
        ] {
            let expected = TypedPlace { point: TYPED, notation: Notation::Metres };
            assert_eq!(read(text), Ok(expected), "{text}");
        }
        let whole = TypedPlace {
            point: Point::new(562_010_000, 1_821_805_000),
            notation: Notation::Metres,
        };
        for text in ["1821805 562010", "1.821.805 562.010", "1,821,805, 562,010", "1821805,562010"]
        {
            assert_eq!(read(text), Ok(whole), "{text}");
        }
    }

    #[test]
    fn degrees_are_read_however_they_are_written() {
        let at = Degrees { lat: 16.4768, lon: 107.5962 };
        let point = Grid::Hue.point_at(at).expect("in the reach of the grid");
        for text in [
            "16.4768, 107.5962",
            "16.4768,107.5962",
            "16.4768 107.5962",
            "16,4768 107,5962",
            "16,4768; 107,5962",
            "16,4768, 107,5962",
            "16.4768°N 107.5962°E",
            "vĩ độ 16,4768 kinh độ 107,5962",
            "lon 107.5962 lat 16.4768",
        ] {
            assert_eq!(read(text), Ok(TypedPlace { point, notation: Notation::Degrees }), "{text}");
        }
        let with_minutes = read("16°28'36.48\"N 107°35'46.32\"E").expect("the same place");
        assert_eq!(with_minutes, TypedPlace { point, notation: Notation::Degrees });
        let rounded = read("16.477, 107.596").expect("three decimals are no thousands here");
        assert_eq!(rounded.notation, Notation::Degrees);
    }

    #[test]
    fn columns_that_are_changed_round_are_named_with_the_place_that_was_meant() {
        let metres = TypedPlace { point: TYPED, notation: Notation::Metres };
        for text in ["562010.2 1821805.4", "562.010,2; 1.821.805,4", "X 562010,2 Y 1821805,4"] {
            assert_eq!(read(text), Err(Finding::Swapped { proposal: metres }), "{text}");
        }
        let Err(Finding::Swapped { proposal }) = read("107.5962, 16.4768") else {
            panic!("longitude first")
        };
        assert_eq!(proposal.notation, Notation::Degrees);
    }

    #[test]
    fn numbers_of_a_neighbouring_grid_are_named_and_brought_into_the_grid_of_the_city() {
        for grid in [Grid::DaNang, Grid::QuangTri] {
            let theirs = Grid::Hue.point_in(grid, TYPED).expect("in the reach of the grid");
            let [north, east] = [theirs.north_mm, theirs.east_mm]
                .map(|mm| format!("{}.{:03}", mm / 1_000, mm % 1_000));
            for (text, was_swapped) in
                [(format!("{north} {east}"), false), (format!("{east} {north}"), true)]
            {
                let found = read(&text);
                let Err(Finding::OtherGrid { grid: named, swapped, proposal }) = found else {
                    panic!("{text}: {found:?}")
                };
                assert_eq!((named, swapped), (grid, was_swapped), "{text}");
                assert!((proposal.east_mm - TYPED.east_mm).abs() <= 2, "{text}: {proposal:?}");
                assert!((proposal.north_mm - TYPED.north_mm).abs() <= 2, "{text}: {proposal:?}");
            }
        }
    }

    #[test]
    fn a_point_that_lies_in_the_city_as_written_is_not_doubted() {
        let lang_co = Point::new(614_725_210, 1_795_882_290);
        let wards = WardIndex::shipped().expect("the shipped outlines");
        let elsewhere = Grid::QuangTri.point_in(Grid::Hue, lang_co).expect("in reach");
        assert!(in_city(elsewhere, &wards), "read in the other grid it lies in the city too");
        assert_eq!(read("1795882.21 614725.21").map(|it| it.point.east_mm), Ok(lang_co.east_mm));
    }

    #[test]
    fn coordinates_of_elsewhere_are_outside_the_city() {
        for text in
            ["1775000 545000", "21.0285, 105.8542", "1.200.000 600.000", "0 0", "-16.4 -107.5"]
        {
            assert_eq!(read(text), Err(Finding::OutsideCity), "{text}");
        }
    }

    #[test]
    fn what_is_no_pair_of_numbers_is_not_coordinates() {
        for text in [
            "",
            " ",
            "16.4768",
            "1 2 3",
            "tờ 22 thửa 80",
            "22/80",
            "12 Nguyễn Huệ 34",
            "1.82.805 562",
            "X 1821805 X 562010",
            "5 600000",
            "1e9 1e9",
            "NaN inf",
            "75A-123.45",
            "..,, --",
            "0905 123 456",
        ] {
            assert_eq!(read(text), Err(Finding::NotCoordinates), "{text}");
        }
    }

    proptest! {
        #[test]
        fn no_text_makes_the_reading_fail(text in "\\PC{0,60}", digits in "[0-9.,; xyXYNE°-]{0,60}") {
            let _ = read(&text);
            let _ = read(&digits);
        }

        #[test]
        fn what_is_printed_for_a_place_of_the_city_is_read_as_that_place(
            east_mm in 555_000_000_i64..570_000_000,
            north_mm in 1_815_000_000_i64..1_825_000_000,
        ) {
            let vietnamese = |mm: i64| {
                let metres = mm / 1_000;
                let (millions, thousands, ones) =
                    (metres / 1_000_000, metres / 1_000 % 1_000, metres % 1_000);
                let high = if millions > 0 {
                    format!("{millions}.{thousands:03}")
                } else {
                    thousands.to_string()
                };
                format!("{high}.{ones:03},{:03}", mm % 1_000)
            };
            let text = format!("{} {}", vietnamese(north_mm), vietnamese(east_mm));
            let place = read(&text).unwrap();
            prop_assert_eq!(place.point, Point::new(east_mm, north_mm), "{}", text);
        }
    }
}
