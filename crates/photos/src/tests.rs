//! What is sent of a photo and what is not, for files with everything in them that cameras and programs add.

use std::io::Cursor;

use image::{DynamicImage, ImageFormat, Rgb, RgbImage};
use proptest::prelude::*;
use trucban_domain::photo::SMALL_MAX_BYTES;
use trucban_domain::{PhotoFormat, Timestamp};

use super::*;

/// What must not be in anything that is sent.
const SECRETS: [&str; 3] = ["Canon PowerShot", "iPhone of Nguyen", "16.4637N"];

fn now() -> Timestamp {
    Timestamp::parse_iso("2026-11-20T14:31:00+07:00").unwrap()
}

/// A picture in which no two places are alike, so that turning and cutting show.
fn picture(width: u32, height: u32) -> DynamicImage {
    let pixel = |x: u32, y: u32| {
        Rgb([(x * 255 / width).to_le_bytes()[0], (y * 255 / height).to_le_bytes()[0], 90])
    };
    DynamicImage::ImageRgb8(RgbImage::from_fn(width, height, pixel))
}

fn encoded(format: ImageFormat, width: u32, height: u32) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    picture(width, height).write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

/// Exif that says which way is up, when, and a good deal that is nobody's business.
fn telling(orientation: u8) -> Vec<u8> {
    let texts = [SECRETS[0], "2026:11:20 08:05:00", SECRETS[2]];
    let ifd_at = 8_u32;
    let (entries, exif_entries) = (4_u16, 1_u16);
    let exif_at = ifd_at + 2 + u32::from(entries) * 12 + 4;
    let data_at = exif_at + 2 + u32::from(exif_entries) * 12 + 4;
    let mut ends = Vec::new();
    let mut data = Vec::new();
    for text in texts {
        ends.push(data_at + u32::try_from(data.len()).unwrap());
        data.extend(text.as_bytes());
        data.push(0);
    }
    let mut tiff = b"MM\0\x2A\0\0\0\x08".to_vec();
    let entry = |tiff: &mut Vec<u8>, tag: u16, kind: u16, count: u32, value: u32| {
        tiff.extend(tag.to_be_bytes());
        tiff.extend(kind.to_be_bytes());
        tiff.extend(count.to_be_bytes());
        tiff.extend(value.to_be_bytes());
    };
    let length = |text: &str| u32::try_from(text.len()).unwrap() + 1;
    tiff.extend(entries.to_be_bytes());
    entry(&mut tiff, 0x0110, 2, length(texts[0]), ends[0]);
    entry(&mut tiff, 0x0112, 3, 1, u32::from(orientation) << 16);
    entry(&mut tiff, 0x8298, 2, length(texts[2]), ends[2]);
    entry(&mut tiff, 0x8769, 4, 1, exif_at);
    tiff.extend([0; 4]);
    tiff.extend(exif_entries.to_be_bytes());
    entry(&mut tiff, 0x9003, 2, length(texts[1]), ends[1]);
    tiff.extend([0; 4]);
    tiff.extend(data);
    tiff
}

/// A JPEG with everything in it that cameras and programs add.
fn jpeg(orientation: u8) -> Vec<u8> {
    let plain = encoded(ImageFormat::Jpeg, 480, 240);
    let mut file = plain[..2].to_vec();
    let mut segment = |marker: u8, content: &[u8]| {
        file.extend([0xFF, marker]);
        file.extend(u16::try_from(content.len() + 2).unwrap().to_be_bytes());
        file.extend(content);
    };
    segment(0xE1, &[b"Exif\0\0", &telling(orientation)[..]].concat());
    segment(0xE1, format!("http://ns.adobe.com/xap/1.0/\0<x>{}</x>", SECRETS[1]).as_bytes());
    segment(0xED, format!("Photoshop 3.0\0{}", SECRETS[1]).as_bytes());
    segment(0xFE, SECRETS[1].as_bytes());
    segment(0xE2, format!("MPF\0{}", SECRETS[1]).as_bytes());
    segment(0xE2, b"ICC_PROFILE\0\x01\x01 colours");
    file.extend(&plain[2..]);
    file.extend(SECRETS[1].as_bytes());
    file
}

fn png(orientation: u8) -> Vec<u8> {
    let plain = encoded(ImageFormat::Png, 480, 240);
    let mut file = plain[..33].to_vec();
    for (kind, content) in
        [(b"eXIf", telling(orientation)), (b"tEXt", format!("Author\0{}", SECRETS[1]).into_bytes())]
    {
        let mut checked = kind.to_vec();
        checked.extend(&content);
        file.extend(u32::try_from(content.len()).unwrap().to_be_bytes());
        file.extend(&checked);
        file.extend([0; 4]);
    }
    file.extend(&plain[33..]);
    file.extend(SECRETS[1].as_bytes());
    file
}

