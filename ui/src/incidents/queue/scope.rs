//! Phạm vi: which of several wards the queue shows, and what is open in each. Every number opens its list.

use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use trucban_contract::ipc::{CommandError, ListWards, QueueView, Topic, WardLine};
use trucban_domain::WardCode;
use trucban_text::{Text, format, incidents, names, workflow};

use super::super::Incidents;
use crate::failure;
use crate::ipc::Shell;
use crate::keys::{Key, Keys};
use crate::kit::button::Button;
use crate::language::Language;
use crate::operator::Operator;

/// A column: its name, its view, its number in a line, and whether it presses.
type Column = (Text<0>, QueueView, fn(&WardLine) -> u32, bool);

const COLUMNS: [Column; 4] = [
    (incidents::VIEW_OPEN, QueueView::Open, |line| line.open, false),
    (incidents::GROUP_OVERDUE, QueueView::Overdue, |line| line.overdue, true),
    (incidents::GROUP_TODAY, QueueView::Today, |line| line.today, false),
    (workflow::VIEW_UNASSIGNED, QueueView::Unassigned, |line| line.unassigned, false),
];

/// Says which wards are shown, and opens the choice.
#[component]
pub fn ScopeButton(
    /// Whether the choice is open.
    open: RwSignal<bool>,
) -> impl IntoView {
    let (lang, operator) = (Language::here(), Operator::here());
    let wards = expect_context::<Incidents>().queue.source.wards;
    let label = Signal::derive(move || {
        let chosen = wards.get();
        match chosen.as_slice() {
            [] => lang.say(workflow::SCOPE_ALL).to_owned(),
            [one] => lang.fill(workflow::SCOPE_OF, [&names::ward(lang.get(), *one)]),
            many => {
                let many = format::count(lang.get(), many.len() as u64);
                lang.fill(workflow::SCOPE_MANY, [&many])
            }
        }
    });
    view! {
        <Show when=move || operator.chooses_wards()>
            <Button
                label
                keycap="F"
                on_press=move |()| open.update(|open| *open = !*open)
                attr:data-testid="scope"
                attr:aria-expanded=move || open.get().to_string()
            />
        </Show>
    }
}

/// The wards with what is open in each.
#[component]
pub fn ScopePane(
    /// Whether the choice is open.
    open: RwSignal<bool>,
) -> impl IntoView {
    let (lang, shell) = (Language::here(), Shell::here());
    let source = expect_context::<Incidents>().queue.source;
    let lines = RwSignal::new(None::<Result<Vec<WardLine>, CommandError>>);
    Effect::new(move |_| {
        shell.version(Topic::Incidents);
        spawn_local(async move {
            let read = shell.call(ListWards {}).await;
            // The choice may be closed meanwhile.
            lines.try_set(Some(read));
        });
    });
    let all = NodeRef::<html::Button>::new();
    Effect::new(move |_| {
        if let Some(all) = all.get() {
            let _ = all.focus();
        }
    });
    Keys::here().on(move |key| {
        let leaves = key == Key::Back;
        if leaves {
            open.set(false);
        }
        leaves
    });
    let failed = move || {
        lines.with(|lines| match lines {
            Some(Err(error)) => Some(failure::words(lang.get(), error)),
            _ => None,
        })
    };
    // By ward, so that news change numbers and leave the focus where it is.
    let of = move |ward| {
        lines.with(|lines| {
            let lines = lines.as_ref()?.as_ref().ok()?;
            lines.iter().find(|line| line.ward == ward).copied()
        })
    };
    let wards = move || {
        lines.with(|lines| match lines {
            Some(Ok(lines)) => lines.iter().map(|line| line.ward).collect(),
            _ => Vec::new(),
        })
    };
    let head = COLUMNS.map(|(name, ..)| view! { <th scope="col">{move || lang.say(name)}</th> });
    view! {
        <section class="scope scrolls" aria-label=move || lang.say(workflow::SCOPE) data-testid="scope-pane">
            <div class="scope-head">
                <button
                    type="button"
                    class="view-tab"
                    aria-pressed=move || source.wards.with(Vec::is_empty).to_string()
                    data-testid="scope-all"
                    node_ref=all
                    on:click=move |_| source.wards.set(Vec::new())
                >
                    {move || lang.say(workflow::SCOPE_ALL)}
                </button>
                <Button
                    label=lang.text(workflow::SCOPE_DONE)
                    keycap="Esc"
                    on_press=move |()| open.set(false)
                    attr:data-testid="scope-done"
                />
            </div>
            <p class="field-wrong" role="alert">{failed}</p>
            <table class="scope-wards num">
                <thead>
                    <tr>
                        <th scope="col">{move || lang.say(workflow::SCOPE)}</th>
                        {head.into_iter().collect_view()}
                    </tr>
                </thead>
                <tbody>
                    <For
                        each=wards
                        key=|ward| *ward
                        children=move |ward| {
                            let line = Memo::new(move |_| of(ward));
                            view! { <Line ward line open/> }
                        }
                    />
                </tbody>
            </table>
        </section>
    }
}

