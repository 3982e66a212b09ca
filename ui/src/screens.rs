//! The screens that come later: all but the queue, on which everybody starts.
//!
//! What such a screen keeps while the operator is elsewhere is made when somebody goes there first, and lives
//! as long as the screens of the enrolled machine (`keeper`), so that going back shows it as it was left.

#![expect(
    clippy::unnecessary_wraps,
    reason = "a cut answers what its caller may get instead: that its code did not come"
)]

use leptos::prelude::*;
use wasm_split_helpers::wasm_split;

use crate::cameras::{Cameras, CamerasScreen};
use crate::clock::Clock;
use crate::drafts::Drafts;
use crate::field::{Field, FieldScreen};
use crate::figures::{CityFigures, FiguresScreen};
use crate::handover::{HandoverScreen, Handovers};
use crate::ipc::Shell;
use crate::kit::toast::Toasts;
use crate::language::Language;
use crate::later::Came;
use crate::map::{CityMap, MapScreen};
use crate::place::Place;
use crate::session::FirstRunScreen;
use crate::sync::{Outbox, SyncScreen};

/// The map.
#[wasm_split(map, fallible, preload(load_map))]
pub fn map(keeper: Owner) -> Came {
    keep(&keeper, || CityMap::follow(Shell::here(), Place::here()));
    Ok(view! { <MapScreen/> }.into_any())
}

/// The cameras.
#[wasm_split(cameras, fallible, preload(load_cameras))]
pub fn cameras(keeper: Owner) -> Came {
    keep(&keeper, || {
        Cameras::follow(Shell::here(), Place::here(), Toasts::here(), Language::here())
    });
    Ok(view! { <CamerasScreen/> }.into_any())
}

/// The figures.
#[wasm_split(figures, fallible, preload(load_figures))]
pub fn figures(keeper: Owner) -> Came {
    keep(&keeper, || CityFigures::follow(Shell::here(), Place::here(), Clock::here()));
    Ok(view! { <FiguresScreen/> }.into_any())
}

/// Field mode.
#[wasm_split(field, fallible, preload(load_field))]
pub fn field(keeper: Owner) -> Came {
    keep(&keeper, || {
        let drafts: Drafts = expect_context();
        Field::follow(Shell::here(), Place::here(), drafts, Toasts::here(), Language::here())
    });
    Ok(view! { <FieldScreen/> }.into_any())
}

/// The hand-overs of shifts.
#[wasm_split(handovers, fallible, preload(load_handovers))]
pub fn handovers(keeper: Owner) -> Came {
    keep(&keeper, || {
        let drafts: Drafts = expect_context();
        Handovers::follow(Shell::here(), Place::here(), drafts, Toasts::here(), Language::here())
    });
    Ok(view! { <HandoverScreen/> }.into_any())
}

/// The outbox.
#[wasm_split(sync, fallible, preload(load_sync))]
pub fn sync(keeper: Owner) -> Came {
    keep(&keeper, || {
        Outbox::follow(Shell::here(), Place::here(), Toasts::here(), Language::here())
    });
    Ok(view! { <SyncScreen/> }.into_any())
}

/// Enrolment and the first download.
#[wasm_split(first_run, fallible, preload(load_first_run))]
pub fn first_run(again: Memo<bool>, on_enter: Callback<()>) -> Came {
    Ok(view! { <FirstRunScreen again on_enter/> }.into_any())
}

/// Makes what a screen keeps, unless it is kept already.
fn keep<T: Send + Sync + 'static>(keeper: &Owner, follow: impl FnOnce() -> T) {
    keeper.with(|| {
        if with_context::<T, ()>(|_| ()).is_none() {
            provide_context(untrack(follow));
        }
    });
}
