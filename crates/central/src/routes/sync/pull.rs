//! `POST /sync/pull`: what changed in the scopes that a device holds, as a row of frames.
//!
//! All frames come from one read transaction, so the cursors at the end are true for all of them.
//! The answer is sent while it is read; a laptop that takes nothing for a minute is cut off, so that
//! it holds neither a thread nor the log of the database.

use std::collections::BTreeSet;
use std::time::Duration;

use axum::Extension;
use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use tokio::sync::{mpsc, oneshot};
use tokio_stream::wrappers::ReceiverStream;
use trucban_contract::wire::{
    CONTENT_TYPE, Digests, FaultCode, PullAsk, PullEnd, PullFrame, PullScopes, Row, Tombstone,
    frame,
};
use trucban_domain::{Grant, Scope, ScopeSetDigest, ScopeSetName, Timestamp};

use super::carried;
use crate::central::Central;
use crate::error::{CentralError, Refused};
use crate::identity::Caller;
use crate::routes::cbor::Cbor;
use crate::store::feed::{self, Change};
use crate::store::scope::{self, Standing};
use crate::store::{device, head};

/// Rows in one frame, at most.
const FRAME_MAX_ROWS: usize = 512;
/// Bytes of records after which a frame ends.
const FRAME_FULL_BYTES: usize = 256 << 10;
/// Frames on the way at once.
const FRAMES_AHEAD: usize = 4;
const PATIENCE: Duration = Duration::from_mins(1);

pub(super) async fn pull(
    State(central): State<Central>,
    Extension(caller): Extension<Caller>,
    Cbor(ask): Cbor<PullAsk>,
) -> Result<Response, Refused> {
    let (frames, body) = mpsc::channel(FRAMES_AHEAD);
    let (begun, beginning) = oneshot::channel();
    let runtime = tokio::runtime::Handle::current();
    tokio::task::spawn_blocking(move || {
        let mut answer =
            Answer { runtime, frames, begun: Some(begun), pending: Pending::default() };
        let now = central.now();
        let ended = central.store().read(|tx| answer.fill(tx, &caller, &ask, now));
        answer.end(ended);
    });
    beginning.await.map_err(|_dropped| CentralError::NoAnswer)??;
    let body = Body::from_stream(ReceiverStream::new(body));
    Ok(([(header::CONTENT_TYPE, CONTENT_TYPE)], body).into_response())
}

/// A scope to tell of.
struct Asked {
    scope: Scope,
    standing: Standing,
    /// The newest change that is held.
    after: u64,
}

/// The scopes of a pull, by name, if `grant` gives them.
fn asked(
    db: &rusqlite::Connection,
    grant: &Grant,
    scopes: &PullScopes,
    now: Timestamp,
) -> Result<Vec<Asked>, Refused> {
    match scopes {
        PullScopes::Set { name, missing, after } => {
            let carried = carried::scopes_of(db, grant, now)?;
            if ScopeSetName::of(carried.iter().map(|(scope, _)| scope)) != *name {
                return Err(FaultCode::OtherScopes.into());
            }
            let missing: BTreeSet<&Scope> = missing.iter().collect();
            let held = carried.into_iter().filter(|(scope, _)| !missing.contains(scope));
            Ok(held.map(|(scope, standing)| Asked { scope, standing, after: *after }).collect())
        }
        PullScopes::Each(cursors) => {
            let given: BTreeSet<_> = grant.subscriptions().into_iter().collect();
            let held = cursors.iter().map(|(scope, after)| {
                if !given.contains(&(scope.place.clone(), scope.class)) {
                    return Err(FaultCode::OutOfScope.into());
                }
                let standing = scope::find(db, scope)?.unwrap_or_default();
                Ok(Asked { scope: scope.clone(), standing, after: *after })
            });
            held.collect()
        }
    }
}

/// Why an answer ended before it was whole.
enum Cut {
    Refused(Refused),
    /// Nobody takes it any more.
    Unwanted,
}

impl<E: Into<Refused>> From<E> for Cut {
    fn from(cause: E) -> Self {
        Self::Refused(cause.into())
    }
}

/// What waits to fill a frame.
#[derive(Default)]
struct Pending {
    rows: Vec<Row>,
    bytes: usize,
    gone: Vec<Tombstone>,
}

