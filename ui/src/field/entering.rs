//! The new report that is being written down on the spot. One at a time: a draft that was left is gone on
//! with, and goes only when it was entered or somebody drops it.

use leptos::prelude::*;
use leptos::task::spawn_local;
use trucban_contract::ipc::{
    BeginReport, ChosenPhoto, CommandError, Draft, DraftPhoto, EnterReport,
};
use trucban_domain::IncidentId;
use trucban_domain::fold::clean;
use trucban_domain::incident::BODY_MAX_CHARS;
use trucban_text::field;

use super::model::Field;
use crate::drafts::Of;
use crate::failure;
use crate::kit::toast::Urgency;

/// The act that a new report is, in the names of drafts.
const CREATE: &str = "create";

/// What a new report may lack.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lacking {
    /// What is the case.
    Words,
    /// The field.
    Category,
    /// The ward.
    Ward,
    /// A point or an address.
    Place,
}

/// What a draft lacks before it can be entered, and by how many characters it is too long.
pub fn lacking(draft: &Draft) -> (Vec<Lacking>, usize) {
    let there = |lacking: Lacking| match lacking {
        Lacking::Words => !clean(&draft.words).is_empty(),
        Lacking::Category => draft.category.is_some(),
        Lacking::Ward => draft.ward.is_some(),
        Lacking::Place => draft.fix.is_some() || !clean(&draft.address).is_empty(),
    };
    let all = [Lacking::Words, Lacking::Category, Lacking::Ward, Lacking::Place];
    let over = draft.words.chars().count().saturating_sub(BODY_MAX_CHARS);
    (all.into_iter().filter(|it| !there(*it)).collect(), over)
}

/// The new report on the field screen.
#[derive(Debug, Clone, Copy)]
pub struct Entering {
    /// The one whose form is shown.
    pub open: RwSignal<Option<IncidentId>>,
    /// Why the last attempt failed.
    pub failure: RwSignal<Option<CommandError>>,
    busy: RwSignal<bool>,
}

impl Entering {
    /// None is open.
    pub fn new() -> Self {
        Self { open: RwSignal::new(None), failure: RwSignal::new(None), busy: RwSignal::new(false) }
    }
}

const fn of(id: IncidentId) -> Of {
    (id, CREATE)
}

impl Field {
    /// The new report that was begun and not entered, followed.
    pub fn begun(self) -> Option<IncidentId> {
        self.drafts.of_act(CREATE)
    }

    /// Opens the form of a new report: the one that was begun, or one that begins where one stands.
    pub fn begin_report(self) {
        let entering = self.entering;
        if let Some(id) = untrack(|| self.begun()) {
            entering.open.set(Some(id));
            return;
        }
        if entering.busy.get_untracked() {
            return;
        }
        entering.busy.set(true);
        let fix = self.fix.get_untracked();
        spawn_local(async move {
            let begun = self.shell.call(BeginReport { fix }).await;
            entering.busy.set(false);
            match begun {
                Ok(begun) => {
                    self.drafts.begin(of(begun.id), || Draft {
                        ward: begun.ward,
                        fix,
                        ..Draft::default()
                    });
                    entering.failure.set(None);
                    entering.open.set(Some(begun.id));
                }
                Err(error) => self.toasts.show(Urgency::Alert, self.words(&error)),
            }
        });
    }

    /// What was filled in, followed.
    pub fn report_draft(self, id: IncidentId) -> Draft {
        self.drafts.of(of(id))
    }

    /// Changes what was filled in.
    pub fn change_report(self, id: IncidentId, change: impl FnOnce(&mut Draft)) {
        self.drafts.change(of(id), change);
    }

    /// The report is where one stands.
    pub fn report_is_here(self, id: IncidentId) {
        let fix = self.fix.get_untracked();
        self.change_report(id, |draft| draft.fix = fix);
    }

    /// Puts the form away and keeps the draft.
    pub fn leave_report(self) {
        self.entering.open.set(None);
    }

    /// Drops the draft.
    pub fn drop_report(self, id: IncidentId) {
        self.drafts.forget(of(id));
        self.leave_report();
    }

    /// Whether it is being entered, followed.
    pub fn is_entering(self) -> bool {
        self.entering.busy.get()
    }

    /// Enters the report, if nothing is missing. The draft goes once it is safe.
    pub fn enter_report(self, id: IncidentId) {
        let draft = untrack(|| self.report_draft(id));
        let (missing, over) = lacking(&draft);
        let Draft { category: Some(category), ward: Some(ward), .. } = draft else { return };
        let entering = self.entering;
        if !missing.is_empty() || over > 0 || entering.busy.get_untracked() {
            return;
        }
        entering.busy.set(true);
        let photo = |it: DraftPhoto| ChosenPhoto { hash: it.photo.hash, shows: it.shows };
        let report = EnterReport {
            id,
            ward,
            category,
            body: draft.words,
            address: draft.address,
            fix: draft.fix,
            urgent: draft.urgent,
            photos: draft.photos.into_iter().map(photo).collect(),
        };
        spawn_local(async move {
            let entered = self.shell.call(report).await;
            entering.busy.set(false);
            match entered {
                Ok(entered) => {
                    self.drafts.forget(of(id));
                    entering.failure.set(None);
                    self.leave_report();
                    let lang = untrack(|| self.lang.get());
                    let saved = field::NEW_REPORT_SAVED.fill(lang, [&entered.number]);
                    self.toasts.show(Urgency::Status, saved);
                }
                Err(error) => entering.failure.set(Some(error)),
            }
        });
    }

    fn words(self, error: &CommandError) -> String {
        failure::words(untrack(|| self.lang.get()), error)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use trucban_domain::{CategoryCode, Fix, FixSource, WardCode};

    #[test]
    fn a_new_report_needs_words_a_field_a_ward_and_a_point_or_an_address() {
        use Lacking::{Category, Place, Ward, Words};
        let mut draft = Draft::default();
        assert_eq!(lacking(&draft), (vec![Words, Category, Ward, Place], 0));
        draft.words = " \n ".to_owned();
        draft.category = Some(CategoryCode("VSMT".to_owned()));
        draft.ward = Some(WardCode(19777));
        draft.address = "Kiệt 12".to_owned();
        assert_eq!(lacking(&draft), (vec![Words], 0), "blanks say nothing");
        draft.words = "a".repeat(BODY_MAX_CHARS + 2);
        assert_eq!(lacking(&draft), (Vec::new(), 2));
        draft.address.clear();
        draft.fix = Fix::at(16.47, 107.6, 8, FixSource::Gps);
        assert_eq!(lacking(&draft).0, Vec::new());
    }
}
