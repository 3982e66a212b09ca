//! `GET /sync/live`: says that something changed. Never what: data always come by pull.

use std::convert::Infallible;

use axum::extract::State;
use axum::response::sse::{Event, KeepAlive, Sse};
use futures_util::stream::{self, Stream};
use tokio::sync::watch;

use crate::central::Central;

pub(super) async fn live(
    State(central): State<Central>,
) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let mut head = central.head_changes();
    // The first event tells where the head is, so that nothing between the last pull and this
    // call goes unnoticed.
    head.mark_changed();
    let pokes = stream::unfold((head, central.closing()), next_poke);
    Sse::new(pokes).keep_alive(KeepAlive::default())
}

type Listening = (watch::Receiver<u64>, watch::Receiver<bool>);

async fn next_poke(
    (mut head, mut closing): Listening,
) -> Option<(Result<Event, Infallible>, Listening)> {
    let changed = tokio::select! {
        _ = closing.wait_for(|closing| *closing) => return None,
        changed = head.changed() => changed,
    };
    changed.ok()?;
    let seq = *head.borrow_and_update();
    let poke = Event::default().event("head").data(seq.to_string());
    Some((Ok(poke), (head, closing)))
}
