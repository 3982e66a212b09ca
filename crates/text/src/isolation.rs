//! Values that a stranger wrote, inside a sentence of ours.
//!
//! Characters that turn the direction of writing are kept: they are part of what somebody wrote,
//! and Arabic needs them. But they end with the value. Without that, one of them in a title would
//! turn round what we say after it, and a report could make a sentence read as another one.

use std::borrow::Cow;

const FIRST_STRONG_ISOLATE: char = '\u{2068}';
const POP_ISOLATE: char = '\u{2069}';

/// `value`, closed in itself where anything in it could reach beyond it.
pub fn isolated(value: &str) -> Cow<'_, str> {
    if !value.chars().any(turns) {
        return Cow::Borrowed(value);
    }
    let mut closed = String::with_capacity(value.len() + 8);
    closed.push(FIRST_STRONG_ISOLATE);
    let mut open = 0_usize;
    for c in value.chars() {
        match c {
            '\u{2066}'..='\u{2068}' => open += 1,
            // It would end our isolate, and what follows would be outside.
            POP_ISOLATE if open == 0 => continue,
            POP_ISOLATE => open -= 1,
            _ => {}
        }
        closed.push(c);
    }
    closed.extend(std::iter::repeat_n(POP_ISOLATE, open + 1));
    Cow::Owned(closed)
}

/// Letters that are written from right to left, and characters that embed, override or isolate.
const fn turns(c: char) -> bool {
    matches!(c,
        '\u{590}'..='\u{8ff}'
        | '\u{200e}' | '\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2066}'..='\u{2069}'
        | '\u{fb1d}'..='\u{fdff}'
        | '\u{fe70}'..='\u{feff}'
        | '\u{10800}'..='\u{10fff}'
        | '\u{1e800}'..='\u{1efff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_from_left_to_right_stays_as_it_is() {
        for value in ["", "Nguyễn Huệ", "12/3 — “a”", "Ngập\u{300}\u{489}"] {
            assert!(matches!(isolated(value), Cow::Borrowed(same) if same == value));
        }
    }

    #[test]
    fn what_turns_ends_with_the_value_and_nothing_in_it_ends_the_isolate_early() {
        assert_eq!(isolated("a\u{202e}b"), "\u{2068}a\u{202e}b\u{2069}");
        assert_eq!(isolated("\u{2069}\u{202e}x"), "\u{2068}\u{202e}x\u{2069}");
        assert_eq!(
            isolated("\u{2067}\u{2067}x"),
            "\u{2068}\u{2067}\u{2067}x\u{2069}\u{2069}\u{2069}"
        );
        assert_eq!(isolated("شارع"), "\u{2068}شارع\u{2069}");
    }
}
