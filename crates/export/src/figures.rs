//! The figures of a period as one table: a line for the whole, for each ward, unit and field, for each
//! stretch of time and for each hour of the week.

use std::path::PathBuf;

use jiff::civil::Date;
use trucban_domain::Timestamp;
use trucban_domain::figures::{Counts, Figures, HOURS, Line, Outcome, Overdue};
use trucban_text::{Text, figures, format, names};

use crate::about::{About, Format};
use crate::error::ExportError;
use crate::file::NewFile;
use crate::table::{Cell, Table};

/// Writes the figures into a new file; tells where it is and how many lines it has.
///
/// # Errors
/// [`ExportError::Exists`] if another file came there meanwhile.
pub fn write_figures(
    about: &About,
    counted: &Figures,
    format: Format,
    file: NewFile,
) -> Result<(PathBuf, u32), ExportError> {
    let lang = about.lang;
    let columns = [
        (figures::COLUMN_BY, false),
        (figures::COLUMN_CODE, false),
        (figures::COLUMN_NAME, true),
        (figures::COLUMN_FROM, false),
        (figures::COLUMN_TO, false),
        (figures::RECEIVED, false),
        (figures::WAITING, false),
        (figures::NOT_TAKEN, false),
        (figures::ACCEPTED, false),
        (figures::IN_WORK, false),
        (figures::HANDLED, false),
        (figures::COLUMN_HANDLED_RATE, false),
        (figures::COLUMN_TIMED, false),
        (figures::IN_TIME, false),
        (figures::COLUMN_ON_TIME_RATE, false),
        (figures::IN_EXTENDED_TIME, false),
        (figures::LATE, false),
        (figures::WITHOUT_TERM, false),
        (figures::OVERDUE, false),
        (figures::OVERDUE_EXTENDED, false),
    ];
    let columns = columns.map(|(title, long)| (title.say(lang), long)).to_vec();
    let table = Table::begin(file, format, figures::SHEET_FIGURES.say(lang), columns)?;
    let mut writing = Writing { about, table, lines: 0 };
    let whole = (figures::TOTAL.say(lang).to_owned(), String::new());
    writing.part(figures::TOTAL, whole, &counted.total)?;
    for line in &counted.wards {
        let name = (names::ward(lang, line.of), line.of.to_string());
        writing.part(figures::BY_WARD, name, line)?;
    }
    for line in &counted.units {
        let name = (names::unit(lang, &line.of.0), line.of.0.clone());
        writing.part(figures::BY_UNIT, name, line)?;
    }
    for line in &counted.categories {
        let name = (names::category(lang, &line.of), line.of.0.clone());
        writing.part(figures::BY_CATEGORY, name, line)?;
    }
    writing.trend(&counted.trend)?;
    writing.arrivals(&counted.arrivals)?;
    let Writing { table, lines, .. } = writing;
    let path = table.finish(figures::SHEET_ABOUT.say(lang), &about.lines())?;
    Ok((path, lines))
}

struct Writing<'a> {
    about: &'a About,
    table: Table,
    lines: u32,
}

impl Writing<'_> {
    fn line(&mut self, cells: &[Cell]) -> Result<(), ExportError> {
        self.lines += 1;
        self.table.line(cells)
    }

    fn part<K>(
        &mut self,
        by: Text<0>,
        (name, code): (String, String),
        line: &Line<K>,
    ) -> Result<(), ExportError> {
        let days = (self.about.period.first(), self.about.period.last());
        let cells = counted(&self.head(by, code, name, days), line.counts, Some(line.overdue));
        self.line(&cells)
    }

    fn head(
        &self,
        by: Text<0>,
        code: String,
        name: String,
        (first, last): (Date, Date),
    ) -> [Cell; 5] {
        let by = by.say(self.about.lang).into();
        [by, Cell::Free(code), Cell::Free(name), Cell::Day(first), Cell::Day(last)]
    }

    fn trend(&mut self, trend: &[Counts]) -> Result<(), ExportError> {
        let period = self.about.period;
        let firsts = period.stretches();
        let lasts = firsts.iter().skip(1).map(|next| next.yesterday().unwrap_or(*next));
        let lasts: Vec<Date> = lasts.chain([period.last()]).collect();
        for ((first, last), counts) in firsts.iter().zip(lasts).zip(trend) {
            let name = format::date(self.about.lang, Timestamp::start_of(*first));
            let head = self.head(figures::BY_TIME, first.to_string(), name, (*first, last));
            let cells = counted(&head, *counts, None);
            self.line(&cells)?;
        }
        Ok(())
    }

    fn arrivals(&mut self, arrivals: &[u32]) -> Result<(), ExportError> {
        let (lang, period) = (self.about.lang, self.about.period);
        for (rows, at) in arrivals.iter().zip(0_usize..) {
            let (day, hour) = (at / HOURS, at % HOURS);
            let name = figures::HOUR.fill(lang, [format::weekday_of(lang, day), &hour.to_string()]);
            let days = (period.first(), period.last());
            let [by, code, name, from, to] =
                self.head(figures::BY_HOUR, format!("{}.{hour:02}", day + 1), name, days);
            self.line(&[by, code, name, from, to, Cell::Number(*rows)])?;
        }
        Ok(())
    }
}

fn counted(head: &[Cell; 5], counts: Counts, overdue: Option<Overdue>) -> Vec<Cell> {
    let late = |rows: fn(Overdue) -> u32| overdue.map_or(Cell::Nothing, |it| rows(it).into());
    let mut cells = head.to_vec();
    cells.extend([
        counts.received().into(),
        counts.of(Outcome::Waiting).into(),
        counts.of(Outcome::NotTaken).into(),
        counts.accepted().into(),
        counts.of(Outcome::InWork).into(),
        counts.handled().into(),
        counts.handled_rate().percent().into(),
        counts.timed().into(),
        counts.of(Outcome::InTime).into(),
        counts.on_time_rate().percent().into(),
        counts.of(Outcome::InExtendedTime).into(),
        counts.of(Outcome::Late).into(),
        counts.of(Outcome::WithoutTerm).into(),
        late(|it| it.rows),
        late(|it| it.extended),
    ]);
    cells
}
