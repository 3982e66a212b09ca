//! The last day of an extension that is asked for.

use leptos::html;
use leptos::prelude::*;
use trucban_text::{format, incidents};

use super::{Incidents, Shown};
use crate::incidents::report::form::Form;
use crate::language::Language;

/// The last day that is asked for. Typed: a date field of the web view shows days in the system's order.
#[component]
pub fn Until(
    /// The report.
    detail: Shown,
) -> impl IntoView {
    let lang = Language::here();
    let steps = expect_context::<Incidents>().report.steps;
    let of = (untrack(|| detail.with(|it| it.row.id)), Form::AskExtension);
    let day = NodeRef::<html::Input>::new();
    Effect::new(move |_| {
        if let Some(day) = day.get() {
            day.set_value(&untrack(|| steps.draft(of)).until);
            let _ = day.focus();
        }
    });
    let later = move || {
        let due = detail.with(|it| it.row.due_at)?;
        Some(lang.fill(incidents::EXTENSION_LATER, [&format::date(lang.get(), due)]))
    };
    view! {
        <label class="step-unit">
            <span>
                {move || lang.say(incidents::EXTENSION_UNTIL)}
                " "
                <span class="meta num">{later}</span>
            </span>
            <input
                type="text"
                inputmode="numeric"
                class="field num"
                data-testid="step-until"
                placeholder=move || lang.say(incidents::DAY_FORM)
                node_ref=day
                on:input=move |event| {
                    let until = event_target_value(&event);
                    steps.change(of, |draft| draft.until = until);
                }
            />
        </label>
    }
}
