//! The queue narrowed: to reports in which words are found, to those in a box, to those of some wards.
//!
//! What is found is placed in the order of the queue from an index alone; only the page that is asked for
//! is sorted, and only its rows are read.

use rusqlite::{Connection, ToSql};
use trucban_domain::{Bounds, QueueDay, QueueGroup, WardCode, encoding};

use super::incident::{LANE_CLOSED, LANE_IMMEDIATE, LANE_OPEN};
use super::place;
use super::queue::{Stretch, state_of};
use super::search;
use super::tag::{FIRST_CODE, Tag};
use crate::connection::count;
use crate::error::StoreError;
use crate::queue::{QueueAsk, View, ViewCounts, WardLine};

const ROW: &str = "SELECT data FROM incident WHERE n = ?1";
const IN_WARDS: &str = "incident.ward IN (SELECT value FROM json_each(:wards))";
const IN_BOX: &str = "place.east_max >= :east_min AND place.east_min <= :east_max
     AND place.north_max >= :north_min AND place.north_min <= :north_max";
const TAGGED: &str = "EXISTS (SELECT 1 FROM queue_tag INDEXED BY queue_tag_of_report
     WHERE queue_tag.n = incident.n AND queue_tag.tag = :state)";
/// Where each report stands that an index names by its key.
const PLACED: &str = "CROSS JOIN incident INDEXED BY incident_in_order ON incident.n";

/// What the queue is narrowed to.
#[derive(Debug, Default, PartialEq, Eq)]
struct Narrow {
    /// As the search table is asked.
    words: Option<String>,
    /// Least and greatest easting, least and greatest northing, decimetres.
    sides: Option<[i64; 4]>,
    /// Codes as JSON.
    wards: Option<String>,
}

impl Narrow {
    fn of(ask: &QueueAsk) -> Self {
        let sides = match ask.view {
            View::Within(bounds) => Some(place::decimetres(bounds)),
            _ => None,
        };
        Self { words: search::ask(&ask.search), sides, wards: codes(&ask.wards) }
    }

    /// The tables, and the conditions on them. The one that leaves the least is read first.
    fn clauses(&self) -> (String, Vec<&'static str>) {
        let (mut conditions, found) = (
            Vec::new(),
            "place.n IN (SELECT rowid FROM incident_search WHERE incident_search MATCH :words)",
        );
        let from = match (self.sides, &self.words) {
            (Some(_), words) => {
                conditions.push(IN_BOX);
                conditions.extend(words.as_ref().map(|_| found));
                format!("open_report_place AS place {PLACED} = place.n")
            }
            (None, Some(_)) => {
                conditions.push("incident_search MATCH :words");
                format!("incident_search {PLACED} = incident_search.rowid")
            }
            (None, None) => "incident INDEXED BY incident_by_ward".to_owned(),
        };
        conditions.extend(self.wards.as_ref().map(|_| IN_WARDS));
        (from, conditions)
    }

    /// The values of the conditions, by their names.
    fn values(&self) -> Vec<(&'static str, &dyn ToSql)> {
        let mut values: Vec<(&'static str, &dyn ToSql)> = Vec::new();
        if let Some(words) = &self.words {
            values.push((":words", words));
        }
        if let Some(wards) = &self.wards {
            values.push((":wards", wards));
        }
        if let Some(sides) = &self.sides {
            let names = [":east_min", ":east_max", ":north_min", ":north_max"];
            values.extend(names.into_iter().zip(sides).map(|(name, side)| (name, side as _)));
        }
        values
    }

    /// The reports of a view: key, lane, order. In no order.
    fn sql(&self, state: Option<i64>) -> String {
        let (from, mut conditions) = self.clauses();
        conditions.push("incident.lane BETWEEN :first AND :last");
        match state {
            Some(code) if code >= FIRST_CODE => conditions.push(TAGGED),
            Some(_) => conditions.push("incident.state = :state"),
            None => {}
        }
        let conditions = conditions.join(" AND ");
        format!(
            "SELECT incident.n, incident.lane, incident.order_at, incident.number_order
             FROM {from} WHERE {conditions}"
        )
    }
}

/// The codes of wards as JSON; `None` for all.
fn codes(wards: &[WardCode]) -> Option<String> {
    let codes: Vec<String> = wards.iter().map(|ward| ward.0.to_string()).collect();
    (!codes.is_empty()).then(|| format!("[{}]", codes.join(",")))
}

/// A report found, in the order of the queue.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Found {
    group: usize,
    order_at: i64,
    number_order: String,
    n: i64,
}

/// Reads a stretch of a narrowed queue; `None` where it is not narrowed.
pub(crate) fn read(conn: &Connection, ask: &QueueAsk) -> Result<Option<Stretch>, StoreError> {
    let narrow = Narrow::of(ask);
    if narrow == Narrow::default() {
        return Ok(None);
    }
    let mut found = found(conn, ask, &narrow)?;
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
    Ok(Some(Stretch { groups, rows }))
}

