//! What is hidden in free text before it leaves the city's own systems: telephone numbers, e-mail
//! addresses, number plates, numbers of identity papers. Hides too much rather than too little, and
//! never a word.
//!
//! A report's text is public only after a person looked at it (personal data law 91/2025/QH15), and
//! nobody looks at each line of an export.

/// What stands in place of what is hidden.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Marks<'a> {
    /// Of a telephone number.
    pub phone: &'a str,
    /// Of an e-mail address.
    pub email: &'a str,
    /// Of a number plate.
    pub plate: &'a str,
    /// Of the number of an identity paper.
    pub paper: &'a str,
}

/// The text with everything hidden that is to be.
pub fn mask(text: &str, marks: &Marks<'_>) -> String {
    let chars: Vec<char> = text.chars().collect();
    let mut masked = String::with_capacity(text.len());
    let mut at = 0;
    while let Some(next) = chars.get(at) {
        let begins = at == 0 || !chars[at - 1].is_alphanumeric();
        let rest = &chars[at..];
        if let Some((mark, length)) = begins.then(|| found(rest, marks)).flatten() {
            masked.push_str(mark);
            at += length;
        } else {
            masked.push(*next);
            at += 1;
        }
    }
    masked
}

fn found<'a>(rest: &[char], marks: &Marks<'a>) -> Option<(&'a str, usize)> {
    let email = email(rest).map(|length| (marks.email, length));
    let plate = || plate(rest).map(|length| (marks.plate, length));
    let phone = || phone(rest).map(|length| (marks.phone, length));
    let paper = || paper(rest).map(|length| (marks.paper, length));
    email.or_else(plate).or_else(phone).or_else(paper)
}

/// Characters of a run that `belongs` accepts.
fn run(rest: &[char], belongs: impl Fn(char) -> bool) -> usize {
    rest.iter().take_while(|it| belongs(**it)).count()
}

fn email(rest: &[char]) -> Option<usize> {
    let local = run(rest, |it| it.is_ascii_alphanumeric() || "._%+-".contains(it));
    if local == 0 || rest.get(local) != Some(&'@') {
        return None;
    }
    let host = &rest[local + 1..];
    let length = run(host, |it| it.is_ascii_alphanumeric() || ".-".contains(it));
    let dot = host[..length].iter().position(|it| *it == '.');
    dot.is_some_and(|dot| dot > 0).then_some(local + 1 + length)
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

/// `0912 345 678`, `(0234) 3822.123`, `+84 912345678`. Public service numbers (`19001075`) stay.
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

    const MARKS: Marks<'static> =
        Marks { phone: "[đt]", email: "[thư]", plate: "[biển]", paper: "[giấy]" };

    fn masked(text: &str) -> String {
        mask(text, &MARKS)
    }

    #[test]
    fn telephone_numbers_are_hidden_however_they_are_written() {
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
    fn plates_are_hidden_in_one_line_or_two_and_without_marks_between() {
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
    fn addresses_of_mail_and_numbers_of_papers_are_hidden() {
        assert_eq!(masked("gửi nguyen.a+1@hue.gov.vn nhé"), "gửi [thư] nhé");
        assert_eq!(masked("CCCD 046199012345, CMND 191234567"), "CCCD [giấy], CMND [giấy]");
    }

    #[test]
    fn what_names_nobody_stays() {
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
