//! The list below the box: what was found, or the commands, in groups.

use leptos::prelude::*;
use trucban_domain::Role;
use trucban_text::{format, search};

use super::command::Command;
use super::field::Field;
use super::finding::FindingNote;
use super::rows::{Group, Head, Row, Rows};
use crate::failure;
use crate::hit::{HitLine, Kind};
use crate::kit::icon::Icon;
use crate::kit::keycap::Keycap;
use crate::kit::thing::ThingLine;
use crate::language::Language;
use crate::operator::Operator;

/// The list's own name in the page.
pub const LIST: &str = "search-rows";

/// The name of a row in the page.
pub fn row_name(at: usize) -> String {
    format!("search-row-{at}")
}

/// The list, while the box has the focus and there is something to say.
#[component]
pub fn List(field: Field) -> impl IntoView {
    let lang = Language::here();
    let failed = move || {
        let failed =
            field.finds.with(|answer| answer.and_then(|it| it.rows.as_ref().err().cloned()));
        let of_text = !field.purpose.is_command();
        failed.filter(|_| of_text).map(|failure| failure::words(lang.get(), &failure))
    };
    let finding = move || field.rows.with(|rows| rows.finding);
    let label = move || {
        let commands = field.purpose.is_command();
        lang.say(if commands { search::COMMANDS } else { search::FOUND })
    };
    scroll_with(field);
    view! {
        <Show when=move || field.is_open()>
            // The focus stays in the box, whatever is pressed here.
            <div
                class="search-list"
                data-testid="search-list"
                on:mousedown=|event| event.prevent_default()
            >
                {move || finding().map(|finding| view! { <FindingNote finding/> })}
                {move || failed().map(|words| view! {
                    <p class="search-none" role="alert">{words}</p>
                })}
                <Summary field/>
                <div class="search-rows scrolls" id=LIST role="listbox" aria-label=label>
                    {move || groups(field)}
                </div>
                <Hints field/>
            </div>
        </Show>
    }
}

fn groups(field: Field) -> impl IntoView {
    let mut at = 0;
    field
        .rows
        .get()
        .groups
        .into_iter()
        .map(|group| {
            let first = at;
            at += group.rows.len();
            view! { <GroupOf field group first/> }
        })
        .collect_view()
}

#[component]
fn GroupOf(field: Field, group: Group, first: usize) -> impl IntoView {
    let lang = Language::here();
    let Group { head, rows } = group;
    let heading = match head {
        Head::Kind(kind) => Some(kind.heading()),
        Head::Commands => Some(search::COMMANDS),
        Head::None => None,
    };
    let name = format!("search-group-{first}");
    let named = heading.is_some().then(|| name.clone());
    let heading = heading.map(|heading| {
        view! { <p class="search-head" id=name>{move || lang.say(heading)}</p> }
    });
    let rows =
        rows.into_iter().enumerate().map(|(at, row)| view! { <Choice field row at=first + at/> });
    view! {
        <div class="search-group" role="group" aria-labelledby=named>
            {heading}
            {rows.collect_view()}
        </div>
    }
}

#[component]
fn Choice(field: Field, row: Row, at: usize) -> impl IntoView {
    let current = Memo::new(move |_| field.current.get() == Some(at));
    let (test, kind) = match &row {
        Row::Hit(hit) => ("found", Kind::of(&hit.target).as_str()),
        Row::Take(_) => ("search-take", ""),
        Row::Narrow(_) => ("search-narrow", ""),
        Row::Command(command) => ("command", command.word),
    };
    let said = match row.clone() {
        Row::Hit(hit) => view! { <HitLine hit/> }.into_any(),
        Row::Take(at) => view! { <Take north_m=at.north_m east_m=at.east_m/> }.into_any(),
        Row::Narrow(text) => view! { <Narrow text/> }.into_any(),
        Row::Command(command) => view! { <CommandLine command/> }.into_any(),
    };
    view! {
        <div
            class="search-row"
            class:current=current
            id=row_name(at)
            role="option"
            aria-selected=move || if current.get() { "true" } else { "false" }
            data-testid=test
            data-kind=kind
            on:click=move |_| field.choose(&row)
        >
            {said}
            <Show when=move || current.get()>
                <span aria-hidden="true"><Keycap key="↵"/></span>
            </Show>
        </div>
    }
}

