//! The history of a report (diễn biến), newest first, with the receipts of own acts.

use leptos::prelude::*;
use trucban_contract::ipc::HistoryItem;
use trucban_domain::signature::PAD;
use trucban_domain::{Conclusion, EntryKind, FixSource, OperationId, Source, Timestamp, UnitCode};
use trucban_text::{field, format, handover, incidents, names, photos, workflow};

use super::Shown;
use crate::clock::Clock;
use crate::language::Language;
use crate::receipts::Receipt;

/// The history.
#[component]
pub fn History(
    /// The report.
    detail: Shown,
) -> impl IntoView {
    let lang = Language::here();
    let keys =
        move || detail.with(|it| it.history.iter().map(|item| item.operation).collect::<Vec<_>>());
    view! {
        <section class="history" aria-labelledby="history-title">
            <header>
                <h3 id="history-title">{move || lang.say(incidents::HISTORY)}</h3>
                <span class="meta">{move || lang.say(incidents::HISTORY_NOTE)}</span>
            </header>
            <ol data-testid="history">
                <For each=keys key=|key| *key let:operation>
                    <Line detail operation/>
                </For>
            </ol>
        </section>
    }
}

#[component]
fn Line(detail: Shown, operation: OperationId) -> impl IntoView {
    let (lang, clock) = (Language::here(), Clock::here());
    let item = Memo::new(move |_| {
        detail.with(|it| it.history.iter().find(|item| item.operation == operation).cloned())
    });
    let inside = move || {
        item.get().map(|item| {
            let at = format::stamp(lang.get(), item.at, clock.minute());
            let inner = matches!(item.kind, EntryKind::Note { .. });
            let Said { what, who, text } = said(&item, lang);
            view! {
                <time class="meta num">{at}</time>
                <span class="history-dot" class:inner=inner aria-hidden="true"></span>
                <div class="history-words">
                    <p>
                        <strong>{what}</strong>
                        {who.map(|who| view! { <span class="meta">" · " {who}</span> })}
                    </p>
                    {text.map(|text| view! { <p class="history-text" lang="vi">{text}</p> })}
                    {signed(&item.kind)}
                    {item.receipt.map(|receipt| view! { <Receipt receipt/> })}
                </div>
            }
        })
    };
    let kind = move || {
        item.get().map(|item| match item.kind {
            EntryKind::Received { .. } => "received",
            EntryKind::Acknowledged => "acknowledged",
            EntryKind::Returned(_) => "returned",
            EntryKind::Assigned { .. } => "assigned",
            EntryKind::ExtensionAsked(_) => "extension-asked",
            EntryKind::ExtensionGranted { .. } => "extension-granted",
            EntryKind::ExtensionDenied { .. } => "extension-denied",
            EntryKind::Resulted { .. } => "resulted",
            EntryKind::SentBack { .. } => "sent-back",
            EntryKind::Note { .. } => "note",
            EntryKind::Attached { .. } => "attached",
            EntryKind::Visited { .. } => "visited",
            EntryKind::Closed { .. } => "closed",
            EntryKind::SenderAsked { .. } => "sender-asked",
            EntryKind::SenderAnswered { .. } => "sender-answered",
            EntryKind::Told { .. } => "told",
            EntryKind::Refused { .. } => "refused",
            EntryKind::Duplicate { .. } => "duplicate",
            EntryKind::Rated { .. } => "rated",
            EntryKind::Reopened { .. } => "reopened",
            EntryKind::Upheld { .. } => "upheld",
            EntryKind::Judged(_) => "judged",
            EntryKind::HandedOver => "handed-over",
            EntryKind::TakenOver => "taken-over",
        })
    };
    view! { <li class="history-item" data-testid="history-item" data-kind=kind>{inside}</li> }
}

/// A line of the history in words.
struct Said {
    what: String,
    who: Option<String>,
    text: Option<String>,
}

