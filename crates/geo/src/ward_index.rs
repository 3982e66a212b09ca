//! The index of ward polygons: which ward holds a point, which is nearest.
//!
//! Built once from GeoJSON (a `FeatureCollection` of `Polygon` or `MultiPolygon` features with a
//! numeric `code`), kept in memory, read by anyone. It knows outlines and codes; names belong to
//! `trucban_domain::Ward`. Building refuses bad polygons, looking up never fails.

use std::collections::BTreeMap;

use serde::Deserialize;
use trucban_domain::{Polygon, Shape, WardCode};

use crate::error::GeoError;
use crate::polygon::{Bounds, LonLat, Ring};

const SHIPPED: &str = include_str!("../../../assets/geo/wards.geojson");

/// Outlines of wards, ready to be asked about points.
#[derive(Debug, Clone)]
pub struct WardIndex {
    outlines: Vec<Outline>,
}

/// The ward closest to a point.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct NearestWard {
    /// Its official code.
    pub code: WardCode,
    /// Metres in a straight line to its border; 0 when the point lies in it.
    pub metres: f64,
}

#[derive(Debug, Clone)]
struct Outline {
    code: WardCode,
    bounds: Bounds,
    /// Piece by piece, of each the outer ring first.
    pieces: Vec<Vec<Ring>>,
}

impl Outline {
    fn rings(&self) -> impl Iterator<Item = &Ring> {
        self.pieces.iter().flatten()
    }

    fn holds(&self, lon: f64, lat: f64) -> bool {
        self.bounds.holds(lon, lat)
            && self.rings().filter(|ring| ring.crossed_oddly(lon, lat)).count() % 2 == 1
    }

    fn metres_to_border(&self, lon: f64, lat: f64) -> f64 {
        self.rings().map(|ring| ring.metres_to_edge(lon, lat)).fold(f64::INFINITY, f64::min)
    }
}

impl WardIndex {
    /// The index of the polygons that ship with the product: all forty wards, within 9 m of the
    /// full survey outlines.
    ///
    /// # Errors
    /// Only if the shipped file was damaged before the build.
    pub fn shipped() -> Result<Self, GeoError> {
        Self::from_geojson(SHIPPED)
    }

    /// The index of the polygons in a GeoJSON text.
    ///
    /// # Errors
    /// Any [`GeoError`]: the text is not such GeoJSON, is empty, repeats a ward, or has a ring that
    /// does not close or leaves the range of degrees.
    pub fn from_geojson(text: &str) -> Result<Self, GeoError> {
        let collection: Collection = serde_json::from_str(text).map_err(GeoError::Unreadable)?;
        let mut by_code = BTreeMap::new();
        for feature in collection.features {
            let code = feature.properties.code;
            if by_code.insert(code, outline(code, feature.geometry)?).is_some() {
                return Err(GeoError::RepeatedWard(code));
            }
        }
        if by_code.is_empty() {
            return Err(GeoError::NoWards);
        }
        Ok(Self { outlines: by_code.into_values().collect() })
    }

    /// The codes of all wards in the index, ascending.
    pub fn codes(&self) -> impl Iterator<Item = WardCode> + '_ {
        self.outlines.iter().map(|outline| outline.code)
    }

    /// The outline of a ward in the city's grid, for drawing; `None` for a ward that the index does
    /// not hold or that lies beyond the reach of the grid.
    ///
    /// Neighbours share the corners of their border. In which ward a point lies is asked of the
    /// index: a long edge that is straight in degrees bends by some decimetres in the grid. Every
    /// call projects all corners anew.
    pub fn shape(&self, code: WardCode) -> Option<Shape> {
        let outline = self.outlines.iter().find(|outline| outline.code == code)?;
        let polygons = outline
            .pieces
            .iter()
            .filter(|rings| !rings.is_empty())
            .map(|rings| {
                let mut rings = rings.iter().map(Ring::in_grid);
                let outer = rings.next()??;
                Some(Polygon { outer, holes: rings.collect::<Option<_>>()? })
            })
            .collect::<Option<_>>()?;
        Some(Shape { polygons })
    }

    /// The ward that holds a point. A point on a shared border belongs to exactly one side.
    pub fn ward_at(&self, lat: f64, lon: f64) -> Option<WardCode> {
        self.outlines.iter().find(|outline| outline.holds(lon, lat)).map(|outline| outline.code)
    }

    /// The ward nearest to a point, for reports from just outside the outlines (a pier, a boat, a
    /// GPS error). `None` only if the position is not a place on the Earth.
    ///
    /// The caller decides how many metres are still "just outside": the distance is exact within
    /// the city and a rough figure hundreds of kilometres away.
    pub fn nearest_ward(&self, lat: f64, lon: f64) -> Option<NearestWard> {
        if !(-90.0..=90.0).contains(&lat) || !(-180.0..=180.0).contains(&lon) {
            return None;
        }
        if let Some(code) = self.ward_at(lat, lon) {
            return Some(NearestWard { code, metres: 0.0 });
        }
        let mut nearest: Option<NearestWard> = None;
        for outline in &self.outlines {
            let limit = nearest.map_or(f64::INFINITY, |ward| ward.metres);
            if outline.bounds.metres_to(lon, lat) >= limit {
                continue;
            }
            let metres = outline.metres_to_border(lon, lat);
            if metres < limit {
                nearest = Some(NearestWard { code: outline.code, metres });
            }
        }
        nearest
    }
}

