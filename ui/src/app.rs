//! The window as a whole: what all parts share, and which screen stands in the frame.

use std::future::Future;

use leptos::prelude::*;
use leptos::task::spawn_local;
use trucban_contract::ipc::{CommandError, OpenSession, Topic};
use trucban_text::frame;
use wasm_split_helpers::SplitLoaderError;

use crate::clock::Clock;
use crate::drafts::Drafts;
use crate::failure;
use crate::frame::Frame;
use crate::incidents::{Incidents, IncidentsScreen, load_step_form};
use crate::ipc::Shell;
use crate::keys::Keys;
use crate::kit::button::Button;
use crate::kit::icon::{Icon, Sheet};
use crate::kit::message::{Message, Mood};
use crate::kit::toast::{ToastRegions, Toasts};
use crate::language::Language;
use crate::later::{Came, later};
use crate::operator::Operator;
use crate::place::{Place, Screen};
use crate::preferences::Preferences;
use crate::screens;
use crate::standing::Standing;

/// What the window can show, as soon as it knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    /// The shell has not told yet.
    Opening,
    /// The shell does not tell.
    Failed,
    /// Nobody is enrolled, or there is nothing to work on yet, or the operator watches the rest of
    /// the first download come.
    FirstRun,
    /// There is work.
    Working,
}

/// The whole window.
#[component]
pub fn App(
    /// The shell, which may have been asked ahead.
    shell: Shell,
    /// Why the shell tells nothing of its own accord, if it does not.
    silent: Option<CommandError>,
) -> impl IntoView {
    let (lang, clock, place) = (Language::new(), Clock::start(), Place::new());
    let (operator, toasts, keys) = (Operator::new(), Toasts::new(), Keys::start());
    let preferences = Preferences::follow(lang, shell, toasts);
    let standing = Standing::follow(shell, clock);
    provide_context(shell);
    provide_context(lang);
    provide_context(clock);
    provide_context(place);
    provide_context(operator);
    provide_context(toasts);
    provide_context(keys);
    provide_context(preferences);
    provide_context(standing);

    let waiting = standing.part(|status| status.waiting);
    Effect::new(move |_| {
        if waiting.get() == Some(0) {
            toasts.end_offers();
        }
    });
    let failed = open(shell, silent, operator, preferences);
    let entered = RwSignal::new(false);
    let stage = stage(operator, standing, failed, entered);
    let on_enter = Callback::new(move |()| entered.set(true));
    // Enrolling again is done on the same screen, but there is a way back from it.
    let again = Memo::new(move |_| {
        place.screen.get() == Screen::FirstRun && operator.signed_in().is_some()
    });
    let bare = Signal::derive(move || stage.get() != Stage::Working || again.get());
    mark_ready(place, stage);
    view! {
        <Sheet/>
        <Frame bare>
            {move || match stage.get() {
                Stage::Opening => ().into_any(),
                Stage::Failed => view! { <Failed failed/> }.into_any(),
                Stage::FirstRun => first_run(again, on_enter),
                Stage::Working => view! { <Working again on_enter/> }.into_any(),
            }}
        </Frame>
        <ToastRegions/>
    }
}

/// The screens of an enrolled machine. What they hold is read from here on and kept while the
/// operator goes from one to another.
#[component]
fn Working(again: Memo<bool>, on_enter: Callback<()>) -> impl IntoView {
    let (shell, place) = (Shell::here(), Place::here());
    let (toasts, lang) = (Toasts::here(), Language::here());
    let drafts = Drafts::follow(shell, toasts, lang);
    provide_context(drafts);
    provide_context(Incidents::follow(shell, place, drafts, toasts, lang));
    // Made in here, what a screen keeps goes when all of them go.
    let keeper = Owner::current().unwrap_or_default();
    move || match place.screen.get() {
        Screen::Incidents => view! { <IncidentsScreen/> }.into_any(),
        Screen::Map => kept(&keeper, screens::map, screens::load_map),
        Screen::Cameras => kept(&keeper, screens::cameras, screens::load_cameras),
        Screen::Figures => kept(&keeper, screens::figures, screens::load_figures),
        Screen::Field => kept(&keeper, screens::field, screens::load_field),
        Screen::Handovers => kept(&keeper, screens::handovers, screens::load_handovers),
        Screen::Sync => kept(&keeper, screens::sync, screens::load_sync),
        Screen::FirstRun => first_run(again, on_enter),
    }
}

/// A screen that comes later, and whose state `keeper` keeps.
fn kept<C, L>(keeper: &Owner, cut: fn(Owner) -> C, load: fn() -> L) -> AnyView
where
    C: Future<Output = Came> + 'static,
    L: Future<Output = Result<(), SplitLoaderError>> + 'static,
{
    let keeper = keeper.clone();
    later(move || cut(keeper.clone()), load).into_any()
}

fn first_run(again: Memo<bool>, on_enter: Callback<()>) -> AnyView {
    later(move || screens::first_run(again, on_enter), screens::load_first_run).into_any()
}

