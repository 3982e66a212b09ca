//! The trend: for each stretch of the period what has become of its reports, as bars, and the two rates,
//! as lines; the same as a table for who reads it so.

use std::fmt::Write as _;

use jiff::civil::Date;
use leptos::prelude::*;
use trucban_domain::Timestamp;
use trucban_domain::figures::{Counts, Outcome, Share, Stride};
use trucban_text::{Text, figures, format, period};

use super::line::rate;
use super::{CityFigures, part};
use crate::language::Language;

/// The drawing, in units of its own.
const WIDTH: f64 = 460.0;
const LEFT: f64 = 40.0;
const BARS: f64 = 110.0;
const RATES_FROM: f64 = 130.0;
const RATES: f64 = 50.0;
const HEIGHT: f64 = 200.0;

/// The outcomes of a bar from its foot up, with the class that colours them.
const STACK: [(Outcome, &str); 7] = [
    (Outcome::InTime, "in-time"),
    (Outcome::InExtendedTime, "in-extended-time"),
    (Outcome::Late, "late"),
    (Outcome::WithoutTerm, "without-term"),
    (Outcome::InWork, "in-work"),
    (Outcome::Waiting, "waiting"),
    (Outcome::NotTaken, "not-taken"),
];

/// A stretch of the period.
type Point = (Date, Counts);

/// The trend.
#[component]
pub fn Trend() -> impl IntoView {
    let lang = Language::here();
    let shown = CityFigures::here();
    let points: Memo<Vec<Point>> = part(shown, |read| {
        read.of.period.stretches().into_iter().zip(read.figures.trend.iter().copied()).collect()
    });
    let by = part(shown, |read| Some(read.of.period.stride()));
    let by = move || match by.get() {
        Some(Stride::Week) => lang.say(figures::TREND_BY_WEEK),
        Some(Stride::Month) => lang.say(figures::TREND_BY_MONTH),
        Some(Stride::Day) | None => lang.say(figures::TREND_BY_DAY),
    };
    let says = move || {
        points.with(|points| {
            let most = points.iter().max_by_key(|(_, counts)| counts.received());
            let all: u32 = points.iter().map(|(_, counts)| counts.received()).sum();
            most.map_or_else(String::new, |(from, counts)| {
                let number = |rows: u32| format::count(lang.get(), rows.into());
                let [most, all] = [counts.received(), all].map(number);
                lang.fill(figures::TREND_SAYS, [&most, &day(lang, *from), &all])
            })
        })
    };
    let legend = STACK.map(|(outcome, class)| {
        view! {
            <span class="figures-key">
                <svg viewBox="0 0 10 10" aria-hidden="true">
                    <rect class=format!("bar {class}") width="10" height="10"></rect>
                </svg>
                {move || lang.say(period::outcome(outcome))}
            </span>
        }
    });
    view! {
        <section class="figures-card" aria-labelledby="trend-title">
            <header>
                <h2 id="trend-title">{move || lang.say(figures::TREND)}</h2>
                <span class="meta">{by}</span>
            </header>
            <svg
                class="figures-trend"
                viewBox=format!("0 0 {WIDTH} {HEIGHT}")
                role="img"
                aria-label=says
                data-testid="trend"
            >
                {move || points.with(|points| drawing(points, lang))}
            </svg>
            <p class="figures-keys">
                {legend.into_iter().collect_view()}
                <Line class="rate handled" text=figures::HANDLED_RATE/>
                <Line class="rate on-time" text=figures::ON_TIME_RATE/>
            </p>
            <details>
                <summary>{move || lang.say(figures::AS_TABLE)}</summary>
                <Table points/>
            </details>
        </section>
    }
}

#[component]
fn Line(class: &'static str, text: Text<0>) -> impl IntoView {
    let lang = Language::here();
    view! {
        <span class="figures-key">
            <svg viewBox="0 0 10 10" aria-hidden="true">
                <path class=class d="M0 5H10"></path>
            </svg>
            {move || lang.say(text)}
        </span>
    }
}

fn day(lang: Language, date: Date) -> String {
    format::date(lang.get(), Timestamp::start_of(date))
}

