//! Scopes: the portions in which data travel to laptops. A laptop subscribes to the scopes its
//! grant gives it; a record may lie in several (its ward's and its handling unit's).
//!
//! Written `w19777.incidents.open`, `uhepco.incidents.2026-10`, `w19777.reporters.open`,
//! `w19777.land.standing`, `uubnd-19777.handovers.open`.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::ward::WardCode;

/// A handling unit (đơn vị xử lý), e.g. `ubnd-19777` or `hepco`: lower-case letters, digits, `-`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct UnitCode(pub String);

impl UnitCode {
    /// The people's committee of a ward: the unit that first gets the reports of that ward.
    pub fn committee_of(ward: WardCode) -> Self {
        Self(format!("ubnd-{ward}"))
    }

    /// The city desk, which is in charge of everything.
    pub fn city_desk() -> Self {
        Self("ioc".to_owned())
    }

    fn is_committee(&self) -> bool {
        self.0.starts_with("ubnd-")
    }

    /// Whether whoever acts for this unit may act on what lies with `charged` in `ward`. An official of
    /// several wards acts for the committee of one of them; in which wards is a matter of the grant.
    pub fn answers_for(&self, charged: &Self, ward: WardCode) -> bool {
        self == charged
            || *self == Self::city_desk()
            || (self.is_committee() && *charged == Self::committee_of(ward))
    }
}

impl fmt::Display for UnitCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// Whose data.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Place {
    /// A ward's.
    Ward(WardCode),
    /// A handling unit's.
    Unit(UnitCode),
}

/// What kind of data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// Reports and their history, without who sent them.
    Incidents,
    /// Who sent them. Only the city desk's laptops subscribe to it (QĐ 30/2022/QĐ-UBND, chế độ mật).
    Reporters,
    /// The zoning map: plans, zones, lots, streets.
    Land,
    /// Cameras, without what they see.
    Cameras,
    /// Alerts of cameras and their history: they show people and number plates.
    Alerts,
    /// Hand-overs of a unit's shifts, for its own people.
    Handovers,
}

impl Class {
    /// Every class.
    pub const ALL: [Self; 6] = [
        Self::Incidents,
        Self::Reporters,
        Self::Land,
        Self::Cameras,
        Self::Alerts,
        Self::Handovers,
    ];

    const fn as_str(self) -> &'static str {
        match self {
            Self::Incidents => "incidents",
            Self::Reporters => "reporters",
            Self::Land => "land",
            Self::Cameras => "cameras",
            Self::Alerts => "alerts",
            Self::Handovers => "handovers",
        }
    }
}

/// Which slice of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// Work that is still open: small, needed first.
    Open,
    /// What stands and is neither opened nor closed: the map, the cameras.
    Standing,
    /// Closed work, by the month in which it was closed (in Huế).
    Month {
        /// 2026
        year: i16,
        /// 1 to 12
        month: i8,
    },
}

/// One portion of data.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Scope {
    /// Whose.
    pub place: Place,
    /// What.
    pub class: Class,
    /// When.
    pub part: Part,
}

/// A text that names no scope.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} names no scope")]
pub struct NotAScope(String);

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Ward(code) => write!(f, "w{code}"),
            Self::Unit(code) => write!(f, "u{code}"),
        }
    }
}

impl fmt::Display for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.", self.place, self.class.as_str())?;
        match self.part {
            Part::Open => f.write_str("open"),
            Part::Standing => f.write_str("standing"),
            Part::Month { year, month } => write!(f, "{year:04}-{month:02}"),
        }
    }
}

impl FromStr for Scope {
    type Err = NotAScope;

    fn from_str(text: &str) -> Result<Self, NotAScope> {
        parse(text).ok_or_else(|| NotAScope(text.to_owned()))
    }
}

fn parse(text: &str) -> Option<Scope> {
    let mut words = text.split('.');
    let (place, class, part) = (words.next()?, words.next()?, words.next()?);
    if words.next().is_some() {
        return None;
    }
    let place = if let Some(code) = place.strip_prefix('w') {
        Place::Ward(WardCode(code.parse().ok()?))
    } else {
        let code = place.strip_prefix('u').filter(|code| !code.is_empty())?;
        Place::Unit(UnitCode(code.to_owned()))
    };
    let class = Class::ALL.into_iter().find(|known| known.as_str() == class)?;
    let part = if part == "open" {
        Part::Open
    } else if part == "standing" {
        Part::Standing
    } else {
        let (year, month) = part.split_once('-')?;
        let month = month.parse().ok().filter(|month| (1..=12).contains(month))?;
        Part::Month { year: year.parse().ok()?, month }
    };
    Some(Scope { place, class, part })
}

impl Serialize for Scope {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Scope {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scope_reads_back_from_its_text() {
        for text in [
            "w19777.incidents.open",
            "uhepco.incidents.2026-10",
            "w19753.reporters.open",
            "w19753.land.standing",
            "w19753.alerts.2026-11",
            "uubnd-19777.handovers.open",
        ] {
            assert_eq!(text.parse::<Scope>().map(|scope| scope.to_string()), Ok(text.to_owned()));
        }
    }

    #[test]
    fn a_text_that_names_no_scope_is_refused() {
        for text in [
            "",
            "w.incidents.open",
            "w1.incidents",
            "w1.x.open",
            "u.incidents.open",
            "w1.incidents.2026-13",
            "w1.incidents.open.x",
        ] {
            assert!(text.parse::<Scope>().is_err(), "{text}");
        }
    }
}
