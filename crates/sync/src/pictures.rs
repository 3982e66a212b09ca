//! The lowest lane: pictures of alerts and reports, a few at a time.
//!
//! What a person looks at comes first, then the first picture of each case that waits, then the rest. A picture is checked against its hash before it is kept. One that central does not have (or
//! does not give), or whose bytes are others, is left alone for a while, so that it never stands in
//! the way of the next. A fetch that was cut goes on where it ended for as long as the engine lives.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use trucban_contract::wire::FaultCode;
use trucban_domain::Timestamp;
use trucban_store::{PICTURE_MAX_BYTES, PictureHash, Store, StoreError};

use crate::client::ClientError;
use crate::transfer::{Failure, Transfer};

/// Pictures in one exchange: few, so that the lane soon stands still where rows come.
const AT_ONCE: usize = 4;
/// How long a picture that could not be had is left alone.
const PUT_OFF_MS: i64 = 5 * 60_000;
/// Pictures that somebody looked at and that are still to come, at most.
const ASKED_MAX: usize = 64;

/// What came of an exchange.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Fetched {
    /// Pictures that are here now and were not before.
    pub new: u32,
    /// Whether more are wanted that may be had.
    pub more: bool,
}

/// What the lane remembers between exchanges.
#[derive(Debug, Clone, Default)]
pub(crate) struct Pictures(Arc<Mutex<State>>);

#[derive(Debug, Default)]
struct State {
    asked: VecDeque<PictureHash>,
    put_off: BTreeMap<PictureHash, Timestamp>,
    half: Option<(PictureHash, Vec<u8>)>,
}

impl Pictures {
    /// Puts pictures before all others.
    pub fn ask(&self, hashes: Vec<PictureHash>) {
        let mut state = self.state();
        for hash in hashes.into_iter().rev() {
            state.asked.retain(|asked| *asked != hash);
            state.asked.push_front(hash);
        }
        state.asked.truncate(ASKED_MAX);
    }

    /// The next ones of what is asked for and then of `wanted`, without those that are put off.
    fn next(&self, wanted: &[PictureHash], now: Timestamp) -> Vec<PictureHash> {
        let mut state = self.state();
        state.put_off.retain(|_, until| *until > now);
        let mut next: Vec<PictureHash> = Vec::new();
        for hash in state.asked.iter().chain(wanted) {
            if !state.put_off.contains_key(hash) && !next.contains(hash) {
                next.push(*hash);
                if next.len() > AT_ONCE {
                    break;
                }
            }
        }
        next
    }

    fn done(&self, hash: PictureHash) {
        self.state().asked.retain(|asked| *asked != hash);
    }

    fn put_off(&self, hash: PictureHash, now: Timestamp) {
        self.done(hash);
        self.state().put_off.insert(hash, now.plus_ms(PUT_OFF_MS));
    }

    fn take_half(&self, hash: PictureHash) -> Vec<u8> {
        let half = self.state().half.take();
        half.filter(|(of, _)| *of == hash).map(|(_, bytes)| bytes).unwrap_or_default()
    }

    fn keep_half(&self, hash: PictureHash, bytes: Vec<u8>) {
        self.state().half = (!bytes.is_empty()).then_some((hash, bytes));
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Transfer {
    /// Fetches the next pictures. A failure of the link ends the exchange; what was wanted is tried
    /// again with the next news.
    pub async fn fetch_pictures(&self) -> Fetched {
        let mut fetched = Fetched::default();
        match self.fetch_some(&mut fetched).await {
            Ok(more) => fetched.more = more,
            Err(failure) => {
                tracing::info!(cause = failure.cause, "pictures wait");
            }
        }
        fetched
    }

    async fn fetch_some(&self, fetched: &mut Fetched) -> Result<bool, Failure> {
        let wanted = self.stored(Store::pictures_wanted).await?;
        let next = self.pictures.next(&wanted, self.clock.now());
        for hash in next.iter().take(AT_ONCE) {
            if self.fetch_picture(*hash).await? {
                fetched.new += 1;
            }
        }
        Ok(next.len() > AT_ONCE)
    }

    /// Fetches one picture; whether it is new here. One that was attached here is not fetched.
    async fn fetch_picture(&self, hash: PictureHash) -> Result<bool, Failure> {
        if self.stored(move |store| store.adopt_picture(hash)).await? {
            self.pictures.put_off(hash, self.clock.now());
            return Ok(false);
        }
        let mut bytes = self.pictures.take_half(hash);
        let came = self.client.blob(&hash.to_string(), &mut bytes, PICTURE_MAX_BYTES).await;
        match came {
            Ok(()) => {}
            Err(error @ (ClientError::Fault(FaultCode::NotFound) | ClientError::Garbled)) => {
                tracing::info!(%hash, %error, "a picture cannot be had");
                self.pictures.put_off(hash, self.clock.now());
                return Ok(false);
            }
            Err(error) => {
                self.pictures.keep_half(hash, bytes);
                return Err(error.into());
            }
        }
        let store = self.store.clone();
        let kept = tokio::task::spawn_blocking(move || store.keep_picture(hash, &bytes)).await;
        match kept {
            Ok(Ok(new)) => {
                self.pictures.done(hash);
                if !new {
                    // Nobody names it any more, or there is no room: asking again at once is no use.
                    self.pictures.put_off(hash, self.clock.now());
                }
                Ok(new)
            }
            Ok(Err(error @ StoreError::WrongPicture)) => {
                tracing::warn!(%hash, %error, "central sent other bytes than it promised");
                self.pictures.put_off(hash, self.clock.now());
                Ok(false)
            }
            Ok(Err(error)) => Err(error.into()),
            Err(stopped) => Err(Failure::stopped(&stopped)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hash(n: u8) -> PictureHash {
        PictureHash::of(&[n])
    }

    #[test]
    fn what_is_looked_at_comes_first_and_nothing_twice() {
        let pictures = Pictures::default();
        pictures.ask(vec![hash(3), hash(9)]);
        let next = pictures.next(&[hash(1), hash(3)], Timestamp::from_ms(0));
        assert_eq!(next, [hash(3), hash(9), hash(1)]);
        pictures.done(hash(9));
        assert_eq!(pictures.next(&[hash(1)], Timestamp::from_ms(0)), [hash(3), hash(1)]);
    }

    #[test]
    fn a_picture_that_cannot_be_had_lets_the_others_pass_and_is_tried_later() {
        let pictures = Pictures::default();
        pictures.put_off(hash(1), Timestamp::from_ms(0));
        let wanted = [hash(1), hash(2)];
        assert_eq!(pictures.next(&wanted, Timestamp::from_ms(1)), [hash(2)]);
        assert_eq!(pictures.next(&wanted, Timestamp::from_ms(PUT_OFF_MS)), wanted);
    }

    #[test]
    fn half_a_picture_is_kept_for_that_picture_alone() {
        let pictures = Pictures::default();
        pictures.keep_half(hash(1), vec![1, 2]);
        assert_eq!(pictures.take_half(hash(2)), Vec::<u8>::new());
        pictures.keep_half(hash(1), vec![1, 2]);
        assert_eq!(pictures.take_half(hash(1)), [1, 2]);
    }
}
