//! Where one stands: which way and how far the place is, and the ways to set it by hand.

use leptos::html;
use leptos::prelude::*;
use trucban_contract::ipc::NearbyRow;
use trucban_domain::{Fix, FixSource};
use trucban_text::{Text, field, format};

use super::list::Arrow;
use super::model::{Field, Lost};
use super::words::{distance, wind};
use crate::kit::button::Button;
use crate::kit::icon::Icon;
use crate::language::Language;

/// How it is known where something is, and how exactly; `unknown` where it is not.
pub fn how(it: &Field, fix: Option<Fix>, unknown: Text<0>, lang: Language) -> String {
    if it.locating.get() {
        return lang.say(field::STAND_ASKING).to_owned();
    }
    let Some(fix) = fix else { return lang.say(unknown).to_owned() };
    let text = match fix.source {
        FixSource::Gps => field::STAND_GPS,
        FixSource::ByHand => field::STAND_BY_HAND,
    };
    lang.fill(text, [&format::count(lang.get(), fix.accuracy_m.into())])
}

/// Asks a satellite receiver.
#[component]
pub fn ByGps() -> impl IntoView {
    let lang = Language::here();
    let it: Field = expect_context();
    view! {
        <Button
            label=lang.text(field::STAND_BY_GPS)
            icon=Icon::Satellite
            busy=it.locating
            on_press=move |()| it.stand_by_gps()
            attr:data-testid="field-gps"
        />
    }
}

/// Why the place was not set.
#[component]
pub fn NotThere() -> impl IntoView {
    let lang = Language::here();
    let it: Field = expect_context();
    let words = move || {
        let why = match it.lost.get()? {
            Lost::NotFound => field::STAND_NOT_FOUND,
            Lost::NoReceiver => field::STAND_NO_RECEIVER,
            Lost::NoFix => field::STAND_NO_FIX,
        };
        Some(lang.say(why))
    };
    view! { <p class="field-wrong" role="alert" data-testid="field-lost">{words}</p> }
}

/// Where one stands, and where the place is from there.
#[component]
pub fn Stand(
    /// The line of the report.
    row: Memo<Option<NearbyRow>>,
) -> impl IntoView {
    let lang = Language::here();
    let it: Field = expect_context();
    let typed = NodeRef::<html::Input>::new();
    let way = move || {
        let row = row.get()?;
        let bearing =
            lang.fill(field::BEARING, [&row.bearing.to_string(), lang.say(wind(row.bearing))]);
        let away = lang.fill(field::AWAY, [&bearing, &distance(lang.get(), row.metres)]);
        let bearing = row.bearing;
        Some(view! {
            <p class="field-way">
                <Arrow bearing/>
                <strong class="num">{away}</strong>
                <span class="meta">{lang.say(field::STRAIGHT)}</span>
            </p>
        })
    };
    let draft_fix = Memo::new(move |_| {
        let draft = row.with(|row| row.as_ref().map(|row| row.id)).map(|id| it.draft(id));
        draft.and_then(|draft| draft.fix).or(it.fix.get())
    });
    let stands = move || how(&it, draft_fix.get(), field::STAND_UNKNOWN, lang);
    let here = move |()| {
        if let Some(row) = row.get_untracked() {
            it.stand_at(row.id, row.position);
        }
    };
    let set = move |()| {
        let text = typed.get_untracked().map(|it| it.value()).unwrap_or_default();
        if !text.trim().is_empty() {
            it.stand_by_text(text);
        }
    };
    view! {
        <section class="field-stand" aria-labelledby="field-stand-title">
            <h3 id="field-stand-title">{move || lang.say(field::STAND)}</h3>
            {way}
            <p class="num" data-testid="field-stands">{stands}</p>
            <div class="field-set">
                <ByGps/>
                <Button
                    label=lang.text(field::STAND_HERE)
                    icon=Icon::Pin
                    on_press=here
                    attr:data-testid="field-here"
                />
                <input
                    class="field"
                    type="text"
                    data-testid="field-point"
                    aria-label=move || lang.say(field::STAND_TYPE)
                    placeholder=move || lang.say(field::STAND_TYPE)
                    node_ref=typed
                />
                <Button
                    label=lang.text(field::STAND_SET)
                    on_press=set
                    attr:data-testid="field-set"
                />
            </div>
            <NotThere/>
        </section>
    }
}
