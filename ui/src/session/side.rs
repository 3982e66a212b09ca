//! What the operator can do after the first start, and what is safe on this machine.

use leptos::prelude::*;
use trucban_contract::ipc::KeyPlace;
use trucban_text::{Text, enrol};

use crate::kit::icon::Icon;
use crate::language::Language;
use crate::standing::Standing;

/// The right side.
#[component]
pub fn Side() -> impl IntoView {
    let lang = Language::here();
    let key = Standing::here().part(|status| status.key);
    let key_words = move || {
        key.get().map(|key| {
            let words = match key {
                KeyPlace::Keyring => enrol::SAFE_KEYRING,
                KeyPlace::File => enrol::SAFE_FILE,
            };
            view! { <Line icon=Icon::Lock title=words note=enrol::SAFE_KEY_NOTE/> }
        })
    };
    view! {
        <aside class="first-side scrolls">
            <section class="card">
                <h2>{move || lang.say(enrol::THEN_TITLE)}</h2>
                <ul>
                    <Line icon=Icon::CheckCircle title=enrol::THEN_ACCEPT note=enrol::THEN_ACCEPT_NOTE/>
                    <Line icon=Icon::Note title=enrol::THEN_NOTE note=enrol::THEN_NOTE_NOTE/>
                    <Line icon=Icon::Search title=enrol::THEN_SEARCH note=enrol::THEN_SEARCH_NOTE/>
                </ul>
            </section>
            <section class="card">
                <h2>{move || lang.say(enrol::SAFE_TITLE)}</h2>
                <ul>
                    {key_words}
                    <Line icon=Icon::Shield title=enrol::SAFE_SENDER note=enrol::SAFE_SENDER_NOTE/>
                </ul>
            </section>
        </aside>
    }
}

#[component]
fn Line(icon: Icon, title: Text<0>, note: Text<0>) -> impl IntoView {
    let lang = Language::here();
    view! {
        <li>
            {icon.view()}
            <div>
                <strong>{move || lang.say(title)}</strong>
                <span>{move || lang.say(note)}</span>
            </div>
        </li>
    }
}
