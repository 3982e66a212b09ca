//! The incidents screen: the queue, the open report, and what may be done with it.

mod due;
mod queue;
mod report;

use std::collections::BTreeMap;

use leptos::prelude::*;
use trucban_contract::ipc::IncidentRow;
use trucban_domain::{IncidentId, Step};

use crate::drafts::Drafts;
use crate::ipc::Shell;
use crate::keys::{Key, Keys};
use crate::kit::toast::Toasts;
use crate::language::Language;
use crate::place::{Place, Screen};
use queue::{Queue, QueuePane, Reports};
pub use report::load_step_form;
use report::{Act, Attaching, Report, ReportPane};

/// What the screen holds as long as the window lives, whether it is shown or not.
#[derive(Debug, Clone, Copy)]
pub struct Incidents {
    queue: Queue,
    report: Report,
    attaching: Attaching,
    /// The reports that are selected for an act on many, as they were when they were.
    selected: RwSignal<BTreeMap<IncidentId, IncidentRow>>,
}

impl Incidents {
    /// Begins to read the queue and the open report.
    pub fn follow(
        shell: Shell,
        place: Place,
        drafts: Drafts,
        toasts: Toasts,
        lang: Language,
    ) -> Self {
        Self {
            queue: Queue::follow(shell, Reports::new(place)),
            report: Report::follow(shell, place, drafts, toasts, lang),
            attaching: Attaching::new(shell, toasts, lang),
            selected: RwSignal::new(BTreeMap::new()),
        }
    }

    /// Accepts the report of this row, if that is allowed.
    fn accept(self, row: &IncidentRow) {
        if row.accept_for.is_some() {
            let (number, part) = (row.number.clone(), row.accept_for.clone());
            self.report.take(Act { id: row.id, number, part, step: Step::Acknowledge }, None);
        }
    }

    /// Selects the report of this row, or lets it go.
    fn select(self, row: &IncidentRow) {
        self.selected.update(|selected| {
            if selected.remove(&row.id).is_none() {
                selected.insert(row.id, row.clone());
            }
        });
    }

    /// Selects the open report and the one to which `step` leads.
    fn select_on(self, place: Place, step: impl FnOnce()) {
        let keep = |row: IncidentRow| {
            self.selected.update(|selected| {
                selected.insert(row.id, row);
            });
        };
        untrack(|| self.open_line(place)).into_iter().for_each(keep);
        step();
        untrack(|| self.queue.open_row().map(|row| (*row).clone())).into_iter().for_each(keep);
    }

    /// Accepts every selected report that waits for the operator.
    fn accept_selected(self) {
        let rows = self.selected.try_update(std::mem::take).unwrap_or_default();
        let acts = rows.into_values().filter(|row| row.accept_for.is_some()).map(|row| Act {
            id: row.id,
            number: row.number,
            part: row.accept_for,
            step: Step::Acknowledge,
        });
        self.report.accept_all(acts.collect());
    }

    /// The open report's line: from the reading of the report, or from the queue until that is in.
    fn open_line(self, place: Place) -> Option<IncidentRow> {
        let id = place.open.get()?;
        let read = self.report.read.with(|read| match read {
            Some((of, Ok(detail))) if *of == id => Some(detail.row.clone()),
            _ => None,
        });
        read.or_else(|| self.queue.open_row().map(|row| (*row).clone()))
    }
}

/// The screen.
#[component]
pub fn IncidentsScreen() -> impl IntoView {
    let incidents: Incidents = expect_context();
    let place = Place::here();
    let Incidents { queue, report, .. } = incidents;
    let context_hidden = RwSignal::new(false);
    let keys = Keys::here();
    keys.offers(move |key| match key {
        Key::Next | Key::Previous => {
            queue.held.with(|held| held.as_ref().is_some_and(|held| held.total() > 0))
        }
        Key::Accept => {
            let many = incidents.selected.with(|it| !it.is_empty());
            many || incidents.open_line(place).is_some_and(|row| row.accept_for.is_some())
        }
        Key::Note => report::may_note(report, place).is_some(),
        Key::Open | Key::Select | Key::SelectNext | Key::SelectPrevious => {
            place.open.get().is_some()
        }
        Key::Context => true,
        other => report::may_prepare(report, place, other).is_some(),
    });
    keys.on(move |key| match key {
        Key::Next => {
            queue.next();
            true
        }
        Key::Previous => {
            queue.previous();
            true
        }
        Key::Select => {
            if let Some(row) = untrack(|| incidents.open_line(place)) {
                incidents.select(&row);
            }
            true
        }
        Key::SelectNext => {
            incidents.select_on(place, || queue.next());
            true
        }
        Key::SelectPrevious => {
            incidents.select_on(place, || queue.previous());
            true
        }
        Key::Back if incidents.selected.with_untracked(|it| !it.is_empty()) => {
            incidents.selected.set(BTreeMap::new());
            true
        }
        Key::Accept if incidents.selected.with_untracked(|it| !it.is_empty()) => {
            incidents.accept_selected();
            true
        }
        Key::Accept => {
            if let Some(row) = untrack(|| incidents.open_line(place)) {
                incidents.accept(&row);
            }
            true
        }
        Key::Note => {
            report::begin_note(report, place);
            true
        }
        Key::Context => {
            context_hidden.update(|hidden| *hidden = !*hidden);
            true
        }
        Key::Back if !place.search.with_untracked(String::is_empty) => {
            place.search.set(String::new());
            true
        }
        other => report::prepare(report, place, other),
    });
    // Ready once the list and the report that it opened with both stand.
    Effect::new(move |_| {
        let listed = queue.held.with(|held| held.as_ref().map(|held| held.total()));
        let open = place.open.get();
        let read = report.read.with(|read| read.as_ref().map(|(id, _)| *id));
        match listed {
            Some(0) => place.tell_ready(Screen::Incidents),
            Some(_) if open.is_some() && read == open => place.tell_ready(Screen::Incidents),
            _ => {}
        }
    });
    view! {
        <div class="incidents">
            <QueuePane/>
            <ReportPane context_hidden/>
        </div>
    }
}
