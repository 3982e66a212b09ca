//! What a hand-over should tell of: open reports that are late or due soon, and those that wait.
//!
//! Reads two ranges of indexes: what is due, and what stands in a state that waits. Asked for once a
//! shift, so each row is read whole; how much is read grows with what is late, not with the city.

use std::collections::BTreeSet;

use rusqlite::Connection;
use trucban_domain::{
    HandoverKind, Incident, IncidentState, Timestamp, UnitCode, encoding, handover,
};

use super::incident::state_code;
use crate::connection::count;
use crate::error::StoreError;

/// Open reports of a lane that are due at a time or before, the earliest first.
const DUE: &str = "SELECT n, data FROM incident WHERE lane = ?1 AND order_at <= ?2
                   ORDER BY order_at, number_order";
/// Open reports of a lane that stand in a state.
const WAITING: &str = "SELECT n, data FROM incident WHERE state = ?1 AND lane = ?2
                       ORDER BY order_at, number_order";
/// The lanes of open reports.
const LANES: [i64; 2] = [0, 1];
/// In which states a report may wait for somebody else. One that several units have may be returned by
/// one while another asked for more time.
const STATES: [IncidentState; 3] =
    [IncidentState::ExtensionAsked, IncidentState::SenderAsked, IncidentState::Returned];

/// Reports that a hand-over should name.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Suggested {
    /// The first of them, what is due first in front.
    pub reports: Vec<(Incident, HandoverKind)>,
    /// How many more there are.
    pub more: u32,
}

/// What a hand-over of `unit` should name, at most `limit` reports.
pub(crate) fn read(
    conn: &Connection,
    unit: &UnitCode,
    until: Timestamp,
    limit: usize,
) -> Result<Suggested, StoreError> {
    let mut found = Suggested::default();
    let mut seen = BTreeSet::new();
    let ranges = LANES.iter().map(|lane| (DUE, [*lane, until.as_ms()])).chain(
        STATES
            .iter()
            .flat_map(|state| LANES.iter().map(|lane| (WAITING, [state_code(*state), *lane]))),
    );
    let mut beyond = 0_i64;
    for (sql, range) in ranges {
        let mut statement = conn.prepare_cached(sql)?;
        let mut rows = statement.query(range)?;
        while let Some(row) = rows.next()? {
            let n: i64 = row.get(0)?;
            let data = row.get_ref(1)?.as_blob().map_err(rusqlite::Error::from)?;
            let report: Incident = encoding::decode(data)?;
            let Some(kind) = handover::suggested(&report, unit, until) else { continue };
            if !seen.insert(n) {
                continue;
            }
            if found.reports.len() < limit {
                found.reports.push((report, kind));
            } else {
                beyond += 1;
            }
        }
    }
    found.more = count(beyond);
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cache::plan;

    #[test]
    fn what_is_due_and_what_waits_are_ranges_of_indexes_and_nothing_is_sorted() {
        for sql in [DUE, WAITING] {
            let steps = plan::steps(sql, 2);
            assert_eq!(steps.len(), 1, "one step and no sort: {steps:?}");
            assert!(steps[0].starts_with("SEARCH incident USING"), "{steps:?}");
        }
    }
}
