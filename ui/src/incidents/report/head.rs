//! The head of a report: number, source, title, the steps it went through, and the acts.

use leptos::prelude::*;
use trucban_contract::ipc::IncidentDetail;
use trucban_domain::{HandlingState, IncidentState, Source};
use trucban_text::{format, incidents, names, workflow};

use super::super::Incidents;
use super::Shown;
use super::form::Form;
use crate::clock::Clock;
use crate::kit::button::{Button, Weight};
use crate::kit::icon::Icon;
use crate::language::Language;

/// The head.
#[component]
pub fn Head(
    /// The report.
    detail: Shown,
) -> impl IntoView {
    let (lang, clock) = (Language::here(), Clock::here());
    let source = move || {
        let source = detail.with(|it| it.source);
        let icon = match source {
            Source::Hotline => Icon::Phone,
            Source::HueS | Source::Open311 => Icon::Inbox,
            Source::Console => Icon::User,
        };
        view! { <span class="report-source">{icon.view()} {names::source(lang.get(), source)}</span> }
    };
    let category = move || detail.with(|it| names::category(lang.get(), &it.row.category));
    let sent = move || {
        let at = detail.with(|it| it.row.received_at);
        lang.fill(incidents::SENT_AT, [&format::stamp(lang.get(), at, clock.minute())])
    };
    view! {
        <header class="report-head">
            <div class="report-line meta">
                <strong class="report-number num" data-testid="detail-number">
                    {move || detail.with(|it| it.row.number.clone())}
                </strong>
                {source}
                <span class="cut">{category}</span>
                <span class="report-sent num">{sent}</span>
            </div>
            <div class="report-title">
                <h2 data-testid="detail-title">{move || detail.with(|it| it.row.title.clone())}</h2>
                <span>{move || detail.with(|it| it.row.address.clone())}</span>
            </div>
            <Steps detail/>
            <Acts detail/>
        </header>
    }
}

/// What a step of the workflow looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    Done,
    Now,
    Ahead,
}

/// Sent in, accepted, its result, closed.
const fn steps_of(state: IncidentState) -> [Step; 4] {
    match state {
        IncidentState::New | IncidentState::Returned => {
            [Step::Done, Step::Now, Step::Ahead, Step::Ahead]
        }
        IncidentState::Acknowledged
        | IncidentState::ExtensionAsked
        | IncidentState::SenderAsked => [Step::Done, Step::Done, Step::Now, Step::Ahead],
        IncidentState::Resulted | IncidentState::Contested => {
            [Step::Done, Step::Done, Step::Done, Step::Now]
        }
        IncidentState::Closed => [Step::Done, Step::Done, Step::Done, Step::Done],
    }
}

#[component]
fn Steps(detail: Shown) -> impl IntoView {
    let (lang, clock) = (Language::here(), Clock::here());
    let line = move || {
        let now = clock.minute();
        detail.with(|it| {
            let IncidentDetail { row, parts, closed_at, .. } = &**it;
            let [_, accepted, result, closed] = steps_of(row.state);
            // Accepted once every unit has accepted it.
            let each = parts.iter().map(|part| part.acknowledged.as_ref().map(|it| it.at));
            let accepted_at =
                each.collect::<Option<Vec<_>>>().and_then(|all| all.into_iter().max());
            let accept_word = match (row.state, accepted) {
                (IncidentState::Returned, _) => incidents::STATE_RETURNED,
                (_, Step::Now) => incidents::VIEW_NEW,
                (_, Step::Done | Step::Ahead) => incidents::STEP_ACCEPT,
            };
            let result_word = match (row.state, result) {
                (IncidentState::SenderAsked, _) => workflow::VIEW_SENDER_ASKED,
                _ => incidents::STEP_RESULT,
            };
            let close_word = match (row.state, closed) {
                (IncidentState::Contested, _) => workflow::VIEW_CONTESTED,
                (_, Step::Now) => incidents::VIEW_RESULTED,
                (_, Step::Done | Step::Ahead) => incidents::STEP_CLOSE,
            };
            let at = |at| format::stamp(lang.get(), at, now);
            [
                (Step::Done, incidents::STEP_SENT, Some(at(row.received_at))),
                (accepted, accept_word, accepted_at.map(at)),
                (result, result_word, None),
                (closed, close_word, closed_at.map(at)),
            ]
        })
    };
    let views = move || {
        line().map(|(step, word, at)| {
            let (class, icon) = match step {
                Step::Done => ("step done", Some(Icon::CheckCircle)),
                Step::Now => ("step now", Some(Icon::Clock)),
                Step::Ahead => ("step ahead", None),
            };
            view! {
                <li class=class aria-current=(step == Step::Now).then_some("step")>
                    {icon.map(Icon::view)}
                    <span>{lang.say(word)}</span>
                    <span class="num">{at}</span>
                </li>
            }
        })
    };
    view! {
        <ol
            class="steps"
            data-testid="detail-steps"
            data-state=move || detail.with(|it| it.row.state.as_str())
            aria-label=move || lang.say(incidents::STEPS)
        >
            {move || views().into_iter().collect_view()}
        </ol>
    }
}

