//! The units that can be in charge of a report: the committees of the wards, and the city's own and
//! other bodies. Versioned data: the annex of QĐ 30/2022/QĐ-UBND that lists them could not be read, so
//! the list is made of those that published answers name.

use std::sync::LazyLock;

use serde::Deserialize;

use crate::category::CategoryCode;
use crate::scope::UnitCode;
use crate::ward::Ward;

/// A unit other than a ward's committee.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Unit {
    /// Code.
    pub code: UnitCode,
    /// The categories that it usually gets.
    #[serde(default)]
    pub categories: Vec<CategoryCode>,
}

#[derive(Deserialize)]
struct Table {
    units: Vec<Unit>,
}

#[expect(clippy::expect_used, reason = "the table is part of the build and a test reads it")]
static UNITS: LazyLock<Vec<Unit>> = LazyLock::new(|| {
    let table: Table = serde_json::from_str(include_str!("../../../assets/reference/units.json"))
        .expect("assets/reference/units.json is valid");
    table.units
});

impl Unit {
    /// All that are no committee of a ward, in the order people see them.
    pub fn all() -> &'static [Self] {
        &UNITS
    }

    /// Whether a report can be given to the unit of this code.
    pub fn is_known(code: &UnitCode) -> bool {
        Self::all().iter().any(|unit| unit.code == *code)
            || Ward::all().iter().any(|ward| UnitCode::committee_of(ward.code) == *code)
    }

    /// The codes of all units that a report can be given to: those that usually get `category` first,
    /// then the committee of the report's ward, then the others, the other wards' last.
    pub fn codes_for(category: &CategoryCode, committee: &UnitCode) -> Vec<UnitCode> {
        let usual = |unit: &&Self| unit.categories.contains(category);
        let codes = |unit: &Self| unit.code.clone();
        let usually = Self::all().iter().filter(usual).map(codes);
        let others = Self::all().iter().filter(|unit| !usual(unit)).map(codes);
        let wards = Ward::all().iter().map(|ward| UnitCode::committee_of(ward.code));
        usually
            .chain(std::iter::once(committee.clone()))
            .chain(others)
            .chain(wards.filter(|code| code != committee))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_unit_is_offered_once_and_the_usual_ones_first() {
        let committee = UnitCode("ubnd-19777".to_owned());
        let codes = Unit::codes_for(&CategoryCode("DIEN".to_owned()), &committee);
        assert_eq!(codes[0], UnitCode("dien-luc".to_owned()));
        assert_eq!(codes[1], committee);
        let mut once = codes.clone();
        once.sort();
        once.dedup();
        assert_eq!((once.len(), codes.len()), (codes.len(), Unit::all().len() + 40));
        assert!(codes.iter().all(Unit::is_known));
        assert!(!Unit::is_known(&UnitCode("ubnd-1".to_owned())));
    }
}
