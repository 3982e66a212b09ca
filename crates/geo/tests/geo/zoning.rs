//! The rules of the zone card, on drawn plans.

use trucban_domain::{
    BuildingLimits, LandUseCode, Plan, PlanId, PlanStatus, Point, Polygon, Protection, Ring, Shape,
    Timestamp, WardCode, Zone, ZoneId, ZoneKind,
};
use trucban_geo::{Area, Zoning, error_m, rulings};
use uuid::Uuid;

const PHU_XUAN: WardCode = WardCode(19_753);

/// A place, decimetres from the corner of the block.
fn at([east_dm, north_dm]: [i64; 2]) -> Point {
    Point::new(562_010_000 + 100 * east_dm, 1_821_805_000 + 100 * north_dm)
}

fn ring([west, south, east, north]: [i64; 4]) -> Ring {
    let corners = [[west, south], [east, south], [east, north], [west, north]];
    Ring { points: corners.map(at).to_vec() }
}

fn rectangle(sides_dm: [i64; 4]) -> Shape {
    Shape { polygons: vec![Polygon { outer: ring(sides_dm), holes: Vec::new() }] }
}

/// A lot of 20 m by 20 m.
fn lot() -> Area {
    Area::new(rectangle([0, 0, 200, 200])).unwrap()
}

fn plan(n: u128, scale: u32, status: PlanStatus) -> Plan {
    Plan {
        id: PlanId::from_uuid(Uuid::from_u128(n)),
        name: format!("Đồ án {n}"),
        decision: String::new(),
        decided_on: None,
        status,
        scale,
        error_mm: 5_000,
        wards: vec![PHU_XUAN],
        data_on: Timestamp::from_ms(0),
        sample: true,
    }
}

fn zone(n: u128, plan: &Plan, kind: ZoneKind, shape: Shape) -> Zone {
    Zone {
        id: ZoneId::from_uuid(Uuid::from_u128(100 + n)),
        plan: plan.id,
        wards: vec![PHU_XUAN],
        kind,
        name: format!("Ô {n}"),
        limits: BuildingLimits::default(),
        shape,
        sample: true,
    }
}

fn land(code: &str) -> ZoneKind {
    ZoneKind::LandUse(LandUseCode(code.to_owned()))
}

fn names<'a>(zoning: &Zoning<'a>) -> Vec<&'a str> {
    zoning.parts.iter().map(|part| part.zone.name.as_str()).collect()
}

fn percents(zoning: &Zoning<'_>) -> Vec<f64> {
    zoning.parts.iter().map(|part| part.common.unwrap().share * 100.0).collect()
}

fn near(found: f64, expected: f64) -> bool {
    (found - expected).abs() < 1e-6
}

#[test]
fn a_lot_that_crosses_three_zones_names_each_with_its_square_metres_and_its_percent() {
    let plans = [plan(1, 2_000, PlanStatus::InForce)];
    let zones = [
        zone(1, &plans[0], ZoneKind::RoadReserve, rectangle([-100, -900, 20, 900])),
        zone(2, &plans[0], land("ODT"), rectangle([20, -900, 150, 900])),
        zone(3, &plans[0], land("DVH"), rectangle([150, -900, 900, 900])),
        zone(4, &plans[0], land("CLN"), rectangle([200, 300, 900, 900])),
    ];
    let zoning = Zoning::of_lot(&lot(), &rulings(&zones, &plans));
    assert_eq!(names(&zoning), ["Ô 2", "Ô 3", "Ô 1"]);
    let sizes: Vec<f64> = zoning.parts.iter().map(|it| it.common.unwrap().square_metres).collect();
    assert!(near(sizes[0], 260.0) && near(sizes[1], 100.0) && near(sizes[2], 40.0), "{sizes:?}");
    let percents = percents(&zoning);
    assert!(near(percents[0], 65.0) && near(percents[1], 25.0) && near(percents[2], 10.0));
}

