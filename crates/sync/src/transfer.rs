//! One exchange at a time: what central sends goes to the store, what the store holds goes to
//! central. Each function is one effect of the machine; none decides what comes next.

use std::collections::BTreeMap;
use std::sync::Arc;

use tokio::task::JoinHandle;
use trucban_contract::wire::{
    Carried, Departure, Digests, HelloAsk, HelloReply, Limits, PROTOCOL, PullAsk, PullEnd,
    PullFrame, PullScopes, PushAsk, Row, Tombstone,
};
use trucban_domain::{ClientId, Clock, Scope, ScopeSetName, Timestamp};
use trucban_store::{FeedRow, FeedTombstone, Flip, Flipped, Flipping, Position, Store, StoreError};

use crate::client::{Client, ClientError, Trouble};
use crate::first_sync::{Amount, Arrival, share};
use crate::machine::Remedy;
use crate::photos::Uploads;
use crate::pictures::Pictures;
use crate::step::step;

/// Why an exchange did not come to its end.
#[derive(Debug)]
pub(crate) struct Failure {
    pub remedy: Remedy,
    pub trouble: Option<Trouble>,
    pub cause: String,
}

impl From<ClientError> for Failure {
    fn from(error: ClientError) -> Self {
        Self { remedy: error.remedy(), trouble: error.trouble(), cause: chain(&error) }
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        let trouble = match error {
            StoreError::DiskFull => Some(Trouble::DiskFull),
            StoreError::DigestMismatch { .. } => Some(Trouble::Garbled),
            _ => None,
        };
        Self { remedy: Remedy::Wait, trouble, cause: chain(&error) }
    }
}

impl Failure {
    /// A store call that did not come to its end.
    pub fn stopped(stopped: &tokio::task::JoinError) -> Self {
        Self {
            remedy: Remedy::Wait,
            trouble: None,
            cause: format!("a store call was stopped: {stopped}"),
        }
    }
}

/// An error with its causes, for the log. Our errors carry no content of reports and no secrets.
fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        text.push_str(": ");
        text.push_str(&cause.to_string());
        source = cause.source();
    }
    text
}

/// What every exchange needs.
#[derive(Clone)]
pub(crate) struct Transfer {
    pub store: Store,
    pub client: Client,
    pub device: ClientId,
    pub build: String,
    pub clock: Arc<dyn Clock>,
    /// Which pictures are asked for, put off, or half here.
    pub pictures: Pictures,
    /// How far photos are, and which are put off.
    pub uploads: Uploads,
}

/// What a hello brought.
pub(crate) struct Greeting {
    pub reply: HelloReply,
    /// Central's clock less this machine's.
    pub offset_ms: i64,
    pub missing: Vec<Scope>,
    /// Whether rows went with scopes that are no longer granted.
    pub lost: bool,
    pub pending: bool,
    /// Whether photos wait that central takes.
    pub photos: bool,
}

/// Waits until what was being let in is.
async fn landed(landing: Option<JoinHandle<Result<(), Failure>>>) -> Result<(), Failure> {
    match landing {
        None => Ok(()),
        Some(landing) => match landing.await {
            Ok(landed) => landed,
            Err(stopped) => Err(Failure::stopped(&stopped)),
        },
    }
}

/// Months in one answer: what they hold is in memory once, and let in with one transaction.
const MONTHS_IN_AN_ANSWER: usize = 128;

/// The rows of closed months, with each month's cursor and digest.
struct Months {
    rows: Vec<FeedRow>,
    whole: Vec<(Scope, u64, u128)>,
}

impl Transfer {
    /// Says hello. Scopes that are missing are listed with their sizes, unless `sizes_known`.
    pub async fn greet(&self, sizes_known: bool) -> Result<Greeting, Failure> {
        let incarnation = self.store.incarnation();
        let position = self.stored(Store::position).await?;
        let asked_at = self.clock.now();
        let ask = HelloAsk {
            protocol: PROTOCOL,
            build: self.build.clone(),
            client: self.device,
            incarnation,
            epoch: position.epoch,
            scopes: (sizes_known || position.missing.is_empty()).then(|| name_of(&position)),
        };
        let reply = self.client.hello(&ask).await?;
        step!("sync::hello::done");
        let offset_ms = offset(asked_at, self.clock.now(), reply.server_time);
        let (epoch, carried) = (reply.epoch, reply.scopes.clone());
        let (missing, lost, pending) = self
            .stored(move |store| {
                if store.position()?.epoch != Some(epoch) {
                    store.begin_epoch(epoch)?;
                }
                let lost = match carried {
                    Carried::Same => false,
                    Carried::Listed { scopes, .. } => !store.subscribe(&scopes)?.removed.is_empty(),
                };
                let missing = store.position()?.missing;
                let pending = !store.pending(1, usize::MAX)?.is_empty();
                Ok((missing, lost, pending))
            })
            .await?;
        let photos = self.photos_wait().await?;
        Ok(Greeting { reply, offset_ms, missing, lost, pending, photos })
    }

