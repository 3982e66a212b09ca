//! The open report, and what the operator is about to do with it: notes, steps, acts under way.

use std::collections::HashSet;
use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use trucban_contract::ipc::{
    AddNote, AttachPhotos, ChosenPhoto, CommandError, Draft, DraftPhoto, IncidentDetail,
    ReadIncident, Saved, TakeStep, Topic, WithdrawActs,
};
use trucban_domain::{IncidentId, OperationId, Step, UnitCode};
use trucban_text::{format, frame, incidents, workflow};

use crate::drafts::{Drafts, NOTE};
use crate::failure;
use crate::ipc::Shell;
use crate::kit::toast::{Toasts, Urgency};
use crate::language::Language;
use crate::place::Place;

use super::form::Form;
use super::steps::{Steps, saved};

/// What was read of a report.
pub type Read = Result<Arc<IncidentDetail>, CommandError>;

/// A step that is about to be taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Act {
    /// On which report.
    pub id: IncidentId,
    /// Its number.
    pub number: String,
    /// On which unit's part; `None` for the whole report.
    pub part: Option<UnitCode>,
    /// Which.
    pub step: Step,
}

/// The open report.
#[derive(Debug, Clone, Copy)]
pub struct Report {
    /// The newest reading and which report it is of.
    pub read: RwSignal<Option<(IncidentId, Read)>>,
    /// The report whose note is being written, and is shown.
    pub noting: RwSignal<Option<IncidentId>>,
    /// Why the last note was not saved, and of which report.
    pub note_failure: RwSignal<Option<(IncidentId, CommandError)>>,
    /// The steps that are being prepared.
    pub steps: Steps,
    busy: RwSignal<HashSet<IncidentId>>,
    /// Number of the newest reading that was asked for, and that came.
    asked: StoredValue<u32>,
    answered: StoredValue<u32>,
    shell: Shell,
    toasts: Toasts,
    lang: Language,
}

impl Report {
    /// Reads the open report now and whenever it is stale.
    pub fn follow(
        shell: Shell,
        place: Place,
        drafts: Drafts,
        toasts: Toasts,
        lang: Language,
    ) -> Self {
        let report = Self {
            read: RwSignal::new(None),
            noting: RwSignal::new(None),
            note_failure: RwSignal::new(None),
            steps: Steps::new(drafts),
            busy: RwSignal::new(HashSet::new()),
            asked: StoredValue::new(0),
            answered: StoredValue::new(0),
            shell,
            toasts,
            lang,
        };
        Effect::new(move |_| {
            shell.version(Topic::Incidents);
            shell.version(Topic::Pictures);
            let Some(id) = place.open.get() else { return };
            let number = report.asked.get_value() + 1;
            report.asked.set_value(number);
            spawn_local(async move {
                let read = shell.call(ReadIncident { id }).await.map(Arc::new);
                // An answer that was overtaken by a newer one tells what was true before.
                let overtaken = report.answered.get_value() > number;
                if place.open.get_untracked() == Some(id) && !overtaken {
                    report.answered.set_value(number);
                    report.read.set(Some((id, read)));
                }
            });
        });
        report
    }

    /// Takes a step, prepared in `form` where it has one. Pressing again while it is being saved does
    /// nothing; where that fails, what was filled in stays as it is. While nobody has sent it, it can be
    /// undone, and what was filled in is there again.
    pub fn take(self, act: Act, form: Option<Form>) {
        let Act { id, number, part, step } = act;
        if !self.begin(id) {
            return;
        }
        let said = saved(step.kind());
        spawn_local(async move {
            let taken = match self.attach_chosen(id, form).await {
                Ok(()) => self.shell.call(TakeStep { id, part, step }).await,
                Err(failure) => Err(failure),
            };
            self.end(id);
            let lang = untrack(|| self.lang.get());
            match (taken, form) {
                (Ok(Saved { operation, .. }), form) => {
                    let filled = form.map(|form| ((id, form), self.steps.draft_now((id, form))));
                    if let Some((prepared, _)) = &filled {
                        self.steps.done(*prepared);
                    }
                    let undo = Callback::new(move |()| {
                        self.withdraw(vec![operation], filled.clone());
                    });
                    self.toasts.offer(said.fill(lang, [&number]), undo);
                }
                (Err(failure), Some(_)) => self.steps.failure.set(Some((id, failure))),
                (Err(failure), None) => {
                    self.toasts.show(Urgency::Alert, failure::words(lang, &failure));
                }
            }
        });
    }

    /// Accepts many reports, one after the other; what cannot be accepted any more is told.
    pub fn accept_all(self, acts: Vec<Act>) {
        spawn_local(async move {
            let lang = untrack(|| self.lang.get());
            let mut accepted = Vec::new();
            for Act { id, part, step, .. } in acts {
                match self.shell.call(TakeStep { id, part, step }).await {
                    Ok(Saved { operation, .. }) => accepted.push(operation),
                    Err(failure) => {
                        self.toasts.show(Urgency::Alert, failure::words(lang, &failure));
                    }
                }
            }
            if !accepted.is_empty() {
                let count = format::count(lang, accepted.len() as u64);
                let undo = Callback::new(move |()| self.withdraw(accepted.clone(), None));
                self.toasts.offer(workflow::MANY_ACCEPTED.fill(lang, [&count]), undo);
            }
        });
    }

