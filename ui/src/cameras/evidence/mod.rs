//! The right pane: the open alert with its pictures, the plate, the verdict, and what is known of it.

mod facts;
mod frames;
mod history;
mod judge;
mod plate;

use std::sync::Arc;

use leptos::html;
use leptos::prelude::*;
use trucban_contract::ipc::{AlertDetail, CommandError, ErrorCode};
use trucban_text::{cameras, frame, names};

use super::Cameras;
use super::card::time_of;
use crate::clock::Clock;
use crate::failure;
use crate::ipc::Shell;
use crate::keys::{Key, Keys};
use crate::kit::button::Button;
use crate::kit::chip::{Chip, Tone};
use crate::kit::icon::Icon;
use crate::kit::message::{Message, Mood, Skeleton};
use crate::language::Language;
use crate::place::Place;
use crate::receipts::Receipt;
use facts::Facts;
use frames::Frames;
use history::History;
use judge::Judge;
use plate::Plate;

/// An alert as its parts see it.
type Shown = Signal<Arc<AlertDetail>>;

/// The right pane.
#[component]
pub fn EvidencePane() -> impl IntoView {
    let (lang, place) = (Language::here(), Place::here());
    let verdicts = expect_context::<Cameras>().verdicts;
    let pane = NodeRef::<html::Section>::new();
    Keys::here().on(move |key| {
        let pane = pane.get_untracked().filter(|_| key == Key::Open);
        pane.is_some_and(|pane| pane.focus().is_ok())
    });
    // The pane is rebuilt for another alert, and only changed for a new reading of the same one.
    let subject = Memo::new(move |_| {
        let open = place.alert.get()?;
        verdicts.read.with(|read| match read {
            Some((id, read)) if *id == open => Some((open, read.is_ok())),
            _ => None,
        })
    });
    let failed = Memo::new(move |_| {
        verdicts.read.with(|read| match read {
            Some((_, Err(failure))) => Some(failure.clone()),
            _ => None,
        })
    });
    view! {
        <section
            class="evidence"
            tabindex="-1"
            data-testid="evidence"
            aria-label=move || lang.say(cameras::EVIDENCE)
            node_ref=pane
        >
            {move || match (subject.get(), place.alert.get()) {
                (Some((_, true)), _) => view! { <Whole/> }.into_any(),
                (Some((_, false)), _) => view! { <Failed failed/> }.into_any(),
                (None, Some(_)) => {
                    view! { <Skeleton lines=9 label=lang.text(cameras::LOADING)/> }.into_any()
                }
                (None, None) => {
                    view! { <Message icon=Icon::Camera title=lang.text(cameras::CHOOSE)/> }
                        .into_any()
                }
            }}
        </section>
    }
}

#[component]
fn Failed(failed: Memo<Option<CommandError>>) -> impl IntoView {
    let (lang, shell) = (Language::here(), Shell::here());
    let gone =
        move || failed.with(|it| it.as_ref().is_some_and(|it| it.code == ErrorCode::NotFound));
    let title = Signal::derive(move || {
        lang.say(if gone() { cameras::GONE } else { cameras::FAILED_DETAIL }).to_owned()
    });
    let note = Signal::derive(move || {
        let failure = failed.get().filter(|_| !gone());
        failure.map_or_else(
            || lang.say(cameras::FAILED_SAFE).to_owned(),
            |failure| failure::words(lang.get(), &failure),
        )
    });
    view! {
        <Message mood=Mood::Failed icon=Icon::Octagon title note>
            <Button
                label=lang.text(frame::RETRY_READ)
                icon=Icon::Refresh
                on_press=move |()| shell.read_again()
            />
        </Message>
    }
}

#[component]
fn Whole() -> impl IntoView {
    let place = Place::here();
    let verdicts = expect_context::<Cameras>().verdicts;
    let newest = Memo::new(move |before: Option<&Option<Arc<AlertDetail>>>| {
        let open = place.alert.get();
        let now = verdicts.read.with(|read| match read {
            Some((id, Ok(detail))) if Some(*id) == open => Some(detail.clone()),
            _ => None,
        });
        now.or_else(|| before.cloned().flatten())
    });
    move || {
        let first = untrack(|| newest.get())?;
        let detail: Shown = Signal::derive(move || newest.get().unwrap_or_else(|| first.clone()));
        Some(view! {
            <Head detail/>
            <div class="evidence-main scrolls">
                <Frames detail/>
                <Plate detail/>
                <div class="evidence-pair">
                    <Judge detail/>
                    <Facts detail/>
                </div>
                <History detail/>
            </div>
        })
    }
}

#[component]
fn Head(detail: Shown) -> impl IntoView {
    let (lang, clock) = (Language::here(), Clock::here());
    let number = move || detail.with(|it| it.row.number.clone());
    let camera = move || {
        detail.with(|it| {
            let ward = names::ward(lang.get(), it.row.ward);
            if it.row.camera_number.is_empty() {
                format!("{} · {ward}", lang.say(cameras::NO_CAMERA))
            } else {
                format!("{} · {}, {ward}", it.row.camera_number, it.row.camera_name)
            }
        })
    };
    let title = move || {
        detail.with(|it| {
            let kind = names::alert_kind(lang.get(), &it.row.kind);
            format!("{kind}, {}", time_of(lang, it.row.at, clock.minute()))
        })
    };
    let receipt =
        move || detail.with(|it| it.row.receipt).map(|receipt| view! { <Receipt receipt/> });
    let sample = move || {
        detail.with(|it| it.sample).then(|| {
            view! {
                <Chip
                    tone=Tone::Neutral
                    icon=Icon::Document
                    words=lang.say(cameras::SAMPLE).to_owned()
                />
            }
        })
    };
    view! {
        <header class="evidence-head">
            <div class="evidence-line">
                <span class="report-number num" data-testid="alert-number">{number}</span>
                <span class="cut">{camera}</span>
                <span class="alerts-gap"></span>
                {receipt}
                {sample}
            </div>
            <h2 class="num">{title}</h2>
        </header>
    }
}
