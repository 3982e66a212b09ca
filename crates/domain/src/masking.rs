//! Taking out of a text what would tell others whom to call or who it is about: telephone numbers,
//! e-mail addresses, number plates, numbers of identity papers. Never a word, and so never a name.
//!
//! What is published ([`mask`]) loses mobile numbers and e-mail addresses; numbers of offices (`0234 …`,
//! `19001075`) stay, since answers of units give them on purpose, and a person looks at each. Nobody
//! looks at each line of an export: from there all of it is taken ([`hide`]), rather too much than too
//! little (personal data law 91/2025/QH15).

/// What stands in the place of what was taken out of a text that is published.
pub const MASK: &str = "•••";

/// Digits of a mobile number after its trunk or country code: the national plan of 2018 (QĐ
/// 798/QĐ-BTTTT) gave all of them nine, and these first digits.
const MOBILE_DIGITS: usize = 9;
const MOBILE_FIRST: [char; 5] = ['3', '5', '7', '8', '9'];

/// What a text may tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hint {
    /// A mobile number.
    Mobile,
    /// Another telephone number; never a public service's (`19001075`).
    Phone,
    /// An e-mail address.
    Email,
    /// A number plate.
    Plate,
    /// The number of an identity paper.
    Paper,
}

/// `text` with [`MASK`] in the place of each mobile number and e-mail address.
pub fn mask(text: &str) -> String {
    hide(text, |hint| matches!(hint, Hint::Mobile | Hint::Email).then_some(MASK))
}

/// Whether nothing in `text` would be masked.
pub fn is_masked(text: &str) -> bool {
    mask(text) == text
}

/// `text` with a mark in the place of every hint for which there is one.
pub fn hide<'a>(text: &str, mark: impl Fn(Hint) -> Option<&'a str>) -> String {
    let chars: Vec<char> = text.chars().collect();
    let mut hidden = String::with_capacity(text.len());
    let mut at = 0;
    while let Some(next) = chars.get(at) {
        let before = at.checked_sub(1).and_then(|before| chars.get(before));
        let rest = &chars[at..];
        let marked = |(hint, length)| mark(hint).map(|mark| (mark, length));
        if let Some((mark, length)) = hints(before, rest).into_iter().flatten().find_map(marked) {
            hidden.push_str(mark);
            at += length;
        } else {
            hidden.push(*next);
            at += 1;
        }
    }
    hidden
}

/// The hints that begin with `rest`, each with its length.
fn hints(before: Option<&char>, rest: &[char]) -> [Option<(Hint, usize)>; 5] {
    // A number may stand right behind a word (`ĐT0905…`), all else begins where a word does.
    let number = before.is_none_or(|it| !it.is_ascii_digit());
    let word = before.is_none_or(|it| !it.is_alphanumeric());
    let of = |begins: bool, hint, find: fn(&[char]) -> Option<usize>| {
        begins.then(|| find(rest)).flatten().map(|length| (hint, length))
    };
    [
        of(word, Hint::Email, email),
        of(word, Hint::Plate, plate),
        of(number, Hint::Mobile, mobile),
        of(word, Hint::Phone, phone),
        of(word, Hint::Paper, paper),
    ]
}

/// Characters of a run that `belongs` accepts.
fn run(rest: &[char], belongs: impl Fn(char) -> bool) -> usize {
    rest.iter().take_while(|it| belongs(**it)).count()
}

/// How many characters of a mobile number takes that begins there.
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

fn email(rest: &[char]) -> Option<usize> {
    let name = run(rest, |it| it.is_alphanumeric() || "._%+-".contains(it));
    if name == 0 || rest.get(name) != Some(&'@') {
        return None;
    }
    let host = &rest[name + 1..];
    let host = &host[..run(host, |it| it.is_alphanumeric() || ".-".contains(it))];
    let end = host.iter().rposition(|it| it.is_alphanumeric())? + 1;
    let dot = host[..end].iter().position(|it| *it == '.');
    dot.is_some_and(|dot| dot > 0).then_some(name + 1 + end)
}

/// `75-F1 123.45`, `75F112345`, `75A-123.45`, `29MĐ1 123.45`, `43B 1234`.
fn plate(rest: &[char]) -> Option<usize> {
    let digit = |at: usize| rest.get(at).is_some_and(char::is_ascii_digit);
    let gap = |at: usize, most: usize| {
        rest.get(at..).map_or(0, |rest| run(rest, |it| " -.".contains(it)).min(most))
    };
    let letter = |at: usize| {
        rest.get(at).is_some_and(|it| it.is_ascii_alphabetic() || matches!(it, 'đ' | 'Đ'))
    };
    if !(digit(0) && digit(1)) {
        return None;
    }
    let series = 2 + gap(2, 1);
    if !letter(series) {
        return None;
    }
    // A letter; a letter and a digit; two letters; two letters and a digit: the longest that fits.
    let ends = [
        (letter(series + 1) && digit(series + 2)).then_some(series + 3),
        (letter(series + 1) || digit(series + 1)).then_some(series + 2),
        Some(series + 1),
    ];
    ends.into_iter().flatten().find_map(|end| {
        let start = end + gap(end, 2);
        let first = run(rest.get(start..)?, |it| it.is_ascii_digit());
        let end = match first {
            4 | 5 => start + first,
            3 if rest.get(start + 3) == Some(&'.') && digit(start + 4) && digit(start + 5) => {
                start + 6
            }
            _ => return None,
        };
        rest.get(end).is_none_or(|it| !it.is_alphanumeric()).then_some(end)
    })
}

