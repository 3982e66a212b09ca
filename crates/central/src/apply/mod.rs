//! The apply path: the one way by which anything that laptops see is written.
//!
//! Pushes and gateways take a [`Turn`]: a transaction that holds the write lock before it reads the
//! head, so numbers are given out in the order of commits. A turn performs operations one by one
//! ([`Turn::perform`]) or takes records in as they are ([`Turn::take_in`]); both end in [`rows`]. What comes by the hundred thousand is kept in a
//! [`ledger`] by the same rule and written at once by a [`load`].
//!
//! An operation that is refused or held leaves nothing in the feed, but is kept whole with its
//! result. A failure of the database ends the turn with nothing written.

mod attach;
mod decide;
pub(crate) mod ledger;
pub(crate) mod load;
mod rows;

use fail::fail_point;
use rusqlite::Connection;
use trucban_domain::{
    Case, ClientId, Incident, IncidentId, OpResult, Operation, Record, SubjectId, Timestamp,
    encoding,
};
use trucban_geo::WardIndex;

use crate::central::Central;
use crate::error::CentralError;
use crate::store::head::{self, Head};
use crate::store::op_result::{self, Given};
use crate::store::{audit, record};

pub(crate) use decide::By;

/// An operation as it came.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Sent<'a> {
    /// Who sent it.
    pub(crate) client: ClientId,
    /// Its number there; `None` for central's own gateways.
    pub(crate) client_seq: Option<u64>,
    /// Its bytes.
    pub(crate) bytes: &'a [u8],
}

/// A turn at the head of the feed.
pub(crate) struct Turn<'t> {
    db: &'t Connection,
    head: Head,
    now: Timestamp,
    wards: &'t WardIndex,
}

impl Central {
    /// Takes a turn: runs `work` and commits what it did, or nothing if it fails.
    pub(crate) fn take_turn<T, E: From<CentralError>>(
        &self,
        work: impl FnOnce(&mut Turn<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let now = self.now();
        let (answer, seq) = self.store().write(|tx| {
            let head = head::read(tx)?;
            let mut turn = Turn { db: tx, head, now, wards: self.wards() };
            let answer = work(&mut turn)?;
            let seq = turn.head.seq;
            if turn.head != head {
                head::advance(tx, &turn.head)?;
            }
            fail_point!("central::apply::before_commit", |told| Err(stopped(told.as_deref())));
            Ok::<_, E>((answer, seq))
        })?;
        fail_point!("central::apply::committed", |told| Err(stopped(told.as_deref())));
        self.announce(seq);
        Ok(answer)
    }
}

impl<'t> Turn<'t> {
    /// The database, for what else belongs into the same commit.
    pub(crate) const fn db(&self) -> &'t Connection {
        self.db
    }

    /// When the turn began, by central's clock.
    pub(crate) const fn now(&self) -> Timestamp {
        self.now
    }

    /// Central's own device.
    pub(crate) const fn gateway(&self) -> ClientId {
        self.head.gateway
    }

    /// Performs one operation and keeps what became of it. An operation that was performed before
    /// gets the result it got then.
    pub(crate) fn perform(&mut self, by: By<'_>, sent: Sent<'_>) -> Result<Given, CentralError> {
        let op_hash = *blake3::hash(sent.bytes).as_bytes();
        let read = Operation::decode(sent.bytes).ok();
        let earlier = match &read {
            Some(op) => op_result::of_operation(self.db, op.envelope.op_id)?,
            None => None,
        };
        let seq = self.head.seq + 1;
        let decision = match (&read, earlier) {
            (Some(_), Some(earlier)) => decide::again(&earlier, &op_hash),
            (Some(op), None) => self.attempt(by, op, seq)?,
            (None, _) => decide::Decision::unreadable(),
        };
        let given = Given {
            op_id: read.as_ref().map(|op| op.envelope.op_id),
            op_hash,
            result: decision.result,
            at: self.now,
        };
        op_result::keep(
            self.db,
            op_result::Of {
                client: sent.client,
                client_seq: sent.client_seq,
                subject: read.as_ref().map(|op| op.envelope.subject),
                kind: read.as_ref().map_or("unreadable", |op| op.body.kind()),
            },
            &given,
        )?;
        audit::append(
            self.db,
            &audit::Line {
                seq: decision.after.is_some().then_some(seq),
                at: self.now,
                client: sent.client,
                user: by.user(),
                op: sent.bytes,
                result: &given.result,
                before: decision.before.as_ref(),
                after: decision.after.as_ref(),
            },
        )?;
        Ok(given)
    }

