//! The first start of a laptop, and a later enrolment: the document goes in, then the first
//! download shows how far it is. The operator goes to work once the open work is in; who waits is
//! taken there when everything is in.

mod can;
mod download;
mod enrol_form;
mod ready;
mod side;
mod unreached;

use leptos::prelude::*;
use trucban_text::{enrol, frame, names};

use crate::first_sync::{self, is_offline};
use crate::keys::{Key, Keys};
use crate::kit::button::Button;
use crate::kit::icon::Icon;
use crate::language::Language;
use crate::operator::Operator;
use crate::place::{Place, Screen};
use crate::standing::Standing;
use download::Download;
use enrol_form::EnrolForm;
use side::Side;

/// The screen.
#[component]
pub fn FirstRunScreen(
    /// Whether this machine has work already, and is only enrolled again.
    #[prop(into)]
    again: Signal<bool>,
    /// The operator goes to work while data still come.
    #[prop(into)]
    on_enter: Callback<()>,
) -> impl IntoView {
    let (lang, place, operator) = (Language::here(), Place::here(), Operator::here());
    let enrolled = Memo::new(move |_| operator.signed_in().is_some());
    let downloads = Memo::new(move |_| enrolled.get() && !again.get());
    Effect::new(move |_| {
        if operator.session().is_some() {
            place.tell_ready(Screen::FirstRun);
        }
    });
    Keys::here().on(move |key| {
        let back = key == Key::Back && again.get_untracked();
        if back {
            place.go(Screen::Incidents);
        }
        back
    });
    view! {
        <div class="first-run">
            <Steps enrolled again/>
            <div class="first-run-body scrolls">
            <div class="first-run-main">
                <Show when=move || again.get()>
                    <div class="first-run-back">
                        <p>{move || lang.say(enrol::AGAIN_LEAD)}</p>
                        <Button
                            label=lang.text(enrol::GO_BACK)
                            keycap="Esc"
                            on_press=move |()| place.go(Screen::Incidents)
                            attr:data-testid="enrol-back"
                        />
                    </div>
                </Show>
                <Show when=move || !downloads.get() fallback=|| view! { <Enrolled/> }>
                    <EnrolForm/>
                </Show>
                <Show when=move || downloads.get()>
                    <Download/>
                </Show>
            </div>
            <Side downloads on_enter/>
            </div>
        </div>
    }
}

#[component]
fn Enrolled() -> impl IntoView {
    let (lang, operator) = (Language::here(), Operator::here());
    let who = move || {
        operator.signed_in().map(|it| {
            let unit = names::unit(lang.get(), &it.unit.0);
            lang.fill(enrol::STEP_ENROL_DONE, [&it.name, &unit])
        })
    };
    view! {
        <section class="card enrolled" data-testid="enrolled">
            <h2>{move || lang.say(enrol::ENROL_TITLE)}</h2>
            <span>{who}</span>
            <span class="chip ok">{Icon::CheckCircle.view()} {move || lang.say(enrol::DONE)}</span>
        </section>
    }
}

/// The steps, on the dark side.
#[component]
fn Steps(enrolled: Memo<bool>, again: Signal<bool>) -> impl IntoView {
    let (lang, operator) = (Language::here(), Operator::here());
    let standing = Standing::here();
    let progress = standing.part(|status| status.first_sync.clone());
    let connection = standing.connection();
    let enrol_note = move || match operator.signed_in() {
        Some(it) if !again.get() => {
            lang.fill(enrol::STEP_ENROL_DONE, [&it.name, names::role(lang.get(), it.role)])
        }
        _ => lang.say(enrol::STEP_ENROL_NOTE).to_owned(),
    };
    let download_note = move || match progress.get().flatten() {
        Some(progress) if enrolled.get() => {
            let done = first_sync::done(lang.get(), &progress);
            match progress.left_ms.filter(|_| !connection.with(is_offline)) {
                Some(ms) => {
                    let left = first_sync::left(lang.get(), ms);
                    lang.fill(enrol::STEP_DOWNLOAD_NOW, [&done, &left])
                }
                None => done,
            }
        }
        _ => lang.say(enrol::STEP_DOWNLOAD_NOTE).to_owned(),
    };
    let now = move || if enrolled.get() && !again.get() { 2 } else { 1 };
    let mark = move |number: u32| {
        if number < now() {
            view! { <span class="first-mark done">{Icon::Check.view()}</span> }.into_any()
        } else {
            view! { <span class="first-mark num">{number}</span> }.into_any()
        }
    };
    let class =
        move |number: u32| move || if number == now() { "first-step now" } else { "first-step" };
    let current = move |number: u32| move || (number == now()).then_some("step");
    view! {
        <aside class="first-steps">
            <h1>{move || lang.say(if again.get() { enrol::AGAIN_TITLE } else { enrol::TITLE })}</h1>
            <p>{move || lang.say(enrol::LEAD)}</p>
            <ol>
                <li class=class(1) aria-current=current(1)>
                    {move || mark(1)}
                    <div><strong>{move || lang.say(enrol::STEP_ENROL)}</strong><span>{enrol_note}</span></div>
                </li>
                <li class=class(2) aria-current=current(2)>
                    {move || mark(2)}
                    <div>
                        <strong>{move || lang.say(enrol::STEP_DOWNLOAD)}</strong>
                        <span class="num">{download_note}</span>
                    </div>
                </li>
                <li class=class(3) aria-current=current(3)>
                    {move || mark(3)}
                    <div>
                        <strong>{move || lang.say(enrol::STEP_WORK)}</strong>
                        <span>{move || lang.say(enrol::STEP_WORK_NOTE)}</span>
                    </div>
                </li>
            </ol>
            <p class="first-foot">
                {move || lang.say(frame::PRODUCT)} ". " {move || lang.say(enrol::ENCRYPTED)}
            </p>
        </aside>
    }
}
