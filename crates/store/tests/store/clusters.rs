//! Reports and cameras in clusters: however they came, moved and went, the tiles of a zoom count each
//! of them once.

use std::collections::BTreeSet;

use mvt_reader::feature::Value;
use proptest::prelude::*;
use trucban_domain::{Point, Record, Timestamp};
use trucban_geo::TileCoord;
use trucban_store::{Flipped, Store};

use crate::block::{Block, block, camera, complain, place, position, scopes};
use crate::central::Central;
use crate::people::{at, incident_id, open};
use crate::tiles::{Layers, read, said, texts};

const DAY: i64 = 24 * 60;
/// The zooms at which points are counted together.
const FAR: std::ops::RangeInclusive<u8> = 8..=15;

/// A report as it is to stand on the map.
#[derive(Debug, Clone)]
struct Stands {
    at: Point,
    urgent: bool,
    due_in_days: Option<i64>,
    fate: Fate,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Fate {
    Stays,
    Moves(Point),
    Closes,
    Goes,
}

/// Many of them close together, some anywhere in the city.
fn points() -> impl Strategy<Value = Point> {
    let near = (-300_i64..300, -300_i64..300);
    let far = (-20_000_i64..20_000, -20_000_i64..20_000);
    prop_oneof![3 => near, 1 => far].prop_map(|(east, north)| place(east, north))
}

fn stands() -> impl Strategy<Value = Stands> {
    let fate = prop_oneof![
        4 => Just(Fate::Stays),
        2 => points().prop_map(Fate::Moves),
        1 => Just(Fate::Closes),
        1 => Just(Fate::Goes),
    ];
    (points(), prop::bool::weighted(0.1), prop::option::weighted(0.9, -5_i64..5), fate)
        .prop_map(|(at, urgent, due_in_days, fate)| Stands { at, urgent, due_in_days, fate })
}

/// What the tiles of a zoom show in all.
#[derive(Debug, Default, PartialEq, Eq)]
struct Shown {
    reports: u64,
    overdue: u64,
    cameras: u64,
    silent: u64,
}

fn number(layers: &Layers, layer: &str, name: &str) -> u64 {
    layers
        .get(layer)
        .into_iter()
        .flatten()
        .map(|feature| match said(feature, name) {
            Some(Value::UInt(count)) => count,
            other => panic!("{layer}.{name} is {other:?}"),
        })
        .sum()
}

fn shown(store: &Store, z: u8, points: &[Point], now: Timestamp) -> Shown {
    let mut tiles = BTreeSet::new();
    for point in points {
        let tile = TileCoord::showing(*point, z).unwrap();
        for (x, y) in (0..3).flat_map(|x| (0..3).map(move |y| (x, y))) {
            tiles.insert(TileCoord::new(z, tile.x() + x - 1, tile.y() + y - 1).unwrap());
        }
    }
    let mut all = Shown::default();
    for tile in tiles {
        let layers = read(store.live_tile(tile, now).unwrap());
        let looks = texts(&layers, "report", "look");
        let late = looks.iter().filter(|look| *look == "overdue").count() as u64;
        all.reports += looks.len() as u64 + number(&layers, "report_cluster", "count");
        all.overdue += late + number(&layers, "report_cluster", "overdue");
        let cameras = layers.get("camera").into_iter().flatten();
        let silent: Vec<_> =
            cameras.map(|it| said(it, "silent") == Some(Value::Bool(true))).collect();
        all.cameras += silent.len() as u64 + number(&layers, "camera_cluster", "count");
        all.silent += silent.iter().filter(|it| **it).count() as u64
            + number(&layers, "camera_cluster", "silent");
    }
    all
}

fn deliver(central: &Central, store: &Store) -> Flipped {
    let flipped = central.deliver(store);
    assert_eq!(store.audit().unwrap(), []);
    flipped
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, max_shrink_iters: 100, ..ProptestConfig::default() })]

    #[test]
    fn the_counts_over_the_tiles_of_a_zoom_are_the_points_on_the_map(
        reports in prop::collection::vec(stands(), 1..40),
        cameras in prop::collection::vec((points(), points(), any::<[bool; 2]>()), 0..10),
    ) {
        let folder = tempfile::tempdir().unwrap();
        let store = open(folder.path());
        let mut central = Central::default();
        central.greet(&store, &scopes());
        let mut all = Vec::new();
        for (n, stands) in (1..).zip(&reports) {
            complain(&mut central, n, stands.at);
            central.change(incident_id(n), |report| {
                report.urgent = stands.urgent;
                report.due_at = stands.due_in_days.map(|days| at(days * DAY));
            });
            all.push(stands.at);
        }
        let silenced = |silent: bool| silent.then(|| at(0));
        for (n, (first, then, silent)) in (1..).zip(&cameras) {
            let mut camera = camera(n, &format!("CAM-{n}"), silenced(silent[0]));
            camera.position = position(*first);
            central.stand(Record::Camera(Box::new(camera)));
            all.extend([*first, *then]);
        }
        deliver(&central, &store);
        for (n, stands) in (1..).zip(&reports) {
            match stands.fate {
                Fate::Stays => {}
                Fate::Moves(to) => {
                    central.change(incident_id(n), |report| report.position = Some(position(to)));
                    all.push(to);
                }
                Fate::Closes => central.close(incident_id(n), at(1)),
                Fate::Goes => central.delete(incident_id(n)),
            }
        }
        for (n, (_, then, silent)) in (1..).zip(&cameras) {
            let mut camera = camera(n, &format!("CAM-{n}"), silenced(silent[1]));
            camera.position = position(*then);
            central.stand(Record::Camera(Box::new(camera)));
        }
        deliver(&central, &store);
        let open = || reports.iter().filter(|it| !matches!(it.fate, Fate::Closes | Fate::Goes));
        for today in [0, 3] {
            let late = |it: &&Stands| !it.urgent && it.due_in_days.is_some_and(|due| due < today);
            let expected = Shown {
                reports: open().count() as u64,
                overdue: open().filter(late).count() as u64,
                cameras: cameras.len() as u64,
                silent: cameras.iter().filter(|(.., silent)| silent[1]).count() as u64,
            };
            for z in FAR {
                prop_assert_eq!(&shown(&store, z, &all, at(today * DAY)), &expected, "zoom {}", z);
            }
        }
    }
}

