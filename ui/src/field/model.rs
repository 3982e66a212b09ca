//! What lies near where one stands, and the visit that is being written down.

use std::collections::HashSet;
use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use trucban_contract::ipc::{
    ChosenPhoto, CommandError, Draft, DraftPhoto, FindPlaces, FinishVisit, ListNearby, Locate,
    Located, Nearby, NearbyRow, Topic,
};
use trucban_domain::fold::clean;
use trucban_domain::incident::NOTE_MAX_CHARS;
use trucban_domain::{Conclusion, Fix, FixSource, Given, IncidentId, PhotoShows, Position, Proof};
use trucban_text::field;

use super::entering::Entering;
use crate::drafts::{Drafts, Of};
use crate::failure;
use crate::ipc::Shell;
use crate::kit::toast::{Toasts, Urgency};
use crate::language::Language;
use crate::place::{Place, Screen};
use trucban_domain::time::typed_day;

/// The act that a visit is, in the names of drafts.
const VISIT: &str = "visit";
/// How exact a point is that somebody sets by typing, or takes from a report: they stand in sight of it.
const BY_HAND_M: u32 = 50;

/// The field screen's own.
#[derive(Debug, Clone, Copy)]
pub struct Field {
    /// What was read last.
    pub nearby: RwSignal<Option<Arc<Nearby>>>,
    /// Why the last reading failed.
    pub failure: RwSignal<Option<CommandError>>,
    /// Where one stands.
    pub fix: RwSignal<Option<Fix>>,
    /// Why the last way of setting it did not.
    pub lost: RwSignal<Option<Lost>>,
    /// Whether a receiver is asked.
    pub locating: RwSignal<bool>,
    /// Why the last visit was not saved, and to which report.
    pub not_saved: RwSignal<Option<(IncidentId, CommandError)>>,
    /// What is being written.
    pub drafts: Drafts,
    /// The new report that is written down.
    pub entering: Entering,
    busy: RwSignal<HashSet<IncidentId>>,
    asked: StoredValue<u32>,
    place: Place,
    pub(super) shell: Shell,
    pub(super) toasts: Toasts,
    pub(super) lang: Language,
}

/// Why nobody knows where one stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lost {
    /// What was typed as a place was not found.
    NotFound,
    /// No satellite receiver answers.
    NoReceiver,
    /// A receiver sees too few satellites.
    NoFix,
}

/// What of a visit is there.
pub fn given(draft: &Draft, fix: Option<Fix>) -> Given {
    let showing = |shows| draft.photos.iter().filter(|it| it.shows == shows).count();
    Given {
        before: showing(PhotoShows::Reported),
        after: showing(PhotoShows::Result),
        words: !clean(&draft.words).is_empty(),
        day: typed_day(&draft.until).is_some(),
        place: fix.is_some(),
    }
}

/// Why a visit cannot be finished yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lacks {
    /// No conclusion.
    Conclusion,
    /// What the conclusion needs.
    Proof(Conclusion, Vec<Proof>),
    /// Too many characters: by how many.
    Over(usize),
    /// Who signed.
    Signer,
    /// What was drawn, though somebody is named.
    Strokes,
}

/// What a draft still lacks; `None` where it can be finished.
pub fn lacks(draft: &Draft, fix: Option<Fix>) -> Option<Lacks> {
    let Some(conclusion) = draft.conclusion else { return Some(Lacks::Conclusion) };
    let over = draft.words.chars().count().saturating_sub(NOTE_MAX_CHARS);
    if over > 0 {
        return Some(Lacks::Over(over));
    }
    let proof = given(draft, fix).lacks(conclusion);
    if !proof.is_empty() {
        return Some(Lacks::Proof(conclusion, proof));
    }
    let signature = draft.signature.as_ref()?;
    match (clean(&signature.by).is_empty(), signature.is_sound()) {
        (true, _) => Some(Lacks::Signer),
        (_, false) => Some(Lacks::Strokes),
        _ => None,
    }
}

const fn of(id: IncidentId) -> Of {
    (id, VISIT)
}

