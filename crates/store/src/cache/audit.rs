//! The audit: everything that is kept derived, computed again from nothing and compared.
//!
//! For `trucbanctl doctor` and the tests. Reads the whole file; never writes.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{Connection, params};
use trucban_domain::figures::Fact;
use trucban_domain::record::Versioned;
use trucban_domain::{Entity, Record, SubjectId, encoding};
use uuid::Uuid;

use super::cluster::{self, Stand};
use super::picture::{self, Kind};
use super::place::{self, Placed};
use super::scope::{self, Sum};
use super::tag::{self, Tag};
use super::tally::{self, AlertSlot, Slot, Tally};
use super::{duplicate, figures, history, incident, land, rank, record, replay, standing};
use crate::connection::{count, nat};
use crate::error::StoreError;
use crate::outbox::entries;

/// Something in the cache that is not what it is derived from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Discrepancy {
    /// A report, an alert or a hand-over, its history or its sender is not what replaying the acts over central's
    /// rows gives.
    Replay(SubjectId),
    /// The rows of a scope do not add up to its digest or its count.
    Scope(String),
    /// The counts of reports, alerts, lots or zones, or those of the figures, are not those of the
    /// tables.
    Counters,
    /// The pictures that cases name, or the room that pictures take, are not what the rows say.
    Pictures,
    /// A table of places, or of older names of lots, does not hold what the rows say.
    Places,
    /// A search table does not hold the words of every row, once.
    Search,
    /// A row is held by a scope and not stored, or stored, by no scope and by no act.
    Stray(Uuid),
}

/// Compares.
pub(crate) fn run(cache: &Connection, outbox: &Connection) -> Result<Vec<Discrepancy>, StoreError> {
    let mut found = Vec::new();
    replays(cache, outbox, &mut found)?;
    scopes(cache, &mut found)?;
    counters(cache, &mut found)?;
    map(cache, &mut found)?;
    pictures(cache, &mut found)?;
    strays(cache, &mut found)?;
    Ok(found)
}

fn replays(
    cache: &Connection,
    outbox: &Connection,
    found: &mut Vec<Discrepancy>,
) -> Result<(), StoreError> {
    let acked = standing::read(cache)?.acked_client_seq;
    let mut subjects: BTreeSet<SubjectId> =
        entries::subjects_above(outbox, acked).map_err(StoreError::of_outbox)?;
    subjects.extend(replay::changed_subjects(cache)?);
    for subject in subjects {
        let ops = entries::replayed(outbox, subject, acked, None).map_err(StoreError::of_outbox)?;
        if expected(cache, subject, &ops)? != actual(cache, subject)? {
            found.push(Discrepancy::Replay(subject));
        }
    }
    Ok(())
}

/// The bytes of the rows of a report, by table and key.
type Rows = BTreeMap<(Entity, Uuid), Vec<u8>>;

fn actual(cache: &Connection, subject: SubjectId) -> Result<Rows, StoreError> {
    let mut rows = Rows::new();
    let key = subject.uuid();
    for entity in [Entity::Incident, Entity::Alert, Entity::Handover, Entity::Reporter] {
        if let Some(data) = record::data(cache, entity, key)? {
            rows.insert((entity, key), data);
        }
    }
    for entry in history::of(cache, subject)? {
        if let Some(data) = history::data(cache, entry.id)? {
            rows.insert((Entity::History, entry.id.uuid()), data);
        }
    }
    Ok(rows)
}

fn expected(
    cache: &Connection,
    subject: SubjectId,
    ops: &[trucban_domain::Operation],
) -> Result<Rows, StoreError> {
    let mut rows = actual(cache, subject)?;
    for base in replay::bases(cache, subject)? {
        match base.data {
            Some(data) => rows.insert((base.entity, base.id), data),
            None => rows.remove(&(base.entity, base.id)),
        };
    }
    let central = replay::base(cache, subject)?;
    let replayed = replay::replay(central.clone(), ops);
    if let Some(case) = replayed.case.filter(|case| central.as_ref() != Some(case)) {
        rows.insert((case.entity(), subject.uuid()), case.encode());
    }
    for entry in replayed.entries {
        rows.entry((Entity::History, entry.id.uuid())).or_insert_with(|| encoding::encode(&entry));
    }
    if let Some(sender) = replayed.reporter {
        rows.entry((Entity::Reporter, subject.uuid())).or_insert_with(|| encoding::encode(&sender));
    }
    Ok(rows)
}

