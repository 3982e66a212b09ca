//! The refusal card: why central refused, why this laptop could not know, and the ways out.

use leptos::html;
use leptos::prelude::*;
use trucban_contract::ipc::OutboxItem;
use trucban_text::{explain, refused, sync};

use super::Outbox;
use crate::clock::Clock;
use crate::keys::{Key, Keys};
use crate::kit::button::{Button, Weight};
use crate::kit::field::let_go_at_the_end;
use crate::kit::icon::Icon;
use crate::language::Language;
use crate::place::Place;

/// The card.
#[component]
pub fn Settle(
    /// The refused or held act.
    item: OutboxItem,
) -> impl IntoView {
    let (lang, clock, place) = (Language::here(), Clock::here(), Place::here());
    let outbox: Outbox = expect_context();
    let OutboxItem { operation, client_seq, may_resend, refusal, note, subject, .. } = item;
    let discarding = Memo::new(move |_| outbox.discarding.get() == Some(operation));
    let busy = Signal::derive(move || outbox.is_busy(operation));
    let why = move || match &refusal {
        Some(why) => {
            let code = lang.fill(sync::CODE, [why.code()]);
            let told = explain(lang.get(), why, clock.minute());
            view! {
                <strong>{refused(lang.get(), why)}</strong>
                " "
                <span class="num">{told}</span>
                " "
                <span class="num nowrap">{code}</span>
                " "
                {lang.say(sync::KEPT)}
            }
            .into_any()
        }
        None => view! { <strong>{lang.say(sync::HELD)}</strong> }.into_any(),
    };
    let resend = move || {
        may_resend.then(|| {
            view! {
                <Button
                    label=lang.text(sync::RESEND)
                    keycap="R"
                    busy
                    on_press=move |()| outbox.resend(operation)
                    attr:data-testid=format!("resend-{client_seq}")
                />
            }
        })
    };
    let see = move || {
        subject.as_ref().map(|subject| {
            let key = subject.key;
            view! {
                <Button
                    label=lang.text(sync::VIEW)
                    on_press=move |()| place.show_case(key)
                    attr:data-testid=format!("see-{client_seq}")
                />
            }
        })
    };
    view! {
        <div class="settle">
            {Icon::Octagon.view()}
            <div class="settle-inside">
                <p data-testid=format!("refusal-{client_seq}")>{why}</p>
                {note.map(|note| view! {
                    <p class="settle-note">
                        <span class="meta">{move || lang.say(sync::YOUR_NOTE)}</span>
                        <span>{note}</span>
                    </p>
                })}
                <p class="settle-failed" role="alert">{move || outbox.trouble_of(operation)}</p>
                <Show
                    when=move || discarding.get()
                    fallback=move || view! {
                        <div class="settle-acts">
                            {resend()}
                            <Button
                                label=lang.text(sync::DISCARD)
                                busy
                                on_press=move |()| {
                                    outbox.chosen.set(Some(operation));
                                    outbox.discarding.set(Some(operation));
                                }
                                attr:data-testid=format!("discard-{client_seq}")
                            />
                            {see()}
                        </div>
                    }
                >
                    <DiscardForm operation number=client_seq/>
                </Show>
            </div>
        </div>
    }
}

/// The reason for discarding; it is kept with the act.
#[component]
fn DiscardForm(operation: trucban_domain::OperationId, number: u64) -> impl IntoView {
    let lang = Language::here();
    let outbox: Outbox = expect_context();
    let field = NodeRef::<html::Textarea>::new();
    let_go_at_the_end(field);
    let tried = RwSignal::new(false);
    Effect::new(move |_| {
        if let Some(field) = field.get() {
            field.set_value(&outbox.reason(operation));
            let _ = field.focus();
        }
    });
    let commit = move |()| {
        tried.set(true);
        outbox.discard(operation, number);
        if let Some(field) = field.get_untracked() {
            let _ = field.focus();
        }
    };
    Keys::here().on(move |key| {
        let mine = key == Key::Commit;
        if mine {
            commit(());
        }
        mine
    });
    let missing = move || {
        (tried.get() && !outbox.has_reason(operation)).then(|| lang.say(sync::DISCARD_NEEDS))
    };
    view! {
        <div class="discard-form">
            <label for="discard-reason">{move || lang.say(sync::DISCARD_REASON)}</label>
            <textarea
                class="field"
                id="discard-reason"
                rows="2"
                maxlength="500"
                lang="vi"
                data-testid="discard-reason"
                aria-describedby="discard-hint"
                node_ref=field
                on:input=move |event| outbox.keep_reason(operation, &event_target_value(&event))
            ></textarea>
            <p class="settle-failed" role="alert">{missing}</p>
            <p class="meta" id="discard-hint">{move || lang.say(sync::DISCARD_HINT)}</p>
            <div class="settle-acts">
                <Button
                    label=lang.text(sync::DISCARD_COMMIT)
                    weight=Weight::Primary
                    keycap="Ctrl ↵"
                    busy=Signal::derive(move || outbox.is_busy(operation))
                    on_press=commit
                    attr:data-testid="discard-save"
                />
                <Button
                    label=lang.text(sync::DISCARD_CANCEL)
                    keycap="Esc"
                    on_press=move |()| outbox.discarding.set(None)
                    attr:data-testid="discard-cancel"
                />
            </div>
        </div>
    }
}
