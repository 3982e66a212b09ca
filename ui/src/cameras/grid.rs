//! The windowed list of alerts: the cards in sight, and what stands there when there are none.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use trucban_contract::ipc::AlertView;
use trucban_domain::AlertId;
use trucban_text::{cameras, format, frame};

use super::Cameras;
use super::card::{Card, edge, width};
use crate::failure;
use crate::kit::button::Button;
use crate::kit::icon::Icon;
use crate::kit::message::{Message, Mood, Skeleton};
use crate::language::Language;
use crate::place::Place;

/// What stands in the page, by what makes it the same thing after a new reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Slot {
    Card(AlertId),
    Blank(u32),
}

/// The list.
#[component]
pub fn Grid() -> impl IntoView {
    let (lang, place) = (Language::here(), Place::here());
    let list = expect_context::<Cameras>().list;
    let slots = move || {
        let seen = list.in_sight()?;
        list.held.with(|held| {
            let held = held.as_ref()?;
            let slot = |at| held.row(at).map_or(Slot::Blank(at), |row| Slot::Card(row.id));
            Some(seen.rows.clone().map(slot).collect::<Vec<_>>())
        })
    };
    let height = Memo::new(move |_| {
        list.held.with(|held| held.as_ref().map_or(0, |held| held.layout.height()))
    });
    let rows = Memo::new(move |_| list.held.with(|held| held.as_ref().map(|held| held.total())));
    let on_keydown = move |event: KeyboardEvent| {
        match event.key().as_str() {
            "ArrowDown" | "ArrowRight" => list.next(),
            "ArrowUp" | "ArrowLeft" => list.previous(),
            _ => return,
        }
        event.prevent_default();
    };
    view! {
        <div class="alerts-place-of-list">
            <div
                class="alerts-list scrolls"
                role="grid"
                tabindex="0"
                data-testid="alerts"
                data-total=move || rows.get().map(|rows| rows.to_string())
                aria-label=move || lang.say(cameras::LIST)
                aria-rowcount=move || rows.get().map(|rows| rows.to_string())
                aria-activedescendant=move || place.alert.get().map(|id| format!("alert-{id}"))
                node_ref=list.scroller.node
                on:scroll=move |_| list.scroller.scrolled()
                on:keydown=on_keydown
            >
                <div
                    class="alerts-cards"
                    role="presentation"
                    style:height=move || format!("{}px", height.get())
                >
                    <For each=move || slots().unwrap_or_default() key=|slot| *slot let:slot>
                        {match slot {
                            Slot::Card(id) => view! { <Card id/> }.into_any(),
                            Slot::Blank(at) => view! { <Blank at/> }.into_any(),
                        }}
                    </For>
                </div>
                <Instead rows/>
            </div>
            <Show when=move || list.arrived.get() != 0>
                <button
                    type="button"
                    class="queue-arrived"
                    data-testid="alerts-arrived"
                    on:click=move |_| list.show_arrived()
                >
                    <span class="num">
                        {move || {
                            let arrived = format::count(lang.get(), list.arrived.get().into());
                            lang.fill(cameras::ARRIVED, [&arrived])
                        }}
                    </span>
                </button>
            </Show>
        </div>
    }
}

/// The place of a card that is still being read.
#[component]
fn Blank(at: u32) -> impl IntoView {
    let list = expect_context::<Cameras>().list;
    let place = Memo::new(move |_| {
        list.held.with(|held| {
            let layout = held.as_ref().map(|held| &held.layout);
            layout.map_or((0, (0, 1)), |it| (it.top_of_row(at), it.column_of_row(at)))
        })
    });
    view! {
        <div
            class="alert-card blank"
            aria-hidden="true"
            style:top=move || format!("{}px", place.get().0)
            style:left=move || edge(place.get().1)
            style:width=move || width(place.get().1.1)
        >
            <span class="skeleton-bar"></span>
            <span class="skeleton-bar"></span>
        </div>
    }
}

/// What stands in the place of cards where there are none.
#[component]
fn Instead(rows: Memo<Option<u32>>) -> impl IntoView {
    let lang = Language::here();
    let list = expect_context::<Cameras>().list;
    let failed = move || {
        list.failure.get().map(|failure| {
            let note = Signal::derive(move || failure::words(lang.get(), &failure));
            view! {
                <Message mood=Mood::Failed icon=Icon::Octagon title=lang.text(cameras::FAILED) note>
                    <Button
                        label=lang.text(frame::RETRY_READ)
                        icon=Icon::Refresh
                        on_press=move |()| list.read()
                    />
                </Message>
            }
        })
    };
    move || match rows.get() {
        None if list.failure.with(Option::is_some) => failed().into_any(),
        None => view! { <Skeleton lines=12 label=lang.text(cameras::LOADING)/> }.into_any(),
        Some(0) => view! { <Empty/> }.into_any(),
        Some(_) => ().into_any(),
    }
}

#[component]
fn Empty() -> impl IntoView {
    let lang = Language::here();
    let list = expect_context::<Cameras>().list;
    let source = list.source;
    let filtered = Memo::new(move |_| source.query.with(super::model::Query::is_filtered));
    let title = Signal::derive(move || {
        let text = match (filtered.get(), source.query.with(|query| query.view)) {
            (true, _) => cameras::EMPTY_FILTERED,
            (false, AlertView::ToSee) => cameras::EMPTY_TO_SEE,
            (false, AlertView::Judged) => cameras::EMPTY_JUDGED,
        };
        lang.say(text).to_owned()
    });
    let note = Signal::derive(move || {
        let silent = list.held.with(|held| held.as_ref().map_or(0, |it| it.page.silent.len()));
        let mut said = String::new();
        if silent > 0 {
            said = lang.fill(cameras::EMPTY_SILENT, [&format::count(lang.get(), silent as u64)]);
            said.push(' ');
        }
        said + lang.say(cameras::EMPTY_NEXT)
    });
    view! {
        <Message icon=Icon::CheckCircle title note>
            <Show when=move || filtered.get()>
                <Button
                    label=lang.text(cameras::CLEAR_FILTER)
                    on_press=move |()| source.clear_filter()
                />
            </Show>
        </Message>
    }
}
