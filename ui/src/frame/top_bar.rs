//! The top bar: the product, whose desk this is, the one search box, language, theme, operator.

use leptos::prelude::*;
use trucban_contract::ipc::Theme;
use trucban_text::{Lang, enrol, frame, names};

use crate::frame::search::SearchBox;
use crate::kit::icon::Icon;
use crate::language::Language;
use crate::operator::Operator;
use crate::preferences::Preferences;

/// The top bar.
#[component]
pub fn TopBar(
    /// Whether there is nothing to search yet.
    bare: Signal<bool>,
) -> impl IntoView {
    let (lang, operator) = (Language::here(), Operator::here());
    let whose = move || {
        if bare.get() {
            return lang.say(enrol::CONTEXT).to_owned();
        }
        operator.signed_in().map_or_else(String::new, |it| names::unit(lang.get(), &it.unit.0))
    };
    view! {
        <div class="logo" aria-hidden="true">
            {Icon::Logo.view()}
            <span class="logo-flag">{Icon::LogoFlag.view()}</span>
        </div>
        <header class="top-bar">
            <div class="top-name">
                <strong>{move || lang.say(frame::PRODUCT)}</strong>
                <span class="cut">{whose}</span>
            </div>
            <div class="top-search">
                <Show when=move || !bare.get()>
                    <SearchBox/>
                </Show>
            </div>
            <div class="top-own">
                <LanguageSwitch/>
                <ThemeSwitch/>
                <Person/>
            </div>
        </header>
    }
}

#[component]
fn LanguageSwitch() -> impl IntoView {
    let (lang, preferences) = (Language::here(), Preferences::here());
    let choice = move |choice: Lang, word: &'static str, test: &'static str| {
        let name = match choice {
            Lang::Vi => frame::VIETNAMESE,
            Lang::En => frame::ENGLISH,
        };
        view! {
            <button
                type="button"
                data-testid=test
                aria-pressed=move || if lang.get() == choice { "true" } else { "false" }
                aria-label=move || format!("{word}, {}", lang.say(name))
                on:click=move |_| preferences.speak(choice)
            >
                {word}
            </button>
        }
    };
    view! {
        <div class="switch" role="group" aria-label=move || lang.say(frame::LANGUAGE)>
            {choice(Lang::Vi, "VI", "lang-vi")}
            {choice(Lang::En, "EN", "lang-en")}
        </div>
    }
}

#[component]
fn ThemeSwitch() -> impl IntoView {
    let (lang, preferences) = (Language::here(), Preferences::here());
    let dark = move || preferences.theme() == Theme::Dark;
    let label = move || lang.say(if dark() { frame::THEME_TO_LIGHT } else { frame::THEME_TO_DARK });
    view! {
        <button
            type="button"
            class="icon-button"
            data-testid="theme-toggle"
            aria-label=label
            title=label
            on:click=move |_| preferences.switch_theme()
        >
            {move || if dark() { Icon::Sun.view() } else { Icon::Moon.view() }}
        </button>
    }
}

#[component]
fn Person() -> impl IntoView {
    let (lang, operator) = (Language::here(), Operator::here());
    move || {
        operator.signed_in().map(|it| {
            view! {
                <div class="person" data-testid="operator">
                    <span class="avatar" aria-hidden="true">{names::initials(&it.name)}</span>
                    <span class="person-words">
                        <strong class="cut">{it.name}</strong>
                        <span class="cut">{names::role(lang.get(), it.role)}</span>
                    </span>
                </div>
            }
        })
    }
}