#[component]
fn Take(north_m: f64, east_m: f64) -> impl IntoView {
    let lang = Language::here();
    let title = Signal::derive(move || {
        let [north, east] = [north_m, east_m].map(|it| format::decimal(lang.get(), it, 1));
        lang.fill(search::TAKE, [&north, &east])
    });
    view! { <ThingLine icon=Icon::Check title detail=""/> }
}

#[component]
fn Narrow(text: String) -> impl IntoView {
    let (lang, operator) = (Language::here(), Operator::here());
    let title = Signal::derive(move || {
        let city = operator.role() == Some(Role::CityDesk);
        let name = if city { search::NARROW_CITY } else { search::NARROW_WARD };
        lang.fill(name, [&text])
    });
    view! { <ThingLine icon=Icon::Search title detail=""/> }
}

#[component]
fn CommandLine(command: Command) -> impl IntoView {
    let lang = Language::here();
    let caps = command.caps.iter().map(|cap| view! { <Keycap key=*cap/> }).collect_view();
    view! {
        <span class="search-command">{move || lang.say(command.name)}</span>
        <span class="search-caps">{caps}</span>
    }
}

/// How much there is: said where there is nothing, and otherwise to those who do not see it.
#[component]
fn Summary(field: Field) -> impl IntoView {
    let lang = Language::here();
    let answered = move || {
        field.purpose.is_command()
            || field.finds.with(|answer| answer.is_some_and(|it| it.rows.is_ok()))
    };
    let words = move || {
        let count = field.rows.with(Rows::answers);
        let commands = field.purpose.is_command();
        match (count, commands) {
            _ if !answered() || (!commands && !field.typed().get()) => String::new(),
            (0, true) => lang.say(search::COMMANDS_NONE).to_owned(),
            (0, false) if field.rows.with(|rows| rows.finding.is_some()) => String::new(),
            (0, false) => lang.say(search::NONE).to_owned(),
            (count, _) => lang.fill(search::COUNT, [&format::count(lang.get(), count as u64)]),
        }
    };
    let some = move || field.rows.with(Rows::answers) > 0;
    view! {
        <p
            class="search-none meta"
            class:unseen=some
            role="status"
            data-testid="search-summary"
        >
            {words}
        </p>
    }
}

#[component]
fn Hints(field: Field) -> impl IntoView {
    let lang = Language::here();
    let commands = move || field.purpose.is_command();
    view! {
        <p class="search-hints">
            <span><Keycap key="↑"/> <Keycap key="↓"/> {move || lang.say(search::KEY_CHOOSE)}</span>
            <span>
                <Keycap key="↵"/>
                {move || lang.say(if commands() { search::KEY_RUN } else { search::KEY_GO })}
            </span>
            <Show when=move || !commands()>
                <span><Keycap key=">"/> {move || lang.say(search::KEY_COMMANDS)}</span>
            </Show>
            <span><Keycap key="Esc"/> {move || lang.say(search::KEY_CLOSE)}</span>
        </p>
    }
}

/// Keeps the row that Enter means in sight.
fn scroll_with(field: Field) {
    Effect::new(move |_| {
        let Some(at) = field.current.get() else { return };
        if let Some(row) = document().get_element_by_id(&row_name(at)) {
            let within = web_sys::ScrollIntoViewOptions::new();
            within.set_block(web_sys::ScrollLogicalPosition::Nearest);
            row.scroll_into_view_with_scroll_into_view_options(&within);
        }
    });
}
