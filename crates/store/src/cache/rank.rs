//! Where a report stands in the queue, and which report stands at a place: counts of reports by
//! stretches of time, so that the last page of six years costs what the first one costs.
//!
//! A stretch is all of `order_at` that agrees but for its lowest bits. Wide stretches are passed over
//! first, then fine ones of one wide one, then reports of one fine one.

use std::collections::BTreeMap;

use rusqlite::{Connection, params};

use super::tag::FIRST_CODE;
use crate::connection::nat;
use crate::error::StoreError;

/// 2^32 ms: 50 days. Six years have 44.
const WIDE: u32 = 32;
/// 2^26 ms: 19 hours; 64 to a wide one.
const FINE: u32 = 26;
/// Stands for every state of a lane.
const ANY_STATE: i64 = -1;

/// Reports in the order of the queue: those of a lane, or those of one state or one tag in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Series {
    /// Lane code, see [`incident`](super::incident).
    pub(crate) lane: i64,
    /// Code of a state or of a tag; `None` for every state.
    pub(crate) state: Option<i64>,
}

/// One line of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Stretch {
    lane: i64,
    state: i64,
    span: u32,
    number: i64,
}

/// Changes of the counts that are not written yet.
#[derive(Debug, Default)]
pub(crate) struct Changes(BTreeMap<Stretch, i64>);

/// Where to begin reading a place of a series.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Seat {
    /// The first `order_at` of the stretch.
    pub(crate) from: i64,
    /// Reports of the stretch to pass over.
    pub(crate) skip: u64,
}

const SUM: &str = "SELECT coalesce(sum(row_count), 0) FROM queue_rank
     WHERE lane = ?1 AND state = ?2 AND span = ?3 AND stretch >= ?4 AND stretch < ?5";
const STRETCHES: &str = "SELECT stretch, row_count FROM queue_rank
     WHERE lane = ?1 AND state = ?2 AND span = ?3 AND stretch >= ?4 AND stretch < ?5
     ORDER BY stretch";
const COUNT_IN_LANE: &str = "SELECT count(*) FROM incident INDEXED BY incident_by_lane
     WHERE lane = ?1 AND order_at >= ?2 AND order_at < ?3";
const COUNT_IN_STATE: &str = "SELECT count(*) FROM incident INDEXED BY incident_by_state
     WHERE state = ?4 AND lane = ?1 AND order_at >= ?2 AND order_at < ?3";

const COUNT_TAGGED: &str = "SELECT count(*) FROM queue_tag
     WHERE tag = ?4 AND lane = ?1 AND order_at >= ?2 AND order_at < ?3";

impl Changes {
    /// Counts reports that came, or with a negative number went.
    pub(crate) fn count(&mut self, lane: i64, state: i64, order_at: i64, change: i64) {
        for state in [state, ANY_STATE] {
            self.count_series(lane, state, order_at, change);
        }
    }

    /// Counts reports in one series alone: those with a tag are counted under their state already.
    pub(crate) fn count_series(&mut self, lane: i64, state: i64, order_at: i64, change: i64) {
        for span in [WIDE, FINE] {
            let stretch = Stretch { lane, state, span, number: order_at >> span };
            *self.0.entry(stretch).or_default() += change;
        }
    }

    /// Writes the changes; a stretch without a report is forgotten.
    pub(crate) fn write(self, conn: &Connection) -> Result<(), StoreError> {
        for (Stretch { lane, state, span, number }, change) in self.0 {
            if change == 0 {
                continue;
            }
            conn.prepare_cached(
                "INSERT INTO queue_rank (lane, state, span, stretch, row_count)
                 VALUES (?1, ?2, ?3, ?4, ?5)
                 ON CONFLICT DO UPDATE SET row_count = row_count + excluded.row_count",
            )?
            .execute(params![lane, state, span, number, change])?;
            if change < 0 {
                conn.prepare_cached(
                    "DELETE FROM queue_rank WHERE lane = ?1 AND state = ?2 AND span = ?3
                         AND stretch = ?4 AND row_count = 0",
                )?
                .execute(params![lane, state, span, number])?;
            }
        }
        Ok(())
    }

    /// The counts as the table has them.
    pub(crate) fn counts(&self) -> BTreeMap<Stretch, u64> {
        let counted = self.0.iter().filter(|(_, rows)| **rows != 0);
        counted.map(|(stretch, rows)| (*stretch, nat(*rows))).collect()
    }
}

