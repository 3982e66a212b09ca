//! Photos of reports: those that came with them, and those that people attach.
//!
//! A photo is named by the hash of its bytes. One that a person attaches is named before central has the
//! bytes; until they have come, whole and from the device that named them, it counts for nobody else.

use serde::{Deserialize, Serialize};

use crate::scope::UnitCode;
use crate::time::Timestamp;

/// The largest photo that is taken, in bytes.
pub const PHOTO_MAX_BYTES: u64 = 50 << 20;
/// The largest small picture of a photo, in bytes.
pub const SMALL_MAX_BYTES: u64 = 64 << 10;
/// The most photos that one report names: a slip of the hand, not a need.
pub const REPORT_PHOTOS_MAX: usize = 200;

/// What a photo of a report shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PhotoShows {
    /// Trước: the place as it was reported.
    Reported,
    /// Sau: the place after the work.
    Result,
}

/// What the bytes of a photo are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PhotoFormat {
    /// JPEG.
    Jpeg,
    /// PNG.
    Png,
    /// WebP.
    Webp,
    /// HEIC or HEIF: kept and sent, and not shown by the window.
    Heic,
}

impl PhotoFormat {
    /// What `bytes` are, by their beginning, whatever their name says; `None` for anything else.
    pub fn of(bytes: &[u8]) -> Option<Self> {
        match bytes {
            [0xFF, 0xD8, 0xFF, ..] => Some(Self::Jpeg),
            [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1A, b'\n', ..] => Some(Self::Png),
            [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some(Self::Webp),
            [_, _, _, _, b'f', b't', b'y', b'p', brand @ ..] => {
                let brand = brand.first_chunk::<4>()?;
                HEIC_BRANDS.contains(&brand).then_some(Self::Heic)
            }
            _ => None,
        }
    }

    /// Its media type.
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Webp => "image/webp",
            Self::Heic => "image/heic",
        }
    }
}

/// The brands with which HEIC files begin (ISO/IEC 23008-12).
const HEIC_BRANDS: [&[u8; 4]; 6] = [b"heic", b"heix", b"heim", b"heis", b"mif1", b"msf1"];

/// A photo of a report. Who may see the report may see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Photo {
    /// BLAKE3 of its bytes, in hexadecimal.
    pub hash: String,
    /// What it shows.
    pub shows: PhotoShows,
    /// When it was taken, where that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub taken_at: Option<Timestamp>,
    /// What is known of one that a person attached; `None` for one that central got with the report.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attached: Option<Attachment>,
}

/// What is known of a photo that a person attached.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attachment {
    /// The unit for which they acted.
    pub by: UnitCode,
    /// What its bytes are.
    pub format: PhotoFormat,
    /// BLAKE3 of the small picture of it, in hexadecimal, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub small: Option<String>,
    /// Whether central has the small picture.
    pub small_came: bool,
    /// Whether central has the photo.
    pub came: bool,
}

/// A photo as a person attaches it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewPhoto {
    /// BLAKE3 of its bytes, in hexadecimal.
    pub hash: String,
    /// What its bytes are.
    pub format: PhotoFormat,
    /// BLAKE3 of the small picture of it, in hexadecimal, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub small: Option<String>,
    /// What it shows.
    pub shows: PhotoShows,
    /// When it was taken, where the camera noted it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub taken_at: Option<Timestamp>,
}

impl Photo {
    /// One that central got with its report.
    pub const fn received(hash: String, shows: PhotoShows, taken_at: Option<Timestamp>) -> Self {
        Self { hash, shows, taken_at, attached: None }
    }

    /// Whether central has it.
    pub fn came(&self) -> bool {
        self.attached.as_ref().is_none_or(|it| it.came)
    }

    /// The small picture of it, where central has one.
    pub fn small(&self) -> Option<&str> {
        self.attached.as_ref().filter(|it| it.small_came)?.small.as_deref()
    }

    /// Notes that central has the bytes with this hash, if they are this photo or its small picture.
    /// Whether that is new.
    pub fn arrive(&mut self, hash: &str) -> bool {
        let whole = self.hash == hash;
        let Some(attached) = &mut self.attached else { return false };
        let small = attached.small.as_deref() == Some(hash);
        let new = (whole && !attached.came) || (small && !attached.small_came);
        attached.came |= whole;
        attached.small_came |= small;
        new
    }
}

impl NewPhoto {
    /// The hashes of the bytes that are to be sent for it, the small ones first.
    pub fn blobs(&self) -> impl Iterator<Item = &str> {
        self.small.as_deref().into_iter().chain([self.hash.as_str()])
    }
}

/// The pictures that central has of `photos` and that are fetched before anybody asks: those that came
/// with the report, and the small ones of those that people attached.
pub(crate) fn ahead(photos: &[Photo]) -> impl Iterator<Item = &str> {
    photos.iter().filter_map(|photo| match photo.attached {
        None => Some(photo.hash.as_str()),
        Some(_) => photo.small(),
    })
}

/// All pictures that central has of `photos`, those that are fetched ahead in front.
pub(crate) fn pictures(photos: &[Photo]) -> Vec<&str> {
    let attached = photos.iter().filter(|photo| photo.attached.is_some() && photo.came());
    ahead(photos).chain(attached.map(|photo| photo.hash.as_str())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn attached(hash: &str, small: &str) -> Photo {
        Photo {
            hash: hash.to_owned(),
            shows: PhotoShows::Result,
            taken_at: None,
            attached: Some(Attachment {
                by: UnitCode("hepco".to_owned()),
                format: PhotoFormat::Jpeg,
                small: Some(small.to_owned()),
                small_came: false,
                came: false,
            }),
        }
    }

    #[test]
    fn a_photo_counts_once_its_bytes_came_and_small_ones_come_before_large_ones() {
        let mut photos = vec![
            Photo::received("a".to_owned(), PhotoShows::Reported, None),
            attached("b", "b-small"),
            attached("c", "c-small"),
        ];
        assert_eq!(pictures(&photos), ["a"]);
        assert!(photos[1].arrive("b-small") && !photos[1].arrive("b-small"));
        assert!(photos[2].arrive("c"), "the order of arrival does not matter");
        assert_eq!(pictures(&photos), ["a", "b-small", "c"]);
        assert!(photos[1].arrive("b") && photos[2].arrive("c-small"));
        assert_eq!(pictures(&photos), ["a", "b-small", "c-small", "b", "c"]);
        assert_eq!(ahead(&photos).collect::<Vec<_>>(), ["a", "b-small", "c-small"]);
        assert!(!photos[0].arrive("a"));
    }

    #[test]
    fn a_format_is_told_by_the_bytes() {
        let heic = b"\0\0\0\x18ftypheic\0\0\0\0";
        assert_eq!(PhotoFormat::of(heic), Some(PhotoFormat::Heic));
        assert_eq!(PhotoFormat::of(b"\0\0\0\x18ftypisom\0\0\0\0"), None, "a film");
        assert_eq!(PhotoFormat::of(&[0xFF, 0xD8, 0xFF, 0xE0]), Some(PhotoFormat::Jpeg));
        assert_eq!(PhotoFormat::of(b"RIFF\0\0\0\0WEBPVP8 "), Some(PhotoFormat::Webp));
        for other in [&b"<script>"[..], b"\x89PNG", b"\0\0\0\x18ftyp", b""] {
            assert_eq!(PhotoFormat::of(other), None, "{other:?}");
        }
    }
}
