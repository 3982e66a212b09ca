//! What the outbox tells of an act: the receipt, the counts, what waits to be sent.

use trucban_domain::{OpResult, OperationId, Timestamp};

/// An act was saved: it is on disk, encrypted and synced, and will not be lost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Saved {
    /// The act.
    pub op_id: OperationId,
    /// Its number in the outbox, from 1, without a gap.
    pub client_seq: u64,
}

/// Where an act stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ActState {
    /// On disk, never sent.
    Saved,
    /// Sent, no answer yet.
    Sent,
    /// Central has it.
    Accepted,
    /// Central refused it, or answered what this build does not know.
    Refused,
    /// Central keeps it until another act is settled.
    Held,
    /// A person discarded it.
    Discarded,
    /// A person made it again.
    Resent,
}

/// An act of this laptop that is not settled, beside the row that it concerns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LocalAct {
    /// Its number in the outbox.
    pub client_seq: u64,
    /// Where it stands.
    pub state: ActState,
}

/// An act with its receipt.
#[derive(Debug, Clone, PartialEq)]
pub struct OutboxEntry {
    /// Its number.
    pub client_seq: u64,
    /// Its key.
    pub op_id: OperationId,
    /// The bytes as they were saved and are sent; empty for an act that a damaged disk destroyed.
    pub bytes: Vec<u8>,
    /// When it was on disk.
    pub saved_at: Timestamp,
    /// When it was first sent.
    pub first_sent_at: Option<Timestamp>,
    /// When it was last sent.
    pub last_sent_at: Option<Timestamp>,
    /// What central answered, and when central decided.
    pub result: Option<(OpResult, Timestamp)>,
    /// Why and when a person discarded it.
    pub discarded: Option<(String, Timestamp)>,
    /// The number of the act that was made in its place.
    pub resent_as: Option<u64>,
}

impl OutboxEntry {
    /// Where the act stands.
    pub fn state(&self) -> ActState {
        if self.resent_as.is_some() {
            return ActState::Resent;
        }
        if self.discarded.is_some() {
            return ActState::Discarded;
        }
        match &self.result {
            Some((OpResult::Applied { .. }, _)) => ActState::Accepted,
            Some((OpResult::Held { .. }, _)) => ActState::Held,
            Some((OpResult::Rejected { .. } | OpResult::Other(_), _)) => ActState::Refused,
            None if self.first_sent_at.is_some() => ActState::Sent,
            None => ActState::Saved,
        }
    }
}

/// The outbox in numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct OutboxCounts {
    /// Saved, never sent.
    pub waiting: u32,
    /// Sent, no answer yet.
    pub unanswered: u32,
    /// Refused or held, and not settled by a person.
    pub refused: u32,
    /// Accepted by central on the day asked for.
    pub accepted_today: u32,
    /// When the oldest act without an answer was saved.
    pub oldest_waiting: Option<Timestamp>,
}

/// What the status bar tells of synchronisation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct SyncFacts {
    /// Until when central's changes are in; `None` before the first flip.
    pub as_of: Option<Timestamp>,
    /// Saved, never sent.
    pub waiting: u32,
    /// Sent, no answer yet.
    pub unanswered: u32,
    /// Refused or held, and not settled by a person.
    pub refused: u32,
    /// When the oldest act without an answer was saved.
    pub oldest_waiting: Option<Timestamp>,
    /// The number of the newest act; 0 for none.
    pub last_seq: u64,
}

/// An act that has no answer yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PendingOp {
    /// Its number.
    pub client_seq: u64,
    /// Its key.
    pub op_id: OperationId,
    /// The bytes to send.
    pub bytes: Vec<u8>,
}
