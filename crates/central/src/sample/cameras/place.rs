//! Where cameras stand: the named ones first, then as many as a ward has, at its crossings and along
//! its streets.

use trucban_domain::{Camera, CameraId, Point, Position, Street, Timestamp, Ward};
use trucban_geo::{Degrees, Grid};

use super::super::City;
use super::super::draw::Draw;
use super::super::land::{Crossing, WardLand};
use super::super::words::Place;
use super::recipe::{Recipe, Sort, WardCameras};

const MINUTE_MS: i64 = 60_000;
const DAY_MS: i64 = 24 * 60 * MINUTE_MS;
/// Shorter ones are corners, not streets to look along.
const LEAST_STREET_MM: f64 = 60_000.0;
/// Decimals of a degree that are kept: a centimetre.
const PLACES: f64 = 1e7;
/// Names that are tried before a number is put behind one.
const TRIED: usize = 24;

/// A camera with what it makes.
#[derive(Debug)]
pub(super) struct Placed<'c> {
    pub(super) camera: Camera,
    pub(super) sort: &'c Sort,
}

/// Places all cameras, ward by ward.
pub(super) fn all<'c>(city: &City<'c>, land: &[WardLand]) -> Vec<Placed<'c>> {
    let recipe = &city.words.cameras;
    let mut wards: Vec<&WardCameras> = recipe.wards.iter().collect();
    wards.sort_by_key(|ward| ward.code);
    let mut placed: Vec<Placed<'c>> = Vec::new();
    for own in wards {
        let draw = city.draw("camera", u64::from(own.code.0));
        let land = land.iter().find(|land| land.ward == own.code);
        let place = city.words.places.wards.iter().find(|place| place.code == own.code);
        let (Some(ward), Some(place)) = (Ward::find(own.code), place) else { continue };
        let mut placing = Placing {
            city,
            draw: &draw,
            ward,
            place,
            crossings: land.map_or_else(Vec::new, |land| land.crossings.iter().collect()),
            streets: land.map_or_else(Vec::new, |land| streets(&land.streets)),
            names: Vec::new(),
        };
        for nth in 0..own.cameras {
            let number = recipe.first_number + placed.len() as u64;
            placed.extend(placing.camera(own.named.get(nth), number));
        }
    }
    let silent = city.draw("camera silence", 0);
    let all: Vec<usize> = (0..placed.len()).collect();
    for at in silent.choose(&all, recipe.silent.cameras) {
        let [least, most] = recipe.silent.minutes;
        let since = city.as_of.plus_ms(-silent.between(least, most) * MINUTE_MS);
        placed[*at].camera.heard_at = Some(since);
        placed[*at].camera.silent_since = Some(since);
    }
    placed
}

fn streets(all: &[Street]) -> Vec<&Street> {
    let length = |street: &Street| {
        let [from, to] = [street.line.points.first(), street.line.points.last()];
        from.zip(to).map_or(0.0, |(from, to)| {
            let [east, north] = apart(*from, *to);
            east.hypot(north)
        })
    };
    all.iter().filter(|street| length(street) > LEAST_STREET_MM).collect()
}

/// Millimetres east and north from one point to another.
#[expect(clippy::cast_precision_loss, reason = "a street is short")]
fn apart(from: Point, to: Point) -> [f64; 2] {
    [(to.east_mm - from.east_mm) as f64, (to.north_mm - from.north_mm) as f64]
}

struct Placing<'c, 'l> {
    city: &'l City<'c>,
    draw: &'l Draw,
    ward: &'l Ward,
    place: &'c Place,
    /// Crossings at which no camera stands yet.
    crossings: Vec<&'l Crossing>,
    streets: Vec<&'l Street>,
    names: Vec<String>,
}

/// A place with what stands there.
struct Spot {
    at: Option<Point>,
    along: [f64; 2],
    name: String,
}

