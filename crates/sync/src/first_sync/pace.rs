//! How fast rows come, and how long the rest will take. Sans IO: times come in as arguments.
//!
//! Rows of one group cost more than those of another (a lot has an outline, a camera has not), so
//! each group has a pace of its own, in which what is long ago fades. Says nothing before there is
//! enough to go by: a first pack that came at once tells nothing of the next ten minutes.

use std::collections::BTreeMap;

use trucban_domain::{DataGroup, Timestamp};

/// How long it takes until half of a pace is newer.
const FADE_MS: u64 = 20_000;
/// Work before which nothing is said at all.
const ENOUGH_MS: u64 = 3_000;
/// Work on a group before its own pace counts.
const ENOUGH_OF_A_GROUP_MS: u64 = 1_000;
/// A longer silence was no work: the laptop slept, or its clock was set.
const SILENCE_MS: u64 = 60_000;
/// Sums are kept in thousandths, so that little does not fade to nothing.
const PARTS: u64 = 1_000;

/// How fast rows come.
#[derive(Debug, Default)]
pub struct Pace {
    measures: BTreeMap<DataGroup, Measure>,
    /// Until when work is measured; `None` while nothing is fetched.
    until: Option<Timestamp>,
}

#[derive(Debug, Default)]
struct Measure {
    /// All work on the group.
    work_ms: u64,
    recent: Recent,
}

/// Work and the rows that it brought, in parts; what is long ago has faded.
#[derive(Debug, Clone, Copy, Default)]
struct Recent {
    ms: u64,
    rows: u64,
}

impl Measure {
    fn add(&mut self, ms: u64, rows: u64) {
        let fade = |sum: u64| sum * FADE_MS / (FADE_MS + ms);
        self.work_ms = self.work_ms.saturating_add(ms);
        self.recent.ms = fade(self.recent.ms) + ms * PARTS;
        self.recent.rows = fade(self.recent.rows) + rows * PARTS;
    }

    const fn speaks(&self) -> bool {
        self.work_ms >= ENOUGH_OF_A_GROUP_MS && self.recent.rows > 0
    }
}

impl Recent {
    /// How long `rows` take at this pace, rounded; `None` where no row has come.
    fn ms_for(self, rows: u64) -> Option<u64> {
        (rows * self.ms + self.rows / 2).checked_div(self.rows)
    }
}

impl Pace {
    /// Something begins to be fetched.
    pub fn begin(&mut self, at: Timestamp) {
        self.until = Some(at);
    }

    /// Nothing is fetched any more: the time that passes now is no work.
    pub const fn rest(&mut self) {
        self.until = None;
    }

    /// These rows have come, or the groups that are named without rows were worked on.
    pub fn came(&mut self, rows: &[(DataGroup, u64)], at: Timestamp) {
        let Some(before) = self.until else { return };
        self.until = Some(at);
        let Ok(ms) = u64::try_from(at.since_ms(before)) else { return };
        if ms > SILENCE_MS {
            return;
        }
        let all: u64 = rows.iter().map(|(_, rows)| rows).sum();
        let groups = rows.len() as u64;
        for (group, rows) in rows {
            let share = (ms * rows).checked_div(all).or_else(|| ms.checked_div(groups));
            self.measures.entry(*group).or_default().add(share.unwrap_or_default(), *rows);
        }
    }

