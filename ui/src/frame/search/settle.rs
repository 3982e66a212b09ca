//! When what is typed is searched for: a moment after the last key, and never while a syllable is
//! still being composed.

/// What happens in the field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Typed {
    /// Its text became another one.
    Changed,
    /// An input method began to compose a syllable in it.
    ComposingBegan,
    /// The syllable stands.
    ComposingEnded,
    /// Enter was pressed, and was not the input method's.
    Entered,
    /// The focus went elsewhere.
    Left,
}

/// What that means for the search.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Then {
    /// All stays as it is.
    Stay,
    /// A search that waits for its moment is dropped.
    Hold,
    /// Search when nothing more has happened for a moment.
    SearchSoon,
    /// Search now.
    Search,
}

/// Follows what is typed into one field.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Settle {
    composing: bool,
}

impl Settle {
    /// Whether a syllable is being composed.
    pub const fn is_composing(self) -> bool {
        self.composing
    }

    /// Takes in what happened.
    pub const fn hear(&mut self, typed: Typed) -> Then {
        match typed {
            Typed::Changed if self.composing => Then::Hold,
            Typed::Changed => Then::SearchSoon,
            Typed::ComposingBegan => {
                self.composing = true;
                Then::Hold
            }
            Typed::ComposingEnded => {
                self.composing = false;
                Then::SearchSoon
            }
            Typed::Entered => {
                self.composing = false;
                Then::Search
            }
            // Not every input method says that it ended when the focus goes.
            Typed::Left if self.composing => {
                self.composing = false;
                Then::SearchSoon
            }
            Typed::Left => Then::Stay,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn heard(all: &[Typed]) -> Vec<Then> {
        let mut settle = Settle::default();
        all.iter().map(|typed| settle.hear(*typed)).collect()
    }

    #[test]
    fn a_half_typed_syllable_is_not_searched_for() {
        use Typed::{Changed, ComposingBegan, ComposingEnded};
        assert_eq!(
            heard(&[ComposingBegan, Changed, Changed, ComposingEnded]),
            [Then::Hold, Then::Hold, Then::Hold, Then::SearchSoon]
        );
    }

    #[test]
    fn the_next_syllable_drops_the_search_that_waits() {
        use Typed::{Changed, ComposingBegan, ComposingEnded};
        assert_eq!(
            heard(&[Changed, ComposingEnded, ComposingBegan]),
            [Then::SearchSoon, Then::SearchSoon, Then::Hold]
        );
    }

    #[test]
    fn letters_without_an_input_method_are_searched_for_when_they_rest() {
        assert_eq!(heard(&[Typed::Changed, Typed::Changed]), [Then::SearchSoon; 2]);
    }

    #[test]
    fn enter_searches_at_once() {
        assert_eq!(heard(&[Typed::Changed, Typed::Entered]), [Then::SearchSoon, Then::Search]);
    }

    #[test]
    fn leaving_the_field_ends_a_composition_that_nobody_ended() {
        let mut settle = Settle::default();
        settle.hear(Typed::ComposingBegan);
        assert!(settle.is_composing());
        assert_eq!(settle.hear(Typed::Left), Then::SearchSoon);
        assert!(!settle.is_composing());
        assert_eq!(settle.hear(Typed::Left), Then::Stay);
    }
}
