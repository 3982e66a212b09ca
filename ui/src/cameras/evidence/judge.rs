//! The verdict: a key chooses, `Ctrl+Enter` commits. A judged alert shows who concluded what, when.

use leptos::html;
use leptos::prelude::*;
use trucban_domain::{AlertId, Dismissal, DismissalCode, Finding};
use trucban_text::{Lang, cameras, format, names};

use super::Shown;
use crate::cameras::Cameras;
use crate::cameras::verdict::{Choice, Missing};
use crate::clock::Clock;
use crate::failure;
use crate::kit::button::{Button, Weight};
use crate::kit::icon::Icon;
use crate::kit::keycap::Keycap;
use crate::language::Language;

/// The verdict.
#[component]
pub fn Judge(
    /// The alert.
    detail: Shown,
) -> impl IntoView {
    let lang = Language::here();
    let judged = Memo::new(move |_| detail.with(|it| it.row.verdict.is_some()));
    let may_judge = Memo::new(move |_| detail.with(|it| it.row.may_judge));
    view! {
        <section class="judge card" aria-labelledby="judge-title">
            <h3 id="judge-title">{move || lang.say(cameras::VERDICT)}</h3>
            <Show when=move || judged.get()>
                <Judged detail/>
            </Show>
            <Show when=move || may_judge.get()>
                <Choose detail/>
            </Show>
            <p class="meta">{move || lang.say(cameras::NO_FINE)}</p>
        </section>
    }
}

#[component]
fn Judged(detail: Shown) -> impl IntoView {
    let (lang, clock) = (Language::here(), Clock::here());
    let inside = move || {
        detail.with(|it| it.row.verdict.clone()).map(|verdict| {
            let confirmed = matches!(verdict.finding, Finding::Confirmed { .. });
            let icon = if confirmed { Icon::CheckCircle } else { Icon::XCircle };
            let unit = names::unit(lang.get(), &verdict.by.unit.0);
            let at = format::stamp(lang.get(), verdict.at, clock.minute());
            let more = match &verdict.finding {
                Finding::Confirmed { plate } => {
                    plate.as_ref().map(|plate| lang.fill(cameras::JUDGED_PLATE, [plate]))
                }
                Finding::Dismissed { note, .. } => (!note.is_empty()).then(|| note.clone()),
            };
            view! {
                <div class="judged" data-testid="judged">
                    {icon.view()}
                    <div>
                        <strong>{names::finding(lang.get(), &verdict.finding)}</strong>
                        <p class="meta num">
                            {lang.fill(cameras::JUDGED_BY, [&verdict.by.name, &unit, &at])}
                        </p>
                        {more.map(|more| view! { <p>{more}</p> })}
                    </div>
                </div>
            }
        })
    };
    view! { {inside} }
}

