//! What the list below the box holds: groups of rows, and which row Enter means when none is pointed at.

use std::sync::Arc;

use trucban_contract::ipc::{CoordinateFinding, Found, GridPoint, Hit};

use super::command::Command;
use crate::hit::Kind;

/// A row that can be chosen.
#[derive(Debug, Clone, PartialEq)]
pub enum Row {
    /// Something that was found.
    Hit(Arc<Hit>),
    /// What is proposed for typed coordinates.
    Take(GridPoint),
    /// The queue, narrowed to what is typed.
    Narrow(String),
    /// A command.
    Command(Command),
}

/// What stands over rows that belong together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Head {
    /// Hits of one kind.
    Kind(Kind),
    /// Commands.
    Commands,
    /// Nothing.
    None,
}

/// Rows that belong together.
#[derive(Debug, Clone, PartialEq)]
pub struct Group {
    /// What stands over them.
    pub head: Head,
    /// The rows.
    pub rows: Vec<Row>,
}

/// The list.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Rows {
    /// Its groups, none of them empty.
    pub groups: Vec<Group>,
    /// What is wrong with typed coordinates, if that is what they are.
    pub finding: Option<CoordinateFinding>,
}

impl Rows {
    /// Hits by kind: the kind of the likeliest hit first, and in each the likeliest.
    pub fn of_found(found: &Found) -> Self {
        let mut groups: Vec<Group> = Vec::new();
        for hit in &found.hits {
            let head = Head::Kind(Kind::of(&hit.target));
            let row = Row::Hit(Arc::new(hit.clone()));
            match groups.iter_mut().find(|group| group.head == head) {
                Some(group) => group.rows.push(row),
                None => groups.push(Group { head, rows: vec![row] }),
            }
        }
        if let Some(proposal) = found.finding.and_then(proposal) {
            groups.push(Group { head: Head::None, rows: vec![Row::Take(proposal)] });
        }
        Self { groups, finding: found.finding }
    }

    /// Commands, as they are ranked.
    pub fn of_commands(commands: Vec<Command>) -> Self {
        let rows: Vec<Row> = commands.into_iter().map(Row::Command).collect();
        let groups =
            if rows.is_empty() { vec![] } else { vec![Group { head: Head::Commands, rows }] };
        Self { groups, finding: None }
    }

    /// The same with the way to the queue at the end.
    #[must_use]
    pub fn and_narrow(mut self, text: String) -> Self {
        self.groups.push(Group { head: Head::None, rows: vec![Row::Narrow(text)] });
        self
    }

    /// The row at this place of the list.
    pub fn row(&self, at: usize) -> Option<&Row> {
        self.groups.iter().flat_map(|group| &group.rows).nth(at)
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.groups.iter().map(|group| group.rows.len()).sum()
    }

    /// How many of them answer what is typed.
    pub fn answers(&self) -> usize {
        let rows = self.groups.iter().flat_map(|group| &group.rows);
        rows.filter(|row| !matches!(row, Row::Narrow(_))).count()
    }
}

const fn proposal(finding: CoordinateFinding) -> Option<GridPoint> {
    match finding {
        CoordinateFinding::Swapped { proposal } | CoordinateFinding::OtherZone { proposal, .. } => {
            Some(proposal)
        }
        CoordinateFinding::OutsideCity => None,
    }
}

/// Moves the pointer by `by` in a list of `len` rows. Up from the first row leads back into the field.
pub fn step(at: Option<usize>, by: isize, len: usize) -> Option<usize> {
    match (at, by) {
        _ if len == 0 => None,
        (None, by) if by > 0 => Some(0),
        (None | Some(0), _) if by < 0 => None,
        (at, by) => at.map(|at| at.saturating_add_signed(by).min(len - 1)),
    }
}

#[cfg(test)]
mod tests {
    use trucban_contract::ipc::{HitFacts, HitTarget};
    use trucban_domain::WardCode;

    use super::*;

    fn ward(code: u32) -> Hit {
        let code = WardCode(code);
        let facts = HitFacts::Ward { code, formerly: None };
        Hit { target: HitTarget::Ward(code), facts, at: None }
    }

    fn point() -> Hit {
        let place = GridPoint { north_m: 0.0, east_m: 0.0, lat: 16.5, lon: 107.6 };
        let facts = HitFacts::Point { place, ward: None };
        Hit { target: HitTarget::Point, facts, at: Some((16.5, 107.6)) }
    }

    #[test]
    fn hits_stand_by_kind_and_the_kind_of_the_likeliest_hit_first() {
        let found = Found { hits: vec![ward(1), point(), ward(2)], finding: None };
        let rows = Rows::of_found(&found).and_narrow("x".to_owned());
        let heads: Vec<Head> = rows.groups.iter().map(|group| group.head).collect();
        assert_eq!(heads, [Head::Kind(Kind::Ward), Head::Kind(Kind::Point), Head::None]);
        assert_eq!((rows.len(), rows.answers()), (4, 3));
        assert_eq!(rows.row(1), Some(&Row::Hit(Arc::new(ward(2)))));
        assert_eq!(rows.row(3), Some(&Row::Narrow("x".to_owned())));
        assert_eq!(rows.row(4), None);
    }

    #[test]
    fn a_proposal_for_typed_coordinates_is_a_row_like_any_other() {
        let proposal = GridPoint { north_m: 1.0, east_m: 2.0, lat: 16.5, lon: 107.6 };
        let swapped =
            Found { hits: vec![], finding: Some(CoordinateFinding::Swapped { proposal }) };
        assert_eq!(Rows::of_found(&swapped).row(0), Some(&Row::Take(proposal)));
        let outside = Found { hits: vec![], finding: Some(CoordinateFinding::OutsideCity) };
        assert_eq!(Rows::of_found(&outside).len(), 0);
    }

    #[test]
    fn the_arrows_enter_the_list_stay_in_it_and_lead_back_into_the_field() {
        assert_eq!(step(None, 1, 3), Some(0));
        assert_eq!(step(Some(0), 1, 3), Some(1));
        assert_eq!(step(Some(2), 1, 3), Some(2));
        assert_eq!(step(Some(1), -1, 3), Some(0));
        assert_eq!(step(Some(0), -1, 3), None);
        assert_eq!(step(None, -1, 3), None);
        assert_eq!(step(Some(2), 1, 0), None);
    }
}
