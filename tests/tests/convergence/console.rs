//! A laptop whose messages are carried by hand: what the engine does, one step at a time.

use anyhow::{Context as _, Result, bail, ensure};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode};
use serde::Serialize;
use serde::de::DeserializeOwned;
use tower::ServiceExt as _;
use trucban_contract::wire::frame::Reader;
use trucban_contract::wire::pack::Pack;
use trucban_contract::wire::{
    CONTENT_TYPE, Carried, Departure, Digests, Fault, FaultCode, HelloAsk, HelloReply, PROTOCOL,
    PullAsk, PullEnd, PullFrame, PullScopes, PushAsk, PushReply, SnapshotManifest,
};
use trucban_domain::{Clock as _, ScopeSetName, encoding};
use trucban_store::{
    FeedRow, FeedTombstone, Flip, Flipping, Position, Saved, StoreError, Subscribed,
};
use trucban_tests::chance::SeededEntropy;
use trucban_tests::laptop::{BUILD, Laptop};

/// A laptop and what is on its way to and from it.
pub struct Console {
    pub laptop: Laptop,
    /// What its store said was saved.
    pub saved: Vec<Saved>,
    /// Pushes that central has had.
    pushes: Vec<PushAsk>,
    answers: Vec<PushReply>,
    pull: Option<Answer>,
    /// Pulls asked for: every third one names each scope, as one that compares them does.
    pulls: u32,
    /// Central's clock less this laptop's, as the last hello told.
    offset_ms: i64,
}

/// An answer to a pull.
struct Answer {
    pages: Vec<PullFrame>,
    end: PullEnd,
    staged: bool,
}

/// What central said to a request.
pub enum Said<T> {
    Yes(T),
    No(FaultCode),
}

impl Console {
    pub fn new(laptop: Laptop) -> Self {
        Self {
            laptop,
            saved: Vec::new(),
            pushes: Vec::new(),
            answers: Vec::new(),
            pull: None,
            pulls: 0,
            offset_ms: 0,
        }
    }

    /// Keeps what was saved; a refusal is an answer too.
    pub fn keep(&mut self, done: Result<Saved, StoreError>) -> Result<()> {
        match done {
            Ok(saved) => self.saved.push(saved),
            Err(StoreError::Refused(_)) => {}
            Err(error) => return Err(error.into()),
        }
        Ok(())
    }

    /// Says hello, and fetches the scopes that are missing.
    pub async fn hello(&mut self, central: &Router) -> Result<()> {
        let store = self.laptop.store();
        let position = store.position()?;
        let ask = HelloAsk {
            protocol: PROTOCOL,
            build: BUILD.to_owned(),
            client: self.laptop.enrolment.client,
            incarnation: store.incarnation(),
            epoch: position.epoch,
            scopes: Some(name_of(&position)),
        };
        let now = self.laptop.clock.now();
        let Said::Yes(reply) = self.post::<HelloReply>(central, "/sync/hello", &ask).await? else {
            bail!("a hello is never refused here");
        };
        self.offset_ms = reply.server_time.since_ms(now);
        let store = self.laptop.store();
        store.begin_epoch(reply.epoch)?;
        if let Carried::Listed { scopes, .. } = &reply.scopes {
            let changed = store.subscribe(scopes)?;
            ensure!(
                position.epoch.is_none() || changed != Subscribed::default(),
                "a set that is the same was listed"
            );
            self.pull = None;
        }
        for scope in self.laptop.store().position()?.missing {
            self.snapshot(central, &scope.to_string()).await?;
        }
        Ok(())
    }

    async fn snapshot(&mut self, central: &Router, scope: &str) -> Result<()> {
        let path = format!("/sync/snapshot/{scope}");
        let (status, body) = self.ask(central, "GET", &path, Vec::new()).await?;
        ensure!(status.is_success(), "{path}: {status}");
        let manifest: SnapshotManifest = encoding::decode(&body)?;
        for (at, reference) in manifest.packs.iter().enumerate() {
            let path = format!("/sync/packs/{}", reference.hash);
            let (status, body) = self.ask(central, "GET", &path, Vec::new()).await?;
            ensure!(status.is_success(), "{path}: {status}");
            let pack = Pack::decode(&zstd::bulk::decompress(&body, 64 << 20)?)?;
            let rows = pack.rows().map(|row| (row.id, row.row_version, row.data));
            self.laptop.store().load_pack(&manifest.scope, pack.entity(), rows, at == 0)?;
        }
        let (at_seq, digest) = (manifest.at_seq, manifest.digest.into());
        self.laptop.store().finish_snapshot(&manifest.scope, at_seq, digest)?;
        // Pages that were asked for before belong to another cursor.
        self.pull = None;
        Ok(())
    }

