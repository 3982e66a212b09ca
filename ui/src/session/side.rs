//! The right side: the way to work as soon as there is one, what can be done now or after the first
//! start, and what is true of this machine.

use leptos::prelude::*;
use trucban_contract::ipc::{ClockState, KeyPlace};
use trucban_domain::{Action, Reach};
use trucban_text::{download, enrol, format, sync};

use crate::kit::icon::Icon;
use crate::language::Language;
use crate::operator::Operator;
use crate::session::can::CanNow;
use crate::session::ready::Ready;
use crate::standing::{Standing, clock_words};

/// The right side.
#[component]
pub fn Side(
    /// Whether the first download goes on, and nothing else.
    downloads: Memo<bool>,
    /// The operator goes in.
    on_enter: Callback<()>,
) -> impl IntoView {
    let progress = Standing::here().part(|status| status.first_sync.clone());
    let ready = Memo::new(move |_| {
        downloads.get() && progress.get().flatten().is_some_and(|it| it.open_ready)
    });
    view! {
        <aside class="first-side">
            <div class="first-ready" role="status">
                <Show when=move || ready.get()>
                    <Ready on_enter/>
                </Show>
            </div>
            <Show when=move || downloads.get() fallback=|| view! { <Then/> }>
                <CanNow/>
            </Show>
            <Here/>
        </aside>
    }
}

/// What will be possible, before there is a machine on which it is.
#[component]
fn Then() -> impl IntoView {
    let lang = Language::here();
    let lines = [
        (Icon::CheckCircle, enrol::THEN_ACCEPT, enrol::THEN_ACCEPT_NOTE),
        (Icon::Note, enrol::THEN_NOTE, enrol::THEN_NOTE_NOTE),
        (Icon::Search, enrol::THEN_SEARCH, enrol::THEN_SEARCH_NOTE),
    ];
    view! {
        <section class="card">
            <h2>{move || lang.say(enrol::THEN_TITLE)}</h2>
            <ul>
                {lines
                    .map(|(icon, title, note)| {
                        view! { <Line icon title=lang.text(title) note=lang.text(note)/> }
                    })
                    .collect_view()}
            </ul>
        </section>
    }
}

/// What is true of this machine, as far as the system tells.
#[component]
fn Here() -> impl IntoView {
    let (lang, standing, operator) = (Language::here(), Standing::here(), Operator::here());
    let key = standing.part(|status| status.key);
    let clock = standing.part(|status| status.clock);
    // Told in gigabytes, so that it does not flicker with every row.
    let free = standing.part(|status| status.free_bytes.map(|bytes| bytes / 1_000_000_000));
    let disk_line = move || {
        let free = format::bytes(lang.get(), free.get().flatten()? * 1_000_000_000);
        let title = lang.fill(download::DISK, [&free]);
        Some(view! { <Line icon=Icon::Database title note=lang.say(download::DISK_NOTE)/> })
    };
    let key_line = move || {
        key.get().map(|key| {
            let title = match key {
                KeyPlace::Keyring => enrol::SAFE_KEYRING,
                KeyPlace::File => enrol::SAFE_FILE,
            };
            view! { <Line icon=Icon::Lock title=lang.say(title) note=lang.say(enrol::SAFE_KEY_NOTE)/> }
        })
    };
    let clock_line = move || {
        let state = clock.get().filter(|state| *state != ClockState::Unknown)?;
        let note = clock_words(lang, state);
        Some(view! { <Line icon=Icon::Clock title=lang.say(sync::CLOCK) note/> })
    };
    let hides_senders =
        move || operator.role().is_none_or(|role| role.reach(Action::ReadReporter) == Reach::Never);
    view! {
        <section class="card" data-testid="here">
            <h2>{move || lang.say(enrol::SAFE_TITLE)}</h2>
            <ul>
                {disk_line}
                {key_line}
                {clock_line}
                <Show when=hides_senders>
                    <Line
                        icon=Icon::Shield
                        title=lang.text(enrol::SAFE_SENDER)
                        note=lang.text(enrol::SAFE_SENDER_NOTE)
                    />
                </Show>
            </ul>
        </section>
    }
}

/// A line of a card: what, and beneath it what more is to say.
#[component]
pub fn Line(
    /// Its shape.
    icon: Icon,
    /// What.
    #[prop(into)]
    title: Signal<String>,
    /// What more.
    #[prop(into)]
    note: Signal<String>,
) -> impl IntoView {
    view! {
        <li>
            {icon.view()}
            <div>
                <strong>{title}</strong>
                <span class="num">{note}</span>
            </div>
        </li>
    }
}
