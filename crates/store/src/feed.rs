//! What passes between central's feed and the store.

use std::collections::BTreeMap;

use trucban_domain::{Epoch, Scope, ScopeSetDigest, SubjectId, Timestamp};
use uuid::Uuid;

/// How far the store has taken central's changes in.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Position {
    /// The life of central that the cursors belong to.
    pub epoch: Option<Epoch>,
    /// For each scope that is held whole, the newest sequence number held.
    pub cursors: BTreeMap<Scope, u64>,
    /// Subscribed scopes that are not held whole, the ones needed first in front: each needs its
    /// snapshot.
    pub missing: Vec<Scope>,
    /// The effects of this laptop's acts up to this number are in the rows.
    pub acked_client_seq: u64,
}

/// What a subscription changed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Subscribed {
    /// Scopes that were not subscribed to before.
    pub added: Vec<Scope>,
    /// Scopes that are no longer granted; their rows are gone.
    pub removed: Vec<Scope>,
}

/// A changed row in a scope.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FeedRow {
    /// Scope.
    pub scope: Scope,
    /// Table word.
    pub entity: String,
    /// Key.
    pub id: Uuid,
    /// When it changed, in central's order.
    pub seq: u64,
    /// How often it changed.
    pub row_version: u64,
    /// The record's bytes.
    pub data: Vec<u8>,
}

/// A row that is no longer in a scope.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FeedTombstone {
    /// Scope.
    pub scope: Scope,
    /// Table word.
    pub entity: String,
    /// Key.
    pub id: Uuid,
    /// When it left.
    pub seq: u64,
    /// Whether it moved to other scopes instead of ceasing to exist. Either way the row stays for as
    /// long as a held scope holds it.
    pub left_scope: bool,
}

/// The end of a pull: what the staged pages amount to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flip {
    /// The life of central in which it was asked for. In another one the answer counts for nothing: its
    /// numbers are of a database that is gone.
    pub epoch: Epoch,
    /// Sequence number of central's newest change: up to here each scope of the pull is in, once the
    /// pages are.
    pub head_seq: u64,
    /// The scopes of the pull, and what central holds of them.
    pub scopes: Flipping,
    /// The effects of this laptop's acts up to this number are in the pages, or came earlier.
    pub acked_client_seq: u64,
    /// When central wrote the answer.
    pub as_of: Timestamp,
}

/// The scopes of a pull, and what central holds of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Flipping {
    /// Every scope that is held whole, with the digest of all of them together.
    Held(ScopeSetDigest),
    /// These, each with the sum of its rows' shares.
    Each(BTreeMap<Scope, u128>),
}

/// What a flip changed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each says of one kind of data that it changed")]
pub struct Flipped {
    /// Reports that may look different now.
    pub changed: Vec<SubjectId>,
    /// Whether zoning data or cameras changed.
    pub map_changed: bool,
    /// Whether alerts or cameras may look different now.
    pub alerts_changed: bool,
    /// Whether hand-overs may look different now.
    pub handovers_changed: bool,
    /// Immediate reports that wait for acceptance and were not here, or not immediate, before.
    pub urgent_arrived: u32,
    /// Scopes whose rows are not central's, where each was compared. Their cursor is gone, so that
    /// their snapshot is fetched again; their rows stay until then.
    pub mismatched: Vec<Scope>,
    /// Whether the scopes together are not central's, where they were compared together. Which of them
    /// it is tells a pull that names each.
    pub differs: bool,
}
