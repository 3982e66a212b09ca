//! The laptop's memory: two encrypted SQLite files in one data folder.
//!
//! `outbox.db` holds what people did (synchronous, small, never thrown away); `cache.db` holds a
//! copy of central's rows with those acts applied on top (large, disposable).

mod act;
mod error;
mod feed;
mod queue;
mod store;

pub use act::{ActState, LocalAct, OutboxCounts, OutboxEntry, PendingOp, Saved, SyncFacts};
pub use error::{KeyError, StoreError};
pub use feed::{FeedRow, FeedTombstone, Flip, Flipped, Position, Subscribed};
pub use queue::{QueueAsk, QueueRow, QueueSlice, View, ViewCounts};
pub use store::{Access, KeyPlace, KeyPreference, OpenStore, Opening, Store};