fn drawing(points: &[Point], lang: Language) -> AnyView {
    let most = points.iter().map(|(_, counts)| counts.received()).max().unwrap_or(0).max(1);
    let (Some((first, _)), Some((last, _))) = (points.first(), points.last()) else {
        return ().into_any();
    };
    #[expect(clippy::cast_precision_loss, reason = "a period has few stretches")]
    let wide = (WIDTH - LEFT) / points.len() as f64;
    let bars = points.iter().zip(0_u32..).map(|((from, counts), at)| {
        let x = LEFT + wide * f64::from(at);
        let mut foot = BARS;
        let parts = STACK.map(|(outcome, class)| {
            let high = f64::from(counts.of(outcome)) / f64::from(most) * (BARS - 10.0);
            foot -= high;
            view! {
                <rect
                    class=format!("bar {class}")
                    x=format!("{x:.1}")
                    y=format!("{foot:.1}")
                    width=format!("{:.1}", (wide * 0.8).max(0.6))
                    height=format!("{high:.1}")
                ></rect>
            }
        });
        let received = format::count(lang.get(), counts.received().into());
        view! {
            <g>
                <title>{format!("{}: {received}", day(lang, *from))}</title>
                {parts.into_iter().collect_view()}
            </g>
        }
    });
    let number = |rows: u32| format::count(lang.get(), rows.into());
    let text = |x: f64, y: f64, class: &'static str, words: String| {
        view! {
            <text class=class x=format!("{x:.1}") y=format!("{y:.1}")>
                {words}
            </text>
        }
    };
    let edge = move |y: f64| {
        view! { <path class="axis" d=format!("M{LEFT} {y:.1}H{WIDTH}")></path> }
    };
    view! {
        {edge(BARS)}
        {edge(RATES_FROM)}
        {edge(RATES_FROM + RATES)}
        {text(LEFT - 4.0, 14.0, "end", number(most))}
        {text(LEFT - 4.0, BARS, "end", number(0))}
        {text(LEFT - 4.0, RATES_FROM + 4.0, "end", "100%".to_owned())}
        {text(LEFT - 4.0, RATES_FROM + RATES, "end", "0%".to_owned())}
        {text(LEFT, HEIGHT - 4.0, "start", day(lang, *first))}
        {(points.len() > 1).then(|| text(WIDTH, HEIGHT - 4.0, "end", day(lang, *last)))}
        {bars.collect_view()}
        <path class="rate handled" d=path(points, wide, Counts::handled_rate)></path>
        <path class="rate on-time" d=path(points, wide, Counts::on_time_rate)></path>
    }
    .into_any()
}

/// The line of a rate; it is broken where there is none.
fn path(points: &[Point], wide: f64, of: fn(Counts) -> Share) -> String {
    let mut path = String::new();
    let mut broken = true;
    for ((_, counts), at) in points.iter().zip(0_u32..) {
        let Some(percent) = of(*counts).percent() else {
            broken = true;
            continue;
        };
        let x = LEFT + wide * (f64::from(at) + 0.4);
        let y = RATES_FROM + RATES * (1.0 - percent / 100.0);
        // A stretch that stands alone is a point: a line of no length with round ends.
        let lead = if broken { format!("M{x:.1} {y:.1}") } else { String::new() };
        // Writing into a string never fails.
        let _ = write!(path, "{lead}L{x:.1} {y:.1}");
        broken = false;
    }
    path
}

#[component]
fn Table(points: Memo<Vec<Point>>) -> impl IntoView {
    let lang = Language::here();
    let heads = [
        figures::COLUMN_FROM,
        figures::RECEIVED,
        figures::ACCEPTED,
        figures::HANDLED,
        figures::HANDLED_RATE,
        figures::ON_TIME_RATE,
    ];
    let heads = heads.map(|text| view! { <th scope="col">{move || lang.say(text)}</th> });
    let lines = move || {
        let line = |(from, counts): Point| {
            let number = |rows: u32| format::count(lang.get(), rows.into());
            let cells = [
                number(counts.received()),
                number(counts.accepted()),
                number(counts.handled()),
                rate(lang.get(), counts.handled_rate()),
                rate(lang.get(), counts.on_time_rate()),
            ];
            view! {
                <tr>
                    <th scope="row" class="num">{day(lang, from)}</th>
                    {cells.map(|words| view! { <td class="num">{words}</td> }).into_iter().collect_view()}
                </tr>
            }
        };
        points.get().into_iter().map(line).collect_view()
    };
    view! {
        <table data-testid="trend-table" aria-labelledby="trend-title">
            <thead>
                <tr>{heads.into_iter().collect_view()}</tr>
            </thead>
            <tbody>{lines}</tbody>
        </table>
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn the_line_of_a_rate_is_broken_where_there_is_none() {
        let of = |counts| (date(2026, 11, 1), Counts(counts));
        let all = [0, 0, 4, 0, 0, 0, 0];
        let points = [of(all), of([0, 0, 1, 0, 1, 0, 0]), of([3, 0, 0, 0, 0, 0, 0]), of(all)];
        let path = path(&points, 10.0, Counts::on_time_rate);
        assert_eq!(path, "M44.0 130.0L44.0 130.0L54.0 155.0M74.0 130.0L74.0 130.0");
    }
}
