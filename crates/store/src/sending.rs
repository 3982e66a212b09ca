//! The outbox as synchronisation sees it: what to send, that it was sent, what central answered.

use trucban_domain::{OpResult, Timestamp};

use crate::act::PendingOp;
use crate::error::StoreError;
use crate::outbox::{acts, entries};
use crate::step::step;
use crate::store::Store;

impl Store {
    /// Acts without an answer, in the order in which they were made, within the limits (one at
    /// least). Their numbers follow without a gap, so that they fit one push.
    pub fn pending(&self, max_ops: usize, max_bytes: usize) -> Result<Vec<PendingOp>, StoreError> {
        self.outbox_file().read(|outbox| entries::pending(outbox, max_ops, max_bytes))
    }

    /// Notes that the acts from `first_seq` to `last_seq` were sent.
    pub fn mark_sent(
        &self,
        first_seq: u64,
        last_seq: u64,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        self.outbox_file().write(|outbox| acts::mark_sent(outbox, first_seq, last_seq, now))?;
        step!("store::sent::marked");
        Ok(())
    }

    /// Notes central's answers. An act that has an answer keeps it, whatever comes later.
    pub fn record_results(&self, results: &[(u64, OpResult, Timestamp)]) -> Result<(), StoreError> {
        self.outbox_file().write(|outbox| {
            for (client_seq, result, at) in results {
                acts::answer(outbox, *client_seq, result, *at)?;
            }
            step!("store::results::before_commit");
            Ok(())
        })?;
        step!("store::results::committed");
        self.restore_ballast();
        Ok(())
    }
}
