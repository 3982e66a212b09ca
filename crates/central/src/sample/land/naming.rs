//! Names of streets and lanes, and addresses.
//!
//! The longest streets of a ward get the names that the ward has; what is left is a lane off the
//! nearest of them, numbered along it, or a village road.

use std::collections::BTreeMap;

use super::super::draw::Draw;
use super::super::words::{Place, Words};
use super::convex::{At, Convex};
use super::ground::{Ground, Sort};
use super::quarter::{Rank, Way};
use super::recipe::{Names, Terrain};

/// Houses of one side stand so far apart.
const HOUSE_M: f64 = 6.5;

/// The ways of a ward with their names.
#[derive(Debug)]
pub(super) struct Named<'g> {
    pub(super) ways: Vec<&'g Way>,
    pub(super) names: Vec<String>,
    /// Where the ways of each settled quarter begin; the main roads come first of all.
    pub(super) starts: Vec<usize>,
    /// The ways on which the houses of each settled quarter may stand.
    beside: Vec<Vec<usize>>,
}

/// Names every way of a ward but the paths between fields.
pub(super) fn name<'g>(ground: &'g Ground, names: &Names, words: &Words, draw: &Draw) -> Named<'g> {
    let mut ways: Vec<&Way> = ground.ways.iter().collect();
    let mut starts = Vec::with_capacity(ground.settled.len());
    for settled in &ground.settled {
        starts.push(ways.len());
        if settled.sort != Sort::Field {
            ways.extend(&settled.quarter.ways);
        }
    }
    let place = words.places.wards.iter().find(|place| place.code == ground.ward);
    let mut naming = Naming { ground, names, given: vec![None; ways.len()], ways };
    naming.give(place, &words.places.any);
    naming.number_lanes(draw);
    let Naming { ways, given, .. } = naming;
    let names = given.into_iter().map(Option::unwrap_or_default).collect();
    let mut done = Named { ways, names, starts, beside: Vec::new() };
    let beside = ground.settled.iter().enumerate().map(|(at, it)| done.beside(at, &it.cell.piece));
    done.beside = beside.collect();
    done
}

struct Naming<'g, 'n> {
    ground: &'g Ground,
    names: &'n Names,
    ways: Vec<&'g Way>,
    given: Vec<Option<String>>,
}

impl Naming<'_, '_> {
    /// Gives the names that the ward has, the longest streets first; then those of its villages.
    fn give(&mut self, place: Option<&Place>, any: &[String]) {
        let mut streets: Vec<usize> =
            (0..self.ways.len()).filter(|at| self.ways[*at].rank != Rank::Lane).collect();
        let length = |at: &usize| self.ways[*at].length();
        streets.sort_by(|one, two| {
            let ranks = self.ways[*one].rank.cmp(&self.ways[*two].rank);
            ranks.then(length(two).total_cmp(&length(one)))
        });
        let own = place.map_or(&[][..], |place| &place.streets);
        let more = if self.ground.terrain == Terrain::Town { any } else { &[] };
        let mut streets = streets.into_iter();
        for (name, at) in own.iter().chain(more).zip(streets.by_ref()) {
            self.given[at] = Some(name.clone());
        }
        let in_villages = place.is_some_and(|place| !place.hamlets.is_empty());
        if !in_villages {
            return;
        }
        let mut counts: BTreeMap<(Rank, &str), u32> = BTreeMap::new();
        for at in streets {
            let way = self.ways[at];
            let Some(centre) = self.ground.commune(way.line[0]) else { continue };
            let count = counts.entry((way.rank, &centre.commune)).or_default();
            *count += 1;
            let main = way.rank == Rank::Main;
            let name = if main { &self.names.village_main } else { &self.names.village_street };
            let name = name.replace("{n}", &count.to_string()).replace("{xa}", &centre.commune);
            self.given[at] = Some(name);
        }
    }

