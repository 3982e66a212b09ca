//! The pane on the left: layers with their legend and their age, and what is in view as a list.

mod in_view;

use leptos::prelude::*;
use trucban_contract::ipc::{LOTS_FROM_ZOOM, LegendUse, MapFacts};
use trucban_domain::Timestamp;
use trucban_text::{Lang, Text, format, map, names};

use super::bridge::View;
use super::measure;
use super::model::CityMap;
use super::style::{Group, usual_opacity_percent};
use crate::clock::Clock;
use crate::kit::stamp::Stamp;
use crate::language::Language;
use crate::preferences::Preferences;
use in_view::InView;

/// Zoning data older than this are marked as old.
const STALE_MS: i64 = 180 * 86_400_000;
const DAY_MS: i64 = 86_400_000;
const LEAST_OPACITY: u8 = 20;
const MOST_OPACITY: u8 = 90;

/// The pane.
#[component]
pub fn LayersPane() -> impl IntoView {
    let lang = Language::here();
    let listing = RwSignal::new(false);
    let tab = |label: Text<0>, lists: bool, testid: &'static str| {
        view! {
            <button
                type="button"
                class="map-tab"
                data-testid=testid
                aria-pressed=move || (listing.get() == lists).to_string()
                on:click=move |_| listing.set(lists)
            >
                {move || lang.say(label)}
            </button>
        }
    };
    view! {
        <aside class="map-layers" aria-label=move || lang.say(map::PANE_LAYERS)>
            <header class="map-layers-head">
                <h1>{move || lang.say(map::TITLE)}</h1>
                <div class="map-tabs">
                    {tab(map::LAYERS, false, "map-tab-layers")}
                    {tab(map::IN_VIEW, true, "map-tab-in-view")}
                </div>
            </header>
            <div class="map-layers-body scrolls">
                <Show when=move || listing.get() fallback=|| view! { <Layers/> }>
                    <InView/>
                </Show>
            </div>
        </aside>
    }
}

#[component]
fn Layers() -> impl IntoView {
    let (lang, city) = (Language::here(), CityMap::here());
    let facts = Memo::new(move |_| city.facts.get().and_then(Result::ok));
    let count = move |say: fn(Lang, &MapFacts) -> String| {
        facts.with(|facts| facts.as_ref().map(|facts| say(lang.get(), facts)))
    };
    let swatch = |class: &'static str| view! { <span class=class aria-hidden="true"></span> };
    let line = move |class: &'static str, word: Text<0>| {
        view! { <li>{swatch(class)} <span>{move || lang.say(word)}</span></li> }
    };
    view! {
        <section class="map-group">
            <Toggle label=map::LAND_USE strong=true group=Group::Zoning/>
            <Legend facts/>
            <Opacity/>
            <p class="meta">{move || lang.say(map::SHARED_COLOURS)}</p>
            <Age facts/>
        </section>
        <section class="map-group">
            <Toggle label=map::HERITAGE strong=true group=Group::Heritage/>
            <ul class="map-legend">
                {line("swatch hatch-one", map::ZONE_ONE)}
                {line("swatch hatch-two", map::ZONE_TWO)}
                {line("swatch dash-buffer", map::BUFFER)}
            </ul>
        </section>
        <section class="map-group">
            <h2 class="map-group-title">{move || lang.say(map::WORK)}</h2>
            <Toggle label=map::REPORTS group=Group::Reports>
                <span class="meta num">{move || count(reports_words)}</span>
            </Toggle>
            <Toggle label=map::CAMERAS group=Group::Cameras>
                <span class="meta num">{move || count(cameras_words)}</span>
            </Toggle>
        </section>
        <section class="map-group">
            <h2 class="map-group-title">{move || lang.say(map::BASE)}</h2>
            <Toggle label=map::WARDS group=Group::Wards>
                {swatch("swatch dash-ward")}
            </Toggle>
            <Toggle label=map::ROAD_RESERVE group=Group::Reserve>
                {swatch("swatch dash-reserve")}
            </Toggle>
            <p class="meta num">{move || lots_words(lang.get(), city.view.get())}</p>
        </section>
    }
}

fn reports_words(lang: Lang, facts: &MapFacts) -> String {
    map::REPORTS_OPEN.fill(lang, [&format::count(lang, facts.reports.into())])
}

fn cameras_words(lang: Lang, facts: &MapFacts) -> String {
    let (all, silent) = facts.cameras;
    map::CAMERAS_SILENT
        .fill(lang, [&format::count(lang, all.into()), &format::count(lang, silent.into())])
}

fn lots_words(lang: Lang, view: Option<View>) -> String {
    let lat = view.map_or(16.47, |view| view.lat);
    let zoom = f64::from(LOTS_FROM_ZOOM);
    let ratio = measure::ratio(measure::metres_per_px(View { lat, lon: 107.6, zoom }));
    map::LOTS_FROM.fill(lang, [&format::decimal(lang, ratio, 0)])
}

