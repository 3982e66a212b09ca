//! JPEG files: the segments that draw, and no others.

use crate::Unfit;
use crate::exif::Turned;

const END: u8 = 0xD9;
const SCAN: u8 = 0xDA;
const APP_1: u8 = 0xE1;

/// The file without Exif, XMP, IPTC, maker's notes, comments, previews and whatever lies behind its end.
/// Colour profiles and what decoders need stay.
pub(crate) fn clean(bytes: &[u8], turned: Turned) -> Result<Vec<u8>, Unfit> {
    let mut clean = Vec::with_capacity(bytes.len());
    clean.extend([0xFF, 0xD8]);
    let mut told = turned.block();
    let mut at = 2;
    loop {
        let (marker, start) = marker(bytes, at)?;
        if marker == END {
            clean.extend([0xFF, END]);
            return Ok(clean);
        }
        let length = bytes.get(start..start + 2).ok_or(Unfit::Damaged)?;
        let length = usize::from(u16::from_be_bytes([length[0], length[1]]));
        let segment = bytes.get(start..start + length).ok_or(Unfit::Damaged)?;
        if length < 2 {
            return Err(Unfit::Damaged);
        }
        at = start + length;
        // Behind the JFIF header, which must come first where there is one.
        if marker != 0xE0
            && let Some(block) = told.take()
        {
            put(&mut clean, APP_1, &[b"Exif\0\0", &block[..]].concat())?;
        }
        if draws(marker, &segment[2..]) {
            clean.extend([0xFF, marker]);
            clean.extend(segment);
        }
        if marker == SCAN {
            let end = scan_end(bytes, at)?;
            clean.extend(&bytes[at..end]);
            at = end;
        }
    }
}

fn put(to: &mut Vec<u8>, marker: u8, content: &[u8]) -> Result<(), Unfit> {
    let length = u16::try_from(content.len() + 2).map_err(|_too_long| Unfit::NotCleaned)?;
    to.extend([0xFF, marker]);
    to.extend(length.to_be_bytes());
    to.extend(content);
    Ok(())
}

/// The next marker, and where what follows it begins. Fill bytes may stand before one.
fn marker(bytes: &[u8], mut at: usize) -> Result<(u8, usize), Unfit> {
    if bytes.get(at) != Some(&0xFF) {
        return Err(Unfit::Damaged);
    }
    while bytes.get(at) == Some(&0xFF) {
        at += 1;
    }
    match bytes.get(at) {
        // Nothing of these stands between segments.
        None | Some(0x00 | 0x01 | 0xD0..=0xD8) => Err(Unfit::Damaged),
        Some(marker) => Ok((*marker, at + 1)),
    }
}

/// Whether a segment is needed to draw the picture.
fn draws(marker: u8, content: &[u8]) -> bool {
    match marker {
        // Frames, Huffman and arithmetic tables, scans, quantisation, lines, restarts.
        0xC0..=0xCF | 0xDA..=0xDD => true,
        // JFIF without the preview that may follow it (JFXX).
        0xE0 => content.starts_with(b"JFIF\0"),
        // Of the colour profile; the same segment carries other pictures of the same file (MPF).
        0xE2 => content.starts_with(b"ICC_PROFILE\0"),
        // How colours are coded.
        0xEE => content.starts_with(b"Adobe"),
        _ => false,
    }
}

/// Where the coded lines that begin at `at` end: at the next marker that is no restart.
fn scan_end(bytes: &[u8], mut at: usize) -> Result<usize, Unfit> {
    loop {
        let rest = bytes.get(at..).ok_or(Unfit::Damaged)?;
        let next = rest.iter().position(|byte| *byte == 0xFF).ok_or(Unfit::Damaged)?;
        match rest.get(next + 1) {
            None => return Err(Unfit::Damaged),
            Some(0x00 | 0xD0..=0xD7) => at += next + 2,
            // A fill byte: the marker comes later.
            Some(0xFF) => at += next + 1,
            Some(_) => return Ok(at + next),
        }
    }
}
