//! Counts of reports by state and lane: changed with every report, in the same transaction, and never
//! counted over.

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

/// Changes of the counts that are not written yet.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    changes: BTreeMap<Slot, i64>,
}

impl Tally {
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