/// One ward.
#[component]
fn Line(ward: WardCode, line: Memo<Option<WardLine>>, open: RwSignal<bool>) -> impl IntoView {
    let lang = Language::here();
    let source = expect_context::<Incidents>().queue.source;
    let name = move || names::ward(lang.get(), ward);
    let chosen = Memo::new(move |_| source.wards.with(|wards| wards.contains(&ward)));
    let toggle = move |_| {
        source.wards.update(|wards| toggled(wards, ward));
    };
    let cells = COLUMNS.map(|(column, view_of, number, presses)| {
        let number = Memo::new(move |_| line.with(|line| line.as_ref().map_or(0, number)));
        let pressing = move || presses && number.get() > 0;
        let go = move |_| {
            source.wards.set(vec![ward]);
            source.view.set(view_of);
            open.set(false);
        };
        let label = move || lang.fill(workflow::SCOPE_GO, [lang.say(column), &name()]);
        view! {
            <td>
                <button
                    type="button"
                    class="scope-number"
                    class:pressing=pressing
                    data-testid=format!("scope-{}-{}", super::test_word(view_of), ward.0)
                    on:click=go
                >
                    {move || format::count(lang.get(), number.get().into())}
                    <span class="unseen">" " {label}</span>
                </button>
            </td>
        }
    });
    let urgent = move || {
        let immediate = line.with(|line| line.as_ref().map_or(0, |line| line.immediate));
        (immediate > 0).then(|| {
            let many = format::count(lang.get(), immediate.into());
            view! { <span class="scope-urgent">{lang.fill(workflow::SCOPE_IMMEDIATE, [&many])}</span> }
        })
    };
    view! {
        <tr class:chosen=move || chosen.get()>
            <th scope="row">
                <label>
                    <input
                        type="checkbox"
                        prop:checked=move || chosen.get()
                        data-testid=format!("scope-ward-{}", ward.0)
                        on:change=toggle
                    />
                    <span>{name}</span>
                </label>
                {urgent}
            </th>
            {cells.into_iter().collect_view()}
        </tr>
    }
}

/// Takes a ward among those chosen, or out of them; their order is that of their codes.
fn toggled(wards: &mut Vec<WardCode>, ward: WardCode) {
    match wards.binary_search(&ward) {
        Ok(at) => drop(wards.remove(at)),
        Err(at) => wards.insert(at, ward),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ward_is_chosen_once_and_let_go() {
        let mut wards = Vec::new();
        for code in [19_777, 19_753, 19_777, 19_900] {
            toggled(&mut wards, WardCode(code));
        }
        assert_eq!(wards, [WardCode(19_753), WardCode(19_900)]);
    }
}