#[test]
fn what_is_close_together_is_one_cluster_far_away_and_each_alone_where_lots_are_drawn() {
    let folder = tempfile::tempdir().unwrap();
    let Block { store, mut central, .. } = block(folder.path());
    complain(&mut central, 3, place(20, 10));
    central.change(incident_id(3), |report| report.urgent = true);
    central.change(incident_id(1), |report| report.due_at = Some(at(-3 * DAY)));
    central.deliver(&store);
    let layers = |z| {
        let tile = TileCoord::showing(place(10, 10), z).unwrap();
        read(store.live_tile(tile, at(0)).unwrap())
    };
    let far = layers(9);
    assert_eq!(texts(&far, "report", "look"), ["immediate"], "it is never counted away");
    assert_eq!(far["report_cluster"].len(), 1);
    let said_of = |layer: &str, name: &str| said(&far[layer][0], name);
    assert_eq!(said_of("report_cluster", "count"), Some(Value::UInt(2)));
    assert_eq!(said_of("report_cluster", "overdue"), Some(Value::UInt(1)));
    assert_eq!(said_of("camera_cluster", "count"), Some(Value::UInt(2)));
    assert_eq!(said_of("camera_cluster", "silent"), Some(Value::UInt(1)));
    let near = layers(16);
    assert_eq!(texts(&near, "report", "id").len(), 3);
    assert_eq!(texts(&near, "camera", "id").len(), 2);
    assert!(!near.contains_key("report_cluster") && !near.contains_key("camera_cluster"));
}

#[test]
fn what_is_alone_in_its_square_is_drawn_as_itself() {
    let folder = tempfile::tempdir().unwrap();
    let Block { store, mut central, .. } = block(folder.path());
    central.close(incident_id(1), at(1));
    central.deliver(&store);
    for z in FAR {
        let tile = TileCoord::showing(place(30, 10), z).unwrap();
        let layers = read(store.live_tile(tile, at(0)).unwrap());
        assert_eq!(texts(&layers, "report", "id"), [incident_id(2).to_string()], "zoom {z}");
        assert!(!layers.contains_key("report_cluster"));
    }
}
