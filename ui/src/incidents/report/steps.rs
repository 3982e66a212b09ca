//! The steps of the workflow that are being prepared: which form is shown, and what was filled in.
//!
//! A letter key chooses the step, `Ctrl+Enter` commits it. What was filled in is kept for its report
//! until it is saved, whatever else happens ([`Drafts`]).

use leptos::prelude::*;
use trucban_contract::ipc::{CommandError, Draft, IncidentDetail};
use trucban_domain::{IncidentId, StepKind};
use trucban_text::{Text, incidents, workflow};

use super::form::Form;
use crate::drafts::{Drafts, Of};

/// What is said once the step is safe on this laptop.
pub const fn saved(kind: StepKind) -> Text<1> {
    match kind {
        StepKind::Acknowledge => incidents::ACCEPTED_SAVED,
        StepKind::Return => incidents::RETURN_SAVED,
        StepKind::Assign => incidents::ASSIGN_SAVED,
        StepKind::AskExtension => incidents::EXTENSION_SAVED,
        StepKind::GrantExtension => incidents::GRANT_SAVED,
        StepKind::DenyExtension => incidents::DENY_SAVED,
        StepKind::GiveResult => incidents::GIVE_RESULT_SAVED,
        StepKind::SendBack => incidents::SEND_BACK_SAVED,
        StepKind::AskSender => workflow::ASK_SENDER_SAVED,
        StepKind::TakeAnswer => workflow::TAKE_ANSWER_SAVED,
        StepKind::Tell => workflow::TELL_SAVED,
        StepKind::Refuse => workflow::REFUSE_SAVED,
        StepKind::MarkDuplicate => workflow::DUPLICATE_SAVED,
        StepKind::Close => incidents::APPROVE_SAVED,
        StepKind::Reopen => workflow::REOPEN_SAVED,
        StepKind::Uphold => workflow::UPHOLD_SAVED,
    }
}

/// The steps that are being prepared.
#[derive(Debug, Clone, Copy)]
pub struct Steps {
    /// The form that is shown, and of which report.
    pub shown: RwSignal<Option<(IncidentId, Form)>>,
    /// Why the last step was not saved, and of which report.
    pub failure: RwSignal<Option<(IncidentId, CommandError)>>,
    /// What was filled in, and the notes.
    pub drafts: Drafts,
}

const fn of((id, form): (IncidentId, Form)) -> Of {
    (id, form.as_str())
}

impl Steps {
    /// Nothing prepared.
    pub fn new(drafts: Drafts) -> Self {
        Self { shown: RwSignal::new(None), failure: RwSignal::new(None), drafts }
    }

    /// Shows a form; what was filled in before is in it.
    pub fn prepare(self, form: Form, detail: &IncidentDetail) {
        let prepared = (detail.row.id, form);
        self.drafts.begin(of(prepared), || form.begin(detail));
        self.failure.set(None);
        self.shown.set(Some(prepared));
    }

    /// Puts the form away; what was filled in stays.
    pub fn leave(self) {
        self.shown.set(None);
    }

    /// What was filled in, followed.
    pub fn draft(self, prepared: (IncidentId, Form)) -> Draft {
        self.drafts.of(of(prepared))
    }

    /// What was filled in, not followed.
    pub fn draft_now(self, prepared: (IncidentId, Form)) -> Draft {
        self.drafts.of_now(of(prepared))
    }

    /// Whether something was written for a step, not followed.
    pub fn has_words(self, prepared: (IncidentId, Form)) -> bool {
        let draft = self.draft_now(prepared);
        !draft.words.trim().is_empty() || !draft.photos.is_empty()
    }

    /// Changes what was filled in.
    pub fn change(self, prepared: (IncidentId, Form), change: impl FnOnce(&mut Draft)) {
        self.drafts.change(of(prepared), change);
    }

    /// Forgets what was filled in, because it is saved.
    pub fn done(self, prepared: (IncidentId, Form)) {
        self.drafts.forget(of(prepared));
        self.failure.set(None);
        if self.shown.get_untracked() == Some(prepared) {
            self.leave();
        }
    }
}
