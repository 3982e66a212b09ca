//! When reports come in, in which wards, and which of them are still open at the end.
//!
//! A day's share follows growth over the years, weekday, season, days off and floods. Which reports
//! are open is decided here, where a ward's newest ones are seen together, so that every inbox has
//! new, due and late work.

use jiff::civil::Date;
use trucban_domain::{Deadline, Timestamp, WardCode, WorkCalendar};

use super::super::City;
use super::super::draw::Draw;

/// Phường Vỹ Dạ: the ward of the demonstration.
const SHOWN_WARD: WardCode = WardCode(19777);
/// Minutes since the newest two reports of the shown ward came in, from and to: an immediate one
/// that nobody has seen, and one that is being dealt with.
const SHOWN_URGENT: [(Part, [i64; 2]); 2] =
    [(Part::JustIn, [6, 20]), (Part::BeingDealtWith, [45, 90])];
/// A report that is younger than this is still open.
const SURELY_OPEN_MS: i64 = 4 * HOUR_MS;
/// A report that is late by more working days than this was closed: officials do not let it come to
/// that.
const LATE_OPEN_DAYS: u32 = 10;
/// Nothing older than this can be open.
const LOOK_BACK_MS: i64 = 60 * DAY_MS;
/// The newest report came in at least so long before the moment of the city.
const NEWEST_MS: i64 = 4 * MINUTE_MS;
const NIGHT_ENDS_MS: i64 = 7 * HOUR_MS + 30 * MINUTE_MS;
const MINUTE_MS: i64 = 60_000;
const HOUR_MS: i64 = 60 * MINUTE_MS;
const DAY_MS: i64 = 24 * HOUR_MS;

/// What a report is for in the demonstration.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// One of many.
    Any,
    /// Waits to be seen.
    JustIn,
    /// Was seen, and is open.
    BeingDealtWith,
}

/// A report that comes in.
#[derive(Debug, Clone)]
pub(super) struct Arrival {
    pub(super) at: Timestamp,
    /// Position of its ward in the list of places.
    pub(super) place: usize,
    pub(super) urgent: bool,
    /// Whether a flood is on.
    pub(super) flood: bool,
    /// Whether it is still open; immediate ones are judged by their age alone.
    pub(super) open: bool,
    pub(super) part: Part,
}

/// Every report up to the moment of the city, oldest first.
pub(super) fn plan(city: &City<'_>) -> Vec<Arrival> {
    let days = days(city);
    let all: u64 = days.iter().map(|day| day.weight).sum();
    let mut arrivals = Vec::with_capacity(city.reports as usize);
    let (mut weight, mut planned) = (0_u64, 0);
    for day in &days {
        weight += day.weight;
        let until = (u64::from(city.reports) * weight).checked_div(all).unwrap_or(0);
        let draw = city.draw("arrivals", day.number);
        for _ in planned..until {
            arrivals.push(arrival(city, &draw, day));
        }
        planned = until;
    }
    let shown = city.words.places.wards.iter().position(|place| place.code == SHOWN_WARD);
    arrivals.sort_by_key(|arrival| arrival.at);
    let newest = arrivals.iter_mut().rev().filter(|arrival| Some(arrival.place) == shown);
    let draw = city.draw("shown reports", 0);
    for (arrival, (part, [least, most])) in newest.zip(SHOWN_URGENT) {
        arrival.at = city.as_of.plus_ms(-draw.between(least * MINUTE_MS, most * MINUTE_MS));
        arrival.urgent = true;
        arrival.part = part;
    }
    arrivals.sort_by_key(|arrival| arrival.at);
    decide_open(city, &mut arrivals);
    arrivals
}

struct Day {
    date: Date,
    /// Days since 1970, so that a day's lots do not hang on how many days there are.
    number: u64,
    weight: u64,
    flood: bool,
}

