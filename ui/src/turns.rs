//! One reading at a time: what is asked for while one is under way is read once, afterwards.
//!
//! So answers come in the order of their questions, and a slow answer cannot replace a newer one.

/// Whose turn it is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Turns {
    /// Nothing is read.
    #[default]
    Idle,
    /// A reading is under way.
    Busy,
    /// A reading is under way, and what it brings is already stale.
    BusyAndStale,
}

impl Turns {
    /// Asks for a reading. Whether it begins now; otherwise it follows the one under way.
    pub const fn ask(&mut self) -> bool {
        let begins = matches!(self, Self::Idle);
        *self = if begins { Self::Busy } else { Self::BusyAndStale };
        begins
    }

    /// The reading under way has ended. Whether the next one begins now.
    pub const fn end(&mut self) -> bool {
        let again = matches!(self, Self::BusyAndStale);
        *self = if again { Self::Busy } else { Self::Idle };
        again
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn however_often_is_asked_meanwhile_one_more_reading_follows() {
        let mut turns = Turns::default();
        assert!(turns.ask(), "the first begins at once");
        for _ in 0..9 {
            assert!(!turns.ask(), "no second one beside it");
        }
        assert!(turns.end(), "one follows");
        assert!(!turns.end(), "and only one");
        assert!(turns.ask(), "then the next begins at once");
    }
}
