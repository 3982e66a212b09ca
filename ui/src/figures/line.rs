//! The lines of the table: by what they are told apart, what stands in each column, in which order.

use std::cmp::Ordering;

use trucban_domain::WardCode;
use trucban_domain::figures::{Counts, Figures, Outcome, Overdue, Share};
use trucban_text::{Lang, Text, figures, format, names};

/// By what reports are told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum By {
    /// Wards.
    Ward,
    /// Units.
    Unit,
    /// Fields.
    Category,
}

impl By {
    /// All, in the order of the screen.
    pub const ALL: [Self; 3] = [Self::Ward, Self::Unit, Self::Category];

    /// What it is called.
    pub const fn text(self) -> Text<0> {
        match self {
            Self::Ward => figures::BY_WARD,
            Self::Unit => figures::BY_UNIT,
            Self::Category => figures::BY_CATEGORY,
        }
    }

    /// The word for tests.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Ward => "by-ward",
            Self::Unit => "by-unit",
            Self::Category => "by-category",
        }
    }
}

/// A line.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Row {
    /// Code of the ward, unit or field.
    pub code: String,
    /// Its name.
    pub name: String,
    /// The ward, where it is one.
    pub ward: Option<WardCode>,
    /// Its reports of the period.
    pub counts: Counts,
    /// Its reports that are late now.
    pub overdue: Overdue,
}

/// A column beside the name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Column {
    /// The name itself.
    Name,
    /// All.
    Received,
    /// Accepted ones.
    Accepted,
    /// Closed ones.
    Handled,
    /// Closed of accepted ones.
    HandledRate,
    /// In time, of closed ones.
    OnTimeRate,
    /// Late with an extension.
    Extended,
    /// Late without.
    Late,
    /// Late now.
    Overdue,
}

impl Column {
    /// All, in the order of the screen.
    pub const ALL: [Self; 9] = [
        Self::Name,
        Self::Received,
        Self::Accepted,
        Self::Handled,
        Self::HandledRate,
        Self::OnTimeRate,
        Self::Extended,
        Self::Late,
        Self::Overdue,
    ];

    /// By which the wards of the map are coloured.
    pub const ON_MAP: [Self; 4] =
        [Self::HandledRate, Self::OnTimeRate, Self::Overdue, Self::Received];

    /// What it is called.
    pub const fn text(self) -> Text<0> {
        match self {
            Self::Name => figures::COLUMN_NAME,
            Self::Received => figures::RECEIVED,
            Self::Accepted => figures::ACCEPTED,
            Self::Handled => figures::HANDLED,
            Self::HandledRate => figures::HANDLED_RATE,
            Self::OnTimeRate => figures::ON_TIME_RATE,
            Self::Extended => figures::IN_EXTENDED_TIME,
            Self::Late => figures::LATE,
            Self::Overdue => figures::OVERDUE,
        }
    }

    /// The word of the page.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Received => "received",
            Self::Accepted => "accepted",
            Self::Handled => "handled",
            Self::HandledRate => "handled-rate",
            Self::OnTimeRate => "on-time-rate",
            Self::Extended => "extended",
            Self::Late => "late",
            Self::Overdue => "overdue",
        }
    }

    /// Whether it is a percentage.
    pub const fn is_rate(self) -> bool {
        matches!(self, Self::HandledRate | Self::OnTimeRate)
    }

    /// What stands in it; `None` where there is no rate, and for the name.
    pub fn value(self, counts: Counts, overdue: Overdue) -> Option<f64> {
        let rows = match self {
            Self::Name => return None,
            Self::HandledRate => return counts.handled_rate().percent(),
            Self::OnTimeRate => return counts.on_time_rate().percent(),
            Self::Received => counts.received(),
            Self::Accepted => counts.accepted(),
            Self::Handled => counts.handled(),
            Self::Extended => counts.of(Outcome::InExtendedTime),
            Self::Late => counts.of(Outcome::Late),
            Self::Overdue => overdue.rows,
        };
        Some(f64::from(rows))
    }

    /// What stands in it, for the eye.
    pub fn words(self, lang: Lang, value: Option<f64>) -> String {
        match value {
            Some(value) if self.is_rate() => percent(lang, value),
            Some(value) => format::decimal(lang, value, 0),
            None => figures::NO_RATE.say(lang).to_owned(),
        }
    }
}

