//! Reading the queue: each group is one range of an index, read in its order from the place asked for;
//! only a search sorts.

use rusqlite::{Connection, params};
use trucban_domain::{Incident, QueueDay, QueueGroup, encoding};

use super::incident::{LANE_CLOSED, LANE_IMMEDIATE, LANE_OPEN, state_code};
use super::rank::{Seat, Series};
use super::search;
use super::tag::{FIRST_CODE, Tag};
use super::tally;
use crate::connection::int;
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
const ROWS_BY_TAG: &str = "SELECT incident.data FROM queue_tag
     CROSS JOIN incident ON incident.n = queue_tag.n
     WHERE queue_tag.tag = ?5 AND queue_tag.lane = ?1 AND queue_tag.order_at >= ?2
     ORDER BY queue_tag.order_at, queue_tag.number_order, queue_tag.n LIMIT ?3 OFFSET ?4";
const ROWS_BY_STATE: &str = "SELECT data FROM incident INDEXED BY incident_by_state
     WHERE state = ?5 AND lane = ?1 AND order_at >= ?2
     ORDER BY order_at, number_order, n LIMIT ?3 OFFSET ?4";
/// The reports found, in no order. `?2`, `?3`: lanes; `?4`: state or NULL.
const FOUND: &str = "SELECT incident.n, lane, order_at, number_order
     FROM incident_search CROSS JOIN incident INDEXED BY incident_in_order
       ON incident.n = incident_search.rowid
     WHERE incident_search MATCH ?1 AND lane BETWEEN ?2 AND ?3 AND (?4 IS NULL OR state = ?4)";
/// As [`FOUND`], of those with a tag.
const FOUND_TAGGED: &str =
    "SELECT incident.n, incident.lane, incident.order_at, incident.number_order
     FROM incident_search CROSS JOIN incident INDEXED BY incident_in_order
       ON incident.n = incident_search.rowid
     WHERE incident_search MATCH ?1 AND incident.lane BETWEEN ?2 AND ?3
       AND EXISTS (SELECT 1 FROM queue_tag INDEXED BY queue_tag_of_report
                   WHERE queue_tag.n = incident.n AND queue_tag.tag = ?4)";
const ROW: &str = "SELECT data FROM incident WHERE n = ?1";

/// Counts the views.
pub(crate) fn counts(conn: &Connection) -> Result<ViewCounts, StoreError> {
    let mut counts = ViewCounts::default();
    for (slot, rows) in tally::counts(conn)? {
        match slot.state {
            0 => counts.new += rows,
            1 => counts.acknowledged += rows,
            3 => counts.returned += rows,
            4 => counts.resulted += rows,
            5 => counts.extension_asked += rows,
            6 => counts.sender_asked += rows,
            7 => counts.contested += rows,
            2 => counts.closed += rows,
            code if code == Tag::Mine.code() => counts.mine += rows,
            code if code == Tag::Unit.code() => counts.unit += rows,
            code if code == Tag::Unassigned.code() => counts.unassigned += rows,
            code if code == Tag::Reopened.code() => counts.reopened += rows,
            // A state of a newer build.
            _ => {}
        }
    }
    Ok(counts)
}

/// Counts the views, those that are cut by a day too.
pub(crate) fn counts_on(conn: &Connection, day: QueueDay) -> Result<ViewCounts, StoreError> {
    let of = |view| {
        let size: u64 = lanes(conn, view, day)?.iter().map(Lane::size).sum();
        Ok::<_, StoreError>(u32::try_from(size).unwrap_or(u32::MAX))
    };
    let (overdue, today) = (of(View::Overdue)?, of(View::Today)?);
    Ok(ViewCounts { overdue, today, ..counts(conn)? })
}

/// Reads a stretch of the queue.
pub(crate) fn read(conn: &Connection, ask: &QueueAsk) -> Result<Stretch, StoreError> {
    match search::ask(&ask.search) {
        Some(found) => searched(conn, ask, &found),
        None => whole(conn, ask),
    }
}

