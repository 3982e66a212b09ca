//! The form of a hand-over: notes first, then what is suggested, each with its words.

use leptos::html;
use leptos::prelude::*;
use trucban_domain::fold::composed;
use trucban_domain::{HandoverItem, HandoverKind, UnitCode};
use trucban_text::{format, handover, names};

use super::model::Handovers;
use super::sheet::kind_name;
use crate::clock::Clock;
use crate::drafts::DraftKept;
use crate::kit::button::{Button, Weight};
use crate::kit::field::{LongText, let_go_at_the_end};
use crate::kit::message::Skeleton;
use crate::language::Language;

/// The form.
#[component]
pub fn Form() -> impl IntoView {
    let lang = Language::here();
    let it: Handovers = expect_context();
    let number = move |number: u32| format::count(lang.get(), number.into());
    let items = move || match it.suggestion.get() {
        None => view! { <Skeleton lines=4 label=lang.text(handover::WRITE)/> }.into_any(),
        Some(told) => {
            let count = format::count(lang.get(), told.items.len() as u64);
            let title = lang.fill(handover::ITEMS, [&count]);
            let lines =
                told.items.iter().map(|item| view! { <Line item=item.clone()/> }).collect_view();
            let empty = told.items.is_empty().then(|| lang.say(handover::NO_ITEMS));
            let more = (told.more > 0).then(|| lang.fill(handover::MORE, [&number(told.more)]));
            let left = lang.fill(handover::OUTBOX_LEFT, [&number(told.outbox_left)]);
            view! {
                <h3>{title}</h3>
                <p class="meta">{empty}</p>
                <ul class="handover-items">{lines}</ul>
                <p class="meta">{more}</p>
                <p class="meta" data-testid="handover-left">{left}</p>
            }
            .into_any()
        }
    };
    let wrong = move || {
        let over = it.over();
        if over > 0 {
            let over = format::count(lang.get(), over as u64);
            return Some(lang.fill(handover::TOO_LONG, [&over]));
        }
        it.wrong_words()
    };
    view! {
        <form
            class="handover-form"
            data-testid="handover-form"
            on:submit=move |event| event.prevent_default()
        >
            <h2>{move || lang.say(handover::WRITE)}</h2>
            <Show when=move || { it.units().len() > 1 }>
                <Units/>
            </Show>
            <LongText
                label=lang.text(handover::NOTES)
                class="handover-label"
                rows=4
                test="handover-words"
                words=Memo::new(move |_| it.draft().words)
                on_write=move |text| it.change(|draft| draft.words = text)
                focus=true
            />
            <section>{items}</section>
            <footer class="handover-foot">
                <p class="handover-wrong" role="alert" data-testid="handover-wrong">{wrong}</p>
                <Button
                    label=lang.text(handover::GIVE)
                    weight=Weight::Primary
                    keycap="Ctrl ↵"
                    busy=Signal::derive(move || {
                        it.busy.get() || it.suggestion.with(Option::is_none) || it.over() > 0
                    })
                    on_press=move |()| it.give()
                    attr:data-testid="handover-give"
                />
                <Button
                    label=lang.text(handover::CLOSE_FORM)
                    keycap="Esc"
                    on_press=move |()| it.writing.set(false)
                />
            <DraftKept/>
            </footer>
        </form>
    }
}

/// Whose shift, where the operator answers for several units.
#[component]
fn Units() -> impl IntoView {
    let lang = Language::here();
    let it: Handovers = expect_context();
    let options = move || {
        let option = |unit: UnitCode| {
            let name = names::unit(lang.get(), &unit.0);
            view! { <option value=unit.0>{name}</option> }
        };
        it.units().into_iter().map(option).collect_view()
    };
    view! {
        <label class="handover-label">
            <span>{move || lang.say(handover::UNIT)}</span>
            <select
                class="field"
                prop:value=move || it.unit().map(|unit| unit.0)
                on:change=move |event| it.choose(UnitCode(event_target_value(&event)))
            >
                {options}
            </select>
        </label>
    }
}

#[component]
fn Line(item: HandoverItem) -> impl IntoView {
    let (lang, clock) = (Language::here(), Clock::here());
    let it: Handovers = expect_context();
    let first = untrack(|| it.line(&item));
    let note = NodeRef::<html::Input>::new();
    let_go_at_the_end(note);
    let item = StoredValue::new(item);
    let line = Memo::new(move |_| item.with_value(|item| it.line(item)));
    let HandoverItem { number, title, address, due_at, .. } = item.get_value();
    let spoken = number.clone();
    let names_it = move || lang.fill(handover::NAME_IT, [&spoken]);
    let spoken = number.clone();
    let why = move || lang.fill(handover::KIND, [&spoken]);
    let spoken = number.clone();
    let about = move || lang.fill(handover::ITEM_NOTE, [&spoken]);
    let facts = move || {
        let due = due_at
            .map(|due| lang.fill(handover::DUE, [&format::stamp(lang.get(), due, clock.minute())]));
        let parts = [Some(number.clone()), Some(address.clone()).filter(|it| !it.is_empty()), due];
        parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
    };
    let options = HandoverKind::ALL.map(|kind| {
        view! {
            <option value=kind.as_str() selected=move || line.with(|line| line.kind) == kind>
                {move || lang.say(kind_name(kind))}
            </option>
        }
    });
    view! {
        <li class="handover-item" class:left-out=move || line.with(|line| line.left_out)>
            <input
                type="checkbox"
                aria-label=names_it
                prop:checked=move || !line.with(|line| line.left_out)
                on:change=move |event| {
                    let named = event_target_checked(&event);
                    item.with_value(|item| it.change_line(item, |line| line.left_out = !named));
                }
            />
            <div>
                <strong>{title}</strong>
                <p class="meta num">{facts}</p>
                <div class="handover-say">
                    <select
                        class="field"
                        aria-label=why
                        on:change=move |event| {
                            let word = event_target_value(&event);
                            let kind = HandoverKind::ALL.into_iter().find(|it| it.as_str() == word);
                            if let Some(kind) = kind {
                                item.with_value(|item| it.change_line(item, |line| line.kind = kind));
                            }
                        }
                    >
                        {options.into_iter().collect_view()}
                    </select>
                    <input
                        class="field"
                        type="text"
                        lang="vi"
                        maxlength="500"
                        aria-label=about
                        node_ref=note
                        placeholder=move || lang.say(handover::ITEM_NOTE_HINT)
                        value=first.note
                        on:input=move |event| {
                            let note = composed(&event_target_value(&event));
                            item.with_value(|item| it.change_line(item, |line| line.note = note));
                        }
                    />
                </div>
            </div>
        </li>
    }
}
