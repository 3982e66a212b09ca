//! What the hand-over screen asks and gets.

use trucban_domain::{Handover, Timestamp, UnitCode, UserId};

use crate::act::LocalAct;
use crate::cache::{handover, suggest};
use crate::error::StoreError;
use crate::outbox::entries;
use crate::store::Store;

pub use crate::cache::suggest::Suggested;

impl Store {
    /// Hand-overs that nobody took, the oldest first, then those that were, the newest first; at most
    /// `limit` of each, with the newest act of this laptop on each that is not settled.
    pub fn handovers(&self, limit: u32) -> Result<Vec<(Handover, Option<LocalAct>)>, StoreError> {
        let handovers = self.cache_file().read(|cache| handover::list(cache, limit))?;
        let acts = self.outbox_file().read(|outbox| {
            entries::local_of_subjects(outbox, handovers.iter().map(|it| it.id.into()))
        })?;
        Ok(handovers.into_iter().zip(acts).collect())
    }

    /// How many hand-overs nobody took that somebody else than `user` gave.
    pub fn unread_handovers(&self, user: UserId) -> Result<u32, StoreError> {
        self.cache_file().read(|cache| handover::unread(cache, user))
    }

    /// What a hand-over of `unit` should name: reports late or due at `until` or before, and those that
    /// wait for an answer; at most `limit`.
    pub fn suggest_handover(
        &self,
        unit: &UnitCode,
        until: Timestamp,
        limit: usize,
    ) -> Result<Suggested, StoreError> {
        self.cache_file().read(|cache| suggest::read(cache, unit, until, limit))
    }
}