fn scopes(cache: &Connection, found: &mut Vec<Discrepancy>) -> Result<(), StoreError> {
    for (name, held) in scope::all(cache)? {
        // Without a cursor the rows are what was left when the scope's snapshot became due.
        if held.cursor.is_none() {
            continue;
        }
        let mut sum = Sum::default();
        let mut statement =
            cache.prepare("SELECT entity, id, row_version FROM row_scope WHERE scope = ?1")?;
        let mut rows = statement.query([held.n])?;
        while let Some(row) = rows.next()? {
            let version = Versioned {
                entity: row.get(0)?,
                id: Uuid::from_bytes(row.get(1)?),
                row_version: nat(row.get(2)?),
            };
            sum.add(version.digest());
        }
        if sum != held.sum {
            found.push(Discrepancy::Scope(name.to_string()));
        }
    }
    Ok(())
}

fn counters(cache: &Connection, found: &mut Vec<Discrepancy>) -> Result<(), StoreError> {
    let mut counted: BTreeMap<Slot, u32> = BTreeMap::new();
    let mut statement =
        cache.prepare("SELECT state, lane, count(*) FROM incident GROUP BY 1, 2")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        counted.insert(Slot { state: row.get(0)?, lane: row.get(1)? }, count(row.get(2)?));
    }
    let mut statement = cache.prepare("SELECT tag, lane, count(*) FROM queue_tag GROUP BY 1, 2")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        counted.insert(Slot { state: row.get(0)?, lane: row.get(1)? }, count(row.get(2)?));
    }
    let mut kept = tally::counts(cache)?;
    kept.retain(|_, rows| *rows > 0);
    let mut ranks = rank::Changes::default();
    let mut statement = cache.prepare("SELECT lane, state, order_at FROM incident")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        ranks.count(row.get(0)?, row.get(1)?, row.get(2)?, 1);
    }
    let mut statement = cache.prepare("SELECT lane, tag, order_at FROM queue_tag")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        ranks.count_series(row.get(0)?, row.get(1)?, row.get(2)?, 1);
    }
    let mut alerts_counted: BTreeMap<AlertSlot, u32> = BTreeMap::new();
    let mut statement =
        cache.prepare("SELECT lane, kind, ward, count(*) FROM alert GROUP BY 1, 2, 3")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let slot = AlertSlot { lane: row.get(0)?, kind: row.get(1)?, ward: row.get(2)? };
        alerts_counted.insert(slot, count(row.get(3)?));
    }
    let mut alerts_kept = tally::alert_counts(cache)?;
    alerts_kept.retain(|_, rows| *rows > 0);
    let ranked = ranks.counts() == rank::kept(cache)?;
    if counted != kept || alerts_counted != alerts_kept || !ranked {
        found.push(Discrepancy::Counters);
    }
    let unmatched: i64 = cache.query_row(
        "SELECT (SELECT count(*) FROM incident WHERE n NOT IN (SELECT rowid FROM incident_search))
              + (SELECT count(*) FROM incident_search WHERE rowid NOT IN (SELECT n FROM incident))
              + (SELECT count(*) FROM street WHERE n NOT IN (SELECT rowid FROM street_search))
              + (SELECT count(*) FROM street_search WHERE rowid NOT IN (SELECT n FROM street))
              + (SELECT count(*) FROM camera WHERE n NOT IN (SELECT rowid FROM camera_search))
              + (SELECT count(*) FROM camera_search WHERE rowid NOT IN (SELECT n FROM camera))",
        [],
        |row| row.get(0),
    )?;
    if unmatched > 0 {
        found.push(Discrepancy::Search);
    }
    Ok(())
}

/// What is derived from rows that have a place: the places, the counts, the older names of lots.
fn map(cache: &Connection, found: &mut Vec<Discrepancy>) -> Result<(), StoreError> {
    let mut counted = Tally::default();
    let viewer = tag::viewer(cache)?;
    let mut clusters = cluster::Changes::default();
    let mut facts = figures::Changes::default();
    let mut agrees = true;
    for (table, entity) in [
        (Placed::Zone, Entity::Zone),
        (Placed::Street, Entity::Street),
        (Placed::Lot, Entity::Lot),
        (Placed::Camera, Entity::Camera),
        (Placed::OpenReport, Entity::Incident),
    ] {
        let mut placed = 0;
        let mut statement = cache.prepare(&format!("SELECT n, data FROM {}", table.rows()))?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let n = row.get(0)?;
            let data = row.get_ref(1)?.as_blob().map_err(rusqlite::Error::from)?;
            let record = Record::decode(entity, data)?;
            if let Record::Incident(incident) = &record {
                agrees &= duplicate::noted(cache, n)? == incident.duplicate_of();
                let tags = tag::of(incident, viewer.as_ref()).into_iter().map(Tag::code);
                agrees &= tag::noted(cache, n)?.iter().map(|(slot, _)| slot.state).eq(tags);
            }
            let bounds = match &record {
                Record::Camera(camera) => place::around(camera.position),
                Record::Incident(incident) => incident::open_place(incident),
                land => land::bounds(land),
            };
            land::count(&mut counted, &record, 1);
            let stand = match &record {
                Record::Camera(camera) => Stand::of_camera(camera),
                Record::Incident(incident) => Stand::of_report(incident),
                _ => None,
            };
            clusters.count(n, stand, 1);
            if let Record::Incident(incident) = &record {
                facts.count(None, Some(Fact::of(incident)));
            }
            placed += u32::from(bounds.is_some());
            agrees &= place::agrees(cache, table, n, bounds)?;
            if let Record::Lot(lot) = &record {
                agrees &= land::formerly(cache, n)? == lot.formerly.as_ref().map(land::former_name);
            }
        }
        agrees &= placed == place::count(cache, table)?;
    }
    let stray_names: bool = cache.query_row(
        "SELECT EXISTS (SELECT 1 FROM lot_formerly WHERE n NOT IN (SELECT n FROM lot))",
        [],
        |row| row.get(0),
    )?;
    if !agrees || stray_names {
        found.push(Discrepancy::Places);
    }
    let kept = (tally::lot_counts(cache)?, tally::zone_counts(cache)?);
    let clustered = cluster::kept(cache)? == Some(clusters.counts());
    let counted_so = figures::kept(cache)? == Some(facts.counts());
    if counted.map_counts() != kept || !clustered || !counted_so {
        found.push(Discrepancy::Counters);
    }
    Ok(())
}

