//! One act of the outbox.

use leptos::html;
use leptos::prelude::*;
use trucban_contract::ipc::{Connection, OutboxItem, ReceiptState, SubjectKey, SubjectLine};
use trucban_domain::{AlertKindCode, OperationId};
use trucban_text::{Text, names, sync};

use super::Outbox;
use super::settle::Settle;
use super::steps::Stepper;
use crate::language::Language;
use crate::place::Place;
use crate::receipts::word;
use crate::standing::Standing;

fn kind_of(kind: &str) -> Text<0> {
    match kind {
        "create" => sync::KIND_CREATE,
        "acknowledge" => sync::KIND_ACKNOWLEDGE,
        "return" => sync::KIND_RETURN,
        "assign" => sync::KIND_ASSIGN,
        "ask_extension" => sync::KIND_ASK_EXTENSION,
        "grant_extension" => sync::KIND_GRANT_EXTENSION,
        "deny_extension" => sync::KIND_DENY_EXTENSION,
        "give_result" => sync::KIND_GIVE_RESULT,
        "close" => sync::KIND_APPROVE,
        "ask_sender" => sync::KIND_ASK_SENDER,
        "take_answer" => sync::KIND_TAKE_ANSWER,
        "tell" => sync::KIND_TELL,
        "refuse" => sync::KIND_REFUSE,
        "mark_duplicate" => sync::KIND_MARK_DUPLICATE,
        "reopen" => sync::KIND_REOPEN,
        "uphold" => sync::KIND_UPHOLD,
        "send_back" => sync::KIND_SEND_BACK,
        "append" => sync::KIND_APPEND,
        "attach" => sync::KIND_ATTACH,
        "visit" => sync::KIND_VISIT,
        "hand_over" => sync::KIND_HAND_OVER,
        "take_over" => sync::KIND_TAKE_OVER,
        "verdict" => sync::KIND_VERDICT,
        _ => sync::KIND_UNKNOWN,
    }
}

/// The act.
#[component]
pub fn Item(
    /// Which.
    operation: OperationId,
) -> impl IntoView {
    let lang = Language::here();
    let outbox: Outbox = expect_context();
    let element = NodeRef::<html::Article>::new();
    let item = Memo::new(move |_| outbox.item(operation));
    let chosen = Memo::new(move |_| outbox.chosen.get() == Some(operation));
    Effect::new(move |_| {
        if let Some(element) = element.get().filter(|_| chosen.get()) {
            let within = web_sys::ScrollIntoViewOptions::new();
            within.set_block(web_sys::ScrollLogicalPosition::Nearest);
            element.scroll_into_view_with_scroll_into_view_options(&within);
        }
    });
    let number = move || item.get().map(|item| item.client_seq);
    let state = move || item.get().map(|item| word(item.state));
    view! {
        <article
            class="outbox-item"
            class:chosen=move || chosen.get()
            class:to-settle=move || matches!(state(), Some("refused" | "held"))
            data-testid=move || number().map(|number| format!("outbox-{number}"))
            data-state=state
            aria-current=move || chosen.get().then_some("true")
            node_ref=element
            on:click=move |_| outbox.chosen.set(Some(operation))
        >
            <div class="outbox-line">
                <div class="outbox-words">{move || item.get().map(|item| words(item, lang))}</div>
                <div
                    class="outbox-receipt"
                    data-testid=move || number().map(|number| format!("receipt-{number}"))
                    data-state=state
                >
                    {move || item.get().map(|item| view! { <Stepper item/> })}
                </div>
            </div>
            {move || item.get().map(|item| below(item, lang))}
        </article>
    }
}

fn words(item: OutboxItem, lang: Language) -> impl IntoView {
    let place = Place::here();
    let OutboxItem { client_seq, kind, subject, .. } = item;
    let (key, number, title, address) = match subject {
        Some(SubjectLine { key, number, title, address }) => (Some(key), number, title, address),
        None => (None, String::new(), String::new(), String::new()),
    };
    let title = match key {
        Some(SubjectKey::Alert(_)) if !title.is_empty() => {
            names::alert_kind(lang.get(), &AlertKindCode(title))
        }
        Some(SubjectKey::Handover(_)) if !title.is_empty() => names::unit(lang.get(), &title),
        _ => title,
    };
    let title = if title.is_empty() { lang.say(sync::NOT_HERE) } else { &title };
    let title = lang.fill(sync::ACT_ON, [lang.say(kind_of(&kind)), title]);
    let mut where_and_number: Vec<String> =
        [number, address].into_iter().filter(|part| !part.is_empty()).collect();
    where_and_number.push(format!("#{client_seq}"));
    let title = match key {
        Some(key) => view! {
            <button
                type="button"
                class="outbox-open"
                title=lang.say(sync::VIEW)
                data-testid=format!("outbox-open-{client_seq}")
                on:click=move |event| {
                    event.stop_propagation();
                    place.show_case(key);
                }
            >
                {title}
            </button>
        }
        .into_any(),
        None => title.into_any(),
    };
    view! {
        <h3>{title}</h3>
        <p class="meta num cut">{where_and_number.join(" · ")}</p>
    }
}

fn below(item: OutboxItem, lang: Language) -> AnyView {
    let online = Standing::here().connection();
    match item.state {
        ReceiptState::Refused | ReceiptState::Held => view! { <Settle item/> }.into_any(),
        ReceiptState::Saved => {
            let why = move || match online.get() {
                Connection::Online { .. } => lang.say(sync::WHY_ORDER),
                Connection::Connecting | Connection::Offline { .. } => lang.say(sync::WHY_WAITING),
            };
            let note = item.note.map(|note| view! { <p class="outbox-note cut">{note}</p> });
            view! {
                {note}
                <p class="meta">{why}</p>
            }
            .into_any()
        }
        ReceiptState::Discarded => {
            let reason = item.discard_reason.unwrap_or_default();
            let note = item.note.map(|note| view! { <p class="outbox-note cut">{note}</p> });
            view! {
                {note}
                <p class="meta">{lang.fill(sync::DISCARD_BECAUSE, [&reason])}</p>
            }
            .into_any()
        }
        ReceiptState::Sent | ReceiptState::Accepted | ReceiptState::Resent => {
            item.note.map(|note| view! { <p class="outbox-note cut">{note}</p> }).into_any()
        }
    }
}
