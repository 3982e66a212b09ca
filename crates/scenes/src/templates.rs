//! The templates as they ship, part of the build.

macro_rules! asset {
    ($name:expr) => {
        include_str!(concat!("../../../assets/sample-city/scenes/", $name))
    };
}

macro_rules! templates {
    ($($key:literal),* $(,)?) => {
        [$(($key, asset!(concat!($key, ".svg")))),*]
    };
}

/// The list of the scenes.
pub(crate) const CATALOGUE: &str = asset!("scenes.json");

/// The drawings that templates share.
pub(crate) const PARTS: &str = concat!(
    asset!("parts/nature.svg"),
    asset!("parts/streets.svg"),
    asset!("parts/vehicles.svg"),
    asset!("parts/people.svg"),
);

const TEMPLATES: [(&str, &str); 26] = templates![
    "bridge_jam",
    "bridgehead",
    "building_site",
    "burst_pipe",
    "cables",
    "citadel_wall",
    "crossing",
    "drain",
    "fallen_tree",
    "flooded_lane",
    "flooded_street",
    "kerb",
    "kerb_stone",
    "lanes",
    "manhole",
    "market_pavement",
    "office_gate",
    "one_way",
    "pavement",
    "pine_hills",
    "potholes",
    "reservoir",
    "river_bank",
    "rubbish",
    "square",
    "street_lamp",
];

/// The template of a scene.
pub(crate) fn template(key: &str) -> Option<&'static str> {
    TEMPLATES.iter().find(|(known, _)| *known == key).map(|(_, text)| *text)
}