/// Reads the session now and whenever it is stale.
fn open(
    shell: Shell,
    silent: Option<CommandError>,
    operator: Operator,
    preferences: Preferences,
) -> RwSignal<Option<CommandError>> {
    let failed = RwSignal::new(silent);
    let first = StoredValue::new(true);
    Effect::new(move |_| {
        shell.version(Topic::Session);
        spawn_local(async move {
            match shell.call(OpenSession {}).await {
                Ok(session) => {
                    // A choice made in this window is newer than what the shell read at its start.
                    if first.get_value() {
                        first.set_value(false);
                        preferences.take(session.preferences);
                    }
                    failed.set(None);
                    operator.set(session);
                }
                Err(failure) => failed.set(Some(failure)),
            }
        });
    });
    failed
}

/// What can be worked with, as the status tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stock {
    /// Open work is not in.
    Nothing,
    /// Open work is in, and the rest of the first download comes.
    OpenWork,
    /// Everything is in.
    Everything,
}

fn stage(
    operator: Operator,
    standing: Standing,
    failed: RwSignal<Option<CommandError>>,
    entered: RwSignal<bool>,
) -> Memo<Stage> {
    let stock = standing.part(|status| match (&status.first_sync, status.as_of) {
        (Some(progress), as_of) if progress.open_ready || as_of.is_some() => Stock::OpenWork,
        (None, Some(_)) => Stock::Everything,
        (None | Some(_), _) => Stock::Nothing,
    });
    Memo::new(move |before: Option<&Stage>| match (operator.session(), stock.get()) {
        (None, _) if failed.with(Option::is_some) => Stage::Failed,
        (Some(session), _) if session.operator.is_none() => Stage::FirstRun,
        (None, _) | (Some(_), None) => Stage::Opening,
        (Some(_), Some(stock)) => next(before.copied(), stock, entered.get()),
    })
}

/// The screen of an enrolled machine. Who starts a machine again goes straight to work; who watches
/// the first download goes in when they say so, or when everything is in.
const fn next(before: Option<Stage>, stock: Stock, entered: bool) -> Stage {
    match (stock, before) {
        (Stock::Nothing, _) => Stage::FirstRun,
        (Stock::OpenWork, Some(Stage::FirstRun)) if !entered => Stage::FirstRun,
        (Stock::OpenWork | Stock::Everything, _) => Stage::Working,
    }
}

/// Marks the page's timeline with the moment at which the data of a screen stand on it, and the
/// page with that screen once it is painted too.
fn mark_ready(place: Place, stage: Memo<Stage>) {
    let ready = Memo::new(move |_| {
        let shown = match stage.get() {
            Stage::Opening | Stage::Failed => None,
            Stage::FirstRun => Some(Screen::FirstRun),
            Stage::Working => Some(place.screen.get()),
        };
        place.ready.get().filter(|ready| shown == Some(*ready))
    });
    Effect::new(move |_| {
        let Some(screen) = ready.get() else { return mark_page(None) };
        // A timeline that takes no marks is nothing that a person should hear of.
        let _ = window().performance().map(|timeline| timeline.mark("ready"));
        // The first frame shows the screen, the second begins after that one was painted.
        request_animation_frame(move || {
            request_animation_frame(move || {
                if ready.get_untracked() == Some(screen) {
                    mark_page(Some(screen));
                    // A form is a key away from here, so its code is fetched now; what does not come is asked
                    // for again then. A screen's code is fetched when somebody goes there: held for all
                    // of them it takes 18 MB.
                    spawn_local(async { drop(load_step_form().await) });
                }
            });
        });
    });
}

fn mark_page(ready: Option<Screen>) {
    let Some(body) = document().body() else { return };
    // The body always takes attributes; a failure has no consequence to tell.
    let _ = match ready {
        Some(screen) => body.set_attribute("data-ready", screen.as_str()),
        None => body.remove_attribute("data-ready"),
    };
}

#[component]
fn Failed(failed: RwSignal<Option<CommandError>>) -> impl IntoView {
    let (lang, shell) = (Language::here(), Shell::here());
    let title = Signal::derive(move || {
        failed.get().map_or_else(String::new, |failure| failure::words(lang.get(), &failure))
    });
    view! {
        <Message mood=Mood::Failed icon=Icon::Octagon title>
            <Button
                label=lang.text(frame::RETRY_READ)
                icon=Icon::Refresh
                on_press=move |()| shell.read_again()
            />
        </Message>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_watches_the_first_download_stays_until_they_go_in_or_everything_is_in() {
        let watching = Some(Stage::FirstRun);
        assert_eq!(next(watching, Stock::Nothing, true), Stage::FirstRun);
        assert_eq!(next(watching, Stock::OpenWork, false), Stage::FirstRun);
        assert_eq!(next(watching, Stock::OpenWork, true), Stage::Working);
        assert_eq!(next(watching, Stock::Everything, false), Stage::Working);
    }

    #[test]
    fn a_machine_that_is_started_again_does_not_make_its_operator_wait() {
        for before in [None, Some(Stage::Opening), Some(Stage::Working)] {
            assert_eq!(next(before, Stock::OpenWork, false), Stage::Working, "{before:?}");
        }
    }
}
