//! Reading the queue: each group is one range of an index, read in its order from the place asked for;
//! only a search sorts.

use rusqlite::{Connection, params};
use trucban_domain::{Incident, QueueDay, QueueGroup, encoding};

use super::incident::{LANE_CLOSED, LANE_IMMEDIATE, LANE_OPEN, state_code};
use super::rank::{Seat, Series};
use super::search;
use super::tally;
use crate::connection::{count, int};
use crate::error::StoreError;
use crate::queue::{QueueAsk, View, ViewCounts};

/// The groups of a view with their sizes, and the rows of a stretch.
#[derive(Debug, Default)]
pub(crate) struct Stretch {
    /// Rows of the view in each group that has any, in screen order.
    pub(crate) groups: Vec<(QueueGroup, u32)>,
    /// The rows asked for.
    pub(crate) rows: Vec<Incident>,
}

const ROWS_BY_LANE: &str = "SELECT data FROM incident INDEXED BY incident_by_lane
     WHERE lane = ?1 AND order_at >= ?2
     ORDER BY order_at, number_order, n LIMIT ?3 OFFSET ?4";
const ROWS_BY_STATE: &str = "SELECT data FROM incident INDEXED BY incident_by_state
     WHERE state = ?5 AND lane = ?1 AND order_at >= ?2
     ORDER BY order_at, number_order, n LIMIT ?3 OFFSET ?4";
/// The reports found, each with its group. `?2`, `?3`: the day; `?4`, `?5`: lanes; `?6`: state or NULL.
const FOUND: &str = "SELECT incident.n, order_at, number_order,
       CASE WHEN lane = 0 THEN 0 WHEN lane = 2 THEN 4 WHEN order_at < ?2 THEN 1
            WHEN order_at <= ?3 THEN 2 ELSE 3 END AS place
     FROM incident_search CROSS JOIN incident ON incident.n = incident_search.rowid
     WHERE incident_search MATCH ?1 AND lane BETWEEN ?4 AND ?5 AND (?6 IS NULL OR state = ?6)";

/// Counts the views.
pub(crate) fn counts(conn: &Connection) -> Result<ViewCounts, StoreError> {
    let mut counts = ViewCounts::default();
    for (slot, rows) in tally::counts(conn)? {
        match slot.state {
            0 => counts.new += rows,
            1 => counts.acknowledged += rows,
            _ => counts.closed += rows,
        }
    }
    Ok(counts)
}

/// Reads a stretch of the queue.
pub(crate) fn read(conn: &Connection, ask: &QueueAsk) -> Result<Stretch, StoreError> {
    match search::ask(&ask.search) {
        Some(found) => searched(conn, ask, &found),
        None => whole(conn, ask),
    }
}

fn state_of(view: View) -> Option<i64> {
    use trucban_domain::IncidentState::{Acknowledged, New};
    match view {
        View::Open | View::Closed => None,
        View::New => Some(state_code(New)),
        View::Acknowledged => Some(state_code(Acknowledged)),
    }
}

/// A lane of a view, and how its reports fall into groups: each group with how many precede its end.
struct Lane {
    series: Series,
    ends: Vec<(QueueGroup, u64)>,
}

fn lanes(conn: &Connection, view: View, day: QueueDay) -> Result<Vec<Lane>, StoreError> {
    let series = |lane| Series { lane, state: state_of(view) };
    let whole = |lane, group| {
        let series = series(lane);
        Ok::<_, StoreError>(Lane { series, ends: vec![(group, series.size(conn)?)] })
    };
    if view == View::Closed {
        return Ok(vec![whole(LANE_CLOSED, QueueGroup::Closed)?]);
    }
    let open = series(LANE_OPEN);
    let ends = vec![
        (QueueGroup::Overdue, open.before(conn, day.starts.as_ms())?),
        (QueueGroup::Today, open.before(conn, day.ends.as_ms().saturating_add(1))?),
        (QueueGroup::Upcoming, open.size(conn)?),
    ];
    Ok(vec![whole(LANE_IMMEDIATE, QueueGroup::Immediate)?, Lane { series: open, ends }])
}