impl Said {
    fn by(person: Option<String>, unit: Option<String>, what: String, text: &str) -> Self {
        let who = person.zip(unit).map(|(person, unit)| format!("{person}, {unit}"));
        Self { what, who, text: (!text.is_empty()).then(|| text.to_owned()) }
    }
}

fn said(item: &HistoryItem, lang: Language) -> Said {
    let unit = item.actor.as_ref().map(|actor| names::unit(lang.get(), &actor.unit.0));
    let person = item.actor.as_ref().map(|actor| actor.name.clone());
    match &item.kind {
        EntryKind::Received { source: Source::Console } => Said {
            what: lang.say(incidents::ENTRY_RECEIVED_CONSOLE).to_owned(),
            who: person,
            text: None,
        },
        EntryKind::Received { source } => Said {
            what: lang.fill(incidents::ENTRY_RECEIVED, [names::source(lang.get(), *source)]),
            who: None,
            text: None,
        },
        EntryKind::Acknowledged => Said {
            what: lang.fill(incidents::ENTRY_ACKNOWLEDGED, [&unit.unwrap_or_default()]),
            who: person,
            text: None,
        },
        EntryKind::Returned(why) => {
            let to = names::unit(lang.get(), &why.suggested.0);
            Said::by(person, unit, lang.fill(incidents::ENTRY_RETURNED, [&to]), &why.reason)
        }
        EntryKind::Assigned { unit: to, with } => {
            let what = lang.fill(incidents::ENTRY_ASSIGNED, [&named(to, with, lang)]);
            Said::by(person, unit, what, "")
        }
        EntryKind::ExtensionAsked(asked) => {
            let until = format::date(lang.get(), Timestamp::start_of(asked.until));
            let what = lang.fill(incidents::ENTRY_EXTENSION_ASKED, [&until]);
            Said::by(person, unit, what, &asked.reason)
        }
        EntryKind::ExtensionGranted { until } => {
            let until = format::date(lang.get(), Timestamp::start_of(*until));
            Said::by(person, unit, lang.fill(incidents::ENTRY_EXTENSION_GRANTED, [&until]), "")
        }
        EntryKind::ExtensionDenied { reason } => {
            let what = lang.say(incidents::ENTRY_EXTENSION_DENIED).to_owned();
            Said::by(person, unit, what, reason)
        }
        EntryKind::Resulted { text } => {
            Said::by(person, unit, lang.say(incidents::ENTRY_RESULTED).to_owned(), text)
        }
        EntryKind::SentBack { reason } => {
            Said::by(person, unit, lang.say(incidents::ENTRY_SENT_BACK).to_owned(), reason)
        }
        EntryKind::Note { text } => {
            Said::by(person, unit, lang.say(incidents::ENTRY_NOTE).to_owned(), text)
        }
        EntryKind::Attached { reported, result } => {
            Said::by(person, unit, attached(*reported, *result, lang), "")
        }
        EntryKind::Visited { conclusion, .. } => {
            Said::by(person, unit, visited(*conclusion, lang), &visit_told(&item.kind, lang))
        }
        EntryKind::Closed { result, publication } => {
            let what = match publication {
                Some(how) => {
                    let how = names::publication(lang.get(), *how);
                    lang.fill(workflow::ENTRY_CLOSED_AS, [how])
                }
                None => lang.say(incidents::ENTRY_CLOSED).to_owned(),
            };
            Said::by(person, unit, what, result)
        }
        EntryKind::SenderAsked { question } => {
            Said::by(person, unit, lang.say(workflow::ENTRY_SENDER_ASKED).to_owned(), question)
        }
        EntryKind::SenderAnswered { answer } => {
            Said::by(person, unit, lang.say(workflow::ENTRY_SENDER_ANSWERED).to_owned(), answer)
        }
        EntryKind::Told { text } => {
            Said::by(person, unit, lang.say(workflow::ENTRY_TOLD).to_owned(), text)
        }
        EntryKind::Refused { reason } => {
            Said::by(person, unit, lang.say(workflow::ENTRY_REFUSED).to_owned(), reason)
        }
        EntryKind::Duplicate { .. } => {
            Said::by(person, unit, lang.say(workflow::ENTRY_DUPLICATE).to_owned(), "")
        }
        EntryKind::Rated { rating, words } => {
            let rating = names::rating(lang.get(), *rating);
            Said::by(person, unit, lang.fill(workflow::ENTRY_RATED, [rating]), words)
        }
        EntryKind::Reopened { reason, times } => Said::by(
            person,
            unit,
            lang.fill(workflow::ENTRY_REOPENED, [&times.to_string()]),
            reason,
        ),
        EntryKind::Upheld { reason } => {
            Said::by(person, unit, lang.say(workflow::ENTRY_UPHELD).to_owned(), reason)
        }
        EntryKind::Judged(it) => {
            let what = lang.fill(incidents::ENTRY_JUDGED, [&names::finding(lang.get(), it)]);
            Said::by(person, unit, what, "")
        }
        EntryKind::HandedOver => Said::by(person, unit, lang.say(handover::GIVE).to_owned(), ""),
        EntryKind::TakenOver => Said::by(person, unit, lang.say(handover::TAKE).to_owned(), ""),
    }
}

