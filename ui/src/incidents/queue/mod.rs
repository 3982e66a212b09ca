//! The queue: heading, filter, the windowed list, and the keys that work on it.

mod list;
mod model;
mod row;
mod scope;
mod selected;

use leptos::prelude::*;
use trucban_contract::ipc::QueueView;
use trucban_domain::ward::WardKind;
use trucban_domain::{Role, Ward};
use trucban_text::{Text, format, incidents, workflow};

use super::Incidents;
use crate::clock::Clock;
use crate::keys::{Key, Keys};
use crate::kit::keycap::Keycap;
use crate::kit::stamp::Stamp;
use crate::language::Language;
use crate::operator::Operator;
use crate::place::Place;
use crate::standing::STALE_MS;
use list::List;
pub use model::{Queue, Reports};
use scope::{ScopeButton, ScopePane};
use selected::Selected;

/// What a view is called.
pub const fn name_of(view: QueueView) -> Text<0> {
    match view {
        QueueView::Open => incidents::VIEW_OPEN,
        QueueView::Mine => workflow::VIEW_MINE,
        QueueView::Unit => workflow::VIEW_UNIT,
        QueueView::Unassigned => workflow::VIEW_UNASSIGNED,
        QueueView::Overdue => incidents::GROUP_OVERDUE,
        QueueView::Today => incidents::GROUP_TODAY,
        QueueView::Reopened => workflow::VIEW_REOPENED,
        QueueView::OnMap => workflow::VIEW_ON_MAP,
        QueueView::New => incidents::VIEW_NEW,
        QueueView::Acknowledged => incidents::VIEW_ACKNOWLEDGED,
        QueueView::Returned => incidents::VIEW_RETURNED,
        QueueView::ExtensionAsked => incidents::VIEW_EXTENSION_ASKED,
        QueueView::SenderAsked => workflow::VIEW_SENDER_ASKED,
        QueueView::Resulted => incidents::VIEW_RESULTED,
        QueueView::Contested => workflow::VIEW_CONTESTED,
        QueueView::Closed => incidents::VIEW_CLOSED,
    }
}

/// Whether it looks for something besides the state of a report.
const fn is_own(view: QueueView) -> bool {
    matches!(
        view,
        QueueView::Mine
            | QueueView::Unit
            | QueueView::Unassigned
            | QueueView::Overdue
            | QueueView::Today
            | QueueView::Reopened
            | QueueView::OnMap
    )
}

const fn test_word(view: QueueView) -> &'static str {
    match view {
        QueueView::Open => "view-open",
        QueueView::Mine => "view-mine",
        QueueView::Unit => "view-unit",
        QueueView::Unassigned => "view-unassigned",
        QueueView::Overdue => "view-overdue",
        QueueView::Today => "view-today",
        QueueView::Reopened => "view-reopened",
        QueueView::OnMap => "view-on-map",
        QueueView::New => "view-new",
        QueueView::Acknowledged => "view-acknowledged",
        QueueView::Returned => "view-returned",
        QueueView::ExtensionAsked => "view-extension-asked",
        QueueView::SenderAsked => "view-sender-asked",
        QueueView::Resulted => "view-resulted",
        QueueView::Contested => "view-contested",
        QueueView::Closed => "view-closed",
    }
}

/// The left pane.
#[component]
pub fn QueuePane() -> impl IntoView {
    let (lang, clock) = (Language::here(), Clock::here());
    let queue = expect_context::<Incidents>().queue;
    let (choosing, operator) = (RwSignal::new(false), Operator::here());
    let keys = Keys::here();
    keys.offers(move |key| key == Key::Filter && operator.chooses_wards());
    keys.on(move |key| {
        let filters = key == Key::Filter && untrack(|| operator.chooses_wards());
        if filters {
            choosing.update(|open| *open = !*open);
        }
        filters
    });
    let as_of =
        Memo::new(move |_| queue.held.with(|held| held.as_ref().and_then(|it| it.page.as_of)));
    let stamp = Signal::derive(move || {
        as_of.get().map_or_else(String::new, |at| {
            let at = format::stamp(lang.get(), at, clock.minute());
            lang.fill(incidents::AS_OF, [&at])
        })
    });
    let stale = Signal::derive(move || {
        as_of.get().is_some_and(|at| clock.minute().since_ms(at) > STALE_MS)
    });
    view! {
        <section class="queue" aria-labelledby="queue-title">
            <header class="queue-head">
                <div class="queue-title">
                    <h1 id="queue-title"><Title/></h1>
                    <ScopeButton open=choosing/>
                    <Show when=move || as_of.get().is_some()>
                        <Stamp words=stamp stale/>
                    </Show>
                </div>
                <Views/>
            </header>
            <Show when=move || choosing.get()>
                <ScopePane open=choosing/>
            </Show>
            <List/>
            <Selected/>
            <Foot/>
        </section>
    }
}

