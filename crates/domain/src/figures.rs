//! The figures that people ask for: which reports count as accepted, handled, in time, late, and what
//! is counted of them.
//!
//! A rate is a share of *accepted* reports: of 177,000 that had been sent by 9/2025, 121,000 were
//! handled and the city published 98.9 %, which no count of all that was sent gives
//! (huengaynay.vn 158291). The figures of 5/2022 count what was late with a granted extension apart
//! (cadn.com.vn post261678), and so do these. A report belongs to the period in which it came in.
//!
//! Pure functions of a report; what is kept counted of them is the store's.

mod period;

use jiff::civil::{Date, DateTime};
use serde::{Deserialize, Serialize};

use crate::category::CategoryCode;
use crate::incident::{Handling, HandlingState, Incident, IncidentState, Outcome as End};
use crate::scope::UnitCode;
use crate::time::Timestamp;
use crate::ward::WardCode;

pub use period::{Period, PeriodKind, Stride};

/// Hours of a day.
pub const HOURS: usize = 24;
/// Hours of a week, from Monday 0:00.
pub const WEEK_HOURS: usize = 7 * HOURS;

/// What has become of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Chưa tiếp nhận: no unit has accepted it, or the one that had returned it.
    Waiting,
    /// Đang xử lý: accepted, and not closed.
    InWork,
    /// Đúng hạn: closed in time, without an extension.
    InTime,
    /// Trễ, có gia hạn: closed in time only as an extension was granted.
    InExtendedTime,
    /// Trễ, không gia hạn: closed after its time, the extended one where there is one.
    Late,
    /// Closed, and no rule said by when.
    WithoutTerm,
    /// Không tiếp nhận: refused, or told of in another report. Counts as sent and not as accepted.
    NotTaken,
}

impl Outcome {
    /// Every outcome, in the order of [`Counts`].
    pub const ALL: [Self; 7] = [
        Self::Waiting,
        Self::InWork,
        Self::InTime,
        Self::InExtendedTime,
        Self::Late,
        Self::WithoutTerm,
        Self::NotTaken,
    ];

    /// The word of exports.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::InWork => "in_work",
            Self::InTime => "in_time",
            Self::InExtendedTime => "in_extended_time",
            Self::Late => "late",
            Self::WithoutTerm => "without_term",
            Self::NotTaken => "not_taken",
        }
    }

    /// What has become of `incident`. A report whose time was extended is told by the extended time
    /// alone: the first one is not kept with it. One whose sender is asked stands where its units left
    /// it, and one that was opened again stays accepted, though no unit has accepted it anew.
    pub fn of(incident: &Incident) -> Self {
        match incident.state {
            IncidentState::Closed | IncidentState::Contested => {
                Self::ended(incident, done_at(incident))
            }
            state => {
                let asked = state == IncidentState::SenderAsked;
                let state = if asked { incident.in_hand() } else { state };
                let nobody = matches!(state, IncidentState::New | IncidentState::Returned);
                Self::open(incident, nobody)
            }
        }
    }

    /// What has become of a unit's part of `incident`.
    fn of_part(incident: &Incident, part: &Handling) -> Self {
        match incident.state {
            IncidentState::Closed | IncidentState::Contested => {
                Self::ended(incident, resulted_at(part).or(incident.closed_at))
            }
            _ => {
                let waits = matches!(part.state, HandlingState::Waiting | HandlingState::Returned);
                Self::open(incident, waits)
            }
        }
    }

    const fn open(incident: &Incident, waits: bool) -> Self {
        if waits && incident.reopened.is_none() { Self::Waiting } else { Self::InWork }
    }

    fn ended(incident: &Incident, done_at: Option<Timestamp>) -> Self {
        if matches!(incident.outcome, Some(End::Refused | End::Duplicate(_))) {
            return Self::NotTaken;
        }
        match (done_at, incident.due_at) {
            (None, _) | (_, None) => Self::WithoutTerm,
            (Some(done), Some(due)) if done > due => Self::Late,
            _ if incident.extended.is_some() => Self::InExtendedTime,
            _ => Self::InTime,
        }
    }
}

/// When a unit gave its result.
fn resulted_at(part: &Handling) -> Option<Timestamp> {
    let resulted = part.state == HandlingState::Resulted;
    part.last_step.as_ref().filter(|_| resulted).map(|step| step.at)
}

/// When what was to be done in time was done: once the last of its units had given its result; at the
/// closing where a report was closed without.
fn done_at(incident: &Incident) -> Option<Timestamp> {
    let results: Option<Vec<Timestamp>> = incident.handling.iter().map(resulted_at).collect();
    results.and_then(|results| results.into_iter().max()).or(incident.closed_at)
}

/// A unit's part of a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartFact {
    /// The unit.
    pub unit: UnitCode,
    /// What has become of its part.
    pub outcome: Outcome,
    /// Whether the report's deadline still runs for it: it has not given its result.
    pub runs: bool,
}

/// All that the figures take of a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// The ward in which it lies.
    pub ward: WardCode,
    /// Its field.
    pub category: CategoryCode,
    /// When it came in, on the wall in Huế.
    pub received: DateTime,
    /// What has become of it.
    pub outcome: Outcome,
    /// The units in whose figures it counts, each once.
    pub units: Vec<PartFact>,
    /// The day on which it is due, while that runs.
    pub due_on: Option<Date>,
    /// Whether more time was granted.
    pub extended: bool,
}