    /// Sends up to `most` acts; unless it gets lost, the answer is on its way.
    pub async fn push(&mut self, central: &Router, most: usize, gets_lost: bool) -> Result<()> {
        let batch = self.laptop.store().pending(most, usize::MAX)?;
        let (Some(first), Some(last)) = (batch.first(), batch.last()) else { return Ok(()) };
        let ask = PushAsk {
            client: self.laptop.enrolment.client,
            incarnation: self.laptop.store().incarnation(),
            first_seq: first.client_seq,
            ops: batch.iter().map(|op| serde_bytes::ByteBuf::from(op.bytes.clone())).collect(),
        };
        let now = self.laptop.clock.now();
        self.laptop.store().mark_sent(first.client_seq, last.client_seq, now)?;
        self.send(central, ask, gets_lost).await
    }

    /// Central gets an earlier push once more; nobody waits for the answer.
    pub async fn stray(&mut self, central: &Router, push: usize) -> Result<()> {
        match self.pushes.get(push).cloned() {
            Some(ask) => self.send(central, ask, true).await,
            None => Ok(()),
        }
    }

    async fn send(&mut self, central: &Router, ask: PushAsk, lost: bool) -> Result<()> {
        match self.post::<PushReply>(central, "/sync/push", &ask).await? {
            Said::Yes(reply) if !lost => self.answers.push(reply),
            Said::Yes(_) => {}
            Said::No(code) => bail!("a push was refused: {code:?}"),
        }
        self.pushes.push(ask);
        Ok(())
    }

    /// An answer arrives, and may arrive again.
    pub fn hear(&mut self, answer: usize) -> Result<()> {
        let Some(reply) = self.answers.get(answer) else { return Ok(()) };
        let results: Vec<_> =
            reply.results.iter().map(|one| (one.client_seq, one.result.clone(), one.at)).collect();
        Ok(self.laptop.store().record_results(&results)?)
    }

    /// Asks for changes; whether there was anything to ask with.
    pub async fn pull(&mut self, central: &Router) -> Result<bool> {
        let position = self.laptop.store().position()?;
        let Some(epoch) = position.epoch else { return Ok(false) };
        self.pulls += 1;
        let scopes = if self.pulls.is_multiple_of(3) {
            PullScopes::Each(position.cursors)
        } else {
            let after = position.cursors.values().min().copied().unwrap_or_default();
            PullScopes::Set { name: name_of(&position), missing: position.missing, after }
        };
        let ask = PullAsk { epoch, scopes };
        let (status, body) =
            self.ask(central, "POST", "/sync/pull", encoding::encode(&ask)).await?;
        if !status.is_success() {
            let code = encoding::decode::<Fault>(&body)?.code;
            let regranted = matches!(code, FaultCode::OutOfScope | FaultCode::OtherScopes);
            ensure!(regranted, "a pull was refused: {code:?}");
            self.pull = None;
            return Ok(false);
        }
        let mut reader = Reader::default();
        reader.feed(&body);
        let mut pages = Vec::new();
        while let Some(frame) = reader.next_frame::<PullFrame>()? {
            pages.push(frame);
        }
        let Some(PullFrame::End(end)) = pages.pop() else { bail!("an answer without an end") };
        // Central sends few large pages; small ones show more.
        let pages = pages.into_iter().flat_map(apart).collect();
        self.pull = Some(Answer { pages, end, staged: false });
        Ok(true)
    }

