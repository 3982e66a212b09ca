//! Where one stands: which way and how far the place is, and the ways to set it by hand.

use leptos::html;
use leptos::prelude::*;
use trucban_contract::ipc::NearbyRow;
use trucban_domain::FixSource;
use trucban_text::{field, format};

use super::list::Arrow;
use super::model::Field;
use super::words::{distance, wind};
use crate::kit::button::Button;
use crate::kit::icon::Icon;
use crate::language::Language;

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
    let stands = move || match draft_fix.get() {
        None => lang.say(field::STAND_UNKNOWN).to_owned(),
        Some(fix) => {
            let text = match fix.source {
                FixSource::Gps => field::STAND_GPS,
                FixSource::ByHand => field::STAND_BY_HAND,
            };
            lang.fill(text, [&format::count(lang.get(), fix.accuracy_m.into())])
        }
    };
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
    let lost = move || it.lost.get().then(|| lang.say(field::STAND_NOT_FOUND));
    view! {
        <section class="field-stand" aria-labelledby="field-stand-title">
            <h3 id="field-stand-title">{move || lang.say(field::STAND)}</h3>
            {way}
            <p class="num" data-testid="field-stands">{stands}</p>
            <div class="field-set">
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
            <p class="field-wrong" role="alert">{lost}</p>
        </section>
    }
}
