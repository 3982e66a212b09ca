//! The list of what lies near, the nearest first.

use leptos::prelude::*;
use trucban_contract::ipc::NearbyRow;
use trucban_text::{field, format, names};

use super::model::Field;
use super::words::{distance, wind};
use crate::clock::Clock;
use crate::failure;
use crate::kit::button::Button;
use crate::kit::icon::Icon;
use crate::kit::message::{Message, Skeleton};
use crate::language::Language;
use crate::place::Place;
use crate::receipts::Receipt;

/// The list.
#[component]
pub fn List(
    /// Whether the operator may enter a report here.
    may_enter: Memo<bool>,
) -> impl IntoView {
    let lang = Language::here();
    let it: Field = expect_context();
    let counted = move || {
        let (left, done) = it.nearby.with(|near| {
            let rows = near.as_ref().map(|near| near.rows.as_slice()).unwrap_or_default();
            let done = rows.iter().filter(|row| row.visited.is_some()).count();
            (rows.len() - done, done)
        });
        let number = |number: usize| format::count(lang.get(), number as u64);
        lang.fill(field::LEFT, [&number(left), &number(done)])
    };
    let failed = move || it.failure.get().map(|error| failure::words(lang.get(), &error));
    let rows = move || match it.nearby.get() {
        None => view! { <Skeleton lines=6 label=lang.text(field::LIST)/> }.into_any(),
        Some(near) if near.rows.is_empty() => {
            view! { <Message icon=Icon::Pin title=lang.text(field::EMPTY)/> }.into_any()
        }
        Some(near) => {
            let line = |(at, row): (usize, &NearbyRow)| view! { <Line at row=row.clone()/> };
            let lines = near.rows.iter().enumerate().map(line).collect_view();
            view! { <ul class="field-rows scrolls">{lines}</ul> }.into_any()
        }
    };
    view! {
        <section class="field-list" aria-labelledby="field-list-title" data-testid="field-list">
            <header>
                <h2 id="field-list-title">{move || lang.say(field::LIST)}</h2>
                <span class="meta num" data-testid="field-count">{counted}</span>
            </header>
            <p class="field-wrong" role="alert">{failed}</p>
            {rows}
            <Show when=move || may_enter.get()>
                <footer class="field-new">
                    <Button
                        label=Signal::derive(move || {
                            let begun = it.begun().is_some();
                            let text = if begun { field::NEW_REPORT_GO_ON } else { field::NEW_REPORT };
                            lang.say(text).to_owned()
                        })
                        icon=Icon::Plus
                        keycap="⇧ N"
                        on_press=move |()| it.begin_report()
                        attr:data-testid="field-new"
                    />
                </footer>
            </Show>
        </section>
    }
}

#[component]
fn Line(at: usize, row: NearbyRow) -> impl IntoView {
    let (lang, place, clock) = (Language::here(), Place::here(), Clock::here());
    let NearbyRow { id, number, title, metres, bearing, visited, due_at, receipt, .. } = row;
    let chosen = move || place.open.get() == Some(id);
    let line = {
        let number = number.clone();
        move || {
            let away = distance(lang.get(), metres);
            let away = lang.fill(field::AWAY, [&away, lang.say(wind(bearing))]);
            format!("{away} · {number}")
        }
    };
    let end = move || match visited {
        Some(visited) => {
            let at = format::stamp(lang.get(), visited.at, clock.minute());
            Some(
                lang.fill(field::DONE_AT, [&at, names::conclusion(lang.get(), visited.conclusion)]),
            )
        }
        None => due_at.map(|due| lang.fill(field::DUE, [&format::date(lang.get(), due)])),
    };
    view! {
        <li
            class="field-row"
            class:chosen=chosen
            class:done=visited.is_some()
            data-testid=format!("near-{at}")
            data-number=number
        >
            <button
                type="button"
                aria-current=move || chosen().then_some("true")
                on:click=move |_| place.open.set(Some(id))
            >
                <strong>{title}</strong>
                <span class="field-away num"><Arrow bearing/>{line}</span>
                <span class="num meta">{end}</span>
            </button>
            {receipt.map(|receipt| view! { <Receipt receipt/> })}
        </li>
    }
}

/// An arrow that points where to go, north above.
#[component]
pub fn Arrow(
    /// Degrees clockwise from north.
    bearing: u16,
) -> impl IntoView {
    view! {
        <svg class="field-arrow" viewBox="0 0 24 24" aria-hidden="true">
            <path d="M12 2 19 21 12 17 5 21Z" transform=format!("rotate({bearing} 12 12)")/>
        </svg>
    }
}
