//! The frame around every screen: top bar, banner, rail, status bar, key list and alarm.

mod alarm;
mod banner;
mod key_list;
mod rail;
mod search;
mod settle;
mod status_bar;
mod top_bar;

use leptos::prelude::*;
use trucban_contract::ipc::Size;

use crate::keys::{Key, Keys};
use crate::operator::Operator;
use crate::place::{Place, Screen};
use crate::preferences::Preferences;
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
    let (place, operator, preferences) = (Place::here(), Operator::here(), Preferences::here());
    let keys_shown = RwSignal::new(false);
    alarm::follow();
    Keys::here().on(move |key| match key {
        Key::Help => {
            keys_shown.set(true);
            true
        }
        Key::Larger => {
            preferences.resize(Size::larger);
            true
        }
        Key::Smaller => {
            preferences.resize(Size::smaller);
            true
        }
        Key::UsualSize => {
            preferences.resize(|_| Size::default());
            true
        }
        Key::GoQueue if !bare.get_untracked() => {
            place.go(Screen::Incidents);
            true
        }
        Key::GoMap if !bare.get_untracked() => {
            place.go(Screen::Map);
            true
        }
        Key::GoCameras if !bare.get_untracked() && untrack(|| operator.may_judge()) => {
            place.go(Screen::Cameras);
            true
        }
        Key::GoSync if !bare.get_untracked() => {
            place.go(Screen::Sync);
            true
        }
        _ => false,
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
