//! The stretch of a long list that the window holds: the layout of the whole, and the rows near those
//! in sight.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::Arc;

use super::Layout;

/// A row that has a key by which it is known again after a new reading.
pub trait Keyed {
    /// The key.
    type Key: Copy + Eq + Hash + Send + Sync + 'static;

    /// The row's key.
    fn key(&self) -> Self::Key;
}

/// A part of a list. `Q` is what was asked for, `P` what the answer tells of the whole list.
#[derive(Debug, Clone, PartialEq)]
pub struct Stretch<Q, R: Keyed, P> {
    /// What was asked for.
    pub query: Q,
    /// What the answer tells of the whole list.
    pub page: P,
    /// Where everything lies.
    pub layout: Layout,
    offset: u32,
    rows: Vec<Arc<R>>,
    places: HashMap<R::Key, u32>,
}

impl<Q, R: Keyed, P> Stretch<Q, R, P> {
    /// Takes the rows that were read from `offset` on.
    pub fn new(query: Q, offset: u32, rows: Vec<R>, page: P, layout: Layout) -> Self {
        let rows: Vec<_> = rows.into_iter().map(Arc::new).collect();
        let places = (offset..).zip(&rows).map(|(place, row)| (row.key(), place)).collect();
        Self { query, page, layout, offset, rows, places }
    }

    /// The same rows in another layout.
    pub fn in_layout(&self, layout: Layout) -> Self
    where
        Q: Clone,
        P: Clone,
    {
        Self {
            query: self.query.clone(),
            page: self.page.clone(),
            layout,
            offset: self.offset,
            rows: self.rows.clone(),
            places: self.places.clone(),
        }
    }

    /// The row at `place` of the list, if it is held.
    pub fn row(&self, place: u32) -> Option<&Arc<R>> {
        self.rows.get(place.checked_sub(self.offset)? as usize)
    }

    /// Where a row stands in the list, if it is held.
    pub fn place_of(&self, key: R::Key) -> Option<u32> {
        self.places.get(&key).copied()
    }

    /// A row, if it is held.
    pub fn find(&self, key: R::Key) -> Option<&Arc<R>> {
        self.row(self.place_of(key)?)
    }

    /// Rows of the whole list.
    pub const fn total(&self) -> u32 {
        self.layout.rows()
    }

    /// Whether all rows from `from` to before `to` are held.
    pub fn holds(&self, from: u32, to: u32) -> bool {
        let held = u32::try_from(self.rows.len()).unwrap_or(u32::MAX);
        from >= self.offset && to.min(self.total()) <= self.offset.saturating_add(held)
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
pub fn keep_in_place<Q: PartialEq, R: Keyed, P>(
    before: &Stretch<Q, R, P>,
    after: &Stretch<Q, R, P>,
    selected: Option<R::Key>,
    scroll: u32,
    height: u32,
) -> Option<Shift> {
    if before.query != after.query {
        return None;
    }
    let layout = &before.layout;
    let in_sight = |place: u32| {
        let top = layout.top_of_row(place);
        top + layout.height_of_row(place) > scroll && top < scroll + height
    };
    let chosen = selected.filter(|key| before.place_of(*key).is_some_and(in_sight));
    let anchor = match chosen {
        Some(key) => key,
        None if scroll == 0 => return None,
        None => {
            let cut = layout.height_of_row(layout.row_at(scroll));
            before.row(layout.row_at(scroll + cut.saturating_sub(1)))?.key()
        }
    };
    let (old, new) = (before.place_of(anchor)?, after.place_of(anchor)?);
    let (old_top, new_top) = (layout.top_of_row(old), after.layout.top_of_row(new));
    if old_top == new_top {
        return None;
    }
    let scroll = (scroll + new_top).saturating_sub(old_top);
    Some(Shift { scroll, arrived: new.saturating_sub(old) })
}

#[cfg(test)]
mod tests {
    use super::super::Heights;
    use super::*;

    const HEIGHTS: Heights = Heights { head: 30, row: 58 };

    struct Row(u32);

    impl Keyed for Row {
        type Key = u32;

        fn key(&self) -> u32 {
            self.0
        }
    }

    fn stretch(offset: u32, numbers: &[u32], total: u32) -> Stretch<&'static str, Row, ()> {
        let rows = numbers.iter().copied().map(Row).collect();
        Stretch::new("", offset, rows, (), Layout::new(HEIGHTS, [total]))
    }

    #[test]
    fn a_stretch_knows_what_it_holds() {
        let held = stretch(10, &[110, 111, 112], 500);
        assert_eq!(held.place_of(111), Some(11));
        assert_eq!(held.row(12).map(|row| row.0), Some(112));
        assert!(held.row(9).is_none() && held.row(13).is_none());
        assert!(held.holds(10, 13) && !held.holds(9, 13) && !held.holds(10, 14));
    }

    #[test]
    fn a_new_row_above_does_not_move_the_selected_one() {
        let before = stretch(0, &[1, 2, 3], 3);
        let after = stretch(0, &[9, 1, 2, 3], 4);
        let shift = keep_in_place(&before, &after, Some(2), 0, 400);
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
        let shift = keep_in_place(&before, &after, Some(0), 1_000, 400);
        assert_eq!(shift, Some(Shift { scroll: 1_000 + 2 * HEIGHTS.row, arrived: 2 }));
    }

    #[test]
    fn another_question_starts_anew() {
        let before = stretch(0, &[1, 2], 2);
        let mut after = stretch(0, &[9, 1, 2], 3);
        after.query = "hố ga";
        assert_eq!(keep_in_place(&before, &after, Some(2), 0, 400), None);
    }

    #[test]
    fn rows_that_leave_above_pull_the_list_up_and_are_no_arrivals() {
        let before = stretch(0, &[1, 2, 3], 3);
        let after = stretch(0, &[2, 3], 2);
        let shift = keep_in_place(&before, &after, Some(3), 116, 400);
        assert_eq!(shift, Some(Shift { scroll: 116 - HEIGHTS.row, arrived: 0 }));
    }
}
