//! The sheet of a hand-over: on the screen, and on paper.

use leptos::prelude::*;
use trucban_contract::ipc::{HandoverRow, SubjectKey};
use trucban_domain::{Actor, Handover, HandoverItem, HandoverKind, Timestamp};
use trucban_text::{Text, format, handover, names};

use super::model::Handovers;
use super::print;
use crate::clock::Clock;
use crate::kit::button::{Button, Weight};
use crate::kit::icon::Icon;
use crate::language::Language;
use crate::place::Place;

/// What a kind is called.
pub const fn kind_name(kind: HandoverKind) -> Text<0> {
    match kind {
        HandoverKind::Open => handover::OPEN,
        HandoverKind::Promised => handover::PROMISED,
        HandoverKind::Waiting => handover::WAITING,
    }
}

/// The sheet.
#[component]
pub fn Sheet(
    /// Of which hand-over.
    row: HandoverRow,
) -> impl IntoView {
    let lang = Language::here();
    let it: Handovers = expect_context();
    let HandoverRow { handover: sheet, may_take, .. } = row;
    let Handover { told, given_by, given_at, taken, .. } = sheet.clone();
    let number = |number: usize| format::count(lang.get(), number as u64);
    let items = lang.fill(handover::ITEMS, [&number(told.items.len())]);
    let by_self = sheet.is_taken_by_giver().then(|| lang.say(handover::SELF));
    let taker = match &taken {
        Some(taken) => signature(lang, &taken.by, taken.at),
        None => lang.say(handover::WAITS).to_owned(),
    };
    let lines = told.items.iter().map(|item| view! { <Line item=item.clone()/> }).collect_view();
    let list = if told.items.is_empty() {
        view! { <p class="meta">{lang.say(handover::NO_ITEMS)}</p> }.into_any()
    } else {
        view! { <ul class="handover-items">{lines}</ul> }.into_any()
    };
    let more = (told.more > 0)
        .then(|| lang.fill(handover::MORE, [&format::count(lang.get(), told.more.into())]));
    let left = format::count(lang.get(), told.outbox_left.into());
    let notes = if told.notes.is_empty() {
        view! { <p class="meta">{lang.say(handover::NO_NOTES)}</p> }.into_any()
    } else {
        view! { <p class="handover-notes" lang="vi" data-testid="handover-notes">{told.notes}</p> }
            .into_any()
    };
    view! {
        <article class="handover-sheet" data-testid="handover-sheet">
            <header>
                <p class="meta">{names::unit(lang.get(), &told.unit.0)}</p>
                <h2>{lang.say(handover::SHEET)}</h2>
                {told.sample.then(|| view! {
                    <p class="handover-sample">{lang.say(handover::SAMPLE)}</p>
                })}
            </header>
            <dl class="handover-hands">
                <div>
                    <dt>{lang.say(handover::GIVER)}</dt>
                    <dd>{signature(lang, &given_by, given_at)}</dd>
                </div>
                <div>
                    <dt>{lang.say(handover::TAKER)}</dt>
                    <dd data-testid="handover-taker">{taker}" "{by_self}</dd>
                </div>
            </dl>
            <section>
                <h3>{lang.say(handover::NOTES)}</h3>
                {notes}
            </section>
            <section>
                <h3>{items}</h3>
                {list}
                {more.map(|more| view! { <p class="meta">{more}</p> })}
                <p class="meta" data-testid="handover-left">
                    {lang.fill(handover::OUTBOX_LEFT, [&left])}
                </p>
            </section>
            <footer class="handover-foot">
                <p class="handover-wrong" role="alert">{move || it.wrong_words()}</p>
                {may_take.then(|| view! {
                    <Button
                        label=lang.text(handover::TAKE)
                        weight=Weight::Primary
                        icon=Icon::Check
                        keycap="Enter"
                        busy=it.busy
                        on_press=move |()| it.take()
                        attr:data-testid="handover-take"
                    />
                })}
                <Button
                    label=lang.text(handover::PRINT)
                    keycap="P"
                    on_press=move |()| print()
                    attr:data-testid="handover-print"
                />
            </footer>
        </article>
    }
}

/// Who signed, for which unit, when.
fn signature(lang: Language, by: &Actor, at: Timestamp) -> String {
    let unit = names::unit(lang.get(), &by.unit.0);
    let at = format!("{} {}", at.hour_minute(), format::date(lang.get(), at));
    format!("{} · {}", lang.fill(handover::GIVEN_AT, [&by.name, &unit]), at)
}

#[component]
fn Line(item: HandoverItem) -> impl IntoView {
    let (lang, place, clock) = (Language::here(), Place::here(), Clock::here());
    let HandoverItem { report, number, title, address, due_at, kind, note } = item;
    let due = due_at
        .map(|due| lang.fill(handover::DUE, [&format::stamp(lang.get(), due, clock.minute())]));
    let facts: Vec<String> = [Some(number), Some(address).filter(|it| !it.is_empty()), due]
        .into_iter()
        .flatten()
        .collect();
    let note = (!note.is_empty()).then(|| view! { <p class="handover-note" lang="vi">{note}</p> });
    view! {
        <li class="handover-item">
            <span class="handover-kind">{lang.say(kind_name(kind))}</span>
            <div>
                <button
                    type="button"
                    class="handover-open"
                    on:click=move |_| place.show_case(SubjectKey::Incident(report))
                >
                    {title}
                </button>
                <p class="meta num">{facts.join(" · ")}</p>
                {note}
            </div>
        </li>
    }
}
