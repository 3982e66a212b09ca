//! WebP files: the chunks that draw, and no others.

use crate::Unfit;
use crate::exif::Turned;

const HEAD: usize = 12;
/// What a picture is drawn from.
const DRAWS: [&[u8; 4]; 5] = [b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ICCP"];
/// The flags of VP8X that say that Exif, XMP and an animation are there.
const EXIF: u8 = 0x08;
const XMP: u8 = 0x04;
const ANIMATION: u8 = 0x02;

/// The file without Exif, XMP and whatever lies behind its end. Animations are no photos.
pub(crate) fn clean(bytes: &[u8], turned: Turned) -> Result<Vec<u8>, Unfit> {
    let size = bytes.get(4..8).and_then(|size| size.first_chunk::<4>()).ok_or(Unfit::Damaged)?;
    let size = usize::try_from(u32::from_le_bytes(*size)).map_err(|_too_long| Unfit::Damaged)?;
    let whole = size.checked_add(8).and_then(|end| bytes.get(..end)).ok_or(Unfit::Damaged)?;
    let mut clean = whole.get(..HEAD).ok_or(Unfit::Damaged)?.to_vec();
    let mut flags_at = None;
    let mut at = HEAD;
    while at < whole.len() {
        let head = whole.get(at..at + 8).and_then(|head| head.first_chunk::<8>());
        let [kind @ .., a, b, c, d] = *head.ok_or(Unfit::Damaged)?;
        let length = usize::try_from(u32::from_le_bytes([a, b, c, d]))
            .map_err(|_too_long| Unfit::Damaged)?;
        let end = at.checked_add(8).and_then(|at| at.checked_add(length)).ok_or(Unfit::Damaged)?;
        let chunk = whole.get(at..end).ok_or(Unfit::Damaged)?;
        if kind == *b"VP8X" {
            let flags = *chunk.get(8).ok_or(Unfit::Damaged)?;
            if flags & ANIMATION != 0 {
                return Err(Unfit::Unknown);
            }
            flags_at = Some(clean.len() + 8);
        }
        if DRAWS.contains(&&kind) {
            put(&mut clean, chunk);
        }
        at = end + (length & 1);
    }
    if let Some(at) = flags_at {
        clean[at] &= !(EXIF | XMP);
        // Only this form has a place that says which way is up.
        if let Some(block) = turned.block() {
            clean[at] |= EXIF;
            let length = u32::try_from(block.len()).unwrap_or(u32::MAX);
            put(&mut clean, &[&b"EXIF"[..], &length.to_le_bytes(), &block].concat());
        }
    }
    let size = u32::try_from(clean.len() - 8).map_err(|_too_long| Unfit::TooLarge)?;
    clean[4..8].copy_from_slice(&size.to_le_bytes());
    Ok(clean)
}

/// A chunk, filled up to an even length.
fn put(to: &mut Vec<u8>, chunk: &[u8]) {
    to.extend(chunk);
    if chunk.len() % 2 == 1 {
        to.push(0);
    }
}
