//! The outlines of the wards as areas of the grid.

use trucban_domain::{Ward, WardCode};
use trucban_geo::{Area, Degrees, Grid, WardIndex};

use crate::dice::Dice;

/// An edge of some kilometres that is straight in degrees leaves the straight one in the grid by
/// this much at most.
const BEND_M: f64 = 0.5;

#[test]
fn the_outline_of_every_ward_is_an_area_of_the_grid_that_answers_as_the_index_does() {
    let index = WardIndex::shipped().unwrap();
    let mut dice = Dice::new(1802);
    for ward in Ward::all() {
        let area = Area::new(index.shape(ward.code).unwrap()).unwrap();
        let bounds = area.bounds();
        let corners = [bounds.min, bounds.max].map(|corner| Grid::Hue.degrees_at(corner).unwrap());
        let mut inside = 0;
        for _ in 0..200 {
            let at = Degrees {
                lat: dice.between(corners[0].lat, corners[1].lat),
                lon: dice.between(corners[0].lon, corners[1].lon),
            };
            let point = Grid::Hue.point_at(at).unwrap();
            let expected = index.ward_at(at.lat, at.lon) == Some(ward.code);
            inside += usize::from(expected);
            if area.holds(point) != expected {
                let off_m = area.metres_to_boundary(point);
                assert!(off_m < BEND_M, "{}: {at:?} lies {off_m} m from the border", ward.name);
            }
        }
        assert!(inside > 20, "{}: {inside} points inside", ward.name);
    }
}

#[test]
fn wards_are_as_large_as_the_resolution_says() {
    let index = WardIndex::shipped().unwrap();
    for (code, square_km) in [(19_753, 10.38), (19_774, 90.14), (19_777, 8.93), (19_819, 592.48)] {
        let area = Area::new(index.shape(WardCode(code)).unwrap()).unwrap();
        let off = area.square_metres() / 1e6 / square_km - 1.0;
        assert!(off.abs() < 0.01, "{code} is {} km²", area.square_metres() / 1e6);
    }
}

#[test]
fn a_ward_that_is_not_in_the_index_has_no_outline() {
    assert_eq!(WardIndex::shipped().unwrap().shape(WardCode(1)), None);
}
