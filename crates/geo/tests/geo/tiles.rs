//! Tiles of the map, read back by another team's reader of vector tiles.

use std::f64::consts::PI;

use geo_types::{Geometry, LineString};
use mvt_reader::Reader;
use mvt_reader::feature::{Feature, Value as ReadValue};
use proptest::collection::vec;
use proptest::prelude::*;
use trucban_domain::{Line, Point, Polygon, Ring, Shape, Ward, WardCode};
use trucban_geo::{Grid, Tile, TileCoord, Value, WardIndex};

const EXTENT: f64 = 4_096.0;
const LOW: i32 = -64;
const HIGH: i32 = 4_160;
/// The bridge of Trường Tiền.
const CENTRE: Point = Point::new(562_682_654, 1_821_553_725);

fn coord(z: u8) -> TileCoord {
    TileCoord::showing(CENTRE, z).unwrap()
}

/// Where a point lies on a tile, by the textbook.
fn exactly(coord: TileCoord, point: Point) -> [f64; 2] {
    let at = Grid::Hue.degrees_at(point).unwrap();
    let tiles = 2_f64.powi(i32::from(coord.z()));
    let lat = at.lat.to_radians();
    let south = (1.0 - (lat.tan() + 1.0 / lat.cos()).ln() / PI) / 2.0;
    [
        ((at.lon + 180.0) / 360.0 * tiles - f64::from(coord.x())) * EXTENT,
        (south * tiles - f64::from(coord.y())) * EXTENT,
    ]
}

/// The point of the grid at some units of a tile, found by walking towards it.
fn point_at(coord: TileCoord, units: [f64; 2]) -> Point {
    let mut point = CENTRE;
    for _ in 0..20 {
        let at = exactly(coord, point);
        let mm_per_unit = 40_000_000e3 * 0.959 / EXTENT / 2_f64.powi(i32::from(coord.z()));
        #[expect(clippy::cast_possible_truncation, reason = "a step on a tile")]
        let step = |off: f64| (off * mm_per_unit).round() as i64;
        point.east_mm += step(units[0] - at[0]);
        point.north_mm -= step(units[1] - at[1]);
    }
    point
}

fn square(coord: TileCoord, low: f64, high: f64) -> Ring {
    let corners = [[low, low], [high, low], [high, high], [low, high]];
    Ring { points: corners.map(|units| point_at(coord, units)).to_vec() }
}

fn features(bytes: Vec<u8>) -> Vec<Feature<i32>> {
    let reader = Reader::new(bytes).unwrap();
    let layers = reader.get_layer_metadata().unwrap();
    assert!(layers.iter().all(|layer| layer.version == 2 && layer.extent == 4_096));
    layers.iter().flat_map(|layer| reader.get_features_as(layer.layer_index).unwrap()).collect()
}

fn rings(geometry: &Geometry<i32>) -> Vec<(&LineString<i32>, Vec<&LineString<i32>>)> {
    let polygons: Option<Vec<&geo_types::Polygon<i32>>> = match geometry {
        Geometry::Polygon(polygon) => Some(vec![polygon]),
        Geometry::MultiPolygon(polygons) => Some(polygons.0.iter().collect()),
        _ => None,
    };
    let polygons = polygons.unwrap();
    polygons.iter().map(|it| (it.exterior(), it.interiors().iter().collect())).collect()
}

/// Twice the area in tile units: positive for a clockwise ring, since rows count southward.
fn doubled_size(ring: &LineString<i32>) -> i64 {
    let wide = |value: i32| i64::from(value);
    ring.lines()
        .map(|edge| wide(edge.start.x) * wide(edge.end.y) - wide(edge.end.x) * wide(edge.start.y))
        .sum()
}

fn is_on_the_frame(value: i32) -> bool {
    value == LOW || value == HIGH
}

