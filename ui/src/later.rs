//! Parts of the page whose code lies in files of their own, so that a start does not wait for it.
//!
//! Such a part is a function marked as a cut, at which `cargo xtask` cuts the program. It is shown at once
//! where its code is here, and as soon as that came otherwise. A file that does not come is told in the
//! part's place, with a button to try again.

use std::future::Future;

use futures_util::FutureExt as _;
use leptos::prelude::*;
use leptos::task::spawn_local;
use trucban_text::frame;
use wasm_split_helpers::SplitLoaderError;

use crate::kit::button::Button;
use crate::kit::icon::Icon;
use crate::kit::message::{Message, Mood};
use crate::language::Language;

/// A part, if its code came.
pub type Came = Result<AnyView, SplitLoaderError>;

/// The part that `cut` makes, whose code `load` brings.
pub fn later<C, L>(cut: impl Fn() -> C + Send + 'static, load: fn() -> L) -> impl IntoView
where
    C: Future<Output = Came> + 'static,
    L: Future<Output = Result<(), SplitLoaderError>> + 'static,
{
    let failed = RwSignal::new(false);
    let tries = RwSignal::new(0_u32);
    move || {
        tries.track();
        match cut().now_or_never() {
            Some(Ok(part)) => part,
            _ if failed.get_untracked() => view! { <NotHere failed tries/> }.into_any(),
            _ => {
                spawn_local(async move {
                    let came = load().await.is_ok();
                    // Whoever waited for it may have gone elsewhere.
                    failed.try_set(!came);
                    tries.try_update(|tries| *tries += 1);
                });
                ().into_any()
            }
        }
    }
}

#[component]
fn NotHere(failed: RwSignal<bool>, tries: RwSignal<u32>) -> impl IntoView {
    let lang = Language::here();
    view! {
        <Message mood=Mood::Failed icon=Icon::Octagon title=lang.text(frame::SCREEN_NOT_HERE)>
            <Button
                label=lang.text(frame::RETRY_READ)
                icon=Icon::Refresh
                on_press=move |()| {
                    failed.set(false);
                    tries.update(|tries| *tries += 1);
                }
            />
        </Message>
    }
}
