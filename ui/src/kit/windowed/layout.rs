//! Where each heading and row of a grouped list lies, without having the rows.

use std::ops::Range;

/// Heights in pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Heights {
    /// Of a heading.
    pub head: u32,
    /// Of a row.
    pub row: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Group {
    first_row: u32,
    rows: u32,
    top: u32,
}

/// Where everything lies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Layout {
    heights: Heights,
    groups: Vec<Group>,
    rows: u32,
    height: u32,
}

/// What must stand in the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InSight {
    /// Groups whose headings are in sight.
    pub heads: Range<usize>,
    /// Rows in sight.
    pub rows: Range<u32>,
}

impl Layout {
    /// Lays out groups of so many rows each.
    pub fn new(heights: Heights, group_rows: impl IntoIterator<Item = u32>) -> Self {
        let (mut groups, mut first_row, mut top) = (Vec::new(), 0_u32, 0_u32);
        for rows in group_rows {
            groups.push(Group { first_row, rows, top });
            first_row = first_row.saturating_add(rows);
            let height = heights.head.saturating_add(heights.row.saturating_mul(rows));
            top = top.saturating_add(height);
        }
        Self { heights, groups, rows: first_row, height: top }
    }

    /// Height of the whole list.
    pub const fn height(&self) -> u32 {
        self.height
    }

    /// All rows.
    pub const fn rows(&self) -> u32 {
        self.rows
    }

    /// Where the heading of a group begins.
    pub fn top_of_head(&self, group: usize) -> u32 {
        self.groups.get(group).map_or(self.height, |group| group.top)
    }

    /// Where a row begins.
    pub fn top_of_row(&self, row: u32) -> u32 {
        self.group_of(row).map_or(self.height, |group| {
            group.top + self.heights.head + (row - group.first_row) * self.heights.row
        })
    }

    /// The row that lies at `y`, or the next one below where a heading lies there.
    pub fn row_at(&self, y: u32) -> u32 {
        let at = self.groups.partition_point(|group| group.top <= y);
        let Some(group) = at.checked_sub(1).and_then(|at| self.groups.get(at)) else { return 0 };
        let inside = y.saturating_sub(group.top + self.heights.head) / self.heights.row.max(1);
        group.first_row + inside.min(group.rows)
    }

    /// What must stand in the page when `height` pixels from `scroll` are in sight, with `spare`
    /// rows more above and below so that a quick scroll shows no gap.
    pub fn in_sight(&self, scroll: u32, height: u32, spare: u32) -> InSight {
        let margin = spare.saturating_mul(self.heights.row);
        let (from, to) = (
            scroll.saturating_sub(margin),
            scroll.saturating_add(height).saturating_add(margin).min(self.height),
        );
        let last = self.row_at(to.saturating_sub(1)).saturating_add(1).min(self.rows);
        let rows = self.row_at(from).min(last)..last;
        let first_head = self.groups.partition_point(|group| group.top + self.heights.head <= from);
        let end_head = self.groups.partition_point(|group| group.top < to);
        InSight { heads: first_head..end_head.max(first_head), rows }
    }

    /// Where to scroll so that `row` is in sight, if it is not; its heading comes with the first
    /// row of a group.
    pub fn reveal(&self, row: u32, scroll: u32, height: u32) -> Option<u32> {
        let top = self.top_of_row(row);
        let first = self.group_of(row).is_some_and(|group| group.first_row == row);
        let from = if first { top.saturating_sub(self.heights.head) } else { top };
        let to = top.saturating_add(self.heights.row);
        if from < scroll {
            Some(from)
        } else if to > scroll.saturating_add(height) {
            Some(to.saturating_sub(height))
        } else {
            None
        }
    }

    fn group_of(&self, row: u32) -> Option<&Group> {
        let at = self.groups.partition_point(|group| group.first_row + group.rows <= row);
        self.groups.get(at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEIGHTS: Heights = Heights { head: 30, row: 50 };

    fn layout() -> Layout {
        Layout::new(HEIGHTS, [2, 0, 3])
    }

    #[test]
    fn rows_lie_below_the_heading_of_their_group() {
        let layout = layout();
        assert_eq!((layout.height(), layout.rows()), (3 * 30 + 5 * 50, 5));
        assert_eq!(layout.top_of_row(0), 30);
        assert_eq!(layout.top_of_row(1), 80);
        assert_eq!(layout.top_of_row(2), 190, "after a heading without rows and its own heading");
        assert_eq!(layout.top_of_head(2), 160);
    }

    #[test]
    fn every_row_is_found_at_its_place() {
        let layout = Layout::new(HEIGHTS, [7, 1, 0, 12]);
        for row in 0..layout.rows() {
            assert_eq!(layout.row_at(layout.top_of_row(row)), row);
            assert_eq!(layout.row_at(layout.top_of_row(row) + 49), row);
        }
    }

    #[test]
    fn the_page_holds_few_rows_however_long_the_list_is() {
        let layout = Layout::new(HEIGHTS, [10, 100_000, 5]);
        for scroll in (0..layout.height()).step_by(77_777) {
            let seen = layout.in_sight(scroll, 700, 4);
            assert!(seen.rows.len() <= 700 / 50 + 2 * 4 + 2, "{scroll}: {seen:?}");
            let covered = layout.top_of_row(seen.rows.start) <= scroll + 30;
            assert!(covered, "{scroll}: no gap at the top");
        }
    }

    #[test]
    fn the_ends_are_in_sight_and_an_empty_list_has_none() {
        let layout = layout();
        assert_eq!(layout.in_sight(0, 1_000, 2), InSight { heads: 0..3, rows: 0..5 });
        let empty = Layout::new(HEIGHTS, []);
        assert_eq!(empty.in_sight(0, 1_000, 2), InSight { heads: 0..0, rows: 0..0 });
    }

    #[test]
    fn a_row_out_of_sight_is_revealed_with_as_little_scrolling_as_possible() {
        let layout = Layout::new(HEIGHTS, [100]);
        assert_eq!(layout.reveal(3, 0, 400), None);
        assert_eq!(layout.reveal(20, 0, 400), Some(30 + 21 * 50 - 400));
        assert_eq!(layout.reveal(2, 900, 400), Some(130));
        assert_eq!(layout.reveal(0, 900, 400), Some(0), "the heading comes along");
    }
}
