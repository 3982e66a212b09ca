//! The status bar: connection, what waits, how old the data are, the time. Each item that counts
//! something opens the sync screen.

use leptos::prelude::*;
use trucban_contract::ipc::{ClockState, Connection};
use trucban_text::{format, frame};

use crate::clock::Clock;
use crate::keys::Keys;
use crate::kit::icon::Icon;
use crate::language::Language;
use crate::operator::Operator;
use crate::place::{Place, Screen};
use crate::standing::{STALE_MS, Standing, percent};

/// The status bar.
#[component]
pub fn StatusBar(
    /// Whether there is no sync screen to open yet.
    bare: Signal<bool>,
) -> impl IntoView {
    let (lang, clock) = (Language::here(), Clock::here());
    let (standing, operator, keys) = (Standing::here(), Operator::here(), Keys::here());
    let unanswered = standing.part(|status| status.unanswered);
    let refused = standing.part(|status| status.refused);
    let first_sync = standing.part(|status| status.first_sync);
    let sample = move || operator.signed_in().is_some_and(|it| it.sample);
    let count = move |number: Memo<Option<u32>>| number.get().filter(|number| *number > 0);
    let number = move |number: u32| format::count(lang.get(), number.into());
    view! {
        <footer class="status-bar" aria-label=move || lang.say(frame::STATUS)>
            <ConnectionItem bare/>
            <WaitingItem bare/>
            {move || count(unanswered).map(|it| view! {
                <Item bare icon=Icon::Send class="info" attr:data-testid="status-unanswered">
                    {move || lang.say(frame::UNANSWERED)} " "
                    <strong class="num">{move || number(it)}</strong>
                </Item>
            })}
            {move || count(refused).map(|it| view! {
                <Item bare icon=Icon::XCircle class="danger" attr:data-testid="status-refused">
                    {move || lang.say(frame::REFUSED)} " "
                    <strong class="num">{move || number(it)}</strong>
                </Item>
            })}
            {move || first_sync.get().flatten().map(|progress| view! {
                <Item bare icon=Icon::Refresh class="info" attr:data-testid="status-first-sync">
                    <span class="num">
                        {move || lang.fill(frame::FIRST_SYNC, [&percent(progress).to_string()])}
                    </span>
                </Item>
            })}
            <AgeItem bare/>
            <ClockItem bare/>
            <span class="status-gap"></span>
            <Show when=move || keys.chord()>
                <span class="status-item info">{move || lang.say(frame::CHORD)}</span>
            </Show>
            <Show when=sample>
                <span class="status-item" data-testid="status-sample">
                    {Icon::Document.view()}
                    {move || lang.say(frame::SAMPLE)}
                </span>
            </Show>
            <span class="status-item num" data-testid="status-clock">
                {move || format::clock(lang.get(), clock.minute())}
            </span>
        </footer>
    }
}

/// An item; a button where it has a screen to open.
#[component]
fn Item(
    bare: Signal<bool>,
    icon: Icon,
    #[prop(optional, into)] class: Signal<&'static str>,
    children: Children,
) -> impl IntoView {
    let place = Place::here();
    view! {
        <button
            type="button"
            class=move || format!("status-item {}", class.get())
            disabled=bare
            on:click=move |_| place.go(Screen::Sync)
        >
            {icon.view()}
            <span>{children()}</span>
        </button>
    }
}

#[component]
fn ConnectionItem(bare: Signal<bool>) -> impl IntoView {
    let (lang, clock, place) = (Language::here(), Clock::here(), Place::here());
    let connection = Standing::here().connection();
    let state = move || match connection.get() {
        Connection::Connecting => "connecting",
        Connection::Online { .. } => "online",
        Connection::Offline { .. } => "offline",
    };
    let words = move || match connection.get() {
        Connection::Connecting => (frame::CONNECTING, String::new()),
        Connection::Online { synced_at } => {
            let at = synced_at.hour_minute_second();
            (frame::ONLINE, lang.fill(frame::ONLINE_SYNCED, [&at]))
        }
        Connection::Offline { since: Some(since), .. } => {
            let lasts = format::span(lang.get(), clock.minute().since_ms(since));
            let since = format::stamp(lang.get(), since, clock.minute());
            (frame::OFFLINE, lang.fill(frame::OFFLINE_SINCE, [&since, &lasts]))
        }
        Connection::Offline { since: None, .. } => {
            (frame::OFFLINE, lang.say(frame::OFFLINE_NEVER).to_owned())
        }
    };
    view! {
        <button
            type="button"
            class=move || format!("status-item connection {}", state())
            data-testid="status-connection"
            data-state=state
            disabled=bare
            on:click=move |_| place.go(Screen::Sync)
        >
            {move || if state() == "offline" { Icon::WifiOff.view() } else { Icon::Wifi.view() }}
            <strong>{move || lang.say(words().0)}</strong>
            <span class="num connection-since">{move || words().1}</span>
        </button>
    }
}

#[component]
fn WaitingItem(bare: Signal<bool>) -> impl IntoView {
    let (lang, place) = (Language::here(), Place::here());
    let waiting = Standing::here().part(|status| status.waiting);
    let count = move || waiting.get().unwrap_or_default();
    view! {
        <button
            type="button"
            class="status-item"
            data-testid="status-waiting"
            data-count=move || count().to_string()
            disabled=bare
            on:click=move |_| place.go(Screen::Sync)
        >
            {Icon::Outbox.view()}
            <span>{move || lang.say(frame::WAITING)}</span>
            <strong class="num">{move || format::count(lang.get(), count().into())}</strong>
        </button>
    }
}

#[component]
fn AgeItem(bare: Signal<bool>) -> impl IntoView {
    let (lang, clock) = (Language::here(), Clock::here());
    let as_of = Standing::here().part(|status| status.as_of);
    let age = Memo::new(move |_| as_of.get().flatten().map(|at| clock.minute().since_ms(at)));
    let stale = Memo::new(move |_| age.get().is_some_and(|age| age > STALE_MS));
    let words = move || match (as_of.get().flatten(), age.get()) {
        (Some(_), Some(age)) if age > STALE_MS => {
            lang.fill(frame::DATA_OLD, [&format::span(lang.get(), age)])
        }
        (Some(at), _) => {
            lang.fill(frame::DATA_AS_OF, [&format::stamp(lang.get(), at, clock.minute())])
        }
        (None, _) => lang.say(frame::DATA_NONE).to_owned(),
    };
    view! {
        {move || {
            let (icon, class) =
                if stale.get() { (Icon::Triangle, "warn") } else { (Icon::Database, "") };
            view! {
                <Item bare icon class attr:data-testid="status-age">
                    <span class="num">{words}</span>
                </Item>
            }
        }}
    }
}

#[component]
fn ClockItem(bare: Signal<bool>) -> impl IntoView {
    let lang = Language::here();
    let state = Standing::here().part(|status| status.clock);
    move || match state.get() {
        Some(ClockState::Off(ms)) => {
            let text = if ms > 0 { frame::CLOCK_AHEAD } else { frame::CLOCK_BEHIND };
            let off = format::short_span(lang.get(), ms.saturating_abs());
            let words = lang.fill(text, [&off]);
            Some(view! {
                <Item bare icon=Icon::Triangle class="warn" attr:data-testid="status-clock-off">
                    <span class="num">{words}</span>
                </Item>
            })
        }
        Some(ClockState::Unknown | ClockState::Right) | None => None,
    }
}
