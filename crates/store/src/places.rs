//! What a typed text names: a lot, a place by its coordinates, a ward, a street, a report, a camera, an
//! alert.
//!
//! Owns which readings of a text are tried and in which order what they find comes: what is called
//! exactly so, then what begins so, then the rest. Finds nothing that the grant does not let its
//! holder see; wards are no secret and are found by all. Reads few rows of each kind.

use rusqlite::Connection;
use trucban_domain::fold::{clean, fold};
use trucban_domain::ward::NamedWard;
use trucban_domain::{
    Action, Alert, Camera, Grant, Incident, IncidentState, Lot, Point, Reach, Street, Ward,
    WardCode, encoding,
};
use trucban_geo::{Finding, ParcelReference, WardIndex, read_place};

use crate::cache::{camera, find};
use crate::error::StoreError;
use crate::store::Store;

/// Things of one kind that are named at most.
const FEW: usize = 5;
/// Rows of one kind that are looked at for them.
const LOOKED_AT: u32 = 60;
/// A shorter number begins too many others.
const NUMBER_CHARS: usize = 3;

/// What a typed text names.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Places {
    /// Things, the likeliest first.
    pub found: Vec<Place>,
    /// What is wrong with typed coordinates; never [`Finding::NotCoordinates`].
    pub finding: Option<Finding>,
}

/// One thing that a typed text names.
#[derive(Debug, Clone, PartialEq)]
pub enum Place {
    /// A report.
    Incident(Box<Incident>),
    /// A lot.
    Lot(Box<Lot>),
    /// Coordinates.
    Point(Point),
    /// A street.
    Street(Box<Street>),
    /// A ward, also by the name of a former commune.
    Ward(NamedWard),
    /// A camera.
    Camera(Box<Camera>),
    /// An alert with its camera, where that is known.
    Alert(Box<Alert>, Option<Box<Camera>>),
}

/// How well a name fits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    Whole,
    Beginning,
    Words,
}

impl Store {
    /// What `typed` names, as far as `grant` lets its holder see it.
    pub fn find_places(
        &self,
        typed: &str,
        grant: &Grant,
        wards: &WardIndex,
    ) -> Result<Places, StoreError> {
        let typed = clean(typed);
        let folded = fold(&typed);
        if folded.chars().count() < 2 && !folded.contains(|c: char| c.is_ascii_digit()) {
            return Ok(Places::default());
        }
        let finding = match read_place(&typed, wards) {
            Ok(place) => {
                return Ok(Places { found: vec![Place::Point(place.point)], finding: None });
            }
            Err(Finding::NotCoordinates) => None,
            Err(finding @ Finding::OutsideCity) => Some(finding),
            // Numbers that make sense only as coordinates are not looked for as anything else.
            Err(finding) => return Ok(Places { found: Vec::new(), finding: Some(finding) }),
        };
        let found = self.cache_file().read(|cache| {
            let search = Search { cache, grant, typed: &typed, folded: &folded };
            let lots = search.lots()?;
            if lots.is_empty() { search.named() } else { Ok(lots) }
        })?;
        let finding = finding.filter(|_| found.is_empty());
        Ok(Places { found, finding })
    }
}

/// One search, in one moment of the cache.
struct Search<'a> {
    cache: &'a Connection,
    grant: &'a Grant,
    typed: &'a str,
    folded: &'a str,
}

