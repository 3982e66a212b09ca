//! The sync protocol: CBOR maps with text keys over HTTP.
//!
//! | call | asks | answers |
//! |---|---|---|
//! | `POST /sync/hello` | [`HelloAsk`] | [`HelloReply`] |
//! | `GET /sync/snapshot/{scope}` | | [`SnapshotManifest`] |
//! | `GET /sync/packs/{hash}` | | a zstd frame around a [`Pack`](pack::Pack) |
//! | `POST /sync/pull` | [`PullAsk`] | [frames](frame), the last one [`PullFrame::End`] |
//! | `POST /sync/push` | [`PushAsk`] | [`PushReply`] |
//! | `GET /sync/live` | | server-sent events `head`, data: the head's sequence number |
//!
//! Every request carries `Authorization: Bearer <device token>`. A refusal of the request itself is
//! a [`Fault`]; an operation that is refused is a result, with status 200.
//!
//! Protocol 0 changes freely until the format is frozen.

pub mod frame;
pub mod pack;
pub mod tus;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
pub use trucban_domain::OpResult;
use trucban_domain::{
    ClientId, Epoch, Grant, OperationId, Scope, ScopeSetDigest, ScopeSetName, Timestamp, UserId,
};
use uuid::Uuid;

/// The protocol that this build speaks.
pub const PROTOCOL: u16 = 0;
/// `Content-Type` of every request and answer but `live`.
pub const CONTENT_TYPE: &str = "application/cbor";

/// Who knocks.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct HelloAsk {
    /// Protocol spoken.
    pub protocol: u16,
    /// Version of the console.
    pub build: String,
    /// The device.
    pub client: ClientId,
    /// Drawn anew whenever the outbox file is made; two incarnations of one device are a clone.
    pub incarnation: Uuid,
    /// The life of central that the device last spoke to.
    pub epoch: Option<Epoch>,
    /// Which scopes the device carries; `None` asks for the list.
    pub scopes: Option<ScopeSetName>,
}

/// What the device may have and where central stands.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct HelloReply {
    /// Oldest protocol that central speaks.
    pub protocol_min: u16,
    /// Newest protocol that central speaks.
    pub protocol_max: u16,
    /// This life of central.
    pub epoch: Epoch,
    /// Sequence number of the newest change.
    pub head_seq: u64,
    /// Newest change that a verified backup holds; the head where no backup is configured.
    pub durable_seq: u64,
    /// Central's clock when it answered.
    pub server_time: Timestamp,
    /// The scopes to carry.
    pub scopes: Carried,
    /// Newest operation of this device that has a result; 0 for none.
    pub last_client_seq: u64,
    /// How much to send at once.
    pub limits: Limits,
    /// Who the token belongs to.
    pub operator: Operator,
    /// Whether central holds sample data: every screen says so.
    pub sample: bool,
}

/// Which scopes a device is to carry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Carried {
    /// Those that it named; only in the life of central that it named too.
    Same,
    /// These and no others.
    Listed {
        /// The scopes, the ones needed first in front.
        scopes: Vec<Scope>,
        /// Rows in each of them, in the same order.
        rows: Vec<u64>,
    },
}

/// How much to send at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limits {
    /// Operations in one push.
    pub push_max_ops: u32,
    /// Bytes of operations in one push.
    pub push_max_bytes: u32,
}

/// The person and permission behind a device token.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Operator {
    /// Person.
    pub user: UserId,
    /// Name as shown.
    pub name: String,
    /// Permission.
    pub grant: Grant,
}

/// The document that `trucban-central enroll` writes and a new console reads.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Enrolment {
    /// Where central answers: `https://…`, or `http://` on loopback only.
    pub url: String,
    /// Central's certificate authority, PEM; absent for plain HTTP.
    pub ca_pem: Option<String>,
    /// The device's bearer token. Secret.
    pub token: String,
    /// The device.
    pub client: ClientId,
    /// Person and permission, to show before the first contact.
    pub operator: Operator,
}

/// What a device has.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PullAsk {
    /// The life of central that the cursors belong to.
    pub epoch: Epoch,
    /// Which scopes, and what is held of them.
    pub scopes: PullScopes,
}

/// The scopes of a pull, with the newest sequence number held.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PullScopes {
    /// The set that central named, without some.
    Set {
        /// The set: what the grant gives now, or the pull is refused.
        name: ScopeSetName,
        /// The scopes of the set that are not held yet. Nothing is told of them.
        missing: Vec<Scope>,
        /// The newest sequence number up to which all others are held; some may be further.
        after: u64,
    },
    /// These, each held up to a number of its own; 0 for one of which nothing is held.
    Each(BTreeMap<Scope, u64>),
}

/// A piece of an answer to a pull. All pieces come from one read transaction.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PullFrame {
    /// Changed rows, by sequence number within their scope.
    Rows(Vec<Row>),
    /// Rows that are no longer in a scope.
    Gone(Vec<Tombstone>),
    /// The answer is whole; nothing of it counts before this is read.
    End(PullEnd),
}