impl Fact {
    /// What the figures take of `incident`.
    pub fn of(incident: &Incident) -> Self {
        let due = incident.running_deadline();
        let part = |part: &Handling| PartFact {
            unit: part.unit.clone(),
            outcome: Outcome::of_part(incident, part),
            runs: due.is_some() && part.state != HandlingState::Resulted,
        };
        Self {
            ward: incident.ward,
            category: incident.category.clone(),
            received: incident.received_at.local(),
            outcome: Outcome::of(incident),
            units: incident.handling.iter().map(part).collect(),
            due_on: due.map(|due| due.local().date()),
            extended: incident.extended.is_some(),
        }
    }

    /// The hour of the week in which it came in, below [`WEEK_HOURS`].
    pub fn week_hour(&self) -> u8 {
        let day = self.received.weekday().to_monday_zero_offset().unsigned_abs();
        let hour = self.received.hour().unsigned_abs();
        day.saturating_mul(24).saturating_add(hour)
    }
}

/// Reports by what has become of them, in the order of [`Outcome::ALL`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Counts(pub [u32; 7]);

impl Counts {
    /// Reports with this outcome.
    pub const fn of(self, outcome: Outcome) -> u32 {
        self.0[outcome as usize]
    }

    /// Counts a report that came (`1`) or went (`-1`); never below nothing.
    pub fn count(&mut self, outcome: Outcome, change: i64) {
        let rows = &mut self.0[outcome as usize];
        *rows = u32::try_from(i64::from(*rows).saturating_add(change)).unwrap_or(0);
    }

    /// Adds others to these.
    pub fn add(&mut self, other: Self) {
        for (sum, rows) in self.0.iter_mut().zip(other.0) {
            *sum = sum.saturating_add(rows);
        }
    }

    /// Đã gửi: all.
    pub fn received(self) -> u32 {
        self.0.iter().sum()
    }

    /// Đã tiếp nhận: those that a unit has accepted, and closed ones, but for what was refused or
    /// told of in another report.
    pub fn accepted(self) -> u32 {
        self.received() - self.of(Outcome::Waiting) - self.of(Outcome::NotTaken)
    }

    /// Đã xử lý: closed ones, also while their sender contests the result.
    pub fn handled(self) -> u32 {
        self.accepted() - self.of(Outcome::InWork)
    }

    /// Closed ones for which a rule said by when.
    pub fn timed(self) -> u32 {
        self.handled() - self.of(Outcome::WithoutTerm)
    }

    /// Tỷ lệ xử lý: of the accepted ones, those that are closed.
    pub fn handled_rate(self) -> Share {
        Share { part: self.handled(), whole: self.accepted() }
    }

    /// Tỷ lệ đúng hạn: of the closed ones that had a term, those closed in time without an extension.
    pub fn on_time_rate(self) -> Share {
        Share { part: self.of(Outcome::InTime), whole: self.timed() }
    }

    /// Of the closed ones that had a term, those closed in an extended time.
    pub fn extended_rate(self) -> Share {
        Share { part: self.of(Outcome::InExtendedTime), whole: self.timed() }
    }

    /// Of the closed ones that had a term, those closed after it.
    pub fn late_rate(self) -> Share {
        Share { part: self.of(Outcome::Late), whole: self.timed() }
    }
}

/// A share with what it is a share of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Share {
    /// Numerator.
    pub part: u32,
    /// Denominator.
    pub whole: u32,
}

impl Share {
    /// Percent; `None` of nothing: there is no rate then, neither 0 nor 100.
    pub fn percent(self) -> Option<f64> {
        (self.whole > 0).then(|| f64::from(self.part) * 100.0 / f64::from(self.whole))
    }
}

/// Reports that are open now and due on a day that is over, whenever they came in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub struct Overdue {
    /// All of them.
    pub rows: u32,
    /// Those whose time was extended.
    pub extended: u32,
}

impl Overdue {
    /// Adds others to these.
    pub fn add(&mut self, other: Self) {
        self.rows = self.rows.saturating_add(other.rows);
        self.extended = self.extended.saturating_add(other.extended);
    }
}

/// A line of a breakdown.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Line<K> {
    /// Whose.
    pub of: K,
    /// Reports that came in during the period.
    pub counts: Counts,
    /// Reports that are late now.
    pub overdue: Overdue,
}

/// The figures of a period.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Figures {
    /// All reports that came in during the period, and all that are late now.
    pub total: Line<()>,
    /// By ward, those with reports only, by code.
    pub wards: Vec<Line<WardCode>>,
    /// By unit, by code. A report of several units counts with each.
    pub units: Vec<Line<UnitCode>>,
    /// By field, by code.
    pub categories: Vec<Line<CategoryCode>>,
    /// The period by [`Period::stretches`], each with its reports, empty ones too.
    pub trend: Vec<Counts>,
    /// Reports by the hour of the week in which they came in; [`WEEK_HOURS`] of them.
    pub arrivals: Vec<u32>,
    /// The day of the oldest report that is held at all.
    pub held_from: Option<Date>,
}

#[cfg(test)]
mod tests;
