//! Who may do what, where: one table, used by central to refuse and by the window not to offer.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::case::Case;
use crate::id::GrantId;
use crate::incident::{Actor, Incident};
use crate::scope::{Class, Place, Scope, UnitCode};
use crate::ward::{Ward, WardCode};

/// What a person is to the city.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Trực ban tiếp nhận: the city desk (IOC).
    CityDesk,
    /// Cán bộ phường, xã.
    WardOfficial,
    /// Đơn vị xử lý: HEPCO, the power company, a department.
    HandlingUnit,
    /// Cán bộ hiện trường.
    Inspector,
    /// Phụ trách nhiều phường, xã.
    Supervisor,
}

/// What can be done. The order is that of the columns of the table in [`Role::reach`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// See a report and its history.
    Read,
    /// See who sent it.
    ReadReporter,
    /// Enter a report.
    Create,
    /// Tiếp nhận.
    Acknowledge,
    /// Trả lại: say that a report is another unit's.
    Return,
    /// Điều phối: give a report to units, ask its sender, refuse it, find it told of already.
    Route,
    /// Nộp kết quả.
    GiveResult,
    /// Thẩm định: approve results or send them back, grant more time, open a report again.
    Review,
    /// Write an internal note.
    Note,
    /// See the zoning map and where cameras stand.
    ReadMap,
    /// See what cameras saw, and conclude from it.
    Judge,
    /// Kiểm tra hiện trường: write down what one found at the place of a report.
    Visit,
    /// See the hand-overs of a unit's shifts.
    ReadHandover,
    /// Giao ca, nhận ca: hand a shift over, take it over.
    HandOver,
}

/// How far a role's permission for an action goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// Nowhere.
    Never,
    /// In the wards of the grant.
    OwnWards,
    /// On reports given to the units of the grant, alone or with others.
    OwnUnits,
    /// In the units for which one acts: those of the grant, and the committees of its wards.
    SameUnit,
    /// In the whole city.
    City,
}

impl Role {
    /// Every role.
    pub const ALL: [Self; 5] =
        [Self::CityDesk, Self::WardOfficial, Self::HandlingUnit, Self::Inspector, Self::Supervisor];

    /// How far this role's permission for `action` goes.
    pub const fn reach(self, action: Action) -> Reach {
        self.row()[action as usize]
    }

    /// The table. A supervisor sees several wards and writes notes, and leaves acts to the ward.
    /// Pictures of people and number plates are the city desk's alone. A hand-over is for the people of
    /// its unit.
    #[rustfmt::skip]
    const fn row(self) -> [Reach; 14] {
        use Reach::{City, Never, OwnUnits, OwnWards, SameUnit};
        match self {
            //                     Read      ReadReporter  Create    Acknowledge  Return    Route   GiveResult  Review  Note      ReadMap   Judge     Visit     ReadHandover  HandOver
            Self::CityDesk     => [City,     City,         City,     City,        Never,    City,   Never,      City,   City,     City,     City,     Never,    SameUnit,     SameUnit],
            Self::WardOfficial => [OwnWards, Never,        OwnWards, OwnWards,    OwnWards, Never,  OwnWards,   Never,  OwnWards, OwnWards, Never,    OwnWards, SameUnit,     SameUnit],
            Self::HandlingUnit => [OwnUnits, Never,        Never,    OwnUnits,    OwnUnits, Never,  OwnUnits,   Never,  OwnUnits, OwnWards, Never,    OwnUnits, SameUnit,     SameUnit],
            Self::Inspector    => [OwnWards, Never,        OwnWards, Never,       Never,    Never,  Never,      Never,  OwnWards, OwnWards, Never,    OwnWards, SameUnit,     Never],
            Self::Supervisor   => [OwnWards, Never,        Never,    Never,       Never,    Never,  Never,      Never,  OwnWards, OwnWards, Never,    Never,    SameUnit,     SameUnit],
        }
    }

