//! The frame around every screen: top bar, banner, rail, status bar, key list and alarm.

mod alarm;
mod banner;
mod key_list;
mod rail;
mod search;
mod status_bar;
mod top_bar;

use leptos::prelude::*;
use trucban_contract::ipc::Zoom;
use trucban_text::Lang;

use crate::keys::{Key, Keys};
use crate::kit::toast::Toasts;
use crate::language::Language;
use crate::operator::Operator;
use crate::place::{Place, Screen};
use crate::preferences::Preferences;
use crate::retry::Retry;
use banner::Banner;
use key_list::KeyList;
use rail::Rail;
use status_bar::StatusBar;
use top_bar::TopBar;

/// The window's frame. `bare` leaves out what needs an enrolled machine.
#[component]
pub fn Frame(
    /// Whether only the bars are shown: at the first start.
    #[prop(into)]
    bare: Signal<bool>,
    /// The screen.
    children: Children,
) -> impl IntoView {
    let keys = Keys::here();
    let keys_shown = RwSignal::new(false);
    alarm::follow();
    let goes = Goes { place: Place::here(), operator: Operator::here(), bare };
    let (preferences, lang, retry) = (Preferences::here(), Language::here(), Retry::here());
    let toasts = Toasts::here();
    keys.offers(move |key| match key {
        Key::Help | Key::Language | Key::Theme | Key::Larger | Key::Smaller | Key::UsualSize => {
            true
        }
        Key::SyncNow => !bare.get(),
        Key::Undo => toasts.can_undo(),
        key => goes.to(key).is_some_and(|screen| goes.place.screen.get() != screen),
    });
    keys.on(move |key| match key {
        Key::Undo => toasts.undo(),
        Key::Help => {
            keys_shown.set(true);
            true
        }
        Key::Larger => {
            preferences.resize(Zoom::larger);
            true
        }
        Key::Smaller => {
            preferences.resize(Zoom::smaller);
            true
        }
        Key::UsualSize => {
            preferences.resize(|_| Zoom::default());
            true
        }
        Key::Theme => {
            preferences.switch_theme();
            true
        }
        Key::Language => {
            preferences.speak(match untrack(|| lang.get()) {
                Lang::Vi => Lang::En,
                Lang::En => Lang::Vi,
            });
            true
        }
        Key::SyncNow => {
            retry.now();
            true
        }
        key => untrack(|| goes.to(key)).is_some_and(|screen| {
            goes.place.go(screen);
            true
        }),
    });
    view! {
        <div class="window" class:bare=bare>
            <TopBar bare/>
            <Banner bare/>
            <Show when=move || !bare.get()>
                <Rail on_keys=move |()| keys_shown.set(true)/>
            </Show>
            <main class="screen">{children()}</main>
            <StatusBar bare/>
        </div>
        <Show when=move || keys_shown.get()>
            <KeyList on_close=move |()| keys_shown.set(false)/>
        </Show>
    }
}

/// The ways from screen to screen.
#[derive(Clone, Copy)]
struct Goes {
    place: Place,
    operator: Operator,
    bare: Signal<bool>,
}

impl Goes {
    /// The screen to which a key leads this operator, followed.
    fn to(self, key: Key) -> Option<Screen> {
        let screen = match key {
            Key::GoQueue => Screen::Incidents,
            Key::GoMap => Screen::Map,
            Key::GoCameras if self.operator.may_judge() => Screen::Cameras,
            Key::GoField if self.operator.may_visit() => Screen::Field,
            Key::HandOver => Screen::Handovers,
            Key::GoSync => Screen::Sync,
            Key::GoFigures => Screen::Figures,
            _ => return None,
        };
        (!self.bare.get()).then_some(screen)
    }
}
