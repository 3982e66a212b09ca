//! Taking central's changes in: subscriptions, snapshots, pulls.
//!
//! Everything that counts happens in one transaction of the cache, so that no reader sees half of it,
//! and an act leaves the replay set together with the rows that carry its effect.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;
use trucban_domain::{
    DataGroup, Entity, Epoch, Scope, ScopeSetDigest, SubjectId, Timestamp, encoding,
};
use uuid::Uuid;

use crate::cache::landing::{Arriving, Landing};
use crate::cache::scope::{self, Sum};
use crate::cache::{search, second_copy, staging, standing};
use crate::connection::lock;
use crate::error::StoreError;
use crate::feed::{FeedRow, FeedTombstone, Flip, Flipped, Flipping, Position, Subscribed};
use crate::outbox::entries;
use crate::step::step;
use crate::store::Store;

impl Store {
    /// The life of central that the rows belong to; `None` before the first hello.
    pub fn epoch(&self) -> Result<Option<Epoch>, StoreError> {
        self.cache_file().read(|cache| Ok(standing::read(cache)?.epoch))
    }

    /// How far central's changes are in. Reads every scope; for the epoch alone there is
    /// [`epoch`](Self::epoch).
    pub fn position(&self) -> Result<Position, StoreError> {
        self.cache_file().read(|cache| {
            let standing = standing::read(cache)?;
            let mut position = Position {
                epoch: standing.epoch,
                acked_client_seq: standing.acked_client_seq,
                ..Position::default()
            };
            for (scope, held) in scope::all(cache)? {
                match held.cursor {
                    Some(cursor) => drop(position.cursors.insert(scope, cursor)),
                    None => position.missing.push(scope),
                }
            }
            position.missing.sort_by(DataGroup::by_need);
            Ok(position)
        })
    }

    /// Begins a life of central, if it is another one than before: every scope's snapshot is fetched
    /// again, and every act is shown as unanswered by the rows until a pull tells. The rows stay to be
    /// read; the outbox is untouched.
    pub fn begin_epoch(&self, epoch: Epoch) -> Result<(), StoreError> {
        self.land(|cache, outbox| {
            let before = standing::read(cache)?;
            if before.epoch == Some(epoch) {
                return Ok(());
            }
            standing::begin_epoch(cache, epoch)?;
            staging::drop_all(cache)?;
            if before.epoch.is_none() {
                return Ok(());
            }
            scope::forget_versions(cache)?;
            let mut landing = Landing::of_acts(cache, outbox, 0);
            for subject in entries::subjects_above(outbox, 0).map_err(StoreError::of_outbox)? {
                landing.reopen(subject)?;
            }
            landing.finish()?;
            Ok(())
        })
    }

    /// Holds these scopes and no others. The rows of a scope that is no longer granted are removed
    /// and overwritten; acts on them stay in the outbox.
    pub fn subscribe(&self, scopes: &[Scope]) -> Result<Subscribed, StoreError> {
        let wanted: BTreeSet<&Scope> = scopes.iter().collect();
        let held = self.cache_file().read(scope::all)?;
        let added: Vec<Scope> =
            wanted.iter().filter(|scope| !held.contains_key(scope)).map(|s| (*s).clone()).collect();
        let removed: Vec<Scope> =
            held.keys().filter(|scope| !wanted.contains(scope)).cloned().collect();
        if !added.is_empty() {
            self.cache_file()
                .write(|cache| added.iter().try_for_each(|new| scope::add(cache, new)))?;
        }
        if !removed.is_empty() {
            self.purge(&removed)?;
        }
        Ok(Subscribed { added, removed })
    }

