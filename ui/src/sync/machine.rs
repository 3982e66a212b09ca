//! How this machine stands: connection, age of its data, key, folder, clock, and what a person
//! should know.

use leptos::prelude::*;
use trucban_contract::ipc::{ClockState, Connection, KeyPlace, Notice};
use trucban_text::{Text, download, enrol, format, sync};

use crate::clock::Clock;
use crate::first_sync::{self, is_offline};
use crate::kit::button::{Button, Weight};
use crate::kit::icon::Icon;
use crate::kit::progress::ProgressBar;
use crate::language::Language;
use crate::operator::Operator;
use crate::place::{Place, Screen};
use crate::retry::{Retry, next_try};
use crate::standing::{STALE_MS, Standing, clock_words};
use crate::trouble;

const MINUTE_MS: i64 = 60_000;

/// The panel.
#[component]
pub fn Machine() -> impl IntoView {
    let lang = Language::here();
    view! {
        <aside class="machine scrolls" aria-labelledby="machine-title">
            <h2 id="machine-title">{move || lang.say(sync::MACHINE)}</h2>
            <Notices/>
            <Link/>
            <Progress/>
            <Facts/>
        </aside>
    }
}

#[component]
fn Notices() -> impl IntoView {
    let lang = Language::here();
    let notices = Standing::here().part(|status| status.notices.clone());
    move || {
        let notices = notices.get().filter(|notices| !notices.is_empty())?;
        let lines = notices.into_iter().map(|notice| {
            let (said, advice) = match notice {
                Notice::CacheRebuilt => (lang.say(sync::CACHE_REBUILT).to_owned(), None),
                Notice::OutboxRescued { read, lost, file } => {
                    let (read, lost) = (read.to_string(), lost.to_string());
                    let said = lang.fill(sync::OUTBOX_RESCUED, [&read, &lost, &file]);
                    (said, Some(lang.say(sync::OUTBOX_RESCUED_DO)))
                }
                Notice::PhotosRescued { read, lost, file } => {
                    let (read, lost) = (read.to_string(), lost.to_string());
                    let said = lang.fill(sync::PHOTOS_RESCUED, [&read, &lost, &file]);
                    (said, Some(lang.say(sync::PHOTOS_RESCUED_DO)))
                }
            };
            view! { <li>{said} " " {advice}</li> }
        });
        Some(view! {
            <section class="notices" data-testid="notices">
                <h3>{Icon::Triangle.view()} {lang.say(sync::NOTICES)}</h3>
                <ul>{lines.collect_view()}</ul>
            </section>
        })
    }
}

/// The connection, and the ways to better it.
#[component]
fn Link() -> impl IntoView {
    let (lang, clock, place, retry) =
        (Language::here(), Clock::here(), Place::here(), Retry::here());
    let connection = Standing::here().connection();
    let icon = move || match connection.get() {
        Connection::Offline { .. } => Icon::WifiOff.view(),
        Connection::Online { .. } | Connection::Connecting => Icon::Wifi.view(),
    };
    let tone = move || match connection.get() {
        Connection::Offline { .. } => "link card offline",
        Connection::Online { .. } => "link card online",
        Connection::Connecting => "link card",
    };
    let title = move || match connection.get() {
        Connection::Connecting => lang.say(sync::CONNECTION_CONNECTING).to_owned(),
        Connection::Online { synced_at } => {
            let at = format::stamp(lang.get(), synced_at, clock.minute());
            lang.fill(sync::CONNECTION_ONLINE, [&at])
        }
        Connection::Offline { since: Some(since), .. } => {
            let lasts = format::span(lang.get(), clock.minute().since_ms(since));
            let since = format::stamp(lang.get(), since, clock.minute());
            lang.fill(sync::CONNECTION_OFFLINE, [&since, &lasts])
        }
        Connection::Offline { since: None, .. } => lang.say(sync::CONNECTION_NEVER).to_owned(),
    };
    let trouble = Memo::new(move |_| match connection.get() {
        Connection::Offline { trouble, .. } => trouble,
        Connection::Online { .. } | Connection::Connecting => None,
    });
    let told = move || {
        trouble.get().map(|it| {
            view! {
                <p class="link-trouble">
                    <strong>{lang.say(trouble::cause(it))}</strong>
                    " "
                    {lang.say(trouble::advice(it))}
                </p>
            }
        })
    };
    let may_enrol = move || trouble.get().is_some_and(trouble::enrolment_may_cure);
    view! {
        <section class=tone>
            <p class="link-title">{icon} <strong class="num">{title}</strong></p>
            {told}
            <div class="link-acts">
                <Button
                    label=lang.text(sync::SYNC_NOW)
                    weight=Weight::Primary
                    icon=Icon::Sync
                    busy=retry.trying()
                    on_press=move |()| retry.now()
                    attr:data-testid="sync-now"
                />
                <Show when=may_enrol>
                    <Button
                        label=lang.text(enrol::AGAIN)
                        on_press=move |()| place.go(Screen::FirstRun)
                        attr:data-testid="enrol-again"
                    />
                </Show>
                <span class="meta num">{next_try(connection)}</span>
            </div>
        </section>
    }
}

