//! A table that is written line by line, as CSV or as a sheet of a workbook.
//!
//! A text that a spreadsheet would take for a formula is made plain in CSV; in a workbook a text is a
//! text and never a formula.

use std::fs::File;
use std::io::{BufWriter, Write as _};
use std::path::PathBuf;

use csv::{Terminator, Writer, WriterBuilder};
use jiff::civil::{Date, DateTime};
use rust_xlsxwriter::{ExcelDateTime, Format as Style, Workbook, Worksheet};
use trucban_domain::Timestamp;

use crate::about::Format;
use crate::error::ExportError;
use crate::file::NewFile;

/// The mark by which spreadsheets know UTF-8.
const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();
/// Lines of a sheet before the next one begins; a sheet holds 1,048,576.
const SHEET_LINES: u32 = 1_000_000;
/// Widths of columns, in letters.
const NARROW: f64 = 14.0;
const WIDE: f64 = 42.0;

/// What stands in a cell.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Cell {
    /// Nothing.
    Nothing,
    /// Text of ours: a name, a code.
    Word(String),
    /// Text of others.
    Free(String),
    /// A count.
    Number(u32),
    /// A percentage, two decimals.
    Percent(f64),
    /// A day.
    Day(Date),
    /// A moment.
    Moment(Timestamp),
}

impl From<&str> for Cell {
    fn from(word: &str) -> Self {
        Self::Word(word.to_owned())
    }
}

impl From<u32> for Cell {
    fn from(number: u32) -> Self {
        Self::Number(number)
    }
}

impl From<Option<f64>> for Cell {
    fn from(percent: Option<f64>) -> Self {
        percent.map_or(Self::Nothing, Self::Percent)
    }
}

