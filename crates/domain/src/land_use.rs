//! Land-use codes (mã loại đất) with the names and colours of the circulars: dated data, not law.

use std::fmt;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

/// A land-use code: `ODT`, `LUC`. Codes that this build does not know are kept.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct LandUseCode(pub String);

impl fmt::Display for LandUseCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// A use of land.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct LandUse {
    /// Code.
    pub code: LandUseCode,
    /// The group it belongs to.
    #[serde(default)]
    pub parent: Option<LandUseCode>,
    /// Vietnamese name.
    pub vi: String,
    /// English name.
    pub en: String,
    /// Colour on maps, `#rrggbb`. Many codes share one, so a map always writes the code too.
    pub colour: String,
    /// Whether the colour was filled in from the group, because no source gives it.
    #[serde(default)]
    pub assumed: bool,
}

#[derive(Deserialize)]
struct Retired {
    code: LandUseCode,
    now: LandUseCode,
}

#[derive(Deserialize)]
struct Table {
    codes: Vec<LandUse>,
    retired: Vec<Retired>,
}

#[expect(clippy::expect_used, reason = "the table is part of the build and a test reads it")]
static TABLE: LazyLock<Table> = LazyLock::new(|| {
    serde_json::from_str(include_str!("../../../assets/reference/land-use.json"))
        .expect("assets/reference/land-use.json is valid")
});

impl LandUse {
    /// The colour of a code that this build does not know.
    pub const UNKNOWN_COLOUR: &str = "#c8c8c8";

    /// All in force, in the order of the circular.
    pub fn all() -> &'static [LandUse] {
        &TABLE.codes
    }

    /// The use with this code; a retired code answers with the one that replaced it.
    pub fn find(code: &str) -> Option<&'static LandUse> {
        let retired = TABLE.retired.iter().find(|retired| retired.code.0 == code);
        let code = retired.map_or(code, |retired| retired.now.0.as_str());
        TABLE.codes.iter().find(|land_use| land_use.code.0 == code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_unique_and_every_group_is_a_code() {
        let mut codes: Vec<_> = LandUse::all().iter().map(|land_use| &land_use.code).collect();
        codes.sort();
        codes.dedup();
        assert_eq!(codes.len(), LandUse::all().len());
        for land_use in LandUse::all() {
            let parent = land_use.parent.as_ref();
            assert!(parent.is_none_or(|code| LandUse::find(&code.0).is_some()), "{land_use:?}");
        }
    }

    #[test]
    fn every_colour_is_six_hexadecimal_digits() {
        for LandUse { code, colour, .. } in LandUse::all() {
            let digits = colour.strip_prefix('#').unwrap_or_default();
            let hexadecimal = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
            assert!(digits.len() == 6 && hexadecimal, "{code}: {colour}");
        }
    }

    #[test]
    fn a_retired_code_answers_with_the_one_that_replaced_it() {
        assert_eq!(LandUse::find("BHK").map(|land_use| land_use.code.0.as_str()), Some("HNK"));
        assert!(LandUse::find("XYZ").is_none());
    }
}
