//! The best of the fixes that come within a moment: the first one of a receiver is often its worst.

use std::time::Duration;

use tokio::time::Instant;
use trucban_domain::Fix;

/// No better fix is waited for.
const GOOD_M: u32 = 10;
/// How long a better one is waited for after the first.
const MOMENT: Duration = Duration::from_secs(2);

/// Fixes as they come.
#[derive(Debug, Default)]
pub(crate) struct Best {
    best: Option<Fix>,
    first: Option<Instant>,
}

impl Best {
    /// Takes a fix that came at `now`. The best one, where no better one is waited for.
    pub(crate) fn take(&mut self, fix: Fix, now: Instant) -> Option<Fix> {
        if self.best.is_none_or(|best| fix.accuracy_m < best.accuracy_m) {
            self.best = Some(fix);
        }
        let first = *self.first.get_or_insert(now);
        let best = self.best?;
        (best.accuracy_m <= GOOD_M || now.duration_since(first) >= MOMENT).then_some(best)
    }

    /// The best that came.
    pub(crate) const fn so_far(&self) -> Option<Fix> {
        self.best
    }
}

#[cfg(test)]
mod tests {
    use trucban_domain::FixSource;

    use super::*;

    #[test]
    fn a_good_fix_is_taken_at_once_and_of_poor_ones_the_best_of_a_moment() {
        let fix = |accuracy_m| Fix::at(16.47, 107.6, accuracy_m, FixSource::Gps).unwrap();
        let now = Instant::now();
        assert_eq!(Best::default().take(fix(8), now), Some(fix(8)));
        let mut best = Best::default();
        assert_eq!(best.take(fix(60), now), None);
        assert_eq!(best.take(fix(25), now + Duration::from_secs(1)), None);
        assert_eq!(best.take(fix(40), now + Duration::from_secs(2)), Some(fix(25)));
        assert_eq!(best.so_far(), Some(fix(25)));
    }
}