fn webp() -> Vec<u8> {
    let plain = encoded(ImageFormat::WebP, 480, 240);
    let mut file = b"RIFF\0\0\0\0WEBPVP8X\x0A\0\0\0\x0C\0\0\0".to_vec();
    file.extend([223, 1, 0, 239, 0, 0]);
    file.extend(&plain[12..]);
    for (kind, content) in [(b"EXIF", telling(6)), (b"XMP ", SECRETS[1].as_bytes().to_vec())] {
        file.extend(kind);
        file.extend(u32::try_from(content.len()).unwrap().to_le_bytes());
        file.extend(&content);
        file.resize(file.len() + content.len() % 2, 0);
    }
    let size = u32::try_from(file.len() - 8).unwrap();
    file[4..8].copy_from_slice(&size.to_le_bytes());
    file
}

fn part(kind: [u8; 4], content: &[u8]) -> Vec<u8> {
    let mut part = u32::try_from(content.len() + 8).unwrap().to_be_bytes().to_vec();
    part.extend(kind);
    part.extend(content);
    part
}

/// The skeleton of a HEIC file: one picture whose bytes are not drawn here, and its Exif.
fn heic(width: u32, more: &[u8]) -> Vec<u8> {
    let exif = [&[0, 0, 0, 6][..], b"Exif\0\0", &telling(6)].concat();
    let picture = b"coded picture".to_vec();
    let infe = |item: u16, kind: [u8; 4]| {
        part(*b"infe", &[&[2, 0, 0, 0][..], &item.to_be_bytes(), &[0, 0], &kind, &[0]].concat())
    };
    let iinf =
        part(*b"iinf", &[&[0, 0, 0, 0, 0, 2][..], &infe(1, *b"hvc1"), &infe(2, *b"Exif")].concat());
    let ispe =
        part(*b"ispe", &[&[0; 4][..], &width.to_be_bytes(), &240_u32.to_be_bytes()].concat());
    let iprp = part(*b"iprp", &part(*b"ipco", &ispe));
    let head = part(*b"ftyp", b"heic\0\0\0\0mif1heic");
    let meta = |from: u32| {
        let lengths = [picture.len(), exif.len()].map(|n| u32::try_from(n).unwrap());
        let place = |item: u16, from: u32, length: u32| {
            [&item.to_be_bytes()[..], &[0, 0, 0, 1], &from.to_be_bytes(), &length.to_be_bytes()]
                .concat()
        };
        let places = [place(1, from, lengths[0]), place(2, from + lengths[0], lengths[1])].concat();
        let iloc = part(*b"iloc", &[&[0, 0, 0, 0, 0x44, 0x00, 0, 2][..], &places].concat());
        part(*b"meta", &[&[0; 4][..], &iinf, &iprp, &iloc, more].concat())
    };
    let from = u32::try_from(head.len() + meta(0).len() + 8).unwrap();
    [head, meta(from), part(*b"mdat", &[picture, exif].concat())].concat()
}

fn tells(bytes: &[u8]) -> Vec<&'static str> {
    let holds = |secret: &&str| bytes.windows(secret.len()).any(|part| part == secret.as_bytes());
    SECRETS.into_iter().filter(holds).collect()
}

#[test]
fn nothing_that_a_file_tells_beside_its_picture_is_sent() {
    let all = [jpeg(6), png(6), webp(), heic(480, &[])];
    for file in all {
        assert_ne!(tells(&file), Vec::<&str>::new());
        let prepared = prepare(&file, now()).unwrap();
        assert_eq!(tells(&prepared.bytes), Vec::<&str>::new(), "{:?}", prepared.format);
        assert_eq!(PhotoFormat::of(&prepared.bytes), Some(prepared.format));
        let taken_at = prepared.taken_at.map(Timestamp::iso);
        assert_eq!(taken_at.as_deref(), Some("2026-11-20T08:05:00+07:00"), "{:?}", prepared.format);
    }
}

#[test]
fn the_picture_itself_is_the_same_to_the_last_pixel_and_as_upright_as_before() {
    let same =
        [(ImageFormat::Jpeg, jpeg(6)), (ImageFormat::Png, png(6)), (ImageFormat::WebP, webp())];
    for (format, file) in same {
        let prepared = prepare(&file, now()).unwrap();
        let decoded = |bytes: &[u8]| image::load_from_memory_with_format(bytes, format).unwrap();
        let plain = encoded(format, 480, 240);
        assert!(decoded(&prepared.bytes) == decoded(&plain), "{format:?}");
        assert_eq!(exif::read(&prepared.bytes).turned.number(), 6, "{format:?}");
        let small = image::load_from_memory(&prepared.small.unwrap()).unwrap();
        assert_eq!((small.width(), small.height()), (180, 360), "{format:?} is drawn upright");
    }
    let upright = prepare(&jpeg(1), now()).unwrap();
    assert!(!upright.bytes.windows(4).any(|part| part == b"Exif"));
    let profile = b"ICC_PROFILE\0\x01\x01 colours";
    assert!(upright.bytes.windows(profile.len()).any(|part| part == profile));
}

