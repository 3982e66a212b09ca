//! The unit that is proposed, or the units that are given the report.

use leptos::html;
use leptos::prelude::*;
use trucban_domain::incident::UNITS_MAX;
use trucban_domain::{Unit, UnitCode};
use trucban_text::{Text, incidents, names, workflow};

use super::{Incidents, Shown};
use crate::incidents::report::form::Form;
use crate::language::Language;

/// The unit that is proposed, or that leads.
#[component]
pub fn UnitChoice(
    /// The report.
    detail: Shown,
    /// Which step.
    form: Form,
) -> impl IntoView {
    let steps = expect_context::<Incidents>().report.steps;
    let of = (untrack(|| detail.with(|it| it.row.id)), form);
    let chosen = Memo::new(move |_| steps.draft(of).unit);
    let label = if form == Form::Assign { workflow::ASSIGN_LEAD } else { incidents::RETURN_UNIT };
    // Nobody proposes the unit that returns it.
    let except = untrack(|| detail.with(|it| form.part(&steps.draft(of), it)));
    let choose = move |unit| steps.change(of, |draft| draft.unit = unit);
    view! {
        <Choice
            detail
            label
            none=incidents::STEP_CHOOSE_UNIT
            test_word="step-unit".to_owned()
            focused=true
            except=except.into_iter().collect()
            chosen
            choose=Callback::new(choose)
        />
    }
}

/// The units that work with the one that leads: one field more than are chosen.
#[component]
pub fn UnitsWith(
    /// The report.
    detail: Shown,
) -> impl IntoView {
    let steps = expect_context::<Incidents>().report.steps;
    let of = (untrack(|| detail.with(|it| it.row.id)), Form::Assign);
    let with = Memo::new(move |_| steps.draft(of).with);
    let fields = Memo::new(move |_| with.with(|with| (with.len() + 1).min(UNITS_MAX - 1)));
    view! {
        <For each=move || 0..fields.get() key=|at| *at let:at>
            <Choice
                detail
                label=workflow::ASSIGN_WITH
                none=workflow::ASSIGN_WITH_NONE
                test_word=format!("step-with-{at}")
                focused=false
                except=Vec::new()
                chosen=Memo::new(move |_| with.with(|with| with.get(at).cloned()))
                choose=Callback::new(move |unit: Option<UnitCode>| {
                    steps.change(of, |draft| put(&mut draft.with, at, unit));
                })
            />
        </For>
    }
}

/// Puts a unit into a place, or takes it out; none stands there twice.
fn put(units: &mut Vec<UnitCode>, at: usize, unit: Option<UnitCode>) {
    if at < units.len() {
        units.remove(at);
    }
    if let Some(unit) = unit.filter(|unit| !units.contains(unit)) {
        units.insert(at.min(units.len()), unit);
    }
}

/// A field with every unit: those that usually get such reports first.
#[component]
fn Choice(
    detail: Shown,
    label: Text<0>,
    none: Text<0>,
    test_word: String,
    focused: bool,
    except: Vec<UnitCode>,
    chosen: Memo<Option<UnitCode>>,
    choose: Callback<Option<UnitCode>>,
) -> impl IntoView {
    let lang = Language::here();
    let field = NodeRef::<html::Select>::new();
    Effect::new(move |_| {
        if let Some(field) = field.get().filter(|_| focused) {
            let _ = field.focus();
        }
    });
    let units = untrack(|| {
        detail.with(|it| Unit::codes_for(&it.row.category, &UnitCode::committee_of(it.row.ward)))
    });
    let options = units.into_iter().filter(|unit| !except.contains(unit)).map(|unit| {
        let code = unit.0.clone();
        let name = code.clone();
        view! {
            <option value=code selected=move || chosen.get().as_ref() == Some(&unit)>
                {move || names::unit(lang.get(), &name)}
            </option>
        }
    });
    view! {
        <label class="step-unit">
            <span>{move || lang.say(label)}</span>
            <select
                class="field"
                data-testid=test_word
                node_ref=field
                on:change=move |event| {
                    let code = event_target_value(&event);
                    choose.run((!code.is_empty()).then_some(UnitCode(code)));
                }
            >
                <option value="" selected=move || chosen.get().is_none()>
                    {move || lang.say(none)}
                </option>
                {options.collect_view()}
            </select>
        </label>
    }
}

/// Whose part it is, where the operator may take the step for several units.
#[component]
pub fn PartChoice(
    /// The report.
    detail: Shown,
    /// Which step.
    form: Form,
) -> impl IntoView {
    let lang = Language::here();
    let steps = expect_context::<Incidents>().report.steps;
    let of = (untrack(|| detail.with(|it| it.row.id)), form);
    let units = Memo::new(move |_| {
        detail.with(|it| {
            let of_step = form.on_part().into_iter().flat_map(|kind| it.parts_for(kind));
            of_step.map(|part| part.unit.clone()).collect::<Vec<_>>()
        })
    });
    let chosen = Memo::new(move |_| detail.with(|it| form.part(&steps.draft(of), it)));
    let option = move |unit: UnitCode| {
        let name = unit.0.clone();
        let code = unit.0.clone();
        view! {
            <option value=code selected=move || chosen.get().as_ref() == Some(&unit)>
                {move || names::unit(lang.get(), &name)}
            </option>
        }
    };
    view! {
        <Show when=move || { units.with(Vec::len) > 1 && chosen.get().is_some() }>
            <label class="step-unit">
                <span>{move || lang.say(workflow::PART_CHOICE)}</span>
                <select
                    class="field"
                    data-testid="step-part"
                    on:change=move |event| {
                        let code = UnitCode(event_target_value(&event));
                        steps.change(of, |draft| draft.part = Some(code));
                    }
                >
                    {move || units.get().into_iter().map(option).collect_view()}
                </select>
            </label>
        </Show>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_unit_stands_once_among_those_that_work_with_it() {
        let unit = |code: &str| UnitCode(code.to_owned());
        let mut units = Vec::new();
        for (at, code) in [(0, Some("hepco")), (1, Some("vnpt")), (1, Some("hepco")), (0, None)] {
            put(&mut units, at, code.map(unit));
        }
        assert_eq!(units, []);
        put(&mut units, 7, Some(unit("vnpt")));
        assert_eq!(units, [unit("vnpt")]);
    }
}
