//! The forty wards and communes (phường, xã) of Huế since 01/07/2025. There are no districts.

use std::fmt;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use crate::fold::{clean, fold};

/// What stands before a name, folded.
const KINDS: [&str; 6] = ["phuong ", "xa ", "thi tran ", "p ", "x ", "tt "];

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

/// A ward that a name means.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct NamedWard {
    /// The ward.
    pub ward: &'static Ward,
    /// The former commune whose name it is, without its kind: `Đông Ba`.
    pub formerly: Option<&'static str>,
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

    /// The units that a typed name means, by their own names and those of the communes merged into
    /// them, each once: those that are called exactly so first, and where there are any of those, no
    /// other; otherwise those whose name begins so. Marks decide only between equals.
    pub fn named(typed: &str) -> Vec<NamedWard> {
        let typed = clean(typed).to_lowercase();
        let folded = fold(&typed);
        let bare = KINDS.iter().find_map(|kind| folded.strip_prefix(kind)).unwrap_or(&folded);
        if bare.chars().count() < 2 {
            return Vec::new();
        }
        let rank = |name: &str| {
            let (lower, name) = (name.to_lowercase(), fold(name));
            match () {
                () if typed.ends_with(&lower) && (name == folded || name == bare) => Some(0),
                () if name == folded || name == bare => Some(1),
                () if name.starts_with(&folded) || name.starts_with(bare) => Some(2),
                () => None,
            }
        };
        let mut found: Vec<(u8, NamedWard)> = Vec::new();
        for ward in Self::all() {
            let own = rank(&ward.name).map(|rank| (rank, false, None));
            let old = ward.names_old.iter().filter_map(|full| {
                let name = full.split_once(' ').map_or(full.as_str(), |(kind, name)| {
                    if kind == "Thị" { name.trim_start_matches("trấn ") } else { name }
                });
                Some((rank(name)?, true, Some(name)))
            });
            if let Some((rank, _, formerly)) = own.into_iter().chain(old).min() {
                found.push((rank, NamedWard { ward, formerly }));
            }
        }
        found.sort_by_key(|(rank, named)| (*rank, named.formerly.is_some()));
        if found.first().is_some_and(|(rank, _)| *rank < 2) {
            found.retain(|(rank, _)| *rank < 2);
        }
        found.into_iter().map(|(_, named)| named).collect()
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

    #[test]
    fn a_ward_is_named_by_its_own_name_and_by_those_of_the_communes_merged_into_it() {
        let named = |typed: &str| -> Vec<(u32, Option<&str>)> {
            Ward::named(typed).into_iter().map(|it| (it.ward.code.0, it.formerly)).collect()
        };
        assert_eq!(named("phú xuân")[0], (19753, None));
        assert_eq!(named("P. Phu Xuan"), named("phú xuân"));
        assert_eq!(named("Đông Ba"), [(19753, Some("Đông Ba"))]);
        assert_eq!(named("dong ba"), named("phường Đông Ba"));
        assert_eq!(named("vỹ d"), [(19777, None)]);
        assert_eq!(named("Phường Đúc")[0], (19789, Some("Phường Đúc")));
        assert_eq!(named("Thuận Hòa")[0], (19753, Some("Thuận Hòa")));
        assert_eq!(named("Thuận Hóa")[0], (19789, None), "the marks decide");
        assert_eq!(named("Nguyễn Huệ"), []);
        assert_eq!(named("p"), []);
        assert_eq!(named(""), []);
    }
}
