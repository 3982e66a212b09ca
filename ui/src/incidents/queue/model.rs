//! The queue as a list: what is asked for, and what an answer tells of the whole view.

use leptos::prelude::*;
use trucban_contract::ipc::{
    CommandError, GroupCount, IncidentRow, ListQueue, MapArea, QueuePage, QueueView, Topic,
};
use trucban_domain::{IncidentId, Timestamp, WardCode};

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
    /// Of which wards; empty for all of the operator's.
    pub wards: RwSignal<Vec<WardCode>>,
    place: Place,
}

impl Reports {
    /// All open ones, until a piece of the map is asked for.
    pub fn new(place: Place) -> Self {
        let view = RwSignal::new(QueueView::OPENING);
        Effect::new(move |_| {
            if place.area.get().is_some() {
                view.set(QueueView::OnMap);
            }
        });
        Self { view, wards: RwSignal::new(Vec::new()), place }
    }
}

/// What the queue shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Query {
    view: QueueView,
    area: Option<MapArea>,
    wards: Vec<WardCode>,
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
        let (area, search) = (self.place.area.get(), self.place.search.get());
        Query { view: self.view.get(), area, wards: self.wards.get(), search }
    }

    async fn read(
        self,
        shell: Shell,
        query: Query,
        offset: u32,
        limit: u32,
    ) -> Result<(Vec<IncidentRow>, Page), CommandError> {
        let Query { view, area, wards, search } = query;
        let page = shell.call(ListQueue { view, area, wards, search, offset, limit }).await?;
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
