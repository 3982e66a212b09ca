//! The lane that sends photos: a piece at a time, small pictures first, each once central has accepted the
//! act that names it.
//!
//! Central alone knows how much of a photo it has, and is asked whenever that is not certain: at the
//! first piece, and after anything went wrong. So a piece that came in half, or whose answer was lost,
//! is not sent again. A photo that central does not take is left alone for a while and lets the others
//! pass; it stays here whatever happens.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use trucban_domain::Timestamp;
use trucban_store::{PictureHash, Store, WaitingPicture};

use crate::client::Answer;
use crate::step::step;
use crate::transfer::{Failure, Transfer};

/// The length of a piece. Between two of them acts and rows have their turn; on a link of 20 kB/s one
/// takes 13 seconds.
const PIECE_BYTES: u64 = 256 << 10;
/// How long a photo that central did not take is left alone.
const PUT_OFF_MS: i64 = 5 * 60_000;
/// How many times in a row a piece may not fit before its photo is left alone.
const MISFITS_MAX: u32 = 3;
/// Parts of a photo that a person sees coming.
const STEPS_SHOWN: u64 = 20;

/// What came of an exchange.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Sent {
    /// Whether central has more of a photo than it was known to have.
    pub advanced: bool,
    /// Whether a person sees a difference.
    pub shows: bool,
    /// Whether more wait that central takes.
    pub more: bool,
}

/// What the lane remembers between exchanges.
#[derive(Debug, Clone, Default)]
pub(crate) struct Uploads(Arc<Mutex<State>>);

#[derive(Debug, Default)]
struct State {
    /// The photo that is being sent, and how much of it central has for certain.
    at: Option<(PictureHash, u64)>,
    misfits: u32,
    put_off: BTreeMap<PictureHash, Timestamp>,
}

impl Uploads {
    /// The next of those that wait: the first that central takes and that is not put off. Whether others
    /// follow.
    fn next(&self, waiting: Vec<WaitingPicture>, now: Timestamp) -> Option<(WaitingPicture, bool)> {
        let mut state = self.state();
        state.put_off.retain(|_, until| *until > now);
        let may = |it: &WaitingPicture| it.ready && !state.put_off.contains_key(&it.hash);
        let mut may_go = waiting.into_iter().filter(may);
        let first = may_go.next()?;
        Some((first, may_go.next().is_some()))
    }

    /// How much of a photo central has for certain.
    fn at(&self, hash: PictureHash) -> Option<u64> {
        self.state().at.filter(|(of, _)| *of == hash).map(|(_, at)| at)
    }

    fn is_at(&self, hash: PictureHash, at: u64) {
        self.state().at = Some((hash, at));
    }

    /// Nothing is certain any more.
    fn lost(&self) {
        self.state().at = None;
    }

    /// Notes a piece that did not fit; whether there were too many.
    fn misfit(&self) -> bool {
        let mut state = self.state();
        state.at = None;
        state.misfits += 1;
        state.misfits >= MISFITS_MAX
    }

    fn fits(&self) {
        self.state().misfits = 0;
    }

