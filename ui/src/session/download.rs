//! The first download: rows, bytes, per cent; and what to do where the centre cannot be reached.

use leptos::prelude::*;
use leptos::task::spawn_local;
use trucban_contract::ipc::{Connection, FirstSync, SyncNow};
use trucban_text::{Text, enrol, format, frame, sync};

use crate::clock::Clock;
use crate::ipc::Shell;
use crate::kit::button::Button;
use crate::kit::chip::{Chip, Tone};
use crate::kit::icon::Icon;
use crate::kit::progress::ProgressBar;
use crate::language::Language;
use crate::place::{Place, Screen};
use crate::standing::{Standing, percent};
use crate::trouble;

/// How far a group of data is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    Done,
    Runs,
    Later,
    Waits,
}

/// Open work comes first, closed work after it.
const fn stages(progress: Option<FirstSync>, offline: bool) -> [Stage; 2] {
    let ready = matches!(progress, Some(FirstSync { open_ready: true, .. }));
    match (ready, offline) {
        (true, false) => [Stage::Done, Stage::Runs],
        (true, true) => [Stage::Done, Stage::Waits],
        (false, false) => [Stage::Runs, Stage::Later],
        (false, true) => [Stage::Waits, Stage::Later],
    }
}

/// The card.
#[component]
pub fn Download() -> impl IntoView {
    let (lang, standing) = (Language::here(), Standing::here());
    let progress = standing.part(|status| status.first_sync);
    let connection = standing.connection();
    let offline = Memo::new(move |_| matches!(connection.get(), Connection::Offline { .. }));
    let known = move || progress.get().flatten();
    let done = Signal::derive(move || known().map_or(0, percent));
    let bytes = move || match known() {
        Some(it) => lang.fill(
            enrol::DOWNLOAD_BYTES,
            [&format::bytes(lang.get(), it.bytes), &format::bytes(lang.get(), it.bytes_total)],
        ),
        None if offline.get() => lang.say(enrol::DOWNLOAD_WAITS).to_owned(),
        None => lang.say(enrol::DOWNLOAD_START).to_owned(),
    };
    let rows = move || {
        known().map(|it| {
            let (rows, total) =
                (format::count(lang.get(), it.rows), format::count(lang.get(), it.rows_total));
            lang.fill(enrol::DOWNLOAD_ROWS, [&rows, &total])
        })
    };
    let stage = move |at: usize| stages(known(), offline.get())[at];
    view! {
        <section class="card download" aria-labelledby="download-title" data-testid="download">
            <header>
                <h2 id="download-title">{move || lang.say(enrol::DOWNLOAD_TITLE)}</h2>
                <strong class="num">{bytes}</strong>
                <span class="meta num">{rows}</span>
            </header>
            <ProgressBar percent=done label=lang.text(enrol::DOWNLOAD_TITLE)/>
            <ul>
                <Group title=enrol::OPEN_WORK note=enrol::OPEN_WORK_NOTE stage=Signal::derive(move || stage(0))/>
                <Group title=enrol::CLOSED_WORK note=enrol::CLOSED_WORK_NOTE stage=Signal::derive(move || stage(1))/>
            </ul>
            <p class="meta">{move || lang.say(enrol::DOWNLOAD_RESUME)}</p>
        </section>
        <Show when=move || offline.get()>
            <Unreached connection/>
        </Show>
    }
}

#[component]
fn Group(title: Text<0>, note: Text<0>, stage: Signal<Stage>) -> impl IntoView {
    let lang = Language::here();
    let chip = move || {
        let (tone, icon, words) = match stage.get() {
            Stage::Done => (Tone::Ok, Icon::CheckCircle, enrol::STATE_DONE),
            Stage::Runs => (Tone::Info, Icon::Refresh, enrol::STATE_RUNS),
            Stage::Later => (Tone::Neutral, Icon::Clock, enrol::STATE_LATER),
            Stage::Waits => (Tone::Warn, Icon::WifiOff, enrol::STATE_WAITS),
        };
        let words = lang.say(words);
        view! { <Chip tone icon words/> }
    };
    view! {
        <li class="download-group">
            <div>
                <strong>{move || lang.say(title)}</strong>
                <span class="meta">{move || lang.say(note)}</span>
            </div>
            {chip}
        </li>
    }
}

/// Why the centre cannot be reached, what is safe, what to do.
#[component]
fn Unreached(connection: Memo<Connection>) -> impl IntoView {
    let (lang, clock, shell, place) =
        (Language::here(), Clock::here(), Shell::here(), Place::here());
    let trouble = Memo::new(move |_| match connection.get() {
        Connection::Offline { trouble, .. } => trouble,
        Connection::Online { .. } | Connection::Connecting => None,
    });
    let (cause, advice) = (
        move || lang.say(trouble.get().map_or(enrol::UNREACHED, trouble::cause)),
        move || lang.say(trouble.get().map_or(enrol::UNREACHED_DO, trouble::advice)),
    );
    let next = move || match connection.get() {
        Connection::Offline { retry_at, .. } => {
            let left = format::countdown(retry_at.since_ms(clock.second()));
            Some(lang.fill(sync::NEXT_TRY, [&left]))
        }
        Connection::Online { .. } | Connection::Connecting => None,
    };
    let busy = RwSignal::new(false);
    let retry = move |()| {
        busy.set(true);
        spawn_local(async move {
            // Whether it helped is what the connection tells.
            let _ = shell.call(SyncNow {}).await;
            busy.set(false);
        });
    };
    let may_enrol = move || trouble.get().is_some_and(trouble::enrolment_may_cure);
    view! {
        <section class="card unreached" role="status" data-testid="banner" data-kind="offline">
            {Icon::WifiOff.view()}
            <div>
                <h3>{cause}</h3>
                <p>{advice}</p>
                <div class="enrol-acts">
                    <Button
                        label=lang.text(frame::RETRY)
                        icon=Icon::Refresh
                        busy
                        on_press=retry
                        attr:data-testid="banner-retry"
                    />
                    <Show when=may_enrol>
                        <Button
                            label=lang.text(enrol::AGAIN)
                            on_press=move |()| place.go(Screen::FirstRun)
                            attr:data-testid="enrol-again"
                        />
                    </Show>
                    <span class="meta num">{next}</span>
                </div>
            </div>
        </section>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn work_can_start_while_closed_reports_still_come() {
        let part = FirstSync { rows: 1, rows_total: 9, bytes: 1, bytes_total: 9, open_ready: true };
        assert_eq!(stages(Some(part), false), [Stage::Done, Stage::Runs]);
        assert_eq!(stages(None, true), [Stage::Waits, Stage::Later]);
    }
}
