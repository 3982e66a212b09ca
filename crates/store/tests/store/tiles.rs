//! What is on the tiles of the map, read by another team's reader of vector tiles.

use std::collections::BTreeMap;

use mvt_reader::Reader;
use mvt_reader::feature::{Feature, Value};
use trucban_domain::{PlanStatus, Record, Timestamp};
use trucban_geo::{Outlines, TileCoord, WardIndex};
use trucban_store::{Access, Store};

use crate::block::{Block, block, lot, place, plan};
use crate::people::{at, incident_id, try_open};

fn outlines() -> &'static Outlines {
    static OUTLINES: std::sync::LazyLock<Outlines> =
        std::sync::LazyLock::new(|| Outlines::of(&WardIndex::shipped().unwrap()));
    &OUTLINES
}

fn coord(z: u8) -> TileCoord {
    TileCoord::showing(place(10, 10), z).unwrap()
}

pub(crate) type Layers = BTreeMap<String, Vec<Feature<i32>>>;

pub(crate) fn read(bytes: Vec<u8>) -> Layers {
    let reader = Reader::new(bytes).unwrap();
    let layers = reader.get_layer_metadata().unwrap();
    layers
        .iter()
        .map(|layer| (layer.name.clone(), reader.get_features_as(layer.layer_index).unwrap()))
        .collect()
}

pub(crate) fn said(feature: &Feature<i32>, name: &str) -> Option<Value> {
    feature.properties.as_ref()?.get(name).cloned()
}

pub(crate) fn texts(layers: &Layers, layer: &str, name: &str) -> Vec<String> {
    let text = |feature| match said(feature, name) {
        Some(Value::String(text)) => text,
        other => panic!("{layer}.{name} is {other:?}"),
    };
    layers.get(layer).into_iter().flatten().map(text).collect()
}

fn land(store: &Store, z: u8) -> Layers {
    read(store.land_tile(coord(z), outlines()).unwrap())
}

#[test]
fn the_map_shows_what_its_zoom_can_show() {
    let folder = tempfile::tempdir().unwrap();
    let store = block(folder.path()).store;
    let names = |z| -> Vec<String> { land(&store, z).into_keys().collect() };
    assert_eq!(names(10), ["ward", "ward_label"]);
    assert!(names(11).contains(&"heritage".to_owned()) && names(11).contains(&"zone".to_owned()));
    assert!(!names(12).contains(&"street".to_owned()));
    assert!(names(13).contains(&"street".to_owned()));
    assert!(!names(15).contains(&"lot".to_owned()));
    assert!(names(16).contains(&"lot".to_owned()));
}

#[test]
fn every_layer_says_what_the_window_draws_it_by() {
    let folder = tempfile::tempdir().unwrap();
    let store = block(folder.path()).store;
    let layers = land(&store, 17);
    assert_eq!(texts(&layers, "zone", "code"), ["ODT", "ODT"], "what does not bind is not drawn");
    assert!(texts(&layers, "zone", "colour").iter().all(|colour| colour.starts_with('#')));
    assert_eq!(texts(&layers, "heritage", "level"), ["two"]);
    assert_eq!(layers["reserve"].len(), 1);
    assert_eq!(texts(&layers, "lot", "label"), ["22/80", "22/81", "22/82"]);
    assert_eq!(texts(&layers, "lot", "use"), ["ODT"; 3]);
    let numbers: Vec<_> = layers["lot"].iter().map(|lot| said(lot, "number")).collect();
    assert_eq!(numbers, [80, 81, 82].map(|number| Some(Value::UInt(number))));
    let mut streets = texts(&layers, "street", "name");
    streets.sort();
    assert_eq!(streets, ["Kiệt 16 Đoàn Thị Điểm", "Đoàn Thị Điểm"]);
    assert_eq!(said(&layers["street"][0], "width_m"), Some(Value::Double(11.5)));
    let city = land(&store, 10);
    assert!(texts(&city, "ward_label", "name").contains(&"Phú Xuân".to_owned()));
    assert!(city["ward"].iter().all(|ward| matches!(said(ward, "code"), Some(Value::UInt(_)))));
}