    fn put_off(&self, hash: PictureHash, now: Timestamp) {
        let mut state = self.state();
        state.at = None;
        state.misfits = 0;
        state.put_off.insert(hash, now.plus_ms(PUT_OFF_MS));
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Transfer {
    /// Whether photos wait that central takes.
    pub async fn photos_wait(&self) -> Result<bool, Failure> {
        let waiting = self.stored(Store::waiting_pictures).await?;
        Ok(self.uploads.next(waiting, self.clock.now()).is_some())
    }

    /// Sends the next piece, or finds out where it begins.
    pub async fn send_photos(&self) -> Result<Sent, Failure> {
        let waiting = self.stored(Store::waiting_pictures).await?;
        let next = self.uploads.next(waiting, self.clock.now());
        let Some((picture, others)) = next else { return Ok(Sent::default()) };
        let WaitingPicture { hash, byte_count, sent_bytes, .. } = picture;
        let answer = match self.uploads.at(hash) {
            Some(at) if at < byte_count => self.send_from(hash, at).await,
            _ => self.client.begin_upload(hash, byte_count).await.map_err(Failure::from),
        };
        let answer = answer.inspect_err(|_failure| self.uploads.lost())?;
        match answer {
            Answer::At(at) => {
                self.uploads.fits();
                self.uploads.is_at(hash, at);
                let done = at == byte_count;
                self.note(hash, at, done).await?;
                let step = |bytes: u64| bytes.saturating_mul(STEPS_SHOWN) / byte_count.max(1);
                Ok(Sent {
                    advanced: done || at > sent_bytes,
                    shows: done || step(at) != step(sent_bytes),
                    more: others || !done,
                })
            }
            Answer::Elsewhere => {
                if self.uploads.misfit() {
                    self.uploads.put_off(hash, self.clock.now());
                }
                Ok(Sent { more: true, ..Sent::default() })
            }
            Answer::NotTaken => {
                tracing::warn!(%hash, "central does not take a photo; it is kept and tried later");
                self.uploads.put_off(hash, self.clock.now());
                Ok(Sent { more: others, ..Sent::default() })
            }
        }
    }

    async fn send_from(&self, hash: PictureHash, at: u64) -> Result<Answer, Failure> {
        // Up to the next whole number of pieces: so each is read in one go.
        let length = PIECE_BYTES - at % PIECE_BYTES;
        let piece = self.stored(move |store| store.own_picture_part(hash, at, length)).await?;
        match piece.filter(|piece| !piece.is_empty()) {
            Some(piece) => {
                let answer = self.client.send_piece(hash, at, piece).await?;
                step!("sync::photo::piece_sent");
                Ok(answer)
            }
            None => Ok(Answer::NotTaken),
        }
    }

    /// Notes how far a photo is. Only what central holds, whole and checked, may go from here.
    async fn note(&self, hash: PictureHash, at: u64, done: bool) -> Result<(), Failure> {
        let now = self.clock.now();
        self.stored(move |store| {
            if done {
                store.note_picture_at_central(hash, now)
            } else {
                store.note_picture_sent(hash, at)
            }
        })
        .await
    }
}

#[cfg(test)]
mod tests {
    use trucban_domain::OperationId;

    use super::*;

    fn waiting(n: u8, ready: bool) -> WaitingPicture {
        WaitingPicture {
            hash: PictureHash::of(&[n]),
            small: false,
            byte_count: 10,
            sent_bytes: 0,
            named_by: OperationId::from_uuid(uuid::Uuid::from_u128(n.into())),
            ready,
        }
    }

    #[test]
    fn a_photo_waits_for_its_act_and_lets_the_others_pass_while_central_does_not_take_it() {
        let uploads = Uploads::default();
        let now = Timestamp::from_ms(0);
        let all = || vec![waiting(1, false), waiting(2, true), waiting(3, true)];
        let next = |now| uploads.next(all(), now).map(|(it, others)| (it.hash, others));
        assert_eq!(next(now), Some((PictureHash::of(&[2]), true)));
        uploads.put_off(PictureHash::of(&[2]), now);
        assert_eq!(next(now), Some((PictureHash::of(&[3]), false)));
        uploads.put_off(PictureHash::of(&[3]), now);
        assert_eq!(next(now), None);
        let later = Timestamp::from_ms(PUT_OFF_MS);
        assert_eq!(next(later), Some((PictureHash::of(&[2]), true)));
    }

    #[test]
    fn where_central_is_counts_for_that_photo_until_anything_goes_wrong() {
        let uploads = Uploads::default();
        let (one, other) = (PictureHash::of(&[1]), PictureHash::of(&[2]));
        uploads.is_at(one, 7);
        assert_eq!((uploads.at(one), uploads.at(other)), (Some(7), None));
        assert!(!uploads.misfit() && !uploads.misfit() && uploads.misfit());
        assert_eq!(uploads.at(one), None);
    }
}
