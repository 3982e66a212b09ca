//! The windowed list: headings and rows in sight, and what stands there when there are none.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use trucban_contract::ipc::QueueView;
use trucban_domain::{IncidentId, QueueGroup};
use trucban_text::{Text, format, incidents, workflow};

use super::super::Incidents;
use super::name_of;
use super::row::{Blank, Row};
use crate::clock::Clock;
use crate::failure;
use crate::kit::button::Button;
use crate::kit::icon::Icon;
use crate::kit::message::{Message, Mood, Skeleton};
use crate::language::Language;
use crate::place::Place;

/// What stands in the page, by what makes it the same thing after a new reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Slot {
    Head(QueueGroup),
    Row(IncidentId),
    Blank(u32),
}

/// The list.
#[component]
pub fn List() -> impl IntoView {
    let (lang, place) = (Language::here(), Place::here());
    let queue = expect_context::<Incidents>().queue;
    let slots = move || {
        let seen = queue.in_sight()?;
        queue.held.with(|held| {
            let held = held.as_ref()?;
            let heads = held.page.groups.get(seen.heads.clone()).unwrap_or_default();
            let heads = heads.iter().map(|group| Slot::Head(group.group));
            let rows = seen
                .rows
                .clone()
                .map(|at| held.row(at).map_or(Slot::Blank(at), |row| Slot::Row(row.id)));
            Some(heads.chain(rows).collect::<Vec<_>>())
        })
    };
    let height = Memo::new(move |_| {
        queue.held.with(|held| held.as_ref().map_or(0, |held| held.layout.height()))
    });
    let rows = Memo::new(move |_| queue.held.with(|held| held.as_ref().map(|held| held.total())));
    let on_keydown = move |event: KeyboardEvent| {
        match event.key().as_str() {
            "ArrowDown" => queue.next(),
            "ArrowUp" => queue.previous(),
            _ => return,
        }
        event.prevent_default();
    };
    view! {
        <div class="queue-list-place">
            <div
                class="queue-list scrolls"
                role="grid"
                tabindex="0"
                data-testid="queue"
                data-total=move || rows.get().map(|rows| rows.to_string())
                aria-label=move || lang.say(incidents::LIST)
                aria-rowcount=move || rows.get().map(|rows| rows.to_string())
                aria-activedescendant=move || place.open.get().map(|id| format!("row-{id}"))
                node_ref=queue.scroller.node
                on:scroll=move |_| queue.scroller.scrolled()
                on:keydown=on_keydown
            >
                <div
                    class="queue-rows"
                    role="presentation"
                    style:height=move || format!("{}px", height.get())
                >
                    <For each=move || slots().unwrap_or_default() key=|slot| *slot let:slot>
                        {match slot {
                            Slot::Head(group) => view! { <Head group/> }.into_any(),
                            Slot::Row(id) => view! { <Row id/> }.into_any(),
                            Slot::Blank(at) => view! { <Blank at/> }.into_any(),
                        }}
                    </For>
                </div>
                <Instead rows/>
            </div>
            <Show when=move || queue.arrived.get() != 0>
                <button
                    type="button"
                    class="queue-arrived"
                    data-testid="arrived"
                    on:click=move |_| queue.show_arrived()
                >
                    <span class="num">
                        {move || {
                            let arrived = format::count(lang.get(), queue.arrived.get().into());
                            lang.fill(incidents::ARRIVED, [&arrived])
                        }}
                    </span>
                </button>
            </Show>
        </div>
    }
}

const fn heading(group: QueueGroup) -> Text<0> {
    match group {
        QueueGroup::Immediate => incidents::GROUP_IMMEDIATE,
        QueueGroup::Overdue => incidents::GROUP_OVERDUE,
        QueueGroup::Today => incidents::GROUP_TODAY,
        QueueGroup::Upcoming => incidents::GROUP_UPCOMING,
        QueueGroup::Closed => incidents::GROUP_CLOSED,
    }
}