    /// Sends one batch. Tells whether more wait.
    pub async fn push(&self, limits: Limits) -> Result<bool, Failure> {
        let now = self.clock.now();
        let (most, bytes) = (limits.push_max_ops as usize, limits.push_max_bytes as usize);
        let batch = self.stored(move |store| store.pending(most, bytes)).await?;
        step!("sync::push::batch_built");
        let (Some(first), Some(last)) = (batch.first(), batch.last()) else { return Ok(false) };
        let (first_seq, last_seq) = (first.client_seq, last.client_seq);
        let ask = PushAsk {
            client: self.device,
            incarnation: self.store.incarnation(),
            first_seq,
            ops: batch.into_iter().map(|op| serde_bytes::ByteBuf::from(op.bytes)).collect(),
        };
        match self.stored(move |store| store.mark_sent(first_seq, last_seq, now)).await {
            // An act is safer at central than on a full disk alone: only its receipt stays behind.
            Err(Failure { trouble: Some(Trouble::DiskFull), cause, .. }) => {
                tracing::warn!(cause, "acts are sent and the receipts do not tell so yet");
            }
            marked => marked?,
        }
        let reply = self.client.push(&ask).await?;
        step!("sync::push::sent");
        let results: Vec<_> =
            reply.results.into_iter().map(|done| (done.client_seq, done.result, done.at)).collect();
        if results.is_empty() {
            return Err(ClientError::Garbled.into());
        }
        self.stored(move |store| {
            store.record_results(&results)?;
            Ok(!store.pending(1, usize::MAX)?.is_empty())
        })
        .await
    }

    /// Fetches changes, and lets them in all at once when the answer is whole; `comparing` names each
    /// scope, so that it is compared with central's by itself.
    pub async fn pull(&self, offset_ms: i64, comparing: bool) -> Result<(u64, Flipped), Failure> {
        let position = self.stored(Store::position).await?;
        let epoch = position.epoch.ok_or(ClientError::Garbled)?;
        let as_of = self.clock.now().plus_ms(offset_ms);
        self.stored(Store::drop_staged).await?;
        let scopes = if comparing || position.missing.len() > position.cursors.len() {
            PullScopes::Each(position.cursors)
        } else {
            // A scope that came later is held further than the others: what it gets twice is the same.
            let after = position.cursors.values().min().copied().unwrap_or_default();
            PullScopes::Set { name: name_of(&position), missing: position.missing, after }
        };
        let mut frames = self.client.pull(&PullAsk { epoch, scopes }).await?;
        let mut end: Option<PullEnd> = None;
        while let Some(frame) = frames.next().await? {
            match frame {
                PullFrame::Rows(rows) => {
                    let rows: Vec<_> = rows.into_iter().map(feed_row).collect();
                    self.stored(move |store| store.stage(&rows, &[])).await?;
                }
                PullFrame::Gone(gone) => {
                    let gone: Vec<_> = gone.into_iter().map(feed_tombstone).collect();
                    self.stored(move |store| store.stage(&[], &gone)).await?;
                }
                PullFrame::End(last) => end = Some(last),
            }
            step!("sync::pull::page");
        }
        let PullEnd { head_seq, digests, acked_client_seq } =
            end.ok_or_else(|| Failure::from(ClientError::Garbled))?;
        let scopes = match digests {
            Digests::Set(digest) => Flipping::Held(digest),
            Digests::Each(sums) => {
                Flipping::Each(sums.into_iter().map(|(scope, sum)| (scope, sum.into())).collect())
            }
        };
        let flip = Flip { epoch, head_seq, scopes, acked_client_seq, as_of };
        let flipped = self.stored(move |store| store.flip(&flip)).await?;
        Ok((head_seq, flipped))
    }

    /// Fetches a scope whole; `progress` hears of its size and of each pack.
    pub async fn snapshot(&self, scope: Scope, progress: impl Fn(Arrival)) -> Result<(), Failure> {
        let manifest = self.client.snapshot(&scope).await?;
        if self.stored(Store::epoch).await? != Some(manifest.epoch) {
            return Err(Failure { remedy: Remedy::Greet, ..ClientError::Garbled.into() });
        }
        let whole = Amount { rows: manifest.rows, bytes: manifest.bytes };
        progress(Arrival::Sized(scope.clone(), whole));
        for (at, reference) in manifest.packs.iter().enumerate() {
            let (pack, bytes) = self.client.pack(&reference.hash).await?;
            let come = Amount { rows: pack.len() as u64, bytes };
            let into = scope.clone();
            self.stored(move |store| {
                let rows = pack.rows().map(|row| (row.id, row.row_version, row.data));
                store.load_pack(&into, pack.entity(), rows, at == 0)
            })
            .await?;
            progress(Arrival::Rows(vec![(scope.clone(), come)]));
        }
        let (at_seq, digest) = (manifest.at_seq, manifest.digest.into());
        self.stored(move |store| store.finish_snapshot(&scope, at_seq, digest)).await?;
        Ok(())
    }

