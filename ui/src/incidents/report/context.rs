//! What stands beside a report: sender, place, source, and its history.

use leptos::prelude::*;
use trucban_contract::ipc::IncidentDetail;
use trucban_text::{format, incidents, map, names};

use super::Shown;
use super::history::History;
use super::zone::ZoneLine;
use crate::kit::icon::Icon;
use crate::language::Language;
use crate::place::Place;

/// The pane beside the report; under it where the window is narrow.
#[component]
pub fn Context(
    /// The report.
    detail: Shown,
) -> impl IntoView {
    let lang = Language::here();
    view! {
        <aside class="context scrolls" aria-label=move || lang.say(incidents::CONTEXT)>
            <Facts detail/>
            <Sender detail/>
            <History detail/>
        </aside>
    }
}

#[component]
fn Facts(detail: Shown) -> impl IntoView {
    let (lang, place) = (Language::here(), Place::here());
    let address = move || {
        let address = detail.with(|it| it.row.address.clone());
        if address.is_empty() { lang.say(incidents::NO_ADDRESS).to_owned() } else { address }
    };
    let ward = move || detail.with(|it| names::ward(lang.get(), it.row.ward));
    let ward_code = move || detail.with(|it| it.row.ward.to_string());
    view! {
        <dl class="facts">
            <dt>{move || lang.say(incidents::ADDRESS)}</dt>
            <dd>{address}</dd>
            <dt>{move || lang.say(incidents::WARD)}</dt>
            <dd>{ward} " " <span class="meta num">{ward_code}</span></dd>
            <dt>{move || lang.say(incidents::POSITION)}</dt>
            <dd class="num">
                {move || detail.with(|it| position(it, lang))}
                " "
                <Show when=move || detail.with(|it| it.position.is_some())>
                    <button
                        type="button"
                        class="on-map"
                        data-testid="detail-on-map"
                        on:click=move |_| place.show_on_map(detail.with_untracked(|it| it.row.id))
                    >
                        {Icon::Map.view()}
                        <span>{move || lang.say(map::ON_MAP)}</span>
                    </button>
                </Show>
            </dd>
            <ZoneLine detail/>
            <dt>{move || lang.say(incidents::CATEGORY)}</dt>
            <dd>{move || detail.with(|it| names::category(lang.get(), &it.row.category))}</dd>
            <dt>{move || lang.say(incidents::SOURCE)}</dt>
            <dd>{move || detail.with(|it| names::source(lang.get(), it.source))}</dd>
            <dt>{move || lang.say(incidents::UNIT)}</dt>
            <dd>{move || detail.with(|it| units(it, lang))}</dd>
        </dl>
    }
}

fn units(it: &IncidentDetail, lang: Language) -> String {
    let names = it.parts.iter().map(|part| names::unit(lang.get(), &part.unit.0));
    names.collect::<Vec<_>>().join(", ")
}

fn position(it: &IncidentDetail, lang: Language) -> String {
    let Some(at) = it.position else { return lang.say(incidents::NO_POSITION).to_owned() };
    let (lat, lon) = (format::degrees(at.lat), format::degrees(at.lon));
    match at.accuracy_m {
        Some(radius) => format!("{lat}, {lon} ±{radius:.0} m"),
        None => format!("{lat}, {lon}"),
    }
}

/// Who sent it: hidden from units, shown to the city desk.
#[component]
fn Sender(detail: Shown) -> impl IntoView {
    let lang = Language::here();
    let hidden = Memo::new(move |_| detail.with(|it| it.reporter_hidden));
    let known = Memo::new(move |_| detail.with(|it| it.reporter.clone()));
    let inside = move || {
        if hidden.get() {
            let title = lang.fill(incidents::SENDER_LABEL, [lang.say(incidents::SENDER_HIDDEN)]);
            return view! {
                <h3>{Icon::Lock.view()} {title}</h3>
                <p class="meta">{lang.say(incidents::SENDER_HIDDEN_WHY)}</p>
            }
            .into_any();
        }
        let Some(sender) = known.get() else {
            let title = lang.fill(incidents::SENDER_LABEL, [lang.say(incidents::SENDER_NOT_HERE)]);
            return view! { <h3>{Icon::User.view()} {title}</h3> }.into_any();
        };
        let name = match sender.name.trim() {
            "" => lang.say(incidents::SENDER_UNKNOWN).to_owned(),
            name => name.to_owned(),
        };
        let line = |label, value: String| {
            (!value.trim().is_empty()).then(|| {
                view! {
                    <dt>{lang.say(label)}</dt>
                    <dd class="num">{value}</dd>
                }
            })
        };
        view! {
            <h3>{Icon::User.view()} {lang.fill(incidents::SENDER_LABEL, [&name])}</h3>
            <dl class="facts">
                {line(incidents::PHONE, sender.phone)}
                {line(incidents::EMAIL, sender.email)}
            </dl>
        }
        .into_any()
    };
    view! { <section class="sender card" data-testid="reporter">{inside}</section> }
}
