//! The open report: what it is, how long is left, what was said and done, and what may be done.

mod attach;
mod context;
mod head;
mod history;
mod model;
mod note;
mod photos;
mod ruler;
mod step_form;
mod steps;
mod zone;

use std::sync::Arc;

use leptos::html;
use leptos::prelude::*;
use trucban_contract::ipc::IncidentDetail;
use trucban_domain::IncidentId;
use trucban_text::{format, incidents, names};

use super::Incidents;
use crate::clock::Clock;
use crate::keys::{Key, Keys};
use crate::kit::icon::Icon;
use crate::kit::message::{Message, Skeleton};
use crate::language::Language;
use crate::opened::{NotRead, Opened, Stage};
use crate::place::Place;
pub use attach::Attaching;
use context::Context;
use head::Head;
pub use model::Report;
use note::NoteForm;
use photos::Photos;
use ruler::Ruler;
use step_form::StepForm;
use steps::Form;

/// A report as its parts see it.
type Shown = Signal<Arc<IncidentDetail>>;

/// The open report, if the operator may write a note on it; followed.
pub fn may_note(report: Report, place: Place) -> Option<IncidentId> {
    let open = place.open.get()?;
    let allowed = report.read.with(|read| match read {
        Some((id, Ok(detail))) => detail.may_note && open == *id,
        _ => false,
    });
    allowed.then_some(open)
}

/// Shows the note form of the open report, if the operator may write one.
pub fn begin_note(report: Report, place: Place) {
    if let Some(id) = untrack(|| may_note(report, place)) {
        report.write_note(id);
    }
}

/// The form that a key opens, if the operator may take that step on the open report; followed.
pub fn may_prepare(report: Report, place: Place, key: Key) -> Option<Form> {
    let open = place.open.get()?;
    report.read.with(|read| match read {
        Some((id, Ok(detail))) if open == *id => Form::of(key, detail),
        _ => None,
    })
}

/// Shows the form that a key opens, if the operator may take that step. Whether it does.
pub fn prepare(report: Report, place: Place, key: Key) -> bool {
    let Some(form) = untrack(|| may_prepare(report, place, key)) else { return false };
    report.read.with_untracked(|read| {
        if let Some((_, Ok(detail))) = read {
            report.prepare(form, detail);
        }
    });
    true
}

/// The right pane.
#[component]
pub fn ReportPane(
    /// Whether the operator put the context away.
    context_hidden: RwSignal<bool>,
) -> impl IntoView {
    let (lang, place) = (Language::here(), Place::here());
    let report = expect_context::<Incidents>().report;
    let pane = NodeRef::<html::Section>::new();
    Keys::here().on(move |key| {
        let pane = pane.get_untracked().filter(|_| key == Key::Open);
        pane.is_some_and(|pane| pane.focus().is_ok())
    });
    let opened = Opened { open: place.open, read: report.read };
    let (stage, failure) = (opened.stage(), opened.failure());
    view! {
        <section
            class="report"
            class:without-context=context_hidden
            tabindex="-1"
            data-testid="detail"
            node_ref=pane
        >
            {move || match stage.get() {
                Stage::Here(_) => view! { <Whole/> }.into_any(),
                Stage::Failed(_) => {
                    view! {
                        <NotRead
                            failure
                            gone=incidents::GONE
                            failed=incidents::FAILED_DETAIL
                            safe=incidents::FAILED_SAFE
                        />
                    }
                        .into_any()
                }
                Stage::Reading => {
                    view! { <Skeleton lines=9 label=lang.text(incidents::LOADING)/> }.into_any()
                }
                Stage::Nothing => {
                    view! { <Message icon=Icon::Inbox title=lang.text(incidents::CHOOSE)/> }
                        .into_any()
                }
            }}
        </section>
    }
}

#[component]
fn Whole() -> impl IntoView {
    let (lang, clock, place) = (Language::here(), Clock::here(), Place::here());
    let report = expect_context::<Incidents>().report;
    let newest = Opened { open: place.open, read: report.read }.newest();
    move || {
        let first = untrack(|| newest.get())?;
        let detail: Shown = Signal::derive(move || newest.get().unwrap_or_else(|| first.clone()));
        let id = untrack(|| detail.with(|it| it.row.id));
        let accepted = move || {
            detail.with(|it| {
                let by = it.acknowledged.as_ref()?;
                let unit = names::unit(lang.get(), &by.by.unit.0);
                let at = format::stamp(lang.get(), by.at, clock.minute());
                Some(lang.fill(incidents::ACCEPTED_BY, [&by.by.name, &unit, &at]))
            })
        };
        let shown = Memo::new(move |_| {
            let (of, form) = report.steps.shown.get()?;
            (of == id && detail.with(|it| form.is_open(it))).then_some(form)
        });
        Effect::new(move |_| {
            let prepared = report.steps.shown.get().filter(|(of, _)| *of == id);
            let gone = shown.get().is_none() && !report.is_busy(id);
            if let Some(of) = prepared.filter(|_| gone) {
                report.put_away(of);
            }
        });
        Some(view! {
            <Head detail/>
            <div class="report-main scrolls">
                <Ruler detail/>
                <figure class="citizen">
                    <figcaption class="unseen">
                        {move || lang.say(incidents::CITIZEN_TEXT)}
                    </figcaption>
                    <blockquote lang="vi">{move || citizen_text(detail, lang)}</blockquote>
                </figure>
                <Photos detail/>
                {move || accepted().map(|words| view! {
                    <p class="accepted-by" data-testid="accepted-by">
                        {Icon::CheckCircle.view()}
                        <span class="num">{words}</span>
                    </p>
                })}
                {move || said_by_unit(detail, lang)}
                {move || {
                    let form = shown.get()?;
                    Some(view! { <StepForm detail form/> })
                }}
                <Show when=move || report.noting.get() == Some(id)>
                    <NoteForm detail/>
                </Show>
            </div>
            <Context detail/>
        })
    }
}

/// What its unit said when it returned the report, or the result that waits for review.
fn said_by_unit(detail: Shown, lang: Language) -> Option<AnyView> {
    detail.with(|it| {
        if let Some(why) = &it.returned {
            let unit = names::unit(lang.get(), &why.suggested.0);
            let words = lang.fill(incidents::RETURNED_SAYS, [&unit, &why.reason]);
            return Some(
                view! { <p class="unit-says" data-testid="returned">{words}</p> }.into_any(),
            );
        }
        if let Some((until, reason)) = &it.extension {
            let until = format::date(lang.get(), *until);
            let words = lang.fill(incidents::EXTENSION_SAYS, [&until, reason]);
            return Some(
                view! { <p class="unit-says" data-testid="extension">{words}</p> }.into_any(),
            );
        }
        let result = it.result.clone()?;
        Some(
            view! {
                <figure class="citizen unit-result" data-testid="result">
                    <figcaption>{lang.say(incidents::RESULT_SAYS)}</figcaption>
                    <blockquote lang="vi">{result}</blockquote>
                </figure>
            }
            .into_any(),
        )
    })
}

fn citizen_text(detail: Shown, lang: Language) -> String {
    detail.with(|it| {
        if it.body.trim().is_empty() {
            lang.say(incidents::NO_TEXT).to_owned()
        } else {
            it.body.clone()
        }
    })
}
