//! Reading figures: whole months by their sums, the months at the ends of a period by their days.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use jiff::civil::Date;
use rusqlite::{Connection, params};
use trucban_domain::figures::{
    Counts, Figures, Line, Overdue, Period, PeriodKind, Stride, WEEK_HOURS,
};
use trucban_domain::{CategoryCode, UnitCode, WardCode, encoding};

use super::{Days, Part, Sheet, due_ms, month_of};
use crate::connection::count;
use crate::error::StoreError;
use crate::figures::FiguresAsk;

const SUMS: &str = "SELECT month, ward, whole FROM figure_sheet WHERE month BETWEEN ?1 AND ?2";
const DAYS: &str = "SELECT month, ward, by_day FROM figure_sheet WHERE month BETWEEN ?1 AND ?2";
const LATE: &str = "SELECT ward, part, code, row_count, extended_count
     FROM running_deadline WHERE due_on < ?1";
const OLDEST: &str = "SELECT month, by_day FROM figure_sheet
     WHERE month = (SELECT min(month) FROM figure_sheet)";

/// Reads the figures of a period.
pub(crate) fn read(conn: &Connection, ask: &FiguresAsk) -> Result<Figures, StoreError> {
    let mut sum = Summing::of(ask);
    let (whole, cut) = split(ask.period);
    if let Some(months) = whole {
        sheets(conn, SUMS, &months, |month, ward, data| {
            sum.take(month_day(month, 1), ward, || Ok(encoding::decode(data)?))
        })?;
    }
    for months in cut {
        sheets(conn, DAYS, &months, |month, ward, data| {
            if !ask.of_ward(ward) {
                return Ok(());
            }
            for (day, sheet) in encoding::decode::<Days>(data)? {
                let date = month_day(month, day).filter(|date| ask.period.holds(*date));
                sum.take(date, ward, || Ok(sheet))?;
            }
            Ok(())
        })?;
    }
    late(conn, ask, &mut sum)?;
    let mut figures = sum.done();
    figures.held_from = oldest(conn)?;
    Ok(figures)
}

/// Stretches of months, numbered as the table does.
type Months = RangeInclusive<i64>;

/// The months whose sums are read, and those that are read by their days.
fn split(period: Period) -> (Option<Months>, Vec<Months>) {
    let (first, last) = (month_of(period.first()), month_of(period.last()));
    if period.stride() != Stride::Month {
        return (None, vec![first..=last]);
    }
    let month = |date| Period::holding(PeriodKind::Month, date);
    let begins_whole = month(period.first()).first() == period.first();
    let ends_whole = month(period.last()).last() == period.last();
    let whole = first + i64::from(!begins_whole)..=last - i64::from(!ends_whole);
    let ends = [(!begins_whole).then_some(first..=first), (!ends_whole).then_some(last..=last)];
    (Some(whole).filter(|months| !months.is_empty()), ends.into_iter().flatten().collect())
}

fn month_day(month: i64, day: i8) -> Option<Date> {
    let year = i16::try_from(month.div_euclid(12)).ok()?;
    Date::new(year, i8::try_from(month.rem_euclid(12)).ok()? + 1, day).ok()
}

fn sheets(
    conn: &Connection,
    sql: &str,
    months: &Months,
    mut take: impl FnMut(i64, WardCode, &[u8]) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    let mut statement = conn.prepare_cached(sql)?;
    let mut rows = statement.query(params![months.start(), months.end()])?;
    while let Some(row) = rows.next()? {
        let data = row.get_ref(2)?.as_blob().map_err(rusqlite::Error::from)?;
        take(row.get(0)?, WardCode(row.get(1)?), data)?;
    }
    Ok(())
}

fn late(conn: &Connection, ask: &FiguresAsk, sum: &mut Summing<'_>) -> Result<(), StoreError> {
    let mut statement = conn.prepare_cached(LATE)?;
    let mut rows = statement.query([due_ms(ask.today)])?;
    while let Some(row) = rows.next()? {
        let ward = WardCode(row.get(0)?);
        if !ask.of_ward(ward) {
            continue;
        }
        let late = Overdue { rows: count(row.get(3)?), extended: count(row.get(4)?) };
        let part: i64 = row.get(1)?;
        if part == Part::Ward as i64 {
            sum.total.1.add(late);
            sum.wards.entry(ward).or_default().1.add(late);
        } else if part == Part::Unit as i64 {
            sum.units.entry(UnitCode(row.get(2)?)).or_default().1.add(late);
        } else {
            sum.categories.entry(CategoryCode(row.get(2)?)).or_default().1.add(late);
        }
    }
    Ok(())
}