/// A layer that is shown or not.
#[component]
fn Toggle(
    label: Text<0>,
    #[prop(optional)] strong: bool,
    group: Group,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    let (lang, city) = (Language::here(), CityMap::here());
    view! {
        <label class="map-toggle" class:strong=strong>
            <input
                type="checkbox"
                prop:checked=move || city.shown.get().has(group)
                on:change=move |event| {
                    let on = event_target_checked(&event);
                    city.shown.update(|shown| shown.turn(group, on));
                }
            />
            <span>{move || lang.say(label)}</span>
            {children.map(|children| children())}
        </label>
    }
}

#[component]
fn Legend(facts: Memo<Option<MapFacts>>) -> impl IntoView {
    let lang = Language::here();
    let uses = Memo::new(move |_| {
        facts.with(|facts| facts.as_ref().map(|it| it.uses.clone()).unwrap_or_default())
    });
    let line = move |LegendUse { code, colour }: LegendUse| {
        let name = names::land_use(lang.get(), &code.0);
        view! {
            <li>
                <svg class="swatch" aria-hidden="true"><rect width="22" height="13" fill=colour/></svg>
                <strong class="legend-code">{code.0}</strong>
                <span>{name}</span>
            </li>
        }
    };
    view! {
        <ul class="map-legend" data-testid="map-legend">
            {move || uses.get().into_iter().map(line).collect_view()}
        </ul>
    }
}

#[component]
fn Opacity() -> impl IntoView {
    let (lang, city, preferences) = (Language::here(), CityMap::here(), Preferences::here());
    let percent = move || {
        let usual = || usual_opacity_percent(preferences.theme());
        city.opacity_percent.get().unwrap_or_else(usual)
    };
    view! {
        <label class="map-opacity">
            <span>{move || lang.say(map::OPACITY)}</span>
            <input
                type="range"
                data-testid="map-opacity"
                min=LEAST_OPACITY
                max=MOST_OPACITY
                prop:value=percent
                on:input=move |event| {
                    if let Ok(chosen) = event_target_value(&event).parse() {
                        city.opacity_percent.set(Some(chosen));
                    }
                }
            />
            <span class="num">{move || lang.fill(map::PERCENT, [&percent().to_string()])}</span>
        </label>
    }
}

#[component]
fn Age(facts: Memo<Option<MapFacts>>) -> impl IntoView {
    let (lang, clock) = (Language::here(), Clock::here());
    let since = Memo::new(move |_| facts.with(|facts| facts.as_ref().and_then(|it| it.data_on)));
    let sample = move || facts.with(|facts| facts.as_ref().is_some_and(|it| it.sample));
    let age = move || {
        since.get().map(|since| {
            let words = Signal::derive(move || age_words(lang.get(), since, clock.minute()));
            let stale = Signal::derive(move || is_stale(since, clock.minute()));
            view! { <Stamp words stale/> }
        })
    };
    view! {
        <p class="map-age">
            {age}
            <Show when=sample>
                <span class="chip neutral">{move || lang.say(map::SAMPLE)}</span>
            </Show>
        </p>
    }
}

/// `dữ liệu 12/10/2026 · 39 ngày`
fn age_words(lang: Lang, since: Timestamp, now: Timestamp) -> String {
    let age_ms = now.since_ms(since);
    if age_ms < DAY_MS {
        return map::DATA_TODAY.say(lang).to_owned();
    }
    map::DATA_AGE.fill(lang, [&format::date(lang, since), &format::span(lang, age_ms)])
}

fn is_stale(since: Timestamp, now: Timestamp) -> bool {
    now.since_ms(since) > STALE_MS
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(iso: &str) -> Timestamp {
        Timestamp::parse_iso(iso).unwrap()
    }

    #[test]
    fn the_age_of_the_data_is_a_day_and_a_count_of_days() {
        let since = at("2026-10-12T00:00:00+07:00");
        let now = at("2026-11-20T14:31:00+07:00");
        assert_eq!(age_words(Lang::Vi, since, now), "dữ liệu 12/10/2026 · 39 ngày");
        assert_eq!(age_words(Lang::Vi, now, now), "dữ liệu hôm nay");
    }

    #[test]
    fn zoning_data_are_old_after_half_a_year() {
        let now = at("2026-11-20T00:00:00+07:00");
        assert!(!is_stale(at("2026-05-24T00:00:00+07:00"), now));
        assert!(is_stale(at("2026-05-23T00:00:00+07:00"), now));
    }

    #[test]
    fn the_pane_says_from_which_ratio_lots_show() {
        assert!(lots_words(Lang::Vi, None).starts_with("Thửa chỉ hiện từ 1:4."));
    }
}
