//! What the search box found, over the map, and the report that is open.

use leptos::prelude::*;
use trucban_contract::ipc::{CoordinateFinding, GridPoint, Hit, HitTarget, SubjectKey};
use trucban_text::{Text, format, map};

use super::hit::hit_words;
use super::model::CityMap;
use crate::clock::Clock;
use crate::failure;
use crate::kit::button::Button;
use crate::kit::icon::Icon;
use crate::language::Language;
use crate::place::Place;

/// The hits of the search, or what is wrong with typed coordinates.
#[component]
pub fn Finds() -> impl IntoView {
    let (lang, city) = (Language::here(), CityMap::here());
    let none = move || {
        city.found.with(|found| {
            found.as_ref().is_some_and(|it| it.hits.is_empty() && it.finding.is_none())
        })
    };
    let finding = move || city.found.with(|found| found.as_ref().and_then(|it| it.finding));
    view! {
        {move || city.search_failure.get().map(|failure| view! {
            <p class="finds floats finds-none" role="alert">{failure::words(lang.get(), &failure)}</p>
        })}
        <Show when=move || city.found.with(Option::is_some)>
            <div class="finds floats" data-testid="map-finds">
                {move || finding().map(|finding| view! { <Finding finding/> })}
                <ol class="hits scrolls" aria-label=move || lang.say(map::HITS)>
                    {move || {
                        city.hits().into_iter().enumerate().map(|(at, hit)| {
                            view! { <li><HitLine at hit/></li> }
                        }).collect_view()
                    }}
                </ol>
                <Show when=none>
                    <p class="finds-none meta">{move || lang.say(map::HITS_NONE)}</p>
                </Show>
            </div>
        </Show>
    }
}

#[component]
fn HitLine(at: usize, hit: Hit) -> impl IntoView {
    let (lang, city, clock) = (Language::here(), CityMap::here(), Clock::here());
    let current = move || city.hit.get() == at;
    let facts = hit.facts.clone();
    let words = Memo::new(move |_| hit_words(lang.get(), &facts, clock.minute()));
    let icon = icon_of(hit.target);
    view! {
        <button
            type="button"
            class="hit"
            class:current=current
            aria-current=move || current().then_some("true")
            on:click=move |_| {
                city.hit.set(at);
                city.choose(&hit);
            }
        >
            {icon.view()}
            <span class="hit-title num">{move || words.with(|(title, _)| title.clone())}</span>
            <span class="meta cut num">{move || words.with(|(_, detail)| detail.clone())}</span>
        </button>
    }
}

const fn icon_of(target: HitTarget) -> Icon {
    match target {
        HitTarget::Incident(_) => Icon::Inbox,
        HitTarget::Lot(_) => Icon::Document,
        HitTarget::Point => Icon::Pin,
        HitTarget::Street(_) | HitTarget::Ward(_) => Icon::Map,
        HitTarget::Camera(_) => Icon::Camera,
        HitTarget::Alert(_) => Icon::Triangle,
    }
}

/// What is wrong with typed coordinates, and the button that puts them right.
#[component]
fn Finding(finding: CoordinateFinding) -> impl IntoView {
    let (lang, city) = (Language::here(), CityMap::here());
    let words = move || match finding {
        CoordinateFinding::Swapped { .. } => lang.say(map::SWAPPED).to_owned(),
        CoordinateFinding::OtherZone { meridian_minutes, swapped, .. } => {
            let zone =
                [meridian(meridian_minutes), lang.say(province(meridian_minutes)).to_owned()];
            let mut said = lang.fill(map::OTHER_ZONE, [&zone[0], &zone[1]]);
            if swapped {
                said.push(' ');
                said.push_str(lang.say(map::OTHER_ZONE_SWAPPED));
            }
            said
        }
        CoordinateFinding::OutsideCity => lang.say(map::OUTSIDE).to_owned(),
    };
    let take = proposal(finding).map(|at| {
        let label = Signal::derive(move || {
            let shown = [at.north_m, at.east_m].map(|it| format::decimal(lang.get(), it, 1));
            lang.fill(map::TAKE, [&shown[0], &shown[1]])
        });
        view! {
            <Button label icon=Icon::Check on_press=move |()| city.take(at) attr:data-testid="map-take"/>
        }
    });
    view! {
        <div class="finding" role="alert" data-testid="map-finding">
            {Icon::Triangle.view()}
            <p>{words}</p>
            {take}
        </div>
    }
}

const fn proposal(finding: CoordinateFinding) -> Option<GridPoint> {
    match finding {
        CoordinateFinding::Swapped { proposal } | CoordinateFinding::OtherZone { proposal, .. } => {
            Some(proposal)
        }
        CoordinateFinding::OutsideCity => None,
    }
}

/// `107°45′`
fn meridian(minutes: u32) -> String {
    format!("{}°{:02}′", minutes / 60, minutes % 60)
}

/// Whose papers use a zone of the grid.
const fn province(meridian_minutes: u32) -> Text<0> {
    match meridian_minutes {
        6_465 => map::ZONE_DA_NANG,
        6_375 => map::ZONE_QUANG_TRI,
        _ => map::ZONE_OTHER,
    }
}

/// The open report and the way to it.
#[component]
pub fn ReportStrip() -> impl IntoView {
    let (lang, city, place) = (Language::here(), CityMap::here(), Place::here());
    move || {
        city.report.get().map(|report| {
            let id = report.id;
            view! {
                <div class="report-strip floats" data-testid="map-report">
                    {Icon::Inbox.view()}
                    <span class="unseen">{lang.say(map::REPORT_SELECTED)}</span>
                    <strong class="num">{report.number}</strong>
                    <span class="cut">{report.title}</span>
                    <Button
                        label=lang.text(map::OPEN_REPORT)
                        keycap="Enter"
                        on_press=move |()| place.show_case(SubjectKey::Incident(id))
                        attr:data-testid="map-open-report"
                    />
                </div>
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_neighbour_s_zone_is_named_with_the_province_that_uses_it() {
        assert_eq!(meridian(6_465), "107°45′");
        assert_eq!(meridian(6_420), "107°00′");
        assert_eq!(province(6_465), map::ZONE_DA_NANG);
        assert_eq!(province(6_375), map::ZONE_QUANG_TRI);
    }
}
