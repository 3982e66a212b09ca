//! How well the shipped outlines answer for the surveyed ones.

use trucban_domain::WardCode;
use trucban_geo::WardIndex;

use crate::dice::Dice;
use crate::survey::{SurveyedWard, surveyed_wards};

const POINTS: usize = 10_000;
/// The shipped outlines leave the surveyed ones by 8.6 m at most.
const NEAR_A_BORDER_M: f64 = 9.0;

fn extent(wards: &[SurveyedWard]) -> ([f64; 2], [f64; 2]) {
    let everything = ([f64::INFINITY; 2], [f64::NEG_INFINITY; 2]);
    wards.iter().flat_map(SurveyedWard::corners).fold(everything, |(low, high), [lon, lat]| {
        ([low[0].min(lon), low[1].min(lat)], [high[0].max(lon), high[1].max(lat)])
    })
}

#[test]
fn the_shipped_outlines_answer_as_the_survey_does_away_from_borders() {
    let Some(wards) = surveyed_wards() else {
        return;
    };
    let index = WardIndex::shipped().unwrap();
    let (low, high) = extent(&wards);
    let mut dice = Dice::new(46);
    let mut inside = 0;
    let mut different = Vec::new();
    while inside < POINTS {
        let (lon, lat) = (dice.between(low[0], high[0]), dice.between(low[1], high[1]));
        let surveyed = wards.iter().find(|ward| ward.holds(lat, lon));
        let shipped = index.ward_at(lat, lon);
        inside += usize::from(surveyed.is_some());
        if shipped != surveyed.map(|ward| WardCode(ward.code)) {
            different.push((lat, lon, shipped));
        }
    }
    for (lat, lon, shipped) in &different {
        let to_border = wards
            .iter()
            .map(|ward| ward.metres_to_border(*lat, *lon))
            .fold(f64::INFINITY, f64::min);
        assert!(
            to_border < NEAR_A_BORDER_M,
            "{lat}, {lon} was answered {shipped:?}, {to_border} m from any border"
        );
    }
    assert!(
        different.len() * 1_000 < POINTS * 2,
        "{} of {POINTS} answers differ, near borders included",
        different.len()
    );
}

#[test]
fn a_point_just_off_the_coast_is_near_the_ward_that_the_survey_names() {
    let Some(wards) = surveyed_wards() else {
        return;
    };
    let index = WardIndex::shipped().unwrap();
    let (low, high) = extent(&wards);
    let mut dice = Dice::new(1802);
    let mut asked = 0;
    while asked < 200 {
        let (lon, lat) = (dice.between(low[0], high[0]), dice.between(low[1], high[1]));
        if index.ward_at(lat, lon).is_some() || wards.iter().any(|ward| ward.holds(lat, lon)) {
            continue;
        }
        asked += 1;
        let nearest = index.nearest_ward(lat, lon).unwrap();
        let surveyed = wards.iter().find(|ward| WardCode(ward.code) == nearest.code).unwrap();
        let best =
            wards.iter().map(|ward| ward.metres_to_border(lat, lon)).fold(f64::INFINITY, f64::min);
        let allowed = NEAR_A_BORDER_M + best * 0.01;
        let claimed = surveyed.metres_to_border(lat, lon);
        assert!(
            claimed - best <= allowed,
            "{lat}, {lon}: {} is {claimed} m off, {best} is possible",
            nearest.code
        );
        assert!(
            (nearest.metres - best).abs() <= allowed,
            "{lat}, {lon}: {} m for {best}",
            nearest.metres
        );
    }
}
