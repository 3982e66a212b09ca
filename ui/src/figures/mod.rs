//! The screen of figures: how many reports of a period were handled, how many in time, where, by whom,
//! when they came; and the files that are made of it.

mod arrivals;
mod breakdown;
mod export;
mod line;
mod model;
mod period;
mod rates;
mod trend;
mod ward_map;

use leptos::prelude::*;
use trucban_contract::ipc::PeriodFigures;
use trucban_domain::Timestamp;
use trucban_text::{figures, format, frame};

use crate::clock::Clock;
use crate::failure;
use crate::ipc::Shell;
use crate::keys::{Key, Keys};
use crate::kit::button::Button;
use crate::kit::icon::Icon;
use crate::kit::message::{Message, Mood, Skeleton};
use crate::kit::stamp::Stamp;
use crate::language::Language;
use crate::operator::Operator;
use crate::place::{Place, Screen};
use crate::standing::STALE_MS;
use arrivals::Arrivals;
use breakdown::Breakdown;
use export::ExportFiles;
use line::By;
pub use model::CityFigures;
use period::PeriodChoice;
use rates::Rates;
use trend::Trend;
use ward_map::WardMap;

/// The screen.
#[component]
pub fn FiguresScreen() -> impl IntoView {
    let (lang, place, clock) = (Language::here(), Place::here(), Clock::here());
    let figures = CityFigures::here();
    let operator = Operator::here();
    Effect::new(move |_| {
        // A table of one ward says nothing that the tiles do not.
        let by_ward = figures.by.with_untracked(|by| *by == By::Ward);
        if by_ward && operator.signed_in().is_some() && !operator.sees_many_wards() {
            figures.by.set(By::Category);
        }
    });
    let keys = Keys::here();
    keys.offers(move |key| match key {
        Key::Next | Key::Previous => !figures.rows(lang).is_empty(),
        Key::Open => figures.chosen.with(Option::is_some),
        _ => false,
    });
    keys.on(move |key| {
        let shown = figures.of.get_untracked().period;
        match key {
            Key::Next => figures.step(lang, 1),
            Key::Previous => figures.step(lang, -1),
            Key::Left => figures.show(shown.earlier()),
            Key::Right => figures.show(shown.later()),
            Key::Up => figures.show_kind(shown.kind().longer(), clock),
            Key::Down => figures.show_kind(shown.kind().shorter(), clock),
            Key::Open => breakdown::open_chosen(figures, place, lang),
            Key::Back => place.go(Screen::Incidents),
            _ => return false,
        }
        true
    });
    let read = Memo::new(move |_| figures.held.with(Option::is_some));
    Effect::new(move |_| {
        let asked = figures.of.get();
        if figures.held.with(|held| held.as_ref().is_some_and(|held| held.of == asked)) {
            place.tell_ready(Screen::Figures);
        }
    });
    view! {
        <div class="figures">
            <header class="figures-head">
                <div class="figures-title">
                    <h1>{move || lang.say(figures::TITLE)}</h1>
                    <AsOf/>
                    <ExportFiles/>
                </div>
                <PeriodChoice/>
            </header>
            {move || match (read.get(), figures.failure.with(Option::is_some)) {
                (true, _) => view! { <Body/> }.into_any(),
                (false, true) => view! { <Failed/> }.into_any(),
                (false, false) => {
                    view! { <Skeleton lines=8 label=lang.text(figures::READING)/> }.into_any()
                }
            }}
        </div>
    }
}

/// A part of what was read, followed; what it makes of nothing until something was.
fn part<T: PartialEq + Clone + Default + Send + Sync + 'static>(
    figures: CityFigures,
    of: impl Fn(&PeriodFigures) -> T + Send + Sync + 'static,
) -> Memo<T> {
    Memo::new(move |_| figures.held.with(|held| held.as_deref().map(&of)).unwrap_or_default())
}

#[component]
fn AsOf() -> impl IntoView {
    let (lang, clock) = (Language::here(), Clock::here());
    let as_of = part(CityFigures::here(), |read| read.as_of);
    let words = Signal::derive(move || match as_of.get() {
        Some(at) => lang.fill(figures::AS_OF, [&format::stamp(lang.get(), at, clock.minute())]),
        None => lang.say(figures::LIST_NEVER).to_owned(),
    });
    let stale = Signal::derive(move || {
        as_of.get().is_some_and(|at| clock.minute().since_ms(at) > STALE_MS)
    });
    view! { <Stamp words stale/> }
}

#[component]
fn Body() -> impl IntoView {
    let lang = Language::here();
    let figures = CityFigures::here();
    let missing = Memo::new(move |_| {
        let (held_from, first) = figures
            .held
            .with(|held| held.as_ref().map(|it| (it.figures.held_from, it.of.period.first())))?;
        held_from.filter(|from| *from > first)
    });
    let missing = move || {
        missing.get().map(|from| {
            let from = format::date(lang.get(), Timestamp::start_of(from));
            view! { <p class="figures-note">{lang.fill(figures::HELD_FROM, [&from])}</p> }
        })
    };
    view! {
        <div class="figures-body">
            <Rates/>
            {missing}
            <div class="figures-panes">
                <Breakdown/>
                <div class="figures-side scrolls">
                    <Trend/>
                    <Arrivals/>
                    <WardMap/>
                </div>
            </div>
        </div>
    }
}

#[component]
fn Failed() -> impl IntoView {
    let (lang, shell) = (Language::here(), Shell::here());
    let figures = CityFigures::here();
    let note = Signal::derive(move || {
        figures.failure.get().map_or_else(String::new, |it| failure::words(lang.get(), &it))
    });
    view! {
        <Message mood=Mood::Failed icon=Icon::Octagon title=lang.text(figures::FAILED) note>
            <Button
                label=lang.text(frame::RETRY_READ)
                icon=Icon::Refresh
                on_press=move |()| shell.read_again()
            />
        </Message>
    }
}
