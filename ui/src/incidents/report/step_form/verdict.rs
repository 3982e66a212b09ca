//! The choice between two things: grant or deny, close or send back, open again or let stand.

use leptos::html;
use leptos::prelude::*;
use trucban_domain::StepKind;
use trucban_text::Text;

use super::{Incidents, Shown};
use crate::incidents::report::form::Form;
use crate::language::Language;

/// One of two things. Nothing is chosen in advance where both can be.
#[component]
pub fn Verdict(
    /// The report.
    detail: Shown,
    /// Which step.
    form: Form,
    /// The two things, and the steps they lead to.
    choice: [(Text<0>, StepKind); 2],
) -> impl IntoView {
    let lang = Language::here();
    let steps = expect_context::<Incidents>().report.steps;
    let of = (untrack(|| detail.with(|it| it.row.id)), form);
    let agreed = Memo::new(move |_| steps.draft(of).agreed);
    let first = NodeRef::<html::Input>::new();
    Effect::new(move |_| {
        if let Some(first) = first.get() {
            let _ = first.focus();
        }
    });
    let [one, other] =
        choice.map(|(_, kind)| Memo::new(move |_| !detail.with(|it| it.may_take(kind))));
    let choose = move |value: bool| steps.change(of, |draft| draft.agreed = Some(value));
    view! {
        <div class="step-verdict" role="radiogroup" aria-labelledby="step-title">
            <label>
                <input
                    type="radio"
                    name="verdict"
                    data-testid="step-agree"
                    node_ref=first
                    disabled=one
                    prop:checked=move || agreed.get() == Some(true)
                    on:change=move |_| choose(true)
                />
                {move || lang.say(choice[0].0)}
            </label>
            <label>
                <input
                    type="radio"
                    name="verdict"
                    data-testid="step-disagree"
                    disabled=other
                    prop:checked=move || agreed.get() == Some(false)
                    on:change=move |_| choose(false)
                />
                {move || lang.say(choice[1].0)}
            </label>
        </div>
    }
}
