//! What the first-run screen says where the centre cannot be reached: why, what is safe, what to do.

use leptos::prelude::*;
use leptos::task::spawn_local;
use trucban_contract::ipc::{Connection, SyncNow};
use trucban_text::{enrol, format, frame, sync};

use crate::clock::Clock;
use crate::ipc::Shell;
use crate::kit::button::Button;
use crate::kit::icon::Icon;
use crate::language::Language;
use crate::place::{Place, Screen};
use crate::trouble;

/// The card.
#[component]
pub fn Unreached(
    /// Whether the centre answers, followed.
    connection: Memo<Connection>,
) -> impl IntoView {
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
