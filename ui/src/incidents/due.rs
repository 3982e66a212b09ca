//! How urgent a report looks: shape and colour of its deadline.

use leptos::prelude::*;
use trucban_contract::ipc::IncidentRow;
use trucban_domain::calendar::DEFAULT_WORKING_DAYS;
use trucban_domain::{Deadline, IncidentState, Timestamp, WorkCalendar};
use trucban_text::deadline;

use crate::clock::Clock;
use crate::kit::chip::{Chip, Tone};
use crate::kit::icon::Icon;
use crate::language::Language;

/// A deadline is soon when no more than this share of its days is left, in hundredths.
const SOON_HUNDREDTHS: u32 = 30;

/// How much time a report has left at `now`.
pub fn deadline_of(row: &IncidentRow, now: Timestamp) -> Deadline {
    WorkCalendar::shipped().deadline(row.urgent, row.received_at, row.due_at, now)
}

/// Whether so few working days are left that it must be told.
pub const fn is_soon(days: u32) -> bool {
    days <= 1 || days * 100 <= DEFAULT_WORKING_DAYS * SOON_HUNDREDTHS
}

/// The look of a deadline.
pub const fn look(deadline: Deadline) -> (Tone, Icon) {
    match deadline {
        Deadline::Immediate { .. } => (Tone::Urgent, Icon::Bolt),
        Deadline::Overdue { .. } => (Tone::Danger, Icon::Octagon),
        Deadline::Today => (Tone::Warn, Icon::Triangle),
        Deadline::Left { days } if days <= 1 => (Tone::Warn, Icon::Triangle),
        Deadline::Left { days } if is_soon(days) => (Tone::Warn, Icon::Clock),
        Deadline::Left { .. } => (Tone::Neutral, Icon::Clock),
        Deadline::Unknown => (Tone::Neutral, Icon::Help),
    }
}

/// The deadline chip of a report.
pub fn chip(row: &IncidentRow, lang: Language, clock: Clock) -> AnyView {
    if row.state == IncidentState::Closed {
        let words = lang.say(deadline::CLOSED);
        return view! { <Chip tone=Tone::Neutral icon=Icon::CheckCircle words/> }.into_any();
    }
    let left = deadline_of(row, clock.minute());
    let (tone, icon) = look(left);
    let (words, full) = (deadline::chip(lang.get(), left), deadline::full(lang.get(), left));
    view! { <Chip tone icon words full/> }.into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_of_seven_days_are_soon_and_three_are_not() {
        assert!(is_soon(0) && is_soon(1) && is_soon(2));
        assert!(!is_soon(3));
    }

    #[test]
    fn every_deadline_differs_by_shape_and_not_by_colour_alone() {
        let late = look(Deadline::Overdue { days: 1 });
        let today = look(Deadline::Today);
        let far = look(Deadline::Left { days: 5 });
        assert!(late.1 != today.1 && today.1 != far.1 && late.1 != far.1);
    }
}
