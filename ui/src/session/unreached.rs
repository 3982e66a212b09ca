//! What the first-run screen says where the centre cannot be reached: why, what is safe, what to do.

use leptos::prelude::*;
use trucban_contract::ipc::Connection;
use trucban_text::{enrol, frame};

use crate::kit::button::Button;
use crate::kit::icon::Icon;
use crate::language::Language;
use crate::place::{Place, Screen};
use crate::retry::{Retry, next_try};
use crate::trouble;

/// The card.
#[component]
pub fn Unreached(
    /// Whether the centre answers, followed.
    connection: Memo<Connection>,
) -> impl IntoView {
    let (lang, place, retry) = (Language::here(), Place::here(), Retry::here());
    let trouble = Memo::new(move |_| match connection.get() {
        Connection::Offline { trouble, .. } => trouble,
        Connection::Online { .. } | Connection::Connecting => None,
    });
    let (cause, advice) = (
        move || lang.say(trouble.get().map_or(enrol::UNREACHED, trouble::cause)),
        move || lang.say(trouble.get().map_or(enrol::UNREACHED_DO, trouble::advice)),
    );
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
                        busy=retry.trying()
                        on_press=move |()| retry.now()
                        attr:data-testid="banner-retry"
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
            </div>
        </section>
    }
}