/// Reads the whole table.
pub(crate) fn kept(conn: &Connection) -> Result<BTreeMap<Stretch, u64>, StoreError> {
    let mut statement =
        conn.prepare("SELECT lane, state, span, stretch, row_count FROM queue_rank")?;
    let mut rows = statement.query([])?;
    let mut kept = BTreeMap::new();
    while let Some(row) = rows.next()? {
        let stretch = Stretch {
            lane: row.get(0)?,
            state: row.get(1)?,
            span: row.get(2)?,
            number: row.get(3)?,
        };
        kept.insert(stretch, nat(row.get(4)?));
    }
    Ok(kept)
}

impl Series {
    /// Reports of the series.
    pub(crate) fn size(self, conn: &Connection) -> Result<u64, StoreError> {
        self.sum(conn, WIDE, i64::MIN, i64::MAX)
    }

    /// Reports of the series whose `order_at` is lower than `at`.
    pub(crate) fn before(self, conn: &Connection, at: i64) -> Result<u64, StoreError> {
        let (wide, fine) = (at >> WIDE, at >> FINE);
        let far = self.sum(conn, WIDE, i64::MIN, wide)?;
        let near = self.sum(conn, FINE, wide << (WIDE - FINE), fine)?;
        let rest: i64 = match self.state {
            None => conn
                .prepare_cached(COUNT_IN_LANE)?
                .query_row(params![self.lane, fine << FINE, at], |row| row.get(0))?,
            Some(state) => conn
                .prepare_cached(if state < FIRST_CODE { COUNT_IN_STATE } else { COUNT_TAGGED })?
                .query_row(params![self.lane, fine << FINE, at, state], |row| row.get(0))?,
        };
        Ok(far + near + nat(rest))
    }

    /// Where the report lies that `rank` reports of the series precede; `None` behind the last one.
    pub(crate) fn seat(self, conn: &Connection, rank: u64) -> Result<Option<Seat>, StoreError> {
        let Some((wide, rest)) = self.pass(conn, WIDE, (i64::MIN, i64::MAX), rank)? else {
            return Ok(None);
        };
        let first = wide << (WIDE - FINE);
        let within = (first, first + (1 << (WIDE - FINE)));
        let found = self.pass(conn, FINE, within, rest)?;
        Ok(found.map(|(fine, skip)| Seat { from: fine << FINE, skip }))
    }

    fn sum(self, conn: &Connection, span: u32, from: i64, to: i64) -> Result<u64, StoreError> {
        let sum = conn
            .prepare_cached(SUM)?
            .query_row(params![self.lane, self.state_code(), span, from, to], |row| row.get(0))?;
        Ok(nat(sum))
    }

    /// Passes over whole stretches; gives the one that holds `rank` and what is left of it.
    fn pass(
        self,
        conn: &Connection,
        span: u32,
        (from, to): (i64, i64),
        mut rank: u64,
    ) -> Result<Option<(i64, u64)>, StoreError> {
        let mut statement = conn.prepare_cached(STRETCHES)?;
        let mut rows = statement.query(params![self.lane, self.state_code(), span, from, to])?;
        while let Some(row) = rows.next()? {
            let held = nat(row.get(1)?);
            if rank < held {
                return Ok(Some((row.get(0)?, rank)));
            }
            rank -= held;
        }
        Ok(None)
    }

