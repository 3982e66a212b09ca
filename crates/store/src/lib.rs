//! The laptop's memory: three encrypted SQLite files in one data folder.
//!
//! `outbox.db` holds what people did: synced at every save, small, never thrown away. `cache.db` holds
//! a copy of central's rows with the unanswered acts applied on top: large, disposable. A person's act
//! is saved in the first and then shown through the second; whatever a crash leaves between the two is
//! done at the next start. `photos.db` holds the photos that people attached, until central has them.
//!
//! Owns every SQL statement of the laptop, the key of the files, and what happens when a file is
//! damaged, the disk is full, or another process owns the folder. Refuses network, clock and
//! randomness: times are arguments, random bytes come from the [`Entropy`](trucban_domain::Entropy) given
//! at opening. Fails as [`StoreError`] tells.

mod act;
mod alerts;
mod ballast;
mod cache;
mod city;
mod connection;
mod database;
mod error;
mod feed;
mod figures;
mod folder;
mod handovers;
mod key;
mod migrate;
mod opening;
mod outbox;
mod photos;
mod pictures;
mod places;
mod queue;
mod reading;
mod sending;
mod step;
mod store;
mod taking;
mod tiles;
mod write;

pub use act::{ActState, LocalAct, OutboxCounts, OutboxEntry, PendingOp, Saved, SyncFacts};
pub use alerts::{AlertAsk, AlertFilter, AlertLine, AlertSlice, AlertTally, AlertView};
pub use cache::audit::Discrepancy;
pub use cache::near::Near;
pub use cache::tag::Viewer;
pub use city::{LandAt, MapHoldings};
pub use error::{KeyError, StoreError};
pub use feed::{FeedRow, FeedTombstone, Flip, Flipped, Flipping, Position, Subscribed};
pub use figures::FiguresAsk;
pub use handovers::Suggested;
pub use photos::{OwnPicture, PhotoToKeep, WaitingPicture};
pub use pictures::{PICTURE_MAX_BYTES, PictureHash};
pub use places::{Place, Places};
pub use queue::{QueueAsk, QueueRow, QueueSlice, View, ViewCounts, WardLine};
pub use store::{Access, KeyPlace, KeyPreference, OpenStore, Opening, Store};
