//! Saving what people do.
//!
//! First the act goes into the outbox, in one synced transaction; from then on it is safe. Then it is
//! applied to the local rows. Between the two the process may die: the next start applies it.

use std::collections::BTreeSet;

use rusqlite::Connection;
use trucban_domain::{Case, Operation, OperationId, SubjectId, Timestamp, WorkCalendar, apply};

use crate::act::Saved;
use crate::cache::landing::Landing;
use crate::cache::{case, replay, standing};
use crate::connection::lock;
use crate::database::transact;
use crate::error::StoreError;
use crate::outbox::acts::{self, Refused};
use crate::outbox::entries;
use crate::step::step;
use crate::store::Store;

/// Acts after which the outbox's log is emptied, between two saves: so that hardly any act waits for
/// the checkpoint that its own commit would make.
const ACTS_IN_LOG: u64 = 128;

impl Store {
    /// Saves an act. When this returns, the act is on disk, synced, and shows in the rows. Saving the
    /// same act again changes nothing.
    ///
    /// # Errors
    /// [`StoreError::Refused`] if the workflow forbids it on the report as this laptop knows it;
    /// [`StoreError::DiskFull`] if even the reserve is used up. The act is not saved then.
    pub fn write(&self, op: &Operation, now: Timestamp) -> Result<Saved, StoreError> {
        self.save(op, None, now, |_| {})
    }

    /// As [`write`](Self::write); `safe` is called as soon as the act is on disk, a moment before it
    /// shows in the rows. It is not called for an act that is not saved.
    ///
    /// # Errors
    /// As [`write`](Self::write).
    pub fn write_telling(
        &self,
        op: &Operation,
        now: Timestamp,
        safe: impl FnOnce(Saved),
    ) -> Result<(), StoreError> {
        self.save(op, None, now, safe).map(|_| ())
    }

    /// Makes a refused act again as `new`, on the report as it is now. The refused one is kept.
    ///
    /// # Errors
    /// As [`write`](Self::write); [`StoreError::UnknownOperation`] or [`StoreError::NotRefused`] if
    /// there is nothing to make again.
    pub fn resend(
        &self,
        refused: OperationId,
        new: &Operation,
        now: Timestamp,
    ) -> Result<Saved, StoreError> {
        self.save(new, Some(refused), now, |_| {})
    }

    /// Settles a refused act without making it again. It is kept with the reason.
    ///
    /// # Errors
    /// [`StoreError::UnknownOperation`] or [`StoreError::NotRefused`] if there is nothing to settle.
    pub fn discard(
        &self,
        refused: OperationId,
        reason: &str,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let refused = self.outbox_file().write(|outbox| {
            let refused = acts::refused(outbox, refused)?;
            acts::discard(outbox, refused, reason, now)?;
            Ok(refused)
        })?;
        self.overlay(Some(refused.subject));
        Ok(())
    }

    /// Takes an act back that nobody has sent, and after which nothing was done to its case: as if it
    /// had not been done. Whether it was; an act that is on its way stays. It is kept in the outbox.
    ///
    /// # Errors
    /// [`StoreError::DiskFull`] and the like; the act stays then.
    pub fn withdraw(&self, op_id: OperationId, now: Timestamp) -> Result<bool, StoreError> {
        let subject = self.outbox_file().write(|outbox| acts::withdraw(outbox, op_id, now))?;
        if let Some(subject) = subject {
            self.overlay(Some(subject));
        }
        Ok(subject.is_some())
    }

    fn save(
        &self,
        op: &Operation,
        instead_of: Option<OperationId>,
        now: Timestamp,
        safe: impl FnOnce(Saved),
    ) -> Result<Saved, StoreError> {
        self.name_photos(op)?;
        let saved = self.save_named(op, instead_of, now, safe);
        // Any other failure may have come after the act was written.
        if matches!(saved, Err(StoreError::Refused(_))) {
            self.unname_photos(op);
        }
        saved
    }

