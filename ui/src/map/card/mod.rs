//! The card on the right: what holds at the chosen place, in the order in which it is read aloud.

mod limits;
mod plans;
mod sketch;

use std::sync::Arc;

use leptos::prelude::*;
use trucban_contract::ipc::{CommandError, HeritageNotice, LotFacts, NearBoundary, ZoneCard};
use trucban_domain::{Protection, ZoneKind};
use trucban_text::{Lang, format, map, names};

use super::model::{Card, CityMap};
use crate::failure;
use crate::hit::former_words;
use crate::kit::icon::Icon;
use crate::kit::message::{Message, Mood, Skeleton};
use crate::language::Language;
use limits::limits;
use plans::{plans, shares};
use sketch::Sketch;

/// The pane.
#[component]
pub fn CardPane() -> impl IntoView {
    let (lang, city) = (Language::here(), CityMap::here());
    view! {
        <aside
            class="map-card"
            data-testid="map-card"
            aria-label=move || lang.say(map::PANE_CARD)
            aria-live="polite"
        >
            {move || match city.card.get() {
                Card::Nothing => {
                    view! {
                        <Message
                            icon=Icon::Pin
                            title=lang.text(map::CHOOSE)
                            note=lang.text(map::CHOOSE_NOTE)
                        />
                    }
                        .into_any()
                }
                Card::Asking => {
                    view! { <Skeleton lines=9 label=lang.text(map::LOADING_CARD)/> }.into_any()
                }
                Card::Failed(failure) => view! { <Failed failure/> }.into_any(),
                Card::Answered(card) => view! { <Whole card/> }.into_any(),
            }}
        </aside>
    }
}

#[component]
fn Failed(failure: CommandError) -> impl IntoView {
    let lang = Language::here();
    let note = Signal::derive(move || failure::words(lang.get(), &failure));
    view! { <Message mood=Mood::Failed icon=Icon::Octagon title=lang.text(map::CARD_FAILED) note/> }
}

#[component]
fn Whole(card: Arc<ZoneCard>) -> impl IntoView {
    let language = Language::here();
    move || {
        let lang = language.get();
        view! {
            {head(&card, lang)}
            <div class="map-card-body scrolls">
                {card.notices.iter().map(|notice| view! { <Notice notice=notice.clone() lang/> })
                    .collect_view()}
                {card.lot.clone().map(|lot| view! { <Ground lot lang/> })}
                {shares(&card, lang)}
                {card.boundary.clone().map(|near| view! { <Near near lang/> })}
                {limits(&card, lang)}
                {plans(&card, lang)}
            </div>
            <footer class="map-card-foot meta">{map::DISCLAIMER.say(lang)}</footer>
        }
    }
}

fn head(card: &ZoneCard, lang: Lang) -> impl IntoView + use<> {
    let title = card.lot.as_ref().map_or_else(
        || map::POINT.say(lang).to_owned(),
        |lot| map::LOT.fill(lang, [&lot.number.to_string(), &lot.sheet.to_string()]),
    );
    let ward = card
        .ward
        .map_or_else(|| map::OUTSIDE_CITY.say(lang).to_owned(), |ward| names::ward(lang, ward));
    let place = [card.lot.as_ref().map(|lot| lot.address.clone()), Some(ward)];
    let place: Vec<String> = place.into_iter().flatten().filter(|it| !it.is_empty()).collect();
    let formerly =
        card.lot.as_ref().and_then(|lot| lot.formerly.as_ref()).map(|it| former_words(lang, it));
    let grid = [card.at.north_m, card.at.east_m].map(|it| format::decimal(lang, it, 1));
    let grid = card.lot.is_none().then(|| {
        format!("{} · {}", map::X_NORTH.fill(lang, [&grid[0]]), map::Y_EAST.fill(lang, [&grid[1]]))
    });
    let land_use = card.lot.as_ref().map(|lot| {
        let name = names::land_use(lang, &lot.land_use.0);
        view! {
            <LandUseChip code=lot.land_use.0.clone() colour=lot.colour.clone()/>
            <span class="cut">{name}</span>
        }
    });
    let code = card.ward.map(|ward| map::WARD_CODE.fill(lang, [&ward.to_string()]));
    let sample = card.sample.then(|| {
        view! { <span class="chip neutral">{map::SAMPLE.say(lang)}</span> }
    });
    view! {
        <header class="map-card-head">
            <div class="map-card-line meta">
                {land_use}
                <span class="map-card-ward num">{code}</span>
                {sample}
            </div>
            <h2 data-testid="map-card-title">{title}</h2>
            <p class="map-card-place">{place.join(", ")}</p>
            {formerly.map(|words| view! { <p class="meta num">{words}</p> })}
            {grid.map(|words| view! { <p class="meta num">{words}</p> })}
        </header>
    }
}

/// A code on its own colour, drawn as a picture because the page allows no colours in its text.
#[component]
fn LandUseChip(code: String, colour: String) -> impl IntoView {
    let label = code.clone();
    view! {
        <svg class="land-use-chip" viewBox="0 0 40 22" role="img" aria-label=label>
            <rect width="40" height="22" rx="4" fill=colour/>
            <text x="20" y="15.5" text-anchor="middle">{code}</text>
        </svg>
    }
}

#[component]
fn Notice(notice: HeritageNotice, lang: Lang) -> impl IntoView {
    let HeritageNotice { protection, name } = notice;
    let word = names::protection(lang, protection);
    let (class, icon, body) = match protection {
        Protection::One | Protection::Two => ("map-notice danger", Icon::Octagon, map::CONSULT),
        Protection::Buffer => ("map-notice warn", Icon::Triangle, map::CONSULT_BUFFER),
    };
    view! {
        <section class=class>
            {icon.view()}
            <div>
                <h3>{map::NOTICE.fill(lang, [word, &name])}</h3>
                <p>{body.say(lang)}</p>
            </div>
        </section>
    }
}

#[component]
fn Ground(lot: LotFacts, lang: Lang) -> impl IntoView {
    let area = map::SQUARE_METRES.fill(lang, [&format::decimal(lang, lot.area_m2, 1)]);
    let data_on = format::date(lang, lot.data_on);
    view! {
        <section class="map-ground card">
            <Sketch lot lang/>
            <dl>
                <dt>{map::AREA.say(lang)}</dt>
                <dd class="num">{area}</dd>
                <dt>{map::CERTIFICATE.say(lang)}</dt>
                <dd>{map::NOT_COMPARED.say(lang)}</dd>
                <dt>{map::LOT_DATA.say(lang)}</dt>
                <dd class="num">{data_on}</dd>
            </dl>
        </section>
    }
}

#[component]
fn Near(near: NearBoundary, lang: Lang) -> impl IntoView {
    let name = names::zone(lang, &near.kind);
    let what = match &near.kind {
        ZoneKind::LandUse(code) => map::BOUNDARY.fill(lang, [&format!("{name} ({code})")]),
        ZoneKind::Heritage(_) => map::BOUNDARY.fill(lang, [&name]),
        // A road boundary is a line already.
        ZoneKind::RoadReserve => name,
    };
    let (metres, error) =
        (format::decimal(lang, near.metres, 1), format::decimal(lang, near.error_m, 0));
    view! {
        <section class="map-notice warn" data-testid="map-near">
            {Icon::Triangle.view()}
            <p>
                <strong>{map::NEAR.fill(lang, [&what, &metres, &error])}</strong>
                " "
                {map::SURVEY.say(lang)}
            </p>
        </section>
    }
}
