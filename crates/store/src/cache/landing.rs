//! Landing: one transaction in which rows of central's, and acts, change the tables.
//!
//! Whatever changes a report goes through here: the report is taken back to what central has when it
//! is first touched, and the acts of the replay set are applied again at the end.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::Connection;
use trucban_domain::record::Versioned;
use trucban_domain::{AlertId, Entity, HandoverId, Operation, Record, SubjectId};
use uuid::Uuid;

use super::case::Urgency;
use super::scope::{self, Sum};
use super::tally::Tally;
use super::{alert, case, handover, record, replay, second_copy, standing};
use crate::error::StoreError;
use crate::outbox::entries;

/// What a landing changed.
#[derive(Debug, Default)]
pub(crate) struct Landed {
    /// Reports and alerts that may look different now.
    pub(crate) changed: BTreeSet<SubjectId>,
    /// Whether an alert or a camera may look different now.
    pub(crate) alerts_changed: bool,
    /// Whether a hand-over may look different now.
    pub(crate) handovers_changed: bool,
    /// Urgent cases waiting for somebody that were not here, or not urgent, before.
    pub(crate) urgent_arrived: u32,
    /// Whether zoning data or cameras changed.
    pub(crate) map_changed: bool,
    /// What each touched scope's rows add up to.
    pub(crate) sums: BTreeMap<i64, Sum>,
}

/// A row of the feed.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Arriving<'r> {
    /// Table word.
    pub(crate) entity: &'r str,
    /// Key.
    pub(crate) id: Uuid,
    /// Version.
    pub(crate) row_version: u64,
    /// The record's bytes.
    pub(crate) data: &'r [u8],
}

/// The work of one transaction.
pub(crate) struct Landing<'c> {
    cache: &'c Connection,
    outbox: &'c Connection,
    /// Acts above this number are applied again.
    acked: u64,
    tally: Tally,
    /// Cases with acts on top: these alone must be taken back before central's rows are written.
    overlaid: BTreeSet<SubjectId>,
    /// Cases taken back, with how loudly they called before.
    undone: BTreeMap<SubjectId, Urgency>,
    /// Whether rows of unknown shape are kept, so that one of them may become known.
    holds_foreign: bool,
    landed: Landed,
}

impl<'c> Landing<'c> {
    /// Begins the work for acts alone: only reports that are [reopened](Self::reopen) change.
    pub(crate) fn of_acts(cache: &'c Connection, outbox: &'c Connection, acked: u64) -> Self {
        Self {
            cache,
            outbox,
            acked,
            tally: Tally::default(),
            overlaid: BTreeSet::new(),
            undone: BTreeMap::new(),
            holds_foreign: false,
            landed: Landed::default(),
        }
    }

    /// Begins the work for rows of central's, after which the effects of acts up to `acked` are in
    /// the rows.
    pub(crate) fn of_rows(
        cache: &'c Connection,
        outbox: &'c Connection,
        acked: u64,
    ) -> Result<Self, StoreError> {
        let mut landing = Self::of_acts(cache, outbox, acked);
        landing.overlaid = entries::subjects_above(outbox, acked).map_err(StoreError::of_outbox)?;
        landing.overlaid.extend(replay::changed_subjects(cache)?);
        landing.holds_foreign =
            cache.query_row("SELECT EXISTS (SELECT 1 FROM foreign_row)", [], |row| row.get(0))?;
        Ok(landing)
    }

    /// Takes a report back to what central has; the acts on it are applied again at the end.
    pub(crate) fn reopen(&mut self, subject: SubjectId) -> Result<(), StoreError> {
        if !self.undone.contains_key(&subject) {
            self.undone.insert(subject, case::urgency(self.cache, subject)?);
            replay::undo(self.cache, &mut self.tally, subject)?;
            self.note(subject)?;
        }
        Ok(())
    }

    /// Notes that a case may look different.
    fn note(&mut self, subject: SubjectId) -> Result<(), StoreError> {
        let new = self.landed.changed.insert(subject);
        if new && !self.landed.handovers_changed {
            let id = HandoverId::from_uuid(subject.uuid());
            self.landed.handovers_changed = handover::is_here(self.cache, id)?;
        }
        if new && !self.landed.alerts_changed {
            let id = AlertId::from_uuid(subject.uuid());
            self.landed.alerts_changed = alert::lane_of(self.cache, id)?.is_some();
        }
        Ok(())
    }

    /// Takes in the acts that were saved since the last time: their second copies, and their effect
    /// on the rows.
    pub(crate) fn catch_up(&mut self) -> Result<(), StoreError> {
        let last = standing::read(self.cache)?.last_client_seq;
        for act in entries::above(self.outbox, last).map_err(StoreError::of_outbox)? {
            second_copy::keep_act(self.cache, &act)?;
            let Ok(op) = Operation::decode(&act.bytes) else { continue };
            // A report that is open is derived whole at the end.
            let waits = self.undone.contains_key(&op.envelope.subject);
            if act.client_seq > self.acked && !act.withdrawn && !waits {
                replay::add(self.cache, &mut self.tally, &op)?;
            }
        }
        Ok(())
    }

