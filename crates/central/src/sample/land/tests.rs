//! The land at its real size: what a cadastre would say about it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use trucban_domain::fold::clean;
use trucban_domain::{LandUse, PlanStatus, Protection, Shape, ZoneKind};
use trucban_geo::{Area, WardIndex, common_shape, zone_shares};

use super::super::words::Words;
use super::super::{SampleAsk, SampleSize, as_of};
use super::*;

static WORDS: LazyLock<Words> = LazyLock::new(|| Words::shipped().unwrap());
static OUTLINES: LazyLock<WardIndex> = LazyLock::new(|| WardIndex::shipped().unwrap());
static LAND: LazyLock<Vec<WardLand>> = LazyLock::new(|| make(&city(46), |_| 1.0));

const PHU_XUAN: WardCode = WardCode(19753);
const VY_DA: WardCode = WardCode(19777);

fn city(seed: u64) -> City<'static> {
    let as_of = as_of("2026-11-20").unwrap();
    let ask = SampleAsk { size: SampleSize::City { scale: 1.0 }, seed, as_of };
    City::plan(ask, &WORDS, &OUTLINES)
}

fn ward(code: WardCode) -> &'static WardLand {
    LAND.iter().find(|land| land.ward == code).unwrap()
}

fn lots() -> impl Iterator<Item = &'static Lot> {
    LAND.iter().flat_map(|land| &land.lots)
}

fn area(shape: &Shape) -> Area {
    Area::new(shape.clone()).unwrap()
}

/// Degrees from north of its longest edge, 0 to 90.
fn bearing(shape: &Shape) -> f64 {
    let points = &shape.polygons[0].outer.points;
    let edges = points.iter().zip(points.iter().cycle().skip(1));
    let ways = edges.map(|(from, to)| convex::metres_from(*from, *to));
    let longest = ways.max_by(|one, two| one[0].hypot(one[1]).total_cmp(&two[0].hypot(two[1])));
    let [east, north] = longest.unwrap();
    east.atan2(north).to_degrees().rem_euclid(90.0)
}

#[test]
fn there_are_sixty_thousand_lots_and_every_ward_has_its_part() {
    let count = lots().count();
    assert!((60_000..100_000).contains(&count), "{count} lots");
    assert_eq!(LAND.len(), 40);
    for own in &WORDS.land.wards {
        let count = ward(own.code).lots.len();
        assert!(count * 10 >= own.lots as usize * 9, "{}: {count} lots", own.code);
    }
}

#[test]
fn hardly_a_lot_lies_along_north_or_east() {
    let aligned = lots().filter(|lot| {
        let bearing = bearing(&lot.shape);
        bearing.min(90.0 - bearing) < 1.0
    });
    let (aligned, all) = (aligned.count(), lots().count());
    assert!(aligned * 20 < all, "{aligned} of {all}");
}

#[test]
fn the_lots_of_a_town_lie_in_many_directions() {
    for code in [VY_DA, PHU_XUAN] {
        let lots = ward(code).lots.iter();
        let seen: BTreeSet<String> =
            lots.map(|lot| format!("{:.0}", bearing(&lot.shape) / 5.0)).collect();
        assert!(seen.len() >= 5, "{code}: {seen:?}");
    }
}

#[test]
fn lots_are_as_large_as_their_use_needs() {
    for lot in lots() {
        let size = area(&lot.shape).square_metres();
        let fits = match lot.land_use.0.as_str() {
            "ODT" => 59.0..401.0,
            "ONT" => 199.0..1_201.0,
            "LUC" => 499.0..3_001.0,
            _ => 499.0..16_001.0,
        };
        assert!(fits.contains(&size), "{} {}/{}: {size} m²", lot.land_use, lot.sheet, lot.number);
        assert!(LandUse::find(&lot.land_use.0).is_some(), "{}", lot.land_use);
    }
}

#[test]
fn every_corner_of_a_lot_is_in_its_ward() {
    for land in LAND.iter() {
        let outline = area(&OUTLINES.shape(land.ward).unwrap());
        for lot in land.lots.iter().step_by(7) {
            for corner in &lot.shape.polygons[0].outer.points {
                let held = outline.holds(*corner) || outline.metres_to_boundary(*corner) < 0.01;
                assert!(held, "{} {}/{}", land.ward, lot.sheet, lot.number);
            }
        }
    }
}

#[test]
fn no_lot_lies_on_another() {
    for land in [ward(VY_DA), ward(PHU_XUAN), ward(WardCode(19867))] {
        let areas: Vec<Area> = land.lots.iter().map(|lot| area(&lot.shape)).collect();
        for at in (0..areas.len()).step_by(23) {
            let others = areas.iter().enumerate().filter(|(other, _)| *other != at);
            assert_eq!(zone_shares(&areas[at], others), [], "{:?}", land.lots[at]);
        }
    }
}

#[test]
fn the_land_use_plan_covers_a_ward_once() {
    for code in [VY_DA, PHU_XUAN, WardCode(20182)] {
        let land = ward(code);
        let zones: Vec<Area> = land
            .zones
            .iter()
            .filter(|zone| zone.plan == land.plans[0].id)
            .map(|zone| area(&zone.shape))
            .collect();
        let covered: f64 = zones.iter().map(Area::square_metres).sum();
        let whole = area(&OUTLINES.shape(code).unwrap()).square_metres();
        assert!((covered / whole - 1.0).abs() < 0.002, "{code}: {covered} of {whole} m²");
        for lot in land.lots.iter().step_by(97) {
            let lot = area(&lot.shape);
            let shares = zone_shares(&lot, zones.iter().enumerate());
            let sum: f64 = shares.iter().map(|share| share.share).sum();
            assert!((sum - 1.0).abs() < 0.02, "{code}: {shares:?}");
        }
    }
}

