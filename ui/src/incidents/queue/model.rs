//! The queue as a list: what is asked for, and what an answer tells of the whole view.

use leptos::prelude::*;
use trucban_contract::ipc::{
    CommandError, GroupCount, IncidentRow, ListQueue, QueuePage, QueueView, Topic,
};
use trucban_domain::{IncidentId, Timestamp};

use crate::ipc::Shell;
use crate::kit::windowed::{Heights, Keyed, Layout};
use crate::listing::{Listing, Source};
use crate::place::Place;

/// Heights of headings and rows, as in the style sheet.
const HEIGHTS: Heights = Heights { head: 30, row: 58 };

/// The queue.
pub type Queue = Listing<Reports>;

/// Where the queue comes from.
#[derive(Debug, Clone, Copy)]
pub struct Reports {
    /// Which reports.
    pub view: RwSignal<QueueView>,
    place: Place,
}

impl Reports {
    /// All open ones.
    pub fn new(place: Place) -> Self {
        Self { view: RwSignal::new(QueueView::OPENING), place }
    }
}

/// What the queue shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Query {
    view: QueueView,
    search: String,
}

/// What an answer tells of the whole view.
#[derive(Debug, Clone, PartialEq)]
pub struct Page {
    /// Groups of the view.
    pub groups: Vec<GroupCount>,
    /// Rows of every view, whatever is searched for.
    pub counts: Vec<(QueueView, u32)>,
    /// Until when central's changes are in.
    pub as_of: Option<Timestamp>,
}

impl Page {
    /// Rows of `view`, whatever is searched for.
    pub fn count(&self, view: QueueView) -> u32 {
        self.counts.iter().find(|(known, _)| *known == view).map_or(0, |(_, rows)| *rows)
    }
}

impl Keyed for IncidentRow {
    type Key = IncidentId;

    fn key(&self) -> IncidentId {
        self.id
    }
}

impl Source for Reports {
    const TOPICS: &'static [Topic] = &[Topic::Incidents];
    type Query = Query;
    type Row = IncidentRow;
    type Page = Page;

    fn query(self) -> Query {
        Query { view: self.view.get(), search: self.place.search.get() }
    }

    async fn read(
        self,
        shell: Shell,
        query: Query,
        offset: u32,
        limit: u32,
    ) -> Result<(Vec<IncidentRow>, Page), CommandError> {
        let Query { view, search } = query;
        let page = shell.call(ListQueue { view, search, offset, limit }).await?;
        let QueuePage { groups, total: _, counts, rows, now: _, as_of } = page;
        Ok((rows, Page { groups, counts, as_of }))
    }

    fn layout(self, page: &Page, _width: u32) -> Layout {
        Layout::new(HEIGHTS, page.groups.iter().map(|group| group.rows))
    }

    fn open(self) -> RwSignal<Option<IncidentId>> {
        self.place.open
    }
}
