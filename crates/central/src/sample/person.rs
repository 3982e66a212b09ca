//! The officials of the sample city: the same name in the same office is the same person.

use trucban_domain::{Actor, Grant, GrantId, Role, UnitCode, UserId, WardCode};

use super::draw::Draw;
use super::words::Words;

/// Draws somebody who works in an office.
pub(super) fn draw(
    lists: &Words,
    draw: &Draw,
    role: Role,
    office: &str,
    wards: Vec<WardCode>,
    units: Vec<UnitCode>,
) -> Actor {
    let name = draw.pick(&lists.people.officials).map_or("", |official| official.name.as_str());
    let key = |what: &str| {
        let hash = blake3::hash(format!("{what} {office} {name}").as_bytes());
        let mut bytes = [0_u8; 16];
        bytes.copy_from_slice(&hash.as_bytes()[..16]);
        uuid::Builder::from_custom_bytes(bytes).into_uuid()
    };
    let id = GrantId::from_uuid(key("grant"));
    Grant { id, role, wards, units }.actor(UserId::from_uuid(key("person")), name)
}
