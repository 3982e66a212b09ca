//! Areas of any shape: rings that cross, touch, repeat and fall flat, near and absurdly far away.

use proptest::collection::vec;
use proptest::prelude::*;
use trucban_domain::{Point, Polygon, Ring, Shape};
use trucban_geo::{Area, ShapeFault, zone_shares};

/// Few places, so that corners and edges fall on each other; or any number at all.
fn points(least: usize) -> impl Strategy<Value = Vec<Point>> {
    let few =
        (0_i64..6, 0_i64..6).prop_map(|(east, north)| Point::new(east * 1_000, north * 1_000));
    let lot = (0_i64..40_000, 0_i64..40_000)
        .prop_map(|(east, north)| Point::new(562_000_000 + east, 1_821_000_000 + north));
    let far_mm = || -(1_i64 << 40)..=1_i64 << 40;
    let far = (far_mm(), far_mm()).prop_map(|(east, north)| Point::new(east, north));
    let any = (any::<i64>(), any::<i64>()).prop_map(|(east, north)| Point::new(east, north));
    let most = least + 9;
    prop_oneof![
        6 => vec(few, least..most),
        4 => vec(lot, least..most),
        2 => vec(far, least..most),
        1 => vec(any, 0..most),
    ]
}

fn shapes() -> impl Strategy<Value = Shape> {
    let ring = || points(3).prop_map(|points| Ring { points });
    let polygon = (ring(), vec(ring(), 0..3)).prop_map(|(outer, holes)| Polygon { outer, holes });
    vec(polygon, 0..4).prop_map(|polygons| Shape { polygons })
}

fn lots() -> impl Strategy<Value = Area> {
    shapes().prop_filter_map("refused", |shape| Area::new(shape).ok())
}

#[expect(clippy::cast_precision_loss, reason = "the size of a box, roughly")]
fn box_square_metres(area: &Area) -> f64 {
    let (low, high) = (area.bounds().min, area.bounds().max);
    (high.east_mm - low.east_mm) as f64 * (high.north_mm - low.north_mm) as f64 / 1e6
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_shape_is_an_area_or_refused_with_a_reason(shape in shapes(), point in points(1)) {
        match Area::new(shape.clone()) {
            Ok(area) => {
                let size = area.square_metres();
                let most = box_square_metres(&area);
                prop_assert!(size >= 0.0 && size <= most * (1.0 + 1e-9), "{size} m² in {most}");
                let lengths = area.edge_lengths_m();
                prop_assert_eq!(lengths.len(), shape.rings().count());
                for at in point {
                    prop_assert!(area.metres_to_boundary(at) >= 0.0);
                    prop_assert!(!area.holds(at) || area.bounds().holds(at));
                }
            }
            Err(fault) => prop_assert!(
                matches!(fault, ShapeFault::Empty | ShapeFault::TooShort | ShapeFault::TooFar)
            ),
        }
    }

    #[test]
    fn a_share_is_never_more_than_the_lot_or_the_zone(lot in lots(), zones in vec(lots(), 0..4)) {
        let size = lot.square_metres();
        for share in zone_shares(&lot, zones.iter().map(|zone| (zone, zone))) {
            let most = size.min(share.zone.square_metres());
            // A crossing that is moved to a millimetre moves the edges that meet there.
            let around_m: f64 = [&lot, share.zone]
                .into_iter()
                .flat_map(Area::edge_lengths_m)
                .flatten()
                .sum();
            let common = share.square_metres;
            prop_assert!(common <= most + 1e-3 * around_m, "{common} m² of {most}");
            prop_assert!(share.share > 0.0 && share.share <= 1.0);
            prop_assert!(lot.metres_between_boundaries(share.zone) >= 0.0);
        }
    }

    #[test]
    fn a_lot_has_itself_in_common_with_itself(lot in lots()) {
        let size = lot.square_metres();
        let shares = zone_shares(&lot, [((), &lot)]);
        if size > 1.0 {
            prop_assert_eq!(shares.len(), 1);
            prop_assert!((shares[0].share - 1.0).abs() < 1e-3, "{}", shares[0].share);
        }
    }
}