#[test]
fn of_overlapping_plans_the_more_detailed_comes_first_and_a_superseded_one_says_nothing() {
    let plans = [
        plan(1, 10_000, PlanStatus::InForce),
        plan(2, 500, PlanStatus::InForce),
        plan(3, 500, PlanStatus::Pending),
        plan(4, 200, PlanStatus::Superseded),
    ];
    let everywhere = || rectangle([-900, -900, 900, 900]);
    let zones = [
        zone(1, &plans[0], land("ODT"), everywhere()),
        zone(2, &plans[1], land("ODT"), rectangle([0, 0, 100, 200])),
        zone(3, &plans[2], land("TMD"), everywhere()),
        zone(4, &plans[3], land("DVH"), everywhere()),
    ];
    let zoning = Zoning::of_lot(&lot(), &rulings(&zones, &plans));
    assert_eq!(names(&zoning), ["Ô 2", "Ô 3", "Ô 1"]);
    assert_eq!(zoning.parts[1].plan.status, PlanStatus::Pending, "named, and marked");
    let point = Zoning::at_point(at([150, 100]), &rulings(&zones, &plans));
    assert_eq!(names(&point), ["Ô 3", "Ô 1"]);
    assert!(point.parts.iter().all(|part| part.common.is_none()));
}

#[test]
fn land_in_the_hole_of_a_zone_is_not_in_the_zone() {
    let plans = [plan(1, 500, PlanStatus::InForce)];
    let holed = Shape {
        polygons: vec![Polygon {
            outer: ring([-900, -900, 900, 900]),
            holes: vec![ring([0, 0, 100, 200])],
        }],
    };
    let zones = [
        zone(1, &plans[0], land("DKV"), holed),
        zone(2, &plans[0], land("ODT"), rectangle([0, 0, 100, 200])),
    ];
    let rulings = rulings(&zones, &plans);
    let percents = percents(&Zoning::of_lot(&lot(), &rulings));
    assert!(near(percents[0], 50.0) && near(percents[1], 50.0), "{percents:?}");
    assert_eq!(names(&Zoning::at_point(at([50, 100]), &rulings)), ["Ô 2"]);
    assert_eq!(names(&Zoning::at_point(at([150, 100]), &rulings)), ["Ô 1"]);
}

#[test]
fn a_line_nearer_than_the_map_is_exact_is_named_and_one_farther_is_not() {
    let plans = [plan(1, 2_000, PlanStatus::InForce)];
    assert!(near(error_m(&plans[0]), 5.0));
    let own = zone(1, &plans[0], land("ODT"), rectangle([-900, -900, 212, 900]));
    let boundary = |beyond_dm: i64, kind| {
        let beyond = zone(2, &plans[0], kind, rectangle([beyond_dm, -900, 9_000, 900]));
        let zones = [own.clone(), beyond];
        let zoning = Zoning::of_lot(&lot(), &rulings(&zones, &plans));
        zoning.boundary.map(|near| (near.zone.kind.clone(), near.metres))
    };
    let (kind, metres) = boundary(212, land("DVH")).unwrap();
    assert!(kind == land("DVH") && near(metres, 1.2), "{metres}");
    assert_eq!(boundary(1_880, land("DVH")), None, "168 m away");
    assert_eq!(boundary(212, land("ODT")), None, "the same use beyond it");
    assert_eq!(boundary(212, ZoneKind::Heritage(Protection::Two)), None, "no use of land");
}

#[test]
fn a_cut_less_deep_than_the_map_is_exact_is_named_and_a_deep_one_is_not() {
    let plans = [plan(1, 2_000, PlanStatus::InForce)];
    let own = zone(1, &plans[0], land("ODT"), rectangle([-900, -900, 900, 900]));
    let boundary = |deep_dm: i64| {
        let reserve = zone(
            2,
            &plans[0],
            ZoneKind::RoadReserve,
            rectangle([-115 + deep_dm, -900, deep_dm, 900]),
        );
        let zones = [own.clone(), reserve];
        Zoning::of_lot(&lot(), &rulings(&zones, &plans)).boundary.map(|near| near.metres)
    };
    assert!(near(boundary(12).unwrap(), 1.2));
    assert_eq!(boundary(80), None, "8 m is no fault of the drawing");
}

