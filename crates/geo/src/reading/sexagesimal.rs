//! Degrees with minutes and seconds, as maps show them: `16°28'36.5"N 107°35'46,3"E`.
//!
//! Such an angle is written out as one decimal number before the numbers are read. Whatever is not
//! quite of that form stays as it is, and is then no coordinate.

const MINUTE_MARKS: [char; 3] = ['\'', '\u{2019}', '\u{2032}'];
const SECOND_MARKS: [char; 3] = ['"', '\u{201d}', '\u{2033}'];

/// The text with its angles as decimal numbers.
pub(super) fn as_decimals(text: &str) -> String {
    let mut written = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(|c: char| c.is_ascii_digit()) {
        written.push_str(&rest[..at]);
        rest = &rest[at..];
        if let Some((degrees, after)) = angle(rest) {
            // The ninth decimal of a degree is a tenth of a millimetre.
            let decimal = format!("{degrees:.9}");
            written.push_str(&decimal);
            rest = after;
        } else {
            let end = rest.find(|c: char| !is_part_of_number(c)).unwrap_or(rest.len());
            written.push_str(&rest[..end]);
            rest = &rest[end..];
        }
    }
    written + rest
}

/// An angle at the start of the text, in degrees, and what follows it.
fn angle(text: &str) -> Option<(f64, &str)> {
    let (degrees, rest) = number(text)?;
    let rest = rest.strip_prefix('°')?.trim_start();
    let (minutes, rest) = number(rest)?;
    let mut rest = rest.strip_prefix(MINUTE_MARKS)?;
    let mut seconds = 0.0;
    if let Some((number, after)) = number(rest.trim_start()) {
        rest = after.strip_prefix(SECOND_MARKS).or_else(|| after.strip_prefix("''"))?;
        seconds = number;
    }
    let whole = degrees.fract() == 0.0 && (seconds == 0.0 || minutes.fract() == 0.0);
    (whole && minutes < 60.0 && seconds < 60.0)
        .then_some((degrees + minutes / 60.0 + seconds / 3_600.0, rest))
}

fn number(text: &str) -> Option<(f64, &str)> {
    let end = text.find(|c: char| !is_part_of_number(c)).unwrap_or(text.len());
    Some((text[..end].replace(',', ".").parse().ok()?, &text[end..]))
}

fn is_part_of_number(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, '.' | ',')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_angle_becomes_a_decimal_number_and_all_else_stays() {
        assert_eq!(as_decimals("16°30'36\"N, 107° 36' 36,0\"E"), "16.510000000N, 107.610000000E");
        assert_eq!(as_decimals("lat 16°30.6′"), "lat 16.510000000");
        for other in
            ["16.4768°N", "16°", "16°61'", "16.5°30'", "16°30'61\"", "16°30'6", "1.2.3°4'", "x", ""]
        {
            assert_eq!(as_decimals(other), other);
        }
    }
}
