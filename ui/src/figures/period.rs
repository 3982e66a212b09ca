//! Which period and which ward: by keys, by buttons, by typed days.

use leptos::html;
use leptos::prelude::*;
use trucban_domain::figures::{Period, PeriodKind};
use trucban_domain::time::typed_day;
use trucban_domain::{Role, Timestamp, Ward, WardCode};
use trucban_text::{figures, names, period};

use super::CityFigures;
use crate::clock::Clock;
use crate::language::Language;
use crate::operator::Operator;

/// The row of choices.
#[component]
pub fn PeriodChoice() -> impl IntoView {
    let (lang, clock) = (Language::here(), Clock::here());
    let shown = CityFigures::here();
    let kind = move || {
        if shown.typing.get() { PeriodKind::Free } else { shown.of.get().period.kind() }
    };
    let kinds = PeriodKind::ALL.map(|of| {
        view! {
            <button
                type="button"
                class="segment"
                data-testid=format!("period-{}", of.as_str())
                aria-pressed=move || if kind() == of { "true" } else { "false" }
                on:click=move |_| shown.show_kind(of, clock)
            >
                {move || lang.say(period::kind(of))}
            </button>
        }
    });
    let name = move || period::name(lang.get(), shown.of.get().period);
    view! {
        <div class="figures-period">
            <div class="segments" role="group" aria-label=move || lang.say(figures::PERIOD)>
                {kinds.into_iter().collect_view()}
            </div>
            <div class="figures-moves">
                <Move text=figures::EARLIER sign="‹" test="period-earlier" to=Period::earlier/>
                <strong
                    class="num"
                    role="status"
                    data-testid="period-name"
                    data-period=move || shown.of.get().period.to_string()
                >
                    {name}
                </strong>
                <Move text=figures::LATER sign="›" test="period-later" to=Period::later/>
            </div>
            <WardChoice/>
            <Show when=move || shown.typing.get()>
                <Days/>
            </Show>
        </div>
    }
}

#[component]
fn Move(
    text: trucban_text::Text<0>,
    sign: &'static str,
    test: &'static str,
    to: fn(Period) -> Period,
) -> impl IntoView {
    let lang = Language::here();
    let shown = CityFigures::here();
    view! {
        <button
            type="button"
            class="button figures-move"
            data-testid=test
            title=move || lang.say(text)
            aria-label=move || lang.say(text)
            on:click=move |_| shown.show(to(shown.of.get_untracked().period))
        >
            {sign}
        </button>
    }
}

/// The wards that this laptop may hold, where there are several.
#[component]
fn WardChoice() -> impl IntoView {
    let (lang, operator) = (Language::here(), Operator::here());
    let shown = CityFigures::here();
    let wards = Memo::new(move |_| match operator.signed_in() {
        Some(it) if it.wards.len() == 1 && it.role != Role::HandlingUnit => Vec::new(),
        Some(it) if !it.wards.is_empty() => it.wards,
        _ => Ward::all().iter().map(|ward| ward.code).collect(),
    });
    let options = move || {
        let mut named: Vec<(String, WardCode)> =
            wards.get().into_iter().map(|ward| (names::ward(lang.get(), ward), ward)).collect();
        named.sort();
        let option = |(name, ward): (String, WardCode)| {
            let selected = move || shown.of.get().ward == Some(ward);
            view! { <option value=ward.to_string() selected=selected>{name}</option> }
        };
        named.into_iter().map(option).collect_view()
    };
    let all = move || {
        let city = operator.role() == Some(Role::CityDesk);
        lang.say(if city { figures::WHOLE_CITY } else { figures::ALL_HELD })
    };
    view! {
        <Show when=move || !wards.with(Vec::is_empty)>
            <select
                class="filter figures-ward"
                data-testid="figures-ward"
                aria-label=move || lang.say(figures::WARD_FILTER)
                on:change=move |event| {
                    shown.narrow(event_target_value(&event).parse().ok().map(WardCode));
                }
            >
                <option value="" selected=move || shown.of.get().ward.is_none()>
                    {all}
                </option>
                {options}
            </select>
        </Show>
    }
}

/// Two days, typed.
#[component]
fn Days() -> impl IntoView {
    let lang = Language::here();
    let shown = CityFigures::here();
    let (from, to) = (NodeRef::<html::Input>::new(), NodeRef::<html::Input>::new());
    let wrong = RwSignal::new(false);
    Effect::new(move |_| {
        if let (Some(from), Some(to)) = (from.get(), to.get()) {
            let period = shown.of.get_untracked().period;
            from.set_value(&Timestamp::start_of(period.first()).day_month_year());
            to.set_value(&Timestamp::start_of(period.last()).day_month_year());
            // Whoever wants to type is ready to; a page that gives no focus takes a click.
            let _ = from.focus();
            from.select();
        }
    });
    let take = move || {
        let typed = |field: NodeRef<html::Input>| {
            field.get_untracked().and_then(|field| typed_day(&field.value()))
        };
        let days = typed(from).zip(typed(to));
        let period = days.and_then(|(first, last)| Period::between(first, last));
        wrong.set(period.is_none());
        if let Some(period) = period {
            shown.show(period);
        }
    };
    let field = move |node: NodeRef<html::Input>, text, test| {
        view! {
            <label class="figures-day">
                <span>{move || lang.say(text)}</span>
                <input
                    type="text"
                    inputmode="numeric"
                    class="field num"
                    data-testid=test
                    placeholder=move || lang.say(figures::DAY_FORM)
                    aria-invalid=move || wrong.get().then_some("true")
                    node_ref=node
                />
            </label>
        }
    };
    view! {
        <form
            class="figures-days"
            on:submit=move |event| {
                event.prevent_default();
                take();
            }
        >
            {field(from, figures::FROM, "period-from")}
            {field(to, figures::TO, "period-to")}
            <button type="submit" class="button" data-testid="period-show">
                {move || lang.say(figures::SHOW)}
            </button>
            <p class="note-wrong" role="alert" data-testid="period-wrong">
                {move || wrong.get().then(|| lang.say(figures::DAYS_WRONG))}
            </p>
        </form>
    }
}
