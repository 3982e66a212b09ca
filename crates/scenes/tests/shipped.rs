//! The pictures that ship: what they promise to central and to the screens.
#![expect(clippy::unwrap_used, reason = "tests fail by panicking")]

use std::collections::BTreeSet;
use std::sync::OnceLock;

use trucban_scenes::{Frames, Light, Scenes};

const ALERT_KINDS: [&str; 12] = [
    "red_light",
    "wrong_way",
    "illegal_parking",
    "wrong_lane",
    "pavement_encroachment",
    "littering",
    "flooded_road",
    "smoke",
    "crowd",
    "intrusion",
    "jam",
    "reservoir_level",
];
/// What every picture together is on the machines that build the product's packages.
const GOLDEN: &str = "85cc774e971ec8e0d4d05795cb5b4089136d0df0ff9bd79798e162b92221484b";

fn scenes() -> &'static Scenes {
    static SCENES: OnceLock<Scenes> = OnceLock::new();
    SCENES.get_or_init(|| Scenes::shipped().unwrap())
}

fn digest(scenes: &Scenes) -> String {
    let mut hasher = blake3::Hasher::new();
    for picture in scenes.blobs() {
        hasher.update(picture.key.as_bytes()).update(picture.hash.as_bytes());
    }
    hasher.finalize().to_hex().to_string()
}

fn events(kind: &str) -> impl Iterator<Item = &'static Frames> {
    let lights = [Light::Day, Light::Night].into_iter();
    lights
        .flat_map(move |light| (0..8).filter_map(move |pick| scenes().for_alert(kind, light, pick)))
}

#[test]
fn at_most_two_hundred_small_pictures_are_shared_by_all() {
    let pictures: Vec<_> = scenes().blobs().collect();
    assert!((150..=200).contains(&pictures.len()), "{} pictures", pictures.len());
    for picture in &pictures {
        assert_eq!(picture.hash, blake3::hash(picture.bytes).to_hex().as_str(), "{}", picture.key);
        assert_eq!(picture.mime, "image/jpeg");
        assert!(picture.bytes.starts_with(&[0xFF, 0xD8, 0xFF]), "{} is no JPEG", picture.key);
        assert!(picture.bytes.len() < 75_000, "{} has {}", picture.key, picture.bytes.len());
    }
    let keys: BTreeSet<_> = pictures.iter().map(|picture| picture.key).collect();
    assert_eq!(keys.len(), pictures.len());
    let all: usize = pictures.iter().map(|picture| picture.bytes.len()).sum();
    assert!(all / pictures.len() < 45_000, "{} bytes in {}", all, pictures.len());
}

#[test]
fn the_same_build_draws_the_same_pictures() {
    let first = digest(scenes());
    assert_eq!(first, digest(&Scenes::shipped().unwrap()));
    if cfg!(all(target_os = "linux", target_arch = "x86_64")) {
        assert_eq!(first, GOLDEN, "if the drawings were changed on purpose, so is this");
    }
}

#[test]
fn every_kind_of_alert_has_frames_around_its_moment() {
    let hashes: BTreeSet<_> = scenes().blobs().map(|picture| picture.hash).collect();
    for kind in ALERT_KINDS {
        assert!(events(kind).count() >= 6, "{kind}");
        for event in events(kind) {
            let offsets: Vec<_> = event.frames.iter().map(|frame| frame.offset_ms).collect();
            assert_eq!(offsets.len(), 3, "{kind}");
            assert!(offsets.is_sorted() && offsets[0] < 0 && offsets[1] == 0, "{kind} {offsets:?}");
            assert!(event.frames.iter().all(|frame| hashes.contains(frame.hash.as_str())));
        }
    }
    assert_eq!(scenes().for_alert("parade", Light::Day, 0), None);
}

#[test]
fn what_is_marked_lies_in_the_picture() {
    for event in ALERT_KINDS.into_iter().flat_map(events) {
        assert!(!event.boxes.is_empty());
        for seen in &event.boxes {
            let [left, top, width, height] = seen.area;
            assert!(width > 0.02 && height > 0.02, "{seen:?}");
            assert!(left >= 0.0 && top >= 0.0, "{seen:?}");
            assert!(left + width <= 1.001 && top + height <= 1.001, "{seen:?}");
        }
    }
}

#[test]
fn a_vehicle_that_broke_a_rule_shows_its_plate() {
    for event in
        ["red_light", "wrong_way", "illegal_parking", "wrong_lane"].into_iter().flat_map(events)
    {
        let [left, top, width, height] = event.boxes[0].area;
        let plate = event.plate_box.unwrap();
        assert!(plate[0] >= left && plate[0] + plate[2] <= left + width, "{event:?}");
        assert!(plate[1] >= top && plate[1] + plate[3] <= top + height, "{event:?}");
    }
    assert!(events("smoke").all(|event| event.plate_box.is_none()));
}

#[test]
fn the_night_is_shown_at_night() {
    assert_eq!(Light::of_hour(5), Light::Night);
    assert_eq!(Light::of_hour(6), Light::Day);
    assert_eq!(Light::of_hour(18), Light::Night);
    for kind in ALERT_KINDS {
        let day = scenes().for_alert(kind, Light::Day, 0).unwrap();
        let night = scenes().for_alert(kind, Light::Night, 0).unwrap();
        assert_ne!(day, night, "{kind}");
    }
}

#[test]
fn a_report_of_what_can_be_seen_has_a_photo_and_its_result_the_same_place() {
    for (category, scene) in [
        ("HTDT", "manhole"),
        ("CSCC", "street_lamp"),
        ("CXCV", "fallen_tree"),
        ("VSMT", "rubbish"),
        ("TTDT", "pavement"),
        ("DIEN", "cables"),
        ("THOATNUOC", "drain"),
        ("CAPNUOC", "burst_pipe"),
        ("PCTT", "flooded_lane"),
    ] {
        for pick in 0..4 {
            let site = scenes().for_report(category, scene, pick).unwrap();
            let mended = site.mended.as_ref().unwrap();
            assert_ne!(site.reported, *mended, "{category}");
            for photo in [&site.reported, mended] {
                let key = scenes().blob(&photo.hash).unwrap().key;
                assert!(key.starts_with(&format!("{scene}/")), "{category}: {key}");
            }
            let next = scenes().for_report(category, scene, pick + 1).unwrap();
            assert_ne!(site.reported, next.reported, "{category}");
        }
    }
    assert_eq!(scenes().for_report("DVC", "manhole", 0), None);
    assert_eq!(scenes().for_report("HTDT", "crossing", 0), None);
}

#[test]
fn what_cameras_see_and_what_people_photograph_is_drawn_apart_and_the_same() {
    let parts = [Scenes::of_cameras().unwrap(), Scenes::of_people().unwrap()];
    let hashes = |scenes: &Scenes| -> BTreeSet<String> {
        scenes.blobs().map(|picture| picture.hash.to_owned()).collect()
    };
    let [cameras, people] = parts.each_ref().map(hashes);
    assert!(cameras.is_disjoint(&people) && people.len() < cameras.len());
    assert_eq!(&cameras | &people, hashes(scenes()));
}