    fn save_named(
        &self,
        op: &Operation,
        instead_of: Option<OperationId>,
        now: Timestamp,
        safe: impl FnOnce(Saved),
    ) -> Result<Saved, StoreError> {
        let op_id = op.envelope.op_id;
        let mut outbox = self.outbox_file().writer()?;
        step!("store::save::begin");
        let bytes = op.encode();
        let mut insert = || {
            transact(&mut outbox, |tx| {
                if let Some(client_seq) = acts::number_of(tx, op_id)? {
                    return Ok(Inserted { client_seq, known: true, reopened: None });
                }
                let instead_of = instead_of.map(|op_id| acts::refused(tx, op_id)).transpose()?;
                self.permit(tx, op, instead_of)?;
                let client_seq = acts::insert(tx, op, &bytes, instead_of, now)?;
                step!("store::save::inserted");
                let reopened = instead_of.map(|refused| refused.subject);
                Ok(Inserted { client_seq, known: false, reopened })
            })
        };
        let inserted = match insert() {
            Err(StoreError::DiskFull) if self.release_ballast() => insert(),
            inserted => inserted,
        };
        let Inserted { client_seq, known, reopened } = self.outbox_file().watch(inserted)?;
        let saved = Saved { op_id, client_seq };
        if known {
            drop(outbox);
            safe(saved);
            return Ok(saved);
        }
        self.raise_mark(client_seq);
        drop(outbox);
        step!("store::save::committed");
        safe(saved);
        self.overlay(reopened);
        step!("store::save::overlaid");
        if client_seq.is_multiple_of(ACTS_IN_LOG) {
            self.outbox_file().empty_log();
        }
        Ok(saved)
    }

    /// Whether the workflow allows `op` on the case as it is after every other act of the replay
    /// set. Where the cache cannot tell, central will: saving is the last thing to fail.
    fn permit(
        &self,
        outbox: &Connection,
        op: &Operation,
        instead_of: Option<Refused>,
    ) -> Result<(), StoreError> {
        let subject = op.envelope.subject;
        let newest = acts::newest_number(outbox)?;
        let read = self.cache_file().read_warm(|cache| {
            let standing = standing::read(cache)?;
            if instead_of.is_none() && standing.last_client_seq == newest {
                return Ok(Known::Applied(case::read(cache, subject)?));
            }
            Ok(Known::Base(replay::base(cache, subject)?, standing.acked_client_seq))
        });
        let current = match read {
            Err(error) if error.is_damage() => return Ok(()),
            Err(error) => return Err(error),
            Ok(Known::Applied(current)) => current,
            Ok(Known::Base(base, acked)) => {
                let except = instead_of.map(|refused| refused.client_seq);
                let others = entries::replayed(outbox, subject, acked, except)?;
                replay::replay(base, &others).case
            }
        };
        match apply(op, current.as_ref(), WorkCalendar::shipped()) {
            Ok(_) => Ok(()),
            Err(refusal) => Err(StoreError::Refused(refusal)),
        }
    }

    /// Applies the acts that were saved since the last time, and derives `reopened` again. A failure
    /// here is not the act's failure: what was not done is done with the next act or flip, or at the
    /// next start.
    fn overlay(&self, reopened: Option<SubjectId>) {
        let due: BTreeSet<SubjectId> = {
            let mut overdue = lock(self.overdue());
            overdue.extend(reopened);
            overdue.clone()
        };
        let applied = self.land(|cache, outbox| {
            let acked = standing::read(cache)?.acked_client_seq;
            let mut landing = Landing::of_acts(cache, outbox, acked);
            for subject in &due {
                landing.reopen(*subject)?;
            }
            landing.catch_up()?;
            landing.finish()
        });
        match applied {
            Ok(_) => lock(self.overdue()).retain(|subject| !due.contains(subject)),
            Err(error) => tracing::warn!(%error, "an act is saved and does not show yet"),
        }
    }
}

/// An act that is in the outbox.
struct Inserted {
    client_seq: u64,
    /// It was there before.
    known: bool,
    /// The case of the refused act in whose place it came.
    reopened: Option<SubjectId>,
}

/// What the cache knows of a case before an act.
enum Known {
    /// The case with every saved act applied.
    Applied(Option<Case>),
    /// Central's version, and the number up to which acts are in it.
    Base(Option<Case>, u64),
}
