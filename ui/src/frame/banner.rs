//! The banner: offline first, then refused acts; one at a time, with what is safe and what to do.

use leptos::prelude::*;
use trucban_contract::ipc::Connection;
use trucban_text::{format, frame};

use crate::clock::Clock;
use crate::kit::button::{Button, Weight};
use crate::kit::icon::Icon;
use crate::language::Language;
use crate::place::{Place, Screen};
use crate::retry::{Retry, left_ms};
use crate::standing::Standing;
use crate::trouble;

#[derive(Debug, Clone, PartialEq, Eq)]
enum Shown {
    Nothing,
    Offline,
    Refused(u32),
}

/// The banner.
#[component]
pub fn Banner(
    /// Whether the first-run screen tells the same itself.
    bare: Signal<bool>,
) -> impl IntoView {
    let (standing, place) = (Standing::here(), Place::here());
    let connection = standing.connection();
    let refused = standing.part(|status| status.refused);
    let shown = Memo::new(move |_| match (bare.get(), connection.get(), refused.get()) {
        (true, _, _) => Shown::Nothing,
        (_, Connection::Offline { .. }, _) => Shown::Offline,
        (_, _, Some(count)) if count > 0 && place.screen.get() != Screen::Sync => {
            Shown::Refused(count)
        }
        _ => Shown::Nothing,
    });
    view! {
        <div class="banner-place" role="status">
            {move || match shown.get() {
                Shown::Nothing => ().into_any(),
                Shown::Offline => view! { <Offline connection/> }.into_any(),
                Shown::Refused(count) => view! { <Refused count/> }.into_any(),
            }}
        </div>
    }
}

#[component]
fn Offline(connection: Memo<Connection>) -> impl IntoView {
    let (lang, clock, retry) = (Language::here(), Clock::here(), Retry::here());
    let cause = move || match connection.get() {
        Connection::Offline { trouble: Some(trouble), .. } => {
            lang.say(trouble::cause(trouble)).to_owned()
        }
        Connection::Offline { since: Some(since), .. } => {
            let now = clock.minute();
            let lasts = format::span(lang.get(), clock.now().since_ms(since));
            lang.fill(frame::LOST_SINCE, [&format::stamp(lang.get(), since, now), &lasts])
        }
        _ => lang.say(frame::LOST_NEVER).to_owned(),
    };
    let advice = move || match connection.get() {
        Connection::Offline { trouble: Some(trouble), .. } => lang.say(trouble::advice(trouble)),
        _ => lang.say(frame::KEEP_WORKING),
    };
    let left = left_ms(connection);
    let label = Signal::derive(move || match left.get() {
        _ if retry.trying().get() => lang.say(frame::RETRYING).to_owned(),
        Some(left) if left > 0 => lang.fill(frame::RETRY_IN, [&format::countdown(left)]),
        Some(_) => lang.say(frame::RETRYING).to_owned(),
        None => lang.say(frame::RETRY).to_owned(),
    });
    view! {
        <div class="banner" data-testid="banner" data-kind="offline">
            {Icon::WifiOff.view()}
            <p>
                <strong>{cause}</strong>
                " "
                {advice}
            </p>
            <Button
                label
                on_press=move |()| retry.now()
                weight=Weight::Banner
                icon=Icon::Refresh
                attr:data-testid="banner-retry"
            />
        </div>
    }
}

#[component]
fn Refused(count: u32) -> impl IntoView {
    let (lang, place) = (Language::here(), Place::here());
    let cause = move || {
        let count = format::count(lang.get(), count.into());
        lang.fill(frame::REFUSED_BANNER, [&count])
    };
    view! {
        <div class="banner refused" data-testid="banner" data-kind="refused">
            {Icon::Octagon.view()}
            <p>
                <strong>{cause}</strong>
                " "
                {move || lang.say(frame::REFUSED_SAFE)}
            </p>
            <Button
                label=lang.text(frame::REFUSED_OPEN)
                on_press=move |()| place.go(Screen::Sync)
                attr:data-testid="banner-open"
            />
        </div>
    }
}
