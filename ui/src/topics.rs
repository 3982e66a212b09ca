//! What became stale, as version numbers that readings follow.
//!
//! The first word about a topic is passed on at once, so that an act shows immediately; more of the
//! same within a tenth of a second are passed on together, so that a burst from the network costs
//! two readings and not a hundred.

use std::time::Duration;

use leptos::prelude::*;
use trucban_contract::ipc::Topic;

const TOGETHER: Duration = Duration::from_millis(100);
const TOPICS: usize = 9;

/// The versions of all topics.
#[derive(Debug, Clone, Copy)]
pub struct Topics {
    versions: [RwSignal<u32>; TOPICS],
    bursts: StoredValue<[Burst; TOPICS]>,
}

/// Where a topic stands within its tenth of a second.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Burst {
    /// Nothing was said lately.
    #[default]
    Quiet,
    /// It was passed on, and the time runs.
    Passed,
    /// It was said again meanwhile.
    SaidAgain,
}

impl Burst {
    /// Hears a word; whether it is passed on at once.
    pub fn hear(&mut self) -> bool {
        let first = *self == Self::Quiet;
        *self = if first { Self::Passed } else { Self::SaidAgain };
        first
    }

    /// The time is over; whether something is passed on now, and the time runs again.
    pub fn time_is_over(&mut self) -> bool {
        let again = *self == Self::SaidAgain;
        *self = if again { Self::Passed } else { Self::Quiet };
        again
    }
}

impl Topics {
    /// Nothing stale yet.
    pub fn new() -> Self {
        Self {
            versions: std::array::from_fn(|_| RwSignal::new(0)),
            bursts: StoredValue::new([Burst::Quiet; TOPICS]),
        }
    }

    /// The version of `topic`, followed.
    pub fn version(self, topic: Topic) -> u32 {
        self.versions[place(topic)].get()
    }

    /// Takes note that `topic` became stale.
    pub fn changed(self, topic: Topic) {
        let mut passed = false;
        self.bursts.update_value(|bursts| passed = bursts[place(topic)].hear());
        if passed {
            self.pass(topic);
        }
    }

    fn pass(self, topic: Topic) {
        self.versions[place(topic)].update(|version| *version = version.wrapping_add(1));
        set_timeout(
            move || {
                let mut again = false;
                self.bursts.update_value(|bursts| again = bursts[place(topic)].time_is_over());
                if again {
                    self.pass(topic);
                }
            },
            TOGETHER,
        );
    }
}

impl Default for Topics {
    fn default() -> Self {
        Self::new()
    }
}

const fn place(topic: Topic) -> usize {
    match topic {
        Topic::Handovers => 7,
        Topic::Incidents => 0,
        Topic::Outbox => 1,
        Topic::Status => 2,
        Topic::Session => 3,
        Topic::Map => 4,
        Topic::Alerts => 5,
        Topic::Pictures => 6,
        Topic::Phone => 8,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_burst_is_passed_on_once_at_its_start_and_once_at_its_end() {
        let mut burst = Burst::default();
        let heard: Vec<bool> = (0..100).map(|_| burst.hear()).collect();
        assert_eq!(heard.iter().filter(|passed| **passed).count(), 1, "only the first at once");
        assert!(burst.time_is_over(), "the rest together");
        assert!(!burst.time_is_over(), "nothing was said since");
        assert!(burst.hear(), "a later word is passed on at once again");
    }
}
