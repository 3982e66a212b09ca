//! How far and in which direction, in words.

use trucban_domain::{Conclusion, Proof};
use trucban_text::{Lang, Text, field, format};

/// A distance as people say it: whole metres near by, tenths of a kilometre farther away.
pub fn distance(lang: Lang, metres: u32) -> String {
    if metres < 1_000 {
        return field::METRES.fill(lang, [&format::count(lang, metres.into())]);
    }
    field::KILOMETRES.fill(lang, [&format::decimal(lang, f64::from(metres) / 1_000.0, 1)])
}

/// A direction by the eight winds.
pub const fn wind(bearing: u16) -> Text<0> {
    match (bearing + 22) % 360 / 45 {
        0 => field::NORTH,
        1 => field::NORTH_EAST,
        2 => field::EAST,
        3 => field::SOUTH_EAST,
        4 => field::SOUTH,
        5 => field::SOUTH_WEST,
        6 => field::WEST,
        _ => field::NORTH_WEST,
    }
}

/// What it needs, in short.
pub const fn needs(conclusion: Conclusion) -> Text<0> {
    match conclusion {
        Conclusion::NotSo => field::NEEDS_NOT_SO,
        Conclusion::Handled => field::NEEDS_HANDLED,
        Conclusion::Planned => field::NEEDS_PLANNED,
        Conclusion::NoAccess => field::NEEDS_NO_ACCESS,
    }
}

/// What is missing.
pub const fn missing(proof: Proof) -> Text<0> {
    match proof {
        Proof::Photo => field::LACKS_PHOTO,
        Proof::PhotoAfter => field::LACKS_PHOTO_AFTER,
        Proof::ExpectedDay => field::LACKS_DAY,
        Proof::Reason => field::LACKS_REASON,
        Proof::Place => field::LACKS_PLACE,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_direction_is_the_nearest_of_eight_winds() {
        let said = [0, 22, 23, 53, 90, 180, 270, 337, 338, 359].map(|it| wind(it).say(Lang::Vi));
        let expected =
            ["Bắc", "Bắc", "Đông Bắc", "Đông Bắc", "Đông", "Nam", "Tây", "Tây Bắc", "Bắc", "Bắc"];
        assert_eq!(said, expected);
    }

    #[test]
    fn a_distance_is_in_metres_near_by_and_in_kilometres_farther_away() {
        assert_eq!(distance(Lang::Vi, 999), "999 m");
        assert_eq!(distance(Lang::Vi, 1_240), "1,2 km");
        assert_eq!(distance(Lang::En, 1_240), "1.2 km");
    }
}
