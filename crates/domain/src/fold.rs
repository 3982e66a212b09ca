//! Search folding: what two spellings of a Vietnamese text have in common.
//!
//! Drops tone and vowel marks, so `nguyen hue` finds `Nguyễn Huệ`; maps đ to d; treats NFC and NFD,
//! and both placements of a tone (`Thuận Hóa`, `Thuận Hoá`), alike. Letters and digits stay, all
//! else becomes one space.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Folds `text` for the search column and for what is typed into the search box.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    let mut gap = false;
    for c in text.nfd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase) {
        let c = if c == 'đ' { 'd' } else { c };
        if c.is_alphanumeric() {
            if gap && !folded.is_empty() {
                folded.push(' ');
            }
            gap = false;
            folded.push(c);
        } else {
            gap = true;
        }
    }
    folded
}

/// `text` in NFC and otherwise as it is: what a person is still writing.
pub fn composed(text: &str) -> String {
    text.nfc().collect()
}

/// `text` in NFC without control characters and with trimmed ends: how every typed text is stored.
pub fn clean(text: &str) -> String {
    let composed: String = text.nfc().filter(|c| !c.is_control() || *c == '\n').collect();
    composed.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_name_fold_to_one_text() {
        assert_eq!(fold("Đường Nguyễn Huệ, kiệt 12"), "duong nguyen hue kiet 12");
        assert_eq!(fold("Thuận Hóa"), fold("Thuận Hoá"));
        assert_eq!(fold("Nguyễn"), fold(&"Nguyễn".nfd().collect::<String>()));
        assert_eq!(fold("  "), "");
    }

    #[test]
    fn what_is_still_being_written_is_composed_and_keeps_its_blanks() {
        assert_eq!(composed(" Đươ\u{300}ng Nguyê\u{303}n \n"), " Đường Nguyễn \n");
    }

    #[test]
    fn typed_text_is_stored_composed_and_without_control_characters() {
        assert_eq!(clean(" Huê\u{323}\u{7}\nmưa "), "Huệ\nmưa");
    }
}
