//! Taking out of a text what would tell the public whom to call: mobile numbers and e-mail addresses.
//! Numbers of offices (`0234 …`, `19001075`) stay: answers of units give them on purpose.

/// What stands in the place of what was taken out.
pub const MASK: &str = "•••";

/// Digits of a mobile number after its trunk or country code: the national plan of 2018 (QĐ
/// 798/QĐ-BTTTT) gave all of them nine, and these first digits.
const MOBILE_DIGITS: usize = 9;
const MOBILE_FIRST: [char; 5] = ['3', '5', '7', '8', '9'];

/// `text` with [`MASK`] in the place of each mobile number and e-mail address.
pub fn mask(text: &str) -> String {
    let text = mask_addresses(text);
    let chars: Vec<char> = text.chars().collect();
    let mut masked = String::with_capacity(text.len());
    let mut at = 0;
    while at < chars.len() {
        let begins = at == 0 || !chars[at - 1].is_ascii_digit();
        if let Some(length) = mobile(&chars[at..]).filter(|_| begins) {
            masked.push_str(MASK);
            at += length;
        } else {
            masked.push(chars[at]);
            at += 1;
        }
    }
    masked
}

/// Whether nothing in `text` would be masked.
pub fn is_masked(text: &str) -> bool {
    mask(text) == text
}

/// How many characters of `text` a mobile number takes that begins there.
fn mobile(text: &[char]) -> Option<usize> {
    let prefixes: [&[char]; 3] = [&['+', '8', '4'], &['8', '4'], &['0']];
    let prefix = prefixes.into_iter().find(|prefix| text.starts_with(prefix))?;
    let mut digits = 0;
    let mut length = prefix.len();
    for (at, c) in text.iter().enumerate().skip(prefix.len()) {
        if c.is_ascii_digit() {
            if digits == 0 && !MOBILE_FIRST.contains(c) {
                return None;
            }
            digits += 1;
            length = at + 1;
            if digits > MOBILE_DIGITS {
                return None;
            }
        } else if digits == MOBILE_DIGITS || !matches!(c, ' ' | '.' | '-' | '\u{a0}') {
            break;
        }
    }
    (digits == MOBILE_DIGITS).then_some(length)
}

fn mask_addresses(text: &str) -> String {
    text.split_inclusive(char::is_whitespace)
        .map(|word| {
            let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
            let is_address = bare.split_once('@').is_some_and(|(name, host)| {
                !name.is_empty() && host.contains('.') && !host.contains('@')
            });
            if is_address { word.replace(bare, MASK) } else { word.to_owned() }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mobile_numbers_and_addresses_are_taken_out_as_people_write_them() {
        for number in
            ["0905123456", "0905 123 456", "0905.123.456", "+84 905 123 456", "84905123456"]
        {
            let text = format!("Gọi {number}, anh Nam");
            assert_eq!(mask(&text), "Gọi •••, anh Nam", "{number}");
        }
        assert_eq!(mask("Thư: (nam.le@hue.vn)."), "Thư: (•••).");
    }

    #[test]
    fn numbers_of_offices_and_other_figures_stay() {
        for text in [
            "Gọi 19001075 hoặc 0234 3822 222.",
            "Thửa 80, tờ 22, 10.411 m²",
            "Hạn 01/12/2026",
            "0905 123 45",
            "0905 123 4567 8",
            "a246533 @ Huế",
        ] {
            assert_eq!(mask(text), text);
            assert!(is_masked(text));
        }
    }
}
