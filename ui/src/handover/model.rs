//! The hand-overs that were read, which one is shown, and the one that is being written.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use trucban_contract::ipc::{
    CommandError, Draft, GiveHandover, HandoverLine, HandoverPage, HandoverRow, HandoverSuggestion,
    ListHandovers, SuggestHandover, TakeHandover, Topic,
};
use trucban_domain::incident::NOTE_MAX_CHARS;
use trucban_domain::{HandoverId, HandoverItem, IncidentId, UnitCode};
use trucban_text::handover;

use crate::drafts::{Drafts, Of};
use crate::failure;
use crate::ipc::Shell;
use crate::kit::toast::{Toasts, Urgency};
use crate::language::Language;
use crate::place::{Place, Screen};

/// The draft of a hand-over is of no report.
const DRAFT: Of = (IncidentId::NIL, "hand_over");

/// The hand-over screen's own.
#[derive(Debug, Clone, Copy)]
pub struct Handovers {
    /// What was read last.
    pub page: RwSignal<Option<Arc<HandoverPage>>>,
    /// Why the last reading failed.
    pub failure: RwSignal<Option<CommandError>>,
    /// Whether one is being written.
    pub writing: RwSignal<bool>,
    /// What the one that is written should name.
    pub suggestion: RwSignal<Option<Arc<HandoverSuggestion>>>,
    /// Whether an act is being saved.
    pub busy: RwSignal<bool>,
    /// Why the last act was not saved.
    pub wrong: RwSignal<Option<CommandError>>,
    /// What is being written.
    pub drafts: Drafts,
    place: Place,
    shell: Shell,
    toasts: Toasts,
    lang: Language,
}

impl Handovers {
    /// Reads the hand-overs while the screen is shown, and whenever they are stale.
    pub fn follow(
        shell: Shell,
        place: Place,
        drafts: Drafts,
        toasts: Toasts,
        lang: Language,
    ) -> Self {
        let it = Self {
            page: RwSignal::new(None),
            failure: RwSignal::new(None),
            writing: RwSignal::new(false),
            suggestion: RwSignal::new(None),
            busy: RwSignal::new(false),
            wrong: RwSignal::new(None),
            drafts,
            place,
            shell,
            toasts,
            lang,
        };
        Effect::new(move |_| {
            if place.screen.get() != Screen::Handovers {
                return;
            }
            shell.version(Topic::Handovers);
            spawn_local(async move { it.read(shell.call(ListHandovers {}).await) });
        });
        let unit = Memo::new(move |_| it.unit());
        Effect::new(move |_| {
            let Some(unit) = unit.get().filter(|_| it.writing.get()) else { return };
            shell.version(Topic::Incidents);
            spawn_local(async move {
                match shell.call(SuggestHandover { unit }).await {
                    Ok(suggestion) => it.suggestion.set(Some(Arc::new(suggestion))),
                    Err(failure) => it.wrong.set(Some(failure)),
                }
            });
        });
        it
    }

    fn read(self, read: Result<HandoverPage, CommandError>) {
        match read {
            Ok(page) => {
                let shown = self.place.handover.get_untracked();
                let here = |id| page.rows.iter().any(|row| row.handover.id == id);
                if !shown.is_some_and(here) {
                    // What waits for this operator comes before what the operator gave.
                    let waits = |row: &&HandoverRow| row.may_take && !row.own;
                    let first = page.rows.iter().find(waits).or(page.rows.first());
                    self.place.handover.set(first.map(|row| row.handover.id));
                }
                self.failure.set(None);
                self.page.set(Some(Arc::new(page)));
            }
            Err(failure) => self.failure.set(Some(failure)),
        }
    }

    /// The units whose shift may be handed over, followed.
    pub fn units(self) -> Vec<UnitCode> {
        self.page.with(|page| page.as_ref().map(|page| page.units.clone())).unwrap_or_default()
    }

    /// The hand-over that is shown, followed.
    pub fn row(self) -> Option<HandoverRow> {
        let id = self.place.handover.get()?;
        self.page.with(|page| page.as_ref()?.rows.iter().find(|it| it.handover.id == id).cloned())
    }

    /// Shows a hand-over.
    pub fn show(self, id: HandoverId) {
        self.writing.set(false);
        self.place.handover.set(Some(id));
    }

    /// Shows the one so many rows on.
    pub fn step(self, by: isize) {
        let shown = self.place.handover.get_untracked();
        let next = self.page.with_untracked(|page| {
            let rows = &page.as_ref()?.rows;
            let at = rows.iter().position(|row| Some(row.handover.id) == shown);
            let next = at.map_or(0, |at| at.saturating_add_signed(by).min(rows.len() - 1));
            rows.get(next).map(|row| row.handover.id)
        });
        if next.is_some() {
            self.place.handover.set(next);
        }
    }

    /// Begins to write, or goes on.
    pub fn write(self) {
        self.wrong.set(None);
        self.writing.set(true);
    }

    /// What was written, followed.
    pub fn draft(self) -> Draft {
        self.drafts.of(DRAFT)
    }

    /// Changes what was written.
    pub fn change(self, change: impl FnOnce(&mut Draft)) {
        self.drafts.change(DRAFT, change);
    }

