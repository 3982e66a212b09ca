//! What the units in charge do with the report, and what is waited for: accepted by whom, returned,
//! asked for more time, a result; the sender who was asked; the reports that tell of the same.

use leptos::prelude::*;
use trucban_contract::ipc::{IncidentDetail, Related, UnitPart};
use trucban_domain::{IncidentId, Outcome};
use trucban_text::{format, incidents, names, workflow};

use super::Shown;
use crate::clock::Clock;
use crate::kit::icon::Icon;
use crate::language::Language;
use crate::place::Place;

/// The units' parts: one line for a report that one unit has, a list for one that several have.
#[component]
pub fn Parts(
    /// The report.
    detail: Shown,
) -> impl IntoView {
    let (lang, clock) = (Language::here(), Clock::here());
    move || {
        detail.with(|it| match it.parts.as_slice() {
            [alone] => view! {
                {accepted_by(alone, lang, clock)}
                {said_by(alone, lang)}
            }
            .into_any(),
            parts => {
                let lines = parts.iter().enumerate().map(|(at, part)| {
                    let name = names::unit(lang.get(), &part.unit.0);
                    let state = names::part(lang.get(), part.state);
                    view! {
                        <li
                            class="unit-part"
                            data-testid=format!("part-{}", part.unit)
                            data-state=part.state.as_str()
                        >
                            <p>
                                <strong>{name}</strong>
                                {(at == 0).then(|| view! {
                                    " " <span class="meta">{lang.say(workflow::LEADS)}</span>
                                })}
                                <span class="unit-part-state">{state}</span>
                            </p>
                            {accepted_by(part, lang, clock)}
                            {said_by(part, lang)}
                        </li>
                    }
                });
                view! {
                    <section class="unit-parts" aria-labelledby="parts-title" data-testid="parts">
                        <h3 id="parts-title">{lang.say(workflow::PARTS)}</h3>
                        <ul>{lines.collect_view()}</ul>
                    </section>
                }
                .into_any()
            }
        })
    }
}

fn accepted_by(part: &UnitPart, lang: Language, clock: Clock) -> Option<AnyView> {
    let by = part.acknowledged.as_ref()?;
    let unit = names::unit(lang.get(), &by.by.unit.0);
    let at = format::stamp(lang.get(), by.at, clock.minute());
    let words = lang.fill(incidents::ACCEPTED_BY, [&by.by.name, &unit, &at]);
    Some(
        view! {
            <p class="accepted-by" data-testid="accepted-by">
                {Icon::CheckCircle.view()}
                <span class="num">{words}</span>
            </p>
        }
        .into_any(),
    )
}

/// What a unit said when it returned its part, asked for time, or gave its result.
fn said_by(part: &UnitPart, lang: Language) -> Option<AnyView> {
    if let Some(why) = &part.returned {
        let unit = names::unit(lang.get(), &why.suggested.0);
        let words = lang.fill(incidents::RETURNED_SAYS, [&unit, &why.reason]);
        return Some(view! { <p class="unit-says" data-testid="returned">{words}</p> }.into_any());
    }
    if let Some((until, reason)) = &part.extension {
        let until = format::date(lang.get(), *until);
        let words = lang.fill(incidents::EXTENSION_SAYS, [&until, reason]);
        return Some(view! { <p class="unit-says" data-testid="extension">{words}</p> }.into_any());
    }
    let result = part.result.clone()?;
    Some(
        view! {
            <figure class="citizen unit-result" data-testid="result">
                <figcaption>{lang.say(incidents::RESULT_SAYS)}</figcaption>
                <blockquote lang="vi">{result}</blockquote>
            </figure>
        }
        .into_any(),
    )
}

/// What lies outside the units: the sender who was asked, what the sender thinks of the result, how often
/// it was opened again, which reports tell of the same.
#[component]
pub fn Standing(
    /// The report.
    detail: Shown,
) -> impl IntoView {
    let (lang, clock) = (Language::here(), Clock::here());
    move || {
        detail.with(|it| {
            view! {
                {escalated(it, lang)}
                {it.question.as_ref().map(|question| {
                    let since = format::stamp(lang.get(), question.since, clock.minute());
                    let words = lang.fill(workflow::ASKED_SAYS, [&since, &question.text]);
                    view! { <p class="unit-says" data-testid="asked">{words}</p> }
                })}
                {it.rating.map(|rating| {
                    let words = names::rating(lang.get(), rating);
                    view! {
                        <p class="unit-says" data-testid="rating">
                            {lang.fill(workflow::RATING_SAYS, [words])}
                        </p>
                    }
                })}
                {(it.outcome == Some(Outcome::Refused)).then(|| view! {
                    <p class="unit-says" data-testid="refused">{lang.say(workflow::OUTCOME_REFUSED)}</p>
                })}
                {it.duplicate_of.as_ref().map(|original| {
                    let words =
                        lang.fill(workflow::DUPLICATE_OF, [&original.number, &original.title]);
                    view! { <p class="unit-says"><Go id=original.id words/></p> }
                })}
                {duplicates(&it.duplicates, lang)}
            }
        })
    }
}

fn escalated(it: &IncidentDetail, lang: Language) -> Option<AnyView> {
    let times =
        it.reopened.filter(|it| it.times >= trucban_domain::incident::ESCALATED_AFTER)?.times;
    let words = lang.fill(workflow::ESCALATED, [&times.to_string()]);
    Some(
        view! {
            <p class="unit-says danger" role="status" data-testid="escalated">
                {Icon::Octagon.view()} {words}
            </p>
        }
        .into_any(),
    )
}

fn duplicates(related: &[Related], lang: Language) -> Option<AnyView> {
    let count = format::count(lang.get(), related.len() as u64);
    let lines = related.iter().map(|it| {
        let words = format!("{} · {}", it.number, it.title);
        view! { <li><Go id=it.id words/></li> }
    });
    (!related.is_empty()).then(|| {
        view! {
            <section class="unit-parts" aria-labelledby="duplicates-title" data-testid="duplicates">
                <h3 id="duplicates-title">{lang.fill(workflow::DUPLICATES, [&count])}</h3>
                <ul>{lines.collect_view()}</ul>
            </section>
        }
        .into_any()
    })
}

/// The way to another report.
#[component]
fn Go(id: IncidentId, words: String) -> impl IntoView {
    let place = Place::here();
    view! {
        <button type="button" class="on-map" on:click=move |_| place.open.set(Some(id))>
            {words}
        </button>
    }
}
