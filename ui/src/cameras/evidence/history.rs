//! What happened to the alert, newest first, with the receipts of own acts.

use leptos::prelude::*;
use trucban_contract::ipc::HistoryItem;
use trucban_domain::EntryKind;
use trucban_text::{cameras, format, names};

use super::Shown;
use crate::clock::Clock;
use crate::language::Language;
use crate::receipts::Receipt;

/// The history.
#[component]
pub fn History(
    /// The alert.
    detail: Shown,
) -> impl IntoView {
    let (lang, clock) = (Language::here(), Clock::here());
    let items = Memo::new(move |_| detail.with(|it| it.history.clone()));
    let lines = move || items.get().into_iter().map(|item| line(&item, lang, clock)).collect_view();
    view! {
        <section class="history" aria-labelledby="alert-history-title">
            <h3 id="alert-history-title">{move || lang.say(cameras::HISTORY)}</h3>
            <Show
                when=move || !items.with(Vec::is_empty)
                fallback=move || view! {
                    <p class="meta">{move || lang.say(cameras::HISTORY_EMPTY)}</p>
                }
            >
                <ol data-testid="alert-history">{lines}</ol>
            </Show>
        </section>
    }
}

fn line(item: &HistoryItem, lang: Language, clock: Clock) -> impl IntoView + use<> {
    let at = format::stamp(lang.get(), item.at, clock.minute());
    let who = item
        .actor
        .as_ref()
        .map(|actor| format!(" · {}, {}", actor.name, names::unit(lang.get(), &actor.unit.0)));
    let (what, text) = match &item.kind {
        EntryKind::Judged(finding) => {
            (lang.fill(cameras::ENTRY_JUDGED, [&names::finding(lang.get(), finding)]), None)
        }
        EntryKind::Note { text } => (lang.say(cameras::ENTRY_NOTE).to_owned(), Some(text.clone())),
        _ => (String::new(), None),
    };
    view! {
        <li class="history-item">
            <time class="meta num">{at}</time>
            <span class="history-dot" aria-hidden="true"></span>
            <div class="history-words">
                <p>
                    <strong>{what}</strong>
                    <span class="meta">{who}</span>
                </p>
                {text.map(|text| view! { <p class="history-text" lang="vi">{text}</p> })}
                {item.receipt.map(|receipt| view! { <Receipt receipt/> })}
            </div>
        </li>
    }
}
