//! The bytes of a vector tile: protocol buffers as the Mapbox Vector Tile specification 2.1 has them.
//!
//! Knows fields, commands and the tables of keys and values; nothing of where things lie. Equal calls
//! give equal bytes: table entries stand in the order in which they were first used.

use std::collections::HashMap;

use super::projection::EXTENT;
use super::simplify::Corner;

const VARINT: u32 = 0;
const FIXED_64: u32 = 1;
const BYTES: u32 = 2;

const MOVE_TO: u32 = 1;
const LINE_TO: u32 = 2;
const CLOSE_PATH: u32 = 7;

/// What a property says of a feature.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Value<'a> {
    /// A text.
    Text(&'a str),
    /// A whole number.
    Int(i64),
    /// A number with a fraction.
    Float(f64),
    /// Yes or no.
    Bool(bool),
}

/// What kind of geometry a feature has.
#[derive(Debug, Clone, Copy)]
pub(super) enum Kind {
    Point = 1,
    Line = 2,
    Polygon = 3,
}

/// The commands that draw one feature.
#[derive(Debug, Default)]
pub(super) struct Drawing {
    commands: Vec<u8>,
    pen: Corner,
}

impl Drawing {
    pub(super) fn clear(&mut self) {
        self.commands.clear();
        self.pen = [0, 0];
    }

    pub(super) fn is_empty(&self) -> bool {
        self.commands.is_empty()
    }

    pub(super) fn point(&mut self, at: Corner) {
        self.command(MOVE_TO, 1);
        self.step_to(at);
    }

    /// A line of two corners or more.
    pub(super) fn line(&mut self, corners: impl ExactSizeIterator<Item = Corner>) {
        let rest = corners.len().saturating_sub(1);
        for (at, corner) in corners.enumerate() {
            match at {
                0 => self.command(MOVE_TO, 1),
                1 => self.command(LINE_TO, rest),
                _ => {}
            }
            self.step_to(corner);
        }
    }

    /// A ring of three corners or more, the first not repeated.
    pub(super) fn ring(&mut self, corners: impl ExactSizeIterator<Item = Corner>) {
        self.line(corners);
        self.command(CLOSE_PATH, 1);
    }

    fn command(&mut self, command: u32, count: usize) {
        varint(u64::from(command) | (count as u64) << 3, &mut self.commands);
    }

    fn step_to(&mut self, corner: Corner) {
        for (from, to) in self.pen.into_iter().zip(corner) {
            varint(zigzag(i64::from(to - from)), &mut self.commands);
        }
        self.pen = corner;
    }
}

/// A layer under way.
#[derive(Debug)]
pub(super) struct LayerBytes {
    name: String,
    features: Vec<u8>,
    keys: Table<String>,
    values: Table<Vec<u8>>,
    /// Room that is used again for every feature.
    feature: Vec<u8>,
    part: Vec<u8>,
}

/// Entries in the order of their first use.
#[derive(Debug)]
struct Table<T> {
    places: HashMap<T, u64>,
    bytes: Vec<u8>,
}

impl LayerBytes {
    pub(super) fn new(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            features: Vec::new(),
            keys: Table { places: HashMap::new(), bytes: Vec::new() },
            values: Table { places: HashMap::new(), bytes: Vec::new() },
            feature: Vec::new(),
            part: Vec::new(),
        }
    }

    pub(super) fn name(&self) -> &str {
        &self.name
    }

    /// Adds what was drawn as one feature.
    pub(super) fn add(
        &mut self,
        id: u64,
        kind: Kind,
        drawing: &Drawing,
        properties: &[(&str, Value<'_>)],
    ) {
        let Self { feature, part, .. } = self;
        feature.clear();
        field_varint(1, id, feature);
        let tags_at = feature.len();
        for (key, value) in properties {
            varint(self.keys.place(*key, 3, key.as_bytes()), feature);
            part.clear();
            value.write(part);
            varint(self.values.place(part.as_slice(), 4, part), feature);
        }
        if feature.len() > tags_at {
            part.clear();
            part.extend(feature.drain(tags_at..));
            field_bytes(2, part, feature);
        }
        field_varint(3, kind as u64, feature);
        field_bytes(4, &drawing.commands, feature);
        field_bytes(2, feature, &mut self.features);
    }

    /// Appends the layer to a tile; nothing if it has no feature.
    pub(super) fn write(&self, tile: &mut Vec<u8>) {
        if self.features.is_empty() {
            return;
        }
        let mut layer = Vec::with_capacity(self.features.len() + self.values.bytes.len() + 200);
        field_varint(15, 2, &mut layer);
        field_bytes(1, self.name.as_bytes(), &mut layer);
        layer.extend_from_slice(&self.features);
        layer.extend_from_slice(&self.keys.bytes);
        layer.extend_from_slice(&self.values.bytes);
        field_varint(5, u64::from(EXTENT), &mut layer);
        field_bytes(3, &layer, tile);
    }
}

impl<T: std::hash::Hash + Eq> Table<T> {
    /// The place of an entry, which is added with this field number when it is new.
    fn place<Q>(&mut self, entry: &Q, field: u32, bytes: &[u8]) -> u64
    where
        T: std::borrow::Borrow<Q>,
        Q: std::hash::Hash + Eq + ToOwned<Owned = T> + ?Sized,
    {
        if let Some(&place) = self.places.get(entry) {
            return place;
        }
        let place = self.places.len() as u64;
        self.places.insert(entry.to_owned(), place);
        field_bytes(field, bytes, &mut self.bytes);
        place
    }
}

impl Value<'_> {
    fn write(self, bytes: &mut Vec<u8>) {
        match self {
            Self::Text(text) => field_bytes(1, text.as_bytes(), bytes),
            Self::Float(number) => {
                varint(u64::from(3 << 3 | FIXED_64), bytes);
                bytes.extend_from_slice(&number.to_le_bytes());
            }
            Self::Int(number) => match u64::try_from(number) {
                Ok(positive) => field_varint(5, positive, bytes),
                Err(_) => field_varint(6, zigzag(number), bytes),
            },
            Self::Bool(yes) => field_varint(7, u64::from(yes), bytes),
        }
    }
}

fn field_varint(field: u32, number: u64, bytes: &mut Vec<u8>) {
    varint(u64::from(field << 3 | VARINT), bytes);
    varint(number, bytes);
}

fn field_bytes(field: u32, content: &[u8], bytes: &mut Vec<u8>) {
    varint(u64::from(field << 3 | BYTES), bytes);
    varint(content.len() as u64, bytes);
    bytes.extend_from_slice(content);
}

const fn zigzag(number: i64) -> u64 {
    ((number << 1) ^ (number >> 63)).cast_unsigned()
}

fn varint(mut number: u64, bytes: &mut Vec<u8>) {
    while number >= 0x80 {
        bytes.push(number.to_le_bytes()[0] | 0x80);
        number >>= 7;
    }
    bytes.push(number.to_le_bytes()[0]);
}
