//! What the zoning map on this machine says of the place of a report: the lot, and what is planned there.
//!
//! Asked once a place, and again when the map changes. A look-up that fails, or finds nothing, says so in
//! its own line and leaves the report as it is.

use leptos::prelude::*;
use leptos::task::spawn_local;
use trucban_contract::ipc::{CommandError, LookUpPoint, Topic, ZoneCard};
use trucban_domain::PlanStatus;
use trucban_text::{Lang, format, incidents, map, names};

use super::Shown;
use crate::failure;
use crate::ipc::Shell;
use crate::kit::chip::{Chip, Tone};
use crate::kit::icon::Icon;
use crate::language::Language;

/// Degrees, latitude first.
type At = (f64, f64);

/// The line; none for a report without a place.
#[component]
pub fn ZoneLine(
    /// The report.
    detail: Shown,
) -> impl IntoView {
    let (lang, shell) = (Language::here(), Shell::here());
    let place = Memo::new(move |_| detail.with(|it| it.position.map(|at| (at.lat, at.lon))));
    let found = RwSignal::new(None::<(At, Result<ZoneCard, CommandError>)>);
    Effect::new(move |_| {
        shell.version(Topic::Map);
        let Some(at) = place.get() else { return };
        spawn_local(async move {
            let card = shell.call(LookUpPoint { lat: at.0, lon: at.1 }).await;
            // The pane may be gone, or show another place, before the answer comes.
            if place.try_get_untracked().flatten() == Some(at) {
                found.set(Some((at, card)));
            }
        });
    });
    let said = move || {
        let (lang, here) = (lang.get(), place.get());
        found.with(|found| match found {
            Some((at, Ok(card))) if here == Some(*at) => card_view(card, lang).into_any(),
            Some((at, Err(error))) if here == Some(*at) => failure::words(lang, error).into_any(),
            _ => incidents::ZONING_LOOKED_UP.say(lang).into_any(),
        })
    };
    view! {
        <Show when=move || place.get().is_some()>
            <dt>{move || lang.say(incidents::ZONING)}</dt>
            <dd class="zone-line" data-testid="detail-zone">{said}</dd>
        </Show>
    }
}

fn card_view(card: &ZoneCard, lang: Lang) -> impl IntoView + use<> {
    let lot = card.lot.as_ref();
    let title = lot.map_or_else(
        || map::POINT.say(lang).to_owned(),
        |lot| map::LOT.fill(lang, [&lot.number.to_string(), &lot.sheet.to_string()]),
    );
    let planned = planned(card, lang);
    let planned =
        if planned.is_empty() { map::SHARES_NONE.say(lang).to_owned() } else { planned.join("; ") };
    let protected = card.notices.first().map(|notice| {
        let words = names::protection(lang, notice.protection);
        view! { <Chip tone=Tone::Warn icon=Icon::Triangle words/> }
    });
    let sample = card.sample.then(|| format!(" · {}", map::SAMPLE.say(lang)));
    view! {
        <span class="num">{title}</span>
        <span>{planned}</span>
        {protected}
        <span class="meta">{map::DISCLAIMER.say(lang)}{sample}</span>
    }
}

/// What the most detailed plan in force says, the largest part first, each with its percent where the
/// lot has several.
fn planned(card: &ZoneCard, lang: Lang) -> Vec<String> {
    let binds =
        |plan: usize| card.plans.get(plan).is_some_and(|it| it.status == PlanStatus::InForce);
    let Some(plan) = card.shares.iter().map(|part| part.plan).find(|plan| binds(*plan)) else {
        return Vec::new();
    };
    let mut parts: Vec<_> = card.shares.iter().filter(|part| part.plan == plan).collect();
    let share = |percent: Option<f64>| percent.unwrap_or(100.0);
    parts.sort_by(|one, two| share(two.percent).total_cmp(&share(one.percent)));
    let several = parts.len() > 1;
    parts
        .into_iter()
        .map(|part| {
            let name = names::zone(lang, &part.kind);
            match part.percent.filter(|_| several) {
                Some(percent) => {
                    let shown = format::decimal(lang, percent.max(0.1), 1);
                    incidents::ZONING_PERCENT.fill(lang, [&name, &shown])
                }
                None => name,
            }
        })
        .collect()
}
