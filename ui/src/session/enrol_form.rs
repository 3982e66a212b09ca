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
use crate::kit::field::let_go_at_the_end;
use crate::language::Language;
use crate::operator::Operator;
use crate::place::{Place, Screen};

/// What is wrong with what was given.
#[derive(Debug, Clone, PartialEq)]
enum Wrong {
    FileUnreadable,
    Refused(CommandError),
}

/// What was given, and what became of it.
#[derive(Clone, Copy)]
struct Given {
    field: NodeRef<html::Textarea>,
    typed: RwSignal<bool>,
    busy: RwSignal<bool>,
    wrong: RwSignal<Option<Wrong>>,
    chosen: RwSignal<Option<String>>,
}

impl Given {
    fn nothing() -> Self {
        Self {
            field: NodeRef::new(),
            typed: RwSignal::new(false),
            busy: RwSignal::new(false),
            wrong: RwSignal::new(None),
            chosen: RwSignal::new(None),
        }
    }

    fn write(self, text: &str) {
        if let Some(field) = self.field.get_untracked() {
            field.set_value(text);
        }
        self.typed.set(!text.trim().is_empty());
    }

    fn typed(self, event: &Event) {
        self.wrong.set(None);
        self.typed.set(!event_target_value(event).trim().is_empty());
    }

    fn take_file(self, event: &Event) {
        let input = event.target().and_then(|it| it.dyn_into::<HtmlInputElement>().ok());
        let Some(file) = input.and_then(|input| input.files()?.get(0)) else { return };
        self.wrong.set(None);
        spawn_local(async move {
            match text_of(&file).await {
                Some(text) => {
                    self.chosen.set(Some(file.name()));
                    self.write(&text);
                }
                None => self.wrong.set(Some(Wrong::FileUnreadable)),
            }
        });
    }

    fn submit(self, shell: Shell, operator: Operator, place: Place) {
        let document = self.field.get_untracked().map(|field| field.value()).unwrap_or_default();
        if document.trim().is_empty() || self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        spawn_local(async move {
            let taken = shell.call(Enrol { document }).await;
            self.busy.set(false);
            match taken {
                Ok(session) => {
                    self.write("");
                    operator.set(session);
                    place.go(Screen::Incidents);
                }
                Err(failure) => self.wrong.set(Some(Wrong::Refused(failure))),
            }
        });
    }
}

/// The form.
#[component]
pub fn EnrolForm() -> impl IntoView {
    let (lang, shell, place) = (Language::here(), Shell::here(), Place::here());
    let operator = Operator::here();
    let given = Given::nothing();
    let_go_at_the_end(given.field);
    let submit = move |()| given.submit(shell, operator, place);
    Keys::here().on(move |key| {
        let mine = key == Key::Commit;
        if mine {
            submit(());
        }
        mine
    });
    let said = move || match given.wrong.get() {
        None => None,
        Some(Wrong::FileUnreadable) => Some(lang.say(enrol::FILE_UNREADABLE).to_owned()),
        Some(Wrong::Refused(failure)) => Some(failure::words(lang.get(), &failure)),
    };
    let submit_label = Signal::derive(move || {
        let busy = given.busy.get();
        lang.say(if busy { enrol::SUBMITTING } else { enrol::SUBMIT }).to_owned()
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
                    on:change=move |event| given.take_file(&event)
                />
                <label class="button" for="enrol-file">{move || lang.say(enrol::CHOOSE_FILE)}</label>
                <span class="meta">
                    {move || given.chosen.get().map(|name| lang.fill(enrol::CHOSEN, [&name]))}
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
                node_ref=given.field
                on:input=move |event| given.typed(&event)
            ></textarea>
            <p class="enrol-wrong" id="enrol-wrong" role="alert" data-testid="enrol-wrong">{said}</p>
            <div class="enrol-acts">
                <Button
                    label=submit_label
                    weight=Weight::Primary
                    keycap="Ctrl ↵"
                    busy=Signal::derive(move || given.busy.get() || !given.typed.get())
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
