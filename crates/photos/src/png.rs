//! PNG files: the chunks that draw, and no others.

use crate::Unfit;
use crate::exif::Turned;

const HEAD: usize = 8;
/// What a picture is drawn from. Animations become their first picture.
const DRAWS: [&[u8; 4]; 11] = [
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT",
    b"pHYs",
];

/// The file without texts, times, Exif and whatever lies behind its end.
pub(crate) fn clean(bytes: &[u8], turned: Turned) -> Result<Vec<u8>, Unfit> {
    let mut clean = bytes.get(..HEAD).ok_or(Unfit::Damaged)?.to_vec();
    let mut at = HEAD;
    loop {
        let head = bytes.get(at..at + 8).and_then(|head| head.first_chunk::<8>());
        let [a, b, c, d, kind @ ..] = *head.ok_or(Unfit::Damaged)?;
        let length = usize::try_from(u32::from_be_bytes([a, b, c, d]))
            .map_err(|_too_long| Unfit::Damaged)?;
        let end = at.checked_add(12).and_then(|at| at.checked_add(length)).ok_or(Unfit::Damaged)?;
        let chunk = bytes.get(at..end).ok_or(Unfit::Damaged)?;
        if DRAWS.contains(&&kind) {
            clean.extend(chunk);
        }
        if kind == *b"IHDR"
            && let Some(block) = turned.block()
        {
            put(&mut clean, *b"eXIf", &block);
        }
        if kind == *b"IEND" {
            return Ok(clean);
        }
        at = end;
    }
}

fn put(to: &mut Vec<u8>, kind: [u8; 4], content: &[u8]) {
    let length = u32::try_from(content.len()).unwrap_or(u32::MAX);
    to.extend(length.to_be_bytes());
    let start = to.len();
    to.extend(kind);
    to.extend(content);
    let sum = crc32(&to[start..]);
    to.extend(sum.to_be_bytes());
}

/// The sum of a chunk (PNG, annex D).
fn crc32(data: &[u8]) -> u32 {
    !data.iter().fold(u32::MAX, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| {
            if sum & 1 == 1 { (sum >> 1) ^ 0xEDB8_8320 } else { sum >> 1 }
        })
    })
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_sum_is_that_of_the_standard() {
        assert_eq!(super::crc32(b"123456789"), 0xCBF4_3926);
    }
}