fn whole(conn: &Connection, ask: &QueueAsk) -> Result<Stretch, StoreError> {
    let mut stretch = Stretch::default();
    let (mut skip, mut wanted) = (u64::from(ask.offset), u64::from(ask.limit));
    for Lane { series, ends } in lanes(conn, ask.view, ask.day)? {
        let mut size = 0;
        for (group, end) in ends {
            if end > size {
                stretch.groups.push((group, u32::try_from(end - size).unwrap_or(u32::MAX)));
            }
            size = end;
        }
        if wanted > 0 && skip < size {
            let read = rows(conn, series, skip, wanted, &mut stretch.rows)?;
            wanted = wanted.saturating_sub(read);
        }
        skip = skip.saturating_sub(size);
    }
    Ok(stretch)
}

/// Reads up to `wanted` reports of the series from the one on that `rank` reports precede.
fn rows(
    conn: &Connection,
    series: Series,
    rank: u64,
    wanted: u64,
    into: &mut Vec<Incident>,
) -> Result<u64, StoreError> {
    let Some(Seat { from, skip }) = series.seat(conn, rank)? else { return Ok(0) };
    let (wanted, skip) = (int(wanted), int(skip));
    let mut statement =
        conn.prepare_cached(if series.state.is_some() { ROWS_BY_STATE } else { ROWS_BY_LANE })?;
    let mut rows = match series.state {
        None => statement.query(params![series.lane, from, wanted, skip])?,
        Some(state) => statement.query(params![series.lane, from, wanted, skip, state])?,
    };
    let mut read = 0;
    while let Some(row) = rows.next()? {
        into.push(encoding::decode(row.get_ref(0)?.as_blob().map_err(rusqlite::Error::from)?)?);
        read += 1;
    }
    Ok(read)
}

fn searched(conn: &Connection, ask: &QueueAsk, found: &str) -> Result<Stretch, StoreError> {
    let (first, last) = match ask.view {
        View::Closed => (LANE_CLOSED, LANE_CLOSED),
        View::Open | View::New | View::Acknowledged => (LANE_IMMEDIATE, LANE_OPEN),
    };
    let (starts, ends) = (ask.day.starts.as_ms(), ask.day.ends.as_ms());
    let state = state_of(ask.view);
    let mut stretch = Stretch::default();
    let sizes = format!("SELECT place, count(*) FROM ({FOUND}) GROUP BY place ORDER BY place");
    let mut statement = conn.prepare_cached(&sizes)?;
    let mut rows = statement.query(params![found, starts, ends, first, last, state])?;
    while let Some(row) = rows.next()? {
        let place = usize::try_from(row.get::<_, i64>(0)?).unwrap_or_default();
        if let Some(group) = QueueGroup::ALL.get(place) {
            stretch.groups.push((*group, count(row.get(1)?)));
        }
    }
    let page = format!(
        "SELECT data FROM
           (SELECT * FROM ({FOUND}) ORDER BY place, order_at, number_order, n LIMIT ?7 OFFSET ?8)
           AS page JOIN incident USING (n)
         ORDER BY place, page.order_at, page.number_order, n"
    );
    let mut statement = conn.prepare_cached(&page)?;
    let mut rows =
        statement.query(params![found, starts, ends, first, last, state, ask.limit, ask.offset])?;
    while let Some(row) = rows.next()? {
        let data = row.get_ref(0)?.as_blob().map_err(rusqlite::Error::from)?;
        stretch.rows.push(encoding::decode(data)?);
    }
    Ok(stretch)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::migrate::CACHE;

    #[test]
    fn a_view_without_a_search_reads_ranges_of_an_index_and_sorts_nothing() {
        let mut conn = Connection::open_in_memory().unwrap();
        CACHE.migrate(&mut conn).unwrap();
        for (sql, params) in [(ROWS_BY_LANE, 4), (ROWS_BY_STATE, 5)] {
            let mut plan = conn.prepare(&format!("EXPLAIN QUERY PLAN {sql}")).unwrap();
            let zeros = rusqlite::params_from_iter(vec![0_i64; params]);
            let steps: Vec<String> = plan
                .query_map(zeros, |row| row.get("detail"))
                .unwrap()
                .map(Result::unwrap)
                .collect();
            assert_eq!(steps.len(), 1, "one step and no sort: {steps:?}");
            assert!(steps[0].starts_with("SEARCH incident USING"), "{steps:?}");
            assert!(steps[0].contains("order_at>?"), "{steps:?}");
        }
    }
}
