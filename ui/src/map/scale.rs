//! The foot of the map: scale bar, ratio, and X and Y in the city's grid.
//!
//! X and Y are those under the pointer, else those of the chosen place, else of the middle. The
//! projection runs in the window, so they follow the hand without asking the shell.

use js_sys::Reflect;
use leptos::prelude::*;
use leptos::task::spawn_local;
use trucban_text::{format, map};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::Clipboard;

use super::measure;
use super::model::{Card, CityMap};
use crate::kit::icon::Icon;
use crate::kit::toast::{Toasts, Urgency};
use crate::language::Language;

/// The foot.
#[component]
pub fn ScaleBar() -> impl IntoView {
    let (lang, city, toasts) = (Language::here(), CityMap::here(), Toasts::here());
    let scale = Memo::new(move |_| city.view.get().map(measure::metres_per_px));
    let bar = move || scale.get().map(measure::bar);
    let length = move || {
        bar().map(|(_, metres)| {
            let far = metres >= 1_000.0;
            let shown = if far { metres / 1_000.0 } else { metres };
            let words = if far { map::SCALE_KM } else { map::SCALE };
            lang.fill(words, [&format::decimal(lang.get(), shown, 0)])
        })
    };
    let ratio = move || {
        scale.get().map(|scale| {
            lang.fill(map::RATIO, [&format::decimal(lang.get(), measure::ratio(scale), 0)])
        })
    };
    let at = Memo::new(move |_| city.pointer.get().map_or_else(|| settled(&city), in_grid));
    let shown = move |axis: fn((f64, f64)) -> f64, words| {
        at.get().map(|at| lang.fill(words, [&format::decimal(lang.get(), axis(at), 1)]))
    };
    let copy = move |_| {
        if let Some((north, east)) = untrack(|| settled(&city)) {
            copy(measure::raw(north, east), lang, toasts);
        }
    };
    view! {
        <div class="map-scale floats num" data-testid="map-scale">
            <span
                class="scale-bar"
                aria-hidden="true"
                style:width=move || bar().map(|(px, _)| format!("{px:.1}px"))
            ></span>
            <span>{length}</span>
            <span>{ratio}</span>
            <span class="scale-axis">{move || shown(|(north, _)| north, map::X_NORTH)}</span>
            <span class="scale-axis">{move || shown(|(_, east)| east, map::Y_EAST)}</span>
            <button type="button" class="scale-copy" data-testid="map-copy" on:click=copy>
                {Icon::Copy.view()}
                <span>{move || lang.say(map::COPY)}</span>
            </button>
            <span class="cut">{move || lang.say(map::GRID)}</span>
        </div>
    }
}

fn in_grid((lat, lon): (f64, f64)) -> Option<(f64, f64)> {
    measure::in_grid(lat, lon)
}

/// X and Y of what does not move with the hand: the chosen place, or the middle of the map.
fn settled(city: &CityMap) -> Option<(f64, f64)> {
    let chosen = city.card.with(|card| match card {
        Card::Answered(card) => Some((card.at.north_m, card.at.east_m)),
        _ => None,
    });
    chosen.or_else(|| city.view.get().and_then(|view| measure::in_grid(view.lat, view.lon)))
}

fn copy(raw: String, lang: Language, toasts: Toasts) {
    spawn_local(async move {
        let (urgency, words) = match write(&raw).await {
            Some(_) => (Urgency::Status, map::COPIED),
            None => (Urgency::Alert, map::NOT_COPIED),
        };
        toasts.show(urgency, words.fill(untrack(|| lang.get()), [&raw]));
    });
}

/// Puts a text on the clipboard; `None` where the page has none, or may not.
async fn write(raw: &str) -> Option<JsValue> {
    let clipboard = Reflect::get(&window().navigator(), &"clipboard".into()).ok()?;
    let clipboard = clipboard.dyn_into::<Clipboard>().ok()?;
    JsFuture::from(clipboard.write_text(raw)).await.ok()
}
