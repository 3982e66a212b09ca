//! The counts from which figures are read: a sheet for each month and ward, and the deadlines that run,
//! changed with every report, in the same transaction.
//!
//! A sheet is one line of the table and not one of each count: a first download writes it once for all
//! the reports of a month, and reading six years of the city takes as many lines as there are months and
//! wards. What is late changes by the day without a row changing, so running deadlines are counted by
//! the day on which they end and summed when they are read.

mod read;

use std::collections::BTreeMap;

use jiff::civil::Date;
use rusqlite::{Connection, OptionalExtension as _, params};
use serde::{Deserialize, Serialize};
use trucban_domain::figures::{Counts, Fact};
use trucban_domain::{CategoryCode, Timestamp, UnitCode, WardCode, encoding};

use crate::connection::count;
use crate::error::StoreError;

pub(crate) use read::read;

/// Reports that came in together.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
struct Sheet {
    #[serde(rename = "t")]
    total: Counts,
    #[serde(rename = "u")]
    units: BTreeMap<UnitCode, Counts>,
    #[serde(rename = "c")]
    categories: BTreeMap<CategoryCode, Counts>,
    /// Reports by the hour of the week.
    #[serde(rename = "a")]
    arrivals: BTreeMap<u8, u32>,
}

/// The sheets of a month by day.
type Days = BTreeMap<i8, Sheet>;

impl Sheet {
    fn count(&mut self, fact: &Fact, change: i64) {
        self.total.count(fact.outcome, change);
        for part in &fact.units {
            self.units.entry(part.unit.clone()).or_default().count(part.outcome, change);
        }
        let category = self.categories.entry(fact.category.clone()).or_default();
        category.count(fact.outcome, change);
        let arrived = self.arrivals.entry(fact.week_hour()).or_default();
        *arrived = count(i64::from(*arrived) + change);
        if change < 0 {
            self.units.retain(|_, counts| *counts != Counts::default());
            self.categories.retain(|_, counts| *counts != Counts::default());
            self.arrivals.retain(|_, rows| *rows > 0);
        }
    }

    fn add(&mut self, other: &Self) {
        self.total.add(other.total);
        for (unit, counts) in &other.units {
            self.units.entry(unit.clone()).or_default().add(*counts);
        }
        for (category, counts) in &other.categories {
            self.categories.entry(category.clone()).or_default().add(*counts);
        }
        for (hour, rows) in &other.arrivals {
            *self.arrivals.entry(*hour).or_default() += rows;
        }
    }

    fn sum(days: &Days) -> Self {
        let mut whole = Self::default();
        for sheet in days.values() {
            whole.add(sheet);
        }
        whole
    }
}

/// Which line of the sheets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct SheetKey {
    month: i64,
    ward: WardCode,
}

fn month_of(date: Date) -> i64 {
    i64::from(date.year()) * 12 + i64::from(date.month()) - 1
}

/// Which line of the running deadlines.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct DueKey {
    due_on: i64,
    ward: WardCode,
    part: Part,
    code: String,
}

/// By what reports are told apart; the numbers are those of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    Ward = 0,
    Unit = 1,
    Category = 2,
}

fn due_ms(date: Date) -> i64 {
    Timestamp::start_of(date).as_ms()
}

/// Changes of the counts that are not written yet.
#[derive(Debug, Default)]
pub(crate) struct Changes {
    sheets: BTreeMap<SheetKey, Vec<(Fact, i64)>>,
    /// Rows, and those of them with more time.
    due: BTreeMap<DueKey, (i64, i64)>,
}

/// Everything that is kept, for comparing.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Kept {
    sheets: BTreeMap<SheetKey, Days>,
    due: BTreeMap<DueKey, (i64, i64)>,
}

impl Changes {
    /// Counts a report that was so and is so now; `None` where it was not or is not here.
    pub(crate) fn count(&mut self, before: Option<Fact>, after: Option<Fact>) {
        if before == after {
            return;
        }
        for (fact, change) in [(before, -1), (after, 1)] {
            let Some(fact) = fact else { continue };
            self.count_due(&fact, change);
            let month = month_of(fact.received.date());
            let key = SheetKey { month, ward: fact.ward };
            self.sheets.entry(key).or_default().push((fact, change));
        }
    }

    fn count_due(&mut self, fact: &Fact, change: i64) {
        let Some(due_on) = fact.due_on.map(due_ms) else { return };
        let units = fact.units.iter().filter(|part| part.runs);
        let units = units.map(|part| (Part::Unit, part.unit.0.clone()));
        let others = [(Part::Ward, String::new()), (Part::Category, fact.category.0.clone())];
        for (part, code) in others.into_iter().chain(units) {
            let key = DueKey { due_on, ward: fact.ward, part, code };
            let (rows, extended) = self.due.entry(key).or_default();
            *rows += change;
            *extended += change * i64::from(fact.extended);
        }
    }