/// `83,3%`
pub fn percent(lang: Lang, value: f64) -> String {
    figures::PERCENT.fill(lang, [&format::decimal(lang, value, 1)])
}

/// `83,3%`, or that there is none.
pub fn rate(lang: Lang, share: Share) -> String {
    Column::HandledRate.words(lang, share.percent())
}

/// The lines, the largest of a column first; names from A on.
pub fn rows(figures: &Figures, by: By, sorted: Column, lang: Lang) -> Vec<Row> {
    let mut rows: Vec<Row> = match by {
        By::Ward => figures
            .wards
            .iter()
            .map(|line| Row {
                code: line.of.to_string(),
                name: names::ward(lang, line.of),
                ward: Some(line.of),
                counts: line.counts,
                overdue: line.overdue,
            })
            .collect(),
        By::Unit => figures
            .units
            .iter()
            .map(|line| Row {
                code: line.of.0.clone(),
                name: names::unit(lang, &line.of.0),
                ward: None,
                counts: line.counts,
                overdue: line.overdue,
            })
            .collect(),
        By::Category => figures
            .categories
            .iter()
            .map(|line| Row {
                code: line.of.0.clone(),
                name: names::category(lang, &line.of),
                ward: None,
                counts: line.counts,
                overdue: line.overdue,
            })
            .collect(),
    };
    rows.sort_by(|one, other| {
        let value = |row: &Row| sorted.value(row.counts, row.overdue);
        let larger = value(other).partial_cmp(&value(one)).unwrap_or(Ordering::Equal);
        larger.then_with(|| one.name.cmp(&other.name))
    });
    rows
}

/// In which of five bands of equal width a value lies, from 0 for the smallest.
pub fn band(value: f64, least: f64, most: f64) -> u8 {
    let into = (value - least) / (most - least).max(f64::EPSILON) * 5.0;
    match into {
        ..1.0 => 0,
        ..2.0 => 1,
        ..3.0 => 2,
        ..4.0 => 3,
        _ => 4,
    }
}

#[cfg(test)]
mod tests {
    use trucban_domain::CategoryCode;
    use trucban_domain::figures::Line;

    use super::*;

    #[test]
    fn the_largest_comes_first_and_what_has_no_rate_last() {
        let line = |code: &str, counts| Line {
            of: CategoryCode(code.to_owned()),
            counts: Counts(counts),
            overdue: Overdue::default(),
        };
        let figures = Figures {
            categories: vec![
                line("HTDT", [5, 0, 1, 0, 1, 0, 0]),
                line("DIEN", [9, 0, 0, 0, 0, 0, 0]),
                line("VSMT", [0, 0, 3, 0, 0, 0, 0]),
            ],
            ..Figures::default()
        };
        let codes = |sorted| -> Vec<String> {
            rows(&figures, By::Category, sorted, Lang::Vi).into_iter().map(|it| it.code).collect()
        };
        assert_eq!(codes(Column::OnTimeRate), ["VSMT", "HTDT", "DIEN"]);
        assert_eq!(codes(Column::Received), ["DIEN", "HTDT", "VSMT"]);
        assert_eq!(Column::OnTimeRate.words(Lang::Vi, Some(83.333)), "83,3%");
        assert_eq!(Column::OnTimeRate.words(Lang::Vi, None), "không có");
    }

    #[test]
    fn the_smallest_value_is_in_the_first_band_and_the_largest_in_the_last() {
        assert_eq!([band(2.0, 2.0, 12.0), band(12.0, 2.0, 12.0)], [0, 4]);
        assert_eq!(band(7.0, 2.0, 12.0), 2);
        assert_eq!(band(7.0, 7.0, 7.0), 0, "all are alike");
    }
}