    /// The word used on the command line, in enrolment documents and in database columns.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::CityDesk => "city-desk",
            Self::WardOfficial => "ward-official",
            Self::HandlingUnit => "handling-unit",
            Self::Inspector => "inspector",
            Self::Supervisor => "supervisor",
        }
    }

    /// The role of this word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.as_str() == word)
    }
}

/// A permission given to a person on a device.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grant {
    /// Key; every operation names it.
    pub id: GrantId,
    /// As what.
    pub role: Role,
    /// In which wards.
    pub wards: Vec<WardCode>,
    /// For which units.
    pub units: Vec<UnitCode>,
}

impl Grant {
    /// Whether this grant allows `action` in `ward`, on what lies with `unit`.
    pub fn allows(&self, action: Action, ward: WardCode, unit: Option<&UnitCode>) -> bool {
        match self.role.reach(action) {
            Reach::Never => false,
            Reach::OwnWards => self.wards.contains(&ward),
            Reach::OwnUnits => unit.is_some_and(|unit| self.units.contains(unit)),
            Reach::SameUnit => unit.is_some_and(|unit| self.own_units().contains(unit)),
            Reach::City => true,
        }
    }

    /// The units for which one acts under this grant, the one in whose name first.
    pub fn own_units(&self) -> Vec<UnitCode> {
        let committees = self.wards.iter().copied().map(UnitCode::committee_of);
        let mut own = match self.role {
            Role::CityDesk => vec![UnitCode::city_desk()],
            Role::HandlingUnit => self.units.clone(),
            Role::WardOfficial | Role::Inspector | Role::Supervisor => {
                self.units.iter().cloned().chain(committees).collect()
            }
        };
        let mut seen = BTreeSet::new();
        own.retain(|unit| seen.insert(unit.clone()));
        own
    }

    /// Whether this grant allows `action` on a hand-over of `unit`.
    pub fn allows_in_unit(&self, action: Action, unit: &UnitCode) -> bool {
        self.role.reach(action) == Reach::SameUnit && self.own_units().contains(unit)
    }

    /// Whether this grant allows `action` on `incident`.
    pub fn allows_on(&self, action: Action, incident: &Incident) -> bool {
        let mut parts = incident.handling.iter();
        parts.any(|part| self.allows(action, incident.ward, Some(&part.unit)))
    }

    /// Whether this grant allows `action` on `case`. An alert is seen, noted and judged under one
    /// permission.
    pub fn allows_on_case(&self, action: Action, case: &Case) -> bool {
        match (case, action) {
            (Case::Incident(incident), _) => self.allows_on(action, incident),
            (Case::Alert(alert), Action::Read | Action::Note | Action::Judge) => {
                self.allows(Action::Judge, alert.ward, None)
            }
            (Case::Handover(handover), Action::Read) => {
                self.allows_in_unit(Action::ReadHandover, &handover.told.unit)
            }
            (Case::Handover(handover), Action::HandOver) => {
                self.allows_in_unit(Action::HandOver, &handover.told.unit)
            }
            (Case::Alert(_) | Case::Handover(_), _) => false,
        }
    }

    /// The places and classes that a laptop under this grant carries.
    pub fn subscriptions(&self) -> Vec<(Place, Class)> {
        const CLASSES: [(Class, Action); 6] = [
            (Class::Incidents, Action::Read),
            (Class::Reporters, Action::ReadReporter),
            (Class::Land, Action::ReadMap),
            (Class::Cameras, Action::ReadMap),
            (Class::Alerts, Action::Judge),
            (Class::Handovers, Action::ReadHandover),
        ];
        let carried = |(class, action): (Class, Action)| {
            self.places(action).into_iter().map(move |place| (place, class))
        };
        CLASSES.into_iter().flat_map(carried).collect()
    }

