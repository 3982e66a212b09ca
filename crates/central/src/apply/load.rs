//! A load: what a [`Ledger`] holds, written into the database at once.
//!
//! One thread makes things and keeps the ledger, the other writes their rows as they are settled.
//! Their places in the feed are held back, in twenty-eight bytes each, and written at the end in
//! the order of their keys; the indexes that would be filled at random are taken down before and
//! built again after. All of it is one transaction: it counts as a whole or not at all.

use std::collections::BTreeMap;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

use rusqlite::Connection;
use trucban_domain::{Case, ClientId, Entity, OpResult, SubjectId, Timestamp};

use super::ledger::{Act, Closed, Ledger, RowCount, Sheet, Tally};
use super::rows;
use crate::error::CentralError;
use crate::store::feed::Standing;
use crate::store::op_result::{self, Given};
use crate::store::{audit, bulk, feed, head, record, scope};

/// Settled things that travel between the threads at once, and how often so many may wait.
const BATCH: usize = 128;
const WAITING_BATCHES: usize = 8;

/// How a load begins.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Start {
    /// Central's clock.
    pub(crate) now: Timestamp,
    /// The first number to issue, unless numbers have passed it.
    pub(crate) first_number: u64,
    /// Acts before this do not go into the audit log.
    pub(crate) log_from: Timestamp,
}

/// How far a load has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LoadStep {
    /// So many reports are written.
    Reports(u32),
    /// The places in the feed are being written.
    Feed,
    /// The indexes are being built.
    Indexes,
}

/// What a load wrote.
#[derive(Debug)]
pub(crate) struct Loaded {
    /// Where central stands after it.
    pub(crate) head_seq: u64,
    /// Rows by table word.
    pub(crate) counts: BTreeMap<&'static str, RowCount>,
}

