//! The shipped outlines on their own, with no other data at hand.

use std::collections::BTreeMap;

use serde_json::Value;
use trucban_domain::Ward;
use trucban_geo::WardIndex;

#[test]
fn the_index_holds_exactly_the_wards_of_the_reference_table() {
    let index = WardIndex::shipped().unwrap();
    assert!(index.codes().eq(Ward::all().iter().map(|ward| ward.code)));
}

#[test]
fn every_ward_is_found_at_its_own_reference_point() {
    let index = WardIndex::shipped().unwrap();
    for ward in Ward::all() {
        assert_eq!(index.ward_at(ward.lat, ward.lon), Some(ward.code), "{}", ward.name);
        let nearest = index.nearest_ward(ward.lat, ward.lon).unwrap();
        assert_eq!(nearest.code, ward.code);
        assert!(nearest.metres < f64::EPSILON, "a point inside is no distance away");
    }
}

#[test]
fn a_point_on_a_shared_border_belongs_to_exactly_one_ward() {
    let collection: Value =
        serde_json::from_str(include_str!("../../../../assets/geo/wards.geojson")).unwrap();
    let features = collection["features"].as_array().unwrap();
    let alone: Vec<WardIndex> = features
        .iter()
        .map(|feature| {
            let one = serde_json::json!({ "type": "FeatureCollection", "features": [feature] });
            WardIndex::from_geojson(&one.to_string()).unwrap()
        })
        .collect();

    let mut owners: BTreeMap<[[u64; 2]; 2], usize> = BTreeMap::new();
    for feature in features {
        let polygons: Vec<Vec<Vec<[f64; 2]>>> =
            serde_json::from_value(feature["geometry"]["coordinates"].clone()).unwrap();
        for pair in polygons.iter().flatten().flat_map(|ring| ring.windows(2)) {
            let mut edge = [pair[0].map(f64::to_bits), pair[1].map(f64::to_bits)];
            edge.sort_unstable();
            *owners.entry(edge).or_default() += 1;
        }
    }
    assert!(owners.values().all(|&wards| wards <= 2), "outlines overlap");

    let shared: Vec<_> = owners.into_iter().filter(|&(_, wards)| wards == 2).collect();
    assert!(shared.len() > 5_000, "neighbours must share their borders, {} edges do", shared.len());
    for (edge, _) in shared.iter().step_by(7) {
        let [[x1, y1], [x2, y2]] = edge.map(|end| end.map(f64::from_bits));
        let (lon, lat) = (f64::midpoint(x1, x2), f64::midpoint(y1, y2));
        let holders = alone.iter().filter(|ward| ward.ward_at(lat, lon).is_some()).count();
        assert_eq!(holders, 1, "{lat}, {lon} on a border lies in {holders} wards");
    }
}
