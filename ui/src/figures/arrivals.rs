//! When reports come: a table of the hours of the week, the fuller an hour the stronger its colour. The
//! numbers stand in it.

use leptos::prelude::*;
use trucban_domain::figures::{HOURS, WEEK_HOURS};
use trucban_text::{figures, format};

use super::line::band;
use super::{CityFigures, part};
use crate::language::Language;

/// The table.
#[component]
pub fn Arrivals() -> impl IntoView {
    let lang = Language::here();
    let arrivals: Memo<Vec<u32>> = part(CityFigures::here(), |read| read.figures.arrivals.clone());
    let says = move || {
        arrivals.with(|arrivals| {
            let most = arrivals.iter().enumerate().rev().max_by_key(|(_, rows)| **rows);
            most.filter(|(_, rows)| **rows > 0).map(|(at, rows)| {
                let day = format::weekday_of(lang.get(), at / HOURS);
                let rows = format::count(lang.get(), (*rows).into());
                lang.fill(figures::ARRIVALS_SAY, [day, &(at % HOURS).to_string(), &rows])
            })
        })
    };
    let hours = (0..HOURS).map(|hour| view! { <th scope="col" class="num">{hour}</th> });
    let lines = move || {
        let most = arrivals.with(|arrivals| arrivals.iter().copied().max().unwrap_or(0));
        let line = |day: usize| {
            let cell = |hour: usize| {
                let rows = arrivals.with(|all| all.get(day * HOURS + hour).copied().unwrap_or(0));
                let level = match rows {
                    0 => "empty".to_owned(),
                    rows => format!("level-{}", band(rows.into(), 0.0, most.into())),
                };
                let rows = format::count(lang.get(), rows.into());
                let day = format::weekday_of(lang.get(), day);
                let title = lang.fill(figures::ARRIVALS_CELL, [day, &hour.to_string(), &rows]);
                view! {
                    <td class=format!("num {level}") title=title>
                        {rows}
                    </td>
                }
            };
            view! {
                <tr>
                    <th scope="row">
                        <span aria-hidden="true">
                            {format::weekday_short_of(lang.get(), day)}
                        </span>
                        <span class="unseen">{format::weekday_of(lang.get(), day)}</span>
                    </th>
                    {(0..HOURS).map(cell).collect_view()}
                </tr>
            }
        };
        (0..WEEK_HOURS / HOURS).map(line).collect_view()
    };
    let levels =
        (0..5).map(|level| view! { <span class=format!("figures-swatch level-{level}")></span> });
    view! {
        <section class="figures-card" aria-labelledby="arrivals-title">
            <header>
                <h2 id="arrivals-title">{move || lang.say(figures::ARRIVALS)}</h2>
                <span class="meta">{says}</span>
            </header>
            <div class="figures-heat">
                <table data-testid="arrivals" aria-labelledby="arrivals-title">
                    <thead>
                        <tr>
                            <td></td>
                            {hours.collect_view()}
                        </tr>
                    </thead>
                    <tbody>{lines}</tbody>
                </table>
            </div>
            <p class="figures-keys" aria-hidden="true">
                {move || lang.say(figures::FEW)}
                <span class="figures-swatches">{levels.collect_view()}</span>
                {move || lang.say(figures::MANY)}
            </p>
        </section>
    }
}
