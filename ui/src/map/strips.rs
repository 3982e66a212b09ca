//! What floats over the map: the place that it was brought to, and the report that is open.

use leptos::prelude::*;
use trucban_contract::ipc::SubjectKey;
use trucban_text::{frame, map};

use super::model::CityMap;
use crate::hit::HitLine;
use crate::kit::button::Button;
use crate::kit::icon::Icon;
use crate::language::Language;
use crate::place::Place;

/// The street, ward or camera that was found and that the map went to.
#[component]
pub fn PlaceStrip() -> impl IntoView {
    let (lang, city) = (Language::here(), CityMap::here());
    move || {
        city.named.get().map(|hit| {
            view! {
                <div class="map-strip floats" role="status" data-testid="map-place">
                    <span class="unseen">{move || lang.say(map::SHOWN_PLACE)}</span>
                    <HitLine hit/>
                    <button
                        type="button"
                        class="icon-button"
                        aria-label=move || lang.say(frame::CLOSE)
                        on:click=move |_| city.named.set(None)
                    >
                        {Icon::Close.view()}
                    </button>
                </div>
            }
        })
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
                <div class="map-strip floats" data-testid="map-report">
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
