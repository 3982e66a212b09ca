//! The form of a step of the workflow: the unit, the words or the verdict that it needs.

use leptos::html;
use leptos::prelude::*;
use trucban_domain::{Unit, UnitCode};
use trucban_text::{Text, format, incidents, names};

use super::super::Incidents;
use super::Shown;
use super::steps::Form;
use crate::failure;
use crate::keys::{Key, Keys};
use crate::kit::button::{Button, Weight};
use crate::kit::field::let_go_at_the_end;
use crate::language::Language;

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
        Form::Review => [incidents::REVIEW_TITLE, incidents::REVIEW_HINT, incidents::REVIEW_DO],
    }
}

/// The form.
#[component]
pub fn StepForm(
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
    let over =
        Memo::new(move |_| draft.with(|it| it.words.chars().count()).saturating_sub(form.most()));
    let commit = move |()| {
        tried.set(true);
        if over.get_untracked() > 0 {
            return;
        }
        if let Ok(step) = form.finish(&draft.get_untracked()) {
            report.take(id, detail.get_untracked().row.number.clone(), step, Some(form));
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
            {(form == Form::AskExtension).then(|| view! { <Until detail/> })}
            {form.has_unit().then(|| view! { <UnitChoice detail form/> })}
            {form.words().map(|label| view! { <Words detail form label/> })}
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
            </footer>
        </section>
    }
}

/// The unit: those that usually get such reports first.
#[component]
fn UnitChoice(detail: Shown, form: Form) -> impl IntoView {
    let lang = Language::here();
    let steps = expect_context::<Incidents>().report.steps;
    let of = (untrack(|| detail.with(|it| it.row.id)), form);
    let chosen = Memo::new(move |_| steps.draft(of).unit);
    let choice = NodeRef::<html::Select>::new();
    Effect::new(move |_| {
        if let Some(choice) = choice.get() {
            let _ = choice.focus();
        }
    });
    let units = untrack(|| {
        detail.with(|it| {
            let committee = UnitCode::committee_of(it.row.ward);
            let mut units = Unit::codes_for(&it.row.category, &committee);
            // Whoever returned a report may be told to take it after all; otherwise it is there.
            units
                .retain(|unit| *unit != it.unit || (form == Form::Assign && it.returned.is_some()));
            units
        })
    });
    let options = units.into_iter().map(|unit| {
        let code = unit.0.clone();
        let name = code.clone();
        view! {
            <option value=code selected=move || chosen.get().as_ref() == Some(&unit)>
                {move || names::unit(lang.get(), &name)}
            </option>
        }
    });
    let label = if form == Form::Assign { incidents::ASSIGN_UNIT } else { incidents::RETURN_UNIT };
    view! {
        <label class="step-unit">
            <span>{move || lang.say(label)}</span>
            <select
                class="field"
                data-testid="step-unit"
                node_ref=choice
                on:change=move |event| {
                    let code = event_target_value(&event);
                    steps.change(of, |draft| draft.unit = (!code.is_empty()).then_some(UnitCode(code)));
                }
            >
                <option value="" selected=move || chosen.get().is_none()>
                    {move || lang.say(incidents::STEP_CHOOSE_UNIT)}
                </option>
                {options.collect_view()}
            </select>
        </label>
    }
}

/// What is written.
#[component]
fn Words(detail: Shown, form: Form, label: Text<0>) -> impl IntoView {
    let lang = Language::here();
    let steps = expect_context::<Incidents>().report.steps;
    let of = (untrack(|| detail.with(|it| it.row.id)), form);
    let field = NodeRef::<html::Textarea>::new();
    let_go_at_the_end(field);
    Effect::new(move |_| {
        if let Some(field) = field.get() {
            // Written once: writing while a letter is composed would break the composition.
            field.set_value(&untrack(|| steps.draft(of)).words);
            if form == Form::GiveResult {
                let _ = field.focus();
            }
        }
    });
    let empty = Memo::new(move |_| steps.draft(of).words.trim().is_empty());
    let insert = move |()| {
        let lang = untrack(|| lang.get());
        let letter = {
            let unit = names::unit(lang, &detail.get_untracked().unit.0);
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

/// The last day that is asked for. Typed: a date field of the web view shows days in the system's order.
#[component]
fn Until(detail: Shown) -> impl IntoView {
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

/// One of two things. Nothing is chosen in advance.
#[component]
fn Verdict(detail: Shown, form: Form, choice: [Text<0>; 2]) -> impl IntoView {
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
    let choose = move |value: bool| steps.change(of, |draft| draft.agreed = Some(value));
    view! {
        <div class="step-verdict" role="radiogroup" aria-labelledby="step-title">
            <label>
                <input
                    type="radio"
                    name="verdict"
                    data-testid="step-agree"
                    node_ref=first
                    prop:checked=move || agreed.get() == Some(true)
                    on:change=move |_| choose(true)
                />
                {move || lang.say(choice[0])}
            </label>
            <label>
                <input
                    type="radio"
                    name="verdict"
                    data-testid="step-disagree"
                    prop:checked=move || agreed.get() == Some(false)
                    on:change=move |_| choose(false)
                />
                {move || lang.say(choice[1])}
            </label>
        </div>
    }
}
