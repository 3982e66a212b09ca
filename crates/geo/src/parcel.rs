//! Parcels as people type them: the number of a cadastral sheet (*tờ*) and of a parcel (*thửa*).
//!
//! `22/80`, `tờ 22 thửa 80`, `thửa đất số 80, tờ bản đồ số 22, phường Phú Xuân`. Numbers repeat
//! from ward to ward, so what else was typed is handed back for the caller to look up: a sheet and a
//! parcel alone name nothing yet. The short form looks like an address in an alley (`12/5 Nguyễn
//! Huệ`); only a rest that is a ward, or none, makes it a parcel.

use trucban_domain::fold::fold;

/// A sheet, a parcel and what else was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParcelReference {
    /// Number of the cadastral sheet.
    pub sheet: u32,
    /// Number of the parcel on it.
    pub parcel: u32,
    /// The rest of the text as it was typed, without marks at its ends: probably a ward.
    pub rest: String,
}

impl ParcelReference {
    /// The parcel that a text names, if it names one.
    pub fn read(text: &str) -> Option<Self> {
        let words = words(text);
        named(&words).or_else(|| short(&words))
    }
}

/// A stretch of letters, a stretch of digits or one mark; with the text it was folded from.
struct Word<'a> {
    typed: &'a str,
    folded: String,
}

impl Word<'_> {
    fn number(&self) -> Option<u32> {
        let digits = self.typed.bytes().all(|byte| byte.is_ascii_digit());
        self.typed.parse().ok().filter(|&number| digits && number > 0)
    }

    /// Says nothing: a mark, or a word that stands between `tờ` or `thửa` and its number.
    fn is_filler(&self) -> bool {
        let between = ["ban", "do", "so", "dat"];
        self.typed.chars().all(|c| ",.:;".contains(c)) || between.contains(&self.folded.as_str())
    }
}

fn words(text: &str) -> Vec<Word<'_>> {
    let mut words = Vec::new();
    for part in text.split_whitespace() {
        let mut rest = part;
        while let Some(first) = rest.chars().next() {
            let kind = kind(first);
            let end = rest
                .find(|c| kind == Kind::Mark || self::kind(c) != kind)
                .filter(|&at| at > 0)
                .unwrap_or(if kind == Kind::Mark { first.len_utf8() } else { rest.len() });
            let (typed, after) = rest.split_at(end);
            words.push(Word { typed, folded: fold(typed) });
            rest = after;
        }
    }
    words
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Letter,
    Digit,
    Mark,
}

fn kind(c: char) -> Kind {
    if c.is_ascii_digit() {
        Kind::Digit
    } else if c.is_alphanumeric() || ('\u{300}'..='\u{36f}').contains(&c) {
        Kind::Letter
    } else {
        Kind::Mark
    }
}

/// `tờ … 22 … thửa … 80`, in either order.
fn named(words: &[Word<'_>]) -> Option<ParcelReference> {
    let (sheet, sheet_words) = number_after(words, &["to", "tbd"])?;
    let (parcel, parcel_words) = number_after(words, &["thua"])?;
    let taken = |at: &usize| sheet_words.contains(at) || parcel_words.contains(at);
    let rest = (0..words.len()).filter(|at| !taken(at)).map(|at| &words[at]);
    Some(ParcelReference { sheet, parcel, rest: joined(rest) })
}

fn number_after(words: &[Word<'_>], names: &[&str]) -> Option<(u32, std::ops::Range<usize>)> {
    let starts = (0..words.len()).filter(|&at| names.contains(&words[at].folded.as_str()));
    starts.into_iter().find_map(|start| {
        let fillers = words[start + 1..].iter().take_while(|word| word.is_filler()).count();
        let at = start + 1 + fillers;
        Some((words.get(at)?.number()?, start..at + 1))
    })
}

/// `22/80` at one end of the text, and no other stroke in it.
fn short(words: &[Word<'_>]) -> Option<ParcelReference> {
    let mut strokes = words.iter().enumerate().filter(|(_, word)| word.typed == "/");
    let (stroke, _) = strokes.next()?;
    if strokes.next().is_some() || stroke == 0 {
        return None;
    }
    let sheet = words[stroke - 1].number()?;
    let parcel = words.get(stroke + 1)?.number()?;
    let (before, after) = (&words[..stroke - 1], &words[stroke + 2..]);
    let rest = match (before.is_empty(), after.is_empty()) {
        (true, _) => after,
        (false, true) => before,
        (false, false) => return None,
    };
    Some(ParcelReference { sheet, parcel, rest: joined(rest.iter()) })
}

fn joined<'a>(words: impl Iterator<Item = &'a Word<'a>>) -> String {
    let mut text = String::new();
    for word in words {
        let mark = word.typed.chars().all(|c| kind(c) == Kind::Mark);
        if !mark && !text.is_empty() {
            text.push(' ');
        }
        if !mark || !text.is_empty() {
            text.push_str(word.typed);
        }
    }
    text.trim_end_matches(|c| kind(c) == Kind::Mark).to_owned()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_parcel_is_read_however_it_is_written() {
        for (text, rest) in [
            ("22/80", ""),
            (" 22 / 80 ", ""),
            ("tờ 22 thửa 80", ""),
            ("to 22 thua 80", ""),
            ("TỜ 22, THỬA 80", ""),
            ("thửa 80 tờ 22", ""),
            ("tờ22 thửa80", ""),
            ("tbđ 22 thửa 80", ""),
            ("22/80 phú xuân", "phú xuân"),
            ("Phú Xuân 22/80", "Phú Xuân"),
            ("22/80, phường Phú Xuân.", "phường Phú Xuân"),
            ("thửa đất số 80, tờ bản đồ số 22, phường Phú Xuân", "phường Phú Xuân"),
            ("Thửa đất số: 80; Tờ bản đồ số: 22; Thuận Hóa", "Thuận Hóa"),
        ] {
            let read = ParcelReference::read(text);
            let expected = ParcelReference { sheet: 22, parcel: 80, rest: rest.to_owned() };
            assert_eq!(read, Some(expected), "{text}");
        }
    }

    #[test]
    fn what_names_no_parcel_is_none() {
        for text in [
            "",
            "22",
            "22/",
            "/80",
            "0/80",
            "22/08/2026",
            "tờ 22",
            "thửa 80",
            "tờ thửa",
            "22-80",
            "kiệt 22/80 Nguyễn Trãi",
            "99999999999/1",
            "1821805 562010",
            "75/A",
            "-1/2 x",
        ] {
            let read = ParcelReference::read(text);
            assert_eq!(read, None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn no_text_makes_the_reading_fail(text in "\\PC{0,40}", near in "[tờhửa0-9/ ,đ]{0,30}") {
            let _ = ParcelReference::read(&text);
            let _ = ParcelReference::read(&near);
        }
    }
}