fn state_of(view: View) -> Option<i64> {
    use trucban_domain::IncidentState as State;
    match view {
        View::Open | View::Overdue | View::Today | View::Closed => None,
        View::Mine => Some(Tag::Mine.code()),
        View::Unit => Some(Tag::Unit.code()),
        View::Unassigned => Some(Tag::Unassigned.code()),
        View::Reopened => Some(Tag::Reopened.code()),
        View::New => Some(state_code(State::New)),
        View::Acknowledged => Some(state_code(State::Acknowledged)),
        View::Returned => Some(state_code(State::Returned)),
        View::ExtensionAsked => Some(state_code(State::ExtensionAsked)),
        View::SenderAsked => Some(state_code(State::SenderAsked)),
        View::Resulted => Some(state_code(State::Resulted)),
        View::Contested => Some(state_code(State::Contested)),
    }
}

/// A lane of a view, from its report at a place on, and how its reports fall into groups: each group with
/// how many of the lane precede its end.
struct Lane {
    series: Series,
    from: u64,
    ends: Vec<(QueueGroup, u64)>,
}

impl Lane {
    fn size(&self) -> u64 {
        self.ends.last().map_or(0, |(_, end)| end.saturating_sub(self.from))
    }
}

fn lanes(conn: &Connection, view: View, day: QueueDay) -> Result<Vec<Lane>, StoreError> {
    let series = |lane| Series { lane, state: state_of(view) };
    let whole = |lane, group| {
        let series = series(lane);
        Ok::<_, StoreError>(Lane { series, from: 0, ends: vec![(group, series.size(conn)?)] })
    };
    if view == View::Closed {
        return Ok(vec![whole(LANE_CLOSED, QueueGroup::Closed)?]);
    }
    let open = series(LANE_OPEN);
    let late = open.before(conn, day.starts.as_ms())?;
    if view == View::Overdue {
        return Ok(vec![Lane { series: open, from: 0, ends: vec![(QueueGroup::Overdue, late)] }]);
    }
    let due = open.before(conn, day.ends.as_ms().saturating_add(1))?;
    if view == View::Today {
        return Ok(vec![Lane { series: open, from: late, ends: vec![(QueueGroup::Today, due)] }]);
    }
    let ends = vec![
        (QueueGroup::Overdue, late),
        (QueueGroup::Today, due),
        (QueueGroup::Upcoming, open.size(conn)?),
    ];
    Ok(vec![whole(LANE_IMMEDIATE, QueueGroup::Immediate)?, Lane { series: open, from: 0, ends }])
}

