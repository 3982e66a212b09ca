//! Counts of reports by state and lane, and of alerts by lane, kind and ward: changed with every row, in
//! the same transaction, and never counted over.

use std::collections::BTreeMap;

use rusqlite::{Connection, params};

use crate::connection::count;
use crate::error::StoreError;

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
    alerts: BTreeMap<AlertSlot, i64>,
    land: bool,
}

impl Tally {
    /// Counts an alert that came.
    pub(crate) fn add_alert(&mut self, slot: AlertSlot) {
        *self.alerts.entry(slot).or_default() += 1;
    }

    /// Counts an alert that went.
    pub(crate) fn subtract_alert(&mut self, slot: AlertSlot) {
        *self.alerts.entry(slot).or_default() -= 1;
    }

    /// Notes that the map changed.
    pub(crate) fn change_land(&mut self) {
        self.land = true;
    }

    /// Counts a report that came.
    pub(crate) fn add(&mut self, slot: Slot) {
        *self.changes.entry(slot).or_default() += 1;
    }

    /// Counts a report that went.
    pub(crate) fn subtract(&mut self, slot: Slot) {
        *self.changes.entry(slot).or_default() -= 1;
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
        for (AlertSlot { lane, kind, ward }, change) in self.alerts {
            conn.prepare_cached(
                "INSERT INTO alert_counter (lane, kind, ward, row_count) VALUES (?1, ?2, ?3, ?4)
                 ON CONFLICT DO UPDATE SET row_count = row_count + excluded.row_count",
            )?
            .execute(params![lane, kind, ward, change])?;
        }
        if self.land {
            conn.execute("UPDATE land_version SET version = version + 1", [])?;
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
