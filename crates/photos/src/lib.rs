//! Photos as they come from cameras and telephones: checked, cleaned, drawn small.
//!
//! [`prepare`] is the one door. It looks at the bytes and never at a name, refuses what is no whole
//! picture of a known form, and takes out everything that a file tells beside its picture: where it was
//! taken, with which device, by whom. What is drawn is not touched: no picture is compressed again, so it
//! stays what the camera made. Only two things are kept of what it told: which way is up, in the file,
//! and when it was taken, apart.
//!
//! Knows no IO and no clock. Fails as [`Unfit`] tells, and never panics, whatever the bytes.

mod exif;
mod heic;
mod jpeg;
mod png;
mod small;
mod webp;

use trucban_domain::photo::PHOTO_MAX_BYTES;
use trucban_domain::{PhotoFormat, Timestamp};

/// A photo of more pixels than this is refused before any of it is decoded.
pub const PIXELS_MAX: u64 = 100_000_000;

/// A photo, ready to be kept and sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prepared {
    /// What it is.
    pub format: PhotoFormat,
    /// Its bytes, without what they told beside the picture.
    pub bytes: Vec<u8>,
    /// A small picture of it, JPEG; none of a form that is not decoded here (HEIC).
    pub small: Option<Vec<u8>>,
    /// When the camera says it was taken; `None` where it does not, or where that cannot be.
    pub taken_at: Option<Timestamp>,
}

/// Why a photo cannot be taken. Nothing of it was kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unfit {
    /// It is none of the forms that are taken, whatever its name says.
    #[error("the bytes are no photo of a known form")]
    Unknown,
    /// It has more bytes than [`PHOTO_MAX_BYTES`].
    #[error("the photo has too many bytes")]
    TooLarge,
    /// It has more pixels than [`PIXELS_MAX`].
    #[error("the photo has too many pixels")]
    TooManyPixels,
    /// It is cut or garbled.
    #[error("the photo is damaged")]
    Damaged,
    /// What it tells beside the picture cannot be taken out of it with certainty.
    #[error("the photo cannot be cleaned")]
    NotCleaned,
}

/// Checks a photo, cleans it and draws it small. `now` is the latest time at which it can have been
/// taken.
///
/// # Errors
/// [`Unfit`] says why it is not taken.
pub fn prepare(bytes: &[u8], now: Timestamp) -> Result<Prepared, Unfit> {
    if bytes.len() as u64 > PHOTO_MAX_BYTES {
        return Err(Unfit::TooLarge);
    }
    let format = PhotoFormat::of(bytes).ok_or(Unfit::Unknown)?;
    let told = exif::read(bytes);
    let turned = told.turned;
    let (bytes, small) = match format {
        PhotoFormat::Heic => (heic::clean(bytes)?, None),
        drawn => {
            // What is decoded is what will be sent.
            let cleaned = match drawn {
                PhotoFormat::Png => png::clean(bytes, turned)?,
                PhotoFormat::Webp => webp::clean(bytes, turned)?,
                _ => jpeg::clean(bytes, turned)?,
            };
            let small = small::draw(&cleaned, drawn, turned)?;
            (cleaned, Some(small))
        }
    };
    Ok(Prepared { format, bytes, small, taken_at: told.taken_at(now) })
}

#[cfg(test)]
mod tests;