#[component]
fn Choose(detail: Shown) -> impl IntoView {
    let lang = Language::here();
    let verdicts = expect_context::<Cameras>().verdicts;
    let id = untrack(|| detail.with(|it| it.row.id));
    let choice = Memo::new(move |_| verdicts.draft(id).choice);
    let button = |is: Choice, text, key: &'static str, test: &'static str| {
        view! {
            <button
                type="button"
                class="choice"
                class:dismisses=is == Choice::Dismiss
                data-testid=test
                aria-pressed=move || if choice.get() == Some(is) { "true" } else { "false" }
                on:click=move |_| verdicts.choose(id, is)
            >
                <span>{move || lang.say(text)}</span>
                <Keycap key/>
            </button>
        }
    };
    let chosen = move || {
        let kind = detail.with(|it| names::alert_kind(lang.get(), &it.row.kind));
        match choice.get()? {
            Choice::Confirm => {
                let plate = verdicts.draft(id).plate_read();
                let what = plate.map_or(kind.clone(), |plate| format!("{kind}, {plate}"));
                Some(lang.fill(cameras::CHOSEN_CONFIRM, [&what]))
            }
            Choice::Dismiss => {
                let reason = verdicts.draft(id).reason?;
                let reason = names::dismissal(lang.get(), &reason);
                Some(lang.fill(cameras::CHOSEN_DISMISS, [&reason]))
            }
        }
    };
    let wrong = move || {
        let failed = verdicts.failure.get().filter(|(of, _)| *of == id);
        if let Some((_, failure)) = failed {
            return Some(failure::words(lang.get(), &failure));
        }
        if verdicts.tried.get() != Some(id) {
            return None;
        }
        match verdicts.draft(id).missing()? {
            Missing::Reason => Some(lang.say(cameras::REASON_MISSING).to_owned()),
            Missing::Note => Some(lang.say(cameras::NOTE_REQUIRED).to_owned()),
            Missing::Choice => None,
        }
    };
    view! {
        <div class="choices">
            {button(Choice::Confirm, cameras::CONFIRM, "1", "choose-confirm")}
            {button(Choice::Dismiss, cameras::DISMISS, "2", "choose-dismiss")}
        </div>
        <Show when=move || choice.get() == Some(Choice::Dismiss)>
            <Reasons id/>
        </Show>
        <p class="note-wrong" role="alert" data-testid="verdict-wrong">{wrong}</p>
        <Show when=move || choice.get().is_some()>
            <div class="chosen-verdict" data-testid="chosen">
                <p class="num">{chosen}</p>
                <div class="settle-acts">
                    <Button
                        label=lang.text(cameras::COMMIT)
                        weight=Weight::Primary
                        keycap="Ctrl ↵"
                        busy=Signal::derive(move || verdicts.is_busy(id))
                        on_press=move |()| verdicts.commit(&detail.get_untracked())
                        attr:data-testid="commit-verdict"
                    />
                    <Button
                        label=lang.text(cameras::CLEAR)
                        keycap="Esc"
                        on_press=move |()| verdicts.clear(id)
                        attr:data-testid="clear-verdict"
                    />
                </div>
            </div>
        </Show>
    }
}

/// The reasons, with the first one under the fingers: arrows move, no key commits.
#[component]
fn Reasons(id: AlertId) -> impl IntoView {
    let lang = Language::here();
    let verdicts = expect_context::<Cameras>().verdicts;
    let first = NodeRef::<html::Input>::new();
    Effect::new(move |_| {
        if let Some(first) = first.get() {
            let _ = first.focus();
        }
    });
    let chosen = Memo::new(move |_| verdicts.draft(id).reason);
    let needs_note = Memo::new(move |_| verdicts.draft(id).needs_note());
    let reasons = Dismissal::all().iter().enumerate().map(|(at, reason)| {
        let code = reason.code.clone();
        let (checked, kept) = (code.clone(), code.clone());
        let name = move || match lang.get() {
            Lang::Vi => reason.vi.as_str(),
            Lang::En => reason.en.as_str(),
        };
        let choose = move |_| {
            let reason: DismissalCode = kept.clone();
            verdicts.write(id, |draft| draft.reason = Some(reason));
        };
        let node = if at == 0 { first } else { NodeRef::new() };
        let input = view! {
            <input
                node_ref=node
                type="radio"
                name="dismissal"
                value=code.0.clone()
                data-testid=format!("reason-{}", code.0)
                prop:checked=move || chosen.get().as_ref() == Some(&checked)
                on:change=choose
            />
        };
        view! { <label class="reason">{input} <span>{name}</span></label> }
    });
    let label =
        move || lang.say(if needs_note.get() { cameras::NOTE_REQUIRED } else { cameras::NOTE });
    view! {
        <fieldset class="reasons">
            <legend class="meta">{move || lang.say(cameras::REASON)}</legend>
            {reasons.collect_view()}
        </fieldset>
        <label class="reason-note">
            <span class="meta">{label}</span>
            <textarea
                class="field"
                rows="2"
                maxlength="4000"
                lang="vi"
                data-testid="verdict-note"
                prop:value=move || verdicts.draft(id).note
                on:input=move |event| {
                    let typed = event_target_value(&event);
                    verdicts.write(id, |draft| draft.note = typed);
                }
            ></textarea>
        </label>
    }
}