#[test]
fn lines_of_a_plan_that_does_not_bind_warn_of_nothing() {
    for status in [PlanStatus::Pending, PlanStatus::Superseded] {
        let plans = [plan(1, 2_000, PlanStatus::InForce), plan(2, 500, status)];
        let zones = [
            zone(1, &plans[0], land("ODT"), rectangle([-900, -900, 900, 900])),
            zone(2, &plans[1], land("DVH"), rectangle([212, -900, 900, 900])),
        ];
        assert!(Zoning::of_lot(&lot(), &rulings(&zones, &plans)).boundary.is_none(), "{status:?}");
    }
}

#[test]
fn each_limit_is_that_of_the_most_detailed_plan_in_force_that_sets_it() {
    let plans = [
        plan(1, 10_000, PlanStatus::InForce),
        plan(2, 500, PlanStatus::InForce),
        plan(3, 200, PlanStatus::Pending),
    ];
    let everywhere = || rectangle([-900, -900, 900, 900]);
    let mut zones = [
        zone(1, &plans[0], land("ODT"), everywhere()),
        zone(2, &plans[1], land("ODT"), everywhere()),
        zone(3, &plans[2], land("ODT"), everywhere()),
    ];
    zones[0].limits.coverage_max_percent = Some(80.0);
    zones[0].limits.floor_ratio_max = Some(3.0);
    zones[1].limits.coverage_max_percent = Some(60.0);
    zones[2].limits.storeys_max = Some(9);
    let rulings = rulings(&zones, &plans);
    let zoning = Zoning::of_lot(&lot(), &rulings);
    let limits: Vec<_> = zoning.limits.iter().map(|(limit, plan)| (*limit, plan.scale)).collect();
    let none = BuildingLimits::default();
    assert_eq!(
        limits,
        [
            (BuildingLimits { coverage_max_percent: Some(60.0), ..none }, 500),
            (BuildingLimits { floor_ratio_max: Some(3.0), ..none }, 10_000),
        ]
    );
}

#[test]
fn the_strictest_protection_is_told_first_and_a_pending_one_not() {
    let plans = [plan(1, 5_000, PlanStatus::InForce), plan(2, 5_000, PlanStatus::Pending)];
    let protect = |n, plan: &Plan, protection, name: &str| Zone {
        name: name.to_owned(),
        ..zone(n, plan, ZoneKind::Heritage(protection), rectangle([-900, -900, 900, 900]))
    };
    let zones = [
        protect(1, &plans[0], Protection::Buffer, "Quần thể di tích Cố đô"),
        protect(2, &plans[0], Protection::Two, "Kinh thành Huế"),
        protect(3, &plans[0], Protection::Two, "Kinh thành Huế"),
        protect(4, &plans[1], Protection::One, "Đại Nội"),
    ];
    let rulings = rulings(&zones, &plans);
    let told =
        [(Protection::Two, "Kinh thành Huế"), (Protection::Buffer, "Quần thể di tích Cố đô")];
    assert_eq!(Zoning::of_lot(&lot(), &rulings).notices, told);
    assert_eq!(Zoning::at_point(at([100, 100]), &rulings).notices, told);
}

#[test]
fn a_zone_of_an_unknown_plan_and_a_shape_that_encloses_nothing_say_nothing() {
    let plans = [plan(1, 500, PlanStatus::InForce)];
    let unknown = plan(2, 500, PlanStatus::InForce);
    let zones = [
        zone(1, &unknown, land("ODT"), rectangle([-900, -900, 900, 900])),
        zone(2, &plans[0], land("ODT"), Shape::of_ring(vec![at([0, 0]), at([9, 9])])),
    ];
    assert!(rulings(&zones, &plans).is_empty());
}
