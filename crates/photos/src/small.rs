//! The small picture of a photo: what is sent first, and what lists show.

use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::metadata::Orientation;
use image::{DynamicImage, ImageFormat, ImageReader, Limits};
use trucban_domain::PhotoFormat;
use trucban_domain::photo::SMALL_MAX_BYTES;

use crate::exif::Turned;
use crate::{PIXELS_MAX, Unfit};

/// Its longer side, in pixels.
const SIDE: u32 = 360;
/// How closely it is drawn, the first that is small enough: a tenth of it is noise in the worst case.
const QUALITIES: [u8; 3] = [72, 50, 25];
/// What decoding may take, in bytes: four a pixel, and as much again to work in.
const DECODING_BYTES: u64 = PIXELS_MAX * 8;

/// Decodes the whole photo, so that one that is damaged is found now, and draws it small and upright.
pub(crate) fn draw(bytes: &[u8], format: PhotoFormat, turned: Turned) -> Result<Vec<u8>, Unfit> {
    let format = match format {
        PhotoFormat::Jpeg => ImageFormat::Jpeg,
        PhotoFormat::Png => ImageFormat::Png,
        PhotoFormat::Webp => ImageFormat::WebP,
        PhotoFormat::Heic => return Err(Unfit::Unknown),
    };
    let reader = || {
        let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
        let mut limits = Limits::default();
        limits.max_alloc = Some(DECODING_BYTES);
        reader.limits(limits);
        reader
    };
    let (width, height) = reader().into_dimensions().map_err(|_garbled| Unfit::Damaged)?;
    if u64::from(width) * u64::from(height) > PIXELS_MAX {
        return Err(Unfit::TooManyPixels);
    }
    let photo = reader().decode().map_err(|_garbled| Unfit::Damaged)?;
    let small = if width.max(height) > SIDE { photo.thumbnail(SIDE, SIDE) } else { photo };
    let mut small = DynamicImage::ImageRgb8(small.into_rgb8());
    if let Some(orientation) = Orientation::from_exif(turned.number()) {
        small.apply_orientation(orientation);
    }
    for quality in QUALITIES {
        let mut jpeg = Vec::new();
        small
            .write_with_encoder(JpegEncoder::new_with_quality(&mut jpeg, quality))
            .map_err(|_not_drawn| Unfit::Damaged)?;
        if jpeg.len() as u64 <= SMALL_MAX_BYTES {
            return Ok(jpeg);
        }
    }
    Err(Unfit::Damaged)
}
