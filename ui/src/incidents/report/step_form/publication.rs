//! What the public is to read of a report that is closed.

use leptos::html;
use leptos::prelude::*;
use trucban_domain::Publication;
use trucban_domain::masking::{is_masked, mask};
use trucban_text::workflow;

use super::{Incidents, Shown};
use crate::incidents::report::form::Form;
use crate::kit::button::Button;
use crate::kit::field::let_go_at_the_end;
use crate::language::Language;

/// The choices, each with its word for the tests.
const CHOICES: [(Publication, trucban_text::Text<0>, &str); 3] = [
    (Publication::Public, workflow::PUBLIC, "publish-public"),
    (Publication::WithoutName, workflow::WITHOUT_NAME, "publish-without-name"),
    (Publication::Withheld, workflow::WITHHELD, "publish-withheld"),
];

/// What is public, and the text. Numbers to call are hidden before anybody looks; whoever writes one
/// anew hides it again with one press.
#[component]
pub fn Publish(
    /// The report.
    detail: Shown,
) -> impl IntoView {
    let lang = Language::here();
    let steps = expect_context::<Incidents>().report.steps;
    let of = (untrack(|| detail.with(|it| it.row.id)), Form::Review);
    let draft = Memo::new(move |_| steps.draft(of));
    let field = NodeRef::<html::Textarea>::new();
    let_go_at_the_end(field);
    Effect::new(move |_| {
        if let Some(field) = field.get() {
            field.set_value(&untrack(|| draft.get()).public);
        }
    });
    let open = Memo::new(move |_| {
        draft.with(|it| it.publication != Some(Publication::Withheld) && !is_masked(&it.public))
    });
    let hide = move |()| {
        let masked = mask(&draft.get_untracked().public);
        if let Some(field) = field.get_untracked() {
            field.set_value(&masked);
        }
        steps.change(of, |draft| draft.public = masked);
    };
    let choice = move |(publication, words, test_word): (_, trucban_text::Text<0>, _)| {
        view! {
            <label>
                <input
                    type="radio"
                    name="publication"
                    data-testid=test_word
                    prop:checked=move || draft.with(|it| it.publication == Some(publication))
                    on:change=move |_| {
                        steps.change(of, |draft| draft.publication = Some(publication));
                    }
                />
                {move || lang.say(words)}
            </label>
        }
    };
    view! {
        <fieldset class="step-verdict">
            <legend>{move || lang.say(workflow::PUBLICATION)}</legend>
            {CHOICES.map(choice)}
        </fieldset>
        <label class="step-words">
            <span>
                {move || lang.say(workflow::PUBLIC_WORDS)} " "
                <span class="meta">{move || lang.say(workflow::PUBLIC_MASKED)}</span>
            </span>
            <textarea
                class="field"
                rows="5"
                lang="vi"
                data-testid="step-public"
                node_ref=field
                on:input=move |event| {
                    let public = event_target_value(&event);
                    steps.change(of, |draft| draft.public = public);
                }
            ></textarea>
        </label>
        <Show when=move || open.get()>
            <Button
                label=lang.text(workflow::MASK_NOW)
                on_press=hide
                attr:data-testid="step-mask"
            />
        </Show>
    }
}
