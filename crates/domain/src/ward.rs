//! The forty wards and communes (phường, xã) of Huế since 01/07/2025. There are no districts.

use std::fmt;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

/// The official code of a ward or commune, e.g. 19777 for phường Vỹ Dạ. Codes were reused when the
/// units changed on 01/07/2025, so this always means the unit that holds the code since then.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct WardCode(pub u32);

impl fmt::Display for WardCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// Whether a unit is urban or rural.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WardKind {
    /// Phường.
    Phuong,
    /// Xã.
    Xa,
}

/// One of the forty units.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Ward {
    /// Official code.
    pub code: WardCode,
    /// Name without its kind, as the resolution spells it: `Vỹ Dạ`.
    pub name: String,
    /// Phường or xã.
    pub kind: WardKind,
    /// Former communes that were merged into this one.
    #[serde(default)]
    pub names_old: Vec<String>,
    /// A point inside, WGS 84 degrees.
    pub lat: f64,
    /// A point inside, WGS 84 degrees.
    pub lon: f64,
}

#[derive(Deserialize)]
struct Table {
    wards: Vec<Ward>,
}

#[expect(clippy::expect_used, reason = "the table is part of the build and a test reads it")]
static WARDS: LazyLock<Vec<Ward>> = LazyLock::new(|| {
    let table: Table = serde_json::from_str(include_str!("../../../assets/reference/wards.json"))
        .expect("assets/reference/wards.json is valid");
    let mut wards = table.wards;
    wards.sort_by_key(|ward| ward.code);
    wards
});

impl Ward {
    /// All forty, by code.
    pub fn all() -> &'static [Ward] {
        &WARDS
    }

    /// The unit with this code.
    pub fn find(code: WardCode) -> Option<&'static Ward> {
        WARDS.binary_search_by_key(&code, |ward| ward.code).ok().map(|at| &WARDS[at])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_city_has_forty_units_with_their_official_codes() {
        assert_eq!(Ward::all().len(), 40);
        let vy_da = Ward::find(WardCode(19777)).expect("19777 is Vỹ Dạ");
        assert_eq!((vy_da.name.as_str(), vy_da.kind), ("Vỹ Dạ", WardKind::Phuong));
        assert_eq!(Ward::find(WardCode(1)), None);
    }
}
