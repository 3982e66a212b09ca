//! The outbox as the window holds it, and how a person settles what was refused.

use std::collections::{HashMap, HashSet};

use leptos::prelude::*;
use leptos::task::spawn_local;
use trucban_contract::ipc::{
    CommandError, DiscardOperation, ListOutbox, OutboxItem, OutboxView, ReceiptState,
    ResendOperation, Topic,
};
use trucban_domain::OperationId;
use trucban_domain::fold::composed;
use trucban_text::sync;

use crate::failure;
use crate::ipc::Shell;
use crate::kit::toast::{Toasts, Urgency};
use crate::language::Language;
use crate::place::{Place, Screen};

/// A heading of the outbox, in screen order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Heading {
    /// Refused or held: a person must settle it.
    Settle,
    /// Saved, not sent.
    Waiting,
    /// Sent, no answer yet.
    Unanswered,
    /// Central has it.
    Accepted,
    /// Discarded or made again.
    Settled,
}

impl Heading {
    /// All, in screen order.
    pub const ALL: [Self; 5] =
        [Self::Settle, Self::Waiting, Self::Unanswered, Self::Accepted, Self::Settled];

    /// The heading under which an act of this state stands.
    pub const fn of(state: ReceiptState) -> Self {
        match state {
            ReceiptState::Refused | ReceiptState::Held => Self::Settle,
            ReceiptState::Saved => Self::Waiting,
            ReceiptState::Sent => Self::Unanswered,
            ReceiptState::Accepted => Self::Accepted,
            ReceiptState::Discarded | ReceiptState::Resent => Self::Settled,
        }
    }
}

/// The outbox.
#[derive(Debug, Clone, Copy)]
pub struct Outbox {
    /// What is held; `None` until the first reading.
    pub held: RwSignal<Option<OutboxView>>,
    /// Why the last reading failed, if it did.
    pub failure: RwSignal<Option<CommandError>>,
    /// The act that has the cursor.
    pub chosen: RwSignal<Option<OperationId>>,
    /// The act whose reason for discarding is being written.
    pub discarding: RwSignal<Option<OperationId>>,
    /// Why the last act on an item did not work.
    pub item_failure: RwSignal<Option<(OperationId, CommandError)>>,
    reasons: RwSignal<HashMap<OperationId, String>>,
    busy: RwSignal<HashSet<OperationId>>,
    shell: Shell,
    toasts: Toasts,
    lang: Language,
}

impl Outbox {
    /// Reads the outbox whenever its screen is shown, and while it is, whenever it is stale.
    pub fn follow(shell: Shell, place: Place, toasts: Toasts, lang: Language) -> Self {
        let outbox = Self {
            held: RwSignal::new(None),
            failure: RwSignal::new(None),
            chosen: RwSignal::new(None),
            discarding: RwSignal::new(None),
            item_failure: RwSignal::new(None),
            reasons: RwSignal::new(HashMap::new()),
            busy: RwSignal::new(HashSet::new()),
            shell,
            toasts,
            lang,
        };
        Effect::new(move |_| {
            shell.version(Topic::Outbox);
            if place.screen.get() != Screen::Sync {
                return;
            }
            spawn_local(async move {
                match shell.call(ListOutbox {}).await {
                    Ok(view) => {
                        outbox.failure.set(None);
                        outbox.held.set(Some(view));
                    }
                    Err(failure) => outbox.failure.set(Some(failure)),
                }
            });
        });
        outbox
    }

    /// An act, followed.
    pub fn item(self, operation: OperationId) -> Option<OutboxItem> {
        self.held.with(|held| {
            held.as_ref()?.items.iter().find(|item| item.operation == operation).cloned()
        })
    }

    /// The acts under a heading, followed.
    pub fn under(self, heading: Heading) -> Vec<OperationId> {
        self.held.with(|held| {
            let items = held.as_ref().map(|held| held.items.as_slice()).unwrap_or_default();
            let of = |item: &&OutboxItem| Heading::of(item.state) == heading;
            items.iter().filter(of).map(|item| item.operation).collect()
        })
    }