#[test]
fn a_tile_is_kept_until_the_map_changes_and_then_cut_anew() {
    let folder = tempfile::tempdir().unwrap();
    let Block { store, mut central, .. } = block(folder.path());
    let first = store.land_tile(coord(16), outlines()).unwrap();
    assert_eq!(store.land_tile(coord(16), outlines()).unwrap(), first);
    let looking = try_open(folder.path(), Access::ReadOnly).unwrap();
    let nothing = Outlines::of(&WardIndex::from_geojson(ELSEWHERE).unwrap());
    assert_eq!(looking.land_tile(coord(16), &nothing).unwrap(), first, "it was kept, not cut");
    central.stand(Record::Lot(Box::new(lot(1, 800, [0, 0, 20, 20]))));
    central.deliver(&store);
    assert!(texts(&land(&store, 16), "lot", "label").contains(&"22/800".to_owned()));
    central.stand(Record::Plan(Box::new(plan(1, 10_000, PlanStatus::Superseded))));
    central.deliver(&store);
    assert_eq!(texts(&land(&store, 16), "heritage", "level"), [""; 0]);
}

/// A ward on the other side of the Earth.
const ELSEWHERE: &str = r#"{"type":"FeatureCollection","features":[{"type":"Feature",
    "properties":{"code":1},"geometry":{"type":"Polygon",
    "coordinates":[[[-70,-10],[-69,-10],[-69,-9],[-70,-10]]]}}]}"#;

#[test]
fn open_reports_look_as_their_deadline_says_and_silent_cameras_are_marked() {
    let folder = tempfile::tempdir().unwrap();
    let Block { store, mut central, .. } = block(folder.path());
    let due = |days: i64| -> Timestamp { at(days * 24 * 60) };
    let looks = |store: &Store, now: Timestamp| -> BTreeMap<String, String> {
        let layers = read(store.live_tile(coord(16), now).unwrap());
        let ids = texts(&layers, "report", "id");
        ids.into_iter().zip(texts(&layers, "report", "look")).collect()
    };
    central.change(incident_id(1), |report| {
        report.urgent = true;
    });
    central.change(incident_id(2), |report| report.due_at = Some(due(10)));
    central.deliver(&store);
    let (one, two) = (incident_id(1).to_string(), incident_id(2).to_string());
    let now = looks(&store, at(0));
    assert_eq!((now[&one].as_str(), now[&two].as_str()), ("immediate", "open"));
    assert_eq!(looks(&store, due(10))[&two], "soon");
    assert_eq!(looks(&store, due(14))[&two], "overdue");
    let layers = read(store.live_tile(coord(16), at(0)).unwrap());
    let number = store.incident(incident_id(1)).unwrap().unwrap().number.unwrap();
    assert!(texts(&layers, "report", "number").contains(&number));
    assert!(texts(&layers, "report", "title").iter().all(|title| !title.is_empty()));
    assert_eq!(texts(&layers, "camera", "number"), ["CAM-117", "CAM-204"]);
    assert_eq!(texts(&layers, "camera", "name").len(), 2);
    let silent: Vec<_> = layers["camera"].iter().map(|camera| said(camera, "silent")).collect();
    assert_eq!(silent, [Some(Value::Bool(false)), Some(Value::Bool(true))]);
    assert_eq!(said(&layers["camera"][0], "bearing"), Some(Value::UInt(135)));
    central.close(incident_id(2), at(1));
    central.deliver(&store);
    assert_eq!(looks(&store, at(0)).into_keys().collect::<Vec<_>>(), [one]);
}

#[test]
fn a_tile_of_another_part_of_the_earth_is_empty() {
    let folder = tempfile::tempdir().unwrap();
    let store = block(folder.path()).store;
    let far = TileCoord::new(5, 3, 10).unwrap();
    assert_eq!(store.land_tile(far, outlines()).unwrap(), [0_u8; 0]);
    assert_eq!(store.live_tile(far, at(0)).unwrap(), [0_u8; 0]);
}
