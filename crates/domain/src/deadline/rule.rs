//! How long a thing may take, by its category and the day it came in: data with validity and source,
//! because the city's annex to QĐ 30/2022/QĐ-UBND could not be read and every such rule changes.

use std::sync::LazyLock;

use jiff::civil::{Date, Time};
use serde::Deserialize;

use crate::category::CategoryCode;
use crate::time::Timestamp;

/// The rules, the most special first among those of one day.
#[derive(Debug, Clone, Deserialize)]
pub struct Rules {
    rules: Vec<Rule>,
    early_warning: EarlyWarning,
}

/// One rule.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Rule {
    /// The only category it holds for; `None` for all that have no rule of their own.
    #[serde(default)]
    pub category: Option<CategoryCode>,
    /// The first day on which a thing that comes in falls under it.
    pub valid_from: Date,
    /// The last such day, where it was replaced.
    #[serde(default)]
    pub valid_to: Option<Date>,
    /// How long.
    pub length: Length,
    /// What comes in at this time of day or later counts as of the next working day.
    #[serde(default)]
    pub cut_off: Option<Time>,
    /// Where it is written.
    pub source: String,
}

/// A length of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Length {
    /// Ngày làm việc, the day of receipt not counted.
    WorkingDays(u32),
    /// Giờ làm việc: hours of the calendar's working hours; 8 are a working day.
    WorkingHours(u32),
    /// Ngày: days of the week alike; one that ends on a day off ends on the next working day (Bộ luật
    /// Dân sự 2015, Điều 148).
    Days(u32),
    /// Giờ, of day and night.
    Hours(u32),
}

/// From when on a deadline is told before it runs out: at the earlier of both.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub struct EarlyWarning {
    /// Hundredths of its working days that are left.
    left_percent: u32,
    /// Working days that are left.
    left_working_days: u32,
}

#[expect(clippy::expect_used, reason = "the table is part of the build and a test reads it")]
static SHIPPED: LazyLock<Rules> = LazyLock::new(|| {
    Rules::parse(include_str!("../../../../assets/reference/deadlines.json"))
        .expect("assets/reference/deadlines.json is valid")
});

impl Rules {
    /// The rules that this build carries.
    pub fn shipped() -> &'static Self {
        &SHIPPED
    }

    /// Reads a table of the form of `assets/reference/deadlines.json`.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn parse(json: &str) -> Result<Self, serde_json::Error> {
        let mut table: Self = serde_json::from_str(json)?;
        table
            .rules
            .sort_by_key(|rule| (rule.category.is_none(), std::cmp::Reverse(rule.valid_from)));
        Ok(table)
    }

    /// The rule for what came in at `received`, a category that is not known yet left out; `None` where
    /// no rule is known.
    pub fn of(&self, category: Option<&CategoryCode>, received: Timestamp) -> Option<&Rule> {
        let day = received.local().date();
        self.rules.iter().find(|rule| {
            rule.valid_from <= day
                && rule.valid_to.is_none_or(|last| day <= last)
                && (rule.category.is_none() || rule.category.as_ref() == category)
        })
    }

    /// From when on a deadline is told of.
    pub const fn early_warning(&self) -> EarlyWarning {
        self.early_warning
    }
}

impl Rule {
    /// A rule of this length that holds for everything, as a person asks for it.
    pub const fn asked(length: Length, cut_off: Option<Time>) -> Self {
        Self {
            category: None,
            valid_from: Date::MIN,
            valid_to: None,
            length,
            cut_off,
            source: String::new(),
        }
    }
}

impl EarlyWarning {
    /// Whether `left` of `all` working days are so few that it must be told.
    pub const fn is_due(self, left: u32, all: u32) -> bool {
        left <= self.left_working_days || left * 100 <= all * self.left_percent
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &str = r#"{"early_warning": {"left_percent": 30, "left_working_days": 1}, "rules": [
        {"valid_from": "2019-01-15", "length": {"working_days": 7}, "source": "all"},
        {"valid_from": "2026-07-01", "length": {"working_days": 5}, "source": "all, new"},
        {"category": "DIEN", "valid_from": "2022-01-01", "valid_to": "2026-06-30",
            "length": {"hours": 24}, "source": "power"}]}"#;

    fn source(category: &str, received: &str) -> Option<String> {
        let received = Timestamp::parse_iso(received).unwrap();
        let rules = Rules::parse(TABLE).unwrap();
        rules.of(Some(&CategoryCode(category.to_owned())), received).map(|rule| rule.source.clone())
    }

    #[test]
    fn a_category_has_its_own_rule_while_that_is_valid() {
        let at = |day| source("DIEN", &format!("{day}T09:00:00+07:00"));
        assert_eq!(at("2021-12-31").as_deref(), Some("all"));
        assert_eq!(at("2022-01-01").as_deref(), Some("power"));
        assert_eq!(at("2026-06-30").as_deref(), Some("power"));
        assert_eq!(at("2026-07-01").as_deref(), Some("all, new"));
    }

    #[test]
    fn what_came_in_under_an_old_rule_stays_under_it() {
        assert_eq!(source("HTDT", "2026-06-30T23:59:00+07:00").as_deref(), Some("all"));
        assert_eq!(source("HTDT", "2026-07-01T00:00:00+07:00").as_deref(), Some("all, new"));
        assert_eq!(source("HTDT", "2018-01-01T00:00:00+07:00"), None, "no rule is known");
    }

    #[test]
    fn two_of_seven_days_are_told_of_and_three_are_not() {
        let warning = Rules::shipped().early_warning();
        assert!([0, 1, 2].iter().all(|left| warning.is_due(*left, 7)));
        assert!(!warning.is_due(3, 7));
        assert!(warning.is_due(1, 2), "the last day of a short term");
    }
}
