//! The stretch of the queue that the window holds: the layout of the whole view, and the rows near
//! those in sight.

use std::collections::HashMap;
use std::sync::Arc;

use trucban_contract::ipc::{GroupCount, IncidentRow, QueuePage, QueueView};
use trucban_domain::{IncidentId, Timestamp};

use crate::kit::windowed::{Heights, Layout};

/// Heights of headings and rows, as in the style sheet.
pub const HEIGHTS: Heights = Heights { head: 30, row: 58 };
/// Rows that are read at once.
pub const READ_ROWS: u32 = 160;

/// What the queue shows.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Query {
    /// Which reports.
    pub view: QueueView,
    /// What is searched for.
    pub search: String,
}

/// A part of the queue.
#[derive(Debug, Clone, PartialEq)]
pub struct Stretch {
    /// What was asked for.
    pub query: Query,
    /// Groups of the whole view.
    pub groups: Vec<GroupCount>,
    /// Where everything lies.
    pub layout: Layout,
    /// Rows of every view.
    pub counts: Vec<(QueueView, u32)>,
    /// Until when central's changes are in.
    pub as_of: Option<Timestamp>,
    offset: u32,
    rows: Vec<Arc<IncidentRow>>,
    places: HashMap<IncidentId, u32>,
}

impl Stretch {
    /// Takes what the shell answered to a reading from `offset` on.
    pub fn new(query: Query, offset: u32, page: QueuePage) -> Self {
        let QueuePage { groups, total: _, counts, rows, now: _, as_of } = page;
        let layout = Layout::new(HEIGHTS, groups.iter().map(|group| group.rows));
        let rows: Vec<_> = rows.into_iter().map(Arc::new).collect();
        let places = (offset..).zip(&rows).map(|(place, row)| (row.id, place)).collect();
        Self { query, groups, layout, counts, as_of, offset, rows, places }
    }

    /// The row at `place` of the view, if it is held.
    pub fn row(&self, place: u32) -> Option<&Arc<IncidentRow>> {
        self.rows.get(place.checked_sub(self.offset)? as usize)
    }

    /// Where a report stands in the view, if its row is held.
    pub fn place_of(&self, id: IncidentId) -> Option<u32> {
        self.places.get(&id).copied()
    }

    /// A report's row, if it is held.
    pub fn find(&self, id: IncidentId) -> Option<&Arc<IncidentRow>> {
        self.row(self.place_of(id)?)
    }

    /// Rows of the whole view.
    pub const fn total(&self) -> u32 {
        self.layout.rows()
    }

    /// Rows of `view`, whatever is searched for.
    pub fn count(&self, view: QueueView) -> u32 {
        self.counts.iter().find(|(known, _)| *known == view).map_or(0, |(_, rows)| *rows)
    }

    /// Whether all rows from `from` to before `to` are held.
    pub fn holds(&self, from: u32, to: u32) -> bool {
        let held = u32::try_from(self.rows.len()).unwrap_or(u32::MAX);
        from >= self.offset && to.min(self.total()) <= self.offset.saturating_add(held)
    }

    /// Where a reading should begin so that the rows around `place` come with it.
    pub fn offset_around(place: u32) -> u32 {
        place.saturating_sub(READ_ROWS / 2)
    }
}

/// What a new stretch means for the eye.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shift {
    /// Where to scroll so that the anchor stays where it was.
    pub scroll: u32,
    /// Rows that came in above it.
    pub arrived: u32,
}

