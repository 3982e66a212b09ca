//! How the window begins: what its first picture needs is asked for while the page's code is compiled
//! (`ui/early.js`), so that this picture is whole. Drawing it takes longer than every answer; an empty
//! frame drawn first would keep the answers waiting. A shell that is slow to answer is not waited for.

use std::pin::pin;
use std::time::Duration;

use futures_util::future::select;
use js_sys::Promise;
use leptos::mount::mount_to_body;
use leptos::prelude::*;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

use crate::app::App;
use crate::ipc::Shell;
use crate::topics::Topics;

/// After this a person sees the frame, and what is missing comes into it.
const PATIENCE: Duration = Duration::from_millis(700);

/// Waits for the answers, and draws the window in place of the page's first words. Whatever failed is told by the part
/// that needs it.
pub async fn start() {
    // Made outside any owner, so both live as long as the page.
    let shell = Shell::new(Topics::new());
    let listening = shell.listen().await;
    select(pin!(shell.first_picture()), pin!(patience())).await;
    if let Ok(Some(opening)) = document().query_selector(".opening") {
        opening.remove();
    }
    mount_to_body(move || view! { <App shell silent=listening.err()/> });
}

async fn patience() {
    let over = Promise::new(&mut |over, _| {
        let tell = move || {
            // A promise that is kept takes nothing amiss.
            let _ = over.call0(&JsValue::NULL);
        };
        set_timeout(tell, PATIENCE);
    });
    let _over = JsFuture::from(over).await;
}
