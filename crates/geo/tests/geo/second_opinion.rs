//! Areas against GEOS: points inside and outside, lots across zones, sizes and distances.
//!
//! Asked of the shipped wards, of stars full of holes and, where the data folder is present, of the
//! zoning of a real city. Points within two millimetres of a boundary may be answered differently.

use std::io::Read as _;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use serde_json::Value;
use trucban_domain::{Bounds, Point, Polygon, Ring, Shape, Ward};
use trucban_geo::{Area, SLIVER_M2, WardIndex, zone_shares};

use crate::dice::Dice;
use crate::peer::{Peer, place};

const POINTS: usize = 10_000;
const COMMON_AREAS: usize = 2_000;
const ON_A_BOUNDARY_M: f64 = 0.002;

#[expect(clippy::cast_possible_truncation, reason = "millimetres of the region fit")]
fn point(east_mm: f64, north_mm: f64) -> Point {
    Point::new(east_mm.round() as i64, north_mm.round() as i64)
}

#[expect(clippy::cast_precision_loss, reason = "millimetres of the region fit an f64 exactly")]
fn as_f64(mm: i64) -> f64 {
    mm as f64
}

fn wards() -> Vec<Area> {
    let index = WardIndex::shipped().unwrap();
    Ward::all().iter().map(|ward| Area::new(index.shape(ward.code).unwrap()).unwrap()).collect()
}

/// A star with 3 to 9 corners' pairs around a middle.
fn star(dice: &mut Dice, middle: [f64; 2], inner_mm: f64, outer_mm: f64) -> Ring {
    let pairs = *dice.one_of(&[3.0, 4.0, 5.0, 7.0, 9.0]);
    let turned = dice.between(0.0, 1.0);
    let mut points = Vec::new();
    let mut corner = 0.0;
    while corner < 2.0 * pairs {
        let far = if corner % 2.0 == 0.0 { outer_mm } else { inner_mm };
        let angle = (corner + turned) * std::f64::consts::PI / pairs;
        points.push(point(middle[0] + far * angle.cos(), middle[1] + far * angle.sin()));
        corner += 1.0;
    }
    Ring { points }
}

/// Stars side by side, each with nine holes, like courtyards and ponds in zones.
fn holed_stars() -> Vec<Area> {
    let mut dice = Dice::new(7);
    let mut areas = Vec::new();
    for (row, column) in (0..8).flat_map(|row| (0..8).map(move |column| (row, column))) {
        let middle = [562e6 + 260e3 * f64::from(column), 1_821e6 + 260e3 * f64::from(row)];
        let holes = (0..9)
            .map(|hole| {
                let at = [
                    middle[0] + 40e3 * f64::from(hole % 3 - 1),
                    middle[1] + 40e3 * f64::from(hole / 3 - 1),
                ];
                star(&mut dice, at, 7e3, 18e3)
            })
            .collect();
        let outer = star(&mut dice, middle, 110e3, 190e3);
        areas.push(Area::new(Shape { polygons: vec![Polygon { outer, holes }] }).unwrap());
    }
    areas
}

/// The zoning of Chicago on a plane of metres; `None` (with a line that says so) without the data.
#[expect(clippy::print_stderr, reason = "a skipped test must say that it was skipped")]
fn zoning() -> Option<Vec<Area>> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("../../../shared/data/zoning-chicago/chicago-zoning-2025-04-17-simple.geojson.gz");
    if !path.is_file() {
        eprintln!("skipped: the zoning of a real city is not at {}", path.display());
        return None;
    }
    let mut unpacking =
        Command::new("gzip").arg("-dc").arg(&path).stdout(Stdio::piped()).spawn().unwrap();
    let mut text = String::new();
    unpacking.stdout.take().unwrap().read_to_string(&mut text).unwrap();
    assert!(unpacking.wait().unwrap().success());
    let collection: Value = serde_json::from_str(&text).unwrap();
    let features = collection["features"].as_array().unwrap();
    Some(features.iter().filter_map(|feature| zone(&feature["geometry"])).collect())
}

