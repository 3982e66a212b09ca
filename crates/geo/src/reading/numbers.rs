//! Numbers as they are typed in Vietnam and elsewhere: every way in which a run of digits, full
//! stops and commas can be read.
//!
//! A run is one number, or two with a comma between them. Which reading is meant is decided by
//! whoever asks; what is no number in any way has no reading. Signs stand before their number.

/// The most characters of a run that are looked at: more is no coordinate.
const LONGEST: usize = 40;

/// All readings of a run without spaces, each of one number or of two. The plainest comes first.
pub(super) fn readings(run: &str) -> Vec<Vec<f64>> {
    let run = run.trim_end_matches(['.', ',']);
    if run.len() > LONGEST {
        return Vec::new();
    }
    let mut found: Vec<Vec<f64>> = one_number(run).into_iter().map(|number| vec![number]).collect();
    for (comma, _) in run.match_indices(',') {
        let (left, right) = (&run[..comma], &run[comma + 1..]);
        for first in one_number(left) {
            found.extend(one_number(right).into_iter().map(|second| vec![first, second]));
        }
    }
    found
}

/// The readings of a run as one number: with its mark as the decimal one, with its marks between
/// thousands, or with both.
fn one_number(run: &str) -> Vec<f64> {
    let (negative, digits) = match run.strip_prefix(['-', '\u{2212}']) {
        Some(rest) => (true, rest),
        None => (false, run.strip_prefix('+').unwrap_or(run)),
    };
    let sign = if negative { -1.0 } else { 1.0 };
    [('.', ','), (',', '.')]
        .into_iter()
        .flat_map(|(decimal, group)| [plain(digits, decimal), grouped(digits, decimal, group)])
        .enumerate()
        // Without marks every one of them is the same number.
        .filter(|(at, _)| *at == 0 || digits.contains(['.', ',']))
        .filter_map(|(_, number)| number)
        .map(|number| sign * number)
        .collect()
}

/// `1821805` or `1821805.4`.
fn plain(digits: &str, decimal: char) -> Option<f64> {
    let (whole, part) = digits.split_once(decimal).unwrap_or((digits, "0"));
    number(whole, part)
}

/// `1.821.805` or `1.821.805,4`.
fn grouped(digits: &str, decimal: char, group: char) -> Option<f64> {
    let (whole, part) = digits.split_once(decimal).unwrap_or((digits, "0"));
    let (first, rest) = whole.split_once(group)?;
    let fits = (1..=3).contains(&first.len()) && rest.split(group).all(|three| three.len() == 3);
    if fits { number(&whole.replace(group, ""), part) } else { None }
}

fn number(whole: &str, part: &str) -> Option<f64> {
    let all_digits = |text: &str| !text.is_empty() && text.bytes().all(|it| it.is_ascii_digit());
    if all_digits(whole) && all_digits(part) {
        format!("{whole}.{part}").parse().ok()
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_has_every_reading_that_its_marks_allow_and_no_other() {
        assert_eq!(readings("1821805"), [[1_821_805.0]]);
        assert_eq!(readings("562.010"), [[562.01], [562_010.0]]);
        assert_eq!(readings("1.821.805,4"), vec![vec![1_821_805.4], vec![1_821_805.0, 4.0]]);
        assert_eq!(readings("1,821,805.4")[0], [1_821_805.4]);
        assert_eq!(readings("16.4768,107.5962"), [[16.4768, 107.5962]]);
        assert_eq!(readings("-0,5"), vec![vec![-0.5], vec![-0.0, 5.0]]);
        assert_eq!(readings("562010.2,"), [[562_010.2]]);
        for nothing in ["", "1.82.805", "1..2", ".5", "--3", "1.2.3", "1234.567.890"] {
            assert_eq!(readings(nothing), Vec::<Vec<f64>>::new(), "{nothing}");
        }
        assert_eq!(readings(&"9".repeat(400)), Vec::<Vec<f64>>::new());
    }
}
