//! What lies near a point, against measuring every report.

use proptest::prelude::*;
use trucban_domain::{Bounds, Point, QueueDay};
use trucban_store::{QueueAsk, View};

use crate::block::{complain, place, position, scopes};
use crate::central::Central;
use crate::people::{at, incident_id, open};

/// Metres between two points of the grid.
#[expect(clippy::cast_precision_loss, reason = "millimetres of a city")]
fn metres(one: Point, other: Point) -> f64 {
    let (east, north) = (one.east_mm - other.east_mm, one.north_mm - other.north_mm);
    (east as f64).hypot(north as f64) / 1_000.0
}

fn somewhere() -> impl Strategy<Value = Point> {
    let near = (-300..300_i64, -300..300_i64);
    let far = (-30_000..30_000_i64, -30_000..30_000_i64);
    prop_oneof![3 => near, 1 => far].prop_map(|(east, north)| {
        let Point { east_mm, north_mm } = place(0, 0);
        Point::new(east_mm + east * 1_000, north_mm + north * 1_000)
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn the_nearest_open_reports_are_those_that_measuring_all_would_find(
        reports in prop::collection::vec((somewhere(), any::<bool>()), 0..40),
        here in somewhere(),
        most in 1..12_u32,
    ) {
        let folder = tempfile::tempdir().unwrap();
        let store = open(folder.path());
        let mut central = Central::default();
        let mut expected = Vec::new();
        for (n, (stands, closed)) in (1..).zip(&reports) {
            complain(&mut central, n, *stands);
            if *closed {
                central.close(incident_id(n), at(9));
            } else {
                expected.push(metres(here, *stands));
            }
        }
        central.greet(&store, &scopes());
        expected.sort_by(f64::total_cmp);
        expected.truncate(most as usize);
        let found = store.nearest_open_reports(here, most).unwrap();
        prop_assert_eq!(found.len(), expected.len());
        for ((near, _), expected) in found.iter().zip(&expected) {
            // A position of degrees comes back from the grid within millimetres.
            prop_assert!((near.metres - expected).abs() < 0.05, "{} {expected}", near.metres);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn the_queue_of_a_box_holds_the_open_reports_in_it_and_its_number_is_theirs(
        reports in prop::collection::vec((somewhere(), any::<bool>()), 0..40),
        corners in (somewhere(), somewhere()),
        searched in any::<bool>(),
    ) {
        let folder = tempfile::tempdir().unwrap();
        let store = open(folder.path());
        let mut central = Central::default();
        // Half a metre from where any report stands.
        let Bounds { min, max } = Bounds::around([corners.0, corners.1]).unwrap();
        let inner = Point::new(min.east_mm - 500, min.north_mm - 500);
        let outer = Point::new(max.east_mm + 500, max.north_mm + 500);
        let held = |at: &Point| {
            (inner.east_mm..outer.east_mm).contains(&at.east_mm)
                && (inner.north_mm..outer.north_mm).contains(&at.north_mm)
        };
        let mut expected = Vec::new();
        for (n, (stands, closed)) in (1..).zip(&reports) {
            complain(&mut central, n, *stands);
            if *closed {
                central.close(incident_id(n), at(9));
            } else if held(stands) {
                expected.push(incident_id(n));
            }
        }
        central.greet(&store, &scopes());
        let bounds = Bounds { min: inner, max: outer };
        let ask = QueueAsk {
            view: View::Within(bounds),
            wards: Vec::new(),
            search: if searched { "kiet".to_owned() } else { String::new() },
            offset: 0,
            limit: 100,
            day: QueueDay::of(at(0)),
        };
        let slice = store.queue(&ask).unwrap();
        let mut found: Vec<_> = slice.rows.iter().map(|row| row.incident.id).collect();
        found.sort();
        prop_assert_eq!(&found, &expected);
        prop_assert_eq!(slice.total as usize, expected.len());
        let counts = store.view_counts_on(ask.day, Some(bounds), &[]).unwrap();
        prop_assert_eq!(counts.of(ask.view) as usize, expected.len());
        let nothing = store.queue(&QueueAsk { search: "khongco".to_owned(), ..ask }).unwrap();
        prop_assert_eq!(nothing.total, 0);
    }
}

#[test]
fn a_bearing_is_counted_clockwise_from_north() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path());
    let mut central = Central::default();
    let here = place(50, 50);
    let around = [(0, 40, 0.0), (40, 0, 90.0), (0, -40, 180.0), (-40, 0, 270.0)];
    for (n, (east, north, _)) in (1..).zip(around) {
        let at = Point::new(here.east_mm + east * 1_000, here.north_mm + north * 1_000);
        complain(&mut central, n, at);
    }
    central.greet(&store, &scopes());
    let found = store.nearest_open_reports(here, 4).unwrap();
    for (near, _) in found {
        let own = around.iter().position(|(east, north, _)| {
            let at = Point::new(here.east_mm + east * 1_000, here.north_mm + north * 1_000);
            near.report.position.is_some_and(|it| {
                (it.lat - position(at).lat).abs() < 1e-9 && (it.lon - position(at).lon).abs() < 1e-9
            })
        });
        let (_, _, bearing) = around[own.unwrap()];
        let off = (near.bearing - bearing + 180.0).rem_euclid(360.0) - 180.0;
        assert!(off.abs() < 0.1, "{} {bearing}", near.bearing);
    }
}
