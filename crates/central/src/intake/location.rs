//! Where a report lies: from a position, or from an address with the ward named.

use trucban_domain::incident::LINE_MAX_CHARS;
use trucban_domain::{Category, Position, Ward, WardCode};
use trucban_geo::WardIndex;
use trucban_text::central as text;

use super::form::Form;

/// How far outside the outlines a position may lie and still belong to the nearest ward: a pier, a
/// boat, the error of a telephone.
const JUST_OUTSIDE_M: f64 = 300.0;

/// Where a report lies.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Location {
    /// Ward.
    pub(crate) ward: WardCode,
    /// Position, where one was given.
    pub(crate) position: Option<Position>,
    /// Address as given.
    pub(crate) address: String,
}

/// Reads the place out of a form. The position decides where one is given; `None` comes with a
/// complaint.
pub(crate) fn read(form: &mut Form, wards: &WardIndex) -> Option<Location> {
    let lang = form.lang();
    let address = form.line("address_string", LINE_MAX_CHARS);
    let given = (form.one("lat").is_some(), form.one("long").is_some());
    let address_given = form.one("address_string").is_some();
    let (ward, position) = match given {
        (false, false) => {
            let named = form.line("attribute[ward]", 20);
            match named {
                Some(code) => (known_ward(form, &code)?, None),
                None if address_given => {
                    let service = form.one("service_code").and_then(Category::find);
                    let service = service.map_or("{service_code}", |known| known.code.0.as_str());
                    form.complain(text::NO_WARD.fill(lang, [service]));
                    return None;
                }
                None => {
                    form.complain(text::NO_PLACE.say(lang).to_owned());
                    return None;
                }
            }
        }
        (true, true) => {
            let (lat, lon) = (degrees(form, "lat"), degrees(form, "long"));
            let (lat, lon) = (lat?, lon?);
            let ward = ward_at(form, wards, lat, lon)?;
            (ward, Some(Position { lat, lon, accuracy_m: None }))
        }
        (lat, _) => {
            form.complain(text::MISSING.fill(lang, [if lat { "long" } else { "lat" }]));
            return None;
        }
    };
    if position.is_none() && !address_given {
        form.complain(text::NO_PLACE.say(lang).to_owned());
        return None;
    }
    Some(Location { ward, position, address: address.unwrap_or_default() })
}

fn known_ward(form: &mut Form, code: &str) -> Option<WardCode> {
    let known = code.parse().ok().and_then(|code| Ward::find(WardCode(code)));
    if known.is_none() {
        form.complain(text::UNKNOWN_WARD.fill(form.lang(), [code]));
    }
    known.map(|ward| ward.code)
}

fn degrees(form: &mut Form, name: &str) -> Option<f64> {
    let value = form.one(name).and_then(|value| value.trim().parse::<f64>().ok());
    let value = value.filter(|value| value.is_finite());
    if value.is_none() {
        form.complain(text::NOT_DEGREES.fill(form.lang(), [name]));
    }
    value
}

/// The ward to which a point belongs; `None` for one that lies outside the city.
pub(crate) fn ward_of(wards: &WardIndex, lat: f64, lon: f64) -> Option<WardCode> {
    wards
        .nearest_ward(lat, lon)
        .filter(|nearest| nearest.metres <= JUST_OUTSIDE_M)
        .map(|nearest| nearest.code)
}

fn ward_at(form: &mut Form, wards: &WardIndex, lat: f64, lon: f64) -> Option<WardCode> {
    let found = |lat, lon| ward_of(wards, lat, lon);
    let ward = found(lat, lon);
    if ward.is_some() {
        return ward;
    }
    let lang = form.lang();
    if found(lon, lat).is_some() {
        form.complain(text::SWAPPED.say(lang).to_owned());
        return None;
    }
    let beyond = |value: f64, most: u8| value.abs() > f64::from(most);
    match (beyond(lat, 90), beyond(lon, 180)) {
        (false, false) => form.complain(text::OUT_OF_CITY.say(lang).to_owned()),
        (true, _) => form.complain(text::OUT_OF_RANGE.fill(lang, ["lat", "90"])),
        (false, true) => form.complain(text::OUT_OF_RANGE.fill(lang, ["long", "180"])),
    }
    None
}