#[component]
fn Acts(detail: Shown) -> impl IntoView {
    let lang = Language::here();
    let incidents_here: Incidents = expect_context();
    let report = incidents_here.report;
    let id = untrack(|| detail.with(|it| it.row.id));
    let may_accept = Memo::new(move |_| detail.with(|it| it.row.accept_for.is_some()));
    let forms = Memo::new(move |_| {
        detail.with(|it| {
            let open = Form::ALL.into_iter().filter(|form| form.is_open(it));
            let returned = it.parts.iter().any(|part| part.returned.is_some());
            open.map(|form| (form, weight(form, returned, it.row.state))).collect::<Vec<_>>()
        })
    });
    let may_note = Memo::new(move |_| detail.with(|it| it.may_note));
    let accept = move |()| incidents_here.accept(&detail.get_untracked().row);
    let drafted =
        move || report.noting.get() != Some(id) && !report.draft_now(id).trim().is_empty();
    // What keeps the operator from accepting is said in the place of the button.
    let waits = move || {
        detail.with(|it| {
            let waits = it.row.state == IncidentState::New && it.row.accept_for.is_none();
            let part = it.parts.iter().find(|part| part.state == HandlingState::Waiting);
            part.filter(|_| waits).map(|part| {
                lang.fill(incidents::WAITS_FOR_UNIT, [&names::unit(lang.get(), &part.unit.0)])
            })
        })
    };
    view! {
        <div class="acts">
            <Show when=move || may_accept.get()>
                <Button
                    label=lang.text(incidents::ACCEPT)
                    weight=Weight::Primary
                    keycap="T"
                    busy=Signal::derive(move || report.is_busy(id))
                    on_press=accept
                    attr:data-testid="ack"
                />
            </Show>
            {move || {
                let open = forms.get();
                open.into_iter()
                    .map(|(form, weight)| view! { <Prepare detail form weight/> })
                    .collect_view()
            }}
            <Show when=move || may_note.get()>
                <Button
                    label=lang.text(incidents::NOTE)
                    keycap="N"
                    on_press=move |()| report.write_note(id)
                    attr:data-testid="note-open"
                />
            </Show>
            <Show when=drafted>
                <span class="meta">{move || lang.say(incidents::NOTE_DRAFT)}</span>
            </Show>
            {move || waits().map(|words| view! { <span class="meta">{words}</span> })}
        </div>
    }
}

/// What the report waits for is the one act that the screen is for.
const fn weight(form: Form, returned: bool, state: IncidentState) -> Weight {
    match form {
        Form::GiveResult | Form::DecideExtension | Form::TakeAnswer => Weight::Primary,
        Form::Review if matches!(state, IncidentState::Resulted) => Weight::Primary,
        Form::ReviewAgain if matches!(state, IncidentState::Contested) => Weight::Primary,
        Form::Assign if returned => Weight::Primary,
        Form::Return
        | Form::Refuse
        | Form::Assign
        | Form::AskExtension
        | Form::AskSender
        | Form::Duplicate
        | Form::Review
        | Form::ReviewAgain => Weight::Plain,
    }
}

/// The button that opens the form of a step.
#[component]
fn Prepare(detail: Shown, form: Form, weight: Weight) -> impl IntoView {
    let lang = Language::here();
    let report = expect_context::<Incidents>().report;
    let label = match form {
        Form::Return => incidents::RETURN,
        Form::Assign => incidents::ASSIGN,
        Form::AskExtension => incidents::EXTENSION,
        Form::DecideExtension => incidents::EXTENSION_DECIDE,
        Form::GiveResult => incidents::GIVE_RESULT,
        Form::Review => incidents::REVIEW,
        Form::ReviewAgain => workflow::REOPEN,
        Form::Refuse => workflow::REFUSE,
        Form::AskSender => workflow::ASK_SENDER,
        Form::TakeAnswer => workflow::TAKE_ANSWER,
        Form::Duplicate => workflow::DUPLICATE,
    };
    view! {
        <Button
            label=lang.text(label)
            weight
            keycap=form.letter()
            on_press=move |()| report.prepare(form, &detail.get_untracked())
            attr:data-testid=format!("open-{}", form.as_str())
        />
    }
}