fn days(city: &City<'_>) -> Vec<Day> {
    let recipe = &city.words.recipe;
    let calendar = WorkCalendar::shipped();
    let of_all = u64::from(recipe.city_days);
    let mut days: Vec<Day> = (0..u64::from(city.days))
        .map(|age| {
            let at = city.as_of.plus_ms(-age.cast_signed() * DAY_MS);
            let (date, number) =
                (at.local().date(), at.as_ms().cast_unsigned() / DAY_MS.cast_unsigned());
            let of = &recipe.arrivals;
            let [from, to] = of.growth.map(|weight| weight * 1_000);
            let grown = from + (to - from) * of_all.saturating_sub(age) / of_all.max(1);
            let weekday = usize::try_from(date.weekday().to_monday_zero_offset()).unwrap_or(0);
            let month = usize::try_from(date.month() - 1).unwrap_or(0);
            let flood = of.floods.iter().find(|flood| (flood.from..=flood.to).contains(&date));
            let off = !calendar.is_worked(date) && weekday < 5;
            let noise = u64::from(of.noise_percent);
            let noise = 100 - noise + city.draw("day", number).below(2 * noise + 1);
            let percents = [
                of.weekday_percent[weekday],
                of.month_percent[month],
                if off { of.holiday_percent } else { 100 },
                flood.map_or(100, |flood| flood.percent),
                noise,
            ];
            let weight = percents.iter().fold(grown, |weight, percent| weight * percent / 100);
            Day { date, number, weight, flood: flood.is_some() }
        })
        .collect();
    days.reverse();
    if let Some(today) = days.last_mut() {
        let hours = &recipe.arrivals.per_hour;
        let sum = |hours: &[u32]| hours.iter().copied().map(u64::from).sum::<u64>();
        let hour = usize::try_from(city.as_of.local().hour()).unwrap_or(0).min(hours.len());
        today.weight = today.weight * sum(&hours[..hour]) / sum(hours).max(1);
    }
    days
}

fn arrival(city: &City<'_>, draw: &Draw, day: &Day) -> Arrival {
    let recipe = &city.words.recipe;
    let hours: Vec<(i64, u32)> = (0..).zip(recipe.arrivals.per_hour.iter().copied()).collect();
    let hour = draw.weigh(&hours, |(_, weight)| *weight).map_or(9, |(hour, _)| *hour);
    let midnight = Timestamp::start_of(day.date);
    let mut of_day = hour * HOUR_MS + draw.between(0, HOUR_MS - 1);
    let newest = city.as_of.plus_ms(-NEWEST_MS).since_ms(midnight);
    if of_day > newest {
        of_day = draw.between(newest.min(0), newest);
    }
    let urgent = &recipe.urgent;
    let urgent = if day.flood {
        urgent.flood_percent
    } else if (0..NIGHT_ENDS_MS).contains(&of_day) {
        urgent.night_percent
    } else {
        urgent.percent
    };
    let places: Vec<(usize, u32)> =
        city.words.places.wards.iter().map(|place| place.weight).enumerate().collect();
    Arrival {
        at: midnight.plus_ms(of_day),
        place: draw.weigh(&places, |(_, weight)| *weight).map_or(0, |(place, _)| *place),
        urgent: draw.falls(urgent),
        flood: day.flood,
        open: false,
        part: Part::Any,
    }
}

/// Leaves as many reports open in each ward as its officials have on their desks.
fn decide_open(city: &City<'_>, arrivals: &mut [Arrival]) {
    let (calendar, open) = (WorkCalendar::shipped(), &city.words.recipe.open);
    let look_back = city.as_of.plus_ms(-LOOK_BACK_MS);
    let recent = arrivals.partition_point(|arrival| arrival.at < look_back);
    let recent = &mut arrivals[recent..];
    for (at, place) in city.words.places.wards.iter().enumerate() {
        let (mut sure, mut in_time, mut late) = (Vec::new(), Vec::new(), Vec::new());
        for (nth, arrival) in recent.iter().enumerate().filter(|(_, arrival)| arrival.place == at) {
            let due = calendar.of_category(None, arrival.at).and_then(|count| count.due);
            match calendar.deadline(arrival.urgent, arrival.at, due, city.as_of) {
                Deadline::Immediate { .. } | Deadline::Unknown => {}
                Deadline::Overdue { days } if days > LATE_OPEN_DAYS => {}
                Deadline::Overdue { .. } => late.push(nth),
                _ if city.as_of.since_ms(arrival.at) < SURELY_OPEN_MS => sure.push(nth),
                _ => in_time.push(nth),
            }
        }
        let most = open.most_in_a_ward + place.weight / open.one_more_per_weight.max(1);
        let fresh = sure.len() + in_time.len();
        let wanted = (fresh + late.len() * open.late_percent / 100).min(most as usize);
        let wanted_fresh = fresh.min(wanted * open.in_time_percent / 100);
        let draw = city.draw("open", u64::from(place.code.0));
        let chosen = draw.choose(&in_time, wanted_fresh.saturating_sub(sure.len()));
        let chosen_late = draw.choose(&late, wanted.saturating_sub(wanted_fresh));
        for nth in sure.iter().chain(chosen).chain(chosen_late) {
            recent[*nth].open = true;
        }
    }
}
