//! The two columns of a typed pair: numbers, and words that say which of them is which.
//!
//! A word before the first number belongs to the number after it (`X 1821805`), else to the one
//! before it (`16.47°N`). *Bắc* and *Đông* outrank the letters X and Y beside them. Without a word
//! the northing comes first, as on paper. A word that has nothing to do with coordinates means that
//! the text is none.

use trucban_domain::fold::fold;

use super::{numbers, sexagesimal};

/// Which way a coordinate counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Axis {
    /// Northing or latitude.
    North,
    /// Easting or longitude.
    East,
}

/// Two numbers of different axes, in the order in which they were typed.
pub(super) type Pair = [(Axis, f64); 2];

/// More runs of digits than this are no pair of coordinates.
const MOST_RUNS: usize = 2;

/// All pairs of numbers that the text may mean; none if it holds anything else.
pub(super) fn pairs(text: &str) -> Vec<Pair> {
    let Some(runs) = runs(text) else {
        return Vec::new();
    };
    match runs.as_slice() {
        [both] => numbers::readings(&both.digits)
            .into_iter()
            .filter_map(|numbers| <[f64; 2]>::try_from(numbers).ok())
            .filter_map(|numbers| pair([both.axis(), None], numbers))
            .collect(),
        [first, second] => {
            let alone = |run: &Run| {
                numbers::readings(&run.digits).into_iter().filter_map(|numbers| match numbers[..] {
                    [number] => Some(number),
                    _ => None,
                })
            };
            alone(first)
                .flat_map(|one| alone(second).map(move |two| [one, two]))
                .filter_map(|numbers| pair([first.axis(), second.axis()], numbers))
                .collect()
        }
        _ => Vec::new(),
    }
}

fn pair(axes: [Option<Axis>; 2], [first, second]: [f64; 2]) -> Option<Pair> {
    match axes {
        [Some(Axis::North) | None, Some(Axis::East) | None] => {
            Some([(Axis::North, first), (Axis::East, second)])
        }
        [Some(Axis::East) | None, Some(Axis::North) | None] => {
            Some([(Axis::East, first), (Axis::North, second)])
        }
        [Some(Axis::North), Some(Axis::North)] | [Some(Axis::East), Some(Axis::East)] => None,
    }
}

/// Digits with their marks, and what the words beside them say.
#[derive(Default)]
struct Run {
    digits: String,
    letter: Option<Axis>,
    word: Option<Axis>,
}

impl Run {
    fn axis(&self) -> Option<Axis> {
        self.word.or(self.letter)
    }

    fn take(&mut self, label: &Label) {
        match label {
            Label::Letter(axis) => self.letter = Some(*axis),
            Label::Word(axis) => self.word = Some(*axis),
            Label::Nothing => {}
        }
    }
}

enum Label {
    Letter(Axis),
    Word(Axis),
    Nothing,
}

fn label(word: &str) -> Option<Label> {
    Some(match fold(word).as_str() {
        "x" => Label::Letter(Axis::North),
        "y" => Label::Letter(Axis::East),
        "b" | "bac" | "n" | "north" | "lat" | "latitude" | "vi" => Label::Word(Axis::North),
        "d" | "dong" | "e" | "east" | "lon" | "lng" | "longitude" | "kinh" => {
            Label::Word(Axis::East)
        }
        "toa" | "do" | "m" => Label::Nothing,
        _ => return None,
    })
}

/// The runs of digits with their words; `None` if something else stands in the text.
fn runs(text: &str) -> Option<Vec<Run>> {
    let text = sexagesimal::as_decimals(&without_the_names_of_systems(text));
    let mut runs: Vec<Run> = Vec::new();
    let mut waiting = Run::default();
    let mut words_come_first = None;
    let mut rest = text.as_str();
    while let Some(first) = rest.chars().next() {
        if first.is_alphabetic() {
            let end = rest.find(|it: char| !is_letter(it)).unwrap_or(rest.len());
            let label = label(&rest[..end])?;
            if !matches!(label, Label::Nothing) && *words_come_first.get_or_insert(runs.is_empty())
            {
                waiting.take(&label);
            } else if let Some(run) = runs.last_mut() {
                run.take(&label);
            }
            rest = &rest[end..];
        } else if first.is_ascii_digit() || is_sign(first) {
            let end = rest[first.len_utf8()..]
                .find(|it: char| !(it.is_ascii_digit() || matches!(it, '.' | ',')))
                .map_or(rest.len(), |at| at + first.len_utf8());
            rest[..end].clone_into(&mut waiting.digits);
            runs.push(std::mem::take(&mut waiting));
            if runs.len() > MOST_RUNS {
                return None;
            }
            rest = &rest[end..];
        } else {
            rest = &rest[first.len_utf8()..];
            let divides = first.is_whitespace() || ";,:=()·|".contains(first);
            let degrees = first == '°' && !rest.starts_with(|next: char| next.is_ascii_digit());
            if !divides && !degrees {
                return None;
            }
        }
    }
    Some(runs)
}

/// Letters with the marks that follow them where the text is not composed.
fn is_letter(c: char) -> bool {
    c.is_alphabetic() || ('\u{300}'..='\u{36f}').contains(&c)
}

fn is_sign(c: char) -> bool {
    matches!(c, '-' | '+' | '\u{2212}')
}

/// Takes out what names a system and not a place, and joins thousands that a space which does not
/// break keeps apart.
fn without_the_names_of_systems(text: &str) -> String {
    let mut text = text.to_lowercase();
    for name in ["vn-2000", "vn2000", "wgs84", "wgs 84", "wgs-84"] {
        text = text.replace(name, " ");
    }
    text.replace(['\u{a0}', '\u{202f}', '\u{2009}'], "")
}
