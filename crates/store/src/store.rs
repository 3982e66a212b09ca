//! The store: one data folder, opened.
//!
//! Owns the folder's lock, its key and the two files. Fails as [`StoreError`] tells.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use trucban_domain::{
    Entropy, Epoch, HistoryEntry, Incident, IncidentId, OpResult, Operation, OperationId, QueueDay,
    Reporter, Scope, Timestamp,
};
use uuid::Uuid;

use crate::act::{LocalAct, OutboxCounts, OutboxEntry, PendingOp, Saved, SyncFacts};
use crate::error::StoreError;
use crate::feed::{FeedRow, FeedTombstone, Flip, Flipped, Position, Subscribed};
use crate::queue::{QueueAsk, QueueSlice, ViewCounts};

/// Where to look for the key of a new folder. A folder that has one keeps its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyPreference {
    /// The operating system's keyring; a file where there is none.
    KeyringThenFile,
    /// A file beside the data.
    FileOnly,
}

/// Where the key lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyPlace {
    /// In the operating system's keyring.
    Keyring,
    /// In a file beside the data, readable by the owner only.
    File,
}

/// How to open a folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// As its one owner.
    Owner,
    /// To look, beside an owner.
    ReadOnly,
}

/// What to open, and how.
pub struct OpenStore<'a> {
    /// The data folder; made if it is missing.
    pub folder: &'a Path,
    /// Where to put the key of a new folder.
    pub key: KeyPreference,
    /// Version of the console.
    pub build: &'a str,
    /// Source of keys.
    pub entropy: Arc<dyn Entropy>,
    /// As owner or to look.
    pub access: Access,
}

/// What happened while the folder was opened, and a person should know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Opening {
    /// The copy of central's rows was damaged; it starts empty and is fetched again.
    CacheRebuilt,
    /// The outbox was damaged. What could be read was carried over and exported.
    OutboxRescued {
        /// Acts that were read.
        read: u32,
        /// Acts of which only the number is known.
        lost: u32,
        /// The export, one act a line.
        file: PathBuf,
    },
}

/// An open data folder. Cheap to clone; all clones are one store.
#[derive(Clone)]
pub struct Store {}

#[expect(unused_variables, clippy::todo, reason = "signatures first")]
impl Store {
    /// Opens a folder.
    pub fn open(ask: OpenStore<'_>) -> Result<Self, StoreError> {
        todo!()
    }
    /// Where the key lies.
    pub fn key_place(&self) -> KeyPlace {
        todo!()
    }
    /// What happened while opening.
    pub fn openings(&self) -> Vec<Opening> {
        todo!()
    }
    /// Drawn when the outbox was made.
    pub fn incarnation(&self) -> Uuid {
        todo!()
    }
    /// Reads a setting.
    pub fn setting(&self, name: &str) -> Result<Option<String>, StoreError> {
        todo!()
    }
    /// Keeps a setting.
    pub fn set_setting(&self, name: &str, value: &str) -> Result<(), StoreError> {
        todo!()
    }
    /// Saves an act.
    pub fn write(&self, op: &Operation, now: Timestamp) -> Result<Saved, StoreError> {
        todo!()
    }
    /// Makes a refused act again.
    pub fn resend(
        &self,
        refused: OperationId,
        new: &Operation,
        now: Timestamp,
    ) -> Result<Saved, StoreError> {
        todo!()
    }
    /// Settles a refused act.
    pub fn discard(
        &self,
        refused: OperationId,
        reason: &str,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        todo!()
    }
    /// Reads the queue.
    pub fn queue(&self, ask: &QueueAsk) -> Result<QueueSlice, StoreError> {
        todo!()
    }
    /// Counts the views.
    pub fn view_counts(&self) -> Result<ViewCounts, StoreError> {
        todo!()
    }
    /// One report.
    pub fn incident(&self, id: IncidentId) -> Result<Option<Incident>, StoreError> {
        todo!()
    }
    /// Its history, newest first.
    pub fn history(
        &self,
        id: IncidentId,
    ) -> Result<Vec<(HistoryEntry, Option<LocalAct>)>, StoreError> {
        todo!()
    }
    /// Who sent it.
    pub fn reporter(&self, id: IncidentId) -> Result<Option<Reporter>, StoreError> {
        todo!()
    }
    /// The newest act of this laptop on a report that is not settled.
    pub fn local_act(&self, id: IncidentId) -> Result<Option<LocalAct>, StoreError> {
        todo!()
    }
    /// Every act that is not settled and the newest settled ones, newest first.
    pub fn outbox(&self) -> Result<Vec<OutboxEntry>, StoreError> {
        todo!()
    }
    /// One act.
    pub fn operation(&self, op_id: OperationId) -> Result<Option<OutboxEntry>, StoreError> {
        todo!()
    }
    /// The outbox in numbers.
    pub fn outbox_counts(&self, day: QueueDay) -> Result<OutboxCounts, StoreError> {
        todo!()
    }
    /// The number of the next report made here.
    pub fn provisional_number(&self) -> Result<String, StoreError> {
        todo!()
    }
    /// How far central's changes are in.
    pub fn position(&self) -> Result<Position, StoreError> {
        todo!()
    }
    /// Begins a life of central.
    pub fn begin_epoch(&self, epoch: Epoch) -> Result<(), StoreError> {
        todo!()
    }
    /// Sets the scopes to hold.
    pub fn subscribe(&self, scopes: &[Scope]) -> Result<Subscribed, StoreError> {
        todo!()
    }
    /// Stages rows of a snapshot.
    pub fn load_pack<'r>(
        &self,
        scope: &Scope,
        entity: &str,
        rows: impl Iterator<Item = (Uuid, u64, &'r [u8])>,
        first: bool,
    ) -> Result<(), StoreError> {
        todo!()
    }
    /// Makes a staged snapshot count.
    pub fn finish_snapshot(
        &self,
        scope: &Scope,
        at_seq: u64,
        digest: u128,
    ) -> Result<Vec<IncidentId>, StoreError> {
        todo!()
    }
    /// Stages a page of a pull.
    pub fn stage(&self, rows: &[FeedRow], gone: &[FeedTombstone]) -> Result<(), StoreError> {
        todo!()
    }
    /// Forgets staged pages.
    pub fn drop_staged(&self) -> Result<(), StoreError> {
        todo!()
    }
    /// Makes staged pages count.
    pub fn flip(&self, flip: &Flip) -> Result<Flipped, StoreError> {
        todo!()
    }
    /// Acts without an answer, in order, without a gap between their numbers.
    pub fn pending(&self, max_ops: usize, max_bytes: usize) -> Result<Vec<PendingOp>, StoreError> {
        todo!()
    }
    /// Notes that acts were sent.
    pub fn mark_sent(
        &self,
        first_seq: u64,
        last_seq: u64,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        todo!()
    }
    /// Notes central's answers.
    pub fn record_results(&self, results: &[(u64, OpResult, Timestamp)]) -> Result<(), StoreError> {
        todo!()
    }
    /// What the status bar tells.
    pub fn sync_facts(&self) -> Result<SyncFacts, StoreError> {
        todo!()
    }
}