fn zone(geometry: &Value) -> Option<Area> {
    type Rings = Vec<Vec<[f64; 2]>>;
    let coordinates = geometry["coordinates"].clone();
    let polygons: Vec<Rings> = match geometry["type"].as_str()? {
        "Polygon" => vec![serde_json::from_value(coordinates).unwrap()],
        _ => serde_json::from_value(coordinates).unwrap(),
    };
    let ring = |positions: &Vec<[f64; 2]>| {
        let points = positions
            .iter()
            .skip(1)
            .map(|[lon, lat]| point((lon + 87.7) * 82_900e3, (lat - 41.8) * 111_070e3));
        Ring { points: points.collect() }
    };
    let polygons = polygons
        .iter()
        .map(|rings| Polygon {
            outer: ring(&rings[0]),
            holes: rings[1..].iter().map(ring).collect(),
        })
        .collect();
    Area::new(Shape { polygons }).ok()
}

fn around(areas: &[Area]) -> Bounds {
    Bounds::around(areas.iter().flat_map(|area| [area.bounds().min, area.bounds().max])).unwrap()
}

fn somewhere(dice: &mut Dice, within: &Bounds) -> [f64; 2] {
    [
        dice.between(as_f64(within.min.east_mm), as_f64(within.max.east_mm)),
        dice.between(as_f64(within.min.north_mm), as_f64(within.max.north_mm)),
    ]
}

fn a_corner(dice: &mut Dice, areas: &[Area]) -> Point {
    let rings: Vec<&Ring> = dice.one_of(areas).polygons()[0].rings().collect();
    let ring = *dice.one_of(&rings);
    *dice.one_of(&ring.points)
}

/// Asks both about random points, half of them near a corner of a boundary.
fn points_agree(areas: &[Area], points: usize) {
    let mut dice = Dice::new(46);
    let within = around(areas);
    let peers: Vec<Peer> = areas.iter().map(Peer::of).collect();
    let prepared: Vec<_> = peers.iter().map(Peer::prepared).collect();
    let (mut inside, mut on_boundaries) = (0, 0);
    for asked in 0..points {
        let at = if asked % 2 == 0 {
            somewhere(&mut dice, &within)
        } else {
            let corner = a_corner(&mut dice, areas);
            [
                as_f64(corner.east_mm) + dice.between(-3e3, 3e3),
                as_f64(corner.north_mm) + dice.between(-3e3, 3e3),
            ]
        };
        let at = point(at[0], at[1]);
        let there = place(at);
        for (at_zone, area) in areas.iter().enumerate() {
            if !area.bounds().grown_by_mm(10).holds(at) {
                assert!(!area.holds(at), "outside its own bounds");
                continue;
            }
            let (ours, theirs) = (area.holds(at), prepared[at_zone].intersects(&there).unwrap());
            inside += usize::from(ours);
            if ours != theirs {
                let off_m = peers[at_zone].metres_to_boundary(at);
                assert!(off_m <= ON_A_BOUNDARY_M, "{at:?} is {off_m} m from a boundary");
                on_boundaries += 1;
            }
        }
    }
    assert!(inside * 4 > points, "only {inside} of {points} points lay in an area");
    assert!(on_boundaries * 50 < points, "{on_boundaries} points on a boundary are too many");
}

/// A lot: a rectangle at any angle, some of them dented to a star.
fn lot(dice: &mut Dice, middle: [f64; 2], size_mm: f64) -> Area {
    let (width, depth) = (dice.between(0.2, 1.0) * size_mm, dice.between(0.2, 1.0) * size_mm);
    let (sin, cos) = dice.between(0.0, 7.0).sin_cos();
    let corners = [(-width, -depth), (width, -depth), (width, depth), (-width, depth)];
    let ring = if dice.between(0.0, 1.0) < 0.2 {
        star(dice, middle, depth.min(width) / 2.0, depth.max(width))
    } else {
        let turned = corners
            .map(|(x, y)| point(middle[0] + x * cos - y * sin, middle[1] + x * sin + y * cos));
        Ring { points: turned.to_vec() }
    };
    Area::new(Shape::of_ring(ring.points)).unwrap()
}

