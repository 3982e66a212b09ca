//! What can happen next.

use proptest::prelude::*;

/// The step of the workflow by which a unit accepts a report; the numbers below it are the others.
pub const ACCEPT: usize = 15;

/// One step. Laptops and reports are named by numbers that wrap around.
#[derive(Debug, Clone, PartialEq)]
pub enum Step {
    /// A citizen posts a report, in one of the two wards.
    Post { ward: bool },
    /// A laptop's operator enters a report.
    Create { laptop: usize },
    /// A laptop's operator writes a note.
    Note { laptop: usize, report: usize },
    /// A laptop's operator attaches a photo, one of three.
    Attach { laptop: usize, report: usize, photo: u64 },
    /// A camera of the first ward sees something.
    See,
    /// The operator takes a step of the workflow on a report, see [`ACCEPT`].
    Work { laptop: usize, report: usize, nth: usize },
    /// The operator of a city desk judges an alert.
    Judge { desk: usize, alert: usize },
    /// The operator hands over the shift of the committee of one of the two wards.
    HandOver { laptop: usize, ward: bool },
    /// The operator takes a hand-over.
    TakeOver { laptop: usize, handover: usize },
    /// The operator makes the oldest refused act again, as a note, or discards it.
    Settle { laptop: usize, again: bool },
    /// A laptop says hello and fetches what it lacks.
    Hello { laptop: usize },
    /// A laptop sends up to so many acts; the answer is on its way, or lost.
    Push { laptop: usize, most: usize, lost: bool },
    /// Central gets a push of some time ago once more.
    Stray { laptop: usize, push: usize },
    /// An answer to a push arrives, whichever; it may arrive again later.
    Hear { laptop: usize, answer: usize },
    /// A laptop asks for changes; the pages are on their way.
    Pull { laptop: usize },
    /// The pages arrive in an order that a number decides, some of them twice.
    Stage { laptop: usize, order: u64 },
    /// The end of the answer arrives.
    Flip { laptop: usize },
    /// A laptop's process ends and starts again; what was on its way is gone.
    Restart { laptop: usize },
    /// Central's process ends and starts again.
    RestartCentral,
    /// A laptop's operator gets or loses the second ward.
    Regrant { laptop: usize, both: bool },
    /// A laptop's clock jumps.
    Jump { laptop: usize, seconds: i64 },
}

/// A row of at most `most` steps.
pub fn steps(most: usize) -> impl Strategy<Value = Vec<Step>> {
    prop::collection::vec(step(), 1..most)
}

fn step() -> impl Strategy<Value = Step> {
    let laptop = 0..4_usize;
    let report = 0..6_usize;
    prop_oneof![
        3 => any::<bool>().prop_map(|ward| Step::Post { ward }),
        2 => laptop.clone().prop_map(|laptop| Step::Create { laptop }),
        6 => (laptop.clone(), report.clone())
            .prop_map(|(laptop, report)| Step::Work { laptop, report, nth: ACCEPT }),
        5 => (laptop.clone(), report.clone()).prop_map(|(laptop, report)| Step::Note { laptop, report }),
        3 => (laptop.clone(), report.clone(), 0..3_u64)
            .prop_map(|(laptop, report, photo)| Step::Attach { laptop, report, photo }),
        9 => (laptop.clone(), report.clone(), 0..ACCEPT)
            .prop_map(|(laptop, report, nth)| Step::Work { laptop, report, nth }),
        1 => Just(Step::See),
        5 => (2..4_usize, 0..4_usize).prop_map(|(desk, alert)| Step::Judge { desk, alert }),
        3 => (laptop.clone(), any::<bool>())
            .prop_map(|(laptop, ward)| Step::HandOver { laptop, ward }),
        4 => (laptop.clone(), 0..3_usize)
            .prop_map(|(laptop, handover)| Step::TakeOver { laptop, handover }),
        2 => (laptop.clone(), any::<bool>())
            .prop_map(|(laptop, again)| Step::Settle { laptop, again }),
        4 => laptop.clone().prop_map(|laptop| Step::Hello { laptop }),
        8 => (laptop.clone(), 1..4_usize, prop::bool::weighted(0.25))
            .prop_map(|(laptop, most, lost)| Step::Push { laptop, most, lost }),
        2 => (laptop.clone(), 0..4_usize).prop_map(|(laptop, push)| Step::Stray { laptop, push }),
        6 => (laptop.clone(), 0..3_usize)
            .prop_map(|(laptop, answer)| Step::Hear { laptop, answer }),
        7 => laptop.clone().prop_map(|laptop| Step::Pull { laptop }),
        7 => (laptop.clone(), any::<u64>())
            .prop_map(|(laptop, order)| Step::Stage { laptop, order }),
        7 => laptop.clone().prop_map(|laptop| Step::Flip { laptop }),
        2 => laptop.clone().prop_map(|laptop| Step::Restart { laptop }),
        1 => Just(Step::RestartCentral),
        3 => (laptop.clone(), any::<bool>())
            .prop_map(|(laptop, both)| Step::Regrant { laptop, both }),
        1 => (laptop, -100_000..100_000_i64)
            .prop_map(|(laptop, seconds)| Step::Jump { laptop, seconds }),
    ]
}
