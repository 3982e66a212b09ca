//! The form of a new report: what one sees, of which field, where, with photos. Every key is kept.

use std::sync::Arc;

use leptos::html;
use leptos::prelude::*;
use trucban_contract::ipc::Draft;
use trucban_domain::{Category, IncidentId, PhotoShows, WardCode};
use trucban_text::{Text, field, format, incidents, names};

use super::entering::{Lacking, lacking};
use super::model::Field;
use super::stand::{ByGps, NotThere, how};
use crate::chosen_photos::ChoosePhotos;
use crate::drafts::DraftKept;
use crate::failure;
use crate::keys::{Key, Keys};
use crate::kit::button::{Button, Weight};
use crate::kit::field::{LongText, let_go_at_the_end};
use crate::kit::icon::Icon;
use crate::language::Language;
use crate::operator::Operator;

/// The form.
#[component]
pub fn NewReport(
    /// The key of the report.
    id: IncidentId,
) -> impl IntoView {
    let lang = Language::here();
    let it: Field = expect_context();
    let draft = Memo::new(move |_| it.report_draft(id));
    let missing = Memo::new(move |_| draft.with(lacking));
    Keys::here().on(move |key| match key {
        Key::Commit => {
            it.enter_report(id);
            true
        }
        Key::Back => {
            it.leave_report();
            true
        }
        // What these do to a visit is not meant here.
        Key::Confirm | Key::Dismiss | Key::Third | Key::Fourth => true,
        _ => false,
    });
    let wrong = move || {
        if let Some(error) = it.entering.failure.get() {
            return Some(failure::words(lang.get(), &error));
        }
        missing.with(|(missing, over)| said(missing, *over, lang))
    };
    let ready =
        Memo::new(move |_| missing.with(|(missing, over)| missing.is_empty() && *over == 0));
    view! {
        <header class="field-head">
            <h2>{move || lang.say(field::NEW_REPORT_TITLE)}</h2>
        </header>
        <LongText
            label=lang.text(field::NEW_REPORT_WHAT)
            class="field-findings"
            rows=3
            test="new-report-words"
            words=Memo::new(move |_| draft.with(|draft| draft.words.clone()))
            on_write=move |text| it.change_report(id, |draft| draft.words = text)
            focus=true
        />
        <Kinds id draft/>
        <Where id draft/>
        <section class="field-photos">
            <h3>{move || lang.say(field::PHOTOS)}</h3>
            <ChoosePhotos
                chosen=Signal::derive(move || draft.with(|it| it.photos.clone()))
                change=Arc::new(move |change| {
                    it.change_report(id, |draft| change(&mut draft.photos));
                })
                shows=PhotoShows::Reported
            />
        </section>
        <footer class="field-foot">
            <p class="field-wrong" role="alert" data-testid="new-report-lacks">{wrong}</p>
            <Button
                label=lang.text(field::NEW_REPORT_ENTER)
                weight=Weight::Primary
                keycap="Ctrl ↵"
                busy=Signal::derive(move || it.is_entering() || !ready.get())
                on_press=move |()| it.enter_report(id)
                attr:data-testid="new-report-enter"
            />
            <Button
                label=lang.text(field::NEW_REPORT_CLOSE)
                keycap="Esc"
                on_press=move |()| it.leave_report()
                attr:data-testid="new-report-later"
            />
            <Button
                label=lang.text(field::NEW_REPORT_DROP)
                on_press=move |()| it.drop_report(id)
                attr:data-testid="new-report-drop"
            />
            <DraftKept/>
        </footer>
    }
}