    /// The pages arrive in some order, some of them twice.
    pub fn stage(&mut self, order: u64) -> Result<()> {
        let Some(answer) = &mut self.pull else { return Ok(()) };
        let chance = SeededEntropy::new(order);
        let mut pages: Vec<&PullFrame> = answer.pages.iter().collect();
        for at in (1..pages.len()).rev() {
            pages.swap(at, usize::try_from(chance.below(at as u64 + 1))?);
        }
        let again: Vec<&PullFrame> =
            pages.iter().copied().filter(|_| chance.below(4) == 0).collect();
        pages.extend(again);
        let store = self.laptop.store();
        store.drop_staged()?;
        for page in pages {
            match page {
                PullFrame::Rows(rows) => store.stage(&feed_rows(rows), &[])?,
                PullFrame::Gone(gone) => {
                    let gone: Vec<_> = gone
                        .iter()
                        .map(|gone| FeedTombstone {
                            scope: gone.scope.clone(),
                            entity: gone.entity.clone(),
                            id: gone.id,
                            seq: gone.seq,
                            left_scope: gone.kind == Departure::LeftScope,
                        })
                        .collect();
                    store.stage(&[], &gone)?;
                }
                PullFrame::End(_) => bail!("an end before the end"),
            }
        }
        answer.staged = true;
        Ok(())
    }

    /// The end arrives, if every page has.
    pub fn flip(&mut self) -> Result<()> {
        let Some(answer) = self.pull.take_if(|answer| answer.staged) else { return Ok(()) };
        let PullEnd { head_seq, digests, acked_client_seq } = answer.end;
        let scopes = match digests {
            Digests::Set(digest) => Flipping::Held(digest),
            Digests::Each(sums) => {
                Flipping::Each(sums.into_iter().map(|(scope, sum)| (scope, sum.into())).collect())
            }
        };
        let flip = Flip {
            head_seq,
            scopes,
            acked_client_seq,
            as_of: self.laptop.clock.now().plus_ms(self.offset_ms),
        };
        let flipped = self.laptop.store().flip(&flip)?;
        ensure!(flipped.mismatched.is_empty(), "digests differ: {:?}", flipped.mismatched);
        ensure!(!flipped.differs, "the digest of all scopes differs");
        Ok(())
    }

    /// The process ends and starts again.
    pub async fn restart(&mut self) -> Result<()> {
        self.answers.clear();
        self.pull = None;
        self.laptop.reopen().await
    }

    /// Exchanges everything.
    pub async fn sync(&mut self, central: &Router) -> Result<()> {
        self.hello(central).await?;
        while !self.laptop.store().pending(1, usize::MAX)?.is_empty() {
            self.push(central, 3, false).await?;
            self.hear(self.answers.len().checked_sub(1).context("an answer")?)?;
        }
        if !self.pull(central).await? {
            // A report that was closed in another month brought a scope: another hello tells of it.
            self.hello(central).await?;
            ensure!(self.pull(central).await?, "there is nothing to pull with");
        }
        self.stage(7)?;
        self.flip()
    }

    async fn post<T: DeserializeOwned>(
        &self,
        central: &Router,
        path: &str,
        question: &impl Serialize,
    ) -> Result<Said<T>> {
        let (status, body) = self.ask(central, "POST", path, encoding::encode(question)).await?;
        if status.is_success() {
            return Ok(Said::Yes(encoding::decode(&body)?));
        }
        Ok(Said::No(encoding::decode::<Fault>(&body)?.code))
    }

    async fn ask(
        &self,
        central: &Router,
        method: &str,
        path: &str,
        body: Vec<u8>,
    ) -> Result<(StatusCode, Vec<u8>)> {
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header("authorization", format!("Bearer {}", self.laptop.enrolment.token))
            .header("content-type", CONTENT_TYPE)
            .body(Body::from(body))?;
        let reply = central.clone().oneshot(request).await?;
        let status = reply.status();
        Ok((status, to_bytes(reply.into_body(), 64 << 20).await?.to_vec()))
    }
}

fn name_of(position: &Position) -> ScopeSetName {
    ScopeSetName::of(position.cursors.keys().chain(&position.missing))
}

/// A page cut into pages of two rows.
fn apart(page: PullFrame) -> Vec<PullFrame> {
    match page {
        PullFrame::Rows(rows) => {
            rows.chunks(2).map(|rows| PullFrame::Rows(rows.to_vec())).collect()
        }
        PullFrame::Gone(gone) => {
            gone.chunks(2).map(|gone| PullFrame::Gone(gone.to_vec())).collect()
        }
        PullFrame::End(_) => vec![page],
    }
}

fn feed_rows(rows: &[trucban_contract::wire::Row]) -> Vec<FeedRow> {
    rows.iter()
        .map(|row| FeedRow {
            scope: row.scope.clone(),
            entity: row.entity.clone(),
            id: row.id,
            seq: row.seq,
            row_version: row.row_version,
            data: row.data.clone(),
        })
        .collect()
}
