//! The table: a line for each ward, unit or field, sorted by any column, walked with `J` and `K`.

use leptos::html;
use leptos::prelude::*;
use trucban_domain::figures::{Counts, Overdue};
use trucban_text::{figures, names};
use web_sys::{ScrollIntoViewOptions, ScrollLogicalPosition};

use super::line::{By, Column, Row};
use super::{CityFigures, part};
use crate::language::Language;
use crate::place::{Place, Screen};

/// Opens the late reports of the chosen line, where it is a ward: others the queue cannot be narrowed to.
pub fn open_chosen(figures: CityFigures, place: Place, lang: Language) {
    let rows = untrack(|| figures.rows(lang));
    let chosen = figures.chosen.get_untracked();
    if let Some(row) = rows.iter().find(|row| Some(&row.code) == chosen.as_ref()) {
        open_late(row, place);
    }
}

fn open_late(row: &Row, place: Place) {
    if let Some(ward) = row.ward {
        place.search.set(names::ward_short(ward));
        place.go(Screen::Incidents);
    }
}

/// The table with its choices.
#[component]
pub fn Breakdown() -> impl IntoView {
    let lang = Language::here();
    let shown = CityFigures::here();
    let rows = Memo::new(move |_| shown.rows(lang));
    let tabs = By::ALL.map(|by| {
        view! {
            <button
                type="button"
                class="segment"
                data-testid=by.as_str()
                aria-pressed=move || if shown.by.get() == by { "true" } else { "false" }
                on:click=move |_| {
                    shown.chosen.set(None);
                    shown.by.set(by);
                }
            >
                {move || lang.say(by.text())}
            </button>
        }
    });
    view! {
        <section class="figures-breakdown" aria-labelledby="breakdown-title">
            <header>
                <h2 id="breakdown-title">{move || lang.say(figures::BREAKDOWN)}</h2>
                <div class="segments" role="group" aria-labelledby="breakdown-title">
                    {tabs.into_iter().collect_view()}
                </div>
            </header>
            <div class="figures-table scrolls">
                <table data-testid="breakdown" aria-labelledby="breakdown-title">
                    <thead>
                        <tr>
                            {Column::ALL.map(|column| view! { <Head column/> }).into_iter().collect_view()}
                        </tr>
                    </thead>
                    <tbody>
                        <For each=move || rows.get() key=Row::clone let:row>
                            <Line row/>
                        </For>
                    </tbody>
                    <Foot/>
                </table>
                <Show when=move || rows.with(Vec::is_empty)>
                    <p class="figures-note">{move || lang.say(figures::EMPTY)}</p>
                </Show>
            </div>
        </section>
    }
}

#[component]
fn Head(column: Column) -> impl IntoView {
    let lang = Language::here();
    let shown = CityFigures::here();
    let sorted = move || shown.sorted.get() == column;
    let order = if column == Column::Name { "ascending" } else { "descending" };
    view! {
        <th scope="col" aria-sort=move || if sorted() { order } else { "none" }>
            <button
                type="button"
                data-testid=format!("sort-{}", column.as_str())
                title=move || lang.fill(figures::SORT, [lang.say(column.text())])
                on:click=move |_| shown.sorted.set(column)
            >
                {move || lang.say(column.text())}
                <span class="figures-sort" aria-hidden="true">
                    {move || if sorted() { "▾" } else { "" }}
                </span>
            </button>
        </th>
    }
}

#[component]
fn Line(row: Row) -> impl IntoView {
    let (lang, place) = (Language::here(), Place::here());
    let shown = CityFigures::here();
    let (counts, overdue) = (row.counts, row.overdue);
    let node = NodeRef::<html::Tr>::new();
    let code = row.code.clone();
    let chosen = Memo::new(move |_| shown.chosen.with(|it| it.as_ref() == Some(&code)));
    Effect::new(move |_| {
        if let (true, Some(line)) = (chosen.get(), node.get()) {
            let options = ScrollIntoViewOptions::new();
            options.set_block(ScrollLogicalPosition::Nearest);
            line.scroll_into_view_with_scroll_into_view_options(&options);
        }
    });
    let cell = move |column: Column| {
        let value = column.value(counts, overdue);
        view! {
            <td class="num" data-column=column.as_str() class:none=value.is_none()>
                {move || column.words(lang.get(), value)}
            </td>
        }
    };
    let cells = Column::ALL[1..8].iter().map(|column| cell(*column)).collect_view();
    let test = format!("line-{}", row.code);
    let (name, choose) = (row.name.clone(), row.code.clone());
    view! {
        <tr
            node_ref=node
            class:chosen=chosen
            aria-current=move || chosen.get().then_some("true")
            data-testid=test
            on:click=move |_| shown.chosen.set(Some(choose.clone()))
        >
            <th scope="row">{name}</th>
            {cells}
            <td class="num" data-column="overdue" class:alarming=overdue.rows != 0>
                <OverdueCell row place/>
            </td>
        </tr>
    }
}

/// The number of late ones; of a ward it opens their list.
#[component]
fn OverdueCell(row: Row, place: Place) -> impl IntoView {
    let lang = Language::here();
    let rows = f64::from(row.overdue.rows);
    let number = move || Column::Overdue.words(lang.get(), Some(rows));
    if row.ward.is_none() || row.overdue.rows == 0 {
        return number.into_any();
    }
    let name = row.name.clone();
    let says = Memo::new(move |_| lang.fill(figures::OPEN_LATE, [&name]));
    view! {
        <button
            type="button"
            class="figures-number"
            title=says
            on:click=move |event| {
                event.stop_propagation();
                open_late(&row, place);
            }
        >
            {number}
            <span class="unseen">{says}</span>
        </button>
    }
    .into_any()
}

#[component]
fn Foot() -> impl IntoView {
    let lang = Language::here();
    let total: Memo<(Counts, Overdue)> =
        part(CityFigures::here(), |read| (read.figures.total.counts, read.figures.total.overdue));
    let cell = move |column: Column| {
        view! {
            <td class="num" data-column=column.as_str()>
                {move || {
                    let (counts, overdue) = total.get();
                    column.words(lang.get(), column.value(counts, overdue))
                }}
            </td>
        }
    };
    view! {
        <tfoot>
            <tr data-testid="line-total">
                <th scope="row">{move || lang.say(figures::TOTAL)}</th>
                {Column::ALL[1..].iter().map(|column| cell(*column)).collect_view()}
            </tr>
        </tfoot>
    }
}