/// The leading unit and those that work with it.
fn named(lead: &UnitCode, with: &[UnitCode], lang: Language) -> String {
    let units = std::iter::once(lead).chain(with);
    units.map(|unit| names::unit(lang.get(), &unit.0)).collect::<Vec<_>>().join(", ")
}

/// How many photos were attached, before and after the work.
fn attached(reported: u32, result: u32, lang: Language) -> String {
    let number = |count: u32| format::count(lang.get(), count.into());
    match (reported, result) {
        (0, _) => lang.fill(photos::ENTRY_AFTER, [&number(result)]),
        (_, 0) => lang.fill(photos::ENTRY_BEFORE, [&number(reported)]),
        _ => lang.fill(photos::ENTRY_BOTH, [&number(reported), &number(result)]),
    }
}

fn visited(conclusion: Conclusion, lang: Language) -> String {
    lang.fill(field::ENTRY, [names::conclusion(lang.get(), conclusion)])
}

/// The findings of a visit, its photos, the day that was named, where they stood.
fn visit_told(kind: &EntryKind, lang: Language) -> String {
    let EntryKind::Visited { findings, fix, expected, reported, result, signature, .. } = kind
    else {
        return String::new();
    };
    let number = |number: u32| format::count(lang.get(), number.into());
    let mut told = Vec::new();
    if !findings.is_empty() {
        told.push(findings.clone());
    }
    if *reported + *result > 0 {
        told.push(lang.fill(field::ENTRY_PHOTOS, [&number(*reported), &number(*result)]));
    }
    if let Some(day) = expected {
        let day = format::date(lang.get(), Timestamp::start_of(*day));
        told.push(lang.fill(field::ENTRY_EXPECTED, [&day]));
    }
    if let Some(fix) = fix {
        let at = fix.position();
        let at = format!("{}, {}", format::degrees(at.lat), format::degrees(at.lon));
        let text = match fix.source {
            FixSource::Gps => field::ENTRY_STOOD_GPS,
            FixSource::ByHand => field::ENTRY_STOOD_BY_HAND,
        };
        told.push(lang.fill(text, [&at, &number(fix.accuracy_m)]));
    }
    if let Some(signature) = signature {
        told.push(lang.fill(field::ENTRY_SIGNED, [&signature.by]));
    }
    told.join("\n")
}

/// What was drawn where somebody signed.
fn signed(kind: &EntryKind) -> Option<impl IntoView + use<>> {
    let EntryKind::Visited { signature: Some(signature), .. } = kind else { return None };
    let path = signature.path();
    Some(view! {
        <svg
            class="history-signature"
            viewBox=format!("0 0 {} {}", PAD.0, PAD.1)
            aria-hidden="true"
            data-testid="history-signature"
        >
            <path d=path/>
        </svg>
    })
}
