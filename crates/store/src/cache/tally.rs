//! Counts of reports by state, lane and place in the queue, of alerts by lane, kind and ward, of lots by the day of their
//! data, of zones by their use, of what stands on the map by squares: changed with every row, in the same transaction, and never counted
//! over. Whether the map changed is noted with them, and tiles of the map as it was go then.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{Connection, params};

use super::cluster::{self, Stand};
use super::tag::{self, Viewer};
use super::{blob, rank, tile};
use crate::connection::count;
use crate::error::StoreError;
use crate::pictures::PictureHash;

/// Which count a report belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Slot {
    /// State code, see [`incident`](super::incident).
    pub(crate) state: i64,
    /// Lane code.
    pub(crate) lane: i64,
}

/// Which count an alert belongs to.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct AlertSlot {
    /// Lane code, see [`alert`](super::alert).
    pub(crate) lane: i64,
    /// Code of its kind.
    pub(crate) kind: String,
    /// Code of its ward.
    pub(crate) ward: i64,
}

/// Changes of the counts that are not written yet.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    changes: BTreeMap<Slot, i64>,
    ranks: rank::Changes,
    clusters: cluster::Changes,
    alerts: BTreeMap<AlertSlot, i64>,
    lots: BTreeMap<LotSlot, i64>,
    zones: BTreeMap<String, i64>,
    land: bool,
    cameras: bool,
    /// Who looks, once that was read.
    viewer: OnceCell<Option<Viewer>>,
    /// Pictures that lost a case. Whether another one names them shows at the end: a case that moves
    /// between scopes goes and comes back.
    loose: BTreeSet<PictureHash>,
}

/// Which count a lot belongs to: the day of its data, and whether it is sample data.
pub(crate) type LotSlot = (i64, bool);

impl Tally {
    /// Counts an alert that came.
    pub(crate) fn add_alert(&mut self, slot: AlertSlot) {
        *self.alerts.entry(slot).or_default() += 1;
    }

    /// Counts an alert that went.
    pub(crate) fn subtract_alert(&mut self, slot: AlertSlot) {
        *self.alerts.entry(slot).or_default() -= 1;
    }

    /// Counts a lot that came or went.
    pub(crate) fn count_lot(&mut self, slot: LotSlot, change: i64) {
        *self.lots.entry(slot).or_default() += change;
    }

    /// Counts a zone that came or went, by the use of land that it plans.
    pub(crate) fn count_zone(&mut self, land_use: &str, change: i64) {
        *self.zones.entry(land_use.to_owned()).or_default() += change;
    }

    /// Counts a report or a camera that came to stand on the map, or with `-1` went.
    pub(crate) fn count_stand(&mut self, n: i64, stand: Option<Stand>, change: i64) {
        self.clusters.count(n, stand, change);
    }

    /// Notes pictures that a case named and does not any more.
    pub(crate) fn loosen(&mut self, hashes: Vec<PictureHash>) {
        self.loose.extend(hashes);
    }

    /// Notes that the zoning data changed.
    pub(crate) fn change_land(&mut self) {
        self.land = true;
    }

    /// Notes that cameras changed.
    pub(crate) fn change_cameras(&mut self) {
        self.cameras = true;
    }

    /// Whether the zoning data or the cameras changed.
    pub(crate) const fn map_changed(&self) -> bool {
        self.land || self.cameras
    }

    /// Counts a report that came to a place of the queue.
    pub(crate) fn add(&mut self, slot: Slot, order_at: i64) {
        *self.changes.entry(slot).or_default() += 1;
        self.ranks.count(slot.lane, slot.state, order_at, 1);
    }

    /// Counts a report that got a tag, or with `-1` lost it.
    pub(crate) fn count_tag(&mut self, slot: Slot, order_at: i64, change: i64) {
        *self.changes.entry(slot).or_default() += change;
        self.ranks.count_series(slot.lane, slot.state, order_at, change);
    }

    /// Who looks.
    pub(crate) fn viewer(&self, conn: &Connection) -> Result<Option<&Viewer>, StoreError> {
        if self.viewer.get().is_none() {
            let read = tag::viewer(conn)?;
            return Ok(self.viewer.get_or_init(|| read).as_ref());
        }
        Ok(self.viewer.get().and_then(Option::as_ref))
    }

    /// Counts a report that went from a place of the queue.
    pub(crate) fn subtract(&mut self, slot: Slot, order_at: i64) {
        *self.changes.entry(slot).or_default() -= 1;
        self.ranks.count(slot.lane, slot.state, order_at, -1);
    }