#[test]
fn every_corner_that_is_drawn_of_a_ward_stands_within_a_unit_of_where_it_is() {
    let index = WardIndex::shipped().unwrap();
    let mut corners = 0;
    for z in 0..=18 {
        let coord = coord(z);
        let mut tile = Tile::new(coord);
        let mut layer = tile.layer("wards");
        for ward in Ward::all() {
            let shape = index.shape(ward.code).unwrap();
            layer.polygon(u64::from(ward.code.0), &shape, &[("name", Value::Text(&ward.name))]);
        }
        let features = features(tile.into_bytes());
        assert!(!features.is_empty(), "nothing is drawn at zoom {z}");
        for feature in features {
            let code = WardCode(u32::try_from(feature.id.unwrap()).unwrap());
            let shape = index.shape(code).unwrap();
            let exact: Vec<[f64; 2]> =
                shape.rings().flat_map(|ring| &ring.points).map(|at| exactly(coord, *at)).collect();
            for (outer, holes) in rings(&feature.geometry) {
                for corner in outer.coords().chain(holes.into_iter().flat_map(LineString::coords)) {
                    assert!((LOW..=HIGH).contains(&corner.x) && (LOW..=HIGH).contains(&corner.y));
                    if is_on_the_frame(corner.x) || is_on_the_frame(corner.y) {
                        continue;
                    }
                    let off = exact
                        .iter()
                        .map(|at| (at[0] - f64::from(corner.x)).hypot(at[1] - f64::from(corner.y)))
                        .fold(f64::INFINITY, f64::min);
                    assert!(off <= 1.0, "zoom {z}: a corner is {off} units off");
                    corners += 1;
                }
            }
        }
    }
    assert!(corners > 3_000, "only {corners} corners were compared");
}

#[test]
fn a_lot_with_a_courtyard_is_read_back_with_its_rings_the_right_way_round() {
    let coord = coord(16);
    let outer = square(coord, 1_000.0, 2_000.0);
    let mut hole = square(coord, 1_200.0, 1_500.0);
    for turned in [false, true] {
        if turned {
            hole.points.reverse();
        }
        let shape =
            Shape { polygons: vec![Polygon { outer: outer.clone(), holes: vec![hole.clone()] }] };
        let mut tile = Tile::new(coord);
        assert!(tile.layer("lots").polygon(80, &shape, &[]));
        let read = features(tile.into_bytes());
        let drawn = rings(&read[0].geometry);
        let [(outer, holes)] = drawn.as_slice() else { panic!("{} polygons", drawn.len()) };
        assert_eq!(doubled_size(outer), 2 * 1_000 * 1_000);
        assert_eq!(holes.iter().map(|hole| doubled_size(hole)).collect::<Vec<_>>(), [-180_000]);
        assert_eq!(read[0].id, Some(80));
    }
}

#[test]
fn properties_of_every_kind_are_read_back() {
    let coord = coord(15);
    let mut tile = Tile::new(coord);
    let properties = [
        ("code", Value::Text("ODT")),
        ("name", Value::Text("Đất ở tại đô thị")),
        ("floors", Value::Int(5)),
        ("below", Value::Int(-2)),
        ("share", Value::Float(0.25)),
        ("sample", Value::Bool(true)),
    ];
    assert!(tile.layer("cameras").point(7, CENTRE, &properties));
    assert!(tile.layer("cameras").point(8, CENTRE, &properties[..1]));
    tile.layer("empty");
    let bytes = tile.into_bytes();
    let reader = Reader::new(bytes.clone()).unwrap();
    assert_eq!(
        reader.get_layer_names().unwrap(),
        ["cameras"],
        "a layer without features is left out"
    );
    let read = features(bytes);
    assert_eq!(read.len(), 2);
    let told = read[0].properties.as_ref().unwrap();
    let expected = [
        ("code", ReadValue::String("ODT".to_owned())),
        ("name", ReadValue::String("Đất ở tại đô thị".to_owned())),
        ("floors", ReadValue::UInt(5)),
        ("below", ReadValue::SInt(-2)),
        ("share", ReadValue::Double(0.25)),
        ("sample", ReadValue::Bool(true)),
    ];
    assert_eq!(told.len(), expected.len());
    for (key, value) in expected {
        assert_eq!(told.get(key), Some(&value), "{key}");
    }
    // The reader gives a point as one of many.
    let Geometry::MultiPoint(points) = &read[0].geometry else { panic!("a point") };
    let [at] = points.0[..] else { panic!("{points:?}") };
    let exact = exactly(coord, CENTRE);
    assert!((exact[0] - f64::from(at.x())).hypot(exact[1] - f64::from(at.y())) < 0.8);
}

#[test]
fn a_street_that_leaves_the_tile_and_comes_back_is_two_lines_of_one_feature() {
    let coord = coord(16);
    let along = [[100.0, 100.0], [100.0, 6_000.0], [300.0, 6_000.0], [300.0, 2_000.0]];
    let line = Line { points: along.map(|units| point_at(coord, units)).to_vec() };
    let mut tile = Tile::new(coord);
    assert!(tile.layer("streets").line(1, &line, &[]));
    let read = features(tile.into_bytes());
    let Geometry::MultiLineString(lines) = &read[0].geometry else {
        panic!("{:?}", read[0].geometry)
    };
    let drawn: Vec<Vec<(i32, i32)>> =
        lines.iter().map(|line| line.coords().map(|at| (at.x, at.y)).collect()).collect();
    assert_eq!(drawn, [[(100, 100), (100, HIGH)], [(300, HIGH), (300, 2_000)]]);
}

