//! The form of a step of the workflow: the unit, the words or the verdict that it needs.

mod duplicates;
mod publication;
mod unit;
mod until;
mod verdict;
mod words;

use std::sync::Arc;

use leptos::prelude::*;
use trucban_domain::PhotoShows;
use trucban_text::{Text, format, incidents, workflow};
use wasm_split_helpers::wasm_split;

use super::super::Incidents;
use super::Shown;
use super::form::{Form, longest};
use super::model::Act;
use crate::chosen_photos::ChoosePhotos;
use crate::drafts::DraftKept;
use crate::failure;
use crate::keys::{Key, Keys};
use crate::kit::button::{Button, Weight};
use crate::language::Language;
use crate::later::Came;
use duplicates::Duplicates;
use publication::Publish;
use unit::{PartChoice, UnitChoice, UnitsWith};
use until::Until;
use verdict::Verdict;
use words::Words;

/// Title, hint and the verb of the button.
const fn words_of(form: Form) -> [Text<0>; 3] {
    match form {
        Form::Return => [incidents::RETURN_TITLE, incidents::RETURN_HINT, incidents::RETURN_DO],
        Form::Assign => [incidents::ASSIGN_TITLE, incidents::ASSIGN_HINT, incidents::ASSIGN_DO],
        Form::AskExtension => {
            [incidents::EXTENSION_TITLE, incidents::EXTENSION_HINT, incidents::EXTENSION_DO]
        }
        Form::DecideExtension => {
            [incidents::DECIDE_TITLE, incidents::DECIDE_HINT, incidents::DECIDE_DO]
        }
        Form::GiveResult => {
            [incidents::GIVE_RESULT_TITLE, incidents::GIVE_RESULT_HINT, incidents::GIVE_RESULT_DO]
        }
        Form::Refuse => [workflow::REFUSE_TITLE, workflow::REFUSE_HINT, workflow::REFUSE_DO],
        Form::ReviewAgain => [workflow::REOPEN_TITLE, workflow::REOPEN_HINT, workflow::REOPEN_DO],
        Form::AskSender => {
            [workflow::ASK_SENDER_TITLE, workflow::ASK_SENDER_HINT, workflow::ASK_SENDER_DO]
        }
        Form::Tell => [workflow::TELL_TITLE, workflow::TELL_HINT, workflow::TELL_DO],
        Form::TakeAnswer => {
            [workflow::TAKE_ANSWER_TITLE, workflow::TAKE_ANSWER_HINT, workflow::TAKE_ANSWER_DO]
        }
        Form::Duplicate => {
            [workflow::DUPLICATE_TITLE, workflow::DUPLICATE_JOIN, workflow::DUPLICATE_DO]
        }
        Form::Review => [incidents::REVIEW_TITLE, incidents::REVIEW_HINT, incidents::REVIEW_DO],
    }
}

/// The form, whose code comes after that of the queue.
#[wasm_split(step_form, fallible, preload(load_step_form))]
#[allow(clippy::unnecessary_wraps, reason = "a caller may get that the code did not come instead")]
pub fn step_form(detail: Shown, form: Form) -> Came {
    Ok(view! { <StepForm detail form/> }.into_any())
}

#[component]
fn StepForm(
    /// The report.
    detail: Shown,
    /// Which step.
    form: Form,
) -> impl IntoView {
    let lang = Language::here();
    let report = expect_context::<Incidents>().report;
    let steps = report.steps;
    let id = untrack(|| detail.with(|it| it.row.id));
    let of = (id, form);
    let tried = RwSignal::new(false);
    let draft = Memo::new(move |_| steps.draft(of));
    let over = Memo::new(move |_| draft.with(longest).saturating_sub(form.most()));
    let commit = move |()| {
        tried.set(true);
        if over.get_untracked() > 0 {
            return;
        }
        if let Ok(step) = form.finish(&draft.get_untracked()) {
            let (number, part) = detail.with_untracked(|it| {
                (it.row.number.clone(), form.part(&draft.get_untracked(), it))
            });
            report.take(Act { id, number, part, step }, Some(form));
        }
    };
    Keys::here().on(move |key| match key {
        Key::Commit => {
            commit(());
            true
        }
        Key::Back => {
            steps.leave();
            true
        }
        _ => false,
    });
    let wrong = move || {
        let failed = steps.failure.get().filter(|(of, _)| *of == id);
        if let Some((_, failure)) = failed {
            return Some(failure::words(lang.get(), &failure));
        }
        if over.get() > 0 {
            let over = format::count(lang.get(), over.get() as u64);
            return Some(lang.fill(incidents::NOTE_OVER, [&over]));
        }
        let missing = draft.with(|draft| form.finish(draft)).err()?;
        tried.get().then(|| lang.say(missing).to_owned())
    };
    let [title, hint, verb] = words_of(form);
    let written = Memo::new(move |_| draft.with(|it| form.is_written(it)));
    let closing =
        Memo::new(move |_| form == Form::Review && draft.with(|it| it.agreed == Some(true)));
    view! {
        <section
            class="step-form card"
            aria-labelledby="step-title"
            data-testid=format!("form-{}", form.as_str())
        >
            <header>
                <h3 id="step-title">{move || lang.say(title)}</h3>
                <span class="meta">{move || lang.say(hint)}</span>
            </header>
            {form.verdict().map(|choice| view! { <Verdict detail form choice/> })}
            {form.on_part().map(|_| view! { <PartChoice detail form/> })}
            {(form == Form::Duplicate).then(|| view! { <Duplicates detail/> })}
            {(form == Form::AskExtension).then(|| view! { <Until detail/> })}
            {matches!(form, Form::Return | Form::Assign).then(|| view! { <UnitChoice detail form/> })}
            {(form == Form::Assign).then(|| view! { <UnitsWith detail/> })}
            <Show when=move || closing.get()>
                <Publish detail/>
            </Show>
            {form.words().map(|label| view! {
                <Show when=move || written.get()>
                    <Words detail form label/>
                </Show>
            })}
            {form.has_photos().then(|| view! {
                <ChoosePhotos
                    chosen=Signal::derive(move || draft.with(|it| it.photos.clone()))
                    change=Arc::new(move |change| {
                        steps.change(of, |draft| change(&mut draft.photos));
                    })
                    shows=PhotoShows::Result
                />
            })}
            <p class="note-wrong" role="alert" data-testid="step-wrong">{wrong}</p>
            <footer>
                <Button
                    label=lang.text(verb)
                    weight=Weight::Primary
                    keycap="Ctrl ↵"
                    busy=Signal::derive(move || report.is_busy(id))
                    on_press=commit
                    attr:data-testid="step-commit"
                />
                <Button
                    label=lang.text(incidents::NOTE_CLOSE)
                    keycap="Esc"
                    on_press=move |()| steps.leave()
                    attr:data-testid="step-leave"
                />
                <DraftKept/>
            </footer>
        </section>
    }
}
