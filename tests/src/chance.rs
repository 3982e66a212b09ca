//! Time and chance in a test's hands: a clock that stands still until it is moved, and randomness
//! that comes out the same for the same seed.

use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};

use trucban_domain::{Clock, Entropy, Timestamp};

/// When the tests take place: a working Friday in Huế.
pub const MORNING: Timestamp = Timestamp::from_ms(1_795_136_400_000);

/// A clock that a test sets and moves. Reading it moves it by one millisecond, so that two acts never
/// happen in the same one.
#[derive(Debug)]
pub struct HandClock(AtomicI64);

impl HandClock {
    /// A clock that shows `now`.
    pub const fn new(now: Timestamp) -> Self {
        Self(AtomicI64::new(now.as_ms()))
    }

    /// Moves it; backwards for a negative number.
    pub fn advance_ms(&self, ms: i64) {
        self.0.fetch_add(ms, Ordering::SeqCst);
    }
}

impl Clock for HandClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_ms(self.0.fetch_add(1, Ordering::SeqCst))
    }
}

/// Random bytes that a seed decides.
#[derive(Debug)]
pub struct SeededEntropy(AtomicU64);

impl SeededEntropy {
    /// Randomness of this seed.
    pub const fn new(seed: u64) -> Self {
        Self(AtomicU64::new(seed))
    }

    /// The next value.
    pub fn draw(&self) -> u64 {
        // SplitMix64: every state of the counter gives another value, well mixed.
        let state = self.0.fetch_add(0x9e37_79b9_7f4a_7c15, Ordering::SeqCst);
        let mixed = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `bound`.
    pub fn below(&self, bound: u64) -> u64 {
        self.draw() % bound.max(1)
    }
}

impl Entropy for SeededEntropy {
    fn fill(&self, bytes: &mut [u8]) {
        for chunk in bytes.chunks_mut(8) {
            let value = self.draw().to_le_bytes();
            chunk.copy_from_slice(&value[..chunk.len()]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tests_take_place_on_a_friday_morning_in_hue() {
        assert_eq!(MORNING.iso(), "2026-11-20T08:00:00+07:00");
    }

    #[test]
    fn one_seed_gives_one_row_of_values() {
        let drawn = |seed| {
            let entropy = SeededEntropy::new(seed);
            let mut bytes = [0; 20];
            entropy.fill(&mut bytes);
            bytes
        };
        assert_eq!(drawn(7), drawn(7));
        assert_ne!(drawn(7), drawn(8));
    }
}
