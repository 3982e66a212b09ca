//! The wards drawn small, coloured by one of the figures. What it shows stands in the table too.

use std::collections::BTreeMap;

use leptos::prelude::*;
use trucban_contract::ipc::WardShape;
use trucban_domain::WardCode;
use trucban_text::{figures, names};

use super::line::{Column, band};
use super::{CityFigures, part};
use crate::language::Language;

/// Where there are no figures: stripes, and none of the colours of those.
const NOTHING: &str = "url(#figures-nothing)";

/// The map.
#[component]
pub fn WardMap() -> impl IntoView {
    let lang = Language::here();
    let shown = CityFigures::here();
    let lines: Memo<BTreeMap<WardCode, (Option<f64>, bool)>> = Memo::new(move |_| {
        let (column, only) = (shown.coloured.get(), shown.of.get().ward);
        let lines = shown.held.with(|held| {
            let wards = held.as_ref().map(|held| held.figures.wards.clone());
            wards.unwrap_or_default()
        });
        let value = |line: trucban_domain::figures::Line<WardCode>| {
            let chosen = only == Some(line.of);
            (line.of, (column.value(line.counts, line.overdue), chosen))
        };
        lines.into_iter().map(value).collect()
    });
    let ends = Memo::new(move |_| {
        lines.with(|lines| {
            let values = lines.values().filter_map(|(value, _)| *value);
            let least = values.clone().fold(f64::INFINITY, f64::min);
            let most = values.fold(f64::NEG_INFINITY, f64::max);
            (least <= most).then_some((least, most))
        })
    });
    let frame = move || {
        shown.shapes.with(|shapes| {
            let shapes = shapes.as_ref()?;
            Some(format!("0 0 {} {}", shapes.width, shapes.height))
        })
    };
    let paths = move || {
        let shapes = shown.shapes.get()?;
        let drawn: Vec<_> = shapes
            .wards
            .iter()
            .map(|ward| view! { <Ward ward=ward.clone() lines ends/> })
            .collect();
        Some(drawn)
    };
    let options = move || {
        Column::ON_MAP.map(|column| {
            view! {
                <option
                    value=column.as_str()
                    selected=move || shown.coloured.get() == column
                >
                    {move || lang.say(column.text())}
                </option>
            }
        })
    };
    let choose = move |word: String| {
        if let Some(column) = Column::ON_MAP.into_iter().find(|it| it.as_str() == word) {
            shown.coloured.set(column);
        }
    };
    let has_wards = part(shown, |read| read.figures.wards.len() > 1 || read.of.ward.is_some());
    view! {
        <Show when=move || has_wards.get() && shown.shapes.with(Option::is_some)>
            <section class="figures-card" aria-labelledby="ward-map-title">
                <header>
                    <h2 id="ward-map-title">{move || lang.say(figures::MAP)}</h2>
                    <label class="meta figures-coloured">
                        {move || lang.say(figures::MAP_SHOWS)}
                        <select
                            class="filter"
                            data-testid="map-column"
                            on:change=move |event| choose(event_target_value(&event))
                        >
                            {options().into_iter().collect_view()}
                        </select>
                    </label>
                </header>
                <svg
                    class="figures-map"
                    viewBox=frame
                    role="img"
                    aria-labelledby="ward-map-title"
                    data-testid="ward-map"
                >
                    <defs>
                        <pattern
                            id="figures-nothing"
                            width="8"
                            height="8"
                            patternUnits="userSpaceOnUse"
                            patternTransform="rotate(45)"
                        >
                            <rect class="nothing-ground" width="8" height="8"></rect>
                            <rect class="nothing-stripe" width="2" height="8"></rect>
                        </pattern>
                    </defs>
                    {paths}
                </svg>
                <Legend ends/>
            </section>
        </Show>
    }
}

#[component]
fn Ward(
    ward: WardShape,
    lines: Memo<BTreeMap<WardCode, (Option<f64>, bool)>>,
    ends: Memo<Option<(f64, f64)>>,
) -> impl IntoView {
    let lang = Language::here();
    let shown = CityFigures::here();
    let WardShape { ward, path } = ward;
    let line = Memo::new(move |_| lines.with(|lines| lines.get(&ward).copied()));
    let class = move || {
        let Some((value, chosen)) = line.get() else { return "ward".to_owned() };
        let level = value.zip(ends.get()).map(|(value, (least, most))| band(value, least, most));
        let level = level.map_or_else(|| "none".to_owned(), |level| format!("level-{level}"));
        format!("ward {level}{}", if chosen { " chosen" } else { "" })
    };
    let says = move || {
        let value = match line.get() {
            Some((value, _)) => shown.coloured.get().words(lang.get(), value),
            None => lang.say(figures::MAP_NOTHING).to_owned(),
        };
        format!("{}: {value}", names::ward(lang.get(), ward))
    };
    view! {
        <path
            class=class
            fill=NOTHING
            d=path
            on:click=move |_| {
                let again = shown.of.get_untracked().ward == Some(ward);
                shown.narrow((!again).then_some(ward));
            }
        >
            <title>{says}</title>
        </path>
    }
}

#[component]
fn Legend(ends: Memo<Option<(f64, f64)>>) -> impl IntoView {
    let lang = Language::here();
    let shown = CityFigures::here();
    let bands = move || {
        let (least, most) = ends.get()?;
        let column = shown.coloured.get();
        let at = |edge: f64| column.words(lang.get(), Some(least + (most - least) * edge / 5.0));
        let band = |level: u32| {
            let [from, to] = [level, level + 1].map(|edge| at(edge.into()));
            view! {
                <span class="figures-key num">
                    <span class=format!("figures-swatch level-{level}")></span>
                    {lang.fill(figures::MAP_UP_TO, [&from, &to])}
                </span>
            }
        };
        let nothing = view! {
            <span class="figures-key">
                <svg viewBox="0 0 14 10" aria-hidden="true">
                    <rect fill=NOTHING width="14" height="10"></rect>
                </svg>
                {lang.say(figures::MAP_NOTHING)}
            </span>
        };
        Some(((0..5).map(band).collect_view(), nothing))
    };
    view! { <p class="figures-keys">{bands}</p> }
}
