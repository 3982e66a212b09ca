//! What a camera tells beside the picture: read once, kept in two facts, written back in one.

use std::io::Cursor;

use exif::{In, Tag, Value};
use jiff::civil;
use trucban_domain::Timestamp;

/// Huế is seven hours ahead of UTC; cameras that do not say where they are, are there.
const LOCAL_OFFSET_MS: i64 = 7 * 3_600_000;
/// No telephone took photos before: an older date is a clock that was never set.
const EARLIEST: civil::DateTime = civil::datetime(2000, 1, 1, 0, 0, 0, 0);
/// How far a camera's clock may be ahead.
const AHEAD_MS: i64 = 24 * 3_600_000;
/// What cameras write where they know no offset.
const UTC_EPOCH: civil::DateTime = civil::datetime(1970, 1, 1, 0, 0, 0, 0);

/// How a picture is to be turned before it is upright: the Exif orientation, 1 (not at all) to 8.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Turned(u8);

impl Turned {
    /// The number of the standard.
    pub(crate) const fn number(self) -> u8 {
        self.0
    }

    /// A block of Exif that says this and nothing else; `None` where there is nothing to say.
    pub(crate) const fn block(self) -> Option<[u8; 26]> {
        if self.0 == 1 {
            return None;
        }
        // TIFF, big-endian: one entry (orientation, SHORT, one value), no further directory.
        Some([
            b'M', b'M', 0, 42, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, self.0, 0, 0, 0,
            0, 0, 0,
        ])
    }
}

/// What was told.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Told {
    /// Which way is up.
    pub(crate) turned: Turned,
    taken: Option<(civil::DateTime, i64)>,
}

/// Reads what a photo tells. What cannot be read tells nothing: it is taken out anyway.
pub(crate) fn read(bytes: &[u8]) -> Told {
    let nothing = Told { turned: Turned(1), taken: None };
    let mut reader = exif::Reader::new();
    reader.continue_on_error(true);
    let exif = reader
        .read_from_container(&mut Cursor::new(bytes))
        .or_else(|error| error.distill_partial_result(|_faults| {}));
    let Ok(exif) = exif else { return nothing };
    let turned = exif
        .get_field(Tag::Orientation, In::PRIMARY)
        .and_then(|field| field.value.get_uint(0))
        .and_then(|number| u8::try_from(number).ok())
        .filter(|number| (1..=8).contains(number))
        .map_or(Turned(1), Turned);
    let text = |tag| match &exif.get_field(tag, In::PRIMARY)?.value {
        Value::Ascii(texts) => texts.first().map(Vec::as_slice),
        _ => None,
    };
    let taken = text(Tag::DateTimeOriginal).and_then(date_time).map(|at| {
        let offset = text(Tag::OffsetTimeOriginal).and_then(offset_ms);
        (at, offset.unwrap_or(LOCAL_OFFSET_MS))
    });
    Told { turned, taken }
}

impl Told {
    /// When it was taken; `None` where that is not told or lies after `now` or before there were such
    /// cameras.
    pub(crate) fn taken_at(&self, now: Timestamp) -> Option<Timestamp> {
        let (at, offset_ms) = self.taken.filter(|(at, _)| *at >= EARLIEST)?;
        let ms = at.duration_since(UTC_EPOCH).as_millis();
        let at = Timestamp::from_ms(i64::try_from(ms).ok()? - offset_ms);
        (at <= now.plus_ms(AHEAD_MS)).then_some(at.min(now))
    }
}

/// `2026:11:20 14:31:07`
fn date_time(text: &[u8]) -> Option<civil::DateTime> {
    let text = std::str::from_utf8(text).ok()?.trim_end_matches(['\0', ' ']);
    let (date, time) = text.split_once(' ')?;
    let [year, month, day] = numbers(date.split(':'))?;
    let [hour, minute, second] = numbers(time.split(':'))?;
    civil::DateTime::new(
        year,
        small(month)?,
        small(day)?,
        small(hour)?,
        small(minute)?,
        small(second)?,
        0,
    )
    .ok()
}

/// `+07:00`
fn offset_ms(text: &[u8]) -> Option<i64> {
    let text = std::str::from_utf8(text).ok()?.trim_end_matches(['\0', ' ']);
    let (sign, rest) = match text.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, text.strip_prefix('+')?),
    };
    let (hours, minutes) = rest.split_once(':')?;
    let (hours, minutes): (u8, u8) = (hours.parse().ok()?, minutes.parse().ok()?);
    let fits = hours <= 14 && minutes < 60;
    fits.then(|| sign * (i64::from(hours) * 60 + i64::from(minutes)) * 60_000)
}

fn numbers<'a>(mut words: impl Iterator<Item = &'a str>) -> Option<[i16; 3]> {
    let mut next = || words.next()?.parse().ok();
    let three = [next()?, next()?, next()?];
    words.next().is_none().then_some(three)
}

fn small(number: i16) -> Option<i8> {
    i8::try_from(number).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn taken(at: &str, offset: Option<&str>) -> Option<String> {
        let at = date_time(at.as_bytes())?;
        let offset = offset.and_then(|text| offset_ms(text.as_bytes()));
        let told = Told { turned: Turned(1), taken: Some((at, offset.unwrap_or(LOCAL_OFFSET_MS))) };
        let now = Timestamp::parse_iso("2026-11-20T14:31:00+07:00").unwrap();
        told.taken_at(now).map(Timestamp::iso)
    }

    #[test]
    fn a_time_without_a_place_is_the_city_s_and_one_that_cannot_be_is_none() {
        let here = taken("2026:11:20 08:05:00", None).unwrap();
        assert_eq!(taken("2026:11:20 01:05:00\0", Some("+00:00")), Some(here.clone()));
        assert_eq!(taken("2026:11:20 03:05:00", Some("+02:00")), Some(here));
        for never in ["1970:01:01 00:00:00", "2031:01:01 00:00:00"] {
            assert_eq!(taken(never, None), None, "{never}");
        }
        for nonsense in
            ["", "2026:11:20", "2026:13:20 08:05:00", "    :  :     :  :  ", "a:b:c d:e:f"]
        {
            assert_eq!(taken(nonsense, None), None, "{nonsense}");
        }
    }

    #[test]
    fn the_block_that_is_written_says_which_way_is_up_and_nothing_else() {
        assert_eq!(Turned(1).block(), None);
        let block = Turned(6).block().unwrap();
        let (fields, _) = exif::parse_exif(&block).unwrap();
        assert_eq!(fields.len(), 1);
        assert_eq!((fields[0].tag, fields[0].value.get_uint(0)), (Tag::Orientation, Some(6)));
    }
}