    /// The unit whose shift the draft hands over, followed.
    pub fn unit(self) -> Option<UnitCode> {
        let chosen = self.draft().handover.and_then(|it| it.unit);
        let units = self.units();
        chosen.filter(|unit| units.contains(unit)).or_else(|| units.into_iter().next())
    }

    /// Chooses the unit.
    pub fn choose(self, unit: UnitCode) {
        self.suggestion.set(None);
        self.change(|draft| draft.handover.get_or_insert_default().unit = Some(unit));
    }

    /// What the draft says about a suggested report, followed.
    pub fn line(self, item: &HandoverItem) -> HandoverLine {
        let said = self.draft().handover.unwrap_or_default().lines;
        said.into_iter().find(|line| line.report == item.report).unwrap_or_else(|| unsaid(item))
    }

    /// Changes what the draft says about a suggested report.
    pub fn change_line(self, item: &HandoverItem, change: impl FnOnce(&mut HandoverLine)) {
        self.change(|draft| {
            let lines = &mut draft.handover.get_or_insert_default().lines;
            let at = lines.iter().position(|line| line.report == item.report);
            let at = at.unwrap_or_else(|| {
                lines.push(unsaid(item));
                lines.len() - 1
            });
            if let Some(line) = lines.get_mut(at) {
                change(line);
            }
        });
    }

    /// By how many characters the notes are too long, followed; none where they fit.
    pub fn over(self) -> usize {
        self.draft().words.chars().count().saturating_sub(NOTE_MAX_CHARS)
    }

    /// Saves the hand-over.
    pub fn give(self) {
        let ready = untrack(|| Some((self.unit()?, self.suggestion.get()?, self.draft())));
        let Some((unit, suggestion, draft)) = ready else { return };
        if self.busy.get_untracked() || untrack(|| self.over()) > 0 {
            return;
        }
        let said = draft.handover.unwrap_or_default().lines;
        let items = named(&suggestion.items, &said);
        let give = GiveHandover { unit, items, more: suggestion.more, notes: draft.words };
        self.busy.set(true);
        spawn_local(async move {
            let saved = self.shell.call(give).await;
            self.busy.set(false);
            match saved {
                Ok(_) => {
                    self.drafts.forget(DRAFT);
                    self.writing.set(false);
                    self.suggestion.set(None);
                    self.told(handover::GAVE.say(untrack(|| self.lang.get())).to_owned());
                }
                Err(failure) => self.wrong.set(Some(failure)),
            }
        });
    }

    /// Takes the hand-over that is shown.
    pub fn take(self) {
        let row = untrack(|| self.row()).filter(|row| row.may_take);
        let Some(row) = row.filter(|_| !self.busy.get_untracked()) else { return };
        self.busy.set(true);
        spawn_local(async move {
            let taken = self.shell.call(TakeHandover { id: row.handover.id }).await;
            self.busy.set(false);
            match taken {
                Ok(_) => {
                    self.wrong.set(None);
                    let lang = untrack(|| self.lang.get());
                    self.told(handover::TOOK.fill(lang, [&row.handover.given_by.name]));
                }
                Err(failure) => self.wrong.set(Some(failure)),
            }
        });
    }

    /// Why the last act was not saved, in words, followed.
    pub fn wrong_words(self) -> Option<String> {
        self.wrong.get().map(|failure| failure::words(self.lang.get(), &failure))
    }

    fn told(self, words: String) {
        self.wrong.set(None);
        self.toasts.show(Urgency::Status, words);
    }
}

/// What stands of a suggested report while nothing was said about it.
fn unsaid(item: &HandoverItem) -> HandoverLine {
    HandoverLine { report: item.report, left_out: false, kind: item.kind, note: String::new() }
}

/// The reports that a hand-over names: those suggested, as the draft says.
fn named(suggested: &[HandoverItem], said: &[HandoverLine]) -> Vec<HandoverItem> {
    let item = |item: &HandoverItem| {
        let line = said.iter().find(|line| line.report == item.report);
        let HandoverLine { left_out, kind, note, .. } =
            line.cloned().unwrap_or_else(|| unsaid(item));
        (!left_out).then(|| HandoverItem { kind, note, ..item.clone() })
    };
    suggested.iter().filter_map(item).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use trucban_domain::HandoverKind;

    #[test]
    fn what_is_suggested_stands_unless_somebody_said_otherwise() {
        let item = |n: u128| HandoverItem {
            report: format!("00000000-0000-7000-8000-00000000000{n}").parse().unwrap(),
            number: format!("a{n}"),
            title: String::new(),
            address: String::new(),
            due_at: None,
            kind: HandoverKind::Open,
            note: String::new(),
        };
        let items = [item(1), item(2), item(3)];
        let left_out = HandoverLine { left_out: true, ..unsaid(&items[0]) };
        let promised = HandoverLine {
            kind: HandoverKind::Promised,
            note: "Hẹn sáng mai".to_owned(),
            ..unsaid(&items[1])
        };
        let said = named(&items, &[left_out, promised]);
        let told: Vec<_> = said.iter().map(|it| (it.number.as_str(), it.kind)).collect();
        assert_eq!(told, [("a2", HandoverKind::Promised), ("a3", HandoverKind::Open)]);
        assert_eq!(said[0].note, "Hẹn sáng mai");
    }
}
