//! A text in two languages, with places for values.
//!
//! `{0}` is the first value; `{0:day|days}` is a word chosen by it, the first where the value reads
//! `1`. Vietnamese needs no such choice, so it writes the value alone.

use crate::Lang;
use crate::isolation::isolated;

/// A text in both languages with `N` places.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Text<const N: usize> {
    vi: &'static str,
    en: &'static str,
}

impl<const N: usize> Text<N> {
    /// Pairs the two languages.
    ///
    /// # Panics
    /// At compile time, where the languages have not the same places.
    pub const fn new(vi: &'static str, en: &'static str) -> Self {
        assert!(places(vi) == N && places(en) == N, "both languages have the same places");
        Self { vi, en }
    }

    /// The text with its values, in order.
    pub fn fill(self, lang: Lang, values: [&str; N]) -> String {
        fill(self.raw(lang), &values)
    }

    const fn raw(self, lang: Lang) -> &'static str {
        match lang {
            Lang::Vi => self.vi,
            Lang::En => self.en,
        }
    }
}

impl Text<0> {
    /// The text as it stands.
    pub const fn say(self, lang: Lang) -> &'static str {
        self.raw(lang)
    }
}

/// A text as the list of its area holds it: for lookups by key and for tests.
#[derive(Debug, Clone, Copy)]
pub struct Entry {
    /// Name within the area, in capitals.
    pub name: &'static str,
    /// Vietnamese.
    pub vi: &'static str,
    /// English.
    pub en: &'static str,
}

impl Entry {
    /// The text with its values; places without a value stay empty.
    pub fn fill(&self, lang: Lang, values: &[&str]) -> String {
        fill(if lang == Lang::Vi { self.vi } else { self.en }, values)
    }
}

/// Counts the places of a text: one more than the highest number used.
pub const fn places(text: &str) -> usize {
    let bytes = text.as_bytes();
    let (mut at, mut count) = (0, 0);
    while at + 1 < bytes.len() {
        if bytes[at] == b'{' && bytes[at + 1].is_ascii_digit() {
            let number = (bytes[at + 1] - b'0') as usize;
            if number + 1 > count {
                count = number + 1;
            }
        }
        at += 1;
    }
    count
}

fn fill(text: &str, values: &[&str]) -> String {
    let mut filled = String::with_capacity(text.len() + 16);
    let mut rest = text;
    while let Some((before, place, after)) = next_place(rest) {
        filled.push_str(before);
        let (number, words) = place.split_once(':').unwrap_or((place, ""));
        let value = number.parse().ok().and_then(|at: usize| values.get(at)).copied().unwrap_or("");
        match words.split_once('|') {
            Some((one, _)) if value == "1" => filled.push_str(one),
            Some((_, many)) => filled.push_str(many),
            None => filled.push_str(&isolated(value)),
        }
        rest = after;
    }
    filled.push_str(rest);
    filled
}

fn next_place(text: &str) -> Option<(&str, &str, &str)> {
    let (before, from) = text.split_once('{')?;
    let (place, after) = from.split_once('}')?;
    Some((before, place, after))
}

/// Declares the texts of an area: `NAME: "tiếng Việt", "English";`.
macro_rules! texts {
    ($($name:ident: $vi:literal, $en:literal;)*) => {
        $(
            #[doc = concat!("`", $vi, "`")]
            pub const $name: $crate::Text<{ $crate::places($vi) }> = $crate::Text::new($vi, $en);
        )*

        /// All texts of this area.
        pub const ALL: &[$crate::Entry] =
            &[$($crate::Entry { name: stringify!($name), vi: $vi, en: $en }),*];
    };
}
pub(crate) use texts;

#[cfg(test)]
mod tests {
    use super::*;

    const LEFT: Text<1> = Text::new("còn {0} ngày", "{0} {0:day|days} left");

    #[test]
    fn a_word_follows_its_number() {
        assert_eq!(LEFT.fill(Lang::En, ["1"]), "1 day left");
        assert_eq!(LEFT.fill(Lang::En, ["2"]), "2 days left");
        assert_eq!(LEFT.fill(Lang::Vi, ["2"]), "còn 2 ngày");
    }

    #[test]
    fn a_value_that_turns_the_writing_turns_nothing_of_the_sentence() {
        let filled = LEFT.fill(Lang::Vi, ["\u{202e}3"]);
        assert_eq!(filled, "còn \u{2068}\u{202e}3\u{2069} ngày");
    }

    #[test]
    fn a_value_is_never_read_as_a_place() {
        assert_eq!(LEFT.fill(Lang::Vi, ["{0}"]), "còn {0} ngày");
    }

    #[test]
    fn an_entry_without_a_value_leaves_its_place_empty() {
        let entry = Entry { name: "X", vi: "máy {0}", en: "machine {0}" };
        assert_eq!(entry.fill(Lang::Vi, &[]), "máy ");
    }
}
