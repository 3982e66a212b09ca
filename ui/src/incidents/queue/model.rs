//! The queue as the window holds it: which view, which stretch, which row has the cursor.
//!
//! One reading is under way at a time; what becomes stale meanwhile is read once more afterwards.
//! It lives as long as the window, so that coming back from another screen finds the same place.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use trucban_contract::ipc::{CommandError, IncidentRow, ListQueue, QueueView, Topic};
use trucban_domain::IncidentId;

use super::stretch::{Query, READ_ROWS, Stretch, keep_in_place};
use super::turns::Turns;
use crate::ipc::Shell;
use crate::kit::windowed::{InSight, Scroller};
use crate::place::Place;

/// Rows kept in the page above and below those in sight.
const SPARE_ROWS: u32 = 6;

/// The queue.
#[derive(Debug, Clone, Copy)]
pub struct Queue {
    /// Which reports.
    pub view: RwSignal<QueueView>,
    /// What is held; `None` until the first reading.
    pub held: RwSignal<Option<Arc<Stretch>>>,
    /// Why the last reading failed, if it did.
    pub failure: RwSignal<Option<CommandError>>,
    /// Rows that came in above the row under the eye, and were not looked at yet.
    pub arrived: RwSignal<u32>,
    /// The list's element.
    pub scroller: Scroller,
    cursor: StoredValue<u32>,
    wanted: StoredValue<Option<u32>>,
    turns: StoredValue<Turns>,
    shell: Shell,
    place: Place,
}

impl Queue {
    /// Reads the queue now and whenever it is stale, asked for differently, or scrolled on.
    pub fn follow(shell: Shell, place: Place) -> Self {
        let queue = Self {
            view: RwSignal::new(QueueView::Open),
            held: RwSignal::new(None),
            failure: RwSignal::new(None),
            arrived: RwSignal::new(0),
            scroller: Scroller::new(),
            cursor: StoredValue::new(0),
            wanted: StoredValue::new(None),
            turns: StoredValue::new(Turns::default()),
            shell,
            place,
        };
        Effect::new(move |before: Option<Query>| {
            shell.version(Topic::Incidents);
            let query = Query { view: queue.view.get(), search: place.search.get() };
            if before.is_some_and(|before| before != query) {
                queue.arrived.set(0);
                queue.cursor.set_value(0);
                queue.wanted.set_value(None);
                queue.scroller.scroll_to(0);
            }
            queue.read();
            query
        });
        Effect::new(move |_| {
            if let Some(seen) = queue.in_sight() {
                let held = queue.held.with(|held| {
                    held.as_ref().is_some_and(|held| held.holds(seen.rows.start, seen.rows.end))
                });
                if !held {
                    queue.read();
                }
            }
        });
        // Whoever scrolled to the top has seen what came in there.
        Effect::new(move |_| {
            if queue.scroller.top() == 0 {
                queue.arrived.set(0);
            }
        });
        queue
    }

    /// What must stand in the page, followed; `None` until the first reading.
    pub fn in_sight(self) -> Option<InSight> {
        let (top, height) = (self.scroller.top(), self.scroller.height());
        self.held
            .with(|held| held.as_ref().map(|held| held.layout.in_sight(top, height, SPARE_ROWS)))
    }

    /// The row of the open report, followed, if it is held.
    pub fn open_row(self) -> Option<Arc<IncidentRow>> {
        let id = self.place.open.get()?;
        self.row(id)
    }

    /// A report's row, followed, if it is held.
    pub fn row(self, id: IncidentId) -> Option<Arc<IncidentRow>> {
        self.held.with(|held| held.as_ref()?.find(id).cloned())
    }

    /// Opens the row after the cursor.
    pub fn next(self) {
        self.step(1, 0);
    }

    /// Opens the row before the cursor.
    pub fn previous(self) {
        self.step(-1, -1);
    }

    /// Scrolls to the rows that came in above.
    pub fn show_arrived(self) {
        self.arrived.set(0);
        self.scroller.scroll_to(0);
    }

    /// Opens the report at `place` of the view.
    pub fn open(self, place: u32) {
        let Some(held) = self.held.get_untracked() else { return };
        self.cursor.set_value(place);
        if let Some(row) = held.row(place) {
            self.place.open.set(Some(row.id));
        } else {
            self.wanted.set_value(Some(place));
        }
        let (top, height) = untrack(|| (self.scroller.top(), self.scroller.height()));
        if let Some(top) = held.layout.reveal(place, top, height) {
            self.scroller.scroll_to(top);
        }
    }

    /// Moves by `by` from the open row; where that row left the list, the row that took its place
    /// is `from_gap` away from the cursor.
    fn step(self, by: i64, from_gap: i64) {
        let Some(held) = self.held.get_untracked().filter(|held| held.total() > 0) else { return };
        let open = self.place.open.get_untracked();
        let cursor = self.cursor.get_value();
        let target = match open.and_then(|id| held.place_of(id)) {
            Some(place) => i64::from(place) + by,
            None if held.row(cursor).is_some() => i64::from(cursor) + from_gap,
            // Scrolled so far that the open row is not among those held.
            None => i64::from(cursor) + by,
        };
        let last = i64::from(held.total()) - 1;
        self.open(u32::try_from(target.clamp(0, last)).unwrap_or(0));
    }

    /// Reads once more, or after the reading that is under way.
    pub fn read(self) {
        if !self.turn(Turns::ask) {
            return;
        }
        spawn_local(async move {
            loop {
                self.read_once().await;
                if !self.turn(Turns::end) {
                    break;
                }
            }
        });
    }

    fn turn(self, of: impl FnOnce(&mut Turns) -> bool) -> bool {
        let mut turns = self.turns.get_value();
        let answer = of(&mut turns);
        self.turns.set_value(turns);
        answer
    }

    async fn read_once(self) {
        let query = self.query();
        let first = untrack(|| self.in_sight()).map_or(0, |seen| seen.rows.start);
        let same =
            self.held.with_untracked(|held| held.as_ref().is_some_and(|it| it.query == query));
        let offset = if same { Stretch::offset_around(first) } else { 0 };
        let Query { view, search } = query.clone();
        let asked = ListQueue { view, search, offset, limit: READ_ROWS };
        let reply = self.shell.call(asked).await;
        // Overtaken: whoever asked for something else has asked for a reading of it too.
        if self.query() != query {
            return;
        }
        match reply {
            Ok(page) => self.take(Stretch::new(query, offset, page)),
            Err(failure) => self.failure.set(Some(failure)),
        }
    }

    fn query(self) -> Query {
        Query { view: self.view.get_untracked(), search: self.place.search.get_untracked() }
    }

    fn take(self, stretch: Stretch) {
        let (top, height) = untrack(|| (self.scroller.top(), self.scroller.height()));
        let open = self.place.open.get_untracked();
        let shift = self
            .held
            .with_untracked(|held| keep_in_place(held.as_ref()?, &stretch, open, top, height));
        if let Some(place) = open.and_then(|id| stretch.place_of(id)) {
            self.cursor.set_value(place);
        }
        let wanted = self.wanted.get_value().filter(|place| stretch.row(*place).is_some());
        let first = stretch.row(0).map(|row| row.id);
        self.failure.set(None);
        self.held.set(Some(Arc::new(stretch)));
        if let Some(shift) = shift {
            self.scroller.scroll_to(shift.scroll);
            self.arrived.update(|arrived| *arrived += shift.arrived);
        }
        if let Some(place) = wanted {
            self.wanted.set_value(None);
            self.open(place);
        } else if open.is_none() {
            self.place.open.set(first);
        }
    }
}