impl Search<'_> {
    fn sees_map(&self, ward: WardCode) -> bool {
        self.grant.allows(Action::ReadMap, ward, None)
    }

    /// Lots, if the text names a sheet and a parcel and beside them a ward or nothing. A lot that is
    /// called so today comes before one that once was, except under the name of a former commune.
    fn lots(&self) -> Result<Vec<Place>, StoreError> {
        let Some(ParcelReference { sheet, parcel, rest }) = ParcelReference::read(self.typed)
        else {
            return Ok(Vec::new());
        };
        let name = (sheet, parcel);
        let mut lots = Vec::new();
        if rest.is_empty() {
            lots.extend(find::lots(self.cache, name, None, LOOKED_AT)?);
            lots.extend(find::lots_formerly(self.cache, name, None, LOOKED_AT)?);
        }
        for NamedWard { ward, formerly } in Ward::named(&rest) {
            if let Some(commune) = formerly {
                let commune = fold(commune);
                lots.extend(find::lots_formerly(self.cache, name, Some(&commune), LOOKED_AT)?);
            }
            lots.extend(find::lots(self.cache, name, Some(ward.code), LOOKED_AT)?);
        }
        let mut found: Vec<Lot> = Vec::new();
        for lot in lots {
            if self.sees_map(lot.ward) && found.iter().all(|earlier| earlier.id != lot.id) {
                found.push(lot);
            }
        }
        Ok(found.into_iter().take(FEW).map(|lot| Place::Lot(Box::new(lot))).collect())
    }

    /// Everything that is found by its number or its name.
    fn named(&self) -> Result<Vec<Place>, StoreError> {
        let mut found = Vec::new();
        let has_digit = self.folded.contains(|c: char| c.is_ascii_digit());
        let names_numbers = has_digit && self.folded.chars().count() >= NUMBER_CHARS;
        if names_numbers || !has_digit {
            best(&mut found, self.incidents()?);
        }
        if names_numbers {
            best(&mut found, self.alerts()?);
        }
        best(&mut found, self.cameras()?);
        best(&mut found, self.wards());
        best(&mut found, self.streets()?);
        found.sort_by_key(|(fit, _)| *fit);
        Ok(found.into_iter().map(|(_, place)| place).collect())
    }

    /// Reports by their number, or by the words in them; of those the open ones first.
    fn incidents(&self) -> Result<Vec<(Fit, Place)>, StoreError> {
        let mut reports = find::reports(self.cache, self.typed, LOOKED_AT)?;
        reports.retain(|report| self.grant.allows_on(Action::Read, report));
        reports.sort_by_key(|report| report.state == IncidentState::Closed);
        let fitting = |report: Incident| {
            let names = [report.number.as_deref(), report.provisional.as_deref()];
            let fit = names.into_iter().flatten().filter_map(|name| self.number_fit(name)).min();
            (fit.unwrap_or(Fit::Words), Place::Incident(Box::new(report)))
        };
        Ok(reports.into_iter().map(fitting).collect())
    }

    fn alerts(&self) -> Result<Vec<(Fit, Place)>, StoreError> {
        if self.grant.role.reach(Action::Judge) == Reach::Never {
            return Ok(Vec::new());
        }
        let mut alerts = find::alerts_by_number(self.cache, self.typed, LOOKED_AT)?;
        alerts.extend(find::alerts_by_plate(self.cache, self.typed, LOOKED_AT)?);
        let mut found = Vec::new();
        for alert in alerts {
            if !self.grant.allows(Action::Judge, alert.ward, None) {
                continue;
            }
            let plate = alert.plate.as_ref().map(|plate| squeezed(&plate.text));
            let whole = fold(&alert.number) == self.folded
                || plate.is_some_and(|plate| plate == squeezed(self.typed));
            let fit = if whole { Fit::Whole } else { Fit::Beginning };
            let camera = camera::data(self.cache, alert.camera)?;
            let camera = camera.map(|data| encoding::decode(&data)).transpose()?;
            found.push((fit, Place::Alert(Box::new(alert), camera)));
        }
        Ok(found)
    }

    fn cameras(&self) -> Result<Vec<(Fit, Place)>, StoreError> {
        let cameras = find::cameras(self.cache, self.typed, LOOKED_AT)?;
        let seen = cameras.into_iter().filter(|camera| self.sees_map(camera.ward));
        let fitting = |camera: Camera| {
            let fit = self.number_fit(&camera.number).or_else(|| self.name_fit(&camera.name));
            (fit.unwrap_or(Fit::Words), Place::Camera(Box::new(camera)))
        };
        Ok(seen.map(fitting).collect())
    }

    fn wards(&self) -> Vec<(Fit, Place)> {
        let fitting = |named: NamedWard| {
            let name = named.formerly.unwrap_or(&named.ward.name);
            let whole = self.folded == fold(name) || self.folded.ends_with(&fold(name));
            (if whole { Fit::Whole } else { Fit::Beginning }, Place::Ward(named))
        };
        Ward::named(self.typed).into_iter().map(fitting).collect()
    }

    /// Streets by their name; of an address, by what stands behind the number of the house.
    fn streets(&self) -> Result<Vec<(Fit, Place)>, StoreError> {
        let mut words: Vec<&str> = self.folded.split(' ').collect();
        if matches!(words.first(), Some(&("duong" | "pho"))) && words.len() > 1 {
            words.remove(0);
        }
        let mut name = words.join(" ");
        let mut streets = find::streets(self.cache, &name, LOOKED_AT)?;
        if streets.is_empty() {
            let of_house =
                |word: &&&str| **word == "so" || word.starts_with(|c: char| c.is_ascii_digit());
            let house = words.iter().take_while(of_house).count();
            if house > 0 && house < words.len() {
                name = words[house..].join(" ");
                streets = find::streets(self.cache, &name, LOOKED_AT)?;
            }
        }
        streets.sort_by_key(|street| street.name.chars().count());
        let seen = streets
            .into_iter()
            .filter(|street| street.wards.iter().any(|ward| self.sees_map(*ward)));
        let fitting = |street: Street| {
            (fit(&name, &fold(&street.name)).unwrap_or(Fit::Words), Place::Street(Box::new(street)))
        };
        Ok(seen.map(fitting).collect())
    }

    /// How the text fits a number: with or without its letters.
    fn number_fit(&self, number: &str) -> Option<Fit> {
        let whole = fold(number);
        let digits = whole.trim_start_matches(|c: char| !c.is_ascii_digit());
        fit(self.folded, &whole).into_iter().chain(fit(self.folded, digits)).min()
    }

    fn name_fit(&self, name: &str) -> Option<Fit> {
        fit(self.folded, &fold(name))
    }
}

fn fit(typed: &str, name: &str) -> Option<Fit> {
    if name == typed {
        return Some(Fit::Whole);
    }
    name.starts_with(typed).then_some(Fit::Beginning)
}

/// Letters and digits alone.
fn squeezed(text: &str) -> String {
    fold(text).replace(' ', "")
}

/// Keeps the few of one kind that fit best.
fn best(found: &mut Vec<(Fit, Place)>, mut kind: Vec<(Fit, Place)>) {
    kind.sort_by_key(|(fit, _)| *fit);
    found.extend(kind.into_iter().take(FEW));
}
