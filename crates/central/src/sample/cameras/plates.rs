//! Number plates: as they are, and as a machine reads them.

use trucban_domain::alert::PlateReading;

use super::super::draw::Draw;
use super::recipe::{Plates, Recipe};

/// A plate and what was read.
#[derive(Debug)]
pub(super) struct Plate {
    pub(super) text: String,
    pub(super) read: PlateReading,
}

/// Draws the plate of a vehicle, read with about this confidence, in hundredths.
pub(super) fn draw(recipe: &Recipe, draw: &Draw, vehicle: &str, hundredths: i64) -> Option<Plate> {
    let plates = &recipe.plates;
    let formats: Vec<_> =
        plates.formats.iter().filter(|it| it.vehicles.iter().any(|it| it == vehicle)).collect();
    let format = draw.weigh(&formats, |format| format.weight)?;
    let province = draw.weigh(&plates.other_provinces, |it| it.weight)?;
    let text = format.lines.join(&plates.joined_by).replace("{tinh}", &province.number);
    let text = fill(plates, draw, &text);
    let misreads = &plates.misreads;
    let mut hundredths = hundredths;
    let read = if draw.falls(misreads.unreadable_percent) {
        let marked = text.char_indices().rfind(|(_, it)| it.is_ascii_digit());
        hundredths = hundredths.min(misreads.below_confidence - 20);
        replaced(&text, marked.map(|(at, _)| at), misreads.unreadable_mark)
    } else if draw.falls(misreads.percent) {
        hundredths = hundredths.min(misreads.below_confidence - draw.between(1, 18));
        misread(plates, draw, &text)
    } else {
        text.clone()
    };
    Some(Plate { text, read: PlateReading { text: read, confidence: part(hundredths) } })
}

/// Hundredths as a part of one.
pub(super) fn part(hundredths: i64) -> f32 {
    f32::from(i16::try_from(hundredths.clamp(1, 99)).unwrap_or(50)) / 100.0
}

fn fill(plates: &Plates, draw: &Draw, pattern: &str) -> String {
    let letters: Vec<char> = plates.letters.chars().collect();
    let digit = |least| char::from(b'0' + u8::try_from(draw.between(least, 9)).unwrap_or(1));
    let mut text = String::with_capacity(pattern.len());
    let mut rest = pattern;
    while let Some((before, (place, after))) =
        rest.split_once('{').and_then(|(before, place)| Some((before, place.split_once('}')?)))
    {
        text.push_str(before);
        text.push(match place {
            "chu" => draw.pick(&letters).copied().unwrap_or('A'),
            "so_1" => digit(1),
            _ => digit(0),
        });
        rest = after;
    }
    text.push_str(rest);
    text
}

/// One of its characters taken for another that looks like it.
fn misread(plates: &Plates, draw: &Draw, text: &str) -> String {
    let alike = |letter: char| {
        plates.misreads.pairs.iter().find_map(|[one, two]| {
            let other = (*one == letter).then_some(*two);
            other.or_else(|| (*two == letter).then_some(*one))
        })
    };
    let mistakable: Vec<(usize, char)> =
        text.char_indices().filter_map(|(at, it)| Some((at, alike(it)?))).collect();
    match draw.pick(&mistakable) {
        Some((at, other)) => replaced(text, Some(*at), *other),
        None => text.to_owned(),
    }
}

fn replaced(text: &str, at: Option<usize>, by: char) -> String {
    let swap = |(place, it)| if Some(place) == at { by } else { it };
    text.char_indices().map(swap).collect()
}
