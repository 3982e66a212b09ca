//! The period that figures are of: a week, a month, a quarter, a year, or any days from one to
//! another. Weeks begin on Monday (ISO 8601).

use std::fmt;

use jiff::ToSpan as _;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// No period is longer, days: a century is a slip of the hand.
const DAYS_MAX: i32 = 20 * 366;
/// The longest period whose trend is told by days, and by weeks.
const BY_DAYS_MAX: i32 = 35;
const BY_WEEKS_MAX: i32 = 200;

/// What kind of period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PeriodKind {
    /// Tuần.
    Week,
    /// Tháng.
    Month,
    /// Quý.
    Quarter,
    /// Năm.
    Year,
    /// Từ ngày đến ngày.
    Free,
}

impl PeriodKind {
    /// Every kind, the shortest first.
    pub const ALL: [Self; 5] = [Self::Week, Self::Month, Self::Quarter, Self::Year, Self::Free];

    /// The word of the page and of the command line.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Week => "week",
            Self::Month => "month",
            Self::Quarter => "quarter",
            Self::Year => "year",
            Self::Free => "free",
        }
    }

    /// The next longer kind with a length of its own; the longest stays.
    #[must_use]
    pub const fn longer(self) -> Self {
        match self {
            Self::Week => Self::Month,
            Self::Month | Self::Free => Self::Quarter,
            Self::Quarter | Self::Year => Self::Year,
        }
    }

    /// The next shorter kind; the shortest stays.
    #[must_use]
    pub const fn shorter(self) -> Self {
        match self {
            Self::Week | Self::Month => Self::Week,
            Self::Quarter | Self::Free => Self::Month,
            Self::Year => Self::Quarter,
        }
    }
}

/// In what stretches a trend is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stride {
    /// Days.
    Day,
    /// Weeks from Monday; the outer ones may be cut.
    Week,
    /// Months; the outer ones may be cut.
    Month,
}

/// Days from one to another, both of them in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "Parts", into = "Parts")]
pub struct Period {
    kind: PeriodKind,
    first: Date,
    last: Date,
}

/// A period as it is sent.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
struct Parts {
    kind: PeriodKind,
    first: Date,
    last: Date,
}

impl From<Period> for Parts {
    fn from(Period { kind, first, last }: Period) -> Self {
        Self { kind, first, last }
    }
}

impl TryFrom<Parts> for Period {
    type Error = NoPeriod;

    fn try_from(Parts { kind, first, last }: Parts) -> Result<Self, NoPeriod> {
        let period = match kind {
            PeriodKind::Free => Self::between(first, last),
            kind => Some(Self::holding(kind, first)),
        };
        period.filter(|it| (it.first, it.last) == (first, last)).ok_or(NoPeriod { first, last })
    }
}

/// Two days between which no period lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("no period from {first} to {last}")]
pub struct NoPeriod {
    first: Date,
    last: Date,
}

impl Period {
    /// The period of this kind that holds `date`; one day where any days may be meant.
    pub fn holding(kind: PeriodKind, date: Date) -> Self {
        let (first, last) = match kind {
            PeriodKind::Week => {
                let since_monday = i64::from(date.weekday().to_monday_zero_offset());
                let monday = date.saturating_sub(since_monday.days());
                (monday, monday.saturating_add(6.days()))
            }
            PeriodKind::Month => (date.first_of_month(), date.last_of_month()),
            PeriodKind::Quarter => {
                let into = i64::from((date.month() - 1) % 3);
                let first = date.first_of_month().saturating_sub(into.months());
                (first, first.saturating_add(2.months()).last_of_month())
            }
            PeriodKind::Year => (date.first_of_year(), date.last_of_year()),
            PeriodKind::Free => (date, date),
        };
        Self { kind, first, last }
    }

    /// The days from `first` to `last`; `None` where they are turned round or lie absurdly far apart.
    pub fn between(first: Date, last: Date) -> Option<Self> {
        let period = Self { kind: PeriodKind::Free, first, last };
        (first <= last && period.days() <= DAYS_MAX).then_some(period)
    }

    /// What kind.
    pub const fn kind(self) -> PeriodKind {
        self.kind
    }

    /// The first day.
    pub const fn first(self) -> Date {
        self.first
    }

    /// The last day.
    pub const fn last(self) -> Date {
        self.last
    }

    /// Whether `date` lies in it.
    pub fn holds(self, date: Date) -> bool {
        self.first <= date && date <= self.last
    }

    /// How many days.
    pub fn days(self) -> i32 {
        self.first.until(self.last).map_or(i32::MAX, |span| span.get_days().saturating_add(1))
    }

    /// The one before, of the same length.
    #[must_use]
    pub fn earlier(self) -> Self {
        match self.kind {
            PeriodKind::Free => self.moved(-1),
            kind => Self::holding(kind, self.first.yesterday().unwrap_or(self.first)),
        }
    }

    /// The one after, of the same length.
    #[must_use]
    pub fn later(self) -> Self {
        match self.kind {
            PeriodKind::Free => self.moved(1),
            kind => Self::holding(kind, self.last.tomorrow().unwrap_or(self.last)),
        }
    }

    fn moved(self, times: i64) -> Self {
        let by = i64::from(self.days()).saturating_mul(times).days();
        match (self.first.checked_add(by), self.last.checked_add(by)) {
            (Ok(first), Ok(last)) => Self { first, last, ..self },
            _ => self,
        }
    }

    /// In what stretches its trend is told.
    pub fn stride(self) -> Stride {
        match self.days() {
            days if days <= BY_DAYS_MAX => Stride::Day,
            days if days <= BY_WEEKS_MAX => Stride::Week,
            _ => Stride::Month,
        }
    }

    /// The first days of its stretches; the first one is the period's own.
    pub fn stretches(self) -> Vec<Date> {
        let kind = match self.stride() {
            Stride::Day => PeriodKind::Free,
            Stride::Week => PeriodKind::Week,
            Stride::Month => PeriodKind::Month,
        };
        let mut firsts = vec![self.first];
        let mut stretch = Self::holding(kind, self.first);
        loop {
            let next = stretch.later();
            if next.first > self.last || next == stretch {
                return firsts;
            }
            firsts.push(next.first);
            stretch = next;
        }
    }

    /// The place of the stretch in which `date` lies, of stretches that begin on `firsts`.
    pub fn stretch_of(firsts: &[Date], date: Date) -> Option<usize> {
        firsts.partition_point(|first| *first <= date).checked_sub(1)
    }

    /// The quarter in which it begins, 1 to 4.
    pub fn quarter(self) -> i8 {
        (self.first.month() - 1) / 3 + 1
    }
}

impl fmt::Display for Period {
    /// The name that files carry: `2026-11`, `2026-W47`, `2026-Q4`, `2026`, `2026-11-01_2026-11-20`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { kind, first, last } = self;
        match kind {
            PeriodKind::Week => {
                let week = first.iso_week_date();
                write!(f, "{}-W{:02}", week.year(), week.week())
            }
            PeriodKind::Month => write!(f, "{}-{:02}", first.year(), first.month()),
            PeriodKind::Quarter => write!(f, "{}-Q{}", first.year(), self.quarter()),
            PeriodKind::Year => write!(f, "{}", first.year()),
            PeriodKind::Free => write!(f, "{first}_{last}"),
        }
    }
}
