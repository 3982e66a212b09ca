//! A day as people type it.

use jiff::civil::Date;

/// A day as people write it: `27/11/2026`, `27.11.26`, `27-11-2026`.
pub fn day(text: &str) -> Option<Date> {
    let mut parts = text.trim().split(['/', '.', '-']).map(|part| part.trim().parse::<i16>().ok());
    let (day, month, year) = (parts.next()??, parts.next()??, parts.next()??);
    let year = if (0..100).contains(&year) { 2_000 + year } else { year };
    let whole = parts.next().is_none();
    let date = Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok();
    date.filter(|_| whole)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_read_as_people_write_it_and_never_guessed() {
        let expected = jiff::civil::date(2026, 11, 27);
        for text in ["27/11/2026", " 27/11/26 ", "27.11.2026", "27-11-2026"] {
            assert_eq!(day(text), Some(expected), "{text}");
        }
        for text in ["", "27/11", "31/02/2026", "11/27/2026", "27/11/2026/1", "mai"] {
            assert_eq!(day(text), None, "{text}");
        }
    }
}