    /// Decides on `op` behind a savepoint, so that one which is refused leaves no row.
    fn attempt(
        &mut self,
        by: By<'_>,
        op: &Operation,
        seq: u64,
    ) -> Result<decide::Decision, CentralError> {
        self.db.execute_batch("SAVEPOINT operation")?;
        let decision =
            decide::decide(self.db, self.wards, &mut self.head.next_number, by, op, seq)?;
        if matches!(decision.result, OpResult::Applied { .. }) {
            self.head.seq = seq;
        } else {
            self.db.execute_batch("ROLLBACK TO operation")?;
        }
        self.db.execute_batch("RELEASE operation")?;
        Ok(decision)
    }

    /// The report with this key, as it stands now.
    pub(crate) fn incident(&self, id: IncidentId) -> Result<Option<Incident>, CentralError> {
        record::incident(self.db, id)
    }

    /// The report or alert with this key, as it stands now.
    pub(crate) fn case(&self, id: SubjectId) -> Result<Option<Case>, CentralError> {
        record::case(self.db, id)
    }

    /// Takes records of a case in as they are, as one change.
    pub(crate) fn take_in(&mut self, case: &Case, records: &[Record]) -> Result<(), CentralError> {
        let seq = self.head.seq + 1;
        let before = self.case(case.id())?;
        rows::write(self.db, before.as_ref(), case, records, seq)?;
        self.head.seq = seq;
        audit::append(
            self.db,
            &audit::Line {
                seq: Some(seq),
                at: self.now,
                client: self.head.gateway,
                user: None,
                op: &[],
                result: &OpResult::Applied { seq },
                before: before.as_ref(),
                after: Some(case),
            },
        )
    }

    /// Notes that a device has sent the whole of a picture, and shows it with the reports for which the
    /// device named it.
    pub(crate) fn picture_came(
        &mut self,
        client: ClientId,
        hash: &blake3::Hash,
    ) -> Result<(), CentralError> {
        attach::came(self, client, hash)
    }

    /// Takes a record in that stands alone: of the map, or a camera.
    pub(crate) fn take_in_standing(&mut self, record: &Record) -> Result<(), CentralError> {
        let seq = self.head.seq + 1;
        rows::write_standing(self.db, record, seq)?;
        self.head.seq = seq;
        Ok(())
    }

    /// Performs an operation that central made itself and that it never refuses.
    pub(crate) fn perform_own(&mut self, op: &Operation) -> Result<(), CentralError> {
        let bytes = encoding::encode(op);
        let sent = Sent { client: self.head.gateway, client_seq: None, bytes: &bytes };
        match self.perform(By::Gateway, sent)?.result {
            OpResult::Applied { .. } => Ok(()),
            OpResult::Held { .. } => Err(CentralError::OwnOperation("held")),
            OpResult::Rejected { refusal } => Err(CentralError::OwnOperation(refusal.code())),
            OpResult::Other(_) => Err(CentralError::OwnOperation("other")),
        }
    }
}

/// What a fail point does: `return` ends the process as a power cut would, `return(lost)` fails the
/// turn where it stands.
#[cfg(feature = "failpoints")]
fn stopped<E: From<CentralError>>(told: Option<&str>) -> E {
    if told.is_none() {
        std::process::abort();
    }
    CentralError::Stopped.into()
}