    /// What has no name yet is a lane off the nearest street that has one.
    fn number_lanes(&mut self, draw: &Draw) {
        let named: Vec<usize> =
            (0..self.ways.len()).filter(|at| self.given[*at].is_some()).collect();
        let mut off: BTreeMap<usize, Vec<(f64, usize)>> = BTreeMap::new();
        for lane in (0..self.ways.len()).filter(|at| self.given[*at].is_none()) {
            let [from, to] = self.ways[lane].line;
            let nearest = named.iter().map(|street| {
                let way = self.ways[*street];
                let (one, two) = (way.nearest(from), way.nearest(to));
                let (metres, away) = if one.1 <= two.1 { one } else { two };
                (away, metres, *street)
            });
            let nearest = nearest.min_by(|one, two| one.0.total_cmp(&two.0));
            if let Some((_, metres, street)) = nearest {
                off.entry(street).or_default().push((metres, lane));
            }
        }
        for (street, mut lanes) in off {
            lanes.sort_by(|one, two| one.0.total_cmp(&two.0));
            let mut number = 0;
            for (_, lane) in lanes {
                number += 2 * draw.between(1, 4);
                let street = self.given[street].as_deref().unwrap_or_default();
                let name = self.names.lane.replace("{kiet}", &number.to_string());
                self.given[lane] = Some(name.replace("{duong}", street));
            }
        }
    }
}

impl Named<'_> {
    /// The ways of a quarter and the main roads around its cell.
    fn beside(&self, quarter: usize, cell: &Convex) -> Vec<usize> {
        let end = self.starts.get(quarter + 1).copied().unwrap_or(self.ways.len());
        let own = self.starts.get(quarter).copied().unwrap_or(end)..end;
        let main = 0..self.starts.first().copied().unwrap_or(self.ways.len());
        let (middle, reach) = (cell.middle(), cell.radius() + 30.0);
        own.chain(main.filter(|way| self.ways[*way].nearest(middle).1 < reach)).collect()
    }

    /// The main road at a place.
    pub(super) fn nearest_main(&self, at: At) -> String {
        let main = 0..self.starts.first().copied().unwrap_or(self.ways.len());
        let away = |way: &usize| self.ways[*way].nearest(at).1;
        let nearest = main.min_by(|one, two| away(one).total_cmp(&away(two)));
        nearest.map_or_else(String::new, |way| self.names[way].clone())
    }

    /// The address of a house at a place in a settled quarter: the nearest way, and a number on it.
    pub(super) fn address(&self, names: &Names, quarter: usize, at: At) -> String {
        let beside = self.beside.get(quarter).map_or(&[][..], Vec::as_slice);
        let nearest = beside.iter().map(|way| {
            let (metres, away) = self.ways[*way].nearest(at);
            (away, metres, *way)
        });
        let Some((_, metres, way)) = nearest.min_by(|one, two| one.0.total_cmp(&two.0)) else {
            return String::new();
        };
        let number = house(self.ways[way], metres, at).to_string();
        let name = &self.names[way];
        let lane = names.lane.split_once("{kiet}").and_then(|(before, between)| {
            let (lane, street) = name.strip_prefix(before)?.split_once(' ')?;
            between.starts_with(' ').then_some((lane, street))
        });
        match lane {
            Some((lane, street)) => names
                .house_in_lane
                .replace("{kiet}", lane)
                .replace("{so}", &number)
                .replace("{duong}", street),
            None => names.house.replace("{so}", &number).replace("{duong}", name),
        }
    }
}

/// Odd numbers on the left, even ones on the right.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "metres along a street, never below zero"
)]
fn house(way: &Way, metres: f64, at: At) -> u32 {
    let [from, to] = way.line;
    let left = (to[0] - from[0]) * (at[1] - from[1]) - (to[1] - from[1]) * (at[0] - from[0]) > 0.0;
    1 + 2 * (metres / HOUSE_M) as u32 + u32::from(!left)
}
