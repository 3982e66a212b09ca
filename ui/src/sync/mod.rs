//! The sync screen: every act of this laptop with its receipt, and how the machine stands.

mod counters;
mod item;
mod machine;
mod model;
mod photos;
mod settle;
mod steps;

use leptos::prelude::*;
use trucban_text::{Text, format, frame, sync};

use crate::clock::Clock;
use crate::failure;
use crate::ipc::Shell;
use crate::keys::{Key, Keys};
use crate::kit::button::Button;
use crate::kit::icon::Icon;
use crate::kit::message::{Message, Mood, Skeleton};
use crate::kit::stamp::Stamp;
use crate::language::Language;
use crate::place::{Place, Screen};
use crate::standing::Standing;
use counters::Counters;
use item::Item;
use machine::Machine;
use model::Heading;
pub use model::Outbox;
use photos::Photos;

/// The screen.
#[component]
pub fn SyncScreen() -> impl IntoView {
    let (lang, place) = (Language::here(), Place::here());
    let outbox: Outbox = expect_context();
    let keys = Keys::here();
    keys.offers(move |key| match key {
        Key::Next | Key::Previous => {
            outbox.held.with(|held| held.as_ref().is_some_and(|held| !held.items.is_empty()))
        }
        Key::Open => outbox.chosen_now().is_some_and(|item| item.subject.is_some()),
        Key::Redo => outbox.chosen_now().is_some_and(|item| item.may_resend),
        _ => false,
    });
    keys.on(move |key| match key {
        Key::Next => {
            outbox.step(1);
            true
        }
        Key::Previous => {
            outbox.step(-1);
            true
        }
        Key::Open => {
            let subject = outbox.chosen_item().and_then(|item| item.subject);
            subject.is_some_and(|subject| {
                place.show_case(subject.key);
                true
            })
        }
        Key::Redo => outbox.chosen_item().is_some_and(|item| {
            if item.may_resend {
                outbox.resend(item.operation);
            }
            true
        }),
        Key::Back if outbox.discarding.get_untracked().is_some() => {
            outbox.discarding.set(None);
            true
        }
        Key::Back => {
            place.go(Screen::Incidents);
            true
        }
        _ => false,
    });
    let read = Memo::new(move |_| outbox.held.with(Option::is_some));
    let known = Standing::here().part(|_| ());
    Effect::new(move |_| {
        if read.get() && known.get().is_some() {
            place.tell_ready(Screen::Sync);
        }
    });
    view! {
        <div class="sync">
            <section class="outbox" aria-labelledby="outbox-title">
                <Head/>
                {move || match (read.get(), outbox.failure.with(Option::is_some)) {
                    (true, _) => view! {
                        <Counters/>
                        <List/>
                    }
                    .into_any(),
                    (false, true) => view! { <Failed/> }.into_any(),
                    (false, false) => {
                        view! { <Skeleton lines=8 label=lang.text(sync::LIST)/> }.into_any()
                    }
                }}
            </section>
            <Machine/>
        </div>
    }
}

#[component]
fn Head() -> impl IntoView {
    let (lang, clock) = (Language::here(), Clock::here());
    let words = Signal::derive(move || {
        lang.fill(sync::AS_OF, [&format::stamp(lang.get(), clock.minute(), clock.minute())])
    });
    view! {
        <header class="outbox-head">
            <h1 id="outbox-title">{move || lang.say(sync::TITLE)}</h1>
            <Stamp words stale=Signal::stored(false)/>
        </header>
    }
}

#[component]
fn Failed() -> impl IntoView {
    let (lang, shell) = (Language::here(), Shell::here());
    let outbox: Outbox = expect_context();
    let note = Signal::derive(move || {
        outbox.failure.get().map_or_else(String::new, |it| failure::words(lang.get(), &it))
    });
    view! {
        <Message mood=Mood::Failed icon=Icon::Octagon title=lang.text(sync::FAILED) note>
            <Button
                label=lang.text(frame::RETRY_READ)
                icon=Icon::Refresh
                on_press=move |()| shell.read_again()
            />
        </Message>
    }
}

const fn words_of(heading: Heading) -> (Text<0>, Option<Text<0>>) {
    match heading {
        Heading::Settle => (sync::GROUP_SETTLE, None),
        Heading::Waiting => (sync::GROUP_WAITING, Some(sync::GROUP_WAITING_NOTE)),
        Heading::Unanswered => (sync::GROUP_UNANSWERED, Some(sync::SAFE_TO_RESEND)),
        Heading::Accepted => (sync::GROUP_ACCEPTED, None),
        Heading::Settled => (sync::GROUP_SETTLED, Some(sync::GROUP_SETTLED_NOTE)),
    }
}

#[component]
fn List() -> impl IntoView {
    let lang = Language::here();
    let outbox: Outbox = expect_context();
    let empty = Memo::new(move |_| {
        outbox.held.with(|held| held.as_ref().is_some_and(|held| held.items.is_empty()))
    });
    let groups = Heading::ALL.map(|heading| view! { <Group heading/> });
    view! {
        <div class="outbox-list scrolls" data-testid="outbox" aria-label=move || lang.say(sync::LIST)>
            <Photos/>
            {groups.into_iter().collect_view()}
            <Show when=move || empty.get()>
                <Empty/>
            </Show>
        </div>
    }
}

#[component]
fn Group(heading: Heading) -> impl IntoView {
    let lang = Language::here();
    let outbox: Outbox = expect_context();
    let acts = Memo::new(move |_| outbox.under(heading));
    let (title, note) = words_of(heading);
    let pressing = heading == Heading::Settle;
    view! {
        <Show when=move || !acts.with(Vec::is_empty)>
            <section class="outbox-group">
                <header>
                    <h2>{move || lang.say(title)}</h2>
                    <span class="num" class:pressing=pressing>
                        {move || format::count(lang.get(), acts.with(Vec::len) as u64)}
                    </span>
                    <span class="meta">{move || note.map(|note| lang.say(note))}</span>
                </header>
                <For each=move || acts.get() key=|operation| *operation let:operation>
                    <Item operation/>
                </For>
            </section>
        </Show>
    }
}

#[component]
fn Empty() -> impl IntoView {
    let (lang, clock) = (Language::here(), Clock::here());
    let as_of = Standing::here().part(|status| status.as_of);
    let title = Signal::derive(move || match as_of.get().flatten() {
        Some(at) => lang.fill(sync::EMPTY_DONE, [&format::stamp(lang.get(), at, clock.minute())]),
        None => lang.say(sync::EMPTY_NEVER).to_owned(),
    });
    view! { <Message icon=Icon::CheckCircle title/> }
}
