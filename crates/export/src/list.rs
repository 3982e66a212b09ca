//! The list of reports of a period, line by line, with what names somebody hidden in its texts.

use std::path::PathBuf;

use trucban_domain::figures::{Fact, Outcome};
use trucban_domain::masking::{Hint, hide};
use trucban_domain::{Incident, Timestamp};
use trucban_text::{Lang, figures, names, period};

use crate::about::{About, Format};
use crate::error::ExportError;
use crate::file::NewFile;
use crate::table::{Cell, Table};

/// A list that is being written.
pub struct ReportList {
    about: About,
    table: Table,
    lines: u32,
}

impl ReportList {
    /// Begins a list in a new file.
    pub fn begin(about: About, format: Format, file: NewFile) -> Result<Self, ExportError> {
        let lang = about.lang;
        let columns = [
            (figures::REPORT_NUMBER, false),
            (figures::REPORT_RECEIVED, false),
            (figures::BY_WARD, false),
            (figures::BY_UNIT, false),
            (figures::BY_CATEGORY, false),
            (figures::REPORT_SOURCE, false),
            (figures::REPORT_URGENT, false),
            (figures::REPORT_STATE, false),
            (figures::REPORT_OUTCOME, false),
            (figures::REPORT_DUE, false),
            (figures::REPORT_EXTENDED, false),
            (figures::REPORT_CLOSED, false),
            (figures::REPORT_TITLE, true),
            (figures::REPORT_ADDRESS, true),
            (figures::REPORT_BODY, true),
        ];
        let columns = columns.map(|(title, long)| (title.say(lang), long)).to_vec();
        let table = Table::begin(file, format, figures::SHEET_REPORTS.say(lang), columns)?;
        Ok(Self { about, table, lines: 0 })
    }

    /// Writes a report.
    pub fn push(&mut self, incident: &Incident) -> Result<(), ExportError> {
        self.table.line(&cells(self.about.lang, incident))?;
        self.lines = self.lines.saturating_add(1);
        Ok(())
    }

    /// Ends the list; tells where it is and how many reports are in it.
    ///
    /// # Errors
    /// [`ExportError::Exists`] if another file came there meanwhile.
    pub fn finish(self) -> Result<(PathBuf, u32), ExportError> {
        let about = figures::SHEET_ABOUT.say(self.about.lang);
        let path = self.table.finish(about, &self.about.lines())?;
        Ok((path, self.lines))
    }
}

fn cells(lang: Lang, incident: &Incident) -> [Cell; 15] {
    let mark = |hint: Hint| {
        let mark = match hint {
            Hint::Mobile | Hint::Phone => figures::MASK_PHONE,
            Hint::Email => figures::MASK_EMAIL,
            Hint::Plate => figures::MASK_PLATE,
            Hint::Paper => figures::MASK_PAPER,
        };
        Some(mark.say(lang))
    };
    let free = |text: &str| Cell::Free(hide(text, mark));
    let moment = |at: Option<Timestamp>| at.map_or(Cell::Nothing, Cell::Moment);
    let number = incident.number.as_ref().or(incident.provisional.as_ref());
    let fact = Fact::of(incident);
    let units = fact.units.iter().map(|it| names::unit(lang, &it.unit.0));
    let units: Vec<String> = units.collect();
    let outcome: Outcome = fact.outcome;
    [
        Cell::Free(number.cloned().unwrap_or_default()),
        Cell::Moment(incident.received_at),
        Cell::Word(names::ward(lang, incident.ward)),
        Cell::Free(units.join("; ")),
        Cell::Free(names::category(lang, &incident.category)),
        names::source(lang, incident.source).into(),
        if incident.urgent { figures::YES } else { figures::NO }.say(lang).into(),
        names::state(lang, incident.state).into(),
        period::outcome(outcome).say(lang).into(),
        moment(incident.due_at),
        incident.extended.map_or(Cell::Nothing, |it| Cell::Day(it.until)),
        moment(incident.closed_at),
        free(&incident.title),
        free(&incident.address),
        free(&incident.body),
    ]
}