    fn purge(&self, scopes: &[Scope]) -> Result<(), StoreError> {
        self.overwrite_deleted(true)?;
        let purged = self.land(|cache, outbox| {
            let acked = standing::read(cache)?.acked_client_seq;
            let mut landing = Landing::of_rows(cache, outbox, acked)?;
            for name in scopes {
                let held = scope::one(cache, name)?;
                for (entity, id) in scope::rows_of(cache, held.n)? {
                    landing.depart(held.n, held.sum, &entity, id)?;
                }
                staging::drop_scope(cache, held.n)?;
            }
            landing.finish()?;
            for name in scopes {
                scope::remove(cache, scope::one(cache, name)?.n)?;
            }
            search::purge(cache)
        });
        self.overwrite_deleted(false)?;
        purged?;
        // The log still holds the removed rows; a reader at work may keep it until the next one.
        let cache = self.cache_file().writer()?;
        let emptied = cache.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()));
        self.cache_file().watch(emptied.map_err(StoreError::from))
    }

    fn overwrite_deleted(&self, on: bool) -> Result<(), StoreError> {
        let cache = self.cache_file().writer()?;
        self.cache_file()
            .watch(cache.pragma_update(None, "secure_delete", on).map_err(StoreError::from))
    }

    /// Stages rows of a snapshot. `first` forgets what was staged for the scope before.
    ///
    /// # Errors
    /// [`StoreError::UnknownScope`] if the scope is not subscribed to.
    pub fn load_pack<'r>(
        &self,
        scope: &Scope,
        entity: &str,
        rows: impl Iterator<Item = (Uuid, u64, &'r [u8])>,
        first: bool,
    ) -> Result<(), StoreError> {
        self.cache_file().write(|cache| {
            let held = scope::one(cache, scope)?;
            if first {
                staging::drop_packs(cache, held.n)?;
            }
            for (id, row_version, data) in rows {
                staging::pack(cache, held.n, Arriving { entity, id, row_version, data })?;
            }
            Ok(())
        })
    }

    /// Makes the staged snapshot of a scope count: its rows are exactly those now. Tells which
    /// reports may look different.
    ///
    /// # Errors
    /// [`StoreError::DigestMismatch`] if the rows are not those that central has; they are dropped,
    /// and the scope is as it was before.
    pub fn finish_snapshot(
        &self,
        scope: &Scope,
        at_seq: u64,
        digest: u128,
    ) -> Result<Vec<SubjectId>, StoreError> {
        let finished = self.land(|cache, outbox| {
            let held = scope::one(cache, scope)?;
            let acked = standing::read(cache)?.acked_client_seq;
            let mut landing = Landing::of_rows(cache, outbox, acked)?;
            for (entity, id) in scope::not_packed(cache, held.n)? {
                landing.depart(held.n, held.sum, &entity, id)?;
            }
            landing.recount(held.n);
            staging::land_packs(cache, &mut landing, held.n)?;
            let landed = landing.finish()?;
            if landed.sums.get(&held.n).is_none_or(|sum| sum.digest != digest) {
                return Err(StoreError::DigestMismatch { scope: scope.clone() });
            }
            scope::set_cursor(cache, held.n, Some(at_seq))?;
            staging::drop_scope(cache, held.n)?;
            Ok(landed.changed.into_iter().collect())
        });
        if let Err(StoreError::DigestMismatch { .. }) = &finished {
            self.cache_file()
                .write(|cache| staging::drop_packs(cache, scope::one(cache, scope)?.n))?;
        }
        finished
    }

    /// Lets many scopes in at once, from nothing: their rows are exactly `rows` now. `whole` names each
    /// scope with its cursor and digest. One transaction, and no copy beside: for scopes that are small
    /// together. Tells which reports and alerts may look different.
    ///
    /// # Errors
    /// [`StoreError::DigestMismatch`] if the rows of a scope are not those that central has, and
    /// [`StoreError::UnknownScope`] if one is not subscribed to; nothing changed then.
    pub fn load_whole(
        &self,
        rows: &[FeedRow],
        whole: &[(Scope, u64, u128)],
    ) -> Result<Vec<SubjectId>, StoreError> {
        self.land(|cache, outbox| {
            let acked = standing::read(cache)?.acked_client_seq;
            let mut landing = Landing::of_rows(cache, outbox, acked)?;
            let mut keys: BTreeMap<&Scope, i64> = BTreeMap::new();
            for (name, ..) in whole {
                let held = scope::one(cache, name)?;
                keys.insert(name, held.n);
                if held.sum != Sum::default() {
                    let here: BTreeSet<(&str, Uuid)> = rows
                        .iter()
                        .filter(|row| row.scope == *name)
                        .map(|row| (row.entity.as_str(), row.id))
                        .collect();
                    for (entity, id) in scope::rows_of(cache, held.n)? {
                        if !here.contains(&(entity.as_str(), id)) {
                            landing.depart(held.n, held.sum, &entity, id)?;
                        }
                    }
                }
                landing.recount(held.n);
            }
            for FeedRow { scope, entity, id, row_version, data, seq: _ } in as_read_later(rows) {
                if let Some(n) = keys.get(scope) {
                    let row = Arriving { entity, id: *id, row_version: *row_version, data };
                    landing.load(*n, row)?;
                }
            }
            let landed = landing.finish()?;
            for (name, at_seq, digest) in whole {
                let n = keys[name];
                if landed.sums.get(&n).is_none_or(|sum| sum.digest != *digest) {
                    return Err(StoreError::DigestMismatch { scope: name.clone() });
                }
                scope::set_cursor(cache, n, Some(*at_seq))?;
                staging::drop_scope(cache, n)?;
            }
            Ok(landed.changed.into_iter().collect())
        })
    }

    /// Stages a page of a pull. Nothing of it counts before the [flip](Self::flip). Rows of scopes
    /// that are not held are left out.
    pub fn stage(&self, rows: &[FeedRow], gone: &[FeedTombstone]) -> Result<(), StoreError> {
        self.cache_file().write(|cache| {
            let held = scope::all(cache)?;
            for FeedRow { scope, entity, id, seq, row_version, data } in rows {
                if let Some(held) = held.get(scope) {
                    let row = Some((*row_version, data.as_slice()));
                    staging::stage(cache, held.n, entity, *id, *seq, row)?;
                }
            }
            for FeedTombstone { scope, entity, id, seq, left_scope: _ } in gone {
                if let Some(held) = held.get(scope) {
                    staging::stage(cache, held.n, entity, *id, *seq, None)?;
                }
            }
            Ok(())
        })?;
        step!("store::stage::page");
        Ok(())
    }

    /// Forgets the staged pages.
    pub fn drop_staged(&self) -> Result<(), StoreError> {
        self.cache_file().write(staging::drop_all)
    }

    /// Makes the staged pages count, in one transaction: rows in, acts up to `acked_client_seq` out of
    /// the replay set, touched reports derived again, cursors moved.
    pub fn flip(&self, flip: &Flip) -> Result<Flipped, StoreError> {
        step!("store::flip::begin");
        let due = lock(self.overdue()).clone();
        let flipped = self.land(|cache, outbox| {
            let before = standing::read(cache)?;
            if before.epoch != Some(flip.epoch) {
                staging::drop_all(cache)?;
                return Ok(Flipped::default());
            }
            let acked = before.acked_client_seq.max(flip.acked_client_seq);
            let mut landing = Landing::of_rows(cache, outbox, acked)?;
            let leaving = entries::subjects_between(outbox, before.acked_client_seq, acked)
                .map_err(StoreError::of_outbox)?;
            for subject in leaving.iter().chain(&due) {
                landing.reopen(*subject)?;
            }
            let scopes = scope::all(cache)?;
            for held in scopes.values().filter(|held| held.cursor.is_some()) {
                staging::land(cache, &mut landing, held.n, held.sum)?;
            }
            landing.catch_up()?;
            let landed = landing.finish()?;
            staging::drop_all(cache)?;
            let held =
                scopes.iter().filter(|(_, held)| held.cursor.is_some()).map(|(name, held)| {
                    let sum = landed.sums.get(&held.n).copied().unwrap_or(held.sum);
                    (name, held.n, sum.digest)
                });
            let mut mismatched = Vec::new();
            let mut differs = false;
            match &flip.scopes {
                Flipping::Held(digest) => {
                    differs = ScopeSetDigest::of(held.map(|(name, _, sum)| (name, sum))) != *digest;
                    scope::advance_held(cache, flip.head_seq)?;
                }
                Flipping::Each(digests) => {
                    for (name, n, sum) in held {
                        let Some(digest) = digests.get(name) else { continue };
                        let agreed = sum == *digest;
                        if !agreed {
                            mismatched.push(name.clone());
                        }
                        scope::set_cursor(cache, n, agreed.then_some(flip.head_seq))?;
                    }
                }
            }
            second_copy::drop_acts(cache, acked)?;
            standing::advance(cache, acked, flip.head_seq, flip.as_of)?;
            step!("store::flip::before_commit");
            Ok(Flipped {
                changed: landed.changed.into_iter().collect(),
                map_changed: landed.map_changed,
                alerts_changed: landed.alerts_changed,
                handovers_changed: landed.handovers_changed,
                urgent_arrived: landed.urgent_arrived,
                mismatched,
                differs,
            })
        })?;
        lock(self.overdue()).retain(|subject| !due.contains(subject));
        step!("store::flip::committed");
        self.restore_ballast();
        Ok(flipped)
    }
}

/// Rows in the order in which they are laid down: so a page of the queue of closed reports lies on
/// few pages of the disk, from whichever wards its reports come. Keys are in the order of time: so
/// lie the lines of a report's history, and each index grows at one place.
fn as_read_later(rows: &[FeedRow]) -> Vec<&FeedRow> {
    #[derive(Deserialize)]
    struct Closed {
        closed_at: Option<Timestamp>,
    }
    let closed_at = |row: &FeedRow| {
        let report = row.entity == Entity::Incident.as_str();
        // What this build cannot read has no place in the queue either.
        report.then(|| encoding::decode::<Closed>(&row.data).ok()?.closed_at).flatten()
    };
    let mut laid: Vec<&FeedRow> = rows.iter().collect();
    laid.sort_by_cached_key(|row| (closed_at(row), row.id));
    laid
}
