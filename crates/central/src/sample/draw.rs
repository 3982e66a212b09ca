//! Drawing lots that fall the same for the same seed, on every machine.

use std::sync::{Mutex, PoisonError};

use trucban_domain::Entropy;

/// An endless row of lots.
pub(in crate::sample) struct Draw(Mutex<blake3::OutputReader>);

impl Draw {
    /// The lots of the `nth` thing of `stream`, under `seed`. Streams do not touch each other.
    pub(in crate::sample) fn of(seed: u64, stream: &str, nth: u64) -> Self {
        let mut hasher = blake3::Hasher::new_derive_key("trucban 2026 sample city");
        hasher.update(&seed.to_le_bytes());
        hasher.update(&nth.to_le_bytes());
        hasher.update(stream.as_bytes());
        Self(Mutex::new(hasher.finalize_xof()))
    }

    /// A number below `end`; 0 where there is none.
    pub(in crate::sample) fn below(&self, end: u64) -> u64 {
        let mut bytes = [0_u8; 8];
        self.fill(&mut bytes);
        u64::from_le_bytes(bytes).checked_rem(end).unwrap_or(0)
    }

    /// A number from `first` to `last`.
    pub(in crate::sample) fn between(&self, first: i64, last: i64) -> i64 {
        let span = u64::try_from(last - first).unwrap_or(0) + 1;
        first + i64::try_from(self.below(span)).unwrap_or(0)
    }

    /// A number from 0 up to, and without, 1.
    pub(in crate::sample) fn part(&self) -> f64 {
        f64::from(u32::try_from(self.below(1 << 32)).unwrap_or(0)) / 4_294_967_296.0
    }

    /// Whether a lot of `percent` in a hundred falls.
    pub(in crate::sample) fn falls(&self, percent: u32) -> bool {
        self.below(100) < u64::from(percent)
    }

    /// `count` of `things`, in their order; all of them where there are not more.
    pub(in crate::sample) fn choose<'a, T>(&self, things: &'a [T], count: usize) -> Vec<&'a T> {
        let mut wanted = count.min(things.len());
        let mut left = things.len();
        things
            .iter()
            .filter(|_| {
                let falls = self.below(left as u64) < wanted as u64;
                left -= 1;
                wanted -= usize::from(falls);
                falls
            })
            .collect()
    }

    /// One of `things`; `None` where there are none.
    pub(in crate::sample) fn pick<'a, T>(&self, things: &'a [T]) -> Option<&'a T> {
        let at = self.below(things.len() as u64);
        things.get(usize::try_from(at).unwrap_or(0))
    }

    /// One of `things`, each as often as its weight says; `None` where there are none.
    pub(in crate::sample) fn weigh<'a, T>(
        &self,
        things: &'a [T],
        weight: impl Fn(&T) -> u32,
    ) -> Option<&'a T> {
        let all: u64 = things.iter().map(|thing| u64::from(weight(thing))).sum();
        let mut left = self.below(all);
        things.iter().find(|thing| {
            let weight = u64::from(weight(thing));
            let here = left < weight;
            left = left.saturating_sub(weight);
            here
        })
    }
}

impl Entropy for Draw {
    fn fill(&self, bytes: &mut [u8]) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).fill(bytes);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_draws_the_same_lots() {
        let lots = |seed, stream, nth| {
            let draw = Draw::of(seed, stream, nth);
            (0..50).map(|_| draw.below(1_000)).collect::<Vec<_>>()
        };
        assert_eq!(lots(46, "report", 1), lots(46, "report", 1));
        assert_ne!(lots(46, "report", 1), lots(47, "report", 1));
        assert_ne!(lots(46, "report", 1), lots(46, "report", 2));
        assert_ne!(lots(46, "report", 1), lots(46, "lot", 1));
    }

    #[test]
    fn weights_are_kept() {
        let draw = Draw::of(1, "report", 0);
        let drawn: Vec<_> = (0..1_000).filter_map(|_| draw.weigh(&[1, 0, 9], |w| *w)).collect();
        let nines = drawn.iter().filter(|w| ***w == 9).count();
        assert!((850..950).contains(&nines), "{nines} of 1000");
        assert!(!drawn.contains(&&0));
        assert_eq!(draw.pick::<u8>(&[]), None);
    }

    #[test]
    fn as_many_are_chosen_as_are_asked_for() {
        let draw = Draw::of(1, "report", 0);
        let things: Vec<u32> = (0..100).collect();
        for count in [0, 1, 37, 100, 500] {
            let chosen = draw.choose(&things, count);
            assert_eq!(chosen.len(), count.min(100));
            assert!(chosen.is_sorted());
        }
    }
}
