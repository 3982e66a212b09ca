//! The status bar: connection, what waits, how old the data are, the time. Each item that counts
//! something opens the sync screen.

use leptos::prelude::*;
use trucban_contract::ipc::{ClockState, Connection};
use trucban_text::{Text, format, frame};

use crate::clock::Clock;
use crate::first_sync::{is_offline, percent};
use crate::keys::Keys;
use crate::kit::icon::Icon;
use crate::language::Language;
use crate::operator::Operator;
use crate::place::{Place, Screen};
use crate::standing::{STALE_MS, Standing};

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
    let sample = move || operator.signed_in().is_some_and(|it| it.sample);
    view! {
        <footer class="status-bar" aria-label=move || lang.say(frame::STATUS)>
            <div class="status-side">
            <Show when=move || operator.signed_in().is_some()>
                <ConnectionItem bare/>
            </Show>
            <Show when=move || !bare.get()>
                <WaitingItem/>
                <CountItem
                    count=unanswered
                    text=frame::UNANSWERED
                    icon=Icon::Send
                    class="info"
                    attr:data-testid="status-unanswered"
                />
                <CountItem
                    count=refused
                    text=frame::REFUSED
                    icon=Icon::XCircle
                    class="danger"
                    attr:data-testid="status-refused"
                />
                <AgeItem/>
            </Show>
            <ProgressItem bare/>
            <ClockItem bare/>
            </div>
            <div class="status-side">
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
            </div>
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

/// A count that is shown only where it is not zero.
#[component]
fn CountItem(
    count: Memo<Option<u32>>,
    text: Text<0>,
    icon: Icon,
    class: &'static str,
) -> impl IntoView {
    let lang = Language::here();
    let shown = move || count.get().unwrap_or_default();
    let number = move || format::count(lang.get(), shown().into());
    view! {
        <Item bare=Signal::stored(false) icon class attr:hidden=move || shown() == 0>
            {move || lang.say(text)}
            " "
            <strong class="num">{number}</strong>
        </Item>
    }
}

#[component]
fn ProgressItem(bare: Signal<bool>) -> impl IntoView {
    let lang = Language::here();
    let standing = Standing::here();
    let done = standing.part(|status| status.first_sync.as_ref().map(percent));
    let connection = standing.connection();
    let shown = move || done.get().flatten();
    let words = move || {
        let waits = connection.with(is_offline);
        let text = if waits { frame::FIRST_SYNC_WAITS } else { frame::FIRST_SYNC };
        lang.fill(text, [&shown().unwrap_or_default().to_string()])
    };
    view! {
        <Show when=move || shown().is_some()>
            <Item
                bare
                icon=Icon::Refresh
                class="info"
                attr:data-testid="status-first-sync"
            >
                <span class="num">{words}</span>
            </Item>
        </Show>
    }
}

#[component]
fn WaitingItem() -> impl IntoView {
    let (lang, place) = (Language::here(), Place::here());
    let waiting = Standing::here().part(|status| status.waiting);
    let count = move || waiting.get().unwrap_or_default();
    view! {
        <button
            type="button"
            class="status-item"
            data-testid="status-waiting"
            data-count=move || count().to_string()
            on:click=move |_| place.go(Screen::Sync)
        >
            {Icon::Outbox.view()}
            <span>{move || lang.say(frame::WAITING)}</span>
            <strong class="num">{move || format::count(lang.get(), count().into())}</strong>
        </button>
    }
}

#[component]
fn AgeItem() -> impl IntoView {
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
                <Item
                    bare=Signal::stored(false)
                    icon
                    class
                    attr:data-testid="status-age"
                    attr:title=move || stale.get().then(|| lang.say(frame::DATA_OLD_WHY))
                >
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
