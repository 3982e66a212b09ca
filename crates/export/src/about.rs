//! What an export is of: the period, the scope, who made it when, and the name that tells so.

use trucban_domain::figures::Period;
use trucban_domain::{Timestamp, UnitCode, WardCode, fold::fold};
use trucban_text::{Lang, figures, names, period};

/// The form of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// RFC 4180, UTF-8 with a byte order mark.
    Csv,
    /// Office Open XML.
    Xlsx,
}

impl Format {
    /// The end of the file's name.
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
        }
    }
}

/// What is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// The counts and rates.
    Figures,
    /// The reports themselves.
    Reports,
}

/// What an export is of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct About {
    /// The reports that came in then.
    pub period: Period,
    /// In this ward only.
    pub ward: Option<WardCode>,
    /// When it is made.
    pub made_at: Timestamp,
    /// Until when central's changes are in.
    pub as_of: Option<Timestamp>,
    /// Who makes it.
    pub by: String,
    /// For which unit.
    pub unit: UnitCode,
    /// Whether the data are sample data.
    pub sample: bool,
    /// In which language.
    pub lang: Lang,
}

impl About {
    /// `phan-anh-2026-11-vy-da.csv`: what, when, where.
    pub fn file_name(&self, what: What, format: Format) -> String {
        let what = match what {
            What::Figures => figures::FILE_FIGURES,
            What::Reports => figures::FILE_REPORTS,
        };
        let place = match self.ward {
            Some(ward) => fold(&names::ward_short(ward)).replace(' ', "-"),
            None => figures::FILE_CITY.say(self.lang).to_owned(),
        };
        let Self { period, lang, .. } = self;
        format!("{}-{period}-{place}.{}", what.say(*lang), format.extension())
    }

    /// What a person must know to read the numbers, line by line.
    pub(crate) fn lines(&self) -> Vec<(&'static str, String)> {
        let lang = self.lang;
        let scope = match self.ward {
            Some(ward) => names::ward(lang, ward),
            None => figures::ALL_HELD.say(lang).to_owned(),
        };
        let as_of =
            self.as_of.map_or_else(|| figures::LIST_NEVER.say(lang).to_owned(), Timestamp::iso);
        let mut lines = vec![
            (figures::ABOUT_PERIOD.say(lang), period::name(lang, self.period)),
            (figures::ABOUT_SCOPE.say(lang), scope),
            (figures::ABOUT_AS_OF.say(lang), as_of),
            (figures::ABOUT_MADE.say(lang), self.made_at.iso()),
            (
                figures::ABOUT_BY.say(lang),
                format!("{}, {}", self.by, names::unit(lang, &self.unit.0)),
            ),
        ];
        if self.sample {
            let yes = figures::YES.say(lang).to_owned();
            lines.push((figures::ABOUT_SAMPLE.say(lang), yes));
        }
        let definitions = [
            (figures::PERIOD, figures::COHORT_IS.say(lang).to_owned()),
            (figures::HANDLED_RATE, figures::HANDLED_RATE_IS.say(lang).to_owned()),
            (figures::ON_TIME_RATE, figures::ON_TIME_RATE_IS.say(lang).to_owned()),
            (figures::EXTENDED_RATE, figures::EXTENDED_RATE_IS.say(lang).to_owned()),
            (figures::LATE_RATE, figures::LATE_RATE_IS.say(lang).to_owned()),
            (figures::OVERDUE, figures::OVERDUE_IS.fill(lang, ["…"])),
            (figures::ABOUT_HIDDEN, figures::EXPORT_HIDES.say(lang).to_owned()),
        ];
        lines.extend(definitions.map(|(name, says)| (name.say(lang), says)));
        lines
    }
}