fn oldest(conn: &Connection) -> Result<Option<Date>, StoreError> {
    let mut statement = conn.prepare_cached(OLDEST)?;
    let mut rows = statement.query([])?;
    let mut oldest: Option<Date> = None;
    while let Some(row) = rows.next()? {
        let data = row.get_ref(1)?.as_blob().map_err(rusqlite::Error::from)?;
        let days: Days = encoding::decode(data)?;
        let first = days.keys().next().and_then(|day| month_day(row.get(0).ok()?, *day));
        oldest = oldest.into_iter().chain(first).min();
    }
    Ok(oldest)
}

type Sum = (Counts, Overdue);

/// The figures as they are added up.
struct Summing<'a> {
    ask: &'a FiguresAsk,
    firsts: Vec<Date>,
    total: Sum,
    wards: BTreeMap<WardCode, Sum>,
    units: BTreeMap<UnitCode, Sum>,
    categories: BTreeMap<CategoryCode, Sum>,
    trend: Vec<Counts>,
    arrivals: Vec<u32>,
}

impl<'a> Summing<'a> {
    fn of(ask: &'a FiguresAsk) -> Self {
        let firsts = ask.period.stretches();
        Self {
            ask,
            total: Sum::default(),
            wards: BTreeMap::new(),
            units: BTreeMap::new(),
            categories: BTreeMap::new(),
            trend: vec![Counts::default(); firsts.len()],
            arrivals: vec![0; WEEK_HOURS],
            firsts,
        }
    }

    /// Adds a sheet of this day, or of the month that begins on it; of no day, nothing.
    fn take(
        &mut self,
        date: Option<Date>,
        ward: WardCode,
        sheet: impl FnOnce() -> Result<Sheet, StoreError>,
    ) -> Result<(), StoreError> {
        let Some(date) = date.filter(|_| self.ask.of_ward(ward)) else { return Ok(()) };
        let Sheet { total, units, categories, arrivals } = sheet()?;
        self.total.0.add(total);
        self.wards.entry(ward).or_default().0.add(total);
        for (unit, counts) in units {
            self.units.entry(unit).or_default().0.add(counts);
        }
        for (category, counts) in categories {
            self.categories.entry(category).or_default().0.add(counts);
        }
        if let Some(stretch) = Period::stretch_of(&self.firsts, date)
            && let Some(sum) = self.trend.get_mut(stretch)
        {
            sum.add(total);
        }
        for (hour, rows) in arrivals {
            if let Some(sum) = self.arrivals.get_mut(usize::from(hour)) {
                *sum += rows;
            }
        }
        Ok(())
    }

    fn done(self) -> Figures {
        Figures {
            total: Line { of: (), counts: self.total.0, overdue: self.total.1 },
            wards: lines(self.wards),
            units: lines(self.units),
            categories: lines(self.categories),
            trend: self.trend,
            arrivals: self.arrivals,
            held_from: None,
        }
    }
}

fn lines<K>(sums: BTreeMap<K, Sum>) -> Vec<Line<K>> {
    sums.into_iter().map(|(of, (counts, overdue))| Line { of, counts, overdue }).collect()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::cache::plan::steps;

    #[test]
    fn figures_read_ranges_of_an_index_and_never_a_report() {
        let by_month =
            "SEARCH figure_sheet USING INDEX sqlite_autoindex_figure_sheet_1 (month>? AND month<?)";
        assert_eq!(steps(SUMS, 2), [by_month]);
        assert_eq!(steps(DAYS, 2), [by_month]);
        assert_eq!(steps(LATE, 1), ["SEARCH running_deadline USING PRIMARY KEY (due_on<?)"]);
        let oldest = steps(OLDEST, 0);
        assert!(
            oldest.iter().all(|step| step.contains("SEARCH") || step == "SCALAR SUBQUERY 1"),
            "{oldest:?}"
        );
    }

    #[test]
    fn a_year_is_read_by_its_months_and_only_the_cut_ones_by_their_days() {
        let months = |first, last| split(Period::between(first, last).unwrap());
        let november = month_of(date(2026, 11, 1));
        let year = split(Period::holding(PeriodKind::Year, date(2026, 11, 1)));
        assert_eq!(year, (Some(november - 10..=november + 1), vec![]));
        assert_eq!(
            months(date(2025, 11, 2), date(2026, 11, 29)),
            (
                Some(november - 11..=november - 1),
                vec![november - 12..=november - 12, november..=november]
            )
        );
        let week = split(Period::holding(PeriodKind::Week, date(2026, 11, 30)));
        assert_eq!(week, (None, vec![november..=november + 1]));
        assert_eq!(month_day(november, 30), Some(date(2026, 11, 30)));
        assert_eq!(month_day(november, 31), None);
    }
}
