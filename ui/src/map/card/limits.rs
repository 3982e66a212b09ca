//! Limits on building: every one has its line, and one that no plan sets says so.

use leptos::prelude::*;
use trucban_contract::ipc::{LimitFrom, ZoneCard};
use trucban_domain::BuildingLimits;
use trucban_text::{Lang, Text, format, map};

use super::plans::source;

/// The words of a limit that is set.
type Value = fn(Lang, &BuildingLimits) -> Option<String>;

/// Every limit in the order of the card.
const LINES: [(Text<0>, Value); 7] = [
    (map::COVERAGE, |lang, it| filled(lang, map::PERCENT, it.coverage_max_percent)),
    (map::FLOOR_RATIO, |lang, it| filled(lang, map::TIMES, it.floor_ratio_max)),
    (map::STOREYS, |lang, it| {
        it.storeys_max.map(|storeys| map::AT_MOST_STOREYS.fill(lang, [&storeys.to_string()]))
    }),
    (map::HEIGHT, |lang, it| filled(lang, map::AT_MOST_METRES, it.height_max_m)),
    (map::ROAD_WIDTH, |lang, it| filled(lang, map::METRES, it.road_width_m)),
    (map::SETBACK, |lang, it| filled(lang, map::SET_BACK, it.setback_m)),
    (map::GROUND_LEVEL, |lang, it| filled(lang, map::METRES, it.ground_level_m)),
];

fn filled(lang: Lang, words: Text<1>, value: Option<f32>) -> Option<String> {
    value.map(|value| words.fill(lang, [&shortest(lang, value)]))
}

/// At most two decimals, and none that say nothing: `60`, `1,2`, `11,5`.
fn shortest(lang: Lang, value: f32) -> String {
    let value = f64::from(value);
    let exact = |places: usize| {
        let scale = if places == 0 { 1.0 } else { 10.0 };
        ((value * scale).round() / scale - value).abs() < 0.005
    };
    let places = [0, 1].into_iter().find(|places| exact(*places)).unwrap_or(2);
    format::decimal(lang, value, places)
}

/// The table.
pub fn limits(card: &ZoneCard, lang: Lang) -> impl IntoView + use<> {
    let rows = LINES.map(|(label, value)| {
        let set = found(lang, value, &card.limits);
        let cells = if set.is_empty() {
            view! { <td class="no-value" colspan="2">{map::NO_VALUE.say(lang)}</td> }.into_any()
        } else {
            let values = set.iter().map(|(words, _)| view! { <div>{words.clone()}</div> });
            let sources = set.iter().map(|(_, plan)| view! { <div>{source(lang, *plan)}</div> });
            view! {
                <td class="num strong">{values.collect_view()}</td>
                <td class="map-source num">{sources.collect_view()}</td>
            }
            .into_any()
        };
        view! {
            <tr>
                <th scope="row">{label.say(lang)}</th>
                {cells}
            </tr>
        }
    });
    view! {
        <table class="map-table card" data-testid="map-limits">
            <thead>
                <tr>
                    <th scope="col">{map::LIMITS.say(lang)}</th>
                    <th scope="col" colspan="2">{map::VALUE.say(lang)}</th>
                </tr>
            </thead>
            <tbody>{rows.into_iter().collect_view()}</tbody>
        </table>
    }
}

/// What is set for one limit, and by which plans.
fn found(lang: Lang, value: Value, limits: &[LimitFrom]) -> Vec<(String, usize)> {
    limits.iter().filter_map(|it| Some((value(lang, &it.limit)?, it.plan))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_limit_is_written_with_no_more_digits_than_it_has() {
        for (value, words) in [(60.0, "60"), (1.2, "1,2"), (11.5, "11,5"), (2.75, "2,75")] {
            assert_eq!(shortest(Lang::Vi, value), words);
        }
    }

    #[test]
    fn every_limit_of_a_plan_has_a_line_and_names_its_source() {
        let all = BuildingLimits {
            coverage_max_percent: Some(60.0),
            floor_ratio_max: Some(1.2),
            storeys_max: Some(2),
            height_max_m: Some(11.0),
            setback_m: Some(3.0),
            road_width_m: Some(11.5),
            ground_level_m: Some(2.5),
        };
        let from = [LimitFrom { limit: all, plan: 1 }];
        let words: Vec<_> = LINES.iter().flat_map(|(_, it)| found(Lang::Vi, *it, &from)).collect();
        let said: Vec<&str> = words.iter().map(|(words, _)| words.as_str()).collect();
        let expected = ["60%", "1,2 lần", "≤ 2 tầng", "≤ 11 m", "11,5 m", "lùi 3 m", "2,5 m"];
        assert_eq!(said, expected);
        assert!(words.iter().all(|(_, plan)| *plan == 1));
    }

    #[test]
    fn a_limit_that_no_plan_sets_is_absent_and_not_zero() {
        let none = [LimitFrom { limit: BuildingLimits::default(), plan: 0 }];
        assert!(LINES.iter().all(|(_, value)| found(Lang::Vi, *value, &none).is_empty()));
    }
}