    /// Fetches closed months whole, some in each answer; `progress` hears of each page. While one answer
    /// is let in, the next one comes: on the first sync of a city either would wait for the other.
    pub async fn months(
        &self,
        scopes: &[Scope],
        progress: impl Fn(Arrival),
    ) -> Result<(), Failure> {
        let mut landing: Option<JoinHandle<Result<(), Failure>>> = None;
        let mut fetched = Ok(());
        for some in scopes.chunks(MONTHS_IN_AN_ANSWER) {
            let months = self.fetch_months(some, &progress).await;
            // What was fetched before is let in whatever becomes of this one.
            let landed = landed(landing.take()).await;
            match (landed, months) {
                (Ok(()), Ok(months)) => landing = Some(self.let_in(months)),
                (Err(failure), _) | (Ok(()), Err(failure)) => {
                    fetched = Err(failure);
                    break;
                }
            }
        }
        landed(landing).await.and(fetched)
    }

    async fn fetch_months(
        &self,
        scopes: &[Scope],
        progress: &impl Fn(Arrival),
    ) -> Result<Months, Failure> {
        let epoch = self.stored(Store::epoch).await?.ok_or(ClientError::Garbled)?;
        let from_nothing = scopes.iter().map(|scope| (scope.clone(), 0)).collect();
        let ask = PullAsk { epoch, scopes: PullScopes::Each(from_nothing) };
        let mut frames = self.client.pull(&ask).await?;
        let mut rows = Vec::new();
        let mut end: Option<PullEnd> = None;
        let mut told_bytes = 0;
        while let Some(frame) = frames.next().await? {
            match frame {
                PullFrame::Rows(page) => {
                    let bytes = frames.bytes() - told_bytes;
                    told_bytes = frames.bytes();
                    progress(Arrival::Rows(share(bytes, weights(&page))));
                    rows.extend(page.into_iter().map(feed_row));
                }
                // Who holds nothing yet has nothing that could be gone.
                PullFrame::Gone(_) => {}
                PullFrame::End(last) => end = Some(last),
            }
        }
        let end = end.ok_or_else(|| Failure::from(ClientError::Garbled))?;
        let Digests::Each(digests) = end.digests else { return Err(ClientError::Garbled.into()) };
        let whole = scopes.iter().map(|scope| {
            let digest = digests.get(scope).copied()?;
            Some((scope.clone(), end.head_seq, digest.into()))
        });
        let whole: Option<Vec<_>> = whole.collect();
        let whole = whole.ok_or_else(|| Failure::from(ClientError::Garbled))?;
        Ok(Months { rows, whole })
    }

    fn let_in(&self, Months { rows, whole }: Months) -> JoinHandle<Result<(), Failure>> {
        let store = self.store.clone();
        tokio::task::spawn_blocking(move || {
            store.load_whole(&rows, &whole).map(|_changed| ()).map_err(Failure::from)
        })
    }

    /// Runs a store call where it may block.
    pub(crate) async fn stored<T: Send + 'static>(
        &self,
        call: impl FnOnce(&Store) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, Failure> {
        let store = self.store.clone();
        match tokio::task::spawn_blocking(move || call(&store)).await {
            Ok(done) => done.map_err(Failure::from),
            Err(stopped) => Err(Failure::stopped(&stopped)),
        }
    }
}

/// The name of the set of scopes that the laptop carries, held or missing.
fn name_of(position: &Position) -> ScopeSetName {
    ScopeSetName::of(position.cursors.keys().chain(&position.missing))
}

/// Central's clock less this machine's, taking the answer to have been made half way.
const fn offset(asked_at: Timestamp, answered_at: Timestamp, server_time: Timestamp) -> i64 {
    let half = answered_at.since_ms(asked_at) / 2;
    server_time.since_ms(asked_at.plus_ms(half))
}

/// The rows of a page by scope, with the bytes of their records.
fn weights(page: &[Row]) -> BTreeMap<Scope, Amount> {
    let mut weights: BTreeMap<Scope, Amount> = BTreeMap::new();
    for row in page {
        let more = Amount { rows: 1, bytes: row.data.len() as u64 };
        match weights.get_mut(&row.scope) {
            Some(amount) => amount.add(more),
            None => drop(weights.insert(row.scope.clone(), more)),
        }
    }
    weights
}

fn feed_row(row: Row) -> FeedRow {
    let Row { scope, entity, id, seq, row_version, data } = row;
    FeedRow { scope, entity, id, seq, row_version, data }
}

fn feed_tombstone(gone: Tombstone) -> FeedTombstone {
    let Tombstone { scope, entity, id, seq, kind } = gone;
    FeedTombstone { scope, entity, id, seq, left_scope: kind == Departure::LeftScope }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_of_the_way_there_and_back_is_taken_out_of_the_clock_difference() {
        let at = Timestamp::from_ms;
        assert_eq!(offset(at(1_000), at(1_200), at(1_100)), 0);
        assert_eq!(offset(at(1_000), at(1_200), at(61_100)), 60_000);
        assert_eq!(offset(at(1_000), at(1_200), at(100)), -1_000);
    }
}
