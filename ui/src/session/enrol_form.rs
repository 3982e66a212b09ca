//! The enrolment document: chosen as a file, which the page reads itself, or pasted.
//!
//! The document holds the operator's own key, so it is kept nowhere but in this form and is gone
//! from it once the shell has taken it.

use js_sys::Promise;
use leptos::ev::Event;
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use trucban_contract::ipc::{CommandError, Enrol};
use trucban_text::enrol;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{File, HtmlInputElement};

use crate::failure;
use crate::ipc::Shell;
use crate::keys::{Key, Keys};
use crate::kit::button::{Button, Weight};
use crate::language::Language;
use crate::operator::Operator;
use crate::place::{Place, Screen};

/// What is wrong with what was given.
#[derive(Debug, Clone, PartialEq)]
enum Wrong {
    FileUnreadable,
    Refused(CommandError),
}

/// The form.
#[component]
pub fn EnrolForm() -> impl IntoView {
    let (lang, shell, place) = (Language::here(), Shell::here(), Place::here());
    let operator = Operator::here();
    let (field, picker) = (NodeRef::<html::Textarea>::new(), NodeRef::<html::Input>::new());
    let (typed, busy) = (RwSignal::new(false), RwSignal::new(false));
    let wrong = RwSignal::new(None::<Wrong>);
    let chosen = RwSignal::new(None::<String>);

    let document = move || field.get_untracked().map(|field| field.value()).unwrap_or_default();
    let write = move |text: &str| {
        if let Some(field) = field.get_untracked() {
            field.set_value(text);
        }
        typed.set(!text.trim().is_empty());
    };
    let submit = move |()| {
        let document = document();
        if document.trim().is_empty() || busy.get_untracked() {
            return;
        }
        busy.set(true);
        spawn_local(async move {
            let taken = shell.call(Enrol { document }).await;
            busy.set(false);
            match taken {
                Ok(session) => {
                    write("");
                    operator.set(session);
                    place.go(Screen::Incidents);
                }
                Err(failure) => wrong.set(Some(Wrong::Refused(failure))),
            }
        });
    };
    let on_file = move |event: Event| {
        let input = event.target().and_then(|it| it.dyn_into::<HtmlInputElement>().ok());
        let Some(file) = input.and_then(|input| input.files()?.get(0)) else { return };
        wrong.set(None);
        spawn_local(async move {
            match text_of(&file).await {
                Some(text) => {
                    chosen.set(Some(file.name()));
                    write(&text);
                }
                None => wrong.set(Some(Wrong::FileUnreadable)),
            }
        });
    };
    Keys::here().on(move |key| {
        let mine = key == Key::Commit;
        if mine {
            submit(());
        }
        mine
    });
    let said = move || match wrong.get() {
        None => None,
        Some(Wrong::FileUnreadable) => Some(lang.say(enrol::FILE_UNREADABLE).to_owned()),
        Some(Wrong::Refused(failure)) => Some(failure::words(lang.get(), &failure)),
    };
    let submit_label = Signal::derive(move || {
        lang.say(if busy.get() { enrol::SUBMITTING } else { enrol::SUBMIT }).to_owned()
    });
    view! {
        <section class="card enrol" aria-labelledby="enrol-title">
            <h2 id="enrol-title">{move || lang.say(enrol::ENROL_TITLE)}</h2>
            <p>{move || lang.say(enrol::ENROL_LEAD)}</p>
            <div class="enrol-file">
                <input
                    class="unseen"
                    id="enrol-file"
                    type="file"
                    accept=".json,application/json"
                    data-testid="enrol-file"
                    node_ref=picker
                    on:change=on_file
                />
                <label class="button" for="enrol-file">{move || lang.say(enrol::CHOOSE_FILE)}</label>
                <span class="meta">
                    {move || chosen.get().map(|name| lang.fill(enrol::CHOSEN, [&name]))}
                </span>
            </div>
            <label for="enrol-document">{move || lang.say(enrol::DOCUMENT)}</label>
            <textarea
                class="field enrol-document"
                id="enrol-document"
                rows="9"
                spellcheck="false"
                autocomplete="off"
                data-testid="enrol-document"
                aria-describedby="enrol-wrong"
                placeholder=move || lang.say(enrol::PLACEHOLDER)
                node_ref=field
                on:input=move |event| {
                    wrong.set(None);
                    typed.set(!event_target_value(&event).trim().is_empty());
                }
            ></textarea>
            <p class="enrol-wrong" id="enrol-wrong" role="alert" data-testid="enrol-wrong">{said}</p>
            <div class="enrol-acts">
                <Button
                    label=submit_label
                    weight=Weight::Primary
                    keycap="Ctrl ↵"
                    busy=Signal::derive(move || busy.get() || !typed.get())
                    on_press=submit
                    attr:data-testid="enrol-submit"
                />
                <span class="meta">{move || lang.say(enrol::SECRET)}</span>
            </div>
        </section>
    }
}

/// The text of a file; none where it cannot be read.
async fn text_of(file: &File) -> Option<String> {
    let text: Promise = file.text();
    JsFuture::from(text).await.ok()?.as_string()
}