    /// How long these rows will take. `None` while too little was seen, or while most of them are of
    /// groups that never came.
    pub fn left_ms(&self, ahead: impl Iterator<Item = (DataGroup, u64)>) -> Option<u64> {
        let mut worked_ms: u64 = 0;
        let mut all = Recent::default();
        for Measure { work_ms, recent } in self.measures.values() {
            worked_ms = worked_ms.saturating_add(*work_ms);
            all.ms += recent.ms;
            all.rows += recent.rows;
        }
        if worked_ms < ENOUGH_MS {
            return None;
        }
        let (mut known, mut unknown, mut left_ms) = (0, 0, 0);
        for (group, rows) in ahead {
            match self.measures.get(&group).filter(|measure| measure.speaks()) {
                Some(measure) => {
                    known += rows;
                    left_ms += measure.recent.ms_for(rows)?;
                }
                None => unknown += rows,
            }
        }
        if unknown > known {
            return None;
        }
        Some(left_ms + all.ms_for(unknown)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use DataGroup::{ClosedReports, Land, OpenReports};

    const fn at(ms: i64) -> Timestamp {
        Timestamp::from_ms(ms)
    }

    /// Rows of one group that come every second, from `from_s` on.
    fn steady(pace: &mut Pace, group: DataGroup, a_second: u64, (from_s, to_s): (i64, i64)) {
        pace.begin(at(from_s * 1_000));
        for second in from_s + 1..=to_s {
            pace.came(&[(group, a_second)], at(second * 1_000));
        }
    }

    fn left(pace: &Pace, ahead: &[(DataGroup, u64)]) -> Option<u64> {
        pace.left_ms(ahead.iter().copied())
    }

    #[test]
    fn nothing_is_said_before_there_is_enough_to_go_by() {
        let mut pace = Pace::default();
        assert_eq!(left(&pace, &[(Land, 1_000)]), None);
        steady(&mut pace, Land, 100, (0, 2));
        assert_eq!(left(&pace, &[(Land, 1_000)]), None, "two seconds are not enough");
        steady(&mut pace, Land, 100, (2, 3));
        assert_eq!(left(&pace, &[(Land, 1_000)]), Some(10_000));
    }

    #[test]
    fn rows_that_come_steadily_end_when_their_pace_says() {
        let mut pace = Pace::default();
        steady(&mut pace, ClosedReports, 500, (0, 60));
        assert_eq!(left(&pace, &[(ClosedReports, 60_000)]), Some(120_000));
        assert_eq!(left(&pace, &[(ClosedReports, 0)]), Some(0));
    }

    #[test]
    fn a_network_that_slows_down_is_believed_after_some_seconds_and_not_at_once() {
        let mut pace = Pace::default();
        steady(&mut pace, Land, 1_000, (0, 60));
        steady(&mut pace, Land, 100, (60, 62));
        let soon = left(&pace, &[(Land, 10_000)]).unwrap();
        assert!((10_000..13_000).contains(&soon), "{soon}");
        steady(&mut pace, Land, 100, (62, 160));
        let later = left(&pace, &[(Land, 10_000)]).unwrap();
        assert!((90_000..=100_000).contains(&later), "{later}");
    }

    #[test]
    fn each_group_has_a_pace_of_its_own() {
        let mut pace = Pace::default();
        steady(&mut pace, OpenReports, 1_000, (0, 5));
        steady(&mut pace, Land, 10, (5, 10));
        assert_eq!(left(&pace, &[(Land, 100)]), Some(10_000));
        assert_eq!(left(&pace, &[(OpenReports, 1_000), (Land, 100)]), Some(11_000));
    }

    #[test]
    fn what_never_came_goes_by_all_the_rest_and_is_silent_where_it_is_the_most() {
        let mut pace = Pace::default();
        steady(&mut pace, Land, 100, (0, 10));
        assert_eq!(left(&pace, &[(Land, 500), (ClosedReports, 500)]), Some(10_000));
        assert_eq!(left(&pace, &[(Land, 500), (ClosedReports, 501)]), None);
    }

    #[test]
    fn a_laptop_that_slept_or_whose_clock_was_set_is_not_slow() {
        let mut pace = Pace::default();
        steady(&mut pace, Land, 100, (0, 10));
        pace.came(&[(Land, 100)], at(3_600_000));
        pace.came(&[(Land, 100)], at(5_000));
        pace.came(&[(Land, 100)], at(6_000));
        let left = left(&pace, &[(Land, 1_000)]).unwrap();
        assert!((9_000..=10_000).contains(&left), "{left}");
    }

    #[test]
    fn the_time_without_a_network_is_no_work() {
        let mut pace = Pace::default();
        steady(&mut pace, Land, 100, (0, 10));
        pace.rest();
        pace.came(&[], at(30_000));
        steady(&mut pace, Land, 100, (40, 42));
        assert_eq!(left(&pace, &[(Land, 1_000)]), Some(10_000));
    }

    #[test]
    fn work_that_brings_no_row_makes_its_group_slower() {
        let mut pace = Pace::default();
        steady(&mut pace, Land, 100, (0, 5));
        pace.came(&[(Land, 0)], at(10_000));
        let left = left(&pace, &[(Land, 500)]).unwrap();
        assert!((9_000..12_000).contains(&left), "{left}");
    }
}