#[component]
fn Title() -> impl IntoView {
    let (lang, operator) = (Language::here(), Operator::here());
    let text = move || match operator.signed_in() {
        None => incidents::TITLE_OF_CITY,
        Some(it) => match (it.role, it.wards.as_slice()) {
            (Role::CityDesk, _) => incidents::TITLE_OF_CITY,
            (Role::HandlingUnit, _) => incidents::TITLE_OF_UNIT,
            (_, [ward]) if Ward::find(*ward).is_some_and(|it| it.kind == WardKind::Xa) => {
                incidents::TITLE_OF_COMMUNE
            }
            (_, [_]) => incidents::TITLE_OF_WARD,
            _ => incidents::TITLE_OF_WARDS,
        },
    };
    move || lang.say(text())
}

#[component]
fn Views() -> impl IntoView {
    let lang = Language::here();
    let queue = expect_context::<Incidents>().queue;
    let tab = move |view| {
        let count = Memo::new(move |_| {
            queue.held.with(|held| held.as_ref().map_or(0, |held| held.page.count(view)))
        });
        // Those are there only while they hold something: there are seldom any.
        let seldom = !matches!(
            view,
            QueueView::Open | QueueView::New | QueueView::Acknowledged | QueueView::Closed
        );
        let away = move || seldom && count.get() == 0 && queue.source.view.get() != view;
        view! {
            <button
                type="button"
                class="view-tab"
                hidden=away
                data-testid=test_word(view)
                data-count=move || count.get().to_string()
                aria-pressed=move || if queue.source.view.get() == view { "true" } else { "false" }
                on:click=move |_| queue.source.view.set(view)
            >
                {move || lang.say(name_of(view))}
                " "
                <span class="num">{move || format::count(lang.get(), count.get().into())}</span>
            </button>
        }
    };
    // Three figures in a tab need smaller letters for all to stay on one line.
    let tight = Memo::new(move |_| {
        let roomy = |(_, rows): &(QueueView, u32)| *rows < 100;
        queue
            .held
            .with(|held| held.as_ref().is_some_and(|held| !held.page.counts.iter().all(roomy)))
    });
    view! {
        <div class="view-tabs" class:tight=tight role="group" aria-label=move || lang.say(incidents::VIEWS)>
            {QueueView::ALL.into_iter().filter(|view| !is_own(*view)).map(tab).collect_view()}
        </div>
        <div
            class="view-tabs own"
            class:tight=tight
            role="group"
            aria-label=move || lang.say(workflow::VIEWS_OWN)
        >
            {QueueView::ALL.into_iter().filter(|view| is_own(*view)).map(tab).collect_view()}
        </div>
    }
}

#[component]
fn Foot() -> impl IntoView {
    let (lang, place) = (Language::here(), Place::here());
    let queue = expect_context::<Incidents>().queue;
    let whereabouts = move || {
        let (total, open) = queue.held.with(|held| {
            let held = held.as_ref()?;
            Some((held.total(), place.open.get().and_then(|id| held.place_of(id))))
        })?;
        let total = format::count(lang.get(), total.into());
        Some(match open {
            Some(at) => {
                let at = format::count(lang.get(), u64::from(at) + 1);
                lang.fill(incidents::PLACE_OF, [&at, &total])
            }
            None => lang.fill(incidents::COUNT, [&total]),
        })
    };
    view! {
        <footer class="queue-foot">
            <span><Keycap key="J"/> <Keycap key="K"/> {move || lang.say(incidents::KEY_MOVE)}</span>
            <span><Keycap key="T"/> {move || lang.say(incidents::KEY_ACCEPT)}</span>
            <span><Keycap key="N"/> {move || lang.say(incidents::KEY_NOTE)}</span>
            <span class="queue-place num">{whereabouts}</span>
        </footer>
    }
}
