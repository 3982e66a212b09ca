//! The open alert, and the verdict that the operator is about to commit.
//!
//! A key chooses, `Ctrl+Enter` commits. What was chosen and written lives in memory only, for its
//! alert, until it is committed or cleared.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use trucban_contract::ipc::{
    AlertDetail, CommandError, ConfirmAlert, DismissAlert, ReadAlert, Topic,
};
use trucban_domain::alert::OTHER_REASON;
use trucban_domain::{AlertId, DismissalCode};
use trucban_text::cameras;

use crate::failure;
use crate::ipc::Shell;
use crate::kit::toast::{Toasts, Urgency};
use crate::language::Language;
use crate::place::{Place, Screen};

/// What was read of an alert.
pub type Read = Result<Arc<AlertDetail>, CommandError>;

/// What the operator means to conclude.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Choice {
    /// It is what the model says.
    Confirm,
    /// It is not, for a reason.
    Dismiss,
}

/// What was chosen and written for an alert.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Draft {
    /// What was chosen.
    pub choice: Option<Choice>,
    /// Why it is dismissed.
    pub reason: Option<DismissalCode>,
    /// More about it.
    pub note: String,
    /// The plate as the official reads it, line by line.
    pub plate: [String; 2],
}

impl Draft {
    /// The plate in one line; `None` where nothing was read.
    pub fn plate_read(&self) -> Option<String> {
        let lines = self.plate.iter().map(|line| line.trim()).filter(|line| !line.is_empty());
        let plate = lines.collect::<Vec<_>>().join(" ");
        (!plate.is_empty()).then_some(plate)
    }

    /// Whether the reason that was chosen says nothing by itself.
    pub fn needs_note(&self) -> bool {
        self.reason.as_ref().is_some_and(|reason| reason.0 == OTHER_REASON)
    }

    /// What is missing before it can be committed.
    pub fn missing(&self) -> Option<Missing> {
        match (self.choice, &self.reason) {
            (None, _) => Some(Missing::Choice),
            (Some(Choice::Dismiss), None) => Some(Missing::Reason),
            (Some(Choice::Dismiss), Some(_))
                if self.needs_note() && self.note.trim().is_empty() =>
            {
                Some(Missing::Note)
            }
            _ => None,
        }
    }
}

/// What is missing before a verdict can be committed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Missing {
    /// Nothing is chosen.
    Choice,
    /// No reason is given.
    Reason,
    /// The reason needs words.
    Note,
}

/// The open alert and the drafts of verdicts.
#[derive(Debug, Clone, Copy)]
pub struct Verdicts {
    /// The newest reading and which alert it is of.
    pub read: RwSignal<Option<(AlertId, Read)>>,
    /// Why the last verdict was not saved, and of which alert.
    pub failure: RwSignal<Option<(AlertId, CommandError)>>,
    /// The alert for which something was missing when it was to be committed.
    pub tried: RwSignal<Option<AlertId>>,
    drafts: RwSignal<HashMap<AlertId, Draft>>,
    busy: RwSignal<HashSet<AlertId>>,
    /// Number of the newest question, and of the newest question with an answer.
    asked: StoredValue<u32>,
    answered: StoredValue<u32>,
    shell: Shell,
    toasts: Toasts,
    lang: Language,
    place: Place,
}

impl Verdicts {
    /// Reads the open alert now and whenever it is stale.
    pub fn follow(shell: Shell, place: Place, toasts: Toasts, lang: Language) -> Self {
        let verdicts = Self {
            read: RwSignal::new(None),
            failure: RwSignal::new(None),
            tried: RwSignal::new(None),
            drafts: RwSignal::new(HashMap::new()),
            busy: RwSignal::new(HashSet::new()),
            asked: StoredValue::new(0),
            answered: StoredValue::new(0),
            shell,
            toasts,
            lang,
            place,
        };
        Effect::new(move |_| {
            shell.version(Topic::Alerts);
            shell.version(Topic::Pictures);
            let Some(id) = place.alert.get() else { return };
            if place.screen.get() != Screen::Cameras {
                return;
            }
            let number = verdicts.asked.get_value() + 1;
            verdicts.asked.set_value(number);
            spawn_local(async move {
                let read = shell.call(ReadAlert { id }).await.map(Arc::new);
                // An answer that was overtaken by a newer one tells what was true before.
                let overtaken = verdicts.answered.get_value() > number;
                if place.alert.get_untracked() == Some(id) && !overtaken {
                    verdicts.answered.set_value(number);
                    verdicts.read.set(Some((id, read)));
                }
            });
        });
        verdicts
    }

    /// The open alert as it was read, not followed.
    pub fn open_detail(self) -> Option<Arc<AlertDetail>> {
        let open = self.place.alert.get_untracked()?;
        self.read.with_untracked(|read| match read {
            Some((id, Ok(detail))) if *id == open => Some(detail.clone()),
            _ => None,
        })
    }

