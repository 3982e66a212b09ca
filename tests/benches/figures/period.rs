//! The figures of six years of the whole city, of a year and of a month: the 99th percentile, against
//! the bare reading of the same sheets, which are neither unpacked nor added up.

use anyhow::Result;
use rusqlite::{Connection, params};
use tokio::runtime::Runtime;
use tokio::time::Instant;
use trucban_domain::Clock as _;
use trucban_domain::figures::{Period, PeriodKind};
use trucban_host::SystemClock;
use trucban_store::FiguresAsk;

use crate::city::City;
use crate::{Figure, Set, bare_file, ms, quantile};

pub const SET: Set = Set {
    names: &["figures_p99_six_years", "figures_p99_year", "figures_p99_month"],
    measure,
    base: true,
};
const ROUNDS: usize = 100;
const SHARE: f64 = 0.99;
const YEARS: i16 = 6;
const SUMS: &str = "SELECT whole FROM figure_sheet WHERE month BETWEEN ?1 AND ?2";
const DAYS: &str = "SELECT by_day FROM figure_sheet WHERE month BETWEEN ?1 AND ?2";

fn measure(_runtime: &Runtime, city: &mut City) -> Result<Vec<Figure>> {
    let store = city.store()?;
    let bare = bare_file::open(&city.laptop)?;
    let today = SystemClock.now().local().date();
    let year = Period::holding(PeriodKind::Year, today);
    let month = Period::holding(PeriodKind::Month, today);
    let first = year.first().with().year(year.first().year() - YEARS).build()?;
    let six_years = Period::between(first, year.last()).unwrap_or(year);
    let mut figures = Vec::new();
    for (name, period, sql) in SET
        .names
        .iter()
        .zip([(six_years, SUMS), (year, SUMS), (month, DAYS)])
        .map(|(name, of)| (*name, of.0, of.1))
    {
        let ask = FiguresAsk { period, ward: None, today };
        let (mut ours, mut reference) = (Vec::new(), Vec::new());
        for round in 0..=ROUNDS {
            let began = Instant::now();
            store.figures(&ask)?;
            let read = began.elapsed();
            let began = Instant::now();
            sheets(&bare, sql, period)?;
            let bytes = began.elapsed();
            if round > 0 {
                ours.push(ms(read));
                reference.push(ms(bytes));
            }
        }
        let (ours, reference) = (quantile(&mut ours, SHARE), quantile(&mut reference, SHARE));
        figures.push(Figure::ms(name, ours, reference));
    }
    Ok(figures)
}

fn sheets(bare: &Connection, sql: &str, period: Period) -> Result<usize> {
    let month = |date: jiff::civil::Date| i64::from(date.year()) * 12 + i64::from(date.month()) - 1;
    let mut statement = bare.prepare_cached(sql)?;
    let mut rows = statement.query(params![month(period.first()), month(period.last())])?;
    let mut bytes = 0;
    while let Some(row) = rows.next()? {
        bytes += row.get_ref(0)?.as_blob()?.len();
    }
    Ok(bytes)
}