#[test]
fn sheets_are_numbered_in_order_and_hardly_a_number_comes_twice() {
    let (mut twice, mut renamed) = (0, 0);
    for land in LAND.iter() {
        let mut numbers: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
        for lot in &land.lots {
            numbers.entry(lot.sheet).or_default().push(lot.number);
            renamed += usize::from(lot.formerly.is_some());
        }
        let sheets: Vec<u32> = numbers.keys().copied().collect();
        let all: Vec<u32> = (1..=u32::try_from(sheets.len()).unwrap()).collect();
        assert_eq!(sheets, all, "{}", land.ward);
        for numbers in numbers.values() {
            assert!(numbers.is_sorted() && numbers[0] == 1);
            twice += numbers.windows(2).filter(|pair| pair[0] == pair[1]).count();
        }
    }
    assert!((3..=40).contains(&twice), "{twice} numbers come twice");
    assert!(renamed * 2 > lots().count(), "{renamed} lots had another name");
    assert!(ward(PHU_XUAN).lots.iter().any(|lot| (lot.sheet, lot.number) == (22, 80)));
}

#[test]
fn former_names_are_communes_of_the_ward() {
    for land in LAND.iter() {
        let ward = Ward::find(land.ward).unwrap();
        for former in land.lots.iter().filter_map(|lot| lot.formerly.as_ref()) {
            let known = ward.names_old.iter().any(|name| name.ends_with(&former.commune));
            assert!(known, "{}: {}", ward.name, former.commune);
        }
    }
}

#[test]
fn every_name_is_composed_and_has_no_gap_left_to_fill() {
    for land in LAND.iter() {
        let streets = land.streets.iter().map(|street| &street.name);
        let zones = land.zones.iter().map(|zone| &zone.name);
        let plans = land.plans.iter().flat_map(|plan| [&plan.name, &plan.decision]);
        let lots = land.lots.iter().map(|lot| &lot.address);
        for name in streets.clone().chain(zones).chain(plans).chain(lots) {
            assert_eq!(&clean(name), name);
            assert!(!name.contains(['{', '}']) && !name.contains("  "), "{name}");
        }
        assert!(streets.into_iter().all(|name| !name.is_empty()), "{}", land.ward);
    }
    let has = |name: &str| ward(VY_DA).streets.iter().any(|street| street.name == name);
    assert!(has("Nguyễn Sinh Cung") && has("Lâm Hoằng"));
    let lanes = ward(VY_DA).streets.iter().filter(|it| it.name.starts_with("Kiệt "));
    assert!(lanes.filter(|it| it.name.ends_with("Nguyễn Sinh Cung")).count() > 2);
}

#[test]
fn plans_say_that_they_are_samples_and_zones_belong_to_them() {
    for land in LAND.iter() {
        assert!(land.plans.iter().all(|plan| plan.sample && plan.name.contains("mẫu")));
        let statuses: Vec<PlanStatus> = land.plans.iter().map(|plan| plan.status).collect();
        assert!(statuses.contains(&PlanStatus::Superseded));
        for zone in &land.zones {
            assert!(land.plans.iter().any(|plan| plan.id == zone.plan) && zone.sample);
        }
    }
    let town = ward(VY_DA);
    assert!(town.plans.iter().any(|plan| plan.status == PlanStatus::Pending));
    assert!(town.zones.iter().any(|zone| zone.name == "Ô phố 22"));
    assert!(town.zones.iter().any(|zone| zone.kind == ZoneKind::RoadReserve));
}

#[test]
fn the_citadel_is_protected_in_zones_around_each_other() {
    let land = ward(PHU_XUAN);
    let of = |protection| {
        let zones = land.zones.iter();
        zones.filter(move |zone| zone.kind == ZoneKind::Heritage(protection))
    };
    let size = |protection| of(protection).map(|it| area(&it.shape).square_metres()).sum::<f64>();
    assert!(size(Protection::One) > 300_000.0);
    assert!(size(Protection::Two) > 3_000_000.0);
    assert!(size(Protection::Buffer) > 1_000_000.0);
    let [one, two] =
        [Protection::One, Protection::Two].map(|it| area(&of(it).next().unwrap().shape));
    assert_eq!(common_shape(&one, &two), Shape::default());
    let inside =
        land.lots.iter().filter(|lot| !zone_shares(&area(&lot.shape), [((), &two)]).is_empty());
    assert!(inside.count() > 3_000);
    let elsewhere = LAND.iter().filter(|land| land.ward != PHU_XUAN);
    assert!(
        elsewhere.flat_map(|land| &land.zones).all(|it| !matches!(it.kind, ZoneKind::Heritage(_)))
    );
}

#[test]
fn the_same_seed_gives_the_same_land_and_another_one_another() {
    let few = |seed| make(&city(seed), |code| if code == VY_DA { 0.05 } else { 0.01 });
    let (one, same, other) = (few(46), few(46), few(47));
    assert_eq!(one, same);
    assert_ne!(one, other);
}

#[test]
fn a_small_city_has_the_whole_of_the_ward_that_people_see_first() {
    let land = &WORDS.land;
    assert!((land.share(VY_DA, 0.01, 1.0) - 1.0).abs() < f64::EPSILON);
    assert!(land.share(WardCode(20182), 0.01, 1.0) < 0.05);
    assert!((land.share(WardCode(20182), 1.0, 90.0) - 1.0).abs() < f64::EPSILON);
    assert!(land.share(VY_DA, 0.001, 0.1) < 0.2);
}