    /// Whether the operator may judge the open alert, followed.
    pub fn may_judge(self) -> bool {
        let open = self.place.alert.get();
        self.read.with(|read| match read {
            Some((id, Ok(detail))) => open == Some(*id) && detail.row.may_judge,
            _ => false,
        })
    }

    /// What was chosen and written for an alert, followed.
    pub fn draft(self, id: AlertId) -> Draft {
        self.drafts.with(|drafts| drafts.get(&id).cloned()).unwrap_or_default()
    }

    /// Changes what was chosen or written for an alert.
    pub fn write(self, id: AlertId, change: impl FnOnce(&mut Draft)) {
        self.drafts.update(|drafts| change(drafts.entry(id).or_default()));
    }

    /// Chooses; nothing is committed yet.
    pub fn choose(self, id: AlertId, choice: Choice) {
        self.failure.set(None);
        self.tried.set(None);
        self.write(id, |draft| draft.choice = Some(choice));
    }

    /// Whether something is chosen for an alert, not followed.
    pub fn has_choice(self, id: AlertId) -> bool {
        self.drafts.with_untracked(|drafts| drafts.get(&id).is_some_and(|it| it.choice.is_some()))
    }

    /// Takes the choice back; the plate that was read stays.
    pub fn clear(self, id: AlertId) {
        self.failure.set(None);
        self.tried.set(None);
        self.write(id, |draft| {
            *draft = Draft { plate: std::mem::take(&mut draft.plate), ..Draft::default() };
        });
    }

    /// Whether a verdict is being saved, followed.
    pub fn is_busy(self, id: AlertId) -> bool {
        self.busy.with(|busy| busy.contains(&id))
    }

    /// Commits what was chosen for the alert. The draft goes only once it is saved.
    pub fn commit(self, detail: &AlertDetail) {
        let (id, number) = (detail.row.id, detail.row.number.clone());
        let draft = untrack(|| self.draft(id));
        match draft.missing() {
            Some(Missing::Choice) => return,
            Some(_) => {
                self.tried.set(Some(id));
                return;
            }
            None => {}
        }
        if !detail.row.may_judge || !self.begin(id) {
            return;
        }
        spawn_local(async move {
            let saved = match (draft.choice, draft.reason.clone()) {
                (Some(Choice::Confirm), _) => {
                    let plate = draft.plate_read();
                    self.shell.call(ConfirmAlert { id, plate }).await
                }
                (Some(Choice::Dismiss), Some(reason)) => {
                    self.shell.call(DismissAlert { id, reason, note: draft.note }).await
                }
                _ => return self.end(id),
            };
            self.end(id);
            match saved {
                Ok(_) => {
                    self.drafts.update(|drafts| {
                        drafts.remove(&id);
                    });
                    let lang = untrack(|| self.lang.get());
                    self.toasts.show(Urgency::Status, cameras::SAVED.fill(lang, [&number]));
                }
                Err(failure) => {
                    let lang = untrack(|| self.lang.get());
                    self.toasts.show(Urgency::Alert, failure::words(lang, &failure));
                    self.failure.set(Some((id, failure)));
                }
            }
        });
    }

    fn begin(self, id: AlertId) -> bool {
        self.busy.try_update(|busy| busy.insert(id)).unwrap_or(false)
    }

    fn end(self, id: AlertId) {
        self.busy.update(|busy| {
            busy.remove(&id);
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dismissed(reason: Option<&str>, note: &str) -> Draft {
        Draft {
            choice: Some(Choice::Dismiss),
            reason: reason.map(|code| DismissalCode(code.to_owned())),
            note: note.to_owned(),
            ..Draft::default()
        }
    }

    #[test]
    fn nothing_is_committed_before_all_that_it_needs_is_there() {
        assert_eq!(Draft::default().missing(), Some(Missing::Choice));
        assert_eq!(dismissed(None, "").missing(), Some(Missing::Reason));
        assert_eq!(dismissed(Some("other"), " ").missing(), Some(Missing::Note));
        assert_eq!(dismissed(Some("other"), "Xe tập lái").missing(), None);
        assert_eq!(dismissed(Some("misread"), "").missing(), None);
        let confirmed = Draft { choice: Some(Choice::Confirm), ..Draft::default() };
        assert_eq!(confirmed.missing(), None);
    }

    #[test]
    fn a_plate_is_read_in_one_or_two_lines() {
        let plate = |first: &str, second: &str| {
            let plate = [first.to_owned(), second.to_owned()];
            Draft { plate, ..Draft::default() }.plate_read()
        };
        assert_eq!(plate("75-F1", " 123.45 ").as_deref(), Some("75-F1 123.45"));
        assert_eq!(plate("75A-123.45", "").as_deref(), Some("75A-123.45"));
        assert_eq!(plate(" ", ""), None);
    }
}
