//! HEIC files: kept as they are, with Exif and XMP wiped where they lie.
//!
//! The file is a tree of boxes (ISO/IEC 14496-12) that point into one another by number of byte, so that
//! nothing is cut out: what tells beside the picture is overwritten with noughts. A file that this
//! cannot follow is refused, because nobody could say what it still tells.

use crate::{PIXELS_MAX, Unfit};

/// Boxes within boxes that are followed, and items that a file may have.
const ITEMS_MAX: usize = 4_096;

/// What describes the pictures of a file; anything else may say anything.
const DESCRIBES: [&[u8; 4]; 10] =
    [b"hdlr", b"pitm", b"iinf", b"iloc", b"iprp", b"iref", b"idat", b"dinf", b"grpl", b"free"];

/// A box: its kind and what is in it, as a range of the file.
#[derive(Debug, Clone, Copy)]
struct Part {
    kind: [u8; 4],
    start: usize,
    end: usize,
}

/// Reads numbers of a file, one behind the other.
struct Cursor<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl Cursor<'_> {
    fn number(&mut self, width: usize) -> Result<u64, Unfit> {
        let end = self.at.checked_add(width).ok_or(Unfit::Damaged)?;
        let digits = self.bytes.get(self.at..end).ok_or(Unfit::Damaged)?;
        self.at = end;
        Ok(digits.iter().fold(0, |number, digit| number << 8 | u64::from(*digit)))
    }
}

/// The boxes that lie one behind the other from `start` to `end`.
fn parts(bytes: &[u8], start: usize, end: usize) -> Result<Vec<Part>, Unfit> {
    let mut parts = Vec::new();
    let mut at = start;
    while at < end {
        let mut cursor = Cursor { bytes: bytes.get(..end).ok_or(Unfit::Damaged)?, at };
        let short = cursor.number(4)?;
        let kind = bytes.get(at + 4..at + 8).and_then(|kind| kind.first_chunk::<4>());
        let kind = *kind.ok_or(Unfit::Damaged)?;
        cursor.at = at + 8;
        let length = match short {
            0 => end - at,
            1 => place(cursor.number(8)?)?,
            short => place(short)?,
        };
        let (start, stop) = (cursor.at, at.checked_add(length).ok_or(Unfit::Damaged)?);
        if stop > end || stop < start || parts.len() > ITEMS_MAX {
            return Err(Unfit::Damaged);
        }
        parts.push(Part { kind, start, end: stop });
        at = stop;
    }
    Ok(parts)
}

fn place(number: u64) -> Result<usize, Unfit> {
    usize::try_from(number).map_err(|_too_far| Unfit::Damaged)
}

fn only(parts: &[Part], kind: [u8; 4]) -> Result<Part, Unfit> {
    let mut of = parts.iter().filter(|part| part.kind == kind);
    match (of.next(), of.next()) {
        (Some(one), None) => Ok(*one),
        _ => Err(Unfit::NotCleaned),
    }
}

/// The file with what it tells beside the picture overwritten.
pub(crate) fn clean(bytes: &[u8]) -> Result<Vec<u8>, Unfit> {
    let outer = parts(bytes, 0, bytes.len())?;
    // A film, or whatever else a maker adds, is not looked into and therefore not sent.
    if outer.iter().any(|part| !matches!(&part.kind, b"ftyp" | b"meta" | b"mdat" | b"free")) {
        return Err(Unfit::NotCleaned);
    }
    let meta = only(&outer, *b"meta")?;
    // Version and flags stand before its boxes.
    let inner = parts(bytes, meta.start + 4, meta.end)?;
    if inner.iter().any(|part| !DESCRIBES.contains(&&part.kind)) {
        return Err(Unfit::NotCleaned);
    }
    check_pixels(bytes, &inner)?;
    let telling = telling(bytes, only(&inner, *b"iinf")?)?;
    let within = inner.iter().find(|part| part.kind == *b"idat").map_or(0, |part| part.start);
    let mut clean = bytes.to_vec();
    for (item, start, length) in extents(bytes, only(&inner, *b"iloc")?, within)? {
        if telling.contains(&item) {
            // No length means: up to the end of the file.
            if length == 0 {
                return Err(Unfit::NotCleaned);
            }
            let end = start.checked_add(length).ok_or(Unfit::Damaged)?;
            clean.get_mut(start..end).ok_or(Unfit::Damaged)?.fill(0);
        }
    }
    for part in outer.iter().chain(&inner).filter(|part| part.kind == *b"free") {
        clean[part.start..part.end].fill(0);
    }
    Ok(clean)
}

