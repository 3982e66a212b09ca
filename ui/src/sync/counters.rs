//! The four counters of the outbox.

use leptos::prelude::*;
use trucban_contract::ipc::OutboxView;
use trucban_text::{Text, format, sync};

use super::Outbox;
use crate::clock::Clock;
use crate::kit::icon::Icon;
use crate::language::Language;

/// The counters.
#[component]
pub fn Counters() -> impl IntoView {
    let (lang, clock) = (Language::here(), Clock::here());
    let outbox: Outbox = expect_context();
    let part = move |read: fn(&OutboxView) -> u32| {
        Memo::new(move |_| outbox.held.with(|held| held.as_ref().map_or(0, read)))
    };
    let (waiting, unanswered) = (part(|it| it.waiting), part(|it| it.unanswered));
    let (refused, accepted) = (part(|it| it.refused), part(|it| it.accepted_today));
    let oldest = move || {
        let oldest = outbox.held.with(|held| held.as_ref().and_then(|held| held.oldest_waiting));
        oldest.filter(|_| waiting.get() > 0).map_or_else(
            || lang.say(sync::NOTHING_WAITS).to_owned(),
            |at| {
                let age = format::span(lang.get(), clock.minute().since_ms(at));
                lang.fill(sync::OLDEST, [&age])
            },
        )
    };
    view! {
        <div class="counters">
            <Counter icon=Icon::Outbox title=sync::COUNT_WAITING count=waiting note=Signal::derive(oldest)
                attr:data-testid="count-waiting"/>
            <Counter icon=Icon::Send title=sync::COUNT_UNANSWERED count=unanswered
                note=Signal::derive(move || {
                    let text = if unanswered.get() > 0 {
                        sync::SAFE_TO_RESEND
                    } else {
                        sync::NONE_UNANSWERED
                    };
                    lang.say(text).to_owned()
                }) attr:data-testid="count-unanswered"/>
            <Counter icon=Icon::XCircle title=sync::COUNT_REFUSED count=refused alarming=true
                note=Signal::derive(move || {
                    let text =
                        if refused.get() > 0 { sync::TO_SETTLE } else { sync::NONE_REFUSED };
                    lang.say(text).to_owned()
                })
                attr:data-testid="count-refused"/>
            <Counter icon=Icon::CheckCircle title=sync::COUNT_ACCEPTED count=accepted
                note=lang.text(sync::TODAY) attr:data-testid="count-accepted"/>
        </div>
    }
}

#[component]
fn Counter(
    icon: Icon,
    title: Text<0>,
    count: Memo<u32>,
    note: Signal<String>,
    #[prop(optional)] alarming: bool,
) -> impl IntoView {
    let lang = Language::here();
    view! {
        <div
            class="counter"
            class:alarming=move || alarming && count.get() != 0
            data-count=move || count.get().to_string()
        >
            <span class="counter-title">{icon.view()} {move || lang.say(title)}</span>
            <strong class="num">{move || format::count(lang.get(), count.get().into())}</strong>
            <span class="meta num">{note}</span>
        </div>
    }
}