    /// What is counted of lots and zones, as the tables have it.
    pub(crate) fn map_counts(&self) -> (BTreeMap<LotSlot, u32>, BTreeMap<String, u32>) {
        let lots = self.lots.iter().filter(|(_, rows)| **rows > 0);
        let zones = self.zones.iter().filter(|(_, rows)| **rows > 0);
        (
            lots.map(|(slot, rows)| (*slot, count(*rows))).collect(),
            zones.map(|(land_use, rows)| (land_use.clone(), count(*rows))).collect(),
        )
    }

    /// Writes the changes.
    pub(crate) fn write(self, conn: &Connection) -> Result<(), StoreError> {
        for (slot, change) in self.changes {
            conn.prepare_cached(
                "INSERT INTO counter (state, lane, row_count) VALUES (?1, ?2, ?3)
                 ON CONFLICT DO UPDATE SET row_count = row_count + excluded.row_count",
            )?
            .execute(params![slot.state, slot.lane, change])?;
        }
        self.ranks.write(conn)?;
        self.clusters.write(conn)?;
        for (AlertSlot { lane, kind, ward }, change) in self.alerts {
            conn.prepare_cached(
                "INSERT INTO alert_counter (lane, kind, ward, row_count) VALUES (?1, ?2, ?3, ?4)
                 ON CONFLICT DO UPDATE SET row_count = row_count + excluded.row_count",
            )?
            .execute(params![lane, kind, ward, change])?;
        }
        for ((data_on, sample), change) in self.lots {
            conn.prepare_cached(
                "INSERT INTO lot_counter (data_on, sample, row_count) VALUES (?1, ?2, ?3)
                 ON CONFLICT DO UPDATE SET row_count = row_count + excluded.row_count",
            )?
            .execute(params![data_on, sample, change])?;
        }
        for (land_use, change) in self.zones {
            conn.prepare_cached(
                "INSERT INTO zone_counter (land_use, row_count) VALUES (?1, ?2)
                 ON CONFLICT DO UPDATE SET row_count = row_count + excluded.row_count",
            )?
            .execute(params![land_use, change])?;
        }
        for hash in self.loose {
            blob::sweep(conn, hash)?;
        }
        if self.land {
            conn.execute("UPDATE land_version SET version = version + 1", [])?;
            tile::drop_all(conn)?;
        }
        Ok(())
    }
}

/// Reads the counts.
pub(crate) fn counts(conn: &Connection) -> Result<BTreeMap<Slot, u32>, StoreError> {
    let mut statement = conn.prepare_cached("SELECT state, lane, row_count FROM counter")?;
    let mut rows = statement.query([])?;
    let mut counts = BTreeMap::new();
    while let Some(row) = rows.next()? {
        counts.insert(Slot { state: row.get(0)?, lane: row.get(1)? }, count(row.get(2)?));
    }
    Ok(counts)
}

/// Reads the counts of alerts.
pub(crate) fn alert_counts(conn: &Connection) -> Result<BTreeMap<AlertSlot, u32>, StoreError> {
    let mut statement =
        conn.prepare_cached("SELECT lane, kind, ward, row_count FROM alert_counter")?;
    let mut rows = statement.query([])?;
    let mut counts = BTreeMap::new();
    while let Some(row) = rows.next()? {
        let slot = AlertSlot { lane: row.get(0)?, kind: row.get(1)?, ward: row.get(2)? };
        counts.insert(slot, count(row.get(3)?));
    }
    Ok(counts)
}

/// Reads the counts of lots; a count of nothing is left out.
pub(crate) fn lot_counts(conn: &Connection) -> Result<BTreeMap<LotSlot, u32>, StoreError> {
    let mut statement = conn
        .prepare_cached("SELECT data_on, sample, row_count FROM lot_counter WHERE row_count > 0")?;
    let mut rows = statement.query([])?;
    let mut counts = BTreeMap::new();
    while let Some(row) = rows.next()? {
        counts.insert((row.get(0)?, row.get(1)?), count(row.get(2)?));
    }
    Ok(counts)
}

/// Reads the counts of zones by use of land; a count of nothing is left out.
pub(crate) fn zone_counts(conn: &Connection) -> Result<BTreeMap<String, u32>, StoreError> {
    let mut statement =
        conn.prepare_cached("SELECT land_use, row_count FROM zone_counter WHERE row_count > 0")?;
    let mut rows = statement.query([])?;
    let mut counts = BTreeMap::new();
    while let Some(row) = rows.next()? {
        counts.insert(row.get(0)?, count(row.get(1)?));
    }
    Ok(counts)
}