/// Refuses a picture of too many pixels by the sizes that the file names.
fn check_pixels(bytes: &[u8], inner: &[Part]) -> Result<(), Unfit> {
    let properties = only(inner, *b"iprp")?;
    let properties = parts(bytes, properties.start, properties.end)?;
    let container = only(&properties, *b"ipco")?;
    for part in parts(bytes, container.start, container.end)? {
        if part.kind == *b"ispe" {
            let mut cursor = Cursor { bytes: &bytes[..part.end], at: part.start + 4 };
            let (width, height) = (cursor.number(4)?, cursor.number(4)?);
            if width.saturating_mul(height) > PIXELS_MAX {
                return Err(Unfit::TooManyPixels);
            }
        }
    }
    Ok(())
}

/// The items that are Exif, XMP or any other text.
fn telling(bytes: &[u8], infos: Part) -> Result<Vec<u64>, Unfit> {
    let mut cursor = Cursor { bytes: &bytes[..infos.end], at: infos.start };
    let version = cursor.number(4)? >> 24;
    cursor.number(if version == 0 { 2 } else { 4 })?;
    let mut telling = Vec::new();
    for info in parts(bytes, cursor.at, infos.end)? {
        let mut cursor = Cursor { bytes: &bytes[..info.end], at: info.start };
        let version = cursor.number(4)? >> 24;
        let width = match version {
            2 => 2,
            3 => 4,
            _ => return Err(Unfit::NotCleaned),
        };
        let item = cursor.number(width)?;
        cursor.number(2)?;
        let kind = u32::try_from(cursor.number(4)?).unwrap_or(0).to_be_bytes();
        if matches!(&kind, b"Exif" | b"mime" | b"uri ") {
            telling.push(item);
        }
    }
    Ok(telling)
}

/// Where the items lie: item, first byte, length.
fn extents(bytes: &[u8], places: Part, within: usize) -> Result<Vec<(u64, usize, usize)>, Unfit> {
    let mut cursor = Cursor { bytes: &bytes[..places.end], at: places.start };
    let version = cursor.number(4)? >> 24;
    let widths = cursor.number(2)?;
    let width = |shift: u32| usize::try_from(widths >> shift & 0xF).unwrap_or(0);
    let (offset, length, base) = (width(12), width(8), width(4));
    let index = if version == 0 { 0 } else { width(0) };
    let item_width = if version < 2 { 2 } else { 4 };
    let count = cursor.number(item_width)?;
    let mut extents = Vec::new();
    for _ in 0..count {
        let item = cursor.number(item_width)?;
        let method = if version == 0 { 0 } else { cursor.number(2)? & 0xF };
        cursor.number(2)?;
        let from = cursor.number(base)?;
        for _ in 0..cursor.number(2)? {
            cursor.number(index)?;
            let start = place(from.saturating_add(cursor.number(offset)?))?;
            let length = place(cursor.number(length)?)?;
            let start = match method {
                0 => start,
                1 => start.checked_add(within).ok_or(Unfit::Damaged)?,
                _ => return Err(Unfit::NotCleaned),
            };
            if extents.len() > ITEMS_MAX {
                return Err(Unfit::NotCleaned);
            }
            extents.push((item, start, length));
        }
    }
    Ok(extents)
}