impl Field {
    /// Reads what lies near while the screen is shown, and whenever it is stale.
    pub fn follow(
        shell: Shell,
        place: Place,
        drafts: Drafts,
        toasts: Toasts,
        lang: Language,
    ) -> Self {
        let it = Self {
            nearby: RwSignal::new(None),
            failure: RwSignal::new(None),
            fix: RwSignal::new(None),
            lost: RwSignal::new(None),
            locating: RwSignal::new(false),
            not_saved: RwSignal::new(None),
            drafts,
            entering: Entering::new(),
            busy: RwSignal::new(HashSet::new()),
            asked: StoredValue::new(0),
            place,
            shell,
            toasts,
            lang,
        };
        Effect::new(move |_| {
            if place.screen.get() != Screen::Field {
                return;
            }
            shell.version(Topic::Incidents);
            let fix = it.fix.get();
            let number = it.asked.get_value() + 1;
            it.asked.set_value(number);
            spawn_local(async move {
                let read = shell.call(ListNearby { fix }).await;
                // An answer that was overtaken tells what was true before.
                if it.asked.get_value() == number {
                    it.take(read);
                }
            });
        });
        it
    }

    fn take(self, read: Result<Nearby, CommandError>) {
        match read {
            Ok(nearby) => {
                let open = self.place.open.get_untracked();
                let first = nearby.rows.first().map(|row| row.id);
                self.failure.set(None);
                self.nearby.set(Some(Arc::new(nearby)));
                if open.is_none() {
                    self.place.open.set(first);
                }
            }
            Err(failure) => self.failure.set(Some(failure)),
        }
    }

    /// The line of the chosen report, followed; `None` for one that is not near.
    pub fn row(self) -> Option<NearbyRow> {
        let open = self.place.open.get()?;
        self.nearby.with(|near| near.as_ref()?.rows.iter().find(|row| row.id == open).cloned())
    }

    /// Chooses the line so many steps on.
    pub fn step(self, by: isize) {
        let open = self.place.open.get_untracked();
        let next = self.nearby.with_untracked(|near| {
            let rows = &near.as_ref()?.rows;
            let at = rows.iter().position(|row| Some(row.id) == open);
            let next = at.map_or(0, |at| at.saturating_add_signed(by).min(rows.len() - 1));
            rows.get(next).map(|row| row.id)
        });
        if next.is_some() {
            self.place.open.set(next);
        }
    }

    /// What was filled in, followed.
    pub fn draft(self, id: IncidentId) -> Draft {
        self.drafts.of(of(id))
    }

    /// Changes what was filled in. Where one stood is noted with it at once: the window may be gone
    /// before the visit is finished, and somebody may walk on.
    pub fn change(self, id: IncidentId, change: impl FnOnce(&mut Draft)) {
        let fix = self.fix.get_untracked();
        self.drafts.change(of(id), |draft| {
            change(draft);
            if draft.fix.is_none() {
                draft.fix = fix;
            }
        });
    }

    /// Stands where a report lies.
    pub fn stand_at(self, id: IncidentId, position: Position) {
        let fix = Fix::at(position.lat, position.lon, BY_HAND_M, FixSource::ByHand);
        self.lost.set(None);
        self.fix.set(fix);
        self.drafts.change(of(id), |draft| draft.fix = fix);
    }

    /// Stands where a satellite receiver says, once it does.
    pub fn stand_by_gps(self) {
        if self.locating.get_untracked() {
            return;
        }
        self.locating.set(true);
        self.lost.set(None);
        let stands = self.standing();
        spawn_local(async move {
            let located = self.shell.call(Locate {}).await;
            self.locating.set(false);
            match located {
                Ok(Located::At(fix)) => stands(fix),
                Ok(Located::NoFix) => self.lost.set(Some(Lost::NoFix)),
                Ok(Located::NoReceiver) | Err(_) => self.lost.set(Some(Lost::NoReceiver)),
            }
        });
    }

    /// Notes where one stands, in the draft that is shown now too: what is asked for is answered later, when
    /// another one may be shown.
    fn standing(self) -> impl FnOnce(Fix) {
        let (report, visit) = (self.entering.open.get_untracked(), self.place.open.get_untracked());
        move |fix| {
            self.fix.set(Some(fix));
            match (report, visit) {
                (Some(report), _) => self.change_report(report, |draft| draft.fix = Some(fix)),
                (None, Some(id)) => self.drafts.change(of(id), |draft| draft.fix = Some(fix)),
                (None, None) => {}
            }
        }
    }

