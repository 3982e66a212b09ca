//! A long list that the shell holds: which stretch of it the window has, which row has the cursor.
//!
//! One reading is under way at a time; what becomes stale meanwhile is read once more afterwards.
//! It lives as long as the window, so that coming back from another screen finds the same place.

use std::future::Future;
use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use trucban_contract::ipc::{CommandError, LIST_ROWS, Topic};

use crate::ipc::Shell;
use crate::kit::windowed::{InSight, Keyed, Layout, Scroller, Stretch, keep_in_place};
use crate::turns::Turns;

/// Lines kept in the page above and below those in sight.
const SPARE_LINES: u32 = 6;

/// Where a list comes from.
pub trait Source: Copy + Send + Sync + 'static {
    /// What becomes stale when its rows look different.
    const TOPICS: &'static [Topic];
    /// What can be asked for.
    type Query: Clone + PartialEq + Send + Sync + 'static;
    /// A row.
    type Row: Keyed + Send + Sync + 'static;
    /// What an answer tells of the whole list.
    type Page: Clone + Send + Sync + 'static;

    /// What is asked for now, followed.
    fn query(self) -> Self::Query;

    /// Whether the list is needed at all, followed.
    fn is_needed(self) -> bool {
        true
    }

    /// Asks the shell for `limit` rows from `offset` on.
    fn read(
        self,
        shell: Shell,
        query: Self::Query,
        offset: u32,
        limit: u32,
    ) -> impl Future<Output = Result<(Vec<Self::Row>, Self::Page), CommandError>>;

    /// Where everything lies, for a list that is `width` pixels wide; followed.
    fn layout(self, page: &Self::Page, width: u32) -> Layout;

    /// The row that is open.
    fn open(self) -> RwSignal<Option<Key<Self>>>;
}

/// The key of a source's rows.
pub type Key<S> = <<S as Source>::Row as Keyed>::Key;
/// What is held of a source's list.
pub type Held<S> = Stretch<<S as Source>::Query, <S as Source>::Row, <S as Source>::Page>;

/// The list.
#[derive(Debug, Clone, Copy)]
pub struct Listing<S: Source> {
    /// Where it comes from.
    pub source: S,
    /// What is held; `None` until the first reading.
    pub held: RwSignal<Option<Arc<Held<S>>>>,
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
}

impl<S: Source> Listing<S> {
    /// Reads the list now and whenever it is stale, asked for differently, or scrolled on.
    pub fn follow(shell: Shell, source: S) -> Self {
        let list = Self {
            source,
            held: RwSignal::new(None),
            failure: RwSignal::new(None),
            arrived: RwSignal::new(0),
            scroller: Scroller::new(),
            cursor: StoredValue::new(0),
            wanted: StoredValue::new(None),
            turns: StoredValue::new(Turns::default()),
            shell,
        };
        Effect::new(move |before: Option<Option<S::Query>>| {
            for topic in S::TOPICS {
                shell.version(*topic);
            }
            let query = source.query();
            if !source.is_needed() {
                return before.flatten();
            }
            if before.flatten().is_some_and(|before| before != query) {
                list.arrived.set(0);
                list.cursor.set_value(0);
                list.wanted.set_value(None);
                list.scroller.scroll_to(0);
            }
            list.read();
            Some(query)
        });
        Effect::new(move |_| {
            if let Some(seen) = list.in_sight() {
                let held = list.held.with(|held| {
                    held.as_ref().is_some_and(|held| held.holds(seen.rows.start, seen.rows.end))
                });
                if !held {
                    list.read();
                }
            }
        });
        // A list that becomes wider or narrower, or is shown in another form, is laid out anew.
        Effect::new(move |_| {
            let width = list.scroller.width();
            let held = list.held.get_untracked();
            let Some(held) = held else { return };
            let layout = source.layout(&held.page, width);
            if layout != held.layout {
                list.lay_out(&held, &layout);
            }
        });
        // Whoever scrolled to the top has seen what came in there.
        Effect::new(move |_| {
            if list.scroller.top() == 0 {
                list.arrived.set(0);
            }
        });
        list
    }

    /// What must stand in the page, followed; `None` until the first reading.
    pub fn in_sight(self) -> Option<InSight> {
        let (top, height) = (self.scroller.top(), self.scroller.height());
        self.held
            .with(|held| held.as_ref().map(|held| held.layout.in_sight(top, height, SPARE_LINES)))
    }

    /// The row that is open, followed, if it is held.
    pub fn open_row(self) -> Option<Arc<S::Row>> {
        let key = self.source.open().get()?;
        self.row(key)
    }

    /// A row, followed, if it is held.
    pub fn row(self, key: Key<S>) -> Option<Arc<S::Row>> {
        self.held.with(|held| held.as_ref()?.find(key).cloned())
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

    /// Opens the row at `place` of the list.
    pub fn open(self, place: u32) {
        let Some(held) = self.held.get_untracked() else { return };
        self.cursor.set_value(place);
        if let Some(row) = held.row(place) {
            self.source.open().set(Some(row.key()));
        } else {
            self.wanted.set_value(Some(place));
        }
        self.reveal(&held.layout, place);
    }

    fn reveal(self, layout: &Layout, place: u32) {
        let (top, height) = untrack(|| (self.scroller.top(), self.scroller.height()));
        if let Some(top) = layout.reveal(place, top, height) {
            self.scroller.scroll_to(top);
        }
    }

    /// Moves by `by` from the open row; where that row left the list, the row that took its place
    /// is `from_gap` away from the cursor.
    fn step(self, by: i64, from_gap: i64) {
        let Some(held) = self.held.get_untracked().filter(|held| held.total() > 0) else { return };
        let open = self.source.open().get_untracked();
        let cursor = self.cursor.get_value();
        let target = match open.and_then(|key| held.place_of(key)) {
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
        let query = untrack(|| self.source.query());
        let first = untrack(|| self.in_sight()).map_or(0, |seen| seen.rows.start);
        let same =
            self.held.with_untracked(|held| held.as_ref().is_some_and(|it| it.query == query));
        let offset = if same { first.saturating_sub(LIST_ROWS / 2) } else { 0 };
        let reply = self.source.read(self.shell, query.clone(), offset, LIST_ROWS).await;
        // Overtaken: whoever asked for something else has asked for a reading of it too.
        if untrack(|| self.source.query()) != query {
            return;
        }
        match reply {
            Ok((rows, page)) => {
                let layout = untrack(|| self.source.layout(&page, self.scroller.width()));
                self.take(Stretch::new(query, offset, rows, page, layout));
            }
            Err(failure) => self.failure.set(Some(failure)),
        }
    }

    fn take(self, stretch: Held<S>) {
        let (top, height) = untrack(|| (self.scroller.top(), self.scroller.height()));
        let open = self.source.open().get_untracked();
        let shift = self
            .held
            .with_untracked(|held| keep_in_place(held.as_ref()?, &stretch, open, top, height));
        if let Some(place) = open.and_then(|key| stretch.place_of(key)) {
            self.cursor.set_value(place);
        }
        let wanted = self.wanted.get_value().filter(|place| stretch.row(*place).is_some());
        let first = stretch.row(0).map(|row| row.key());
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
            self.source.open().set(first);
        }
    }

    /// Holds the same rows in another layout, with the open one in sight.
    fn lay_out(self, held: &Arc<Held<S>>, layout: &Layout) {
        let open = self.source.open().get_untracked();
        let place = open.and_then(|key| held.place_of(key));
        self.held.set(Some(Arc::new(held.in_layout(layout.clone()))));
        if let Some(place) = place {
            self.reveal(layout, place);
        }
    }
}
