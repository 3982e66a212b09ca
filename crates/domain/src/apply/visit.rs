//! What a visit does to a report.

use super::{Applied, Refusal, bounded, entry, photos};
use crate::incident::{EntryKind, Incident, NOTE_MAX_CHARS};
use crate::operation::Operation;
use crate::photo::PhotoShows;
use crate::signature::SIGNER_MAX_CHARS;
use crate::visit::{Visit, Visited};

/// A visit is written down. It changes nothing that another act could have changed meanwhile: the report
/// gets its photos, and shows the newest visit, whichever came first.
pub(super) fn visit(
    op: &Operation,
    visit: &Visit,
    incident: &Incident,
) -> Result<Applied, Refusal> {
    bounded("findings", &visit.findings, 0, NOTE_MAX_CHARS)?;
    if let Some(signature) = &visit.signature {
        bounded("signature", &signature.by, 1, SIGNER_MAX_CHARS)?;
        if !signature.is_sound() {
            return Err(Refusal::Invalid { field: "signature".to_owned() });
        }
    }
    if !visit.lacks().is_empty() {
        return Err(Refusal::Invalid { field: "conclusion".to_owned() });
    }
    let mut incident = photos::with(op, &visit.photos, incident)?;
    let now = Visited { at: op.envelope.made_at, conclusion: visit.conclusion };
    let newest = incident.visited.is_none_or(|earlier| earlier.at <= now.at);
    if newest {
        incident.visited = Some(now);
    }
    let Visit { conclusion, findings, fix, expected, photos: given, signature } = visit.clone();
    let kind = EntryKind::Visited {
        conclusion,
        findings,
        fix,
        expected,
        reported: photos::count(&given, PhotoShows::Reported),
        result: photos::count(&given, PhotoShows::Result),
        signature,
    };
    Ok(Applied { case: Some(incident.into()), entry: entry(op, kind), reporter: None })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::apply::apply;
    use crate::apply::photos::tests::{operation, photo, report};
    use crate::case::Case;
    use crate::deadline::WorkCalendar;
    use crate::incident::IncidentState;
    use crate::operation::OperationBody;
    use crate::signature::Signature;
    use crate::time::Timestamp;
    use crate::visit::{Conclusion, Fix, FixSource};

    fn found(conclusion: Conclusion) -> Visit {
        Visit {
            conclusion,
            findings: String::new(),
            fix: Fix::at(16.47, 107.6, 8, FixSource::Gps),
            expected: None,
            photos: vec![photo(1)],
            signature: None,
        }
    }

    fn done(visit: Visit, at: i64, incident: &Incident) -> Result<Applied, Refusal> {
        let mut op = operation(OperationBody::Visit(visit));
        op.envelope.made_at = Timestamp::from_ms(at);
        let calendar = WorkCalendar::shipped();
        apply(&op, Some(&Case::from(incident.clone())), calendar)
    }

    fn incident(applied: Applied) -> Incident {
        applied.case.unwrap().incident().unwrap().clone()
    }

    #[test]
    fn a_visit_without_its_proof_is_refused_and_one_with_it_stands_in_any_state() {
        for conclusion in Conclusion::ALL {
            let bare = Visit { photos: Vec::new(), ..found(conclusion) };
            let refused = done(bare, 9, &report());
            assert!(matches!(refused, Err(Refusal::Invalid { .. })), "{conclusion:?}");
        }
        for state in IncidentState::ALL {
            let mut report = report();
            report.state = state;
            let after = incident(done(found(Conclusion::Handled), 9, &report).unwrap());
            assert_eq!((after.state, after.photos.len()), (state, 1));
        }
    }

    #[test]
    fn a_signature_has_a_name_and_something_drawn_and_stands_in_the_history() {
        let drawn =
            Signature { by: "Lê Văn C, tổ trưởng".to_owned(), strokes: vec![vec![(1, 2)]] };
        let signed = |signature| Visit { signature: Some(signature), ..found(Conclusion::Handled) };
        let nameless = Signature { by: String::new(), ..drawn.clone() };
        let blank = Signature { strokes: Vec::new(), ..drawn.clone() };
        for (wrong, field) in [(nameless, "signature"), (blank, "signature")] {
            let refused = done(signed(wrong), 9, &report());
            assert_eq!(refused.err(), Some(Refusal::Invalid { field: field.to_owned() }));
        }
        let entry = done(signed(drawn.clone()), 9, &report()).unwrap().entry;
        let EntryKind::Visited { signature, .. } = entry.kind else { panic!("{entry:?}") };
        assert_eq!(signature, Some(drawn));
    }

    #[test]
    fn two_visits_both_stand_and_the_newest_is_shown_whichever_came_first() {
        let (early, late) = (found(Conclusion::NotSo), found(Conclusion::Handled));
        for order in [[(&early, 5), (&late, 9)], [(&late, 9), (&early, 5)]] {
            let mut shown = report();
            for (visit, at) in order {
                shown = incident(done(visit.clone(), at, &shown).unwrap());
            }
            let newest = Visited { at: Timestamp::from_ms(9), conclusion: Conclusion::Handled };
            assert_eq!(shown.visited, Some(newest));
            assert_eq!(shown.photos.len(), 1, "one photo, named twice");
        }
    }
}
