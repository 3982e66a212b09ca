//! How shapes lie in records: a byte string of steps from point to point.
//!
//! The first byte is the format's version and says whether an area or a line follows. Counts are
//! varints, coordinates zigzag varints of the step from the point before, so that a lot of four
//! corners takes some twenty-five bytes. There is one way to write a shape; anything else is refused.
//! A count is believed only if the bytes for it are there: garbage costs no memory.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_bytes::{ByteBuf, Bytes};

use super::{Line, Point, Polygon, Ring, Shape};

const AREA_V1: u8 = 0x01;
const LINE_V1: u8 = 0x41;

/// The least that a point takes: a byte for each step.
const POINT_BYTES: usize = 2;
/// The least that a ring takes: its count.
const RING_BYTES: usize = 1;
/// The least that a polygon takes: the count of its holes and an empty outer ring.
const POLYGON_BYTES: usize = 2;

/// Why bytes are no shape.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ShapeError {
    /// No bytes, or the first one is of another kind or of a newer build.
    #[error("the bytes are of an unknown version or of another kind of geometry")]
    UnknownVersion,
    /// They end too early, or a count claims more than there is.
    #[error("the bytes end before the geometry does")]
    Cut,
    /// More bytes follow than the geometry needs.
    #[error("bytes are left over after the geometry")]
    TooLong,
    /// A number that is written in more bytes than it needs or that does not fit.
    #[error("a number is not written as numbers are here")]
    BadNumber,
}

impl Shape {
    /// The bytes of the shape.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut writer = Writer::new(AREA_V1);
        writer.count(self.polygons.len());
        for polygon in &self.polygons {
            writer.count(polygon.holes.len());
            polygon.rings().for_each(|ring| writer.points(&ring.points));
        }
        writer.bytes
    }

    /// Reads the bytes of a shape.
    ///
    /// # Errors
    /// [`ShapeError`] if they were not written by [`to_bytes`](Self::to_bytes).
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, ShapeError> {
        let mut reader = Reader::new(bytes, AREA_V1)?;
        let polygons = reader.many(POLYGON_BYTES, |reader| {
            let holes = reader.count(RING_BYTES)?;
            let outer = Ring { points: reader.points()? };
            let holes = (0..holes)
                .map(|_| Ok(Ring { points: reader.points()? }))
                .collect::<Result<_, _>>()?;
            Ok(Polygon { outer, holes })
        })?;
        reader.end()?;
        Ok(Self { polygons })
    }
}

impl Line {
    /// The bytes of the line.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut writer = Writer::new(LINE_V1);
        writer.points(&self.points);
        writer.bytes
    }

    /// Reads the bytes of a line.
    ///
    /// # Errors
    /// [`ShapeError`] if they were not written by [`to_bytes`](Self::to_bytes).
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, ShapeError> {
        let mut reader = Reader::new(bytes, LINE_V1)?;
        let points = reader.points()?;
        reader.end()?;
        Ok(Self { points })
    }
}

impl Serialize for Shape {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Bytes::new(&self.to_bytes()).serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Shape {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let bytes = ByteBuf::deserialize(deserializer)?;
        Self::from_bytes(&bytes).map_err(serde::de::Error::custom)
    }
}

impl Serialize for Line {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Bytes::new(&self.to_bytes()).serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Line {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let bytes = ByteBuf::deserialize(deserializer)?;
        Self::from_bytes(&bytes).map_err(serde::de::Error::custom)
    }
}

struct Writer {
    bytes: Vec<u8>,
    at: Point,
}

impl Writer {
    fn new(version: u8) -> Self {
        Self { bytes: vec![version], at: Point::new(0, 0) }
    }

    fn count(&mut self, count: usize) {
        self.varint(count as u64);
    }

    fn points(&mut self, points: &[Point]) {
        self.count(points.len());
        for point in points {
            self.step(point.east_mm.wrapping_sub(self.at.east_mm));
            self.step(point.north_mm.wrapping_sub(self.at.north_mm));
            self.at = *point;
        }
    }

    fn step(&mut self, step: i64) {
        self.varint(((step << 1) ^ (step >> 63)).cast_unsigned());
    }

    fn varint(&mut self, mut number: u64) {
        while number >= 0x80 {
            self.bytes.push(number.to_le_bytes()[0] | 0x80);
            number >>= 7;
        }
        self.bytes.push(number.to_le_bytes()[0]);
    }
}

struct Reader<'a> {
    rest: &'a [u8],
    at: Point,
}

impl<'a> Reader<'a> {
    fn new(bytes: &'a [u8], version: u8) -> Result<Self, ShapeError> {
        match bytes.split_first() {
            Some((&first, rest)) if first == version => Ok(Self { rest, at: Point::new(0, 0) }),
            _ => Err(ShapeError::UnknownVersion),
        }
    }

    /// A count of things that take at least `least_bytes` each.
    fn count(&mut self, least_bytes: usize) -> Result<usize, ShapeError> {
        let count = usize::try_from(self.varint()?).unwrap_or(usize::MAX);
        if count > self.rest.len() / least_bytes { Err(ShapeError::Cut) } else { Ok(count) }
    }

    fn many<T>(
        &mut self,
        least_bytes: usize,
        mut read: impl FnMut(&mut Self) -> Result<T, ShapeError>,
    ) -> Result<Vec<T>, ShapeError> {
        let count = self.count(least_bytes)?;
        (0..count).map(|_| read(self)).collect()
    }