    fn places(&self, action: Action) -> Vec<Place> {
        match self.role.reach(action) {
            Reach::Never => Vec::new(),
            Reach::OwnWards => self.wards.iter().copied().map(Place::Ward).collect(),
            Reach::OwnUnits => self.units.iter().cloned().map(Place::Unit).collect(),
            Reach::SameUnit => self.own_units().into_iter().map(Place::Unit).collect(),
            Reach::City => Ward::all().iter().map(|ward| Place::Ward(ward.code)).collect(),
        }
    }

    /// Whether a laptop under this grant may hold `scope`.
    pub fn may_hold(&self, scope: &Scope) -> bool {
        self.subscriptions()
            .iter()
            .any(|(place, class)| *place == scope.place && *class == scope.class)
    }

    /// `user` of name `name`, acting under this grant.
    pub fn actor(&self, user: crate::id::UserId, name: &str) -> Actor {
        Actor { user, name: name.to_owned(), unit: self.unit(), grant: self.id }
    }

    /// The unit for which one acts under this grant.
    pub fn unit(&self) -> UnitCode {
        self.units
            .first()
            .cloned()
            .or_else(|| self.wards.first().copied().map(UnitCode::committee_of))
            .unwrap_or_else(UnitCode::city_desk)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn grant(role: Role) -> Grant {
        Grant {
            id: GrantId::from_uuid(Uuid::from_u128(1)),
            role,
            wards: vec![WardCode(19777)],
            units: vec![UnitCode("hepco".to_owned())],
        }
    }

    #[test]
    fn only_the_city_desk_carries_who_sent_a_report() {
        for role in Role::ALL {
            let carries =
                grant(role).subscriptions().iter().any(|(_, class)| *class == Class::Reporters);
            assert_eq!(carries, role == Role::CityDesk, "{role:?}");
        }
    }

    #[test]
    fn only_the_city_desk_carries_what_cameras_saw() {
        for role in Role::ALL {
            let carries =
                grant(role).subscriptions().iter().any(|(_, class)| *class == Class::Alerts);
            assert_eq!(carries, role == Role::CityDesk, "{role:?}");
        }
    }

    #[test]
    fn a_hand_over_is_for_the_people_of_its_unit_and_inspectors_only_read_it() {
        let unit = |code: &str| UnitCode(code.to_owned());
        for role in Role::ALL {
            let given = grant(role);
            let home = match role {
                Role::CityDesk => unit("ioc"),
                Role::HandlingUnit => unit("hepco"),
                _ => unit("ubnd-19777"),
            };
            assert!(given.allows_in_unit(Action::ReadHandover, &home), "{role:?}");
            let may_give = given.allows_in_unit(Action::HandOver, &home);
            assert_eq!(may_give, role != Role::Inspector, "{role:?}");
            let elsewhere = unit("ubnd-19753");
            assert!(!given.allows_in_unit(Action::ReadHandover, &elsewhere), "{role:?}");
            assert!(!given.allows_in_unit(Action::Read, &home), "a report is no hand-over");
        }
    }

    #[test]
    fn a_ward_official_acts_in_the_own_ward_only() {
        let official = grant(Role::WardOfficial);
        let unit = UnitCode("ubnd-19777".to_owned());
        assert!(official.allows(Action::Acknowledge, WardCode(19777), Some(&unit)));
        assert!(!official.allows(Action::Acknowledge, WardCode(19753), Some(&unit)));
        assert!(!official.allows(Action::ReadReporter, WardCode(19777), Some(&unit)));
    }

    #[test]
    fn a_handling_unit_acts_on_what_was_given_to_it_wherever_it_lies() {
        let unit = grant(Role::HandlingUnit);
        let given_to = |code: &str| Some(UnitCode(code.to_owned()));
        assert!(unit.allows(Action::Acknowledge, WardCode(1), given_to("hepco").as_ref()));
        assert!(!unit.allows(Action::Acknowledge, WardCode(1), given_to("dien-luc").as_ref()));
    }

    #[test]
    fn role_words_read_back() {
        for role in Role::ALL {
            assert_eq!(Role::parse(role.as_str()), Some(role));
        }
    }
}
