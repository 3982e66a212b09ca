//! A sender rates the result of a report.

use super::{Applied, Refusal, bounded, entry};
use crate::incident::{EntryKind, Incident, IncidentState, NOTE_MAX_CHARS, Outcome, Rating};
use crate::operation::Operation;

/// A newer rating takes the place of an older one, which stays in the history. One who is not
/// satisfied puts the report before the city desk again.
pub(super) fn rate(
    op: &Operation,
    rating: Rating,
    words: &str,
    incident: &Incident,
) -> Result<Applied, Refusal> {
    let state = incident.state;
    let ended = matches!(state, IncidentState::Closed | IncidentState::Contested);
    let handled = matches!(incident.outcome, None | Some(Outcome::Handled(_)));
    // Only who sent the report rates it, and senders come in by central's doors.
    if op.envelope.actor.is_some() || !ended || !handled {
        return Err(Refusal::NoSuchStep { state });
    }
    bounded("reason", words, 0, NOTE_MAX_CHARS)?;
    let mut incident = incident.clone();
    incident.rating = Some(rating);
    incident.state = match rating {
        Rating::Dissatisfied => IncidentState::Contested,
        Rating::Satisfied | Rating::Acceptable => IncidentState::Closed,
    };
    let kind = EntryKind::Rated { rating, words: words.to_owned() };
    Ok(Applied { case: Some(incident.into()), entry: entry(op, kind), reporter: None })
}
