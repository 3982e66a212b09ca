//! The photos that central does not hold: which, of what, how far, and why they wait.

use leptos::prelude::*;
use leptos::task::spawn_local;
use trucban_contract::ipc::{Connection, ListPhotos, Topic, WaitingPhoto, WaitingPhotos};
use trucban_text::{format, photos, sync};

use crate::ipc::Shell;
use crate::kit::picture::Picture;
use crate::kit::progress::ProgressBar;
use crate::language::Language;
use crate::place::{Place, Screen};
use crate::standing::Standing;

/// The photos that wait; nothing while none does.
#[component]
pub fn Photos() -> impl IntoView {
    let (lang, shell, place) = (Language::here(), Shell::here(), Place::here());
    let held = RwSignal::new(WaitingPhotos::default());
    Effect::new(move |_| {
        shell.version(Topic::Pictures);
        shell.version(Topic::Outbox);
        if place.screen.get() == Screen::Sync {
            spawn_local(async move {
                // One that fails leaves what was read before; the outbox beside it says so.
                if let Ok(waiting) = shell.call(ListPhotos {}).await {
                    held.set(waiting);
                }
            });
        }
    });
    let hashes = Memo::new(move |_| {
        held.with(|held| held.photos.iter().map(|photo| photo.hash.clone()).collect::<Vec<_>>())
    });
    let count = move || format::count(lang.get(), hashes.with(Vec::len) as u64);
    let bytes = move || held.with(|held| told_of(lang, held.sent_bytes, held.byte_count));
    view! {
        <Show when=move || !hashes.with(Vec::is_empty)>
            <section class="outbox-group" data-testid="waiting-photos">
                <header>
                    <h2>{move || lang.say(photos::WAITING_TITLE)}</h2>
                    <span class="num">{count}</span>
                    <span class="meta num">{bytes}</span>
                    <span class="meta">{move || lang.say(photos::WAITING_NOTE)}</span>
                </header>
                <ul class="waiting-photos">
                    <For each=move || hashes.get() key=String::clone let:hash>
                        <Waiting held hash/>
                    </For>
                </ul>
            </section>
        </Show>
    }
}

#[component]
fn Waiting(held: RwSignal<WaitingPhotos>, hash: String) -> impl IntoView {
    let (lang, place) = (Language::here(), Place::here());
    let connection = Standing::here().connection();
    let photo = Memo::new(move |_| {
        held.with(|held| held.photos.iter().find(|photo| photo.hash == hash).cloned())
    });
    let title = move || {
        let title = photo.with(|it| it.as_ref()?.subject.as_ref().map(|of| of.title.clone()));
        let title = title.filter(|title| !title.is_empty());
        let title = title.unwrap_or_else(|| lang.say(sync::NOT_HERE).to_owned());
        lang.fill(photos::WAITING_ON, [&title])
    };
    let label = Signal::derive(title);
    let address = Signal::derive(move || {
        photo.with(|it| {
            let small = it.as_ref()?.small.as_ref()?;
            small.here.then(|| small.address())
        })
    });
    let of = move |read: fn(&WaitingPhoto) -> u64| photo.with(|it| it.as_ref().map_or(0, read));
    let told = move || {
        let (sent, whole) = (of(|it| it.sent_bytes), of(|it| it.byte_count));
        told_of(lang, sent, whole)
    };
    let percent =
        Signal::derive(move || of(|it| it.sent_bytes.saturating_mul(100) / it.byte_count.max(1)));
    let why = move || {
        let (ready, seq) =
            photo.with(|it| it.as_ref().map_or((true, 0), |it| (it.ready, it.client_seq)));
        match connection.get() {
            Connection::Connecting | Connection::Offline { .. } => {
                lang.say(photos::WHY_OFFLINE).to_owned()
            }
            Connection::Online { .. } if !ready => {
                lang.fill(photos::WHY_TEXT_FIRST, [&seq.to_string()])
            }
            Connection::Online { .. } => lang.say(photos::WHY_TURN).to_owned(),
        }
    };
    let open = move |_| {
        let key = photo.with_untracked(|it| it.as_ref()?.subject.as_ref().map(|of| of.key));
        if let Some(key) = key {
            place.show_case(key);
        }
    };
    view! {
        <li data-testid="waiting-photo">
            <span class="waiting-picture"><Picture address label instead=String::new()/></span>
            <div>
                <button
                    type="button"
                    class="outbox-open"
                    title=move || lang.say(photos::OPEN)
                    on:click=open
                >
                    {title}
                </button>
                <p class="meta num">{told} " · " {why}</p>
                <ProgressBar percent label/>
            </div>
        </li>
    }
}

/// `2,1 / 8,2 MB`
fn told_of(lang: Language, sent: u64, whole: u64) -> String {
    let sent = format::bytes_in_unit_of(lang.get(), sent, whole);
    lang.fill(photos::WAITING_BYTES, [&sent, &format::bytes(lang.get(), whole)])
}