#[component]
fn Head(group: QueueGroup) -> impl IntoView {
    let (lang, clock) = (Language::here(), Clock::here());
    let queue = expect_context::<Incidents>().queue;
    let (top, count) = (
        Memo::new(move |_| {
            queue.held.with(|held| {
                let held = held.as_ref()?;
                let at = held.page.groups.iter().position(|it| it.group == group)?;
                Some(held.layout.top_of_head(at))
            })
        }),
        Memo::new(move |_| {
            queue.held.with(|held| {
                let groups = held.as_ref().map(|held| &held.page.groups)?;
                groups.iter().find(|it| it.group == group).map(|it| it.rows)
            })
        }),
    );
    let note = move || match group {
        QueueGroup::Immediate => lang.say(incidents::GROUP_IMMEDIATE_NOTE).to_owned(),
        QueueGroup::Overdue => lang.say(incidents::GROUP_OVERDUE_NOTE).to_owned(),
        QueueGroup::Today => {
            let today = format::day_month(lang.get(), clock.minute());
            lang.fill(incidents::GROUP_TODAY_NOTE, [&today])
        }
        QueueGroup::Upcoming => lang.say(incidents::GROUP_UPCOMING_NOTE).to_owned(),
        QueueGroup::Closed => lang.say(incidents::GROUP_CLOSED_NOTE).to_owned(),
    };
    let pressing = matches!(group, QueueGroup::Immediate | QueueGroup::Overdue);
    view! {
        <div
            class="queue-group"
            role="row"
            style:top=move || format!("{}px", top.get().unwrap_or_default())
        >
            <div class="queue-group-inside" role="gridcell">
                <h2>{move || lang.say(heading(group))}</h2>
                <span class="queue-group-count num" class:pressing=pressing>
                    {move || format::count(lang.get(), count.get().unwrap_or_default().into())}
                </span>
                <span class="queue-group-note num">{note}</span>
            </div>
        </div>
    }
}

/// What stands in the place of rows where there are none.
#[component]
fn Instead(rows: Memo<Option<u32>>) -> impl IntoView {
    let lang = Language::here();
    let queue = expect_context::<Incidents>().queue;
    let failed = move || {
        queue.failure.get().map(|failure| {
            let note = Signal::derive(move || failure::words(lang.get(), &failure));
            view! {
                <Message
                    mood=Mood::Failed
                    icon=Icon::Octagon
                    title=lang.text(incidents::FAILED)
                    note
                >
                    <Button
                        label=lang.text(trucban_text::frame::RETRY_READ)
                        icon=Icon::Refresh
                        on_press=move |()| queue.read()
                    />
                </Message>
            }
        })
    };
    move || match rows.get() {
        None if queue.failure.with(Option::is_some) => failed().into_any(),
        None => view! { <Skeleton lines=12 label=lang.text(incidents::LOADING)/> }.into_any(),
        Some(0) => view! { <Empty/> }.into_any(),
        Some(_) => ().into_any(),
    }
}

#[component]
fn Empty() -> impl IntoView {
    let (lang, place) = (Language::here(), Place::here());
    let queue = expect_context::<Incidents>().queue;
    let empty = move || match queue.source.view.get() {
        QueueView::Open => incidents::EMPTY_OPEN,
        QueueView::Mine => workflow::EMPTY_MINE,
        QueueView::Unit => workflow::EMPTY_UNIT,
        QueueView::Unassigned => workflow::EMPTY_UNASSIGNED,
        QueueView::Overdue => workflow::EMPTY_OVERDUE,
        QueueView::Today => workflow::EMPTY_TODAY,
        QueueView::Reopened => workflow::EMPTY_REOPENED,
        QueueView::OnMap => workflow::EMPTY_ON_MAP,
        QueueView::New => incidents::EMPTY_NEW,
        QueueView::Acknowledged => incidents::EMPTY_ACKNOWLEDGED,
        QueueView::Returned => incidents::EMPTY_RETURNED,
        QueueView::ExtensionAsked => incidents::EMPTY_EXTENSION_ASKED,
        QueueView::SenderAsked => workflow::EMPTY_SENDER_ASKED,
        QueueView::Resulted => incidents::EMPTY_RESULTED,
        QueueView::Contested => workflow::EMPTY_CONTESTED,
        QueueView::Closed => incidents::EMPTY_CLOSED,
    };
    move || {
        let search = place.search.get();
        if search.trim().is_empty() {
            return view! {
                <Message
                    icon=Icon::CheckCircle
                    title=Signal::derive(move || lang.say(empty()).to_owned())
                    note=lang.text(incidents::EMPTY_NEXT)
                />
            }
            .into_any();
        }
        let view_now = queue.source.view.get();
        let title = Signal::derive(move || {
            lang.fill(incidents::EMPTY_SEARCH, [search.trim(), lang.say(name_of(view_now))])
        });
        let elsewhere = [QueueView::Open, QueueView::Closed]
            .into_iter()
            .filter(move |view| *view != view_now)
            .map(move |view| {
                let label = Signal::derive(move || {
                    lang.fill(incidents::SEARCH_ELSEWHERE, [lang.say(name_of(view))])
                });
                view! { <Button label on_press=move |()| queue.source.view.set(view)/> }
            });
        view! {
            <Message icon=Icon::Search title>
                {elsewhere.collect_view()}
                <Button
                    label=lang.text(incidents::CLEAR_SEARCH)
                    on_press=move |()| place.search.set(String::new())
                />
            </Message>
        }
        .into_any()
    }
}
