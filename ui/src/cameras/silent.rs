//! Cameras that send nothing: a strip below the cards, and their list. Nobody concludes from silence
//! that nothing happened.

use leptos::prelude::*;
use trucban_contract::ipc::SilentCamera;
use trucban_text::{cameras, format, names};

use super::Cameras;
use crate::clock::Clock;
use crate::kit::icon::Icon;
use crate::language::Language;

/// The strip; nothing where every camera sends.
#[component]
pub fn SilentStrip() -> impl IntoView {
    let (lang, clock) = (Language::here(), Clock::here());
    let list = expect_context::<Cameras>().list;
    let open = RwSignal::new(false);
    let silent = Memo::new(move |_| {
        list.held.with(|held| held.as_ref().map_or_else(Vec::new, |held| held.page.silent.clone()))
    });
    let words = move || {
        silent.with(|silent| {
            let longest = silent.first()?;
            let count = format::count(lang.get(), silent.len() as u64);
            let since = format::stamp(lang.get(), longest.since, clock.minute());
            Some(lang.fill(cameras::SILENT, [&count, &longest.number, &since]))
        })
    };
    let button =
        move || lang.say(if open.get() { cameras::SILENT_HIDE } else { cameras::SILENT_SHOW });
    view! {
        <Show when=move || !silent.with(Vec::is_empty)>
            <Show when=move || open.get()>
                <SilentList silent/>
            </Show>
            <div class="silent-strip" role="status" data-testid="silent">
                {Icon::WifiOff.view()}
                <p class="cut">
                    <strong class="num">{words}</strong>
                    " · "
                    {move || lang.say(cameras::SILENT_MEANS)}
                </p>
                <button
                    type="button"
                    class="silent-open"
                    data-testid="silent-open"
                    aria-expanded=move || if open.get() { "true" } else { "false" }
                    on:click=move |_| open.update(|open| *open = !*open)
                >
                    {button}
                </button>
            </div>
        </Show>
    }
}

#[component]
fn SilentList(silent: Memo<Vec<SilentCamera>>) -> impl IntoView {
    let lang = Language::here();
    view! {
        <ul
            class="silent-list scrolls"
            data-testid="silent-list"
            aria-label=move || lang.say(cameras::SILENT_LIST)
        >
            <For each=move || silent.get() key=|camera| (camera.id, camera.since) let:camera>
                <Line camera/>
            </For>
        </ul>
    }
}

#[component]
fn Line(camera: SilentCamera) -> impl IntoView {
    let (lang, clock) = (Language::here(), Clock::here());
    let SilentCamera { id: _, number, name, ward, since } = camera;
    let since = move || {
        let since = format::stamp(lang.get(), since, clock.minute());
        lang.fill(cameras::SILENT_SINCE, [&since])
    };
    view! {
        <li>
            <strong class="num">{number}</strong>
            <span class="cut">{name} ", " {names::ward_short(ward)}</span>
            <span class="num silent-since">{since}</span>
        </li>
    }
}
