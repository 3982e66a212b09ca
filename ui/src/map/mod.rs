//! The map screen: the city's plans, lots, reports and cameras on one map, and the card that says
//! what holds at a place.
//!
//! Only `bridge` knows the library that draws; everything that is drawn is said by `style`. A part
//! that cannot be read is named on the map, because a blank place looks like land without a plan.

mod bridge;
mod canvas;
mod card;
mod layers;
mod measure;
mod model;
mod named;
mod scale;
mod seen;
mod strips;
mod style;
mod symbols;
mod tip;

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
    let keys = Keys::here();
    keys.offers(move |key| match key {
        Key::Layers | Key::Context => city.facts.with(|facts| matches!(facts, Some(Ok(_)))),
        Key::Open => city.report.with(Option::is_some),
        _ => false,
    });
    keys.on(move |key| match key {
        Key::Layers => {
            city.layers_hidden.update(|hidden| *hidden = !*hidden);
            true
        }
        Key::Context => {
            city.card_hidden.update(|hidden| *hidden = !*hidden);
            true
        }
        Key::Open => open_report(&city, place),
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

/// Opens the report that is shown in the queue. Whether there is one.
fn open_report(city: &CityMap, place: Place) -> bool {
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
