//! How a description is written down: as taught at school, in haste, without marks, with slips.
//!
//! What comes in is composed (NFC), and so is what goes out.

use trucban_domain::fold::fold;

use super::super::draw::Draw;
use super::super::words::{Hand, Voices};

/// Of the places where an abbreviation is known, so many in a hundred get it.
const ABBREVIATED_PERCENT: u32 = 70;
/// The most slips in one text.
const SLIPS: i64 = 3;

/// Writes `text` by this hand.
pub(super) fn write(voices: &Voices, draw: &Draw, hand: Hand, text: &str) -> String {
    match hand {
        Hand::Plain => text.to_owned(),
        Hand::Casual => casual(voices, draw, text),
        Hand::Unmarked if draw.falls(50) => unmarked(text).to_lowercase(),
        Hand::Unmarked => unmarked(text),
        Hand::Slips => slipped(voices, draw, text),
        Hand::Capitals => text.to_uppercase(),
    }
}

/// Small letter first, no full stop last, short forms for common words.
fn casual(voices: &Voices, draw: &Draw, text: &str) -> String {
    let mut written = text.trim_end_matches('.').to_owned();
    for [long, short] in voices.abbreviations.iter().filter(|[long, _]| long.contains(' ')) {
        written = written.replace(long.as_str(), short);
    }
    let words: Vec<String> = written
        .split(' ')
        .map(|word| {
            let bare = word.trim_end_matches([',', '.', ':']);
            let known = voices.abbreviations.iter().find(|[long, _]| long == bare);
            match known {
                Some([_, short]) if draw.falls(ABBREVIATED_PERCENT) => {
                    word.replacen(bare, short, 1)
                }
                _ => word.to_owned(),
            }
        })
        .collect();
    let written = words.join(" ");
    let mut letters = written.chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}

fn unmarked(text: &str) -> String {
    let bare = |letter: char| -> char {
        if letter.is_ascii() {
            return letter;
        }
        let folded = fold(letter.encode_utf8(&mut [0; 4])).chars().next().unwrap_or(letter);
        if letter.is_uppercase() { folded.to_ascii_uppercase() } else { folded }
    };
    text.chars().map(bare).collect()
}

/// A few syllables spelt as they are heard around Huế, where hỏi and ngã sound alike, and now and
/// then a lost space.
fn slipped(voices: &Voices, draw: &Draw, text: &str) -> String {
    let mut written = text.to_owned();
    for _ in 0..draw.between(1, SLIPS) {
        let found: Vec<&[String; 2]> =
            voices.slips.iter().filter(|[right, _]| written.contains(right.as_str())).collect();
        let Some([right, wrong]) = draw.pick(&found) else { break };
        written = written.replacen(right.as_str(), wrong, 1);
    }
    if draw.falls(35) { written.replacen(". ", ".", 1) } else { written }
}

#[cfg(test)]
mod tests {
    use super::super::super::words::Words;
    use super::*;

    fn write_with(hand: Hand, text: &str) -> String {
        let words = Words::shipped().expect("the words");
        write(&words.voices, &Draw::of(3, "hand", 1), hand, text)
    }

    #[test]
    fn a_text_without_marks_says_the_same() {
        let text = "Đường Nguyễn Huệ, kiệt 12: nước ngập quá gối – không đi được.";
        let written = write_with(Hand::Unmarked, text);
        assert!(written.to_lowercase().starts_with("duong nguyen hue, kiet 12: nuoc ngap"));
        assert_eq!(fold(&written), fold(text));
    }

    #[test]
    fn haste_shortens_words_and_leaves_names_alone() {
        let text = "Không ai tới, bà con không đi được ở Nguyễn Huệ.";
        let written = write_with(Hand::Casual, text);
        assert!(written.starts_with('k') && written.ends_with("Nguyễn Huệ"), "{written}");
        assert!(written.chars().count() < text.chars().count(), "{written}");
    }

    #[test]
    fn slips_change_a_little_only() {
        let text = "Bà con đã báo nhưng chưa thấy ai sửa. Nước vẫn chảy ra đường.";
        let written = write_with(Hand::Slips, text);
        assert_ne!(written, text);
        let apart = text.chars().count().abs_diff(written.chars().count());
        assert!(apart <= 4, "{written}");
    }
}