    fn state_code(self) -> i64 {
        self.state.unwrap_or(ANY_STATE)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::migrate::CACHE;

    /// Times as the queue has them: due and closing times of some months, either sign, and none.
    fn times() -> impl Strategy<Value = i64> {
        prop_oneof![
            8 => -20_000_000_000_i64..20_000_000_000,
            1 => Just(i64::MAX),
            1 => Just(0),
        ]
    }

    fn filled(reports: &[(i64, i64)]) -> Connection {
        let mut conn = Connection::open_in_memory().unwrap();
        CACHE.migrate(&mut conn).unwrap();
        let mut changes = Changes::default();
        for (n, (state, order_at)) in (0_u128..).zip(reports) {
            conn.execute(
                "INSERT INTO incident (id, state, lane, order_at, number_order, words_hash, data)
                     VALUES (?1, ?2, 1, ?3, '', 0, x'')",
                params![n.to_be_bytes(), state, order_at],
            )
            .unwrap();
            changes.count(1, *state, *order_at, 1);
        }
        changes.write(&conn).unwrap();
        conn
    }

    fn in_order(reports: &[(i64, i64)], state: Option<i64>) -> Vec<i64> {
        let mine = reports.iter().filter(|(one, _)| state.is_none_or(|state| state == *one));
        let mut times: Vec<i64> = mine.map(|(_, order_at)| *order_at).collect();
        times.sort_unstable();
        times
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn a_rank_and_a_seat_are_those_of_the_reports_in_order(
            reports in prop::collection::vec((0_i64..2, times()), 0..80),
            asked in prop::collection::vec(times(), 8),
            state in prop::option::of(0_i64..2),
        ) {
            let conn = filled(&reports);
            let series = Series { lane: 1, state };
            let times = in_order(&reports, state);
            prop_assert_eq!(series.size(&conn).unwrap(), times.len() as u64);
            for at in asked {
                let before = times.iter().filter(|time| **time < at).count();
                prop_assert_eq!(series.before(&conn, at).unwrap(), before as u64);
            }
            for rank in 0..times.len() + 2 {
                let seat = series.seat(&conn, rank as u64).unwrap();
                let Some(seat) = seat else {
                    prop_assert!(rank >= times.len());
                    continue;
                };
                let from = times.iter().position(|time| *time >= seat.from).unwrap();
                prop_assert_eq!(from as u64 + seat.skip, rank as u64);
            }
        }

        #[test]
        fn counts_that_come_and_go_leave_what_is_there(
            stay in prop::collection::vec((0_i64..2, times()), 0..40),
            go in prop::collection::vec((0_i64..2, times()), 0..40),
        ) {
            let all: Vec<_> = stay.iter().chain(&go).copied().collect();
            let conn = filled(&all);
            let (mut gone, mut left) = (Changes::default(), Changes::default());
            for (state, order_at) in &go {
                gone.count(1, *state, *order_at, -1);
            }
            gone.write(&conn).unwrap();
            for (state, order_at) in &stay {
                left.count(1, *state, *order_at, 1);
            }
            prop_assert_eq!(kept(&conn).unwrap(), left.counts());
        }
    }

    #[test]
    fn an_older_file_has_its_ranks_after_the_migration() {
        use crate::migrate::Schema;
        let mut conn = Connection::open_in_memory().unwrap();
        Schema { file: "cache.db", steps: &CACHE.steps[..4] }.migrate(&mut conn).unwrap();
        let mut changes = Changes::default();
        for (n, (state, lane, order_at)) in
            (0_u128..).zip([(0, 0, i64::MAX), (1, 1, 7 << 40), (2, 2, -(5 << 40)), (2, 2, -1)])
        {
            conn.execute(
                "INSERT INTO incident (id, state, lane, order_at, number_order, words_hash, data)
                     VALUES (?1, ?2, ?3, ?4, '', 0, x'')",
                params![n.to_be_bytes(), state, lane, order_at],
            )
            .unwrap();
            changes.count(lane, state, order_at, 1);
        }
        Schema { file: "cache.db", steps: &CACHE.steps[..5] }.migrate(&mut conn).unwrap();
        assert_eq!(kept(&conn).unwrap(), changes.counts());
    }

    #[test]
    fn every_question_is_a_range_of_an_index() {
        let conn = filled(&[]);
        for (sql, covering) in [
            (SUM, "PRIMARY KEY"),
            (STRETCHES, "PRIMARY KEY"),
            (COUNT_IN_LANE, "COVERING INDEX incident_by_lane"),
            (COUNT_IN_STATE, "COVERING INDEX incident_by_state"),
        ] {
            let mut plan = conn.prepare(&format!("EXPLAIN QUERY PLAN {sql}")).unwrap();
            let zeros = vec![0_i64; plan.parameter_count()];
            let steps: Vec<String> = plan
                .query_map(rusqlite::params_from_iter(zeros), |row| row.get("detail"))
                .unwrap()
                .map(Result::unwrap)
                .collect();
            assert_eq!(steps.len(), 1, "one step and no sort: {steps:?}");
            assert!(steps[0].starts_with("SEARCH ") && steps[0].contains(covering), "{steps:?}");
        }
    }
}