#[test]
fn what_is_elsewhere_or_too_small_to_be_seen_is_not_drawn() {
    let coord = coord(12);
    let mut tile = Tile::new(coord);
    let mut layer = tile.layer("lots");
    let beside = Shape::of_ring(square(coord, 5_000.0, 6_000.0).points);
    let small = Shape::of_ring(square(coord, 100.1, 100.3).points);
    let flat = Shape::of_ring(vec![CENTRE; 4]);
    for shape in [beside, small, flat, Shape::default()] {
        assert!(!layer.polygon(1, &shape, &[]), "{shape:?}");
    }
    assert!(!layer.line(1, &Line::default(), &[]));
    assert!(!layer.point(1, point_at(coord, [5_000.0, 0.0]), &[]));
    assert_eq!(tile.into_bytes(), Vec::<u8>::new());

    let mut elsewhere = Tile::new(TileCoord::new(6, 3, 40).unwrap());
    assert!(!elsewhere.layer("lots").point(1, CENTRE, &[]));
}

#[test]
fn an_area_around_the_whole_tile_fills_it() {
    for z in [8, 12, 18] {
        let coord = coord(z);
        let shape = Shape::of_ring(square(coord, -3_000.0, 9_000.0).points);
        let mut tile = Tile::new(coord);
        assert!(tile.layer("zones").polygon(1, &shape, &[]));
        let read = features(tile.into_bytes());
        let side = i64::from(HIGH - LOW);
        assert_eq!(doubled_size(rings(&read[0].geometry)[0].0), 2 * side * side, "zoom {z}");
    }
}

#[test]
fn the_same_features_give_the_same_bytes() {
    let index = WardIndex::shipped().unwrap();
    let draw = || {
        let mut tile = Tile::new(coord(11));
        for ward in Ward::all() {
            let shape = index.shape(ward.code).unwrap();
            let properties =
                [("name", Value::Text(&ward.name)), ("code", Value::Int(ward.code.0.into()))];
            tile.layer("wards").polygon(u64::from(ward.code.0), &shape, &properties);
        }
        tile.into_bytes()
    };
    let bytes = draw();
    assert!(!bytes.is_empty());
    assert_eq!(bytes, draw());
}

fn points() -> impl Strategy<Value = Vec<Point>> {
    let far = (any::<i64>(), any::<i64>());
    let near = (-9_000_000_i64..9_000_000, -9_000_000_i64..9_000_000)
        .prop_map(|(east, north)| (CENTRE.east_mm + east, CENTRE.north_mm + north));
    let close = (-300_i64..300, -300_i64..300)
        .prop_map(|(east, north)| (CENTRE.east_mm + east, CENTRE.north_mm + north));
    let point = prop_oneof![1 => far, 4 => near, 4 => close];
    vec(point.prop_map(|(east, north)| Point::new(east, north)), 0..12)
}

proptest! {
    #[test]
    fn any_shape_is_drawn_or_left_out_and_every_tile_can_be_read(
        outers in vec(points(), 0..3),
        holes in vec(points(), 0..3),
        z in 0_u8..=22,
    ) {
        let ring = |points: &Vec<Point>| Ring { points: points.clone() };
        let holes: Vec<Ring> = holes.iter().map(ring).collect();
        let polygons = outers.iter().map(|outer| Polygon { outer: ring(outer), holes: holes.clone() });
        let shape = Shape { polygons: polygons.collect() };
        let mut tile = Tile::new(coord(z));
        let mut layer = tile.layer("all");
        let mut drawn = usize::from(layer.polygon(1, &shape, &[]));
        for points in outers {
            for point in &points {
                drawn += usize::from(layer.point(2, *point, &[]));
            }
            drawn += usize::from(layer.line(3, &Line { points }, &[]));
        }
        let bytes = tile.into_bytes();
        prop_assert_eq!(bytes.is_empty(), drawn == 0);
        let read = features(bytes);
        prop_assert_eq!(read.len(), drawn);
        for feature in read.iter().filter(|feature| feature.id == Some(1)) {
            for (outer, holes) in rings(&feature.geometry) {
                prop_assert!(doubled_size(outer) > 0);
                prop_assert!(holes.iter().all(|hole| doubled_size(hole) < 0));
            }
        }
    }
}
