//! Reading the queue: each group is one range of an index, read in its order from the place asked for.
//! Where it is narrowed, see [`narrow`].

use rusqlite::{Connection, params};
use trucban_domain::{Bounds, Incident, QueueDay, QueueGroup, WardCode, encoding};

use super::incident::{LANE_CLOSED, LANE_IMMEDIATE, LANE_OPEN, state_code};
use super::narrow;
use super::rank::{Seat, Series};
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
/// Counts the views.
pub(crate) fn counts(conn: &Connection) -> Result<ViewCounts, StoreError> {
    let mut counts = ViewCounts::default();
    for (slot, rows) in tally::counts(conn)? {
        counts.add(slot.state, rows);
    }
    Ok(counts)
}

impl ViewCounts {
    /// Counts reports of a state or with a tag, by its code.
    pub(crate) fn add(&mut self, code: i64, rows: u32) {
        let of = match code {
            0 => &mut self.new,
            1 => &mut self.acknowledged,
            2 => &mut self.closed,
            3 => &mut self.returned,
            4 => &mut self.resulted,
            5 => &mut self.extension_asked,
            6 => &mut self.sender_asked,
            7 => &mut self.contested,
            code if code == Tag::Mine.code() => &mut self.mine,
            code if code == Tag::Unit.code() => &mut self.unit,
            code if code == Tag::Unassigned.code() => &mut self.unassigned,
            code if code == Tag::Reopened.code() => &mut self.reopened,
            // A state of a newer build.
            _ => return,
        };
        *of += rows;
    }
}

/// Counts the views of `wards`, or of all of them where none are named, those that are cut by a day and by
/// a box too.
pub(crate) fn counts_on(
    conn: &Connection,
    day: QueueDay,
    within: Option<Bounds>,
    wards: &[WardCode],
) -> Result<ViewCounts, StoreError> {
    let within = within.map(|bounds| narrow::count_in_box(conn, bounds, wards)).transpose()?;
    let within = within.unwrap_or(0);
    if !wards.is_empty() {
        return Ok(ViewCounts { within, ..narrow::counts(conn, day, wards)? });
    }
    let of = |view| {
        let size: u64 = lanes(conn, view, day)?.iter().map(Lane::size).sum();
        Ok::<_, StoreError>(u32::try_from(size).unwrap_or(u32::MAX))
    };
    let (overdue, today) = (of(View::Overdue)?, of(View::Today)?);
    Ok(ViewCounts { overdue, today, within, ..counts(conn)? })
}

/// Reads a stretch of the queue.
pub(crate) fn read(conn: &Connection, ask: &QueueAsk) -> Result<Stretch, StoreError> {
    match narrow::read(conn, ask)? {
        Some(stretch) => Ok(stretch),
        None => whole(conn, ask),
    }
}

/// The code of the state or of the tag that a view shows; `None` where it shows several states.
pub(crate) fn state_of(view: View) -> Option<i64> {
    use trucban_domain::IncidentState as State;
    match view {
        View::Open | View::Overdue | View::Today | View::Closed | View::Within(_) => None,
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::migrate::CACHE;

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
    }
}