#[test]
fn preparing_a_photo_that_was_prepared_changes_nothing() {
    for file in [jpeg(6), png(6), webp(), heic(480, &[])] {
        let once = prepare(&file, now()).unwrap();
        let twice = prepare(&once.bytes, now()).unwrap();
        assert_eq!((twice.bytes, twice.small), (once.bytes, once.small));
    }
}

#[test]
fn a_form_is_told_by_the_bytes_and_others_are_refused() {
    let gif = b"GIF89a\x01\0\x01\0\0\0\0;";
    let film = part(*b"ftyp", b"isom\0\0\0\0");
    for other in [&b""[..], b"<html>", b"%PDF-1.7", gif, &film] {
        assert_eq!(prepare(other, now()), Err(Unfit::Unknown));
    }
    let large = vec![0xFF; usize::try_from(PHOTO_MAX_BYTES).unwrap() + 1];
    assert_eq!(prepare(&large, now()), Err(Unfit::TooLarge));
}

#[test]
fn a_picture_of_too_many_pixels_is_refused_before_it_is_decoded() {
    let mut bomb = png(1);
    bomb[16..24].copy_from_slice(&[0, 1, 0, 0, 0, 1, 0, 0]);
    let sum = !bomb[12..29].iter().fold(u32::MAX, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| {
            if sum & 1 == 1 { (sum >> 1) ^ 0xEDB8_8320 } else { sum >> 1 }
        })
    });
    bomb[29..33].copy_from_slice(&sum.to_be_bytes());
    assert_eq!(prepare(&bomb, now()), Err(Unfit::TooManyPixels));
    assert_eq!(prepare(&heic(2_000_000, &[]), now()), Err(Unfit::TooManyPixels));
}

#[test]
fn damaged_exif_costs_its_facts_and_not_the_photo() {
    let mut file = jpeg(6);
    let at = file.windows(6).position(|part| part == b"Exif\0\0").unwrap();
    file[at + 6..at + 60].fill(0xA5);
    let prepared = prepare(&file, now()).unwrap();
    assert_eq!(prepared.taken_at, None);
    assert_eq!(tells(&prepared.bytes), Vec::<&str>::new());
}

#[test]
fn a_photo_that_is_cut_is_refused_wherever_it_was_cut() {
    for (file, extra) in [(jpeg(1), 16), (png(1), 16), (webp(), 0)] {
        for length in (3..file.len() - extra).step_by(97) {
            let cut = prepare(&file[..length], now());
            assert!(matches!(cut, Err(Unfit::Damaged | Unfit::Unknown)), "{length}: {cut:?}");
        }
    }
}

#[test]
fn a_heic_file_that_cannot_be_followed_is_refused() {
    let unknown = heic(480, &part(*b"uuid", b"16.4637N"));
    assert_eq!(prepare(&unknown, now()), Err(Unfit::NotCleaned));
    let mut with_film = heic(480, &[]);
    with_film.extend(part(*b"mpvd", b"16.4637N"));
    assert_eq!(prepare(&with_film, now()), Err(Unfit::NotCleaned));
    let plain = heic(480, &[]);
    let kept = prepare(&plain, now()).unwrap();
    assert_eq!((kept.format, kept.small), (PhotoFormat::Heic, None));
    assert_eq!(kept.bytes.len(), plain.len(), "nothing moves in it");
    assert!(kept.bytes.windows(13).any(|part| part == b"coded picture"));
}

#[test]
fn a_small_picture_is_small_whatever_the_photo() {
    let noise = RgbImage::from_fn(720, 720, |x, y| {
        let n = x.wrapping_mul(2_654_435_761) ^ y.wrapping_mul(40_503).wrapping_mul(x | 1);
        let [red, green, blue, _] = n.to_le_bytes();
        Rgb([red, green, blue])
    });
    let mut file = Cursor::new(Vec::new());
    DynamicImage::ImageRgb8(noise).write_to(&mut file, ImageFormat::Png).unwrap();
    let small = prepare(&file.into_inner(), now()).unwrap().small.unwrap();
    assert!(small.len() as u64 <= SMALL_MAX_BYTES, "{}", small.len());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn whatever_the_bytes_nothing_breaks_and_what_is_taken_tells_nothing(
        which in 0_usize..4,
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6),
    ) {
        let mut file = [jpeg(6), png(6), webp(), heic(480, &[])][which].clone();
        for (at, byte) in changes {
            let at = at.index(file.len());
            file[at] = byte;
        }
        // What is drawn wrong may still be drawn; it only must not take the console down.
        if let Ok(prepared) = prepare(&file, now()) {
            prop_assert!(PhotoFormat::of(&prepared.bytes).is_some());
        }
    }
}
