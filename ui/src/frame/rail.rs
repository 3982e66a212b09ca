//! The rail: the screens, what waits on each, and the key list.

use leptos::prelude::*;
use trucban_domain::Role;
use trucban_text::{Text, field, format, frame, handover, map};

use crate::kit::icon::Icon;
use crate::language::Language;
use crate::operator::Operator;
use crate::place::{Place, Screen};
use crate::standing::Standing;

/// The badge has room for no more.
const MOST_SHOWN: u32 = 999;

/// The rail.
#[component]
pub fn Rail(
    /// Shows the key list.
    #[prop(into)]
    on_keys: Callback<()>,
) -> impl IntoView {
    let (lang, operator, standing) = (Language::here(), Operator::here(), Standing::here());
    let open = standing.part(|status| status.open);
    let alerts = standing.part(|status| status.alerts);
    let handovers = standing.part(|status| status.handovers);
    let refused = standing.part(|status| status.refused);
    let queue = Signal::derive(move || {
        let city = operator.role() == Some(Role::CityDesk);
        lang.say(if city { frame::QUEUE_OF_CITY } else { frame::QUEUE_OF_WARD })
    });
    view! {
        <nav class="rail" aria-label=move || lang.say(frame::NAVIGATION)>
            <RailItem
                screen=Screen::Incidents
                icon=Icon::Inbox
                label=queue
                count=open
                count_label=frame::OPEN_COUNT
                attr:data-testid="nav-incidents"
            />
            <RailItem
                screen=Screen::Map
                icon=Icon::Map
                label=Signal::derive(move || lang.say(map::MAP))
                attr:data-testid="nav-map"
            />
            <Show when=move || operator.may_judge()>
                <RailItem
                    screen=Screen::Cameras
                    icon=Icon::Camera
                    label=Signal::derive(move || lang.say(frame::CAMERAS))
                    count=alerts
                    count_label=frame::ALERT_COUNT
                    attr:data-testid="nav-cameras"
                />
            </Show>
            <Show when=move || operator.may_visit()>
                <RailItem
                    screen=Screen::Field
                    icon=Icon::Pin
                    label=Signal::derive(move || lang.say(field::FIELD))
                    attr:data-testid="nav-field"
                />
            </Show>
            <RailItem
                screen=Screen::Figures
                icon=Icon::Figures
                label=Signal::derive(move || lang.say(frame::FIGURES))
                attr:data-testid="nav-figures"
            />
            <RailItem
                screen=Screen::Sync
                icon=Icon::Sync
                label=Signal::derive(move || lang.say(frame::SYNC))
                count=refused
                count_label=frame::REFUSED_COUNT
                alarming=true
                attr:data-testid="nav-sync"
            />
            <RailItem
                screen=Screen::Handovers
                icon=Icon::Document
                label=Signal::derive(move || lang.say(handover::HANDOVER))
                count=handovers
                count_label=handover::UNREAD
                attr:data-testid="nav-handovers"
            />
            <span class="rail-gap"></span>
            <button
                type="button"
                class="rail-item"
                data-testid="nav-keys"
                on:click=move |_| on_keys.run(())
            >
                {Icon::Help.view()}
                <span>{move || lang.say(frame::KEYS)}</span>
            </button>
        </nav>
    }
}

#[component]
fn RailItem(
    screen: Screen,
    icon: Icon,
    #[prop(into)] label: Signal<&'static str>,
    #[prop(optional, into)] count: Signal<Option<u32>>,
    #[prop(optional)] count_label: Option<Text<1>>,
    #[prop(optional)] alarming: bool,
) -> impl IntoView {
    let (lang, place) = (Language::here(), Place::here());
    let badge_class = if alarming { "rail-badge alarming" } else { "rail-badge" };
    let badge = move || {
        count.get().filter(|count| *count > 0).zip(count_label).map(|(count, count_label)| {
            let exact = format::count(lang.get(), count.into());
            let spoken = lang.fill(count_label, [&exact]);
            let shown = if count > MOST_SHOWN { format!("{MOST_SHOWN}+") } else { exact };
            view! {
                <span class=badge_class>
                    <span class="num" aria-hidden="true">{shown}</span>
                    <span class="unseen">{spoken}</span>
                </span>
            }
        })
    };
    view! {
        <button
            type="button"
            class="rail-item"
            aria-current=move || (place.screen.get() == screen).then_some("page")
            on:click=move |_| place.go(screen)
        >
            {icon.view()}
            <span>{label}</span>
            {badge}
        </button>
    }
}