/// Which pictures cases name, that somebody names every picture that is here, and the room they take.
fn pictures(cache: &Connection, found: &mut Vec<Discrepancy>) -> Result<(), StoreError> {
    let mut agrees = true;
    let mut named = 0;
    for (kind, entity, table) in
        [(Kind::Alert, Entity::Alert, "alert"), (Kind::Report, Entity::Incident, "incident")]
    {
        let mut statement = cache.prepare(&format!("SELECT n, data FROM {table}"))?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let data = row.get_ref(1)?.as_blob().map_err(rusqlite::Error::from)?;
            let hashes = match Record::decode(entity, data)? {
                Record::Alert(alert) => picture::hashes(&alert.pictures()),
                Record::Incident(incident) => picture::hashes(&incident.pictures()),
                _ => Vec::new(),
            };
            agrees &= picture::named(cache, kind, row.get(0)?)? == hashes;
            named += hashes.len() as u64;
        }
    }
    let (kept, loose, bytes, taken): (i64, bool, i64, i64) = cache.query_row(
        "SELECT (SELECT count(*) FROM picture),
                EXISTS (SELECT 1 FROM blob WHERE hash NOT IN (SELECT hash FROM picture)),
                (SELECT coalesce(sum(byte_count), 0) FROM blob),
                (SELECT byte_count FROM blob_room)",
        [],
        |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)),
    )?;
    if !agrees || nat(kept) != named || loose || bytes != taken {
        found.push(Discrepancy::Pictures);
    }
    Ok(())
}

fn strays(cache: &Connection, found: &mut Vec<Discrepancy>) -> Result<(), StoreError> {
    let mut statement = cache.prepare(
        "SELECT 'incident', id FROM incident UNION ALL SELECT 'history', id FROM history
         UNION ALL SELECT 'reporter', incident FROM reporter
         UNION ALL SELECT 'alert', id FROM alert UNION ALL SELECT 'camera', id FROM camera
         UNION ALL SELECT 'handover', id FROM handover
         UNION ALL SELECT 'plan', id FROM plan UNION ALL SELECT 'zone', id FROM zone
         UNION ALL SELECT 'lot', id FROM lot UNION ALL SELECT 'street', id FROM street
         UNION ALL SELECT entity, id FROM foreign_row",
    )?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let (entity, id): (String, [u8; 16]) = (row.get(0)?, row.get(1)?);
        let held: bool = cache
            .prepare_cached(
                "SELECT EXISTS (SELECT 1 FROM row_scope WHERE entity = ?1 AND id = ?2)
                     OR EXISTS (SELECT 1 FROM base_row WHERE entity = ?1 AND id = ?2 AND data IS NULL)",
            )?
            .query_row(params![entity, id], |row| row.get(0))?;
        if !held {
            found.push(Discrepancy::Stray(Uuid::from_bytes(id)));
        }
    }
    let mut statement = cache.prepare("SELECT DISTINCT entity, id FROM row_scope")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let (entity, id): (String, [u8; 16]) = (row.get(0)?, row.get(1)?);
        let id = Uuid::from_bytes(id);
        let known = match Entity::parse(&entity) {
            Some(known) => record::data(cache, known, id)?.is_some(),
            None => false,
        };
        let foreign: bool = cache
            .prepare_cached(
                "SELECT EXISTS (SELECT 1 FROM foreign_row WHERE entity = ?1 AND id = ?2)",
            )?
            .query_row(params![entity, id.as_bytes()], |row| row.get(0))?;
        if !known && !foreign {
            found.push(Discrepancy::Stray(id));
        }
    }
    Ok(())
}