impl<'c> Placing<'c, '_> {
    fn camera(
        &mut self,
        named: Option<&'c super::recipe::Named>,
        number: u64,
    ) -> Option<Placed<'c>> {
        let recipe = &self.city.words.cameras;
        let (sort, name) = match named {
            Some(named) => (recipe.sort(&named.sort)?, Some(named.name.as_str())),
            None => (self.sort()?, None),
        };
        let spot = self.spot(sort, name);
        let position = self.position(spot.at)?;
        self.names.push(spot.name.clone());
        let (draw, as_of) = (self.draw, self.city.as_of);
        let kind = sort.kinds.iter().max_by_key(|(_, weight)| **weight)?.0;
        let model = recipe.version(&recipe.kinds.get(kind)?.model, 0)?;
        let late_ms = recipe.silent.late_after_minutes * MINUTE_MS;
        let camera = Camera {
            id: CameraId::mint(as_of.plus_ms(-draw.between(200, 1_200) * DAY_MS), draw),
            number: recipe.code.replace("{n}", &number.to_string()),
            name: spot.name,
            ward: self.ward.code,
            position,
            bearing_deg: (!sort.turns).then(|| bearing(spot.along, draw)),
            model: model.name.clone(),
            calibrated_until: self.calibrated_until(recipe, sort),
            heard_at: Some(as_of.plus_ms(-draw.between(1_000, late_ms - 1_000))),
            silent_since: None,
            sample: true,
        };
        Some(Placed { camera, sort })
    }

    fn sort(&self) -> Option<&'c Sort> {
        let recipe = &self.city.words.cameras;
        let in_streets = !self.place.streets.is_empty();
        let share = |sort: &&Sort| {
            if in_streets { sort.share.streets } else { sort.share.hamlets }
        };
        let usable = |sort: &&Sort| sort.names.iter().any(|name| self.can_fill(name));
        let sorts: Vec<&Sort> = recipe.sorts.iter().filter(usable).collect();
        self.draw.weigh(&sorts, share).copied()
    }

    fn can_fill(&self, name: &str) -> bool {
        let Place { streets, hamlets, .. } = self.place;
        (!name.contains("{duong}") || !streets.is_empty())
            && (!name.contains("{duong_2}") || streets.len() > 1)
            && (!name.contains("{xa}") || !hamlets.is_empty())
    }

    /// Where a camera of this sort stands, and its name where it has none yet.
    fn spot(&mut self, sort: &'c Sort, name: Option<&str>) -> Spot {
        if let Some(name) = name {
            let on = |street: &str| name.contains(street);
            if let Some(at) =
                self.crossings.iter().position(|it| it.streets.iter().any(|it| on(it)))
            {
                let crossing = self.crossings.swap_remove(at);
                return Spot {
                    at: Some(crossing.at),
                    along: crossing.along,
                    name: name.to_owned(),
                };
            }
            let street = self.streets.iter().copied().find(|street| on(&street.name));
            return self.along(street, name.to_owned());
        }
        let names: Vec<&String> = sort.names.iter().filter(|name| self.can_fill(name)).collect();
        let pattern = self.draw.pick(&names).map_or("", |name| name.as_str());
        if pattern.contains("{duong_2}")
            && let Some(at) = self.crossings.iter().position(|it| !self.names.contains(&named(it)))
        {
            let crossing = self.crossings.swap_remove(at);
            return Spot { at: Some(crossing.at), along: crossing.along, name: named(crossing) };
        }
        let mut found = (None, String::new());
        for _ in 0..TRIED {
            let street = self.draw.pick(&self.streets).copied();
            found = (street, self.fill(pattern, street));
            if !self.names.contains(&found.1) {
                break;
            }
        }
        self.along(found.0, found.1)
    }

    fn fill(&self, pattern: &str, street: Option<&Street>) -> String {
        let Place { streets, hamlets, .. } = self.place;
        let one_of = |names: &[String]| self.draw.pick(names).cloned().unwrap_or_default();
        let own = street.map_or_else(|| one_of(streets), |street| street.name.clone());
        pattern
            .replace("{duong_2}", &one_of(streets))
            .replace("{duong}", &own)
            .replace("{xa}", &one_of(hamlets))
            .replace("{so}", &self.draw.between(1, 320).to_string())
            .replace("{kiet}", &self.draw.between(2, 150).to_string())
            .replace("{thon}", &self.draw.between(1, 8).to_string())
    }

    /// A place on a street, or on any where there is none.
    fn along(&self, street: Option<&Street>, name: String) -> Spot {
        let street = street.or_else(|| self.draw.pick(&self.streets).copied());
        let ends = street.and_then(|it| it.line.points.first().zip(it.line.points.last()));
        let Some((from, to)) = ends else { return Spot { at: None, along: [0.6, 0.8], name } };
        let way = apart(*from, *to);
        let share = self.draw.between(120, 880);
        let between = |from: i64, to: i64| from + (to - from) * share / 1_000;
        let at = Point::new(between(from.east_mm, to.east_mm), between(from.north_mm, to.north_mm));
        Spot { at: Some(at), along: way, name }
    }

    /// The position of a point, or some place around the middle of the ward.
    fn position(&self, at: Option<Point>) -> Option<Position> {
        let held = |degrees: &Degrees| {
            self.city.outlines.ward_at(degrees.lat, degrees.lon) == Some(self.ward.code)
        };
        let there = at.and_then(|at| Grid::Hue.degrees_at(at)).map(rounded).filter(held);
        let around = || {
            let off = || (self.draw.part() - 0.5) * 0.02;
            let Ward { lat, lon, .. } = *self.ward;
            (0..TRIED).map(|_| rounded(Degrees { lat: lat + off(), lon: lon + off() })).find(held)
        };
        let middle = || Some(Degrees { lat: self.ward.lat, lon: self.ward.lon });
        let Degrees { lat, lon } = there.or_else(around).or_else(middle)?;
        Some(Position { lat, lon, accuracy_m: None })
    }

    fn calibrated_until(&self, recipe: &Recipe, sort: &Sort) -> Option<Timestamp> {
        let calibration = &recipe.calibration;
        if !calibration.sorts.contains(&sort.key) {
            return None;
        }
        let days = if self.draw.falls(calibration.expired_percent) {
            -self.draw.between(2, 70)
        } else if self.draw.falls(calibration.expires_within_30_days_percent) {
            self.draw.between(1, 30)
        } else {
            self.draw.between(31, calibration.valid_months * 30)
        };
        Some(Timestamp::start_of(self.city.as_of.plus_ms(days * DAY_MS).local().date()))
    }
}

fn named(crossing: &Crossing) -> String {
    crossing.streets.join(" – ")
}

fn rounded(degrees: Degrees) -> Degrees {
    let round = |degree: f64| (degree * PLACES).round() / PLACES;
    Degrees { lat: round(degrees.lat), lon: round(degrees.lon) }
}

/// Along the street, one way or the other, give or take.
#[expect(clippy::cast_possible_truncation, reason = "whole degrees")]
fn bearing([east, north]: [f64; 2], draw: &Draw) -> u16 {
    let there = east.atan2(north).to_degrees().round();
    let back = if draw.falls(50) { 180 } else { 0 };
    let turned = (there as i64 + back + draw.between(-12, 12)).rem_euclid(360);
    u16::try_from(turned).unwrap_or(0)
}
