//! The visit: photos, conclusion, findings, and what is missing before it can be finished.

use std::sync::Arc;

use leptos::html;
use leptos::prelude::*;
use trucban_contract::ipc::NearbyRow;
use trucban_domain::{Conclusion, IncidentId, PhotoShows};
use trucban_text::{field, format, incidents, names};

use super::model::{Field, Lacks, lacks};
use super::sign::Sign;
use super::stand::Stand;
use super::words::{missing, needs};
use crate::chosen_photos::ChoosePhotos;
use crate::drafts::DraftKept;
use crate::keys::{Key, Keys};
use crate::kit::button::{Button, Weight};
use crate::kit::field::{LongText, let_go_at_the_end};
use crate::language::Language;

/// The form of the visit to a report.
#[component]
pub fn VisitForm(
    /// Which report.
    id: IncidentId,
) -> impl IntoView {
    let lang = Language::here();
    let it: Field = expect_context();
    let row = Memo::new(move |_| it.row().filter(|row| row.id == id));
    let draft = Memo::new(move |_| it.draft(id));
    let lacking = Memo::new(move |_| draft.with(|draft| lacks(draft, draft.fix.or(it.fix.get()))));
    let findings = NodeRef::<html::Textarea>::new();
    let finish = move |()| {
        if let Some(row) = row.get_untracked().filter(|row| row.may_visit) {
            it.finish(id, row.number);
        }
    };
    let conclude = move |conclusion| it.change(id, |draft| draft.conclusion = Some(conclusion));
    Keys::here().on(move |key| {
        match key {
            Key::Confirm => conclude(Conclusion::NotSo),
            Key::Dismiss => conclude(Conclusion::Handled),
            Key::Third => conclude(Conclusion::Planned),
            Key::Fourth => conclude(Conclusion::NoAccess),
            Key::Commit => finish(()),
            Key::Note => {
                if let Some(findings) = findings.get_untracked() {
                    let _ = findings.focus();
                }
            }
            _ => return false,
        }
        true
    });
    let counted = move || {
        let given = draft.with(|draft| super::model::given(draft, None));
        let number = |number: usize| format::count(lang.get(), number as u64);
        lang.fill(field::PHOTOS_COUNT, [&number(given.before), &number(given.after)])
    };
    let planned = Memo::new(move |_| draft.with(|it| it.conclusion == Some(Conclusion::Planned)));
    let may = Memo::new(move |_| row.with(|row| row.as_ref().is_some_and(|row| row.may_visit)));
    let wrong = move || {
        if let Some(wrong) = it.wrong(id) {
            return Some(wrong);
        }
        if !may.get() {
            return Some(lang.say(field::MAY_NOT).to_owned());
        }
        lacking.get().map(|lacks| said(&lacks, lang))
    };
    view! {
        <Head row/>
        <Stand row/>
        <section class="field-photos">
            <h3>{move || lang.say(field::PHOTOS)}</h3>
            <span class="meta num" data-testid="field-photos">{counted}</span>
            <ChoosePhotos
                chosen=Signal::derive(move || draft.with(|it| it.photos.clone()))
                change=Arc::new(move |change| it.change(id, |draft| change(&mut draft.photos)))
                shows=PhotoShows::Result
            />
        </section>
        <Conclusions id/>
        <Show when=move || planned.get()>
            <Expected id/>
        </Show>
        <LongText
            label=lang.text(field::FINDINGS)
            class="field-findings"
            rows=3
            test="field-findings"
            words=Memo::new(move |_| draft.with(|draft| draft.words.clone()))
            on_write=move |text| it.change(id, |draft| draft.words = text)
            field=findings
        />
        <Sign id/>
        <footer class="field-foot">
            <p class="field-wrong" role="alert" data-testid="field-lacks">{wrong}</p>
            <Button
                label=lang.text(field::FINISH)
                weight=Weight::Primary
                keycap="Ctrl ↵"
                busy=Signal::derive(move || {
                    it.is_busy(id) || !may.get() || lacking.with(Option::is_some)
                })
                on_press=finish
                attr:data-testid="field-finish"
            />
            <DraftKept/>
        </footer>
    }
}

/// Which report, where, until when.
#[component]
fn Head(row: Memo<Option<NearbyRow>>) -> impl IntoView {
    let lang = Language::here();
    move || {
        let row = row.get()?;
        let due = row.due_at.map(|due| lang.fill(field::DUE, [&format::date(lang.get(), due)]));
        Some(view! {
            <header class="field-head">
                <p class="num"><strong>{row.number}</strong> {row.address} <span>{due}</span></p>
                <h2>{row.title}</h2>
            </header>
        })
    }
}

/// What was found, one of four.
#[component]
fn Conclusions(id: IncidentId) -> impl IntoView {
    let lang = Language::here();
    let it: Field = expect_context();
    let chosen = Memo::new(move |_| it.draft(id).conclusion);
    let conclude = move |conclusion| it.change(id, |draft| draft.conclusion = Some(conclusion));
    let options = Conclusion::ALL
        .into_iter()
        .enumerate()
        .map(|(at, conclusion)| {
            view! {
                <label class="field-conclusion">
                    <input
                        type="radio"
                        name="conclusion"
                        data-testid=format!("conclude-{}", conclusion.as_str())
                        prop:checked=move || chosen.get() == Some(conclusion)
                        on:change=move |_| conclude(conclusion)
                    />
                    <span>
                        <strong>{move || names::conclusion(lang.get(), conclusion)}</strong>
                        <span class="meta">{move || lang.say(needs(conclusion))}</span>
                    </span>
                    <kbd aria-hidden="true">{at + 1}</kbd>
                </label>
            }
        })
        .collect_view();
    view! {
        <fieldset class="field-conclusions">
            <legend>{move || lang.say(field::CONCLUSION)}</legend>
            {options}
        </fieldset>
    }
}

/// The day by which it is to be done.
#[component]
fn Expected(id: IncidentId) -> impl IntoView {
    let lang = Language::here();
    let it: Field = expect_context();
    let first = untrack(|| it.draft(id).until);
    let day = NodeRef::<html::Input>::new();
    let_go_at_the_end(day);
    view! {
        <label class="field-findings">
            <span>{move || lang.say(field::EXPECTED)}</span>
            <input
                class="field num"
                type="text"
                inputmode="numeric"
                data-testid="field-expected"
                node_ref=day
                value=first
                on:input=move |event| {
                    let text = event_target_value(&event);
                    it.change(id, |draft| draft.until = text);
                }
            />
        </label>
    }
}

fn said(lacks: &Lacks, lang: Language) -> String {
    match lacks {
        Lacks::Conclusion => lang.say(field::LACKS_CONCLUSION).to_owned(),
        Lacks::Signer => lang.say(field::LACKS_SIGNER).to_owned(),
        Lacks::Strokes => lang.say(field::LACKS_SIGNATURE).to_owned(),
        Lacks::Over(by) => {
            let by = format::count(lang.get(), *by as u64);
            lang.fill(incidents::NOTE_OVER, [&by])
        }
        Lacks::Proof(conclusion, proof) => {
            let missing: Vec<_> = proof.iter().map(|it| lang.say(missing(*it))).collect();
            lang.fill(
                field::LACKS,
                [names::conclusion(lang.get(), *conclusion), &missing.join(", ")],
            )
        }
    }
}
