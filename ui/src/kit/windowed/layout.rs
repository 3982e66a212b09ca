//! Where each heading and row of a grouped list lies, without having the rows. In a grid several rows
//! of a group lie side by side on one line.

use std::ops::Range;

/// Heights in pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Heights {
    /// Of a heading.
    pub head: u32,
    /// Of a row.
    pub row: u32,
}

/// A group of rows of one height.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Section {
    /// How many.
    pub rows: u32,
    /// How many lie side by side.
    pub columns: u32,
    /// Heights.
    pub heights: Heights,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Group {
    first_row: u32,
    rows: u32,
    columns: u32,
    heights: Heights,
    top: u32,
}

impl Group {
    const fn lines(self) -> u32 {
        self.rows.div_ceil(self.columns)
    }

    const fn first_line_top(self) -> u32 {
        self.top.saturating_add(self.heights.head)
    }
}

/// Where everything lies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Layout {
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
    /// Lays out groups of so many rows each, one row a line.
    pub fn new(heights: Heights, group_rows: impl IntoIterator<Item = u32>) -> Self {
        Self::of(group_rows.into_iter().map(|rows| Section { rows, columns: 1, heights }))
    }

    /// Lays out groups of different kinds.
    pub fn of(sections: impl IntoIterator<Item = Section>) -> Self {
        let (mut groups, mut first_row, mut top) = (Vec::new(), 0_u32, 0_u32);
        for Section { rows, columns, heights } in sections {
            let group = Group { first_row, rows, columns: columns.max(1), heights, top };
            first_row = first_row.saturating_add(rows);
            top = group.first_line_top().saturating_add(heights.row.saturating_mul(group.lines()));
            groups.push(group);
        }
        Self { groups, rows: first_row, height: top }
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
            let line = (row - group.first_row) / group.columns;
            group.first_line_top() + line * group.heights.row
        })
    }

    /// How high a row is.
    pub fn height_of_row(&self, row: u32) -> u32 {
        self.group_of(row).map_or(0, |group| group.heights.row)
    }

    /// In which column of how many a row lies.
    pub fn column_of_row(&self, row: u32) -> (u32, u32) {
        self.group_of(row)
            .map_or((0, 1), |group| ((row - group.first_row) % group.columns, group.columns))
    }

    /// The first row of the line that lies at `y`, or the next one below where a heading lies there.
    pub fn row_at(&self, y: u32) -> u32 {
        let at = self.groups.partition_point(|group| group.top <= y);
        let Some(group) = at.checked_sub(1).and_then(|at| self.groups.get(at)) else { return 0 };
        let line = y.saturating_sub(group.first_line_top()) / group.heights.row.max(1);
        group.first_row + line.saturating_mul(group.columns).min(group.rows)
    }

    /// What must stand in the page when `height` pixels from `scroll` are in sight, with `spare`
    /// lines more above and below so that a quick scroll shows no gap.
    pub fn in_sight(&self, scroll: u32, height: u32, spare: u32) -> InSight {
        let tallest = self.groups.iter().map(|group| group.heights.row).max().unwrap_or(0);
        let margin = spare.saturating_mul(tallest);
        let (from, to) = (
            scroll.saturating_sub(margin),
            scroll.saturating_add(height).saturating_add(margin).min(self.height),
        );
        let last = self.row_at(to.saturating_sub(1));
        let columns = self.column_of_row(last).1;
        let group_end = self.group_of(last).map_or(self.rows, |it| it.first_row + it.rows);
        let last = last.saturating_add(columns).min(group_end.max(last)).min(self.rows);
        let rows = self.row_at(from).min(last)..last;
        let first_head = self.groups.partition_point(|group| group.first_line_top() <= from);
        let end_head = self.groups.partition_point(|group| group.top < to);
        InSight { heads: first_head..end_head.max(first_head), rows }
    }

    /// Where to scroll so that `row` is in sight, if it is not; its heading comes with the first
    /// line of a group.
    pub fn reveal(&self, row: u32, scroll: u32, height: u32) -> Option<u32> {
        let top = self.top_of_row(row);
        let group = self.group_of(row);
        let head = group.filter(|group| row - group.first_row < group.columns);
        let from = head.map_or(top, |group| top.saturating_sub(group.heights.head));
        let to = top.saturating_add(self.height_of_row(row));
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

    #[test]
    fn cards_lie_side_by_side_and_every_one_is_found() {
        let wide = Heights { head: 0, row: 100 };
        let layout = Layout::of([
            Section { rows: 2, columns: 1, heights: wide },
            Section { rows: 7, columns: 3, heights: HEIGHTS },
        ]);
        assert_eq!((layout.rows(), layout.height()), (9, 2 * 100 + 30 + 3 * 50));
        assert_eq!(layout.top_of_row(1), 100);
        for (row, column) in [(2, 0), (3, 1), (4, 2), (5, 0), (8, 0)] {
            assert_eq!(layout.column_of_row(row), (column, 3));
        }
        assert_eq!(layout.top_of_row(4), 230);
        assert_eq!(layout.top_of_row(5), 280);
        assert_eq!(layout.row_at(299), 5, "the first of its line");
        assert_eq!(layout.in_sight(0, 1_000, 1).rows, 0..9);
        assert_eq!(layout.in_sight(230, 50, 0).rows, 2..5, "whole lines");
        assert_eq!(layout.reveal(7, 0, 300), Some(30));
    }
}