/// Runs `make` on a thread of its own and writes what it settles.
pub(crate) fn load(
    db: &Connection,
    start: Start,
    make: impl FnOnce(&mut Ledger<'_>) -> Result<(), CentralError> + Send,
    on_step: &mut dyn FnMut(LoadStep),
) -> Result<Loaded, CentralError> {
    let mut begun = head::read(db)?;
    begun.next_number = bulk::first_number(db, begun.next_number, start.first_number)?;
    let (first_seq, gateway) = (begun.seq, begun.gateway);
    let known = scope::by_key(db)?;
    let mut keys: Vec<i64> = known.iter().map(|(key, _)| *key).collect();
    let scopes = known.into_iter().map(|(_, scope)| scope).collect();
    let indexes = bulk::take_indexes_down(db)?;
    let mut places = Places { first_seq, by_scope: Vec::new() };

    let (send, receive) = sync_channel(WAITING_BATCHES);
    let closed = std::thread::scope(|threads| {
        let maker = threads.spawn(move || {
            let mut sending = Sending { batch: Vec::with_capacity(BATCH), send };
            let mut out = |sheet| sending.take(sheet);
            let mut ledger = Ledger::open(begun, scopes, start.log_from, &mut out);
            make(&mut ledger)?;
            let closed = ledger.close();
            sending.flush()?;
            Ok::<_, CentralError>(closed)
        });
        let log = Log { gateway, now: start.now };
        write_all(db, log, receive, &mut places, on_step)?;
        maker.join().unwrap_or(Err(CentralError::NoAnswer))
    })?;

    let Closed { head, scopes, counts } = closed;
    on_step(LoadStep::Feed);
    write_scopes(db, &scopes, &mut keys)?;
    places.write(db, &keys)?;
    on_step(LoadStep::Indexes);
    bulk::build_indexes(db, &indexes)?;
    head::advance(db, &head)?;
    Ok(Loaded { head_seq: head.seq, counts })
}

/// The making thread's end of the channel.
struct Sending {
    batch: Vec<Sheet>,
    send: SyncSender<Vec<Sheet>>,
}

impl Sending {
    fn take(&mut self, sheet: Sheet) -> Result<(), CentralError> {
        self.batch.push(sheet);
        if self.batch.len() < BATCH { Ok(()) } else { self.flush() }
    }

    /// Fails where the writing thread failed, which then says why.
    fn flush(&mut self) -> Result<(), CentralError> {
        let batch = std::mem::replace(&mut self.batch, Vec::with_capacity(BATCH));
        self.send.send(batch).map_err(|_the_writer_ended| CentralError::NoAnswer)
    }
}

/// Under which device and moment acts are logged.
#[derive(Debug, Clone, Copy)]
struct Log {
    gateway: ClientId,
    now: Timestamp,
}

fn write_all(
    db: &Connection,
    log: Log,
    receive: Receiver<Vec<Sheet>>,
    places: &mut Places,
    on_step: &mut dyn FnMut(LoadStep),
) -> Result<(), CentralError> {
    let mut reports = 0;
    for batch in receive {
        for sheet in &batch {
            let subject = sheet.case.as_ref().map(Case::id);
            for row in &sheet.rows {
                let subject = subject.unwrap_or(SubjectId::from_uuid(row.id));
                record::add(db, row.entity, row.id, subject, (row.seq, row.version), &row.data)?;
                places.keep(row);
            }
            if let Some(case) = &sheet.case {
                rows::look_up(db, case)?;
                reports += u32::from(case.incident().is_some());
            }
            for act in &sheet.acts {
                write_act(db, log, act)?;
            }
        }
        on_step(LoadStep::Reports(reports));
    }
    Ok(())
}

fn write_act(db: &Connection, log: Log, act: &Act) -> Result<(), CentralError> {
    let result = OpResult::Applied { seq: act.seq };
    if let Some(op) = &act.op {
        let of = op_result::Of {
            client: log.gateway,
            client_seq: None,
            subject: Some(op.subject),
            kind: op.kind,
        };
        let op_hash = *blake3::hash(&op.bytes).as_bytes();
        let given = Given { op_id: Some(op.id), op_hash, result: result.clone(), at: log.now };
        op_result::keep(db, of, &given)?;
    }
    audit::append(
        db,
        &audit::Line {
            seq: Some(act.seq),
            at: log.now,
            client: log.gateway,
            user: None,
            op: act.op.as_ref().map_or(&[], |op| op.bytes.as_slice()),
            result: &result,
            before: act.before.as_ref(),
            after: Some(&act.after),
        },
    )
}

/// Writes what the scopes gained; `keys` are those of the scopes that central knew, and get those
/// of the new ones.
fn write_scopes(
    db: &Connection,
    scopes: &[Tally],
    keys: &mut Vec<i64>,
) -> Result<(), CentralError> {
    for (at, tally) in scopes.iter().enumerate() {
        if at == keys.len() {
            keys.push(scope::key(db, &tally.scope)?);
        }
        if tally.changed_seq > 0 {
            scope::change(db, keys[at], tally.changed_seq, tally.delta)?;
        }
    }
    Ok(())
}

/// The places of rows in the feed, held back.
struct Places {
    first_seq: u64,
    by_scope: Vec<Vec<Place>>,
}

/// One of them.
struct Place {
    id: [u8; 16],
    since_first_seq: u32,
    row_version: u32,
    entity: Entity,
    departed: bool,
}

impl Places {
    #[expect(clippy::expect_used, reason = "a load has fewer than four thousand million changes")]
    fn keep(&mut self, row: &super::ledger::Row) {
        let small = |number: u64| u32::try_from(number).expect("a load is smaller than that");
        for stand in &row.stands {
            if stand.scope >= self.by_scope.len() {
                self.by_scope.resize_with(stand.scope + 1, Vec::new);
            }
            self.by_scope[stand.scope].push(Place {
                id: *row.id.as_bytes(),
                since_first_seq: small(stand.seq - self.first_seq),
                row_version: small(stand.row_version),
                entity: row.entity,
                departed: stand.departed,
            });
        }
    }

    /// Writes them by scope and key. Each scope's share is given free once it is written.
    fn write(self, db: &Connection, keys: &[i64]) -> Result<(), CentralError> {
        let mut by_key: Vec<(i64, Vec<Place>)> = keys.iter().copied().zip(self.by_scope).collect();
        by_key.sort_by_key(|(key, _)| *key);
        for (scope, mut places) in by_key {
            places.sort_unstable_by_key(|place| (place.entity.as_str(), place.id));
            for place in &places {
                feed::add(
                    db,
                    &Standing {
                        scope,
                        entity: place.entity,
                        id: place.id,
                        seq: self.first_seq + u64::from(place.since_first_seq),
                        row_version: u64::from(place.row_version),
                        departed: place.departed,
                    },
                )?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests;