/// How to keep the row under the eye where it is when `after` takes the place of `before`: the
/// `selected` row if it is in sight, the first whole row otherwise. `None` where nothing moves, at
/// the top of a list with nothing selected in sight, or where the anchor is gone.
pub fn keep_in_place(
    before: &Stretch,
    after: &Stretch,
    selected: Option<IncidentId>,
    scroll: u32,
    height: u32,
) -> Option<Shift> {
    if before.query != after.query {
        return None;
    }
    let in_sight = |place: u32| {
        let top = before.layout.top_of_row(place);
        top + HEIGHTS.row > scroll && top < scroll + height
    };
    let chosen = selected.filter(|id| before.place_of(*id).is_some_and(in_sight));
    let anchor = match chosen {
        Some(id) => id,
        None if scroll == 0 => return None,
        None => before.row(before.layout.row_at(scroll + HEIGHTS.row - 1))?.id,
    };
    let (old, new) = (before.place_of(anchor)?, after.place_of(anchor)?);
    let (old_top, new_top) = (before.layout.top_of_row(old), after.layout.top_of_row(new));
    if old_top == new_top {
        return None;
    }
    let scroll = (scroll + new_top).saturating_sub(old_top);
    Some(Shift { scroll, arrived: new.saturating_sub(old) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use trucban_contract::ipc::GroupCount;
    use trucban_domain::{CategoryCode, IncidentState, QueueGroup, WardCode};

    fn id(number: u32) -> IncidentId {
        format!("00000000-0000-7000-8000-{number:012}").parse().expect("a key")
    }

    fn row(number: u32) -> IncidentRow {
        IncidentRow {
            id: id(number),
            group: QueueGroup::Upcoming,
            number: format!("a{number}"),
            title: String::new(),
            address: String::new(),
            ward: WardCode(19777),
            category: CategoryCode("HTDT".to_owned()),
            urgent: false,
            state: IncidentState::New,
            received_at: Timestamp::default(),
            due_at: None,
            receipt: None,
            may_acknowledge: true,
        }
    }

    fn stretch(offset: u32, numbers: &[u32], total: u32) -> Stretch {
        let page = QueuePage {
            groups: vec![GroupCount { group: QueueGroup::Upcoming, rows: total }],
            total,
            counts: vec![(QueueView::Open, total)],
            rows: numbers.iter().copied().map(row).collect(),
            now: Timestamp::default(),
            as_of: None,
        };
        Stretch::new(Query::default(), offset, page)
    }

    #[test]
    fn a_stretch_knows_what_it_holds() {
        let held = stretch(10, &[110, 111, 112], 500);
        assert_eq!(held.place_of(id(111)), Some(11));
        assert_eq!(held.row(12).map(|row| row.id), Some(id(112)));
        assert!(held.row(9).is_none() && held.row(13).is_none());
        assert!(held.holds(10, 13) && !held.holds(9, 13) && !held.holds(10, 14));
    }

    #[test]
    fn a_new_row_above_does_not_move_the_selected_one() {
        let before = stretch(0, &[1, 2, 3], 3);
        let after = stretch(0, &[9, 1, 2, 3], 4);
        let shift = keep_in_place(&before, &after, Some(id(2)), 0, 400);
        assert_eq!(shift, Some(Shift { scroll: HEIGHTS.row, arrived: 1 }));
    }

    #[test]
    fn a_list_at_its_top_shows_new_rows_when_nothing_is_selected() {
        let before = stretch(0, &[1, 2, 3], 3);
        let after = stretch(0, &[9, 1, 2, 3], 4);
        assert_eq!(keep_in_place(&before, &after, None, 0, 400), None);
    }

    #[test]
    fn the_first_whole_row_is_kept_where_the_selected_one_is_out_of_sight() {
        let numbers: Vec<u32> = (0..100).collect();
        let before = stretch(0, &numbers, 100);
        let mut more = vec![900, 901];
        more.extend(&numbers);
        let after = stretch(0, &more, 102);
        let shift = keep_in_place(&before, &after, Some(id(0)), 1_000, 400);
        assert_eq!(shift, Some(Shift { scroll: 1_000 + 2 * HEIGHTS.row, arrived: 2 }));
    }

    #[test]
    fn another_search_starts_anew() {
        let before = stretch(0, &[1, 2], 2);
        let mut after = stretch(0, &[9, 1, 2], 3);
        after.query.search = "hố ga".to_owned();
        assert_eq!(keep_in_place(&before, &after, Some(id(2)), 0, 400), None);
    }

    #[test]
    fn rows_that_leave_above_pull_the_list_up_and_are_no_arrivals() {
        let before = stretch(0, &[1, 2, 3], 3);
        let after = stretch(0, &[2, 3], 2);
        let shift = keep_in_place(&before, &after, Some(id(3)), 116, 400);
        assert_eq!(shift, Some(Shift { scroll: 116 - HEIGHTS.row, arrived: 0 }));
    }
}
