//! The open report: what it is, how long is left, what was said and done, and what may be done.

mod attach;
mod context;
mod form;
mod head;
mod history;
mod model;
mod note;
mod parts;
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
use trucban_text::incidents;

use super::Incidents;
use crate::keys::{Key, Keys};
use crate::kit::icon::Icon;
use crate::kit::message::{Message, Skeleton};
use crate::language::Language;
use crate::later::later;
use crate::opened::{NotRead, Opened, Stage};
use crate::place::Place;
pub use attach::Attaching;
use context::Context;
use form::Form;
use head::Head;
pub use model::{Act, Report};
use note::NoteForm;
use parts::{Parts, Standing};
use photos::Photos;
use ruler::Ruler;
pub use step_form::load_step_form;
use step_form::step_form;

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
    let (lang, place) = (Language::here(), Place::here());
    let report = expect_context::<Incidents>().report;
    let newest = Opened { open: place.open, read: report.read }.newest();
    move || {
        let first = untrack(|| newest.get())?;
        let detail: Shown = Signal::derive(move || newest.get().unwrap_or_else(|| first.clone()));
        let id = untrack(|| detail.with(|it| it.row.id));
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
                <Parts detail/>
                <Standing detail/>
                {move || {
                    let form = shown.get()?;
                    Some(later(move || step_form(detail, form), load_step_form))
                }}
                <Show when=move || report.noting.get() == Some(id)>
                    <NoteForm detail/>
                </Show>
            </div>
            <Context detail/>
        })
    }
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