    /// Takes acts back that nobody has sent; what was filled in for one is there again.
    fn withdraw(self, operations: Vec<OperationId>, filled: Option<((IncidentId, Form), Draft)>) {
        spawn_local(async move {
            let lang = untrack(|| self.lang.get());
            match self.shell.call(WithdrawActs { operations }).await {
                Ok(0) => {
                    let words = frame::UNDO_TOO_LATE.say(lang).to_owned();
                    self.toasts.show(Urgency::Alert, words);
                }
                Ok(count) => {
                    if let Some((prepared, draft)) = filled {
                        self.steps.change(prepared, |held| *held = draft);
                    }
                    let count = format::count(lang, count.into());
                    self.toasts.show(Urgency::Status, frame::UNDONE.fill(lang, [&count]));
                }
                Err(failure) => {
                    self.toasts.show(Urgency::Alert, failure::words(lang, &failure));
                }
            }
        });
    }

    /// Attaches the photos that were chosen in a form, before the step that they belong to: whoever reads
    /// the step finds them there. Once they are attached, the draft lets them go.
    async fn attach_chosen(self, id: IncidentId, form: Option<Form>) -> Result<(), CommandError> {
        let Some(form) = form.filter(|form| form.has_photos()) else { return Ok(()) };
        let chosen = self.steps.draft_now((id, form)).photos;
        if chosen.is_empty() {
            return Ok(());
        }
        let photo = |it: DraftPhoto| ChosenPhoto { hash: it.photo.hash, shows: it.shows };
        let photos = chosen.into_iter().map(photo).collect();
        self.shell.call(AttachPhotos { id, photos }).await?;
        self.steps.change((id, form), |draft| draft.photos.clear());
        Ok(())
    }

    /// Saves a note. The draft goes only once it is saved; where that fails, it stays as it is.
    pub fn save_note(self, id: IncidentId, number: String) {
        if !self.begin(id) {
            return;
        }
        let text = self.draft(id);
        spawn_local(async move {
            let saved = self.shell.call(AddNote { id, text: text.clone() }).await;
            self.end(id);
            match saved {
                Ok(_) => {
                    if self.draft(id) == text {
                        self.steps.drafts.forget((id, NOTE));
                    }
                    self.note_failure.set(None);
                    self.leave_note();
                    let lang = untrack(|| self.lang.get());
                    let said = incidents::NOTE_SAVED.fill(lang, [&number]);
                    self.toasts.show(Urgency::Status, said);
                }
                Err(failure) => self.note_failure.set(Some((id, failure))),
            }
        });
    }

    /// Shows the form of a step in place of any other, so that `Ctrl+Enter` means one thing.
    pub fn prepare(self, form: Form, detail: &IncidentDetail) {
        self.leave_note();
        self.steps.prepare(form, detail);
    }

    /// Puts the form of a step away that is no longer open to the operator, because somebody took
    /// another step; whoever was writing is told, and what was written is kept.
    pub fn put_away(self, of: (IncidentId, Form)) {
        self.steps.leave();
        if self.steps.has_words(of) {
            let said = incidents::STEP_GONE.say(untrack(|| self.lang.get()));
            self.toasts.show(Urgency::Alert, said.to_owned());
        }
    }

    /// Shows the note form in place of any other; what was written before is in it.
    pub fn write_note(self, id: IncidentId) {
        self.steps.leave();
        self.note_failure.set(None);
        self.noting.set(Some(id));
    }

    /// Puts the note form away; what was written stays.
    pub fn leave_note(self) {
        self.noting.set(None);
    }

    /// What was written for a report, not followed.
    pub fn draft(self, id: IncidentId) -> String {
        self.steps.drafts.of_now((id, NOTE)).words
    }

    /// Keeps what was written for a report.
    pub fn keep_draft(self, id: IncidentId, text: &str) {
        if text.is_empty() {
            self.steps.drafts.forget((id, NOTE));
        } else {
            self.steps.drafts.change((id, NOTE), |draft| text.clone_into(&mut draft.words));
        }
    }

    /// What was written for a report, followed.
    pub fn draft_now(self, id: IncidentId) -> String {
        self.steps.drafts.of((id, NOTE)).words
    }

    /// Whether an act on a report is being saved, followed.
    pub fn is_busy(self, id: IncidentId) -> bool {
        self.busy.with(|busy| busy.contains(&id))
    }

    fn begin(self, id: IncidentId) -> bool {
        self.busy.try_update(|busy| busy.insert(id)).unwrap_or(false)
    }

    fn end(self, id: IncidentId) {
        self.busy.update(|busy| {
            busy.remove(&id);
        });
    }
}