/// A column: its title, and whether it holds long texts.
pub(crate) type Column = (&'static str, bool);

/// A table that is being written.
pub(crate) struct Table {
    file: NewFile,
    width: usize,
    written: Written,
}

enum Written {
    Csv(Box<Writer<BufWriter<File>>>),
    Xlsx(Box<Book>),
}

struct Book {
    workbook: Workbook,
    name: String,
    columns: Vec<Column>,
    sheets: u32,
    /// The line that comes next, and the sheet in which it comes.
    line: u32,
    at: usize,
    styles: Styles,
}

struct Styles {
    bold: Style,
    day: Style,
    moment: Style,
    percent: Style,
}

impl Table {
    /// Begins a table of these columns in a new file. A workbook's sheet is called `name`.
    pub(crate) fn begin(
        file: NewFile,
        format: Format,
        name: &str,
        columns: Vec<Column>,
    ) -> Result<Self, ExportError> {
        let width = columns.len();
        let written = match format {
            Format::Csv => {
                let mut out = BufWriter::new(file.handle()?);
                out.write_all(BYTE_ORDER_MARK)?;
                let mut csv = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(out);
                csv.write_record(columns.iter().map(|(title, _)| *title))?;
                Written::Csv(Box::new(csv))
            }
            Format::Xlsx => {
                let mut workbook = Workbook::new();
                // What waits there holds the city's data: it lies beside the file and not among
                // everybody's.
                workbook.set_tempdir(file.folder())?;
                let styles = Styles {
                    bold: Style::new().set_bold(),
                    day: Style::new().set_num_format("dd/mm/yyyy"),
                    moment: Style::new().set_num_format("dd/mm/yyyy hh:mm"),
                    percent: Style::new().set_num_format("0.0"),
                };
                let name = name.to_owned();
                let mut book = Book { workbook, name, columns, sheets: 0, line: 0, at: 0, styles };
                book.turn()?;
                Written::Xlsx(Box::new(book))
            }
        };
        Ok(Self { file, width, written })
    }

    /// Writes a line; cells that it does not have stay empty.
    pub(crate) fn line(&mut self, cells: &[Cell]) -> Result<(), ExportError> {
        match &mut self.written {
            Written::Csv(csv) => {
                let missing = self.width.saturating_sub(cells.len());
                let missing = std::iter::repeat_n(String::new(), missing);
                Ok(csv.write_record(cells.iter().map(plain).chain(missing))?)
            }
            Written::Xlsx(book) => book.write(cells),
        }
    }

    /// Ends the table, with a sheet that explains it where the file has sheets; tells where it is.
    pub(crate) fn finish(
        self,
        about: &str,
        lines: &[(&'static str, String)],
    ) -> Result<PathBuf, ExportError> {
        match self.written {
            Written::Csv(csv) => {
                let out = csv.into_inner().map_err(csv::IntoInnerError::into_error)?;
                out.into_inner().map_err(std::io::IntoInnerError::into_error)?;
            }
            Written::Xlsx(mut book) => {
                book.explain(about, lines)?;
                book.workbook.save_to_writer(self.file.handle()?)?;
            }
        }
        self.file.finish()
    }
}

impl Book {
    /// Begins the next sheet.
    fn turn(&mut self) -> Result<(), ExportError> {
        self.sheets += 1;
        let name = match self.sheets {
            1 => self.name.clone(),
            number => format!("{} {number}", self.name),
        };
        self.at = self.workbook.worksheets().len();
        let sheet = self.workbook.add_worksheet_with_constant_memory()?;
        sheet.set_name(name)?.set_freeze_panes(1, 0)?;
        for ((title, long), column) in self.columns.iter().zip(0..) {
            sheet.set_column_width(column, if *long { WIDE } else { NARROW })?;
            sheet.write_string_with_format(0, column, *title, &self.styles.bold)?;
        }
        self.line = 1;
        Ok(())
    }

    fn write(&mut self, cells: &[Cell]) -> Result<(), ExportError> {
        if self.line > SHEET_LINES {
            self.turn()?;
        }
        let sheet = self.workbook.worksheet_from_index(self.at)?;
        for (cell, column) in cells.iter().zip(0..) {
            put(sheet, (self.line, column), cell, &self.styles)?;
        }
        self.line += 1;
        Ok(())
    }

    fn explain(&mut self, name: &str, lines: &[(&'static str, String)]) -> Result<(), ExportError> {
        let sheet = self.workbook.add_worksheet_with_constant_memory()?;
        sheet.set_name(name)?.set_column_width(0, WIDE / 2.0)?.set_column_width(1, WIDE * 2.0)?;
        for ((word, says), line) in lines.iter().zip(0..) {
            sheet.write_string_with_format(line, 0, *word, &self.styles.bold)?;
            sheet.write_string(line, 1, says)?;
        }
        Ok(())
    }
}

fn put(
    sheet: &mut Worksheet,
    (line, column): (u32, u16),
    cell: &Cell,
    styles: &Styles,
) -> Result<(), ExportError> {
    match cell {
        Cell::Nothing => {}
        Cell::Word(text) | Cell::Free(text) => {
            sheet.write_string(line, column, text)?;
        }
        Cell::Number(number) => {
            sheet.write_number(line, column, *number)?;
        }
        Cell::Percent(percent) => {
            sheet.write_number_with_format(line, column, *percent, &styles.percent)?;
        }
        Cell::Day(date) => match excel(date.at(0, 0, 0, 0)) {
            Some(day) => {
                sheet.write_datetime_with_format(line, column, &day, &styles.day)?;
            }
            None => {
                sheet.write_string(line, column, date.to_string())?;
            }
        },
        Cell::Moment(at) => match excel(at.local()) {
            Some(moment) => {
                sheet.write_datetime_with_format(line, column, &moment, &styles.moment)?;
            }
            None => {
                sheet.write_string(line, column, at.iso())?;
            }
        },
    }
    Ok(())
}

/// A moment as spreadsheets know it; none before 1900.
fn excel(at: DateTime) -> Option<ExcelDateTime> {
    let (year, month, day) = (at.year(), at.month(), at.day());
    let day = ExcelDateTime::from_ymd(
        u16::try_from(year).ok()?,
        month.unsigned_abs(),
        day.unsigned_abs(),
    );
    let hour = u16::from(at.hour().unsigned_abs());
    day.ok()?.and_hms(hour, at.minute().unsigned_abs(), f64::from(at.second())).ok()
}

/// A cell as CSV has it: numbers with a point, days and moments as ISO 8601 writes them.
fn plain(cell: &Cell) -> String {
    match cell {
        Cell::Nothing => String::new(),
        Cell::Word(text) => text.clone(),
        Cell::Free(text) => harmless(text),
        Cell::Number(number) => number.to_string(),
        Cell::Percent(percent) => format!("{percent:.2}"),
        Cell::Day(date) => date.to_string(),
        Cell::Moment(at) => at.iso(),
    }
}

/// The text so that no spreadsheet takes it for a formula: those begin with one of these signs, in their
/// wide forms too, or after a tab or a line's end.
fn harmless(text: &str) -> String {
    let risky = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];
    if text.trim_start_matches(' ').starts_with(risky) {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_of_others_begins_as_a_formula_does() {
        for text in ["=1+1", "+84 912", "-2", "@SUM(A1)", "\t=1", "  =cmd()", "＝1"] {
            assert!(harmless(text).starts_with('\''), "{text}");
        }
        assert_eq!(harmless("Cây ngã = nguy hiểm"), "Cây ngã = nguy hiểm");
    }
}