fn found(conn: &Connection, ask: &QueueAsk, narrow: &Narrow) -> Result<Vec<Found>, StoreError> {
    let (first, last) = match ask.view {
        View::Closed => (LANE_CLOSED, LANE_CLOSED),
        _ => (LANE_IMMEDIATE, LANE_OPEN),
    };
    let only = match ask.view {
        View::Overdue => Some(QueueGroup::Overdue),
        View::Today => Some(QueueGroup::Today),
        _ => None,
    };
    let state = state_of(ask.view);
    let mut statement = conn.prepare_cached(&narrow.sql(state))?;
    let mut values = narrow.values();
    values.extend([(":first", &first as &dyn ToSql), (":last", &last)]);
    if let Some(state) = &state {
        values.push((":state", state));
    }
    let mut rows = statement.query(values.as_slice())?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let order_at = row.get(2)?;
        let group = group(row.get(1)?, order_at, ask.day);
        if only.is_none_or(|only| QueueGroup::ALL[group] == only) {
            found.push(Found { group, order_at, number_order: row.get(3)?, n: row.get(0)? });
        }
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

const BY_STATE: &str = "SELECT state, count(*),
         sum(lane = 1 AND order_at < ?2), sum(lane = 1 AND order_at BETWEEN ?2 AND ?3)
     FROM incident INDEXED BY incident_by_ward
     WHERE ward IN (SELECT value FROM json_each(?1)) GROUP BY state";
const BY_TAG: &str = "SELECT queue_tag.tag, count(*)
     FROM queue_tag CROSS JOIN incident INDEXED BY incident_in_order ON incident.n = queue_tag.n
     WHERE incident.ward IN (SELECT value FROM json_each(?1)) GROUP BY queue_tag.tag";

/// Counts the views of some wards.
pub(crate) fn counts(
    conn: &Connection,
    day: QueueDay,
    wards: &[WardCode],
) -> Result<ViewCounts, StoreError> {
    let mut counts = ViewCounts::default();
    let wards = codes(wards).unwrap_or_default();
    let mut statement = conn.prepare_cached(BY_STATE)?;
    let mut rows = statement.query((&wards, day.starts.as_ms(), day.ends.as_ms()))?;
    while let Some(row) = rows.next()? {
        counts.add(row.get(0)?, count(row.get(1)?));
        counts.overdue += count(row.get(2)?);
        counts.today += count(row.get(3)?);
    }
    let mut statement = conn.prepare_cached(BY_TAG)?;
    let mut rows = statement.query([&wards])?;
    while let Some(row) = rows.next()? {
        counts.add(row.get(0)?, count(row.get(1)?));
    }
    Ok(counts)
}

/// How many open reports lie in a box, of some wards or of all.
pub(crate) fn count_in_box(
    conn: &Connection,
    bounds: Bounds,
    wards: &[WardCode],
) -> Result<u32, StoreError> {
    let narrow =
        Narrow { sides: Some(place::decimetres(bounds)), wards: codes(wards), words: None };
    let (from, conditions) = narrow.clauses();
    let sql = format!("SELECT count(*) FROM {from} WHERE {}", conditions.join(" AND "));
    let rows =
        conn.prepare_cached(&sql)?.query_row(narrow.values().as_slice(), |row| row.get(0))?;
    Ok(count(rows))
}

const OF_WARD: &str = "SELECT count(*), coalesce(sum(lane = 0), 0),
         coalesce(sum(lane = 1 AND order_at < ?2), 0),
         coalesce(sum(lane = 1 AND order_at BETWEEN ?2 AND ?3), 0)
     FROM incident INDEXED BY incident_by_ward WHERE ward = ?1 AND lane < 2";
const UNASSIGNED_OF_WARD: &str = "SELECT count(*)
     FROM queue_tag CROSS JOIN incident INDEXED BY incident_in_order ON incident.n = queue_tag.n
     WHERE queue_tag.tag = ?2 AND incident.ward = ?1";

/// Counts what is open in a ward.
pub(crate) fn of_ward(
    conn: &Connection,
    day: QueueDay,
    ward: WardCode,
) -> Result<WardLine, StoreError> {
    let at = (i64::from(ward.0), day.starts.as_ms(), day.ends.as_ms());
    let mut statement = conn.prepare_cached(OF_WARD)?;
    let [open, immediate, overdue, today] =
        statement.query_row(at, |row| Ok([row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?]))?;
    let unassigned = conn
        .prepare_cached(UNASSIGNED_OF_WARD)?
        .query_row((i64::from(ward.0), Tag::Unassigned.code()), |row| row.get(0))?;
    Ok(WardLine {
        ward,
        open: count(open),
        immediate: count(immediate),
        overdue: count(overdue),
        today: count(today),
        unassigned: count(unassigned),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cache::plan::steps;

    fn narrowed(choice: u8) -> Narrow {
        Narrow {
            words: (choice & 1 > 0).then(|| "\"rac\"*".to_owned()),
            sides: (choice & 2 > 0).then_some([0; 4]),
            wards: (choice & 4 > 0).then(|| "[1]".to_owned()),
        }
    }

    #[test]
    fn what_is_found_is_placed_without_reading_its_rows_however_the_queue_is_narrowed() {
        for choice in 1..8_u8 {
            let narrow = narrowed(choice);
            for state in [None, Some(0), Some(Tag::Mine.code())] {
                let sql = narrow.sql(state);
                let steps = steps(&sql, sql.matches(':').count());
                let placed = steps.iter().find(|step| step.starts_with("SEARCH incident USING"));
                let placed = placed.unwrap_or_else(|| panic!("{steps:?}"));
                assert!(placed.contains("COVERING INDEX"), "{steps:?}");
                assert!(!steps.iter().any(|step| step.contains("TEMP B-TREE FOR ORDER")));
            }
        }
    }

    #[test]
    fn the_wards_counts_are_ranges_of_an_index() {
        for (sql, params) in [(BY_STATE, 3), (OF_WARD, 3)] {
            let steps = steps(sql, params);
            let range = "SEARCH incident USING COVERING INDEX incident_by_ward (ward=?";
            assert!(steps.iter().any(|step| step.starts_with(range)), "{steps:?}");
        }
        for (sql, params) in [(BY_TAG, 1), (UNASSIGNED_OF_WARD, 2)] {
            let steps = steps(sql, params);
            assert!(!steps.iter().any(|step| step.starts_with("SCAN incident")), "{steps:?}");
        }
    }
}
