//! What is in view as a list: the map for those who do not see it, and for the keyboard.

use std::collections::BTreeMap;

use leptos::prelude::*;
use trucban_text::{format, map, names};

use super::super::model::CityMap;
use super::super::named::{Named, named};
use super::super::seen::{ReportLook, Seen, What};
use crate::kit::thing::ThingLine;
use crate::language::Language;
use crate::place::Place;

/// More lines help nobody; nearer, there are fewer.
const MOST_LINES: usize = 80;

/// A line of the list.
#[derive(Debug, Clone, PartialEq)]
enum Line {
    /// A thing that can be chosen.
    Thing(Seen),
    /// A land use and the number of its blocks.
    Use(String, usize),
}

/// The list.
#[component]
pub fn InView() -> impl IntoView {
    let (lang, city) = (Language::here(), CityMap::here());
    let lines = Memo::new(move |_| city.seen.with(|seen| lines(seen)));
    let shown =
        move || lines.with(|lines| lines.iter().take(MOST_LINES).cloned().collect::<Vec<_>>());
    let cut = move || lines.with(|lines| lines.len() > MOST_LINES);
    view! {
        <ul
            class="in-view"
            data-testid="map-in-view"
            role="list"
            aria-label=move || lang.say(map::LIST)
        >
            {move || shown().into_iter().map(|line| view! { <Entry line/> }).collect_view()}
        </ul>
        <Show when=move || lines.with(Vec::is_empty)>
            <p class="meta">{move || lang.say(map::LIST_NONE)}</p>
        </Show>
        <Show when=cut>
            <p class="meta">{move || lang.say(map::LIST_CUT)}</p>
        </Show>
    }
}

#[component]
fn Entry(line: Line) -> impl IntoView {
    let (lang, city, place) = (Language::here(), CityMap::here(), Place::here());
    match line {
        Line::Use(code, blocks) => {
            let name = names::land_use(lang.get(), &code);
            let blocks = format::count(lang.get(), blocks as u64);
            view! {
                <li class="in-view-use">
                    <strong>{code}</strong>
                    <span class="cut">{name}</span>
                    <span class="meta num">{lang.fill(map::BLOCKS, [&blocks])}</span>
                </li>
            }
            .into_any()
        }
        Line::Thing(seen) => {
            let Named { icon, title, state } = named(lang.get(), &seen.what);
            let choose = move |_| match &seen.what {
                What::Report { id, .. } => place.show_on_map(*id),
                What::Reports(_) | What::Cameras(_) => city.approach(seen.lat, seen.lon),
                What::Camera { .. } | What::Lot { .. } | What::Zone(_) => {
                    city.look_up(seen.lat, seen.lon);
                }
            };
            view! {
                <li>
                    <button type="button" class="in-view-thing" on:click=choose>
                        <ThingLine icon title detail=state/>
                    </button>
                </li>
            }
            .into_any()
        }
    }
}

/// Reports with the most pressing first, then those that stand close together, cameras likewise, lots, and land uses with the count of blocks.
/// What reaches over several tiles is drawn in pieces and counted once where it has a key.
fn lines(seen: &[Seen]) -> Vec<Line> {
    let mut uses: BTreeMap<&str, usize> = BTreeMap::new();
    let mut things: Vec<&Seen> = Vec::new();
    for one in seen {
        match &one.what {
            What::Zone(code) => *uses.entry(code).or_default() += 1,
            What::Report { .. }
            | What::Reports(_)
            | What::Camera { .. }
            | What::Cameras(_)
            | What::Lot { .. } => things.push(one),
        }
    }
    things.sort_by(|one, other| rank(&one.what).cmp(&rank(&other.what)));
    // Two clusters of the same size are two.
    let one_by_one = |what: &What| !matches!(what, What::Reports(_) | What::Cameras(_));
    things.dedup_by(|one, other| one.what == other.what && one_by_one(&one.what));
    let things = things.into_iter().cloned().map(Line::Thing);
    let uses = uses.into_iter().map(|(code, blocks)| Line::Use(code.to_owned(), blocks));
    // Land uses are few and say most about the place, so lots do not push them out of the list.
    let (mut first, lots): (Vec<_>, Vec<_>) =
        things.partition(|line| !matches!(line, Line::Thing(Seen { what: What::Lot { .. }, .. })));
    first.extend(uses);
    first.extend(lots);
    first
}

/// Kinds in their order, then pressing reports and large clusters first, then lots by sheet and number.
fn rank(what: &What) -> (u8, Option<ReportLook>, u64, u64, &str) {
    match what {
        What::Report { number, look, .. } => (0, Some(*look), 0, 0, number),
        What::Reports(crowd) => (1, None, u64::MAX - crowd.marked, u64::MAX - crowd.count, ""),
        What::Camera { number, .. } => (2, None, 0, 0, number),
        What::Cameras(crowd) => (3, None, u64::MAX - crowd.marked, u64::MAX - crowd.count, ""),
        What::Lot { label, .. } => {
            let (sheet, number) = label.split_once('/').unwrap_or((label, ""));
            let read = |text: &str| text.parse().unwrap_or(u64::MAX);
            (4, None, read(sheet), read(number), label)
        }
        What::Zone(code) => (5, None, 0, 0, code),
    }
}

#[cfg(test)]
mod tests {
    use trucban_domain::IncidentId;

    use super::super::super::seen::Crowd;
    use super::*;

    fn seen(what: What) -> Seen {
        Seen { what, lat: 16.5, lon: 107.6 }
    }

    fn report(byte: u8, look: ReportLook) -> What {
        let id = IncidentId::from_slice(&[byte; 16]).unwrap();
        What::Report { id, number: format!("PA-{byte}"), title: "Hố ga".to_owned(), look }
    }

    #[test]
    fn pressing_reports_come_first_and_lots_last_in_the_order_of_their_numbers() {
        let lot = |label: &str| What::Lot { label: label.to_owned(), land_use: "ODT".to_owned() };
        let overdue = report(1, ReportLook::Overdue);
        let open = report(2, ReportLook::Open);
        let all = [lot("22/80"), open.clone(), lot("22/9"), overdue.clone(), lot("22/80")];
        let listed = lines(&all.map(seen));
        let expected = [overdue, open, lot("22/9"), lot("22/80")];
        assert_eq!(listed, expected.map(|what| Line::Thing(seen(what))).to_vec());
    }

    #[test]
    fn clusters_of_the_same_size_are_all_listed_the_latest_first_and_after_single_reports() {
        let crowd = |count, marked| What::Reports(Crowd { count, marked });
        let single = report(1, ReportLook::Open);
        let all = [crowd(9, 0), crowd(4, 4), single.clone(), crowd(9, 0)];
        let expected = [single, crowd(4, 4), crowd(9, 0), crowd(9, 0)];
        assert_eq!(lines(&all.map(seen)), expected.map(|what| Line::Thing(seen(what))).to_vec());
    }

    #[test]
    fn blocks_of_a_land_use_are_counted_and_not_listed_one_by_one() {
        let zone = || seen(What::Zone("ODT".to_owned()));
        assert_eq!(lines(&[zone(), zone(), zone()]), [Line::Use("ODT".to_owned(), 3)]);
    }
}