fn whole(conn: &Connection, ask: &QueueAsk) -> Result<Stretch, StoreError> {
    let mut stretch = Stretch::default();
    let (mut skip, mut wanted) = (u64::from(ask.offset), u64::from(ask.limit));
    for lane in lanes(conn, ask.view, ask.day)? {
        let size = lane.size();
        let mut begin = lane.from;
        for (group, end) in lane.ends {
            if end > begin {
                stretch.groups.push((group, u32::try_from(end - begin).unwrap_or(u32::MAX)));
            }
            begin = end;
        }
        if wanted > 0 && skip < size {
            let most = wanted.min(size - skip);
            let read = rows(conn, lane.series, lane.from + skip, most, &mut stretch.rows)?;
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
    let mut statement = conn.prepare_cached(match series.state {
        None => ROWS_BY_LANE,
        Some(state) if state < FIRST_CODE => ROWS_BY_STATE,
        Some(_) => ROWS_BY_TAG,
    })?;
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

/// A report found, in the order of the queue.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Found {
    group: usize,
    order_at: i64,
    number_order: String,
    n: i64,
}

fn searched(conn: &Connection, ask: &QueueAsk, asked: &str) -> Result<Stretch, StoreError> {
    let mut found = found(conn, ask, asked)?;
    let mut sizes = [0_u32; QueueGroup::ALL.len()];
    for report in &found {
        sizes[report.group] += 1;
    }
    let groups = QueueGroup::ALL.into_iter().zip(sizes).filter(|(_, rows)| *rows > 0).collect();
    let from = usize::try_from(ask.offset).unwrap_or(usize::MAX).min(found.len());
    let to = from.saturating_add(usize::try_from(ask.limit).unwrap_or(usize::MAX)).min(found.len());
    // Only the page is put in order: what comes before it and after it is parted from it.
    if to < found.len() {
        found.select_nth_unstable(to);
    }
    if from < to {
        found[..to].select_nth_unstable(from);
    }
    found[from..to].sort_unstable();
    let mut statement = conn.prepare_cached(ROW)?;
    let mut rows = Vec::with_capacity(to - from);
    for report in &found[from..to] {
        let data: Vec<u8> = statement.query_row([report.n], |row| row.get(0))?;
        rows.push(encoding::decode(&data)?);
    }
    Ok(Stretch { groups, rows })
}

fn found(conn: &Connection, ask: &QueueAsk, asked: &str) -> Result<Vec<Found>, StoreError> {
    let (first, last) = match ask.view {
        View::Closed => (LANE_CLOSED, LANE_CLOSED),
        _ => (LANE_IMMEDIATE, LANE_OPEN),
    };
    let series = state_of(ask.view);
    let tagged = series.is_some_and(|code| code >= FIRST_CODE);
    let mut statement = conn.prepare_cached(if tagged { FOUND_TAGGED } else { FOUND })?;
    let mut rows = statement.query(params![asked, first, last, series])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let order_at = row.get(2)?;
        let group = group(row.get(1)?, order_at, ask.day);
        let cut = match ask.view {
            View::Overdue => Some(QueueGroup::Overdue),
            View::Today => Some(QueueGroup::Today),
            _ => None,
        };
        if cut.is_some_and(|only| QueueGroup::ALL[group] != only) {
            continue;
        }
        found.push(Found { group, order_at, number_order: row.get(3)?, n: row.get(0)? });
    }
    Ok(found)
}

/// The place in [`QueueGroup::ALL`] of the heading under which a report stands.
fn group(lane: i64, order_at: i64, day: QueueDay) -> usize {
    match lane {
        LANE_IMMEDIATE => 0,
        LANE_CLOSED => 4,
        _ if order_at < day.starts.as_ms() => 1,
        _ if order_at <= day.ends.as_ms() => 2,
        _ => 3,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::migrate::CACHE;

    #[test]
    fn what_a_search_finds_is_placed_without_reading_its_rows() {
        let mut conn = Connection::open_in_memory().unwrap();
        CACHE.migrate(&mut conn).unwrap();
        let steps = plan(&conn, FOUND, params!["\"rac\"*", 0, 2, None::<i64>]);
        let placing = "SEARCH incident USING COVERING INDEX incident_in_order (n=?";
        assert_eq!(steps.len(), 2, "{steps:?}");
        assert!(steps[1].starts_with(placing), "{steps:?}");
    }

    fn plan(conn: &Connection, sql: &str, params: impl rusqlite::Params) -> Vec<String> {
        let mut plan = conn.prepare(&format!("EXPLAIN QUERY PLAN {sql}")).unwrap();
        plan.query_map(params, |row| row.get("detail")).unwrap().map(Result::unwrap).collect()
    }

    #[test]
    fn a_view_without_a_search_reads_ranges_of_an_index_and_sorts_nothing() {
        let mut conn = Connection::open_in_memory().unwrap();
        CACHE.migrate(&mut conn).unwrap();
        for (sql, params) in [(ROWS_BY_LANE, 4), (ROWS_BY_STATE, 5)] {
            let steps = plan(&conn, sql, rusqlite::params_from_iter(vec![0_i64; params]));
            assert_eq!(steps.len(), 1, "one step and no sort: {steps:?}");
            assert!(steps[0].starts_with("SEARCH incident USING"), "{steps:?}");
            assert!(steps[0].contains("order_at>?"), "{steps:?}");
        }
        let steps = plan(&conn, ROWS_BY_TAG, rusqlite::params_from_iter(vec![0_i64; 5]));
        assert_eq!(steps.len(), 2, "no sort: {steps:?}");
        assert!(steps[0].starts_with("SEARCH queue_tag USING PRIMARY KEY (tag=?"), "{steps:?}");
        assert!(steps[1].starts_with("SEARCH incident USING INTEGER PRIMARY KEY"), "{steps:?}");
        let steps = plan(&conn, FOUND_TAGGED, params!["\"rac\"*", 0, 2, 100]);
        assert!(steps.iter().all(|step| !step.contains("TEMP B-TREE")), "{steps:?}");
        assert!(!steps.iter().any(|step| step.starts_with("SCAN queue_tag")), "{steps:?}");
    }
}