/// `(0234) 3822.123`, `0912 345 678`, `+84 912345678`. Public service numbers (`19001075`) stay.
fn phone(rest: &[char]) -> Option<usize> {
    let mut digits = String::new();
    let mut at = run(rest, |it| it == '+').min(1);
    loop {
        let group = run(&rest[at..], |it| it.is_ascii_digit());
        if group == 0 {
            return None;
        }
        digits.extend(&rest[at..at + group]);
        at += group;
        let national = digits.starts_with('0') && matches!(digits.len(), 10..=11);
        let international = digits.starts_with("84") && matches!(digits.len(), 11..=12);
        if national || international {
            return Some(at);
        }
        if digits.len() > 12 {
            return None;
        }
        let between = run(&rest[at..], |it| " .-)".contains(it));
        if between == 0 || between > 2 {
            return None;
        }
        at += between;
    }
}

/// The 12 digits of a citizen's number, or the 9 of the cards before.
fn paper(rest: &[char]) -> Option<usize> {
    let digits = run(rest, |it| it.is_ascii_digit());
    matches!(digits, 9 | 12).then_some(digits)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn masked(text: &str) -> String {
        hide(text, |hint| {
            Some(match hint {
                Hint::Mobile | Hint::Phone => "[đt]",
                Hint::Email => "[thư]",
                Hint::Plate => "[biển]",
                Hint::Paper => "[giấy]",
            })
        })
    }

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

    #[test]
    fn an_export_hides_telephone_numbers_however_they_are_written() {
        for number in [
            "0912345678",
            "0912 345 678",
            "0912.345.678",
            "091-234-5678",
            "(0234) 3822123",
            "0234 3822 123",
            "+84912345678",
            "+84 912 345 678",
            "84912345678",
        ] {
            let text = masked(&format!("Gọi {number}, cảm ơn."));
            let kept = text.replace('(', "");
            assert_eq!(kept, "Gọi [đt], cảm ơn.", "{number}");
        }
        assert_eq!(masked("0912345678 hoặc 0905111222"), "[đt] hoặc [đt]");
        assert_eq!(masked("0912345678 0905111222"), "[đt] [đt]");
    }

    #[test]
    fn an_export_hides_plates_in_one_line_or_two_and_without_marks_between() {
        for plate in [
            "75-F1 123.45",
            "75F1-123.45",
            "75f112345",
            "75A-123.45",
            "75A12345",
            "43B 1234",
            "29MĐ1 123.45",
            "75 AA 123.45",
        ] {
            assert_eq!(masked(&format!("xe {plate} đậu")), "xe [biển] đậu", "{plate}");
        }
    }

    #[test]
    fn an_export_hides_addresses_of_mail_and_numbers_of_papers() {
        assert_eq!(masked("gửi nguyen.a+1@hue.gov.vn nhé"), "gửi [thư] nhé");
        assert_eq!(masked("CCCD 046199012345, CMND 191234567"), "CCCD [giấy], CMND [giấy]");
    }

    #[test]
    fn what_names_nobody_stays_in_an_export() {
        for text in [
            "Kiệt 12/34 Nguyễn Huệ, thửa 80, tờ 22",
            "Ngày 20/11/2026 lúc 14:31, hạn 01/12",
            "Tổng đài 19001075",
            "Dài 1.821.805,4 m, X 1821805.44 Y 562010.25",
            "Phản ánh a246533 ở tổ 5, QL1A",
            "12.000.000 đồng @ chợ",
        ] {
            assert_eq!(masked(text), text);
        }
    }

    proptest! {
        #[test]
        fn any_text_is_masked_without_a_fault_and_masking_twice_changes_nothing(text in "\\PC{0,80}") {
            let once = masked(&text);
            prop_assert_eq!(masked(&once), once);
        }

        #[test]
        fn no_number_of_a_mobile_telephone_comes_through(
            before in "[a-zđ ]{0,8} ", number in "0[3-9][0-9]{8}", after in "( [a-zđ ]{0,8})?"
        ) {
            let text = masked(&format!("{before}{number}{after}"));
            prop_assert!(!text.contains(&number), "{text}");
        }
    }
}