/// Lays lots over the areas until enough common areas have been compared.
fn common_areas_agree(areas: &[Area], compare: usize, size_mm: f64) {
    let mut dice = Dice::new(9_214);
    let peers: Vec<Peer> = areas.iter().map(Peer::of).collect();
    let (mut compared, mut partial) = (0, 0);
    while compared < compare {
        let corner = a_corner(&mut dice, areas);
        let lot = lot(&mut dice, [as_f64(corner.east_mm), as_f64(corner.north_mm)], size_mm);
        let peer = Peer::of(&lot);
        let size = lot.square_metres();
        let around_m: f64 = lot.edge_lengths_m().iter().flatten().sum();
        assert!((size - peer.square_metres()).abs() < 1e-3 * around_m, "a lot of {size} m²");
        let shares = zone_shares(&lot, areas.iter().enumerate());
        for (at, (zone, their_zone)) in areas.iter().zip(&peers).enumerate() {
            if !zone.bounds().meets(&lot.bounds()) {
                continue;
            }
            let ours = shares.iter().find(|share| share.zone == at);
            let theirs = peer.common_square_metres(their_zone);
            // Crossings stand on whole millimetres here: the difference grows with the way around.
            let allowed = 1e-3 * around_m;
            match ours {
                Some(share) => {
                    let off = (share.square_metres - theirs).abs();
                    assert!(off <= allowed, "{} m², GEOS says {theirs}", share.square_metres);
                    assert!((share.share - theirs / size).abs() <= allowed / size + 1e-9);
                    compared += 1;
                    partial += usize::from(share.share < 0.999);
                }
                None => assert!(theirs < SLIVER_M2 + allowed, "{theirs} m² were left out"),
            }
        }
    }
    assert!(partial * 2 > compared, "only {partial} of {compared} were parts of a lot");
}

#[test]
fn points_lie_in_the_wards_where_geos_says() {
    points_agree(&wards(), POINTS);
}

#[test]
fn points_lie_in_stars_full_of_holes_where_geos_says() {
    points_agree(&holed_stars(), POINTS);
}

#[test]
fn points_lie_in_the_zones_of_a_real_city_where_geos_says() {
    if let Some(zones) = zoning() {
        assert!(zones.len() > 14_000, "{} zones", zones.len());
        points_agree(&zones, POINTS);
    }
}

#[test]
fn lots_have_in_common_with_wards_what_geos_says() {
    common_areas_agree(&wards(), COMMON_AREAS, 300e3);
}

#[test]
fn lots_have_in_common_with_stars_full_of_holes_what_geos_says() {
    common_areas_agree(&holed_stars(), COMMON_AREAS, 60e3);
}

#[test]
fn lots_have_in_common_with_the_zones_of_a_real_city_what_geos_says() {
    if let Some(zones) = zoning() {
        common_areas_agree(&zones, COMMON_AREAS, 60e3);
    }
}

#[test]
fn zones_of_a_real_city_are_as_large_as_geos_says_the_broken_ones_too() {
    let Some(zones) = zoning() else {
        return;
    };
    // GEOS takes a hole that lies elsewhere for one more piece; here it adds nothing.
    let has_a_hole_elsewhere = |piece: &Polygon| {
        let outer = Area::new(Shape::of_ring(piece.outer.points.clone())).unwrap();
        piece.holes.iter().any(|hole| hole.points.iter().all(|&corner| !outer.holds(corner)))
    };
    let mut broken = 0;
    for zone in &zones {
        let (ours, theirs) = (zone.square_metres(), Peer::of(zone));
        let around_m: f64 = zone.edge_lengths_m().iter().flatten().sum();
        let more = theirs.square_metres() - ours;
        let elsewhere = more > 0.0 && zone.polygons().iter().any(has_a_hole_elsewhere);
        assert!(more.abs() <= 1e-3 * around_m || elsewhere, "{ours} m², GEOS says {more} more");
        broken += usize::from(theirs.was_broken());
    }
    assert!(broken > 200, "only {broken} were broken");
}

#[test]
fn distances_between_boundaries_are_those_of_geos() {
    let stars = holed_stars();
    let mut dice = Dice::new(3);
    let within = around(&stars);
    let mut apart = 0;
    for _ in 0..200 {
        let lot_at = somewhere(&mut dice, &within);
        let lot = lot(&mut dice, lot_at, 20e3);
        let star = dice.one_of(&stars);
        let ours = lot.metres_between_boundaries(star);
        let theirs = Peer::of(&lot).metres_between_boundaries(&Peer::of(star));
        assert!((ours - theirs).abs() < 1e-6, "{ours} m, GEOS says {theirs}");
        apart += usize::from(ours > 0.0);
    }
    assert!(apart > 50, "{apart} lots stood apart from a star");
}