    fn points(&mut self) -> Result<Vec<Point>, ShapeError> {
        self.many(POINT_BYTES, |reader| {
            let east_mm = reader.at.east_mm.wrapping_add(reader.step()?);
            let north_mm = reader.at.north_mm.wrapping_add(reader.step()?);
            reader.at = Point::new(east_mm, north_mm);
            Ok(reader.at)
        })
    }

    fn step(&mut self) -> Result<i64, ShapeError> {
        let zigzag = self.varint()?;
        Ok((zigzag >> 1).cast_signed() ^ -(zigzag & 1).cast_signed())
    }

    fn varint(&mut self) -> Result<u64, ShapeError> {
        let mut number = 0_u64;
        for shift in (0..u64::BITS).step_by(7) {
            let (&byte, rest) = self.rest.split_first().ok_or(ShapeError::Cut)?;
            self.rest = rest;
            let bits = u64::from(byte & 0x7F);
            if bits << shift >> shift != bits {
                return Err(ShapeError::BadNumber);
            }
            number |= bits << shift;
            if byte & 0x80 == 0 {
                let longer_than_needed = byte == 0 && shift > 0;
                return if longer_than_needed { Err(ShapeError::BadNumber) } else { Ok(number) };
            }
        }
        Err(ShapeError::BadNumber)
    }

    fn end(&self) -> Result<(), ShapeError> {
        if self.rest.is_empty() { Ok(()) } else { Err(ShapeError::TooLong) }
    }
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;

    use super::*;
    use crate::encoding;

    fn points() -> impl Strategy<Value = Vec<Point>> {
        let far = (any::<i64>(), any::<i64>());
        let near = (-200_000_000_i64..200_000_000, 1_700_000_000_i64..1_900_000_000);
        vec(prop_oneof![far, near].prop_map(|(east, north)| Point::new(east, north)), 0..12)
    }

    fn shapes() -> impl Strategy<Value = Shape> {
        let ring = || points().prop_map(|points| Ring { points });
        let polygon =
            (ring(), vec(ring(), 0..4)).prop_map(|(outer, holes)| Polygon { outer, holes });
        vec(polygon, 0..4).prop_map(|polygons| Shape { polygons })
    }

    proptest! {
        #[test]
        fn any_shape_reads_back(shape in shapes(), points in points()) {
            prop_assert_eq!(Shape::from_bytes(&shape.to_bytes()), Ok(shape.clone()));
            let line = Line { points };
            prop_assert_eq!(Line::from_bytes(&line.to_bytes()), Ok(line.clone()));
            let both: (Shape, Line) = encoding::decode(&encoding::encode(&(&shape, &line))).unwrap();
            prop_assert_eq!(both, (shape, line));
        }

        #[test]
        fn any_bytes_are_read_or_refused(mut bytes in vec(any::<u8>(), 0..200), line: bool) {
            if let Some(first) = bytes.first_mut() {
                *first = if line { LINE_V1 } else { AREA_V1 };
            }
            if let Ok(shape) = Shape::from_bytes(&bytes) {
                prop_assert_eq!(shape.to_bytes(), &bytes[..], "there is one way to write a shape");
            }
            if let Ok(line) = Line::from_bytes(&bytes) {
                prop_assert_eq!(line.to_bytes(), bytes);
            }
        }

        #[test]
        fn a_shape_that_lost_its_end_is_refused(shape in shapes(), cut in any::<prop::sample::Index>()) {
            let bytes = shape.to_bytes();
            let kept = &bytes[..cut.index(bytes.len())];
            prop_assert!(Shape::from_bytes(kept).is_err());
        }
    }

    #[test]
    fn a_lot_is_a_few_bytes_that_never_change() {
        let lot = Shape::of_ring(vec![
            Point::new(562_010_200, 1_821_805_400),
            Point::new(562_015_200, 1_821_805_400),
            Point::new(562_015_200, 1_821_825_400),
            Point::new(562_010_200, 1_821_825_400),
        ]);
        let bytes = lot.to_bytes();
        let golden = [
            0x01, 0x01, 0x00, 0x04, 0xB0, 0xE1, 0xFC, 0x97, 0x04, 0xB0, 0xAD, 0xB4, 0xC9, 0x0D,
            0x90, 0x4E, 0x00, 0x00, 0xC0, 0xB8, 0x02, 0x8F, 0x4E, 0x00,
        ];
        assert_eq!(bytes, golden);
        assert_eq!(Shape::from_bytes(&bytes), Ok(lot));
    }

    #[test]
    fn bytes_of_another_kind_or_version_are_refused() {
        let shape = Shape::of_ring(vec![Point::new(1, 2)]).to_bytes();
        assert_eq!(Line::from_bytes(&shape), Err(ShapeError::UnknownVersion));
        assert_eq!(Shape::from_bytes(&[]), Err(ShapeError::UnknownVersion));
        assert_eq!(Shape::from_bytes(&[2, 0]), Err(ShapeError::UnknownVersion));
    }

    #[test]
    fn a_count_without_its_bytes_and_a_number_written_otherwise_are_refused() {
        let most = [AREA_V1, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01];
        assert_eq!(Shape::from_bytes(&most), Err(ShapeError::Cut));
        assert_eq!(Shape::from_bytes(&[AREA_V1, 0x80, 0x00]), Err(ShapeError::BadNumber));
        let too_great = [AREA_V1, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x02];
        assert_eq!(Shape::from_bytes(&too_great), Err(ShapeError::BadNumber));
        assert_eq!(Shape::from_bytes(&[AREA_V1, 0, 7]), Err(ShapeError::TooLong));
    }
}
