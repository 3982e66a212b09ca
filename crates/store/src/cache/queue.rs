//! Reading the queue: each group is one range of an index, read in its order; only a search sorts.

use rusqlite::{Connection, params};
use trucban_domain::{Incident, QueueDay, QueueGroup, encoding};

use super::incident::{LANE_CLOSED, LANE_IMMEDIATE, LANE_OPEN, state_code};
use super::search;
use super::tally;
use crate::connection::count;
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

/// The range of an index in which a group lies.
#[derive(Debug, Clone, Copy)]
struct Range {
    group: QueueGroup,
    lane: i64,
    from: i64,
    to: i64,
}

const COUNT_BY_LANE: &str = "SELECT count(*) FROM incident INDEXED BY incident_by_lane
     WHERE lane = ?1 AND order_at BETWEEN ?2 AND ?3";
const COUNT_BY_STATE: &str = "SELECT count(*) FROM incident INDEXED BY incident_by_state
     WHERE state = ?4 AND lane = ?1 AND order_at BETWEEN ?2 AND ?3";
const ROWS_BY_LANE: &str = "SELECT data FROM incident INDEXED BY incident_by_lane
     WHERE lane = ?1 AND order_at BETWEEN ?2 AND ?3
     ORDER BY order_at, number_order, n LIMIT ?4 OFFSET ?5";
const ROWS_BY_STATE: &str = "SELECT data FROM incident INDEXED BY incident_by_state
     WHERE state = ?6 AND lane = ?1 AND order_at BETWEEN ?2 AND ?3
     ORDER BY order_at, number_order, n LIMIT ?4 OFFSET ?5";
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

fn ranges(view: View, day: QueueDay) -> Vec<Range> {
    let (starts, ends) = (day.starts.as_ms(), day.ends.as_ms());
    let range = |group, lane, from, to| Range { group, lane, from, to };
    if view == View::Closed {
        return vec![range(QueueGroup::Closed, LANE_CLOSED, i64::MIN, i64::MAX)];
    }
    vec![
        range(QueueGroup::Immediate, LANE_IMMEDIATE, i64::MIN, i64::MAX),
        range(QueueGroup::Overdue, LANE_OPEN, i64::MIN, starts.saturating_sub(1)),
        range(QueueGroup::Today, LANE_OPEN, starts, ends),
        range(QueueGroup::Upcoming, LANE_OPEN, ends.saturating_add(1), i64::MAX),
    ]
}

fn whole(conn: &Connection, ask: &QueueAsk) -> Result<Stretch, StoreError> {
    let state = state_of(ask.view);
    let mut stretch = Stretch::default();
    let (mut skip, mut wanted) = (ask.offset, ask.limit);
    for range in ranges(ask.view, ask.day) {
        let size = size(conn, range, state)?;
        if size == 0 {
            continue;
        }
        stretch.groups.push((range.group, size));
        if wanted > 0 && skip < size {
            let before = stretch.rows.len();
            rows(conn, range, state, (skip, wanted), &mut stretch.rows)?;
            let read = u32::try_from(stretch.rows.len() - before).unwrap_or(wanted);
            wanted = wanted.saturating_sub(read);
        }
        skip = skip.saturating_sub(size);
    }
    Ok(stretch)
}

/// Whole lanes are counted already; parts of one are counted along the index.
fn size(conn: &Connection, range: Range, state: Option<i64>) -> Result<u32, StoreError> {
    let Range { lane, from, to, .. } = range;
    if (from, to) == (i64::MIN, i64::MAX) {
        let counts = tally::counts(conn)?;
        let mine = counts
            .iter()
            .filter(|(slot, _)| slot.lane == lane && state.is_none_or(|state| slot.state == state));
        return Ok(mine.map(|(_, rows)| rows).sum());
    }
    let size = match state {
        None => conn.prepare_cached(COUNT_BY_LANE)?.query_row([lane, from, to], |row| row.get(0)),
        Some(state) => conn
            .prepare_cached(COUNT_BY_STATE)?
            .query_row([lane, from, to, state], |row| row.get(0)),
    };
    Ok(count(size?))
}

fn rows(
    conn: &Connection,
    range: Range,
    state: Option<i64>,
    (skip, wanted): (u32, u32),
    into: &mut Vec<Incident>,
) -> Result<(), StoreError> {
    let Range { lane, from, to, .. } = range;
    let mut statement =
        conn.prepare_cached(if state.is_some() { ROWS_BY_STATE } else { ROWS_BY_LANE })?;
    let mut rows = match state {
        None => statement.query(params![lane, from, to, wanted, skip])?,
        Some(state) => statement.query(params![lane, from, to, wanted, skip, state])?,
    };
    while let Some(row) = rows.next()? {
        into.push(encoding::decode(row.get_ref(0)?.as_blob().map_err(rusqlite::Error::from)?)?);
    }
    Ok(())
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
        for (sql, params) in
            [(COUNT_BY_LANE, 3), (COUNT_BY_STATE, 4), (ROWS_BY_LANE, 5), (ROWS_BY_STATE, 6)]
        {
            let mut plan = conn.prepare(&format!("EXPLAIN QUERY PLAN {sql}")).unwrap();
            let zeros = rusqlite::params_from_iter(vec![0_i64; params]);
            let steps: Vec<String> = plan
                .query_map(zeros, |row| row.get("detail"))
                .unwrap()
                .map(Result::unwrap)
                .collect();
            assert_eq!(steps.len(), 1, "one step and no sort: {steps:?}");
            assert!(steps[0].starts_with("SEARCH incident USING"), "{steps:?}");
            assert!(steps[0].contains("order_at>? AND order_at<?"), "{steps:?}");
            if sql.contains("count") {
                assert!(steps[0].contains("COVERING"), "{steps:?}");
            }
        }
    }
}