    fn touch(&mut self, subject: SubjectId) -> Result<(), StoreError> {
        if self.overlaid.contains(&subject) {
            self.reopen(subject)?;
        }
        self.note(subject)
    }

    /// Starts counting a scope's rows from nothing: its snapshot brings every one of them.
    pub(crate) fn recount(&mut self, n: i64) {
        self.landed.sums.insert(n, Sum::default());
    }

    /// Takes a changed row into scope `n`, whose rows add up to `sum` so far.
    pub(crate) fn arrive(&mut self, n: i64, sum: Sum, row: Arriving<'_>) -> Result<(), StoreError> {
        let versions = scope::versions(self.cache, n, row.entity, row.id)?;
        let sum = self.landed.sums.entry(n).or_insert(sum);
        if let Some(version) = versions.here {
            sum.subtract(share(row.entity, row.id, version));
        }
        sum.add(share(row.entity, row.id, row.row_version));
        scope::hold(self.cache, n, row.entity, row.id, row.row_version)?;
        if versions.here.max(versions.elsewhere) < Some(row.row_version) {
            self.write(row)?;
        }
        Ok(())
    }

    /// Takes a row of a snapshot into scope `n`. What the scope held before does not count.
    pub(crate) fn load(&mut self, n: i64, row: Arriving<'_>) -> Result<(), StoreError> {
        let versions = scope::versions(self.cache, n, row.entity, row.id)?;
        let sum = self.landed.sums.entry(n).or_default();
        sum.add(share(row.entity, row.id, row.row_version));
        scope::hold(self.cache, n, row.entity, row.id, row.row_version)?;
        if versions.elsewhere <= Some(row.row_version) {
            self.write(row)?;
        }
        Ok(())
    }

    /// Takes a row out of scope `n`, whose rows add up to `sum` so far.
    pub(crate) fn depart(
        &mut self,
        n: i64,
        sum: Sum,
        entity: &str,
        id: Uuid,
    ) -> Result<(), StoreError> {
        let versions = scope::versions(self.cache, n, entity, id)?;
        let Some(version) = versions.here else { return Ok(()) };
        self.landed.sums.entry(n).or_insert(sum).subtract(share(entity, id, version));
        scope::release(self.cache, n, entity, id)?;
        if versions.elsewhere.is_some() {
            return Ok(());
        }
        if let Some(subject) = record::stored_subject(self.cache, entity, id)? {
            self.touch(subject)?;
        }
        if let Some(entity) = Entity::parse(entity) {
            self.landed.alerts_changed |= matches!(entity, Entity::Alert | Entity::Camera);
            self.landed.handovers_changed |= entity == Entity::Handover;
            record::remove(self.cache, &mut self.tally, entity, id)?;
        }
        record::remove_foreign(self.cache, entity, id)
    }

    fn write(&mut self, row: Arriving<'_>) -> Result<(), StoreError> {
        let Some(record) = record::decode(row.entity, row.id, row.data) else {
            if let Some(entity) = Entity::parse(row.entity) {
                tracing::warn!(entity = row.entity, id = %row.id, "a row of unknown shape is kept unread");
                if let Some(subject) = record::stored_subject(self.cache, row.entity, row.id)? {
                    self.touch(subject)?;
                }
                record::remove(self.cache, &mut self.tally, entity, row.id)?;
            }
            self.holds_foreign = true;
            return record::put_foreign(self.cache, row.entity, row.id, row.data);
        };
        let subject = record.subject();
        if let Some(subject) = subject {
            self.touch(subject)?;
        }
        self.landed.alerts_changed |= matches!(record, Record::Alert(_) | Record::Camera(_));
        self.landed.handovers_changed |= matches!(record, Record::Handover(_));
        if self.holds_foreign {
            record::remove_foreign(self.cache, row.entity, row.id)?;
        }
        let before = record::put(self.cache, &mut self.tally, &record, row.data)?;
        if let Some(after) = case::urgency_of(&record)
            && subject.is_none_or(|subject| !self.undone.contains_key(&subject))
        {
            self.ring(before.unwrap_or_default(), after);
        }
        Ok(())
    }

    fn ring(&mut self, before: Urgency, after: Urgency) {
        if after.urgent && after.waits && !before.urgent {
            self.landed.urgent_arrived += 1;
        }
    }

    /// Applies the acts again and writes what was counted.
    pub(crate) fn finish(mut self) -> Result<Landed, StoreError> {
        for (subject, before) in std::mem::take(&mut self.undone) {
            let ops = entries::replayed(self.outbox, subject, self.acked, None)
                .map_err(StoreError::of_outbox)?;
            replay::redo(self.cache, &mut self.tally, subject, &ops)?;
            let after = case::urgency(self.cache, subject)?;
            self.ring(before, after);
        }
        for (n, sum) in &self.landed.sums {
            scope::set_sum(self.cache, *n, *sum)?;
        }
        self.landed.map_changed = self.tally.map_changed();
        self.tally.write(self.cache)?;
        Ok(self.landed)
    }
}

fn share(entity: &str, id: Uuid, row_version: u64) -> u128 {
    Versioned { entity: entity.to_owned(), id, row_version }.digest()
}
