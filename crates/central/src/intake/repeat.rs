//! Telling a report that is sent again from a new one, so that a telephone that lost the answer can
//! post once more.
//!
//! With an `Idempotency-Key` the key decides, for a day; the same key with other content is refused.
//! Without one, the same content under the same API key within ten minutes is the same report.

use trucban_domain::{IncidentId, Timestamp};

use crate::apply::Turn;
use crate::error::CentralError;
use crate::store::api_key::{self, Taken};

const KEY_HOLDS_MS: i64 = 24 * 60 * 60 * 1000;
const CONTENT_HOLDS_MS: i64 = 10 * 60 * 1000;

/// Which post this is.
#[derive(Debug, Clone, Copy)]
pub(super) struct Post {
    api_key: i64,
    repeat_key: [u8; 32],
    content: [u8; 32],
    holds_ms: i64,
}

/// What is known of a post.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Known {
    /// Nothing; it is new.
    New,
    /// It became this report.
    Taken(IncidentId),
    /// Its key belongs to other content.
    OtherContent,
}

impl Post {
    /// The post with this content under this API key.
    pub(super) fn new(api_key: i64, idempotency_key: Option<&str>, content: [u8; 32]) -> Self {
        let (repeat_key, holds_ms) = match idempotency_key {
            Some(key) => (named("key", key.as_bytes()), KEY_HOLDS_MS),
            None => (named("content", &content), CONTENT_HOLDS_MS),
        };
        Self { api_key, repeat_key, content, holds_ms }
    }

    /// What is known of it.
    pub(super) fn known(&self, turn: &Turn<'_>) -> Result<Known, CentralError> {
        let since = turn.now().plus_ms(-self.holds_ms);
        let taken = api_key::taken(turn.db(), self.api_key, &self.repeat_key, since)?;
        Ok(match taken {
            None => Known::New,
            Some(taken) if taken.content == self.content => Known::Taken(taken.incident),
            Some(_) => Known::OtherContent,
        })
    }

    /// Keeps what it became.
    pub(super) fn keep(&self, turn: &Turn<'_>, incident: IncidentId) -> Result<(), CentralError> {
        let at: Timestamp = turn.now();
        let taken = Taken { content: self.content, incident, at };
        let forget_before = at.plus_ms(-KEY_HOLDS_MS);
        api_key::keep(turn.db(), self.api_key, &self.repeat_key, &taken, forget_before)
    }
}

fn named(kind: &str, key: &[u8]) -> [u8; 32] {
    let mut hasher = blake3::Hasher::new();
    hasher.update(kind.as_bytes());
    hasher.update(&[0]);
    hasher.update(key);
    *hasher.finalize().as_bytes()
}