/// Of which field it is, in which ward, and whether it is a danger right now.
#[component]
fn Kinds(id: IncidentId, draft: Memo<Draft>) -> impl IntoView {
    let (lang, operator) = (Language::here(), Operator::here());
    let it: Field = expect_context();
    let category = Memo::new(move |_| draft.with(|it| it.category.clone()));
    let ward = Memo::new(move |_| draft.with(|it| it.ward));
    let categories = Category::all().iter().map(|kind| {
        let (code, value) = (kind.code.clone(), kind.code.0.clone());
        let chosen = code.clone();
        view! {
            <option value=value selected=move || category.get().as_ref() == Some(&chosen)>
                {move || names::category(lang.get(), &code)}
            </option>
        }
    });
    let wards = untrack(|| operator.enters_in()).into_iter().map(|code| {
        view! {
            <option value=code.0.to_string() selected=move || ward.get() == Some(code)>
                {move || names::ward(lang.get(), code)}
            </option>
        }
    });
    let urgent = Memo::new(move |_| draft.with(|it| it.urgent));
    view! {
        <div class="field-pair">
            <Choice
                label=field::NEW_REPORT_CATEGORY
                test="new-report-category"
                empty=Signal::derive(move || category.with(Option::is_none))
                choose=Callback::new(move |code: String| {
                    let kind = Category::find(&code);
                    it.change_report(id, |draft| {
                        draft.urgent = kind.is_some_and(|kind| kind.urgent_default);
                        draft.category = kind.map(|kind| kind.code.clone());
                    });
                })
                options=categories.collect_view().into_any()
            />
            <Choice
                label=field::NEW_REPORT_WARD
                test="new-report-ward"
                empty=Signal::derive(move || ward.with(Option::is_none))
                choose=Callback::new(move |code: String| {
                    let code = code.parse().ok().map(WardCode);
                    it.change_report(id, |draft| draft.ward = code);
                })
                options=wards.collect_view().into_any()
            />
        </div>
        <label class="field-check">
            <input
                type="checkbox"
                data-testid="new-report-urgent"
                prop:checked=move || urgent.get()
                on:change=move |event| {
                    let urgent = event_target_checked(&event);
                    it.change_report(id, |draft| draft.urgent = urgent);
                }
            />
            <span>{move || lang.say(field::NEW_REPORT_URGENT)}</span>
        </label>
    }
}

#[component]
fn Choice(
    label: Text<0>,
    test: &'static str,
    empty: Signal<bool>,
    choose: Callback<String>,
    options: AnyView,
) -> impl IntoView {
    let lang = Language::here();
    view! {
        <label class="field-findings">
            <span>{move || lang.say(label)}</span>
            <select
                class="field"
                data-testid=test
                on:change=move |event| choose.run(event_target_value(&event))
            >
                <option value="" selected=move || empty.get()>
                    {move || lang.say(field::NEW_REPORT_CHOOSE)}
                </option>
                {options}
            </select>
        </label>
    }
}

/// Where it is: the point, and the address in words.
#[component]
fn Where(id: IncidentId, draft: Memo<Draft>) -> impl IntoView {
    let lang = Language::here();
    let it: Field = expect_context();
    let fix = Memo::new(move |_| draft.with(|draft| draft.fix));
    let stands = move || how(&it, fix.get(), field::NEW_REPORT_NO_PLACE, lang);
    let first = untrack(|| draft.with(|draft| draft.address.clone()));
    let address = NodeRef::<html::Input>::new();
    let_go_at_the_end(address);
    view! {
        <section class="field-stand" aria-labelledby="new-report-place">
            <h3 id="new-report-place">{move || lang.say(field::NEW_REPORT_PLACE)}</h3>
            <p class="num" data-testid="new-report-stands">{stands}</p>
            <div class="field-set">
                <ByGps/>
                <Show when=move || it.fix.with(Option::is_some)>
                    <Button
                        label=lang.text(field::STAND_HERE)
                        icon=Icon::Pin
                        on_press=move |()| it.report_is_here(id)
                        attr:data-testid="new-report-here"
                    />
                </Show>
            </div>
            <NotThere/>
        </section>
        <label class="field-findings">
            <span>{move || lang.say(field::NEW_REPORT_ADDRESS)}</span>
            <input
                class="field"
                type="text"
                lang="vi"
                data-testid="new-report-address"
                node_ref=address
                value=first
                on:input=move |event| {
                    let text = event_target_value(&event);
                    it.change_report(id, |draft| draft.address = text);
                }
            />
        </label>
    }
}

/// What is missing, in words.
fn said(missing: &[Lacking], over: usize, lang: Language) -> Option<String> {
    if over > 0 {
        let over = format::count(lang.get(), over as u64);
        return Some(lang.fill(incidents::NOTE_OVER, [&over]));
    }
    let name = |lacking: &Lacking| {
        lang.say(match lacking {
            Lacking::Words => field::NEW_REPORT_LACKS_WORDS,
            Lacking::Category => field::NEW_REPORT_LACKS_CATEGORY,
            Lacking::Ward => field::NEW_REPORT_LACKS_WARD,
            Lacking::Place => field::NEW_REPORT_LACKS_PLACE,
        })
    };
    let all: Vec<_> = missing.iter().map(name).collect();
    (!all.is_empty()).then(|| lang.fill(field::NEW_REPORT_LACKS, [&all.join(", ")]))
}
