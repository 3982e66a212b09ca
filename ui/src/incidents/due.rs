//! How urgent a report looks: shape and colour of its deadline.

use leptos::prelude::*;
use trucban_contract::ipc::IncidentRow;
use trucban_domain::{Deadline, IncidentState, Timestamp, WorkCalendar};
use trucban_text::{deadline, format};

use crate::clock::Clock;
use crate::kit::chip::{Chip, Tone};
use crate::kit::icon::Icon;
use crate::language::Language;

/// How much time a report has left at `now`.
pub fn deadline_of(row: &IncidentRow, now: Timestamp) -> Deadline {
    WorkCalendar::shipped().deadline(row.urgent, row.received_at, row.due_at, now)
}

/// The look of a deadline.
pub const fn look(deadline: Deadline) -> (Tone, Icon) {
    match deadline {
        Deadline::Immediate { .. } => (Tone::Urgent, Icon::Bolt),
        Deadline::Overdue { .. } => (Tone::Danger, Icon::Octagon),
        Deadline::Today | Deadline::Left { days: ..=1, soon: true } => (Tone::Warn, Icon::Triangle),
        Deadline::Left { soon: true, .. } => (Tone::Warn, Icon::Clock),
        Deadline::Left { .. } => (Tone::Neutral, Icon::Clock),
        Deadline::Unknown => (Tone::Neutral, Icon::Help),
    }
}

/// The deadline chip of a report.
pub fn chip(row: &IncidentRow, lang: Language, clock: Clock) -> AnyView {
    if row.state == IncidentState::SenderAsked {
        let words = lang.say(deadline::STANDS_STILL);
        return view! { <Chip tone=Tone::Neutral icon=Icon::Clock words/> }.into_any();
    }
    if matches!(row.state, IncidentState::Closed | IncidentState::Contested) {
        let words = lang.say(deadline::CLOSED);
        return view! { <Chip tone=Tone::Neutral icon=Icon::CheckCircle words/> }.into_any();
    }
    if row.state == IncidentState::Resulted {
        let words = lang.say(deadline::RESULTED);
        return view! { <Chip tone=Tone::Ok icon=Icon::CheckCircle words/> }.into_any();
    }
    let left = deadline_of(row, clock.minute());
    if let (Deadline::Left { soon: false, .. }, true, Some(due)) = (left, row.extended, row.due_at)
    {
        let words = lang.fill(deadline::EXTENDED, [&format::day_month(lang.get(), due)]);
        let full = deadline::full(lang.get(), left);
        return view! { <Chip tone=Tone::Neutral icon=Icon::CheckCircle words full/> }.into_any();
    }
    let (tone, icon) = look(left);
    let (words, full) = (deadline::chip(lang.get(), left), deadline::full(lang.get(), left));
    view! { <Chip tone icon words full/> }.into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_deadline_differs_by_shape_and_not_by_colour_alone() {
        let late = look(Deadline::Overdue { days: 1 });
        let today = look(Deadline::Today);
        let far = look(Deadline::Left { days: 5, soon: false });
        assert!(late.1 != today.1 && today.1 != far.1 && late.1 != far.1);
    }
}
