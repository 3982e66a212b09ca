//! How the window begins: what its first picture needs is asked for before anything is drawn, so that
//! this picture is whole. Drawing it takes longer than every answer; an empty frame drawn first would
//! keep the answers waiting.

use futures_util::future::join3;
use leptos::mount::mount_to_body;
use leptos::prelude::*;
use trucban_contract::ipc::{OpenSession, ReadStatus};

use crate::app::App;
use crate::incidents;
use crate::ipc::Shell;
use crate::topics::Topics;

/// Asks, and draws the window. What was not answered is asked for again, by whoever tells of failures.
pub async fn start() {
    let shell = Shell::new(Topics::new());
    // What changes from here on is heard of, so no answer can be old without being read again.
    let listening = shell.listen().await;
    let (session, status) = (shell.ask_ahead(OpenSession {}), shell.ask_ahead(ReadStatus {}));
    let _asked_again = join3(session, status, incidents::ask_ahead(shell)).await;
    mount_to_body(move || view! { <App shell silent=listening.err()/> });
}