struct Answer {
    runtime: tokio::runtime::Handle,
    frames: mpsc::Sender<Result<Bytes, std::io::Error>>,
    begun: Option<oneshot::Sender<Result<(), Refused>>>,
    pending: Pending,
}

impl Answer {
    fn fill(
        &mut self,
        tx: &rusqlite::Connection,
        caller: &Caller,
        ask: &PullAsk,
        now: Timestamp,
    ) -> Result<(), Cut> {
        let head = head::read(tx)?;
        if ask.epoch != head.epoch {
            return Err(Cut::Refused(FaultCode::OtherEpoch.into()));
        }
        let device = device::find(tx, caller.client)?.ok_or(CentralError::UnknownDevice)?;
        let asked = asked(tx, &device.operator.grant, &ask.scopes, now)?;
        if let Some(begun) = self.begun.take() {
            begun.send(Ok(())).map_err(|_hung_up| Cut::Unwanted)?;
        }
        for Asked { scope, standing, after } in &asked {
            // A cursor beyond the head belongs to no life of this database: everything comes anew.
            let after = if *after > head.seq { 0 } else { *after };
            if standing.changed_seq > after {
                feed::since(tx, scope, standing.id, after, |change| self.add(change))?;
            }
        }
        self.flush_rows()?;
        self.flush_gone()?;
        let digests = match &ask.scopes {
            PullScopes::Set { .. } => Digests::Set(ScopeSetDigest::of(
                asked.iter().map(|asked| (&asked.scope, asked.standing.digest.into())),
            )),
            PullScopes::Each(_) => Digests::Each(
                asked.into_iter().map(|asked| (asked.scope, asked.standing.digest)).collect(),
            ),
        };
        let acked_client_seq = device.last_client_seq;
        self.send(&PullFrame::End(PullEnd { head_seq: head.seq, digests, acked_client_seq }))
    }

    fn add(&mut self, change: Change) -> Result<(), Cut> {
        match change {
            Change::Row(row) => {
                self.pending.bytes += row.data.len();
                self.pending.rows.push(row);
                if self.pending.rows.len() >= FRAME_MAX_ROWS
                    || self.pending.bytes >= FRAME_FULL_BYTES
                {
                    return self.flush_rows();
                }
            }
            Change::Gone(tombstone) => {
                self.pending.gone.push(tombstone);
                if self.pending.gone.len() >= FRAME_MAX_ROWS {
                    return self.flush_gone();
                }
            }
        }
        Ok(())
    }

    fn flush_rows(&mut self) -> Result<(), Cut> {
        if self.pending.rows.is_empty() {
            return Ok(());
        }
        self.pending.bytes = 0;
        let rows = std::mem::take(&mut self.pending.rows);
        self.send(&PullFrame::Rows(rows))
    }

    fn flush_gone(&mut self) -> Result<(), Cut> {
        if self.pending.gone.is_empty() {
            return Ok(());
        }
        let gone = std::mem::take(&mut self.pending.gone);
        self.send(&PullFrame::Gone(gone))
    }

    fn send(&self, piece: &PullFrame) -> Result<(), Cut> {
        let bytes = Bytes::from(frame::encode(piece));
        let sending = tokio::time::timeout(PATIENCE, self.frames.send(Ok(bytes)));
        match self.runtime.block_on(sending) {
            Ok(Ok(())) => Ok(()),
            _ => Err(Cut::Unwanted),
        }
    }

    /// Tells the caller what went wrong, in words if the answer has not begun, and otherwise by
    /// leaving it without its end.
    fn end(self, ended: Result<(), Cut>) {
        match (ended, self.begun) {
            (Err(Cut::Refused(refused)), Some(begun)) => {
                // The caller may have hung up; then nobody is left to tell.
                let _ = begun.send(Err(refused));
            }
            (Err(Cut::Refused(refused)), None) => {
                tracing::error!(error = &refused as &dyn std::error::Error, "a pull was cut");
                let broken = Err(std::io::Error::other("the answer was cut"));
                let _ = self.frames.blocking_send(broken);
            }
            (Err(Cut::Unwanted) | Ok(()), _) => {}
        }
    }
}