    /// The act that has the cursor, followed.
    pub fn chosen_now(self) -> Option<OutboxItem> {
        self.item(self.chosen.get()?)
    }

    /// The act that has the cursor, not followed.
    pub fn chosen_item(self) -> Option<OutboxItem> {
        untrack(|| self.chosen_now())
    }

    /// Moves the cursor by `by` in screen order.
    pub fn step(self, by: isize) {
        let order: Vec<_> =
            untrack(|| Heading::ALL.into_iter().flat_map(|it| self.under(it)).collect());
        let chosen = self.chosen.get_untracked();
        let at = chosen.and_then(|chosen| order.iter().position(|it| *it == chosen));
        let next = match at {
            Some(at) => at.saturating_add_signed(by).min(order.len().saturating_sub(1)),
            None => 0,
        };
        if let Some(operation) = order.get(next) {
            self.chosen.set(Some(*operation));
        }
    }

    /// Makes a refused act again on the report as it is now.
    pub fn resend(self, operation: OperationId) {
        if !self.begin(operation) {
            return;
        }
        spawn_local(async move {
            let saved = self.shell.call(ResendOperation { operation }).await;
            self.end(operation, saved.as_ref().err());
            if let Ok(saved) = saved {
                let lang = untrack(|| self.lang.get());
                let said = sync::RESENT_DONE.fill(lang, [&saved.client_seq.to_string()]);
                self.toasts.show(Urgency::Status, said);
            }
        });
    }

    /// Settles a refused act with the reason that was written for it.
    pub fn discard(self, operation: OperationId, number: u64) {
        let reason = self.reason(operation);
        if reason.trim().is_empty() || !self.begin(operation) {
            return;
        }
        spawn_local(async move {
            let settled = self.shell.call(DiscardOperation { operation, reason }).await;
            self.end(operation, settled.as_ref().err());
            if settled.is_ok() {
                self.discarding.set(None);
                self.reasons.update(|reasons| {
                    reasons.remove(&operation);
                });
                let lang = untrack(|| self.lang.get());
                let said = sync::DISCARDED_DONE.fill(lang, [&number.to_string()]);
                self.toasts.show(Urgency::Status, said);
            }
        });
    }

    /// What was written as the reason for discarding an act, not followed.
    pub fn reason(self, operation: OperationId) -> String {
        self.reasons.with_untracked(|it| it.get(&operation).cloned()).unwrap_or_default()
    }

    /// Keeps what was written as a reason.
    pub fn keep_reason(self, operation: OperationId, reason: &str) {
        self.reasons.update(|reasons| {
            reasons.insert(operation, composed(reason));
        });
    }

    /// Whether a reason was written, followed.
    pub fn has_reason(self, operation: OperationId) -> bool {
        self.reasons.with(|it| it.get(&operation).is_some_and(|it| !it.trim().is_empty()))
    }

    /// Whether an act is being settled, followed.
    pub fn is_busy(self, operation: OperationId) -> bool {
        self.busy.with(|busy| busy.contains(&operation))
    }

    /// Why an act could not be settled, in words, followed.
    pub fn trouble_of(self, operation: OperationId) -> Option<String> {
        let failed = self.item_failure.get().filter(|(of, _)| *of == operation);
        failed.map(|(_, failure)| failure::words(self.lang.get(), &failure))
    }

    fn begin(self, operation: OperationId) -> bool {
        self.item_failure.set(None);
        self.busy.try_update(|busy| busy.insert(operation)).unwrap_or(false)
    }

    fn end(self, operation: OperationId, failure: Option<&CommandError>) {
        self.busy.update(|busy| {
            busy.remove(&operation);
        });
        if let Some(failure) = failure {
            self.item_failure.set(Some((operation, failure.clone())));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_person_must_settle_stands_first_and_nothing_has_no_place() {
        use ReceiptState::{Accepted, Discarded, Held, Refused, Resent, Saved, Sent};
        for state in [Refused, Held] {
            assert_eq!(Heading::of(state), Heading::ALL[0], "{state:?}");
        }
        for state in [Saved, Sent, Accepted, Discarded, Resent] {
            assert!(Heading::ALL[1..].contains(&Heading::of(state)), "{state:?}");
        }
    }
}
