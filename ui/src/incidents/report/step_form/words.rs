//! What is written for a step: a reason, a result, a question to the sender.

use leptos::html;
use leptos::prelude::*;
use trucban_text::{Text, incidents, names};

use super::{Incidents, Shown};
use crate::incidents::report::form::Form;
use crate::kit::button::Button;
use crate::kit::field::let_go_at_the_end;
use crate::language::Language;

/// What is written. Shown where something has to be.
#[component]
pub fn Words(
    /// The report.
    detail: Shown,
    /// Which step.
    form: Form,
    /// What it is called.
    label: Text<0>,
) -> impl IntoView {
    let lang = Language::here();
    let steps = expect_context::<Incidents>().report.steps;
    let of = (untrack(|| detail.with(|it| it.row.id)), form);
    let field = NodeRef::<html::Textarea>::new();
    let_go_at_the_end(field);
    Effect::new(move |_| {
        if let Some(field) = field.get() {
            // Written once: writing while a letter is composed would break the composition.
            field.set_value(&untrack(|| steps.draft(of)).words);
            if form.has_words_first() {
                let _ = field.focus();
            }
        }
    });
    let empty = Memo::new(move |_| steps.draft(of).words.trim().is_empty());
    let insert = move |()| {
        let lang = untrack(|| lang.get());
        let letter = {
            let unit = detail.with_untracked(|it| form.part(&steps.draft_now(of), it));
            let unit = unit.map_or_else(String::new, |unit| names::unit(lang, &unit.0));
            incidents::REPLY_FRAME.fill(lang, [&unit])
        };
        if let Some(field) = field.get_untracked() {
            field.set_value(&letter);
            let _ = field.focus();
        }
        steps.change(of, |draft| draft.words = letter);
    };
    view! {
        <label class="step-words">
            <span>{move || lang.say(label)}</span>
            <textarea
                class="field"
                rows="5"
                lang="vi"
                data-testid="step-words"
                node_ref=field
                on:input=move |event| {
                    let words = event_target_value(&event);
                    steps.change(of, |draft| draft.words = words);
                }
            ></textarea>
        </label>
        <Show when=move || form == Form::GiveResult && empty.get()>
            <Button
                label=lang.text(incidents::REPLY_INSERT)
                on_press=insert
                attr:data-testid="step-letter"
            />
        </Show>
    }
}
