//! What is being written for reports: in memory at once, and on disk with every key.
//!
//! One draft is written at a time; what changes meanwhile is written after it, in its newest form. A
//! draft that cannot be written stays in memory, and whoever writes is told once.

use std::collections::{BTreeSet, HashMap};

use leptos::prelude::*;
use leptos::task::spawn_local;
use trucban_contract::ipc::{CommandError, Draft, DraftName, KeepDraft, ListDrafts};
use trucban_domain::IncidentId;
use trucban_domain::fold::composed;
use trucban_text::workflow;

use crate::failure;
use crate::ipc::Shell;
use crate::kit::toast::{Toasts, Urgency};
use crate::language::Language;

/// The act that a note is.
pub const NOTE: &str = "note";

/// Of which report, and of which act on it.
pub type Of = (IncidentId, &'static str);

/// The drafts.
#[derive(Debug, Clone, Copy)]
pub struct Drafts {
    held: RwSignal<HashMap<DraftName, Draft>>,
    /// Whether all that is held is on disk.
    pub kept: RwSignal<bool>,
    keeping: StoredValue<Keeping>,
}

/// How far what is held is on disk.
#[derive(Debug)]
struct Keeping {
    /// Those that somebody changed; the others are only what a form begins with.
    touched: BTreeSet<DraftName>,
    /// Those that are not on disk as they are held.
    unkept: BTreeSet<DraftName>,
    under_way: bool,
    told: bool,
    shell: Shell,
    toasts: Toasts,
    lang: Language,
}

fn name(of: Of) -> DraftName {
    DraftName { incident: of.0, act: of.1.to_owned() }
}

impl Drafts {
    /// Reads what was kept.
    pub fn follow(shell: Shell, toasts: Toasts, lang: Language) -> Self {
        let (touched, unkept) = (BTreeSet::new(), BTreeSet::new());
        let keeping =
            Keeping { touched, unkept, under_way: false, told: false, shell, toasts, lang };
        let (held, kept) = (RwSignal::new(HashMap::new()), RwSignal::new(true));
        let drafts = Self { held, kept, keeping: StoredValue::new(keeping) };
        spawn_local(async move {
            // Before enrolment there is nothing to read; drafts begin with the first key then.
            let Ok(kept) = shell.call(ListDrafts {}).await else { return };
            for (name, draft) in kept {
                let first = drafts.keeping.try_update_value(|it| it.touched.insert(name.clone()));
                if first == Some(true) {
                    drafts.held.try_update(|held| held.insert(name, draft));
                }
            }
        });
        drafts
    }

    /// A draft, followed; empty where there is none.
    pub fn of(self, of: Of) -> Draft {
        self.held.with(|held| held.get(&name(of)).cloned()).unwrap_or_default()
    }

    /// The report to which a draft of this act belongs, followed; the first one, where there are several.
    pub fn of_act(self, act: &str) -> Option<IncidentId> {
        self.held
            .with(|held| held.keys().filter(|name| name.act == act).map(|name| name.incident).min())
    }

    /// A draft, not followed.
    pub fn of_now(self, of: Of) -> Draft {
        untrack(|| self.of(of))
    }

    /// Begins a draft, unless somebody changed one before.
    pub fn begin(self, of: Of, draft: impl FnOnce() -> Draft) {
        if !self.keeping.with_value(|it| it.touched.contains(&name(of))) {
            self.held.update(|held| {
                held.insert(name(of), draft());
            });
        }
    }

    /// Changes a draft. What was written is in NFC, whatever was pasted.
    pub fn change(self, of: Of, change: impl FnOnce(&mut Draft)) {
        self.keeping.update_value(|it| {
            it.touched.insert(name(of));
        });
        self.held.update(|held| {
            let draft = held.entry(name(of)).or_default();
            change(draft);
            draft.words = composed(&draft.words);
            draft.public = composed(&draft.public);
        });
        self.keep(name(of));
    }

    /// Forgets a draft, because it is saved or empty.
    pub fn forget(self, of: Of) {
        self.keeping.update_value(|it| {
            it.touched.remove(&name(of));
        });
        self.held.update(|held| {
            held.remove(&name(of));
        });
        self.keep(name(of));
    }

    fn keep(self, name: DraftName) {
        let begins = self.keeping.try_update_value(|it| {
            it.unkept.insert(name);
            !std::mem::replace(&mut it.under_way, true)
        });
        if begins != Some(true) {
            return;
        }
        self.kept.set(false);
        spawn_local(async move {
            while let Some((name, shell)) = self.next() {
                let draft = self.held.with_untracked(|held| held.get(&name).cloned());
                if let Err(error) = shell.call(KeepDraft { name, draft }).await {
                    return self.tell(&error);
                }
            }
            self.kept.set(true);
        });
    }

    /// The next draft to write; with none left, nothing is under way.
    fn next(self) -> Option<(DraftName, Shell)> {
        self.keeping.try_update_value(|it| {
            let next = it.unkept.pop_first();
            it.under_way = next.is_some();
            next.map(|name| (name, it.shell))
        })?
    }

    fn tell(self, error: &CommandError) {
        self.keeping.update_value(|it| {
            it.under_way = false;
            if !std::mem::replace(&mut it.told, true) {
                let words = failure::words(untrack(|| it.lang.get()), error);
                it.toasts.show(Urgency::Alert, words);
            }
        });
    }
}

/// Whether what is written is on disk.
#[component]
pub fn DraftKept() -> impl IntoView {
    let lang = Language::here();
    let kept = expect_context::<Drafts>().kept;
    let words = move || {
        lang.say(if kept.get() { workflow::DRAFT_KEPT } else { workflow::DRAFT_BEING_KEPT })
    };
    view! {
        <span class="meta" data-testid="draft" data-kept=move || kept.get().to_string()>{words}</span>
    }
}
