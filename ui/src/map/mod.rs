//! The map screen: the city's plans, lots, reports and cameras on one map, and the card that says
//! what holds at a place.
//!
//! Only `bridge` knows the library that draws; everything that is drawn is said by `style`. A part
//! that cannot be read is named on the map, because a blank place looks like land without a plan.

mod bridge;
mod canvas;
mod card;
mod find;
mod hit;
mod layers;
mod measure;
mod model;
mod scale;
mod seen;
mod style;
mod symbols;

use leptos::prelude::*;
use trucban_contract::ipc::SubjectKey;
use trucban_text::{frame, map};

use crate::failure;
use crate::ipc::Shell;
use crate::keys::{Key, Keys};
use crate::kit::button::Button;
use crate::kit::icon::Icon;
use crate::kit::message::{Message, Mood, Skeleton};
use crate::language::Language;
use crate::place::Place;
use canvas::Canvas;
use card::CardPane;
use layers::LayersPane;
pub use model::CityMap;

/// The screen.
#[component]
pub fn MapScreen() -> impl IntoView {
    let (city, place) = (CityMap::here(), Place::here());
    Keys::here().on(move |key| match key {
        Key::Layers => {
            city.layers_hidden.update(|hidden| *hidden = !*hidden);
            true
        }
        Key::Context => {
            city.card_hidden.update(|hidden| *hidden = !*hidden);
            true
        }
        Key::Next => step(&city, 1),
        Key::Previous => step(&city, -1),
        Key::Open => open(&city, place),
        Key::Back => city.clear(),
        _ => false,
    });
    let stage = Memo::new(move |_| city.facts.with(|facts| facts.as_ref().map(Result::is_ok)));
    view! {
        <div
            class="city-map"
            class:without-layers=city.layers_hidden
            class:without-card=city.card_hidden
        >
            {move || match stage.get() {
                None => view! { <Loading/> }.into_any(),
                Some(false) => view! { <Failed/> }.into_any(),
                Some(true) => {
                    view! {
                        <LayersPane/>
                        <Canvas/>
                        <CardPane/>
                    }
                        .into_any()
                }
            }}
        </div>
    }
}

/// Moves the keys to another hit, if there are some.
fn step(city: &CityMap, by: isize) -> bool {
    let hits = untrack(|| city.hits().len());
    if hits > 0 {
        city.hit.update(|at| *at = at.saturating_add_signed(by).min(hits - 1));
    }
    hits > 0
}

/// Opens the hit that the keys are at, or the chosen report in the queue.
fn open(city: &CityMap, place: Place) -> bool {
    let hits = untrack(|| city.hits());
    if let Some(hit) = hits.get(city.hit.get_untracked()) {
        city.choose(hit);
        return true;
    }
    let report = city.report.with_untracked(|report| report.as_ref().map(|it| it.id));
    if let Some(id) = report {
        place.show_case(SubjectKey::Incident(id));
    }
    report.is_some()
}

#[component]
fn Loading() -> impl IntoView {
    let lang = Language::here();
    view! { <Skeleton lines=12 label=lang.text(map::LOADING)/> }
}

#[component]
fn Failed() -> impl IntoView {
    let (lang, shell, city) = (Language::here(), Shell::here(), CityMap::here());
    let note = Signal::derive(move || {
        city.facts.with(|facts| match facts {
            Some(Err(failure)) => failure::words(lang.get(), failure),
            _ => String::new(),
        })
    });
    view! {
        <Message mood=Mood::Failed icon=Icon::Octagon title=lang.text(map::FAILED) note>
            <Button
                label=lang.text(frame::RETRY_READ)
                icon=Icon::Refresh
                on_press=move |()| shell.read_again()
            />
        </Message>
    }
}
