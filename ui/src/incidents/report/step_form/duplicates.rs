//! The earlier reports that may tell of the same, beside this one.

use leptos::prelude::*;
use leptos::task::spawn_local;
use trucban_contract::ipc::{Candidate, CommandError, ListDuplicates, ReportPhoto, Topic};
use trucban_domain::duplicate::{NEAR_M, WITHIN_MS};
use trucban_text::{format, incidents, workflow};

use super::{Incidents, Shown};
use crate::clock::Clock;
use crate::failure;
use crate::incidents::report::form::Form;
use crate::ipc::Shell;
use crate::kit::picture::Picture;
use crate::language::Language;

type Found = Option<Result<Vec<Candidate>, CommandError>>;

/// This report and the earlier ones, of which one is chosen.
#[component]
pub fn Duplicates(
    /// The report.
    detail: Shown,
) -> impl IntoView {
    let lang = Language::here();
    let shell = Shell::here();
    let steps = expect_context::<Incidents>().report.steps;
    let id = untrack(|| detail.with(|it| it.row.id));
    let found: RwSignal<Found> = RwSignal::new(None);
    Effect::new(move |_| {
        shell.version(Topic::Incidents);
        spawn_local(async move {
            let read = shell.call(ListDuplicates { id }).await;
            // The only one there is stands chosen; a person commits it.
            if let Ok([only]) = read.as_deref() {
                let original = only.report.id;
                steps.change((id, Form::Duplicate), |draft| {
                    draft.original.get_or_insert(original);
                });
            }
            found.try_set(Some(read));
        });
    });
    let bounds = move || {
        let hours = WITHIN_MS / 3_600_000;
        lang.fill(workflow::DUPLICATE_HINT, [&format!("{NEAR_M:.0}"), &hours.to_string()])
    };
    view! {
        <p class="meta">{bounds}</p>
        {move || match found.get() {
            None => view! { <p class="meta">{lang.say(workflow::DUPLICATE_LOOKED_FOR)}</p> }.into_any(),
            Some(Err(error)) => {
                view! { <p class="note-wrong" role="alert">{failure::words(lang.get(), &error)}</p> }
                    .into_any()
            }
            Some(Ok(found)) if found.is_empty() => {
                view! {
                    <p data-testid="no-duplicates">{lang.say(workflow::DUPLICATE_NONE)}</p>
                }
                .into_any()
            }
            Some(Ok(found)) => {
                view! {
                    <div class="compare" role="radiogroup" aria-labelledby="step-title">
                        <This detail/>
                        {found.into_iter().map(|it| view! { <Other id it/> }).collect_view()}
                    </div>
                }
                .into_any()
            }
        }}
    }
}

fn first_photo(photo: &ReportPhoto, title: &str, lang: Language) -> AnyView {
    let address = photo.picture.here.then(|| photo.picture.address());
    view! {
        <span class="photo-frame">
            <Picture
                address=Signal::stored(address)
                label=title.to_owned()
                instead=lang.text(incidents::PHOTO_COMING)
            />
        </span>
    }
    .into_any()
}

#[component]
fn This(detail: Shown) -> impl IntoView {
    let (lang, clock) = (Language::here(), Clock::here());
    move || {
        detail.with(|it| {
            let sent = format::stamp(lang.get(), it.row.received_at, clock.minute());
            view! {
                <article class="compared this">
                    <h4>{lang.say(workflow::DUPLICATE_THIS)} " " <span class="num">{it.row.number.clone()}</span></h4>
                    <p class="meta num">{lang.fill(incidents::SENT_AT, [&sent])}</p>
                    <p><strong>{it.row.title.clone()}</strong></p>
                    <p lang="vi">{it.body.clone()}</p>
                    <p class="meta">{it.row.address.clone()}</p>
                    {it.photos.first().map(|photo| first_photo(photo, &it.row.title, lang))}
                </article>
            }
        })
    }
}

#[component]
fn Other(id: trucban_domain::IncidentId, it: Candidate) -> impl IntoView {
    let (lang, clock) = (Language::here(), Clock::here());
    let steps = expect_context::<Incidents>().report.steps;
    let of = (id, Form::Duplicate);
    let Candidate { report, body, distance_m, hours, likeness, photos } = it;
    let original = report.id;
    let chosen = Memo::new(move |_| steps.draft(of).original == Some(original));
    let sent = move || {
        let at = format::stamp(lang.get(), report.received_at, clock.minute());
        lang.fill(incidents::SENT_AT, [&at])
    };
    let facts = move || {
        let (metres, alike) = (format!("{distance_m:.0}"), format!("{:.0}", likeness * 100.0));
        lang.fill(workflow::DUPLICATE_FACTS, [&metres, &hours.to_string(), &alike])
    };
    let picture = photos.first().map(|photo| first_photo(photo, &report.title, lang));
    view! {
        <label class="compared" class:chosen=chosen data-testid=format!("original-{}", report.number)>
            <span class="compared-choice">
                <input
                    type="radio"
                    name="original"
                    prop:checked=chosen
                    on:change=move |_| {
                        steps.change(of, |draft| draft.original = Some(original));
                    }
                />
                <strong class="num">{report.number.clone()}</strong>
            </span>
            <span class="meta num">{sent}</span>
            <span class="meta num">{facts}</span>
            <strong>{report.title.clone()}</strong>
            <span lang="vi">{body}</span>
            <span class="meta">{report.address.clone()}</span>
            {picture}
        </label>
    }
}