/// The first download, while it goes on behind the work.
#[component]
fn Progress() -> impl IntoView {
    let (lang, standing) = (Language::here(), Standing::here());
    let progress = standing.part(|status| status.first_sync.clone());
    let connection = standing.connection();
    move || {
        let progress = progress.get().flatten()?;
        let offline = connection.with(is_offline);
        let percent = Signal::stored(first_sync::percent(&progress));
        let done = first_sync::done(lang.get(), &progress);
        let amounts: Vec<_> = [
            Some(first_sync::rows(lang.get(), &progress)),
            first_sync::bytes(lang.get(), &progress),
            progress.left_ms.filter(|_| !offline).map(|ms| first_sync::left(lang.get(), ms)),
        ]
        .into_iter()
        .flatten()
        .collect();
        let now = if offline {
            Some(lang.say(download::WAITS).to_owned())
        } else {
            first_sync::now_fetched(lang.get(), &progress)
        };
        Some(view! {
            <section class="card link" data-testid="first-sync">
                <p><strong class="num">{lang.say(sync::PROGRESS)} " " {done}</strong></p>
                <ProgressBar percent label=lang.text(sync::PROGRESS)/>
                <p class="meta num">{amounts.join(" · ")}</p>
                <p class="meta">{now}</p>
                <p class="meta">{lang.say(download::RESUMES)}</p>
            </section>
        })
    }
}

#[component]
fn Facts() -> impl IntoView {
    let (lang, clock, standing) = (Language::here(), Clock::here(), Standing::here());
    let operator = Operator::here();
    let as_of = standing.part(|status| status.as_of);
    let key = standing.part(|status| status.key);
    let folder = standing.part(|status| status.folder.clone());
    let clock_state = standing.part(|status| status.clock);
    let age = move || match as_of.get().flatten() {
        Some(at) => {
            let ago = clock.minute().since_ms(at);
            let at = format::stamp(lang.get(), at, clock.minute());
            if ago < MINUTE_MS {
                lang.fill(sync::DATA_NOW, [&at])
            } else {
                lang.fill(sync::DATA_AS_OF, [&at, &format::span(lang.get(), ago)])
            }
        }
        None => lang.say(sync::DATA_NONE).to_owned(),
    };
    let stale =
        move || as_of.get().flatten().is_some_and(|at| clock.minute().since_ms(at) > STALE_MS);
    let key = move || {
        key.get().map(|key| match key {
            KeyPlace::Keyring => lang.say(sync::KEY_KEYRING),
            KeyPlace::File => lang.say(sync::KEY_FILE),
        })
    };
    let clock_said = move || clock_state.get().map(|state| clock_words(lang, state));
    let clock_off = move || matches!(clock_state.get(), Some(ClockState::Off(_)));
    let build = move || operator.session().map(|session| session.build);
    let label = move |text: Text<0>| move || lang.say(text);
    view! {
        <dl class="machine-facts">
            <dt>{label(sync::DATA_AGE)}</dt>
            <dd class="num" class:warn=stale data-testid="machine-age">{age}</dd>
            <dt>{label(sync::CLOCK)}</dt>
            <dd class="num" class:warn=clock_off data-testid="machine-clock">{clock_said}</dd>
            <dt>{label(sync::KEY)}</dt>
            <dd data-testid="machine-key">{key}</dd>
            <dt>{label(sync::FOLDER)}</dt>
            <dd class="machine-folder" data-testid="machine-folder">{move || folder.get()}</dd>
            <dt>{label(sync::BUILD)}</dt>
            <dd class="num">{build}</dd>
        </dl>
    }
}