    /// Stands at a place that somebody typed: coordinates, a street, a lot.
    pub fn stand_by_text(self, text: String) {
        let stands = self.standing();
        spawn_local(async move {
            let found = self.shell.call(FindPlaces { text }).await;
            let at = found.ok().and_then(|found| found.hits.iter().find_map(|hit| hit.at));
            let fix = at.and_then(|(lat, lon)| Fix::at(lat, lon, BY_HAND_M, FixSource::ByHand));
            self.lost.set(fix.is_none().then_some(Lost::NotFound));
            if let Some(fix) = fix {
                stands(fix);
            }
        });
    }

    /// Whether a visit is being saved, followed.
    pub fn is_busy(self, id: IncidentId) -> bool {
        self.busy.with(|busy| busy.contains(&id))
    }

    /// Finishes the visit to a report, if nothing is missing. The draft goes once the act is safe.
    pub fn finish(self, id: IncidentId, number: String) {
        let draft = untrack(|| self.draft(id));
        let fix = draft.fix.or(self.fix.get_untracked());
        let (None, Some(conclusion)) = (lacks(&draft, fix), draft.conclusion) else { return };
        if self.busy.try_update(|busy| busy.insert(id)) != Some(true) {
            return;
        }
        let photo = |it: DraftPhoto| ChosenPhoto { hash: it.photo.hash, shows: it.shows };
        let visit = FinishVisit {
            id,
            conclusion,
            findings: draft.words,
            fix,
            expected: typed_day(&draft.until).filter(|_| conclusion == Conclusion::Planned),
            photos: draft.photos.into_iter().map(photo).collect(),
            signature: draft.signature,
        };
        spawn_local(async move {
            let saved = self.shell.call(visit).await;
            self.busy.update(|busy| {
                busy.remove(&id);
            });
            match saved {
                Ok(_) => {
                    self.drafts.forget(of(id));
                    self.not_saved.set(None);
                    // Whoever finished a visit still stands there, also where the window was opened anew.
                    self.fix.update(|stands| *stands = stands.or(fix));
                    let lang = untrack(|| self.lang.get());
                    self.toasts.show(Urgency::Status, field::SAVED.fill(lang, [&number]));
                }
                Err(failure) => self.not_saved.set(Some((id, failure))),
            }
        });
    }

    /// Why the last visit to a report was not saved, in words, followed.
    pub fn wrong(self, id: IncidentId) -> Option<String> {
        let failed = self.not_saved.get().filter(|(of, _)| *of == id);
        failed.map(|(_, failure)| failure::words(self.lang.get(), &failure))
    }
}

#[cfg(test)]
mod tests {
    use trucban_domain::Signature;

    use super::*;

    #[test]
    fn a_draft_tells_what_it_lacks_until_everything_is_there() {
        let fix = Fix::at(16.47, 107.6, 8, FixSource::ByHand);
        let mut draft = Draft::default();
        assert_eq!(lacks(&draft, fix), Some(Lacks::Conclusion));
        draft.conclusion = Some(Conclusion::NoAccess);
        let reason = Lacks::Proof(Conclusion::NoAccess, vec![Proof::Reason]);
        assert_eq!(lacks(&draft, fix), Some(reason));
        draft.words = " \n".to_owned();
        assert!(lacks(&draft, fix).is_some(), "blanks are no reason");
        draft.words = "Cổng khóa".to_owned();
        assert_eq!(lacks(&draft, fix), None);
        let place = Lacks::Proof(Conclusion::NoAccess, vec![Proof::Place]);
        assert_eq!(lacks(&draft, None), Some(place));
        draft.signature = Some(Signature { strokes: vec![vec![(1, 2)]], ..Signature::default() });
        assert_eq!(lacks(&draft, fix), Some(Lacks::Signer), "a signature is somebody's");
        draft.signature = Some(Signature { by: "Lê Văn C".to_owned(), strokes: Vec::new() });
        assert_eq!(lacks(&draft, fix), Some(Lacks::Strokes));
        draft.signature = None;
        draft.words = "a".repeat(NOTE_MAX_CHARS + 3);
        assert_eq!(lacks(&draft, fix), Some(Lacks::Over(3)));
        draft.words.clear();
        draft.conclusion = Some(Conclusion::Planned);
        draft.until = "31/02/2026".to_owned();
        let both = Lacks::Proof(Conclusion::Planned, vec![Proof::Photo, Proof::ExpectedDay]);
        assert_eq!(lacks(&draft, fix), Some(both), "no such day");
    }
}