/// A row in a scope. A row of two scopes comes twice, once for each.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// Scope.
    pub scope: Scope,
    /// Table word, see [`Entity`](trucban_domain::Entity). An unknown one is kept unread.
    pub entity: String,
    /// Key.
    pub id: Uuid,
    /// When it changed, in central's order.
    pub seq: u64,
    /// How often it changed, from 1.
    pub row_version: u64,
    /// The record, see [`Record::decode`](trucban_domain::Record::decode).
    #[serde(with = "serde_bytes")]
    pub data: Vec<u8>,
}

/// A row that is no longer in a scope.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tombstone {
    /// Scope.
    pub scope: Scope,
    /// Table word.
    pub entity: String,
    /// Key.
    pub id: Uuid,
    /// When it left.
    pub seq: u64,
    /// Why.
    pub kind: Departure,
}

/// Why a row is no longer in a scope.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Departure {
    /// It exists no more.
    Deleted,
    /// It moved to other scopes, which the device may hold too.
    LeftScope,
}

/// The end of an answer to a pull.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PullEnd {
    /// Sequence number of the newest change of any scope: up to here the device holds every scope of
    /// the pull once it has taken the answer in.
    pub head_seq: u64,
    /// What the scopes of the pull hold at that number.
    pub digests: Digests,
    /// The effects of this device's operations up to this number are in the answer (or were in an
    /// earlier one); they leave the replay set with it.
    pub acked_client_seq: u64,
}

/// What the scopes of a pull hold, told as they were named.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Digests {
    /// All of them together.
    Set(ScopeSetDigest),
    /// Each by itself: the sum of its rows' [digests](trucban_domain::record::Versioned::digest).
    Each(BTreeMap<Scope, Digest>),
}

/// Sum modulo 2^128 of the digests of a scope's rows, little endian.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Digest(#[serde(with = "serde_bytes")] pub [u8; 16]);

impl From<u128> for Digest {
    fn from(sum: u128) -> Self {
        Self(sum.to_le_bytes())
    }
}

impl From<Digest> for u128 {
    fn from(digest: Digest) -> Self {
        Self::from_le_bytes(digest.0)
    }
}

/// What to fetch to hold a scope whole.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SnapshotManifest {
    /// Scope.
    pub scope: Scope,
    /// Packs, in the order in which to load them.
    pub packs: Vec<PackRef>,
    /// Rows in all packs.
    pub rows: u64,
    /// Bytes of all packs.
    pub bytes: u64,
    /// Digest of the rows of all packs.
    pub digest: Digest,
    /// The life of central.
    pub epoch: Epoch,
    /// The cursor that the packs amount to.
    pub at_seq: u64,
}

/// A pack, named by its content: immutable, cacheable, the same for everybody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PackRef {
    /// BLAKE3 of the compressed bytes, in hexadecimal.
    pub hash: String,
    /// Rows.
    pub rows: u64,
    /// Compressed bytes.
    pub bytes: u64,
}

/// Operations to apply, in the order in which they were made, without a gap.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PushAsk {
    /// The device.
    pub client: ClientId,
    /// Its incarnation.
    pub incarnation: Uuid,
    /// Number of the first operation; the next ones follow without a gap.
    pub first_seq: u64,
    /// The saved bytes of each [`Operation`](trucban_domain::Operation).
    pub ops: Vec<serde_bytes::ByteBuf>,
}

/// One result for each operation sent.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PushReply {
    /// Results, in the order sent.
    pub results: Vec<Answered>,
    /// Newest operation of this device that has a result.
    pub last_client_seq: u64,
}

/// An operation's result.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Answered {
    /// Number on the device.
    pub client_seq: u64,
    /// The operation; absent where its bytes could not be read.
    pub op_id: Option<OperationId>,
    /// What became of it.
    pub result: OpResult,
    /// When central decided.
    pub at: Timestamp,
}

/// A request that was refused, as the body of a 4xx or 5xx answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fault {
    /// What went wrong; a console branches on it.
    pub code: FaultCode,
}

/// Why a request was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FaultCode {
    /// 401: no token, or one that central never gave.
    UnknownToken,
    /// 401: the token was taken back.
    RevokedToken,
    /// 403: not in the caller's scopes.
    OutOfScope,
    /// 409: another incarnation of this device has spoken: its data folder was copied.
    Forked,
    /// 409: `first_seq` leaves a gap; the hello tells where to go on.
    Gap,
    /// 409: the cursors belong to another life of central; say hello.
    OtherEpoch,
    /// 409: the grant gives another set of scopes than the one named; say hello.
    OtherScopes,
    /// 404: no such thing.
    NotFound,
    /// 400: the request cannot be read.
    Unreadable,
    /// 413: too much at once.
    TooLarge,
    /// 426: central does not speak this protocol.
    Protocol,
    /// 5xx: try again later.
    Internal,
    /// A reason of a newer central.
    #[serde(other)]
    Other,
}
