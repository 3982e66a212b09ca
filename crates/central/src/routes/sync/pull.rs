//! `POST /sync/pull`: what changed in the scopes that a device holds, as a row of frames.
//!
//! All frames come from one read transaction, so the cursors at the end are true for all of them.
//! The answer is sent while it is read; a laptop that takes nothing for a minute is cut off, so that
//! it holds neither a thread nor the log of the database.

use std::time::Duration;

use axum::Extension;
use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use tokio::sync::{mpsc, oneshot};
use tokio_stream::wrappers::ReceiverStream;
use trucban_contract::wire::{
    CONTENT_TYPE, FaultCode, PullAsk, PullEnd, PullFrame, Row, Tombstone, frame,
};

use crate::central::Central;
use crate::error::{CentralError, Refused};
use crate::identity::Caller;
use crate::routes::cbor::Cbor;
use crate::store::feed::{self, Change};
use crate::store::{device, head, scope};

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
        let ended = central.store().read(|tx| answer.fill(tx, &caller, &ask));
        answer.end(ended);
    });
    beginning.await.map_err(|_dropped| CentralError::NoAnswer)??;
    let body = Body::from_stream(ReceiverStream::new(body));
    Ok(([(header::CONTENT_TYPE, CONTENT_TYPE)], body).into_response())
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
    ) -> Result<(), Cut> {
        let head = head::read(tx)?;
        let grant = &caller.operator.grant;
        if ask.epoch != head.epoch {
            return Err(Cut::Refused(FaultCode::OtherEpoch.into()));
        }
        if !ask.cursors.keys().all(|scope| grant.may_hold(scope)) {
            return Err(Cut::Refused(FaultCode::OutOfScope.into()));
        }
        let device = device::find(tx, caller.client)?.ok_or(CentralError::UnknownDevice)?;
        if let Some(begun) = self.begun.take() {
            begun.send(Ok(())).map_err(|_hung_up| Cut::Unwanted)?;
        }
        let mut end = PullEnd {
            cursors: ask.cursors.keys().map(|scope| (scope.clone(), head.seq)).collect(),
            head_seq: head.seq,
            digests: std::collections::BTreeMap::new(),
            acked_client_seq: device.last_client_seq,
        };
        for (scope, after) in &ask.cursors {
            // A cursor beyond the head belongs to no life of this database: everything comes anew.
            let after = if *after > head.seq { 0 } else { *after };
            feed::since(tx, scope, after, |change| self.add(change))?;
            let digest = scope::find(tx, scope)?.map(|standing| standing.digest);
            end.digests.insert(scope.clone(), digest.unwrap_or_default());
        }
        self.flush_rows()?;
        self.flush_gone()?;
        self.send(&PullFrame::End(end))
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