fn outline(code: WardCode, geometry: Geometry) -> Result<Outline, GeoError> {
    let polygons = match geometry {
        Geometry::Polygon { coordinates } => vec![coordinates],
        Geometry::MultiPolygon { coordinates } => coordinates,
    };
    let ring =
        |positions| Ring::new(positions).map_err(|fault| GeoError::BadRing { ward: code, fault });
    let pieces = polygons
        .into_iter()
        .map(|rings| rings.into_iter().map(ring).collect::<Result<Vec<_>, _>>())
        .collect::<Result<Vec<_>, _>>()?;
    if pieces.iter().all(Vec::is_empty) {
        return Err(GeoError::NoPolygon(code));
    }
    Ok(Outline { code, bounds: Bounds::around(pieces.iter().flatten()), pieces })
}

#[derive(Deserialize)]
struct Collection {
    features: Vec<Feature>,
}

#[derive(Deserialize)]
struct Feature {
    properties: Properties,
    geometry: Geometry,
}

#[derive(Deserialize)]
struct Properties {
    code: WardCode,
}

#[derive(Deserialize)]
#[serde(tag = "type")]
enum Geometry {
    Polygon { coordinates: Vec<Vec<LonLat>> },
    MultiPolygon { coordinates: Vec<Vec<Vec<LonLat>>> },
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::RingFault;

    fn feature(code: u32, geometry: &str, coordinates: &str) -> String {
        format!(
            r#"{{"type":"Feature","properties":{{"code":{code}}},"geometry":{{"type":"{geometry}","coordinates":{coordinates}}}}}"#
        )
    }

    fn collection(features: &[String]) -> String {
        format!(r#"{{"type":"FeatureCollection","features":[{}]}}"#, features.join(","))
    }

    const WITH_HOLE: &str = "[[[107,16],[108,16],[108,17],[107,17],[107,16]],\
                              [[107.4,16.4],[107.6,16.4],[107.6,16.6],[107.4,16.6],[107.4,16.4]]]";
    const IN_HOLE: &str = "[[[107.4,16.4],[107.6,16.4],[107.6,16.6],[107.4,16.6],[107.4,16.4]]]";

    #[test]
    fn a_ward_inside_the_hole_of_another_is_found() {
        let text = collection(&[feature(1, "Polygon", WITH_HOLE), feature(2, "Polygon", IN_HOLE)]);
        let index = WardIndex::from_geojson(&text).expect("two wards");
        assert_eq!(index.ward_at(16.5, 107.5), Some(WardCode(2)));
        assert_eq!(index.ward_at(16.2, 107.5), Some(WardCode(1)));
        assert_eq!(index.ward_at(17.5, 107.5), None);
    }

    #[test]
    fn a_point_in_an_empty_hole_is_nearest_to_the_ward_around_it() {
        let text = collection(&[feature(1, "Polygon", WITH_HOLE)]);
        let index = WardIndex::from_geojson(&text).expect("one ward");
        assert_eq!(index.ward_at(16.41, 107.5), None);
        let nearest = index.nearest_ward(16.41, 107.5).expect("on the Earth");
        assert_eq!(nearest.code, WardCode(1));
        assert!((nearest.metres - 1_112.0).abs() < 2.0, "got {}", nearest.metres);
    }

    #[test]
    fn bad_polygons_are_refused_and_named() {
        let refusal = |text: &str| WardIndex::from_geojson(text).expect_err("bad polygons");
        assert!(matches!(refusal("{"), GeoError::Unreadable(_)));
        assert!(matches!(refusal(&collection(&[])), GeoError::NoWards));
        assert!(matches!(
            refusal(&collection(&[feature(7, "Point", "[107,16]")])),
            GeoError::Unreadable(_)
        ));
        assert!(matches!(
            refusal(&collection(&[feature(7, "MultiPolygon", "[]")])),
            GeoError::NoPolygon(WardCode(7))
        ));
        assert!(matches!(
            refusal(&collection(&[feature(7, "Polygon", IN_HOLE), feature(7, "Polygon", IN_HOLE)])),
            GeoError::RepeatedWard(WardCode(7))
        ));
        let open = "[[[107,16],[108,16],[108,17],[107,17]]]";
        assert!(matches!(
            refusal(&collection(&[feature(7, "Polygon", open)])),
            GeoError::BadRing { ward: WardCode(7), fault: RingFault::Open }
        ));
    }

    #[test]
    fn a_position_that_is_not_on_the_earth_is_nowhere() {
        let text = collection(&[feature(1, "Polygon", WITH_HOLE)]);
        let index = WardIndex::from_geojson(&text).expect("one ward");
        for (lat, lon) in [(f64::NAN, 107.5), (16.5, f64::INFINITY), (107.5, 16.5)] {
            assert_eq!(index.ward_at(lat, lon), None);
            assert_eq!(index.nearest_ward(lat, lon), None);
        }
    }
}
