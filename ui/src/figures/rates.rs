//! The rates of the whole, each with its definition, its numerator and its denominator.

use leptos::prelude::*;
use trucban_domain::figures::{Counts, Outcome, Overdue, Share};
use trucban_text::{Text, figures, format};

use super::line::rate;
use super::{CityFigures, part};
use crate::language::Language;
use crate::place::{Place, Screen};

/// The row of tiles.
#[component]
pub fn Rates() -> impl IntoView {
    let lang = Language::here();
    view! {
        <section class="figures-rates" aria-label=move || lang.say(figures::RATES)>
            <Rate
                title=figures::HANDLED_RATE
                definition=figures::HANDLED_RATE_IS
                of=Counts::handled_rate
                words=[figures::HANDLED, figures::ACCEPTED]
                attr:data-testid="rate-handled"
            />
            <Rate
                title=figures::ON_TIME_RATE
                definition=figures::ON_TIME_RATE_IS
                of=Counts::on_time_rate
                words=[figures::IN_TIME, figures::COLUMN_TIMED]
                attr:data-testid="rate-on-time"
            />
            <Rate
                title=figures::EXTENDED_RATE
                definition=figures::EXTENDED_RATE_IS
                of=Counts::extended_rate
                words=[figures::IN_EXTENDED_TIME, figures::COLUMN_TIMED]
                attr:data-testid="rate-extended"
            />
            <Rate
                title=figures::LATE_RATE
                definition=figures::LATE_RATE_IS
                of=Counts::late_rate
                words=[figures::LATE, figures::COLUMN_TIMED]
                attr:data-testid="rate-late"
            />
            <Late/>
            <Cohort/>
        </section>
    }
}

#[component]
fn Rate(
    title: Text<0>,
    definition: Text<0>,
    of: fn(Counts) -> Share,
    words: [Text<0>; 2],
) -> impl IntoView {
    let lang = Language::here();
    let share = part(CityFigures::here(), move |read| of(read.figures.total.counts));
    let number = move |rows: u32| format::count(lang.get(), rows.into());
    view! {
        <div
            class="figures-tile"
            data-part=move || share.get().part.to_string()
            data-whole=move || share.get().whole.to_string()
        >
            <h2>{move || lang.say(title)}</h2>
            <strong class="num">{move || rate(lang.get(), share.get())}</strong>
            <span class="num figures-share">
                {move || {
                    let Share { part, whole } = share.get();
                    let [of, among] = words.map(|text| lang.say(text).to_lowercase());
                    format!("{} {of} / {} {among}", number(part), number(whole))
                }}
            </span>
            <p class="meta">{move || lang.say(definition)}</p>
        </div>
    }
}

/// What is late now: the number leads to the queue, where those stand behind the immediate ones.
#[component]
fn Late() -> impl IntoView {
    let (lang, place) = (Language::here(), Place::here());
    let figures = CityFigures::here();
    let late: Memo<Overdue> = part(figures, |read| read.figures.total.overdue);
    let number = move |rows: u32| format::count(lang.get(), rows.into());
    view! {
        <div class="figures-tile" class:alarming=move || late.get().rows != 0>
            <h2>{move || lang.say(figures::OVERDUE)}</h2>
            <button
                type="button"
                class="figures-number"
                data-testid="rate-overdue"
                data-part=move || late.get().rows.to_string()
                title=move || lang.say(figures::OPEN_QUEUE)
                on:click=move |_| {
                    let ward = figures.of.get_untracked().ward;
                    place.search.set(ward.map(trucban_text::names::ward_short).unwrap_or_default());
                    place.go(Screen::Incidents);
                }
            >
                <strong class="num">{move || number(late.get().rows)}</strong>
                <span class="unseen">{move || lang.say(figures::OPEN_QUEUE)}</span>
            </button>
            <p class="meta">
                {move || lang.fill(figures::OVERDUE_IS, [&number(late.get().extended)])}
            </p>
        </div>
    }
}

/// All reports of the period, by what has become of them.
#[component]
fn Cohort() -> impl IntoView {
    let lang = Language::here();
    let counts: Memo<Counts> = part(CityFigures::here(), |read| read.figures.total.counts);
    let number = move |rows: u32| format::count(lang.get(), rows.into());
    let line = move |text: Text<0>, of: fn(Counts) -> u32| {
        view! {
            <div>
                <dt>{move || lang.say(text)}</dt>
                <dd class="num">{move || number(of(counts.get()))}</dd>
            </div>
        }
    };
    view! {
        <div class="figures-tile figures-cohort" data-testid="cohort"
            data-received=move || counts.get().received().to_string()
        >
            <dl>
                {line(figures::RECEIVED, Counts::received)}
                {line(figures::WAITING, |it| it.of(Outcome::Waiting))}
                {line(figures::NOT_TAKEN, |it| it.of(Outcome::NotTaken))}
                {line(figures::ACCEPTED, Counts::accepted)}
                {line(figures::IN_WORK, |it| it.of(Outcome::InWork))}
                {line(figures::HANDLED, Counts::handled)}
                {line(figures::WITHOUT_TERM, |it| it.of(Outcome::WithoutTerm))}
            </dl>
            <p class="meta">{move || lang.say(figures::COHORT_IS)}</p>
        </div>
    }
}