    /// How many changes wait to be written.
    pub(crate) fn len(&self) -> usize {
        self.sheets.values().map(Vec::len).sum()
    }

    /// Writes the changes; a line that lost its last report is forgotten.
    pub(crate) fn write(self, conn: &Connection) -> Result<(), StoreError> {
        for (key, facts) in self.sheets {
            let mut days = days_of(conn, key)?;
            apply(&mut days, &facts);
            put(conn, key, &days)?;
        }
        for (DueKey { due_on, ward, part, code }, (rows, extended)) in self.due {
            if (rows, extended) == (0, 0) {
                continue;
            }
            conn.prepare_cached(
                "INSERT INTO running_deadline (due_on, ward, part, code, row_count, extended_count)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6)
                 ON CONFLICT DO UPDATE SET row_count = row_count + excluded.row_count,
                     extended_count = extended_count + excluded.extended_count",
            )?
            .execute(params![due_on, ward.0, part as i64, code, rows, extended])?;
            if rows < 0 {
                conn.prepare_cached(
                    "DELETE FROM running_deadline WHERE due_on = ?1 AND ward = ?2 AND part = ?3
                         AND code = ?4 AND row_count = 0",
                )?
                .execute(params![due_on, ward.0, part as i64, code])?;
            }
        }
        Ok(())
    }

    /// The counts as the tables have them where there were none before.
    pub(crate) fn counts(self) -> Kept {
        let whole = |(key, facts): (SheetKey, Vec<(Fact, i64)>)| {
            let mut days = Days::new();
            apply(&mut days, &facts);
            (key, days)
        };
        Kept {
            sheets: self.sheets.into_iter().map(whole).collect(),
            due: self.due.into_iter().filter(|(_, sum)| *sum != (0, 0)).collect(),
        }
    }
}

fn apply(days: &mut Days, facts: &[(Fact, i64)]) {
    for (fact, change) in facts {
        days.entry(fact.received.day()).or_default().count(fact, *change);
    }
    days.retain(|_, sheet| *sheet != Sheet::default());
}

fn days_of(conn: &Connection, key: SheetKey) -> Result<Days, StoreError> {
    let data: Option<Vec<u8>> = conn
        .prepare_cached("SELECT by_day FROM figure_sheet WHERE month = ?1 AND ward = ?2")?
        .query_row(params![key.month, key.ward.0], |row| row.get(0))
        .optional()?;
    Ok(data.map(|data| encoding::decode(&data)).transpose()?.unwrap_or_default())
}

fn put(conn: &Connection, key: SheetKey, days: &Days) -> Result<(), StoreError> {
    if days.is_empty() {
        conn.prepare_cached("DELETE FROM figure_sheet WHERE month = ?1 AND ward = ?2")?
            .execute(params![key.month, key.ward.0])?;
        return Ok(());
    }
    let (whole, by_day) = (encoding::encode(&Sheet::sum(days)), encoding::encode(days));
    conn.prepare_cached(
        "INSERT INTO figure_sheet (month, ward, whole, by_day) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT DO UPDATE SET whole = excluded.whole, by_day = excluded.by_day",
    )?
    .execute(params![key.month, key.ward.0, whole, by_day])?;
    Ok(())
}

/// Reads both tables whole; `None` where a sum is not that of its days, or a line is of no kind.
pub(crate) fn kept(conn: &Connection) -> Result<Option<Kept>, StoreError> {
    let mut kept = Kept { sheets: BTreeMap::new(), due: BTreeMap::new() };
    let mut statement = conn.prepare("SELECT month, ward, whole, by_day FROM figure_sheet")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let key = SheetKey { month: row.get(0)?, ward: WardCode(row.get(1)?) };
        let (whole, by_day): (Vec<u8>, Vec<u8>) = (row.get(2)?, row.get(3)?);
        let days: Days = encoding::decode(&by_day)?;
        if encoding::decode::<Sheet>(&whole)? != Sheet::sum(&days) {
            return Ok(None);
        }
        kept.sheets.insert(key, days);
    }
    let mut statement = conn.prepare(
        "SELECT due_on, ward, part, code, row_count, extended_count FROM running_deadline",
    )?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let part = match row.get(2)? {
            0 => Part::Ward,
            1 => Part::Unit,
            2 => Part::Category,
            _ => return Ok(None),
        };
        let (ward, code) = (WardCode(row.get(1)?), row.get(3)?);
        let key = DueKey { due_on: row.get(0)?, ward, part, code };
        kept.due.insert(key, (row.get(4)?, row.get(5)?));
    }
    Ok(Some(kept))
}
