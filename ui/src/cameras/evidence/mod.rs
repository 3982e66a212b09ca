//! The right pane: the open alert with its pictures, the plate, the verdict, and what is known of it.

mod facts;
mod frames;
mod history;
mod judge;
mod plate;

use std::sync::Arc;

use leptos::html;
use leptos::prelude::*;
use trucban_contract::ipc::AlertDetail;
use trucban_text::{cameras, names};

use super::Cameras;
use super::card::time_of;
use crate::clock::Clock;
use crate::keys::{Key, Keys};
use crate::kit::chip::{Chip, Tone};
use crate::kit::icon::Icon;
use crate::kit::message::{Message, Skeleton};
use crate::language::Language;
use crate::opened::{NotRead, Opened, Stage};
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
    let opened = Opened { open: place.alert, read: verdicts.read };
    let (stage, failure) = (opened.stage(), opened.failure());
    view! {
        <section
            class="evidence"
            tabindex="-1"
            data-testid="evidence"
            aria-label=move || lang.say(cameras::EVIDENCE)
            node_ref=pane
        >
            {move || match stage.get() {
                Stage::Here(_) => view! { <Whole/> }.into_any(),
                Stage::Failed(_) => {
                    view! {
                        <NotRead
                            failure
                            gone=cameras::GONE
                            failed=cameras::FAILED_DETAIL
                            safe=cameras::FAILED_SAFE
                        />
                    }
                        .into_any()
                }
                Stage::Reading => {
                    view! { <Skeleton lines=9 label=lang.text(cameras::LOADING)/> }.into_any()
                }
                Stage::Nothing => {
                    view! { <Message icon=Icon::Camera title=lang.text(cameras::CHOOSE)/> }
                        .into_any()
                }
            }}
        </section>
    }
}

#[component]
fn Whole() -> impl IntoView {
    let place = Place::here();
    let verdicts = expect_context::<Cameras>().verdicts;
    let newest = Opened { open: place.alert, read: verdicts.read }.newest();
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
