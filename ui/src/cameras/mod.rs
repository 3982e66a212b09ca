//! The cameras screen: alerts, the evidence of the open one, and the verdict.

mod card;
mod evidence;
mod filters;
mod grid;
mod model;
mod picture;
mod silent;
mod verdict;

use leptos::prelude::*;
use trucban_text::{cameras, format};

use crate::clock::Clock;
use crate::ipc::Shell;
use crate::keys::{Key, Keys};
use crate::kit::keycap::Keycap;
use crate::kit::stamp::Stamp;
use crate::kit::toast::Toasts;
use crate::language::Language;
use crate::place::{Place, Screen};
use evidence::EvidencePane;
use filters::Filters;
use grid::Grid;
use model::{Alerts, List};
use silent::SilentStrip;
use verdict::{Choice, Verdicts};

/// Alerts older than this are marked as old.
const STALE_MS: i64 = 5 * 60_000;

/// What the screen holds as long as the window lives, whether it is shown or not.
#[derive(Debug, Clone, Copy)]
pub struct Cameras {
    list: List,
    verdicts: Verdicts,
}

impl Cameras {
    /// Begins to read the alerts as soon as the screen is shown.
    pub fn follow(shell: Shell, place: Place, toasts: Toasts, lang: Language) -> Self {
        Self {
            list: List::follow(shell, Alerts::new(place)),
            verdicts: Verdicts::follow(shell, place, toasts, lang),
        }
    }

    /// Chooses a verdict for the open alert, if the operator may judge it.
    fn choose(self, choice: Choice) {
        if let Some(detail) = self.verdicts.open_detail()
            && detail.row.may_judge
        {
            self.verdicts.choose(detail.row.id, choice);
        }
    }
}

/// The screen.
#[component]
pub fn CamerasScreen() -> impl IntoView {
    let screen: Cameras = expect_context();
    let Cameras { list, verdicts } = screen;
    let place = Place::here();
    let keys = Keys::here();
    keys.offers(move |key| match key {
        Key::Next | Key::Previous => {
            list.held.with(|held| held.as_ref().is_some_and(|held| held.total() > 0))
        }
        Key::Confirm | Key::Dismiss => verdicts.may_judge(),
        Key::Open => place.alert.get().is_some(),
        _ => false,
    });
    keys.on(move |key| match key {
        Key::Next => {
            list.next();
            true
        }
        Key::Previous => {
            list.previous();
            true
        }
        Key::Confirm => {
            screen.choose(Choice::Confirm);
            true
        }
        Key::Dismiss => {
            screen.choose(Choice::Dismiss);
            true
        }
        Key::Commit => {
            if let Some(detail) = verdicts.open_detail() {
                verdicts.commit(&detail);
            }
            true
        }
        Key::Back => {
            let chosen = place.alert.get_untracked().filter(|id| verdicts.has_choice(*id));
            match chosen {
                Some(id) => verdicts.clear(id),
                None => list.source.clear_filter(),
            }
            true
        }
        _ => false,
    });
    // Ready once the list and the alert that it opened with both stand.
    Effect::new(move |_| {
        let listed = list.held.with(|held| held.as_ref().map(|held| held.total()));
        let open = place.alert.get();
        let read = verdicts.read.with(|read| read.as_ref().map(|(id, _)| *id));
        match (listed, open) {
            (Some(0), None) => place.tell_ready(Screen::Cameras),
            (Some(_), Some(open)) if read == Some(open) => place.tell_ready(Screen::Cameras),
            _ => {}
        }
    });
    view! {
        <div class="cameras">
            <section class="alerts" aria-labelledby="alerts-title">
                <Head/>
                <Grid/>
                <SilentStrip/>
                <Foot/>
            </section>
            <EvidencePane/>
        </div>
    }
}

#[component]
fn Head() -> impl IntoView {
    let (lang, clock) = (Language::here(), Clock::here());
    let list = expect_context::<Cameras>().list;
    let as_of =
        Memo::new(move |_| list.held.with(|held| held.as_ref().and_then(|it| it.page.as_of)));
    let stamp = Signal::derive(move || {
        as_of.get().map_or_else(String::new, |at| {
            lang.fill(cameras::AS_OF, [&format::stamp(lang.get(), at, clock.minute())])
        })
    });
    let stale = Signal::derive(move || {
        as_of.get().is_some_and(|at| clock.minute().since_ms(at) > STALE_MS)
    });
    let summary = move || {
        list.held.with(|held| {
            let page = &held.as_ref()?.page;
            let number = |rows: u32| format::count(lang.get(), rows.into());
            Some(lang.fill(cameras::SUMMARY, [&number(page.to_see), &number(page.judged)]))
        })
    };
    view! {
        <header class="alerts-head">
            <div class="alerts-title">
                <h1 id="alerts-title">{move || lang.say(cameras::TITLE)}</h1>
                <span class="meta num" data-testid="alerts-summary">{summary}</span>
                <Show when=move || as_of.get().is_some()>
                    <Stamp words=stamp stale/>
                </Show>
            </div>
            <Filters/>
        </header>
    }
}

#[component]
fn Foot() -> impl IntoView {
    let (lang, place) = (Language::here(), Place::here());
    let list = expect_context::<Cameras>().list;
    let whereabouts = move || {
        let (total, open) = list.held.with(|held| {
            let held = held.as_ref()?;
            Some((held.total(), place.alert.get().and_then(|id| held.place_of(id))))
        })?;
        let total = format::count(lang.get(), total.into());
        Some(match open {
            Some(at) => {
                let at = format::count(lang.get(), u64::from(at) + 1);
                lang.fill(cameras::PLACE_OF, [&at, &total])
            }
            None => lang.fill(cameras::COUNT, [&total]),
        })
    };
    view! {
        <footer class="alerts-foot">
            <span><Keycap key="J"/> <Keycap key="K"/> {move || lang.say(cameras::KEY_MOVE)}</span>
            <span><Keycap key="1"/> <Keycap key="2"/> {move || lang.say(cameras::KEY_VERDICT)}</span>
            <span><Keycap key="Ctrl ↵"/> {move || lang.say(cameras::KEY_COMMIT)}</span>
            <span class="alerts-place num">{whereabouts}</span>
        </footer>
    }
}
